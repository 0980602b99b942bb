//! Files on their way here, in portions, so that a broken connection costs only the last one.

use crate::Studium;
use crate::call::{Actor, Call, SpaceId, id_type};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::media::store::disk;
use memory::Millis;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

id_type!(
    /// A file on its way.
    UploadId
);

/// The largest file, bytes.
pub const LARGEST: i64 = 64 << 30;
/// The longest name, characters.
const NAME_LIMIT: usize = 300;
/// What is not finished or used by then goes away, ms.
pub const KEPT_MS: i64 = 3 * 24 * 60 * 60 * 1000;
/// How many unfinished files one learner may have.
const AT_ONCE: i64 = 50;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: UploadId,
    pub space: SpaceId,
    pub name: String,
    pub bytes: i64,
    /// So many of them are on the disk.
    pub received: i64,
}

impl Upload {
    pub fn is_whole(&self) -> bool {
        self.received == self.bytes
    }
}

/// Where an upload's bytes lie.
pub fn path(studium: &Studium, id: UploadId) -> PathBuf {
    studium.folder.join("uploads").join(id.to_string())
}

/// Announces a file. Its bytes follow.
///
/// # Errors
/// `Invalid` on `name` or `size`; `TooMany` with too many unfinished ones.
pub fn begin(tx: &mut Tx, call: &Call, name: &str, bytes: i64) -> Result<UploadId> {
    if name.trim().is_empty() || name.chars().count() > NAME_LIMIT || name.contains('\0') {
        return Err(Error::invalid("name", "import-name-wrong"));
    }
    if !(0..=LARGEST).contains(&bytes) {
        return Err(Error::invalid("size", "import-file-too-large"));
    }
    let space = call.actor.space();
    let waiting: Option<i64> = tx.scalar("SELECT count(*) FROM uploads WHERE space = ?1", params![space])?;
    if waiting.unwrap_or(0) >= AT_ONCE {
        return Err(Error::TooMany { retry_after_s: 3600 });
    }
    let id = UploadId(call.ids().next_id());
    tx.execute(
        "INSERT INTO uploads (id, space, name, bytes, received, created_at) VALUES (?1, ?2, ?3, ?4, 0, ?5)",
        params![id, space, name, bytes, call.now.0],
    )?;
    Ok(id)
}

/// An upload of the actor's own.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &mut Tx, actor: &Actor, id: UploadId) -> Result<Upload> {
    tx.row(
        "SELECT id, space, name, bytes, received FROM uploads WHERE id = ?1 AND space = ?2",
        params![id, actor.space()],
        |row| {
            Ok(Upload {
                id: row.get("id")?,
                space: row.get("space")?,
                name: row.get("name")?,
                bytes: row.get("bytes")?,
                received: row.get("received")?,
            })
        },
    )?
    .ok_or(Error::NotFound { what: "upload" })
}

/// So many bytes are on the disk now.
pub fn advance(tx: &mut Tx, id: UploadId, received: i64) -> Result<()> {
    tx.execute("UPDATE uploads SET received = ?2 WHERE id = ?1 AND received < ?2", params![id, received])?;
    Ok(())
}

/// Takes an upload off the list: a job owns its file now.
pub fn take(tx: &mut Tx, actor: &Actor, id: UploadId) -> Result<Upload> {
    let upload = get(tx, actor, id)?;
    if !upload.is_whole() {
        return Err(Error::invalid("file", "import-upload-unfinished"));
    }
    tx.execute("DELETE FROM uploads WHERE id = ?1", params![id])?;
    Ok(upload)
}

/// Gives an upload up that did not come whole: it counts no more. Its file is the caller's to remove.
pub fn give_up(tx: &mut Tx, id: UploadId) -> Result<()> {
    tx.execute("DELETE FROM uploads WHERE id = ?1", params![id])?;
    Ok(())
}

/// Removes what nobody came back for, rows and files.
///
/// # Errors
/// Those of the database and the disk.
pub async fn sweep(studium: &Studium) -> Result<()> {
    let before = Millis(studium.clock.now().0 - KEPT_MS);
    let stale: Vec<UploadId> = studium
        .read(move |tx| {
            tx.rows("SELECT id FROM uploads WHERE created_at < ?1 ORDER BY id", params![before.0], |row| row.get("id"))
        })
        .await?;
    for id in stale {
        studium.db.write_background(move |tx| tx.execute("DELETE FROM uploads WHERE id = ?1", params![id])).await?;
        super::names::remove_file(&path(studium, id));
    }
    Ok(())
}

/// Makes the folder of uploads.
///
/// # Errors
/// Those of the disk.
pub fn prepare(studium: &Studium) -> Result<()> {
    std::fs::create_dir_all(studium.folder.join("uploads")).map_err(disk)
}

/// All of it came in one piece: this is its length.
pub fn set_whole(tx: &mut Tx, id: UploadId, bytes: i64) -> Result<()> {
    tx.execute("UPDATE uploads SET bytes = ?2, received = ?2 WHERE id = ?1", params![id, bytes])?;
    Ok(())
}
