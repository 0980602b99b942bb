//! What only fills the page.

use super::{Block, Kind};
use std::collections::HashSet;
use whatlang::{Detector, Lang};

/// Words of adverts and of the page's own machinery, in English and German.
const CALLS: &[&str] = &[
    "sign up",
    "log in",
    "subscribe",
    "our app",
    "for free",
    "100% free",
    "newsletter",
    "download the app",
    "get the app",
    "million students",
    "learning materials",
    "study materials",
    "cookie",
    "ratings",
    "million downloads",
    "advertisement",
    "share this",
    "follow us",
    "all rights reserved",
    "start learning",
    "learning app",
    "kostenlos",
    "anmelden",
    "registrieren",
    "unsere app",
    "jetzt ",
    "bewertungen",
    "lernmaterial",
    "anzeige",
    "abonnieren",
    "teilen auf",
    "deinen freunden",
    "erinnerungen",
    "read more",
    "weiterlesen",
    "table of contents",
    "inhaltsverzeichnis",
];
/// Headings after which only links to elsewhere follow.
const TAILS: &[&str] = &[
    "more about",
    "related articles",
    "related topics",
    "you might also like",
    "you may also like",
    "read next",
    "recommended",
    "mehr zum thema",
    "mehr zu ",
    "ähnliche artikel",
    "ähnliche themen",
    "das könnte dich auch",
    "weitere artikel",
    "explore more",
];
/// An advert is not longer (words).
const LONGEST_CALL: usize = 25;

/// The pieces that are the article: its title first, then what it says, each paragraph once.
pub(super) fn cut(blocks: Vec<Block>, html_title: Option<&str>, language: Option<&str>) -> Vec<Block> {
    let title = html_title.map(str::to_owned).or_else(|| title(&blocks));
    let start = title.as_ref().and_then(|t| blocks.iter().take(40).position(|b| same(&b.text, t)));
    let end = tail(&blocks);
    let first_section = blocks
        .iter()
        .enumerate()
        .skip(start.map_or(0, |s| s + 1))
        .find(|(i, b)| {
            matches!(b.kind, Kind::Heading(_))
                && !is_call(&b.text, true)
                && !is_doubled(&b.text)
                && !title.as_ref().is_some_and(|t| same(&b.text, t))
                && blocks.get(i + 1).is_some_and(|next| {
                    next.kind == Kind::Paragraph && !is_call(&next.text, true) && !is_foreign(&next.text, language)
                })
                && !is_foreign(&b.text, language)
        })
        .map_or(0, |(i, _)| i);
    let mut seen: HashSet<String> = HashSet::new();
    let mut kept: Vec<Block> = Vec::new();
    if let (Some(title), Some(first)) = (&title, blocks.get(start.unwrap_or(0))) {
        seen.insert(folded(title));
        kept.push(Block { line: first.line, kind: Kind::Title, text: title.clone() });
    }
    for (i, block) in blocks.into_iter().enumerate() {
        let before_title = start.is_some_and(|s| i <= s);
        let in_head = i < first_section;
        let furniture = before_title
            || i >= end
            || is_doubled(&block.text)
            || is_call(&block.text, in_head)
            || (in_head && is_foreign(&block.text, language));
        let key = folded(&block.text);
        if !furniture && !key.is_empty() && seen.insert(key) {
            kept.push(block);
        }
    }
    number_references(&mut kept);
    kept
}

/// The line that names the article: the heading whose words stand in most other lines.
fn title(blocks: &[Block]) -> Option<String> {
    let all: Vec<String> = blocks.iter().map(|b| folded(&b.text)).collect();
    let mut best: Option<(usize, &str)> = None;
    for (i, block) in blocks.iter().enumerate().take(15) {
        if !matches!(block.kind, Kind::Heading(_) | Kind::Question)
            || is_call(&block.text, true)
            || is_doubled(&block.text)
        {
            continue;
        }
        let count = all.iter().enumerate().filter(|(j, line)| *j != i && line.contains(&all[i])).count();
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, block.text.as_str()));
        }
    }
    best.map(|(_, text)| text.to_owned())
}

/// Where the links to elsewhere begin: after that no long paragraph follows.
fn tail(blocks: &[Block]) -> usize {
    let is_tail = |b: &Block| {
        let text = b.text.to_lowercase();
        matches!(b.kind, Kind::Heading(_) | Kind::Question) && TAILS.iter().any(|t| text.starts_with(t))
    };
    let long = |b: &Block| b.kind == Kind::Paragraph && b.text.split_whitespace().count() > 40;
    let last_long = blocks.iter().rposition(long).unwrap_or(0);
    blocks.iter().enumerate().position(|(i, b)| i > last_long && is_tail(b)).unwrap_or(blocks.len())
}

/// An advert. Between the article's paragraphs only what says it twice is taken for one; at the page's head once is enough.
fn is_call(text: &str, in_head: bool) -> bool {
    let words = text.split_whitespace().count();
    if words > LONGEST_CALL {
        return false;
    }
    let text = text.to_lowercase();
    let hits = CALLS.iter().filter(|c| text.contains(**c)).count();
    hits >= 2 || (hits == 1 && (in_head || words <= 3))
}

/// The same words twice in a row: the label of a picture and its text.
fn is_doubled(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let half = words.len() / 2;
    half > 0 && words.len().is_multiple_of(2) && words[..half] == words[half..]
}

/// Whether a short line is in the other of our languages.
fn is_foreign(text: &str, language: Option<&str>) -> bool {
    let words = text.split_whitespace().count();
    let own = match language {
        Some("en") => Lang::Eng,
        Some("de") => Lang::Deu,
        _ => return false,
    };
    (3..=LONGEST_CALL).contains(&words)
        && Detector::with_allowlist(vec![Lang::Eng, Lang::Deu])
            .detect(text)
            .is_some_and(|found| found.lang() != own && found.confidence() > 0.6)
}

/// Numbered lines are references only where they stand together, count up, and the text is over; else they are entries.
fn number_references(blocks: &mut [Block]) {
    let mut i = 0;
    while i < blocks.len() {
        let length = blocks[i..].iter().take_while(|b| b.kind == Kind::Reference).count();
        if length == 0 {
            i += 1;
            continue;
        }
        let body_before: usize = blocks[..i].iter().filter(|b| b.kind == Kind::Paragraph).count();
        let body_after: usize = blocks[i + length..].iter().filter(|b| matches!(b.kind, Kind::Heading(_))).count();
        let named = i > 0
            && matches!(blocks[i - 1].kind, Kind::Heading(_))
            && ["reference", "source", "bibliograph", "quelle", "literatur", "einzelnachweis"]
                .iter()
                .any(|w| blocks[i - 1].text.to_lowercase().contains(w));
        if !named && (body_before < 3 || body_after > 2) {
            for block in &mut blocks[i..i + length] {
                block.kind = Kind::Paragraph;
            }
        }
        i += length;
    }
}

fn same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
