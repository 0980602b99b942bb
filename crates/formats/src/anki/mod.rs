//! Anki packages in and out, and Anki's card template language.
//!
//! | module | what |
//! |---|---|
//! | [`read`] | a package as a stream of [`Record`](crate::record::Record)s; all three layouts |
//! | [`write`] | the same stream as a package of layout 2, which every Anki reads |
//! | [`template`] | what a note's cards are and how they look |
//! | [`occlusion`] | the masks of an image occlusion note |
//!
//! A package is a zip with an SQLite collection, a list of media names and the media under numbers:
//!
//! | layout | collection | media list | media |
//! |---|---|---|---|
//! | legacy 1 | `collection.anki2`, schema 11 (JSON in one row) | JSON | as they are |
//! | legacy 2 | `collection.anki21`, schema 11, beside a stub `collection.anki2` | JSON | as they are |
//! | latest | `collection.anki21b`, zstd, schema 18 (tables with protobuf), beside a stub | protobuf, zstd | zstd each |
//!
//! Reading runs in a child process: SQLite opens a staged copy, read-only, with no trust in its schema.

mod limits;
pub mod occlusion;
mod proto;
pub mod read;
pub mod template;
#[cfg(feature = "test-support")]
pub mod testing;
pub mod write;

pub use limits::{Limits, ReadError, Stop};
pub use read::read;
pub use write::write;
