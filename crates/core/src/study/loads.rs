//! How full the coming days are, for spreading reviews. The promise that is made with it is stored with the answer.

use super::tally;
use crate::call::LearnerId;
use crate::db::Tx;
use crate::error::Result;
use memory::StudyDay;
use std::collections::HashMap;

/// From how far ahead loads are known, days: beyond, fuzz goes by the seed alone.
const HORIZON_DAYS: i32 = 100;

/// Cards due per coming study day.
#[derive(Debug, Default)]
pub struct Loads {
    by_day: HashMap<i32, u32>,
}

impl Loads {
    pub fn on(&self, day: StudyDay) -> f64 {
        f64::from(self.by_day.get(&day.0).copied().unwrap_or(0))
    }

    /// The learner's due cards per day.
    pub fn count(tx: &mut Tx, learner: LearnerId, today: StudyDay) -> Result<Loads> {
        let mut by_day = HashMap::new();
        tally::due_by_day(tx, learner, today, today.plus(HORIZON_DAYS), |day, cards| {
            by_day.insert(day.0, u32::try_from(cards).unwrap_or(u32::MAX));
        })?;
        Ok(Loads { by_day })
    }
}
