//! What Today looks like, in each of its situations.

use crate::decks::undo::Notice;
use crate::frame::SignedIn;
use crate::frame::layout::{Nav, app_page};
use crate::frame::parts::{Tone, Wrong, icon, initial, note_box, tile};
use crate::i18n::{Locale, date, day_and_date, decimal, number, percent, relative_day, t, time};
use crate::plan::today::{PlanToday, exams};
use crate::statistics::charts::{self, civil};
use crate::t_args;
use maud::{Markup, html};
use memory::Millis;
use studium_core::plan::PlanView;
use studium_core::statistics::{Backlog, DeckToday, PACE_ANSWERS, Place, Today};
use studium_core::study::Counts;

/// A session with nothing but cards in steps can begin so long before the first of them is due, ms.
const AHEAD_MS: i64 = 20 * 60 * 1000;
/// Words that are read in a minute.
const WORDS_A_MINUTE: f64 = 200.0;
/// More decks are on the page of decks.
const DECKS_SHOWN: usize = 8;

pub struct Shown<'a> {
    pub me: &'a SignedIn,
    pub today: &'a Today,
    pub reading: &'a [Place],
    pub plan: &'a PlanView,
    pub now: Millis,
    /// What was just done: a backlog was spread, or that was taken back.
    pub notice: &'a Notice,
    pub wrong: Wrong,
}

/// How things stand, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Situation {
    /// No card at all.
    Empty,
    /// Cards, and never an answer.
    First,
    /// More has piled up than a usual day holds.
    Backlog,
    /// Steps of the plan are open.
    Planned,
    /// Something to do.
    Work,
    /// Cards in steps come back later today.
    Later(Millis),
    Done,
}

impl Shown<'_> {
    fn locale(&self) -> Locale {
        self.me.locale
    }

    fn situation(&self) -> Situation {
        let today = self.today;
        if !today.next.any {
            return Situation::Empty;
        }
        if self.planned().is_some_and(|plan| !plan.is_done()) {
            return Situation::Planned;
        }
        if today.backlog.is_some() {
            return Situation::Backlog;
        }
        let counts = &today.counts;
        if counts.due + counts.new > 0 {
            return if today.begun { Situation::Work } else { Situation::First };
        }
        match today.next.learning {
            Some(at) if counts.learning > 0 && at.0 > self.now.0 + AHEAD_MS => Situation::Later(at),
            _ if counts.learning > 0 => Situation::Work,
            _ => Situation::Done,
        }
    }

    /// The plan, when it is of today.
    fn planned(&self) -> Option<PlanToday<'_>> {
        PlanToday::of(self.plan, self.locale(), self.today.day)
    }

    fn minutes(&self, counts: &Counts) -> String {
        minutes(self.locale(), self.today.pace.minutes(counts))
    }
}

pub fn page(shown: &Shown) -> Markup {
    let l = shown.locale();
    let situation = shown.situation();
    app_page(
        shown.me,
        &t(l, "nav-today"),
        Nav::Today,
        html! {
            div class="page" {
                div class="stack-m" { (notes(shown)) (head(shown, situation)) }
                @if matches!(situation, Situation::Empty | Situation::First) {
                    (ways(l, situation))
                    (reading(shown))
                } @else {
                    div class="with-aside" {
                        div class="stack" {
                            @if let Some(backlog) = &shown.today.backlog { (catch_up(shown, backlog)) }
                            @match shown.planned() { Some(plan) => { (plan.section()) } None => { (steps(shown)) } }
                            (decks(shown))
                            (reading(shown))
                        }
                        aside class="stack" aria-label=(t(l, "today-progress")) { (exams(l, shown.plan)) (streak(shown)) (coming(shown)) }
                    }
                }
            }
        },
    )
}

/// What has to be known before anything else: a simulated history, no network, what was just done.
fn notes(shown: &Shown) -> Markup {
    let l = shown.locale();
    html! {
        @if shown.me.actor.demo { (note_box(Tone::Info, html! { (t(l, "today-simulated")) })) }
        (shown.notice.bar(l))
        div class="note-box" data-when="offline" hidden {
            (icon("wifi-off"))
            span {
                (t(l, "today-offline")) " "
                offline-note hidden data-none=(t(l, "today-offline-none")) data-one=(t(l, "today-offline-one"))
                    data-many=(t(l, "today-offline-many")) {}
                " " (t(l, "today-offline-sent"))
            }
        }
    }
}

