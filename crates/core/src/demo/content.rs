//! What the demo learner studies: two subjects of their own with a deck each, and a text with drafts.

use crate::call::Call;
use crate::courses::{self, NewCourse};
use crate::db::{Tx, params};
use crate::decks::{self, NewDeck};
use crate::error::{Error, Result};
use crate::items::{self, NewItem};
use crate::spaces;
use formats::deck_markdown::{self, TextFile};
use formats::item::{Content, Directions, Field};
use formats::record::Record;
use memory::Millis;
use uuid::Uuid;

/// A subject with its one deck.
pub struct Subject {
    pub name: &'static str,
    hue: &'static str,
    deck: &'static str,
    file: &'static str,
    text: &'static str,
}

pub const SUBJECTS: [Subject; 2] = [
    Subject {
        name: "Biology",
        hue: "teal",
        deck: "Cell biology",
        file: "cell-biology.md",
        text: include_str!("content/cell-biology.md"),
    },
    Subject {
        name: "French",
        hue: "rose",
        deck: "First words",
        file: "french.md",
        text: include_str!("content/french.md"),
    },
];

/// Makes a subject with its deck; the deck's id.
pub fn make_subject(tx: &mut Tx, call: &Call, subject: &Subject) -> Result<Uuid> {
    let space = call.actor.space();
    let new = NewCourse { name: subject.name.into(), hue: subject.hue.into(), ..NewCourse::default() };
    let course = courses::create(tx, call, space, &new)?;
    let mut ids = call.ids();
    // the first id of this call is the course's
    ids.next_id();
    let deck = ids.next_id();
    let new = NewDeck { id: Some(deck), course: Some(course), name: subject.deck.into(), ..NewDeck::default() };
    decks::create(tx, call, space, &new)
}

/// The items of a subject, as its file has them.
///
/// # Errors
/// `Internal` with the line, if the file that was shipped cannot be read; a test reads it.
pub fn items_of(subject: &Subject, deck: Uuid) -> Result<Vec<NewItem>> {
    let mut items = Vec::new();
    let mut skipped = None;
    let file = TextFile { name: subject.file, text: subject.text };
    let read = deck_markdown::read(&[file], &|_| false, &mut |record| {
        match record {
            Record::Item(item) => {
                items.push(NewItem { tags: item.tags, language: item.language, ..NewItem::new(deck, item.content) })
            }
            Record::Skipped { place, why } => skipped = Some(format!("{place}: {why}")),
            _ => {}
        }
        Ok(())
    });
    match (read, skipped) {
        (Err(fault), _) => Err(Error::internal(fault)),
        (_, Some(why)) => Err(Error::Internal(why)),
        _ => Ok(items),
    }
}

/// Makes items, each by the operation that everybody uses.
pub fn make_items(tx: &mut Tx, call: &Call, new: &[NewItem]) -> Result<()> {
    let mut ids = call.ids();
    for (n, item) in new.iter().enumerate() {
        let item = NewItem { id: Some(ids.next_id()), ..item.clone() };
        // a moment later each: new cards come in the order of making
        let now = Millis(call.now.0 + i64::try_from(n).unwrap_or(0));
        items::create(tx, &Call { now, ..call.clone() }, call.actor.space(), &item)?;
    }
    Ok(())
}

const TEXT: &str = include_str!("content/enzymes.md");

/// Question, answer, and the words of the text that it comes from.
const DRAFTS: [(&str, &str, &str); 4] = [
    (
        "How does an enzyme speed up a reaction?",
        "It lowers the activation energy.",
        "An enzyme speeds up a reaction by lowering its activation energy.",
    ),
    (
        "At which temperature do most human enzymes work best?",
        "At about 37 °C.",
        "Most human enzymes work best at about 37 °C.",
    ),
    ("At which pH does pepsin work best?", "At about 2.", "pepsin, in the stomach, works best at a pH of about 2."),
    (
        "What is a coenzyme?",
        "An organic molecule that an enzyme needs as its partner.",
        "one that is an organic molecule, a coenzyme.",
    ),
];

/// A text that the learner brought along, with drafts that wait to be decided about.
pub fn make_source(tx: &mut Tx, call: &Call) -> Result<()> {
    let (space, now) = (call.actor.space(), call.now.0);
    spaces::lock(tx, space)?;
    let mut ids = call.ids();
    let source = ids.next_id();
    let words = i64::try_from(TEXT.split_whitespace().count()).unwrap_or(0);
    tx.execute(
        "INSERT INTO sources (space, id, version, kind, title, language, content, words, created_at, updated_at)
         VALUES (?1, ?2, 1, 'document', 'Enzymes at work', 'en', ?3, ?4, ?5, ?5)",
        params![space, source, TEXT, words, now],
    )?;
    for (position, (question, answer, quote)) in DRAFTS.into_iter().enumerate() {
        let draft = ids.next_id();
        let content = Content::Basic {
            front: Field::markdown(question),
            back: Field::markdown(answer),
            directions: Directions::Forward,
            typed: false,
            extra: None,
        };
        let content = serde_json::to_string(&content).map_err(Error::internal)?;
        tx.execute(
            "INSERT INTO drafts (space, id, source, content, language, found_as, state, position, created_at)
             VALUES (?1, ?2, ?3, ?4, 'en', 'faq', 'open', ?5, ?6)",
            params![space, draft, source, content, i64::try_from(position).unwrap_or(0), now],
        )?;
        tx.execute(
            "INSERT INTO evidence (space, id, item, source, source_version, quote, prefix, suffix)
             VALUES (?1, ?2, ?3, ?4, 1, ?5, '', '')",
            params![space, ids.next_id(), draft, source, quote],
        )?;
    }
    crate::search::announce(tx, space, "source", source, 1, call.now)
}
