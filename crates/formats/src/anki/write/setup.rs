//! Note types, decks and presets as the JSON of schema 11.

use super::ExportTime;
use crate::item::NoteType;
use crate::record::{DeckRecord, PresetRecord};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// Anki's default deck and default preset have this id.
const DEFAULT: i64 = 1;

pub struct Setup {
    /// The next id for a deck or preset.
    next: i64,
    seconds: i64,
    decks: HashMap<String, i64>,
    presets: HashMap<String, i64>,
    note_types: HashMap<Uuid, NoteType>,
    decks_json: Map<String, Value>,
    presets_json: Map<String, Value>,
}

impl Setup {
    pub fn new(time: &ExportTime) -> Setup {
        let mut setup = Setup {
            next: time.now,
            seconds: time.now / 1000,
            decks: HashMap::new(),
            presets: HashMap::new(),
            note_types: HashMap::new(),
            decks_json: Map::new(),
            presets_json: Map::new(),
        };
        let standard = PresetRecord { name: "Default".into(), ..PresetRecord::default() };
        setup.presets_json.insert(DEFAULT.to_string(), preset_json(DEFAULT, setup.seconds, &standard));
        let deck = DeckRecord { path: vec!["Default".into()], ..DeckRecord::default() };
        setup.decks_json.insert(DEFAULT.to_string(), deck_json(DEFAULT, setup.seconds, &deck, DEFAULT));
        setup
    }

    fn id(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    pub fn preset(&mut self, preset: PresetRecord) {
        // A default preset that came from Anki is its default again, not a second one.
        let id = if preset.key == "1" { DEFAULT } else { self.id() };
        self.presets_json.insert(id.to_string(), preset_json(id, self.seconds, &preset));
        self.presets.insert(preset.key, id);
    }

    pub fn deck(&mut self, deck: DeckRecord) {
        let preset = deck.preset.as_ref().and_then(|key| self.presets.get(key)).copied().unwrap_or(DEFAULT);
        let id = if deck.path == ["Default"] { DEFAULT } else { self.id() };
        self.decks_json.insert(id.to_string(), deck_json(id, self.seconds, &deck, preset));
        self.decks.insert(deck.key, id);
    }

    pub fn note_type(&mut self, mut note_type: NoteType) {
        // Two note types with one id would be one to Anki.
        while note_type.anki_id <= 0 || self.note_types.values().any(|t| t.anki_id == note_type.anki_id) {
            note_type.anki_id = self.id();
        }
        self.note_types.insert(note_type.id, note_type);
    }

    pub fn deck_id(&self, key: &str) -> Option<i64> {
        self.decks.get(key).copied()
    }

    pub fn type_of(&self, id: Uuid) -> Option<&NoteType> {
        self.note_types.get(&id)
    }

    /// `models`, `decks` and `dconf` of the row `col`.
    pub fn json(&self) -> [String; 3] {
        let models: Map<String, Value> =
            self.note_types.values().map(|t| (t.anki_id.to_string(), model_json(t, self.seconds))).collect();
        [models, self.decks_json.clone(), self.presets_json.clone()].map(|map| Value::Object(map).to_string())
    }
}

fn preset_json(id: i64, seconds: i64, preset: &PresetRecord) -> Value {
    let bury = preset.bury_siblings.unwrap_or(false);
    let mut json = json!({
        "id": id, "mod": seconds, "usn": -1, "name": preset.name, "maxTaken": 60, "autoplay": true, "timer": 0,
        "replayq": true, "dyn": false,
        "new": {
            "bury": bury, "delays": preset.learning_steps.clone().unwrap_or(vec![1.0, 10.0]), "initialFactor": 2500,
            "ints": [1, 4, 0], "order": 1, "perDay": preset.new_per_day.unwrap_or(20),
        },
        "rev": {
            "bury": bury, "ease4": 1.3, "ivlFct": 1.0, "hardFactor": 1.2,
            "maxIvl": preset.maximum_interval_days.unwrap_or(36_500), "perDay": preset.reviews_per_day.unwrap_or(200),
        },
        "lapse": {
            "delays": preset.relearning_steps.clone().unwrap_or(vec![10.0]), "leechAction": 1,
            "leechFails": preset.leech_threshold.unwrap_or(8), "minInt": 1, "mult": 0.0,
        },
        "desiredRetention": preset.retention.unwrap_or(0.9),
    });
    let member = match preset.parameters.len() {
        17 => "fsrsWeights",
        19 => "fsrsParams5",
        21 => "fsrsParams6",
        _ => return json,
    };
    json[member] = json!(preset.parameters);
    json
}

fn deck_json(id: i64, seconds: i64, deck: &DeckRecord, preset: i64) -> Value {
    // The separator inside a name would make a deck of its own.
    let name = deck.path.iter().map(|part| part.replace("::", ":")).collect::<Vec<_>>().join("::");
    json!({
        "id": id, "mod": seconds, "usn": -1, "name": name, "desc": deck.description, "conf": preset, "dyn": 0,
        "lrnToday": [0, 0], "revToday": [0, 0], "newToday": [0, 0], "timeToday": [0, 0],
        "collapsed": false, "browserCollapsed": false, "extendNew": 0, "extendRev": 0,
    })
}

fn model_json(note_type: &NoteType, seconds: i64) -> Value {
    let fields: Vec<Value> = note_type
        .fields
        .iter()
        .enumerate()
        .map(|(ord, field)| {
            json!({
                "name": field.name, "ord": ord, "sticky": false, "rtl": field.right_to_left,
                "font": if field.font.is_empty() { "Arial" } else { &field.font },
                "size": if field.size == 0 { 20 } else { field.size }, "media": [],
            })
        })
        .collect();
    let templates: Vec<Value> = note_type
        .templates
        .iter()
        .enumerate()
        .map(|(ord, template)| {
            json!({
                "name": template.name, "ord": ord, "qfmt": template.question, "afmt": template.answer,
                "bqfmt": "", "bafmt": "", "did": null, "bfont": "", "bsize": 0,
            })
        })
        .collect();
    json!({
        "id": note_type.anki_id, "name": note_type.name, "type": i32::from(note_type.cloze), "mod": seconds, "usn": -1,
        "sortf": note_type.sort_field, "did": null, "tmpls": templates, "flds": fields, "css": note_type.css,
        "latexPre": note_type.latex_pre, "latexPost": note_type.latex_post, "latexsvg": false, "req": [],
        "originalStockKind": note_type.stock_kind,
    })
}
