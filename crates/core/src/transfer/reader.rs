//! The port behind which files are opened: a child process with limits in the program, this process in tests.

use super::model::FileFormat;
use formats::anki::{self, Limits, ReadError, Stop};
use formats::fault::Fault;
use formats::record::Record;
use formats::{article, deck_markdown, delimited};
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
    /// The file is at fault: place, what, mend, in a sentence; the file's name is put before it.
    File(String),
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
    match format {
        FileFormat::Anki => anki::read(path, staging, &Limits::default(), sink).map_err(|error| match error {
            ReadError::Bad { .. } | ReadError::TooBig { .. } => ReadFailure::File(error.to_string()),
            ReadError::Staging(_) => ReadFailure::Server(error.to_string()),
            ReadError::Stopped => ReadFailure::Stopped,
        }),
        FileFormat::Table(mapping) => {
            let bytes = whole(path)?;
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
            let text = text(path)?;
            let file = deck_markdown::TextFile { name, text: &text };
            // a lone file brings no pictures
            deck_markdown::read(&[file], &|_| false, sink).map_err(fault)
        }
        FileFormat::Article => article::read(&text(path)?, None, sink).map_err(fault),
    }
}

/// Texts are read whole; above this they are no cards.
fn whole(path: &Path) -> Result<Vec<u8>, ReadFailure> {
    let server = |e: std::io::Error| ReadFailure::Server(format!("the file cannot be opened: {e}"));
    let length = std::fs::metadata(path).map_err(server)?.len();
    if length > delimited::LARGEST_FILE as u64 {
        let most = delimited::LARGEST_FILE / 1_000_000;
        return Err(ReadFailure::File(format!("it is larger than {most} MB; split it into parts")));
    }
    std::fs::read(path).map_err(server)
}

/// UTF-8, or UTF-16 with its mark; anything else is read as Windows wrote it in Western Europe.
fn text(path: &Path) -> Result<String, ReadFailure> {
    let bytes = whole(path)?;
    if !is_text(&bytes) {
        let why = "this is no text, and no kind of file that can be read here; bring .apkg, .colpkg, .csv, .tsv, .md, .html or .txt";
        return Err(ReadFailure::File(why.to_owned()));
    }
    let wide = |from: &[u8], unit: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = from.chunks_exact(2).map(|b| unit([b[0], b[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    Ok(match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
        },
    })
}

/// A PDF, a picture or a program would become a page of signs.
fn is_text(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    marked || !(bytes.contains(&0) || bytes.starts_with(b"%PDF-"))
}

fn fault(fault: Fault) -> ReadFailure {
    match fault {
        Fault::Bad { .. } => ReadFailure::File(fault.to_string()),
        Fault::Stopped => ReadFailure::Stopped,
    }
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn a_pdf_and_other_bytes_are_no_text() {
        assert!(is_text("Q: a\nA: ä".as_bytes()));
        assert!(is_text(&[0xff, 0xfe, b'a', 0]));
        assert!(is_text(b"caf\xe9"));
        assert!(!is_text(b"%PDF-1.7 ..."));
        assert!(!is_text(&[0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
    }
}
