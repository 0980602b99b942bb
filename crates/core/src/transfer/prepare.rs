//! Turns a record into the rows that it becomes, before any transaction: so that the writer only writes.

use super::log::{CardOf, LogEntry, entries};
use crate::call::{Actor, SpaceId};
use crate::items::model::{CONTENT_LIMIT, TAG_LIMIT, fold_tag};
use crate::reviews::EventRow;
use crate::reviews::totals::{ByDay, fold_and_count};
use formats::item::{Content, NoteType, Slot, anki_lineage, beside, card_id};
use formats::notice;
use formats::notice::{Notice, Place};
use formats::record::{CardRecord, ItemRecord, PresetRecord};
use formats::render;
use memory::{Folded, Millis, Parameters, StudyDay};
use std::collections::HashMap;
use uuid::Uuid;

/// An item with everything that is written of it.
#[derive(Debug)]
pub struct Prepared {
    pub id: Uuid,
    pub lineage: Uuid,
    pub record: Box<ItemRecord>,
    /// Its deck; known once the deck of the record's key is stored.
    pub deck: Uuid,
    pub json: String,
    pub summary: String,
    /// (folded, as written).
    pub tags: Vec<(String, String)>,
    pub position: i64,
    pub cards: Vec<PreparedCard>,
}

#[derive(Debug)]
pub struct PreparedCard {
    pub slot: Slot,
    pub card_id: Uuid,
    /// The file's key of its own deck, and then the deck.
    pub deck_key: Option<String>,
    pub deck: Option<Uuid>,
    pub suspended: bool,
    /// When it is back, for a card that is not shown today.
    pub buried_until: Option<StudyDay>,
    pub flag: u8,
    pub position: i64,
    pub entries: Vec<LogEntry>,
    pub folded: Folded,
    pub totals: ByDay,
}

impl Prepared {
    /// About how many rows it becomes.
    pub fn rows(&self) -> usize {
        1 + self.tags.len() + self.cards.iter().map(|c| 2 + c.entries.len()).sum::<usize>()
    }
}

/// What preparing needs to know.
pub struct Preparer {
    pub actor: Actor,
    pub space: SpaceId,
    pub now: Millis,
    /// `parameters.id` and the numbers that states are folded with.
    pub parameters_id: i64,
    pub parameters: Parameters,
    /// Note types by the id that items carry.
    note_types: HashMap<Uuid, NoteType>,
    /// The file's id of a note type → the one it is stored under.
    renamed: HashMap<Uuid, Uuid>,
    /// The path of each deck key, for the names of items that have none.
    paths: HashMap<String, String>,
}

/// What to do with a note type of the file.
pub enum TypeChange {
    /// It is here as it is.
    Same,
    Insert(NoteType),
    /// Another look for the same fields.
    Replace(NoteType),
}

impl Preparer {
    pub fn new(
        actor: Actor,
        now: Millis,
        parameters: (i64, Parameters),
        note_types: HashMap<Uuid, NoteType>,
    ) -> Preparer {
        Preparer {
            space: actor.space(),
            actor,
            now,
            parameters_id: parameters.0,
            parameters: parameters.1,
            note_types,
            renamed: HashMap::new(),
            paths: HashMap::new(),
        }
    }

    /// The first parameters of the file count, for a learner who has none. Call it only before the first item.
    pub fn preset(&mut self, preset: &PresetRecord) -> Option<Parameters> {
        if self.parameters_id != 0 || preset.parameters.is_empty() {
            return None;
        }
        let found = Parameters::new(&preset.parameters).ok()?;
        self.parameters_id = 1;
        self.parameters = found.clone();
        Some(found)
    }

    pub fn deck(&mut self, key: &str, path: &[String]) {
        self.paths.insert(key.to_owned(), path.join("\u{1f}"));
    }

    /// A type whose fields or templates are others than those stored under its id gets an id of its own: what is here
    /// is written for the stored one.
    pub fn note_type(&mut self, mut given: NoteType) -> TypeChange {
        let original = given.id;
        loop {
            match self.note_types.get(&given.id) {
                None => {
                    self.renamed.insert(original, given.id);
                    self.note_types.insert(given.id, given.clone());
                    return TypeChange::Insert(given);
                }
                Some(stored) if *stored == given => {
                    self.renamed.insert(original, given.id);
                    return TypeChange::Same;
                }
                Some(stored) if fits(stored, &given) => {
                    self.renamed.insert(original, given.id);
                    self.note_types.insert(given.id, given.clone());
                    return TypeChange::Replace(given);
                }
                Some(_) => {
                    let names: Vec<&str> = given.fields.iter().map(|f| f.name.as_str()).collect();
                    given.id = Uuid::new_v5(
                        &given.id,
                        format!("{}\u{1f}{}", names.join("\u{1f}"), given.templates.len()).as_bytes(),
                    );
                }
            }
        }
    }

