//! The explanations that every server starts with: embedded, in a debug build read from the folder.

use formats::explanation::{self, Explanation, subjects};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../starter"]
struct Files;

/// Raised when what is stored of the same files changes.
const STORED_AS: &str = "1";

/// One explanation's file.
pub struct File {
    pub explanation: Explanation,
    pub markdown: String,
}

/// Everything, read.
pub struct Starter {
    pub subjects: Vec<subjects::Subject>,
    pub files: Vec<File>,
    /// Name and bytes.
    pub media: Vec<(String, Vec<u8>)>,
}

/// What tells two states of the files apart.
pub fn fingerprint() -> String {
    let mut hasher = Sha256::new();
    hasher.update(STORED_AS);
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    for name in names {
        if let Some(file) = Files::get(&name) {
            hasher.update(name.as_bytes());
            hasher.update(file.metadata.sha256_hash());
        }
    }
    hex::encode(hasher.finalize())
}

/// Reads all files.
///
/// # Errors
/// The first file with problems, in its author's words; a test keeps the shipped ones free of them.
pub fn read() -> Result<Starter, String> {
    let mut starter = Starter { subjects: Vec::new(), files: Vec::new(), media: Vec::new() };
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    for name in names {
        let Some(file) = Files::get(&name) else { continue };
        let text = || String::from_utf8(file.data.to_vec()).map_err(|_| format!("{name} is not UTF-8"));
        let told = |problems: Vec<explanation::Problem>| {
            format!("{name}: {}", problems.first().map(ToString::to_string).unwrap_or_default())
        };
        match name.split_once('/') {
            None if name == "subjects.md" => starter.subjects = subjects::parse(&text()?).map_err(told)?,
            Some(("media", media)) => starter.media.push((media.to_owned(), file.data.to_vec())),
            Some((_, inner)) if inner.ends_with(".md") => {
                let markdown = text()?;
                let explanation = explanation::parse(inner, &markdown).map_err(told)?;
                starter.files.push(File { explanation, markdown });
            }
            _ => {}
        }
    }
    Ok(starter)
}
