//! From the request to the plan.

use std::collections::BTreeMap;

use super::{
    ExamOutlook, Governed, Guidance, InvalidRequest, Plan, Request, Step, StepKind, TopicRecall, Verdict, Wanted,
    check::check,
    days::day_of,
    problem::Problem,
    search::{Outcome, Search, TOLERANCE},
    steps::{Week, card_step_id},
    tasks::{place, tasks},
    ways::ways,
};
use crate::simulate::{Course, Dynamics, Fixed, Policy};

/// How often policies are raised when the full simulation finds them short where the sample did not.
const RAISES: u32 = 3;

/// Makes the plan.
///
/// It takes the work of some hundred simulations: see `docs/models-plan.md` for the measured time.
///
/// # Errors
/// [`InvalidRequest`] says what is wrong with the request. That something is missing is no error: [`Plan::missing`].
pub fn plan(request: &Request) -> Result<Plan, InvalidRequest> {
    check(request)?;
    let problem = Problem::new(request);
    if problem.missing.iter().any(|missing| missing.blocks()) {
        return Ok(Plan {
            today: request.today,
            missing: problem.missing,
            verdict: None,
            steps: Vec::new(),
            days: Vec::new(),
            exams: Vec::new(),
            policies: Vec::new(),
            guidance: None,
        });
    }
    let kept = kept_days(&problem);
    let frozen: Vec<bool> = kept.iter().map(Option::is_some).collect();
    let placed = place(&problem, &problem.caps, tasks(&problem, &[]), request.shown.as_ref(), &frozen);
    let week = Week::new(&problem, kept, &placed);
    let mut search = Search::new(&problem);
    search.give(week.seconds_for_cards(), fixed(&problem, &week));
    let mut policies = search.best(request.shown.as_ref());
    let (mut outcome, mut courses) = search.in_full(&policies);
    for _ in 0..RAISES {
        let Some(raised) = search.raised(&policies, &outcome) else { break };
        policies = raised;
        (outcome, courses) = search.in_full(&policies);
    }
    let course = &courses[0];
    let steps = week.steps(course, &policies);
    let days = week.loads(&steps);
    let exams = outlooks(&problem, &courses, &outcome, &days);
    let guidance = guide(&problem, &mut search, &policies, course, &steps);
    let verdict = verdict(&mut search, &policies, &outcome, &days, placed.left_out);
    let policies = problem.exams.iter().zip(&policies).map(|(ahead, policy)| (ahead.exam.id, *policy)).collect();
    let missing = problem.missing.clone();
    Ok(Plan {
        today: request.today,
        missing,
        verdict: Some(verdict),
        steps,
        days,
        exams,
        policies,
        guidance: Some(guidance),
    })
}

/// The steps of today and tomorrow as they were shown, where they still can stand.
fn kept_days(problem: &Problem<'_>) -> Vec<Option<Vec<Step>>> {
    let Some(shown) = &problem.request.shown else { return Vec::new() };
    let of_day = |day: u32| {
        let cap = *problem.caps.get(day as usize)?;
        let stands = |step: &&Step| {
            step.day == problem.date(day)
                && step.minutes > 0
                && step.topics.iter().all(|(topic, _)| {
                    let exam = problem.numbers.get(topic).and_then(|topic| problem.exam_of(*topic));
                    exam.is_some_and(|exam| problem.exams[exam].day > day)
                })
        };
        let mut steps: Vec<Step> = shown.steps.iter().filter(stands).cloned().collect();
        steps.sort_by_key(|step| (step.kind.place(), step.id));
        steps.dedup_by_key(|step| step.id);
        let minutes: u64 = steps.iter().map(|step| u64::from(step.minutes)).sum();
        (!steps.is_empty() && minutes <= u64::from(cap)).then_some(steps)
    };
    vec![of_day(0), of_day(1)]
}

/// What is decided before the search: new cards of the days that stay, and what the learner moved.
fn fixed(problem: &Problem<'_>, week: &Week<'_>) -> BTreeMap<u32, Fixed> {
    let mut fixed: BTreeMap<u32, Fixed> = BTreeMap::new();
    let numbered = |step: &Step| -> Vec<(usize, u32)> {
        let topics = step.topics.iter();
        topics.filter_map(|(topic, count)| Some((*problem.numbers.get(topic)?, *count))).collect()
    };
    for (day, steps) in week.kept() {
        let new = steps.iter().filter(|step| step.kind == StepKind::LearnNew).flat_map(numbered);
        fixed.entry(day).or_default().new = Some(new.collect());
    }
    for step in week.moved() {
        let Some(day) = day_of(step.day, problem.request.today) else { continue };
        if step.kind == StepKind::LearnNew && week.kept().all(|(kept, _)| kept != day) {
            fixed.entry(day).or_default().also.extend(numbered(step));
        }
        let from = (0..problem.caps.len()).find_map(|from| {
            let from = u32::try_from(from).ok()?;
            (card_step_id(step.kind, step.course, problem.date(from)) == step.id).then_some(from)
        });
        if let Some(from) = from.filter(|from| *from != day) {
            let entry = fixed.entry(from).or_default();
            if step.kind == StepKind::Review {
                entry.no_reviews = true;
            } else {
                let topics = problem.request.topics.iter().enumerate();
                entry.without.extend(topics.filter(|(_, topic)| topic.course == step.course).map(|(number, _)| number));
            }
        }
    }
    fixed
}

