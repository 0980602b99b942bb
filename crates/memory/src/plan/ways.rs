//! Ways out when the minutes do not suffice. Each is simulated.

use super::{
    Change, ExamId, TopicId, WayOut,
    days::weekday,
    problem::Problem,
    search::{Outcome, Search},
    tasks::{place, tasks},
};
use crate::simulate::Policy;

/// Minutes more a day that are tried at most.
const MOST_MINUTES: u32 = 600;
/// Topics that are dropped at most, one after the other.
const MOST_TOPICS: usize = 8;
/// Policies that make the most of any number of minutes: the price where they are filled.
const PRICE: f64 = 800.0;
const DAY_MINUTES: u32 = 1440;

/// What a changed number of minutes comes to.
struct Try {
    outcome: Outcome,
    left_out: u32,
    minutes_a_day: u32,
}

/// The ways out, the cheapest first; and the minutes a day that would be needed.
pub fn ways(search: &mut Search<'_, '_>, policies: &[Policy], now: &Outcome) -> (Option<u32>, Vec<WayOut>) {
    let filled: Vec<Policy> = policies.iter().map(|policy| filled(*policy)).collect();
    let more = more_minutes(search, &filled);
    let needed = more.as_ref().map(|(_, way)| way.minutes_a_day);
    let mut ways: Vec<(u32, WayOut)> = Vec::new();
    ways.extend(drop_topics(search, &filled, now).map(|way| (0, way)));
    ways.extend(accept(search, now).map(|way| (0, way)));
    ways.extend(on_weekends(search, &filled));
    ways.extend(more);
    let lost = |way: &WayOut| -> f64 {
        let exams = way.exams.iter().filter_map(|(id, recall)| {
            let exam = search.problem.exams[search.problem.place_of(*id)?].exam;
            Some(exam.weight * (exam.target - recall).max(0.0))
        });
        exams.sum()
    };
    ways.sort_by(|(minutes, a), (others, b)| {
        b.reached.cmp(&a.reached).then(lost(a).total_cmp(&lost(b))).then(minutes.cmp(others))
    });
    (needed, ways.into_iter().map(|(_, way)| way).collect())
}

fn filled(policy: Policy) -> Policy {
    if policy.fill { policy } else { Policy { price: policy.price.max(PRICE), fill: true, ..policy } }
}

/// The least of `1..=MOST_MINUTES` that suffices, if any does: doubled until it does, then halved in between.
fn least(suffices: &mut dyn FnMut(u32) -> bool) -> Option<u32> {
    let (mut low, mut high) = (1, 8);
    while !suffices(high) {
        if high == MOST_MINUTES {
            return None;
        }
        low = high + 1;
        high = (high * 2).min(MOST_MINUTES);
    }
    while low < high {
        let middle = u32::midpoint(low, high);
        if suffices(middle) { high = middle } else { low = middle + 1 }
    }
    Some(low)
}

fn attempt(search: &mut Search<'_, '_>, policies: &[Policy], caps: &[u32], without: &[TopicId]) -> Try {
    let problem = search.problem;
    let placed = place(problem, caps, tasks(problem, without), None, &[]);
    let seconds: Vec<u32> = caps.iter().zip(&placed.used).map(|(cap, used)| (cap - used) * 60).collect();
    search.give(seconds, Default::default());
    let outcome = search.outcome(policies);
    let days = caps.iter().filter(|cap| **cap > 0).count().max(1) as f64;
    let minutes = outcome.seconds / 60.0 + f64::from(placed.used.iter().sum::<u32>());
    Try { outcome, left_out: placed.left_out, minutes_a_day: rounded(minutes / days) }
}

fn more_minutes(search: &mut Search<'_, '_>, policies: &[Policy]) -> Option<(u32, WayOut)> {
    let caps = search.problem.caps.clone();
    let with = |minutes: u32| -> Vec<u32> {
        caps.iter().map(|cap| if *cap > 0 { (cap + minutes).min(DAY_MINUTES) } else { 0 }).collect()
    };
    let minutes = least(&mut |minutes| suffices(search, policies, &with(minutes)))?;
    let found = attempt(search, policies, &with(minutes), &[]);
    // all minutes are needed, else fewer would do
    let minutes_a_day = Problem::mean_cap(&with(minutes));
    let change = Change::MoreMinutes { minutes };
    let exams = recalls(search.problem, &found.outcome);
    Some((minutes, WayOut { change, minutes_a_day, exams, reached: true }))
}

