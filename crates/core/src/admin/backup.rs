//! Copies of everything. A backup file is a zip (stored, so that nothing is compressed twice): `studium.db`, the blobs
//! under `blobs/`, and `SHA256SUMS` as `sha256sum -c` reads it. The nightly copy keeps the database alone, beside a list
//! of the blobs it needs: blobs never change, and those that a copy of the last week needs are still in the folder.

use crate::Studium;
use crate::error::{Error, Result};
use crate::media::store::disk;
use crate::params;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// So many nightly copies are kept.
pub const NIGHTS_KEPT: usize = 7;
pub(super) const SUMS: &str = "SHA256SUMS";
pub(super) const DATABASE: &str = "studium.db";
const NIGHT: &str = "night-";

/// A copy that lies in the data folder's `backups/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    pub name: String,
    pub bytes: u64,
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub blobs: u64,
    pub bytes: u64,
}

/// Writes a backup of everything to one file, beside a running server. The file appears under its name when it is whole.
/// Blocks; not for the runtime's threads.
///
/// # Errors
/// `Full`; `Forbidden` on Postgres; `Invalid` on `file` if there is one already; `Internal` naming what could not be read.
pub fn write(studium: &Studium, file: &Path) -> Result<Counts> {
    if file.exists() {
        return Err(Error::invalid("file", "error-backup-exists"));
    }
    let scratch = tempfile::tempdir_in(&studium.folder).map_err(disk)?;
    let database = scratch.path().join(DATABASE);
    studium.db.backup_into(&database)?;
    let blobs = blobs_of(studium)?;
    let partial = file.with_extension("partial");
    let result = write_zip(studium, &partial, &database, &blobs);
    match result {
        Ok(counts) => {
            fs::rename(&partial, file).map_err(disk)?;
            Ok(counts)
        }
        Err(error) => {
            // best effort: the error that matters is the one that is answered
            let _ = fs::remove_file(&partial);
            Err(error)
        }
    }
}

fn write_zip(studium: &Studium, partial: &Path, database: &Path, blobs: &[[u8; 32]]) -> Result<Counts> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(partial).map_err(disk)?));
    let mut sums = String::new();
    let mut counts = Counts::default();
    let (sum, bytes) = add(&mut zip, DATABASE, &mut File::open(database).map_err(disk)?)?;
    sums.push_str(&format!("{sum}  {DATABASE}\n"));
    counts.bytes += bytes;
    for hash in blobs {
        let name = hex::encode(hash);
        let path = format!("blobs/{}/{name}", &name[..2]);
        let (sum, bytes) = add(&mut zip, &path, &mut studium.blobs.open_blob(hash)?)?;
        if sum != name {
            return Err(Error::Internal(format!("{path} is damaged: its checksum is {sum}")));
        }
        sums.push_str(&format!("{sum}  {path}\n"));
        counts.blobs += 1;
        counts.bytes += bytes;
    }
    zip.start_file(SUMS, options()).map_err(zip_error)?;
    zip.write_all(sums.as_bytes()).map_err(disk)?;
    let file = zip.finish().map_err(zip_error)?.into_inner().map_err(|e| disk(e.into_error()))?;
    file.sync_all().map_err(disk)?;
    Ok(counts)
}

fn add<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str, from: &mut dyn Read) -> Result<(String, u64)> {
    zip.start_file(name, options()).map_err(zip_error)?;
    copy_hashed(from, zip)
}

/// Copies, and gives back the SHA-256 in hex and the length.
pub(super) fn copy_hashed(from: &mut dyn Read, to: &mut dyn Write) -> Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut length = 0;
    loop {
        let n = from.read(&mut buffer).map_err(disk)?;
        if n == 0 {
            return Ok((hex::encode(hasher.finalize()), length));
        }
        hasher.update(&buffer[..n]);
        to.write_all(&buffer[..n]).map_err(disk)?;
        length += n as u64;
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true)
}

