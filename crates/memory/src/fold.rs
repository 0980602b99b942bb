//! The fold: from the set of a card's events to where the card stands.

use serde::{Deserialize, Serialize};

use crate::{
    CardState, DAY_S, Evidence, MemoryState, Millis, Parameters, Phase, Retention, StudyDay,
    fuzz::{choose, fold_128, fuzz_window},
    interval, memory_from_sm2, observe,
};

/// The longest interval, in days, that a promise can hold: a hundred years.
pub const MAX_DAYS: u32 = 36_500;
/// What counts as promised, in seconds, where a card stays in steps without a promise.
const NOMINAL_STEP_S: i64 = 600;

/// An event's id: a UUID, as one number. Ordered as its bytes and its text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[u8; 16]", into = "[u8; 16]")]
pub struct EventId(pub u128);

impl From<[u8; 16]> for EventId {
    fn from(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl From<EventId> for [u8; 16] {
    fn from(id: EventId) -> Self {
        id.0.to_be_bytes()
    }
}

/// When a card is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The instant promised. If there is a `day`, it only orders cards within that day.
    pub at: Millis,
    /// The study day it is due on, from its start; `None` in steps, where the instant counts.
    pub day: Option<StudyDay>,
}

impl Due {
    /// Due at an instant, as cards in steps are.
    #[must_use]
    pub const fn at(at: Millis) -> Self {
        Self { at, day: None }
    }

    /// Due on a study day, as reviews are; `at` orders them within it.
    #[must_use]
    pub const fn on(day: StudyDay, at: Millis) -> Self {
        Self { at, day: Some(day) }
    }

    /// Whether it is due at the instant `now`, which lies in the study day `today`.
    #[must_use]
    pub fn is_due(&self, now: Millis, today: StudyDay) -> bool {
        self.day.map_or(self.at <= now, |day| day <= today)
    }

    /// Cards in steps before reviews; each from the earliest.
    pub(crate) const fn sort_key(&self) -> (Option<StudyDay>, Millis) {
        (
            self.day,
            match self.day {
                Some(_) => Millis(0),
                None => self.at,
            },
        )
    }
}

/// What an import says about a card, as of its last answer there.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Seed {
    /// FSRS stability in days, if the other program kept it.
    pub stability: Option<f64>,
    /// FSRS difficulty, 1 to 10.
    pub difficulty: Option<f64>,
    /// SM-2's ease as a factor (2.5), for cards without FSRS numbers.
    pub ease: Option<f64>,
    /// The last interval in days.
    pub interval_days: Option<f64>,
    /// When it is due there; `None` for new cards.
    pub due: Option<Due>,
    /// Where it stands there.
    pub phase: Phase,
    /// While (re)learning: the step it waits for, from 0.
    pub step: u8,
    /// Answers there.
    pub reps: u32,
    /// Lapses there.
    pub lapses: u32,
    /// Study day of its last answer there; the event's own day if absent.
    pub last_day: Option<StudyDay>,
    /// Whether the answers imported with it reach back to the card's first.
    pub history_complete: bool,
}

/// Something that happened to one learner's card. Kinds that this version does not know are left out by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[non_exhaustive]
pub enum Event {
    /// An answer.
    Answer {
        /// The event's id.
        id: EventId,
        /// What it tells; its `at` is the event's.
        evidence: Evidence,
        /// The interval promised with it, in seconds.
        promised_s: Option<i64>,
        /// The event that the promise was computed from; `None` if the card had none.
        after: Option<EventId>,
    },
    /// The learner starts anew with this card; what was before no longer counts.
    Forget {
        /// The event's id.
        id: EventId,
        /// When.
        at: Millis,
    },
    /// Another due date, and nothing else: no answer.
    Reschedule {
        /// The event's id.
        id: EventId,
        /// When it was decided.
        at: Millis,
        /// When the card is due now.
        due: Due,
    },
    /// What an import says. To be placed after the answers it sums up: at least 1 ms later than the last.
    Seed {
        /// The event's id.
        id: EventId,
        /// The other program's last time.
        at: Millis,
        /// The study day of `at`.
        day: StudyDay,
        /// What it says.
        seed: Seed,
    },
    /// Another event never happened. May arrive first. A retraction cannot be retracted.
    Retract {
        /// The event's id.
        id: EventId,
        /// When.
        at: Millis,
        /// The event that never happened.
        retracts: EventId,
    },
}

