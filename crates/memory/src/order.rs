//! In which order cards wait, and which keep slipping.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{Due, StudyDay, fuzz::fold_128};

/// Whether a card has just become a leech: at `threshold` lapses, then at every half threshold (rounded up) more, as in
/// Anki. Never with a threshold of 0.
#[must_use]
pub const fn is_leech(lapses: u32, threshold: u32) -> bool {
    threshold > 0 && lapses >= threshold && (lapses - threshold).is_multiple_of(threshold.div_ceil(2))
}

/// A key that shuffles cards anew each day, and the same way all day on every device.
#[must_use]
pub fn shuffle_key(day: StudyDay, card: u128) -> u64 {
    mix(mix(fold_128(card)) ^ u64::from(day.0.cast_unsigned()))
}

/// The order in which due reviews come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOrder {
    /// Longest due first; shuffled among those of one day.
    #[default]
    Due,
    /// Least likely to be recalled first: what is nearly forgotten.
    RecallAscending,
    /// Most likely to be recalled first: a backlog loses least this way.
    RecallDescending,
    /// Shuffled, anew each day.
    Shuffled,
}

/// A card that waits for review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// Its id.
    pub card: u128,
    /// Since when.
    pub due: Due,
    /// The probability that it is recalled, 0 to 1.
    pub recall: f64,
}

impl ReviewOrder {
    /// Which of two waiting cards comes first on `today`. A total order: equal only for the same card.
    #[must_use]
    pub fn compare(self, today: StudyDay, a: &Waiting, b: &Waiting) -> Ordering {
        let first = match self {
            Self::Due => a.due.sort_key().cmp(&b.due.sort_key()),
            Self::RecallAscending => a.recall.total_cmp(&b.recall),
            Self::RecallDescending => b.recall.total_cmp(&a.recall),
            Self::Shuffled => Ordering::Equal,
        };
        first
            .then_with(|| shuffle_key(today, a.card).cmp(&shuffle_key(today, b.card)))
            .then_with(|| a.card.cmp(&b.card))
    }
}

/// Spreads the bits of a number: neighbours become unrelated (xorshift and multiply, the SplitMix64 finaliser).
pub const fn mix(number: u64) -> u64 {
    let n = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
