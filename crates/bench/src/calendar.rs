//! Our feed as other people's parsers read it: three of the Python registry must find the events that were written. And
//! the other way about: recurrences as we follow them, against `python-dateutil`.

mod recurrences;

use crate::figure::{Figure, Target};
use crate::numbers::Numbers;
use crate::peer;
use anyhow::{Context, Result};
use formats::calendar::{Event, Feed, Span, write};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Says what the parsers find.
const PARSE: &str = include_str!("peer/feed.py");
const EVENTS: usize = 500;

/// No backslash before an `n`: `ics` 0.7.3 takes the two for a line break even when the backslash is escaped.
const WORDS: [&str; 14] = [
    "Prüfung",
    "Lernen",
    "München;",
    "Äpfel, Birnen",
    "naïve",
    "🦀",
    "👩‍🔬",
    "日本語",
    "C:\\Users",
    "a\\, b",
    "line\nbreak",
    "\"quoted\"",
    "x:y",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsfeierlichkeiten",
];

/// The clocks of Europe change in these hours, those of New York in the others (seconds since 1970 UTC; 2026).
const CHANGES: [i64; 4] = [1_774_746_000, 1_792_890_000, 1_772_953_200, 1_793_512_800];

/// uid, start, end, summary, description.
type Fact = [String; 5];

pub fn run() -> Result<Vec<Figure>> {
    let packages = ["icalendar==7.3.0", "ics==0.7.3", "vobject==0.9.9", "python-dateutil>=2.9"];
    let python = peer::environment("calendar-venv", &packages)?;
    let mut figures = feed_by_parsers(&python)?;
    figures.push(recurrences::by_dateutil(&python)?);
    Ok(figures)
}

fn feed_by_parsers(python: &Path) -> Result<Vec<Figure>> {
    let events = events();
    let written: BTreeSet<Fact> = events.iter().map(fact).collect();
    let feed = Feed {
        product: "-//Studium//Studium//EN".into(),
        name: "Größe, ü; 🦀".into(),
        description: "Everything\nplanned".into(),
        refresh_minutes: 60,
        events,
    };
    let path = peer::folder()?.join("feed.ics");
    std::fs::write(&path, write(&feed))?;
    let found = peer::run(Command::new(python).args(["-c", PARSE]).arg(&path))?;
    let found: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&found).context("what the parsers found")?;
    let mut figures = Vec::new();
    for (parser, facts) in found {
        let facts: Vec<Fact> = serde_json::from_value(facts)?;
        let read: BTreeSet<Fact> = facts.iter().cloned().collect();
        for difference in written.symmetric_difference(&read).take(4) {
            eprintln!("  {parser}: {} {difference:?}", if read.contains(difference) { "read" } else { "written" });
        }
        // Written but not read so, and read beyond what was written.
        let unread = written.difference(&read).count();
        let differ = unread.max(facts.len().saturating_sub(written.len() - unread));
        let name = format!("calendar: events that {parser} reads otherwise, of {EVENTS}");
        figures.push(Figure::limit(name, differ as f64, "", Target::AtMost(0.0)));
    }
    Ok(figures)
}

fn events() -> Vec<Event> {
    let mut numbers = Numbers::new(5_545);
    let text = |numbers: &mut Numbers, most: u64| {
        let count = 1 + numbers.below(most);
        let words: Vec<&str> = (0..count).map(|_| WORDS[numbers.below(WORDS.len() as u64) as usize]).collect();
        words.join(" ")
    };
    (0..EVENTS)
        .map(|index| {
            // Up to twelve hours before a change of the clocks, for up to a day: half of them over it.
            let start = CHANGES[index % CHANGES.len()] - 60 * numbers.below(720) as i64;
            let end = start + 60 * (1 + numbers.below(1_440) as i64);
            let span = match numbers.below(3) {
                0 => {
                    let first = utc(start * 1_000).date();
                    Span::Days { first, last: first.saturating_add((numbers.below(4) as i64).days()) }
                }
                _ => Span::Time { start: start * 1_000, end: end * 1_000 },
            };
            Event {
                uid: format!("{}@studium", numbers.id(start * 1_000)),
                stamp: start * 1_000,
                span,
                summary: text(&mut numbers, 12),
                description: text(&mut numbers, 60),
                url: format!("https://example.org/study?day={index}&x=a,b;c"),
                categories: vec!["Lernen, üben".into(), "Studium".into()],
                sequence: numbers.below(9) as u32,
                modified: Some(start * 1_000),
                is_free: index % 2 == 0,
                is_cancelled: false,
            }
        })
        .collect()
}

fn utc(ms: i64) -> DateTime {
    TimeZone::UTC.to_datetime(Timestamp::from_millisecond(ms).unwrap_or_default())
}

/// An event as the parsers should find it.
fn fact(event: &Event) -> Fact {
    let (start, end) = match event.span {
        Span::Time { start, end } => {
            let time = |ms| utc(ms).strftime("%Y%m%dT%H%M%SZ").to_string();
            (time(start), time(end))
        }
        Span::Days { first, last } => {
            let after = last.saturating_add(1.day());
            (first.strftime("%Y%m%d").to_string(), after.strftime("%Y%m%d").to_string())
        }
    };
    [event.uid.clone(), start, end, event.summary.clone(), event.description.clone()]
}
