//! Changes: one row per write of content, with what undoes it. An undo applies only where the versions still match, so
//! it never overwrites what somebody did since.

mod inverse;
pub mod ops;

pub use inverse::Inverse;
pub use ops::{Change, find, find_undoable, list_undoable, note, undo};
