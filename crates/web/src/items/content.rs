//! An item's content as the fields of a form, and back.

use super::question_form;
use crate::frame::Fields;
use formats::item::{ChoiceOption, Content, Directions, Field, Format, Kind, More};
use studium_core::Error;

/// The kinds that can be made here; the others come from imports and keep their kind.
pub const MAKEABLE: [Kind; 13] = [
    Kind::Basic,
    Kind::Cloze,
    Kind::List,
    Kind::Choice,
    Kind::TrueFalse,
    Kind::Short,
    Kind::Numeric,
    Kind::Formula,
    Kind::Gaps,
    Kind::Match,
    Kind::Order,
    Kind::FreeText,
    Kind::Worked,
];

/// The most answer options.
const OPTION_LIMIT: usize = 20;

/// Reads the content out of a form. `before` is the stored one, for what a form does not show (masks, note type, guid, how a
/// text is written).
///
/// # Errors
/// `Invalid` on `kind`.
pub fn read(fields: &Fields, before: Option<&Content>) -> Result<Content, Error> {
    let kind = Kind::parse(fields.get("kind")).ok_or_else(|| Error::invalid("kind", "error-field"))?;
    let text = |name: &str, language: &str| field(fields, name, language, old_format(before, name));
    let optional = |name: &str| Some(text(name, "")).filter(|f| !f.is_blank());
    Ok(match kind {
        Kind::Basic => Content::Basic {
            front: text("front", "front_language"),
            back: text("back", "back_language"),
            directions: if fields.has("both") { Directions::Both } else { Directions::Forward },
            typed: fields.has("typed"),
            extra: optional("extra"),
        },
        Kind::Cloze => Content::Cloze {
            text: text("text", "front_language"),
            extra: optional("extra"),
            typed: fields.has("typed"),
        },
        Kind::List => Content::List {
            prompt: text("prompt", "front_language"),
            entries: lines(fields.get("entries")).map(Field::markdown).collect(),
            ordered: fields.has("ordered"),
            extra: optional("extra"),
        },
        Kind::Choice => Content::Choice {
            prompt: text("prompt", "front_language"),
            options: options(fields, before),
            many: fields.has("many"),
            explanation: optional("explanation"),
            more: more_of(before),
        },
        Kind::TrueFalse => Content::TrueFalse {
            statement: text("statement", "front_language"),
            truth: fields.get("truth") != "false",
            explanation: optional("explanation"),
            more: more_of(before),
        },
        Kind::Short => Content::Short {
            prompt: text("prompt", "front_language"),
            accepted: lines(fields.get("accepted")).collect(),
            explanation: optional("explanation"),
            more: more_of(before),
        },
        Kind::Numeric | Kind::Formula | Kind::Gaps | Kind::Match | Kind::Order | Kind::FreeText | Kind::Worked => {
            let before = match before {
                Some(Content::Question(question)) => Some(&**question),
                _ => None,
            };
            let prompt = text("prompt", "front_language");
            Content::Question(Box::new(question_form::read(fields, kind, prompt, before)?))
        }
        Kind::Occlusion | Kind::Anki => {
            imported(fields, before).ok_or_else(|| Error::invalid("kind", "error-field"))?
        }
    })
}

/// Only the texts of what came from elsewhere can be changed here.
fn imported(fields: &Fields, before: Option<&Content>) -> Option<Content> {
    let mut content = before?.clone();
    match &mut content {
        Content::Anki { fields: texts, .. } => {
            for (n, text) in texts.iter_mut().enumerate() {
                if let Some(new) = fields.find(&format!("field{n}")) {
                    *text = unix(new);
                }
            }
        }
        Content::Occlusion { alt, masks, header, extra, .. } => {
            *alt = unix(fields.get("alt"));
            for (n, mask) in masks.iter_mut().enumerate() {
                mask.label = fields.get(&format!("label{n}")).trim().to_owned();
            }
            for (place, name) in [(header, "header"), (extra, "extra")] {
                let format = place.as_ref().map_or(Format::Markdown, |f| f.format);
                *place = Some(field(fields, name, "", format)).filter(|f| !f.is_blank());
            }
        }
        _ => return None,
    }
    Some(content)
}

