//! A request, laid out for the simulation: days counted from today, topics and exams by number.

use std::collections::{BTreeMap, HashMap};

use super::{After, CardId, ExamId, HORIZON_DAYS, MaterialKind, Missing, Request, TopicId};
use crate::{
    StudyDay,
    fuzz::fold_128,
    order::mix,
    simulate::{Collection, Goal, Seen, Subject},
};

/// Larger collections are searched on a sample of about so many cards.
const SAMPLE: usize = 900;

/// A request, laid out.
pub struct Problem<'a> {
    pub request: &'a Request,
    /// Minutes by day, from today to the day before the last exam.
    pub caps: Vec<u32>,
    /// Exams ahead that can be planned, by day and id.
    pub exams: Vec<Ahead<'a>>,
    /// Number of each topic, and the other way round.
    pub numbers: HashMap<TopicId, usize>,
    /// The cards that the plan is about, in the request's order.
    pub cards: Vec<CardId>,
    /// All of them, with no minutes yet.
    pub collection: Collection,
    pub missing: Vec<Missing>,
}

/// An exam ahead.
pub struct Ahead<'a> {
    pub exam: &'a super::Exam,
    /// Days from today to it, at least 1.
    pub day: u32,
    /// Its topics by number with their shares, which sum to 1; those that weigh nothing are left out.
    pub topics: Vec<(usize, f64)>,
}

impl<'a> Problem<'a> {
    pub fn new(request: &'a Request) -> Self {
        let numbers: HashMap<TopicId, usize> =
            request.topics.iter().enumerate().map(|(number, topic)| (topic.id, number)).collect();
        let mut missing = Vec::new();
        let exams = ahead(request, &numbers, &mut missing);
        let last = exams.last().map_or(0, |exam| exam.day);
        let caps = request.availability.minutes(request.today, last);
        if exams.is_empty() {
            missing.push(Missing::Exams);
        } else if caps.iter().all(|minutes| *minutes == 0) {
            missing.push(Missing::Minutes);
        }
        if request.answers < super::ANSWERS_NEEDED {
            missing.push(Missing::Answers { have: request.answers, need: super::ANSWERS_NEEDED });
        }
        let mut problem =
            Self { request, caps, exams, numbers, cards: Vec::new(), collection: Collection::default(), missing };
        problem.collect();
        problem
    }

    /// The cards of topics that an exam ahead asks for, and those that are kept for good after one.
    fn collect(&mut self) {
        let request = self.request;
        let mut wanted = vec![false; request.topics.len()];
        for exam in &self.exams {
            exam.topics.iter().for_each(|(topic, _)| wanted[*topic] = true);
        }
        for exam in request.exams.iter().filter(|exam| exam.day <= request.today) {
            if matches!(exam.after, After::Keep(_)) {
                exam.topics.iter().for_each(|(topic, _)| wanted[self.numbers[topic]] = true);
            }
        }
        let mut cards = Vec::new();
        for card in &request.cards {
            let topic = self.numbers[&card.topic];
            if !wanted[topic] {
                continue;
            }
            let seen = card.memory.map(|memory| Seen {
                state: memory.state,
                ago: u32::try_from(request.today.days_since(memory.last_day)).unwrap_or(0).min(40_000),
                due: memory.due.days_since(request.today).clamp(-40_000, 40_000),
            });
            self.cards.push(card.id);
            cards.push(Subject { topic, key: fold_128(card.id.0), weight: 1.0, idle: false, seen });
        }
        let keep = |after: After| match after {
            After::Keep(retention) => Some(retention.get()),
            After::LetGo => None,
        };
        let goals = self.exams.iter().map(|ahead| Goal {
            day: ahead.day,
            topics: ahead.topics.clone(),
            keep: keep(ahead.exam.after),
        });
        self.collection = Collection {
            cards,
            topics: request.topics.len(),
            seconds: Vec::new(),
            goals: goals.collect(),
            fixed: BTreeMap::new(),
        };
    }

    /// The day so many days from today.
    pub fn date(&self, day: u32) -> StudyDay {
        self.request.today.plus(day.cast_signed())
    }

