//! What came of a sitting.

use super::paper_views::{number, when};
use crate::frame::parts::icon;
use crate::frame::{Nav, SignedIn, app_page};
use crate::i18n::{Locale, t};
use crate::t_args;
use grading::{Response, Verdict};
use maud::{Markup, PreEscaped, html};
use memory::Millis;
use std::collections::BTreeMap;
use studium_core::papers::{Mark, Place, Saved, Shown, Sitting};

pub fn result(me: &SignedIn, sitting: &Sitting, attempt: usize, ended: Millis) -> Markup {
    let l = me.locale;
    let marks: &[Mark] = sitting.marked.as_ref().map_or(&[], |marked| &marked.marks);
    let points = marks.iter().map(|mark| mark.points).sum::<f64>();
    let misses: Vec<String> = sitting
        .places
        .iter()
        .zip(marks)
        .filter(|(_, mark)| mark.graded.verdict != Verdict::Right)
        .map(|(place, _)| place.card.to_string())
        .collect();
    let minutes = (ended.0 - sitting.started_at.0 + 59_999) / 60_000;
    app_page(
        me,
        &sitting.name,
        Nav::Study,
        html! {
            div class="page" data-sitting-over=(sitting.id) {
                header class="page-head" {
                    p class="over" { a href={ "/quizzes/" (sitting.paper) } { (sitting.name) } ", " (t_args!(l, "result-about", attempt = attempt, at = when(me, sitting.started_at), minutes = minutes)) }
                    h1 class="lead" { (t_args!(l, "result-lead", points = number(l, points), of = number(l, sitting.points()))) }
                    p class="after" {
                        @if misses.is_empty() { (t(l, "result-all-right")) } @else { (t_args!(l, "result-misses", n = misses.len())) }
                    }
                    @if !misses.is_empty() {
                        p class="start" { a class="button primary large" href={ "/study?cards=" (misses.join(",")) } { (icon("play")) (t_args!(l, "result-study", n = misses.len())) } }
                    }
                }
                div class="result-grid" {
                    (by_deck(l, sitting, marks))
                    (by_confidence(l, sitting, marks))
                }
                section aria-labelledby="h-answers" {
                    div class="section-head" { h2 id="h-answers" { (t(l, "result-answers")) } }
                    ol class="results" {
                        @for (n, ((place, saved), mark)) in sitting.places.iter().zip(&sitting.saved).zip(marks).enumerate() {
                            (answer(l, n, place, saved.as_ref(), mark))
                        }
                    }
                }
            }
        },
    )
}

fn by_deck(l: Locale, sitting: &Sitting, marks: &[Mark]) -> Markup {
    let mut decks: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (place, mark) in sitting.places.iter().zip(marks) {
        let sum = decks.entry(&place.deck).or_default();
        *sum = (sum.0 + mark.points, sum.1 + place.points);
    }
    html! {
        section aria-labelledby="h-decks" {
            h2 id="h-decks" { (t(l, "result-by-deck")) }
            table class="table topic-bars" {
                caption class="visually-hidden" { (t(l, "result-by-deck")) }
                tbody {
                    @for (deck, (points, of)) in &decks {
                        @let text = t_args!(l, "result-of", points = number(l, *points), of = number(l, *of));
                        tr { th scope="row" { (deck) } td { progress value=(points) max=(of) aria-label=(text) {} } td class="right" { (text) } }
                    }
                }
            }
        }
    }
}

