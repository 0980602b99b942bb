//! Media: pictures and sound. Bytes are content-addressed blobs in the data folder, names are rows of a space; a blob
//! is served only through a row that the actor may see.

pub mod kinds;
pub mod ops;
pub mod store;
#[cfg(test)]
mod tests;

use crate::call::SpaceId;
pub use kinds::MediaKind;
pub use ops::{Added, Media, add, check_quota, find, quota};
pub use store::{BlobHash, BlobStore};

/// Where a space's media are served: what stands before a percent-encoded name.
pub fn base(space: SpaceId) -> String {
    format!("/media/{space}/")
}
