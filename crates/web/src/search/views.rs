//! Results in groups, with the words that were looked for under the marker.

use super::pages::{Asked, Group, Results, address};
use crate::frame::parts::icon;
use crate::frame::{Nav, Visit, any_page};
use crate::i18n::{Locale, t};
use crate::library::hits::{explanation, lang, memory};
use crate::t_args;
use maud::{Markup, html};
use studium_core::search::marks::{Piece, excerpt, mark};
use studium_core::search::{DocumentKind, Hit, Where};

/// Characters of the piece of text that is shown.
const PIECE: usize = 180;

pub fn page(visit: &Visit, asked: &Asked, results: &Results) -> Markup {
    let locale = visit.locale;
    let found: usize = results.groups.iter().map(|g| g.hits.len()).sum();
    let title = match asked.q.is_empty() {
        true => t(locale, "nav-search"),
        false => t_args!(locale, "search-title", words = &asked.q),
    };
    any_page(
        visit,
        &title,
        Nav::Search,
        "page wide",
        html! {
            header class="find-head" {
                h1 class="visually-hidden" { (t(locale, "nav-search")) }
                (field(locale, asked))
                div class="row scope" {
                    @if visit.actor.is_some() { (scopes(locale, asked)) }
                    @if !asked.q.is_empty() {
                        p class="small quiet found" role="status" { (count(locale, results, found)) }
                    }
                }
            }
            turbo-frame id="results" target="_top" {
                @if asked.q.is_empty() {
                    p class="lead" { (t(locale, "search-empty")) }
                    p { a class="button" href="/library" { (icon("library")) (t(locale, "front-all")) } }
                } @else if found == 0 {
                    p class="lead" { (t_args!(locale, "search-nothing", words = &asked.q)) }
                    p class="after" { (t(locale, "search-nothing-hint")) }
                    p { a class="button" href="/library" { (icon("library")) (t(locale, "front-all")) } }
                } @else {
                    @for group in results.groups.iter().filter(|g| !g.hits.is_empty()) { (one_group(visit, asked, results, group)) }
                }
            }
        },
    )
}

fn count(locale: Locale, results: &Results, found: usize) -> String {
    let more = results.groups.iter().any(|g| g.more);
    if more { t_args!(locale, "search-found-more", n = found) } else { t_args!(locale, "search-found", n = found) }
}

fn field(locale: Locale, asked: &Asked) -> Markup {
    html! {
        search-box data-live="#results" {
            form class="search-field large" role="search" action="/search" {
                (icon("search"))
                input class="input" type="search" name="q" value=(asked.q) aria-label=(t(locale, "search-label"))
                    placeholder=(t(locale, "front-search")) autocomplete="off" aria-controls="results" autofocus;
                @if !asked.r#in.is_empty() { input type="hidden" name="in" value=(asked.r#in); }
                @if !asked.kind.is_empty() { input type="hidden" name="kind" value=(asked.kind); }
                kbd class="only-wide" { "/" }
            }
        }
    }
}

fn scopes(locale: Locale, asked: &Asked) -> Markup {
    let places = [
        ("", Where::Everything, "search-everything"),
        ("library", Where::Library, "search-library"),
        ("mine", Where::Mine, "search-mine"),
    ];
    html! {
        div class="segments" role="group" aria-label=(t(locale, "search-where")) {
            @for (word, place, label) in places {
                a href=(link(&asked.q, word, &asked.kind, 0)) aria-current=[(asked.place() == place).then_some("true")] { (t(locale, label)) }
            }
        }
    }
}

fn link(text: &str, place: &str, kind: &str, after: usize) -> String {
    let encode = crate::frame::form_encode;
    let mut to = format!("/search?q={}", encode(text));
    for (name, value) in [("in", place), ("kind", kind)] {
        if !value.is_empty() {
            to.push_str(&format!("&{name}={}", encode(value)));
        }
    }
    if after > 0 {
        to.push_str(&format!("&after={after}"));
    }
    to
}

