//! Whether the database takes writes, for the health page.

use std::sync::{Mutex, PoisonError};

/// What the database can do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    ReadWrite,
    /// Reads go on, writes answer "not available"; `why` is for the administrator.
    ReadOnly {
        why: String,
    },
}

#[derive(Default)]
pub(super) struct HealthCell(Mutex<Option<String>>);

impl HealthCell {
    pub(super) fn get(&self) -> Health {
        self.read_only().map_or(Health::ReadWrite, |why| Health::ReadOnly { why })
    }

    pub(super) fn read_only(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_read_only(&self, why: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
    }

    pub(super) fn set_read_write(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
