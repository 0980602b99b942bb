//! What is imported, and what came of it.

use crate::call::LearnerId;
use formats::delimited::Mapping;
use formats::notice::{Notice, Place};
use formats::quiz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// `.apkg`, `.colpkg`, any layout.
    Anki,
    /// Rows and columns; without a mapping as [`formats::delimited::sniff`] proposes.
    Table(Option<Box<Mapping>>),
    /// Our Markdown dialect of decks.
    Markdown,
    /// A saved web page or plain text.
    Article,
    /// Questions of another program (GIFT, Aiken, Moodle XML, QTI), told apart by what is in it.
    Questions,
}

impl FileFormat {
    /// By its first bytes, then by its name's ending.
    pub fn guess(name: &str, head: &[u8]) -> FileFormat {
        let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "apkg" | "colpkg" | "zip" => FileFormat::Anki,
            _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => FileFormat::Anki,
            "csv" | "tsv" | "tab" => FileFormat::Table(None),
            "md" | "markdown" => FileFormat::Markdown,
            "html" | "htm" | "mhtml" => FileFormat::Article,
            _ if quiz::sniff(head, name).is_some() => FileFormat::Questions,
            _ => FileFormat::guess_text(&String::from_utf8_lossy(head)),
        }
    }

    /// By how a text looks: most lines with a tab, or Anki's headers, are a table; `Q:` and `::` a deck.
    pub fn guess_text(text: &str) -> FileFormat {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(200).collect();
        let many = |wanted: &dyn Fn(&str) -> bool| {
            let found = lines.iter().filter(|l| wanted(l)).count();
            found > 0 && found * 2 >= lines.len()
        };
        let some =
            |wanted: &dyn Fn(&str) -> bool| lines.iter().filter(|l| wanted(l)).count() * 10 >= lines.len().max(1);
        if lines.iter().any(|l| l.starts_with("#separator:") || l.starts_with("#columns:"))
            || many(&|l| l.contains('\t'))
        {
            FileFormat::Table(None)
        } else if some(&|l| l.starts_with("Q:") || l.starts_with("C:") || l.contains(" :: ") || l.contains("{{")) {
            FileFormat::Markdown
        } else if many(&|l| l.contains(';')) && lines.len() < 200 {
            FileFormat::Table(None)
        } else {
            FileFormat::Article
        }
    }

    /// One word for messages and counts.
    pub fn word(&self) -> &'static str {
        match self {
            FileFormat::Anki => "anki",
            FileFormat::Table(_) => "table",
            FileFormat::Markdown => "markdown",
            FileFormat::Article => "article",
            FileFormat::Questions => "questions",
        }
    }
}

/// The input of an import's job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportInput {
    pub learner: LearnerId,
    /// The file's name as its owner knows it, for messages.
    pub name: String,
    /// Where it lies on the server.
    pub path: String,
    /// The file was uploaded for this job and goes away with it.
    pub owned: bool,
    pub format: FileFormat,
    /// Names of the deck that everything goes into, from the outermost; empty: as the file says.
    pub into: Vec<String>,
}

/// What came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// New ones.
    pub items: u64,
    pub cards: u64,
    /// Rows of the file's review log.
    pub reviews: u64,
    pub media: u64,
    pub decks: u64,
    /// Items that were here already and got a newer text.
    pub updated: u64,
    /// Proposals of items, for a person to accept.
    #[serde(default)]
    pub drafts: u64,
}

/// Something that could not be read, in no language yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    pub place: Place,
    /// What is wrong, and the mend.
    pub why: Notice,
}

/// How many skipped places a report names.
pub const SKIPPED_LIMIT: usize = 500;

/// The result of an import's job.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    pub counts: Counts,
    pub skipped: Vec<Skipped>,
    /// Beyond those named.
    #[serde(default)]
    pub skipped_more: u64,
    /// The deck to go to: the outermost of what came in.
    #[serde(default)]
    pub deck: Option<Uuid>,
    /// The article that was stored.
    #[serde(default)]
    pub source: Option<Uuid>,
    /// Why nothing of the file came in.
    #[serde(default)]
    pub failure: Option<Skipped>,
}

impl Report {
    pub fn skip(&mut self, place: Place, why: Notice) {
        if self.skipped.len() < SKIPPED_LIMIT {
            self.skipped.push(Skipped { place, why });
        } else {
            self.skipped_more += 1;
        }
    }
}
