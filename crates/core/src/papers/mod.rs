//! Quizzes and mock exams. A *paper* says from which decks how many questions are asked, and by which rules; a *sitting* is
//! one go at it. What is put in is saved as it is typed; when the sitting is over, it is marked by the ladder, and every question
//! becomes one event of the learner's log, whose id follows from sitting and place: once, whatever is retried.

mod choose;
mod closing;
pub mod model;
mod ops;
mod sitting;
mod store;
#[cfg(test)]
mod tests;

pub use choose::{Place, Shown, ShownGap};
pub use closing::{close, close_overdue, run};
pub use model::{Attempt, LATE_MS, Mark, Marked, Mode, NewPaper, Paper, Part, Rules, Saved, Sitting};
pub use ops::{bin, create, edit, get, list, questions, restore};
pub use sitting::{attempts, begin, look, open, save, sittings};
