//! Question files of other programs, on the reading side.

use super::model::FileFormat;
use super::reader::{ReadFailure, ReadRequest, fault};
use formats::anki::Stop;
use formats::notice;
use formats::notice::Place;
use formats::quiz::items::{self, Step};
use formats::quiz::{self, FileKind, Limits};
use formats::record::{MediaRecord, Record};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Bytes that tell what a text is.
const HEAD: u64 = 1 << 16;

/// Which kind of question file it is, if it is one: whatever it was taken for, unless a person said what its columns are.
pub fn kind(path: &Path, name: &str, format: &FileFormat) -> Result<Option<FileKind>, ReadFailure> {
    let mut file = File::open(path).map_err(server)?;
    match format {
        FileFormat::Table(Some(_)) => Ok(None),
        FileFormat::Anki => Ok(quiz::sniff_zip(BufReader::new(file))),
        _ => {
            let mut head = Vec::new();
            file.by_ref().take(HEAD).read_to_end(&mut head).map_err(server)?;
            if head.starts_with(b"PK") { Ok(None) } else { Ok(quiz::sniff(&head, name)) }
        }
    }
}

/// Its questions as records, its pictures in the staging folder.
pub fn read(
    kind: FileKind,
    request: &ReadRequest,
    sink: &mut dyn FnMut(Record) -> Result<(), Stop>,
) -> Result<(), ReadFailure> {
    let limits = Limits::default();
    let length = std::fs::metadata(&request.path).map_err(server)?.len();
    if length > limits.file {
        let why = notice!("notice-too-large", most = limits.file / 1_000_000);
        return Err(ReadFailure::File { place: Place::File, why });
    }
    let bytes = std::fs::read(&request.path).map_err(server)?;
    let mut media = Vec::new();
    let mut failed = None;
    let read = items::records(kind, &bytes, &request.name, &limits, &mut |step| match step {
        Step::Record(record) => sink(record),
        Step::File { name, bytes } => {
            let staged = media.len().to_string();
            if let Err(error) = std::fs::write(request.staging.join(&staged), &bytes) {
                failed = Some(error);
                return Err(Stop);
            }
            let hash = Sha256::digest(&bytes);
            let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            media.push(MediaRecord { name, staged, sha256, bytes: bytes.len() as u64 });
            Ok(())
        }
    });
    if let Some(error) = failed {
        return Err(match error.kind() {
            io::ErrorKind::StorageFull => ReadFailure::File { place: Place::File, why: notice!("notice-full") },
            _ => server(error),
        });
    }
    read.map_err(fault)?;
    for record in media {
        sink(Record::Media(record)).map_err(|_| ReadFailure::Stopped)?;
    }
    Ok(())
}

fn server(error: io::Error) -> ReadFailure {
    ReadFailure::Server(format!("the file cannot be opened: {error}"))
}
