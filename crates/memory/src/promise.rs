//! Promises: when an answered card comes back. Chosen once, with the learner's settings, and stored with the answer.

use serde::{Deserialize, Serialize};

use crate::{
    CardState, DAY_S, Due, Evidence, Millis, Parameters, Phase, Rating, Retention, StudyDay,
    evidence::after_answer,
    fold::MAX_DAYS,
    fuzz::{choose, fuzz_window},
    interval, observe,
};

/// How much a day costs more on which a sibling is due already, and one next to it.
const SIBLING_SAME_DAY: f64 = 4.0;
const SIBLING_NEXT_DAY: f64 = 1.5;

/// The steps, as lengths of time, that a card takes on one day before it counts as known. Steps below a second count as
/// a second. A step of a day or longer makes the card a review card (see [`observe`]). `Default`: 1 and 10 minutes; 10.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// For new cards.
    pub learning: Vec<Millis>,
    /// For reviews that failed.
    pub relearning: Vec<Millis>,
}

impl Default for Steps {
    fn default() -> Self {
        Self { learning: vec![Millis(60_000), Millis(600_000)], relearning: vec![Millis(600_000)] }
    }
}

/// What a learner sets. Touches only promises made later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromiseSettings {
    /// Recall aimed at.
    pub retention: Retention,
    /// Learning and relearning steps.
    pub steps: Steps,
    /// The longest interval in days, 1 to 36,500; held within.
    pub maximum_interval_days: u32,
    /// Whether intervals are moved by a few days, to the emptiest. Without it they are rounded.
    pub fuzz: bool,
}

impl Default for PromiseSettings {
    fn default() -> Self {
        Self { retention: Retention::default(), steps: Steps::default(), maximum_interval_days: MAX_DAYS, fuzz: true }
    }
}

/// What an answer leads to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// The card after it, if the promise is kept with the event.
    pub state: CardState,
    /// The interval in seconds, at least 1; to be stored with the event.
    pub promised_s: i64,
    /// The interval in days, at least 1; `None` if it is a step within a day.
    pub days: Option<u32>,
    /// When the card is due then.
    pub due: Due,
}

/// What one answer to a card leads to.
///
/// In steps: Again goes to the first, Hard repeats the current one (the first: the mean of the first two, or half as long
/// again if it is the only one), Good goes to the next or ends them, Easy ends them. Outside steps the interval is the
/// model's for the retention aimed at, at least a day. Where Hard, Good and Easy lead out of the steps each is at least one
/// day longer than the one before, as far as the longest interval allows. A review that fails goes to the relearning steps, or
/// to the model's interval if there are none.
///
/// Within [`fuzz_window`] the day with the least of `loads` (cards due on a day; not finite counts as full) is taken. A day
/// on which one of the `siblings` is due, or next to it, costs more. Among equals `fuzz_seed` decides: see
/// [`crate::fuzz_seed`].
#[must_use]
pub fn promise(
    params: &Parameters,
    settings: &PromiseSettings,
    before: &CardState,
    evidence: &Evidence,
    fuzz_seed: u64,
    loads: &dyn Fn(StudyDay) -> f64,
    siblings: &[StudyDay],
) -> Promise {
    let chooser = Chooser { params, settings, before, evidence, fuzz_seed, loads, siblings };
    let (promised_s, days) = match chooser.step(evidence.rating) {
        Some(seconds) => (seconds, None),
        None => {
            let days = chooser.days(evidence.rating);
            (i64::from(days) * DAY_S, Some(days))
        }
    };
    // A step of days ends the steps, and is due on a day.
    let days = days
        .or_else(|| (promised_s >= DAY_S).then(|| u32::try_from((promised_s + DAY_S / 2) / DAY_S).unwrap_or(MAX_DAYS)));
    let at = evidence.at.plus_seconds(promised_s);
    Promise {
        state: observe(params, before, evidence, Some(promised_s)),
        promised_s,
        days,
        due: days.map_or(Due::at(at), |days| Due::on(evidence.day.plus(days.cast_signed()), at)),
    }
}

