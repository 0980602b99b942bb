//! Recurrences as we follow them, against `python-dateutil`.

use super::utc;
use crate::figure::{Figure, Target};
use crate::numbers::Numbers;
use crate::peer;
use anyhow::{Context, Result};
use formats::calendar::{Limits, busy};
use jiff::tz::TimeZone;
use std::path::Path;
use std::process::Command;

/// Says when recurrences take place.
const RECUR: &str = include_str!("../peer/recurrences.py");
const RULES: usize = 2_000;

/// Ten years are asked for, of recurrences that begin up to twenty years before or up to five within.
pub(super) fn by_dateutil(python: &Path) -> Result<Figure> {
    const WINDOW: [&str; 2] = ["20200101T000000", "20300101T000000"];
    let mut numbers = Numbers::new(1_997);
    let rules: Vec<(String, String)> = (0..RULES)
        .map(|_| {
            let start = 60 * (15_778_080 + numbers.below(13_000_000) as i64);
            (written(start * 1_000), rule(&mut numbers))
        })
        .collect();
    let path = peer::folder()?.join("recurrences.txt");
    let lines: Vec<String> = rules.iter().map(|(start, rule)| format!("{start} {rule}\n")).collect();
    std::fs::write(&path, lines.concat())?;
    let found = peer::run(Command::new(python).args(["-c", RECUR]).arg(&path).args(WINDOW))?;
    let found: Vec<Vec<String>> = serde_json::from_str(&found).context("what python-dateutil found")?;
    let [from, until] = [1_577_836_800_000, 1_893_456_000_000 + 1];
    let mut differ = 0;
    for ((start, rule), theirs) in rules.iter().zip(&found) {
        let text = format!("BEGIN:VEVENT\nDTSTART:{start}Z\nDURATION:PT1M\nRRULE:{rule}\nEND:VEVENT\n");
        let calendar = busy(text.as_bytes(), from, until, &TimeZone::UTC, &Limits::default())?;
        let ours = calendar.busy.iter().filter(|busy| busy.start >= from);
        let ours: Vec<String> = ours.map(|busy| written(busy.start)).collect();
        if ours != *theirs || !calendar.problems.is_empty() {
            differ += 1;
            eprintln!("  {start} {rule}: {} times, {} by dateutil; {:?}", ours.len(), theirs.len(), calendar.problems);
        }
    }
    let name = format!("calendar: recurrences that dateutil gives otherwise, of {RULES}");
    Ok(Figure::limit(name, f64::from(differ), "", Target::AtMost(0.0)))
}

fn written(ms: i64) -> String {
    utc(ms).strftime("%Y%m%dT%H%M%S").to_string()
}

/// A rule of which both readers make the same where the RFC leaves it open: COUNT only where the start is surely a time
/// of the rule, no positions in weeks, weeks of the year with weekdays. Two things are left out that dateutil reads otherwise
/// than the RFC: every weekday of a name beside an n-th one, and the first week counted from the end of the year.
fn rule(numbers: &mut Numbers) -> String {
    fn list<T: ToString>(numbers: &mut Numbers, from: &[T]) -> String {
        let count = 1 + numbers.below(3);
        let chosen = (0..count).map(|_| from[numbers.below(from.len() as u64) as usize].to_string());
        chosen.collect::<Vec<_>>().join(",")
    }
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    const NTH_DAYS: [&str; 7] = ["1MO", "2TU", "-1FR", "-2SU", "3TH", "5WE", "-5SA"];
    let frequency = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"][numbers.below(4) as usize];
    let mut rule = format!("FREQ={frequency};INTERVAL={}", 1 + numbers.below(5));
    if numbers.below(4) == 0 {
        return format!("{rule};COUNT={}", 1 + numbers.below(3_000));
    }
    if numbers.below(4) == 0 {
        rule += &format!(";UNTIL=20{}0101T120000", 20 + numbers.below(12));
    }
    if numbers.below(3) == 0 {
        rule += &format!(";BYMONTH={}", list(numbers, &[1, 2, 3, 7, 9, 12]));
    }
    let week_start = DAYS[numbers.below(7) as usize];
    rule += &match (frequency, numbers.below(5)) {
        ("WEEKLY", _) => format!(";BYDAY={};WKST={week_start}", list(numbers, &DAYS)),
        ("YEARLY", 0) => {
            let weeks = list(numbers, &[1, 2, 20, 52, 53, -1]);
            format!(";BYWEEKNO={weeks};BYDAY={};WKST={week_start}", list(numbers, &DAYS))
        }
        ("YEARLY", 1) => format!(";BYYEARDAY={}", list(numbers, &[1, 60, 100, 366, -1, -366, -200])),
        ("MONTHLY" | "YEARLY", 2) => format!(";BYDAY={}", list(numbers, &NTH_DAYS)),
        (_, 3) => format!(";BYMONTHDAY={}", list(numbers, &[1, 13, 29, 30, 31, -1, -3, -31])),
        (_, 4) => format!(";BYDAY={};BYMONTHDAY={}", list(numbers, &DAYS), list(numbers, &[1, 7, 13, 14, -1, -2])),
        _ => String::new(),
    };
    if matches!(frequency, "MONTHLY" | "YEARLY") && numbers.below(4) == 0 {
        rule += &format!(";BYSETPOS={}", list(numbers, &[1, 2, -1, -2, 3]));
    }
    if numbers.below(6) == 0 {
        rule += &format!(";BYHOUR={}", list(numbers, &[8, 10, 23]));
    }
    rule
}
