//! A subject: its topics to any depth, its explanations, where to begin.

use super::explanation_parts::row;
use super::hits::{foreign, lang, level, memory};
use super::pages::Articles;
use crate::frame::parts::icon;
use crate::frame::{Nav, Visit, any_page};
use crate::i18n::t;
use crate::t_args;
use maud::{Markup, PreEscaped, html};
use std::collections::HashMap;
use studium_core::library::{Entry, Recall, Shelf, Topic};
use uuid::Uuid;

pub struct About<'a> {
    pub subject: &'a Topic,
    /// The topic that was asked for: its fold is open.
    pub open: Option<&'a Topic>,
    pub inside: &'a [&'a Entry],
    pub articles: &'a Articles,
    pub recall: &'a HashMap<Uuid, Recall>,
}

pub fn page(visit: &Visit, shelf: &Shelf, about: &About) -> Markup {
    let (locale, subject) = (visit.locale, about.subject);
    let name = subject.name(locale.tag());
    let cards: i64 = about.inside.iter().map(|e| e.cards).sum();
    let first = about.inside.first().and_then(|e| about.articles.get(&e.id).map(|a| (e, a)));
    any_page(
        visit,
        name,
        Nav::Library,
        "browse page",
        html! {
            nav class="crumbs small" aria-label=(t(locale, "crumbs")) {
                a href="/library" { (t(locale, "all-subjects")) } (icon("chevron-right")) span aria-current="page" { (name) }
            }
            header class="page-head" {
                h1 class="lead subject-lead" {
                    span class="tile large" data-hue=(subject.hue) aria-hidden="true" { (subject.letter(locale.tag())) }
                    (t_args!(locale, "subject-lead", subject = name, n = about.inside.len()))
                }
                p class="after" { (t_args!(locale, "subject-after", cards = cards)) }
            }
            div class="with-aside" {
                div class="stack" {
                    section aria-labelledby="h-topics" {
                        div class="section-head" { h2 id="h-topics" { (t(locale, "topics")) } small { (t(locale, "topics-figures")) } }
                        div class="tree" data-hue=(subject.hue) {
                            @for topic in shelf.below(subject.id) { (fold(visit, shelf, about, topic)) }
                        }
                    }
                    @if !about.inside.is_empty() { (order(visit, about)) }
                }
                aside class="stack" aria-label=(t(locale, "subject-aside")) {
                    @if let Some((entry, article)) = first {
                        section aria-labelledby="h-begin" {
                            div class="section-head" { h2 id="h-begin" { (t(locale, "begin")) } }
                            @if let Some(teaser) = article.e.teasers.first() {
                                p class="begin" lang=[lang(locale, &entry.language)] { (PreEscaped(&teaser.prompt.html)) }
                            }
                            a class="button primary block" href={ "/explanations/" (entry.slug) "#try" } {
                                (icon("play")) (t_args!(locale, "try-questions", n = article.e.teasers.len()))
                            }
                        }
                    }
                    (decks(visit, about))
                    @if visit.actor.is_none() {
                        p class="small quiet" { a href={ "/sign-in?next=/library/" (subject.key) } { (t(locale, "sign-in")) } (t(locale, "subject-signed-in")) }
                    }
                }
            }
            @if let Some((entry, article)) = first {
                nav class={ "stick" @if visit.actor.is_none() { " alone" } } aria-label=(t(locale, "practise")) {
                    a class="button primary" href={ "/explanations/" (entry.slug) "#try" } {
                        (icon("play")) (t_args!(locale, "try-questions", n = article.e.teasers.len()))
                    }
                }
            }
        },
    )
}

/// Whether something that is listed lies in this topic or below it.
fn entries_within<'a>(shelf: &Shelf, about: &About<'a>, topic: Uuid) -> Vec<&'a Entry> {
    about.inside.iter().copied().filter(|e| shelf.path(e.topic).iter().any(|t| t.id == topic)).collect()
}

fn fold(visit: &Visit, shelf: &Shelf, about: &About, topic: &Topic) -> Markup {
    let locale = visit.locale;
    let within = entries_within(shelf, about, topic.id);
    if within.is_empty() {
        return html! {};
    }
    let open = about.open.is_none_or(|o| shelf.path(o.id).iter().any(|t| t.id == topic.id));
    html! {
        details open[open] id=(topic.key) {
            summary { (topic.name(locale.tag())) small { (within.len()) ", " (within.iter().map(|e| e.cards).sum::<i64>()) } }
            ul {
                @for below in shelf.below(topic.id) {
                    @if !entries_within(shelf, about, below.id).is_empty() { li { (fold(visit, shelf, about, below)) } }
                }
                @for entry in about.inside.iter().filter(|e| e.topic == topic.id) {
                    li {
                        a href={ "/explanations/" (entry.slug) } lang=[lang(locale, &entry.language)] { (entry.title) }
                        small { (t_args!(locale, "minutes", minutes = entry.minutes())) ", " (entry.cards) }
                    }
                }
            }
        }
    }
}

fn order(visit: &Visit, about: &About) -> Markup {
    let locale = visit.locale;
    html! {
        section aria-labelledby="h-order" {
            div class="section-head" { h2 id="h-order" { (t(locale, "in-order")) } }
            ol class="rows steps" {
                @for (n, entry) in about.inside.iter().enumerate() {
                    @let article = about.articles.get(&entry.id);
                    li class="item-row" {
                        span class="n" aria-hidden="true" { (n + 1) }
                        a class="title" href={ "/explanations/" (entry.slug) } lang=[lang(locale, &entry.language)] { (entry.title) }
                        span class="meta" {
                            (t_args!(locale, "minutes", minutes = entry.minutes())) ", " (level(locale, entry.level))
                            @if let Some(language) = foreign(locale, &entry.language) { ", " (language) }
                            @if article.is_some_and(|a| a.e.checked_by.is_some()) { ", " (t(locale, "checked")) }
                        }
                        @if let Some(share) = about.recall.get(&entry.deck).and_then(|r| r.share) {
                            span class="act" { (memory(locale, share)) }
                        }
                    }
                }
            }
        }
    }
}

fn decks(visit: &Visit, about: &About) -> Markup {
    let locale = visit.locale;
    html! {
        section aria-labelledby="h-decks" {
            div class="section-head" { h2 id="h-decks" { (t(locale, "nav-decks")) } }
            ul class="rows" {
                @for entry in about.inside {
                    (row("layers", &format!("/explanations/{}#cards", entry.slug), &entry.title, lang(locale, &entry.language),
                        html! { (t_args!(locale, "cards", cards = entry.cards)) }))
                }
            }
            @if visit.actor.is_some() && about.inside.len() > 1 {
                form method="post" action={ "/library/" (about.subject.key) "/study" } {
                    button class="button" { (icon("layers")) (t(locale, "study-subject")) }
                }
            }
        }
    }
}
