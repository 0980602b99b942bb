//! The collection's SQLite file, schema 11.

use super::kinds::{self, Note};
use super::setup::Setup;
use super::{ExportTime, WriteError, Written};
use crate::item::{Content, Slot};
use crate::notice::Place;
use crate::record::{CardRecord, ItemRecord, ReviewRecord, Seed, SeedDue, SeedPhase};
use crate::render;
use rusqlite::{Connection, params};
use serde_json::json;
use sha1::{Digest, Sha1};
use std::path::Path;
use uuid::Uuid;

const SCHEMA: &str = "
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL,
  odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
";

/// Made after the rows: once is cheaper than with each row.
const INDEXES: &str = "
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
";

pub struct Collection {
    db: Connection,
    pub setup: Setup,
    time: ExportTime,
    /// The civil day (days since the epoch) of the export, from which `due` counts.
    today: i64,
    next_note: i64,
    next_card: i64,
    next_position: i64,
    written: Written,
}

impl Collection {
    pub fn create(file: &Path, time: &ExportTime) -> Result<Collection, WriteError> {
        match std::fs::remove_file(file) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
        let db = Connection::open(file)?;
        // A half-written file is thrown away, so it needs neither journal nor sync.
        db.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN;",
        )?;
        db.execute_batch(SCHEMA)?;
        db.set_prepared_statement_cache_capacity(16);
        let local =
            time.now.div_euclid(1000) - i64::from(time.minutes_west) * 60 - i64::from(time.rollover_hour) * 3600;
        Ok(Collection {
            db,
            setup: Setup::new(time),
            time: *time,
            today: local.div_euclid(86_400),
            next_note: time.now,
            next_card: time.now,
            next_position: 0,
            written: Written::default(),
        })
    }

    pub fn item(&mut self, item: &ItemRecord) -> Result<(), WriteError> {
        let missing = |what: String| WriteError::Missing { place: item.place.clone(), what };
        let note = match &item.content {
            Content::Anki { note_type, guid, fields } => {
                let Some(note_type) = self.setup.type_of(*note_type) else {
                    return Err(missing(format!("note type {note_type}")));
                };
                Note { note_type: note_type.id, guid: guid.clone(), fields: fields.clone() }
            }
            ours => {
                let note_type = kinds::note_type(ours.kind());
                let id = note_type.id;
                if self.setup.type_of(id).is_none() {
                    self.setup.note_type(note_type);
                }
                Note { note_type: id, guid: guid(item), fields: kinds::fields(ours) }
            }
        };
        let Some(note_type) = self.setup.type_of(note.note_type) else {
            return Err(missing("its note type".to_owned()));
        };
        let (model, sort_field) = (note_type.anki_id, note_type.sort_field);
        let mut slots = render::slots(&item.content, Some(note_type));
        slots.extend(item.cards.iter().map(|c| c.slot.clone()).filter(|s| !slots.contains(s)).collect::<Vec<_>>());

        self.next_note += 1;
        let id = self.next_note;
        let modified = if item.modified_at > 0 { item.modified_at } else { self.time.now } / 1000;
        let tags: Vec<String> = item.tags.iter().map(|t| t.split_whitespace().collect::<Vec<_>>().join("_")).collect();
        let tags = if tags.is_empty() { String::new() } else { format!(" {} ", tags.join(" ")) };
        let plain = |at: usize| note.fields.get(at).map(|f| crate::sanitize::html_to_text(f)).unwrap_or_default();
        let first = plain(0);
        let sort = if sort_field == 0 { first.clone() } else { plain(sort_field) };
        self.db.prepare_cached("INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, ?8, 0, '')")?.execute(
            params![id, note.guid, model, modified, tags, note.fields.join("\u{1f}"), sort, checksum(&first)],
        )?;
        self.written.notes += 1;

        self.next_position += 1;
        for slot in slots {
            let card = item.cards.iter().find(|c| c.slot == slot);
            let deck = card.and_then(|c| c.deck.as_deref()).unwrap_or(&item.deck);
            let Some(deck) = self.setup.deck_id(deck) else { return Err(missing(format!("deck {deck}"))) };
            self.card(id, deck, modified, &slot, card)?;
        }
        Ok(())
    }

    fn card(
        &mut self,
        note: i64,
        deck: i64,
        modified: i64,
        slot: &Slot,
        card: Option<&CardRecord>,
    ) -> Result<(), WriteError> {
        self.next_card += 1;
        let id = self.next_card;
        let state = match card.and_then(|c| c.seed.as_ref()) {
            Some(seed) => State::of(seed, self.today),
            None => State { due: card.and_then(|c| c.position).unwrap_or(self.next_position), ..State::default() },
        };
        let queue = match card {
            Some(card) if card.suspended => -1,
            Some(card) if card.buried => -3,
            _ => state.queue,
        };
        let flag = card.map_or(0, |c| c.flag);
        self.db
            .prepare_cached(
                "INSERT INTO cards VALUES (?1, ?2, ?3, ?4, ?5, -1, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, 0, ?14, ?15)",
            )?
            .execute(params![
                id,
                note,
                deck,
                ordinal(slot),
                modified,
                state.kind,
                queue,
                state.due,
                state.interval,
                state.ease,
                state.reps,
                state.lapses,
                state.left,
                flag,
                state.data
            ])?;
        self.written.cards += 1;
        for review in card.map_or(&[][..], |c| &c.reviews) {
            self.review(id, review)?;
        }
        Ok(())
    }

    fn review(&mut self, card: i64, review: &ReviewRecord) -> Result<(), WriteError> {
        let mut insert = self
            .db
            .prepare_cached("INSERT INTO revlog VALUES (?1, ?2, -1, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING")?;
        // Two answers in one millisecond are possible with us, not in Anki: the later one moves on.
        let mut id = review.id;
        while insert.execute(params![
            id,
            card,
            review.rating,
            review.interval,
            review.last_interval,
            review.factor,
            review.duration_ms,
            review.kind
        ])? == 0
        {
            id += 1;
        }
        self.written.reviews += 1;
        Ok(())
    }

    pub fn finish(self) -> Result<Written, WriteError> {
        let west = i64::from(self.time.minutes_west);
        let created = self.today * 86_400 + i64::from(self.time.rollover_hour) * 3600 + west * 60;
        let configuration = json!({
            "schedVer": 2, "sched2021": true, "creationOffset": west, "rollover": self.time.rollover_hour,
            "nextPos": self.next_position + 1, "curDeck": 1, "activeDecks": [1], "curModel": null, "addToCur": true,
            "collapseTime": 1200, "dayLearnFirst": false, "dueCounts": true, "estTimes": true, "newSpread": 0,
            "sortBackwards": false, "sortType": "noteFld", "timeLim": 0,
        });
        let [models, decks, presets] = self.setup.json();
        self.db.execute(
            "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')",
            params![created, self.time.now, configuration.to_string(), models, decks, presets],
        )?;
        self.db.execute_batch(INDEXES)?;
        self.db.execute_batch("COMMIT;")?;
        self.db.close().map_err(|(_, e)| e)?;
        Ok(self.written)
    }
}

