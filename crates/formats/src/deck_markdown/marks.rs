//! A file with marks: `Q:` `A:` `C:` `E:`, `front :: back`, `front ::: back`, `{{gaps}}`, `---`, `#tags`, `!options`; headings
//! are decks.

use super::Found;
use super::headings::heading;
use super::segments::{Kind, fenced, segments};
use crate::item::{ChoiceOption, Content, Directions, Field};
use crate::notice;
use crate::notice::Notice;

/// Options of a card, on a line of their own: `!both !typed`.
pub(super) const OPTIONS: [&str; 8] = ["both", "typed", "list", "ordered", "choice", "many", "true-false", "short"];

/// Whether a line is more than text of a card, so that text that looks like it is written with a backslash before it.
pub(super) fn is_mark(line: &str) -> bool {
    marker(line).is_some()
        || line.trim_end() == "---"
        || heading(line).is_some()
        || tags(line).is_some()
        || options(line).is_some()
        || super::segments::fence(line).is_some()
}

/// Whether the lines are written with marks at all.
pub(super) fn are_in(lines: &[&str]) -> bool {
    let code = fenced(lines);
    let mut plain = lines.iter().zip(code).filter(|(_, code)| !code).map(|(line, _)| *line);
    plain.any(|l| marker(l).is_some() || (heading(l).is_none() && (pair(l).is_some() || has_gap(l))))
}

/// `Q:` at the start of a line: its letter and what follows.
fn marker(line: &str) -> Option<(char, &str)> {
    let letter = line.chars().next().filter(|c| "QACE".contains(*c))?;
    let rest = line[1..].strip_prefix(':')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| (letter, rest.trim_start()))
}

/// A line of nothing but `#tags`.
pub(super) fn tags(line: &str) -> Option<Vec<String>> {
    let words = words_with(line, '#')?;
    let is_tag =
        |t: &str| !t.starts_with('#') && t.chars().any(char::is_alphanumeric) && !t.contains(['`', '$', '[', '(']);
    words.iter().all(|t| is_tag(t)).then_some(words)
}

fn options(line: &str) -> Option<Vec<String>> {
    words_with(line, '!').filter(|words| words.iter().all(|w| OPTIONS.contains(&w.as_str())))
}

fn words_with(line: &str, mark: char) -> Option<Vec<String>> {
    if !line.starts_with(mark) {
        return None;
    }
    line.split_whitespace().map(|w| w.strip_prefix(mark).filter(|w| !w.is_empty()).map(str::to_owned)).collect()
}

/// `front :: back` (false) or `front ::: back` (true, both ways), not inside code or maths.
fn pair(line: &str) -> Option<(String, String, bool)> {
    let line = line.trim().strip_prefix("- ").unwrap_or(line.trim());
    let mut before = 0;
    for (kind, piece) in segments(line) {
        for (mark, both) in [(" ::: ", true), (" :: ", false)] {
            if kind == Kind::Plain
                && let Some(at) = piece.find(mark)
            {
                let (front, back) = (line[..before + at].trim(), line[before + at + mark.len()..].trim());
                return (!front.is_empty() && !back.is_empty()).then(|| (front.to_owned(), back.to_owned(), both));
            }
        }
        before += piece.len();
    }
    None
}

fn has_gap(text: &str) -> bool {
    text.contains("{{") && {
        let numbered = numbered(text);
        !crate::render::cloze::numbers(&crate::render::cloze::parse(&numbered)).is_empty()
    }
}

/// `{{x}}` outside code and maths gets the next free number; numbered gaps stay.
fn numbered(text: &str) -> String {
    let mut next = 1;
    while text.contains(&format!("{{{{c{next}::")) {
        next += 1;
    }
    let mut out = String::with_capacity(text.len());
    for (kind, piece) in segments(text) {
        let mut rest = piece;
        while kind == Kind::Plain
            && let Some(at) = rest.find("{{")
        {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            let own = rest.strip_prefix('c').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
            if !own && rest.find("}}").is_some_and(|end| end > 0 && !rest[..end].contains("\n\n")) {
                out.push_str(&format!("c{next}::"));
                next += 1;
            }
        }
        out.push_str(rest);
    }
    out
}