/// The form's fields for a content.
pub fn write(content: &Content) -> Fields {
    let mut fields = vec![("kind".to_owned(), content.kind().as_str().to_owned())];
    let mut put = |name: &str, value: &str| fields.push((name.to_owned(), value.to_owned()));
    let mut put_field = |name: &str, language: &str, field: Option<&Field>| {
        if let Some(field) = field {
            put(name, &field.text);
            if !language.is_empty() {
                put(language, field.language.as_deref().unwrap_or(""));
            }
        }
    };
    match content {
        Content::Basic { front, back, extra, .. } => {
            put_field("front", "front_language", Some(front));
            put_field("back", "back_language", Some(back));
            put_field("extra", "", extra.as_ref());
        }
        Content::Cloze { text, extra, .. } => {
            put_field("text", "front_language", Some(text));
            put_field("extra", "", extra.as_ref());
        }
        Content::List { prompt, extra, .. } => {
            put_field("prompt", "front_language", Some(prompt));
            put_field("extra", "", extra.as_ref());
        }
        Content::Choice { prompt, explanation, .. } | Content::Short { prompt, explanation, .. } => {
            put_field("prompt", "front_language", Some(prompt));
            put_field("explanation", "", explanation.as_ref());
        }
        Content::TrueFalse { statement, explanation, .. } => {
            put_field("statement", "front_language", Some(statement));
            put_field("explanation", "", explanation.as_ref());
        }
        Content::Occlusion { header, extra, .. } => {
            put_field("header", "", header.as_ref());
            put_field("extra", "", extra.as_ref());
        }
        Content::Question(question) => {
            put_field("prompt", "front_language", Some(&question.prompt));
            put_field("explanation", "", question.explanation.as_ref());
        }
        Content::Anki { .. } => {}
    }
    let mut flag = |on: bool, name: &str| {
        if on {
            put(name, "on");
        }
    };
    match content {
        Content::Basic { directions, typed, .. } => {
            flag(*directions == Directions::Both, "both");
            flag(*typed, "typed");
        }
        Content::Cloze { typed, .. } => flag(*typed, "typed"),
        Content::List { entries, ordered, .. } => {
            flag(*ordered, "ordered");
            put("entries", &joined(entries.iter().map(|e| e.text.as_str())));
        }
        Content::Choice { options, many, .. } => {
            flag(*many, "many");
            for (n, option) in options.iter().enumerate() {
                put(&format!("option{n}"), &option.text.text);
                put(&format!("feedback{n}"), option.feedback.as_ref().map_or("", |f| f.text.as_str()));
                if option.right {
                    put(&format!("right{n}"), "on");
                }
            }
        }
        Content::TrueFalse { truth, .. } => put("truth", if *truth { "true" } else { "false" }),
        Content::Short { accepted, .. } => put("accepted", &joined(accepted.iter().map(String::as_str))),
        Content::Occlusion { alt, masks, .. } => {
            put("alt", alt);
            for (n, mask) in masks.iter().enumerate() {
                put(&format!("label{n}"), &mask.label);
            }
        }
        Content::Question(question) => fields.extend(question_form::write(question)),
        Content::Anki { fields: texts, .. } => {
            for (n, text) in texts.iter().enumerate() {
                put(&format!("field{n}"), text);
            }
        }
    }
    Fields(fields)
}

/// The field that a picture is put into when none is named: where the answer stands.
pub fn answer_field(kind: &str) -> &'static str {
    match Kind::parse(kind) {
        Some(Kind::Basic) => "back",
        Some(Kind::Cloze | Kind::List) => "extra",
        Some(Kind::Anki) => "field1",
        _ => "explanation",
    }
}

/// The field that asks.
pub fn question_field(kind: &str) -> &'static str {
    match Kind::parse(kind) {
        Some(Kind::Basic) => "front",
        Some(Kind::Cloze) => "text",
        Some(Kind::TrueFalse) => "statement",
        Some(Kind::Anki) => "field0",
        _ => "prompt",
    }
}

/// Tags as they are typed: separated by blanks or commas.
pub fn tags(text: &str) -> Vec<String> {
    text.split([' ', ',', '\n', '\t', '\r']).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// Options keep how they are written and what they count as long as they are as right as before.
fn options(fields: &Fields, before: Option<&Content>) -> Vec<ChoiceOption> {
    let old = match before {
        Some(Content::Choice { options, .. }) => options.as_slice(),
        _ => &[],
    };
    let format = |field: Option<&Field>| field.map(|field| field.format).unwrap_or_default();
    (0..OPTION_LIMIT)
        .filter(|n| !fields.get(&format!("option{n}")).trim().is_empty())
        .map(|n| {
            let (old, right) = (old.get(n), fields.has(&format!("right{n}")));
            let text = |name: &str, format| field(fields, &format!("{name}{n}"), "", format);
            ChoiceOption {
                text: text("option", format(old.map(|old| &old.text))),
                right,
                feedback: Some(text("feedback", format(old.and_then(|old| old.feedback.as_ref()))))
                    .filter(|f| !f.is_blank()),
                score: old.filter(|old| old.right == right).and_then(|old| old.score),
            }
        })
        .collect()
}

/// What a form does not show of a simple question.
fn more_of(before: Option<&Content>) -> Option<Box<More>> {
    match before? {
        Content::Choice { more, .. } | Content::TrueFalse { more, .. } | Content::Short { more, .. } => more.clone(),
        _ => None,
    }
}

fn field(fields: &Fields, name: &str, language: &str, format: Format) -> Field {
    let tag = fields.get(language).trim();
    Field {
        text: unix(fields.get(name)).trim().to_owned(),
        format,
        language: Some(tag.to_owned()).filter(|t| !t.is_empty()),
    }
}

/// A text stays written as it was.
fn old_format(before: Option<&Content>, name: &str) -> Format {
    let field = match (before, name) {
        (Some(Content::Basic { front, .. }), "front") => Some(front),
        (Some(Content::Basic { back, .. }), "back") => Some(back),
        (Some(Content::Cloze { text, .. }), "text") => Some(text),
        (Some(Content::Basic { extra, .. } | Content::Cloze { extra, .. }), "extra") => extra.as_ref(),
        _ => None,
    };
    field.map_or(Format::Markdown, |f| f.format)
}

pub fn lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned)
}

