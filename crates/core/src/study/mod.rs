//! Studying: what to answer next, with which settings, and the marks on cards.

pub mod cards;
mod faces;
mod loads;
mod marks;
pub mod queue;
pub mod settings;
#[cfg(test)]
mod tests;

pub use faces::{Face, faces};
pub use loads::{LoadCache, Loads};
pub use marks::{Marks, list_marks, mark, set_marks};
pub use queue::{Counts, QueueCard, Scope, count, queue};
pub use settings::{SettingsReader, StudySettings};
