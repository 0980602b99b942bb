//! The focus frame of a session: the markup and words that `<study-session>` fills in (assets/README.md).

use super::asked::Asked;
use crate::frame::layout::json_script;
use crate::frame::parts::icon;
use crate::frame::{SignedIn, focus_page};
use crate::i18n::{Locale, t};
use crate::practice::{self, Learn};
use crate::t_args;
use maud::{Markup, html};
use serde_json::{Map, Value};
use studium_core::decks::Deck;

/// Cards that are fetched ahead, so that a session goes on without network.
const AHEAD: usize = 200;

/// The words of a session; each stands in the locale files as `session-…`, with `-` for `_`.
const WORDS: [&str; 65] = [
    "position",
    "left_one",
    "left_many",
    "sent",
    "saving",
    "saved_one",
    "saved_many",
    "signed_out",
    "refused_one",
    "refused_many",
    "offline",
    "loading",
    "load_failed",
    "nothing",
    "reveal",
    "check",
    "next",
    "next_again",
    "choose_first",
    "right",
    "partly",
    "wrong",
    "your_answer",
    "on_paper",
    "with_unit",
    "next_step",
    "had_it",
    "points_one",
    "points_many",
    "gap_n",
    "pair_n",
    "moved_to",
    "move_up",
    "move_down",
    "hint",
    "hint_more",
    "expected",
    "you_wrote",
    "because",
    "before",
    "seen_one",
    "seen_many",
    "first_time",
    "lapses_one",
    "lapses_many",
    "recall_now",
    "graded",
    "undone",
    "nothing_to_undo",
    "suspended",
    "buried",
    "flagged",
    "unflagged",
    "no_voice",
    "new",
    "learning",
    "due",
    "done_lead",
    "summary_one",
    "summary_many",
    "fig_answers",
    "fig_right",
    "fig_minutes",
    "fig_left",
    "leave_unsent",
];

/// What the flags are called, from 1.
const FLAGS: [&str; 7] = [
    "session-flag-1",
    "session-flag-2",
    "session-flag-3",
    "session-flag-4",
    "session-flag-5",
    "session-flag-6",
    "session-flag-7",
];

/// The key of a word of the session.
fn key(word: &str) -> String {
    format!("session-{}", word.replace('_', "-"))
}

/// What a session is about.
pub struct Frame {
    pub title: String,
    /// Address of its cards.
    pub queue: String,
    pub exit: String,
    pub exit_label: String,
    /// It ends after so many minutes.
    pub minutes: Option<u16>,
    /// It is a practice round.
    pub learn: Option<Learn>,
}

pub fn page(me: &SignedIn, asked: &Asked, deck: Option<&Deck>) -> Markup {
    let l = me.locale;
    let query = asked.query();
    let queue = match query.as_str() {
        "" => format!("/api/v1/study?limit={AHEAD}"),
        query => format!("/api/v1/study?{query}&limit={AHEAD}"),
    };
    let (exit, exit_label) = match deck {
        Some(deck) => (format!("/decks/{}", deck.id), t(l, "session-exit-deck")),
        None => ("/today".to_owned(), t(l, "session-exit")),
    };
    let minutes = asked.minutes.filter(|m| (1..=240).contains(m));
    frame(me, &Frame { title: t(l, "nav-study"), queue, exit, exit_label, minutes, learn: None }, deck)
}

/// The page of a session; `deck` is where its cards can be read without scripts.
pub fn frame(me: &SignedIn, frame: &Frame, deck: Option<&Deck>) -> Markup {
    let l = me.locale;
    let preferences = &me.actor.preferences;
    let four = preferences.four_buttons;
    let Frame { title, queue, exit, exit_label, minutes, learn } = frame;
    focus_page(
        me,
        title,
        &["study.js"],
        html! {
            study-session class="focus" data-learner=(me.actor.learner) data-queue=(queue)
                data-mode=[learn.map(|_| "learn")] data-goal=[learn.map(|learn| learn.goal)]
                data-buttons=(if four { "four" } else { "two" }) data-keys=(if preferences.shortcuts { "on" } else { "off" })
                data-goal-minutes=(minutes.map(|m| m.to_string()).unwrap_or_default()) data-exit=(exit)
                data-edit="/items/{item}/edit?back={here}" data-autoplay=(if preferences.autoplay { "on" } else { "off" }) {
                (json_script("study-texts", &texts(l, four, *minutes, *learn)))
                (bar(l, exit, exit_label))
                (card(l, frame))
                (foot(l, four, *learn))
                noscript { (fallback(l, deck)) }
            }
        },
    )
}

