//! The zip: members as bounded texts and files.

use crate::notice;
use crate::notice::Notice;
use crate::quiz::Limits;
use crate::quiz::report::{Report, short};
use crate::quiz::xml;
use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

pub const MANIFEST: &str = "imsmanifest.xml";
/// Below this size the ratio says nothing.
const RATIO_ASKED_FROM: u64 = 1 << 20;

pub struct Package<'l, R> {
    zip: ZipArchive<R>,
    /// Those that are text; others no document can name.
    names: Vec<String>,
    limits: &'l Limits,
    /// The folder in which the manifest lies, `""` or ending in `/`: some pack a folder instead of what is in it.
    root: String,
}

impl<'l, R: Read + Seek> Package<'l, R> {
    pub fn open(mut source: R, limits: &'l Limits) -> Result<Self, Notice> {
        check_directory(&mut source, limits)?;
        let mut zip = ZipArchive::new(source).map_err(zip_notice)?;
        if zip.has_overlapping_files().map_err(zip_notice)? {
            return Err(notice!("notice-qti-overlaps"));
        }
        let names = names(&zip);
        let mut inside = names.iter().filter_map(|name| name.strip_suffix(MANIFEST)).filter(|at| at.ends_with('/'));
        let root = match (zip.index_for_name(MANIFEST), inside.next(), inside.next()) {
            (None, Some(folder), None) => folder.to_owned(),
            _ => String::new(),
        };
        Ok(Package { zip, names, limits, root })
    }

    /// A document, by its path from the manifest's folder.
    pub fn document(&mut self, name: &str, report: &mut Report) -> Result<String, Notice> {
        let bytes = self.bytes(name, self.limits.document, report)?;
        xml::text(&bytes).map_err(|broken| broken.why)
    }

    /// A picture or the like.
    pub fn attachment(&mut self, name: &str, report: &mut Report) -> Result<Vec<u8>, Notice> {
        self.bytes(name, self.limits.attachment, report)
    }

    pub fn has_documents(&self) -> bool {
        self.names.iter().any(|name| is_document(name) && !name.ends_with(MANIFEST))
    }

    /// Documents that are not among these and are not the manifest, by name.
    pub fn other_documents(&self, named: &BTreeSet<String>) -> Vec<String> {
        let inside = self.names.iter().filter_map(|name| name.strip_prefix(self.root.as_str()));
        let mut names: Vec<String> = inside
            .filter(|name| is_document(name) && *name != MANIFEST && !named.contains(*name))
            .map(str::to_owned)
            .collect();
        names.sort_unstable();
        names
    }

    fn bytes(&mut self, name: &str, cap: u64, report: &mut Report) -> Result<Vec<u8>, Notice> {
        let whole = format!("{}{name}", self.root);
        let Some(index) = self.zip.index_for_name(&whole) else {
            return Err(notice!("notice-qti-missing", name = short(name)));
        };
        let ratio = self.limits.ratio;
        let mut member = self.zip.by_index(index).map_err(zip_notice)?;
        let packed = member.compressed_size().max(1);
        let mut bytes = Vec::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = match member.read(&mut buffer) {
                Ok(0) => return Ok(bytes),
                Ok(length) => length,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(notice!("notice-qti-zip", detail = short(&error.to_string()))),
            };
            bytes.extend_from_slice(&buffer[..length]);
            let total = bytes.len() as u64;
            if total > RATIO_ASKED_FROM && total / packed > ratio {
                return Err(notice!("notice-qti-bomb", ratio = ratio));
            }
            if total > cap {
                return Err(notice!("notice-qti-large", most = cap / 1_000_000));
            }
            if report.spend(length as u64).is_none() {
                return Err(notice!("notice-qti-full", most = self.limits.attachments / 1_000_000));
            }
        }
    }
}

fn names<R: Read + Seek>(zip: &ZipArchive<R>) -> Vec<String> {
    zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
}

fn is_document(name: &str) -> bool {
    // what macOS packs beside each file
    name.to_ascii_lowercase().ends_with(".xml") && !name.starts_with("__MACOSX/")
}

/// Names of the members; `None` when these bytes are no whole zip of a sensible size.
pub fn member_names(mut source: impl Read + Seek, limits: &Limits) -> Option<Vec<String>> {
    check_directory(&mut source, limits).ok()?;
    let zip = ZipArchive::new(source).ok()?;
    Some(names(&zip))
}

/// Looks at the end record before the zip library builds its table, so that a million empty members cost nothing.
fn check_directory(source: &mut (impl Read + Seek), limits: &Limits) -> Result<(), Notice> {
    let unreadable = |error: std::io::Error| notice!("notice-qti-zip", detail = short(&error.to_string()));
    let length = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if length > limits.file {
        return Err(notice!("notice-too-large", most = limits.file / 1_000_000));
    }
    // the end record is 22 bytes and a comment of at most 65,535
    let tail = length.min(22 + 65_535);
    source.seek(SeekFrom::Start(length - tail)).map_err(unreadable)?;
    let mut bytes = Vec::new();
    source.take(tail).read_to_end(&mut bytes).map_err(unreadable)?;
    let Some(end) = bytes.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Err(notice!("notice-qti-no-zip"));
    };
    let number = |at: usize, width: usize| {
        let digits = bytes.get(at..at + width).unwrap_or_default();
        digits.iter().rev().fold(0u64, |number, byte| number << 8 | u64::from(*byte))
    };
    let (mut members, mut directory) = (number(end + 10, 2), number(end + 12, 4));
    if let Some(at) = bytes[..end].windows(4).rposition(|window| window == b"PK\x06\x06") {
        members = members.max(number(at + 32, 8));
        directory = number(at + 40, 8);
    }
    // 46 bytes is the least a member takes in the directory
    if members > limits.members || directory / 46 > limits.members * 8 {
        return Err(notice!("notice-qti-members", most = limits.members));
    }
    source.rewind().map_err(unreadable)
}

fn zip_notice(error: ZipError) -> Notice {
    match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => notice!("notice-qti-encrypted"),
        other => notice!("notice-qti-zip", detail = short(&other.to_string())),
    }
}
