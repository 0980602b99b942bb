//! A sitting while it runs, and a paper to print. It is one form, which works without scripts; `<exam-sitting>` saves every change
//! as it is made, shows the clock, and hands in when it runs out.

use super::paper_views::{number, points_words};
use crate::frame::parts::icon;
use crate::frame::{SignedIn, focus_page};
use crate::i18n::{Locale, t};
use crate::t_args;
use formats::render;
use grading::Response;
use maud::{Markup, PreEscaped, html};
use memory::Millis;
use studium_core::papers::{Mode, Paper, Place, Saved, Shown, Sitting};

/// Levels of "How sure are you?": key and percent.
const SURE: [(&str, u8); 3] = [("sitting-guess", 25), ("sitting-fairly", 60), ("sitting-certain", 95)];

pub fn running(me: &SignedIn, sitting: &Sitting, attempt: usize, now: Millis) -> Markup {
    let l = me.locale;
    let left = sitting.deadline.map(|deadline| (deadline.0 - now.0).max(0));
    let save = format!("/sittings/{}/save", sitting.id);
    focus_page(
        me,
        &sitting.name,
        &[],
        html! {
            exam-sitting class="focus" data-save=(save) data-sitting=(sitting.id) data-left=[left]
                data-saved=(t(l, "sitting-saved")) data-saving=(t(l, "sitting-saving")) data-unsaved=(t(l, "sitting-unsaved"))
                data-minute=(t(l, "sitting-one-minute")) data-over=(t(l, "sitting-time-over")) {
                form method="post" action={ "/sittings/" (sitting.id) "/hand-in" } {
                    header class="focus-bar exam-bar" {
                        a class="icon-button" href={ "/quizzes/" (sitting.paper) } aria-label=(t(l, "sitting-leave")) { (icon("x")) }
                        div class="exam-name" {
                            h1 { (sitting.name) }
                            span class="small quiet only-wide" {
                                (t_args!(l, if sitting.mode == Mode::Exam { "sitting-about-exam" } else { "sitting-about-quiz" }, attempt = attempt, n = sitting.places.len(), points = number(l, sitting.points())))
                            }
                        }
                        p class="save-state small" data-role="save" role="status" {}
                        @if let Some(left) = left {
                            p class="clock num" role="timer" aria-label=(t(l, "sitting-time-left")) data-role="clock" { (t_args!(l, "sitting-minutes-left", n = left / 60_000 + 1)) }
                            button class="button plain compact" type="button" data-role="hide-clock" data-show=(t(l, "sitting-show-clock")) { (t(l, "sitting-hide-clock")) }
                        }
                        a class="button" href="#hand-in" { (t(l, "sitting-hand-in")) }
                    }
                    div class="exam-grid" {
                        main id="main" class="exam-paper" {
                            @for (n, (place, saved)) in sitting.places.iter().zip(&sitting.saved).enumerate() {
                                (question(l, n, place, saved.as_ref()))
                            }
                            section class="hand-in" id="hand-in" aria-labelledby="h-hand-in" {
                                h2 id="h-hand-in" { (t(l, "sitting-hand-in")) }
                                p data-role="overview" { (t(l, "sitting-hand-in-note")) }
                                button class="button primary large" { (t(l, "sitting-hand-in-now")) }
                            }
                        }
                        nav class="navigator" aria-labelledby="h-nav" {
                            h2 id="h-nav" { (t(l, "sitting-questions")) }
                            ol class="qgrid" {
                                @for (n, saved) in sitting.saved.iter().enumerate() {
                                    @let done = saved.as_ref().is_some_and(|saved| !saved.response.is_empty());
                                    @let flagged = saved.as_ref().is_some_and(|saved| saved.flagged);
                                    li {
                                        a href={ "#q" (n) } class={ @if done { "done " } @if flagged { "flag" } } data-place=(n)
                                            data-open=(t_args!(l, "sitting-place-open", n = n + 1)) data-done=(t_args!(l, "sitting-place-done", n = n + 1)) data-flagged=(t(l, "sitting-flagged"))
                                            aria-label=(t_args!(l, if done { "sitting-place-done" } else { "sitting-place-open" }, n = n + 1)) { (n + 1) }
                                    }
                                }
                            }
                            p class="small quiet" data-role="count" data-one=(t(l, "sitting-open-one")) data-many=(t(l, "sitting-open-many")) data-none=(t(l, "sitting-open-none")) {}
                        }
                    }
                }
            }
        },
    )
}

