//! The end of a sitting: marks, and one event for each question.

use super::model::{Mark, Marked, Mode, Sitting};
use super::store;
use crate::Studium;
use crate::call::Call;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::reviews::{self, EventKind, NewEvent};
use crate::{accounts, spaces};
use grading::Response;
use memory::Millis;
use std::time::Duration;
use uuid::Uuid;

/// How often it is looked whose time is over.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// So many are closed at a time.
const AT_ONCE: i64 = 100;

/// Hands a sitting in: marks it, and tells memory. Once it is over nothing changes.
///
/// # Errors
/// `NotFound`.
pub fn close(tx: &mut Tx, call: &Call, id: Uuid) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let sitting = store::find_sitting(tx, learner, id)?.ok_or(Error::NotFound { what: "sitting" })?;
    if sitting.ended_at.is_some() {
        return Ok(());
    }
    let ended = sitting.deadline.map_or(call.now, |deadline| Millis(deadline.0.min(call.now.0)));
    let marked = mark(&sitting);
    store::end(tx, learner, id, &marked, ended)?;
    let events: Vec<NewEvent> = events(&sitting, &marked, ended);
    for portion in events.chunks(reviews::UPLOAD_LIMIT) {
        reviews::record(tx, call, portion)?;
    }
    Ok(())
}

fn mark(sitting: &Sitting) -> Marked {
    let marks = sitting.places.iter().zip(&sitting.saved).map(|(place, saved)| {
        let response = saved.as_ref().map_or(Response::Nothing, |saved| saved.response.clone());
        let graded = place.grade(&response);
        Mark { points: graded.score * place.points, answered: !response.is_empty(), graded }
    });
    Marked { marks: marks.collect() }
}

/// What the log gets. A question that was left open tells that it was not known, if there was no clock to run out.
fn events(sitting: &Sitting, marked: &Marked, ended: Millis) -> Vec<NewEvent> {
    let mode = match sitting.mode {
        Mode::Quiz => reviews::Mode::Quiz,
        Mode::Exam => reviews::Mode::Exam,
    };
    let places = (0_u32..).zip(sitting.places.iter().zip(&sitting.saved).zip(&marked.marks));
    places
        .filter(|(_, (_, mark))| mark.answered || sitting.deadline.is_none())
        .map(|(n, ((place, saved), mark))| {
            let id = Uuid::new_v5(&sitting.id, &n.to_be_bytes());
            let asked = reviews::Asked::of(&place.content);
            let score = mark.graded.score;
            let right = score >= 0.999;
            NewEvent {
                rating: Some(if right { 3 } else { 1 }),
                outcome: Some(i64::from(right)),
                score: Some(score),
                choices: asked.choices,
                format: Some(asked.format.unwrap_or("typed").to_owned()),
                confidence: saved.as_ref().and_then(|saved| saved.confidence).map(i64::from),
                duration_ms: saved.as_ref().map(|saved| saved.spent_ms).filter(|ms| *ms > 0),
                response: saved.as_ref().and_then(|saved| serde_json::to_string(&saved.response).ok()),
                item_version: Some(place.version),
                ..NewEvent::bare(id, place.card, EventKind::Answer, ended, mode)
            }
        })
        .collect()
}

/// Hands in what was left open when its time was over. Returns how many.
pub async fn close_overdue(studium: &Studium) -> Result<usize> {
    let before = Millis(studium.clock.now().0 - super::model::LATE_MS);
    let overdue = studium.read(move |tx| store::overdue(tx, before, AT_ONCE)).await?;
    let count = overdue.len();
    for (learner, id) in overdue {
        let Some(actor) = studium.read(move |tx| accounts::ops::find_actor(tx, learner)).await? else { continue };
        let call = studium.call(&actor);
        studium.write(move |tx| close(tx, &call, id)).await?;
    }
    Ok(count)
}

/// Runs for as long as the server does.
pub async fn run(studium: Studium) {
    loop {
        if let Err(error) = close_overdue(&studium).await {
            tracing::error!(%error, "sittings whose time is over could not be handed in; it is tried again later");
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}
