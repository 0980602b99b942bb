//! The items of an explanation, in the deck dialect of Markdown: entries with blank lines between them.
//!
//! | entry | item |
//! |---|---|
//! | `front :: back` | basic |
//! | `front ::: back` | basic, both ways |
//! | `Q: …` then `A: …` | basic |
//! | `Q: …` then `= answer` lines | short; each line is accepted, the first is shown |
//! | `Q: …` then `- [x]`, `- [ ]` | choice; several `[x]` ask for all of them |
//! | `Q: …` then `- …` or `1. …` | list, in any order or in this one |
//! | `T: …`, `F: …` | true or false |
//! | `C: … {{gap}} …` | cloze; `{{c1::gap::hint}}` names the number |
//!
//! Lines with `> ` at the end are shown after the answer; indented below an option they are its reason. A `{#key}` at
//! the end of the first line names the item for good.

use super::Problem;
use super::html::{Line, slugify, split_name};
use crate::item::{ChoiceOption, Content, Directions, Field};

/// An item as read, with the line it begins in.
pub(super) struct Entry {
    pub line: usize,
    pub key: String,
    pub content: Content,
}

/// Reads all entries; those with a problem are left out.
pub(super) fn read(lines: &[Line], problems: &mut Vec<Problem>) -> Vec<Entry> {
    let blank = |line: &Line| line.text.trim().is_empty();
    lines
        .split(blank)
        .filter(|entry| !entry.is_empty())
        .filter_map(|entry| read_one(entry).map_err(|problem| problems.push(problem)).ok())
        .collect()
}

fn read_one(lines: &[Line]) -> Result<Entry, Problem> {
    let line = lines[0].number;
    if let Some(marked) = lines.iter().find(|line| line.text.contains("[^")) {
        let mend = "Items are studied without the page. Name the source in words, or in the text.";
        return Err(Problem::new(marked.number, "An item has no footnotes.", mend));
    }
    let (first, key) = split_name(lines[0].text);
    let rest = &lines[1..];
    let content = if let Some(text) = first.strip_prefix("C:") {
        cloze(line, text, rest)?
    } else if let Some(text) = first.strip_prefix("T:") {
        true_false(text, true, rest)
    } else if let Some(text) = first.strip_prefix("F:") {
        true_false(text, false, rest)
    } else if let Some(text) = first.strip_prefix("Q:") {
        question(line, text, rest)?
    } else {
        pair(line, first, rest)?
    };
    let key = key.map_or_else(|| slugify(asked(&content)), str::to_owned);
    if key.is_empty() {
        return Err(Problem::new(
            line,
            "This item gives no key.",
            "Write one after its first line, like {#oxygen-source}.",
        ));
    }
    Ok(Entry { line, key, content })
}

/// The text that a derived key is made of.
fn asked(content: &Content) -> &str {
    match content {
        Content::Basic { front: text, .. }
        | Content::Cloze { text, .. }
        | Content::List { prompt: text, .. }
        | Content::Choice { prompt: text, .. }
        | Content::TrueFalse { statement: text, .. }
        | Content::Short { prompt: text, .. } => &text.text,
        Content::Question(question) => &question.prompt.text,
        Content::Occlusion { .. } | Content::Anki { .. } => "",
    }
}

fn field(text: &str) -> Field {
    Field::markdown(text.trim())
}

/// Splits the lines with `>` at the end off, and joins the others to `first`.
fn with_remark(first: &str, rest: &[Line]) -> (String, Option<Field>) {
    let remarks = rest.iter().rev().take_while(|line| line.text.starts_with('>')).count();
    let (text, remark) = rest.split_at(rest.len() - remarks);
    let text = std::iter::once(first.trim()).chain(text.iter().map(|line| line.text)).collect::<Vec<_>>().join("\n");
    let remark = remark.iter().map(|line| line.text[1..].trim()).collect::<Vec<_>>().join("\n");
    (text, (!remark.is_empty()).then(|| field(&remark)))
}

fn pair(line: usize, first: &str, rest: &[Line]) -> Result<Content, Problem> {
    let (text, extra) = with_remark(first, rest);
    let split = text.split_once(" ::: ").map(|pair| (pair, Directions::Both));
    let split = split.or_else(|| text.split_once(" :: ").map(|pair| (pair, Directions::Forward)));
    let Some(((front, back), directions)) = split else {
        let mend = "Begin with Q:, C:, T: or F:, or put “ :: ” between front and back.";
        return Err(Problem::new(line, "This is not an item.", mend));
    };
    if front.trim().is_empty() || back.trim().is_empty() {
        return Err(Problem::new(line, "This item has an empty side.", "Write both front and back."));
    }
    Ok(Content::Basic { front: field(front), back: field(back), directions, typed: false, extra })
}

fn true_false(text: &str, truth: bool, rest: &[Line]) -> Content {
    let (statement, explanation) = with_remark(text, rest);
    Content::TrueFalse { statement: field(&statement), truth, explanation, more: None }
}

fn cloze(line: usize, text: &str, rest: &[Line]) -> Result<Content, Problem> {
    let (text, extra) = with_remark(text, rest);
    let text = number_gaps(&text).map_err(|message| {
        Problem::new(
            line,
            message,
            "Put what is to be recalled in double braces, like {{water}} or {{c1::water::hint}}.",
        )
    })?;
    Ok(Content::Cloze { text: field(&text), extra, typed: false })
}