fn question(l: Locale, n: usize, place: &Place, saved: Option<&Saved>) -> Markup {
    let shown = place.shown();
    let nothing = Response::Nothing;
    let response = saved.map_or(&nothing, |saved| &saved.response);
    let sure = saved.and_then(|saved| saved.confidence);
    html! {
        section class="q" id={ "q" (n) } aria-labelledby={ "q" (n) "-h" } data-place=(n) tabindex="-1" {
            header class="q-head" {
                h2 id={ "q" (n) "-h" } { (t_args!(l, "sitting-question", n = n + 1)) }
                span class="small quiet" { (points_words(l, place.points)) }
                label class="check end" { input type="checkbox" name={ "flag" (n) } checked[saved.is_some_and(|saved| saved.flagged)]; span { (t(l, "sitting-flag")) } }
            }
            div class="q-text" lang=[shown.language.as_deref()] { (PreEscaped(with_gaps(l, n, &shown, response))) }
            (fields(l, n, &shown, response))
            fieldset class="sure" {
                legend { (t(l, "sitting-sure")) " " span class="quiet" { (t(l, "sitting-if-you-like")) } }
                div class="segments" {
                    @for (key, percent) in SURE {
                        label { input type="radio" name={ "sure" (n) } value=(percent) checked[sure == Some(percent)]; (t(l, key)) }
                    }
                }
            }
            input type="hidden" name={ "spent" (n) } value=(saved.map_or(0, |saved| saved.spent_ms));
            input type="hidden" name={ "change" (n) } value=(saved.map_or(0, |saved| saved.change)) disabled;
        }
    }
}

/// The question's HTML, its gaps as fields.
fn with_gaps(l: Locale, n: usize, shown: &Shown, response: &Response) -> String {
    let texts: &[String] = if let Response::Texts(texts) = response { texts } else { &[] };
    render::fill_blanks(&shown.html, shown.gaps.len(), |k| {
        let value = texts.get(k).map_or("", String::as_str);
        let name = format!("q{n}.{k}");
        let label = t_args!(l, "sitting-gap", n = k + 1);
        let options = &shown.gaps[k].options;
        let field = html! {
            span class="blank" {
                @if options.is_empty() { input class="input blank-input" name=(name) value=(value) aria-label=(label) autocomplete="off" spellcheck="false"; }
                @else {
                    select class="input blank-input" name=(name) aria-label=(label) {
                        option value="" { "…" }
                        @for option in options { option value=(option) selected[option == value] { (option) } }
                    }
                }
            }
        };
        field.into_string()
    })
}

