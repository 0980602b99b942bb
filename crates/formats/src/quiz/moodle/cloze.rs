//! Moodle's cloze: `{1:SHORTANSWER:=Paris#Yes~%50%Marseille~*#No}` in a text. `\` before `}`, `#` and `~` takes their meaning.

use super::kinds::accept;
use crate::notice;
use crate::notice::Notice;
use crate::quiz::report::{fraction, short};
use crate::quiz::{
    Accept, Answer, Decimal, Format, Layout, Limits, NumericAnswer, Part, PartAsk, PartChoice, Short, Text,
};
use std::fmt::Write;

/// What a part is called: all names, the long one first.
const CHOICES: [([&str; 2], bool, Layout, bool); 10] = [
    (["MULTICHOICE", "MC"], false, Layout::Dropdown, false),
    (["MULTICHOICE_S", "MCS"], false, Layout::Dropdown, true),
    (["MULTICHOICE_V", "MCV"], false, Layout::Vertical, false),
    (["MULTICHOICE_VS", "MCVS"], false, Layout::Vertical, true),
    (["MULTICHOICE_H", "MCH"], false, Layout::Horizontal, false),
    (["MULTICHOICE_HS", "MCHS"], false, Layout::Horizontal, true),
    (["MULTIRESPONSE", "MR"], true, Layout::Vertical, false),
    (["MULTIRESPONSE_S", "MRS"], true, Layout::Vertical, true),
    (["MULTIRESPONSE_H", "MRH"], true, Layout::Horizontal, false),
    (["MULTIRESPONSE_HS", "MRHS"], true, Layout::Horizontal, true),
];

/// The text with `{#1}`, `{#2}` … for its parts.
pub fn read(text: Text, limits: &Limits) -> Result<(Text, Vec<Part>), Notice> {
    let mut parts = Vec::new();
    let mut gapped = String::new();
    let mut rest = text.text.as_str();
    while let Some(at) = rest.find('{') {
        gapped.push_str(&rest[..at]);
        rest = &rest[at..];
        if placeholder(rest).is_some() {
            return Err(notice!("notice-cloze-placeholder", text = short(&rest[..rest.len().min(4)])));
        }
        match part(rest, text.format, limits)? {
            Some((part, length)) => {
                parts.push(part);
                let _ = write!(gapped, "{{#{}}}", parts.len());
                rest = &rest[length..];
            }
            None => {
                gapped.push('{');
                rest = &rest[1..];
            }
        }
        if parts.len() > limits.parts {
            return Err(notice!("notice-quiz-parts", most = limits.parts));
        }
    }
    gapped.push_str(rest);
    if parts.is_empty() {
        return Err(notice!("notice-cloze-none"));
    }
    Ok((Text { text: gapped, ..text }, parts))
}

/// `{#7}`: 7, and its length.
fn placeholder(text: &str) -> Option<(usize, usize)> {
    let digits = text.strip_prefix("{#")?;
    let (number, _) = digits.split_once('}').filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((number.parse().ok()?, number.len() + 3))
}

/// The part that begins here, and how many bytes it takes; `None` for a brace that means nothing.
fn part(text: &str, format: Format, limits: &Limits) -> Result<Option<(Part, usize)>, Notice> {
    let Some((weight, after)) = text[1..].split_once(':') else { return Ok(None) };
    let Some(end) = after.find([':', '}']) else { return Ok(None) };
    let (kind, body) = (&after[..end], &after[end + 1..]);
    let (weight, kind) = (weight.trim(), kind.trim());
    let is_kind = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if !is_kind || !weight.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    if after.as_bytes()[end] == b'}' {
        return Err(notice!("notice-quiz-no-answer"));
    }
    let Some(end) = meaningful(body).find(|(_, byte)| *byte == b'}').map(|(at, _)| at) else {
        return Err(notice!("notice-cloze-open", text = short(text)));
    };
    let weight = match weight {
        "" => 1,
        weight => weight.parse().map_err(|_| notice!("notice-quiz-number", text = short(weight)))?,
    };
    let answers = answers(&body[..end], format)?;
    if answers.len() > limits.parts {
        return Err(notice!("notice-quiz-parts", most = limits.parts));
    }
    let chosen = CHOICES.iter().find(|(names, ..)| names.contains(&kind));
    let ask = match (kind, chosen) {
        ("SHORTANSWER" | "SA" | "MW", _) => PartAsk::Short(Short { answers, case_matters: false }),
        ("SHORTANSWER_C" | "SAC" | "MWC", _) => PartAsk::Short(Short { answers, case_matters: true }),
        ("NUMERICAL" | "NM", _) => PartAsk::Numeric(answers.into_iter().map(number).collect::<Result<_, _>>()?),
        (_, Some((_, many, layout, shuffle))) => {
            PartAsk::Choice(PartChoice { answers, layout: *layout, many: *many, shuffle: *shuffle })
        }
        (other, None) => return Err(notice!("notice-cloze-kind", kind = short(other))),
    };
    Ok(Some((Part { weight, ask }, text.len() - body.len() + end + 1)))
}

/// Bytes that no backslash takes the meaning from.
fn meaningful(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let bytes = text.as_bytes();
    bytes.iter().copied().enumerate().filter(|(at, _)| *at == 0 || bytes[at - 1] != b'\\')
}

