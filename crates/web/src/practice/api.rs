//! `GET /api/v1/practice?deck=&goal=`: a round, in the shape of the study queue, each card with the format it is asked in.

use super::asked::Asked;
use crate::api::ApiQuery;
use crate::frame::{ApiActor, AppState, Reply};
use crate::study::card_json::{self, Entry, Reading};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use studium_core::practice::{self, Format, Goal, Practised};
use studium_core::study::{self, Loads};

pub async fn queue(
    State(state): State<AppState>,
    api: ApiActor,
    ApiQuery(asked): ApiQuery<Asked>,
) -> Reply<Json<Queue>> {
    let call = api.call(&state);
    let (now, today, locale) = (call.now, call.today(), api.locale);
    let goal = asked.goal()?;
    let seed = asked.seed.unwrap_or(call.seed);
    let search = asked.find(&state, &api.actor).await?;
    let (cards, faces, parameters) = state
        .studium
        .read(move |tx| {
            let over = asked.over(tx, &call, search.as_ref())?;
            let loads = Loads::count(tx, call.actor.learner, call.today())?;
            let cards = practice::round(tx, &call, &over, goal, &loads, seed)?.cards;
            let faces = study::faces(tx, &call.actor, cards.iter().map(|c| c.card.card.clone()).collect())?;
            let (_, parameters) = study::cards::parameters(tx, call.actor.learner)?;
            Ok((cards, faces, parameters))
        })
        .await?;
    let reading = Reading::new(locale, &parameters, today);
    let mut counts = Waiting::default();
    let mut entries = Vec::with_capacity(cards.len());
    let mut faces = faces.iter().peekable();
    for card in &cards {
        let Some(face) = faces.next_if(|face| face.card.card_id == card.card.card.card_id) else { continue };
        counts.add(card);
        entries.push(PracticeEntry {
            entry: card_json::entry(face, &card.card, &reading).asked_as(card),
            practice: AskedAs {
                format: match card.format {
                    Format::Choice => "choice",
                    Format::Cued => "cued",
                    Format::Free => "free",
                },
                cue: card.cue.clone(),
                confidence: card.asks_confidence,
            },
        });
    }
    let (goal, minutes) = match goal {
        Goal::Right(n) => (Some(n), None),
        Goal::Minutes(n) => (None, Some(n)),
    };
    Ok(Json(Queue { cards: entries, counts, goal, minutes, now: now.0 }))
}

#[derive(Serialize)]
pub struct Queue {
    cards: Vec<PracticeEntry>,
    counts: Waiting,
    goal: Option<u16>,
    minutes: Option<u16>,
    now: i64,
}

#[derive(Serialize)]
struct PracticeEntry {
    #[serde(flatten)]
    entry: Entry,
    practice: AskedAs,
}

#[derive(Serialize)]
struct AskedAs {
    format: &'static str,
    cue: Option<String>,
    confidence: bool,
}

#[derive(Serialize, Default)]
struct Waiting {
    new: i64,
    learning: i64,
    due: i64,
}

impl Waiting {
    fn add(&mut self, card: &Practised) {
        match card.card.card.folded.state.phase {
            memory::Phase::New => self.new += 1,
            memory::Phase::Review => self.due += 1,
            memory::Phase::Learning | memory::Phase::Relearning => self.learning += 1,
        }
    }
}
