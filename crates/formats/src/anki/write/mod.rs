//! Our items as an Anki package of layout 2 (legacy 2), which every Anki reads: notes, scheduling, review log, media.
//!
//! It takes the stream that [`read`](super::read()) gives, so that what came from Anki goes back as it was: guid, note
//! type, fields, dates and log. Items of our own kinds become notes of our own note types (see [`kinds`]).

mod collection;
pub(super) mod kinds;
mod markdown;
mod setup;

pub(crate) use markdown::html as field_html;

use crate::notice::Place;
use crate::record::{MediaRecord, Record};
use collection::Collection;
use std::io::{Read, Seek, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Where the records come from.
pub trait ExportSource {
    /// The next record. Presets, decks and note types stand before what names them; [`Record::Total`], sources, drafts
    /// and skipped places are passed over. Cards that an item's record does not name are written as new.
    fn next(&mut self) -> std::io::Result<Option<Record>>;
    /// The bytes of a media file, asked once, right after its record.
    fn media(&mut self, media: &MediaRecord) -> std::io::Result<Box<dyn Read>>;
}

/// The moment and place of the export.
#[derive(Debug, Clone, Copy)]
pub struct ExportTime {
    /// Epoch ms; also the first of the ids that notes and cards get.
    pub now: i64,
    /// Of the learner's zone, now (−120 in Berlin's summer).
    pub minutes_west: i32,
    /// When the learner's day begins, 0–23.
    pub rollover_hour: u8,
}

/// What went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    pub notes: u64,
    pub cards: u64,
    pub reviews: u64,
    pub media: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("the package cannot be written: {0}")]
    Io(#[from] std::io::Error),
    #[error("the package cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("the collection of the package cannot be written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The source named a deck or note type that it did not give before.
    #[error("the item at {place} names {what}, which was not given before it")]
    Missing { place: Place, what: String },
}

/// Writes a package to `out`. `staging` is an existing folder of this job; two SQLite files lie there meanwhile.
///
/// # Errors
/// Any failure of `out`, `staging` or `source`; what `out` has got by then is no package.
pub fn write(
    out: impl Write + Seek,
    staging: &Path,
    time: &ExportTime,
    source: &mut dyn ExportSource,
) -> Result<Written, WriteError> {
    let mut zip = ZipWriter::new(out);
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
    let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true);
    // Field 1, value 2: the package's layout.
    zip.start_file("meta", stored)?;
    zip.write_all(&[8, 2])?;

    let file = staging.join("export.anki21");
    let mut collection = Collection::create(&file, time)?;
    let mut names = Vec::new();
    while let Some(record) = source.next()? {
        match record {
            Record::Preset(preset) => collection.setup.preset(preset),
            Record::Deck(deck) => collection.setup.deck(deck),
            Record::NoteType(note_type) => collection.setup.note_type(note_type),
            Record::Item(item) => collection.item(&item)?,
            Record::Media(media) => {
                // Most media are packed already.
                zip.start_file(names.len().to_string(), stored)?;
                std::io::copy(&mut source.media(&media)?, &mut zip)?;
                names.push(media.name);
            }
            Record::Total { .. } | Record::Source(_) | Record::Draft(_) | Record::Skipped { .. } => {}
        }
    }
    let mut written = collection.finish()?;
    written.media = names.len() as u64;
    put(&mut zip, "collection.anki21", &file, packed)?;

    let stub = staging.join("export.anki2");
    collection::stub(&stub, time)?;
    put(&mut zip, "collection.anki2", &stub, packed)?;

    let list: serde_json::Map<String, serde_json::Value> =
        names.into_iter().enumerate().map(|(number, name)| (number.to_string(), name.into())).collect();
    zip.start_file("media", packed)?;
    zip.write_all(serde_json::Value::Object(list).to_string().as_bytes())?;
    zip.finish()?.flush()?;
    Ok(written)
}

fn put<W: Write + Seek>(
    zip: &mut ZipWriter<W>,
    name: &str,
    file: &Path,
    options: SimpleFileOptions,
) -> Result<(), WriteError> {
    zip.start_file(name, options)?;
    std::io::copy(&mut std::fs::File::open(file)?, zip)?;
    std::fs::remove_file(file)?;
    Ok(())
}
