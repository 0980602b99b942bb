//! Notes with their cards and their review log: three cursors in the same order, merged, so that nothing is looked up
//! note by note and nothing but the current note is in memory.

use super::collection::{bytes, int, sqlite_error};
use super::ours;
use super::setup::{DEFAULT_DECK, Own, Setup};
use crate::anki::limits::{ReadError, Stop};
use crate::item::{Content, Kind, Slot};
use crate::notice;
use crate::notice::{Notice, Place};
use crate::record::{CardRecord, DeckRecord, ItemRecord, Record, ReviewRecord, Seed, SeedDue, SeedPhase};
use rusqlite::{Connection, Row, Rows};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A `due` above this is an instant (epoch seconds), below it a day number: Anki's own rule.
const INSTANT_FROM: i64 = 1_000_000_000;
/// Anki makes no cloze card beyond this number.
const LAST_CLOZE: i64 = 500;

const NOTES: &str = "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id";
const CARDS: &str = "SELECT id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, odue, odid, flags, data \
                     FROM cards ORDER BY nid, id";
// CROSS JOIN fixes the order of the loops: cards by their index, each card's rows by theirs.
const REVIEWS: &str = "SELECT r.cid, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type \
                       FROM cards c CROSS JOIN revlog r ON r.cid = c.id ORDER BY c.nid, c.id, r.id";

pub fn read(db: &Connection, setup: Setup, sink: &mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<(), ReadError> {
    let mut notes = db.prepare(NOTES).map_err(sqlite_error)?;
    let mut cards = db.prepare(CARDS).map_err(sqlite_error)?;
    let mut reviews = db.prepare(REVIEWS).map_err(sqlite_error)?;
    let mut notes = notes.query([]).map_err(sqlite_error)?;
    let mut cards = Ahead::new(cards.query([]).map_err(sqlite_error)?, card)?;
    let mut reviews = Ahead::new(reviews.query([]).map_err(sqlite_error)?, review)?;

    let ours = setup.note_types.iter().filter_map(|(id, note_type)| Some((*id, ours::kind_of(note_type)?))).collect();
    let mut teller = Teller {
        setup,
        sink,
        told_decks: HashSet::new(),
        told_presets: HashSet::new(),
        told_types: HashSet::new(),
        ours,
    };
    teller.decks()?;
    let mut guids: HashSet<Box<str>> = HashSet::new();
    let mut orphans = 0u64;
    while let Some(row) = notes.next().map_err(sqlite_error)? {
        let id = int(row, 0);
        while let Some(orphan) = cards.take_if(|c| c.note < id)? {
            orphans += 1;
            while reviews.take_if(|(of, _)| *of == orphan.id)?.is_some() {}
        }
        let mut own = Vec::new();
        while let Some(card) = cards.take_if(|c| c.note == id)? {
            let mut log = Vec::new();
            while let Some((_, mut row)) = reviews.take_if(|(of, _)| *of == card.id)? {
                row.rating = teller.setup.rating(row.rating, row.kind);
                log.push(row);
            }
            own.push((card, log));
        }
        teller.note(id, row, own, &mut guids)?;
    }
    while cards.take_if(|_| true)?.is_some() {
        orphans += 1;
    }
    if orphans > 0 {
        teller.skip(Place::Table("cards".into()), notice!("notice-orphans", count = orphans))?;
    }
    Ok(())
}

/// A cursor that shows its next row before it gives it.
struct Ahead<'s, T> {
    rows: Rows<'s>,
    parse: fn(&Row<'_>) -> T,
    next: Option<T>,
}

impl<'s, T> Ahead<'s, T> {
    fn new(rows: Rows<'s>, parse: fn(&Row<'_>) -> T) -> Result<Self, ReadError> {
        let mut ahead = Ahead { rows, parse, next: None };
        ahead.advance()?;
        Ok(ahead)
    }

    fn advance(&mut self) -> Result<Option<T>, ReadError> {
        let next = self.rows.next().map_err(sqlite_error)?.map(self.parse);
        Ok(std::mem::replace(&mut self.next, next))
    }

    fn take_if(&mut self, wanted: impl Fn(&T) -> bool) -> Result<Option<T>, ReadError> {
        if self.next.as_ref().is_some_and(wanted) { self.advance() } else { Ok(None) }
    }
}

