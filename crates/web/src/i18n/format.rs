//! Numbers, shares, days, times and sizes as the two languages write them.

use super::{FluentValue, Locale, t};
use crate::t_args;
use jiff::civil::{Date, Time, Weekday};

/// Narrow no-break space: before %, between a number and its unit.
pub const THIN: char = '\u{202f}';

/// How a value is written inside a message; `None`: as Fluent does.
pub(super) fn in_message<'v>(locale: Locale, value: &FluentValue<'v>) -> Option<String> {
    let FluentValue::Number(n) = value else { return None };
    if n.value.fract() == 0.0 && n.value.abs() < 9e15 {
        Some(number(locale, n.value as i64))
    } else {
        Some(decimal(locale, n.value, n.options.maximum_fraction_digits.unwrap_or(1)))
    }
}

/// Grouped by thousands from five digits on: 9999, 12,345 and 12.345.
pub fn number(locale: Locale, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 8);
    if n < 0 {
        out.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len() > 4 && (digits.len() - place).is_multiple_of(3) {
            out.push(match locale {
                Locale::En => ',',
                Locale::De => '.',
            });
        }
        out.push(digit);
    }
    out
}

/// With at most so many decimals; zeros at the end are dropped. Decimal point or comma.
pub fn decimal(locale: Locale, x: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", x.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut out = number(locale, whole.parse().unwrap_or(0));
    if x < 0.0 && (out != "0" || !fraction.is_empty()) {
        out.insert(0, '−');
    }
    if !fraction.is_empty() {
        out.push(match locale {
            Locale::En => '.',
            Locale::De => ',',
        });
        out.push_str(fraction);
    }
    out
}

/// A share of 0–1 as whole per cent, with a thin space: "71 %".
pub fn percent(locale: Locale, share: f64) -> String {
    format!("{}{THIN}%", number(locale, (share * 100.0).round() as i64))
}

/// "23 November 2026", "23. November 2026".
pub fn date(locale: Locale, day: Date) -> String {
    let month = t(locale, MONTHS[usize::try_from(day.month() - 1).unwrap_or(0).min(11)]);
    match locale {
        Locale::En => format!("{} {month} {}", day.day(), day.year()),
        Locale::De => format!("{}. {month} {}", day.day(), day.year()),
    }
}

/// "Monday 23 November", "Montag, 23. November".
pub fn day_and_date(locale: Locale, day: Date) -> String {
    let month = t(locale, MONTHS[usize::try_from(day.month() - 1).unwrap_or(0).min(11)]);
    let weekday = t(locale, weekday_key(day.weekday()));
    match locale {
        Locale::En => format!("{weekday} {} {month}", day.day()),
        Locale::De => format!("{weekday}, {}. {month}", day.day()),
    }
}

/// For columns: "23 Nov 2026", "23.11.2026".
pub fn short_date(locale: Locale, day: Date) -> String {
    match locale {
        Locale::En => {
            let month = t(locale, MONTHS[usize::try_from(day.month() - 1).unwrap_or(0).min(11)]);
            format!("{} {} {}", day.day(), month.chars().take(3).collect::<String>(), day.year())
        }
        Locale::De => format!("{:02}.{:02}.{}", day.day(), day.month(), day.year()),
    }
}

/// On the 24-hour clock: "7:05".
pub fn time(_locale: Locale, time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// So many days from today: "yesterday", "today", "in 3 days".
pub fn relative_day(locale: Locale, days_from_today: i64) -> String {
    match days_from_today {
        -1 => t(locale, "day-yesterday"),
        0 => t(locale, "day-today"),
        1 => t(locale, "day-tomorrow"),
        n if n > 0 => t_args!(locale, "day-in", days = n),
        n => t_args!(locale, "day-ago", days = -n),
    }
}

/// How long until something comes back: "10 min", "5 h", "23 days", "4.2 months", "1.5 years".
pub fn duration(locale: Locale, seconds: i64) -> String {
    let (key, amount) = match seconds {
        ..60 => return t(locale, "span-under-a-minute"),
        60..3_600 => ("span-minutes", round(seconds, 60)),
        3_600..86_400 => ("span-hours", round(seconds, 3_600)),
        86_400..5_184_000 => ("span-days", round(seconds, 86_400)),
        5_184_000..31_536_000 => ("span-months", tenth(seconds, 2_629_800.0)),
        _ => ("span-years", tenth(seconds, 31_557_600.0)),
    };
    t_args!(locale, key, n = amount)
}

/// "812 B", "3.4 MB": decimal units, as disks are sold.
pub fn bytes(locale: Locale, n: u64) -> String {
    let mut amount = n as f64;
    let mut unit = "B";
    for next in ["kB", "MB", "GB", "TB"] {
        if amount < 1_000.0 {
            break;
        }
        amount /= 1_000.0;
        unit = next;
    }
    let digits = if amount < 10.0 && unit != "B" { 1 } else { 0 };
    format!("{}{THIN}{unit}", decimal(locale, amount, digits))
}

fn round(seconds: i64, unit: i64) -> f64 {
    ((seconds + unit / 2) / unit) as f64
}

fn tenth(seconds: i64, unit: f64) -> f64 {
    (seconds as f64 / unit * 10.0).round() / 10.0
}

fn weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "weekday-1",
        Weekday::Tuesday => "weekday-2",
        Weekday::Wednesday => "weekday-3",
        Weekday::Thursday => "weekday-4",
        Weekday::Friday => "weekday-5",
        Weekday::Saturday => "weekday-6",
        Weekday::Sunday => "weekday-7",
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];