fn texts(l: Locale, four: bool, minutes: Option<u16>, learn: Option<Learn>) -> Value {
    let mut texts: Map<String, Value> =
        WORDS.iter().map(|word| ((*word).to_owned(), t(l, &key(word)).into())).collect();
    for rating in 1..=4_u8 {
        texts.insert(format!("rating_{rating}"), t(l, rating_key(rating, four)).into());
    }
    texts.insert("goal_lead".into(), t_args!(l, "session-goal-lead", n = minutes.unwrap_or(0)).into());
    if learn.is_some() {
        practice::texts(l, &mut texts);
    }
    Value::Object(texts)
}

/// With two buttons Again is "Not yet" and Good "Knew it".
pub fn rating_key(rating: u8, four: bool) -> &'static str {
    match (rating, four) {
        (1, false) => "rating-not-yet",
        (3, false) => "rating-knew-it",
        (1, true) => "rating-again",
        (2, _) => "rating-hard",
        (3, true) => "rating-good",
        _ => "rating-easy",
    }
}

fn bar(l: Locale, exit: &str, exit_label: &str) -> Markup {
    html! {
        header class="focus-bar" {
            a class="icon-button" href=(exit) data-role="exit" aria-label=(exit_label) { (icon("x")) }
            div class="session" {
                progress data-role="progress" value="0" max="1" aria-label=(t(l, "session-progress")) {}
                p class="small quiet num" data-role="position" {}
            }
            p class="save-state small" data-role="save" role="status" {}
            a class="icon-button" data-role="edit" href="/today" aria-label=(t(l, "session-edit")) { (icon("pencil")) }
            button class="icon-button" type="button" popovertarget="study-more" aria-label=(t(l, "session-more")) { (icon("ellipsis")) }
            div class="menu floating" id="study-more" popover {
                button type="button" data-do="suspend" { (icon("circle-pause")) (t(l, "session-suspend")) kbd { "@" } }
                button type="button" data-do="bury" { (icon("moon")) (t(l, "session-bury")) kbd { "-" } }
                button type="button" data-do="read" { (icon("volume-2")) (t(l, "session-read")) kbd { "R" } }
                div class="flags" role="group" aria-label=(t(l, "session-flag")) {
                    @for (n, name) in FLAGS.iter().enumerate() {
                        button type="button" data-do="flag" data-flag=(n + 1) aria-label=(t(l, name)) { (icon("flag")) }
                    }
                }
                button type="button" data-dialog="keys" { (icon("keyboard")) (t(l, "session-keys")) kbd { "?" } }
            }
        }
    }
}

fn card(l: Locale, frame: &Frame) -> Markup {
    html! {
        main class="card" id="main" {
            h1 class="visually-hidden" { (frame.title) }
            section data-role="message" { p class="lead" data-role="message-text" { (t(l, "session-loading")) } }
            div data-role="card" hidden {
                p class="where small" {
                    span data-role="deck" {} span class="quiet" data-role="kind" {}
                    span class="flag" data-role="flag" hidden {}
                    button class="icon-button" type="button" data-do="read" aria-label=(t(l, "session-read-aloud")) { (icon("volume-2")) }
                }
                section data-role="question" tabindex="-1" aria-label=(t(l, "session-question")) {
                    div class="question" data-role="question-body" {}
                }
                form class="typed" data-role="typed" hidden {
                    label class="field" {
                        span { (t(l, "session-your-answer")) }
                        input class="input" data-role="typed-input" autocomplete="off" autocapitalize="off" spellcheck="false";
                    }
                    @if frame.learn.is_some() { (practice::hint(l)) }
                }
                form class="choices" data-role="choices" hidden {}
                div class="asked" data-role="asked" hidden {}
                div class="hint-box" data-show="question" { div data-role="hints" hidden {} }
                section class="answer" data-role="answer" tabindex="-1" aria-label=(t(l, "session-answer")) hidden {
                    div class="verdict" data-role="verdict" hidden {}
                    div class="answer-body" data-role="answer-body" {}
                    p class="before small" data-role="before" {}
                    details class="fold" data-role="history" {
                        summary { (t(l, "session-history")) " " kbd { "H" } }
                        ol class="rows small" data-role="history-body" {}
                    }
                }
            }
            section class="summary" data-role="summary" tabindex="-1" hidden {
                h2 class="lead" data-role="summary-lead" {}
                p class="after" data-role="summary-after" {}
                dl class="figures" data-role="summary-figures" {}
                @if frame.learn.is_some() { (practice::summary(l)) }
                p class="row" {
                    button class="button primary large" type="button" data-do="continue" { (t(l, "session-continue")) }
                    button class="button" type="button" data-do="undo" { (t(l, "session-undo-short")) }
                    a class="button" data-role="done" href=(frame.exit) { (t(l, "session-done")) }
                }
            }
        }
    }
}

