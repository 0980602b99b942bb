//! Items of our own kinds that were exported to Anki and come back: their note types are ours, and their guid is the
//! item's id. What Anki changed in their fields is read back as HTML; the inverse of [`write::kinds`](crate::anki::write).

use crate::anki::occlusion;
use crate::anki::write::kinds;
use crate::item::{ChoiceOption, Content, Directions, Field, Kind, NoteType, Slot};
use scraper::{ElementRef, Html, Selector};
use uuid::Uuid;

/// The kind whose notes have this type, if it is one of ours.
pub fn kind_of(note_type: &NoteType) -> Option<Kind> {
    kinds::kind_of(note_type.anki_id).filter(|kind| {
        let ours = kinds::note_type(*kind);
        let names = |t: &NoteType| t.fields.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
        ours.name == note_type.name && names(&ours) == names(note_type)
    })
}

/// The item's id, which our exports write as its guid.
pub fn id_of(guid: &str) -> Option<Uuid> {
    kinds::id_of(guid)
}

/// The item that a note's fields say; `None` when they were changed so that they no longer say one.
pub fn content(kind: Kind, fields: &[String]) -> Option<Content> {
    let field = |n: usize| Field::html(fields.get(n).map_or("", String::as_str));
    let optional = |n: usize| Some(field(n)).filter(|f| !f.text.trim().is_empty());
    let filled = |n: usize| optional(n).is_some();
    Some(match kind {
        Kind::Basic => Content::Basic {
            front: field(0),
            back: field(1),
            extra: optional(2),
            directions: if filled(3) { Directions::Both } else { Directions::Forward },
            typed: filled(4),
        },
        Kind::Cloze => Content::Cloze { text: field(0), extra: optional(1), typed: filled(2) },
        Kind::List => {
            let entries = list(fields.get(1)?);
            let ordered = fields[1].trim_start().starts_with("<ol");
            (!entries.is_empty()).then(|| Content::List {
                prompt: field(0),
                entries: entries.into_iter().map(|(_, html)| Field::html(html)).collect(),
                ordered,
                extra: optional(2),
            })?
        }
        Kind::Choice => choice(fields, field(0))?,
        Kind::TrueFalse => {
            let truth = match fields.get(1)?.trim() {
                "✓" => true,
                "✗" => false,
                _ => return None,
            };
            Content::TrueFalse { statement: field(0), truth, explanation: optional(2), more: None }
        }
        Kind::Short => {
            let plain = |n: usize| fields.get(n).map(|f| crate::sanitize::html_to_text(f)).unwrap_or_default();
            let (first, others) = (plain(1), plain(2));
            let accepted = std::iter::once(first.as_str()).chain(others.split(" · "));
            let accepted: Vec<String> = accepted.map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect();
            (!accepted.is_empty()).then(|| Content::Short {
                prompt: field(0),
                accepted,
                explanation: optional(3),
                more: None,
            })?
        }
        Kind::Occlusion => {
            let found = occlusion::masks(fields.first()?);
            let picture = Html::parse_fragment(fields.get(1)?);
            let image = picture.select(&Selector::parse("img[src]").ok()?).next()?;
            let attribute = |name: &str| image.attr(name).unwrap_or_default().to_owned();
            (!found.masks.is_empty()).then(|| Content::Occlusion {
                image: attribute("src"),
                alt: attribute("alt"),
                masks: found.masks,
                hide_all: found.hide_all,
                header: optional(2),
                extra: optional(3),
            })?
        }
        Kind::Numeric | Kind::Formula | Kind::Gaps | Kind::Match | Kind::Order | Kind::FreeText | Kind::Worked => {
            question(fields)?
        }
        Kind::Anki => return None,
    })
}

/// The question of the data; a prompt or a solution that Anki changed goes before it.
fn question(fields: &[String]) -> Option<Content> {
    let mut question = kinds::question_of(fields.get(3)?)?;
    let field = |n: usize| fields.get(n).map_or("", String::as_str);
    if field(0) != kinds::question_html(&question) && question.blanks().is_empty() {
        question.prompt = Field { language: question.prompt.language.take(), ..Field::html(field(0)) };
    }
    if field(2) != kinds::solution_html(&question) {
        question.explanation = Some(Field::html(field(2))).filter(|f| !f.text.trim().is_empty());
    }
    Some(Content::Question(Box::new(question)))
}

/// Options, the numbers of the right ones, and after the explanation a list of what is said of each.
fn choice(fields: &[String], prompt: Field) -> Option<Content> {
    const TOLD: &str = "<ol type=";
    let right = list(fields.get(2)?);
    let explanation = fields.get(3).map_or("", String::as_str);
    let (explanation, told) = explanation.split_at(explanation.rfind(TOLD).unwrap_or(explanation.len()));
    let told = list(told);
    let options: Vec<ChoiceOption> = (1..)
        .zip(list(fields.get(1)?))
        .map(|(number, (_, html))| ChoiceOption {
            text: Field::html(html),
            right: right.iter().any(|(n, _)| *n == Some(number)),
            feedback: told.iter().find(|(n, _)| *n == Some(number)).map(|(_, html)| Field::html(html)),
            score: None,
        })
        .collect();
    let count = options.iter().filter(|o| o.right).count();
    (count > 0).then(|| Content::Choice {
        prompt,
        options,
        many: count > 1,
        explanation: Some(Field::html(explanation)).filter(|e| !e.text.trim().is_empty()),
        more: None,
    })
}

/// The entries of the first list, with the numbers that they name.
fn list(html: &str) -> Vec<(Option<usize>, String)> {
    let fragment = Html::parse_fragment(html);
    let Ok(entries) = Selector::parse("ol, ul") else { return Vec::new() };
    let Some(first) = fragment.select(&entries).next() else { return Vec::new() };
    first
        .children()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.value().name() == "li")
        .map(|e| (e.attr("value").and_then(|n| n.parse().ok()), e.inner_html().trim().to_owned()))
        .collect()
}

/// The slot of our item that the note's card is.
pub fn slot(kind: Kind, card: &Slot) -> Slot {
    match (kind, card.number()) {
        (Kind::Cloze | Kind::Occlusion, _) => card.clone(),
        (Kind::Basic, Some(0)) => Slot::front(),
        (Kind::Basic, _) => Slot::back(),
        _ => Slot::whole(),
    }
}