/// What old Anki versions open instead: one note that says so.
pub fn stub(file: &Path, time: &ExportTime) -> Result<(), WriteError> {
    let mut collection = Collection::create(file, time)?;
    collection.setup.deck(crate::record::DeckRecord {
        key: "1".into(),
        path: vec!["Default".into()],
        ..Default::default()
    });
    let text = "This package needs a newer Anki (2.1 or later). Please update Anki and import it again.";
    let content = Content::Basic {
        front: crate::item::Field::html(text),
        back: crate::item::Field::default(),
        directions: crate::item::Directions::Forward,
        typed: false,
        extra: None,
    };
    collection.item(&ItemRecord {
        key: Some("studium-stub".into()),
        deck: "1".into(),
        content,
        tags: Vec::new(),
        language: None,
        modified_at: time.now,
        cards: Vec::new(),
        place: Place::File,
    })?;
    collection.finish()?;
    Ok(())
}

/// A card's row, as far as scheduling goes. The default is a new card.
#[derive(Default)]
struct State {
    kind: i64,
    queue: i64,
    due: i64,
    interval: i64,
    ease: i64,
    reps: u32,
    lapses: u32,
    left: i64,
    data: String,
}

impl State {
    fn of(seed: &Seed, today: i64) -> State {
        let day_of = |due| match due {
            SeedDue::Day(day) => day - today,
            SeedDue::At(ms) => ms.div_euclid(86_400_000) - today,
        };
        let days = seed.interval_days.unwrap_or_default().clamp(0.0, 36_500.0).round() as i64;
        let kind = match seed.phase {
            SeedPhase::Learning => 1,
            SeedPhase::Review => 2,
            SeedPhase::Relearning => 3,
        };
        let (queue, due) = match (seed.phase, seed.due) {
            (SeedPhase::Review, due) => (2, day_of(due)),
            (_, SeedDue::At(ms)) => (1, ms / 1000),
            (_, due @ SeedDue::Day(_)) => (3, day_of(due)),
        };
        let ease = seed.ease.map(|e| (e * 1000.0).round() as i64);
        let memory = seed.stability.zip(seed.difficulty);
        State {
            kind,
            queue,
            due,
            interval: if seed.phase == SeedPhase::Review { days.max(1) } else { days },
            ease: ease.unwrap_or(if seed.phase == SeedPhase::Learning { 0 } else { 2500 }),
            reps: seed.reps,
            lapses: seed.lapses,
            left: if seed.phase == SeedPhase::Review { 0 } else { 1001 },
            data: memory.map_or(String::new(), |(s, d)| json!({"s": s, "d": d, "lrt": seed.at / 1000}).to_string()),
        }
    }
}

fn ordinal(slot: &Slot) -> u16 {
    match slot.as_str() {
        "front" | "whole" => 0,
        "back" => 1,
        gap if gap.starts_with('c') => slot.number().unwrap_or(1).saturating_sub(1),
        _ => slot.number().unwrap_or_default(),
    }
}

/// Anki's guid for an item of ours: the same for the same item, so that a later export updates it, and so that it is
/// known again when it comes back.
fn guid(item: &ItemRecord) -> String {
    if let Some(id) = item.key.as_ref().and_then(|key| Uuid::parse_str(key).ok()) {
        return kinds::guid_of(id);
    }
    let mut hash = Sha1::new();
    match &item.key {
        Some(key) => hash.update(key),
        None => hash.update(serde_json::to_string(&item.content).unwrap_or_default()),
    }
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&hash.finalize()[..9])
}

/// Anki finds duplicates by this number of the first field's text.
fn checksum(text: &str) -> u32 {
    let hash = Sha1::digest(text.as_bytes());
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}
