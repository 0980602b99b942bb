//! The zip: which layout it is, and its members as bounded streams.

use crate::anki::limits::{Limits, ReadError};
use crate::anki::proto::PackageMetadata;
use crate::notice;
use crate::notice::Place;
use prost::Message;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// Members of the latest layout are zstd, with this window at most (Anki uses 2 MiB): what a frame can make us allocate.
const ZSTD_WINDOW_LOG: u32 = 25;
/// Below this size the ratio says nothing: an empty SQLite file packs very well.
pub const RATIO_ASKED_FROM: u64 = 64 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Legacy1,
    Legacy2,
    Latest,
}

impl Layout {
    fn collection(self) -> &'static str {
        match self {
            Layout::Legacy1 => "collection.anki2",
            Layout::Legacy2 => "collection.anki21",
            Layout::Latest => "collection.anki21b",
        }
    }
}

pub struct Package<'a> {
    zip: ZipArchive<BufReader<File>>,
    pub layout: Layout,
    pub limits: &'a Limits,
    /// Of the whole file.
    pub bytes: u64,
}

impl<'a> Package<'a> {
    pub fn open(path: &Path, limits: &'a Limits) -> Result<Self, ReadError> {
        let mut file = File::open(path).map_err(|e| broken(&e))?;
        let bytes = check_directory(&mut file, limits)?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|e| zip_error(&Place::Package, e))?;
        if zip.has_overlapping_files().map_err(|e| zip_error(&Place::Package, e))? {
            return Err(ReadError::bad(Place::Package, notice!("notice-zip-overlaps")));
        }
        let layout = layout(&mut zip, limits)?;
        Ok(Package { zip, layout, limits, bytes })
    }

    /// Unpacks the collection to `to`.
    pub fn stage_collection(&mut self, to: &Path) -> Result<(), ReadError> {
        let name = self.layout.collection();
        let Some(index) = self.zip.index_for_name(name) else {
            return Err(ReadError::bad(Place::Member(name.into()), notice!("notice-collection-missing")));
        };
        let mut file = BufWriter::with_capacity(1 << 18, File::create(to).map_err(ReadError::Staging)?);
        self.unpack(index, &Place::Member(name.into()), self.limits.collection, &mut |bytes| file.write_all(bytes))?;
        file.into_inner().map_err(|e| ReadError::Staging(e.into_error()))?;
        Ok(())
    }

    /// A small member, whole; `None` if the package has none of that name.
    pub fn small(&mut self, name: &str, cap: u64) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.unpack(index, &Place::Member(name.into()), cap, &mut |part| {
            bytes.extend_from_slice(part);
            Ok(())
        })?;
        Ok(Some(bytes))
    }

    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name)
    }

    /// Streams a member through `take`, unpacked, at most `cap` bytes. An error of `take` is the staging folder's.
    pub fn unpack(
        &mut self,
        index: usize,
        place: &Place,
        cap: u64,
        take: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<u64, ReadError> {
        let damaged =
            |e: std::io::Error| ReadError::bad(place.clone(), notice!("notice-unpack", detail = e.to_string()));
        let zstd = self.layout == Layout::Latest;
        let ratio = self.limits.ratio;
        let member = self.zip.by_index(index).map_err(|e| zip_error(place, e))?;
        let packed = member.compressed_size().max(1);
        let mut reader: Box<dyn Read> = if zstd {
            let mut decoder = zstd::stream::read::Decoder::new(member).map_err(damaged)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG).map_err(damaged)?;
            Box::new(decoder)
        } else {
            Box::new(member)
        };
        let mut buffer = vec![0; 1 << 17];
        let mut total = 0u64;
        loop {
            let n = match reader.read(&mut buffer) {
                Ok(0) => return Ok(total),
                Ok(n) => n,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(damaged(e)),
            };
            total += n as u64;
            if total > cap {
                return Err(ReadError::too_big(place.clone(), notice!("notice-unpacks-large", most = cap >> 20)));
            }
            if total > RATIO_ASKED_FROM && total / packed > ratio {
                return Err(ReadError::too_big(place.clone(), notice!("notice-bomb", ratio = ratio)));
            }
            take(&buffer[..n]).map_err(ReadError::Staging)?;
        }
    }
}