fn answers(body: &str, format: Format) -> Result<Vec<Answer>, Notice> {
    let ends: Vec<usize> = meaningful(body).filter(|(_, byte)| *byte == b'~').map(|(at, _)| at).collect();
    let starts = std::iter::once(0).chain(ends.iter().map(|at| at + 1));
    let pieces = starts.zip(ends.iter().copied().chain([body.len()])).map(|(start, end)| body[start..end].trim());
    let mut answers = Vec::new();
    for (index, piece) in pieces.enumerate() {
        // many begin with a `~`
        if piece.is_empty() && index == 0 && !ends.is_empty() {
            continue;
        }
        let (fraction, piece) = worth(piece)?;
        let (text, feedback) = match meaningful(piece).find(|(_, byte)| *byte == b'#') {
            Some((at, _)) => (&piece[..at], &piece[at + 1..]),
            None => (piece, ""),
        };
        let text = Text::new(format, decode(text.trim()));
        if text.is_empty() {
            return Err(notice!("notice-quiz-empty-answer"));
        }
        let feedback = Text::new(format, decode(feedback.trim())).if_any();
        answers.push(Answer { text, fraction, feedback });
    }
    Ok(answers)
}

/// `=` or `%50%` before an answer.
fn worth(piece: &str) -> Result<(f64, &str), Notice> {
    if let Some(rest) = piece.strip_prefix('=') {
        return Ok((100.0, rest));
    }
    match piece.strip_prefix('%').and_then(|rest| rest.split_once('%')) {
        Some((percent, rest)) if is_number(percent) => Ok((fraction(&percent.replace(',', "."))?, rest)),
        _ => Ok((0.0, piece)),
    }
}

fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || b"-.,".contains(&b))
}

fn number(answer: Answer) -> Result<NumericAnswer, Notice> {
    let text = answer.text.text.replace(',', ".");
    let (value, tolerance) = text.split_once(':').unwrap_or((&text, "0"));
    let accept = accept(value, if tolerance.trim().is_empty() { "0" } else { tolerance })?;
    Ok(NumericAnswer { accept, fraction: answer.fraction, feedback: answer.feedback })
}

fn decode(text: &str) -> String {
    text.replace("\\}", "}").replace("\\#", "#").replace("\\~", "~")
}

/// `None` where a backslash stands so that it would take a meaning.
fn encode(text: &Text) -> Option<String> {
    let ends =
        |text: &str| text.contains("\\}") || text.contains("\\#") || text.contains("\\~") || text.ends_with('\\');
    let is_kept = text.files.is_empty() && text.text.trim() == text.text && !ends(&text.text);
    is_kept.then(|| text.text.replace('}', "\\}").replace('#', "\\#").replace('~', "\\~"))
}

/// The text with its parts in it; `None` unless each stands there exactly once and can be said.
pub fn write(text: &Text, parts: &[Part]) -> Option<String> {
    let mut used = vec![false; parts.len()];
    let mut written = String::new();
    let mut rest = text.text.as_str();
    while let Some(at) = rest.find('{') {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        match placeholder(rest) {
            Some((number, length)) => {
                let index = number.checked_sub(1)?;
                if std::mem::replace(used.get_mut(index)?, true) {
                    return None;
                }
                written.push_str(&part_text(&parts[index], text.format)?);
                rest = &rest[length..];
            }
            None => {
                written.push('{');
                rest = &rest[1..];
            }
        }
    }
    written.push_str(rest);
    // a text that looks like a part would become one
    let again = read(Text { text: written.clone(), ..text.clone() }, &Limits::default()).ok();
    let is_kept = again.is_some_and(|(again, found)| again.text == text.text && found.len() == parts.len());
    (is_kept && used.iter().all(|used| *used)).then_some(written)
}

fn part_text(part: &Part, format: Format) -> Option<String> {
    let line = |text: String, fraction: f64, feedback: &Option<Text>| {
        let is_sign = text.starts_with(['=', '%']);
        let sign = match fraction {
            100.0 => "=".to_owned(),
            0.0 if !is_sign => String::new(),
            fraction => format!("%{fraction}%"),
        };
        let feedback = match feedback {
            Some(feedback) if feedback.format != format => return None,
            Some(feedback) => format!("#{}", encode(feedback)?),
            None => String::new(),
        };
        Some(format!("{sign}{text}{feedback}"))
    };
    let texts = |answers: &[Answer]| {
        let one = |answer: &Answer| {
            let text = encode(&answer.text).filter(|text| !text.is_empty() && answer.text.format == format)?;
            line(text, answer.fraction, &answer.feedback)
        };
        answers.iter().map(one).collect::<Option<Vec<String>>>()
    };
    let (kind, answers) = match &part.ask {
        PartAsk::Short(short) => {
            (if short.case_matters { "SHORTANSWER_C" } else { "SHORTANSWER" }, texts(&short.answers)?)
        }
        PartAsk::Numeric(answers) => {
            let one = |answer: &NumericAnswer| {
                let text = match &answer.accept {
                    Accept::Any => "*".to_owned(),
                    Accept::Near { value, tolerance } => format!("{value}:{tolerance}"),
                    Accept::Between { low, high } => {
                        let (value, tolerance) = Decimal::middle(low, high)?;
                        format!("{value}:{tolerance}")
                    }
                };
                line(text, answer.fraction, &answer.feedback)
            };
            ("NUMERICAL", answers.iter().map(one).collect::<Option<Vec<String>>>()?)
        }
        PartAsk::Choice(choice) => {
            let layout =
                if choice.many && choice.layout == Layout::Dropdown { Layout::Vertical } else { choice.layout };
            let like = |(_, many, at, shuffle): &&([&str; 2], bool, Layout, bool)| {
                (*many, *at, *shuffle) == (choice.many, layout, choice.shuffle)
            };
            (CHOICES.iter().find(like)?.0[0], texts(&choice.answers)?)
        }
    };
    (!answers.is_empty()).then(|| format!("{{{}:{kind}:{}}}", part.weight, answers.join("~")))
}
