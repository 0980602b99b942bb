//! Decks: named collections of items that nest.

pub mod model;
mod ops;
mod overview;
mod recall;
pub mod store;
mod sweep;
#[cfg(test)]
mod tests;

pub use model::{Deck, NewDeck};
pub use ops::{bin, create, describe, ensure_path, get, list, list_binned, path, rename, restore, subtree};
pub use overview::{DeckLine, list_studied, overview, overview_of};
pub use recall::Recalls;
pub use sweep::{BIN_DAYS, count_binned_items, list_binned_items, purge, purge_all, settle, settle_all};
