//! How an item will look and what a good one would not do, as one types.

use super::content;
use super::upload::Sent;
use crate::frame::layout::json_script;
use crate::frame::parts::icon;
use crate::frame::{AppState, Reply, SignedIn};
use crate::i18n::{Locale, t};
use axum::extract::State;
use formats::item::{Content, NoteType};
use formats::lint::{self, Lint};
use formats::render::{self, Env};
use maud::{Markup, PreEscaped, html};
use serde_json::json;
use std::collections::HashSet;
use studium_core::search::{DocumentKind, Query};
use studium_core::{Actor, SpaceId, items};
use uuid::Uuid;

/// Cards that a preview draws.
const MOST: usize = 8;

/// What a preview needs besides the content.
pub struct About {
    pub space: SpaceId,
    pub note_type: Option<NoteType>,
    pub tags: Vec<String>,
    pub language: Option<String>,
    /// What other items ask alike.
    pub others: Vec<String>,
}

/// The fragment below the form.
pub async fn show(State(state): State<AppState>, me: SignedIn, sent: Sent) -> Reply<Markup> {
    let fields = sent.fields;
    let id: Option<Uuid> = fields.parse_optional("item")?;
    let before = match id {
        Some(id) => {
            let actor = me.actor.clone();
            Some(state.studium.read(move |tx| items::get(tx, &actor, id)).await?)
        }
        None => None,
    };
    let content = content::read(&fields, before.as_ref().map(|i| &i.content))?;
    let mut about = about(&state, &me.actor, &content, id).await?;
    about.tags = content::tags(fields.get("tags"));
    about.language = Some(fields.get("language").to_owned()).filter(|l| !l.is_empty());
    Ok(draw(me.locale, &content, &about))
}

/// Reads the note type, and asks the index for items that may ask the same.
pub async fn about(
    state: &AppState,
    actor: &Actor,
    content: &Content,
    id: Option<Uuid>,
) -> studium_core::Result<About> {
    let (space, wanted) = (actor.space(), content.clone());
    let note_type = state.studium.read(move |tx| items::note_type(tx, space, &wanted)).await?;
    let summary = render::summary(content, note_type.as_ref());
    let query =
        Query { text: summary, spaces: vec![space], kinds: vec![DocumentKind::Item], as_you_type: false, limit: 5 };
    let search = state.studium.search.clone();
    let found =
        tokio::task::spawn_blocking(move || search.find(&query)).await.map_err(studium_core::Error::internal)??;
    let ids: Vec<Uuid> = found.into_iter().map(|f| f.id).filter(|found| Some(*found) != id).collect();
    let actor = actor.clone();
    let others = state.studium.read(move |tx| items::summaries(tx, &actor, &ids)).await?;
    Ok(About { space, note_type, tags: Vec::new(), language: None, others })
}

/// Every card of the content, question above answer, and the lint as sentences.
pub fn draw(l: Locale, content: &Content, about: &About) -> Markup {
    let others: Vec<&str> = about.others.iter().map(String::as_str).collect();
    let mut found = lint::lint_with(content, about.note_type.as_ref(), &others);
    // before anything is asked, what is missing is plain to see
    let begun = !render::summary(content, about.note_type.as_ref()).is_empty();
    let mut said = HashSet::new();
    found.retain(|lint| (begun || !lint.rule.is_grave()) && said.insert(lint.message_key));
    let good = found.is_empty() && begun && !render::slots(content, about.note_type.as_ref()).is_empty();
    html! { (cards(l, content, about)) (lints(l, &found, good)) }
}

/// Every card of the content, question above answer.
pub fn cards(l: Locale, content: &Content, about: &About) -> Markup {
    let base = studium_core::media::base(about.space);
    let env = Env {
        note_type: about.note_type.as_ref(),
        tags: &about.tags,
        media_base: &base,
        language: about.language.as_deref(),
        ..Env::default()
    };
    let slots = render::slots(content, about.note_type.as_ref());
    html! {
        @for slot in slots.iter().take(MOST) {
            @let card = render::render(content, slot, &env);
            @if let Some(css) = &card.css {
                (face(l, "preview-question", &card.question_html, css, slot.number()))
                (face(l, "preview-answer", &card.answer_html, css, slot.number()))
            } @else {
                section class="stack-s" {
                    div class="question" lang=[card.question_language.as_deref()] { (PreEscaped(&card.question_html)) }
                    @if let Some(choices) = &card.choices {
                        ul class="rows" {
                            @for choice in choices {
                                li class="row tight" {
                                    (icon(if choice.right { "check" } else { "x" }))
                                    span { (PreEscaped(&choice.html)) span class="visually-hidden" { " " (t(l, if choice.right { "option-right" } else { "option-wrong" })) } }
                                }
                            }
                        }
                    }
                    hr;
                    div class="answer-body" lang=[card.answer_language.as_deref()] { (PreEscaped(&card.answer_html)) }
                }
            }
        }
        @if slots.len() > MOST { p class="small quiet" { (crate::t_args!(l, "preview-more", cards = slots.len() - MOST)) } }
    }
}

fn lints(l: Locale, found: &[Lint], good: bool) -> Markup {
    html! {
        ul class="lint" aria-label=(t(l, "lint-title")) {
            @for lint in found { li { (icon("triangle-alert")) span { (t(l, lint.message_key)) } } }
            @if good { li class="is-good" { (icon("circle-check")) span { (t(l, "lint-good")) } } }
        }
    }
}

/// An imported card, apart from the page.
fn face(l: Locale, title: &str, html: &str, css: &str, ord: Option<u16>) -> Markup {
    let data = json!({ "html": html, "css": css, "ord": ord.unwrap_or(0) });
    html! {
        h3 class="small quiet" { (t(l, title)) }
        card-face data-title=(t(l, title)) { (json_script("", &data)) }
    }
}
