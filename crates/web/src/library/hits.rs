//! A thing of the library or of one's own as a row of results, and the stroke that says how well it is known.

use super::article::Article;
use crate::frame::Visit;
use crate::frame::parts::icon;
use crate::i18n::{Locale, format, t};
use crate::t_args;
use formats::explanation::Level;
use maud::{Markup, html};
use studium_core::library::{Entry, Recall, Shelf};

/// "School", "University", "Vocational training".
pub fn level(locale: Locale, level: Level) -> String {
    t(
        locale,
        match level {
            Level::School => "level-school",
            Level::Vocational => "level-vocational",
            Level::University => "level-university",
        },
    )
}

/// The marker stroke: how likely something is remembered now, with its number.
pub fn memory(locale: Locale, share: f64) -> Markup {
    stroke(locale, share, "recall-now")
}

/// The same for another day than now; `key` says which.
pub fn stroke(locale: Locale, share: f64, key: &str) -> Markup {
    let end = (share * 100.0).clamp(2.0, 98.0).round();
    let stroke = format!("M2 0H{end}L{} 10H0z", end - 2.0);
    let tip = format!("M{end} -1h2l-2 12h-2z");
    html! {
        span class="memory" {
            svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                path class="track" d="M0 2h100v6H0z" {}
                path class="stroke" d=(stroke) {}
                path class="tip" d=(tip) {}
            }
            span { span class="visually-hidden" { (t(locale, key)) " " } (format::percent(locale, share)) }
        }
    }
}

/// What the reader knows of it: nothing for a guest.
pub fn yours(visit: &Visit, recall: Option<&Recall>) -> Markup {
    let locale = visit.locale;
    html! {
        @if visit.actor.is_some() {
            p class="yours" {
                @match recall.and_then(|r| r.share) {
                    Some(share) => { (memory(locale, share)) }
                    None => { span class="memory" { (t(locale, "recall-new")) } }
                }
                @if let Some(recall) = recall.filter(|r| r.due > 0) {
                    span class="quiet" { (t_args!(locale, "recall-due", cards = recall.due)) }
                }
            }
        }
    }
}

/// The language's own name, where it is not the page's.
pub fn foreign(locale: Locale, language: &str) -> Option<String> {
    if language.starts_with(locale.tag()) {
        return None;
    }
    Some(Locale::parse(language).map_or_else(|| language.to_owned(), |l| l.own_name().to_owned()))
}

/// For the `lang` attribute of what is not written in the page's language.
pub fn lang(locale: Locale, language: &str) -> Option<&str> {
    (!language.starts_with(locale.tag())).then_some(language)
}

/// An explanation as a row of results. `title` and `sum` may carry marks.
pub fn explanation(
    visit: &Visit,
    shelf: &Shelf,
    entry: &Entry,
    article: &Article,
    recall: Option<&Recall>,
    title: Markup,
    sum: Markup,
) -> Markup {
    let locale = visit.locale;
    let subject = shelf.subject(entry.topic);
    html! {
        li class="hit" {
            span class="hit-icon" data-hue=[subject.map(|s| &s.hue)] { (icon("book-open")) }
            div {
                p class="kind" {
                    (t(locale, "kind-explanation"))
                    @if let Some(subject) = subject { ", " (subject.name(locale.tag())) }
                }
                h2 lang=[lang(locale, &entry.language)] { a href={ "/explanations/" (entry.slug) } { (title) } }
                p class="sum" lang=[lang(locale, &entry.language)] { (sum) }
                p class="meta" {
                    span { (t_args!(locale, "minutes", minutes = article.e.reading_minutes)) }
                    span { (level(locale, entry.level)) }
                    @if article.e.checked_by.is_some() { span { (t(locale, "checked")) } }
                    span { (t_args!(locale, "cards", cards = entry.cards)) }
                    @if let Some(language) = foreign(locale, &entry.language) { span { (language) } }
                }
            }
            (yours(visit, recall))
        }
    }
}