fn head(shown: &Shown, situation: Situation) -> Markup {
    let l = shown.locale();
    let day = day_and_date(l, civil(shown.today.day));
    let first = matches!(situation, Situation::Empty | Situation::First);
    html! {
        header class="page-head" {
            p class="over" { (if first { t_args!(l, "today-first-day", date = day) } else { day }) }
            h1 class="lead" { (lead(shown, situation)) }
            @if let (Situation::Backlog, Some(backlog)) = (situation, &shown.today.backlog) {
                @let all = Counts { due: backlog.cards, ..Counts::default() };
                p class="after" { (t_args!(l, "today-backlog-known", known = whole(backlog.known), time = shown.minutes(&all))) }
            }
            div class="start" { (start(shown, situation)) }
        }
    }
}

fn lead(shown: &Shown, situation: Situation) -> String {
    let l = shown.locale();
    let counts = &shown.today.counts;
    let name = shown.me.actor.name.as_str();
    match situation {
        Situation::Empty => t_args!(l, "today-lead-empty", name = name),
        Situation::First => t_args!(l, "today-lead-first", name = name, new = counts.new),
        Situation::Backlog => {
            let since = shown.today.backlog.as_ref().map_or(shown.today.day, |b| b.since);
            let cards = shown.today.backlog.as_ref().map_or(0, |b| b.cards);
            t_args!(l, "today-lead-backlog", cards = cards, since = date(l, civil(since)))
        }
        Situation::Planned => shown.planned().map(|plan| plan.lead()).unwrap_or_default(),
        Situation::Work => {
            t_args!(
                l,
                "today-lead-work",
                due = counts.due + counts.learning,
                new = counts.new,
                time = shown.minutes(counts)
            )
        }
        Situation::Later(at) => {
            let zone = shown.me.actor.preferences.zone.clone();
            let clock = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone).time();
            t_args!(l, "today-lead-later", cards = counts.learning, at = time(l, clock))
        }
        Situation::Done if shown.planned().is_some() => t(l, "plan-today-done"),
        Situation::Done if shown.today.done.answers > 0 => t(l, "today-lead-done"),
        Situation::Done => t(l, "today-lead-nothing"),
    }
}

fn start(shown: &Shown, situation: Situation) -> Markup {
    let l = shown.locale();
    let today = shown.today;
    match situation {
        Situation::Empty => html! {},
        Situation::First => html! {
            a class="button primary large" href="/study?minutes=5" { (icon("play")) (t(l, "today-begin")) }
            a class="button large" href="/library" { (t(l, "today-read-first")) }
            p class="small quiet" { (t(l, "today-come-back")) }
        },
        Situation::Planned => html! {
            a class="button primary large" href=(shown.planned().map_or_else(|| "/study".to_owned(), |plan| plan.start())) { (icon("play")) (t(l, "today-start")) }
            a class="button large" href="/study?minutes=5" { (t(l, "today-five")) }
            p class="small quiet" { (t(l, "plan-today-five")) }
        },
        Situation::Backlog | Situation::Work => html! {
            a class="button primary large" href="/study" { (icon("play")) (t(l, "today-start")) }
            a class="button large" href="/study?minutes=5" { (t(l, "today-five")) }
            p class="small quiet" {
                (t_args!(l, "today-five-take", n = today.pace.answers_in(5).min(today.counts.total()))) " " (pace(shown))
            }
        },
        Situation::Later(_) | Situation::Done => html! {
            a class="button primary large" href="/library" { (icon("book-open")) (t(l, "today-read-something")) }
            @if today.next.new_cards || today.counts.learning > 0 {
                a class="button large" href="/study" { (t(l, "today-study-more")) }
            }
            p class="small quiet" {
                @if today.done.answers > 0 {
                    (t_args!(l, "today-done-so-far", answers = today.done.answers, time = minutes(l, today.done.minutes()))) " "
                }
                @if let Some(next) = today.next.review {
                    @let when = relative_day(l, i64::from(next.days_since(today.day)));
                    @match today.coming.iter().find(|load| load.day == next) {
                        Some(load) => { (t_args!(l, "today-next", cards = load.cards, when = when)) }
                        None => { (t_args!(l, "today-next-day", when = when)) }
                    }
                }
                @if today.next.new_cards && today.counts.new == 0 { " " (t(l, "today-more-new")) }
            }
        },
    }
}

fn pace(shown: &Shown) -> String {
    let l = shown.locale();
    let pace = shown.today.pace;
    let seconds = decimal(l, pace.seconds, usize::from(pace.seconds < 10.0));
    match pace.measured {
        true => t_args!(l, "today-pace-own", seconds = seconds),
        false => t_args!(l, "today-pace-assumed", seconds = seconds, answers = PACE_ANSWERS),
    }
}

