//! hashcards' `macros.tex`: one macro a line, `\name body`, expanded inside maths.

use super::TextFile;
use super::segments::{Kind, segments};
use std::collections::HashMap;

/// Expanded maths does not get longer than this (bytes).
const LONGEST: usize = 20_000;
/// A macro may use macros this deep.
const DEEPEST: usize = 6;

/// Macros by the folder they hold for.
pub(super) struct Macros(Vec<(String, HashMap<String, String>)>);

impl Macros {
    pub(super) fn of(files: &[TextFile]) -> Self {
        let sets = files.iter().filter(|f| f.name.ends_with(".tex")).map(|file| {
            let folder = file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
            let lines = file.text.lines().take(5_000).filter_map(|line| {
                let (name, body) = line.trim().strip_prefix('\\')?.split_once(char::is_whitespace)?;
                let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
                named.then(|| (name.to_owned(), body.trim().to_owned()))
            });
            (folder.to_owned(), lines.collect())
        });
        Macros(sets.collect())
    }

    /// The text of a card in `file` with the macros of its folder, and those above, expanded.
    pub(super) fn expand(&self, file: &str, text: &str) -> String {
        let holds = |folder: &str| folder.is_empty() || file.strip_prefix(folder).is_some_and(|r| r.starts_with('/'));
        let sets: Vec<_> = self.0.iter().filter(|(folder, _)| holds(folder)).map(|(_, set)| set).collect();
        if sets.is_empty() || !text.contains('\\') {
            return text.to_owned();
        }
        let pieces = segments(text).into_iter().map(|(kind, piece)| match kind {
            Kind::Maths => {
                let mut maths = piece.to_owned();
                for _ in 0..DEEPEST {
                    match once(&maths, &sets).filter(|m| m.len() <= LONGEST) {
                        Some(expanded) => maths = expanded,
                        None => break,
                    }
                }
                maths
            }
            _ => piece.to_owned(),
        });
        pieces.collect()
    }
}

/// One round of expansion; `None` when nothing was found.
fn once(maths: &str, sets: &[&HashMap<String, String>]) -> Option<String> {
    let mut out = String::with_capacity(maths.len());
    let mut rest = maths;
    let mut any = false;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let length = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let body = sets.iter().rev().find_map(|s| s.get(&after[..length]));
        match body {
            Some(body) => {
                any = true;
                rest = &after[length..];
                let wanted = (1..=9u8).filter(|n| body.contains(&format!("#{n}"))).max().unwrap_or(0);
                let mut body = body.clone();
                for n in 1..=wanted {
                    let (argument, left) = argument(rest);
                    body = body.replace(&format!("#{n}"), argument);
                    rest = left;
                }
                out.push_str(&body);
                // The letter after a macro's name must not become part of the last command of its body.
                if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    out.push(' ');
                }
            }
            None => {
                let length = length.max(after.chars().next().map_or(0, char::len_utf8));
                out.push('\\');
                out.push_str(&after[..length]);
                rest = &after[length..];
            }
        }
        if out.len() > LONGEST {
            return None;
        }
    }
    out.push_str(rest);
    any.then_some(out)
}

/// `{…}` or one character, and what follows it.
fn argument(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    if text.starts_with('{') {
        let mut depth = 0usize;
        for (at, c) in text.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return (&text[1..at], &text[at + 1..]);
            }
        }
    }
    text.split_at(text.chars().next().map_or(0, char::len_utf8))
}
