//! What a deck is.

use crate::call::SpaceId;
use uuid::Uuid;

/// Separates the folded names in `path_key`; sorts before every printable character, so a subtree is one range.
pub const PATH_SEPARATOR: char = '\u{1F}';

/// The longest deck name, in characters.
pub const NAME_LIMIT: usize = 200;

/// The longest description, in characters.
pub const DESCRIPTION_LIMIT: usize = 20_000;

/// The deepest nesting.
pub const DEPTH_LIMIT: usize = 20;

#[derive(Debug, Clone, PartialEq)]
pub struct Deck {
    pub space: SpaceId,
    pub id: Uuid,
    pub version: i64,
    pub parent: Option<Uuid>,
    pub course: Option<Uuid>,
    /// The explanation or note that owns this deck: its text is the master.
    pub source: Option<Uuid>,
    pub name: String,
    pub path_key: String,
    pub description: String,
    pub language: Option<String>,
    /// Live items lying in this very deck.
    pub items: i64,
    pub deleted_at: Option<i64>,
    /// While its items still come back from the bin: when they went in.
    pub restored_from: Option<i64>,
}

impl Deck {
    /// 0 for an outermost deck.
    pub fn depth(&self) -> usize {
        self.path_key.matches(PATH_SEPARATOR).count()
    }
}

/// What a new deck is made of.
#[derive(Debug, Clone, Default)]
pub struct NewDeck {
    pub parent: Option<Uuid>,
    pub course: Option<Uuid>,
    pub source: Option<Uuid>,
    pub topic: Option<Uuid>,
    pub name: String,
    pub description: String,
    pub language: Option<String>,
    pub origin: Option<String>,
    /// The unfinished import that makes it; invisible until that is done.
    pub batch: Option<Uuid>,
    /// A given id (starter decks); otherwise a new one.
    pub id: Option<Uuid>,
}

/// Folds a name for comparing and ordering: NFKC, lower case, single spaces.
pub fn fold_name(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let lower: String = name.nfkc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
