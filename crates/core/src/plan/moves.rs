//! What the learner changes about a plan: a step goes to another day, is ticked off, a way out is taken.

use super::availability::{set_availability, stored as stored_availability};
use super::grade::Paper;
use super::model::Availability;
use super::request::readings;
use super::store::{self, Stored};
use super::{exams, facts, job, topics, view};
use crate::call::Call;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::spaces;
use memory::StudyDay;
use memory::plan::{Change, Plan, Reason, Step, StepId, StepKind, TopicId, Verdict};
use uuid::Uuid;

/// The most minutes of a day.
const DAY_MINUTES: u32 = 1_440;

/// Puts a step on another day, for good. The plan shows it there at once; what else moves with it follows with the next
/// plan, which is asked for.
///
/// # Errors
/// `Invalid` on `day` if it is past, beyond the plan, full, or the exam of the step's topics is not after it; on `step` if
/// it is over. `Conflict` if the plan is not the one seen any more, `NotFound`.
pub fn move_step(tx: &mut Tx, call: &Call, version: i64, step: StepId, day: StudyDay) -> Result<()> {
    let mut stored = of_version(tx, call, version)?;
    let today = call.today();
    let wrong = |field: &str, key: &str| Err(Error::invalid(field, key));
    let step = find(&stored.plan, step)?.clone();
    if is_over(tx, call, &stored, &step)? {
        return wrong("step", "plan-step-done");
    }
    if day < today {
        return wrong("day", "plan-day-past");
    }
    if !before_exam(&stored.plan, &step, day) {
        return wrong("day", "plan-day-after-exam");
    }
    if !step.can_go_to(day) {
        return wrong("day", "plan-day-before-cards");
    }
    let Some(load) = stored.plan.days.iter().find(|load| load.day == day) else {
        return wrong("day", "plan-day-outside");
    };
    if step.day == day {
        return Ok(());
    }
    if load.minutes + step.minutes > load.cap {
        return wrong("day", "plan-day-full");
    }
    moved(&mut stored.plan, &step, day);
    store::put_choices(tx, call.actor.learner, &stored)?;
    job::ask(tx, call)
}

/// Ticks a step off by hand, or takes that back: for what is read elsewhere. Cards are ticked off by their answers.
///
/// # Errors
/// `Invalid` on `step` for steps with cards; `Conflict`, `NotFound`.
pub fn tick(tx: &mut Tx, call: &Call, version: i64, step: StepId, is_done: bool) -> Result<()> {
    let mut stored = of_version(tx, call, version)?;
    if find(&stored.plan, step)?.material.is_none() {
        return Err(Error::invalid("step", "plan-step-with-cards"));
    }
    stored.done.retain(|done| *done != step);
    if is_done {
        stored.done.push(step);
    }
    store::put_choices(tx, call.actor.learner, &stored)?;
    job::ask(tx, call)
}

/// Takes a way out of the verdict, by its place there: more minutes go into the availability, topics are left out of the
/// exams ahead by weight 0, lower targets go into the exams.
///
/// # Errors
/// `Conflict` if the plan is not the one seen any more, `NotFound` for a way that it does not have; `Invalid` as when the
/// minutes or the exam are edited.
pub fn take_way(tx: &mut Tx, call: &Call, version: i64, way: usize) -> Result<()> {
    let stored = of_version(tx, call, version)?;
    let Some(Verdict::Short { ways, .. }) = &stored.plan.verdict else {
        return Err(Error::NotFound { what: "way" });
    };
    let way = ways.get(way).ok_or(Error::NotFound { what: "way" })?;
    match &way.change {
        Change::MoreMinutes { minutes } => more_minutes(tx, call, *minutes),
        Change::MoreOnDays { weekdays, minutes } => more_on_days(tx, call, weekdays, *minutes, &stored.plan),
        Change::DropTopics { topics } => drop_topics(tx, call, topics),
        Change::Accept { targets } => {
            for (exam, recall) in targets {
                accept(tx, call, Uuid::from_u128(exam.0), *recall)?;
            }
            Ok(())
        }
    }
}

fn of_version(tx: &mut Tx, call: &Call, given: i64) -> Result<Stored> {
    spaces::lock(tx, call.actor.space())?;
    let stored = store::find(tx, call.actor.learner)?.ok_or(Error::NotFound { what: "plan" })?;
    if stored.version != given {
        return Err(Error::Conflict { what: "plan", given, current: stored.version });
    }
    Ok(stored)
}

fn find(plan: &Plan, id: StepId) -> Result<&Step> {
    plan.steps.iter().find(|step| step.id == id).ok_or(Error::NotFound { what: "step" })
}

fn is_over(tx: &mut Tx, call: &Call, stored: &Stored, step: &Step) -> Result<bool> {
    let mut decks = topics::decks(tx, &call.actor)?;
    decks
        .retain(|deck| step.kind == StepKind::Review || step.topics.iter().any(|(id, _)| id.0 == deck.topic.as_u128()));
    let readings = readings(tx, call.actor.learner, &decks)?;
    let progress = view::progress_today(tx, call, stored, &decks, &readings)?;
    Ok(progress.iter().any(|progress| progress.step == step.id && progress.is_over))
}