impl Event {
    /// The event's id.
    #[must_use]
    pub const fn id(&self) -> EventId {
        match self {
            Self::Answer { id, .. }
            | Self::Forget { id, .. }
            | Self::Reschedule { id, .. }
            | Self::Seed { id, .. }
            | Self::Retract { id, .. } => *id,
        }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Millis {
        match self {
            Self::Answer { evidence, .. } => evidence.at,
            Self::Forget { at, .. }
            | Self::Reschedule { at, .. }
            | Self::Seed { at, .. }
            | Self::Retract { at, .. } => *at,
        }
    }
}

/// Where a card stands after its events. `Default` is a card without any.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Folded {
    /// Memory, phase, counts.
    pub state: CardState,
    /// When it is due; `None` for a new card.
    pub due: Option<Due>,
    /// The last event that counts: what the next answer's `after` names.
    pub head: Option<EventId>,
    /// When that event happened.
    pub head_at: Option<Millis>,
}

/// Folds a card's events, in any order, with duplicates, retractions anywhere.
///
/// An event whose id was there before is ignored. What is retracted, and the retractions, are left out; the rest is taken
/// in the order of (instant, id).
///
/// * **Answer**: [`observe`]. Its promise counts if `after` names the event before it, so that it was made from this very
///   state. If not, nothing was promised: a card in steps is due 10 minutes later, another at the interval for 90 %
///   recall, fuzzed by the event's id.
/// * **Forget**: a new card again, not due.
/// * **Reschedule**: the due date; a card in steps that gets a day becomes a review card.
/// * **Seed**: phase, step and due date are the import's, counts at least the import's. Memory is the import's too, unless
///   the answers before it are known to tell more: they are complete, or they follow an earlier seed or a new start and
///   are as many as the import counts. So a second package adds to what was answered here instead of replacing it. The
///   seed of a new card changes nothing on a card that was answered.
#[must_use]
pub fn fold(params: &Parameters, events: &[Event]) -> Folded {
    let mut folded = Folded::default();
    let mut anchored = false;
    for event in in_order(events) {
        folded = step(params, &folded, event, anchored);
        anchored |= matches!(event, Event::Seed { .. } | Event::Forget { .. });
    }
    folded
}

/// The events that happened, in the order of (instant, id): without duplicates, what is retracted, and the retractions.
pub(crate) fn in_order(events: &[Event]) -> Vec<&Event> {
    let mut retracted: Vec<EventId> = Vec::new();
    let mut order: Vec<&Event> = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Retract { retracts, .. } => retracted.push(*retracts),
            _ => order.push(event),
        }
    }
    retracted.sort_unstable();
    order.sort_by_key(|event| event.id()); // stable: the first copy of an id stays first
    order.dedup_by_key(|event| event.id());
    order.retain(|event| retracted.binary_search(&event.id()).is_err());
    order.sort_unstable_by_key(|event| (event.at(), event.id()));
    order
}

/// One step from a stored head: what [`fold`] gives for the events behind `folded` and `event`. `None` if that cannot be
/// told from the head: the event is not the last, it is a retraction, or it is a seed. Then the card must be folded.
///
/// The caller sees to it that `event` is new and that no stored retraction names it.
#[must_use]
pub fn append(params: &Parameters, folded: &Folded, event: &Event) -> Option<Folded> {
    let last = match (folded.head_at, folded.head) {
        (Some(at), Some(id)) => (event.at(), event.id()) > (at, id),
        _ => true,
    };
    let simple = !matches!(event, Event::Retract { .. } | Event::Seed { .. });
    (last && simple).then(|| step(params, folded, event, false))
}

