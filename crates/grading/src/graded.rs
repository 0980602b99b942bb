//! What came of grading.

use crate::reason::Reason;
use serde::{Deserialize, Serialize};

/// The step of the ladder that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// The first accepted answer, after normalisation.
    Exact,
    /// Another accepted answer.
    Accepted,
    Number,
    Formula,
    Typo,
    /// Key points of a free text.
    Rubric,
    /// What was chosen, paired, ordered, ticked or filled, against the key.
    Parts,
    /// No rung knew the answer, or there was none.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Right,
    Partly,
    Wrong,
}

impl Verdict {
    /// All of the score is right, none is wrong.
    pub fn of(score: f64) -> Verdict {
        match score {
            s if s >= 1.0 - 1e-9 => Verdict::Right,
            s if s > 1e-9 => Verdict::Partly,
            _ => Verdict::Wrong,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graded {
    /// 0 to 1.
    pub score: f64,
    pub verdict: Verdict,
    pub rung: Rung,
    pub reason: Reason,
    /// Of answers of several parts, in the order of the key: listed answers, gaps, key points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartGraded>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartGraded {
    pub score: f64,
    pub verdict: Verdict,
    pub rung: Rung,
    pub reason: Reason,
}

impl Graded {
    pub(crate) fn new(score: f64, rung: Rung, reason: Reason) -> Graded {
        let score = if score.is_finite() { score.clamp(0.0, 1.0) } else { 0.0 };
        Graded { score, verdict: Verdict::of(score), rung, reason, parts: Vec::new() }
    }

    pub(crate) fn wrong(rung: Rung, reason: Reason) -> Graded {
        Graded::new(0.0, rung, reason)
    }

    pub(crate) fn into_part(self) -> PartGraded {
        PartGraded { score: self.score, verdict: self.verdict, rung: self.rung, reason: self.reason }
    }
}
