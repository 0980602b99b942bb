//! Media: pictures and sound. Bytes are content-addressed blobs in the data folder, names are rows of a space; a blob
//! is served only through a row that the actor may see.

pub mod store;

pub use store::BlobStore;
