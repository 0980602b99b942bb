//! One entry of a learner's log, and what is answered about it.

use super::asked;
use memory::{Due, Event, EventId, Evidence, Folded, Millis, Phase, Rating, Seed, StudyDay};
use uuid::Uuid;

/// From this share of the points on an answer without a rating counts as recalled.
const FULL_SCORE: f64 = 0.9;
/// … as recalled with difficulty; below as not recalled.
const HALF_SCORE: f64 = 0.5;

/// What an event says. Kinds that this version does not know are kept and skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    Answer,
    Retract,
    Forget,
    Reschedule,
    Seed,
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Answer => "answer",
            EventKind::Retract => "retract",
            EventKind::Forget => "forget",
            EventKind::Reschedule => "reschedule",
            EventKind::Seed => "seed",
        }
    }

    pub fn parse(word: &str) -> Option<EventKind> {
        use EventKind::*;
        [Answer, Retract, Forget, Reschedule, Seed].into_iter().find(|k| k.as_str() == word)
    }
}

/// Where an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Flashcard,
    Learn,
    Quiz,
    Exam,
    Live,
    Article,
    Import,
}

impl Mode {
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Flashcard => "flashcard",
            Mode::Learn => "learn",
            Mode::Quiz => "quiz",
            Mode::Exam => "exam",
            Mode::Live => "live",
            Mode::Article => "article",
            Mode::Import => "import",
        }
    }

    pub fn parse(word: &str) -> Option<Mode> {
        use Mode::*;
        [Flashcard, Learn, Quiz, Exam, Live, Article, Import].into_iter().find(|m| m.as_str() == word)
    }
}

/// An event as a client or an import brings it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Made by the client; sending it twice is one event.
    pub id: Uuid,
    pub card_id: Uuid,
    pub kind: EventKind,
    /// When it happened, by the client's clock (already corrected by [`super::correct_clock`]).
    pub at: Millis,
    pub mode: Mode,
    pub item_version: Option<i64>,
    /// 1–4.
    pub rating: Option<i64>,
    /// 1 right, 0 wrong, for formats that decide it.
    pub outcome: Option<i64>,
    /// 0–1.
    pub score: Option<f64>,
    /// How many options there were to choose from: the chance of a guess.
    pub choices: Option<i64>,
    /// How it was asked: `flip`, `typed`, `choice` (one option), `choices` (all that are right), `teaser` (one, in an article).
    pub format: Option<String>,
    /// 0–100, if it was asked.
    pub confidence: Option<i64>,
    pub hints: Option<i64>,
    pub duration_ms: Option<i64>,
    /// What was put in.
    pub response: Option<String>,
    /// The interval that the learner saw, seconds, with the event it was computed from.
    pub promised_s: Option<i64>,
    pub after: Option<Uuid>,
    pub retracts: Option<Uuid>,
    /// Of a reschedule.
    pub due_day: Option<StudyDay>,
    /// The client's clock when it sent this.
    pub sent_at: Option<Millis>,
}

impl NewEvent {
    /// An answer with only what every answer has.
    pub fn answer(id: Uuid, card_id: Uuid, rating: Rating, at: Millis, mode: Mode) -> NewEvent {
        NewEvent { rating: Some(i64::from(rating)), ..NewEvent::bare(id, card_id, EventKind::Answer, at, mode) }
    }

    /// What the answer tells about memory; `None` if it says neither a rating nor an outcome nor a score.
    pub fn evidence(&self, study_day: StudyDay) -> Option<Evidence> {
        let rated = Evidence::new(self.rated()?, self.at, study_day);
        let mut evidence = asked::weighed(rated, self.format.as_deref(), self.choices);
        if let Some(percent) = self.confidence.and_then(|n| u8::try_from(n).ok()) {
            evidence = evidence.with_confidence(percent);
        }
        if let Some(hints) = self.hints {
            evidence = evidence.with_hints(u16::try_from(hints.max(0)).unwrap_or(u16::MAX));
        }
        Some(match self.duration_ms {
            Some(ms) => evidence.lasting(Millis(ms)),
            None => evidence,
        })
    }

