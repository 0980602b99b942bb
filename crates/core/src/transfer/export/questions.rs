//! A deck as questions for other programs.

use super::{Export, texts, written};
use crate::db::Tx;
use crate::error::Result;
use crate::media::{BlobStore, ops};
use formats::quiz::items::{self, Item};
use formats::quiz::{FileKind, Limits, Missing};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

/// Writes the file; returns what is not in it.
pub fn write(
    tx: &mut Tx,
    export: &mut Export,
    kind: FileKind,
    blobs: &BlobStore,
    target: &Path,
) -> Result<Vec<Missing>> {
    let lines = texts::all(tx, export)?;
    let ids: Vec<String> = lines.iter().map(|line| line.item.id.to_string()).collect();
    let of_line = lines.iter().zip(&ids).map(|(line, id)| Item {
        // Aiken has no place for it
        id: (kind != FileKind::Aiken).then_some(id.as_str()),
        path: &export.decks[line.deck].1,
        tags: &line.item.tags,
        content: &line.item.content,
        language: line.item.language.as_deref(),
    });
    // only Moodle XML holds files, and it holds no more than can be read again
    let mut room = if kind == FileKind::MoodleXml { Limits::default().attachments } else { u64::MAX };
    let mut failed = None;
    let space = export.space;
    let mut media = |name: &str| {
        let found = ops::find_row(tx, space, name).unwrap_or_else(|error| {
            failed = Some(error);
            None
        })?;
        if kind != FileKind::MoodleXml {
            return Some(Vec::new());
        }
        room = room.checked_sub(u64::try_from(found.bytes).unwrap_or(u64::MAX))?;
        let mut bytes = Vec::new();
        blobs.open_blob(&found.hash).ok()?.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    let file = items::write_items(kind, of_line, &mut media);
    if let Some(error) = failed {
        return Err(error);
    }
    let mut out = BufWriter::new(written(File::create(target))?);
    written(out.write_all(file.text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(file.missing)
}
