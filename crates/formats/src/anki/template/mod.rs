//! Anki's card templates: which cards a note has, and the raw HTML of each.
//!
//! The HTML is what Anki itself renders (unsanitised: scripts, styles and all), but for two things that Anki leaves to a
//! script or a player: `{{hint:…}}` is a plain fold (`details`), and `{{tts …:…}}` a `span` of class `tts` with its
//! language. `[sound:…]` stays as written; a typed answer's place is `[[type:Field]]`, as in Anki.

pub(super) mod cloze;
mod filters;
mod parse;

use crate::item::{NoteType, Slot};
pub(super) use filters::escape;
use parse::{Fault, Node};

/// What a template may ask about the card beside its fields.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Separated by spaces.
    pub tags: &'a str,
    /// The whole path, joined by `::`.
    pub deck: &'a str,
    /// The last part of the path.
    pub subdeck: &'a str,
    /// 0 none, 1–7.
    pub card_flag: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderedHtml {
    pub question: String,
    pub answer: String,
}

const SYNTAX_HELP: &str = "https://docs.ankiweb.net/templates/errors.html#template-syntax-error";
const BLANK_HELP: &str = "https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank";
const CLOZE_HELP: &str = "https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type";

/// Both sides of one card. `fields` are in the note type's order; missing ones are empty. A template that cannot be
/// read shows Anki's message on both sides.
pub fn render(note_type: &NoteType, fields: &[String], slot: &Slot, context: &Context<'_>) -> RenderedHtml {
    let ordinal = ordinal(note_type, slot);
    let template = note_type.templates.get(if note_type.cloze { 0 } else { usize::from(ordinal) });
    let Some(template) = template else {
        let message = format!("This note type has no template number {}.", ordinal + 1);
        return RenderedHtml { question: message.clone(), answer: message };
    };
    let mut card = Card { note_type, fields, context, name: &template.name, ordinal, question: true, front: "" };
    let both = |message: String| RenderedHtml { question: message.clone(), answer: message };

    let question = parse::parse(&template.question).and_then(|nodes| {
        let mut html = String::new();
        card.write(&nodes, &mut html)?;
        Ok((html, nodes))
    });
    let (mut question, nodes) = match question {
        Ok(done) => done,
        Err(fault) => return both(problem("Front", &fault)),
    };
    if let Some(message) = card.blank(&nodes) {
        question.push_str(&message);
        return RenderedHtml { question, answer: message };
    }
    card.question = false;
    card.front = &question;
    let mut answer = String::new();
    match parse::parse(&template.answer).and_then(|nodes| card.write(&nodes, &mut answer)) {
        Ok(()) => RenderedHtml { question, answer },
        Err(fault) => both(problem("Back", &fault)),
    }
}

/// The cards that a note has: each template that would ask something, each cloze number; if there is none, the first,
/// which then says what is missing.
pub fn slots(note_type: &NoteType, fields: &[String]) -> Vec<Slot> {
    if note_type.cloze {
        let numbers = cloze::numbers(fields);
        let mut slots: Vec<u16> = numbers.into_iter().filter(|n| *n > 0).map(|n| n.min(cloze::LAST)).collect();
        slots.dedup();
        return if slots.is_empty() { vec![Slot::gap(1)] } else { slots.into_iter().map(Slot::gap).collect() };
    }
    let filled = |key: &str| value_of(note_type, fields, key).is_some_and(|v| !is_blank(v));
    let asks = |question: &str| parse::parse(question).is_ok_and(|nodes| parse::asks(&nodes, &filled));
    let slots: Vec<Slot> = (0..=u16::MAX)
        .zip(&note_type.templates)
        .filter(|(_, template)| asks(&template.question))
        .map(|(ordinal, _)| Slot::template(ordinal))
        .collect();
    if slots.is_empty() { vec![Slot::template(0)] } else { slots }
}

/// What is to be typed, as plain text, for the first `[[type:…]]` in a rendered question; `None` if nothing is typed.
pub fn typed_answer(question: &str, note_type: &NoteType, fields: &[String], slot: &Slot) -> Option<String> {
    let (_, after) = question.split_once("[[type:")?;
    let (mut name, _) = after.split_once("]]")?;
    let mut cloze = false;
    loop {
        if let Some(rest) = name.strip_prefix("cloze:") {
            (cloze, name) = (true, rest);
        } else if let Some(rest) = name.strip_prefix("nc:") {
            name = rest;
        } else {
            break;
        }
    }
    let value = value_of(note_type, fields, name)?;
    let html = if cloze { cloze::only(value, ordinal(note_type, slot) + 1, false) } else { value.to_owned() };
    Some(filters::plain(&html).trim().to_owned())
}

