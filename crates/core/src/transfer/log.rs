//! What another program's review log becomes in ours: one event per row, then one seed per card (data-model.md, "Anki").

use crate::call::{Actor, LearnerId};
use crate::reviews::{EventKind, EventRow, Mode, NewEvent};
use formats::item::beside;
use formats::record::{CardRecord, ReviewRecord, SeedDue, SeedPhase};
use memory::{Due, Millis, Phase, Seed, StudyDay};
use uuid::Uuid;

/// A log row's kind, as Anki numbers it.
const LEARNING: u8 = 0;
const CRAMMING: u8 = 3;
const MANUAL: u8 = 4;

/// The kind under which a row is kept that is no answer (a due date set by hand): unknown to the fold, so skipped by it.
pub const ANKI_MANUAL: &str = "anki-manual";

/// An event to be stored, with the word for its kind.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    pub kind: &'static str,
    pub row: EventRow,
}

impl LogEntry {
    fn new(row: EventRow) -> LogEntry {
        LogEntry { kind: row.event.kind.as_str(), row }
    }

    pub fn id(&self) -> Uuid {
        self.row.event.id
    }

    /// Whether the fold knows it.
    pub fn is_folded(&self) -> bool {
        self.kind != ANKI_MANUAL
    }

    /// Whether it is a row of the file's log, not a seed or a new start that we add.
    pub fn is_from_file(&self) -> bool {
        self.row.raw.is_some()
    }
}

/// Whose card it is.
pub struct CardOf<'a> {
    pub actor: &'a Actor,
    /// What names the item in the file: Anki's guid.
    pub key: &'a str,
    pub card_id: Uuid,
    pub item: Uuid,
    pub received_at: Millis,
}

/// The card's events in the order of time. Their ids follow from learner, key, slot and the row, so that a later package
/// brings only what is new.
pub fn entries(card: &CardRecord, of: &CardOf) -> Vec<LogEntry> {
    let mut rows: Vec<&ReviewRecord> = card.reviews.iter().filter(|r| r.id > 0).collect();
    rows.sort_by_key(|r| r.id);
    rows.dedup_by_key(|r| r.id);
    let mut entries = Vec::with_capacity(rows.len() + 1);
    let (mut head, mut since_start) = (None, Vec::new());
    for review in &rows {
        let mut entry = LogEntry::new(of.row(review, &card.slot.0));
        match of.kind_of(review) {
            Some(EventKind::Forget) => {
                entry.row.event.kind = EventKind::Forget;
                entry.row.event.rating = None;
                entry.kind = EventKind::Forget.as_str();
                since_start.clear();
            }
            Some(_) => {
                // the interval that Anki promised then, so that phases and lapses come out as they were there
                entry.row.event.promised_s = promised(review.interval);
                entry.row.event.after = head;
                since_start.push(*review);
            }
            None => {
                entry.kind = ANKI_MANUAL;
                entry.row.event.rating = None;
            }
        }
        if entry.is_folded() {
            head = Some(entry.id());
        }
        entries.push(entry);
    }
    let after_last = rows.last().map_or(1, |r| r.id.saturating_add(1));
    match &card.seed {
        Some(seed) => entries.push(LogEntry::new(of.seed(seed, &card.slot.0, after_last, &since_start))),
        // Anki calls it new although it was answered: it was forgotten there in a way that left no row
        None if !since_start.is_empty() => entries.push(LogEntry::new(of.forgotten(&card.slot.0, after_last))),
        None => {}
    }
    entries
}

impl CardOf<'_> {
    fn kind_of(&self, review: &ReviewRecord) -> Option<EventKind> {
        match review.kind {
            LEARNING..=CRAMMING if (1..=4).contains(&review.rating) => Some(EventKind::Answer),
            MANUAL if review.rating == 0 && review.factor == 0 => Some(EventKind::Forget),
            _ => None,
        }
    }

    fn row(&self, review: &ReviewRecord, slot: &str) -> EventRow {
        let at = Millis(review.id);
        let id = self.id(&format!("anki-review:{}:{slot}:{}", self.key, review.id));
        let mut event = NewEvent::bare(id, self.card_id, EventKind::Answer, at, Mode::Import);
        event.rating = Some(i64::from(review.rating));
        event.duration_ms = Some(review.duration_ms.clamp(0, 3_600_000));
        let raw = format!(
            "[{},{},{},{},{},{},{}]",
            review.id,
            review.rating,
            review.interval,
            review.last_interval,
            review.factor,
            review.duration_ms,
            review.kind
        );
        self.event(event, None, Some(raw))
    }

    fn seed(&self, seed: &formats::record::Seed, slot: &str, after_last: i64, answers: &[&ReviewRecord]) -> EventRow {
        let at = Millis(seed.at.max(after_last).max(1));
        // the card's numbers are part of the name: what Anki did without a log row (a due date set by hand) is another seed
        let due_word = match seed.due {
            SeedDue::Day(day) => format!("d{day}"),
            SeedDue::At(at) => format!("t{at}"),
        };
        let id = self.id(&format!("anki-seed:{}:{slot}:{}:{due_word}", self.key, at.0));
        let planted = Seed {
            stability: seed.stability,
            difficulty: seed.difficulty,
            ease: seed.ease,
            interval_days: seed.interval_days,
            due: Some(match seed.due {
                SeedDue::Day(day) => Due::on(StudyDay(i32::try_from(day).unwrap_or(i32::MAX)), at),
                SeedDue::At(due) => Due::at(Millis(due)),
            }),
            phase: match seed.phase {
                SeedPhase::Learning => Phase::Learning,
                SeedPhase::Review => Phase::Review,
                SeedPhase::Relearning => Phase::Relearning,
            },
            reps: seed.reps,
            lapses: seed.lapses,
            history_complete: answers.first().is_some_and(|first| first.kind == LEARNING),
            ..Seed::default()
        };
        let event = NewEvent::bare(id, self.card_id, EventKind::Seed, at, Mode::Import);
        self.event(event, Some(planted), None)
    }

    fn forgotten(&self, slot: &str, at: i64) -> EventRow {
        let id = self.id(&format!("anki-forgotten:{}:{slot}:{at}", self.key));
        self.event(NewEvent::bare(id, self.card_id, EventKind::Forget, Millis(at), Mode::Import), None, None)
    }

    fn event(&self, event: NewEvent, seed: Option<Seed>, raw: Option<String>) -> EventRow {
        let study_day = self.actor.study_day(event.at);
        EventRow { event, item: Some(self.item), study_day, received_at: self.received_at, seed, raw }
    }

    fn id(&self, name: &str) -> Uuid {
        event_id(self.actor.learner, self.card_id, name)
    }
}

fn event_id(learner: LearnerId, card: Uuid, name: &str) -> Uuid {
    beside(card, Uuid::new_v5(&learner.0, name.as_bytes()))
}

/// Anki's interval in seconds: days above 0, seconds below.
fn promised(interval: i64) -> Option<i64> {
    match interval {
        0 => None,
        days @ 1.. => Some(days.min(36_500) * 86_400),
        seconds => Some(seconds.saturating_neg().min(36_500 * 86_400)),
    }
}
