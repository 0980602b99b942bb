//! Items: pieces of knowledge to practise, and the cards that they make.

mod browse;
mod bulk;
pub mod cards;
mod grade;
pub mod model;
mod note_types;
mod ops;
pub mod query;
mod query_sql;
pub mod store;
#[cfg(test)]
mod tests;

pub use browse::{COUNT_LIMIT, Order, Page, Row, cards_of, count, ids_of, list_of_deck, page, summaries};
pub use bulk::{Marking, forget, mark, reschedule, retract};
pub use grade::{Judged, grade_card};
pub use model::{EditItem, Item, ItemVersion, NewItem};
pub use note_types::NoteTypes;
pub use ops::{
    bin, create, edit, get, insert, list_versions, move_back, move_to, note_type, put_back, replace, replace_for,
    restore, restore_version, restore_versions, set_tags, tag,
};
pub use query_sql::Found;
