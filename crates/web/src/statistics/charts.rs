//! Charts as SVG in the page's own ink, each with a sentence for a label and a table behind a fold.

use crate::i18n::{Locale, number, short_date, t};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use memory::StudyDay;
use std::collections::BTreeMap;
use studium_core::statistics::{Day, Load, monday};

/// A study day as a date of the calendar.
pub fn civil(day: StudyDay) -> Date {
    Date::constant(1970, 1, 1).checked_add(i64::from(day.0).days()).unwrap_or(Date::MAX)
}

/// "23 Nov", "23. Nov".
pub fn short_day(l: Locale, day: StudyDay) -> String {
    let date = civil(day);
    let month: String = t(l, &format!("month-{}", date.month())).chars().take(3).collect();
    match l {
        Locale::En => format!("{} {month}", date.day()),
        Locale::De => format!("{}. {month}", date.day()),
    }
}

/// "Mon", "Mo".
fn short_weekday(l: Locale, day: StudyDay) -> String {
    let letters = if l == Locale::De { 2 } else { 3 };
    t(l, &format!("weekday-{}", civil(day).weekday().to_monday_one_offset())).chars().take(letters).collect()
}

/// The calendar of so many weeks up to today: a column a week, Monday on top; four shades.
pub fn heat(l: Locale, days: &[Day], today: StudyDay, weeks: i32, label: &str) -> Markup {
    let first = monday(today).plus(-7 * (weeks - 1));
    let by_day: BTreeMap<StudyDay, &Day> = days.iter().filter(|d| d.day >= first).map(|d| (d.day, d)).collect();
    let steps = quarters(by_day.values().map(|d| d.answers).collect());
    let wide = weeks > 30;
    let cells = (0..=today.days_since(first)).map(|n| {
        let day = first.plus(n);
        let answers = by_day.get(&day).map_or(0, |d| d.answers);
        let shade = (answers > 0).then(|| 1 + steps.iter().filter(|s| answers > **s).count());
        let class = match (shade, day == today) {
            (Some(shade), true) => Some(format!("l{shade} now")),
            (Some(shade), false) => Some(format!("l{shade}")),
            (None, true) => Some("now".to_owned()),
            (None, false) => None,
        };
        let top = if wide { 16 } else { 1 };
        (class, 1 + 15 * (n / 7), top + 15 * (n % 7), day, answers)
    });
    html! {
        svg class=(if wide { "heat year" } else { "heat" }) viewBox={ "0 0 " (15 * weeks) " " (if wide { 121 } else { 106 }) } role="img" aria-label=(label) {
            @for (class, x, y, day, answers) in cells {
                rect class=[class] x=(x) y=(y) width="12" height="12" rx="2.5" { @if answers > 0 { title { (short_day(l, day)) ": " (number(l, answers)) } } }
            }
            @if wide { @for (x, name) in months(l, first, weeks) { text x=(x) y="10" { (name) } } }
        }
    }
}

/// Where three of the four shades end: quarters of the days that were studied.
fn quarters(mut answers: Vec<i64>) -> [i64; 3] {
    answers.sort_unstable();
    let at = |part: usize| answers.get(answers.len() * part / 4).copied().unwrap_or(0);
    [at(1), at(2), at(3)]
}

/// A month's name over the first column that begins in it; a month with less than two columns has no room.
fn months(l: Locale, first: StudyDay, weeks: i32) -> Vec<(i32, String)> {
    let month = |week: i32| civil(first.plus(7 * week)).month();
    let begins = (0..weeks).filter(|week| *week == 0 || month(*week) != month(week - 1));
    begins
        .filter(|week| *week > 1 || month(*week) == month(week + 2))
        .map(|week| (1 + 15 * week, t(l, &format!("month-{}", month(week))).chars().take(3).collect()))
        .collect()
}

