//! What stands in the library.

use formats::explanation::Level;
use uuid::Uuid;

/// A subject (no parent) or a topic below one.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    pub id: Uuid,
    pub parent: Option<Uuid>,
    /// Part of the address, unique among its siblings.
    pub key: String,
    pub name: String,
    pub name_de: Option<String>,
    /// Of a subject: teal, blue, indigo, violet, plum or rose.
    pub hue: String,
    pub letter: String,
    pub letter_de: Option<String>,
}

impl Topic {
    /// The name on a page in this language.
    pub fn name(&self, language: &str) -> &str {
        self.name_de.as_deref().filter(|_| language.starts_with("de")).unwrap_or(&self.name)
    }

    /// The letter on a subject's tile.
    pub fn letter(&self, language: &str) -> &str {
        self.letter_de.as_deref().filter(|_| language.starts_with("de")).unwrap_or(&self.letter)
    }
}

/// An explanation as lists know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: Uuid,
    pub version: i64,
    pub slug: String,
    pub title: String,
    /// BCP 47.
    pub language: String,
    /// The same word in every language version.
    pub translation: Option<String>,
    pub level: Level,
    pub topic: Uuid,
    /// What is read, in words.
    pub words: i64,
    pub deck: Uuid,
    /// Cards to study.
    pub cards: i64,
}

impl Entry {
    /// At 200 words a minute, as the explanation's own page says.
    pub fn minutes(&self) -> i64 {
        (self.words + 199).div_euclid(200).max(1)
    }
}

/// An explanation with its Markdown (docs/handbook/explanations.md).
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    pub entry: Entry,
    pub markdown: String,
    /// From the subject inwards.
    pub path: Vec<Topic>,
}

/// Everything that the library lists.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// Parents before children, in their order.
    pub topics: Vec<Topic>,
    /// In the order of topics, then of titles.
    pub entries: Vec<Entry>,
}

impl Shelf {
    pub fn subjects(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(|t| t.parent.is_none())
    }

    pub fn below(&self, parent: Uuid) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(move |t| t.parent == Some(parent))
    }

    pub fn topic(&self, id: Uuid) -> Option<&Topic> {
        self.topics.iter().find(|t| t.id == id)
    }

    /// From the subject inwards.
    pub fn path(&self, topic: Uuid) -> Vec<&Topic> {
        let mut path: Vec<&Topic> = Vec::new();
        let mut next = self.topic(topic);
        while let Some(here) = next.filter(|_| path.len() <= self.topics.len()) {
            path.push(here);
            next = here.parent.and_then(|id| self.topic(id));
        }
        path.reverse();
        path
    }

    /// The subject that a topic belongs to.
    pub fn subject(&self, topic: Uuid) -> Option<&Topic> {
        self.path(topic).first().copied()
    }

    /// What lies in a topic or below it.
    pub fn within(&self, topic: Uuid) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| self.path(e.topic).iter().any(|t| t.id == topic))
    }
}

/// How well a learner knows a deck of the library.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Recall {
    /// Mean chance of recall of the cards that were answered, 0–1; `None` before the first answer.
    pub share: Option<f64>,
    pub answered: i64,
    pub cards: i64,
    pub due: i64,
}

/// Where somebody stopped reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub source: Uuid,
    /// The heading's anchor, empty at the beginning.
    pub anchor: String,
    /// 0–1.
    pub share: f64,
    pub at: i64,
}
