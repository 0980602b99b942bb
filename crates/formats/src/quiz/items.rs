//! Questions as items, and items as questions: what becomes what is told in docs/handbook/quiz-files.md.

mod gaps;
mod inward;
mod outward;
mod texts;

pub use inward::{Lost, content};
pub use outward::{Item, question};
pub use texts::{Files, Media};

use super::{Category, Entry, FileKind, Limits, Missing, Question, Written, category_names, read};
use crate::anki::Stop;
use crate::fault::Fault;
use crate::markup;
use crate::notice;
use crate::notice::Place;
use crate::record::{DeckRecord, ItemRecord, Record};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// What comes out of a file, in its order.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Record(Record),
    /// A picture or other file that items before or after it show.
    File {
        name: String,
        bytes: Vec<u8>,
    },
}

/// Where steps go. [`Stop`] ends the reading.
pub type StepSink<'a> = &'a mut dyn FnMut(Step) -> Result<(), Stop>;

/// Reads a question file as items. `name` is the file's: questions without a category go into a deck called so.
///
/// # Errors
/// As [`read`].
pub fn records(kind: FileKind, bytes: &[u8], name: &str, limits: &Limits, sink: StepSink) -> Result<(), Fault> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let mut import = Import {
        stem: if stem.is_empty() { "Import" } else { stem }.to_owned(),
        sink,
        decks: HashMap::new(),
        descriptions: HashMap::new(),
        keys: HashSet::new(),
        files: Files::default(),
        counted: BTreeMap::new(),
        has_any: false,
    };
    read(kind, bytes, limits, &mut |entry| import.take(entry))?;
    if import.end()? {
        return Ok(());
    }
    Err(Fault::bad(Place::File, notice!("notice-quiz-none")))
}

struct Import<'s> {
    stem: String,
    sink: StepSink<'s>,
    /// Path to key.
    decks: HashMap<Vec<String>, String>,
    descriptions: HashMap<Vec<String>, String>,
    keys: HashSet<Uuid>,
    files: Files,
    /// The first question that says it, and how many do.
    counted: BTreeMap<&'static str, (Place, usize)>,
    /// There was more than names of categories.
    has_any: bool,
}

impl Import<'_> {
    fn take(&mut self, entry: Entry) -> Result<(), Stop> {
        match entry {
            Entry::Skipped { place, why } => self.send(Record::Skipped { place, why }),
            Entry::Category(category) => {
                self.category(&category);
                Ok(())
            }
            Entry::Question(question) => self.question(&question),
        }
    }

    fn path(&self, category: &[String]) -> Vec<String> {
        let names = category_names(category).iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let path: Vec<String> = names.collect();
        if path.is_empty() { vec![self.stem.clone()] } else { path }
    }

    fn category(&mut self, category: &Category) {
        if let Some(description) = category.description.as_ref().filter(|text| !text.is_empty()) {
            let words = markup::html_to_text(&description.text);
            self.descriptions.insert(self.path(&category.path), words);
        }
    }

    fn question(&mut self, question: &Question) -> Result<(), Stop> {
        let (content, lost) = match content(question, &mut self.files) {
            Ok(made) => made,
            Err(why) => return self.send(Record::Skipped { place: question.place.clone(), why }),
        };
        for lost in lost {
            match lost {
                Lost::Here(why) => self.send(Record::Skipped { place: question.place.clone(), why })?,
                Lost::Counted(what) => self.counted.entry(what).or_insert((question.place.clone(), 0)).1 += 1,
            }
        }
        for (name, bytes) in std::mem::take(&mut self.files.fresh) {
            (self.sink)(Step::File { name, bytes })?;
        }
        let path = self.path(&question.category);
        let key = self.key(question, &path);
        let deck = self.deck(path)?;
        self.send(Record::Item(Box::new(ItemRecord {
            key: Some(key),
            deck,
            content,
            tags: question.tags.clone(),
            language: None,
            modified_at: 0,
            cards: Vec::new(),
            place: question.place.clone(),
        })))
    }

    /// The same for the same question in a later file: by its identifier, else its name, else its text, each within its
    /// deck. An identifier that Studium gave is the item's own.
    fn key(&mut self, question: &Question, path: &[String]) -> String {
        let own = question.id.as_deref().and_then(|id| Uuid::try_parse(id).ok());
        if let Some(own) = own.filter(|own| self.keys.insert(*own)) {
            return own.to_string();
        }
        let named = match (&question.id, question.name.as_ref().filter(|name| !name.is_empty())) {
            (Some(id), _) => format!("id\u{1f}{id}"),
            (None, Some(name)) => format!("name\u{1f}{name}"),
            (None, None) => format!("text\u{1f}{}", question.text.text),
        };
        let deck = path.join("\u{1f}");
        let hash = |more: &str| {
            Uuid::new_v5(&crate::item::NAMESPACE, format!("question\u{1e}{deck}\u{1e}{named}\u{1e}{more}").as_bytes())
        };
        let key = hash("");
        if self.keys.insert(key) {
            return format!("question:{key}");
        }
        // another one that is called the same
        let asks = serde_json::to_string(&question.ask).unwrap_or_default();
        let key = hash(&format!("{}\u{1f}{asks}", question.text.text));
        self.keys.insert(key);
        format!("question:{key}")
    }

    fn deck(&mut self, path: Vec<String>) -> Result<String, Stop> {
        if let Some(key) = self.decks.get(&path) {
            return Ok(key.clone());
        }
        let key = format!("d{}", self.decks.len());
        let description = self.descriptions.get(&path).cloned().unwrap_or_default();
        self.send(Record::Deck(DeckRecord {
            key: key.clone(),
            path: path.clone(),
            description,
            ..DeckRecord::default()
        }))?;
        self.decks.insert(path, key.clone());
        Ok(key)
    }

    /// Whether anything was found.
    fn end(mut self) -> Result<bool, Stop> {
        for (what, (place, count)) in std::mem::take(&mut self.counted) {
            let why = notice!("notice-quiz-lost-many", count = count, what = what);
            self.send(Record::Skipped { place, why })?;
        }
        Ok(self.has_any)
    }

    fn send(&mut self, record: Record) -> Result<(), Stop> {
        self.has_any = true;
        (self.sink)(Step::Record(record))
    }
}

/// Questions as a file of that kind; QTI is not written.
pub fn write<'e>(kind: FileKind, entries: impl IntoIterator<Item = &'e Entry>) -> Written {
    match kind {
        FileKind::Gift => super::gift::write(entries),
        FileKind::Aiken => super::aiken::write(entries),
        FileKind::MoodleXml => super::moodle::write(entries),
        FileKind::Qti => Written::default(),
    }
}

/// Items as a file of that kind, with everything that is not in it.
pub fn write_items<'i>(kind: FileKind, items: impl IntoIterator<Item = Item<'i>>, media: Media) -> Written {
    let mut missing: Vec<Missing> = Vec::new();
    let mut entries = Vec::new();
    for item in items {
        let (question, lost) = question(&item, media);
        missing.extend(lost);
        entries.extend(question.map(|question| Entry::Question(Box::new(question))));
    }
    for one in &mut missing {
        for (name, value) in &mut one.why.arguments {
            if name == "format" {
                *value = kind.name().into();
            }
        }
    }
    let written = write(kind, &entries);
    missing.extend(written.missing);
    Written { missing, ..written }
}