/// The heatmap's table: study days by month.
pub fn months_table(l: Locale, days: &[Day]) -> Markup {
    let mut by_month: BTreeMap<(i16, i8), (i64, Day)> = BTreeMap::new();
    for day in days {
        let date = civil(day.day);
        let entry = by_month.entry((date.year(), date.month())).or_default();
        entry.0 += 1;
        entry.1.add(day);
    }
    let rows = by_month.iter().rev().map(|((year, month), (count, sum))| {
        let name = format!("{} {year}", t(l, &format!("month-{month}")));
        (name, vec![number(l, *count), number(l, sum.answers), number(l, sum.minutes())])
    });
    let heads = ["statistics-col-month", "statistics-col-days", "statistics-col-answers", "statistics-col-minutes"];
    table(l, &t(l, "statistics-days"), heads.map(|key| t(l, key)).as_slice(), rows.collect())
}

/// A table behind "Show as table". The first column heads its row.
pub fn table(l: Locale, caption: &str, heads: &[String], rows: Vec<(String, Vec<String>)>) -> Markup {
    html! {
        details class="data" {
            summary { (t(l, "statistics-table")) }
            div class="scroll-x" {
                table class="table" {
                    caption { (caption) }
                    thead { tr { @for (n, head) in heads.iter().enumerate() { th scope="col" class=[(n > 0).then_some("right")] { (head) } } } }
                    tbody { @for (name, cells) in rows { tr { th scope="row" { (name) } @for cell in cells { td class="right" { (cell) } } } } }
                }
            }
        }
    }
}

/// So many bars are few: each has its own label.
const FEW: usize = 8;

/// Cards due per day; today's bar is full.
pub fn loads(l: Locale, loads: &[Load], today: StudyDay, label: &str) -> Markup {
    let few = loads.len() <= FEW;
    let bars: Vec<Bar> = loads
        .iter()
        .enumerate()
        .map(|(n, load)| Bar {
            value: load.cards,
            full: load.day == today,
            under: match n {
                _ if few => Some(short_weekday(l, load.day)),
                0 if load.day == today => Some(t(l, "day-today")),
                n if n % 7 == 0 => Some(short_day(l, load.day)),
                _ => None,
            },
        })
        .collect();
    self::bars(l, &bars, label)
}

pub fn loads_table(l: Locale, caption: &str, loads: &[Load]) -> Markup {
    let rows = loads.iter().map(|load| (day_name(l, load.day), vec![number(l, load.cards)]));
    table(l, caption, &[t(l, "statistics-col-day"), t(l, "statistics-col-cards")], rows.collect())
}

/// "Mon 23 Nov 2026", "Mo 23.11.2026".
pub fn day_name(l: Locale, day: StudyDay) -> String {
    format!("{} {}", short_weekday(l, day), short_date(l, civil(day)))
}

/// One bar of a chart.
pub struct Bar {
    pub value: i64,
    pub full: bool,
    pub under: Option<String>,
}

const LEFT: f64 = 40.0;
const RIGHT: f64 = 420.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 150.0;
/// A chart of a few bars stands in a narrow column: with less width its words are as large as elsewhere.
const RIGHT_OF_FEW: f64 = 290.0;

/// Bars from zero; the fullest has its number on top.
pub fn bars(l: Locale, bars: &[Bar], label: &str) -> Markup {
    let most = bars.iter().map(|b| b.value).max().unwrap_or(0);
    let top = round_up(most);
    let right = if bars.len() <= FEW { RIGHT_OF_FEW } else { RIGHT };
    let slot = (right - LEFT) / bars.len().max(1) as f64;
    let width = slot * 0.72;
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * value / top as f64;
    let fullest = bars.iter().position(|b| b.value == most && most > 0);
    html! {
        svg class="chart" viewBox={ "0 0 " (round(right + 20.0)) " 190" } role="img" aria-label=(label) {
            @for line in [0, top / 2, top] {
                path class="grid" d={ "M40 " (round(y(line as f64))) "H" (round(right)) } {}
                text class="end" x="32" y=(round(y(line as f64) + 4.0)) { (number(l, line)) }
            }
            @for (n, bar) in bars.iter().enumerate() {
                @let x = LEFT + slot * n as f64;
                @if bar.value > 0 {
                    rect class=(if bar.full { "bar" } else { "bar soft" }) x=(round(x + slot * 0.14)) y=(round(y(bar.value as f64)))
                        width=(round(width)) height=(round(BOTTOM - y(bar.value as f64))) rx="2" {}
                }
                @if fullest == Some(n) { text class="strong mid" x=(round(x + slot / 2.0)) y=(round(y(bar.value as f64) - 5.0)) { (number(l, bar.value)) } }
                @if let Some(under) = &bar.under { text class="mid" x=(round(x + slot / 2.0)) y="176" { (under) } }
            }
        }
    }
}