fn outlooks(problem: &Problem<'_>, courses: &[Course], outcome: &Outcome, days: &[super::DayLoad]) -> Vec<ExamOutlook> {
    let dynamics = Dynamics::new(&problem.request.learner.parameters);
    let draws = courses.len() as f64;
    let outlook = |(exam, ahead): (usize, &super::problem::Ahead<'_>)| {
        let mut without = vec![0.0; problem.request.topics.len()];
        for card in &problem.collection.cards {
            if let Some(seen) = card.seen {
                let days = f64::from(seen.ago) + f64::from(ahead.day);
                without[card.topic] += dynamics.recall(seen.state.stability.get(), days);
            }
        }
        let topics: Vec<TopicRecall> = ahead
            .topics
            .iter()
            .enumerate()
            .map(|(place, (topic, weight))| {
                let id = problem.request.topics[*topic].id;
                let standings: Vec<_> = courses.iter().filter_map(|c| c.goals.get(exam)?.get(place)).collect();
                let cards = standings.first().map_or(0.0, |standing| standing.cards);
                let some = |sum: f64| (cards > 0.0).then(|| sum / cards);
                let spent = days.iter().take(ahead.day as usize).flat_map(|day| &day.topics);
                TopicRecall {
                    topic: id,
                    weight: *weight,
                    cards: whole(cards),
                    unseen: whole(standings.iter().map(|standing| standing.unseen).sum::<f64>() / draws),
                    recall: some(standings.iter().map(|standing| standing.recalled).sum::<f64>() / draws),
                    without: some(without[*topic]),
                    minutes: spent.filter(|(topic, _)| *topic == id).map(|(_, minutes)| minutes).sum(),
                }
            })
            .collect();
        ExamOutlook {
            exam: ahead.exam.id,
            day: ahead.exam.day,
            recall: outcome.recall[exam],
            covered: topics.iter().filter(|topic| topic.cards > 0).map(|topic| topic.weight).sum(),
            target: ahead.exam.target,
            topics,
        }
    };
    problem.exams.iter().enumerate().map(outlook).collect()
}

fn guide(
    problem: &Problem<'_>,
    search: &mut Search<'_>,
    policies: &[Policy],
    course: &Course,
    steps: &[Step],
) -> Guidance {
    let today = problem.request.today;
    let mut new_cards: BTreeMap<_, u32> = BTreeMap::new();
    for step in steps.iter().filter(|step| step.day == today && step.kind == StepKind::LearnNew) {
        for (topic, count) in &step.topics {
            *new_cards.entry(*topic).or_default() += count;
        }
    }
    let over = |topic: super::TopicId| {
        let mut past: Vec<_> = problem.request.exams.iter().filter(|exam| exam.day <= today).collect();
        past.sort_by_key(|exam| (std::cmp::Reverse(exam.day), exam.id));
        past.into_iter().find(|exam| exam.topics.iter().any(|(id, weight)| *id == topic && *weight > 0.0))
    };
    let governed = |number: usize, topic: super::TopicId| match problem.exam_of(number) {
        Some(exam) => Some(Governed::Exam(problem.exams[exam].exam.id)),
        None => over(topic).map(|exam| match exam.after {
            super::After::Keep(retention) => Governed::Kept(retention),
            super::After::LetGo => Governed::LetGo,
        }),
    };
    let topics = problem.request.topics.iter().enumerate();
    let ways = search.ways(policies);
    Guidance {
        day: today,
        new_cards: new_cards.into_iter().collect(),
        reviews: course
            .first_reviews
            .iter()
            .map(|(card, last)| Wanted { card: problem.cards[*card], consolidation: *last })
            .collect(),
        topics: topics.filter_map(|(n, topic)| Some((topic.id, governed(n, topic.id)?))).collect(),
        rows: problem.exams.iter().zip(&ways).map(|(ahead, way)| (ahead.exam.id, way.row(ahead.day))).collect(),
    }
}

fn verdict(
    search: &mut Search<'_>,
    policies: &[Policy],
    outcome: &Outcome,
    days: &[super::DayLoad],
    left_out: u32,
) -> Verdict {
    let problem = search.problem;
    let have = Problem::mean_cap(&problem.caps);
    let short = problem.exams.iter().zip(&outcome.recall);
    let exams: Vec<_> = short
        .filter(|(ahead, recall)| recall.is_some_and(|recall| recall + TOLERANCE < ahead.exam.target))
        .map(|(ahead, _)| ahead.exam.id)
        .collect();
    if exams.is_empty() && left_out == 0 {
        let open = u32::try_from(days.iter().filter(|day| day.cap > 0).count()).unwrap_or(1).max(1);
        let minutes = days.iter().map(|day| day.minutes).sum::<u32>();
        return Verdict::Fits { minutes_a_day: minutes.div_ceil(open), have };
    }
    let (minutes_a_day, ways) = ways(search, policies, outcome);
    Verdict::Short { minutes_a_day, have, exams, left_out, ways }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of cards")]
pub fn whole(number: f64) -> u32 {
    libm::round(number) as u32
}
