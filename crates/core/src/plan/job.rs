//! Making plans: a job for each learner who wants one, asked for by whatever changes what a plan depends on.

use super::grade::Paper;
use super::model::{Forecast, GradeMissing};
use super::request::{Inputs, inputs};
use super::results;
use super::store::{self, Followed, Stored};
use crate::call::{Call, LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::jobs::{self, Failed, Handler, Job, JobId, NewJob, Work};
use crate::{Ids, Studium, accounts, spaces};
use memory::Millis;
use memory::plan::{After, Governed, Guidance, Plan, StepKind, TopicId};
use std::time::Duration;
use uuid::Uuid;

/// The kind of the job that makes a plan.
pub const PLAN: &str = "plan";
/// After a change of content so long is waited for the next, ms: an editing session is one plan.
const PATIENCE_MS: i64 = 15_000;
/// How often it is looked whose study day has begun.
const LOOK_AGAIN: Duration = Duration::from_secs(15 * 60);

/// Asks for a new plan, unless there is neither a plan nor an exam. It is made soon; asking twice is asking once.
pub fn ask(tx: &mut Tx, call: &Call) -> Result<()> {
    ask_for(tx, call.actor.learner, call.ids().next_id(), call.now, call.now)
}

/// As [`ask`], a little later: called by every change of content, which may be one of many.
pub fn content_changed(tx: &mut Tx, call: &Call, space: SpaceId) -> Result<()> {
    if space != call.actor.space() || !store::exists(tx, call.actor.learner)? {
        return Ok(());
    }
    ask_for(tx, call.actor.learner, call.ids().next_id(), Millis(call.now.0 + PATIENCE_MS), call.now)
}

/// As [`ask`], by the job that has folded the learner's cards with other parameters.
pub(crate) fn memory_changed(tx: &mut Tx, learner: LearnerId, by: JobId, now: Millis) -> Result<()> {
    ask_for(tx, learner, by.0, now, now)
}

fn ask_for(tx: &mut Tx, learner: LearnerId, id: Uuid, at: Millis, now: Millis) -> Result<()> {
    let any: Option<i64> = tx.scalar(
        "SELECT 1 AS one FROM exams WHERE space = ?1 AND deleted_at IS NULL LIMIT 1",
        params![learner.space()],
    )?;
    if any.is_none() && !store::exists(tx, learner)? {
        return Ok(());
    }
    // an id that is the call's own may be taken by what the call makes
    let id = Uuid::new_v5(&id, PLAN.as_bytes());
    let unique_key = Some(format!("{PLAN}:{learner}"));
    let new = NewJob { id: JobId(id), space: learner.space(), kind: PLAN, input: String::new(), unique_key };
    jobs::enqueue_by(tx, &new, at, now)
}

/// Makes plans.
#[derive(Debug, Default)]
pub struct Planner;

impl Handler for Planner {
    fn kind(&self) -> &'static str {
        PLAN
    }

    fn run<'a>(&'a self, studium: &'a Studium, job: &'a Job) -> Work<'a> {
        Box::pin(async move { make(studium, job).await })
    }
}

async fn make(studium: &Studium, job: &Job) -> Result<(), Failed> {
    let (id, learner, job) = (job.id, LearnerId(job.space.0), job.clone());
    // what changes from here on asks for another plan
    studium.db.write_background(move |tx| jobs::release_key(tx, id)).await?;
    let Some(actor) = studium.read(move |tx| accounts::ops::find_actor(tx, learner)).await? else {
        return Ok(studium.db.write_background(move |tx| jobs::remove(tx, &job)).await?);
    };
    let call = studium.call(&actor);
    let reading = call.clone();
    let inputs = studium.db.read_long(move |tx| inputs(tx, &reading)).await?;
    let outcome = tokio::task::spawn_blocking(move || outcome(inputs, call.now)).await.map_err(Error::internal)?;
    let outcome = outcome.map_err(|why| Failed::ForGood { error: why.to_string(), result: String::new() })?;
    let keep = move |tx: &mut Tx| {
        keep(tx, learner, &outcome)?;
        jobs::remove(tx, &job)
    };
    Ok(studium.db.write_background(keep).await?)
}

/// What there is to store.
pub(super) enum Outcome {
    /// There is no exam, so there is no plan.
    Nothing,
    /// Nothing differs from what the stored plan was made from; it knows the changes up to this revision.
    Same(i64),
    Made(Box<Made>),
}

/// A plan with what is stored beside it.
pub(super) struct Made {
    stored: Stored,
    followed: Followed,
    /// The version that it was made from.
    before: i64,
}

