//! Files in and out. An import is a job: a reader (a child process with limits) turns the file into a stream of
//! `formats::record::Record`s; they are stored in chunks under an unfinished batch, so that nothing is seen until one
//! small operation makes everything visible; what was here before is merged by union.

pub mod export;
mod feed;
mod import;
mod incoming_media;
mod log;
mod merge;
mod model;
mod names;
mod prepare;
mod questions;
mod reader;
mod settle;
mod spool;
mod store;
mod sweep;
#[cfg(test)]
mod tests;
pub mod uploads;

pub use import::{IMPORT, Importer, enqueue};
pub use model::{Counts, FileFormat, ImportInput, Report, Skipped};
pub use reader::{InProcess, ReadFailure, ReadFiles, ReadRequest, read_records};
pub use sweep::sweep_unfinished;