/// Questions by how sure the learner was and what came of it; nothing if that was never said.
fn by_confidence(l: Locale, sitting: &Sitting, marks: &[Mark]) -> Markup {
    let level = |saved: &Option<Saved>| match saved.as_ref().and_then(|saved| saved.confidence) {
        Some(0..=40) => Some(0),
        Some(41..=80) => Some(1),
        Some(_) => Some(2),
        None => None,
    };
    let mut cells: [[Vec<usize>; 3]; 2] = Default::default();
    for (n, (saved, mark)) in sitting.saved.iter().zip(marks).enumerate() {
        if let Some(level) = level(saved) {
            cells[usize::from(mark.graded.verdict != Verdict::Right)][level].push(n);
        }
    }
    if cells.iter().flatten().all(Vec::is_empty) {
        return html! {};
    }
    html! {
        section aria-labelledby="h-sure" {
            h2 id="h-sure" { (t(l, "result-sure")) }
            table class="confmap" {
                caption class="visually-hidden" { (t(l, "result-sure")) }
                thead { tr { td {} @for key in ["sitting-guess", "sitting-fairly", "sitting-certain"] { th scope="col" { (t(l, key)) } } } }
                tbody {
                    @for (row, key) in ["result-right", "result-not-right"].into_iter().enumerate() {
                        tr {
                            th scope="row" { (t(l, key)) }
                            @for (column, places) in cells[row].iter().enumerate() {
                                td class=(if row == 1 && column == 2 { "w3" } else { "" }) { @for n in places { a href={ "#r" (n) } { (n + 1) } " " } }
                            }
                        }
                    }
                }
            }
            @if !cells[1][2].is_empty() { p class="small quiet" { (t(l, "result-certain-and-wrong")) } }
        }
    }
}

fn answer(l: Locale, n: usize, place: &Place, saved: Option<&Saved>, mark: &Mark) -> Markup {
    let shown = place.shown();
    let rendered = place.rendered();
    let (badge, key) = match mark.graded.verdict {
        Verdict::Right => ("badge good", "session-right"),
        Verdict::Partly => ("badge warn", "session-partly"),
        Verdict::Wrong if mark.answered => ("badge bad", "session-wrong"),
        Verdict::Wrong => ("badge", "result-left-open"),
    };
    html! {
        li id={ "r" (n) } class="result" {
            p class="q-head" {
                strong { (t_args!(l, "sitting-question", n = n + 1)) }
                span class=(badge) { (t(l, key)) }
                span class="end small quiet" {
                    (t_args!(l, "result-of", points = number(l, mark.points), of = number(l, place.points)))
                    @if let Some(spent) = saved.map(|saved| saved.spent_ms).filter(|ms| *ms >= 1_000) { ", " (t_args!(l, "result-seconds", n = (spent + 500) / 1_000)) }
                }
            }
            div class="q-text" lang=[shown.language.as_deref()] {
                @if rendered.css.is_some() { (rendered.question_text) } @else if rendered.answer_replaces_question { (rendered.question_text) } @else { (PreEscaped(&rendered.question_html)) }
            }
            @let said = saved.map(|saved| words(&shown, &saved.response)).unwrap_or_default();
            @if !said.is_empty() { p { span class="quiet" { (t(l, "result-your-answer")) " " } (said) } }
            p class="small" { (mark.graded.reason.sentence(l.into())) }
            details class="fold" {
                summary { (t(l, "result-right-answer")) }
                div class="answer-body" { @if rendered.css.is_some() { (rendered.answer_text) } @else { (PreEscaped(&rendered.answer_html)) } }
            }
        }
    }
}

/// What was answered, in words.
fn words(shown: &Shown, response: &Response) -> String {
    let plain = |html: &String| formats::sanitize::html_to_text(html).trim().to_owned();
    let at = |things: &[String], n: usize| things.get(n).map(plain).unwrap_or_default();
    match response {
        Response::Text(text) => text.clone(),
        Response::Texts(texts) => texts.join(", "),
        Response::Chosen(chosen) => chosen.iter().map(|n| at(&shown.options, *n)).collect::<Vec<_>>().join(", "),
        Response::Order(order) => order.iter().map(|n| at(&shown.entries, *n)).collect::<Vec<_>>().join(", "),
        Response::Pairs(pairs) => {
            let pair = |(n, right): (usize, &Option<usize>)| {
                right.map(|right| format!("{} – {}", at(&shown.left, n), at(&shown.right, right)))
            };
            pairs.iter().enumerate().filter_map(pair).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}
