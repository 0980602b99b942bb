//! What the queue follows on the day of the plan.

use serde::{Deserialize, Serialize};

use super::{CardId, ExamId, TopicId};
use crate::{MemoryState, Parameters, Retention, StudyDay, simulate::Row};

/// What the queue of one day does under the plan. Topics that no exam ahead asks for are not in it: the learner's own
/// settings hold there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guidance {
    /// The day it is for.
    pub day: StudyDay,
    /// How many new cards of each topic come in, as the day's steps say.
    pub new_cards: Vec<(TopicId, u32)>,
    /// The cards to review, in the order to review them: no others of these topics, even if they are due.
    pub reviews: Vec<Wanted>,
    /// The topics under the plan, with what governs them.
    pub topics: Vec<(TopicId, Governed)>,
    /// How long cards are left alone when they are answered on this day, by exam.
    pub rows: Vec<(ExamId, Row)>,
}

/// A card that the plan wants reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// The card.
    pub card: CardId,
    /// Whether this is its last planned review before its exam: the consolidation pass. It may come before it is due.
    pub consolidation: bool,
}

/// What governs a topic's cards.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Governed {
    /// The plan for this exam, the next that asks for the topic.
    Exam(ExamId),
    /// Its exams are over, and it is kept for good.
    Kept(Retention),
    /// Its exams are over, and it was let go: no reviews.
    LetGo,
}

impl Guidance {
    /// The retention to promise a card of `topic` with, when an answer on this day leaves it in the state `after`; `None`
    /// if the topic is not under the plan, and the learner's own setting holds. For [`Governed::LetGo`] the lowest.
    ///
    /// Under an exam this is the recall that the card will have fallen to on the day the plan wants it back.
    #[must_use]
    pub fn retention(&self, parameters: &Parameters, topic: TopicId, after: MemoryState) -> Option<Retention> {
        let governed = self.topics.iter().find(|(id, _)| *id == topic)?.1;
        match governed {
            Governed::Kept(retention) => Some(retention),
            Governed::LetGo => Retention::new(Retention::MIN).ok(),
            Governed::Exam(exam) => {
                let row = &self.rows.iter().find(|(id, _)| *id == exam)?.1;
                Some(row.retention(parameters, after))
            }
        }
    }

    /// New cards of a topic that come in on this day; 0 if it is not under the plan.
    #[must_use]
    pub fn new_cards_of(&self, topic: TopicId) -> u32 {
        self.new_cards.iter().find(|(id, _)| *id == topic).map_or(0, |(_, count)| *count)
    }
}
