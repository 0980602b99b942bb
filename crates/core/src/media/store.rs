//! Blobs on disk: temporary name, sync, rename, then (by the caller) the row.

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The folder of blobs, `blobs/ab/abcdef…`.
#[derive(Debug, Clone)]
pub struct BlobStore {
    folder: PathBuf,
}

/// SHA-256 of a blob: its name.
pub type BlobHash = [u8; 32];

impl BlobStore {
    /// Opens (and makes) the folder.
    pub fn open(folder: PathBuf) -> Result<BlobStore> {
        fs::create_dir_all(folder.join("tmp")).map_err(disk)?;
        Ok(BlobStore { folder })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn path(&self, hash: &BlobHash) -> PathBuf {
        let name = hex::encode(hash);
        self.folder.join(&name[..2]).join(name)
    }

    /// Stores what the reader gives and returns its hash and length. Nothing half-written is ever under a blob's name.
    pub fn put(&self, reader: &mut dyn Read, token: &str) -> Result<(BlobHash, u64)> {
        let temporary = self.folder.join("tmp").join(token);
        let result = self.write(reader, &temporary);
        if result.is_err() {
            // best effort: the sweep at start-up takes what stays
            let _ = fs::remove_file(&temporary);
        }
        result
    }

    /// Takes over a file that lies on the same file system and whose hash is known.
    pub fn adopt(&self, file: &Path, hash: &BlobHash) -> Result<()> {
        let target = self.path(hash);
        if target.exists() {
            return fs::remove_file(file).map_err(disk);
        }
        File::open(file).and_then(|f| f.sync_all()).map_err(disk)?;
        self.place(file, &target)
    }

    pub fn open_blob(&self, hash: &BlobHash) -> Result<File> {
        File::open(self.path(hash)).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => Error::NotFound { what: "media" },
            _ => disk(e),
        })
    }

    pub fn remove(&self, hash: &BlobHash) -> Result<()> {
        match fs::remove_file(self.path(hash)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(disk(e)),
            _ => Ok(()),
        }
    }

    fn write(&self, reader: &mut dyn Read, temporary: &Path) -> Result<(BlobHash, u64)> {
        let mut file = File::create(temporary).map_err(disk)?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0u8; 64 * 1024];
        let mut length = 0u64;
        loop {
            let n = reader.read(&mut buffer).map_err(disk)?;
            if n == 0 {
                break;
            }
            hasher.update(&buffer[..n]);
            file.write_all(&buffer[..n]).map_err(disk)?;
            length += n as u64;
        }
        file.sync_all().map_err(disk)?;
        let hash: BlobHash = hasher.finalize().into();
        let target = self.path(&hash);
        if target.exists() {
            fs::remove_file(temporary).map_err(disk)?;
        } else {
            self.place(temporary, &target)?;
        }
        Ok((hash, length))
    }

    fn place(&self, file: &Path, target: &Path) -> Result<()> {
        let folder = target.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(disk)?;
        fs::rename(file, target).map_err(disk)?;
        File::open(folder).and_then(|f| f.sync_all()).map_err(disk)
    }
}

/// A disk error as the caller's error: full is full, the rest is ours.
pub fn disk(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Error::Full { why: "the disk is full".into() }
        }
        _ => Error::internal(error),
    }
}
