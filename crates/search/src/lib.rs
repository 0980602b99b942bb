//! Full-text search with tantivy, behind core's port [`SearchIndex`](studium_core::search::SearchIndex).
//!
//! One index in a folder of its own. It is disposable: whatever is missing, damaged or of another version is made anew,
//! empty, with a new [identity](studium_core::search::SearchIndex::identity), by which core knows that it has to be filled.
//! Texts are not kept in it, only what finds them.

mod index;
mod query;
#[cfg(test)]
mod tests;
mod words;

pub use index::{OpenError, TantivyIndex};