    /// The rating given; else the one that the outcome, or else the score, stands for.
    pub fn rated(&self) -> Option<Rating> {
        rated(self.rating, self.outcome, self.score)
    }

    /// Takes an earlier event back.
    pub fn retract(id: Uuid, card_id: Uuid, retracts: Uuid, at: Millis) -> NewEvent {
        NewEvent { retracts: Some(retracts), ..NewEvent::bare(id, card_id, EventKind::Retract, at, Mode::Flashcard) }
    }

    /// An event of a kind with nothing else said.
    pub fn bare(id: Uuid, card_id: Uuid, kind: EventKind, at: Millis, mode: Mode) -> NewEvent {
        NewEvent {
            id,
            card_id,
            kind,
            at,
            mode,
            item_version: None,
            rating: None,
            outcome: None,
            score: None,
            choices: None,
            format: None,
            confidence: None,
            hints: None,
            duration_ms: None,
            response: None,
            promised_s: None,
            after: None,
            retracts: None,
            due_day: None,
            sent_at: None,
        }
    }
}

/// [`NewEvent::rated`] of an event's columns.
pub(super) fn rated(rating: Option<i64>, outcome: Option<i64>, score: Option<f64>) -> Option<Rating> {
    if let Some(number) = rating {
        return Rating::try_from(number).ok();
    }
    let score = outcome.map(|right| if right == 0 { 0.0 } else { 1.0 }).or(score)?;
    Some(match score {
        s if s >= FULL_SCORE => Rating::Good,
        s if s >= HALF_SCORE => Rating::Hard,
        _ => Rating::Again,
    })
}

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    pub event: NewEvent,
    pub item: Option<Uuid>,
    pub study_day: StudyDay,
    pub received_at: Millis,
    /// Of a seed.
    pub seed: Option<Seed>,
    /// Another program's row, as it was.
    pub raw: Option<String>,
}

impl EventRow {
    /// For the fold; `None` for what cannot be folded (an answer without rating, outcome and score).
    pub fn to_memory(&self) -> Option<Event> {
        let event = &self.event;
        let id = event_id(event.id);
        Some(match event.kind {
            EventKind::Answer => Event::Answer {
                id,
                evidence: event.evidence(self.study_day)?,
                promised_s: event.promised_s,
                after: event.after.map(event_id),
            },
            EventKind::Retract => Event::Retract { id, at: event.at, retracts: event_id(event.retracts?) },
            EventKind::Forget => Event::Forget { id, at: event.at },
            EventKind::Reschedule => Event::Reschedule { id, at: event.at, due: Due::on(event.due_day?, event.at) },
            EventKind::Seed => Event::Seed { id, at: event.at, day: self.study_day, seed: self.seed? },
        })
    }
}

/// A UUID as the fold knows it.
pub fn event_id(id: Uuid) -> EventId {
    EventId(id.as_u128())
}

/// What happened to one event of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Stored,
    /// It was there already; nothing changed.
    Duplicate,
    /// The same id with other content is there; the stored one stays.
    Conflict,
    Refused,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Stored => "stored",
            Status::Duplicate => "duplicate",
            Status::Conflict => "conflict",
            Status::Refused => "refused",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub id: Uuid,
    pub status: Status,
    /// Why it was refused or conflicts, as a key.
    pub reason: Option<&'static str>,
    /// Where the card stands now.
    pub memory: Option<CardMemory>,
}

/// Where a card stands for its learner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardMemory {
    pub folded: Folded,
    /// The chance of recall today, 0–1; `None` for a new card.
    pub recall: Option<f64>,
    pub leech: bool,
    pub suspended: bool,
}

impl CardMemory {
    /// `new`, `learning`, `review` or `relearning`.
    pub fn state_word(&self) -> &'static str {
        phase_word(self.folded.state.phase)
    }
}

pub fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::New => "new",
        Phase::Learning => "learning",
        Phase::Review => "review",
        Phase::Relearning => "relearning",
    }
}

pub fn parse_phase(word: &str) -> Option<Phase> {
    [Phase::New, Phase::Learning, Phase::Review, Phase::Relearning].into_iter().find(|p| phase_word(*p) == word)
}
