//! The job that folds a learner's cards anew with the parameters in force, by chunks, so that nobody's answer waits. Due
//! dates stay as they were promised: only what the model believes of each memory changes.

use crate::Studium;
use crate::call::LearnerId;
use crate::db::{Tx, params};
use crate::error::Result;
use crate::jobs::{self, Failed, Handler, Job, Work};
use crate::{plan, spaces, study};
use serde_json::json;
use uuid::Uuid;

/// The kind of such a job.
pub const REFOLD: &str = "refold";

/// Cards of one operation at most …
const CHUNK_CARDS: i64 = 50;
/// … and answers to them: a chunk ends with the card that goes beyond.
const CHUNK_ANSWERS: i64 = 400;

/// Runs refoldings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Refolder;

impl Handler for Refolder {
    fn kind(&self) -> &'static str {
        REFOLD
    }

    fn run<'a>(&'a self, studium: &'a Studium, job: &'a Job) -> Work<'a> {
        Box::pin(run(studium, job))
    }
}

/// Where a pass over the cards is.
#[derive(Debug, Clone, Copy)]
struct Pass {
    /// The parameters that it began with.
    parameters: i64,
    after: Uuid,
    cards: i64,
}

enum Chunk {
    Next(Pass),
    /// Other parameters were put in force meanwhile: from the beginning.
    Anew,
    /// All are folded, and the job is ended.
    Done,
}

async fn run(studium: &Studium, job: &Job) -> Result<(), Failed> {
    let learner = LearnerId(job.space.0);
    loop {
        let (parameters, total) = studium.read(move |tx| stale(tx, learner)).await?;
        let mut pass = Pass { parameters, after: Uuid::nil(), cards: 0 };
        loop {
            let (job, now) = (job.clone(), studium.clock.now());
            let done = studium.db.write_background(move |tx| {
                jobs::progress(tx, &job, pass.cards.min(total), total, now)?;
                match fold_chunk(tx, learner, pass)? {
                    Chunk::Done => {
                        plan::memory_changed(tx, learner, job.id, now)?;
                        jobs::finish(tx, job.id, &json!({"cards": pass.cards}).to_string(), now)?;
                        Ok(Chunk::Done)
                    }
                    other => Ok(other),
                }
            });
            match done.await? {
                Chunk::Next(next) => pass = next,
                Chunk::Anew => break,
                Chunk::Done => return Ok(()),
            }
        }
    }
}

/// The parameters in force, and how many cards were folded with others.
fn stale(tx: &mut Tx, learner: LearnerId) -> Result<(i64, i64)> {
    let (id, _) = study::cards::parameters(tx, learner)?;
    let count: Option<i64> = tx.scalar(
        "SELECT COUNT(*) FROM learner_cards WHERE learner = ?1 AND phase <> 0 AND parameters <> ?2",
        params![learner, id],
    )?;
    Ok((id, count.unwrap_or(0)))
}

fn fold_chunk(tx: &mut Tx, learner: LearnerId, pass: Pass) -> Result<Chunk> {
    spaces::lock(tx, learner.space())?;
    let (id, _) = study::cards::parameters(tx, learner)?;
    if id != pass.parameters {
        return Ok(Chunk::Anew);
    }
    let found: Vec<(Uuid, i64)> = tx.rows(
        "SELECT card_id, reps FROM learner_cards
         WHERE learner = ?1 AND card_id > ?2 AND phase <> 0 AND parameters <> ?3 ORDER BY card_id LIMIT ?4",
        params![learner, pass.after, id, CHUNK_CARDS],
        |row| Ok((row.get("card_id")?, row.get("reps")?)),
    )?;
    if found.is_empty() {
        return Ok(Chunk::Done);
    }
    let (mut next, mut answers) = (pass, 0);
    for (card, reps) in found {
        study::cards::refold(tx, learner, card)?;
        next = Pass { after: card, cards: next.cards + 1, ..next };
        answers += reps;
        if answers > CHUNK_ANSWERS {
            break;
        }
    }
    Ok(Chunk::Next(next))
}
