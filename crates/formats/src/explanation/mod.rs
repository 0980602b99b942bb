//! Explanations of the public library: Markdown with a few directives (docs/handbook/explanations.md says how they are
//! written). [`parse`] reads one file and gives everything that its page shows, or every problem with its line and mend.
//!
//! Pure: pictures are named, not opened. [`figure::inline_svg`] makes one of our own SVG files safe to stand in a page,
//! [`subjects::parse`] reads the list of subjects and topics.

pub mod figure;
pub mod subjects;

mod blocks;
mod footnotes;
mod front_matter;
mod html;
mod items;
mod parse;
#[cfg(test)]
mod starter_tests;
#[cfg(test)]
mod tests;

use crate::item::{Content, NAMESPACE};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

pub use parse::parse;

/// One explanation, read whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The file's name without its ending, `a-z 0-9 -`; unique in the library and the last part of its address.
    pub slug: String,
    /// BCP 47 tag, `en` or `de` in the starter library.
    pub language: String,
    /// The same word in all language versions of one explanation.
    pub translation: Option<String>,
    /// Key of a [`subjects::Subject`].
    pub subject: String,
    /// Keys of topics from the outermost inwards; never empty.
    pub topic: Vec<String>,
    pub level: Level,
    pub title: String,
    /// One or two sentences below the title.
    pub lead: Rich,
    pub author: String,
    /// Who checked it; `None` until somebody has.
    pub checked_by: Option<String>,
    pub updated: jiff::civil::Date,
    /// Counted from 1, raised by the author.
    pub version: u32,
    /// Computed from the words that are read, at least 1.
    pub reading_minutes: u32,
    /// Questions answered in the page before reading; three in the starter library.
    pub teasers: Vec<Teaser>,
    pub sections: Vec<Section>,
    pub takeaways: Vec<Rich>,
    pub faq: Vec<Question>,
    /// The teasers as choice items first, then the others, in the order of the file; keys are unique.
    pub items: Vec<ExplanationItem>,
    /// Footnotes in the order of their first mention.
    pub references: Vec<Reference>,
    /// Slugs of other explanations.
    pub related: Vec<String>,
}

/// For whom an explanation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    School,
    Vocational,
    University,
}

impl Level {
    pub const ALL: [Level; 3] = [Level::School, Level::Vocational, Level::University];

    /// The word of the front matter, the database and search.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::School => "school",
            Level::Vocational => "vocational",
            Level::University => "university",
        }
    }

    pub fn parse(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

/// Text in both forms: sanitised HTML to show, plain words to search, to count and to read aloud.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rich {
    /// Sanitised; a single paragraph comes without its `<p>`.
    pub html: String,
    pub plain: String,
}

/// A question with choices, of which exactly one is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Teaser {
    pub prompt: Rich,
    /// At least two, one of them right.
    pub choices: Vec<TeaserChoice>,
    /// Key of the item that asks the same (every teaser is also an item): what a visitor answered is kept there.
    pub item: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeaserChoice {
    pub text: Rich,
    pub right: bool,
    /// Why it is right or wrong.
    pub reason: Rich,
}

/// What stands under one heading of the contents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub heading: Rich,
    /// The heading's id in the page, unique in the explanation.
    pub anchor: String,
    pub parts: Vec<Part>,
}

/// A piece of a section, in reading order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// Sanitised paragraphs, lists, tables; footnote marks are links to `#fn1`.
    Text(Rich),
    Definition {
        term: Rich,
        meaning: Rich,
        /// Id in the page: `def-` and the term.
        anchor: String,
    },
    Figure(Figure),
    /// A formula in a line of its own, with a label for screen readers.
    Formula {
        label: String,
        body: Rich,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Counted from 1 through the explanation.
    pub number: u32,
    /// A name in the media folder, without any folder.
    pub file: String,
    /// What the picture shows, in words.
    pub alt: String,
    pub caption: Rich,
}

impl Figure {
    /// Whether it is to stand in the page by [`figure::inline_svg`] (so that it follows the theme), not as `<img>`.
    pub fn is_svg(&self) -> bool {
        self.file.ends_with(".svg")
    }
}

/// One entry of the FAQ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub question: Rich,
    /// Sanitised blocks.
    pub answer: Rich,
}

/// A footnote: its id in the page is `fn` and its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Counted from 1.
    pub number: u32,
    pub text: Rich,
    /// Ids of the marks in the text that lead here, in order: `r1`, `r1-2`, …; never empty.
    pub marks: Vec<String>,
}

/// An item that belongs to the explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplanationItem {
    /// Unique in the explanation: written as `{#key}`, or else made of the question. It names the knowledge for good.
    pub key: String,
    pub content: Content,
    /// Anchor of the section that answers it.
    pub section: Option<String>,
}

impl ExplanationItem {
    /// The lineage of the item, the same at every seeding, so that learners keep what they know.
    pub fn lineage(&self, slug: &str) -> Uuid {
        lineage(slug, &self.key)
    }
}

/// The lineage of the item `key` of the explanation `slug`.
pub fn lineage(slug: &str, key: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("explanation-item:{slug}/{key}").as_bytes())
}

impl Explanation {
    /// The figures in the order of their numbers; their files lie in the library's media folder.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.sections.iter().flat_map(|section| &section.parts).filter_map(|part| match part {
            Part::Figure(figure) => Some(figure),
            _ => None,
        })
    }

    /// Everything that can be read, for search: one line per heading, paragraph, definition, question.
    pub fn plain_text(&self) -> String {
        let mut lines: Vec<&str> = vec![&self.lead.plain];
        for section in &self.sections {
            lines.push(&section.heading.plain);
            for part in &section.parts {
                match part {
                    Part::Text(text) => lines.push(&text.plain),
                    Part::Definition { term, meaning, .. } => lines.extend([term.plain.as_str(), &meaning.plain]),
                    Part::Figure(figure) => lines.extend([figure.alt.as_str(), &figure.caption.plain]),
                    Part::Formula { label, .. } => lines.push(label),
                }
            }
        }
        lines.extend(self.takeaways.iter().map(|t| t.plain.as_str()));
        for entry in &self.faq {
            lines.extend([entry.question.plain.as_str(), &entry.answer.plain]);
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

/// Something in a file that has to be mended before it can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    pub message: String,
    pub mend: String,
}

impl Problem {
    pub(crate) fn new(line: usize, message: impl Into<String>, mend: impl Into<String>) -> Problem {
        Problem { line, message: message.into(), mend: mend.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {} {}", self.line, self.message, self.mend)
    }
}

impl std::error::Error for Problem {}
