//! What takes a change back.

use crate::plan::NewExam;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The act that undoes a change, kept as JSON beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inverse {
    /// Put these items into the bin (they were made).
    BinItems {
        items: Vec<Uuid>,
    },
    /// Take these items out of the bin.
    RestoreItems {
        items: Vec<Uuid>,
    },
    /// Give each item the text, tags and deck of an earlier version; applies where the item still has `from`.
    RestoreVersions {
        items: Vec<(Uuid, i64)>,
    },
    /// Put each item back into its deck.
    MoveItems {
        items: Vec<(Uuid, Uuid)>,
    },
    /// Tags as they were.
    SetTags {
        items: Vec<(Uuid, Vec<String>)>,
    },
    BinDeck {
        deck: Uuid,
    },
    RestoreDeck {
        deck: Uuid,
    },
    RenameDeck {
        deck: Uuid,
        name: String,
        parent: Option<Uuid>,
    },
    /// Description and language as they were.
    DescribeDeck {
        deck: Uuid,
        description: String,
        language: Option<String>,
    },
    /// The deck into this course, or none.
    SetCourse {
        deck: Uuid,
        course: Option<Uuid>,
    },
    BinCourse {
        course: Uuid,
    },
    RestoreCourse {
        course: Uuid,
    },
    EditCourse {
        course: Uuid,
        name: String,
        hue: String,
        letter: String,
    },
    BinTopic {
        topic: Uuid,
    },
    RestoreTopic {
        topic: Uuid,
    },
    RenameTopic {
        topic: Uuid,
        name: String,
    },
    BinExam {
        exam: Uuid,
    },
    RestoreExam {
        exam: Uuid,
    },
    /// The exam as it was.
    EditExam {
        exam: Uuid,
        before: Box<NewExam>,
    },
    /// Back among the open drafts; what became items goes into the bin.
    ReopenDrafts {
        drafts: Vec<Uuid>,
    },
    /// Takes events back: (event, card).
    Retract {
        events: Vec<(Uuid, Uuid)>,
    },
    /// Marks as they were: (card, suspended, buried until, flag).
    SetMarks {
        cards: Vec<(Uuid, bool, Option<i32>, u8)>,
    },
}
