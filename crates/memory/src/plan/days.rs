//! The minutes of each day.

use super::Availability;
use crate::StudyDay;

/// A day has no more minutes.
const DAY_MINUTES: u32 = 1440;

/// Monday is 0. 1970-01-01 was a Thursday.
pub fn weekday(day: StudyDay) -> u8 {
    u8::try_from((i64::from(day.0) + 3).rem_euclid(7)).unwrap_or(0)
}

/// Days from `today` to `day`; `None` if it is past.
pub fn day_of(day: StudyDay, today: StudyDay) -> Option<u32> {
    u32::try_from(i64::from(day.0) - i64::from(today.0)).ok()
}

impl Availability {
    /// The minutes of the days from `first` on, so many as asked for.
    #[must_use]
    pub fn minutes(&self, first: StudyDay, days: u32) -> Vec<u32> {
        let mut minutes: Vec<u32> = (0..days)
            .map(|offset| {
                let weekday = weekday(first.plus(offset.cast_signed()));
                u32::from(self.weekdays[usize::from(weekday)])
            })
            .collect();
        let place = |day: StudyDay| {
            let offset = i64::from(day.0) - i64::from(first.0);
            usize::try_from(offset).ok().filter(|offset| *offset < days as usize)
        };
        for offset in self.off.iter().filter_map(|day| place(*day)) {
            minutes[offset] = 0;
        }
        for &(day, changed) in &self.changed {
            if let Some(offset) = place(day) {
                minutes[offset] = changed.into();
            }
        }
        for minutes in &mut minutes {
            *minutes = (*minutes).min(DAY_MINUTES);
        }
        for &(day, busy) in &self.busy {
            if let Some(offset) = place(day) {
                minutes[offset] = minutes[offset].saturating_sub(busy.into());
            }
        }
        minutes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monday_is_0_and_a_sunday_6() {
        for (date, expected) in [("2026-11-23", 0), ("2026-11-29", 6), ("1969-12-29", 0), ("1970-01-01", 3)] {
            assert_eq!(weekday(StudyDay::from_iso(date).unwrap()), expected);
        }
    }

    #[test]
    fn a_changed_day_outweighs_a_day_off_and_loses_what_is_busy() {
        let monday = StudyDay::from_iso("2026-11-23").unwrap();
        let availability = Availability {
            weekdays: [45, 30, 45, 45, 20, 90, 2000],
            off: vec![monday, monday.plus(2)],
            changed: vec![(monday, 60)],
            busy: vec![(monday, 15), (monday, 10), (monday.plus(1), 45), (monday.plus(99), 5)],
        };
        assert_eq!(availability.minutes(monday, 8), [35, 0, 0, 45, 20, 90, 1440, 45]);
    }
}
