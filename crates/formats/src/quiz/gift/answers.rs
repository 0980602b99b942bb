//! What stands between the braces.

use super::escape;
use super::parse::{Answers, Marked, Number, NumericOption, lines, rich};
use crate::notice;
use crate::notice::Notice;
use crate::quiz::report::{fraction, short};
use crate::quiz::{Decimal, Format, Limits, Text};

/// The answers, and the feedback that is shown after all of them (`####`).
pub fn section(section: &str, format: Format, limits: &Limits) -> Result<(Answers, Option<Text>), Notice> {
    let (section, feedback) = match general(section) {
        Some(at) => (&section[..at], rich(&section[at + 4..], format).if_any()),
        None => (section, None),
    };
    let section = section.trim();
    let answers = if section.is_empty() {
        Answers::Essay
    } else if let Some(numbers) = section.strip_prefix('#') {
        numeric(numbers.trim(), format)?
    } else if escape::find(section, b"~").is_some() {
        Answers::Choice(options(section, format)?)
    } else if escape::find(section, b"=").is_some() && escape::find_word(section, "->").is_some() {
        pairs(section, format)?
    } else if let Some(answer) = true_false(section, format) {
        answer
    } else {
        Answers::Short(options(section, format)?)
    };
    let count = match &answers {
        Answers::Choice(options) | Answers::Short(options) => options.len(),
        Answers::Numeric { options, .. } => options.len(),
        Answers::Match(pairs) => pairs.len(),
        _ => 0,
    };
    if count > limits.parts {
        return Err(notice!("notice-quiz-parts", most = limits.parts));
    }
    Ok((answers, feedback))
}

/// Where the last `####` begins.
fn general(section: &str) -> Option<usize> {
    let mut run = 0;
    let mut last = None;
    let mut expected = 0;
    for (at, byte) in escape::meaningful(section) {
        run = if byte == b'#' && (run == 0 || at == expected) { run + 1 } else { u32::from(byte == b'#') };
        expected = at + 1;
        if run >= 4 {
            last = Some(at - 3);
        }
    }
    last
}

/// The pieces that begin with `=` or `~`, and whether it is `=`.
fn marked(section: &str) -> Result<Vec<(bool, &str)>, Notice> {
    let marks: Vec<(usize, u8)> = escape::meaningful(section).filter(|(_, byte)| matches!(byte, b'=' | b'~')).collect();
    let first = marks.first().map_or(section.len(), |(at, _)| *at);
    if !section[..first].trim().is_empty() {
        // the only answer of a question may do without its sign
        return match marks.is_empty() {
            true => Ok(vec![(true, section.trim())]),
            false => Err(notice!("notice-gift-before", text = short(&section[..first]))),
        };
    }
    let ends = marks.iter().skip(1).map(|(at, _)| *at).chain([section.len()]);
    Ok(marks.iter().zip(ends).map(|((at, byte), end)| (*byte == b'=', section[at + 1..end].trim())).collect())
}

fn options(section: &str, format: Format) -> Result<Vec<Marked>, Notice> {
    let option = |(right, piece)| {
        let (weight, piece) = weight(piece)?;
        let (text, feedback) = commented(piece, format);
        let text = rich(text, format);
        if text.text.is_empty() {
            return Err(notice!("notice-quiz-empty-answer"));
        }
        Ok(Marked { right, weight, text, feedback })
    };
    marked(section)?.into_iter().map(option).collect()
}

/// `%50%` before an answer.
fn weight(piece: &str) -> Result<(Option<f64>, &str), Notice> {
    let Some((percent, rest)) = piece.strip_prefix('%').and_then(|piece| piece.split_once('%')) else {
        return Ok((None, piece));
    };
    let digits = percent.strip_prefix('-').unwrap_or(percent);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Ok((None, piece));
    }
    Ok((Some(fraction(percent)?), rest.trim_start()))
}

/// `text#feedback`
fn commented(piece: &str, format: Format) -> (&str, Option<Text>) {
    match escape::find(piece, b"#") {
        Some(at) => (&piece[..at], rich(&piece[at + 1..], format).if_any()),
        None => (piece, None),
    }
}

fn true_false(section: &str, format: Format) -> Option<Answers> {
    let end = escape::find(section, b"#").unwrap_or(section.len());
    let truth = match section[..end].trim() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return None,
    };
    let comments = section.get(end + 1..).unwrap_or_default();
    let (first, second) = match escape::find(comments, b"#") {
        Some(at) => (&comments[..at], &comments[at + 1..]),
        None => (comments, ""),
    };
    Some(Answers::TrueFalse { truth, first: rich(first, format).if_any(), second: rich(second, format).if_any() })
}

fn pairs(section: &str, format: Format) -> Result<Answers, Notice> {
    let pair = |(_, piece): (bool, &str)| {
        let arrow = escape::find_word(piece, "->");
        let at = arrow.ok_or_else(|| notice!("notice-gift-arrow", text = short(piece)))?;
        let answer = escape::decode(&lines(piece[at + 2..].trim(), Format::Plain)).trim().to_owned();
        match answer.is_empty() {
            true => Err(notice!("notice-gift-arrow", text = short(piece))),
            false => Ok((rich(&piece[..at], format), answer)),
        }
    };
    Ok(Answers::Match(marked(section)?.into_iter().map(pair).collect::<Result<_, _>>()?))
}

fn numeric(numbers: &str, format: Format) -> Result<Answers, Notice> {
    let first = escape::find(numbers, b"=~").unwrap_or(numbers.len());
    let bare = numbers[..first].trim();
    let mut pieces = if bare.is_empty() { Vec::new() } else { vec![(true, bare)] };
    let is_bare = !bare.is_empty();
    pieces.extend(marked(&numbers[first..])?);
    if !pieces.iter().any(|(right, _)| *right) {
        return Err(notice!("notice-quiz-no-answer"));
    }
    let option = |(right, piece): (bool, &str)| {
        let (weight, piece) = weight(piece)?;
        let (text, feedback) = commented(piece, format);
        // `~#…` is what is said to every other number
        let number = if !right && text.trim().is_empty() { Number::Any } else { number(text)? };
        Ok(NumericOption { right, weight, number, feedback })
    };
    let options = pieces.into_iter().map(option).collect::<Result<Vec<_>, Notice>>()?;
    let bare = is_bare && options.len() == 1 && options[0].feedback.is_none() && options[0].weight.is_none();
    Ok(Answers::Numeric { options, bare })
}

fn number(text: &str) -> Result<Number, Notice> {
    let text = escape::decode(text.trim());
    let decimal = |part: &str| Decimal::parse(part).ok_or_else(|| notice!("notice-quiz-number", text = short(part)));
    if text == "*" {
        return Ok(Number::Any);
    }
    if let Some((low, high)) = text.split_once("..") {
        let (low, high) = (decimal(low)?, decimal(high)?);
        return match low.value() <= high.value() {
            true => Ok(Number::Between { low, high }),
            false => Err(notice!("notice-quiz-range", low = low.to_string(), high = high.to_string())),
        };
    }
    match text.split_once(':') {
        Some((value, tolerance)) => match decimal(tolerance)? {
            tolerance if tolerance.is_negative() => Err(notice!("notice-quiz-number", text = tolerance.to_string())),
            tolerance => Ok(Number::Tolerance(decimal(value)?, tolerance)),
        },
        None => Ok(Number::Exactly(decimal(&text)?)),
    }
}
