//! Decks as Markdown: the dialect of docs/handbook/markdown.md, in and out.
//!
//! A file with `Q:`, `A:`, `C:`, `front :: back` or `{{gaps}}` is read by these marks, its headings are decks. A file without
//! any is read by its headings: `# Deck`, `## Question`, and what follows is the answer.

mod headings;
mod marks;
mod segments;
#[cfg(test)]
mod tests;
mod tex_macros;
mod write;

pub use crate::fault::Fault;
pub use write::{Card, write};

use crate::anki::Stop;
use crate::item::Content;
use crate::notice;
use crate::notice::{Notice, Place};
use crate::record::{DeckRecord, ItemRecord, Record};
use std::collections::{BTreeSet, HashMap};

/// One text file of a deck: `.md` (cards), or hashcards' `macros.tex`.
#[derive(Debug, Clone, Copy)]
pub struct TextFile<'a> {
    /// With its folders, `/` between them; folders become decks.
    pub name: &'a str,
    pub text: &'a str,
}

/// A larger file (bytes) is no deck that somebody wrote.
pub const LARGEST_FILE: usize = 20_000_000;
/// A longer line (bytes) is skipped.
pub const LONGEST_LINE: usize = 1_000_000;

/// A card as the parsers find it.
#[derive(Debug, PartialEq)]
struct Found {
    /// Line in the file, from 1.
    line: usize,
    /// Below the file's own deck.
    deck: Vec<String>,
    tags: Vec<String>,
    content: Result<Content, Notice>,
}

/// What the lines before the first card say about the file.
#[derive(Debug, Default)]
struct FrontMatter {
    name: Option<String>,
    tags: Vec<String>,
    language: Option<String>,
    /// Lines taken.
    lines: usize,
}

/// Reads files of cards. `has_media` says whether a media file of that name comes along; one that does not is a
/// [`Record::Skipped`] beside its card, which is kept.
pub fn read(
    files: &[TextFile],
    has_media: &dyn Fn(&str) -> bool,
    sink: &mut dyn FnMut(Record) -> Result<(), Stop>,
) -> Result<(), Fault> {
    let macros = tex_macros::Macros::of(files);
    let mut decks: HashMap<Vec<String>, String> = HashMap::new();
    for file in files.iter().filter(|f| !f.name.ends_with(".tex")) {
        if file.text.len() > LARGEST_FILE {
            return Err(Fault::bad(Place::File, notice!("notice-too-large", most = LARGEST_FILE / 1_000_000)));
        }
        let text = file.text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace(['\r', '\0'], "\n");
        let mut lines: Vec<&str> = Vec::new();
        for (i, line) in text.lines().enumerate() {
            if line.len() > LONGEST_LINE {
                let place = line_of(file, i + 1);
                let why = notice!("notice-line-long", most = LONGEST_LINE / 1_000_000);
                sink(Record::Skipped { place, why })?;
                lines.push("");
            } else {
                lines.push(line);
            }
        }
        let front = front_matter(&lines);
        let (name, found) = if marks::are_in(&lines[front.lines..]) {
            (None, marks::read(&lines, front.lines))
        } else {
            headings::read(&lines, front.lines)
        };
        let base = deck_path(file.name, front.name.as_deref().or(name.as_deref()));
        for card in found {
            let place = line_of(file, card.line);
            let mut content = match card.content {
                Ok(content) => content,
                Err(why) => {
                    sink(Record::Skipped { place, why })?;
                    continue;
                }
            };
            each_text(&mut content, &mut |text| *text = plain_media_names(&macros.expand(file.name, text)));
            for name in media_of(&content).iter().filter(|n| !has_media(n)) {
                let why = notice!("notice-media-missing", name = name.as_str());
                sink(Record::Skipped { place: place.clone(), why })?;
            }
            let path: Vec<String> = base.iter().chain(&card.deck).cloned().collect();
            if !decks.contains_key(&path) {
                let key = format!("d{}", decks.len());
                let language = front.language.clone();
                sink(Record::Deck(DeckRecord {
                    key: key.clone(),
                    path: path.clone(),
                    language,
                    ..DeckRecord::default()
                }))?;
                decks.insert(path.clone(), key);
            }
            let tags: BTreeSet<String> = front.tags.iter().chain(&card.tags).cloned().collect();
            sink(Record::Item(Box::new(ItemRecord {
                key: None,
                deck: decks[&path].clone(),
                content,
                tags: tags.into_iter().collect(),
                language: front.language.clone(),
                modified_at: 0,
                cards: Vec::new(),
                place,
            })))?;
        }
    }
    Ok(())
}

