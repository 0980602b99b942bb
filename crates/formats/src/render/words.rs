//! An item as plain words.

use super::{cloze, join, text};
use crate::item::{Content, Field, NoteType};
use crate::markup;

/// Longest summary, in characters.
const LONGEST: usize = 200;

/// One plain line for lists, at most 200 characters.
pub fn summary(content: &Content, note_type: Option<&NoteType>) -> String {
    let title = title(content, note_type);
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        None => line,
        Some((end, _)) => {
            let cut = line[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
            format!("{}…", &line[..cut])
        }
    }
}

/// What is searched: the title weighs more than the body. Nothing of the content is left out.
pub fn search_text(content: &Content, note_type: Option<&NoteType>) -> (String, String) {
    let optional = |field: &Option<Field>| field.as_ref().map(text).unwrap_or_default();
    let body = match content {
        Content::Basic { back, extra, .. } => join([text(back).as_str(), &optional(extra)]),
        Content::Cloze { extra, .. } => optional(extra),
        Content::Occlusion { alt, masks, header, extra, .. } => {
            let labels = masks.iter().map(|m| m.label.trim()).collect::<Vec<_>>().join("\n");
            join([alt.trim(), &optional(header), &labels, &optional(extra)])
        }
        Content::List { entries, extra, .. } => {
            join(entries.iter().map(text).chain([optional(extra)]).collect::<Vec<_>>().iter().map(String::as_str))
        }
        Content::Choice { options, explanation, .. } => {
            let words = options.iter().flat_map(|o| [text(&o.text), optional(&o.feedback)]);
            join(words.chain([optional(explanation)]).collect::<Vec<_>>().iter().map(String::as_str))
        }
        Content::TrueFalse { explanation, .. } => optional(explanation),
        Content::Short { accepted, explanation, .. } => join([accepted.join("\n").as_str(), &optional(explanation)]),
        Content::Question(question) => {
            let words = question.fields().into_iter().skip(1).map(text).chain([question.answer()]);
            join(words.collect::<Vec<_>>().iter().map(String::as_str))
        }
        Content::Anki { fields, .. } => {
            let sort = note_type.map_or(0, |n| n.sort_field);
            let others = fields.iter().enumerate().filter(|(i, _)| *i != sort).map(|(_, f)| anki_words(f));
            join(others.collect::<Vec<_>>().iter().map(String::as_str))
        }
    };
    (title(content, note_type), body)
}

fn title(content: &Content, note_type: Option<&NoteType>) -> String {
    match content {
        Content::Basic { front, .. } => text(front),
        Content::Cloze { text, .. } => super::plain(&cloze::words(&cloze::parse(&text.text)), text.format),
        Content::Occlusion { image, alt, header, .. } => {
            let header = header.as_ref().map(text).unwrap_or_default();
            [header.as_str(), alt.trim(), image.as_str()]
                .into_iter()
                .find(|t| !t.is_empty())
                .unwrap_or_default()
                .to_owned()
        }
        Content::List { prompt, .. } | Content::Choice { prompt, .. } | Content::Short { prompt, .. } => text(prompt),
        Content::TrueFalse { statement, .. } => text(statement),
        Content::Question(question) => super::asked::title(question),
        Content::Anki { fields, .. } => {
            let sort = note_type.map_or(0, |n| n.sort_field);
            let first = fields.get(sort).map(|f| anki_words(f)).filter(|w| !w.is_empty());
            first.or_else(|| fields.iter().map(|f| anki_words(f)).find(|w| !w.is_empty())).unwrap_or_default()
        }
    }
}

/// The words of an Anki field, its gaps filled in.
fn anki_words(field: &str) -> String {
    let filled = match field.contains("{{c") {
        true => cloze::words(&cloze::parse(field)),
        false => field.to_owned(),
    };
    if filled.contains("image-occlusion:") {
        return String::new();
    }
    markup::html_to_text(&filled)
}
