//! A file without marks: `# Deck`, `## Question`, and the answer below it. `<h2 markdown="block">…</h2>` and
//! `<div data-question …>…</div>` hold questions of several lines.

use super::Found;
use super::segments::{Kind, fenced, segments};
use crate::item::{Content, Directions, Field};
use crate::notice;
use crate::notice::Notice;

/// The deck's name if a `#` heading says it, and the cards.
pub(super) fn read(lines: &[&str], from: usize) -> (Option<String>, Vec<Found>) {
    let code = fenced(lines);
    let level = |i: usize| if code[i] { None } else { heading(lines[i]) };
    // With `##` below, `#` is the deck; where there is only `#`, it is the question.
    let has_second =
        (from..lines.len()).any(|i| level(i).is_some_and(|(l, _)| l == 2) || block_end(lines[i]).is_some());
    let question_level = if has_second { 2 } else { 1 };
    let mut name = None;
    let mut cards: Vec<(usize, Vec<String>, String, Vec<&str>)> = Vec::new();
    let mut deck: Vec<String> = Vec::new();
    let mut i = from;
    while i < lines.len() {
        if let Some(end) = block_end(lines[i]).filter(|_| !code[i])
            && let Some(length) = lines[i + 1..].iter().position(|l| l.trim() == end)
        {
            cards.push((i + 1, deck.clone(), lines[i + 1..i + 1 + length].join("\n"), Vec::new()));
            i += length + 2;
            continue;
        }
        match level(i) {
            Some((l, title)) if l < question_level => {
                if name.is_none() && cards.is_empty() {
                    name = Some(title.to_owned());
                } else {
                    deck = vec![title.to_owned()];
                }
            }
            Some((l, title)) if l == question_level => cards.push((i + 1, deck.clone(), title.to_owned(), Vec::new())),
            _ => {
                if let Some(card) = cards.last_mut() {
                    card.3.push(lines[i]);
                }
            }
        }
        i += 1;
    }
    let found = cards.into_iter().map(|(line, deck, question, answer)| {
        let tags = answer.iter().rev().find(|l| !l.trim().is_empty()).and_then(|l| super::marks::tags(l));
        let cut = answer.iter().rposition(|l| !l.trim().is_empty()).filter(|_| tags.is_some());
        let answer = &answer[..cut.unwrap_or(answer.len())];
        Found { line, deck, tags: tags.unwrap_or_default(), content: content(&question, &answer.join("\n")) }
    });
    (name, found.collect())
}

fn content(question: &str, answer: &str) -> Result<Content, Notice> {
    let (question, answer) = (maths(question.trim()), maths(answer.trim()));
    if question.contains("{{c1::") {
        let extra = (!answer.is_empty()).then(|| Field::markdown(answer));
        return Ok(Content::Cloze { text: Field::markdown(question), extra, typed: false });
    }
    if question.is_empty() || answer.is_empty() {
        return Err(notice!("notice-heading-alone"));
    }
    Ok(Content::Basic {
        front: Field::markdown(question),
        back: Field::markdown(answer),
        directions: Directions::Forward,
        typed: false,
        extra: None,
    })
}

/// Other programs want `\\(x\\)` in Markdown; here it is `\(x\)`.
fn maths(text: &str) -> String {
    let pieces = segments(text).into_iter().map(|(kind, piece)| match kind {
        Kind::Code => piece.to_owned(),
        _ => piece.replace("\\\\(", "\\(").replace("\\\\)", "\\)").replace("\\\\[", "\\[").replace("\\\\]", "\\]"),
    });
    pieces.collect()
}

/// Level and words of a heading.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let title = line.get(level..)?.strip_prefix([' ', '\t'])?.trim().trim_end_matches('#').trim();
    ((1..=6).contains(&level) && !title.is_empty()).then_some((level, title))
}

/// What ends the block of a question of several lines that this line opens.
fn block_end(line: &str) -> Option<&'static str> {
    let line = line.trim();
    if line.starts_with("<h2") && line.contains("markdown") && line.ends_with('>') {
        Some("</h2>")
    } else if line.starts_with("<div") && line.contains("data-question") && line.ends_with('>') {
        Some("</div>")
    } else {
        None
    }
}
