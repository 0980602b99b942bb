//! What the tests about Anki packages share.

use formats::anki::{self, Limits, ReadError};
use formats::item::NoteType;
use formats::record::{ItemRecord, Record};
use scraper::Html;
use std::path::{Path, PathBuf};

/// The folder of real packages, or a printed line and `None`.
pub fn real_packages() -> Option<PathBuf> {
    let data = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let folder = data.join("anki");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is absent", folder.display());
    None
}

pub fn read_with(path: &Path, limits: &Limits) -> Result<(Vec<Record>, tempfile::TempDir), ReadError> {
    let staging = tempfile::tempdir().unwrap();
    let mut records = Vec::new();
    anki::read(path, staging.path(), limits, &mut |record| {
        records.push(record);
        Ok(())
    })?;
    Ok((records, staging))
}

pub fn read(path: &Path) -> Result<Vec<Record>, ReadError> {
    read_with(path, &Limits::default()).map(|(records, _)| records)
}

pub fn items(records: &[Record]) -> Vec<&ItemRecord> {
    records.iter().filter_map(|r| if let Record::Item(item) = r { Some(&**item) } else { None }).collect()
}

pub fn note_types(records: &[Record]) -> Vec<&NoteType> {
    records.iter().filter_map(|r| if let Record::NoteType(t) = r { Some(t) } else { None }).collect()
}

pub fn skipped(records: &[Record]) -> Vec<(String, String)> {
    records
        .iter()
        .filter_map(|r| {
            if let Record::Skipped { place, why } = r { Some((place.to_string(), why.to_string())) } else { None }
        })
        .collect()
}

/// The tree of a piece of HTML as text: attributes in order, entities resolved, sounds as one sign.
pub fn tree(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = [rest.find("[sound:"), rest.find("[anki:play:")].into_iter().flatten().min() {
        let end = rest[at..].find(']').unwrap() + at + 1;
        text.push_str(&rest[..at]);
        text.push('♪');
        rest = &rest[end..];
    }
    text.push_str(rest);
    Html::parse_fragment(&text).root_element().html()
}
