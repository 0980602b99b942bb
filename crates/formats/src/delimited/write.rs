//! A deck as CSV.

use super::FORMULA;
use crate::item::{Content, Directions, NoteType};
use crate::render;
use std::io::{self, Write};

/// One row to be written.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub content: &'a Content,
    pub note_type: Option<&'a NoteType>,
    /// `Outer::Inner`.
    pub deck: &'a str,
    pub tags: &'a [String],
    /// Names the item for good.
    pub key: &'a str,
}

/// Writes CSV (UTF-8 with byte order mark, so that spreadsheets read umlauts): `question, answer, extra, kind, deck, tags,
/// id`. Texts are the Markdown or HTML as stored; of kinds with parts the parts stand on lines of their own. Memory is not in
/// a table.
pub fn write<'a>(rows: impl IntoIterator<Item = Row<'a>>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{FEFF}question,answer,extra,kind,deck,tags,id\r\n".as_bytes())?;
    for row in rows {
        let (question, answer, extra) = cells(row.content, row.note_type);
        let kind = match row.content {
            Content::Basic { directions: Directions::Both, .. } => "basic (reversed)",
            Content::Basic { typed: true, .. } => "basic (type)",
            Content::Anki { .. } | Content::Question(_) => "basic",
            other => other.kind().as_str(),
        };
        let tags = row.tags.join(" ");
        let cells = [question.as_str(), &answer, &extra, kind, row.deck, &tags, row.key];
        let line: Vec<String> = cells.into_iter().map(cell).collect();
        out.write_all(line.join(",").as_bytes())?;
        out.write_all(b"\r\n")?;
    }
    Ok(())
}

fn cells(content: &Content, note_type: Option<&NoteType>) -> (String, String, String) {
    let text = |field: &Option<crate::item::Field>| field.as_ref().map(|f| f.text.clone()).unwrap_or_default();
    let lines = |all: &mut dyn Iterator<Item = &str>| all.collect::<Vec<_>>().join("\n");
    match content {
        Content::Basic { front, back, extra, .. } => (front.text.clone(), back.text.clone(), text(extra)),
        Content::Cloze { text: field, extra, .. } => (field.text.clone(), text(extra), String::new()),
        Content::List { prompt, entries, extra, .. } => {
            (prompt.text.clone(), lines(&mut entries.iter().map(|e| e.text.as_str())), text(extra))
        }
        Content::Choice { prompt, options, explanation, .. } => {
            let marked: Vec<String> =
                options.iter().map(|o| format!("{} {}", if o.right { "[x]" } else { "[ ]" }, o.text.text)).collect();
            (prompt.text.clone(), marked.join("\n"), text(explanation))
        }
        Content::TrueFalse { statement, truth, explanation, .. } => {
            (statement.text.clone(), truth.to_string(), text(explanation))
        }
        Content::Short { prompt, accepted, explanation, .. } => {
            (prompt.text.clone(), accepted.join("\n"), text(explanation))
        }
        Content::Occlusion { image, masks, extra, .. } => {
            (format!("![]({image})"), lines(&mut masks.iter().map(|m| m.label.as_str())), text(extra))
        }
        Content::Question(question) => {
            let extra = question.explanation.as_ref().map(|f| f.text.clone()).unwrap_or_default();
            (render::search_text(content, note_type).0, question.answer(), extra)
        }
        Content::Anki { .. } => {
            let (title, body) = render::search_text(content, note_type);
            (title, body, String::new())
        }
    }
}

fn cell(text: &str) -> String {
    let text = text.replace('\0', "");
    // A spreadsheet would run this as a formula; the apostrophe makes it text.
    let text = if text.trim_start().starts_with(FORMULA) { format!("'{text}") } else { text };
    match text.contains(['"', ',', '\n', '\r', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}
