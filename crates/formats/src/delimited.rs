//! Tables of cards: CSV and TSV with Anki's file headers, Quizlet's paste. In: [`sniff`] proposes, [`read`] reads; out:
//! [`write`].
//!
//! Cells are Markdown unless the file says `#html:true`. A cell of ours that begins with `=`, `+`, `-` or `@` is written
//! with an apostrophe before it, so that a spreadsheet does not run it; reading takes that apostrophe off again.

pub(crate) mod decode;
mod headers;
mod rows;
mod sniff;
#[cfg(test)]
mod tests;
mod write;

pub use crate::fault::Fault;
pub use decode::{Encoding, text};
pub use sniff::sniff;
pub use write::{Row, write};

use crate::anki::Stop;
use crate::item::{Content, Directions, Field, Format, Kind};
use crate::notice;
use crate::notice::{Notice, Place};
use crate::record::{DeckRecord, ItemRecord, Record};
use rows::Rows;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Front,
    Back,
    Extra,
    /// Separated by spaces, as Anki writes them.
    Tags,
    /// `Outer::Inner`.
    Deck,
    /// One of our kinds, or the name of Anki's note type.
    Kind,
    /// Names the row for good, so that the same file twice updates.
    Guid,
    Ignore,
}

/// How a file is read. Proposed by [`sniff`], changed by the person in the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub encoding: Encoding,
    /// Between two cells; never empty.
    pub separator: String,
    /// Between two rows; `None`: a line break.
    pub row_separator: Option<String>,
    /// Cells may be quoted with `"`.
    pub quoted: bool,
    /// A line without a separator goes on with the answer above (Quizlet's definitions of several lines).
    pub continues: bool,
    /// The first row names the columns.
    pub has_header: bool,
    /// Cells are HTML, not Markdown.
    pub html: bool,
    pub columns: Vec<Role>,
    /// Where rows without a deck of their own go, `Outer::Inner`.
    pub deck: String,
    /// Given to every row.
    pub tags: Vec<String>,
    /// Of rows without a kind of their own: `basic`, `cloze` …, or the name of Anki's note type.
    pub kind: String,
}

/// What a file seems to be, for the person to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub mapping: Mapping,
    /// Names of the columns, from the header or empty.
    pub names: Vec<String>,
    /// The first rows, without the header; at most 20.
    pub rows: Vec<Vec<String>>,
    /// Rows in the whole file, without the header.
    pub total: u64,
    /// Rows that cannot be read as the mapping stands.
    pub broken: u64,
}

/// A line longer than this (bytes) is not read: it is not a table of cards.
pub const LONGEST_LINE: usize = 10_000_000;
/// A larger file (bytes) is not read at once.
pub const LARGEST_FILE: usize = 256_000_000;
/// More columns than this are not cards.
pub const MOST_COLUMNS: usize = 200;

