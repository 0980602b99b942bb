//! Schema 18: tables with protobuf members.

use super::collection::{bytes, has_table, int, sqlite_error, text};
use super::setup::{Deck, Own, Setup, deck_path, parameters, retention, steps};
use crate::anki::limits::ReadError;
use crate::anki::proto::{DeckKind, FieldConfig, NotetypeConfig, PresetConfig, TemplateConfig};
use crate::item::{NoteField, NoteType, Template, anki_note_type_id};
use crate::notice;
use crate::notice::Place;
use crate::record::PresetRecord;
use prost::Message;
use rusqlite::{Connection, Row};

/// Fills note types, decks and presets; answers the minutes west of UTC where the collection was made.
pub fn read(db: &Connection, setup: &mut Setup) -> Result<Option<i64>, ReadError> {
    each(db, "SELECT id, name, config FROM notetypes", |row| {
        let (id, name) = (int(row, 0), text(row, 1));
        let config: NotetypeConfig = message(row, 2, "notetypes", &name)?;
        setup.note_types.insert(
            id,
            NoteType {
                id: anki_note_type_id(id, &name),
                anki_id: id,
                cloze: config.kind == 1,
                stock_kind: config.stock_kind,
                css: config.css,
                fields: Vec::new(),
                templates: Vec::new(),
                sort_field: config.sort_field as usize,
                latex_pre: config.latex_pre,
                latex_post: config.latex_post,
                name,
            },
        );
        Ok(())
    })?;
    each(db, "SELECT ntid, name, config FROM fields ORDER BY ntid, ord", |row| {
        let name = text(row, 1);
        let config: FieldConfig = message(row, 2, "fields", &name)?;
        if let Some(note_type) = setup.note_types.get_mut(&int(row, 0)) {
            let field = NoteField { name, right_to_left: config.rtl, font: config.font, size: config.size };
            note_type.fields.push(field);
        }
        Ok(())
    })?;
    each(db, "SELECT ntid, name, config FROM templates ORDER BY ntid, ord", |row| {
        let name = text(row, 1);
        let config: TemplateConfig = message(row, 2, "templates", &name)?;
        if let Some(note_type) = setup.note_types.get_mut(&int(row, 0)) {
            note_type.templates.push(Template { name, question: config.question, answer: config.answer });
        }
        Ok(())
    })?;
    each(db, "SELECT id, name, kind FROM decks", |row| {
        let (id, name) = (int(row, 0), text(row, 1));
        let kind: DeckKind = message(row, 2, "decks", &name)?;
        let normal = kind.normal.unwrap_or_default();
        setup.decks.insert(
            id,
            Deck {
                path: deck_path(name.split('\u{1f}')),
                description: normal.description,
                filtered: kind.filtered.is_some(),
                preset: Some(normal.preset),
                own: Own {
                    retention: normal.retention.and_then(retention),
                    new_per_day: normal.new_per_day,
                    reviews_per_day: normal.reviews_per_day,
                },
            },
        );
        Ok(())
    })?;
    each(db, "SELECT id, name, config FROM deck_config", |row| {
        let (id, name) = (int(row, 0), text(row, 1));
        let config: PresetConfig = message(row, 2, "deck_config", &name)?;
        setup.presets.insert(
            id,
            PresetRecord {
                key: id.to_string(),
                name,
                parameters: parameters([config.fsrs_6, config.fsrs_5, config.fsrs_4]),
                retention: retention(config.retention),
                new_per_day: Some(config.new_per_day),
                reviews_per_day: Some(config.reviews_per_day),
                learning_steps: Some(steps(config.learning_steps)),
                relearning_steps: Some(steps(config.relearning_steps)),
                leech_threshold: (config.leech_threshold > 0).then_some(config.leech_threshold),
                maximum_interval_days: (config.maximum_interval > 0).then_some(config.maximum_interval),
                bury_siblings: Some(config.bury_new || config.bury_reviews),
            },
        );
        Ok(())
    })?;
    let mut offset = None;
    if has_table(db, "config")? {
        each(
            db,
            "SELECT KEY, val FROM config WHERE KEY IN ('creationOffset', 'localOffset') ORDER BY KEY DESC",
            |row| {
                // `creationOffset` sorts before `localOffset`, so it comes last and wins.
                offset = serde_json::from_slice::<f64>(bytes(row, 1)).ok().map(|m| m as i64).or(offset);
                Ok(())
            },
        )?;
    }
    Ok(offset)
}

fn each(db: &Connection, sql: &str, mut take: impl FnMut(&Row<'_>) -> Result<(), ReadError>) -> Result<(), ReadError> {
    let mut statement = db.prepare(sql).map_err(sqlite_error)?;
    let mut rows = statement.query([]).map_err(sqlite_error)?;
    while let Some(row) = rows.next().map_err(sqlite_error)? {
        take(row)?;
    }
    Ok(())
}

fn message<M: Message + Default>(row: &Row<'_>, index: usize, table: &str, name: &str) -> Result<M, ReadError> {
    M::decode(bytes(row, index)).map_err(|e| {
        let place = Place::Entry { table: table.to_owned(), name: name.to_owned() };
        ReadError::bad(place, notice!("notice-no-message", detail = e.to_string()))
    })
}
