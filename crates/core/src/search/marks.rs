//! Which words of a text were looked for: for the marker in results, and for the piece of a long text that is shown.

use std::borrow::Cow;

/// Letters of a word that have to be the same at its beginning for it to be another form of what was looked for.
const SAME_BEGINNING: usize = 4;

/// A piece of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub marked: bool,
}

/// The whole text in pieces.
pub fn mark(text: &str, query: &str) -> Vec<Piece> {
    let wanted: Vec<String> = words(query).map(|(_, word)| fold(word).into_owned()).collect();
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, word) in words(text) {
        let Some((start, end)) = wanted.iter().find_map(|w| found_in(word, w)) else { continue };
        push(&mut pieces, &text[from..at + start], false);
        push(&mut pieces, &text[at + start..at + end], true);
        from = at + end;
    }
    push(&mut pieces, &text[from..], false);
    pieces
}

/// About `length` characters of a text around the first word that was looked for, in pieces; with "…" where it was cut.
pub fn excerpt(text: &str, query: &str, length: usize) -> Vec<Piece> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted: Vec<String> = words(query).map(|(_, word)| fold(word).into_owned()).collect();
    let hit = words(&line).find(|(_, word)| wanted.iter().any(|w| found_in(word, w).is_some())).map_or(0, |(at, _)| at);
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let middle = chars.partition_point(|(at, _)| *at < hit);
    let mut start = if chars.len() <= length { 0 } else { middle.saturating_sub(length / 3).min(chars.len() - length) };
    let mut end = (start + length).min(chars.len());
    // whole words
    if start > 0 {
        start = (start..middle).find(|n| chars[*n].1 == ' ').map_or(start, |n| n + 1);
    }
    if end < chars.len() {
        end = (middle + 1..end).rev().find(|n| chars[*n].1 == ' ').unwrap_or(end);
    }
    let byte = |n: usize| chars.get(n).map_or(line.len(), |(at, _)| *at);
    let mut pieces = Vec::new();
    push(&mut pieces, if start > 0 { "… " } else { "" }, false);
    pieces.extend(mark(&line[byte(start)..byte(end)], query));
    push(&mut pieces, if end < chars.len() { " …" } else { "" }, false);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, marked: bool) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.marked == marked => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), marked }),
    }
}

/// The bytes of a word that are marked for a folded word that was looked for: what begins with it, contains it as the
/// end of a compound, or is another form of it.
fn found_in(word: &str, wanted: &str) -> Option<(usize, usize)> {
    let folded = fold(word);
    if folded.starts_with(wanted) {
        // folding may lengthen (ß), so the exact end is known only where it does not
        let end = if folded.len() == word.len() { wanted.len() } else { word.len() };
        return Some((0, if word.is_char_boundary(end) { end } else { word.len() }));
    }
    let same = folded.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    let (long, other) = (folded.chars().count(), wanted.chars().count());
    if same >= SAME_BEGINNING && long.max(other) - same <= 3 {
        return Some((0, word.len()));
    }
    let inside = wanted.chars().count() >= SAME_BEGINNING && folded.len() == word.len() && folded.contains(wanted);
    inside.then(|| folded.find(wanted)).flatten().map(|at| (at, at + wanted.len()))
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// Lower case without accents; ß is ss.
fn fold(word: &str) -> Cow<'_, str> {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let lower = word.to_lowercase().replace('ß', "ss");
    Cow::Owned(lower.nfkd().filter(|c| !is_combining_mark(*c)).collect())
}
