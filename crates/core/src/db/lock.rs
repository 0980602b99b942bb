//! The lock of a data folder. Everybody who uses it holds a share; migrations and `restore` need it whole.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// A held lock; dropping it, or the end of the process, gives it back.
pub struct FolderLock {
    file: File,
    whole: bool,
}

impl FolderLock {
    /// The whole folder for this process.
    ///
    /// # Errors
    /// `None` when another process uses the folder; otherwise what the file system says.
    pub fn whole(folder: &Path) -> io::Result<Option<FolderLock>> {
        let file = open(folder)?;
        held(file.try_lock()).map(|held| held.then_some(FolderLock { file, whole: true }))
    }

    /// The whole folder if nobody else uses it, else a share.
    ///
    /// # Errors
    /// `None` while another process has the whole folder; otherwise what the file system says.
    pub fn most(folder: &Path) -> io::Result<Option<FolderLock>> {
        if let Some(lock) = FolderLock::whole(folder)? {
            return Ok(Some(lock));
        }
        let file = open(folder)?;
        held(file.try_lock_shared()).map(|held| held.then_some(FolderLock { file, whole: false }))
    }

    /// Whether nobody else uses the folder.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Lets others in.
    ///
    /// # Errors
    /// `None` when another process took the whole folder in between.
    pub fn share(self) -> io::Result<Option<FolderLock>> {
        if self.whole {
            self.file.unlock()?;
        }
        held(self.file.try_lock_shared()).map(|held| held.then_some(FolderLock { file: self.file, whole: false }))
    }
}

fn open(folder: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("studium.lock"))
}

fn held(tried: Result<(), TryLockError>) -> io::Result<bool> {
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
