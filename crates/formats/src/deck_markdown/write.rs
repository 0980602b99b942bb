//! Cards as Markdown that [`super::read`] reads back.

use super::marks;
use super::segments::fenced;
use crate::item::{Content, Directions, Field, NoteType};
use crate::render;

/// One item to be written.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    pub content: &'a Content,
    pub note_type: Option<&'a NoteType>,
    /// Below the file's own deck, from the outermost; deeper than six levels share the sixth.
    pub deck: &'a [String],
    pub tags: &'a [String],
}

/// A file of cards under the deck's name. Cards of a deck should stand together. Basic, cloze, list, choice, true/false and
/// short cards read back as they are (but for option feedback and languages); Anki's and occlusion cards become basic cards
/// of their words.
pub fn write<'a>(name: &str, cards: impl IntoIterator<Item = Card<'a>>) -> String {
    let quoted = name.replace(['\n', '"'], " ");
    let mut out = format!("---\nname: \"{}\"\n---\n\n", quoted.trim());
    let mut deck: &[String] = &[];
    for card in cards {
        if card.deck != deck {
            let same = deck.iter().zip(card.deck).take_while(|(a, b)| a == b).count();
            // Climbing up without going down elsewhere needs a heading too.
            let from = if same == card.deck.len() { same.saturating_sub(1) } else { same };
            for (level, part) in card.deck.iter().enumerate().skip(from) {
                out.push_str(&"#".repeat((level + 1).min(6)));
                out.push_str(&format!(" {}\n\n", part.replace('\n', " ")));
            }
            deck = card.deck;
        }
        let (marked, options) = body(&card);
        for (mark, text) in marked {
            out.push_str(&format!("{mark}: {}\n", escaped(&text)));
        }
        let line = |mark: char, words: &mut dyn Iterator<Item = &str>| {
            let words: Vec<String> =
                words.map(|w| format!("{mark}{}", w.split_whitespace().collect::<Vec<_>>().join("-"))).collect();
            if words.is_empty() { String::new() } else { format!("{}\n", words.join(" ")) }
        };
        out.push_str(&line('!', &mut options.into_iter()));
        out.push_str(&line('#', &mut card.tags.iter().map(String::as_str)));
        out.push_str("\n---\n\n");
    }
    out
}

type Marked = Vec<(char, String)>;

fn body(card: &Card) -> (Marked, Vec<&'static str>) {
    let mut marked: Marked = Vec::new();
    let mut options = Vec::new();
    let mut add_extra = None;
    let one_line = |f: &Field| f.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let under = |lines: Vec<String>| lines.iter().map(|l| format!("\n{l}")).collect::<String>();
    match card.content {
        Content::Basic { front, back, directions, typed, extra } => {
            marked.extend([('Q', front.text.clone()), ('A', back.text.clone())]);
            options.extend((*directions == Directions::Both).then_some("both"));
            options.extend(typed.then_some("typed"));
            add_extra = extra.as_ref();
        }
        Content::Cloze { text, extra, typed } => {
            marked.push(('C', text.text.clone()));
            options.extend(typed.then_some("typed"));
            add_extra = extra.as_ref();
        }
        Content::List { prompt, entries, ordered, extra } => {
            let entries = entries.iter().map(|e| format!("- {}", one_line(e))).collect();
            marked.extend([('Q', prompt.text.clone()), ('A', under(entries))]);
            options.push(if *ordered { "ordered" } else { "list" });
            add_extra = extra.as_ref();
        }
        Content::Choice { prompt, options: choices, many, explanation, .. } => {
            let mark = |right| if right { "[x]" } else { "[ ]" };
            let choices = choices.iter().map(|o| format!("- {} {}", mark(o.right), one_line(&o.text))).collect();
            marked.extend([('Q', prompt.text.clone()), ('A', under(choices))]);
            options.push(if *many { "many" } else { "choice" });
            add_extra = explanation.as_ref();
        }
        Content::TrueFalse { statement, truth, explanation, .. } => {
            marked.extend([('Q', statement.text.clone()), ('A', truth.to_string())]);
            options.push("true-false");
            add_extra = explanation.as_ref();
        }
        Content::Short { prompt, accepted, explanation, .. } => {
            marked.extend([('Q', prompt.text.clone()), ('A', under(accepted.clone()))]);
            options.push("short");
            add_extra = explanation.as_ref();
        }
        Content::Anki { .. } | Content::Occlusion { .. } | Content::Question(_) => {
            let (title, body) = render::search_text(card.content, card.note_type);
            marked.extend([('Q', title), ('A', body)]);
        }
    }
    marked.extend(add_extra.map(|e| ('E', e.text.clone())));
    (marked, options)
}

/// Text whose lines are not taken for marks: a backslash stands before those that would be.
fn escaped(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().collect();
    // A fence, a table or a list needs a line of its own; any other first line stands behind its mark.
    let own_line =
        lines.first().is_some_and(|l| super::segments::fence(l).is_some() || l.starts_with(['|', '-', '*', '>', '1']));
    let code = fenced(&lines);
    let safe = lines.iter().zip(code).enumerate().map(|(i, (line, code))| {
        match (i > 0 || own_line) && !code && marks::is_mark(line.trim_start_matches('\\')) {
            true => format!("\\{line}"),
            false => (*line).to_owned(),
        }
    });
    let safe: Vec<String> = safe.collect();
    format!("{}{}", if own_line { "\n" } else { "" }, safe.join("\n"))
}
