//! Random requests, and what must hold of every plan: for the figures and the tests.

use super::{
    After, Availability, Card, CardId, CardMemory, CourseId, Exam, ExamId, Material, MaterialId, MaterialKind, Plan,
    Request, Shown, StepKind, Topic, TopicId,
};
use crate::{
    MemoryState, Retention, StudyDay,
    simulate::{Chance, Learner},
};

/// Numbers for one request.
struct Numbers {
    chance: Chance,
    drawn: u32,
}

impl Numbers {
    /// A whole number below `limit`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the limit")]
    fn below(&mut self, limit: u32) -> u32 {
        self.drawn += 1;
        (self.chance.of_answer(0, self.drawn) * f64::from(limit)) as u32
    }

    fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    fn days(&mut self, limit: u32) -> i32 {
        self.below(limit).cast_signed()
    }
}

/// A small request, the same for the same seed: 1 to 3 exams within 40 days, up to 12 topics, up to 40 cards of which
/// some were seen, materials of each kind, days off and busy times; now and then no minutes or no cards.
#[must_use]
pub fn random_request(seed: u64) -> Request {
    let mut numbers = Numbers { chance: Chance::new(seed, 0), drawn: 0 };
    let n = &mut numbers;
    let today = StudyDay(20_000 + n.days(400));
    let topics: Vec<Topic> = (0..1 + n.below(12))
        .map(|topic| Topic { id: TopicId(u128::from(topic) + 1), course: CourseId(u128::from(topic / 4) + 1) })
        .collect();
    let count = u32::try_from(topics.len()).unwrap_or(1);
    let exams: Vec<Exam> = (0..1 + n.below(3))
        .map(|exam| Exam {
            id: ExamId(u128::from(exam) + 1),
            day: today.plus(1 + n.days(40)),
            weight: 0.5 + f64::from(n.below(4)),
            target: 0.7 + f64::from(n.below(28)) / 100.0,
            topics: topics.iter().filter(|_| !n.one_in(3)).map(|topic| (topic.id, 1.0)).collect(),
            after: if exam == 0 { After::LetGo } else { After::Keep(Retention::default()) },
        })
        .collect();
    let cards = (0..n.below(41))
        .map(|card| Card {
            id: CardId(u128::from(card) + 1),
            topic: TopicId(u128::from(n.below(count)) + 1),
            memory: n.one_in(2).then(|| CardMemory {
                state: MemoryState::new(0.5 + f64::from(n.below(40)), 1.0 + f64::from(n.below(10))),
                last_day: today.plus(-n.days(30)),
                due: today.plus(n.days(25) - 10),
            }),
        })
        .collect();
    let materials = (0..n.below(7))
        .map(|material| Material {
            id: MaterialId(u128::from(material) + 1),
            topic: TopicId(u128::from(n.below(count)) + 1),
            kind: match n.below(4) {
                0 | 1 => MaterialKind::Reading { first: 1, last: 1 + n.below(30) },
                2 => MaterialKind::Quiz { questions: 10 },
                _ => MaterialKind::MockExam { exam: exams[0].id },
            },
            minutes: u16::try_from(5 + n.below(80)).unwrap_or(5),
        })
        .collect();
    let usual = if n.one_in(40) { 0 } else { 5 + n.below(60) };
    let minutes = u16::try_from(usual).unwrap_or(0);
    let availability = Availability {
        weekdays: [minutes, minutes, minutes, minutes, minutes / 2, minutes * 2, 0],
        off: (0..n.below(3)).map(|_| today.plus(n.days(40))).collect(),
        changed: Vec::new(),
        busy: (0..n.below(3)).map(|_| (today.plus(n.days(40)), minutes / 3)).collect(),
    };
    Request {
        today,
        learner: Learner::default(),
        answers: 100,
        availability,
        exams,
        topics,
        cards,
        materials,
        shown: None,
        done: Vec::new(),
    }
}

