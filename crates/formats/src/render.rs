//! An item's card as sanitised question and answer HTML, and as plain words for lists, search and speech.

mod anki;
mod asked;
pub mod cloze;
pub mod occlusion;
#[cfg(test)]
mod tests;
mod words;

pub use asked::{Asked, AskedBlank, AskedStep, fill_blanks};
pub use words::{search_text, summary};

use crate::item::{Content, Directions, Field, Format, NoteType, Slot};
use crate::markup::{self, MarkupOptions, gaps};
use crate::sanitize;
use occlusion::Look;

/// What a card's looks depend on besides its content.
#[derive(Debug, Clone, Copy, Default)]
pub struct Env<'a> {
    /// Of an Anki item; without it such an item shows its fields one below the other.
    pub note_type: Option<&'a NoteType>,
    pub tags: &'a [String],
    /// Names from the outermost deck inwards.
    pub deck: &'a [String],
    /// What stands before a percent-encoded media name, such as `/media/7/`.
    pub media_base: &'a str,
    /// BCP 47 tag of the item.
    pub language: Option<&'a str>,
    /// The card's flag, 0–7; Anki's templates may show it.
    pub flag: u8,
}

/// One card, ready to be shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rendered {
    pub question_html: String,
    pub answer_html: String,
    /// The answer says the question again (cloze, occlusion, Anki), so it is shown instead of it, not below it.
    pub answer_replaces_question: bool,
    /// `Some` (Anki only): the card must be shown isolated, with this style sheet. `None`: our own typography.
    pub css: Option<String>,
    /// The answer is typed.
    pub typed: Option<Typed>,
    /// Answer options as stored; who shows them shuffles them. True/false: true first.
    pub choices: Option<Vec<RenderedChoice>>,
    /// All right options are asked for, not one.
    pub many: bool,
    /// What is to be filled in, paired, ordered, written or ticked.
    pub asked: Option<Asked>,
    pub question_text: String,
    pub answer_text: String,
    /// BCP 47, for reading aloud and hyphenation.
    pub question_language: Option<String>,
    pub answer_language: Option<String>,
}

/// What a typed answer is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// Plain text; shown beside what was typed.
    pub expected: String,
    /// Everything that is right, `expected` first.
    pub accepted: Vec<String>,
}

