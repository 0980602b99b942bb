//! The public library: subjects with nested topics, explanations with their decks, and what learners do with them. It lies
//! in one space that everybody reads ([`crate::SpaceId::LIBRARY`]). What the server starts with is embedded and brought
//! in by [`seed`]; learners study a deck of the library by enrolling in it.

mod enrol;
pub mod model;
mod ops;
pub mod seed;
mod starter;
mod store;
#[cfg(test)]
mod tests;
mod tried;

pub use enrol::{enrol, enrolled, keep_in_step, unenrol};
pub use model::{Entry, Explanation, Place, Recall, Shelf, Topic};
pub use ops::{entries, explanation, place, recall, save_place, shelf};
pub use seed::{Seeded, seed};
pub use tried::keep_tried;
