//! Footnotes: `[^name]` in the text, `[^name]: …` in a line of its own anywhere outside a directive. They are numbered
//! in the order in which they are first mentioned. Until the Markdown is HTML, a mark is held by two private-use
//! characters, which no Markdown rule touches.

use super::Problem;
use super::html::Line;
use std::collections::BTreeMap;

/// Around a mark that waits for its HTML. Both are taken out of every source before anything else.
pub(super) const HOLD: [char; 2] = ['\u{E000}', '\u{E001}'];

#[derive(Default)]
pub(super) struct Footnotes {
    notes: BTreeMap<String, Note>,
    mentioned: Vec<String>,
}

struct Note {
    line: usize,
    text: String,
    number: u32,
    marks: u32,
}

impl Footnotes {
    /// Takes the definitions out of the lines.
    pub fn collect<'a>(lines: &[Line<'a>], problems: &mut Vec<Problem>) -> (Footnotes, Vec<Line<'a>>) {
        let mut found = Footnotes::default();
        let mut rest = Vec::with_capacity(lines.len());
        let mut open: Option<String> = None;
        for line in lines {
            if let Some((name, text)) = definition(line.text) {
                let note = Note { line: line.number, text: text.trim().to_owned(), number: 0, marks: 0 };
                if let Some(first) = found.notes.insert(name.to_owned(), note) {
                    let message = format!("Footnote “{name}” is already defined in line {}.", first.line);
                    problems.push(Problem::new(line.number, message, "Give one of the two another name."));
                }
                open = Some(name.to_owned());
            } else if let Some(note) =
                open.as_ref().filter(|_| line.text.starts_with("  ")).and_then(|n| found.notes.get_mut(n))
            {
                note.text.push(' ');
                note.text.push_str(line.text.trim());
            } else {
                open = None;
                rest.push(*line);
            }
        }
        (found, rest)
    }

    /// Puts a held mark for each `[^name]`; `line` is where the text begins.
    pub fn hold(&mut self, text: &str, line: usize, problems: &mut Vec<Problem>) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("[^") {
            let Some(length) = rest[start..].find(']') else { break };
            let name = &rest[start + 2..start + length];
            out.push_str(&rest[..start]);
            match self.mention(name) {
                Some((number, mark)) => out.push_str(&format!("{}{number}:{mark}{}", HOLD[0], HOLD[1])),
                None => {
                    let line = line + out.matches('\n').count();
                    let mend = format!("Add a line “[^{name}]: …” with the source, or take the mark out.");
                    problems.push(Problem::new(line, format!("There is no footnote “{name}”."), mend));
                }
            }
            rest = &rest[start + length + 1..];
        }
        out.push_str(rest);
        out
    }

    fn mention(&mut self, name: &str) -> Option<(u32, u32)> {
        let note = self.notes.get_mut(name)?;
        if note.number == 0 {
            self.mentioned.push(name.to_owned());
            note.number = self.mentioned.len() as u32;
        }
        note.marks += 1;
        Some((note.number, note.marks))
    }

    /// The notes in order: number, source line, Markdown and the ids of its marks. Unmentioned notes are problems.
    pub fn finish(self, problems: &mut Vec<Problem>) -> Vec<(u32, usize, String, Vec<String>)> {
        let mut notes: Vec<_> = Vec::new();
        for (name, note) in self.notes {
            if note.number == 0 {
                let mend = format!("Write [^{name}] where the text relies on it, or delete the line.");
                problems.push(Problem::new(note.line, format!("Footnote “{name}” is never mentioned."), mend));
            } else {
                let marks = (1..=note.marks).map(|mark| mark_id(note.number, mark)).collect();
                notes.push((note.number, note.line, note.text, marks));
            }
        }
        notes.sort_by_key(|note| note.0);
        notes
    }
}

fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.strip_prefix("[^")?.split_once("]:")?;
    (!name.is_empty() && !name.contains(']')).then_some((name, text))
}

fn mark_id(number: u32, mark: u32) -> String {
    if mark == 1 { format!("r{number}") } else { format!("r{number}-{mark}") }
}

/// Replaces held marks by links to the notes.
pub(super) fn link_marks(html: &str, language: &str) -> String {
    let word = if language.starts_with("de") { "Fußnote" } else { "Footnote" };
    replace_marks(html, |number, mark| {
        let id = mark_id(number, mark);
        format!("<sup><a href=\"#fn{number}\" id=\"{id}\" aria-label=\"{word} {number}\">{number}</a></sup>")
    })
}

/// Takes held marks out.
pub(super) fn drop_marks(text: &str) -> String {
    replace_marks(text, |_, _| String::new())
}

fn replace_marks(text: &str, with: impl Fn(u32, u32) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, held)) = rest.split_once(HOLD[0]) {
        out.push_str(before);
        let (mark, after) = held.split_once(HOLD[1]).unwrap_or((held, ""));
        if let Some((number, place)) = mark.split_once(':')
            && let (Ok(number), Ok(place)) = (number.parse(), place.parse())
        {
            out.push_str(&with(number, place));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