/// Gives each gap without a number the next one that no gap has.
fn number_gaps(text: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut rest, mut depth, mut gaps, mut next) = (text, 0_usize, 0, 1_usize);
    while let Some(at) = rest.find(['{', '}']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        if let Some(inner) = tail.strip_prefix("{{") {
            depth += 1;
            gaps += 1;
            out.push_str("{{");
            let number = inner.strip_prefix('c').and_then(|t| t.split_once("::")).map(|(n, _)| n.parse::<u16>());
            match number {
                Some(Ok(0)) => return Err("Gaps are numbered from 1."),
                Some(Ok(_)) => {}
                _ => {
                    while text.contains(&format!("{{{{c{next}::")) {
                        next += 1;
                    }
                    out.push_str(&format!("c{next}::"));
                    next += 1;
                }
            }
            if inner.trim_start().starts_with("}}") {
                return Err("A gap is empty.");
            }
            rest = inner;
        } else if depth > 0 && tail.starts_with("}}") {
            depth -= 1;
            out.push_str("}}");
            rest = &tail[2..];
        } else {
            out.push_str(&tail[..1]);
            rest = &tail[1..];
        }
    }
    out.push_str(rest);
    match (gaps, depth) {
        (0, _) => Err("This cloze has no gap."),
        (_, 0) => Ok(out),
        _ => Err("A gap is never closed."),
    }
}

/// What the lines below a `Q:` are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Answer,
    Accepted,
    Option(bool),
    Bullet,
    Number,
}

fn below(text: &str) -> Option<(Below, &str)> {
    if let Some(text) = text.strip_prefix("A:") {
        return Some((Below::Answer, text));
    }
    if let Some(text) = text.strip_prefix("= ") {
        return Some((Below::Accepted, text));
    }
    for (mark, right) in [("- [x] ", true), ("- [X] ", true), ("- [ ] ", false)] {
        if let Some(text) = text.strip_prefix(mark) {
            return Some((Below::Option(right), text));
        }
    }
    if let Some(text) = text.strip_prefix("- ") {
        return Some((Below::Bullet, text));
    }
    let (number, text) = text.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some((Below::Number, text))
}

fn question(line: usize, first: &str, rest: &[Line]) -> Result<Content, Problem> {
    let found = rest.iter().enumerate().find_map(|(at, line)| below(line.text).map(|(kind, text)| (at, kind, text)));
    let (start, kind, text) = found.ok_or_else(|| {
        let mend = "Below it write “A: …”, “= …”, options “- [x] …” or a list.";
        Problem::new(line, "This question has no answer.", mend)
    })?;
    let (prompt, answers) = rest.split_at(start);
    let (prompt, _) = with_remark(first, prompt);
    if prompt.trim().is_empty() {
        return Err(Problem::new(line, "This question is empty.", "Write it after Q:."));
    }
    let prompt = field(&prompt);
    if kind == Below::Answer {
        let (back, extra) = with_remark(text, &answers[1..]);
        if back.trim().is_empty() {
            return Err(Problem::new(answers[0].number, "The answer is empty.", "Write it after A:."));
        }
        return Ok(Content::Basic {
            front: prompt,
            back: field(&back),
            directions: Directions::Forward,
            typed: false,
            extra,
        });
    }
    let remarks = answers.iter().rev().take_while(|line| line.text.starts_with('>')).count();
    let (answers, remark) = answers.split_at(answers.len() - remarks);
    let (_, explanation) = with_remark("", remark);
    match kind {
        Below::Option(_) => choice(line, prompt, answers, explanation),
        Below::Accepted => {
            let accepted = same(answers, |k| k == Below::Accepted)?;
            Ok(Content::Short { prompt, accepted, explanation, more: None })
        }
        _ => {
            let entries = same(answers, |k| k == kind)?.iter().map(|entry| field(entry)).collect();
            Ok(Content::List { prompt, entries, ordered: kind == Below::Number, extra: explanation })
        }
    }
}

/// The texts of lines that are all of one kind.
fn same(lines: &[Line], wanted: impl Fn(Below) -> bool) -> Result<Vec<String>, Problem> {
    let read = |line: &Line| match below(line.text) {
        Some((kind, text)) if wanted(kind) && !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err(Problem::new(
            line.number,
            "This line does not go with the answers above it.",
            "Write every answer of one question in the same way, each in one line.",
        )),
    };
    lines.iter().map(read).collect()
}

fn choice(line: usize, prompt: Field, lines: &[Line], explanation: Option<Field>) -> Result<Content, Problem> {
    let mut options: Vec<ChoiceOption> = Vec::new();
    for answer in lines {
        let reason = answer.text.trim_start().strip_prefix('>').filter(|_| answer.text.starts_with(' '));
        match (below(answer.text), reason, options.last_mut()) {
            (Some((Below::Option(right), text)), ..) if !text.trim().is_empty() => {
                options.push(ChoiceOption { text: field(text), right, feedback: None, score: None });
            }
            (None, Some(reason), Some(option)) => match &mut option.feedback {
                Some(feedback) => {
                    feedback.text.push('\n');
                    feedback.text.push_str(reason.trim());
                }
                None => option.feedback = Some(field(reason)),
            },
            _ => {
                let mend = "Write “- [x] …” or “- [ ] …”, and below it an indented “> ” with the reason.";
                return Err(Problem::new(answer.number, "This is neither an option nor its reason.", mend));
            }
        }
    }
    let right = options.iter().filter(|option| option.right).count();
    if right == 0 || options.len() < 2 {
        let message = if right == 0 { "No option is right." } else { "One option is no choice." };
        return Err(Problem::new(line, message, "Write at least two options and mark what is right with [x]."));
    }
    Ok(Content::Choice { prompt, options, many: right > 1, explanation, more: None })
}