struct Card {
    id: i64,
    note: i64,
    /// The home deck: a filtered deck only borrows.
    deck: i64,
    ordinal: i64,
    modified: i64,
    kind: i64,
    queue: i64,
    due: i64,
    interval: i64,
    ease: i64,
    reps: i64,
    lapses: i64,
    flags: i64,
    data: CardData,
}

/// `cards.data`: what FSRS left.
#[derive(Default, Deserialize)]
#[serde(default)]
struct CardData {
    #[serde(rename = "s")]
    stability: Option<f64>,
    #[serde(rename = "d")]
    difficulty: Option<f64>,
    /// Epoch seconds.
    #[serde(rename = "lrt")]
    last_review: Option<f64>,
}

fn card(row: &Row<'_>) -> Card {
    let (due, original_due, original_deck) = (int(row, 7), int(row, 12), int(row, 13));
    let data = bytes(row, 15);
    Card {
        id: int(row, 0),
        note: int(row, 1),
        deck: if original_deck != 0 { original_deck } else { int(row, 2) },
        ordinal: int(row, 3),
        modified: int(row, 4),
        kind: int(row, 5),
        queue: int(row, 6),
        due: if original_deck != 0 && original_due != 0 { original_due } else { due },
        interval: int(row, 8),
        ease: int(row, 9),
        reps: int(row, 10),
        lapses: int(row, 11),
        flags: int(row, 14),
        data: if data.len() > 2 { serde_json::from_slice(data).unwrap_or_default() } else { CardData::default() },
    }
}

fn review(row: &Row<'_>) -> (i64, ReviewRecord) {
    let review = ReviewRecord {
        id: int(row, 1),
        rating: int(row, 2).clamp(0, 4) as u8,
        interval: int(row, 3),
        last_interval: int(row, 4),
        factor: int(row, 5),
        duration_ms: int(row, 6),
        kind: int(row, 7).clamp(0, 255) as u8,
    };
    (int(row, 0), review)
}

impl Card {
    fn is_new(&self) -> bool {
        self.kind == 0
    }

    fn seed(&self, log: &[ReviewRecord], setup: &Setup) -> Option<Seed> {
        if self.is_new() {
            return None;
        }
        let phase = match (self.kind, self.queue) {
            (1, _) => SeedPhase::Learning,
            // Anki's first scheduler kept the type of a lapsed card and moved it to a learning queue.
            (3, _) | (2, 1 | 3) => SeedPhase::Relearning,
            _ => SeedPhase::Review,
        };
        let last_answer = log.last().map(|r| r.id);
        let last_review = self.data.last_review.filter(|s| s.is_finite() && *s > 0.0).map(|s| (s * 1000.0) as i64);
        let modified = if self.modified > 0 { self.modified.saturating_mul(1000) } else { setup.modified_at };
        let interval_days = match self.interval {
            0 => None,
            days @ 1.. => Some(days as f64),
            seconds => Some(seconds.unsigned_abs() as f64 / 86_400.0),
        };
        Some(Seed {
            at: last_answer.or(last_review).unwrap_or(modified),
            stability: self.data.stability.filter(|s| s.is_finite() && *s > 0.0),
            difficulty: self.data.difficulty.filter(|d| (1.0..=10.0).contains(d)),
            ease: (self.ease > 0).then(|| self.ease as f64 / 1000.0),
            interval_days,
            due: if self.due > INSTANT_FROM {
                SeedDue::At(self.due.saturating_mul(1000))
            } else {
                SeedDue::Day(setup.first_day.saturating_add(self.due))
            },
            phase,
            reps: u32::try_from(self.reps).unwrap_or_default(),
            lapses: u32::try_from(self.lapses).unwrap_or_default(),
        })
    }
}