/// Folders, then the file's deck: as it names itself, else its file name.
fn line_of(file: &TextFile<'_>, line: usize) -> Place {
    Place::LineOf { file: file.name.to_owned(), line: line as u64 }
}

fn deck_path(file: &str, name: Option<&str>) -> Vec<String> {
    let mut parts: Vec<String> = file
        .split(['/', '\\'])
        .map(str::trim)
        .filter(|p| !p.is_empty() && !p.starts_with('.'))
        .map(str::to_owned)
        .collect();
    let stem = parts.pop().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem.as_str(), |(s, _)| s);
    let own: Vec<String> =
        name.unwrap_or(stem).split("::").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    parts.extend(if own.is_empty() { vec!["Import".to_owned()] } else { own });
    parts
}

/// `---` … `---` at the start, with `key: value` (YAML) or `key = "value"` (TOML).
fn front_matter(lines: &[&str]) -> FrontMatter {
    let mut front = FrontMatter::default();
    let fence = lines.first().map(|l| l.trim_end()).filter(|l| *l == "---" || *l == "+++");
    let Some(fence) = fence else { return front };
    let Some(end) = lines.iter().skip(1).take(200).position(|l| l.trim_end() == fence) else { return front };
    let body = &lines[1..=end];
    let is_pair = |l: &str| {
        let l = l.trim();
        let key = l.split([':', '=']).next().unwrap_or_default().trim();
        l.is_empty()
            || l.starts_with(['#', '-'])
            || (key.len() < l.len() && key.len() > 1 && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)))
    };
    if !body.iter().all(|l| is_pair(l)) {
        return front;
    }
    for line in body {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        match key.trim().to_lowercase().as_str() {
            "name" | "title" | "deck" if front.name.is_none() && !value.is_empty() => {
                front.name = Some(value.to_owned())
            }
            "tags" => {
                let words = value.trim_matches(['[', ']']).split([',', ' ']);
                front.tags = words
                    .map(|t| t.trim().trim_matches(['"', '\'', '#']).to_owned())
                    .filter(|t| !t.is_empty())
                    .collect();
            }
            "lang" | "language" if !value.is_empty() => front.language = Some(value.to_owned()),
            _ => {}
        }
    }
    front.lines = end + 2;
    front
}

/// Changes every Markdown text of a card.
fn each_text(content: &mut Content, change: &mut dyn FnMut(&mut String)) {
    match content {
        Content::Basic { front, back, extra, .. } => {
            change(&mut front.text);
            change(&mut back.text);
            extra.iter_mut().for_each(|e| change(&mut e.text));
        }
        Content::Cloze { text, extra, .. } => {
            change(&mut text.text);
            extra.iter_mut().for_each(|e| change(&mut e.text));
        }
        Content::List { prompt, entries, extra, .. } => {
            change(&mut prompt.text);
            entries.iter_mut().chain(extra).for_each(|e| change(&mut e.text));
        }
        Content::Choice { prompt, options, explanation, .. } => {
            change(&mut prompt.text);
            options.iter_mut().for_each(|o| change(&mut o.text.text));
            explanation.iter_mut().for_each(|e| change(&mut e.text));
        }
        Content::TrueFalse { statement: text, explanation, .. } | Content::Short { prompt: text, explanation, .. } => {
            change(&mut text.text);
            explanation.iter_mut().for_each(|e| change(&mut e.text));
        }
        Content::Question(question) => question.fields_mut().into_iter().for_each(|field| change(&mut field.text)),
        Content::Occlusion { .. } | Content::Anki { .. } => {}
    }
}

fn media_of(content: &Content) -> Vec<String> {
    let mut names = Vec::new();
    each_text(&mut content.clone(), &mut |text| {
        if text.contains("![") || text.contains("[sound:") || text.contains("<img") {
            names.extend(crate::markup::media_names(text));
        }
    });
    names.sort();
    names.dedup();
    names
}

/// `![](@/a.png)` and `![](img/a.png)` name the file `a.png`: media have names, not places.
fn plain_media_names(text: &str) -> String {
    if !text.contains("](") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (kind, segment) in segments::segments(text) {
        let mut rest = segment;
        while kind == segments::Kind::Plain
            && let Some(at) = rest.find("![")
        {
            let Some(open) = rest[at..].find("](").map(|o| at + o + 2) else { break };
            let Some(close) = rest[open..].find(')').map(|c| open + c) else { break };
            out.push_str(&rest[..open]);
            let address = &rest[open..close];
            let local = !address.contains("://") && !address.starts_with('<') && !address.contains(' ');
            out.push_str(if local { address.rsplit('/').next().unwrap_or(address) } else { address });
            rest = &rest[close..];
        }
        out.push_str(rest);
    }
    out
}
