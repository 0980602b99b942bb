//! What is indexed, asked and found.

use crate::call::SpaceId;
use crate::error::Result;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    Item,
    Deck,
    Explanation,
    /// A learner's own source (a saved article).
    Source,
}

impl DocumentKind {
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentKind::Item => "item",
            DocumentKind::Deck => "deck",
            DocumentKind::Explanation => "explanation",
            DocumentKind::Source => "source",
        }
    }

    pub fn parse(word: &str) -> Option<DocumentKind> {
        use DocumentKind::*;
        [Item, Deck, Explanation, Source].into_iter().find(|k| k.as_str() == word)
    }
}

/// What the index keeps of a thing. The text is not given back: the database is.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub space: SpaceId,
    pub id: Uuid,
    pub kind: DocumentKind,
    pub version: i64,
    /// BCP 47; picks the stemmer (English, German), none for others.
    pub language: Option<String>,
    pub title: String,
    pub body: String,
}

/// A question to the index.
#[derive(Debug, Clone)]
pub struct Query {
    /// As typed: words, "phrases"; the last word may be unfinished when `as_you_type`.
    pub text: String,
    /// Only what lies in these spaces.
    pub spaces: Vec<SpaceId>,
    pub kinds: Vec<DocumentKind>,
    pub as_you_type: bool,
    pub limit: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub space: SpaceId,
    pub id: Uuid,
    pub kind: DocumentKind,
    pub score: f32,
}

/// An index engine. Implementations: crate `search` (tantivy); a small one in memory for core's tests.
pub trait SearchIndex: Send + Sync {
    /// Names this very index: one that was made anew has another identity, and is filled from the beginning.
    fn identity(&self) -> String {
        "memory".into()
    }
    /// Puts documents in, replacing what has the same (space, id), and takes the named ones out. Visible after `commit`.
    fn apply(&self, put: Vec<Document>, remove: Vec<(SpaceId, Uuid)>) -> Result<()>;
    /// Takes everything of a space out. Visible after `commit`; what is put in after this call stays.
    fn remove_space(&self, space: SpaceId) -> Result<()>;
    /// Makes what was applied visible and durable.
    fn commit(&self) -> Result<()>;
    /// Empties the index, before a rebuild.
    fn clear(&self) -> Result<()>;
    /// Best first. A query that means nothing finds nothing; it is never an error.
    fn find(&self, query: &Query) -> Result<Vec<Found>>;
}
