//! What the statistics page looks like: a sentence, four figures, then charts that each answer one question.

use super::charts::{self, Bar, Point, day_name, short_day};
use crate::frame::SignedIn;
use crate::frame::layout::{Nav, app_page};
use crate::frame::parts::{Tone, note_box};
use crate::i18n::{Locale, decimal, number, percent, t};
use crate::t_args;
use maud::{Markup, html};
use studium_core::statistics::{CardStates, Period, Summary};

/// Fewer reviews than this say nothing about retention.
const REVIEWS_LEAST: i64 = 20;
/// Nor do fewer in a week: it is left out of the line, not of the table.
const REVIEWS_A_WEEK: i64 = 10;

pub fn page(me: &SignedIn, s: &Summary) -> Markup {
    let l = me.locale;
    app_page(
        me,
        &t(l, "nav-statistics"),
        Nav::Statistics,
        html! {
            div class="page wide" {
                div class="stack-m" {
                    @if me.actor.demo { (note_box(Tone::Info, html! { (t(l, "today-simulated")) })) }
                    (head(l, s))
                }
                (figures(l, s))
                div class="charts" {
                    (retention(l, s)) (activity(l, s)) (coming(l, s)) (states(l, &s.states)) (days(l, s)) (hardest(l, s))
                }
            }
        },
    )
}

fn head(l: Locale, s: &Summary) -> Markup {
    html! {
        header class="page-head split" {
            div {
                p class="over" { (t_args!(l, "statistics-over", weeks = s.period.weeks())) }
                h1 class="lead" { (lead(l, s)) }
                p class="after" { a href="/statistics/memory" { (t(l, "forgetting-link")) } }
            }
            div class="segments" role="group" aria-label=(t(l, "statistics-period")) {
                @for period in Period::ALL {
                    a href={ "/statistics?weeks=" (period.weeks()) } aria-current=[(period == s.period).then_some("true")] {
                        (t(l, &format!("statistics-{}", period.weeks())))
                    }
                }
            }
        }
    }
}

fn lead(l: Locale, s: &Summary) -> String {
    if s.sum.answers == 0 {
        return t(l, "statistics-lead-empty");
    }
    if s.sum.review_answers < REVIEWS_LEAST {
        return t_args!(l, "statistics-lead-few", left = REVIEWS_LEAST - s.sum.review_answers);
    }
    let known = s.sum.retention().unwrap_or(0.0);
    let share = percent(l, known);
    match whole(known * 100.0) - whole(s.goal * 100.0) {
        0 => t_args!(l, "statistics-lead-goal", share = share),
        points if points > 0 => t_args!(l, "statistics-lead-above", share = share, points = points),
        points => t_args!(l, "statistics-lead-below", share = share, points = -points),
    }
}

fn figures(l: Locale, s: &Summary) -> Markup {
    let a_day = whole(s.sum.minutes() as f64 / s.studied.max(1) as f64);
    html! {
        dl class="figures" {
            div {
                dt { (t(l, "statistics-answers")) }
                dd { span data-figure="answers" { (number(l, s.sum.answers)) } " " small { (t_args!(l, "statistics-answers-new", new = s.sum.new_cards)) } }
            }
            div {
                dt { (t(l, "statistics-held")) }
                dd { (number(l, s.states.held)) " " small { (t_args!(l, "statistics-of", total = s.states.total())) } }
            }
            div {
                dt { (t(l, "statistics-time")) }
                dd { (short_time(l, s.sum.minutes())) " " small { (t_args!(l, "statistics-a-day", minutes = a_day)) } }
            }
            div {
                dt { (t(l, "statistics-per-answer")) }
                dd {
                    (t_args!(l, "statistics-seconds", seconds = decimal(l, s.pace.seconds, usize::from(s.pace.seconds < 10.0))))
                    @if !s.pace.measured { " " small { (t(l, "statistics-assumed")) } }
                }
            }
        }
    }
}