fn layout(zip: &mut ZipArchive<BufReader<File>>, limits: &Limits) -> Result<Layout, ReadError> {
    let has = |name: &str| zip.index_for_name(name).is_some();
    let newest = [Layout::Latest, Layout::Legacy2, Layout::Legacy1].into_iter().find(|l| has(l.collection()));
    let Some(newest) = newest else {
        let document = ["[Content_Types].xml", "mimetype", "META-INF/container.xml"].into_iter().any(has);
        let why = if document { notice!("notice-document") } else { notice!("notice-no-collection") };
        return Err(ReadError::bad(Place::Package, why));
    };
    let Ok(member) = zip.by_name("meta") else { return Ok(newest) };
    let mut bytes = Vec::new();
    let damaged =
        |detail: String| ReadError::bad(Place::Member("meta".into()), notice!("notice-unpack", detail = detail));
    member.take(limits.media_list.min(1 << 16)).read_to_end(&mut bytes).map_err(|e| damaged(e.to_string()))?;
    let meta = PackageMetadata::decode(&bytes[..]).map_err(|e| damaged(e.to_string()))?;
    match meta.version {
        // A stub `collection.anki2` lies beside the newer file, so the newest one present is the real one.
        0..=2 if newest != Layout::Latest => Ok(newest),
        0..=3 => Ok(Layout::Latest),
        future => Err(ReadError::bad(Place::Member("meta".into()), notice!("notice-future-layout", layout = future))),
    }
}

/// Looks at the end record before the zip library builds its table, so that a million empty members cost nothing.
/// Answers the file's length.
fn check_directory(file: &mut File, limits: &Limits) -> Result<u64, ReadError> {
    let io = |e: std::io::Error| broken(&e);
    let length = file.seek(SeekFrom::End(0)).map_err(io)?;
    if length == 0 {
        return Err(ReadError::bad(Place::Package, notice!("notice-empty")));
    }
    // The end record is 22 bytes and a comment of at most 65,535.
    let tail = length.min(22 + 65_535);
    file.seek(SeekFrom::Start(length - tail)).map_err(io)?;
    let mut bytes = vec![0; tail as usize];
    file.read_exact(&mut bytes).map_err(io)?;
    let Some(end) = bytes.windows(4).rposition(|w| w == b"PK\x05\x06") else {
        return Err(ReadError::bad(Place::Package, notice!("notice-not-zip")));
    };
    let members = bytes.get(end + 10..end + 12).map_or(0, |b| u64::from(u16::from_le_bytes([b[0], b[1]])));
    let directory =
        bytes.get(end + 12..end + 16).map_or(0, |b| u64::from(u32::from_le_bytes([b[0], b[1], b[2], b[3]])));
    let (members, directory) = match bytes[..end].windows(4).rposition(|w| w == b"PK\x06\x06") {
        Some(at) => {
            let number = |from: usize| {
                bytes.get(at + from..at + from + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
            };
            (members.max(number(32)), number(40))
        }
        None => (members, directory),
    };
    // 46 bytes is the least a member takes in the directory; what claims fewer members but a huge directory is lying.
    if members > limits.members || directory / 46 > limits.members * 8 {
        return Err(ReadError::too_big(Place::Package, notice!("notice-too-many-files", most = limits.members)));
    }
    file.rewind().map_err(io)?;
    Ok(length)
}

/// The disk gives no more of the file.
fn broken(error: &std::io::Error) -> ReadError {
    ReadError::bad(Place::Package, notice!("notice-unreadable", detail = error.to_string()))
}

fn zip_error(place: &Place, error: ZipError) -> ReadError {
    let why = match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => notice!("notice-encrypted"),
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => notice!("notice-packing"),
        ZipError::FileNotFound => notice!("notice-member-missing"),
        other => notice!("notice-zip-damaged", detail = other.to_string()),
    };
    ReadError::bad(place.clone(), why)
}
