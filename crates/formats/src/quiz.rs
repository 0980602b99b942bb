//! Question files of other programs, in and out: GIFT, Aiken, Moodle XML, and QTI 2.1 packages in.
//!
//! Every reader yields the same [`Question`], which holds all that is supported, so that what was read can be written again.
//! What could not be read, or read only in part, is an [`Entry::Skipped`] with its place; what a writer could not say is
//! [`Written::missing`]. docs/handbook/quiz-files.md is the list for people.

pub mod aiken;
mod decimal;
pub mod gift;
pub mod items;
mod lost;
pub mod model;
pub mod moodle;
pub mod qti;
mod report;
mod sniff;
#[cfg(test)]
mod tests;
mod wrap;
mod xml;

pub use crate::fault::Fault;
pub use decimal::Decimal;
pub use model::*;
pub use sniff::{sniff, sniff_zip};

use crate::anki::Stop;
use crate::notice::{Notice, Place};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// The formats of question files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Gift,
    Aiken,
    MoodleXml,
    /// A package (zip), or a single item's XML.
    Qti,
}

impl FileKind {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Gift => "GIFT",
            FileKind::Aiken => "Aiken",
            FileKind::MoodleXml => "Moodle XML",
            FileKind::Qti => "QTI",
        }
    }
}

/// One thing that a file holds, in the file's order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The questions after it lie in it; each also names it ([`Question::category`]).
    Category(Category),
    Question(Box<Question>),
    /// What could not be read, or is left out of the question that it names: where, why, and the mend.
    Skipped {
        place: Place,
        why: Notice,
    },
}

/// A file made by one of the writers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    pub text: String,
    /// Questions that the format cannot say and that are therefore not in it, and what is lost of those that are.
    pub missing: Vec<Missing>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub place: Place,
    pub why: Notice,
}

/// How much of a file is read. Sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// A larger file is not read at all; of a package, its size as a zip.
    pub file: u64,
    /// Questions, categories and notices of one file; the rest is left out, and that is said.
    pub entries: usize,
    /// Elements of XML inside one another.
    pub depth: usize,
    /// Elements of one question, item or manifest.
    pub elements: usize,
    /// One text of a question.
    pub text: usize,
    /// Answers, pairs, gaps, hints or tags of one question.
    pub parts: usize,
    /// One picture or other file in a question.
    pub attachment: u64,
    /// All of them together.
    pub attachments: u64,
    /// Members of a package.
    pub members: u64,
    /// One item's or the manifest's XML in a package.
    pub document: u64,
    /// Unpacked size over packed size, asked once a member is past 1 MiB.
    pub ratio: u64,
}

impl Default for Limits {
    /// For the question bank of a course.
    fn default() -> Limits {
        Limits {
            file: 256 << 20,
            entries: 50_000,
            depth: 100,
            elements: 500_000,
            text: 1 << 20,
            parts: 1_000,
            attachment: 32 << 20,
            attachments: 256 << 20,
            members: 50_000,
            document: 16 << 20,
            ratio: 250,
        }
    }
}

/// Where entries go. [`Stop`] ends the reading.
pub type Sink<'a> = &'a mut dyn FnMut(Entry) -> Result<(), Stop>;

/// Reads a file of that kind whole in memory. A package on disk is better read by [`qti::read_package`].
///
/// # Errors
/// [`Fault::Bad`] when nothing of the file can be read; [`Fault::Stopped`] when the sink wants no more.
pub fn read(kind: FileKind, bytes: &[u8], limits: &Limits, sink: Sink) -> Result<(), Fault> {
    match kind {
        FileKind::Gift => gift::read(bytes, limits, sink),
        FileKind::Aiken => aiken::read(bytes, limits, sink),
        FileKind::MoodleXml => moodle::read(bytes, limits, sink),
        FileKind::Qti if bytes.starts_with(b"PK") => qti::read_package(Cursor::new(bytes), limits, sink),
        FileKind::Qti => qti::read_item(bytes, limits, sink),
    }
}
