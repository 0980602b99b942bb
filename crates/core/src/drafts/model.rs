//! What a source and a draft are.

use crate::call::SpaceId;
use formats::item::Content;
use uuid::Uuid;

/// Something learnt from: a saved article or text.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub space: SpaceId,
    pub id: Uuid,
    pub version: i64,
    /// `document`, `note` or `explanation`.
    pub kind: String,
    /// Of an explanation: the name in its address.
    pub key: Option<String>,
    pub course: Option<Uuid>,
    pub title: String,
    pub language: Option<String>,
    /// Where it was saved from, as the file said; not to be trusted as an address.
    pub origin: Option<String>,
    /// Markdown.
    pub content: String,
    pub words: i64,
    pub created_at: i64,
}

/// A source in a list, with how many drafts still wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    pub id: Uuid,
    pub title: String,
    pub course: Option<Uuid>,
    pub words: i64,
    pub created_at: i64,
    pub open_drafts: i64,
    pub accepted: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftState {
    Open,
    Accepted,
    Rejected,
}

impl DraftState {
    pub const ALL: [DraftState; 3] = [DraftState::Open, DraftState::Accepted, DraftState::Rejected];

    pub fn as_str(self) -> &'static str {
        match self {
            DraftState::Open => "open",
            DraftState::Accepted => "accepted",
            DraftState::Rejected => "rejected",
        }
    }

    pub fn parse(word: &str) -> Option<DraftState> {
        DraftState::ALL.into_iter().find(|s| s.as_str() == word)
    }
}

/// Something found in a source, not an item until it is accepted. The item then has the draft's id.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub space: SpaceId,
    pub id: Uuid,
    pub source: Option<Uuid>,
    /// Where the import suggests to put it.
    pub deck: Option<Uuid>,
    pub content: Content,
    pub language: Option<String>,
    /// `question`, `flashcard`, `definition`, `faq`.
    pub found_as: String,
    pub state: DraftState,
    /// The source's own words that it comes from.
    pub quote: Option<String>,
}

/// Where an item comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub source: Uuid,
    pub title: String,
    pub quote: String,
}
