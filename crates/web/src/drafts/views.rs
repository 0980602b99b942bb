//! Sources and drafts as pages.

use super::pages::SourcePage;
use crate::decks::deck_options;
use crate::decks::undo::Notice;
use crate::frame::parts::{Wrong, icon};
use crate::frame::{Fields, Nav, SignedIn, app_page};
use crate::i18n::{self, Locale, t};
use crate::items::content_fields;
use crate::t_args;
use formats::markup::{self, MarkupOptions};
use formats::render::{self, Env};
use maud::{Markup, PreEscaped, html};
use studium_core::drafts::{Draft, DraftState, SourceLine};

pub fn list(me: &SignedIn, notice: &Notice, lines: &[SourceLine]) -> Markup {
    let l = me.locale;
    let title = t(l, "sources-title");
    let open: i64 = lines.iter().map(|line| line.open_drafts).sum();
    app_page(
        me,
        &title,
        Nav::Decks,
        html! {
            div class="page" {
                (notice.bar(l))
                header class="page-head" {
                    p class="over" { (title) }
                    h1 class="lead" {
                        @if lines.is_empty() { (t(l, "sources-lead-none")) }
                        @else if open > 0 { (t_args!(l, "sources-lead-open", drafts = open)) }
                        @else { (t_args!(l, "sources-lead", sources = lines.len())) }
                    }
                    @if lines.is_empty() {
                        p class="after" { (t(l, "sources-after-none")) }
                        p class="row" { a class="button primary" href="/imports" { (icon("upload")) (t(l, "deck-import")) } }
                    }
                }
                (source_rows(l, lines))
            }
        },
    )
}

/// Sources as rows.
pub fn source_rows(l: Locale, lines: &[SourceLine]) -> Markup {
    html! {
        ul class="rows" {
            @for line in lines {
                li class="item-row" {
                    (icon("file-text"))
                    a class="title" href={ "/sources/" (line.id) } { (line.title) }
                    span class="meta" { (source_meta(l, line)) }
                }
            }
        }
    }
}

fn source_meta(l: Locale, line: &SourceLine) -> String {
    let mut parts = vec![t_args!(l, "source-words", words = line.words)];
    if line.open_drafts > 0 {
        parts.push(t_args!(l, "source-open", drafts = line.open_drafts));
    }
    if line.accepted > 0 {
        parts.push(t_args!(l, "source-accepted", items = line.accepted));
    }
    parts.join(", ")
}

pub fn show(me: &SignedIn, notice: &Notice, page: &SourcePage) -> Markup {
    let l = me.locale;
    let source = &page.source;
    let open: Vec<&Draft> = page.drafts.iter().filter(|d| d.state == DraftState::Open).collect();
    let base = studium_core::media::base(source.space);
    let text = markup::to_html(
        without_title(&source.content, &source.title),
        &MarkupOptions { media_base: &base, heading_offset: 1 },
    );
    let link = source.origin.as_deref().filter(|o| o.starts_with("https://") || o.starts_with("http://"));
    let day = jiff::Timestamp::from_millisecond(source.created_at)
        .unwrap_or_default()
        .to_zoned(me.actor.preferences.zone.clone())
        .date();
    app_page(
        me,
        &source.title,
        Nav::Decks,
        html! {
            div class="page wide" {
                (notice.bar(l))
                header class="page-head" {
                    p class="over" {
                        a href="/sources" { (t(l, "sources-title")) } " › " (i18n::date(l, day)) ", " (t_args!(l, "source-words", words = source.words))
                    }
                    h1 class="lead" lang=[source.language.as_deref()] { (source.title) }
                    p class="after" {
                        @if open.is_empty() { (t(l, "source-nothing-open")) } @else { (t_args!(l, "source-lead-open", drafts = open.len())) }
                        @if let Some(link) = link { " " a href=(link) rel="noopener noreferrer nofollow" { (t(l, "source-origin")) } }
                    }
                }
                div class="editor" {
                    article class="reading answer-body" lang=[source.language.as_deref()] { (PreEscaped(text)) }
                    aside class="editor-preview" id="drafts" aria-labelledby="h-drafts" {
                        h2 id="h-drafts" { (t(l, "drafts-title")) }
                        @if open.is_empty() { p class="quiet" { (t(l, "drafts-none")) } } @else { (decisions(l, page, &open)) }
                        (decided(l, page))
                    }
                }
            }
        },
    )
}

/// The text without its first heading when that only says the title again.
fn without_title<'t>(text: &'t str, title: &str) -> &'t str {
    match text.trim_start().strip_prefix("# ").and_then(|rest| rest.split_once('\n')) {
        Some((first, rest)) if first.trim() == title.trim() => rest,
        _ => text,
    }
}

