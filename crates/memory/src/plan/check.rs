//! What a request may not hold.

use std::collections::HashSet;
use std::hash::Hash;

use super::{InvalidRequest, MaterialKind, Request};

/// Most cards, and most of anything else.
const CARDS: usize = 200_000;
const OTHERS: usize = 10_000;
/// The largest weight and the most minutes of one material.
const WEIGHT: f64 = 1_000.0;
const MATERIAL_MINUTES: u16 = 6_000;

pub fn check(request: &Request) -> Result<(), InvalidRequest> {
    request.learner.check()?;
    for (what, count, most) in [
        ("cards", request.cards.len(), CARDS),
        ("topics", request.topics.len(), OTHERS),
        ("exams", request.exams.len(), OTHERS / 100),
        ("materials", request.materials.len(), OTHERS),
    ] {
        if count > most {
            return Err(InvalidRequest::TooMany(what, count, most));
        }
    }
    let topics = unique("topics", request.topics.iter().map(|topic| topic.id))?;
    let exams = unique("exams", request.exams.iter().map(|exam| exam.id))?;
    unique("cards", request.cards.iter().map(|card| card.id))?;
    unique("materials", request.materials.iter().map(|material| material.id))?;
    if request.cards.iter().any(|card| !topics.contains(&card.topic)) {
        return Err(InvalidRequest::UnknownTopic("a card"));
    }
    for exam in &request.exams {
        if !(exam.weight > 0.0 && exam.weight <= WEIGHT) {
            return Err(InvalidRequest::Weight(exam.weight));
        }
        if !(exam.target > 0.0 && exam.target < 1.0) {
            return Err(InvalidRequest::Target(exam.target));
        }
        unique("topics of an exam", exam.topics.iter().map(|(topic, _)| *topic))?;
        for (topic, weight) in &exam.topics {
            if !topics.contains(topic) {
                return Err(InvalidRequest::UnknownTopic("an exam"));
            }
            if !(0.0..=WEIGHT).contains(weight) {
                return Err(InvalidRequest::Weight(*weight));
            }
        }
    }
    for material in &request.materials {
        if !topics.contains(&material.topic) {
            return Err(InvalidRequest::UnknownTopic("a material"));
        }
        let backwards = matches!(material.kind, MaterialKind::Reading { first, last } if last < first);
        if backwards || !(1..=MATERIAL_MINUTES).contains(&material.minutes) {
            return Err(InvalidRequest::Material(material.minutes));
        }
        if let MaterialKind::MockExam { exam } = material.kind
            && !exams.contains(&exam)
        {
            return Err(InvalidRequest::UnknownExam);
        }
    }
    Ok(())
}

fn unique<T: Eq + Hash>(
    what: &'static str,
    ids: impl ExactSizeIterator<Item = T>,
) -> Result<HashSet<T>, InvalidRequest> {
    let count = ids.len();
    let set: HashSet<T> = ids.collect();
    if set.len() == count { Ok(set) } else { Err(InvalidRequest::Twice(what)) }
}
