//! Aiken: a question, choices `A) …` or `A. …`, and `ANSWER: B`. Everything is plain text; a question may take several lines.

use super::lost::{kind_word, lost, unsayable};
use super::report::{Report, place, short};
use super::wrap::plain;
use super::{Answer, Ask, Choice, Entry, FileKind, Limits, Question, Sink, Text, Written};
use crate::delimited;
use crate::fault::Fault;
use crate::notice;
use crate::notice::{Notice, Place};
use std::fmt::Write;

/// Reads a file in any encoding that [`delimited::text`] knows.
///
/// # Errors
/// [`Fault::Bad`] when it is too large; [`Fault::Stopped`] when the sink wants no more.
pub fn read(bytes: &[u8], limits: &Limits, sink: Sink) -> Result<(), Fault> {
    if bytes.len() as u64 > limits.file {
        return Err(Fault::bad(Place::File, notice!("notice-too-large", most = limits.file / 1_000_000)));
    }
    let text = delimited::text(bytes)?;
    let mut report = Report::new(limits, sink);
    let mut open = Open::default();
    for (index, line) in text.lines().enumerate().map(|(index, line)| (index as u64 + 1, line.trim())) {
        if line.is_empty() {
            continue;
        }
        if !report.has_room(&Place::Line(index))? {
            return Ok(());
        }
        if let Some(letter) = line.strip_prefix("ANSWER:") {
            std::mem::take(&mut open).end(index, Some(letter.trim()), &mut report)?;
        } else if let Some((letter, text)) = choice(line).filter(|_| open.line > 0) {
            open.choices.push((letter, text.to_owned()));
        } else {
            if !open.choices.is_empty() {
                std::mem::take(&mut open).end(index, None, &mut report)?;
            }
            open.add(index, line);
        }
    }
    if open.line > 0 {
        open.end(0, None, &mut report)?;
    }
    report.finish()
}

/// `A) text` or `A. text`.
fn choice(line: &str) -> Option<(u8, &str)> {
    match line.as_bytes() {
        [letter @ b'A'..=b'Z', b')' | b'.', ..] => Some((*letter, line[2..].trim_start())),
        _ => None,
    }
}

/// A question whose answer has not come yet.
#[derive(Default)]
struct Open {
    /// 0: none has begun.
    line: u64,
    text: String,
    choices: Vec<(u8, String)>,
}

impl Open {
    fn add(&mut self, line: u64, text: &str) {
        if self.line == 0 {
            self.line = line;
        } else {
            self.text.push('\n');
        }
        self.text.push_str(text);
    }

    /// `answer`: what stands after `ANSWER:`; `None` when there is no such line.
    fn end(self, line: u64, answer: Option<&str>, report: &mut Report) -> Result<(), Fault> {
        let at = if self.line > 0 { self.line } else { line };
        let place = place(at, Some(&self.text));
        match self.question(answer, report.limits) {
            Ok(question) => report.question(Question { place, ..question }),
            Err(why) => report.skip(&place, why),
        }
    }

    fn question(self, answer: Option<&str>, limits: &Limits) -> Result<Question, Notice> {
        let Some(answer) = answer else { return Err(notice!("notice-aiken-no-answer")) };
        if self.line == 0 {
            return Err(notice!("notice-quiz-no-text"));
        }
        if self.text.len() > limits.text || self.choices.iter().any(|(_, text)| text.len() > limits.text) {
            return Err(notice!("notice-quiz-text-long", most = limits.text / 1_000));
        }
        if self.choices.len() < 2 {
            return Err(notice!("notice-aiken-choices"));
        }
        let in_order = self.choices.iter().zip(b'A'..).all(|((letter, _), expected)| *letter == expected);
        if !in_order || self.choices.len() > 26 {
            return Err(notice!("notice-aiken-letters"));
        }
        if self.choices.iter().any(|(_, text)| text.is_empty()) {
            return Err(notice!("notice-quiz-empty-answer"));
        }
        let is_right = |letter: u8| answer.as_bytes() == [letter];
        if !self.choices.iter().any(|(letter, _)| is_right(*letter)) {
            return Err(notice!("notice-aiken-answer", answer = short(answer)));
        }
        let worth = |right| if right { 100.0 } else { 0.0 };
        let answers = self.choices.into_iter().map(|(letter, text)| Answer {
            text: Text::plain(text),
            fraction: worth(is_right(letter)),
            feedback: None,
        });
        let choice = Choice { answers: answers.collect(), ..Choice::default() };
        Ok(Question::new(Text::plain(self.text), Ask::Choice(choice)))
    }
}

/// Choices with one right answer and nothing between right and wrong; the rest is listed.
pub fn write<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Written {
    let mut written = Written::default();
    for entry in entries {
        let Entry::Question(question) = entry else { continue };
        match block(question) {
            Ok(block) => {
                written.text.push_str(&block);
                written.missing.extend(lost(question, FileKind::Aiken));
            }
            Err(what) => written.missing.push(unsayable(question, FileKind::Aiken, what)),
        }
    }
    written
}

fn block(question: &Question) -> Result<String, &'static str> {
    let choice = match &question.ask {
        Ask::Choice(choice) => choice,
        other => return Err(kind_word(other)),
    };
    let is_all = |answer: &Answer| answer.fraction == 100.0 || answer.fraction == 0.0;
    if !choice.single || !choice.answers.iter().all(is_all) {
        return Err("partly-right");
    }
    if choice.answers.iter().filter(|answer| answer.fraction == 100.0).count() != 1 {
        return Err("one-right");
    }
    if !(2..=26).contains(&choice.answers.len()) {
        return Err("letters");
    }
    let text = plain(&question.text).ok_or("markup")?;
    if text.is_empty() {
        return Err("no-text");
    }
    let is_other = |(index, line): (usize, &str)| {
        line.trim().is_empty()
            || line.trim().starts_with("ANSWER:")
            || (index > 0 && self::choice(line.trim()).is_some())
    };
    if text.lines().enumerate().any(is_other) {
        return Err("line-start");
    }
    let mut block = text + "\n";
    let mut right = 'A';
    for (letter, answer) in ('A'..='Z').zip(&choice.answers) {
        let words = plain(&answer.text).filter(|words| !words.contains('\n')).ok_or("markup")?;
        if words.trim().is_empty() {
            return Err("empty-answer");
        }
        let _ = writeln!(block, "{letter}) {words}");
        if answer.fraction == 100.0 {
            right = letter;
        }
    }
    let _ = write!(block, "ANSWER: {right}\n\n");
    Ok(block)
}