/// Makes the plan, if anything differs from what the stored one was made from.
pub(super) fn outcome(inputs: Option<Inputs>, now: Millis) -> Result<Outcome, memory::plan::InvalidRequest> {
    let Some(inputs) = inputs else { return Ok(Outcome::Nothing) };
    if inputs.stored.as_ref().is_some_and(|stored| stored.request == inputs.hash) {
        return Ok(Outcome::Same(inputs.revision));
    }
    let plan = memory::plan::plan(&inputs.request)?;
    let before = inputs.stored.as_ref().map_or(0, |stored| stored.version);
    let followed = Followed { guidance: guidance(&plan, &inputs), decks: inputs.decks.clone() };
    let there: Vec<TopicId> = inputs.request.topics.iter().map(|topic| topic.id).collect();
    let forecast = |exam: &super::Exam| {
        let paper = Paper::new(exam, &inputs.topic_of, &inputs.solved, &there);
        let outlook = plan.exams.iter().find(|outlook| outlook.exam.0 == exam.id.as_u128());
        match (paper, outlook) {
            (None, _) => Forecast::Missing(GradeMissing::Topics),
            (Some(_), None) => Forecast::Missing(GradeMissing::Plan),
            (Some(paper), Some(outlook)) => paper.forecast(exam, outlook),
        }
    };
    let forecasts = inputs.exams.iter().map(|exam| (exam.id, forecast(exam))).collect();
    let stored = Stored {
        version: before + 1,
        made_at: now,
        request: inputs.hash,
        revision: inputs.revision,
        plan,
        forecasts,
        missed: inputs.missed,
        done: inputs.stored.map(|stored| stored.done).unwrap_or_default(),
    };
    Ok(Outcome::Made(Box::new(Made { stored, followed, before })))
}

/// What the queue follows. Where nothing can be planned, what is over is still kept or let go.
fn guidance(plan: &Plan, inputs: &Inputs) -> Guidance {
    let today = plan.today;
    let Some(mut guidance) = plan.guidance.clone() else {
        let over = inputs.request.exams.iter().filter(|exam| exam.day <= today);
        let mut topics: Vec<(TopicId, Governed)> = Vec::new();
        // of several the latest counts
        for exam in over.rev() {
            let governed = match exam.after {
                After::Keep(retention) => Governed::Kept(retention),
                After::LetGo => Governed::LetGo,
            };
            let ahead = |topic: TopicId| {
                let mut exams = inputs.request.exams.iter().filter(|exam| exam.day > today);
                exams.any(|exam| exam.topics.iter().any(|(id, weight)| *id == topic && *weight > 0.0))
            };
            for (topic, weight) in &exam.topics {
                if *weight > 0.0 && !ahead(*topic) && topics.iter().all(|(id, _)| id != topic) {
                    topics.push((*topic, governed));
                }
            }
        }
        return Guidance { day: today, new_cards: Vec::new(), reviews: Vec::new(), topics, rows: Vec::new() };
    };
    // a day that stays as it was shown brings no more reviews than were shown, less those done since
    let review =
        |plan: &Plan| plan.steps.iter().find(|step| step.day == today && step.kind == StepKind::Review).cloned();
    let shown =
        inputs.stored.as_ref().filter(|stored| stored.plan.today == today).and_then(|stored| review(&stored.plan));
    if let Some(shown) = shown.filter(|shown| review(plan).as_ref() == Some(shown)) {
        let left = usize::try_from(i64::from(shown.count) - inputs.reviewed_today).unwrap_or(0);
        guidance.reviews.truncate(left);
    }
    guidance
}

pub(super) fn keep(tx: &mut Tx, learner: LearnerId, outcome: &Outcome) -> Result<()> {
    spaces::lock(tx, learner.space())?;
    match outcome {
        Outcome::Nothing => store::delete(tx, learner),
        Outcome::Same(revision) => store::set_revision(tx, learner, *revision),
        // something was moved meanwhile, and asked for another plan
        Outcome::Made(made) if store::version(tx, learner)? != made.before => Ok(()),
        Outcome::Made(made) => {
            store::put(tx, learner, &made.stored, &made.followed)?;
            results::keep_predictions(tx, learner, made.stored.plan.today, &made.stored.forecasts)
        }
    }
}

/// Runs for as long as the server does: asks for plans of those whose study day has begun since the last.
pub async fn run(studium: Studium) {
    loop {
        match ask_of_the_day(&studium).await {
            Ok(0) => {}
            Ok(_) => studium.work.notify_waiters(),
            Err(error) => tracing::error!(%error, "whose day has begun could not be read; it is tried again later"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Asks for the plans of all whose stored one is of an earlier day; how many there are.
pub(super) async fn ask_of_the_day(studium: &Studium) -> Result<usize> {
    let learners: Vec<LearnerId> = studium
        .db
        .read_long(|tx| {
            let sql = "SELECT DISTINCT space FROM exams WHERE deleted_at IS NULL ORDER BY space";
            tx.rows(sql, params![], |row| row.get::<SpaceId>("space").map(|space| LearnerId(space.0)))
        })
        .await?;
    let mut asked = 0;
    for learner in learners {
        let (now, seed) = (studium.clock.now(), rand::random());
        let due = studium
            .read(move |tx| {
                let Some(actor) = accounts::ops::find_actor(tx, learner)? else { return Ok(false) };
                Ok(store::day(tx, learner)? != Some(actor.study_day(now)))
            })
            .await?;
        if due {
            let id = Ids::new(now, seed).next_id();
            studium.db.write_background(move |tx| ask_for(tx, learner, id, now, now)).await?;
            asked += 1;
        }
    }
    Ok(asked)
}
