//! What the statistics page shows.

use super::model::{Day, Load, Period, Summary, Week};
use super::{days, store, today};
use crate::call::Call;
use crate::db::Tx;
use crate::error::Result;
use crate::study::{Counts, SettingsReader};
use memory::StudyDay;

/// How many coming days are forecast, after today.
const COMING_DAYS: i32 = 29;
/// How many of the hardest cards are named.
const HARDEST: i64 = 10;

/// Reads it; [`super::Cache::summary`] keeps it until something changes.
pub fn summary(tx: &mut Tx, call: &Call, period: Period, counts: &Counts) -> Result<Summary> {
    let (learner, today) = (call.actor.learner, call.today());
    let this_week = monday(today);
    let year = store::days(tx, learner, this_week.plus(-52 * 7))?;
    let from = this_week.plus(-7 * (period.weeks() - 1));
    let mut weeks: Vec<Week> = (0..period.weeks())
        .map(|n| Week { monday: from.plus(7 * n), sum: Day { day: from.plus(7 * n), ..Day::default() } })
        .collect();
    let (mut sum, mut studied) = (Day { day: from, ..Day::default() }, 0);
    for day in year.iter().filter(|d| d.day >= from) {
        sum.add(day);
        studied += 1;
        if let Some(week) = usize::try_from(day.day.days_since(from) / 7).ok().and_then(|n| weeks.get_mut(n)) {
            week.sum.add(day);
        }
    }
    let mut coming = vec![Load { day: today, cards: counts.due + counts.learning }];
    coming.extend(store::coming(tx, learner, today, COMING_DAYS)?);
    Ok(Summary {
        day: today,
        period,
        weeks,
        sum,
        studied,
        pace: days::pace(&year, today),
        streak: today::streak(tx, call, &year)?,
        days: year,
        goal: SettingsReader::new(learner).of_all(tx)?.promise.retention.get(),
        states: store::states(tx, learner)?,
        coming,
        hardest: store::hardest(tx, learner, HARDEST)?,
    })
}

/// The Monday of a day's week. Day 0, 1970-01-01, was a Thursday.
pub fn monday(day: StudyDay) -> StudyDay {
    day.plus(-(day.0 + 3).rem_euclid(7))
}
