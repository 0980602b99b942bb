//! Practice rounds: items over and over until they are right, each asked in the format in which recalling it is an effort
//! and likely to succeed. Every answer is an event of the log, weighed by how it was asked.

mod cue;
mod distractors;
mod format;
mod model;
mod numbers;
mod ops;
mod store;
#[cfg(test)]
mod tests;

pub use cue::can_be_typed;
pub use format::{Format, format_for};
pub use model::{Goal, MOST_MINUTES, MOST_RIGHT, Over, Practised, Round, Shown};
pub use ops::round;
