//! The times that a recurrence rule gives, between two times.
//!
//! Period by period (day, week, month, year): its days that the rule means, times the hours of the day, of these the
//! asked positions. Without COUNT the walk begins just before the first time that is asked for.

use super::rule::{Frequency, Rule};
use super::value::add_days;
use jiff::civil::{Date, DateTime, Time};
use std::ops::ControlFlow;

/// What a rule gave.
pub(super) struct Expansion {
    /// Ascending; the start is not among them.
    pub times: Vec<DateTime>,
    /// The steps sufficed.
    pub is_complete: bool,
}

/// The times after `start` that lie within `low`..=`high`. The start is the first of COUNT. `until` is the last time
/// allowed, `steps` how many days may be looked at; what is used is taken off, more for rules with
/// long lists.
pub(super) fn expand(
    rule: &Rule,
    start: DateTime,
    until: Option<DateTime>,
    (low, high): (DateTime, DateTime),
    steps: &mut u64,
) -> Expansion {
    let rule = rule.clone().completed(start.date());
    let Some(left) = steps.checked_sub(rule.times_a_day()) else {
        return Expansion { times: Vec::new(), is_complete: false };
    };
    *steps = left;
    let high = until.map_or(high, |until| until.min(high));
    let mut walk = Walk { left: rule.count.map(|n| n - 1), times: Vec::new(), start, low, high, steps };
    let first = if rule.count.is_some() { 0 } else { periods_before(&rule, start.date(), low.date()) };
    let clock = clock(&rule, start.time());
    let is_complete = (first..).find_map(|index| walk.period(&rule, &clock, index).break_value());
    Expansion { is_complete: is_complete.unwrap_or(true), times: walk.times }
}

struct Walk<'s> {
    /// Of COUNT.
    left: Option<u64>,
    times: Vec<DateTime>,
    start: DateTime,
    low: DateTime,
    high: DateTime,
    steps: &'s mut u64,
}

impl Walk<'_> {
    /// Takes the times of one period. Breaks at the end, with whether the steps sufficed.
    fn period(&mut self, rule: &Rule, clock: &[Time], index: i64) -> ControlFlow<bool> {
        let Some((first, last)) = period(rule, self.start.date(), index) else { return ControlFlow::Break(true) };
        if first > self.high.date() {
            return ControlFlow::Break(true);
        }
        let mut found = Vec::new();
        let mut next = Some(first);
        while let Some(day) = next.filter(|day| *day <= last) {
            let is_meant = rule.means(day);
            let cost = rule.cost() + if is_meant { clock.len() as u64 } else { 0 };
            let Some(left) = self.steps.checked_sub(cost) else {
                *self.steps = 0;
                return ControlFlow::Break(false);
            };
            *self.steps = left;
            if is_meant {
                found.extend(clock.iter().map(|time| day.to_datetime(*time)));
            }
            let skips_month = !rule.months.is_empty() && !rule.months.contains(&day.month().into());
            next = if skips_month { day.last_of_month() } else { day }.tomorrow().ok();
        }
        for time in positions(&rule.positions, found).into_iter().filter(|time| *time > self.start) {
            if time > self.high || self.left == Some(0) {
                return ControlFlow::Break(true);
            }
            self.left = self.left.map(|n| n - 1);
            if time >= self.low {
                self.times.push(time);
            }
        }
        if self.left == Some(0) { ControlFlow::Break(true) } else { ControlFlow::Continue(()) }
    }
}

/// First and last day of the n-th period; `None` beyond the calendar.
fn period(rule: &Rule, start: Date, index: i64) -> Option<(Date, Date)> {
    let steps = index.checked_mul(rule.interval.into())?;
    let day = |from: Date, days: i64| add_days(from.at(0, 0, 0, 0), days).map(DateTime::date);
    match rule.frequency {
        Frequency::Daily => day(start, steps).map(|day| (day, day)),
        Frequency::Weekly => {
            let first = day(start, steps.checked_mul(7)? - into_week(rule, start))?;
            // The last week of the calendar may have fewer days.
            Some((first, day(first, 6).unwrap_or(Date::MAX)))
        }
        Frequency::Monthly => {
            let month = (i64::from(start.year()) * 12 + i64::from(start.month()) - 1).checked_add(steps)?;
            let first = Date::new(month.div_euclid(12).try_into().ok()?, (month.rem_euclid(12) + 1) as i8, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        Frequency::Yearly => {
            let first = Date::new(i64::from(start.year()).checked_add(steps)?.try_into().ok()?, 1, 1).ok()?;
            Some((first, first.last_of_year()))
        }
    }
}

/// Days since the start of the week.
fn into_week(rule: &Rule, day: Date) -> i64 {
    day.weekday().since(rule.week_start).into()
}

/// How many periods end before a day, or a few less.
fn periods_before(rule: &Rule, start: Date, day: Date) -> i64 {
    let days = day.duration_since(start).as_hours() / 24;
    let periods = match rule.frequency {
        Frequency::Daily => days,
        Frequency::Weekly => days / 7,
        Frequency::Monthly => {
            12 * i64::from(day.year() - start.year()) + i64::from(day.month()) - i64::from(start.month())
        }
        Frequency::Yearly => i64::from(day.year() - start.year()),
    };
    (periods / i64::from(rule.interval)).max(0)
}

/// The times of each day, ascending.
fn clock(rule: &Rule, start: Time) -> Vec<Time> {
    let or = |list: &[i32], own: i8| if list.is_empty() { vec![i32::from(own)] } else { list.to_vec() };
    let seconds = or(&rule.seconds, start.second());
    let minutes = or(&rule.minutes, start.minute());
    let mut clock = Vec::new();
    for hour in or(&rule.hours, start.hour()) {
        for minute in &minutes {
            let of_minute =
                seconds.iter().filter_map(|s| Time::new(hour as i8, *minute as i8, (*s).min(59) as i8, 0).ok());
            clock.extend(of_minute);
        }
    }
    clock.dedup();
    clock
}

/// The asked positions of a period's times, from its start or (negative) its end; all when none is asked for.
fn positions(positions: &[i32], found: Vec<DateTime>) -> Vec<DateTime> {
    if positions.is_empty() {
        return found;
    }
    let count = found.len() as i64;
    let places = positions.iter().map(|p| i64::from(*p)).map(|p| if p < 0 { count + p } else { p - 1 });
    let mut places: Vec<i64> = places.filter(|place| (0..count).contains(place)).collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|place| found[place as usize]).collect()
}
