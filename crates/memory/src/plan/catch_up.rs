//! Catching up after a break: what is overdue is spread over days, and what the waiting costs is said before.

use serde::{Deserialize, Serialize};

use super::{Card, CardId, CardMemory};
use crate::{
    Rating, StudyDay,
    simulate::{Dynamics, Learner},
};

/// A backlog is spread over at most so many days.
pub const MOST_DAYS: u32 = 60;

/// A backlog spread over days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CatchUp {
    /// The days it takes: "back on track in 6 days". 0 if nothing is overdue.
    pub days: u32,
    /// Cards that wait beyond today, and therefore lose.
    pub waiting: u32,
    /// Mean recall that those lose by waiting, at least 0: 0.03 is "−3 %".
    pub lost: f64,
    /// Minutes of the fullest day.
    pub minutes_a_day: u32,
    /// Where each overdue card goes, today first; within a day in the order to review them.
    pub placed: Vec<(CardId, StudyDay)>,
}

/// Spreads the cards that are overdue (due before or on `today`) over `days` days, today among them, the same number each
/// day; `days` is held within 1 to [`MOST_DAYS`]. Those that lose most by waiting come first. New cards and cards that
/// are not due are left out. The learner must have passed [`Learner::check`].
#[must_use]
pub fn catch_up(learner: &Learner, cards: &[Card], today: StudyDay, days: u32) -> CatchUp {
    let dynamics = Dynamics::new(&learner.parameters);
    let days = days.clamp(1, MOST_DAYS);
    let recall = |memory: &CardMemory, day: StudyDay| {
        dynamics.recall(memory.state.stability.get(), f64::from(day.days_since(memory.last_day).max(0)))
    };
    let end = today.plus(days.cast_signed());
    let mut overdue: Vec<(f64, CardId, CardMemory)> = cards
        .iter()
        .filter_map(|card| Some((card.id, card.memory.filter(|memory| memory.due <= today)?)))
        .map(|(id, memory)| (recall(&memory, today) - recall(&memory, end), id, memory))
        .collect();
    overdue.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let each = overdue.len().div_ceil(days as usize).max(1);
    let (mut waiting, mut lost, mut placed, mut seconds) = (0u32, 0.0, Vec::new(), 0.0f64);
    let mut of_day = 0.0f64;
    for (place, (_, id, memory)) in overdue.iter().enumerate() {
        let day = today.plus(i32::try_from(place / each).unwrap_or(0));
        of_day = if place % each == 0 { 0.0 } else { of_day } + expected_seconds(learner, recall(memory, day));
        seconds = seconds.max(of_day);
        if day > today {
            waiting += 1;
            lost += recall(memory, today) - recall(memory, day);
        }
        placed.push((*id, day));
    }
    CatchUp {
        days: u32::try_from(overdue.len().div_ceil(each)).unwrap_or(days),
        waiting,
        lost: if waiting > 0 { lost / f64::from(waiting) } else { 0.0 },
        minutes_a_day: super::make::whole(libm::ceil(seconds / 60.0)),
        placed,
    }
}

/// The fewest days over which what is overdue fits into so many minutes a day; `None` if not within [`MOST_DAYS`].
#[must_use]
pub fn days_to_catch_up(learner: &Learner, cards: &[Card], today: StudyDay, minutes_a_day: u32) -> Option<u32> {
    (1..=MOST_DAYS).find(|days| catch_up(learner, cards, today, *days).minutes_a_day <= minutes_a_day)
}

/// Seconds that a review takes, by the recall expected.
fn expected_seconds(learner: &Learner, recall: f64) -> f64 {
    let success = crate::simulate::shares(learner.habits.success);
    let pace = &learner.pace;
    let succeeded: f64 = success.iter().zip(&pace.review_s[1..]).map(|(share, seconds)| share * seconds).sum();
    recall * succeeded + (1.0 - recall) * (pace.review_s[Rating::Again.index()] + pace.relearn_s)
}
