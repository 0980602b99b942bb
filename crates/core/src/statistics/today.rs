//! What Today says.

use super::model::{Backlog, Day, DeckToday, Today};
use super::{catch_up, days, store};
use crate::call::Call;
use crate::db::Tx;
use crate::error::Result;
use crate::study::{self, Counts, Scope};
use memory::StudyDay;

/// The heatmap and the streak look back so far: 26 weeks and the days of this one.
const LOOK_BACK_DAYS: i32 = 26 * 7;
/// A streak that reaches the edge of that is followed so far.
const LONGEST_STREAK_DAYS: i32 = 20 * 366;
/// How many coming days are forecast.
const COMING_DAYS: i32 = 7;
/// Of so many outermost decks the due cards are counted; a learner with more sees them on the page of decks.
const DECKS_LIMIT: i64 = 40;

/// Reads how things stand; [`super::Cache::today`] keeps it until something changes.
pub fn today(tx: &mut Tx, call: &Call, counts: Counts) -> Result<Today> {
    let (learner, today) = (call.actor.learner, call.today());
    let days = store::days(tx, learner, today.plus(-LOOK_BACK_DAYS))?;
    let next = study::next(tx, call, &Scope::All)?;
    let streak = streak(tx, call, &days)?;
    let done = days.iter().rfind(|d| d.day == today).copied().unwrap_or(Day { day: today, ..Day::default() });
    Ok(Today {
        day: today,
        decks: if counts.total() == 0 { Vec::new() } else { decks(tx, call)? },
        done,
        begun: !days.is_empty() || store::begun(tx, learner)?,
        pace: days::pace(&days, today),
        streak,
        coming: store::coming(tx, learner, today, COMING_DAYS)?,
        backlog: backlog(tx, call, &counts, &days)?,
        counts,
        next,
        days,
    })
}

pub(super) fn streak(tx: &mut Tx, call: &Call, known: &[Day]) -> Result<super::Streak> {
    let today = call.today();
    let streak = days::streak(known.iter().map(|d| d.day), today);
    match known.first() {
        // it may be longer than what was read
        Some(first) if streak.days > 0 && streak.since.days_since(first.day) <= 1 => {
            let all = store::days(tx, call.actor.learner, today.plus(-LONGEST_STREAK_DAYS))?;
            Ok(days::streak(all.iter().map(|d| d.day), today))
        }
        _ => Ok(streak),
    }
}

fn decks(tx: &mut Tx, call: &Call) -> Result<Vec<DeckToday>> {
    let mut rows = Vec::new();
    for deck in store::outermost_decks(tx, call.actor.learner, DECKS_LIMIT)? {
        let counts = study::count(tx, call, &Scope::Deck(deck.id))?;
        if counts.total() > 0 {
            rows.push(DeckToday { deck: deck.id, name: deck.name, hue: deck.hue, letter: deck.letter, counts });
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.counts.total()));
    Ok(rows)
}

/// Less than this is no backlog.
const BACKLOG_LEAST: i64 = 50;
/// A usual day of somebody who has not studied lately.
const USUAL_ANSWERS: i64 = 40;

fn backlog(tx: &mut Tx, call: &Call, counts: &Counts, days: &[Day]) -> Result<Option<Backlog>> {
    if counts.due < BACKLOG_LEAST || counts.due <= 2 * usual_answers(days, call.today()) {
        return Ok(None);
    }
    match store::count_overdue(tx, call, BACKLOG_LEAST)? {
        BACKLOG_LEAST.. => catch_up::backlog(tx, call).map(Some),
        _ => Ok(None),
    }
}

/// Answers on a usual study day of the last eight weeks: the median.
fn usual_answers(days: &[Day], today: StudyDay) -> i64 {
    let mut answers: Vec<i64> =
        days.iter().filter(|d| (1..=56).contains(&today.days_since(d.day))).map(|d| d.answers).collect();
    answers.sort_unstable();
    answers.get(answers.len() / 2).copied().unwrap_or(USUAL_ANSWERS).max(USUAL_ANSWERS)
}
