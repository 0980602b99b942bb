//! Why a text (table, Markdown, article) could not be read at all. Single rows and cards that cannot be read are
//! `Record::Skipped` instead.

use crate::anki::Stop;
use crate::notice::{Notice, Place};

#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is at fault.
    #[error("{place}: {why}")]
    Bad {
        place: Place,
        /// What is wrong, and what a person can do about it.
        why: Notice,
    },
    /// Whoever takes the records wants no more.
    #[error("stopped")]
    Stopped,
}

impl Fault {
    pub(crate) fn bad(place: Place, why: Notice) -> Fault {
        Fault::Bad { place, why }
    }
}

impl From<Stop> for Fault {
    fn from(_: Stop) -> Fault {
        Fault::Stopped
    }
}
