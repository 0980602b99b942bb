//! Bringing a backup back. Everything is unpacked and checked beside the live data first; only then is it put in place,
//! and what was there before is kept in a folder of its own.

use super::backup::{Counts, DATABASE, SUMS, copy_hashed};
use crate::db::FolderLock;
use crate::media::store::disk;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// Why nothing was restored, or how far it came; the text names the mend.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("A server or command uses {}. Stop it first.", .0.display())]
    InUse(PathBuf),
    #[error("{} cannot be read as a backup: {why}. Nothing was changed.", .file.display())]
    NotABackup { file: PathBuf, why: String },
    #[error("{} is damaged: {what}. Nothing was changed; take another backup.", .file.display())]
    Damaged { file: PathBuf, what: String },
    #[error("{0}. Nothing was changed.")]
    Disk(#[from] crate::error::Error),
    #[error("putting the backup in place: {cause}. What was there before is in {}.", .before.display())]
    Half { cause: std::io::Error, before: PathBuf },
}

/// What was restored, and where the data from before lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub counts: Counts,
    pub before: Option<PathBuf>,
}

/// Restores a backup file (a zip of `studium backup`), or a nightly copy (`.db` with its `.sums` beside it), into a data
/// folder that nobody uses. `stamp` names the folder for what was there before.
pub fn restore(file: &Path, folder: &Path, stamp: &str) -> Result<Restored, RestoreError> {
    fs::create_dir_all(folder).map_err(disk)?;
    let _lock = FolderLock::whole(folder).map_err(disk)?.ok_or_else(|| RestoreError::InUse(folder.to_owned()))?;
    let scratch = tempfile::Builder::new().prefix("restore-").tempdir_in(folder).map_err(disk)?;
    let counts = if file.extension().is_some_and(|e| e == "db") {
        unpack_night(file, folder, scratch.path())?
    } else {
        unpack(file, scratch.path())?
    };
    let before = folder.join(format!("before-restore-{stamp}"));
    let held = put_in_place(scratch.path(), folder, &before)
        .map_err(|cause| RestoreError::Half { cause, before: before.clone() })?;
    Ok(Restored { counts, before: held.then_some(before) })
}

fn unpack(file: &Path, into: &Path) -> Result<Counts, RestoreError> {
    let not = |why: String| RestoreError::NotABackup { file: file.to_owned(), why };
    let damaged = |what: String| RestoreError::Damaged { file: file.to_owned(), what };
    let reader = BufReader::new(File::open(file).map_err(|e| not(e.to_string()))?);
    let mut zip = ZipArchive::new(reader).map_err(|e| not(e.to_string()))?;
    let mut text = String::new();
    zip.by_name(SUMS)
        .map_err(|_| not(format!("it has no {SUMS}")))?
        .read_to_string(&mut text)
        .map_err(|e| damaged(e.to_string()))?;
    let sums = sums(&text);
    if !sums.contains_key(DATABASE) {
        return Err(not(format!("it has no {DATABASE}")));
    }
    let mut counts = Counts::default();
    for (path, sum) in &sums {
        if !is_ours(path, sum) {
            return Err(damaged(format!("{path} is no name of a backup's file")));
        }
        let target = into.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(disk)?;
        }
        let mut entry = zip.by_name(path).map_err(|_| damaged(format!("{path} is missing")))?;
        let mut out = File::create(&target).map_err(disk)?;
        let (found, bytes) = copy_hashed(&mut entry, &mut out).map_err(|e| damaged(format!("{path}: {e}")))?;
        if found != *sum {
            return Err(damaged(format!("the checksum of {path} is {found}, it should be {sum}")));
        }
        out.sync_all().map_err(disk)?;
        counts.bytes += bytes;
        counts.blobs += u64::from(path != DATABASE);
    }
    Ok(counts)
}

/// The database alone; its blobs must be in the folder.
fn unpack_night(file: &Path, folder: &Path, into: &Path) -> Result<Counts, RestoreError> {
    let damaged = |what: String| RestoreError::Damaged { file: file.to_owned(), what };
    let list = file.with_extension("sums");
    let text = fs::read_to_string(&list).map_err(|e| RestoreError::NotABackup {
        file: file.to_owned(),
        why: format!("its list {} cannot be read ({e})", list.display()),
    })?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut counts = Counts::default();
    for (path, sum) in sums(&text) {
        let is_database = path == name;
        let source =
            if is_database { file.to_owned() } else { folder.join("blobs").join(&sum[..2.min(sum.len())]).join(&sum) };
        let mut out: Box<dyn std::io::Write> = if is_database {
            Box::new(File::create(into.join(DATABASE)).map_err(disk)?)
        } else {
            Box::new(std::io::sink())
        };
        let mut from = File::open(&source).map_err(|_| damaged(format!("{} is missing", source.display())))?;
        let (found, bytes) = copy_hashed(&mut from, &mut out)?;
        if found != sum {
            return Err(damaged(format!("the checksum of {} is {found}, it should be {sum}", source.display())));
        }
        counts.bytes += bytes;
        counts.blobs += u64::from(!is_database);
    }
    if !into.join(DATABASE).exists() {
        return Err(damaged(format!("{} does not name {name}", list.display())));
    }
    Ok(counts)
}

fn sums(text: &str) -> HashMap<String, String> {
    let lines = text.lines().filter_map(|line| line.split_once("  "));
    lines.map(|(sum, path)| (path.to_owned(), sum.to_owned())).collect()
}

/// Only the names that a backup gives: nothing of an archive decides where a file goes.
fn is_ours(path: &str, sum: &str) -> bool {
    let is_hash = sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    path == DATABASE || (is_hash && path == format!("blobs/{}/{sum}", &sum[..2]))
}

/// Whether anything was there before.
fn put_in_place(from: &Path, folder: &Path, before: &Path) -> std::io::Result<bool> {
    let mut held = false;
    for name in [DATABASE, "studium.db-wal", "studium.db-shm"] {
        if folder.join(name).exists() {
            fs::create_dir_all(before)?;
            fs::rename(folder.join(name), before.join(name))?;
            held = true;
        }
    }
    // blobs are named by their content: those that are there are the same
    if let Ok(shelves) = fs::read_dir(from.join("blobs")) {
        for shelf in shelves {
            let shelf = shelf?;
            let target = folder.join("blobs").join(shelf.file_name());
            fs::create_dir_all(&target)?;
            for blob in fs::read_dir(shelf.path())? {
                let blob = blob?;
                fs::rename(blob.path(), target.join(blob.file_name()))?;
            }
        }
    }
    fs::rename(from.join(DATABASE), folder.join(DATABASE))?;
    // the index belongs to the data from before; the server builds it anew
    if folder.join("index").exists() {
        fs::remove_dir_all(folder.join("index"))?;
    }
    File::open(folder)?.sync_all()?;
    Ok(held)
}
