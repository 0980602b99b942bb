//! Streak and pace, from days that were studied.

use super::model::{Day, Pace, Streak};
use memory::StudyDay;

/// From so many answers on the pace is the learner's own.
pub const PACE_ANSWERS: i64 = 20;
/// Seconds per answer that are assumed before.
pub const PACE_DEFAULT_S: f64 = 12.0;
/// Over so many days before today the pace is measured.
const PACE_DAYS: i32 = 28;
/// In so many days in a row one may be off.
const REST_EVERY: i32 = 7;

/// Mean seconds per answer of the last four weeks.
pub fn pace(days: &[Day], today: StudyDay) -> Pace {
    let mut sum = Day::default();
    for day in days.iter().filter(|d| today.days_since(d.day) <= PACE_DAYS && d.duration_ms > 0) {
        sum.add(day);
    }
    if sum.answers < PACE_ANSWERS {
        return Pace { seconds: PACE_DEFAULT_S, measured: false };
    }
    let seconds = sum.duration_ms as f64 / 1000.0 / sum.answers as f64;
    Pace { seconds: seconds.clamp(1.0, 300.0), measured: true }
}

/// The streak that ends today or yesterday. `studied` are days with answers, oldest first.
pub fn streak(studied: impl DoubleEndedIterator<Item = StudyDay>, today: StudyDay) -> Streak {
    let mut streak = Streak { since: today, ..Streak::default() };
    // days off: the last one found going back, and the latest of all
    let (mut rest, mut latest_rest): (Option<StudyDay>, Option<StudyDay>) = (None, None);
    let mut expected = today;
    for day in studied.rev().filter(|d| *d <= today) {
        if day == today {
            streak.studied_today = true;
        } else if expected == today {
            // not studied today is no day off: it is not over
            expected = today.plus(-1);
        }
        match expected.days_since(day) {
            0 => {}
            1 if rest.is_none_or(|later| later.days_since(expected) >= REST_EVERY) => {
                rest = Some(expected);
                latest_rest = latest_rest.or(rest);
            }
            _ => break,
        }
        streak.days += 1;
        streak.since = day;
        expected = day.plus(-1);
    }
    let uses_up = latest_rest.is_some_and(|rest| today.days_since(rest) < REST_EVERY);
    streak.ends_today = streak.days > 0 && !streak.studied_today && uses_up;
    streak
}
