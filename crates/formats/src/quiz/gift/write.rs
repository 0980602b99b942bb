//! Questions as GIFT, the way Moodle writes it.

use super::parse::FORMATS;
use super::{category_line, enters, escape};
use crate::quiz::lost::{kind_word, lost, lost_category, unsayable};
use crate::quiz::wrap::plain;
use crate::quiz::{
    Accept, Answer, Ask, Choice, Decimal, Entry, FileKind, Format, Match, Numeric, Question, Short, Text, TrueFalse,
    Written,
};
use std::fmt::Write;

/// Everything that GIFT can say; what it cannot is listed.
pub fn write<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Written {
    let mut written = Written::default();
    let mut category = Vec::new();
    for entry in entries {
        if let Some(path) = enters(entry, &mut category) {
            let _ = write!(written.text, "$CATEGORY: {}\n\n", category_line(path));
        }
        match entry {
            Entry::Category(category) => written.missing.extend(lost_category(category, FileKind::Gift)),
            Entry::Question(question) => match block(question) {
                Ok(block) => {
                    written.text.push_str(&block);
                    written.text.push_str("\n\n");
                    written.missing.extend(lost(question, FileKind::Gift));
                }
                Err(what) => written.missing.push(unsayable(question, FileKind::Gift, what)),
            },
            Entry::Skipped { .. } => {}
        }
    }
    written
}

fn block(question: &Question) -> Result<String, &'static str> {
    let format = question.text.format;
    if question.text.text.is_empty() {
        return Err("no-text");
    }
    let mut block = comments(question);
    if let Some(name) = &question.name {
        let _ = write!(block, "::{}::", escape::encode(name));
    }
    let (before, after) = around_blank(question).unwrap_or((&question.text.text, ""));
    block.push_str(&stem(before, format));
    let answers = match &question.ask {
        Ask::Description => return Ok(block),
        Ask::Essay(_) => String::new(),
        Ask::TrueFalse(truth) => true_false(truth, format),
        Ask::Choice(choice) => self::choice(choice, format)?,
        Ask::Short(short) => self::short(short, format)?,
        Ask::Numeric(numeric) => self::numeric(numeric, format)?,
        Ask::Match(matched) => pairs(matched, format)?,
        other => return Err(kind_word(other)),
    };
    block.push('{');
    block.push_str(&answers);
    if let Some(feedback) = &question.feedback {
        let _ = write!(block, "####{}", rich(feedback, format));
    }
    block.push('}');
    if !after.is_empty() {
        let _ = write!(block, " {}", escape::encode(after));
    }
    Ok(block)
}

/// Identifier and tags, as Moodle hides them in comments.
fn comments(question: &Question) -> String {
    let mut comments = String::new();
    let names = question.id.iter().map(|id| ("id", id)).chain(question.tags.iter().map(|tag| ("tag", tag)));
    for (word, name) in names.filter(|(_, name)| !name.contains('\\')) {
        let _ = writeln!(comments, "// [{word}:{}]", name.replace(']', "\\]"));
    }
    comments
}

/// What stands before and after the gap, where reading would make the same text of it again.
fn around_blank(question: &Question) -> Option<(&str, &str)> {
    let (before, after) = question.text.text.split_once("_____ ").filter(|_| question.has_blank)?;
    let before = if before.is_empty() { before } else { before.strip_suffix(' ')? };
    let is_kept = |text: &str| text.trim() == text;
    (is_kept(before) && is_kept(after) && !after.is_empty()).then_some((before, after))
}

fn stem(text: &str, format: Format) -> String {
    let is_special = text.starts_with("//") || text.starts_with("$CATEGORY:") || text.starts_with('[');
    let named = format != Format::default() || is_special;
    format!("{}{}", if named { name(format) } else { "" }, escape::encode(text))
}

fn name(format: Format) -> &'static str {
    FORMATS.iter().find(|(_, known)| *known == format).map_or("", |(name, _)| name)
}

/// With its format where that is not the question's, or where the text begins like something else.
fn rich(text: &Text, format: Format) -> String {
    let named = text.format != format || text.text.starts_with(['[', '%', '/']);
    format!("{}{}", if named { name(text.format) } else { "" }, escape::encode(&text.text))
}

