//! What a plan is made from.

use serde::{Deserialize, Serialize};

use super::{Step, StepId};
use crate::{
    MemoryState, Retention, StudyDay,
    simulate::{Learner, Policy},
};

/// Makes the type of an id: a UUID as one number, stored as its 16 bytes.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "[u8; 16]", into = "[u8; 16]")]
        pub struct $name(pub u128);

        impl From<[u8; 16]> for $name {
            fn from(bytes: [u8; 16]) -> Self {
                Self(u128::from_be_bytes(bytes))
            }
        }

        impl From<$name> for [u8; 16] {
            fn from(id: $name) -> Self {
                id.0.to_be_bytes()
            }
        }
    };
}
pub(super) use id;

id!(
    /// A card.
    CardId
);
id!(
    /// A course: what somebody studies for.
    CourseId
);
id!(
    /// A topic of a course.
    TopicId
);
id!(
    /// The date of an exam.
    ExamId
);
id!(
    /// Something to read, a quiz or a mock exam.
    MaterialId
);

/// Everything that a plan depends on. Two equal requests give the same plan to the bit; the order of `topics` and of
/// `cards` is the order in which new cards come, the order of the other lists does not matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The study day it is made for: the first day that is planned.
    pub today: StudyDay,
    /// How the learner is taken to remember and how long answers take.
    pub learner: Learner,
    /// Answers that this learner has given so far: below [`super::ANSWERS_NEEDED`] there is no plan.
    pub answers: u32,
    /// When the learner can study.
    pub availability: Availability,
    /// What is studied for.
    pub exams: Vec<Exam>,
    /// All topics that anything below names.
    pub topics: Vec<Topic>,
    /// The cards of these topics: seen and new ones. Suspended cards are left out by the caller.
    pub cards: Vec<Card>,
    /// What is to be read, quizzes, mock exams.
    pub materials: Vec<Material>,
    /// What the learner saw of the plan before, if there was one.
    pub shown: Option<Shown>,
    /// Steps that were done, of any day; those that are not reviews or new cards are planned no more.
    pub done: Vec<StepId>,
}

/// Minutes by day. A day's minutes are its `changed` value if it has one, else 0 if it is `off`, else those of its
/// weekday; less what is `busy` then. At most 1,440.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Availability {
    /// Minutes, from Monday to Sunday.
    pub weekdays: [u16; 7],
    /// Days off.
    pub off: Vec<StudyDay>,
    /// Days that have other minutes than their weekday, once. The last one counts if a day is named twice.
    pub changed: Vec<(StudyDay, u16)>,
    /// Minutes lost to other things (an imported calendar); several of one day add up.
    pub busy: Vec<(StudyDay, u16)>,
}

/// An exam on a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exam {
    /// Its id.
    pub id: ExamId,
    /// The study day it is on, from [`crate::study_day`] of its instant. The last day to study for it is the one before,
    /// so that an exam at midnight, in a learner's day that ends at 4 o'clock, takes no minutes from the day it ends.
    pub day: StudyDay,
    /// How much it matters beside the others, above 0 and at most 1,000; 1 is usual.
    pub weight: f64,
    /// The mean recall to reach on the day, weighted by topic: above 0 and below 1. What a target *grade* asks of recall
    /// is for the grade model to say.
    pub target: f64,
    /// Its topics, each with a weight of at least 0 (finite; the sum is made 1). None: no material was chosen yet.
    pub topics: Vec<(TopicId, f64)>,
    /// What becomes of its cards afterwards.
    pub after: After,
}

/// What becomes of an exam's cards when it is over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// They are kept for good, at this retention.
    Keep(Retention),
    /// They are let go: no more reviews, unless another exam asks for their topic.
    LetGo,
}

/// A topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// The course it belongs to.
    pub course: CourseId,
}

/// A card as the plan sees it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// Its topic.
    pub topic: TopicId,
    /// Its memory; `None` for a new card.
    pub memory: Option<CardMemory>,
}

/// The memory of a card that was answered at least once.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CardMemory {
    /// Right after the last answer.
    pub state: MemoryState,
    /// The study day of that answer. A day after today counts as today.
    pub last_day: StudyDay,
    /// The day it was promised for.
    pub due: StudyDay,
}

/// Something that is done once and takes its minutes, beside cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// Its id.
    pub id: MaterialId,
    /// The topic it belongs to; of a mock exam: any topic of its exam.
    pub topic: TopicId,
    /// What it is.
    pub kind: MaterialKind,
    /// Minutes that it takes as a whole, 1 to 6,000.
    pub minutes: u16,
}

/// Kinds of material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum MaterialKind {
    /// Pages `first` to `last` of a document, read in pieces before the topic's cards are learnt.
    Reading {
        /// The first page.
        first: u32,
        /// The last page, at least `first`.
        last: u32,
    },
    /// A quiz, taken some days after its topic was learnt.
    Quiz {
        /// How many questions.
        questions: u16,
    },
    /// A mock exam, taken in the last two weeks before `exam`; its mistakes are mended the day after.
    MockExam {
        /// The exam that it rehearses.
        exam: ExamId,
    },
}

/// What the learner saw of an earlier plan. Days before today in it were missed unless their steps are `done`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Its steps, [`super::Plan::steps`] as they were, with those that the learner moved on their new day and `pinned`.
    pub steps: Vec<Step>,
    /// How it went about each exam, [`super::Plan::policies`].
    pub policies: Vec<(ExamId, Policy)>,
}

/// Why no plan can be made of a request.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidRequest {
    /// Two things of one kind have the same id.
    #[error("two {0} have the same id")]
    Twice(&'static str),
    /// Something names a topic that `topics` does not have.
    #[error("{0} names a topic that is not among the topics")]
    UnknownTopic(&'static str),
    /// A mock exam names an exam that is not there.
    #[error("a mock exam names an exam that is not among the exams")]
    UnknownExam,
    /// A weight is negative, not finite or too large.
    #[error("a weight is {0}; an exam's must be above 0, a topic's at least 0, both at most 1,000")]
    Weight(f64),
    /// A target recall is not between 0 and 1.
    #[error("a target of {0} does not lie between 0 and 1")]
    Target(f64),
    /// A material takes no minutes or too many, or its last page is before its first.
    #[error("a material takes {0} minutes; 1 to 6,000 can be planned, and its last page may not precede the first")]
    Material(u16),
    /// The learner's habits or paces cannot be.
    #[error(transparent)]
    Learner(#[from] crate::simulate::InvalidLearner),
    /// More cards, topics, exams or materials than can be planned.
    #[error("too many {0}: {1}, at most {2}")]
    TooMany(&'static str, usize, usize),
}
