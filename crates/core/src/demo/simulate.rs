//! Twelve weeks of answers by somebody whose memory is exactly as the model says: what the model gives a chance of 90 %
//! is known nine times out of ten. Deterministic.

use crate::call::{Actor, Ids};
use crate::reviews::{Mode, NewEvent};
use memory::{
    Event, EventId, Evidence, Folded, Millis, Parameters, Phase, PromiseSettings, Rating, StudyDay, append, day_start,
    fuzz_seed, promise,
};
use std::collections::HashSet;
use uuid::Uuid;

/// How many days are simulated before today.
pub const DAYS: i32 = 84;
/// From the first day on, every card but this share of them is introduced, the same number a day.
const INTRODUCED: f64 = 0.92;
/// Holidays: days before today without answers.
const HOLIDAYS: std::ops::RangeInclusive<i32> = 47..=50;
/// A hard card gets easier after so many lapses: somebody who slips on it so often does something about it.
const PATIENCE: u32 = 9;
/// One card in so many is hard.
const HARD_EVERY: usize = 61;
/// Today one in so many of the due cards was answered already.
const ANSWERED_TODAY: usize = 3;

/// A card as the simulation sees it.
#[derive(Debug, Clone)]
pub struct Simulated {
    pub card: Uuid,
    pub item: Uuid,
    pub folded: Folded,
}

/// Who answers, and how the model is set.
pub struct World<'a> {
    pub actor: &'a Actor,
    pub now: Millis,
    pub parameters: Parameters,
    pub settings: PromiseSettings,
    pub seed: u64,
}

/// The answers, in the order in which they were given; none lies after `now`.
pub fn simulate(world: &World, cards: Vec<Simulated>) -> Vec<NewEvent> {
    let today = world.actor.study_day(world.now);
    let mut run = Run { world, cards, chance: Chance(world.seed), events: Vec::new() };
    for before in (1..=DAYS).rev() {
        let day = today.plus(-before);
        // Sundays are mostly free
        let rest = (day.0 + 3).rem_euclid(7) == 6 && run.chance.share() < 0.8;
        if !rest && !HOLIDAYS.contains(&before) {
            let preferences = &world.actor.preferences;
            let begin = day_start(day, &preferences.zone, preferences.rollover_hour);
            let evening = Millis(begin.0 + 12 * 3_600_000 + run.chance.below(5 * 3_600_000));
            run.session(day, evening, f64::from(DAYS - before + 1) / f64::from(DAYS));
        }
    }
    run.warm_up(today);
    run.events
}

struct Run<'a> {
    world: &'a World<'a>,
    cards: Vec<Simulated>,
    chance: Chance,
    events: Vec<NewEvent>,
}

impl Run<'_> {
    /// One evening: what is due, some new cards, and what comes back within the session.
    fn session(&mut self, day: StudyDay, begin: Millis, progress: f64) {
        let mut clock = begin;
        let mut seen = HashSet::new();
        for n in self.due(day).into_iter().chain(self.fresh(progress)) {
            if seen.insert(self.cards[n].item) {
                clock = self.answer(n, clock);
            }
        }
        loop {
            let waiting = self.cards.iter().enumerate().filter(|(_, c)| in_steps(&c.folded));
            let Some((n, at)) = waiting.filter_map(|(n, c)| Some((n, c.folded.due?.at))).min_by_key(|(_, at)| *at)
            else {
                break;
            };
            clock = self.answer(n, clock.max(at));
        }
    }

    /// This morning: a few reviews, over by now.
    fn warm_up(&mut self, today: StudyDay) {
        let preferences = &self.world.actor.preferences;
        let begin = Millis(self.world.now.0 - 10 * 60_000);
        if begin < day_start(today, &preferences.zone, preferences.rollover_hour) {
            return;
        }
        let mut clock = begin;
        let due = self.due(today);
        for n in due.iter().copied().take(due.len() / ANSWERED_TODAY) {
            clock = self.answer(n, clock);
        }
    }

    fn due(&self, day: StudyDay) -> Vec<usize> {
        let due = |card: &Simulated| card.folded.due.and_then(|d| d.day).filter(|d| *d <= day);
        let mut cards: Vec<(StudyDay, usize)> =
            self.cards.iter().enumerate().filter_map(|(n, card)| Some((due(card)?, n))).collect();
        cards.sort_unstable();
        cards.into_iter().map(|(_, n)| n).collect()
    }

    fn fresh(&self, progress: f64) -> Vec<usize> {
        let new = |card: &Simulated| card.folded.state.phase == Phase::New;
        let introduced = self.cards.iter().filter(|c| !new(c)).count();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a few hundred cards")]
        let wanted = (self.cards.len() as f64 * INTRODUCED * progress) as usize;
        let room = wanted.saturating_sub(introduced);
        self.cards.iter().enumerate().filter(|(_, c)| new(c)).map(|(n, _)| n).take(room).collect()
    }

    /// Answers a card at that time; when the learner is done with it.
    fn answer(&mut self, n: usize, at: Millis) -> Millis {
        let world = self.world;
        let duration_ms = 4_000 + self.chance.below(6_000) + self.chance.below(8_000);
        let given = Millis(at.0 + duration_ms);
        let day = world.actor.study_day(given);
        let rating = self.rating(n, day);
        let card = &mut self.cards[n];
        let evidence = Evidence::new(rating, given, day);
        let seed = fuzz_seed(card.card.as_u128(), card.folded.state.reps);
        let promised =
            promise(&world.parameters, &world.settings, &card.folded.state, &evidence, seed, &|_| 0.0, &[]).promised_s;
        let id = Ids::new(given, self.chance.next()).next_id();
        let after = card.folded.head;
        let event = Event::Answer { id: EventId(id.as_u128()), evidence, promised_s: Some(promised), after };
        if let Some(next) = append(&world.parameters, &card.folded, &event) {
            card.folded = next;
        }
        self.events.push(NewEvent {
            item_version: Some(1),
            duration_ms: Some(duration_ms),
            format: Some("flip".into()),
            promised_s: Some(promised),
            after: after.map(|id| Uuid::from_u128(id.0)),
            ..NewEvent::answer(id, card.card, rating, given, Mode::Flashcard)
        });
        given
    }

    fn rating(&mut self, n: usize, day: StudyDay) -> Rating {
        let state = &self.cards[n].folded.state;
        let hard = n.is_multiple_of(HARD_EVERY) && state.lapses < PATIENCE;
        let known = match state.phase {
            Phase::New => 0.6,
            Phase::Learning | Phase::Relearning => 0.9,
            Phase::Review => state.recall(&self.world.parameters, day).unwrap_or(0.9) * if hard { 0.55 } else { 1.0 },
        };
        if self.chance.share() >= known {
            return Rating::Again;
        }
        match (state.phase, self.chance.share()) {
            (Phase::Review, ..0.07) => Rating::Hard,
            (Phase::Review, 0.93..) => Rating::Easy,
            _ => Rating::Good,
        }
    }
}

fn in_steps(folded: &Folded) -> bool {
    matches!(folded.state.phase, Phase::Learning | Phase::Relearning) && folded.due.is_some_and(|d| d.day.is_none())
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, for good.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 up to, not including, 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// 0 up to, not including, `end`.
    fn below(&mut self, end: i64) -> i64 {
        i64::try_from(self.next() % end.unsigned_abs().max(1)).unwrap_or(0)
    }
}