fn feedback(feedback: Option<&Text>, format: Format) -> String {
    feedback.map(|text| format!("#{}", rich(text, format))).unwrap_or_default()
}

fn true_false(truth: &TrueFalse, format: Format) -> String {
    let (wrong, right) = match truth.truth {
        true => (&truth.when_false, &truth.when_true),
        false => (&truth.when_true, &truth.when_false),
    };
    let mut answer = String::from(if truth.truth { "TRUE" } else { "FALSE" });
    if wrong.is_some() || right.is_some() {
        answer.push('#');
        answer.push_str(&wrong.as_ref().map(|text| rich(text, format)).unwrap_or_default());
    }
    answer.push_str(&feedback(right.as_ref(), format));
    answer
}

fn lines(answers: impl IntoIterator<Item = String>) -> String {
    answers.into_iter().fold(String::from("\n"), |all, answer| all + "\t" + &answer + "\n")
}

fn choice(choice: &Choice, format: Format) -> Result<String, &'static str> {
    let is_right = |answer: &Answer| choice.single && answer.fraction == 100.0;
    if choice.answers.iter().any(|answer| answer.text.text.is_empty()) {
        return Err("empty-answer");
    }
    // `~` makes it a choice, `=` a choice of one
    if choice.answers.iter().all(is_right) || choice.single && !choice.answers.iter().any(is_right) {
        return Err("single-choice");
    }
    let line = |answer: &Answer| {
        let sign = match answer.fraction {
            _ if is_right(answer) => "=".to_owned(),
            0.0 => "~".to_owned(),
            fraction => format!("~%{fraction}%"),
        };
        format!("{sign}{}{}", rich(&answer.text, format), feedback(answer.feedback.as_ref(), format))
    };
    Ok(lines(choice.answers.iter().map(line)))
}

fn short(short: &Short, format: Format) -> Result<String, &'static str> {
    if short.answers.is_empty() || short.answers.iter().any(|answer| answer.text.text.is_empty()) {
        return Err("empty-answer");
    }
    let line = |answer: &Answer| {
        let text = rich(&answer.text, format);
        format!("=%{}%{text}{}", answer.fraction, feedback(answer.feedback.as_ref(), format))
    };
    let lines = lines(short.answers.iter().map(line));
    // that would make it a match
    if lines.contains("->") { Err("arrow") } else { Ok(lines) }
}

fn numeric(numeric: &Numeric, format: Format) -> Result<String, &'static str> {
    if numeric.answers.is_empty() {
        return Err("empty-answer");
    }
    let last = numeric.answers.len() - 1;
    let line = |(index, answer): (usize, &crate::quiz::NumericAnswer)| {
        let feedback = feedback(answer.feedback.as_ref(), format);
        let percent = answer.fraction;
        match &answer.accept {
            Accept::Near { value, tolerance } if *tolerance == Decimal::zero() => {
                format!("=%{percent}%{value}{feedback}")
            }
            Accept::Near { value, tolerance } => format!("=%{percent}%{value}:{tolerance}{feedback}"),
            Accept::Between { low, high } => format!("=%{percent}%{low}..{high}{feedback}"),
            Accept::Any if percent == 0.0 && index == last && index > 0 => format!("~{feedback}"),
            Accept::Any => format!("=%{percent}%*{feedback}"),
        }
    };
    Ok(format!("#{}", lines(numeric.answers.iter().enumerate().map(line))))
}

fn pairs(matched: &Match, format: Format) -> Result<String, &'static str> {
    let line = |text: String, answer: &Text| {
        let answer = plain(answer).filter(|answer| !answer.is_empty()).ok_or("answer-format")?;
        if text.contains("->") { Err("arrow") } else { Ok(format!("={text} -> {}", escape::encode(&answer))) }
    };
    if matched.pairs.is_empty() || matched.pairs.iter().any(|pair| pair.text.text.is_empty()) {
        return Err("empty-answer");
    }
    let paired = matched.pairs.iter().map(|pair| line(rich(&pair.text, format), &pair.answer));
    let extra = matched.extra.iter().map(|answer| line(String::new(), answer));
    Ok(lines(paired.chain(extra).collect::<Result<Vec<_>, _>>()?))
}