/// Counted from 0, as Anki's `ord`.
fn ordinal(note_type: &NoteType, slot: &Slot) -> u16 {
    let number = slot.number().unwrap_or_default();
    if note_type.cloze { number.saturating_sub(1) } else { number }
}

fn value_of<'v>(note_type: &NoteType, fields: &'v [String], name: &str) -> Option<&'v str> {
    let at = note_type.fields.iter().position(|f| f.name == name)?;
    Some(fields.get(at).map_or("", String::as_str))
}

/// Whether a field has nothing but white space, line breaks and empty `div`s.
fn is_blank(html: &str) -> bool {
    let mut rest = html.trim_start();
    while let Some(tag) = rest.strip_prefix('<') {
        let Some((inside, after)) = tag.split_once('>') else { return false };
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let name = name.strip_suffix('/').unwrap_or(name).trim_end().to_ascii_lowercase();
        if name != "br" && name != "div" {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty()
}

struct Card<'a> {
    note_type: &'a NoteType,
    fields: &'a [String],
    context: &'a Context<'a>,
    name: &'a str,
    ordinal: u16,
    /// Which side is being written.
    question: bool,
    /// The question, once it is written.
    front: &'a str,
}

impl Card<'_> {
    fn value(&self, key: &str) -> Option<std::borrow::Cow<'_, str>> {
        if let Some(value) = value_of(self.note_type, self.fields, key) {
            return Some(value.into());
        }
        Some(match key {
            "Tags" => self.context.tags.into(),
            "Deck" => self.context.deck.into(),
            "Subdeck" => self.context.subdeck.into(),
            "Card" => self.name.into(),
            "Type" => self.note_type.name.as_str().into(),
            "CardFlag" => format!("flag{}", self.context.card_flag).into(),
            _ => return None,
        })
    }

    /// Whether a section is shown; `None` if there is no such field.
    fn holds(&self, key: &str) -> Option<bool> {
        match self.value(key) {
            Some(value) => Some(!is_blank(&value)),
            None => {
                let number: u16 = key.strip_prefix('c')?.parse().ok()?;
                Some(number == self.ordinal + 1)
            }
        }
    }

    fn write<'t>(&self, nodes: &[Node<'t>], html: &mut String) -> Result<(), Fault<'t>> {
        for node in nodes {
            match node {
                Node::Text(text) => html.push_str(text),
                Node::Field { key: "FrontSide", .. } => html.push_str(self.front),
                Node::Field { key: "", filters, .. } if !filters.is_empty() => {}
                Node::Field { key, filters, written } => {
                    let value = self.value(key).ok_or(Fault::NoField { written, key })?;
                    html.push_str(&filters::apply(filters, &value, key, self.ordinal + 1, self.question));
                }
                Node::Section { key, negated, written, nodes } => {
                    if self.holds(key).ok_or(Fault::NoField { written, key })? != *negated {
                        self.write(nodes, html)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What Anki says when the question asks nothing.
    fn blank(&self, nodes: &[Node<'_>]) -> Option<String> {
        let (what, help) = if self.note_type.cloze {
            let number = self.ordinal + 1;
            if cloze::numbers(self.fields).contains(&number) {
                return None;
            }
            let what = format!(
                "No cloze \u{2068}{number}\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool."
            );
            (what, CLOZE_HELP)
        } else {
            if parse::asks(nodes, &|key| self.value(key).is_some_and(|v| !is_blank(&v))) {
                return None;
            }
            ("The front of this card is blank.".to_owned(), BLANK_HELP)
        };
        Some(format!("<div>{what}<br><a href='{help}'>More information</a></div>"))
    }
}

fn problem(side: &str, fault: &Fault<'_>) -> String {
    let quoted = |text: String| format!("'\u{2068}{text}\u{2069}'");
    let message = match fault {
        Fault::NotClosed(key) => format!("Missing {}", quoted(format!("{{{{/{key}}}}}"))),
        Fault::NotOpen { closed, open: Some(open) } => {
            format!(
                "Found {}, but expected {}",
                quoted(format!("{{{{/{closed}}}}}")),
                quoted(format!("{{{{/{open}}}}}"))
            )
        }
        Fault::NotOpen { closed, open: None } => format!(
            "Found {}, but missing {} or {}",
            quoted(format!("{{{{/{closed}}}}}")),
            quoted(format!("{{{{#{closed}}}}}")),
            quoted(format!("{{{{^{closed}}}}}"))
        ),
        Fault::NoField { written, key } => format!(
            "Found {}, but there is no field called {}",
            quoted(format!("{{{{{written}}}}}")),
            quoted((*key).to_owned())
        ),
        Fault::TooDeep => "Too many sections inside each other".to_owned(),
    };
    let message = filters::escape(&message);
    format!("{side} template has a problem:<br>{message}<br><a href='{SYNTAX_HELP}'>More information</a>")
}
