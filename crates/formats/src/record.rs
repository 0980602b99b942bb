//! The one stream that every importer yields, and that `core::transfer` stores: decks before their items, note types
//! before the notes that use them, media before or after, nothing twice. It crosses the boundary of the child process
//! as length-prefixed postcard, so that a whole collection is never in memory.

use crate::item::{Content, NoteType, Slot};
use crate::notice::{Notice, Place};
use serde::{Deserialize, Serialize};

/// One step of an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Record {
    /// How many items and media files will follow, for progress.
    Total {
        items: u64,
        media: u64,
    },
    NoteType(NoteType),
    Deck(DeckRecord),
    Item(Box<ItemRecord>),
    Media(MediaRecord),
    /// FSRS parameters found in the file (17, 19 or 21 numbers), and the retention wished for (0–1).
    Preset(PresetRecord),
    /// An article or text with its sections; at most one per file.
    Source(Box<SourceRecord>),
    /// Something the file suggests, for a person to accept.
    Draft(Box<DraftRecord>),
    /// Something that could not be read: where, what is wrong with it, and the mend.
    Skipped {
        place: Place,
        why: Notice,
    },
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DeckRecord {
    /// Unique in this file; items name it.
    pub key: String,
    /// Names from the outermost deck inwards. Never empty, no part blank.
    pub path: Vec<String>,
    /// Sanitised when shown, not here.
    pub description: String,
    pub language: Option<String>,
    /// `PresetRecord::key` of the deck's preset.
    pub preset: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PresetRecord {
    pub key: String,
    pub name: String,
    /// 17, 19 or 21 numbers, or none.
    pub parameters: Vec<f32>,
    /// 0.70–0.99.
    pub retention: Option<f32>,
    pub new_per_day: Option<u32>,
    pub reviews_per_day: Option<u32>,
    /// Minutes.
    pub learning_steps: Option<Vec<f32>>,
    pub relearning_steps: Option<Vec<f32>>,
    pub leech_threshold: Option<u32>,
    pub maximum_interval_days: Option<u32>,
    pub bury_siblings: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemRecord {
    /// What names this item in its file for good (Anki's guid), so that a later package updates it. `None`: the
    /// importer makes one from the content, so that the same file twice is not two of everything.
    pub key: Option<String>,
    /// `DeckRecord::key`.
    pub deck: String,
    pub content: Content,
    pub tags: Vec<String>,
    /// BCP 47, if the file says so.
    pub language: Option<String>,
    /// When the file says it was last changed, epoch ms; 0 when unknown. The later one wins on a merge.
    pub modified_at: i64,
    /// Only what the file knows about cards; cards that are not named here are made from the content, as new.
    pub cards: Vec<CardRecord>,
    /// Where it stands in the file (line, row), for messages.
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardRecord {
    pub slot: Slot,
    /// A deck other than the item's (Anki lets siblings lie in different decks).
    pub deck: Option<String>,
    pub suspended: bool,
    /// Not shown again on the day that the file comes in.
    pub buried: bool,
    /// 0 none, 1–7 as in Anki.
    pub flag: u8,
    /// Position among new cards.
    pub position: Option<i64>,
    pub seed: Option<Seed>,
    pub reviews: Vec<ReviewRecord>,
}

/// Where another program's scheduling left a card (an event of kind `seed`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seed {
    /// Epoch ms: when the file's program last touched the card (its last review, else the file's date).
    pub at: i64,
    /// FSRS stability in days and difficulty 1–10, if the file has them.
    pub stability: Option<f64>,
    pub difficulty: Option<f64>,
    /// SM-2 ease (2.5 = 250 %) and interval in days.
    pub ease: Option<f64>,
    pub interval_days: Option<f64>,
    pub due: SeedDue,
    pub phase: SeedPhase,
    pub reps: u32,
    pub lapses: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum SeedDue {
    /// Days since the epoch (civil day in the learner's zone).
    Day(i64),
    /// An instant, epoch ms (learning steps).
    At(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeedPhase {
    Learning,
    Review,
    Relearning,
}

/// One row of Anki's review log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewRecord {
    /// Anki's id: epoch ms of the answer.
    pub id: i64,
    /// 1–4; 0 for a manual entry (reschedule, forget).
    pub rating: u8,
    /// Milliseconds spent.
    pub duration_ms: i64,
    /// Anki's raw numbers: ivl, lastIvl, factor, type.
    pub interval: i64,
    pub last_interval: i64,
    pub factor: i64,
    pub kind: u8,
}

/// A media file that the importer staged in its job's folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MediaRecord {
    /// The name that items use. Data, never a path.
    pub name: String,
    /// File name inside the job's folder (made by the importer: a number).
    pub staged: String,
    /// Of the bytes, lower-case hex.
    pub sha256: String,
    pub bytes: u64,
}

/// A saved article or text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SourceRecord {
    pub title: String,
    pub language: Option<String>,
    /// Where it was saved from, as the file says; plain text, checked to be http(s) before it is linked.
    pub origin: Option<String>,
    /// Markdown: headings, figures, lists, numbered references at the end.
    pub markdown: String,
    /// Of what was cut away (page furniture), for the report.
    pub removed_lines: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftRecord {
    pub content: Content,
    pub language: Option<String>,
    /// How it was found: `question`, `flashcard`, `definition`, `faq`.
    pub found_as: String,
    /// The exact words of the source that it comes from, if the source holds them.
    pub quote: Option<String>,
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{Directions, Field};

    #[test]
    fn a_record_crosses_the_processes_as_it_was() {
        let content = Content::Basic {
            front: Field::markdown("Zürich?"),
            back: Field::html("<b>yes</b>"),
            directions: Directions::Both,
            typed: true,
            extra: None,
        };
        let record = Record::Item(Box::new(ItemRecord {
            key: Some("a".into()),
            deck: "1".into(),
            content,
            tags: vec!["t".into()],
            language: None,
            modified_at: 7,
            cards: Vec::new(),
            place: Place::Line(1),
        }));
        let bytes = postcard::to_stdvec(&record).unwrap();
        assert_eq!(postcard::from_bytes::<Record>(&bytes).unwrap(), record);
    }
}
