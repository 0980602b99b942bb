//! The last step of an import: one operation, after which everything is visible and the job is done.

use super::model::Report;
use super::store::{self, Place};
use crate::call::Call;
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::jobs::{self, Job};
use crate::reviews::totals::{self, Totals};
use crate::study::settings::{Preset, PresetScope, get_preset, put_preset};
use crate::study::tally::Tally;
use crate::{changes, decks, search, spaces};
use formats::item::{NAMESPACE, NoteType};
use formats::record::{DraftRecord, PresetRecord, SourceRecord};
use memory::StudyDay;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What waits for the end of the import.
#[derive(Debug, Clone, Default)]
pub struct Settlement {
    /// Live items by the deck they lie in.
    pub items: BTreeMap<Uuid, i64>,
    pub totals: BTreeMap<(StudyDay, &'static str, Uuid), Totals>,
    /// The learner's cards, which nobody has counted yet.
    pub cards: Tally,
    /// Note types of which the file has another look.
    pub note_types: Vec<NoteType>,
    pub presets: Vec<(Uuid, Preset)>,
    /// The imported history uses Hard or Easy.
    pub four_buttons: bool,
    pub source: Option<SourceRecord>,
    pub drafts: Vec<DraftRecord>,
}

/// Makes the import visible and ends its job.
pub fn settle(tx: &mut Tx, call: &Call, place: &Place, job: &Job, all: &Settlement, report: &Report) -> Result<()> {
    let revision = spaces::lock(tx, place.space)?;
    // the last look at whether this job is still ours
    jobs::progress(tx, job, job.done, job.total, call.now)?;
    for (deck, count) in &all.items {
        decks::store::add_items(tx, place.space, *deck, *count)?;
    }
    for ((day, mode, deck), counted) in &all.totals {
        totals::add(tx, place.learner, *day, mode, *deck, counted)?;
    }
    all.cards.store(tx, place.learner)?;
    for note_type in &all.note_types {
        replace_note_type(tx, place, note_type)?;
    }
    for (deck, preset) in &all.presets {
        // what the learner has set here counts more
        if get_preset(tx, place.learner, PresetScope::Deck(*deck))? == Preset::default() {
            put_preset(tx, place.learner, PresetScope::Deck(*deck), preset)?;
        }
    }
    if all.four_buttons {
        tx.execute("UPDATE account_settings SET buttons = 'four' WHERE learner = ?1", params![place.learner])?;
    }
    if let Some(source) = &all.source {
        let id = source_id(place, source);
        insert_source(tx, place, id, source)?;
        insert_drafts(tx, place, id, source, &all.drafts)?;
        search::announce(tx, place.space, "source", id, 1, call.now)?;
    }
    store::delete_batch(tx, place.batch)?;
    // now, not when the import began: whoever follows the outbox looks back a minute only
    search::announce(tx, place.space, "batch", place.batch, 1, call.now)?;
    changes::note(tx, call, place.space, revision, "import", None)?;
    let json = serde_json::to_string(report).map_err(Error::internal)?;
    jobs::finish(tx, job.id, &json, call.now)
}

pub fn insert_note_type(tx: &mut Tx, place: &Place, note_type: &NoteType) -> Result<()> {
    let json = serde_json::to_string(note_type).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO note_types (space, id, version, name, content) VALUES (?1, ?2, 1, ?3, ?4) ON CONFLICT DO NOTHING",
        params![place.space, note_type.id, note_type.name, json],
    )?;
    Ok(())
}

fn replace_note_type(tx: &mut Tx, place: &Place, note_type: &NoteType) -> Result<()> {
    let json = serde_json::to_string(note_type).map_err(Error::internal)?;
    tx.execute(
        "UPDATE note_types SET content = ?3, name = ?4, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![place.space, note_type.id, json, note_type.name],
    )?;
    Ok(())
}

/// The same text is the same source.
pub fn source_id(place: &Place, source: &SourceRecord) -> Uuid {
    Uuid::new_v5(&place.space.0, format!("article:{}\u{1e}{}", source.title, source.markdown).as_bytes())
}