impl Typed {
    fn new(expected: String) -> Self {
        Typed { accepted: vec![expected.clone()], expected }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedChoice {
    pub html: String,
    pub right: bool,
    pub feedback_html: Option<String>,
}

/// The cards of an item, in order. Empty when nothing can be asked (a cloze without gaps, an occlusion without masks).
pub fn slots(content: &Content, note_type: Option<&NoteType>) -> Vec<Slot> {
    match content {
        Content::Basic { directions: Directions::Forward, .. } => vec![Slot::front()],
        Content::Basic { directions: Directions::Both, .. } => vec![Slot::front(), Slot::back()],
        Content::Cloze { text, .. } => cloze::numbers(&cloze::parse(&text.text)).into_iter().map(Slot::gap).collect(),
        Content::Occlusion { masks, .. } => {
            let mut numbers: Vec<u16> = masks.iter().map(|m| m.ordinal).filter(|n| *n > 0).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.into_iter().map(Slot::gap).collect()
        }
        Content::List { .. } | Content::Choice { .. } | Content::TrueFalse { .. } | Content::Short { .. } => {
            vec![Slot::whole()]
        }
        Content::Question(question) => asked::slots(question),
        Content::Anki { fields, .. } => note_type.map(|n| anki::slots(n, fields)).unwrap_or_default(),
    }
}

/// One card of an item. Never fails: a slot that the item does not have shows what there is.
pub fn render(content: &Content, slot: &Slot, env: &Env) -> Rendered {
    match content {
        Content::Basic { front, back, typed, extra, .. } => {
            let (question, answer) = if *slot == Slot::back() { (back, front) } else { (front, back) };
            Rendered {
                question_html: html(question, env),
                answer_html: with_extra(html(answer, env), extra.as_ref(), env),
                typed: typed.then(|| Typed::new(text(answer))),
                question_text: text(question),
                answer_text: text(answer),
                question_language: language(question, env),
                answer_language: language(answer, env),
                ..Rendered::default()
            }
        }
        Content::Cloze { text, extra, typed } => gap_card(text, extra.as_ref(), *typed, slot, env),
        Content::Occlusion { image, alt, masks, hide_all, header, extra } => {
            let number = slot.number().unwrap_or(1);
            let looks = |asked: bool| -> Vec<_> {
                let look = if asked { Look::Asked } else { Look::Shown };
                let look_of = |ordinal| if ordinal == number { look } else { Look::Hidden };
                let seen = masks.iter().filter(|m| m.ordinal == number || (*hide_all && m.ordinal > 0));
                seen.map(|m| (m, look_of(m.ordinal))).collect()
            };
            let head = header.as_ref().map(|h| html(h, env)).unwrap_or_default();
            let figure = |asked| format!("{head}{}", occlusion::figure(env.media_base, image, alt, &looks(asked)));
            let mut labels: Vec<_> = masks.iter().filter(|m| m.ordinal == number).map(|m| m.label.trim()).collect();
            labels.retain(|l| !l.is_empty());
            labels.dedup();
            let head_text = header.as_ref().map(self::text).unwrap_or_default();
            Rendered {
                question_html: figure(true),
                answer_html: with_extra(figure(false), extra.as_ref(), env),
                answer_replaces_question: true,
                question_text: join([head_text.as_str(), alt.trim()]),
                answer_text: labels.join(", "),
                question_language: env.language.map(str::to_owned),
                answer_language: env.language.map(str::to_owned),
                ..Rendered::default()
            }
        }
        Content::List { prompt, entries, ordered, extra } => {
            let tag = if *ordered { "ol" } else { "ul" };
            let rows: String = entries.iter().map(|e| format!("<li>{}</li>", inline(e, env))).collect();
            Rendered {
                question_html: html(prompt, env),
                answer_html: with_extra(format!("<{tag}>{rows}</{tag}>"), extra.as_ref(), env),
                question_text: self::text(prompt),
                answer_text: entries.iter().map(self::text).collect::<Vec<_>>().join("\n"),
                question_language: language(prompt, env),
                answer_language: entries.first().and_then(|e| language(e, env)).or(env.language.map(str::to_owned)),
                ..Rendered::default()
            }
        }
        Content::Choice { prompt, options, many, explanation, .. } => {
            let right: Vec<&Field> = options.iter().filter(|o| o.right).map(|o| &o.text).collect();
            let answer = match right.as_slice() {
                [one] => inline(one, env),
                all => format!(
                    "<ul>{}</ul>",
                    all.iter().map(|o| format!("<li>{}</li>", inline(o, env))).collect::<String>()
                ),
            };
            let choices = options.iter().map(|o| RenderedChoice {
                html: inline(&o.text, env),
                right: o.right,
                feedback_html: o.feedback.as_ref().filter(|f| !f.is_blank()).map(|f| html(f, env)),
            });
            Rendered {
                question_html: html(prompt, env),
                answer_html: with_extra(answer, explanation.as_ref(), env),
                choices: Some(choices.collect()),
                many: *many,
                question_text: self::text(prompt),
                answer_text: right.into_iter().map(self::text).collect::<Vec<_>>().join("\n"),
                question_language: language(prompt, env),
                answer_language: options.first().and_then(|o| language(&o.text, env)),
                ..Rendered::default()
            }
        }
        Content::TrueFalse { statement, truth, explanation, more } => {
            let german = language(statement, env).is_some_and(|l| l == "de" || l.starts_with("de-"));
            let word = |truth| match (truth, german) {
                (true, true) => "Richtig",
                (false, true) => "Falsch",
                (true, false) => "True",
                (false, false) => "False",
            };
            let choice = |is: bool| RenderedChoice {
                html: word(is).to_owned(),
                right: is == *truth,
                feedback_html: more
                    .iter()
                    .flat_map(|more| &more.remarks)
                    .find(|remark| remark.answer == is.to_string())
                    .map(|remark| html(&remark.feedback, env)),
            };
            Rendered {
                question_html: html(statement, env),
                answer_html: with_extra(word(*truth).to_owned(), explanation.as_ref(), env),
                choices: Some(vec![choice(true), choice(false)]),
                question_text: self::text(statement),
                answer_text: word(*truth).to_owned(),
                question_language: language(statement, env),
                answer_language: language(statement, env),
                ..Rendered::default()
            }
        }
        Content::Short { prompt, accepted, explanation, .. } => {
            let expected = accepted.first().cloned().unwrap_or_default();
            Rendered {
                question_html: html(prompt, env),
                answer_html: with_extra(sanitize::escape(&expected), explanation.as_ref(), env),
                answer_text: expected.clone(),
                typed: Some(Typed { expected, accepted: accepted.clone() }),
                question_text: self::text(prompt),
                question_language: language(prompt, env),
                answer_language: language(prompt, env),
                ..Rendered::default()
            }
        }
        Content::Anki { fields, .. } => anki::render(fields, slot, env),
        Content::Question(question) => asked::render(question, env),
    }
}

fn gap_card(field: &Field, extra: Option<&Field>, typed: bool, slot: &Slot, env: &Env) -> Rendered {
    let pieces = cloze::parse(&field.text);
    let number = slot.number().or_else(|| cloze::numbers(&pieces).first().copied()).unwrap_or(1);
    let (asked, shown) = (cloze::marked(&pieces, number, true), cloze::marked(&pieces, number, false));
    let answers: Vec<String> = cloze::answers(&pieces, number).iter().map(|a| plain(a, field.format)).collect();
    let answer_text = answers.join(", ");
    Rendered {
        question_html: marked_html(&asked, field.format, env),
        answer_html: with_extra(marked_html(&shown, field.format, env), extra, env),
        answer_replaces_question: true,
        typed: typed.then(|| Typed::new(answer_text.clone())),
        question_text: gaps::to_text(&plain(&asked, field.format)),
        answer_text,
        question_language: language(field, env),
        answer_language: language(field, env),
        ..Rendered::default()
    }
}

fn marked_html(marked: &str, format: Format, env: &Env) -> String {
    match format {
        Format::Markdown => markup::marked_to_html(marked, &options(env)),
        Format::Html => sanitize::page(&gaps::to_html(marked), env.media_base),
    }
}

fn options<'a>(env: &Env<'a>) -> MarkupOptions<'a> {
    MarkupOptions { media_base: env.media_base, heading_offset: 2 }
}

/// A field as sanitised HTML.
pub fn html(field: &Field, env: &Env) -> String {
    match field.format {
        Format::Markdown => markup::to_html(&field.text, &options(env)),
        Format::Html => sanitize::page(&field.text, env.media_base),
    }
}

fn inline(field: &Field, env: &Env) -> String {
    match field.format {
        Format::Markdown => markup::to_inline_html(&field.text, &options(env)),
        Format::Html => sanitize::page(&field.text, env.media_base),
    }
}

fn with_extra(answer: String, extra: Option<&Field>, env: &Env) -> String {
    match extra.filter(|e| !e.is_blank()) {
        Some(extra) => format!("{answer}<div class=\"extra\">{}</div>", html(extra, env)),
        None => answer,
    }
}

/// A field's words.
pub fn text(field: &Field) -> String {
    plain(&field.text, field.format)
}

fn plain(text: &str, format: Format) -> String {
    match format {
        Format::Markdown => markup::to_text(text),
        Format::Html => markup::html_to_text(text),
    }
}

fn language(field: &Field, env: &Env) -> Option<String> {
    field.language.clone().or_else(|| env.language.map(str::to_owned))
}

fn join<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n")
}