    /// The id that an item will have, for sorting.
    pub fn id_of(&self, record: &ItemRecord) -> Uuid {
        let space = &self.space.0;
        match (&record.content, &record.key) {
            (Content::Anki { guid, .. }, _) => anki_item(self.space, guid),
            // our own tables name items by their id
            (_, Some(key)) => {
                Uuid::parse_str(key).unwrap_or_else(|_| Uuid::new_v5(space, format!("key:{key}").as_bytes()))
            }
            (content, None) => {
                let deck = self.paths.get(&record.deck).map_or("", String::as_str);
                let json = serde_json::to_string(content).unwrap_or_default();
                Uuid::new_v5(space, format!("text:{deck}\u{1e}{json}").as_bytes())
            }
        }
    }

    /// The rows of an item, the `index`th of its file.
    ///
    /// # Errors
    /// Where and why it cannot be stored, with the mend.
    pub fn prepare(&self, id: Uuid, index: i64, mut record: Box<ItemRecord>) -> Result<Prepared, (Place, Notice)> {
        let lineage = match &mut record.content {
            Content::Anki { note_type, guid, .. } => {
                *note_type = self.renamed.get(note_type).copied().unwrap_or(*note_type);
                anki_lineage(guid)
            }
            _ => id,
        };
        let note_type = match &record.content {
            Content::Anki { note_type, .. } => self.note_types.get(note_type),
            _ => None,
        };
        let fault = |why: Notice| (record.place.clone(), why);
        let json = serde_json::to_string(&record.content)
            .map_err(|e| fault(notice!("notice-content", detail = e.to_string())))?;
        if json.len() > CONTENT_LIMIT {
            return Err(fault(notice!("notice-content-long", most = CONTENT_LIMIT / 1_000_000)));
        }
        if json.contains("\\u0000") {
            return Err(fault(notice!("notice-nul")));
        }
        // Anki's cards are those that the package has: it made them from the same templates
        let slots: Vec<Slot> = match (&record.content, record.cards.is_empty()) {
            (Content::Anki { .. }, false) => record.cards.iter().map(|c| c.slot.clone()).collect(),
            _ => render::slots(&record.content, note_type),
        };
        if slots.is_empty() {
            return Err(fault(notice!("notice-no-card")));
        }
        let summary = render::summary(&record.content, note_type);
        let base = self.now.0.saturating_mul(1000);
        let position = base + index;
        let key = match &record.content {
            Content::Anki { guid, .. } => guid.clone(),
            _ => record.key.clone().unwrap_or_default(),
        };
        let named: HashMap<&Slot, &CardRecord> = record.cards.iter().map(|c| (&c.slot, c)).collect();
        let mut cards = Vec::with_capacity(slots.len());
        for (sibling, slot) in slots.into_iter().enumerate() {
            let card_id = card_id(lineage, &slot);
            let card = named.get(&slot).copied();
            let of = CardOf { actor: &self.actor, key: &key, card_id, item: id, received_at: self.now };
            let entries = card.map(|c| entries(c, &of)).unwrap_or_default();
            let (folded, totals) = fold(&self.parameters, &entries);
            let order = card.and_then(|c| c.position).unwrap_or(index).clamp(0, 100_000_000);
            cards.push(PreparedCard {
                card_id,
                deck_key: card.and_then(|c| c.deck.clone()),
                deck: None,
                suspended: card.is_some_and(|c| c.suspended),
                buried_until: card.filter(|c| c.buried).map(|_| self.actor.study_day(self.now).plus(1)),
                flag: card.map_or(0, |c| c.flag.min(7)),
                position: base + order * 10 + (sibling as i64).min(9),
                entries,
                folded,
                totals,
                slot,
            });
        }
        let tags = record.tags.iter().filter_map(|t| tag(t)).map(|t| (fold_tag(&t), t)).collect();
        Ok(Prepared { id, lineage, deck: Uuid::nil(), json, summary, tags, position, cards, record })
    }
}

/// The item of a note of Anki's in a space: it lies beside its cards, which are named by the lineage.
pub fn anki_item(space: SpaceId, guid: &str) -> Uuid {
    beside(anki_lineage(guid), Uuid::new_v5(&space.0, format!("anki:{guid}").as_bytes()))
}

/// Where a card stands after its entries, and what they count.
fn fold(parameters: &Parameters, entries: &[LogEntry]) -> (Folded, ByDay) {
    if entries.is_empty() {
        return (Folded::default(), ByDay::new());
    }
    let rows: Vec<EventRow> = entries.iter().filter(|e| e.is_folded()).map(|e| e.row.clone()).collect();
    fold_and_count(parameters, &rows)
}

/// Same fields in the same order, as many templates: what is written for one shows with the other.
fn fits(stored: &NoteType, given: &NoteType) -> bool {
    let names = |t: &NoteType| t.fields.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
    stored.cloze == given.cloze && names(stored) == names(given) && stored.templates.len() == given.templates.len()
}

/// A tag as it may be stored.
fn tag(tag: &str) -> Option<String> {
    let clean: String = tag.trim().chars().filter(|c| !c.is_control()).take(TAG_LIMIT).collect();
    (!clean.is_empty()).then_some(clean)
}
