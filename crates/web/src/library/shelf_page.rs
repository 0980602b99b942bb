//! The whole library: filters beside, explanations as rows.

use super::hits;
use super::pages::{Articles, Filter, listed};
use crate::frame::parts::icon;
use crate::frame::{Nav, Visit, any_page};
use crate::i18n::{Locale, t};
use crate::t_args;
use formats::explanation::Level;
use maud::{Markup, PreEscaped, html};
use std::collections::HashMap;
use studium_core::library::{Entry, Recall, Shelf};
use uuid::Uuid;

/// What the filters let through. Without a language: what is listed for a reader of `own`.
pub fn filtered<'s>(shelf: &'s Shelf, filter: &Filter, own: &str) -> Vec<&'s Entry> {
    let all: Vec<&Entry> = match filter.language.as_str() {
        "" => listed(shelf, own),
        language => shelf.entries.iter().filter(|e| e.language == language).collect(),
    };
    all.into_iter()
        .filter(|e| filter.subject.is_empty() || shelf.subject(e.topic).is_some_and(|s| s.key == filter.subject))
        .filter(|e| Level::parse(&filter.level).is_none_or(|level| e.level == level))
        .collect()
}

pub fn page(
    visit: &Visit,
    shelf: &Shelf,
    filter: &Filter,
    found: &[&Entry],
    articles: &Articles,
    recall: &HashMap<Uuid, Recall>,
) -> Markup {
    let locale = visit.locale;
    any_page(
        visit,
        &t(locale, "nav-library"),
        Nav::Library,
        "page wide",
        html! {
            header class="find-head" {
                h1 class="lead" { (t(locale, "library-lead")) }
                (search_field(locale, ""))
                div class="row scope" {
                    p class="small quiet found" role="status" { (t_args!(locale, "explanations", n = found.len())) }
                }
            }
            div class="facet-grid" {
                div class="only-wide" { (facets(locale, shelf, filter)) }
                details class="fold only-narrow" { summary { (t(locale, "filters")) } (facets(locale, shelf, filter)) }
                div {
                    @if found.is_empty() {
                        p class="lead" { (t(locale, "library-none")) }
                        p { a class="button" href="/library" { (t(locale, "filters-clear")) } }
                    }
                    ol class="rows results" {
                        @for entry in found {
                            @if let Some(article) = articles.get(&entry.id) {
                                (hits::explanation(visit, shelf, entry, article, recall.get(&entry.deck),
                                    html! { (entry.title) }, PreEscaped(article.e.lead.html.clone())))
                            }
                        }
                    }
                }
            }
        },
    )
}

/// The large field that searches everything.
pub fn search_field(locale: Locale, text: &str) -> Markup {
    html! {
        search-box data-suggest="/search/suggest" {
            form class="search-field large" role="search" action="/search" aria-label=(t(locale, "search-label")) {
                (icon("search"))
                input class="input" type="search" name="q" value=[(!text.is_empty()).then_some(text)] placeholder=(t(locale, "front-search"))
                    aria-label=(t(locale, "search-label")) autocomplete="off" autofocus[!text.is_empty()];
                kbd class="only-wide" { "/" }
            }
        }
    }
}

fn facets(locale: Locale, shelf: &Shelf, filter: &Filter) -> Markup {
    let count = |f: &Filter| filtered(shelf, f, locale.tag()).len();
    let with = |subject: &str, level: &str, language: &str| Filter {
        subject: subject.into(),
        level: level.into(),
        language: language.into(),
    };
    let radio = |name: &str, value: &str, label: Markup, chosen: bool, n: usize| {
        html! {
            label class="check" {
                input type="radio" name=(name) value=(value) checked[chosen];
                (label) span class="end" { (n) }
            }
        }
    };
    let levels: Vec<(String, String)> = [(String::new(), t(locale, "filter-any"))]
        .into_iter()
        .chain(Level::ALL.map(|l| (l.as_str().to_owned(), hits::level(locale, l))))
        .collect();
    let languages: Vec<(String, String)> = [(String::new(), t(locale, "filter-any-language"))]
        .into_iter()
        .chain(Locale::ALL.map(|l| (l.tag().to_owned(), l.own_name().to_owned())))
        .collect();
    html! {
        form class="facets" method="get" action="/library" aria-label=(t(locale, "filters")) {
            fieldset {
                legend { (t(locale, "filter-subject")) }
                (radio("subject", "", html! { (t(locale, "all-subjects")) }, filter.subject.is_empty(), count(&with("", &filter.level, &filter.language))))
                @for subject in shelf.subjects() {
                    @let n = count(&with(&subject.key, &filter.level, &filter.language));
                    @if n > 0 || filter.subject == subject.key {
                        (radio("subject", &subject.key,
                            html! { span class="subject" data-hue=(subject.hue) data-letter=(subject.letter(locale.tag())) { (subject.name(locale.tag())) } },
                            filter.subject == subject.key, n))
                    }
                }
            }
            fieldset {
                legend { (t(locale, "filter-level")) }
                @for (value, label) in &levels {
                    (radio("level", value, html! { (label) }, filter.level == *value, count(&with(&filter.subject, value, &filter.language))))
                }
            }
            fieldset {
                legend { (t(locale, "filter-language")) }
                @for (value, label) in &languages {
                    (radio("language", value, html! { (label) }, filter.language == *value, count(&with(&filter.subject, &filter.level, value))))
                }
            }
            button class="button compact" { (t(locale, "filters-apply")) }
            a class="button plain compact" href="/library" { (t(locale, "filters-clear")) }
        }
    }
}
