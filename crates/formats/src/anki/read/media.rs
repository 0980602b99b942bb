//! The list of media names, and the files under their numbers. A name is data: it is never used as a path, and what
//! looks like one is left out.

use super::package::{Layout, Package, RATIO_ASKED_FROM};
use crate::anki::limits::{ReadError, Stop};
use crate::anki::proto::MediaEntries;
use crate::notice;
use crate::notice::{Notice, Place};
use crate::record::{MediaRecord, Record};
use prost::Message;
use serde::de::{Deserializer, MapAccess, Visitor};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// A file system's limit for a name, in bytes.
const LONGEST_NAME: usize = 255;

pub struct List(Vec<Entry>);

struct Entry {
    /// The member of the zip that holds the bytes.
    member: String,
    name: String,
}

impl List {
    pub fn read(package: &mut Package<'_>) -> Result<List, ReadError> {
        let Some(bytes) = package.small("media", package.limits.media_list)? else { return Ok(List(Vec::new())) };
        let list = match package.layout {
            Layout::Latest => from_protobuf(&bytes)?,
            Layout::Legacy1 | Layout::Legacy2 => from_json(&bytes)?,
        };
        if list.len() as u64 > package.limits.members {
            return Err(ReadError::too_big(
                list_place(),
                notice!("notice-too-many-files", most = package.limits.members),
            ));
        }
        Ok(List(list))
    }

    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Unpacks the files one by one to `staging`, under numbers.
    pub fn stage(
        self,
        package: &mut Package<'_>,
        staging: &Path,
        sink: &mut dyn FnMut(Record) -> Result<(), Stop>,
    ) -> Result<(), ReadError> {
        let (mut names, mut members) = (HashSet::new(), HashSet::new());
        let mut total = 0;
        for (number, entry) in self.0.into_iter().enumerate() {
            let name: String = entry.name.nfc().collect();
            let fault =
                fault(&name).or_else(|| (!names.insert(name.clone())).then(|| notice!("notice-media-name-twice")));
            let member = package.index_of(&entry.member);
            let fault = fault.or_else(|| match member {
                None => Some(notice!("notice-media-absent")),
                Some(index) if !members.insert(index) => Some(notice!("notice-media-file-twice")),
                Some(_) => None,
            });
            let place = Place::Media { member: entry.member, name: name.escape_debug().to_string() };
            let index = match (fault, member) {
                (None, Some(index)) => index,
                (fault, _) => {
                    let why = fault.unwrap_or_else(|| notice!("notice-media-absent"));
                    sink(Record::Skipped { place, why })?;
                    continue;
                }
            };
            let staged = number.to_string();
            let path = staging.join(&staged);
            let mut file = File::create(&path).map_err(ReadError::Staging)?;
            let mut hash = Sha256::new();
            let unpacked = package.unpack(index, &place, package.limits.media_file, &mut |bytes| {
                hash.update(bytes);
                file.write_all(bytes)
            });
            let bytes = match unpacked {
                Ok(bytes) => bytes,
                Err(ReadError::Bad { place, why }) => {
                    std::fs::remove_file(&path).map_err(ReadError::Staging)?;
                    sink(Record::Skipped { place, why })?;
                    continue;
                }
                Err(other) => return Err(other),
            };
            total += bytes;
            let cap = package.limits.media_total;
            if total > cap || (total > RATIO_ASKED_FROM && total / package.bytes.max(1) > package.limits.ratio) {
                return Err(ReadError::too_big(list_place(), notice!("notice-media-large", most = total >> 20)));
            }
            sink(Record::Media(MediaRecord { name, staged, sha256: hex::encode(hash.finalize()), bytes }))?;
        }
        Ok(())
    }
}

/// Why a name is not one that a media file may have.
fn fault(name: &str) -> Option<Notice> {
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    if name.is_empty() {
        Some(notice!("notice-media-unnamed"))
    } else if name.len() > LONGEST_NAME {
        Some(notice!("notice-media-name-long", most = LONGEST_NAME))
    } else if name.contains(['/', '\\']) || drive || name == "." || name == ".." {
        Some(notice!("notice-media-path"))
    } else if name.chars().any(char::is_control) || name.contains('\u{fffd}') {
        Some(notice!("notice-media-characters"))
    } else {
        None
    }
}

fn list_place() -> Place {
    Place::Member("media".into())
}

fn damaged_list(detail: String) -> ReadError {
    ReadError::bad(list_place(), notice!("notice-media-list", detail = detail))
}

fn from_protobuf(bytes: &[u8]) -> Result<Vec<Entry>, ReadError> {
    let list = MediaEntries::decode(bytes).map_err(|e| damaged_list(e.to_string()))?;
    let entry = |(at, entry): (usize, crate::anki::proto::MediaEntry)| Entry {
        member: entry.member.map_or(at.to_string(), |n| n.to_string()),
        name: String::from_utf8_lossy(&entry.name).into_owned(),
    };
    Ok(list.entries.into_iter().enumerate().map(entry).collect())
}

fn from_json(bytes: &[u8]) -> Result<Vec<Entry>, ReadError> {
    struct Pairs;
    impl<'de> Visitor<'de> for Pairs {
        type Value = Vec<Entry>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of numbers and names")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Entry>, A::Error> {
            let mut list = Vec::new();
            while let Some((member, name)) = map.next_entry()? {
                list.push(Entry { member, name });
            }
            Ok(list)
        }
    }
    let text = String::from_utf8_lossy(bytes);
    serde_json::Deserializer::from_str(&text)
        .deserialize_map(Pairs)
        .map_err(|e: serde_json::Error| damaged_list(e.to_string()))
}
