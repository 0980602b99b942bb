//! Papers: the list, one of them, and the form.

use crate::frame::parts::{TextField, Tone, Wrong, icon, note_box};
use crate::frame::{Fields, Nav, SignedIn, app_page};
use crate::i18n::{Locale, day_and_date, t};
use crate::t_args;
use maud::{Markup, html};
use memory::Millis;
use studium_core::decks::Deck;
use studium_core::papers::{Mode, Paper, Sitting};

pub fn list(me: &SignedIn, papers: &[Paper], sittings: &[Sitting]) -> Markup {
    let l = me.locale;
    app_page(
        me,
        &t(l, "papers-title"),
        Nav::Study,
        html! {
            div class="page" {
                header class="page-head" {
                    h1 { (t(l, "papers-title")) }
                    p class="after" { (t(l, "papers-after")) }
                    p class="row" {
                        a class="button primary" href="/quizzes/new?mode=exam" { (icon("plus")) (t(l, "papers-new-exam")) }
                        a class="button" href="/quizzes/new?mode=quiz" { (icon("plus")) (t(l, "papers-new-quiz")) }
                    }
                }
                @if papers.is_empty() { p class="quiet" { (t(l, "papers-none")) } }
                @else {
                    ul class="rows" {
                        @for paper in papers {
                            li class="item-row" {
                                (icon(if paper.mode == Mode::Exam { "timer" } else { "list-checks" }))
                                a class="title" href={ "/quizzes/" (paper.id) } { (paper.name) }
                                span class="meta" { (about(l, paper)) }
                            }
                        }
                    }
                }
                (past(me, sittings))
            }
        },
    )
}

/// "18 questions, 100 points, 60 minutes".
fn about(l: Locale, paper: &Paper) -> String {
    let questions: u32 = paper.rules.parts.iter().map(|part| part.questions).sum();
    let points: f64 = paper.rules.parts.iter().map(|part| part.points * f64::from(part.questions)).sum();
    let mut parts = vec![t_args!(l, "paper-questions", n = questions), points_words(l, points)];
    if let Some(minutes) = paper.rules.minutes {
        parts.push(t_args!(l, "paper-minutes-n", n = minutes));
    }
    parts.join(", ")
}

/// "One point", "2.5 points".
pub fn points_words(l: Locale, points: f64) -> String {
    let whole = if points == 1.0 { 1 } else { 2 };
    t_args!(l, "paper-points-n", count = whole, n = number(l, points))
}

/// A number of points, with at most one decimal.
pub fn number(l: Locale, points: f64) -> String {
    let rounded = (points * 10.0).round() / 10.0;
    let text = rounded.to_string();
    match l {
        Locale::De => text.replace('.', ","),
        Locale::En => text,
    }
}

/// When, in the learner's time.
pub fn when(me: &SignedIn, at: Millis) -> String {
    let zoned = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(me.actor.preferences.zone.clone());
    format!("{}, {}", day_and_date(me.locale, zoned.date()), zoned.strftime("%H:%M"))
}