fn on_weekends(search: &mut Search<'_, '_>, policies: &[Policy]) -> Option<(u32, WayOut)> {
    let problem = search.problem;
    let caps = problem.caps.clone();
    let weekend = |day: usize| weekday(problem.date(u32::try_from(day).unwrap_or(0))) >= 5;
    let with = |minutes: u32| -> Vec<u32> {
        let each = caps.iter().enumerate();
        each.map(|(day, cap)| if weekend(day) { (cap + minutes).min(DAY_MINUTES) } else { *cap }).collect()
    };
    if !(0..caps.len()).any(weekend) {
        return None;
    }
    let minutes = least(&mut |minutes| suffices(search, policies, &with(minutes)))?;
    let found = attempt(search, policies, &with(minutes), &[]);
    let minutes_a_day = Problem::mean_cap(&with(minutes));
    let change = Change::MoreOnDays { weekdays: vec![5, 6], minutes };
    let days = u32::try_from((0..caps.len()).filter(|day| weekend(*day)).count()).unwrap_or(1);
    let each = minutes * days / u32::try_from(caps.len()).unwrap_or(1).max(1);
    Some((each, WayOut { change, minutes_a_day, exams: recalls(problem, &found.outcome), reached: true }))
}

fn suffices(search: &mut Search<'_, '_>, policies: &[Policy], caps: &[u32]) -> bool {
    let found = attempt(search, policies, caps, &[]);
    found.left_out == 0 && search.reached(&found.outcome)
}

/// Topics that weigh least for the cards they have are left out one after the other, until the targets are reached.
fn drop_topics(search: &mut Search<'_, '_>, policies: &[Policy], now: &Outcome) -> Option<WayOut> {
    let problem = search.problem;
    let mut cards = vec![0u32; problem.request.topics.len()];
    for card in problem.collection.cards.iter().filter(|card| card.seen.is_none()) {
        cards[card.topic] += 1;
    }
    let mut minutes = vec![0u32; cards.len()];
    for material in &problem.request.materials {
        minutes[problem.numbers[&material.topic]] += u32::from(material.minutes);
    }
    let mut candidates: Vec<(f64, usize)> = Vec::new();
    for (topic, cards) in cards.iter().enumerate().filter(|(topic, cards)| **cards + minutes[*topic] > 0) {
        let weight: f64 = problem
            .exams
            .iter()
            .flat_map(|ahead| ahead.topics.iter().filter(|(t, _)| *t == topic).map(|(_, w)| w * ahead.exam.weight))
            .sum();
        if weight > 0.0 {
            candidates.push((weight / (f64::from(*cards) + f64::from(minutes[topic])), topic));
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let most = MOST_TOPICS.min(candidates.len().saturating_sub(1));
    let mut best: Option<(f64, WayOut)> = None;
    for count in 1..=most {
        let topics: Vec<usize> = candidates[..count].iter().map(|(_, topic)| *topic).collect();
        let ids: Vec<TopicId> = topics.iter().map(|topic| problem.request.topics[*topic].id).collect();
        search.leave_out(&topics);
        let found = attempt(search, policies, &problem.caps, &ids);
        search.leave_out(&[]);
        let reached = found.left_out == 0 && search.reached(&found.outcome);
        let gain = total(problem, &found.outcome) - total(problem, now);
        let way = WayOut {
            change: Change::DropTopics { topics: ids },
            minutes_a_day: found.minutes_a_day,
            exams: recalls(problem, &found.outcome),
            reached,
        };
        if reached {
            return Some(way);
        }
        if gain > best.as_ref().map_or(0.005, |best| best.0) {
            best = Some((gain, way));
        }
    }
    best.map(|(_, way)| way)
}

/// The targets that would be reached as it is, in whole percent.
fn accept(search: &Search<'_, '_>, now: &Outcome) -> Option<WayOut> {
    let problem = search.problem;
    let targets: Vec<(ExamId, f64)> = problem
        .exams
        .iter()
        .zip(&now.recall)
        .filter_map(|(ahead, recall)| {
            let recall = (*recall)?;
            (recall + super::search::TOLERANCE < ahead.exam.target)
                .then(|| (ahead.exam.id, (libm::floor(recall * 100.0) / 100.0).max(0.01)))
        })
        .collect();
    (!targets.is_empty()).then(|| WayOut {
        change: Change::Accept { targets },
        minutes_a_day: Problem::mean_cap(&problem.caps),
        exams: recalls(problem, now),
        reached: true,
    })
}

fn recalls(problem: &Problem<'_>, outcome: &Outcome) -> Vec<(ExamId, f64)> {
    let exams = problem.exams.iter().zip(&outcome.recall);
    exams.filter_map(|(ahead, recall)| Some((ahead.exam.id, (*recall)?))).collect()
}

fn total(problem: &Problem<'_>, outcome: &Outcome) -> f64 {
    let exams = problem.exams.iter().zip(&outcome.recall);
    exams.map(|(ahead, recall)| ahead.exam.weight * recall.unwrap_or(0.0).min(ahead.exam.target)).sum()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a day")]
fn rounded(minutes: f64) -> u32 {
    libm::round(minutes) as u32
}
