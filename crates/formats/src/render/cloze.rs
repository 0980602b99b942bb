//! The gaps of a cloze: `{{c1::gap::hint}}`, several numbers (`{{c1,2::…}}`), nested, also inside maths and code.

use crate::markup::gaps;
use std::collections::BTreeSet;

/// A piece of a cloze text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Gap {
        /// From 1; several when the gap belongs to several cards.
        numbers: Vec<u16>,
        inside: Vec<Piece>,
        hint: Option<String>,
    },
}

/// Deeper nesting is taken as text.
const DEEPEST: usize = 8;

/// Reads the gaps of a text. Never fails: what is no whole gap is text.
pub fn parse(text: &str) -> Vec<Piece> {
    // `}}` of `\frac{a}{b}}}` belongs to the braces inside first; where that leaves gaps open, braces do not pair up
    // and the first `}}` ends the gap.
    read(text, true).or_else(|| read(text, false)).unwrap_or_else(|| vec![Piece::Text(text.to_owned())])
}

/// Level of an open gap.
struct Level {
    numbers: Vec<u16>,
    opening: String,
    pieces: Vec<Piece>,
    braces: usize,
}

fn read(text: &str, pair_braces: bool) -> Option<Vec<Piece>> {
    let mut levels = vec![Level { numbers: Vec::new(), opening: String::new(), pieces: Vec::new(), braces: 0 }];
    let mut rest = text;
    let mut plain = String::new();
    while let Some(c) = rest.chars().next() {
        let depth = levels.len();
        let level = levels.last_mut()?;
        if let Some((numbers, length)) = opening(rest).filter(|_| depth <= DEEPEST) {
            push_text(&mut level.pieces, &mut plain);
            levels.push(Level { numbers, opening: rest[..length].to_owned(), pieces: Vec::new(), braces: 0 });
            rest = &rest[length..];
            continue;
        }
        if depth > 1 && level.braces == 0 && rest.starts_with("}}") {
            push_text(&mut level.pieces, &mut plain);
            let closed = levels.pop()?;
            let (inside, hint) = split_hint(closed.pieces);
            levels.last_mut()?.pieces.push(Piece::Gap { numbers: closed.numbers, inside, hint });
            rest = &rest[2..];
            continue;
        }
        match c {
            '{' if depth > 1 && pair_braces => level.braces += 1,
            '}' if depth > 1 => level.braces = level.braces.saturating_sub(1),
            _ => {}
        }
        plain.push(c);
        rest = &rest[c.len_utf8()..];
    }
    if levels.len() > 1 && pair_braces {
        return None;
    }
    push_text(&mut levels.last_mut()?.pieces, &mut plain);
    // What was opened and never closed is text.
    while levels.len() > 1 {
        let open = levels.pop()?;
        let pieces = &mut levels.last_mut()?.pieces;
        pieces.push(Piece::Text(open.opening));
        pieces.extend(open.pieces);
    }
    levels.pop().map(|l| l.pieces)
}

fn push_text(pieces: &mut Vec<Piece>, plain: &mut String) {
    if !plain.is_empty() {
        pieces.push(Piece::Text(std::mem::take(plain)));
    }
}

/// `{{c1::` or `{{c1,2::` at the start of a text: its numbers and its length.
fn opening(text: &str) -> Option<(Vec<u16>, usize)> {
    let after = text.strip_prefix("{{c")?;
    let end = after.find(|c: char| !c.is_ascii_digit() && c != ',')?;
    if end > 40 || !after[end..].starts_with("::") {
        return None;
    }
    let numbers: Option<Vec<u16>> =
        after[..end].split(',').map(|n| n.parse().ok().filter(|n| (1..=999).contains(n))).collect();
    numbers.map(|n| (n, "{{c".len() + end + "::".len()))
}

/// What stands after the first `::` of a gap's own text is its hint.
fn split_hint(mut pieces: Vec<Piece>) -> (Vec<Piece>, Option<String>) {
    let found = pieces.iter().enumerate().find_map(|(i, p)| match p {
        Piece::Text(t) => t.find("::").map(|at| (i, at)),
        Piece::Gap { .. } => None,
    });
    let Some((index, at)) = found else { return (pieces, None) };
    let tail = pieces.split_off(index);
    let mut hint = String::new();
    for (i, piece) in tail.into_iter().enumerate() {
        match piece {
            Piece::Text(t) if i == 0 => {
                hint.push_str(&t[at + 2..]);
                if at > 0 {
                    pieces.push(Piece::Text(t[..at].to_owned()));
                }
            }
            other => hint.push_str(&words(std::slice::from_ref(&other))),
        }
    }
    let hint = hint.trim().to_owned();
    (pieces, (!hint.is_empty()).then_some(hint))
}

/// The numbers that occur, in order: one card each.
pub fn numbers(pieces: &[Piece]) -> Vec<u16> {
    fn collect(pieces: &[Piece], into: &mut BTreeSet<u16>) {
        for piece in pieces {
            if let Piece::Gap { numbers, inside, .. } = piece {
                into.extend(numbers);
                collect(inside, into);
            }
        }
    }
    let mut found = BTreeSet::new();
    collect(pieces, &mut found);
    found.into_iter().collect()
}

/// The text with every gap filled in and no marks.
pub fn words(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(t) => t.clone(),
            Piece::Gap { inside, .. } => words(inside),
        })
        .collect()
}

/// What the gaps of one number hide, in order of the text.
pub fn answers(pieces: &[Piece], number: u16) -> Vec<String> {
    let mut found = Vec::new();
    for piece in pieces {
        if let Piece::Gap { numbers, inside, .. } = piece {
            if numbers.contains(&number) {
                found.push(words(inside).trim().to_owned());
            } else {
                found.extend(answers(inside, number));
            }
        }
    }
    found
}

/// The text with marks around the gaps of `number`: asked (hidden, with the hint) or shown.
pub(crate) fn marked(pieces: &[Piece], number: u16, asked: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(t) => out.push_str(&gaps::without(t)),
            Piece::Gap { numbers, inside, hint } if numbers.contains(&number) => {
                if asked {
                    out.push(gaps::ASK);
                    out.push_str(&gaps::without(hint.as_deref().unwrap_or(gaps::BLANK)));
                } else {
                    out.push(gaps::SHOW);
                    out.push_str(&gaps::without(&words(inside)));
                }
                out.push(gaps::END);
            }
            Piece::Gap { inside, .. } => out.push_str(&marked(inside, number, asked)),
        }
    }
    out
}