fn decisions(l: Locale, page: &SourcePage, open: &[&Draft]) -> Markup {
    let source = &page.source;
    let chosen =
        page.decks.iter().find(|d| d.source == Some(source.id)).map(|d| d.id).or(open.first().and_then(|d| d.deck));
    html! {
        form class="stack-s" method="post" action={ "/sources/" (source.id) "/drafts" } {
            label class="field" {
                span { (t(l, "drafts-deck")) }
                select class="input" name="deck" {
                    option value="" { (t_args!(l, "drafts-deck-new", name = &source.title)) }
                    (deck_options(&page.decks, chosen, None))
                }
            }
            p class="row tight" {
                button class="button primary" name="all" value="accept" { (icon("check")) (t_args!(l, "drafts-accept-all", drafts = open.len())) }
            }
            p class="small quiet only-wide" { (t(l, "drafts-keys")) }
            ul class="rows drafts" {
                @for (n, draft) in open.iter().enumerate() { (one(l, page, draft, n == 0)) }
            }
        }
    }
}

/// A draft with its three decisions; the first one's have keys.
fn one(l: Locale, page: &SourcePage, draft: &Draft, first: bool) -> Markup {
    let base = studium_core::media::base(page.source.space);
    let language = draft.language.as_deref().or(page.source.language.as_deref());
    let env = Env { media_base: &base, language, ..Env::default() };
    let slot = render::slots(&draft.content, None).into_iter().next().unwrap_or_else(formats::item::Slot::whole);
    let card = render::render(&draft.content, &slot, &env);
    html! {
        li id={ "d-" (draft.id) } {
            p class="small quiet" { (t(l, found_key(&draft.found_as))) }
            div class="question" lang=[card.question_language.as_deref()] { (PreEscaped(&card.question_html)) }
            div class="draft-answer" lang=[card.answer_language.as_deref()] { (PreEscaped(&card.answer_html)) }
            @if let Some(quote) = &draft.quote {
                details class="data" { summary { (t(l, "item-evidence-short")) } blockquote lang=[language] { mark { (quote) } } }
            }
            div class="row tight" {
                button class="button compact" name="accept" value=(draft.id) data-key=[first.then_some("a")] { (icon("check")) (t(l, "draft-accept")) }
                a class="button compact" href={ "/drafts/" (draft.id) } data-key=[first.then_some("e")] { (icon("pencil")) (t(l, "draft-edit")) }
                button class="button compact plain" name="reject" value=(draft.id) data-key=[first.then_some("r")] { (icon("x")) (t(l, "draft-reject")) }
            }
        }
    }
}

fn found_key(found_as: &str) -> &'static str {
    match found_as {
        "flashcard" => "found-flashcard",
        "definition" => "found-definition",
        "faq" => "found-faq",
        _ => "found-question",
    }
}

fn decided(l: Locale, page: &SourcePage) -> Markup {
    let accepted: Vec<&Draft> = page.drafts.iter().filter(|d| d.state == DraftState::Accepted).collect();
    html! {
        @if !accepted.is_empty() {
            details class="fold" {
                summary { (t_args!(l, "source-accepted", items = accepted.len())) }
                ul class="rows" { @for draft in accepted { li { a href={ "/items/" (draft.id) } { (render::summary(&draft.content, None)) } } } }
            }
        }
    }
}

pub fn edit(me: &SignedIn, draft: &Draft, fields: &Fields, wrong: &Wrong) -> Markup {
    let l = me.locale;
    let title = t(l, "draft-edit-title");
    let back = draft.source.map_or("/sources".to_owned(), |s| format!("/sources/{s}#d-{}", draft.id));
    app_page(
        me,
        &title,
        Nav::Decks,
        html! {
            div class="page wide" {
                header class="page-head" { p class="over" { a href=(back) { (t(l, "drafts-title")) } } h1 class="lead" { (title) } }
                item-editor data-preview="/items/preview" data-leave=(t(l, "item-leave")) {
                    div class="editor" {
                        form class="editor-fields" method="post" action={ "/drafts/" (draft.id) } {
                            (content_fields(l, fields, wrong, &draft.content, None))
                            @for (_, key) in &wrong.0 { p class="note-box bad" role="alert" { (icon("circle-alert")) span { (t(l, key)) } } }
                            p class="row" { button class="button primary" { (t(l, "save")) } a class="button plain" href=(back) { (t(l, "cancel")) } }
                        }
                        aside class="editor-preview" aria-label=(t(l, "preview")) {
                            div data-role="preview" {}
                            @if let Some(quote) = &draft.quote { figure class="quote" { blockquote { (quote) } figcaption class="small quiet" { (t(l, "item-evidence-short")) } } }
                        }
                    }
                }
            }
        },
    )
}
