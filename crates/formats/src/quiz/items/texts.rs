//! Texts of questions as fields of items, and back; their files as media.

use crate::anki::write::field_html;
use crate::item::{Field, Format as Written};
use crate::notice;
use crate::notice::Notice;
use crate::quiz::report::short;
use crate::quiz::wrap::plain;
use crate::quiz::{Attachment, Format, Text};
use crate::sanitize::{escape, media};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What stands before the name of a file in a text.
const LINK: &str = "@@PLUGINFILE@@/";

/// The files of one import, each under a name of its own.
#[derive(Debug, Default)]
pub struct Files {
    known: HashMap<String, [u8; 32]>,
    /// Name and bytes of those that nobody has taken yet.
    pub fresh: Vec<(String, Vec<u8>)>,
}

impl Files {
    /// The name that items use; the same bytes under the same name are one file.
    fn name(&mut self, file: &Attachment) -> String {
        let hash: [u8; 32] = Sha256::digest(&file.bytes).into();
        let clean: String =
            file.name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
        let (stem, ending) = clean.rsplit_once('.').unwrap_or((&clean, ""));
        let stem: String = stem.trim_matches('.').chars().take(60).collect();
        let ending: String = ending.chars().take(10).collect();
        let whole = |more: &str| match ending.is_empty() {
            true => format!("{stem}{more}_"),
            false => format!("{stem}{more}.{ending}"),
        };
        let mut name = whole("");
        if self.known.get(&name).is_some_and(|known| *known != hash) {
            let start: String = hash[..6].iter().map(|byte| format!("{byte:02x}")).collect();
            name = whole(&format!("-{start}"));
        }
        if self.known.insert(name.clone(), hash).is_none() {
            self.fresh.push((name.clone(), file.bytes.clone()));
        }
        name
    }
}

/// A text as a field. What its links name and nobody gave is listed.
pub fn field(text: &Text, files: &mut Files, notes: &mut Vec<Notice>) -> Field {
    let linked = Text { text: link(text, files, notes), format: text.format, files: Vec::new() };
    if let Some(words) = plain(&linked).filter(|words| is_bare(words)) {
        return Field::markdown(words);
    }
    match text.format {
        Format::Html => Field::html(linked.text),
        Format::Moodle => Field::html(linked.text.replace('\n', "<br>\n")),
        Format::Plain => Field::html(escape(&linked.text).replace('\n', "<br>\n")),
        Format::Markdown => Field::markdown(linked.text),
    }
}

/// The text with its files under their new names.
fn link(text: &Text, files: &mut Files, notes: &mut Vec<Notice>) -> String {
    let mut out = String::with_capacity(text.text.len());
    let mut rest = text.text.as_str();
    let mut used = vec![false; text.files.len()];
    while let Some(at) = rest.find(LINK) {
        out.push_str(&rest[..at]);
        rest = &rest[at + LINK.len()..];
        let end = rest.find(|c: char| c.is_whitespace() || "\"'<>)?".contains(c)).unwrap_or(rest.len());
        let path = media::decode(&rest[..end].replace("&amp;", "&"));
        let path = path.trim_start_matches('/');
        let named = |file: &Attachment| format!("{}{}", file.folder, file.name).trim_start_matches('/') == path;
        match text.files.iter().position(named) {
            Some(n) => {
                used[n] = true;
                out.push_str(&files.name(&text.files[n]));
            }
            None => {
                notes.push(notice!("notice-quiz-file-missing", name = short(path)));
                out.push_str(&rest[..end]);
            }
        }
        rest = &rest[end..];
    }
    for (file, _) in text.files.iter().zip(used).filter(|(_, used)| !used) {
        notes.push(notice!("notice-quiz-file-unused", name = short(&file.name)));
    }
    out + rest
}

/// Whether the words are the same in Markdown, HTML and as they stand.
pub fn is_bare(words: &str) -> bool {
    let numbered = words.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    let begins = words.starts_with(['-', '+', '=', '#', '~', ':', ' ', '!']);
    let signs = words.contains(|c: char| "\\`*_{}[]<>|~$&@\u{a0}".contains(c) || c.is_control());
    !words.is_empty()
        && !numbered
        && !begins
        && !signs
        && !words.ends_with(' ')
        && !["://", "www.", "!["].iter().any(|link| words.contains(link))
}

/// What a field's text may show.
pub type Media<'m> = &'m mut dyn FnMut(&str) -> Option<Vec<u8>>;

/// A field as a text with its files; what is not there is listed.
pub fn text(field: &Field, media: Media, notes: &mut Vec<Notice>) -> Text {
    let trimmed = field.text.trim();
    let mut text = match field.format {
        Written::Html => Text::html(trimmed),
        Written::Markdown if is_bare(trimmed) => Text::new(Format::Moodle, trimmed),
        // Moodle's Markdown knows no maths
        Written::Markdown if trimmed.contains('$') || trimmed.contains("\\(") || trimmed.contains("\\[") => {
            Text::html(field_html(field).trim())
        }
        Written::Markdown => Text::new(Format::Markdown, trimmed),
    };
    let marks: &[&str] = match text.format {
        Format::Markdown => &["](", "src=\"", "src='"],
        _ => &["src=\"", "src='"],
    };
    for mark in marks {
        attach(&mut text, mark, media, notes);
    }
    text
}

/// The field as HTML, for where all texts must be written alike.
pub fn html_text(field: &Field, media: Media, notes: &mut Vec<Notice>) -> Text {
    text(&Field { text: field_html(field), format: Written::Html, ..field.clone() }, media, notes)
}

fn attach(text: &mut Text, mark: &str, media: Media, notes: &mut Vec<Notice>) {
    let end = match mark.chars().last() {
        Some('(') => ')',
        Some(quote) => quote,
        None => return,
    };
    let mut out = String::with_capacity(text.text.len());
    let mut rest = text.text.as_str();
    while let Some(at) = rest.find(mark).map(|at| at + mark.len()) {
        let is_link = end == ')' && !is_picture(&rest[..at - mark.len()]);
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(length) = rest.find(end) else { break };
        let address = &rest[..length];
        let name = media::decode(&address.replace("&amp;", "&"));
        let is_name = !is_link && !name.is_empty() && !name.contains(['/', ':', '\\', '#', '?']);
        let bytes = if is_name { media(&name) } else { None };
        match bytes {
            Some(bytes) => {
                out.push_str(&media::address(LINK, &name).unwrap_or_default());
                if text.files.iter().all(|file| file.name != name) {
                    text.files.push(Attachment { name, folder: "/".into(), bytes });
                }
            }
            None => {
                if is_name {
                    notes.push(notice!("notice-quiz-file-missing", name = short(&name)));
                }
                out.push_str(address);
            }
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    text.text = out;
}

/// Whether the brackets that end here are a picture's (`![…]`), not a link's.
fn is_picture(text: &str) -> bool {
    text.rfind('[').is_some_and(|open| text[..open].ends_with('!'))
}
