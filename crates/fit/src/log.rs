//! Review logs as text: the form in which `py-fsrs` keeps them.

use memory::{Event, EventId, Evidence, Millis, Rating, StudyDay};
use std::collections::BTreeMap;

/// Milliseconds of the roll-over hour, 4 in the morning (UTC).
const ROLLOVER_MS: i64 = 4 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// A line that is no review.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is not “card,rating,time,milliseconds”")]
pub struct InvalidLog(pub usize);

/// Reads `card_id,review_rating,review_time,review_duration` (UTC, a title line first) and gives each card's events. Days
/// roll over at 4 in the morning, UTC.
///
/// # Errors
/// [`InvalidLog`] with the number of the first line that does not read so.
pub fn read_log(text: &str) -> Result<Vec<Vec<Event>>, InvalidLog> {
    let mut cards: BTreeMap<i64, Vec<Event>> = BTreeMap::new();
    for (place, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let (card, evidence) = review(line).ok_or(InvalidLog(place + 1))?;
        let id = EventId(place as u128);
        cards.entry(card).or_default().push(Event::Answer { id, evidence, promised_s: None, after: None });
    }
    Ok(cards.into_values().collect())
}

fn review(line: &str) -> Option<(i64, Evidence)> {
    let fields: Vec<&str> = line.split(',').collect();
    let [card, rating, time, duration] = fields.as_slice() else { return None };
    let (date, clock) = time.strip_suffix("+00:00")?.split_once('T')?;
    let mut parts = clock.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let thousandths: String = fraction.chars().chain("00".chars()).take(3).collect();
    let of_day = (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * 60 + seconds.parse::<i64>().ok()?;
    let at = i64::from(StudyDay::from_iso(date).ok()?.0) * DAY_MS + of_day * 1_000 + thousandths.parse::<i64>().ok()?;
    let day = i32::try_from((at - ROLLOVER_MS).div_euclid(DAY_MS)).ok()?;
    let rating = Rating::try_from(rating.parse::<i64>().ok()?).ok()?;
    let evidence = Evidence::new(rating, Millis(at), StudyDay(day)).lasting(Millis(duration.trim().parse().ok()?));
    Some((card.parse().ok()?, evidence))
}