/// "45 min", "31 h".
fn short_time(l: Locale, minutes: i64) -> String {
    match minutes {
        ..60 => t_args!(l, "span-minutes", n = minutes),
        _ => t_args!(l, "span-hours", n = decimal(l, minutes as f64 / 60.0, usize::from(minutes < 600))),
    }
}

/// A chart with its heading, table and how it is computed.
fn figure(l: Locale, class: Option<&str>, key: &str, note: &str, chart: Markup, table: Markup) -> Markup {
    html! {
        figure class=[class] {
            figcaption { h2 { (t(l, &format!("statistics-{key}"))) } p { (note) } }
            (chart)
            (table)
            (how(l, &t(l, &format!("statistics-{key}-how"))))
        }
    }
}

fn how(l: Locale, text: &str) -> Markup {
    html! { details class="data" { summary { (t(l, "statistics-how")) } p { (text) } } }
}

fn retention(l: Locale, s: &Summary) -> Markup {
    let shares: Vec<Option<f64>> = s
        .weeks
        .iter()
        .map(|w| w.sum.retention().filter(|_| w.sum.review_answers >= REVIEWS_A_WEEK).map(|r| r * 100.0))
        .collect();
    let every = s.weeks.len().div_ceil(4);
    let points: Vec<Point> = shares
        .iter()
        .zip(&s.weeks)
        .enumerate()
        .map(|(n, (value, week))| Point { value: *value, under: (n % every == 0).then(|| short_day(l, week.monday)) })
        .collect();
    let goal = decimal(l, s.goal * 100.0, 1);
    let known = || shares.iter().flatten().copied();
    let label = t_args!(
        l,
        "statistics-retention-label",
        weeks = known().count(),
        low = decimal(l, known().fold(100.0, f64::min), 0),
        high = decimal(l, known().fold(0.0, f64::max), 0),
        goal = &goal
    );
    let goal_text = t_args!(l, "statistics-goal", goal = &goal);
    let last = |share: f64| t_args!(l, "statistics-now", share = decimal(l, share, 0));
    let heads = ["statistics-col-week", "statistics-col-retention", "statistics-col-reviews"].map(|key| t(l, key));
    let rows = s.weeks.iter().rev().filter(|w| w.sum.review_answers > 0).map(|w| {
        let share = w.sum.retention().map_or_else(String::new, |r| decimal(l, r * 100.0, 1));
        (day_name(l, w.monday), vec![share, number(l, w.sum.review_answers)])
    });
    let table = charts::table(l, &t(l, "statistics-retention"), &heads, rows.collect());
    let chart = charts::line(&points, (s.goal * 100.0, goal_text), last, &label);
    figure(l, None, "retention", &t(l, "statistics-retention-note"), chart, table)
}

/// Answers per day over four weeks, per week over longer.
fn activity(l: Locale, s: &Summary) -> Markup {
    let daily = s.period == Period::Weeks4;
    let first = s.weeks.first().map_or(s.day, |w| w.monday);
    let entries: Vec<(memory::StudyDay, studium_core::statistics::Day)> = match daily {
        false => s.weeks.iter().map(|w| (w.monday, w.sum)).collect(),
        true => (0..=s.day.days_since(first))
            .map(|n| first.plus(n))
            .map(|day| (day, s.days.iter().find(|d| d.day == day).copied().unwrap_or_default()))
            .collect(),
    };
    let every = entries.len().div_ceil(4);
    let bars: Vec<Bar> = entries
        .iter()
        .enumerate()
        .map(|(n, (day, sum))| Bar {
            value: sum.answers,
            full: n + 1 == entries.len(),
            under: (n % every == 0).then(|| short_day(l, *day)),
        })
        .collect();
    let most = bars.iter().map(|b| b.value).max().unwrap_or(0);
    let label = t_args!(l, "statistics-activity-label", answers = s.sum.answers, most = most);
    let title = t(l, if daily { "statistics-daily" } else { "statistics-weekly" });
    let heads = [
        t(l, if daily { "statistics-col-day" } else { "statistics-col-week" }),
        t(l, "statistics-col-answers"),
        t(l, "statistics-col-minutes"),
    ];
    let rows = entries.iter().rev().filter(|(_, sum)| sum.answers > 0);
    let rows = rows.map(|(day, sum)| (day_name(l, *day), vec![number(l, sum.answers), number(l, sum.minutes())]));
    html! {
        figure {
            figcaption { h2 { (title) } p { (t(l, "statistics-activity-note")) } }
            (charts::bars(l, &bars, &label))
            (charts::table(l, &title, &heads, rows.collect()))
            (how(l, &t(l, "statistics-activity-how")))
        }
    }
}

