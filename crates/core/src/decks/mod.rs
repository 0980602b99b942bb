//! Decks: named collections of items that nest.

pub mod model;
mod ops;
pub mod store;
#[cfg(test)]
mod tests;

pub use model::{Deck, NewDeck};
pub use ops::{bin, create, describe, ensure_path, get, list, list_binned, rename, restore, subtree};
