//! What the notes refer to: note types, decks, presets, and the collection's first day.

use super::collection::{has_table, int, sqlite_error, text};
use super::{schema11, schema18};
use crate::anki::limits::ReadError;
use crate::item::NoteType;
use crate::notice;
use crate::notice::Place;
use crate::record::PresetRecord;
use rusqlite::Connection;
use std::collections::HashMap;

/// Anki's default deck: always there, told only when cards lie in it.
pub const DEFAULT_DECK: i64 = 1;

pub struct Setup {
    pub notes: u64,
    /// The civil day (days since the epoch) that `due` numbers count from.
    pub first_day: i64,
    /// When the collection was last changed, epoch ms.
    pub modified_at: i64,
    /// Made by Anki's first scheduler, whose learning steps had three buttons (see [`Setup::rating`]).
    pub first_scheduler: bool,
    pub note_types: HashMap<i64, NoteType>,
    pub decks: HashMap<i64, Deck>,
    pub presets: HashMap<i64, PresetRecord>,
}

pub struct Deck {
    pub path: Vec<String>,
    pub description: String,
    pub filtered: bool,
    pub preset: Option<i64>,
    /// The deck's own numbers, over its preset's.
    pub own: Own,
}

#[derive(Default, Clone, Copy, PartialEq)]
pub struct Own {
    pub retention: Option<f32>,
    pub new_per_day: Option<u32>,
    pub reviews_per_day: Option<u32>,
}

impl Setup {
    pub fn read(db: &Connection) -> Result<Setup, ReadError> {
        let (created, version, modified_at, configuration) = db
            .query_row("SELECT crt, ver, mod, conf FROM col LIMIT 1", [], |r| {
                Ok((int(r, 0), int(r, 1), int(r, 2), text(r, 3)))
            })
            .map_err(|e| match e {
                rusqlite::Error::QueryReturnedNoRows => ReadError::bad(Place::Collection, notice!("notice-no-row")),
                other => sqlite_error(other),
            })?;
        let tables = match version {
            11 => false,
            15..=18 if has_table(db, "notetypes")? => true,
            0..=18 => {
                return Err(ReadError::bad(Place::Collection, notice!("notice-no-schema", version = version)));
            }
            _ => {
                return Err(ReadError::bad(Place::Collection, notice!("notice-future-schema", version = version)));
            }
        };
        let notes = db.query_row("SELECT count(*) FROM notes", [], |r| r.get::<_, i64>(0)).map_err(sqlite_error)?;
        let mut setup = Setup {
            notes: notes.unsigned_abs(),
            first_day: 0,
            modified_at,
            first_scheduler: false,
            note_types: HashMap::new(),
            decks: HashMap::new(),
            presets: HashMap::new(),
        };
        let minutes_west =
            if tables { schema18::read(db, &mut setup)? } else { schema11::read(db, &configuration, &mut setup)? };
        setup.first_day = first_day(created, minutes_west);
        Ok(setup)
    }

    /// Today's rating (1–4) of an answer. In learning (type 0) and relearning (2), the first scheduler's 2 meant Good and
    /// its 3 Easy; Anki itself raises them when it takes such a collection in.
    pub fn rating(&self, logged: u8, kind: u8) -> u8 {
        if self.first_scheduler && matches!(kind, 0 | 2) && matches!(logged, 2 | 3) { logged + 1 } else { logged }
    }
}

/// The local date of the collection's creation, which lies at the roll-over hour of its zone. Without the zone, the hour
/// itself tells: collections are created at 4 o'clock local time, so 16:00 UTC and later is already tomorrow there.
fn first_day(created: i64, minutes_west: Option<i64>) -> i64 {
    let east = minutes_west.map_or(8 * 3600, |west| -west.clamp(-24 * 60, 24 * 60) * 60);
    created.saturating_add(east).div_euclid(86_400)
}

/// Names from the outermost deck inwards; Anki calls a part without a name “blank”.
pub fn deck_path<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut path: Vec<String> = parts
        .map(|part| if part.trim().is_empty() { "blank".to_owned() } else { part.trim().replace('\0', "") })
        .collect();
    if path.is_empty() {
        path.push("blank".to_owned());
    }
    path
}

/// 17, 19 or 21 finite numbers, else none: the newest set that is filled.
pub fn parameters(sets: [Vec<f32>; 3]) -> Vec<f32> {
    sets.into_iter().find(|p| matches!(p.len(), 17 | 19 | 21) && p.iter().all(|w| w.is_finite())).unwrap_or_default()
}

/// A share that a preset may ask for; Anki's own range is 0.70–0.99.
pub fn retention(share: f32) -> Option<f32> {
    (share.is_finite() && share > 0.0).then(|| share.clamp(0.70, 0.99))
}

/// Minutes, without what is no length of time.
pub fn steps(minutes: Vec<f32>) -> Vec<f32> {
    minutes.into_iter().filter(|m| m.is_finite() && *m > 0.0).collect()
}
