//! A saved web article (HTML) or text as a source with sections, figures and references, and drafts of items for its
//! questions with answers and its definitions. What only fills the page (app adverts, ratings, repeated teasers, links to
//! other articles) is cut.
//!
//! An answer whose question was folded away on the page stays an answer without a question: it is reported, and never
//! paired with the next line.

mod blocks;
mod drafts;
mod furniture;
#[cfg(test)]
mod tests;

pub use crate::fault::Fault;

use crate::anki::Stop;
use crate::notice;
use crate::notice::Place;
use crate::record::{Record, SourceRecord};

/// A larger article (bytes) is not read.
pub const LARGEST: usize = 20_000_000;

/// A piece of an article, with its line in the file (HTML: its number among the pieces), from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    line: usize,
    kind: Kind,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    /// Level from 2.
    Heading(u8),
    Paragraph,
    Entry,
    /// A caption such as “Fig. 1 - …”.
    Figure,
    /// A numbered reference at the end.
    Reference,
    /// A question on a line of its own.
    Question,
}

/// Reads an article: one [`Record::Source`], then a [`Record::Draft`] for each question with its answer and each
/// definition, and a [`Record::Skipped`] for each answer without its question.
pub fn read(text: &str, origin: Option<&str>, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<(), Fault> {
    if text.len() > LARGEST {
        return Err(Fault::bad(Place::File, notice!("notice-article-large", most = LARGEST / 1_000_000)));
    }
    if is_html(text) && crate::sanitize::is_too_deep(text) {
        return Err(Fault::bad(Place::File, notice!("notice-article-deep")));
    }
    let text = text.replace('\0', "").replace("\r\n", "\n").replace('\r', "\n");
    let (blocks, html_title) = if is_html(&text) { blocks::of_html(&text) } else { (blocks::of_text(&text), None) };
    let before = blocks.len();
    let whole: String = blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
    let language = language(&whole);
    let blocks = furniture::cut(blocks, html_title.as_deref(), language);
    if !blocks.iter().any(|b| matches!(b.kind, Kind::Paragraph | Kind::Entry)) {
        return Err(Fault::bad(Place::File, notice!("notice-article-empty")));
    }
    let removed = before.saturating_sub(blocks.len());
    let title = blocks.iter().find(|b| b.kind == Kind::Title).map(|b| b.text.clone()).unwrap_or_else(|| {
        let first = blocks.first().map(|b| b.text.as_str()).unwrap_or_default();
        first.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
    });
    sink(Record::Source(Box::new(SourceRecord {
        title,
        language: language.map(str::to_owned),
        origin: origin.map(str::to_owned),
        markdown: markdown(&blocks),
        removed_lines: u32::try_from(removed).unwrap_or(u32::MAX),
    })))?;
    drafts::find(&blocks, language, sink)
}

fn is_html(text: &str) -> bool {
    let head = text[..text.floor_char_boundary(4096)].to_ascii_lowercase();
    head.trim_start().starts_with('<')
        && ["<html", "<!doctype html", "<body", "<article", "<div", "<h1", "<p"].iter().any(|t| head.contains(t))
}

/// English or German, the languages that we cut and ask in; `None` for any other.
fn language(text: &str) -> Option<&'static str> {
    match whatlang::detect_lang(&text[..text.floor_char_boundary(20_000)]) {
        Some(whatlang::Lang::Eng) => Some("en"),
        Some(whatlang::Lang::Deu) => Some("de"),
        _ => None,
    }
}

/// The article as Markdown. Paragraphs stand in it word for word, so that a quote can be found again.
fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut before: Option<Kind> = None;
    for block in blocks {
        let listed = |k| k == Kind::Entry || k == Kind::Reference;
        if before.is_some() {
            out.push_str(if listed(block.kind) && before == Some(block.kind) { "\n" } else { "\n\n" });
        }
        let text = block.text.as_str();
        match block.kind {
            Kind::Title => out.push_str(&format!("# {text}")),
            Kind::Heading(level) => out.push_str(&format!("{} {text}", "#".repeat(usize::from(level.clamp(2, 6))))),
            Kind::Question => out.push_str(&format!("### {text}")),
            Kind::Entry => out.push_str(&format!("- {text}")),
            Kind::Figure => out.push_str(&format!("*{text}*")),
            Kind::Reference => {
                if before != Some(Kind::Reference) {
                    out.push_str("## References\n\n");
                }
                out.push_str(text);
            }
            // What would begin a heading, a quote or code is text here.
            Kind::Paragraph if text.starts_with(['#', '>', '`', '=', '|']) => out.push_str(&format!("\\{text}")),
            Kind::Paragraph => out.push_str(text),
        }
        before = Some(block.kind);
    }
    out
}
