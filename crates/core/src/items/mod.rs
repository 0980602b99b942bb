//! Items: pieces of knowledge to practise, and the cards that they make.

pub mod cards;
pub mod model;
mod ops;
pub mod store;
#[cfg(test)]
mod tests;

pub use model::{EditItem, Item, ItemVersion, NewItem};
pub use ops::{
    bin, bin_of_deck, create, edit, get, insert, list_versions, move_back, move_to, note_type, replace, restore, restore_of_deck,
    restore_versions, set_tags, tag,
};
