//! Reviews: the learner's append-only log. Every answer, anywhere, is an event here; what a card's events add up to is
//! a fold (`memory`), kept beside the log in `learner_cards` and rebuildable from it.

mod asked;
pub mod model;
mod ops;
pub mod store;
#[cfg(test)]
mod tests;
pub mod totals;

pub use asked::{Asked, asked};
pub use model::{CardMemory, EventKind, EventRow, Mode, NewEvent, Outcome, Status};
pub use ops::{UPLOAD_LIMIT, card_of, correct_clock, history, list, record};