/// hashcards' `[gaps]`: brackets that are neither a link, a picture, code nor maths.
fn bracketed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut number = 0u16;
    let mut depth = 0usize;
    let pieces = segments(text);
    for (index, (kind, piece)) in pieces.iter().enumerate() {
        if *kind != Kind::Plain {
            out.push_str(piece);
            continue;
        }
        let mut before = ' ';
        let mut skip = 0usize;
        for (at, c) in piece.char_indices() {
            let after = &piece[at + c.len_utf8()..];
            match c {
                '[' if before == '\\' => out.push(c),
                '[' if depth > 0 || skip > 0 || before == '!' || after.starts_with("sound:") || is_link(after) => {
                    skip += 1;
                    out.push(c);
                }
                '[' if closes(after)
                    || pieces[index + 1..].iter().any(|(k, p)| *k == Kind::Plain && p.contains(']')) =>
                {
                    number += 1;
                    depth += 1;
                    out.push_str(&format!("{{{{c{number}::"));
                }
                ']' if before == '\\' => out.push(c),
                ']' if skip > 0 => {
                    skip -= 1;
                    out.push(c);
                }
                ']' if depth > 0 => {
                    depth -= 1;
                    out.push_str("}}");
                }
                _ => out.push(c),
            }
            before = c;
        }
    }
    out
}

fn closes(after: &str) -> bool {
    after.contains(']')
}

fn is_link(after: &str) -> bool {
    after.find(']').is_some_and(|end| after[end + 1..].starts_with('('))
}

/// A card while it is read.
#[derive(Default)]
struct Open {
    line: usize,
    /// `Q` or `C`; nothing before the first mark.
    kind: Option<char>,
    question: Vec<String>,
    answer: Option<Vec<String>>,
    extra: Option<Vec<String>>,
    tags: Vec<String>,
    options: Vec<String>,
}

pub(super) fn read(lines: &[&str], from: usize) -> Vec<Found> {
    let code = fenced(lines);
    let mut found = Vec::new();
    let mut deck: Vec<(usize, String)> = Vec::new();
    let mut shared: Vec<String> = Vec::new();
    let mut open = Open::default();
    let names = |deck: &[(usize, String)]| deck.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let mut i = from;
    while i < lines.len() {
        let (number, line) = (i + 1, lines[i]);
        i += 1;
        if code[number - 1] {
            // code is what it is: no line of it is a mark, so none of its backslashes hides one
            append(&mut open, line);
            continue;
        }
        if let Some((letter, rest)) = marker(line) {
            match (letter, open.kind) {
                ('A', Some('Q')) if open.answer.is_none() => open.answer = Some(vec![rest.to_owned()]),
                ('E', Some(_)) if open.extra.is_none() => open.extra = Some(vec![rest.to_owned()]),
                ('A' | 'E', _) => {
                    close(&mut open, &mut found, &names(&deck), &shared);
                    let content = Err(notice!("notice-letter-alone", letter = letter.to_string()));
                    found.push(Found { line: number, deck: names(&deck), tags: Vec::new(), content });
                }
                _ => {
                    close(&mut open, &mut found, &names(&deck), &shared);
                    open =
                        Open { line: number, kind: Some(letter), question: vec![rest.to_owned()], ..Open::default() };
                }
            }
            continue;
        }
        if line.trim_end() == "---" {
            close(&mut open, &mut found, &names(&deck), &shared);
        } else if let Some((level, title)) = heading(line) {
            close(&mut open, &mut found, &names(&deck), &shared);
            deck.retain(|(l, _)| *l < level);
            deck.push((level, title.to_owned()));
            shared.clear();
        } else if let Some(tags) = tags(line) {
            if open.kind.is_some() { open.tags.extend(tags) } else { shared.extend(tags) }
        } else if let (Some(options), Some(_)) = (options(line), open.kind) {
            open.options.extend(options);
        } else if open.kind.is_some() {
            push(&mut open, line);
        } else if let Some((front, back, both)) = pair(line) {
            let (back, tags) = inline_tags(&back);
            let content = Content::Basic {
                front: Field::markdown(front),
                back: Field::markdown(back),
                directions: if both { Directions::Both } else { Directions::Forward },
                typed: false,
                extra: None,
            };
            let tags = shared.iter().cloned().chain(tags).collect();
            found.push(Found { line: number, deck: names(&deck), tags, content: Ok(content) });
        } else if !line.trim().is_empty() {
            // A paragraph: a cloze if it has gaps, else words around the cards, which stay outside.
            let start = i - 1;
            while i < lines.len()
                && !lines[i].trim().is_empty()
                && !code[i]
                && !is_mark(lines[i])
                && pair(lines[i]).is_none()
            {
                i += 1;
            }
            let paragraph = lines[start..i].join("\n");
            if has_gap(&paragraph) {
                let content =
                    Content::Cloze { text: Field::markdown(numbered(paragraph.trim())), extra: None, typed: false };
                let own = lines.get(i).and_then(|l| self::tags(l)).inspect(|_| i += 1).unwrap_or_default();
                let tags = shared.iter().cloned().chain(own).collect();
                found.push(Found { line: number, deck: names(&deck), tags, content: Ok(content) });
            }
        }
    }
    close(&mut open, &mut found, &names(&deck), &shared);
    found
}