/// What each of the four ratings would lead to, from Again to Easy: [`promise`] four times, each with `evidence` rated so.
/// For the promise shown to be the one kept, the evidence must say what the answer's will: how a guess would fare.
#[must_use]
pub fn preview(
    params: &Parameters,
    settings: &PromiseSettings,
    before: &CardState,
    evidence: &Evidence,
    fuzz_seed: u64,
    loads: &dyn Fn(StudyDay) -> f64,
    siblings: &[StudyDay],
) -> [Promise; 4] {
    Rating::ALL.map(|rating| promise(params, settings, before, &evidence.rated(rating), fuzz_seed, loads, siblings))
}

struct Chooser<'a> {
    params: &'a Parameters,
    settings: &'a PromiseSettings,
    before: &'a CardState,
    evidence: &'a Evidence,
    fuzz_seed: u64,
    loads: &'a dyn Fn(StudyDay) -> f64,
    siblings: &'a [StudyDay],
}

impl Chooser<'_> {
    /// The step, in seconds, that the rating leads to; `None` if it leads out of the steps.
    fn step(&self, rating: Rating) -> Option<i64> {
        let steps = match self.before.phase {
            Phase::New | Phase::Learning => &self.settings.steps.learning,
            Phase::Review if rating != Rating::Again => return None,
            Phase::Review | Phase::Relearning => &self.settings.steps.relearning,
        };
        let seconds = |step: Millis| (step.0 / 1000).clamp(1, i64::from(MAX_DAYS) * DAY_S);
        let current = usize::from(self.before.step);
        let first = seconds(*steps.first()?);
        match rating {
            Rating::Again => Some(first),
            Rating::Hard if current == 0 => Some(match steps.get(1) {
                Some(&second) => i64::midpoint(first, seconds(second)),
                None => (first + first / 2).min(first.saturating_add(DAY_S)),
            }),
            Rating::Hard => steps.get(current).or(steps.last()).map(|&step| seconds(step)),
            Rating::Good => steps.get(current + 1).map(|&step| seconds(step)),
            Rating::Easy => None,
        }
    }

    /// The interval in whole days for a rating that leads out of the steps, longer than that of the rating below.
    fn days(&self, rating: Rating) -> u32 {
        let least = match rating {
            Rating::Good if self.step(Rating::Hard).is_none() => self.days(Rating::Hard) + 1,
            Rating::Easy if self.step(Rating::Good).is_none() => self.days(Rating::Good) + 1,
            _ => 1,
        };
        self.pick(self.ideal(rating), least)
    }

    /// Days, not rounded, until recall falls to the retention aimed at.
    fn ideal(&self, rating: Rating) -> f64 {
        let elapsed = self.before.elapsed_days(self.evidence.day);
        let memory = after_answer(self.params, self.before.memory, elapsed, &self.evidence.rated(rating));
        interval(self.params, memory.stability, self.settings.retention)
    }

    fn pick(&self, ideal: f64, least: u32) -> u32 {
        let most = self.settings.maximum_interval_days.clamp(1, MAX_DAYS);
        if self.settings.fuzz {
            choose(ideal, fuzz_window(ideal, least, most), self.fuzz_seed, |days| self.cost(days))
        } else {
            rounded(ideal).clamp(least.min(most), most)
        }
    }

    /// What it costs to be due so many days ahead: the load of that day, more if siblings are near.
    fn cost(&self, days: u32) -> f64 {
        let day = self.evidence.day.plus(days.cast_signed());
        let load = Some((self.loads)(day)).filter(|load| load.is_finite()).unwrap_or(1e12);
        self.siblings.iter().fold(1.0 + load.max(0.0), |cost, sibling| {
            cost * match sibling.days_since(day).unsigned_abs() {
                0 => SIBLING_SAME_DAY,
                1 => SIBLING_NEXT_DAY,
                _ => 1.0,
            }
        })
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates and makes NaN 0")]
fn rounded(days: f64) -> u32 {
    days.round() as u32
}
