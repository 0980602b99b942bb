//! What a paper and a sitting are.

use super::choose::Place;
use crate::call::SpaceId;
use grading::{Graded, Response};
use memory::Millis;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub const NAME_LIMIT: usize = 200;
/// The most parts of a paper.
pub const PARTS: usize = 20;
/// The most questions of a paper.
pub const QUESTIONS: u32 = 200;
/// The longest time limit, minutes.
pub const MINUTES: u32 = 600;
/// So long after the deadline is still taken what was on its way, ms.
pub const LATE_MS: i64 = 1_000;

/// How a paper is meant: what comes of it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Without a clock; each answer may be judged at once.
    Quiz,
    /// A mock exam.
    Exam,
}

impl Mode {
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Quiz => "quiz",
            Mode::Exam => "exam",
        }
    }

    pub fn parse(word: &str) -> Option<Mode> {
        [Mode::Quiz, Mode::Exam].into_iter().find(|mode| mode.as_str() == word)
    }
}

/// So many questions of a deck and what lies below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub deck: Uuid,
    pub questions: u32,
    /// Points of each question, above 0.
    pub points: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    pub parts: Vec<Part>,
    /// `None`: as long as one likes.
    pub minutes: Option<u32>,
    /// Questions of all parts mixed; else part by part.
    pub mixed: bool,
    /// How often it may be sat; `None`: as often as one likes.
    pub attempts: Option<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NewPaper {
    pub mode: Mode,
    pub name: String,
    pub rules: Rules,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    pub space: SpaceId,
    pub id: Uuid,
    pub version: i64,
    pub mode: Mode,
    pub name: String,
    pub rules: Rules,
    pub created_at: Millis,
    pub deleted_at: Option<Millis>,
}

/// One go at a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    pub id: Uuid,
    pub paper: Uuid,
    pub mode: Mode,
    pub name: String,
    pub started_at: Millis,
    pub deadline: Option<Millis>,
    pub ended_at: Option<Millis>,
    pub places: Vec<Place>,
    /// By place.
    pub saved: Vec<Option<Saved>>,
    /// Once it is over.
    pub marked: Option<Marked>,
}

/// When a sitting ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    pub id: Uuid,
    pub started_at: Millis,
    pub deadline: Option<Millis>,
    pub ended_at: Option<Millis>,
}

impl Attempt {
    /// Open still, though its time is over.
    pub fn is_overdue(&self, now: Millis) -> bool {
        self.ended_at.is_none() && self.deadline.is_some_and(|deadline| now.0 > deadline.0 + LATE_MS)
    }
}

impl Sitting {
    pub fn attempt(&self) -> Attempt {
        let Sitting { id, started_at, deadline, ended_at, .. } = *self;
        Attempt { id, started_at, deadline, ended_at }
    }

    pub fn points(&self) -> f64 {
        self.places.iter().map(|place| place.points).sum()
    }
}

/// What was put in at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// By the places that were shown.
    pub response: Response,
    pub flagged: bool,
    /// 0–100.
    pub confidence: Option<u8>,
    pub spent_ms: i64,
    /// Rises with every change (ms of the device): an older one never replaces a newer.
    pub change: i64,
}

/// A sitting that is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    pub marks: Vec<Mark>,
}

impl Marked {
    pub fn points(&self) -> f64 {
        self.marks.iter().map(|mark| mark.points).sum()
    }
}

/// What came of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub points: f64,
    pub answered: bool,
    #[serde(flatten)]
    pub graded: Graded,
}