fn steps(shown: &Shown) -> Markup {
    let l = shown.locale();
    let counts = &shown.today.counts;
    let repeat = Counts { new: 0, ..*counts };
    let fresh = Counts { new: counts.new, ..Counts::default() };
    let done = &shown.today.done;
    if counts.total() == 0 && done.answers == 0 {
        return html! {};
    }
    html! {
        section aria-labelledby="h-steps" {
            div class="section-head" { h2 id="h-steps" { (t(l, "today-steps")) } }
            ol class="rows blocks" {
                @if repeat.total() > 0 {
                    (step(shown, &repeat, true, "layers", &t_args!(l, "today-step-repeat", n = repeat.total()), |c| c.due + c.learning))
                }
                @if fresh.new > 0 {
                    (step(shown, &fresh, repeat.total() == 0, "plus", &t_args!(l, "today-step-new", n = fresh.new), |c| c.new))
                }
                @if done.answers > 0 {
                    li class="block done" {
                        (mins(l, done.minutes()))
                        span class="block-icon" { (icon("check")) }
                        div {
                            span class="title" { (t_args!(l, "today-step-done", n = done.answers)) }
                            p class="meta" { (t_args!(l, "today-step-done-meta", passed = done.passed)) }
                        }
                    }
                }
            }
        }
    }
}

fn step(shown: &Shown, counts: &Counts, next: bool, name: &str, title: &str, share: impl Fn(&Counts) -> i64) -> Markup {
    let l = shown.locale();
    let mut decks: Vec<String> = Vec::new();
    for deck in shown.today.decks.iter().filter(|d| share(&d.counts) > 0).take(4) {
        let cards = share(&deck.counts);
        // a deck that holds all of the step says no more than the title
        let whole = cards == share(counts);
        decks.push(if whole { deck.name.clone() } else { format!("{} ({})", deck.name, number(l, cards)) });
    }
    html! {
        li class="block" aria-current=[next.then_some("step")] {
            (mins(l, shown.today.pace.minutes(counts)))
            span class="block-icon" { (icon(name)) }
            div { a class="title" href="/study" { (title) } @if !decks.is_empty() { p class="meta" { (decks.join(", ")) } } }
            @if next { span class="badge accent only-wide" { (t(l, "today-step-next")) } }
        }
    }
}

fn mins(l: Locale, minutes: i64) -> Markup {
    html! {
        span class="mins num" {
            @if minutes < 100 { (minutes) small { " " (t(l, "today-min")) } }
            @else { (decimal(l, minutes as f64 / 60.0, 1)) small { " " (t(l, "today-h")) } }
        }
    }
}

fn decks(shown: &Shown) -> Markup {
    let l = shown.locale();
    if shown.today.decks.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="h-decks" {
            div class="section-head" { h2 id="h-decks" { (t(l, "today-decks")) } a href="/decks" { (t(l, "today-decks-all")) } }
            ul class="rows" { @for deck in shown.today.decks.iter().take(DECKS_SHOWN) { (deck_row(shown, deck)) } }
        }
    }
}

fn deck_row(shown: &Shown, row: &DeckToday) -> Markup {
    let l = shown.locale();
    let (due, new) = (row.counts.due + row.counts.learning, row.counts.new);
    let letter = row.letter.clone().unwrap_or_else(|| initial(&row.name));
    html! {
        li class="item-row" {
            (tile(row.hue.as_deref().unwrap_or("teal"), &letter))
            a class="title" href={ "/decks/" (row.deck) } { (row.name) }
            span class="meta" { (t_args!(l, "today-deck-meta", due = due, new = new, time = shown.minutes(&row.counts))) }
            a class="act icon-button" href={ "/study?deck=" (row.deck) } aria-label=(t_args!(l, "today-deck-study", deck = &row.name)) { (icon("play")) }
        }
    }
}

fn reading(shown: &Shown) -> Markup {
    let l = shown.locale();
    if shown.reading.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="h-read" {
            div class="section-head" { h2 id="h-read" { (t(l, "today-reading")) } a href="/library" { (t(l, "today-reading-all")) } }
            ul class="rows" {
                @for place in shown.reading {
                    @let left = whole((place.words as f64 * (1.0 - place.share) / WORDS_A_MINUTE).max(1.0));
                    li class="item-row" {
                        (tile(place.hue.as_deref().unwrap_or("teal"), &place.letter.clone().unwrap_or_else(|| initial(&place.title))))
                        a class="title" href=(address(place)) lang=[place.language.as_deref()] { (place.title) }
                        span class="meta" { (t_args!(l, "today-reading-left", share = percent(l, place.share), minutes = left)) }
                        span class="act readbar" {
                            progress class="thin" value=(whole(place.share * 100.0)) max="100" aria-label=(t(l, "today-reading-share")) { (percent(l, place.share)) }
                        }
                    }
                }
            }
        }
    }
}