/// Makes the copy of this night, `backups/night-DATE.db` with `night-DATE.sums`, and removes those older than the last
/// seven. Making it again on the same day replaces it. Blocks.
///
/// # Errors
/// As [`write`].
pub fn nightly(studium: &Studium, date: jiff::civil::Date) -> Result<Copy> {
    let folder = studium.folder.join("backups");
    fs::create_dir_all(&folder).map_err(disk)?;
    let name = format!("{NIGHT}{date}.db");
    let (target, partial) = (folder.join(&name), folder.join(format!("{name}.partial")));
    if partial.exists() {
        fs::remove_file(&partial).map_err(disk)?;
    }
    studium.db.backup_into(&partial)?;
    let (sum, bytes) = copy_hashed(&mut File::open(&partial).map_err(disk)?, &mut io::sink())?;
    let mut sums = format!("{sum}  {name}\n");
    for hash in blobs_of(studium)? {
        let name = hex::encode(hash);
        sums.push_str(&format!("{name}  ../blobs/{}/{name}\n", &name[..2]));
    }
    fs::write(folder.join(format!("{NIGHT}{date}.sums")), sums).map_err(disk)?;
    fs::rename(&partial, &target).map_err(disk)?;
    for old in nights(&folder)?.iter().rev().skip(NIGHTS_KEPT) {
        fs::remove_file(folder.join(old)).map_err(disk)?;
        // a copy without its list is still a copy: the list's absence is no error
        let _ = fs::remove_file(folder.join(old.replace(".db", ".sums")));
    }
    Ok(Copy { name, bytes })
}

/// The copies in `backups/`, newest first: those of each night, and those from before migrations.
pub fn list(folder: &Path) -> Result<Vec<Copy>> {
    let Ok(entries) = fs::read_dir(folder.join("backups")) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for entry in entries {
        let entry = entry.map_err(disk)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".db") {
            let meta = entry.metadata().map_err(disk)?;
            all.push((meta.modified().ok(), Copy { name, bytes: meta.len() }));
        }
    }
    all.sort_by(|a, b| (&b.0, &b.1.name).cmp(&(&a.0, &a.1.name)));
    Ok(all.into_iter().map(|(_, copy)| copy).collect())
}

/// Names of the nightly copies, oldest first: their dates sort as text.
fn nights(folder: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).map_err(disk)? {
        let name = entry.map_err(disk)?.file_name().to_string_lossy().into_owned();
        if name.starts_with(NIGHT) && name.ends_with(".db") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Every blob that a row names, in order.
fn blobs_of(studium: &Studium) -> Result<Vec<[u8; 32]>> {
    let all = studium.db.read_long_blocking(|tx| {
        tx.rows("SELECT DISTINCT hash FROM media ORDER BY hash", params![], |row| row.get::<Vec<u8>>("hash"))
    })?;
    all.into_iter().map(|h| h.try_into().map_err(|_| Error::internal("a media row's hash is not 32 bytes"))).collect()
}

/// Bytes on the disk: the database with its log, the blobs, the index, the copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiskUse {
    pub database: u64,
    pub blobs: u64,
    pub index: u64,
    pub backups: u64,
    /// What is still free on this disk; 0 when it cannot be told.
    pub free: u64,
}

/// Walks the data folder. Blocks.
pub fn disk_use(folder: &Path) -> DiskUse {
    let file = |name: &str| fs::metadata(folder.join(name)).map_or(0, |m| m.len());
    DiskUse {
        database: file(DATABASE) + file("studium.db-wal"),
        blobs: tree(folder.join("blobs")),
        index: tree(folder.join("index")),
        backups: tree(folder.join("backups")),
        free: free(folder),
    }
}

fn tree(folder: PathBuf) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let size = |entry: fs::DirEntry| match entry.metadata() {
        Ok(meta) if meta.is_dir() => tree(entry.path()),
        Ok(meta) => meta.len(),
        Err(_) => 0,
    };
    entries.filter_map(io::Result::ok).map(size).sum()
}

#[expect(unsafe_code, reason = "statvfs has no safe wrapper in the standard library")]
fn free(folder: &Path) -> u64 {
    use std::os::unix::ffi::OsStrExt;
    let Ok(path) = std::ffi::CString::new(folder.as_os_str().as_bytes()) else { return 0 };
    // SAFETY: `path` is a C string, and `stats` is written only by the call, read only after it succeeded.
    unsafe {
        let mut stats = std::mem::zeroed::<libc::statvfs>();
        if libc::statvfs(path.as_ptr(), &raw mut stats) == 0 { stats.f_bavail * stats.f_frsize } else { 0 }
    }
}

pub(crate) fn zip_error(error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(error) => disk(error),
        other => Error::internal(other),
    }
}
