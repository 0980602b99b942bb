//! Media of an import: adopted as blobs while the file is read, given names at the end.

use super::model::Report;
use super::store::Place;
use crate::Studium;
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::items::store::item as item_of;
use crate::media::{Added, BlobHash, Media, check_quota, ops, store::disk};
use crate::spaces;
use formats::item::Content;
use formats::notice;
use formats::record::MediaRecord;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Rows named, or items looked at, in one operation.
const STEP: usize = 200;

pub struct Incoming {
    place: Place,
    staging: PathBuf,
    media: Vec<Media>,
    bytes: i64,
}

impl Incoming {
    pub fn new(place: Place, staging: PathBuf) -> Incoming {
        Incoming { place, staging, media: Vec::new(), bytes: 0 }
    }

    /// Adopts a staged file as a blob, if the quota has room.
    ///
    /// # Errors
    /// `Full`; those of the disk.
    pub async fn take(&mut self, studium: &Studium, record: &MediaRecord, report: &mut Report) -> Result<()> {
        if !ops::is_name(&record.name) {
            let place =
                notice::Place::Media { member: record.staged.clone(), name: record.name.escape_debug().to_string() };
            report.skip(place, notice!("notice-media-path"));
            return Ok(());
        }
        // the reader makes numbers; whatever else it says is not followed
        if record.staged.is_empty() || !record.staged.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Error::Internal(format!("the reader staged “{}”", record.staged.escape_debug())));
        }
        let bytes = i64::try_from(record.bytes).unwrap_or(i64::MAX);
        self.bytes = self.bytes.saturating_add(bytes);
        let (space, together) = (self.place.space, self.bytes);
        studium.read(move |tx| check_quota(tx, space, together)).await?;
        let (file, blobs) = (self.staging.join(&record.staged), studium.blobs.clone());
        let hash = tokio::task::spawn_blocking(move || {
            // the reader is not believed: a blob under another's hash would be shown in its place
            let hash = hash_of(&file)?;
            blobs.adopt(&file, &hash).map(|()| hash)
        })
        .await
        .map_err(Error::internal)??;
        self.media.push(Media { name: record.name.clone(), hash, bytes });
        Ok(())
    }

    /// Gives the blobs their names. Where other bytes have a name already, the import's get one of their own, and so do
    /// the items of this import that use it.
    pub async fn name_all(&mut self, studium: &Studium, report: &mut Report) -> Result<()> {
        let mut renamed: HashMap<String, String> = HashMap::new();
        for part in self.media.chunks(STEP) {
            let (place, part) = (self.place.clone(), part.to_vec());
            let named: Vec<(String, String, Added)> = studium
                .db
                .write_background(move |tx| {
                    spaces::lock(tx, place.space)?;
                    let add = |m: &Media| {
                        ops::add_as(tx, place.space, m, place.now).map(|(name, a)| (m.name.clone(), name, a))
                    };
                    part.iter().map(add).collect()
                })
                .await?;
            for (given, name, added) in named {
                report.counts.media += u64::from(added == Added::New);
                if given != name {
                    renamed.insert(given, name);
                }
            }
        }
        if renamed.is_empty() { Ok(()) } else { self.rename_in_items(studium, renamed).await }
    }

    async fn rename_in_items(&self, studium: &Studium, renamed: HashMap<String, String>) -> Result<()> {
        let mut after = Uuid::nil();
        loop {
            let (place, renamed) = (self.place.clone(), renamed.clone());
            let last = studium.db.write_background(move |tx| rename_step(tx, &place, &renamed, after)).await?;
            match last {
                Some(last) => after = last,
                None => return Ok(()),
            }
        }
    }
}

fn rename_step(tx: &mut Tx, place: &Place, renamed: &HashMap<String, String>, after: Uuid) -> Result<Option<Uuid>> {
    spaces::lock(tx, place.space)?;
    let page = tx.rows(
        "SELECT * FROM items WHERE space = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        params![place.space, after, STEP as i64],
        |row| Ok((row.get::<Option<Uuid>>("batch")?, item_of(row)?)),
    )?;
    for (batch, item) in &page {
        if *batch != Some(place.batch) {
            continue;
        }
        let mut content = item.content.clone();
        if let Content::Anki { fields, .. } = &mut content
            && fields.iter_mut().fold(false, |any, field| rename_in(field, renamed) | any)
        {
            let json = serde_json::to_string(&content).map_err(Error::internal)?;
            tx.execute(
                "UPDATE items SET content = ?3 WHERE space = ?1 AND id = ?2",
                params![place.space, item.id, json],
            )?;
        }
    }
    Ok(page.last().map(|(_, item)| item.id))
}

/// Replaces whole names: what stands before and after is no part of a name.
fn rename_in(field: &mut String, renamed: &HashMap<String, String>) -> bool {
    let mut any = false;
    for (old, new) in renamed {
        let mut from = 0;
        while let Some(at) = field[from..].find(old.as_str()).map(|at| at + from) {
            let ends = |c: Option<char>| c.is_none_or(|c| "\"'=:>]<&? ".contains(c));
            let whole = ends(field[..at].chars().next_back()) && ends(field[at + old.len()..].chars().next());
            from = at + old.len();
            if whole {
                field.replace_range(at..from, new);
                from = at + new.len();
                any = true;
            }
        }
    }
    any
}

fn hash_of(file: &Path) -> Result<BlobHash> {
    let mut hasher = Sha256::new();
    let mut file = File::open(file).map_err(disk)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match std::io::Read::read(&mut file, &mut buffer).map_err(disk)? {
            0 => return Ok(hasher.finalize().into()),
            n => hasher.update(&buffer[..n]),
        }
    }
}
