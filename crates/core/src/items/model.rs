//! What an item is, as stored.

use crate::call::SpaceId;
use formats::item::{Content, Kind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest content of an item, in bytes of its JSON.
pub const CONTENT_LIMIT: usize = 1_000_000;
/// The longest tag, in characters.
pub const TAG_LIMIT: usize = 100;

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub space: SpaceId,
    pub id: Uuid,
    pub version: i64,
    pub deck: Uuid,
    pub kind: Kind,
    /// Copies keep it, and with it their learner's memory.
    pub lineage: Uuid,
    pub language: Option<String>,
    pub content: Content,
    /// One plain line for lists.
    pub summary: String,
    pub tags: Vec<String>,
    pub source: Option<Uuid>,
    pub anchor: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub deleted_at: Option<i64>,
}

/// What a new item is made of.
#[derive(Debug, Clone)]
pub struct NewItem {
    pub deck: Uuid,
    pub content: Content,
    pub tags: Vec<String>,
    pub language: Option<String>,
    pub source: Option<Uuid>,
    pub anchor: Option<String>,
    /// Only the server's own copies and imports set a foreign one.
    pub lineage: Option<Uuid>,
    pub id: Option<Uuid>,
    /// The unfinished import that makes it.
    pub batch: Option<Uuid>,
    /// The file's own time of change, epoch ms; 0 unknown.
    pub file_time: i64,
}

impl NewItem {
    pub fn new(deck: Uuid, content: Content) -> NewItem {
        NewItem {
            deck,
            content,
            tags: Vec::new(),
            language: None,
            source: None,
            anchor: None,
            lineage: None,
            id: None,
            batch: None,
            file_time: 0,
        }
    }
}

/// An edit: the whole new text, made from `version`.
#[derive(Debug, Clone)]
pub struct EditItem {
    pub version: i64,
    pub deck: Uuid,
    pub content: Content,
    pub tags: Vec<String>,
    pub language: Option<String>,
    /// "This asks something new": a new lineage, so the cards start anew; the old reviews stay in the log.
    pub asks_something_new: bool,
}

/// What an item was before a change, kept as JSON in `versions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemVersion {
    pub deck: Uuid,
    pub content: Content,
    pub tags: Vec<String>,
    pub language: Option<String>,
    pub lineage: Uuid,
}

/// Folds a tag for comparing: NFKC, lower case.
pub fn fold_tag(tag: &str) -> String {
    crate::decks::model::fold_name(tag)
}
