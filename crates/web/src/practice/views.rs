//! Where a round is chosen, and what is said when there is nothing to practise.

use super::asked::{Asked, USUAL_GOAL};
use super::pages::Choices;
use crate::frame::parts::{Wrong, icon};
use crate::frame::{Nav, SignedIn, app_page};
use crate::i18n::{Locale, t};
use crate::t_args;
use maud::{Markup, html};
use studium_core::decks::Deck;

/// Goals that can be chosen, items right.
const GOALS: [u16; 3] = [10, USUAL_GOAL, 40];

pub fn start(me: &SignedIn, choices: &Choices, asked: &Asked, wrong: &Wrong) -> Markup {
    let l = me.locale;
    app_page(
        me,
        &t(l, "practice-title"),
        Nav::Study,
        html! {
            div class="page" {
                header class="page-head" {
                    p class="over" { (t(l, "practice-title")) }
                    h1 class="lead" { (t(l, "practice-lead")) }
                    p class="after" { (t(l, "practice-about")) }
                }
                @if choices.any { (form(l, choices, asked, wrong)) } @else { (no_cards(l)) }
            }
        },
    )
}

fn form(l: Locale, choices: &Choices, asked: &Asked, wrong: &Wrong) -> Markup {
    let is_weak = asked.is_weak() || !asked.names_something();
    html! {
        form class="editor-fields narrow" action="/practice" {
            @for field in ["cards", "deck", "course", "topic"] { (wrong.under(l, field)) }
            label class="field" {
                span { (t(l, "practice-what")) }
                select class="input" name="over" {
                    option value="weak" selected[is_weak] { (t(l, "practice-weak")) }
                    option value="all" selected[asked.all.is_some()] { (t(l, "practice-all")) }
                    @if !choices.courses.is_empty() {
                        optgroup label=(t(l, "nav-subjects")) {
                            @for course in &choices.courses {
                                option value={ "course:" (course.id) } selected[asked.course == Some(course.id)] { (course.name) }
                            }
                        }
                    }
                    @if !choices.decks.is_empty() {
                        optgroup label=(t(l, "nav-decks")) {
                            @for deck in &choices.decks {
                                option value={ "deck:" (deck.id) } selected[asked.deck == Some(deck.id)] { ("\u{2003}".repeat(deck.depth())) (deck.name) }
                            }
                        }
                    }
                }
            }
            label class="field" {
                span { (t(l, "practice-search")) }
                input class="input" name="search" value=[asked.search.as_deref()] autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-invalid=[wrong.flag("search")] aria-describedby=[wrong.described_by("search")];
                small { (t(l, "practice-search-hint")) }
                (wrong.under(l, "search"))
            }
            (until(l, asked, wrong))
            p class="row" { button class="button primary large" { (icon("play")) (t(l, "practice-start")) } }
        }
    }
}

fn until(l: Locale, asked: &Asked, wrong: &Wrong) -> Markup {
    let goal = asked.goal.and_then(|n| u16::try_from(n).ok()).filter(|n| GOALS.contains(n)).unwrap_or(USUAL_GOAL);
    html! {
        fieldset class="field" {
            legend { (t(l, "practice-until")) }
            div class="choices" {
                label class="choice" {
                    input type="radio" name="end" value="minutes-5" checked[asked.minutes.is_some()];
                    span { (t(l, "practice-five")) }
                }
                @for n in GOALS {
                    label class="choice" {
                        input type="radio" name="end" value={ "goal-" (n) } checked[asked.minutes.is_none() && n == goal];
                        span { (t_args!(l, "practice-goal", n = n)) }
                    }
                }
            }
            (wrong.under(l, "goal"))
            (wrong.under(l, "minutes"))
        }
    }
}

fn no_cards(l: Locale) -> Markup {
    html! {
        section class="empty" {
            h2 { (t(l, "study-no-cards")) }
            p { (t(l, "study-no-cards-text")) }
            p class="row" {
                a class="button primary" href="/add" { (t(l, "nav-add")) }
                a class="button" href="/library" { (t(l, "nav-library")) }
            }
        }
    }
}

/// Nothing to practise there: why, and what could be done instead.
pub fn nothing(me: &SignedIn, asked: &Asked, deck: Option<&Deck>) -> Markup {
    let l = me.locale;
    let key = match deck {
        Some(deck) if deck.items == 0 => "practice-none-deck",
        Some(_) => "practice-none-paused",
        None if asked.is_weak() => "practice-none-weak",
        None if asked.search.is_some() => "practice-none-search",
        None => "practice-none",
    };
    app_page(
        me,
        &t(l, "practice-title"),
        Nav::Study,
        html! {
            div class="page" {
                section class="empty" {
                    h1 { (t(l, key)) }
                    p { (t(l, &format!("{key}-text"))) }
                    p class="row" {
                        @match deck {
                            Some(deck) if deck.items == 0 => { a class="button primary" href={ "/items/new?deck=" (deck.id) } { (icon("plus")) (t(l, "item-add")) } }
                            Some(deck) => { a class="button primary" href={ "/decks/" (deck.id) } { (deck.name) } }
                            None if asked.is_weak() => { a class="button primary" href="/practice?all=1" { (t(l, "practice-all-do")) } }
                            None => { a class="button primary" href="/add" { (t(l, "nav-add")) } }
                        }
                        a class="button" href="/practice" { (t(l, "practice-choose")) }
                        a class="button" href="/today" { (t(l, "nav-today")) }
                    }
                }
            }
        },
    )
}
