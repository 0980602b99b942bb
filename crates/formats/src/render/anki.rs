//! An Anki note's card: its own template and style sheet, sanitised, for an isolated frame.

use super::occlusion::{self, Look};
use super::{Env, Rendered, Typed};
use crate::anki::{occlusion as anki_occlusion, template};
use crate::item::{NoteType, Slot};
use crate::sanitize::{self, SanitizeOptions, html_to_text};

/// Anki's stock kind of image occlusion notes.
const OCCLUSION: i32 = 6;
/// The place of a typed answer stays in the HTML for whoever shows the card; unplaced, it is not seen.
const TYPED_CSS: &str = ".typed-place{display:none}";

pub(super) fn slots(note_type: &NoteType, fields: &[String]) -> Vec<Slot> {
    template::slots(note_type, fields)
}

pub(super) fn render(fields: &[String], slot: &Slot, env: &Env) -> Rendered {
    let Some(note_type) = env.note_type else { return without_type(fields, env) };
    let context = template::Context {
        tags: &env.tags.join(" "),
        deck: &env.deck.join("::"),
        subdeck: env.deck.last().map_or("", String::as_str),
        card_flag: env.flag,
    };
    let raw = template::render(note_type, fields, slot, &context);
    let typed = template::typed_answer(&raw.question, note_type, fields, slot).map(Typed::new);
    let (question, question_styles) = sanitize::take_styles(&raw.question);
    let (answer, answer_styles) = sanitize::take_styles(&raw.answer);
    let mut styles = format!("{}\n{question_styles}", note_type.css);
    if answer_styles != question_styles {
        styles.push_str(&answer_styles);
    }
    let mut css = sanitize::css(&styles, env.media_base);
    let options = SanitizeOptions { css: &styles, ..SanitizeOptions::new(env.media_base) };
    let mut question_html = typed_place(&sanitize::html(&question, &options));
    let mut answer_html = typed_place(&sanitize::html(&answer, &options));
    if typed.is_some() {
        css.push_str(TYPED_CSS);
    }
    if note_type.stock_kind == OCCLUSION {
        question_html = masked(&question_html, fields, slot, true);
        answer_html = masked(&answer_html, fields, slot, false);
        css.push_str(occlusion::CSS);
    }
    let answer_alone = answer_html.split_once("id=\"answer\"").and_then(|(_, after)| after.split_once('>'));
    Rendered {
        question_text: words(&question_html),
        answer_text: words(answer_alone.map_or(answer_html.as_str(), |(_, after)| after)),
        question_html,
        answer_html,
        answer_replaces_question: true,
        css: Some(css),
        typed,
        question_language: env.language.map(str::to_owned),
        answer_language: env.language.map(str::to_owned),
        ..Rendered::default()
    }
}

/// The fields one below the other: nothing is lost where a note type is missing.
fn without_type(fields: &[String], env: &Env) -> Rendered {
    let options = SanitizeOptions::new(env.media_base);
    let clean = |fields: &[String]| fields.iter().map(|f| sanitize::html(f, &options)).collect::<Vec<_>>().join("<hr>");
    let (question_html, answer_html) = (clean(fields.get(..1).unwrap_or_default()), clean(fields));
    Rendered {
        question_text: html_to_text(&question_html),
        answer_text: html_to_text(&answer_html),
        question_html,
        answer_html,
        answer_replaces_question: true,
        css: Some(String::new()),
        ..Rendered::default()
    }
}

fn words(html: &str) -> String {
    let text = html_to_text(html);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("[[type:") {
        out.push_str(before);
        rest = after.split_once("]]").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    sanitize::tidy(&out)
}

/// Puts `[[type:…]]` into an element of its own, so that a page can put its input there.
fn typed_place(html: &str) -> String {
    let Some((before, after)) = html.split_once("[[type:") else { return html.to_owned() };
    let Some((name, after)) = after.split_once("]]").filter(|(name, _)| !name.contains(['<', '>', '"'])) else {
        return html.to_owned();
    };
    format!("{before}<span class=\"typed-place\">[[type:{name}]]</span>{after}")
}

/// Draws the masks over the picture, as Anki's script does.
fn masked(html: &str, fields: &[String], slot: &Slot, asked: bool) -> String {
    let Some(field) = fields.iter().find(|f| f.contains("image-occlusion:")) else { return html.to_owned() };
    let found = anki_occlusion::masks(field);
    let number = slot.number().unwrap_or(1);
    let seen = found.masks.iter().filter(|m| m.ordinal == number || (found.hide_all && m.ordinal > 0));
    let looks: Vec<_> = seen
        .map(|mask| {
            let look = match (mask.ordinal == number, asked) {
                (true, true) => Look::Asked,
                (true, false) => Look::Shown,
                (false, _) => Look::Hidden,
            };
            (mask, look)
        })
        .collect();
    let from = html.find("image-occlusion-container").unwrap_or(0);
    let Some(start) = html[from..].find("<img ").map(|at| from + at) else { return html.to_owned() };
    let Some(end) = html[start..].find('>').map(|at| start + at + 1) else { return html.to_owned() };
    format!("{}{}{}", &html[..start], occlusion::figure_around(&html[start..end], &looks), &html[end..])
}
