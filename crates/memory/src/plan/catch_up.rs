//! Catching up after a break: what is overdue is spread over days, and what the waiting costs is said before.

use serde::{Deserialize, Serialize};

use super::{Card, CardId};
use crate::{StudyDay, simulate::Learner};

/// A backlog spread over days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CatchUp {
    /// The days it takes: "back on track in 6 days". At least 1.
    pub days: u32,
    /// Cards that wait beyond today, and therefore lose.
    pub waiting: u32,
    /// Mean recall that those lose by waiting, at least 0: 0.03 is "−3 %".
    pub lost: f64,
    /// Where each overdue card goes, today first; within a day in the order to review them.
    pub placed: Vec<(CardId, StudyDay)>,
}
