//! Why a text (table, Markdown, article) could not be read at all. Single rows and cards that cannot be read are
//! `Record::Skipped` instead.

use crate::anki::Stop;

#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is at fault.
    #[error("{place}: {what}; {mend}")]
    Bad {
        /// Which file, and where in it.
        place: String,
        what: String,
        /// What a person can do about it.
        mend: &'static str,
    },
    /// Whoever takes the records wants no more.
    #[error("stopped")]
    Stopped,
}

impl Fault {
    pub(crate) fn bad(place: impl Into<String>, what: impl Into<String>, mend: &'static str) -> Fault {
        Fault::Bad { place: place.into(), what: what.into(), mend }
    }
}

impl From<Stop> for Fault {
    fn from(_: Stop) -> Fault {
        Fault::Stopped
    }
}
