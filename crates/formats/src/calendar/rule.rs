//! A recurrence rule (RFC 5545, 3.3.10), and which days it means.

use super::value::Written;
use jiff::civil::{Date, Weekday};
use std::ops::RangeInclusive;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A weekday, every one or the n-th of the month or year (from its end when negative; 0: every one).
type NthWeekday = (i32, Weekday);

#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub frequency: Frequency,
    /// From 1.
    pub interval: u32,
    pub count: Option<u64>,
    pub until: Option<Written>,
    pub week_start: Weekday,
    pub months: Vec<i32>,
    weeks: Vec<i32>,
    year_days: Vec<i32>,
    month_days: Vec<i32>,
    weekdays: Vec<NthWeekday>,
    pub hours: Vec<i32>,
    pub minutes: Vec<i32>,
    pub seconds: Vec<i32>,
    pub positions: Vec<i32>,
}

impl Rule {
    /// # Errors
    /// What is wrong with it, or is not followed: repetitions within a day, leap months of other calendars.
    pub fn parse(text: &str) -> Result<Rule, String> {
        let mut rule = Rule {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            week_start: Weekday::Monday,
            months: Vec::new(),
            weeks: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
        };
        let mut frequency = None;
        for part in text.trim().split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=').ok_or("a part of it has no “=”")?;
            let (name, value) = (name.trim().to_ascii_uppercase(), value.trim().to_ascii_uppercase());
            let bad = || format!("{name} is not valid");
            match name.as_str() {
                "FREQ" => {
                    frequency = Some(match value.as_str() {
                        "DAILY" => Frequency::Daily,
                        "WEEKLY" => Frequency::Weekly,
                        "MONTHLY" => Frequency::Monthly,
                        "YEARLY" => Frequency::Yearly,
                        "HOURLY" | "MINUTELY" | "SECONDLY" => {
                            return Err("repetitions within a day are not read".into());
                        }
                        _ => return Err(bad()),
                    });
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|n| *n > 0).ok_or_else(bad)?,
                "COUNT" => rule.count = Some(value.parse().ok().filter(|n| *n > 0).ok_or_else(bad)?),
                "UNTIL" => rule.until = Some(Written::parse(&value).ok_or_else(bad)?),
                "WKST" => rule.week_start = weekday(&value).ok_or_else(bad)?,
                "BYMONTH" => rule.months = numbers(&value, 1..=12).ok_or_else(bad)?,
                "BYWEEKNO" => rule.weeks = numbers(&value, -53..=53).ok_or_else(bad)?,
                "BYYEARDAY" => rule.year_days = numbers(&value, -366..=366).ok_or_else(bad)?,
                "BYMONTHDAY" => rule.month_days = numbers(&value, -31..=31).ok_or_else(bad)?,
                "BYDAY" => rule.weekdays = value.split(',').map(nth_weekday).collect::<Option<_>>().ok_or_else(bad)?,
                "BYHOUR" => rule.hours = times(&value, 23).ok_or_else(bad)?,
                "BYMINUTE" => rule.minutes = times(&value, 59).ok_or_else(bad)?,
                "BYSECOND" => rule.seconds = times(&value, 60).ok_or_else(bad)?,
                "BYSETPOS" => rule.positions = numbers(&value, -366..=366).ok_or_else(bad)?,
                "RSCALE" if value == "GREGORIAN" => {}
                "SKIP" if value == "OMIT" => {}
                _ if name.starts_with("X-") => {}
                _ => return Err(format!("{} is not read", super::value::one_line(&name, 60))),
            }
        }
        rule.frequency = frequency.ok_or("it has no FREQ")?;
        rule.weekdays.sort_unstable_by_key(|(nth, day)| (*nth, day.to_monday_zero_offset()));
        rule.weekdays.dedup();
        for list in [&mut rule.hours, &mut rule.minutes, &mut rule.seconds] {
            list.sort_unstable();
            list.dedup();
        }
        Ok(rule)
    }

    /// What the rule leaves open is taken from the first occurrence.
    pub fn completed(mut self, start: Date) -> Rule {
        let days_named = !(self.year_days.is_empty() && self.month_days.is_empty() && self.weekdays.is_empty());
        if days_named {
            return self;
        }
        match self.frequency {
            _ if !self.weeks.is_empty() => self.weekdays = vec![(0, start.weekday())],
            Frequency::Daily => {}
            Frequency::Weekly => self.weekdays = vec![(0, start.weekday())],
            Frequency::Monthly => self.month_days = vec![start.day().into()],
            Frequency::Yearly => {
                if self.months.is_empty() {
                    self.months = vec![start.month().into()];
                }
                self.month_days = vec![start.day().into()];
            }
        }
        self
    }

    /// Times on each day that it means, at most.
    pub fn times_a_day(&self) -> u64 {
        [&self.hours, &self.minutes, &self.seconds].iter().map(|list| list.len().max(1) as u64).product()
    }

    /// What it takes to look at a day: 1 for what people write, more for long lists.
    pub fn cost(&self) -> u64 {
        let lists = [&self.months, &self.weeks, &self.year_days, &self.month_days];
        1 + (lists.iter().map(|list| list.len()).sum::<usize>() + self.weekdays.len()) as u64 / 32
    }

    /// Whether it means this day; each part is a filter over the days of a period.
    pub fn means(&self, day: Date) -> bool {
        let allows = |list: &[i32], from_start: i32, length: i32| {
            list.is_empty() || list.contains(&from_start) || list.contains(&(from_start - length - 1))
        };
        let (month, of_month, month_length) = (day.month().into(), day.day().into(), day.days_in_month().into());
        let (of_year, year_length) = (i32::from(day.day_of_year()), i32::from(day.days_in_year()));
        (self.months.is_empty() || self.months.contains(&month))
            && allows(&self.month_days, of_month, month_length)
            && allows(&self.year_days, of_year, year_length)
            && (self.weeks.is_empty() || {
                let (week, weeks) = self.week_of(day);
                allows(&self.weeks, week, weeks)
            })
            && (self.weekdays.is_empty() || {
                let (nth, length) = match self.frequency {
                    Frequency::Yearly if self.months.is_empty() => (of_year, year_length),
                    _ => (of_month, month_length),
                };
                let weekday = day.weekday();
                let ordinal = matches!(self.frequency, Frequency::Monthly | Frequency::Yearly);
                self.weekdays.iter().any(|(n, wanted)| {
                    *wanted == weekday
                        && (!ordinal || *n == 0 || *n == (nth - 1) / 7 + 1 || *n == -((length - nth) / 7 + 1))
                })
            })
    }

    /// The number of the week, and of how many in its year. The first week has at least four days of its year.
    fn week_of(&self, day: Date) -> (i32, i32) {
        let length = |year_day: i32, days: i32, weekday: Weekday| {
            // The weekday of 1 January, counted from the start of the week.
            let first = (i32::from(weekday.since(self.week_start)) - (year_day - 1)).rem_euclid(7);
            let before = if first <= 3 { first } else { first - 7 };
            let weeks = (days + before + 3) / 7;
            (before, weeks)
        };
        let (of_year, days) = (i32::from(day.day_of_year()), i32::from(day.days_in_year()));
        let (before, weeks) = length(of_year, days, day.weekday());
        match (of_year - 1 + before).div_euclid(7) + 1 {
            0 => {
                let days_before = if Date::new(day.year() - 1, 1, 1).is_ok_and(Date::in_leap_year) { 366 } else { 365 };
                let (_, weeks) = length(of_year + days_before, days_before, day.weekday());
                (weeks, weeks)
            }
            week if week > weeks => {
                let days_after = if Date::new(day.year() + 1, 1, 1).is_ok_and(Date::in_leap_year) { 366 } else { 365 };
                (1, length(of_year - days, days_after, day.weekday()).1)
            }
            week => (week, weeks),
        }
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}

fn nth_weekday(text: &str) -> Option<NthWeekday> {
    let text = text.trim();
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if nth.is_empty() { 0 } else { nth.parse().ok().filter(|n| *n != 0 && (-53..=53).contains(n))? };
    Some((nth, weekday(day)?))
}

/// A list of numbers that are not 0, without doubles.
fn numbers(text: &str, allowed: RangeInclusive<i32>) -> Option<Vec<i32>> {
    let mut list = text
        .split(',')
        .map(|n| n.trim().parse().ok().filter(|n| *n != 0 && allowed.contains(n)))
        .collect::<Option<Vec<i32>>>()?;
    list.sort_unstable();
    list.dedup();
    Some(list)
}

fn times(text: &str, highest: i32) -> Option<Vec<i32>> {
    text.split(',').map(|n| n.trim().parse().ok().filter(|n| (0..=highest).contains(n))).collect()
}
