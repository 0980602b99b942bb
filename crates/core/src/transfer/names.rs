//! Files and folders that a job leaves behind.

use std::io::ErrorKind;
use std::path::Path;

/// Removes a folder, if it is there; what cannot be removed is swept at the next start.
pub fn remove_folder(folder: &Path) {
    if let Err(error) = std::fs::remove_dir_all(folder)
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!(%error, folder = %folder.display(), "a job's folder could not be removed");
    }
}

/// The same for a file.
pub fn remove_file(file: &Path) {
    if let Err(error) = std::fs::remove_file(file)
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!(%error, file = %file.display(), "an uploaded file could not be removed");
    }
}