fn step(params: &Parameters, before: &Folded, event: &Event, anchored: bool) -> Folded {
    let (state, due) = match event {
        Event::Answer { id, evidence, promised_s, after } => {
            let promised_s = promised_s.filter(|_| *after == before.head);
            let state = observe(params, &before.state, evidence, promised_s);
            (state, Some(due_after(params, &state, evidence, promised_s, *id)))
        }
        Event::Forget { .. } => (CardState::default(), None),
        Event::Reschedule { due, .. } => (rescheduled(before.state, *due), Some(*due)),
        Event::Seed { seed, .. } if seed.phase == Phase::New && before.state.memory.is_some() => {
            (before.state, before.due)
        }
        Event::Seed { at, day, seed, .. } => (planted(params, &before.state, *at, *day, seed, anchored), seed.due),
        Event::Retract { .. } => return *before,
    };
    Folded { state, due, head: Some(event.id()), head_at: Some(event.at()) }
}

fn due_after(params: &Parameters, state: &CardState, evidence: &Evidence, promised_s: Option<i64>, id: EventId) -> Due {
    let seconds = promised_s.map(|seconds| seconds.clamp(0, i64::from(MAX_DAYS) * DAY_S));
    if state.phase != Phase::Review {
        return Due::at(evidence.at.plus_seconds(seconds.unwrap_or(NOMINAL_STEP_S)));
    }
    let days = match seconds {
        Some(seconds) => u32::try_from((seconds + DAY_S / 2) / DAY_S).unwrap_or(MAX_DAYS).max(1),
        None => nominal_days(params, state, id),
    };
    Due::on(evidence.day.plus(days.cast_signed()), evidence.at.plus_seconds(seconds.unwrap_or(i64::from(days) * DAY_S)))
}

/// The interval for 90 % recall, fuzzed by the event's id alone, so that every device finds the same.
fn nominal_days(params: &Parameters, state: &CardState, id: EventId) -> u32 {
    let days = state.memory.map_or(1.0, |memory| interval(params, memory.stability, Retention::default()));
    choose(days, fuzz_window(days, 1, MAX_DAYS), fold_128(id.0), |_| 0.0)
}

fn rescheduled(state: CardState, due: Due) -> CardState {
    let in_steps = matches!(state.phase, Phase::Learning | Phase::Relearning);
    if in_steps && due.day.is_some() { CardState { phase: Phase::Review, step: 0, ..state } } else { state }
}

fn planted(
    params: &Parameters,
    before: &CardState,
    at: Millis,
    day: StudyDay,
    seed: &Seed,
    anchored: bool,
) -> CardState {
    let known = seed.history_complete || (anchored && before.reps >= seed.reps);
    let told_by_answers = known && before.memory.is_some();
    let in_steps = matches!(seed.phase, Phase::Learning | Phase::Relearning);
    let base = CardState {
        phase: seed.phase,
        step: if in_steps { seed.step } else { 0 },
        reps: before.reps.max(seed.reps),
        lapses: before.lapses.max(seed.lapses),
        ..*before
    };
    if seed.phase == Phase::New || told_by_answers {
        base
    } else {
        CardState {
            memory: Some(seeded_memory(params, seed)),
            last_day: Some(seed.last_day.unwrap_or(day)),
            last_at: Some(at),
            ..base
        }
    }
}

/// FSRS numbers as they are; else what SM-2's stand for. A card that has neither is as if it were a day old.
fn seeded_memory(params: &Parameters, seed: &Seed) -> MemoryState {
    let from_sm2 = memory_from_sm2(
        params,
        seed.ease.filter(|ease| ease.is_finite() && *ease > 1.0).unwrap_or(2.5),
        seed.interval_days.filter(|days| *days > 0.0).unwrap_or(1.0),
        Retention::default(),
    );
    let usable = |number: &f64| number.is_finite() && *number > 0.0;
    MemoryState::new(
        seed.stability.filter(usable).unwrap_or(from_sm2.stability.get()),
        seed.difficulty.filter(usable).unwrap_or(from_sm2.difficulty.get()),
    )
}
