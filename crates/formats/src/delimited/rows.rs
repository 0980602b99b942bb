//! Cuts text into rows and cells, and goes on at the next line after one that cannot be read.

use super::{LONGEST_LINE, MOST_COLUMNS, Mapping};
use crate::notice;
use crate::notice::Notice;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct TableRow {
    /// Where it begins, from 1.
    pub line: u64,
    pub cells: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadRow {
    pub line: u64,
    pub why: Notice,
}

/// A quoted cell longer than this (bytes) was never closed.
const LONGEST_QUOTED: usize = 200_000;
/// After so many rows with a quote that nothing closes, only the row's own line is looked at.
const PATIENCE: usize = 200;

pub(super) struct Rows<'a> {
    rest: &'a str,
    line: u64,
    separator: &'a str,
    row_separator: &'a str,
    quoted: bool,
    continues: bool,
    /// Lines that begin with `#` say nothing (in files with Anki's headers).
    comments: bool,
    unclosed: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, line: u64, mapping: &'a Mapping, comments: bool) -> Self {
        Rows {
            rest: text,
            line,
            separator: &mapping.separator,
            row_separator: mapping.row_separator.as_deref().filter(|s| !s.is_empty()).unwrap_or("\n"),
            quoted: mapping.quoted,
            continues: mapping.continues,
            comments,
            unclosed: 0,
        }
    }

    fn advance(&mut self, bytes: usize) {
        let passed = &self.rest[..bytes];
        self.line += passed.bytes().filter(|b| *b == b'\n').count() as u64;
        self.rest = &self.rest[bytes..];
    }

    /// Length of the row's text and of the row with what ends it.
    fn simple_row(&self) -> (usize, usize) {
        let (mut content, mut whole) = end_of(self.rest, self.row_separator);
        while self.continues && whole < self.rest.len() {
            let (next, next_whole) = end_of(&self.rest[whole..], self.row_separator);
            if self.rest[whole..whole + next].contains(self.separator) {
                break;
            }
            content = whole + next;
            whole += next_whole;
        }
        (content, whole)
    }

    /// A row with quoted cells: its cells and its length; `Err` when a quote is not closed as it should be.
    fn quoted_row(&self, within: usize) -> Result<(Vec<String>, usize), Notice> {
        let text = &self.rest[..self.rest.floor_char_boundary(within)];
        let mut cells = Vec::new();
        let mut at = 0;
        loop {
            let here = &text[at..];
            let mut cell = String::new();
            let used = if here.starts_with('"') {
                let mut position = 1;
                loop {
                    let Some(quote) = here[position..].find('"') else { return Err(notice!("notice-quote-open")) };
                    cell.push_str(&here[position..position + quote]);
                    position += quote + 1;
                    if position > LONGEST_QUOTED {
                        return Err(notice!("notice-quote-open"));
                    }
                    if !here[position..].starts_with('"') {
                        break position;
                    }
                    cell.push('"');
                    position += 1;
                }
            } else {
                let to_row = here.find(self.row_separator).unwrap_or(here.len());
                let end = here[..to_row].find(self.separator).unwrap_or(to_row);
                cell.push_str(&here[..end]);
                end
            };
            cells.push(cell);
            let after = &here[used..];
            if after.starts_with(self.separator) && cells.len() < MOST_COLUMNS {
                at += used + self.separator.len();
            } else if after.is_empty() {
                return Ok((cells, at + used));
            } else if after.starts_with(self.row_separator) {
                return Ok((cells, at + used + self.row_separator.len()));
            } else if cells.len() >= MOST_COLUMNS {
                return Err(notice!("notice-too-many-columns", most = MOST_COLUMNS));
            } else {
                return Err(notice!("notice-after-quote"));
            }
        }
    }
}

/// Up to the separator, and with it.
fn end_of(text: &str, separator: &str) -> (usize, usize) {
    text.find(separator).map_or((text.len(), text.len()), |at| (at, at + separator.len()))
}

impl Iterator for Rows<'_> {
    type Item = Result<TableRow, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let line = self.line;
            let (content, whole) = self.simple_row();
            let text = &self.rest[..content];
            if content > LONGEST_LINE {
                self.advance(whole);
                let why = notice!("notice-line-long", most = LONGEST_LINE / 1_000_000);
                return Some(Err(BadRow { line, why }));
            }
            if text.trim().is_empty() || (self.comments && text.starts_with('#')) {
                self.advance(whole);
                continue;
            }
            if self.quoted && text.contains('"') {
                let within = if self.unclosed < PATIENCE { 4 * LONGEST_QUOTED } else { whole };
                return Some(match self.quoted_row(within.max(whole)) {
                    Ok((cells, used)) => {
                        self.advance(used);
                        Ok(TableRow { line, cells })
                    }
                    Err(why) => {
                        self.unclosed += 1;
                        self.advance(whole);
                        Err(BadRow { line, why })
                    }
                });
            }
            let mut cells: Vec<String> = Vec::new();
            if self.continues {
                cells.extend(text.splitn(2, self.separator).map(str::to_owned));
            } else {
                cells.extend(text.split(self.separator).take(MOST_COLUMNS + 1).map(str::to_owned));
            }
            self.advance(whole);
            if cells.len() > MOST_COLUMNS {
                return Some(Err(BadRow { line, why: notice!("notice-too-many-columns", most = MOST_COLUMNS) }));
            }
            return Some(Ok(TableRow { line, cells }));
        }
    }
}