/// Where the learner stopped.
fn address(place: &Place) -> String {
    let page = match &place.key {
        Some(key) => format!("/explanations/{key}"),
        None => format!("/sources/{}", place.source),
    };
    if place.anchor.is_empty() { page } else { format!("{page}#{}", place.anchor) }
}

fn streak(shown: &Shown) -> Markup {
    let l = shown.locale();
    let today = shown.today;
    let weeks = 26;
    html! {
        section aria-labelledby="h-streak" {
            div class="section-head" { h2 id="h-streak" { (t_args!(l, "today-streak", days = today.streak.days)) } a href="/statistics" { (t(l, "today-statistics")) } }
            (charts::heat(l, &today.days, today.day, weeks, &t_args!(l, "today-heat", days = today.days.len(), weeks = weeks)))
            p class="small quiet heat-note" { (t(l, if today.streak.ends_today { "today-streak-ends" } else { "today-streak-rule" })) }
            (charts::months_table(l, &today.days))
        }
    }
}

fn coming(shown: &Shown) -> Markup {
    let l = shown.locale();
    let loads = &shown.today.coming;
    let cards: i64 = loads.iter().map(|load| load.cards).sum();
    if cards == 0 {
        return html! {};
    }
    let most = loads.iter().map(|load| load.cards).max().unwrap_or(0);
    html! {
        section aria-labelledby="h-coming" {
            div class="section-head" { h2 id="h-coming" { (t(l, "today-coming")) } }
            (charts::loads(l, loads, shown.today.day, &t_args!(l, "today-coming-label", cards = cards, most = most)))
            (charts::loads_table(l, &t(l, "today-coming"), loads))
        }
    }
}

fn catch_up(shown: &Shown, backlog: &Backlog) -> Markup {
    let l = shown.locale();
    // the middle way is marked: neither much a day nor much waiting
    let marked = backlog.spreads.len() / 2;
    html! {
        section aria-labelledby="h-catch-up" data-when="online" {
            div class="section-head" { h2 id="h-catch-up" { (t(l, "today-catch-up")) } }
            form class="stack-m" method="post" action="/today/catch-up" {
                fieldset class="field" {
                    legend { (t(l, "today-catch-up-legend")) }
                    div class="choices" {
                        @for (n, spread) in backlog.spreads.iter().enumerate() {
                            @let time = minutes(l, shown.today.pace.minutes_of_answers(spread.cards_a_day));
                            label class="choice" {
                                input type="radio" name="days" value=(spread.days) checked[n == marked] aria-describedby=[shown.wrong.described_by("days")];
                                span {
                                    strong { (t_args!(l, "today-catch-up-option", days = spread.days, cards = spread.cards_a_day, time = time)) }
                                    span class="hint" { (t_args!(l, "today-catch-up-cost", cost = whole(spread.cost))) }
                                }
                            }
                        }
                    }
                    (shown.wrong.under(l, "days"))
                }
                p class="small quiet" { (t(l, "today-catch-up-how")) }
                div { button class="button" { (t(l, "today-catch-up-do")) } }
            }
        }
    }
}

fn ways(l: Locale, situation: Situation) -> Markup {
    let ways = [
        ("library", "/library", "today-way-library", "today-way-library-meta"),
        ("file-up", "/imports", "today-way-import", "today-way-import-meta"),
        ("pencil", "/decks", "today-way-make", "today-way-make-meta"),
    ];
    let heading = if situation == Situation::Empty { "today-make-yours" } else { "today-or-yours" };
    html! {
        section class="ways" aria-labelledby="h-ways" {
            div class="section-head" { h2 id="h-ways" { (t(l, heading)) } }
            ul class="rows" {
                @for (name, href, key, meta) in ways {
                    li class="item-row" {
                        (icon(name))
                        a class="title" href=(href) { (t(l, key)) }
                        span class="meta" { (t(l, meta)) }
                        a class="act icon-button" href=(href) aria-label=(t(l, key)) tabindex="-1" { (icon("chevron-right")) }
                    }
                }
            }
        }
    }
}

/// "9 minutes", "1 h 40 min".
fn minutes(l: Locale, n: i64) -> String {
    match n {
        ..90 => t_args!(l, "today-minutes", n = n),
        _ => t_args!(l, "today-hours", hours = n / 60, minutes = n % 60),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "cards, per cent, minutes")]
fn whole(x: f64) -> i64 {
    x.round() as i64
}
