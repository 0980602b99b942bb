//! A package as a stream of records: presets, decks and note types before the notes that need them, notes with their
//! cards and review log in the order of their ids, then media, staged one by one.

mod collection;
mod media;
mod notes;
mod ours;
mod package;
mod schema11;
mod schema18;
mod setup;

use super::{Limits, ReadError, Stop};
use crate::record::Record;
use std::path::Path;

/// Reads the package at `path` and hands its records to `sink`, in the order that [`Record`] asks for.
///
/// `staging` is an existing folder that belongs to this job alone: the unpacked collection lies there while notes are
/// read, and media stay there under numbers. Memory does not grow with notes or media, but for one short key per note.
///
/// # Errors
/// [`ReadError::Bad`] names the place and the mend; what was sent before must then be thrown away. What can be read in
/// part is read, and the rest told as [`Record::Skipped`].
pub fn read(
    path: &Path,
    staging: &Path,
    limits: &Limits,
    sink: &mut dyn FnMut(Record) -> Result<(), Stop>,
) -> Result<(), ReadError> {
    let mut package = package::Package::open(path, limits)?;
    let staged = staging.join("collection");
    package.stage_collection(&staged)?;
    let list = media::List::read(&mut package)?;
    {
        let db = collection::open(&staged, limits)?;
        let setup = setup::Setup::read(&db)?;
        sink(Record::Total { items: setup.notes, media: list.len() })?;
        notes::read(&db, setup, sink)?;
    }
    std::fs::remove_file(&staged).map_err(ReadError::Staging)?;
    list.stage(&mut package, staging, sink)
}