    /// The first exam ahead that asks for a topic.
    pub fn exam_of(&self, topic: usize) -> Option<usize> {
        self.exams.iter().position(|exam| exam.topics.iter().any(|(number, _)| *number == topic))
    }

    /// The place of an exam among those ahead.
    pub fn place_of(&self, exam: ExamId) -> Option<usize> {
        self.exams.iter().position(|ahead| ahead.exam.id == exam)
    }

    /// Mean minutes of the days that have any.
    pub fn mean_cap(caps: &[u32]) -> u32 {
        let days = u32::try_from(caps.iter().filter(|minutes| **minutes > 0).count()).unwrap_or(1).max(1);
        (caps.iter().sum::<u32>() + days / 2) / days
    }
}

/// A sample of a collection: of each topic's new and seen cards every so manieth, which stands for the others.
pub fn sample(collection: &Collection) -> Collection {
    if collection.cards.len() <= SAMPLE * 3 / 2 {
        return collection.clone();
    }
    let step = collection.cards.len().div_ceil(SAMPLE);
    let mut classes: HashMap<(usize, bool), Vec<&Subject>> = HashMap::new();
    let mut order = Vec::new();
    for card in &collection.cards {
        let class = (card.topic, card.seen.is_some());
        let members = classes.entry(class).or_default();
        if members.is_empty() {
            order.push(class);
        }
        members.push(card);
    }
    let mut cards = Vec::new();
    for class in order {
        let members = &classes[&class];
        // in a class too small for the step all of it
        let step = step.min(members.len().div_ceil(4)).max(1);
        let chosen: Vec<&&Subject> = members.iter().step_by(step).collect();
        #[expect(clippy::cast_precision_loss, reason = "numbers of cards")]
        let weight = members.len() as f64 / chosen.len() as f64;
        cards.extend(chosen.into_iter().map(|card| Subject { weight, ..**card }));
    }
    Collection { cards, ..collection.clone() }
}

fn ahead<'a>(request: &'a Request, numbers: &HashMap<TopicId, usize>, missing: &mut Vec<Missing>) -> Vec<Ahead<'a>> {
    let mut has_material = vec![false; request.topics.len()];
    request.cards.iter().for_each(|card| has_material[numbers[&card.topic]] = true);
    request.materials.iter().for_each(|material| has_material[numbers[&material.topic]] = true);
    let mut exams: Vec<Ahead<'_>> = Vec::new();
    let mut sorted: Vec<_> = request.exams.iter().filter(|exam| exam.day > request.today).collect();
    sorted.sort_by_key(|exam| (exam.day, exam.id));
    for exam in sorted {
        let day = i64::from(exam.day.0) - i64::from(request.today.0);
        let Some(day) = u32::try_from(day).ok().filter(|day| *day <= HORIZON_DAYS) else {
            missing.push(Missing::FarAway { exam: exam.id });
            continue;
        };
        let sum: f64 = exam.topics.iter().map(|(_, weight)| weight).sum();
        let topics: Vec<(usize, f64)> = exam
            .topics
            .iter()
            .filter(|(_, weight)| *weight > 0.0)
            .map(|(topic, weight)| (numbers[topic], weight / sum))
            .collect();
        let rehearsed = request
            .materials
            .iter()
            .any(|material| matches!(material.kind, MaterialKind::MockExam { exam: id } if id == exam.id));
        if topics.iter().any(|(topic, _)| has_material[*topic]) || (rehearsed && !topics.is_empty()) {
            exams.push(Ahead { exam, day, topics });
        } else {
            missing.push(Missing::Material { exam: exam.id });
        }
    }
    exams
}

/// A number made from others, the same on every machine.
pub fn hash(numbers: &[u128]) -> u128 {
    let (mut high, mut low) = (1u64, 2u64);
    for number in numbers {
        high = mix(high ^ fold_128(*number));
        low = mix(low.rotate_left(17) ^ fold_128(number.rotate_left(64)) ^ high);
    }
    (u128::from(high) << 64) | u128::from(low)
}