fn insert_source(tx: &mut Tx, place: &Place, id: Uuid, source: &SourceRecord) -> Result<()> {
    let words = i64::try_from(source.markdown.split_whitespace().count()).unwrap_or(i64::MAX);
    tx.execute(
        "INSERT INTO sources (space, id, version, kind, course, topic, key, title, language, translation, level, origin,
           content, words, created_at, updated_at, deleted_at)
         VALUES (?1, ?2, 1, 'document', NULL, NULL, NULL, ?3, ?4, NULL, NULL, ?5, ?6, ?7, ?8, ?8, NULL)
         ON CONFLICT DO NOTHING",
        params![
            place.space,
            id,
            source.title,
            source.language.as_deref(),
            source.origin.as_deref(),
            source.markdown,
            words,
            place.now.0
        ],
    )?;
    Ok(())
}

fn insert_drafts(tx: &mut Tx, place: &Place, source: Uuid, text: &SourceRecord, drafts: &[DraftRecord]) -> Result<()> {
    for (position, draft) in drafts.iter().enumerate() {
        let json = serde_json::to_string(&draft.content).map_err(Error::internal)?;
        let id = Uuid::new_v5(&source, json.as_bytes());
        let added = tx.execute(
            "INSERT INTO drafts (space, id, source, deck, content, language, found_as, state, position, created_at)
             VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?6, 'open', ?7, ?8) ON CONFLICT DO NOTHING",
            params![
                place.space,
                id,
                source,
                json,
                draft.language.as_deref(),
                draft.found_as,
                i64::try_from(position).unwrap_or(i64::MAX),
                place.now.0
            ],
        )?;
        if added == 1
            && let Some(quote) = &draft.quote
        {
            insert_evidence(tx, place, id, source, text, quote)?;
        }
    }
    Ok(())
}

/// Where in the source a draft comes from: offsets in characters, with some words around to find it again.
fn insert_evidence(
    tx: &mut Tx,
    place: &Place,
    item: Uuid,
    source: Uuid,
    text: &SourceRecord,
    quote: &str,
) -> Result<()> {
    const AROUND: usize = 40;
    let found = text.markdown.find(quote);
    let start = found.map(|at| text.markdown[..at].chars().count());
    let prefix: String = found.map_or(String::new(), |at| {
        let before: Vec<char> = text.markdown[..at].chars().collect();
        before[before.len().saturating_sub(AROUND)..].iter().collect()
    });
    let suffix: String =
        found.map_or(String::new(), |at| text.markdown[at + quote.len()..].chars().take(AROUND).collect());
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    tx.execute(
        "INSERT INTO evidence (space, id, item, source, source_version, quote, prefix, suffix, start_offset, end_offset, page)
         VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9, NULL) ON CONFLICT DO NOTHING",
        params![
            place.space,
            Uuid::new_v5(&NAMESPACE, format!("evidence:{item}:{quote}").as_bytes()),
            item,
            source,
            quote,
            prefix,
            suffix,
            start.map(count),
            start.map(|s| count(s + quote.chars().count()))
        ],
    )?;
    Ok(())
}

/// The file's preset as our settings, held within their ranges.
pub fn preset(given: &PresetRecord) -> Preset {
    let steps = |minutes: &Option<Vec<f32>>| {
        minutes.as_ref().map(|all| {
            let usable = all.iter().filter(|m| (0.02..=525_600.0).contains(*m)).take(12);
            usable.map(|m| format!("{}", (f64::from(*m) * 100.0).round() / 100.0)).collect::<Vec<_>>().join(" ")
        })
    };
    Preset {
        retention: given.retention.map(|r| (f64::from(r) * 1000.0).round() / 1000.0).map(|r| r.clamp(0.70, 0.99)),
        new_per_day: given.new_per_day.map(|n| n.min(9999)),
        reviews_per_day: given.reviews_per_day.map(|n| n.min(9999)),
        learning_steps: steps(&given.learning_steps),
        relearning_steps: steps(&given.relearning_steps),
        bury_siblings: given.bury_siblings,
        leech_threshold: given.leech_threshold.map(|n| n.min(99)),
        maximum_interval_days: given.maximum_interval_days.map(|n| n.clamp(1, 36_500)),
        ..Preset::default()
    }
}
