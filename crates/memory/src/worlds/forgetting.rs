//! A learner who studies for months: the log that parameters are fitted to.

use super::Draws;
use crate::{
    DAY_MS, Event, EventId, Evidence, Millis, Parameters, Rating, Retention, StudyDay, interval, next_memory,
    retrievability,
};

/// The events of `cards` cards that a learner whose memory is FSRS-6 with the parameters `truth` learns and reviews for
/// `days` days. New cards come evenly over the first half; reviews come when the published parameters expect 90 % recall,
/// a tenth earlier or later; a failed card is answered again the same day. Simulated.
#[must_use]
pub fn log(truth: &Parameters, cards: u32, days: i32, seed: u64) -> Vec<Vec<Event>> {
    (0..cards).map(|card| card_log(truth, card, cards, days, seed)).collect()
}

fn card_log(truth: &Parameters, card: u32, cards: u32, days: i32, seed: u64) -> Vec<Event> {
    let planner = Parameters::default();
    let mut draws = Draws::new(seed ^ (u64::from(card) << 20));
    let first = i64::from(card) * i64::from(days / 2) / i64::from(cards.max(1));
    let mut day = StudyDay(i32::try_from(first).unwrap_or(0));
    let mut last = day;
    let (mut memory, mut expected) = (None, None);
    let mut events: Vec<Event> = Vec::new();
    while day.0 <= days {
        let elapsed = u32::try_from(day.days_since(last)).unwrap_or(0);
        let recalled = match memory {
            Some(memory) => draws.happens(retrievability(truth, memory, f64::from(elapsed))),
            None => draws.happens(0.7),
        };
        let mut answers = vec![rating(recalled, &mut draws)];
        if !recalled {
            answers.push(Rating::Good);
        }
        for (place, rating) in answers.into_iter().enumerate() {
            let elapsed = if place == 0 { elapsed } else { 0 };
            memory = Some(next_memory(truth, memory, elapsed, rating));
            expected = Some(next_memory(&planner, expected, elapsed, rating));
            let minute = i64::try_from(place).unwrap_or(0) * 10;
            let at = Millis(i64::from(day.0) * DAY_MS + minute * 60_000 + i64::from(card));
            let id = EventId((u128::from(card) << 64) | (events.len() as u128 + 1));
            events.push(Event::Answer { id, evidence: Evidence::new(rating, at, day), promised_s: None, after: None });
        }
        let wait = expected.map_or(1.0, |memory| interval(&planner, memory.stability, Retention::default()));
        #[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates")]
        let wait = (wait * (0.9 + 0.2 * draws.uniform()) + 0.5) as i32;
        last = day;
        day = day.plus(wait.max(1));
    }
    events
}

fn rating(recalled: bool, draws: &mut Draws) -> Rating {
    match (recalled, draws.below(10)) {
        (false, _) => Rating::Again,
        (true, 0) => Rating::Hard,
        (true, 1) => Rating::Easy,
        (true, _) => Rating::Good,
    }
}