fn one_group(visit: &Visit, asked: &Asked, results: &Results, group: &Group) -> Markup {
    let locale = visit.locale;
    let kind = group.kind.as_str();
    html! {
        section aria-labelledby={ "h-" (kind) } {
            div class="section-head" {
                h2 id={ "h-" (kind) } { (t(locale, &format!("search-group-{kind}"))) }
                @if group.more {
                    @let after = if asked.kind == kind { asked.after + group.hits.len() } else { 0 };
                    a href=(link(&asked.q, &asked.r#in, kind, after)) { (t(locale, if after > 0 { "search-next" } else { "search-more" })) }
                }
            }
            ol class="rows results" { @for hit in &group.hits { (row(visit, asked, results, hit)) } }
        }
    }
}

fn row(visit: &Visit, asked: &Asked, results: &Results, hit: &Hit) -> Markup {
    let locale = visit.locale;
    if let Some((entry, _)) = &hit.explanation {
        let Some(article) = results.articles.get(&entry.id) else { return html! {} };
        let recall = hit.recall.map(|share| studium_core::library::Recall { share: Some(share), ..Default::default() });
        let lead = mark(&article.e.lead.plain, &asked.q);
        let sum = match lead.iter().any(|p| p.marked) {
            true => lead,
            false => excerpt(&article.e.plain_text(), &asked.q, PIECE),
        };
        return explanation(
            visit,
            &results.shelf,
            entry,
            article,
            recall.as_ref(),
            pieces(&mark(&hit.title, &asked.q)),
            pieces(&sum),
        );
    }
    let lang = hit.language.as_deref().and_then(|l| lang(locale, l));
    html! {
        li class="hit" {
            span class="hit-icon" { (icon(symbol(hit.kind))) }
            div {
                p class="kind" {
                    (t(locale, &format!("search-kind-{}", hit.kind.as_str())))
                    @if let Some((id, name)) = &hit.deck { ", " a href={ "/decks/" (id) } { (name) } }
                }
                h2 lang=[lang] { a href=(address(hit)) { (pieces(&mark(&hit.title, &asked.q))) } }
                @if !hit.text.is_empty() { p class="sum" lang=[lang] { (pieces(&excerpt(&hit.text, &asked.q, PIECE))) } }
            }
            @if let Some(share) = hit.recall { p class="yours" { (memory(locale, share)) } }
        }
    }
}

fn symbol(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Item => "square-check",
        DocumentKind::Deck => "layers",
        DocumentKind::Explanation => "book-open",
        DocumentKind::Source => "file-text",
    }
}

fn pieces(all: &[Piece]) -> Markup {
    html! { @for piece in all { @if piece.marked { mark { (piece.text) } } @else { (piece.text) } } }
}

/// The list under a search field.
pub fn suggestions(visit: &Visit, text: &str, results: &Results) -> Markup {
    let locale = visit.locale;
    html! {
        ul role="listbox" class="suggest" aria-label=(t(locale, "search-suggestions")) {
            @for hit in results.groups.iter().flat_map(|g| &g.hits) {
                li role="option" {
                    a href=(address(hit)) {
                        span lang=[hit.language.as_deref().and_then(|l| lang(locale, l))] { (pieces(&mark(&hit.title, text))) }
                        small { (context(locale, results, hit)) }
                    }
                }
            }
        }
    }
}

/// Kind, and where it lies.
fn context(locale: Locale, results: &Results, hit: &Hit) -> String {
    let kind = t(locale, &format!("search-kind-{}", hit.kind.as_str()));
    let place = match (&hit.deck, &hit.explanation) {
        (Some((_, deck)), _) => Some(deck.clone()),
        (None, Some((entry, _))) => results.shelf.subject(entry.topic).map(|s| s.name(locale.tag()).to_owned()),
        (None, None) => None,
    };
    place.map_or(kind.clone(), |place| format!("{kind}, {place}"))
}
