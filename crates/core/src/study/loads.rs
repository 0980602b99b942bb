//! How full the coming days are, for spreading reviews. A hint, never a fact: it may be some minutes old, because the
//! promise that is made with it is stored with the answer.

use crate::call::LearnerId;
use crate::db::{Tx, params};
use crate::error::Result;
use memory::{Millis, StudyDay};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// From how far ahead loads are known, days: beyond, fuzz goes by the seed alone.
const HORIZON_DAYS: i32 = 100;
/// How long a count is used, ms.
const FRESH_MS: i64 = 10 * 60 * 1000;
/// How many learners' counts are kept.
const KEPT: usize = 10_000;

/// Cards due per coming study day.
#[derive(Debug, Default)]
pub struct Loads {
    by_day: HashMap<i32, u32>,
}

impl Loads {
    pub fn on(&self, day: StudyDay) -> f64 {
        f64::from(self.by_day.get(&day.0).copied().unwrap_or(0))
    }

    /// Counts the learner's due cards per day.
    pub fn count(tx: &mut Tx, learner: LearnerId, today: StudyDay) -> Result<Loads> {
        let mut by_day = HashMap::new();
        tx.each(
            "SELECT due_day, COUNT(*) AS cards FROM learner_cards
             WHERE learner = ?1 AND suspended = 0 AND phase = 2 AND due_day > ?2 AND due_day <= ?3 GROUP BY due_day",
            params![learner, today.0, today.0 + HORIZON_DAYS],
            |row| {
                by_day.insert(row.get("due_day")?, row.get("cards")?);
                Ok(())
            },
        )?;
        Ok(Loads { by_day })
    }
}

/// The counts of those who study now.
#[derive(Debug, Clone, Default)]
pub struct LoadCache(Arc<Mutex<HashMap<LearnerId, Counted>>>);

/// When, and what was counted.
type Counted = (Millis, Arc<Loads>);

impl LoadCache {
    /// The learner's loads, counted in `tx` if they are not fresh.
    pub fn get(&self, tx: &mut Tx, learner: LearnerId, today: StudyDay, now: Millis) -> Result<Arc<Loads>> {
        if let Ok(kept) = self.0.lock()
            && let Some((at, loads)) = kept.get(&learner)
            && (now.0 - at.0).abs() < FRESH_MS
        {
            return Ok(loads.clone());
        }
        let loads = Arc::new(Loads::count(tx, learner, today)?);
        if let Ok(mut kept) = self.0.lock() {
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(learner, (now, loads.clone()));
        }
        Ok(loads)
    }
}
