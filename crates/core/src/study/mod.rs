//! Studying: what to answer next, with which settings, and the marks on cards.

pub mod cards;
mod counts;
mod faces;
mod guide;
mod loads;
mod marks;
pub mod queue;
mod room;
pub mod settings;
pub mod tally;
#[cfg(test)]
mod tests;

pub(crate) use counts::planned_left;
pub use counts::{Counts, Next, count, next};
pub use faces::{Face, faces};
pub(crate) use guide::{Guide, promised};
pub use loads::Loads;
pub use marks::{Marks, list_marks, mark, set_marks};
pub use queue::{More, QueueCard, Scope, queue, queue_more};
pub(crate) use room::answered_on;
pub use settings::{SettingsReader, StudySettings};
