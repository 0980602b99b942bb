//! What a round is.

use super::format::Format;
use crate::error::{Error, Result};
use crate::study::QueueCard;
use uuid::Uuid;

/// The most items that a round can aim for.
pub const MOST_RIGHT: u16 = 100;
/// The longest round, minutes.
pub const MOST_MINUTES: u16 = 60;
/// Nobody answers more cards in a minute for long.
const CARDS_A_MINUTE: usize = 12;

/// What is practised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// Everything that the learner studies.
    All,
    /// A deck and what lies below it.
    Deck(Uuid),
    Course(Uuid),
    /// A topic and the topics below it.
    Topic(Uuid),
    /// What is nearly forgotten, was just forgotten, or keeps slipping.
    Weak,
    /// Exactly these cards (a search, "again with the missed ones").
    Cards(Vec<Uuid>),
}

/// When a round ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// So many items are right.
    Right(u16),
    Minutes(u16),
}

impl Goal {
    /// # Errors
    /// `Invalid` on `goal` or `minutes` when it is none or too much.
    pub fn checked(self) -> Result<Goal> {
        match self {
            Goal::Right(n) if !(1..=MOST_RIGHT).contains(&n) => Err(Error::invalid("goal", "practice-goal-range")),
            Goal::Minutes(n) if !(1..=MOST_MINUTES).contains(&n) => {
                Err(Error::invalid("minutes", "practice-minutes-range"))
            }
            goal => Ok(goal),
        }
    }

    /// So many cards are brought for it, at most.
    pub fn cards(self) -> usize {
        let most = usize::from(MOST_RIGHT);
        match self {
            Goal::Right(n) => usize::from(n).min(most),
            Goal::Minutes(n) => (usize::from(n) * CARDS_A_MINUTE).min(most),
        }
    }
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Plain text.
    pub text: String,
    pub right: bool,
}

/// A card of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Practised {
    /// What each rating would promise, for an answer that is asked so.
    pub card: QueueCard,
    pub format: Format,
    /// For [`Format::Choice`], in the order to show them: one is right.
    pub choices: Vec<Shown>,
    /// For [`Format::Cued`]: what is right, the answer to show first.
    pub accepted: Vec<String>,
    /// The first letters of the answer; none for a number.
    pub cue: Option<String>,
    /// How sure the learner is, is asked before the answer is shown.
    pub asks_confidence: bool,
}

/// Cards to practise, the weakest first, new ones last.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Round {
    pub cards: Vec<Practised>,
}
