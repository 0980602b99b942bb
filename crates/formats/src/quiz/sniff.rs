//! Which kind of question file something is.

use super::qti::{MANIFEST, member_names};
use super::{FileKind, Limits};
use crate::delimited;
use crate::delimited::Encoding;
use crate::delimited::decode::guess;
use std::io::{Cursor, Read, Seek};

/// Bytes at the start of a text that are looked at.
const HEAD: usize = 1 << 16;

/// Tells by the content, and by the name where the content leaves it open. For a zip give the whole file.
pub fn sniff(bytes: &[u8], name: &str) -> Option<FileKind> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return sniff_zip(Cursor::new(bytes));
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let is_wide = matches!(guess(head), Encoding::Utf16Le | Encoding::Utf16Be);
    let head = if is_wide { delimited::text(head).ok()? } else { String::from_utf8_lossy(head).into_owned() };
    let text = head.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return xml(text);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if head.contains('\0') || ["json", "ics", "tex", "html", "htm", "csv", "tsv"].contains(&ending.as_str()) {
        return None;
    }
    if is_aiken(text) {
        Some(FileKind::Aiken)
    } else if ending == "gift" || is_gift(text) {
        Some(FileKind::Gift)
    } else {
        None
    }
}

/// Whether a zip is a package of questions, by the names of its members.
pub fn sniff_zip(source: impl Read + Seek) -> Option<FileKind> {
    let names = member_names(source, &Limits::default())?;
    let is_named = |wanted: &str| names.iter().any(|name| name == wanted);
    // office documents, e-books and decks have XML in them, too
    let other = ["[Content_Types].xml", "mimetype", "META-INF/container.xml"];
    if other.iter().any(|name| is_named(name)) || names.iter().any(|name| name.starts_with("collection.anki")) {
        return None;
    }
    let is_manifest = |name: &String| name == MANIFEST || name.ends_with(&format!("/{MANIFEST}"));
    let is_item = |name: &String| name.to_ascii_lowercase().ends_with(".xml");
    (names.iter().any(is_manifest) || names.iter().any(is_item)).then_some(FileKind::Qti)
}

/// By the first tag.
fn xml(text: &str) -> Option<FileKind> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        let over = if rest.starts_with('?') || rest.starts_with("!DOCTYPE") {
            ">"
        } else if rest.starts_with("!--") {
            "-->"
        } else {
            break;
        };
        rest = rest.split_once(over)?.1;
    }
    let name = rest.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
    match name.rsplit(':').next()? {
        "quiz" => Some(FileKind::MoodleXml),
        "assessmentItem" | "assessmentTest" | "questestinterop" | "qti-assessment-item" => Some(FileKind::Qti),
        _ => None,
    }
}

/// `::title:: question {=right ~wrong}`, `{TRUE}`, `{#1822}`, `{}`. At least half of the paragraphs have such braces; our
/// own gaps have two.
fn is_gift(text: &str) -> bool {
    if text.contains("{{") {
        return false;
    }
    let is_question = |block: &&str| {
        let lines = block.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.clone().next().is_some() && lines.map(str::trim).collect::<String>() != ""
    };
    let blocks: Vec<&str> = text.split("\n\n").filter(is_question).collect();
    let begins = |block: &&&str| {
        let start = block.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"));
        start.is_some_and(|line| {
            line.starts_with("$CATEGORY:") || line.starts_with("::") && line.matches("::").count() >= 2
        })
    };
    let asks = |block: &&&str| {
        block.split('{').skip(1).any(|after| {
            let after = after.trim_start();
            let sign = after.starts_with(['=', '~', '#']);
            let truth = ["TRUE}", "FALSE}", "T}", "F}", "TRUE#", "FALSE#", "T#", "F#"];
            sign || truth.iter().any(|word| after.starts_with(word)) || (after.starts_with('}') && begins(block))
        })
    };
    let asking = blocks.iter().filter(|block| asks(block) || begins(block)).count();
    let sure = blocks.iter().any(|block| asks(&block)) || text.starts_with("$CATEGORY:");
    sure && asking * 2 >= blocks.len()
}

/// Choices `A) …`, then a line `ANSWER: B`.
fn is_aiken(text: &str) -> bool {
    let is_answer = |line: &str| {
        let letter = line.trim().strip_prefix("ANSWER:").map(str::trim);
        letter.is_some_and(|letter| letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    let is_choice = |line: &str| matches!(line.trim().as_bytes(), [b'A'..=b'Z', b')' | b'.', ..]);
    text.lines().any(is_answer) && text.lines().filter(|line| is_choice(line)).count() >= 2
}
