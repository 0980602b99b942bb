//! What is searched: how an exam is gone about.

use serde::{Deserialize, Serialize};

/// How an exam is gone about. Everything that a planner would draw by hand (low retention early, a last pass over the cards
/// in the final days, which cards can be spared it) follows from the price: see `timing.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Seconds that it is worth that one card is recalled on the exam day instead of forgotten. Higher: more work, more
    /// recall.
    pub price: f64,
    /// New cards are all in so many days before the exam. They come in evenly until then, before any review of a day, so
    /// that none is left unseen when time is scarce.
    pub new_by: u32,
    /// Whether minutes that are left on a day go to the cards that are known worst: where the target is not reached
    /// otherwise.
    pub fill: bool,
}
