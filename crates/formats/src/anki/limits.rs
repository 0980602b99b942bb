//! What a package may cost, and why reading one ended.

use crate::notice::{Notice, Place};

/// Caps on what an untrusted package may make us do. Sizes in bytes, after unpacking.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Members of the zip.
    pub members: u64,
    /// The collection's SQLite file.
    pub collection: u64,
    /// The list of media names.
    pub media_list: u64,
    /// One media file.
    pub media_file: u64,
    /// All media files together.
    pub media_total: u64,
    /// Unpacked size over packed size, asked once a member is past 64 MiB.
    pub ratio: u64,
    /// One value in the collection: a note's fields, a note type's CSS, the JSON of all note types.
    pub value: i32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            members: 250_000,
            collection: 8 << 30,
            media_list: 64 << 20,
            media_file: 2 << 30,
            media_total: 64 << 30,
            ratio: 250,
            value: 64 << 20,
        }
    }
}

/// The receiver of the records wants no more (the job was cancelled, the pipe is closed).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop;

/// Why a package could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is at fault.
    #[error("{place}: {why}")]
    Bad {
        place: Place,
        /// What is wrong, and what a person can do about it.
        why: Notice,
    },
    /// A cap of [`Limits`] is passed: too large to be true, or too large for this server.
    #[error("{place}: {why}")]
    TooBig { place: Place, why: Notice },
    /// The staging folder is at fault (full disk, no rights).
    #[error("cannot write to the staging folder: {0}")]
    Staging(std::io::Error),
    /// The sink answered [`Stop`].
    #[error("the import was stopped")]
    Stopped,
}

impl From<Stop> for ReadError {
    fn from(_: Stop) -> Self {
        ReadError::Stopped
    }
}

impl ReadError {
    pub(super) fn bad(place: Place, why: Notice) -> Self {
        ReadError::Bad { place, why }
    }

    pub(super) fn too_big(place: Place, why: Notice) -> Self {
        ReadError::TooBig { place, why }
    }
}
