//! Courses: what somebody studies for ("subject" on the page). Decks, sources and a tree of topics belong to one.

mod model;
mod ops;
#[cfg(test)]
mod tests;
mod topics;

pub use model::{Course, HUES, NewCourse, Topic};
pub use ops::{bin, create, edit, get, list, list_binned, restore, set_of_deck};
pub use topics::{bin_topic, create_topic, list_topics, rename_topic, restore_topic};