fn fields(l: Locale, n: usize, shown: &Shown, response: &Response) -> Markup {
    let name = format!("q{n}");
    let chosen = |k: usize| matches!(response, Response::Chosen(chosen) if chosen.contains(&k));
    let rank = |k: usize| match response {
        Response::Order(order) => order.iter().position(|entry| *entry == k),
        _ => None,
    };
    let paired = |k: usize| match response {
        Response::Pairs(pairs) => pairs.get(k).copied().flatten(),
        _ => None,
    };
    let text = if let Response::Text(text) = response { text.as_str() } else { "" };
    html! {
        @if !shown.options.is_empty() {
            div class="choices" role="group" aria-labelledby={ "q" (n) "-h" } {
                @for (k, option) in shown.options.iter().enumerate() {
                    label class="choice" {
                        input type=(if shown.many { "checkbox" } else { "radio" }) name=(name) value=(k) checked[chosen(k)];
                        span { (PreEscaped(option)) }
                    }
                }
            }
        } @else if !shown.left.is_empty() {
            ol class="match-rows" {
                @for (k, left) in shown.left.iter().enumerate() {
                    li {
                        span class="match-left" id={ "q" (n) "-" (k) } { (PreEscaped(left)) }
                        select class="input" name={ "q" (n) "." (k) } aria-labelledby={ "q" (n) "-" (k) } {
                            option value="" { "…" }
                            @for place in 0..shown.right.len() { option value=(place) selected[paired(k) == Some(place)] { (letter(place)) } }
                        }
                    }
                }
            }
            ul class="match-bank" { @for (place, right) in shown.right.iter().enumerate() { li class="chip" { b { (letter(place)) } (PreEscaped(right)) } } }
        } @else if !shown.entries.is_empty() {
            p class="small quiet" { (t(l, "sitting-order-hint")) }
            ol class="match-rows" {
                @for (k, entry) in shown.entries.iter().enumerate() {
                    li {
                        span class="match-left" id={ "q" (n) "-" (k) } { (PreEscaped(entry)) }
                        select class="input" name={ "q" (n) "." (k) } aria-labelledby={ "q" (n) "-" (k) } {
                            option value="" { "…" }
                            @for place in 0..shown.entries.len() { option value=(place) selected[rank(k) == Some(place)] { (place + 1) } }
                        }
                    }
                }
            }
        } @else if shown.gaps.is_empty() {
            label class="field" {
                span class="visually-hidden" { (t(l, "session-your-answer")) }
                @if shown.kind == "free_text" || shown.kind == "list" { textarea class="input serif" name=(name) rows="6" lang=[shown.language.as_deref()] { (text) } }
                @else { input class="input" name=(name) value=(text) autocomplete="off" spellcheck="false" lang=[shown.language.as_deref()]; }
            }
        }
    }
}

/// A, B, … what right sides are called.
fn letter(n: usize) -> String {
    let last = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if n < 26 { last.to_string() } else { format!("{}{last}", letter(n / 26 - 1)) }
}

/// Questions with room to write, and what is right on a page of its own.
pub fn print(me: &SignedIn, paper: &Paper, places: &[Place]) -> Markup {
    let l = me.locale;
    focus_page(
        me,
        &paper.name,
        &[],
        html! {
            main id="main" class="print-paper" {
                p class="row no-print" { a class="button" href={ "/quizzes/" (paper.id) } { (t(l, "paper-back")) } span class="small quiet" { (t(l, "paper-print-hint")) } }
                h1 { (paper.name) }
                p class="print-name" { (t(l, "paper-print-name")) }
                ol class="print-questions" {
                    @for place in places {
                        @let shown = place.shown();
                        li {
                            span class="points" { (points_words(l, place.points)) }
                            div lang=[shown.language.as_deref()] { (PreEscaped(blank_lines(&shown))) }
                            @if !shown.options.is_empty() { ul class="boxes" { @for option in &shown.options { li { (PreEscaped(option)) } } } }
                            @else if !shown.left.is_empty() {
                                table { tbody { @for (k, left) in shown.left.iter().enumerate() { tr { td { (PreEscaped(left)) } td { "______" } td { @if let Some(right) = shown.right.get(k) { b { (letter(k)) } " " (PreEscaped(right)) } } } } } }
                                @if shown.right.len() > shown.left.len() { p { @for (k, right) in shown.right.iter().enumerate().skip(shown.left.len()) { b { (letter(k)) } " " (PreEscaped(right)) " " } } }
                            }
                            @else if !shown.entries.is_empty() { ul class="boxes" { @for entry in &shown.entries { li { (PreEscaped(entry)) } } } }
                            @else if shown.gaps.is_empty() { div class=(if shown.kind == "free_text" { "lines many" } else { "lines" }) {} }
                        }
                    }
                }
                section class="print-solutions" aria-labelledby="h-solutions" {
                    h2 id="h-solutions" { (t(l, "paper-solutions")) ", " (paper.name) }
                    ol { @for place in places { @let rendered = place.rendered(); li { @if rendered.css.is_some() { (rendered.answer_text) } @else { (PreEscaped(rendered.answer_html)) } } } }
                }
            }
        },
    )
}

fn blank_lines(shown: &Shown) -> String {
    render::fill_blanks(&shown.html, shown.gaps.len(), |_| "________________".to_owned())
}
