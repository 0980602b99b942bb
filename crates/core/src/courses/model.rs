//! What a course and a topic are.

use crate::call::SpaceId;
use uuid::Uuid;

/// The colours of subjects; with a letter, so that no two are told apart by colour alone.
pub const HUES: [&str; 6] = ["teal", "blue", "indigo", "violet", "plum", "rose"];

/// The longest name of a course or topic, in characters.
pub const NAME_LIMIT: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pub space: SpaceId,
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    /// One of [`HUES`].
    pub hue: String,
    /// One or two characters on the tile.
    pub letter: String,
    pub language: Option<String>,
    pub deleted_at: Option<i64>,
}

/// What a course is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCourse {
    pub name: String,
    /// Blank: one that few of the learner's courses have.
    pub hue: String,
    /// Blank: the name's first.
    pub letter: String,
    pub language: Option<String>,
}

/// A node of a course's tree of topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub id: Uuid,
    pub parent: Option<Uuid>,
    pub name: String,
    /// 0 for an outermost one.
    pub depth: usize,
}
