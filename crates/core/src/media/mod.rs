//! Media: pictures and sound. Bytes are content-addressed blobs in the data folder, names are rows of a space; a blob
//! is served only through a row that the actor may see.

pub mod kinds;
pub mod ops;
pub mod store;
#[cfg(test)]
mod tests;

pub use kinds::MediaKind;
pub use ops::{Added, Media, add, check_quota, find, quota};
pub use store::{BlobHash, BlobStore};
