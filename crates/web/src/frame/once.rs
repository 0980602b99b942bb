//! What is shown once: recovery codes, a new token, a slip. Kept in memory for ten minutes, for the session that made it,
//! so that a form can answer with a redirect and a reload does not lose it. Never written anywhere.

use memory::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use studium_core::accounts::SessionId;

const KEPT_MS: i64 = 10 * 60_000;

/// The words, and since when.
type Kept = (Vec<String>, Millis);

#[derive(Default)]
pub struct Once {
    kept: Mutex<HashMap<(SessionId, &'static str), Kept>>,
}

impl Once {
    /// Keeps words under a name for this session.
    pub fn put(&self, session: SessionId, name: &'static str, words: Vec<String>, now: Millis) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (_, at)| now.0 - at.0 < KEPT_MS);
        kept.insert((session, name), (words, now));
    }

    /// The words, if they are not older than ten minutes.
    pub fn get(&self, session: Option<SessionId>, name: &'static str, now: Millis) -> Option<Vec<String>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (words, at) = kept.get(&(session?, name))?;
        (now.0 - at.0 < KEPT_MS).then(|| words.clone())
    }

    /// Forgets them: they were written down.
    pub fn forget(&self, session: Option<SessionId>, name: &'static str) {
        if let Some(session) = session {
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(&(session, name));
        }
    }
}