/// Says each thing once, and before what needs it.
struct Teller<'a> {
    setup: Setup,
    sink: &'a mut dyn FnMut(Record) -> Result<(), Stop>,
    told_decks: HashSet<i64>,
    told_presets: HashSet<String>,
    told_types: HashSet<i64>,
    /// Note types of our own exports.
    ours: HashMap<i64, Kind>,
}

impl Teller<'_> {
    fn skip(&mut self, place: Place, why: Notice) -> Result<(), ReadError> {
        Ok((self.sink)(Record::Skipped { place, why })?)
    }

    /// All decks of the learner's own making; filtered decks and the default deck wait until a card lies in them.
    fn decks(&mut self) -> Result<(), ReadError> {
        let mut own: Vec<(Vec<String>, i64)> = self
            .setup
            .decks
            .iter()
            .filter(|(id, deck)| !deck.filtered && **id != DEFAULT_DECK)
            .map(|(id, deck)| (deck.path.clone(), *id))
            .collect();
        own.sort();
        own.into_iter().try_for_each(|(_, id)| self.deck(id).map(drop))
    }

    /// The key of a deck, after telling it. A deck that the collection does not have is the default deck.
    fn deck(&mut self, id: i64) -> Result<i64, ReadError> {
        if self.told_decks.contains(&id) {
            return Ok(id);
        }
        let Some(deck) = self.setup.decks.get(&id) else {
            if id != DEFAULT_DECK {
                return self.deck(DEFAULT_DECK);
            }
            self.told_decks.insert(id);
            let path = vec!["Default".to_owned()];
            (self.sink)(Record::Deck(DeckRecord { key: id.to_string(), path, ..DeckRecord::default() }))?;
            return Ok(id);
        };
        let mut record = DeckRecord {
            key: id.to_string(),
            path: deck.path.clone(),
            description: deck.description.clone(),
            language: None,
            preset: None,
        };
        if let Some(preset) = deck.preset.and_then(|p| self.setup.presets.get(&p)) {
            let mut preset = preset.clone();
            let own = deck.own;
            if own != Own::default() {
                preset.key = format!("{}@{id}", preset.key);
                preset.name = format!("{} · {}", preset.name, deck.path.last().map_or("", String::as_str));
                preset.retention = own.retention.or(preset.retention);
                preset.new_per_day = own.new_per_day.or(preset.new_per_day);
                preset.reviews_per_day = own.reviews_per_day.or(preset.reviews_per_day);
            }
            record.preset = Some(preset.key.clone());
            if self.told_presets.insert(preset.key.clone()) {
                (self.sink)(Record::Preset(preset))?;
            }
        }
        self.told_decks.insert(id);
        (self.sink)(Record::Deck(record))?;
        Ok(id)
    }

    fn note(
        &mut self,
        id: i64,
        row: &Row<'_>,
        cards: Vec<(Card, Vec<ReviewRecord>)>,
        guids: &mut HashSet<Box<str>>,
    ) -> Result<(), ReadError> {
        let place = Place::Note(id);
        let (Ok(guid), Ok(tags), Ok(fields)) = (
            std::str::from_utf8(bytes(row, 1)),
            std::str::from_utf8(bytes(row, 4)),
            std::str::from_utf8(bytes(row, 5)),
        ) else {
            return self.skip(place, notice!("notice-note-text"));
        };
        let guid = if guid.is_empty() { format!("note {id}") } else { clean(guid) };
        let type_id = int(row, 2);
        let Some(note_type) =
            self.setup.note_types.get(&type_id).filter(|t| !t.fields.is_empty() && !t.templates.is_empty())
        else {
            return self.skip(place, notice!("notice-note-type", id = type_id.to_string()));
        };
        if !guids.insert(guid.as_str().into()) {
            return self.skip(place, notice!("notice-guid-twice", guid = guid));
        }
        let wanted = note_type.fields.len();
        let content_type = note_type.id;
        let (cloze, templates) = (note_type.cloze, note_type.templates.len());
        let mut fields: Vec<String> = fields.split('\u{1f}').map(clean).collect();
        if fields.len() != wanted {
            let why = fit(&mut fields, wanted);
            self.skip(place.clone(), why)?;
        }
        let tags = tags.split([' ', '\u{3000}']).filter(|t| !t.is_empty()).map(clean).collect();
        let (deck, mut cards) = self.cards(id, cloze, templates, cards)?;
        let ours = self.ours.get(&type_id).copied().zip(ours::id_of(&guid));
        let ours = ours.and_then(|(kind, item)| Some((kind, item, ours::content(kind, &fields)?)));
        let (key, content) = match ours {
            Some((kind, item, content)) => {
                cards.iter_mut().for_each(|card| card.slot = ours::slot(kind, &card.slot));
                (item.to_string(), content)
            }
            None => {
                if let Some(note_type) = self.setup.note_types.get(&type_id)
                    && self.told_types.insert(type_id)
                {
                    (self.sink)(Record::NoteType(note_type.clone()))?;
                }
                (guid.clone(), Content::Anki { note_type: content_type, guid, fields })
            }
        };
        (self.sink)(Record::Item(Box::new(ItemRecord {
            key: Some(key),
            deck: deck.to_string(),
            content,
            tags,
            language: None,
            modified_at: int(row, 3).saturating_mul(1000),
            cards,
            place,
        })))?;
        Ok(())
    }

    /// The note's deck (its first card's), and its cards.
    fn cards(
        &mut self,
        note: i64,
        cloze: bool,
        templates: usize,
        cards: Vec<(Card, Vec<ReviewRecord>)>,
    ) -> Result<(i64, Vec<CardRecord>), ReadError> {
        let deck = match cards.first() {
            Some((card, _)) => self.deck(card.deck)?,
            None => {
                let lowest = self.told_decks.iter().copied().min();
                self.deck(lowest.unwrap_or(DEFAULT_DECK))?
            }
        };
        let mut records: Vec<CardRecord> = Vec::with_capacity(cards.len());
        for (card, log) in cards {
            let last = if cloze { LAST_CLOZE } else { templates as i64 };
            let slot = match u16::try_from(card.ordinal) {
                Ok(n) if card.ordinal < last => {
                    if cloze {
                        Slot::gap(n + 1)
                    } else {
                        Slot::template(n)
                    }
                }
                _ => {
                    let why = notice!("notice-template-missing", template = card.ordinal.to_string());
                    self.skip(Place::Card { note, card: card.id }, why)?;
                    continue;
                }
            };
            if records.iter().any(|r| r.slot == slot) {
                self.skip(Place::Card { note, card: card.id }, notice!("notice-card-twice"))?;
                continue;
            }
            let home = self.deck(card.deck)?;
            records.push(CardRecord {
                slot,
                deck: (home != deck).then(|| home.to_string()),
                suspended: card.queue == -1,
                // -2 beside a sibling, -3 by hand; Anki brings both back when its next day begins
                buried: matches!(card.queue, -2 | -3),
                flag: (card.flags & 7) as u8,
                position: card.is_new().then_some(card.due),
                seed: card.seed(&log, &self.setup),
                reviews: log,
            });
        }
        Ok((deck, records))
    }
}

/// Cuts or fills a note's fields to its note type, as Anki's own check does; says what it did.
fn fit(fields: &mut Vec<String>, wanted: usize) -> Notice {
    let has = fields.len();
    if has < wanted {
        fields.resize(wanted, String::new());
        return notice!("notice-fields-few", has = has, wanted = wanted);
    }
    let surplus = fields.split_off(wanted);
    if let Some(last) = fields.last_mut() {
        for text in surplus.iter().filter(|t| !t.is_empty()) {
            last.push_str("; ");
            last.push_str(text);
        }
    }
    notice!("notice-fields-many", has = has, wanted = wanted)
}

/// In NFC (media names in the text must equal the files' names) and without NUL (which no database's text may hold).
fn clean(text: &str) -> String {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        if text.contains('\0') { text.replace('\0', "") } else { text.to_owned() }
    } else {
        text.nfc().filter(|c| *c != '\0').collect()
    }
}