/// Tags at the end of a one-line card.
fn inline_tags(back: &str) -> (String, Vec<String>) {
    match back.find(" #").and_then(|at| tags(&back[at + 1..]).map(|tags| (at, tags))) {
        Some((at, tags)) => (back[..at].trim().to_owned(), tags),
        None => (back.to_owned(), Vec::new()),
    }
}

fn push(open: &mut Open, line: &str) {
    // A backslash before what would be a mark says that it is text.
    append(open, line.strip_prefix('\\').filter(|rest| is_mark(rest.trim_start_matches('\\'))).unwrap_or(line));
}

fn append(open: &mut Open, line: &str) {
    if open.kind.is_none() {
        return;
    }
    let part = match (&mut open.extra, &mut open.answer) {
        (Some(extra), _) => extra,
        (None, Some(answer)) => answer,
        (None, None) => &mut open.question,
    };
    part.push(line.to_owned());
}

fn close(open: &mut Open, found: &mut Vec<Found>, deck: &[String], shared: &[String]) {
    let card = std::mem::take(open);
    let Some(kind) = card.kind else { return };
    let text = |lines: &[String]| lines.join("\n").trim().to_owned();
    let question = text(&card.question);
    let answer = card.answer.as_deref().map(text).unwrap_or_default();
    let extra = card.extra.as_deref().map(text).filter(|e| !e.is_empty()).map(Field::markdown);
    let has = |option: &str| card.options.iter().any(|o| o == option);
    let content = if question.is_empty() {
        Err(notice!("notice-letter-empty", letter = kind.to_string()))
    } else if kind == 'C' {
        let text = if has_gap(&question) { numbered(&question) } else { bracketed(&question) };
        match crate::render::cloze::numbers(&crate::render::cloze::parse(&text)).is_empty() {
            true => Err(notice!("notice-no-gap")),
            false => Ok(Content::Cloze { text: Field::markdown(text), extra, typed: has("typed") }),
        }
    } else if answer.is_empty() {
        Err(notice!("notice-question-alone"))
    } else {
        asked(question, &answer, extra, &has)
    };
    let tags = shared.iter().cloned().chain(card.tags).collect();
    found.push(Found { line: card.line, deck: deck.to_vec(), tags, content });
}

/// The kind that a card's options make of question and answer.
fn asked(question: String, answer: &str, extra: Option<Field>, has: &dyn Fn(&str) -> bool) -> Result<Content, Notice> {
    let prompt = Field::markdown(question);
    let lines = || answer.lines().map(str::trim).filter(|l| !l.is_empty());
    Ok(if has("list") || has("ordered") {
        let entry = |l: &str| {
            let number = l.find(". ").filter(|at| l[..*at].bytes().all(|b| b.is_ascii_digit()) && *at > 0);
            let text = l.strip_prefix("- ").or(number.map(|at| &l[at + 2..])).unwrap_or(l);
            Field::markdown(text.trim())
        };
        Content::List { prompt, entries: lines().map(entry).collect(), ordered: has("ordered"), extra }
    } else if has("choice") || has("many") {
        let option = |l: &str| {
            let l = l.strip_prefix("- ").unwrap_or(l);
            let (text, right) = match (l.strip_prefix("[x] "), l.strip_prefix("[ ] ")) {
                (Some(text), _) => (text, true),
                (_, other) => (other.unwrap_or(l), false),
            };
            ChoiceOption { text: Field::markdown(text.trim()), right, feedback: None, score: None }
        };
        let options: Vec<ChoiceOption> = lines().map(option).collect();
        if !options.iter().any(|o| o.right) {
            return Err(notice!("notice-no-right-option"));
        }
        Content::Choice { prompt, options, many: has("many"), explanation: extra, more: None }
    } else if has("true-false") {
        let truth = match answer.to_lowercase().as_str() {
            "true" | "richtig" | "wahr" => true,
            "false" | "falsch" => false,
            _ => return Err(notice!("notice-neither-true-nor-false", answer = answer)),
        };
        Content::TrueFalse { statement: prompt, truth, explanation: extra, more: None }
    } else if has("short") {
        Content::Short { prompt, accepted: lines().map(str::to_owned).collect(), explanation: extra, more: None }
    } else {
        let directions = if has("both") { Directions::Both } else { Directions::Forward };
        Content::Basic { front: prompt, back: Field::markdown(answer), directions, typed: has("typed"), extra }
    })
}