/// The first thing that is wrong with a plan: a day over its cap, a step on a day without minutes, twice the same step, or
/// a topic on or after the day of its last exam.
#[must_use]
pub fn violation(request: &Request, plan: &Plan) -> Option<String> {
    let days = u32::try_from(plan.days.len()).unwrap_or(0);
    let caps = request.availability.minutes(request.today, days);
    let mut spent = vec![0u32; caps.len()];
    let mut ids = Vec::new();
    for step in &plan.steps {
        let day = usize::try_from(step.day.days_since(request.today)).unwrap_or(usize::MAX);
        match spent.get_mut(day) {
            Some(minutes) => *minutes += step.minutes,
            None => return Some(format!("a step on {}, outside the plan", step.day)),
        }
        if step.minutes == 0 {
            return Some(format!("a step of no minutes on {}", step.day));
        }
        for (topic, _) in &step.topics {
            let asked = |exam: &&Exam| exam.topics.iter().any(|(id, weight)| id == topic && *weight > 0.0);
            let last = request.exams.iter().filter(asked).max_by_key(|exam| exam.day);
            let kept = last.is_some_and(|exam| matches!(exam.after, After::Keep(_)));
            let over = last.is_none_or(|exam| step.day >= exam.day);
            if over && !(kept && step.kind == StepKind::Review) {
                return Some(format!("a topic on {}, after its exam", step.day));
            }
        }
        ids.push(step.id);
    }
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Some("two steps with one id".into());
    }
    let over = (0..caps.len()).find(|day| spent[*day] > caps[*day] || spent[*day] != plan.days[*day].minutes);
    over.map(|day| format!("{} minutes of {} on {}", spent[day], caps[day], plan.days[day].day))
}

/// The request of the next day when nothing was done on the day of `plan`.
#[must_use]
pub fn after_a_miss(request: &Request, plan: &Plan) -> Request {
    let shown = Shown { steps: plan.steps.clone(), policies: plan.policies.clone() };
    Request { today: request.today.plus(1), shown: Some(shown), ..request.clone() }
}

/// How many steps of a plan, from `from` on, are not on the same day in another; and how many there are.
#[must_use]
pub fn moved(before: &Plan, after: &Plan, from: StudyDay) -> (usize, usize) {
    let mut places: Vec<_> = after.steps.iter().map(|step| (step.id, step.day)).collect();
    places.sort_unstable();
    let steps = || before.steps.iter().filter(|step| step.day >= from);
    let gone = steps().filter(|step| places.binary_search(&(step.id, step.day)).is_err());
    (gone.count(), steps().count())
}

/// 5 exams within three months, 40 topics, 5,000 cards of which two thirds were seen, something to read for each topic,
/// so many minutes on a usual day.
#[must_use]
pub fn large_request(minutes: u16) -> Request {
    let today = StudyDay(20_500);
    let mut numbers = Numbers { chance: Chance::new(5_000, 0), drawn: 0 };
    let n = &mut numbers;
    let topic = |topic: u32| TopicId(u128::from(topic) + 1);
    let cards = (0..5_000)
        .map(|card| Card {
            id: CardId(u128::from(card) + 1),
            topic: topic(card % 40),
            memory: (!n.one_in(3)).then(|| CardMemory {
                state: MemoryState::new(1.0 + f64::from(n.below(50)), 1.0 + f64::from(n.below(9))),
                last_day: today.plus(-n.days(30)),
                due: today.plus(n.days(25) - 5),
            }),
        })
        .collect();
    Request {
        today,
        learner: Learner::default(),
        answers: 10_000,
        availability: Availability {
            weekdays: [minutes, minutes, minutes, minutes, minutes / 2, minutes * 2, 0],
            ..Availability::default()
        },
        exams: (0..5)
            .map(|exam: u32| Exam {
                id: ExamId(u128::from(exam) + 1),
                day: today.plus((20 + 17 * exam).cast_signed()),
                weight: 1.0,
                target: 0.93,
                topics: (0..8).map(|place| (topic(exam * 8 + place), 1.0 + f64::from(place))).collect(),
                after: After::LetGo,
            })
            .collect(),
        topics: (0..40)
            .map(|number| Topic { id: topic(number), course: CourseId(u128::from(number / 8) + 1) })
            .collect(),
        cards,
        materials: (0..40)
            .map(|number| Material {
                id: MaterialId(u128::from(number) + 1),
                topic: topic(number),
                kind: MaterialKind::Reading { first: 1, last: 20 },
                minutes: 30,
            })
            .collect(),
        shown: None,
        done: Vec::new(),
    }
}