fn coming(l: Locale, s: &Summary) -> Markup {
    let cards = s.coming.iter().map(|load| load.cards).sum::<i64>();
    let most = s.coming.iter().map(|load| load.cards).max().unwrap_or(0);
    let label = t_args!(l, "statistics-coming-label", cards = cards, most = most);
    let chart = charts::loads(l, &s.coming, s.day, &label);
    let table = charts::loads_table(l, &t(l, "statistics-coming"), &s.coming);
    figure(l, None, "coming", &t(l, "statistics-coming-note"), chart, table)
}

/// The table is the chart: each state with its bar.
fn states(l: Locale, states: &CardStates) -> Markup {
    let total = states.total();
    let rows = [
        ("statistics-state-new", states.new),
        ("statistics-state-learning", states.learning),
        ("statistics-state-young", states.young),
        ("statistics-state-held", states.held),
        ("statistics-state-suspended", states.suspended),
    ];
    let table = html! {
        table class="table" {
            caption class="visually-hidden" { (t(l, "statistics-states")) }
            thead { tr { th scope="col" { (t(l, "statistics-col-state")) } th scope="col" class="barcol" { (t(l, "statistics-col-cards")) } } }
            tbody {
                @for (key, cards) in rows {
                    tr {
                        th scope="row" { (t(l, key)) }
                        td data-hue="teal" {
                            span class="bars" {
                                svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                                    rect class="hued" width=(whole(cards as f64 * 100.0 / total.max(1) as f64)) height="8" {}
                                }
                                (number(l, cards))
                            }
                        }
                    }
                }
            }
        }
    };
    figure(l, None, "states", &t_args!(l, "statistics-states-note", total = total), table, html! {})
}

fn days(l: Locale, s: &Summary) -> Markup {
    let label = t_args!(l, "statistics-days-label", days = s.days.len());
    let chart = html! {
        div class="scroll-x" tabindex="0" role="group" aria-label=(t(l, "statistics-calendar")) { (charts::heat(l, &s.days, s.day, 52, &label)) }
    };
    let note = t_args!(l, "statistics-days-note", days = s.days.len(), of = 52 * 7);
    figure(l, Some("span"), "days", &note, chart, charts::months_table(l, &s.days))
}

fn hardest(l: Locale, s: &Summary) -> Markup {
    if s.hardest.is_empty() {
        let none = html! { p class="quiet" { (t(l, "statistics-hardest-none")) } };
        return figure(l, Some("span"), "hardest", &t(l, "statistics-hardest-note"), none, html! {});
    }
    let table = html! {
        div class="scroll-x" tabindex="0" role="group" aria-label=(t(l, "statistics-hardest")) {
            table class="table" {
                caption class="visually-hidden" { (t(l, "statistics-hardest")) }
                thead { tr {
                    th scope="col" { (t(l, "statistics-col-card")) }
                    th scope="col" class="right" { (t(l, "statistics-col-lapses")) }
                    th scope="col" class="right" { (t(l, "statistics-col-asked")) }
                } }
                tbody {
                    @for card in &s.hardest {
                        tr {
                            th scope="row" { a href={ "/cards/" (card.card) } lang=[card.language.as_deref()] { (card.summary) } }
                            td class="right" { (number(l, card.lapses)) }
                            td class="right" { (number(l, card.reps)) }
                        }
                    }
                }
            }
        }
    };
    figure(l, Some("span"), "hardest", &t(l, "statistics-hardest-note"), table, html! {})
}

#[expect(clippy::cast_possible_truncation, reason = "per cent, minutes")]
fn whole(x: f64) -> i64 {
    x.round() as i64
}
