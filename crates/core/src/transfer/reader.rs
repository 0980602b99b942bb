//! The port behind which files are opened: a child process with limits in the program, this process in tests.

use super::model::FileFormat;
use super::questions;
use formats::anki::{self, Limits, ReadError, Stop};
use formats::fault::Fault;
use formats::notice;
use formats::notice::{Notice, Place};
use formats::record::Record;
use formats::{article, deck_markdown, delimited, foreign};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What is to be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadRequest {
    pub path: PathBuf,
    /// As its owner knows it: a deck may be named after it.
    pub name: String,
    pub format: FileFormat,
    /// An existing, empty folder of this job alone: media are staged there.
    pub staging: PathBuf,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFailure {
    /// The file is at fault.
    File { place: Place, why: Notice },
    /// The server is at fault; it may go better later.
    Server(String),
    /// Whoever takes the records wants no more.
    Stopped,
}

/// Reads files. Blocks; called on a thread of its own.
pub trait ReadFiles: Send + Sync + 'static {
    /// Hands the file's records to `sink`, in the order that [`Record`] asks for.
    ///
    /// # Errors
    /// [`ReadFailure`]; what was sent before must then be thrown away.
    fn read(&self, request: &ReadRequest, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<(), ReadFailure>;
}

/// Reads in this process: what the child does, and for tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct InProcess;

impl ReadFiles for InProcess {
    fn read(&self, request: &ReadRequest, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<(), ReadFailure> {
        read_records(request, sink)
    }
}

/// Reads a file by its format.
///
/// # Errors
/// As [`ReadFiles::read`].
pub fn read_records(
    request: &ReadRequest,
    sink: &mut dyn FnMut(Record) -> Result<(), Stop>,
) -> Result<(), ReadFailure> {
    let ReadRequest { path, name, format, staging } = request;
    if let Some(kind) = questions::kind(path, name, format)? {
        return questions::read(kind, request, sink);
    }
    match format {
        FileFormat::Anki => anki::read(path, staging, &Limits::default(), sink).map_err(|error| match error {
            ReadError::Bad { place, why } | ReadError::TooBig { place, why } => ReadFailure::File { place, why },
            ReadError::Staging(ref cause) if cause.kind() == std::io::ErrorKind::StorageFull => {
                ReadFailure::File { place: Place::File, why: notice!("notice-full") }
            }
            ReadError::Staging(_) => ReadFailure::Server(error.to_string()),
            ReadError::Stopped => ReadFailure::Stopped,
        }),
        FileFormat::Table(mapping) => {
            let bytes = whole(path, name)?;
            let mut mapping = match mapping {
                Some(mapping) => mapping.as_ref().clone(),
                None => delimited::sniff(&bytes).map_err(fault)?.mapping,
            };
            if mapping.deck.is_empty() {
                mapping.deck = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
            }
            delimited::read(&bytes, &mapping, sink).map_err(fault)
        }
        FileFormat::Markdown => {
            let text = delimited::text(&whole(path, name)?).map_err(fault)?;
            let file = deck_markdown::TextFile { name, text: &text };
            // a lone file brings no pictures
            deck_markdown::read(&[file], &|_| false, sink).map_err(fault)
        }
        FileFormat::Questions => {
            foreign::check(name, &whole(path, name)?).map_err(fault)?;
            Err(ReadFailure::File { place: Place::File, why: notice!("notice-quiz-none") })
        }
        FileFormat::Article => {
            let text = delimited::text(&whole(path, name)?).map_err(fault)?;
            article::read(&text, None, sink).map_err(fault)
        }
    }
}

/// Texts are read whole; above this they are no cards.
fn whole(path: &Path, name: &str) -> Result<Vec<u8>, ReadFailure> {
    let server = |e: std::io::Error| ReadFailure::Server(format!("the file cannot be opened: {e}"));
    let length = std::fs::metadata(path).map_err(server)?.len();
    if length > delimited::LARGEST_FILE as u64 {
        let why = notice!("notice-too-large", most = delimited::LARGEST_FILE / 1_000_000);
        return Err(ReadFailure::File { place: Place::File, why });
    }
    let bytes = std::fs::read(path).map_err(server)?;
    foreign::check(name, &bytes).map_err(fault)?;
    Ok(bytes)
}

pub fn fault(fault: Fault) -> ReadFailure {
    match fault {
        Fault::Bad { place, why } => ReadFailure::File { place, why },
        Fault::Stopped => ReadFailure::Stopped,
    }
}
