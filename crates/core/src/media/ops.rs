//! Rows of media: a space's names for blobs.

use crate::admin::server;
use crate::call::{Actor, SpaceId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::media::BlobHash;
use crate::spaces::{self, Role};
use memory::Millis;

/// The longest name, bytes (a file system's limit, so that an export can use it).
pub const NAME_LIMIT: usize = 255;

/// A name of a space, and the blob behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    pub name: String,
    pub hash: BlobHash,
    pub bytes: i64,
}

/// What became of an addition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    New,
    /// The same bytes have this name already.
    Same,
    /// Other bytes have this name; nothing was written.
    Taken,
}

/// Gives a stored blob a name in a space. The blob must lie in the store already. Part of a locked operation of an editor.
///
/// # Errors
/// `Invalid` on `name` for what no file may be called; `Full` above the quota.
pub fn add(tx: &mut Tx, space: SpaceId, media: &Media, now: Millis) -> Result<Added> {
    if !is_name(&media.name) {
        return Err(Error::invalid("name", "media-name-wrong"));
    }
    if let Some(there) = find_row(tx, space, &media.name)? {
        return Ok(if there.hash == media.hash { Added::Same } else { Added::Taken });
    }
    check_quota(tx, space, media.bytes)?;
    tx.execute(
        "INSERT INTO media (space, name, hash, bytes, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![space, media.name, media.hash, media.bytes, now.0],
    )?;
    tx.execute("UPDATE spaces SET media_bytes = media_bytes + ?2 WHERE id = ?1", params![space, media.bytes])?;
    Ok(Added::New)
}

/// The same under a name that is free: `cell.png`, else `cell-1a2b3c4d.png` with the first bytes of its hash. Returns the
/// name to be used in texts.
///
/// # Errors
/// As [`add`].
pub fn add_as(tx: &mut Tx, space: SpaceId, media: &Media, now: Millis) -> Result<(String, Added)> {
    let added = add(tx, space, media, now)?;
    if added != Added::Taken {
        return Ok((media.name.clone(), added));
    }
    let name = distinct_name(&media.name, &media.hash);
    let added = add(tx, space, &Media { name: name.clone(), ..media.clone() }, now)?;
    Ok((name, added))
}

/// A name beside one that is taken: the same for the same bytes.
pub fn distinct_name(name: &str, hash: &BlobHash) -> String {
    let mark = hex::encode(&hash[..4]);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut room = NAME_LIMIT.saturating_sub(mark.len() + 1 + ending.len()).min(stem.len());
    while !stem.is_char_boundary(room) {
        room -= 1;
    }
    format!("{}-{mark}{ending}", &stem[..room])
}

/// What may be the name of a file and nothing else.
pub fn is_name(name: &str) -> bool {
    let plain = !name.contains(['/', '\\', '\0']) && !name.chars().any(char::is_control);
    !name.is_empty() && name.len() <= NAME_LIMIT && plain && name != "." && name != ".."
}

/// A name that the actor may see.
///
/// # Errors
/// `NotFound`.
pub fn find(tx: &mut Tx, actor: Option<&Actor>, space: SpaceId, name: &str) -> Result<Media> {
    let gone = || Error::NotFound { what: "media" };
    match actor {
        // everybody reads the library
        _ if space == SpaceId::LIBRARY => {}
        Some(actor) => spaces::require(tx, actor, space, Role::Reader).map_err(|_| gone())?,
        None => return Err(gone()),
    }
    find_row(tx, space, name)?.ok_or_else(gone)
}

/// A space's own row; for what has checked the right to see it.
pub fn find_row(tx: &mut Tx, space: SpaceId, name: &str) -> Result<Option<Media>> {
    let found: Option<(Vec<u8>, i64)> =
        tx.row("SELECT hash, bytes FROM media WHERE space = ?1 AND name = ?2", params![space, name], |row| {
            Ok((row.get("hash")?, row.get("bytes")?))
        })?;
    let Some((hash, bytes)) = found else { return Ok(None) };
    let hash = BlobHash::try_from(hash).map_err(|_| Error::Internal(format!("the hash of {name} is no SHA-256")))?;
    Ok(Some(Media { name: name.to_owned(), hash, bytes }))
}

/// How many bytes of media a space may have, and has.
pub fn quota(tx: &mut Tx, space: SpaceId) -> Result<(i64, i64)> {
    let used: i64 = tx
        .scalar("SELECT media_bytes FROM spaces WHERE id = ?1", params![space])?
        .ok_or(Error::NotFound { what: "space" })?;
    let own: Option<i64> =
        tx.scalar::<Option<i64>>("SELECT quota_bytes FROM learners WHERE id = ?1", params![space])?.flatten();
    let allowed = match own {
        Some(bytes) => bytes,
        None => server::default_quota(tx)?.unwrap_or(i64::MAX),
    };
    Ok((allowed, used))
}

/// Whether so many bytes more have room.
///
/// # Errors
/// `Full`.
pub fn check_quota(tx: &mut Tx, space: SpaceId, more: i64) -> Result<()> {
    let (allowed, used) = quota(tx, space)?;
    if used.saturating_add(more) > allowed {
        return Err(Error::Full {
            why: format!(
                "the media would take {} MB, {} MB are allowed",
                used.saturating_add(more) / 1_000_000,
                allowed / 1_000_000
            ),
        });
    }
    Ok(())
}
