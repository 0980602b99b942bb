//! Gaps in a text: `[[answer]]`, `[[answer|another]]`, `[[right|~wrong|~wrong too]]`, `[[%50%half right|right]]`, a number as
//! `[[=9.81±1% m/s^2]]` or `[[=1…2|%50%=0…3]]`, and `[[3:answer]]` for a gap of three points. A backslash takes a sign's meaning away.

use grading::{Accepted, Gap, Key, NumericAnswer, Tolerance, Want};

/// The most gaps of a text.
pub const LIMIT: usize = 100;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Text(String),
    Blank(Blank),
}

/// What a gap asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Blank {
    pub points: f64,
    /// In the order in which they are written; wrong ones have score 0.
    pub options: Vec<Accepted>,
    /// It is a number: any of these is right, in the order in which they are written.
    pub numbers: Vec<NumericAnswer>,
    pub unit: Option<String>,
}

impl Blank {
    /// The first right answer.
    pub fn answer(&self) -> String {
        let number = self.numbers.iter().rev().max_by(|a, b| a.score.total_cmp(&b.score));
        match (number, &self.unit) {
            (Some(number), Some(unit)) => format!("{} {unit}", number.value),
            (Some(number), None) => number.value.clone(),
            (None, _) => {
                let best = self.options.iter().rev().max_by(|a, b| a.score.total_cmp(&b.score));
                best.map(|option| option.text.clone()).unwrap_or_default()
            }
        }
    }

    /// How it is graded; `words`: what can be dragged to it, by number.
    pub fn gap(&self, words: Option<&[String]>) -> Gap {
        let key = match words {
            None if !self.numbers.is_empty() => {
                Key::Numeric { answers: self.numbers.clone(), unit: self.unit.clone(), unit_required: true }
            }
            _ => Key::Short { answers: self.options_of(), want: Want::OneOf, case_matters: false },
        };
        Gap { points: self.points, key }
    }

    fn options_of(&self) -> Vec<Accepted> {
        if !self.numbers.is_empty() { vec![Accepted::new(self.answer())] } else { self.options.clone() }
    }
}

/// The gaps alone.
pub fn blanks(text: &str) -> Vec<Blank> {
    let pieces = parse(text).into_iter();
    pieces.filter_map(|piece| if let Piece::Blank(blank) = piece { Some(blank) } else { None }).collect()
}

/// The text with `shown(n)` in place of each gap, counted from 0.
pub fn filled(text: &str, mut shown: impl FnMut(usize) -> String) -> String {
    let mut gaps = 0..;
    let piece = |piece| match piece {
        Piece::Text(text) => text,
        Piece::Blank(_) => gaps.next().map(&mut shown).unwrap_or_default(),
    };
    parse(text).into_iter().map(piece).collect()
}

/// Splits a text at its gaps. What is no gap (nothing in it, never closed, beyond the limit) stays text.
pub fn parse(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut count = 0;
    while let Some(at) = rest.find("[[") {
        let before = &rest[..at];
        let escaped = before.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        let inside = &rest[at + 2..];
        let end = closing(inside);
        let blank = end.filter(|_| !escaped && count < LIMIT).and_then(|end| blank(&inside[..end]));
        match (blank, end) {
            (Some(blank), Some(end)) => {
                plain.push_str(before);
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
                pieces.push(Piece::Blank(blank));
                rest = &inside[end + 2..];
                count += 1;
            }
            _ => {
                plain.push_str(if escaped { &before[..before.len() - 1] } else { before });
                plain.push_str("[[");
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    pieces.push(Piece::Text(plain));
    pieces
}

/// Where `]]` is, without a backslash before it and within the line.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' => return None,
            b']' if bytes.get(at + 1) == Some(&b']') => return Some(at),
            _ => at += 1,
        }
    }
    None
}

fn blank(inside: &str) -> Option<Blank> {
    let (points, inside) = points(inside);
    let parts = split(inside);
    if parts.iter().all(|part| score(part).1.starts_with('=')) {
        let mut numbers = Vec::new();
        let mut unit = None;
        for part in &parts {
            let (score, text) = score(part);
            let (number, its_unit) = numeric(&text[1..])?;
            unit = unit.or(its_unit);
            numbers.push(NumericAnswer { score, ..number });
        }
        let is_right = numbers.iter().any(|number| number.score > 0.0);
        return is_right.then_some(Blank { points, options: Vec::new(), numbers, unit });
    }
    let mut options = Vec::new();
    for part in parts {
        let (score, text) = score(&part);
        let text = unescaped(text.trim());
        if !text.is_empty() {
            options.push(Accepted { score, ..Accepted::new(text) });
        }
    }
    options.iter().any(|option| option.score > 0.0).then_some(Blank {
        points,
        options,
        numbers: Vec::new(),
        unit: None,
    })
}

/// `3:…`: the weight of the gap.
fn points(inside: &str) -> (f64, &str) {
    let weight = inside.split_once(':').and_then(|(weight, rest)| {
        let weight: u8 = weight.parse().ok()?;
        (weight > 0).then_some((f64::from(weight), rest))
    });
    weight.unwrap_or((1.0, inside))
}

/// `~wrong`, `%50%half right`.
fn score(part: &str) -> (f64, &str) {
    let part = part.trim_start();
    if let Some(wrong) = part.strip_prefix('~') {
        return (0.0, wrong);
    }
    let share = part.strip_prefix('%').and_then(|rest| rest.split_once('%'));
    match share.and_then(|(share, text)| Some((share.trim().parse::<f64>().ok()?, text))) {
        Some((share, text)) if share.is_finite() => ((share / 100.0).clamp(0.0, 1.0), text),
        _ => (1.0, part),
    }
}

/// `9.81±1% m/s^2`, `1…2`: value, what is allowed around it or the end of the range, unit.
fn numeric(text: &str) -> Option<(NumericAnswer, Option<String>)> {
    let (text, unit) = match text.trim().split_once(' ') {
        Some((number, unit)) => (number, Some(unescaped(unit.trim())).filter(|unit| !unit.is_empty())),
        None => (text.trim(), None),
    };
    let (value, tolerance) = match text.split_once('±') {
        Some((value, tolerance)) => (value, Some(tolerance.parse::<Tolerance>().ok()?)),
        None => (text, None),
    };
    let (value, up_to) = match value.split_once('…') {
        Some((low, high)) => (low, Some(high.to_owned()).filter(|high| !high.is_empty())),
        None => (value, None),
    };
    (!value.is_empty()).then(|| (NumericAnswer { tolerance, up_to, ..NumericAnswer::new(value) }, unit))
}

/// At `|` without a backslash before it.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let part = parts.last_mut();
                part.into_iter().for_each(|part| part.extend(std::iter::once('\\').chain(chars.next())));
            }
            '|' => parts.push(String::new()),
            other => parts.last_mut().into_iter().for_each(|part| part.push(other)),
        }
    }
    parts
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or('\\') } else { c });
    }
    out
}

/// A text so that it is an option of a gap and nothing else.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, c) in text.chars().enumerate() {
        if matches!(c, '\\' | '|' | ']' | ':') || (n == 0 && matches!(c, '~' | '%' | '=')) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// A text outside of gaps, so that none begins in it.
pub fn escaped_text(text: &str) -> String {
    text.replace("[[", "\\[[")
}

#[cfg(test)]
mod tests;
