//! What a reader has found so far, on its way to whoever takes it.

use super::{Category, Decimal, Entry, Limits, Missing, Question, Sink};
use crate::fault::Fault;
use crate::notice;
use crate::notice::{Notice, Place};

pub(super) struct Report<'a> {
    pub limits: &'a Limits,
    sink: Sink<'a>,
    entries: usize,
    /// Bytes of attachments that may still come.
    attachments: u64,
    /// Of the questions to come.
    category: Vec<String>,
}

impl<'a> Report<'a> {
    pub fn new(limits: &'a Limits, sink: Sink<'a>) -> Report<'a> {
        Report { limits, sink, entries: 0, attachments: limits.attachments, category: Vec::new() }
    }

    /// Whether another entry may come. Says once, of that place, that none may.
    pub fn has_room(&mut self, place: &Place) -> Result<bool, Fault> {
        if self.entries < self.limits.entries {
            return Ok(true);
        }
        if self.entries == self.limits.entries {
            let why = notice!("notice-quiz-many", most = self.limits.entries);
            self.send(Entry::Skipped { place: place.clone(), why })?;
        }
        Ok(false)
    }

    /// # Errors
    /// When nothing at all was found.
    pub fn finish(self) -> Result<(), Fault> {
        match self.entries {
            0 => Err(Fault::bad(Place::File, notice!("notice-quiz-none"))),
            _ => Ok(()),
        }
    }

    pub fn skip(&mut self, place: &Place, why: Notice) -> Result<(), Fault> {
        if self.has_room(place)? {
            self.send(Entry::Skipped { place: place.clone(), why })?;
        }
        Ok(())
    }

    pub fn category(&mut self, category: Category) -> Result<(), Fault> {
        if self.has_room(&category.place)? {
            self.category.clone_from(&category.path);
            self.send(Entry::Category(category))?;
        }
        Ok(())
    }

    pub fn question(&mut self, mut question: Question) -> Result<(), Fault> {
        if self.has_room(&question.place)? {
            question.category.clone_from(&self.category);
            self.send(Entry::Question(Box::new(question)))?;
        }
        Ok(())
    }

    /// Takes that many bytes from what attachments may have. `None` when there is not so much left.
    pub fn spend(&mut self, bytes: u64) -> Option<()> {
        self.attachments = self.attachments.checked_sub(bytes)?;
        Some(())
    }

    fn send(&mut self, entry: Entry) -> Result<(), Fault> {
        self.entries += 1;
        Ok((self.sink)(entry)?)
    }
}

/// The place of a question in a text file.
pub(super) fn place(line: u64, name: Option<&str>) -> Place {
    match name {
        Some(name) if !name.is_empty() => Place::QuestionAt { line, name: short(name) },
        _ => Place::Line(line),
    }
}

/// What a writer says about a question: by its name, else by how it begins.
pub(super) fn missing(question: &Question, why: Notice) -> Missing {
    let name = question.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&question.text.text);
    Missing { place: Place::Question(short(name)), why }
}

/// What an answer is worth, in percent: −100 to 100, to seven places as Moodle keeps it.
pub(super) fn fraction(percent: &str) -> Result<f64, Notice> {
    match Decimal::parse(percent).map(|percent| percent.value()) {
        Some(percent) if (-100.0..=100.0).contains(&percent) => Ok((percent * 1e7).round() / 1e7),
        _ => Err(notice!("notice-quiz-fraction", fraction = short(percent))),
    }
}

/// White space and line ends as single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().flat_map(|word| [" ", word]).skip(1).collect()
}

/// A foreign text for a message: one line, at most 60 characters.
pub(super) fn short(text: &str) -> String {
    let mut line = text.split_whitespace().flat_map(|word| [" ", word]).skip(1).flat_map(str::chars);
    let mut start: String = line.by_ref().take(60).collect();
    if line.next().is_some() {
        start.push('…');
    }
    start
}