fn past(me: &SignedIn, sittings: &[Sitting]) -> Markup {
    let l = me.locale;
    if sittings.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="h-past" {
            div class="section-head" { h2 id="h-past" { (t(l, "papers-past")) } }
            ul class="rows" {
                @for sitting in sittings {
                    li class="item-row" {
                        (icon(if sitting.ended_at.is_some() { "check" } else { "play" }))
                        a class="title" href={ "/sittings/" (sitting.id) } { (sitting.name) }
                        span class="meta" {
                            (when(me, sitting.started_at)) ", "
                            @match &sitting.marked {
                                Some(marked) => { (t_args!(l, "paper-reached", points = number(l, marked.points()), of = number(l, sitting.points()))) }
                                None => { (t(l, "paper-open")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub fn show(me: &SignedIn, paper: &Paper, sittings: &[Sitting], wrong: &Wrong) -> Markup {
    let l = me.locale;
    let open = sittings.iter().any(|sitting| sitting.ended_at.is_none());
    app_page(
        me,
        &paper.name,
        Nav::Study,
        html! {
            div class="page" {
                @for (_, key) in &wrong.0 { (note_box(Tone::Bad, html! { (t(l, key)) })) }
                @if paper.deleted_at.is_some() { (note_box(Tone::Warn, html! { (t(l, "paper-in-bin")) })) }
                header class="page-head" {
                    p class="over" { a href="/quizzes" { (t(l, "papers-title")) } ", " (t(l, if paper.mode == Mode::Exam { "paper-exam" } else { "paper-quiz" })) }
                    h1 { (paper.name) }
                    p class="after" { (about(l, paper)) }
                    div class="row" {
                        @if paper.deleted_at.is_none() {
                            form method="post" action={ "/quizzes/" (paper.id) "/sittings" } {
                                button class="button primary large" { (icon("play")) (t(l, if open { "paper-go-on" } else { "paper-begin" })) }
                            }
                        }
                        a class="button" href={ "/quizzes/" (paper.id) "/print" } { (t(l, "paper-print")) }
                        a class="button" href={ "/quizzes/" (paper.id) "/edit" } { (icon("pencil")) (t(l, "paper-edit")) }
                    }
                    @if let Some(minutes) = paper.rules.minutes { p class="small quiet" { (t_args!(l, "paper-clock-note", n = minutes)) } }
                    @if let Some(most) = paper.rules.attempts { p class="small quiet" { (t_args!(l, "paper-attempts-note", n = most, used = sittings.len())) } }
                }
                (past(me, sittings))
                @if paper.deleted_at.is_none() {
                    form method="post" action={ "/quizzes/" (paper.id) "/bin" } {
                        button class="button danger" { (icon("trash-2")) (t(l, "paper-bin")) }
                        p class="small quiet" { (t(l, "paper-bin-note")) }
                    }
                }
            }
        },
    )
}

/// The form's fields for a paper.
pub fn fields_of(paper: &Paper) -> Fields {
    let mut fields = vec![("mode", paper.mode.as_str().to_owned()), ("name", paper.name.clone())];
    for part in &paper.rules.parts {
        fields.push(("deck", part.deck.to_string()));
        fields.push(("questions", part.questions.to_string()));
        fields.push(("points", part.points.to_string()));
    }
    if let Some(minutes) = paper.rules.minutes {
        fields.push(("minutes", minutes.to_string()));
    }
    if let Some(attempts) = paper.rules.attempts {
        fields.push(("attempts", attempts.to_string()));
    }
    if paper.rules.mixed {
        fields.push(("mixed", "on".to_owned()));
    }
    Fields(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

pub fn form(me: &SignedIn, paper: Option<&Paper>, decks: &[Deck], fields: &Fields, wrong: &Wrong) -> Markup {
    let l = me.locale;
    let exam = fields.get("mode") != "quiz";
    let title = match (paper.is_some(), exam) {
        (true, _) => t(l, "paper-edit"),
        (false, true) => t(l, "papers-new-exam"),
        (false, false) => t(l, "papers-new-quiz"),
    };
    let action = paper.map_or_else(|| "/quizzes".to_owned(), |paper| format!("/quizzes/{}/edit", paper.id));
    let sent = |deck: &Deck, name: &str, usual: &str| {
        let id = deck.id.to_string();
        let place = fields.all("deck").position(|sent| sent == id);
        place.and_then(|place| fields.all(name).nth(place)).unwrap_or(usual).to_owned()
    };
    let field = |name: &'static str, key: &str, hint: Option<&str>| {
        TextField {
            name,
            label: t(l, key),
            kind: "text",
            value: fields.get(name),
            autocomplete: "off",
            hint: hint.map(|key| t(l, key)),
            required: name == "name",
        }
        .render(l, wrong)
    };
    app_page(
        me,
        &title,
        Nav::Study,
        html! {
            div class="page" {
                header class="page-head" {
                    p class="over" { a href="/quizzes" { (t(l, "papers-title")) } }
                    h1 { (title) }
                }
                @if decks.is_empty() { (note_box(Tone::Warn, html! { (t(l, "paper-no-decks")) " " a href="/add" { (t(l, "nav-add")) } })) }
                form class="stack exam-form" method="post" action=(action) {
                    input type="hidden" name="mode" value=(if exam { "exam" } else { "quiz" });
                    @if let Some(paper) = paper { input type="hidden" name="version" value=(paper.version); }
                    (field("name", "paper-name", None))
                    section class="stack-s" aria-labelledby="h-parts" {
                        h2 id="h-parts" { (t(l, "paper-parts")) }
                        p class="small quiet" { (t(l, "paper-parts-hint")) }
                        (wrong.under(l, "parts")) (wrong.under(l, "points")) (wrong.under(l, "questions"))
                        table class="table paper-parts" {
                            thead { tr { th scope="col" { (t(l, "paper-deck")) } th scope="col" class="right" { (t(l, "paper-count")) } th scope="col" class="right" { (t(l, "paper-points")) } } }
                            tbody {
                                @for deck in decks {
                                    tr {
                                        th scope="row" { input type="hidden" name="deck" value=(deck.id); span class="quiet" aria-hidden="true" { @for _ in 0..deck.depth() { "– " } } (deck.name) }
                                        td class="right" { input class="input" name="questions" inputmode="numeric" value=(sent(deck, "questions", "")) aria-label=(t_args!(l, "paper-count-of", deck = &deck.name)); }
                                        td class="right" { input class="input" name="points" inputmode="decimal" value=(sent(deck, "points", "1")) aria-label=(t_args!(l, "paper-points-of", deck = &deck.name)); }
                                    }
                                }
                            }
                        }
                    }
                    @if exam { (field("minutes", "paper-minutes", Some("paper-minutes-hint"))) }
                    (field("attempts", "paper-attempts", Some("paper-attempts-hint")))
                    label class="check" { input type="checkbox" name="mixed" checked[fields.has("mixed")]; span { (t(l, "paper-mixed")) } }
                    p class="row" {
                        button class="button primary large" { (t(l, "paper-save")) }
                        a class="button" href="/quizzes" { (t(l, "cancel")) }
                    }
                }
            }
        },
    )
}