fn foot(l: Locale, four: bool, learn: Option<Learn>) -> Markup {
    let undo = html! {
        button class="undo" type="button" data-do="undo" aria-label=(t(l, "session-undo")) {
            (icon("undo-2")) span aria-hidden="true" { (t(l, "session-undo-short")) }
        }
    };
    html! {
        footer class="focus-foot" data-role="foot" hidden {
            div class="grades" data-show="question" {
                div class="hand hand-one" {
                    (undo)
                    button class="button primary large block" type="button" data-do="reveal" {
                        span data-role="reveal-text" { (t(l, "session-reveal")) } " " kbd { (t(l, "key-space")) }
                    }
                }
            }
            @if learn.is_some() { (practice::confidence(l)) }
            div class="grades" data-show="answer" {
                div class={ "hand" @if four { " hand-four" } } data-role="hand" {
                    (undo)
                    @for (rating, class) in [(1_u8, "grade again"), (2, "grade"), (3, "grade good"), (4, "grade")] {
                        button class=(class) type="button" data-rating=(rating) hidden[!four && rating % 2 == 0] {
                            span class="grade-name" { (t(l, rating_key(rating, four))) }
                            span class="grade-next" {}
                            kbd { (rating) }
                        }
                    }
                }
                @if !four { button class="link small" type="button" data-do="four" { (t(l, "session-four")) } }
            }
            div class="grades" data-show="checked" {
                div class="hand hand-one" {
                    (undo)
                    button class="button primary large block" type="button" data-do="next" {
                        span data-role="next-text" {} " " kbd { "Enter" }
                    }
                }
            }
            p class="hints small quiet only-wide" data-show="question" {
                span { kbd { (t(l, "key-space")) } " " (t(l, "hint-show")) }
                span { kbd { "Z" } " " (t(l, "hint-undo")) }
                span { kbd { "E" } " " (t(l, "hint-edit")) }
                span { kbd { "?" } " " (t(l, "hint-keys")) }
            }
            p class="hints small quiet only-wide" data-show="answer" {
                @if four {
                    span { kbd { "1" } "–" kbd { "4" } " " (t(l, "hint-grade")) }
                    span { kbd { (t(l, "key-space")) } " " (t(l, "rating-good")) }
                } @else {
                    span { kbd { "1" } " " (t(l, "rating-not-yet")) }
                    span { kbd { (t(l, "key-space")) } " " (t(l, "rating-knew-it")) }
                }
                span { kbd { "Z" } " " (t(l, "hint-undo")) }
                span { kbd { "H" } " " (t(l, "hint-history")) }
            }
            p class="visually-hidden" role="status" data-role="said" {}
        }
    }
}

fn fallback(l: Locale, deck: Option<&Deck>) -> Markup {
    let (href, label) = match deck {
        Some(deck) => (format!("/decks/{}", deck.id), deck.name.clone()),
        None => ("/decks".to_owned(), t(l, "nav-decks")),
    };
    html! { p class="note-box" { (icon("info")) span { (t(l, "session-no-script")) " " a href=(href) { (label) } } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_session_is_said_in_both_languages() {
        let missing: Vec<(Locale, String)> = Locale::ALL
            .into_iter()
            .flat_map(|l| WORDS.iter().map(|word| key(word)).chain(FLAGS.map(str::to_owned)).map(move |key| (l, key)))
            .filter(|(l, key)| !crate::i18n::has(*l, key))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