pub fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.map(|p| p.replace('\n', " ")).collect::<Vec<_>>().join("\n")
}

/// Forms send `\r\n`.
pub fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_filled_from_a_question_says_the_same_question() {
        for json in [
            r#"{"kind":"numeric","prompt":{"text":"g?"},"hints":[{"text":"small"}],"explanation":{"text":"so"},
                "remarks":[{"answer":"10","feedback":{"text":"rough"}}],
                "answers":[{"value":"9.81","tolerance":"1%"},"9.8",{"value":"2","up_to":"3","score":0.5}],"unit":"m/s^2"}"#,
            r#"{"kind":"formula","prompt":{"text":"?"},"answers":["2x",{"text":"x","score":0.5}]}"#,
            r#"{"kind":"gaps","prompt":{"text":"a [[b|~c]]"},"fill":"dragged","words":["d"],"partial":"all_or_nothing"}"#,
            r#"{"kind":"match","prompt":{"text":"?"},"pairs":[{"left":{"text":"a"},"right":{"text":"b = c"}}],
                "extra":[{"text":"d"}],"partial":"per_part"}"#,
            r#"{"kind":"order","prompt":{"text":"?"},"entries":[{"text":"a"},{"text":"b"}],"partial":"per_part"}"#,
            r#"{"kind":"free_text","prompt":{"text":"?"},"rubric":[{"points":2.0,"phrases":["a","b"],"text":"said"}],
                "model":{"text":"two\nlines"}}"#,
            r#"{"kind":"worked","prompt":{"text":"?"},"steps":[{"points":1.5,"text":"first"},{"points":1.0,"text":"12:30"}]}"#,
        ] {
            let content: Content = serde_json::from_str(json).unwrap();
            assert_eq!(read(&write(&content), Some(&content)), Ok(content.clone()), "{json}");
        }
    }

    #[test]
    fn a_form_filled_from_an_item_says_the_same_item() {
        let option = |text: &str, right| ChoiceOption {
            text: Field::markdown(text),
            right,
            feedback: right.then(|| Field::markdown("yes")),
            score: None,
        };
        let front = Field { language: Some("fr".into()), ..Field::markdown("le *chat*\n\n$x$") };
        for content in [
            Content::Basic {
                front,
                back: Field::markdown("cat"),
                directions: Directions::Both,
                typed: true,
                extra: Some(Field::markdown("e")),
            },
            Content::Cloze { text: Field::html("{{c1::a}}"), extra: None, typed: false },
            Content::List {
                prompt: Field::markdown("Which?"),
                entries: vec![Field::markdown("a"), Field::markdown("b")],
                ordered: true,
                extra: None,
            },
            Content::Choice {
                prompt: Field::markdown("?"),
                options: vec![option("a", true), option("b", false)],
                many: true,
                explanation: None,
                more: None,
            },
            Content::TrueFalse {
                statement: Field::markdown("s"),
                truth: false,
                explanation: Some(Field::markdown("why")),
                more: None,
            },
            Content::Short {
                prompt: Field::markdown("?"),
                accepted: vec!["a".into(), "b c".into()],
                explanation: None,
                more: None,
            },
            Content::Anki {
                note_type: uuid::Uuid::nil(),
                guid: "g".into(),
                fields: vec!["<b>x</b>".into(), String::new()],
            },
        ] {
            assert_eq!(read(&write(&content), Some(&content)), Ok(content.clone()));
        }
    }

    #[test]
    fn a_form_cannot_make_an_imported_kind() {
        let fields = Fields(vec![("kind".into(), "anki".into()), ("field0".into(), "x".into())]);
        assert!(read(&fields, None).is_err());
    }
}
