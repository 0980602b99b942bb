//! What a learner typed beside what was expected, letter by letter.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

#[cfg(test)]
mod tests;

/// What a piece of a compared answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// In both.
    Equal,
    /// Expected, not typed.
    Missing,
    /// Typed, not expected.
    Extra,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub mark: Mark,
    pub text: String,
}

/// Longer answers (characters) are compared as a whole, not letter by letter.
const LONGEST: usize = 1_000;

/// Compares letter by letter (NFC, spaces collapsed). In reading order; equal and missing together are the expected answer, equal and
/// extra the typed one.
pub fn difference(expected: &str, given: &str) -> Vec<Span> {
    spans(&normal(expected), &normal(given))
}

/// The difference from the nearest of several answers.
pub fn nearest_difference<'a>(accepted: impl IntoIterator<Item = &'a str>, given: &str) -> Vec<Span> {
    let off = |spans: &Vec<Span>| spans.iter().filter(|s| s.mark != Mark::Equal).map(|s| s.text.len()).sum::<usize>();
    let differences = accepted.into_iter().map(|answer| difference(answer, given));
    differences.min_by_key(off).unwrap_or_else(|| difference("", given))
}

fn normal(text: &str) -> Vec<char> {
    let text: String = text.nfc().map(|c| if c == '’' { '\'' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

/// Longest common subsequence; letters equal but for case count as equal and are shown as expected.
fn spans(expected: &[char], given: &[char]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut push = |mark, text: &[char]| {
        if text.is_empty() {
            return;
        }
        match out.last_mut().filter(|s: &&mut Span| s.mark == mark) {
            Some(last) => last.text.extend(text),
            None => out.push(Span { mark, text: text.iter().collect() }),
        }
    };
    if expected.len() > LONGEST || given.len() > LONGEST {
        if expected == given {
            push(Mark::Equal, expected);
        } else {
            push(Mark::Missing, expected);
            push(Mark::Extra, given);
        }
        return out;
    }
    let same = |a: char, b: char| a == b || a.to_lowercase().eq(b.to_lowercase());
    let (n, m) = (expected.len(), given.len());
    let mut common = vec![0u16; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            common[at(i, j)] = if same(expected[i], given[j]) {
                common[at(i + 1, j + 1)] + 1
            } else {
                common[at(i + 1, j)].max(common[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n || j < m {
        if i < n && j < m && same(expected[i], given[j]) {
            push(Mark::Equal, &expected[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if i < n && (j == m || common[at(i + 1, j)] >= common[at(i, j + 1)]) {
            push(Mark::Missing, &expected[i..=i]);
            i += 1;
        } else {
            push(Mark::Extra, &given[j..=j]);
            j += 1;
        }
    }
    out
}
