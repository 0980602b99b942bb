//! The plan as it is shown.

use super::grade::forecast_in;
use super::job::PLAN;
use super::model::{ExamView, PlanState, PlanView, Progress};
use super::request::{Reading, readings};
use super::store::{self, Stored};
use super::topics::{self, DeckOfPlan};
use super::{exams, results};
use crate::call::Call;
use crate::db::Tx;
use crate::error::Result;
use crate::{jobs, study};
use memory::StudyDay;
use memory::plan::{Step, StepKind, TopicId};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// The actor's plan, with all that is said beside it.
pub fn plan(tx: &mut Tx, call: &Call) -> Result<PlanView> {
    let (actor, learner, today) = (&call.actor, call.actor.learner, call.today());
    let stored = store::find(tx, learner)?;
    let (pending, failed) = jobs::standing(tx, actor.space(), PLAN)?;
    let all = exams::list_exams(tx, actor)?;
    let mut results = results::all(tx, learner)?;
    let forecasts = stored.as_ref().map(|stored| &stored.forecasts[..]).unwrap_or_default();
    let wanted: HashSet<Uuid> = all.iter().flat_map(|exam| &exam.content.topics).map(|topic| topic.0).collect();
    let (ahead, over): (Vec<_>, Vec<_>) = all
        .into_iter()
        .map(|exam| ExamView {
            days_left: exam.content.day.days_since(today),
            outlook: stored.as_ref().and_then(|stored| {
                stored.plan.exams.iter().find(|outlook| outlook.exam.0 == exam.id.as_u128()).cloned()
            }),
            forecast: forecast_in(forecasts, exam.id),
            result: results.remove(&exam.id),
            exam,
        })
        .partition(|view| view.days_left >= 0);
    let any_ahead = !ahead.is_empty();
    let exams = ahead.into_iter().chain(over.into_iter().rev()).collect();
    let mut decks = topics::decks(tx, actor)?;
    let topics = topics::choices(tx, actor, &decks, &wanted)?;
    let courses = topics::looks(tx, actor, &decks, &topics)?;
    decks.retain(|deck| wanted.contains(&deck.topic));
    let readings = readings(tx, learner, &decks)?;
    let newest = store::newest_change(tx, learner)?;
    let state = match &stored {
        Some(stored) if stored.plan.today == today && stored.revision >= newest && !stored.request.is_empty() => {
            PlanState::Ready
        }
        None if !any_ahead => PlanState::None,
        _ => PlanState::Stale,
    };
    let progress = match &stored {
        Some(stored) => progress_today(tx, call, stored, &decks, &readings)?,
        None => Vec::new(),
    };
    Ok(PlanView {
        state,
        pending,
        failed,
        version: stored.as_ref().map_or(0, |stored| stored.version),
        made_at: stored.as_ref().map(|stored| stored.made_at),
        missed: stored.as_ref().map(|stored| stored.missed.clone()).unwrap_or_default(),
        plan: stored.map(|stored| stored.plan),
        exams,
        progress,
        topics,
        courses,
        sources: readings.into_iter().map(|reading| (reading.material.id, reading.title)).collect(),
    })
}

/// How far today's steps are. Those with cards are over also when none of their cards is left: one may have been answered while
/// it was still in steps, which counts as no review, or have been learnt already the day before.
pub(super) fn progress_today(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    decks: &[DeckOfPlan],
    readings: &[Reading],
) -> Result<Vec<Progress>> {
    let today = call.today();
    let mut steps = progress(tx, call, stored, today, decks, readings)?;
    // what was just moved is not in the day's guidance before the plan is made anew
    let in_force = stored.plan.today == today && !stored.request.is_empty();
    if !in_force || steps.iter().all(|step| step.is_over) {
        return Ok(steps);
    }
    let Some(left) = study::planned_left(tx, call)? else { return Ok(steps) };
    let new_in = |topics: &[(TopicId, u32)]| {
        let of_step = |deck: &&DeckOfPlan| topics.iter().any(|(topic, _)| topic.0 == deck.topic.as_u128());
        decks.iter().filter(of_step).any(|deck| left.new_in.contains(&deck.id))
    };
    for progress in steps.iter_mut().filter(|progress| !progress.is_over) {
        let step = stored.plan.steps.iter().find(|step| step.id == progress.step);
        progress.is_over = step.is_some_and(|step| match step.kind {
            StepKind::Review => left.reviews == 0,
            StepKind::LearnNew => !new_in(&step.topics),
            _ => false,
        });
    }
    Ok(steps)
}

/// How far the steps of a day are, or were: cards by the answers of the day, what is read by the reader's place.
pub(super) fn progress(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    day: StudyDay,
    decks: &[DeckOfPlan],
    readings: &[Reading],
) -> Result<Vec<Progress>> {
    let answered = study::answered_on(tx, call.actor.learner, day)?;
    let mut by_topic: BTreeMap<TopicId, (i64, i64)> = BTreeMap::new();
    for deck in decks {
        let (new, reviews) = answered.get(&deck.id).copied().unwrap_or_default();
        let counts = by_topic.entry(TopicId(deck.topic.as_u128())).or_default();
        *counts = (counts.0 + new, counts.1 + reviews);
    }
    // a step that was moved beside another of its kind is done after it
    let mut take = |wanted: u32, topics: Option<&[(TopicId, u32)]>| {
        let mut taken = 0;
        for (topic, (new, reviews)) in &mut by_topic {
            let there = match topics {
                None => reviews,
                Some(topics) if topics.iter().any(|(asked, _)| asked == topic) => new,
                Some(_) => continue,
            };
            let share = (i64::from(wanted) - taken).min(*there);
            *there -= share;
            taken += share;
        }
        taken
    };
    let mut of = |step: &Step| {
        let counted: i64 = match step.kind {
            StepKind::Review => take(step.count, None),
            StepKind::LearnNew => take(step.count, Some(&step.topics)),
            _ => 0,
        };
        let (first, last) = step.part.and_then(|part| part.pages).unwrap_or((1, 0));
        let (done, of) = match step.kind {
            StepKind::Read => {
                let read =
                    readings.iter().find(|reading| Some(reading.material.id) == step.material).map_or(0, |r| r.read);
                ((read + 1).saturating_sub(first), (last + 1).saturating_sub(first))
            }
            _ => (u32::try_from(counted).unwrap_or(0), step.count),
        };
        let ticked = stored.done.contains(&step.id);
        Progress { step: step.id, done: done.min(of), of, is_over: ticked || (of > 0 && done >= of) }
    };
    Ok(stored.plan.steps.iter().filter(|step| step.day == day).map(&mut of).collect())
}
