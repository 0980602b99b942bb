//! What was read is kept until the learner's space, the library or the day changes: pages then cost one look-up.

use super::model::{Period, Summary, Today};
use super::{store, summary, today};
use crate::call::{Call, LearnerId};
use crate::db::Tx;
use crate::error::Result;
use crate::study::{self, Counts, Scope};
use memory::StudyDay;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// How many learners' numbers are kept.
const KEPT: usize = 1_000;

/// Cheap to clone; the server has one.
#[derive(Debug, Clone, Default)]
pub struct Cache(Arc<Mutex<HashMap<LearnerId, Entry>>>);

#[derive(Debug, Clone, Default)]
struct Entry {
    /// The revision and the day that it was read at.
    at: (i64, StudyDay),
    counts: Option<Counts>,
    today: Option<Arc<Today>>,
    summaries: Vec<Arc<Summary>>,
}

impl Cache {
    /// What is due today in all decks; the frame of every page shows it.
    pub fn counts(&self, tx: &mut Tx, call: &Call) -> Result<Counts> {
        let at = (store::revision(tx, call.actor.learner)?, call.today());
        if let Some(kept) = self.kept(call, at).and_then(|e| e.counts) {
            return Ok(kept);
        }
        let read = study::count(tx, call, &Scope::All)?;
        self.keep(call, at, |entry| entry.counts = Some(read));
        Ok(read)
    }

    /// How things stand today.
    pub fn today(&self, tx: &mut Tx, call: &Call) -> Result<Arc<Today>> {
        let at = (store::revision(tx, call.actor.learner)?, call.today());
        if let Some(kept) = self.kept(call, at).and_then(|e| e.today) {
            return Ok(kept);
        }
        let counts = self.counts(tx, call)?;
        let read = Arc::new(today::today(tx, call, counts)?);
        self.keep(call, at, |entry| entry.today = Some(read.clone()));
        Ok(read)
    }

    /// The statistics of a period.
    pub fn summary(&self, tx: &mut Tx, call: &Call, period: Period) -> Result<Arc<Summary>> {
        let at = (store::revision(tx, call.actor.learner)?, call.today());
        let kept = self.kept(call, at).and_then(|e| e.summaries.into_iter().find(|s| s.period == period));
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let counts = self.counts(tx, call)?;
        let read = Arc::new(summary::summary(tx, call, period, &counts)?);
        self.keep(call, at, |entry| entry.summaries.push(read.clone()));
        Ok(read)
    }

    fn kept(&self, call: &Call, at: (i64, StudyDay)) -> Option<Entry> {
        self.0.lock().ok()?.get(&call.actor.learner).filter(|entry| entry.at == at).cloned()
    }

    fn keep(&self, call: &Call, at: (i64, StudyDay), change: impl FnOnce(&mut Entry)) {
        let Ok(mut kept) = self.0.lock() else { return };
        if kept.len() >= KEPT {
            kept.clear();
        }
        let entry = kept.entry(call.actor.learner).or_default();
        if entry.at != at {
            *entry = Entry { at, ..Entry::default() };
        }
        change(entry);
    }
}
