//! The job that fits a learner's parameters: reads the log on the lane for long reads, trains on a thread of its own, and
//! stores what came out in one small operation.

use super::log::{Log, MOST_EVENTS};
use super::model::{Decision, FitRecord, Origin, ParameterSet, Report};
use super::ops::{FITS_KEPT, take_in_force};
use super::store;
use crate::Studium;
use crate::call::{Ids, LearnerId};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::jobs::{self, Failed, Handler, Job, Work};
use crate::spaces;
use fit::Fit;
use memory::Millis;
use serde_json::json;

/// The kind of such a job.
pub const FIT: &str = "fit";

/// The same history gives the same parameters.
const SEED: u64 = 2_026;
/// Reading, training, storing.
const STEPS: i64 = 3;

/// Runs fits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fitter;

impl Handler for Fitter {
    fn kind(&self) -> &'static str {
        FIT
    }

    fn run<'a>(&'a self, studium: &'a Studium, job: &'a Job) -> Work<'a> {
        Box::pin(run(studium, job))
    }
}

async fn run(studium: &Studium, job: &Job) -> Result<(), Failed> {
    let learner = LearnerId(job.space.0);
    let log = studium.db.read_long(move |tx| Log::read(tx, learner, MOST_EVENTS)).await?;
    say_how_far(studium, job, 1).await?;
    let Log { in_force, history, reviews, share_of_cards } = log;
    let current = in_force.parameters.clone();
    let training = tokio::task::spawn_blocking(move || fit::fit(&current, &history, SEED)).await;
    let fitted = training
        .map_err(|panic| Failed::ForGood { error: format!("the training failed: {panic}"), result: String::new() })?;
    say_how_far(studium, job, 2).await?;
    let (job, now, seed) = (job.clone(), studium.clock.now(), rand::random());
    let found = Found { learner, in_force, fitted, reviews, share_of_cards };
    studium.db.write_background(move |tx| store_found(tx, &job, &found, Ids::new(now, seed), now)).await?;
    studium.work.notify_waiters();
    Ok(())
}

async fn say_how_far(studium: &Studium, job: &Job, done: i64) -> Result<()> {
    let (job, now) = (job.clone(), studium.clock.now());
    studium.db.write_background(move |tx| jobs::progress(tx, &job, done, STEPS, now)).await
}

pub(super) struct Found {
    pub learner: LearnerId,
    pub in_force: ParameterSet,
    pub fitted: Fit,
    pub reviews: i64,
    pub share_of_cards: f64,
}

/// # Errors
/// `Conflict` when other parameters were put in force meanwhile: those must be met in another fit.
pub(super) fn store_found(tx: &mut Tx, job: &Job, found: &Found, mut ids: Ids, now: Millis) -> Result<()> {
    let Found { learner, in_force, fitted, reviews, share_of_cards } = found;
    spaces::lock(tx, learner.space())?;
    jobs::progress(tx, job, STEPS, STEPS, now)?;
    let current = store::list_sets(tx, *learner, 1)?.pop().unwrap_or_else(ParameterSet::published);
    if current.id != in_force.id {
        return Err(Error::Conflict { what: "parameters", given: in_force.id, current: current.id });
    }
    let decision = Decision::from(fitted.verdict);
    let set = match decision {
        Decision::Accepted => Some(take_in_force(tx, *learner, &fitted.parameters, Origin::Fit, &mut ids, now)?),
        _ => None,
    };
    let record = FitRecord {
        id: 0, // the store counts
        at: now,
        decision,
        answers: i64::try_from(fitted.answers).unwrap_or(i64::MAX),
        reviews: *reviews,
        set,
        report: Report::of(fitted, *share_of_cards),
    };
    store::insert_fit(tx, *learner, &record, FITS_KEPT)?;
    jobs::finish(tx, job.id, &json!({"verdict": decision.as_str()}).to_string(), now)
}