/// Reads a table. Rows that cannot be read are [`Record::Skipped`] with their line; decks come before their items.
pub fn read(bytes: &[u8], mapping: &Mapping, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<(), Fault> {
    if mapping.separator.is_empty() {
        return Err(Fault::bad(Place::File, notice!("notice-no-separator")));
    }
    if !mapping.columns.contains(&Role::Front) {
        return Err(Fault::bad(Place::File, notice!("notice-no-question-column")));
    }
    let text = decode::decode(bytes, mapping.encoding)?;
    let (headers, start) = headers::read(&text);
    let mut decks: HashMap<String, String> = HashMap::new();
    let mut header_pending = mapping.has_header;
    for row in Rows::new(&text[start..], headers.lines + 1, mapping, !headers.is_empty()) {
        let (line, cells) = match row {
            Ok(row) => (row.line, row.cells),
            Err(bad) => {
                sink(Record::Skipped { place: Place::Line(bad.line), why: bad.why })?;
                continue;
            }
        };
        if std::mem::take(&mut header_pending) {
            continue;
        }
        let place = Place::Line(line);
        match item(&cells, mapping) {
            Err(why) => sink(Record::Skipped { place, why })?,
            Ok((deck, mut record)) => {
                if !decks.contains_key(&deck) {
                    let key = format!("d{}", decks.len());
                    let path = deck.split("::").map(|p| p.trim().to_owned()).collect();
                    sink(Record::Deck(DeckRecord { key: key.clone(), path, ..DeckRecord::default() }))?;
                    decks.insert(deck.clone(), key);
                }
                record.deck.clone_from(&decks[&deck]);
                record.place = place;
                sink(Record::Item(Box::new(record)))?;
            }
        }
    }
    Ok(())
}

/// The item of one row, and its deck.
fn item(cells: &[String], mapping: &Mapping) -> Result<(String, ItemRecord), Notice> {
    if cells.len() > mapping.columns.len() {
        return Err(notice!("notice-row-columns", has = cells.len(), wanted = mapping.columns.len()));
    }
    let cell = |role: Role| {
        let found = mapping.columns.iter().zip(cells).find(|(r, _)| **r == role);
        found.map(|(_, c)| unguarded(c.trim())).unwrap_or_default()
    };
    let format = if mapping.html { Format::Html } else { Format::Markdown };
    let field = |text: &str| Field { text: text.to_owned(), format, language: None };
    let (front, back) = (cell(Role::Front), cell(Role::Back));
    let extra = Some(cell(Role::Extra)).filter(|e| !e.is_empty()).map(field);
    if front.is_empty() {
        return Err(notice!("notice-no-question"));
    }
    let own_kind = cell(Role::Kind);
    let kind = if own_kind.is_empty() { mapping.kind.as_str() } else { own_kind };
    let wants_back = |content: Content| match back.is_empty() {
        true => Err(notice!("notice-no-answer")),
        false => Ok(content),
    };
    let basic = |directions, typed| Content::Basic {
        front: field(front),
        back: field(back),
        directions,
        typed,
        extra: extra.clone(),
    };
    let lower = kind.to_lowercase();
    let content = match Kind::parse(&lower) {
        Some(Kind::Cloze) => cloze(field(front), back, extra, format)?,
        Some(Kind::List) => wants_back(Content::List {
            prompt: field(front),
            entries: back.lines().filter(|l| !l.trim().is_empty()).map(|l| field(l.trim())).collect(),
            ordered: true,
            extra,
        })?,
        Some(Kind::Short) => wants_back(Content::Short {
            prompt: field(front),
            accepted: back.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect(),
            explanation: extra,
            more: None,
        })?,
        Some(Kind::TrueFalse) => {
            let truth = match back.to_lowercase().as_str() {
                "true" | "yes" | "1" | "richtig" | "wahr" | "ja" => true,
                "false" | "no" | "0" | "falsch" | "nein" => false,
                _ => return Err(notice!("notice-neither-true-nor-false", answer = back)),
            };
            Content::TrueFalse { statement: field(front), truth, explanation: extra, more: None }
        }
        // Anki's note types, by name in English and German.
        _ if lower.contains("cloze") || lower.contains("lückentext") => cloze(field(front), back, extra, format)?,
        _ if lower.contains("revers") || lower.contains("umgekehrt") => wants_back(basic(Directions::Both, false))?,
        _ if lower.contains("type") || lower.contains("eingabe") => wants_back(basic(Directions::Forward, true))?,
        _ if back.is_empty() && front.contains("{{c1::") => cloze(field(front), back, extra, format)?,
        _ => wants_back(basic(Directions::Forward, false))?,
    };
    let deck = Some(cell(Role::Deck)).filter(|d| !d.is_empty()).unwrap_or(&mapping.deck);
    let deck: Vec<&str> = deck.split("::").map(str::trim).filter(|p| !p.is_empty()).collect();
    let mut tags = mapping.tags.clone();
    tags.extend(cell(Role::Tags).split_whitespace().map(str::to_owned));
    tags.sort();
    tags.dedup();
    let record = ItemRecord {
        key: Some(cell(Role::Guid)).filter(|g| !g.is_empty()).map(str::to_owned),
        deck: String::new(),
        content,
        tags,
        language: None,
        modified_at: 0,
        cards: Vec::new(),
        place: Place::File,
    };
    Ok((if deck.is_empty() { "Import".to_owned() } else { deck.join("::") }, record))
}

/// Anki's cloze rows have the extra text in the second column.
fn cloze(text: Field, back: &str, extra: Option<Field>, format: Format) -> Result<Content, Notice> {
    if crate::render::cloze::numbers(&crate::render::cloze::parse(&text.text)).is_empty() {
        return Err(notice!("notice-no-gap"));
    }
    let back = (!back.is_empty()).then(|| Field { text: back.to_owned(), format, language: None });
    Ok(Content::Cloze { text, extra: back.or(extra), typed: false })
}

/// What a spreadsheet would run begins with one of these.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Takes off the apostrophe that [`write`] puts before a formula.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}