/// One point of a line; gaps stay gaps.
pub struct Point {
    /// Per cent.
    pub value: Option<f64>,
    pub under: Option<String>,
}

/// Per cent over time with a dashed goal; the scale begins below the least.
pub fn line(points: &[Point], goal: (f64, String), last: impl Fn(f64) -> String, label: &str) -> Markup {
    let values = || points.iter().filter_map(|p| p.value);
    let least = values().chain([goal.0]).fold(100.0, f64::min);
    let floor = ((least - 3.0) / 10.0).floor().max(0.0) * 10.0;
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * (value - floor) / (100.0 - floor);
    let step = (RIGHT - LEFT - 10.0) / (points.len().max(2) - 1) as f64;
    let x = |n: usize| LEFT + step * n as f64;
    let mut path = String::new();
    let mut pen_down = false;
    for (n, point) in points.iter().enumerate() {
        if let Some(value) = point.value {
            path.push_str(&format!("{}{} {}", if pen_down { "L" } else { "M" }, round(x(n)), round(y(value))));
        }
        pen_down = point.value.is_some();
    }
    let end = points.iter().rposition(|p| p.value.is_some());
    // a week between two without reviews has no line to show it
    let alone = |n: usize| {
        let there = |n: usize| points.get(n).is_some_and(|p| p.value.is_some());
        there(n) && !(n > 0 && there(n - 1)) && !there(n + 1)
    };
    html! {
        svg class="chart" viewBox="0 0 440 190" role="img" aria-label=(label) {
            @for mark in [floor, (floor + 100.0) / 2.0, 100.0] {
                path class="grid" d={ "M40 " (round(y(mark))) "H420" } {}
                text class="end" x="32" y=(round(y(mark) + 4.0)) { (round(mark)) }
            }
            path class="goal" d={ "M40 " (round(y(goal.0))) "H420" } {}
            text x="44" y=(round(y(goal.0) - 6.0)) { (goal.1) }
            path class="linepath" d=(path) {}
            @for (n, point) in points.iter().enumerate() {
                @if let Some(value) = point.value {
                    @if end == Some(n) {
                        circle class="dot full" cx=(round(x(n))) cy=(round(y(value))) r="5" {}
                        text class="strong end" x="420" y=(round((y(value) - 10.0).max(12.0))) { (last(value)) }
                    } @else if alone(n) { circle class="dot" cx=(round(x(n))) cy=(round(y(value))) r="4" {} }
                }
                @if let Some(under) = &point.under { text class="mid" x=(round(x(n))) y="176" { (under) } }
            }
        }
    }
}

/// The next number, 4 or more, that halves well and is easily read: 4, 6, 10, 20, 40, 60, 100 …
fn round_up(most: i64) -> i64 {
    let mut unit = 1;
    loop {
        if let Some(top) = [2, 4, 6, 10].map(|n| n * unit).into_iter().find(|top| *top >= most.max(4)) {
            return top;
        }
        unit *= 10;
    }
}

/// One digit after the point is finer than a pixel.
fn round(x: f64) -> String {
    format!("{:.1}", x.max(0.0)).trim_end_matches(".0").to_owned()
}
