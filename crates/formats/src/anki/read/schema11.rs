//! Schema 11: everything but notes, cards and the log is JSON in the one row of `col`. Old and foreign programs write
//! numbers as text or fractions and leave members out, so every member is optional.

use super::collection::{sqlite_error, text};
use super::setup::{Deck, Own, Setup, deck_path, parameters, retention, steps};
use crate::anki::limits::ReadError;
use crate::item::{NoteField, NoteType, Template, anki_note_type_id};
use crate::notice;
use crate::notice::Place;
use crate::record::PresetRecord;
use rusqlite::Connection;
use serde_json::{Map, Value};

/// Fills note types, decks and presets; answers the minutes west of UTC where the collection was made.
pub fn read(db: &Connection, configuration: &str, setup: &mut Setup) -> Result<Option<i64>, ReadError> {
    let [models, decks, presets] = db
        .query_row("SELECT models, decks, dconf FROM col LIMIT 1", [], |r| Ok([text(r, 0), text(r, 1), text(r, 2)]))
        .map_err(sqlite_error)?;
    for (key, value) in object("models", &models)? {
        let id = number(&value["id"]).map_or_else(|| key.parse().unwrap_or_default(), |n| n as i64);
        setup.note_types.insert(id, note_type(id, &value));
    }
    for (key, value) in object("decks", &decks)? {
        let id = number(&value["id"]).map_or_else(|| key.parse().unwrap_or_default(), |n| n as i64);
        setup.decks.insert(id, deck(&value));
    }
    for (key, value) in object("dconf", &presets)? {
        let id = number(&value["id"]).map_or_else(|| key.parse().unwrap_or_default(), |n| n as i64);
        setup.presets.insert(id, preset(id, &value));
    }
    let configuration = object("conf", configuration)?;
    setup.first_scheduler = configuration.get("schedVer").and_then(number).is_none_or(|version| version < 2.0);
    let offset = ["creationOffset", "localOffset"].into_iter().find_map(|k| configuration.get(k).and_then(number));
    Ok(offset.map(|minutes| minutes as i64))
}

fn object(column: &str, json: &str) -> Result<Map<String, Value>, ReadError> {
    if json.trim().is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(json).map_err(|e| {
        ReadError::bad(Place::Column(column.to_owned()), notice!("notice-no-json", detail = e.to_string()))
    })
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(n) => n.as_f64(),
        Value::String(s) => s.trim().parse().ok(),
        _ => None,
    }
}

fn whole(value: &Value) -> Option<u32> {
    number(value).filter(|n| *n >= 0.0).map(|n| n as u32)
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().into_iter().flatten().filter_map(number).map(|n| n as f32).collect()
}

/// The members of a list in the order that they name themselves (`ord`), which is not always the order they stand in.
fn ordered(list: &Value) -> Vec<&Value> {
    let mut members: Vec<&Value> = list.as_array().into_iter().flatten().collect();
    members.sort_by_key(|m| number(&m["ord"]).unwrap_or_default() as i64);
    members
}

fn note_type(id: i64, value: &Value) -> NoteType {
    let name = string(&value["name"]);
    NoteType {
        id: anki_note_type_id(id, &name),
        anki_id: id,
        cloze: number(&value["type"]) == Some(1.0),
        stock_kind: number(&value["originalStockKind"]).unwrap_or_default() as i32,
        css: string(&value["css"]),
        fields: ordered(&value["flds"])
            .into_iter()
            .map(|f| NoteField {
                name: string(&f["name"]),
                right_to_left: f["rtl"].as_bool().unwrap_or_default(),
                font: string(&f["font"]),
                size: whole(&f["size"]).unwrap_or_default(),
            })
            .collect(),
        templates: ordered(&value["tmpls"])
            .into_iter()
            .map(|t| Template { name: string(&t["name"]), question: string(&t["qfmt"]), answer: string(&t["afmt"]) })
            .collect(),
        sort_field: whole(&value["sortf"]).unwrap_or_default() as usize,
        latex_pre: string(&value["latexPre"]),
        latex_post: string(&value["latexPost"]),
        name,
    }
}

fn deck(value: &Value) -> Deck {
    Deck {
        path: deck_path(string(&value["name"]).split("::")),
        description: string(&value["desc"]),
        filtered: number(&value["dyn"]).is_some_and(|n| n != 0.0) || value["dyn"].as_bool() == Some(true),
        preset: number(&value["conf"]).map(|n| n as i64),
        own: Own {
            // Anki writes a whole number of hundredths here, and a share in presets.
            retention: number(&value["desiredRetention"])
                .map(|r| if r > 1.0 { r / 100.0 } else { r })
                .and_then(|share| retention(share as f32)),
            new_per_day: whole(&value["newLimit"]),
            reviews_per_day: whole(&value["reviewLimit"]),
        },
    }
}

fn preset(id: i64, value: &Value) -> PresetRecord {
    let (new, reviews, lapse) = (&value["new"], &value["rev"], &value["lapse"]);
    let bury = |part: &Value| part["bury"].as_bool();
    PresetRecord {
        key: id.to_string(),
        name: string(&value["name"]),
        parameters: parameters([
            numbers(&value["fsrsParams6"]),
            numbers(&value["fsrsParams5"]),
            numbers(&value["fsrsWeights"]),
        ]),
        retention: number(&value["desiredRetention"]).and_then(|share| retention(share as f32)),
        new_per_day: whole(&new["perDay"]),
        reviews_per_day: whole(&reviews["perDay"]),
        learning_steps: new["delays"].is_array().then(|| steps(numbers(&new["delays"]))),
        relearning_steps: lapse["delays"].is_array().then(|| steps(numbers(&lapse["delays"]))),
        leech_threshold: whole(&lapse["leechFails"]).filter(|n| *n > 0),
        maximum_interval_days: whole(&reviews["maxIvl"]).filter(|n| *n > 0),
        bury_siblings: match (bury(new), bury(reviews)) {
            (None, None) => None,
            (new, reviews) => Some(new == Some(true) || reviews == Some(true)),
        },
    }
}