/// Each topic has an exam after the day.
fn before_exam(plan: &Plan, step: &Step, day: StudyDay) -> bool {
    step.topics.iter().all(|(topic, _)| {
        let mut exams = plan.exams.iter().filter(|exam| exam.day > day);
        exams.any(|exam| exam.topics.iter().any(|recall| recall.topic == *topic))
    })
}

/// The plan with the step on that day, days' minutes and cards in step.
fn moved(plan: &mut Plan, step: &Step, day: StudyDay) {
    for load in &mut plan.days {
        let (reviews, new) = match step.kind {
            StepKind::Review => (step.count, 0),
            StepKind::LearnNew => (0, step.count),
            _ => (0, 0),
        };
        if load.day == step.day {
            load.minutes -= step.minutes.min(load.minutes);
            load.reviews -= reviews.min(load.reviews);
            load.new_cards -= new.min(load.new_cards);
        } else if load.day == day {
            load.minutes += step.minutes;
            load.reviews += reviews;
            load.new_cards += new;
        }
    }
    for own in plan.steps.iter_mut().filter(|own| own.id == step.id) {
        own.moved_from.get_or_insert(own.day);
        (own.day, own.pinned, own.reason) = (day, true, Reason::Moved);
    }
    plan.steps.sort_by_key(|step| step.day);
}

fn plus(minutes: u16, more: u32) -> u16 {
    u16::try_from((u32::from(minutes) + more).min(DAY_MINUTES)).unwrap_or(minutes)
}

fn more_minutes(tx: &mut Tx, call: &Call, more: u32) -> Result<()> {
    let mut next = stored_availability(tx, call.actor.learner)?;
    let days = next.weekdays.iter_mut().chain(next.changed.iter_mut().map(|(_, minutes)| minutes));
    days.filter(|minutes| **minutes > 0).for_each(|minutes| *minutes = plus(*minutes, more));
    set_availability(tx, call, None, &next)
}

/// Days off that fall on these weekdays are opened too, within the plan: that is what was simulated.
fn more_on_days(tx: &mut Tx, call: &Call, weekdays: &[u8], more: u32, plan: &Plan) -> Result<()> {
    let old = stored_availability(tx, call.actor.learner)?;
    let on = |day: StudyDay| weekdays.contains(&weekday(day));
    let mut next = Availability { ..old.clone() };
    for weekday in weekdays {
        if let Some(minutes) = next.weekdays.get_mut(usize::from(*weekday)) {
            *minutes = plus(*minutes, more);
        }
    }
    next.changed.iter_mut().filter(|(day, _)| on(*day)).for_each(|(_, minutes)| *minutes = plus(*minutes, more));
    let planned = |day: &StudyDay| plan.days.iter().any(|load| load.day == *day);
    for day in old.off.iter().copied().filter(|day| on(*day) && planned(day)) {
        if next.changed.iter().all(|(changed, _)| *changed != day) {
            next.changed.push((day, plus(0, more)));
        }
    }
    set_availability(tx, call, None, &next)
}

fn weekday(day: StudyDay) -> u8 {
    // 1970-01-01 was a Thursday
    u8::try_from((i64::from(day.0) + 3).rem_euclid(7)).unwrap_or(0)
}

fn drop_topics(tx: &mut Tx, call: &Call, dropped: &[TopicId]) -> Result<()> {
    let today = call.today();
    for exam in exams::list_exams(tx, &call.actor)?.into_iter().filter(|exam| exam.content.day > today) {
        let mut next = exam.content.clone();
        for (topic, weight) in &mut next.topics {
            if dropped.contains(&TopicId(topic.as_u128())) {
                *weight = 0.0;
            }
        }
        if next != exam.content {
            exams::edit_exam(tx, call, exam.id, Some(exam.version), &next)?;
        }
    }
    Ok(())
}

fn accept(tx: &mut Tx, call: &Call, exam: Uuid, recall: f64) -> Result<()> {
    let exam = exams::get_exam(tx, &call.actor, exam)?;
    let mut next = exam.content.clone();
    next.target = match next.questions.recall_share >= 1.0 {
        true => recall,
        false => {
            // what cards cannot give depends on what was solved
            let decks = topics::decks(tx, &call.actor)?;
            let mut there: Vec<TopicId> = decks.iter().map(|deck| TopicId(deck.topic.as_u128())).collect();
            there.sort_unstable();
            there.dedup();
            let solved = facts::facts(tx, call.actor.learner)?.solved;
            let topic_of = topics::of_cards(tx, call.actor.learner, &decks, &solved)?;
            Paper::new(&exam, &topic_of, &solved, &there).map_or(recall, |paper| paper.share_for(recall))
        }
    };
    exams::edit_exam(tx, call, exam.id, Some(exam.version), &next)
}
