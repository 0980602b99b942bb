//! Everything that is a learner's own, as a zip of JSON lines and media (docs/handbook/export.md): for reading with any
//! program, not only ours.

use super::tables::{OWNED, Owned};
use crate::Studium;
use crate::admin::backup::zip_error;
use crate::call::Actor;
use crate::db::{Row, Tx, Value};
use crate::error::{Error, Result};
use crate::media::store::disk;
use crate::params;
use serde_json::{Map, json};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The version of the format, in `account.json`.
pub const FORMAT: u32 = 1;

const README: &str = "This is everything that Studium keeps of this account.\n\n\
    account.json   name, settings, when the account was made\n\
    TABLE.jsonl    one line of JSON per row; ids are UUIDs, other bytes hexadecimal, instants ms since 1970 UTC,\n\
    \x20              study days are days since 1970-01-01\n\
    media/         pictures and sound, by the names that the cards use\n\n\
    events.jsonl is the whole history of answers; items.jsonl the cards' texts; learner_cards.jsonl what was computed\n\
    from both. Dies ist alles, was Studium zu diesem Konto speichert.\n";

/// Writes the zip. Reads one snapshot of the database, on the lane for long reads.
///
/// # Errors
/// `Full`; `Internal` naming what could not be read.
pub async fn write(studium: &Studium, actor: &Actor, file: &Path) -> Result<()> {
    let (store, actor, path, now) = (studium.blobs.clone(), actor.clone(), file.to_owned(), studium.clock.now());
    studium
        .db
        .read_long(move |tx| {
            // made anew if the operation is run again
            let mut zip = ZipWriter::new(BufWriter::new(File::create(&path).map_err(disk)?));
            begin(&mut zip, "README.txt", true)?;
            zip.write_all(README.as_bytes()).map_err(disk)?;
            begin(&mut zip, "account.json", true)?;
            let account = json!({
                "format": FORMAT, "exported_at": now.0, "id": actor.learner, "name": actor.name, "admin": actor.admin,
            });
            serde_json::to_writer_pretty(&mut zip, &account).map_err(Error::internal)?;
            for table in OWNED {
                begin(&mut zip, &format!("{}.jsonl", table.name), true)?;
                write_table(tx, &actor, table, &mut zip)?;
            }
            write_media(tx, &actor, &store, &mut zip)?;
            let out = zip.finish().map_err(zip_error)?.into_inner().map_err(|e| disk(e.into_error()))?;
            out.sync_all().map_err(disk)
        })
        .await
}

fn write_table(tx: &mut Tx, actor: &Actor, table: &Owned, out: &mut dyn Write) -> Result<()> {
    let sql = format!("SELECT {} FROM {} WHERE {} = ?1", table.columns.join(", "), table.name, table.owner);
    tx.each(&sql, params![actor.learner], |row| {
        let line = as_json(row, table.columns)?;
        serde_json::to_writer(&mut *out, &line).map_err(Error::internal)?;
        out.write_all(b"\n").map_err(disk)
    })
}

fn as_json(row: &Row, columns: &[&str]) -> Result<Map<String, serde_json::Value>> {
    let mut line = Map::new();
    for column in columns {
        let value = match row.get::<Value>(column)? {
            Value::Null => serde_json::Value::Null,
            Value::Int(n) => n.into(),
            Value::Real(x) => x.into(),
            Value::Text(s) => s.into(),
            Value::Blob(bytes) => match Uuid::from_slice(&bytes) {
                Ok(id) => id.to_string().into(),
                Err(_) => hex::encode(&bytes).into(),
            },
        };
        line.insert((*column).to_owned(), value);
    }
    Ok(line)
}

fn write_media<W: Write + Seek>(
    tx: &mut Tx,
    actor: &Actor,
    store: &crate::media::BlobStore,
    zip: &mut ZipWriter<W>,
) -> Result<()> {
    let all =
        tx.rows("SELECT name, hash FROM media WHERE space = ?1 ORDER BY name", params![actor.space()], |row| {
            Ok((row.get::<String>("name")?, row.get::<Vec<u8>>("hash")?))
        })?;
    let mut taken = HashSet::new();
    for (name, hash) in all {
        let hash = hash.try_into().map_err(|_| Error::internal("a media row's hash is not 32 bytes"))?;
        // two names may become one when what file systems refuse is taken out
        let safe = safe_name(&name);
        let path = if taken.insert(safe.to_lowercase()) {
            safe
        } else {
            format!("{}-{safe}", hex::encode(hash)[..8].to_owned())
        };
        begin(zip, &format!("media/{path}"), false)?;
        io::copy(&mut store.open_blob(&hash)?, zip).map_err(disk)?;
    }
    Ok(())
}

fn safe_name(name: &str) -> String {
    let plain = name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c });
    let plain: String = plain.take(120).collect();
    if plain.trim_matches(['.', ' ']).is_empty() { "_".into() } else { plain }
}

fn begin<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str, text: bool) -> Result<()> {
    let method = if text { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let options = SimpleFileOptions::default().compression_method(method).large_file(true);
    zip.start_file(name, options).map_err(zip_error)
}
