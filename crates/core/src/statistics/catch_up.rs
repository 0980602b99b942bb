//! Catching up: a backlog is spread over days by explicit events. Those that lose most by waiting come first, and what
//! the waiting costs is said before.

use super::model::{Backlog, Spread};
use super::store::{self, Overdue};
use crate::Studium;
use crate::call::{Actor, Call};
use crate::changes::{self, Inverse};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::reviews::{self, EventKind, Mode, NewEvent};
use crate::spaces;
use crate::study::cards as learner_cards;
use memory::plan::{Card, CardId, CardMemory, CatchUp, TopicId};
use memory::simulate::Learner;
use memory::{MemoryState, Parameters, Phase, StudyDay};
use uuid::Uuid;

/// A backlog may be spread over so many days.
pub const DAYS_LIMIT: i64 = 60;
/// Ways that are offered, days.
const OFFERED: [i64; 3] = [3, 7, 14];
/// More cards are not looked at.
const CARDS_LIMIT: i64 = 20_000;
/// Cards of one operation: each is an event and a fold.
const PORTION: usize = 200;

/// What has piled up, and what spreading it costs.
pub(super) fn backlog(tx: &mut Tx, call: &Call) -> Result<Backlog> {
    let today = call.today();
    let parameters = learner_cards::parameters(tx, call.actor.learner)?.1;
    let waiting = store::overdue(tx, call, CARDS_LIMIT)?;
    let count = i64::try_from(waiting.len()).unwrap_or(CARDS_LIMIT);
    let known = waiting.iter().map(|c| recall(&parameters, c, today)).sum();
    let spreads = OFFERED.iter().filter(|days| count >= **days).map(|days| {
        let spread = place(&parameters, &waiting, today, *days);
        let cost = spread.lost * f64::from(spread.waiting);
        Spread { days: *days, cards_a_day: a_day(count, *days), cost }
    });
    let spreads = spreads.collect();
    Ok(Backlog { cards: count, since: waiting.first().map_or(today, |c| c.due), known, spreads })
}

fn a_day(cards: i64, days: i64) -> i64 {
    cards.div_euclid(days) + i64::from(cards.rem_euclid(days) > 0)
}

/// Gives each card a day, today first; equal numbers a day.
pub(super) fn place(parameters: &Parameters, cards: &[Overdue], today: StudyDay, days: i64) -> CatchUp {
    let learner = Learner { parameters: parameters.clone(), ..Learner::default() };
    let card = |card: &Overdue| Card {
        id: CardId(card.card.as_u128()),
        topic: TopicId(0),
        memory: Some(CardMemory {
            state: MemoryState::new(card.stability, card.difficulty),
            last_day: card.last,
            due: card.due,
        }),
    };
    let cards: Vec<Card> = cards.iter().map(card).collect();
    memory::plan::catch_up(&learner, &cards, today, u32::try_from(days).unwrap_or(1))
}

fn recall(parameters: &Parameters, card: &Overdue, day: StudyDay) -> f64 {
    let state = MemoryState::new(card.stability, card.difficulty);
    memory::retrievability(parameters, state, f64::from(day.days_since(card.last)))
}

/// Spreads what is due over so many days, today among them, by `reschedule` events. Portions are operations of their own:
/// if it is interrupted, the rest simply stays due. Returns the first and the last of the changes that take it back; none
/// when nothing had to be moved.
///
/// # Errors
/// `Invalid` on `days` unless it is 2 to [`DAYS_LIMIT`].
pub async fn catch_up(studium: &Studium, actor: &Actor, days: i64) -> Result<Option<(i64, i64)>> {
    if !(2..=DAYS_LIMIT).contains(&days) {
        return Err(Error::invalid("days", "today-error-days"));
    }
    let call = studium.call(actor);
    let today = call.today();
    let placed = studium
        .read(move |tx| {
            let parameters = learner_cards::parameters(tx, call.actor.learner)?.1;
            let waiting = store::overdue(tx, &call, CARDS_LIMIT)?;
            Ok(place(&parameters, &waiting, today, days).placed)
        })
        .await?;
    let later: Vec<(Uuid, StudyDay)> =
        placed.into_iter().filter(|(_, day)| *day > today).map(|(card, day)| (Uuid::from_u128(card.0), day)).collect();
    let mut changes: Option<(i64, i64)> = None;
    for portion in later.chunks(PORTION) {
        let (call, portion) = (studium.call(actor), portion.to_vec());
        if let Some(change) = studium.write(move |tx| move_cards(tx, &call, &portion)).await? {
            changes = Some((changes.map_or(change, |(first, _)| first), change));
        }
    }
    Ok(changes)
}

/// Moves cards that are still due; the change that takes it back.
pub(super) fn move_cards(tx: &mut Tx, call: &Call, cards: &[(Uuid, StudyDay)]) -> Result<Option<i64>> {
    let mut ids = call.ids();
    let mut events = Vec::with_capacity(cards.len());
    for (card, day) in cards {
        let id = ids.next_id();
        // answered meanwhile: its new promise stays
        let due = learner_cards::find(tx, call.actor.learner, *card)?
            .filter(|c| c.folded.state.phase == Phase::Review)
            .and_then(|c| c.folded.due.and_then(|d| d.day));
        if due.is_some_and(|due| due <= call.today()) {
            let event = NewEvent::bare(id, *card, EventKind::Reschedule, call.now, Mode::Flashcard);
            events.push(NewEvent { due_day: Some(*day), ..event });
        }
    }
    if events.is_empty() {
        return Ok(None);
    }
    reviews::record(tx, call, &events)?;
    let space = call.actor.space();
    let revision = spaces::lock(tx, space)?;
    let inverse = Inverse::Retract { events: events.iter().map(|e| (e.id, e.card_id)).collect() };
    changes::note(tx, call, space, revision, "catch-up", Some(&inverse))?;
    Ok(Some(revision))
}
