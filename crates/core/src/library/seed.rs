//! Bringing the embedded explanations into the database: once, and again when a new version of the program brings others.
//! Each explanation is one operation, so nobody sees half of one. Items keep their id by (explanation, key), so that an
//! explanation can be rewritten and nobody loses what they know; what is gone goes to the bin.

use super::enrol::keep_in_step;
use super::starter::{self, File, Starter};
use super::store;
use crate::call::{Actor, Call, LearnerId, Preferences, SpaceId};
use crate::db::{Tx, params};
use crate::decks::{self, NewDeck, model::fold_name};
use crate::error::{Error, Result};
use crate::items::{self, ItemVersion, NewItem};
use crate::media::Media;
use crate::studium::Studium;
use crate::{search, spaces};
use formats::explanation::{ExplanationItem, subjects};
use formats::item::{NAMESPACE, card_id};
use formats::render;
use memory::Millis;
use std::collections::HashSet;
use std::sync::Arc;
use uuid::Uuid;

const LIBRARY: SpaceId = SpaceId::LIBRARY;
/// Where the row says which files were brought in.
const SETTING: &str = "starter";
/// `sources.origin` of what came with the program.
const ORIGIN: &str = "starter";

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seeded {
    /// Explanations that are new or changed.
    pub written: usize,
    /// Explanations that went to the bin.
    pub binned: usize,
}

/// The id of the explanation at this address.
pub fn source_of(slug: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("explanation:{slug}").as_bytes())
}

/// The deck of an explanation.
pub fn deck_of(source: Uuid) -> Uuid {
    Uuid::new_v5(&source, b"deck")
}

/// The id of a subject (`biology`) or topic (`biology/cells/enzymes`).
pub fn topic_of(path: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("topic:{path}").as_bytes())
}

/// Brings the library up to what the program carries. Quick when nothing changed: one row is read. Pages work meanwhile.
pub async fn seed(studium: &Studium) -> Result<Seeded> {
    let fingerprint = blocking(|| Ok(starter::fingerprint())).await?;
    let stored: Option<String> =
        studium.read(|tx| tx.scalar("SELECT value FROM server_settings WHERE name = ?1", params![SETTING])).await?;
    if stored.as_deref() == Some(fingerprint.as_str()) {
        return Ok(Seeded::default());
    }
    let starter = blocking(|| starter::read().map_err(Error::Internal)).await?;
    let done = bring_in(studium, starter).await?;
    studium
        .db
        .write_background(move |tx| {
            tx.execute(
                "INSERT INTO server_settings (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                params![SETTING, fingerprint],
            )
        })
        .await?;
    Ok(done)
}

/// Makes the library's starter part exactly this. Each step may be run again after a crash.
pub(super) async fn bring_in(studium: &Studium, starter: Starter) -> Result<Seeded> {
    let Starter { subjects, files, media } = starter;
    let mut pictures = Vec::with_capacity(media.len());
    for (name, bytes) in media {
        let blobs = studium.blobs.clone();
        let token = format!("starter-{:016x}", rand::random::<u64>());
        pictures.push(
            blocking(move || {
                let (hash, length) = blobs.put(&mut bytes.as_slice(), &token)?;
                Ok(Media { name, hash, bytes: length as i64 })
            })
            .await?,
        );
    }
    let now = studium.clock.now();
    let redrawn: HashSet<String> = studium
        .db
        .write_background(move |tx| {
            spaces::lock(tx, LIBRARY)?;
            put_subjects(tx, &subjects, now)?;
            put_media(tx, &pictures, now)
        })
        .await?;

    let mut done = Seeded::default();
    let kept: HashSet<Uuid> = files.iter().map(|f| source_of(&f.explanation.slug)).collect();
    for file in files {
        let call = steward(studium);
        let redraw = file.explanation.figures().any(|f| redrawn.contains(&f.file));
        let file = Arc::new(file);
        done.written +=
            studium.db.write_background(move |tx| put_explanation(tx, &call, &file, redraw)).await? as usize;
    }
    done.binned = take_out(studium, kept).await?;
    for (learner, deck) in studium.read(store::all_enrolments).await? {
        studium.db.write_background(move |tx| keep_in_step(tx, learner, deck)).await?;
    }
    studium.work.notify_waiters();
    Ok(done)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// Who changes the library when nobody does: the program.
fn steward(studium: &Studium) -> Call {
    studium.call(&Actor {
        learner: LearnerId(LIBRARY.0),
        name: "library".into(),
        admin: true,
        demo: false,
        preferences: Arc::new(Preferences::default()),
    })
}

fn put_subjects(tx: &mut Tx, subjects: &[subjects::Subject], now: Millis) -> Result<()> {
    let mut position = 0;
    let mut kept = HashSet::new();
    for subject in subjects {
        let (letter, letter_de) = (subject.letter("en"), subject.letters.get("de").map(String::as_str));
        let id = topic_of(&subject.key);
        kept.insert(id);
        let looks = (Some(subject.hue.as_str()), Some(letter), letter_de);
        put_topic(tx, id, None, &subject.key, &subject.names, looks, position, now)?;
        position += 1;
        put_topics(tx, &subject.topics, &subject.key, &mut position, &mut kept, now)?;
    }
    let stored: Vec<Uuid> = tx.rows(
        "SELECT id FROM topics WHERE space = ?1 AND course IS NULL AND deleted_at IS NULL ORDER BY id",
        params![LIBRARY],
        |row| row.get("id"),
    )?;
    for id in stored.into_iter().filter(|id| !kept.contains(id)) {
        tx.execute("UPDATE topics SET deleted_at = ?3 WHERE space = ?1 AND id = ?2", params![LIBRARY, id, now.0])?;
    }
    Ok(())
}

fn put_topics(
    tx: &mut Tx,
    topics: &[subjects::Topic],
    above: &str,
    position: &mut i64,
    kept: &mut HashSet<Uuid>,
    now: Millis,
) -> Result<()> {
    for topic in topics {
        let path = format!("{above}/{}", topic.key);
        let id = topic_of(&path);
        kept.insert(id);
        put_topic(tx, id, Some(topic_of(above)), &topic.key, &topic.names, (None, None, None), *position, now)?;
        *position += 1;
        put_topics(tx, &topic.topics, &path, position, kept, now)?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one row")]
fn put_topic(
    tx: &mut Tx,
    id: Uuid,
    parent: Option<Uuid>,
    key: &str,
    names: &std::collections::BTreeMap<String, String>,
    (hue, letter, letter_de): (Option<&str>, Option<&str>, Option<&str>),
    position: i64,
    now: Millis,
) -> Result<()> {
    tx.execute(
        "INSERT INTO topics (space, id, version, course, parent, key, name, name_de, hue, letter, letter_de, position,
           created_at, deleted_at)
         VALUES (?1, ?2, 1, NULL, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL)
         ON CONFLICT (space, id) DO UPDATE SET version = topics.version + 1, parent = excluded.parent,
           key = excluded.key, name = excluded.name, name_de = excluded.name_de, hue = excluded.hue,
           letter = excluded.letter, letter_de = excluded.letter_de, position = excluded.position, deleted_at = NULL",
        params![
            LIBRARY,
            id,
            parent,
            key,
            names.get("en").map_or(key, String::as_str),
            names.get("de").map(String::as_str),
            hue,
            letter,
            letter_de,
            position,
            now.0
        ],
    )?;
    Ok(())
}

/// Names the pictures; returns those that are drawn anew under a name that was there.
fn put_media(tx: &mut Tx, pictures: &[Media], now: Millis) -> Result<HashSet<String>> {
    let mut redrawn = HashSet::new();
    for picture in pictures {
        let there: Option<(Vec<u8>, i64)> = tx.row(
            "SELECT hash, bytes FROM media WHERE space = ?1 AND name = ?2",
            params![LIBRARY, picture.name],
            |row| Ok((row.get("hash")?, row.get("bytes")?)),
        )?;
        let before = match there {
            Some((hash, _)) if hash == picture.hash => continue,
            Some((_, bytes)) => {
                redrawn.insert(picture.name.clone());
                bytes
            }
            None => 0,
        };
        tx.execute(
            "INSERT INTO media (space, name, hash, bytes, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (space, name) DO UPDATE SET hash = excluded.hash, bytes = excluded.bytes",
            params![LIBRARY, picture.name, picture.hash, picture.bytes, now.0],
        )?;
        tx.execute(
            "UPDATE spaces SET media_bytes = media_bytes + ?2 WHERE id = ?1",
            params![LIBRARY, picture.bytes - before],
        )?;
    }
    Ok(redrawn)
}

/// Writes one explanation with its deck and items; true if anything had to be written. `redraw`: a figure of it changed,
/// so that its version must rise although its text did not.
fn put_explanation(tx: &mut Tx, call: &Call, file: &File, redraw: bool) -> Result<bool> {
    spaces::lock(tx, LIBRARY)?;
    let (e, now) = (&file.explanation, call.now);
    let id = source_of(&e.slug);
    let topic = topic_of(&format!("{}/{}", e.subject, e.topic.join("/")));
    let before: Option<(i64, String, Option<i64>)> = tx.row(
        "SELECT version, content, deleted_at FROM sources WHERE space = ?1 AND id = ?2",
        params![LIBRARY, id],
        |row| Ok((row.get("version")?, row.get("content")?, row.get("deleted_at")?)),
    )?;
    if let Some((version, content, deleted_at)) = &before {
        if *content == file.markdown && deleted_at.is_none() && !redraw {
            return Ok(false);
        }
        tx.execute(
            "INSERT INTO versions (space, object, version, kind, before, actor, at)
             VALUES (?1, ?2, ?3, 'source', ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            params![LIBRARY, id, *version, content, call.actor.learner, now.0],
        )?;
    }
    let version = before.map_or(1, |(version, ..)| version + 1);
    let words = e.plain_text().split_whitespace().count() as i64;
    tx.execute(
        "INSERT INTO sources (space, id, version, kind, course, topic, key, title, language, translation, level, origin,
           content, words, created_at, updated_at, deleted_at)
         VALUES (?1, ?2, ?3, 'explanation', NULL, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, NULL)
         ON CONFLICT (space, id) DO UPDATE SET version = excluded.version, topic = excluded.topic, key = excluded.key,
           title = excluded.title, language = excluded.language, translation = excluded.translation,
           level = excluded.level, content = excluded.content, words = excluded.words,
           updated_at = excluded.updated_at, deleted_at = NULL",
        params![
            LIBRARY,
            id,
            version,
            topic,
            e.slug,
            e.title,
            e.language,
            e.translation,
            e.level.as_str(),
            ORIGIN,
            file.markdown,
            words,
            now.0
        ],
    )?;
    put_deck(tx, file, id, topic, now)?;
    put_items(tx, call, file, id)?;
    search::announce(tx, LIBRARY, "source", id, version, now)?;
    Ok(true)
}

fn put_deck(tx: &mut Tx, file: &File, source: Uuid, topic: Uuid, now: Millis) -> Result<()> {
    let (e, id) = (&file.explanation, deck_of(source));
    // two explanations may have one title
    let mut path_key = fold_name(&e.title);
    if decks::store::find_any_by_path(tx, LIBRARY, &path_key)?.is_some_and(|other| other.id != id) {
        path_key = fold_name(&format!("{} {}", e.title, e.slug));
    }
    if decks::store::find(tx, LIBRARY, id)?.is_none() {
        let new = NewDeck {
            source: Some(source),
            topic: Some(topic),
            name: e.title.clone(),
            description: e.lead.plain.clone(),
            language: Some(e.language.clone()),
            origin: Some(ORIGIN.into()),
            ..NewDeck::default()
        };
        return decks::store::insert(tx, LIBRARY, id, &path_key, &new, now);
    }
    tx.execute(
        "UPDATE decks SET name = ?3, path_key = ?4, description = ?5, topic = ?6, language = ?7, deleted_at = NULL,
           version = version + 1 WHERE space = ?1 AND id = ?2",
        params![LIBRARY, id, e.title, path_key, e.lead.plain, topic, e.language],
    )?;
    Ok(())
}

/// Brings the items in step with the text: by key, so that a reworded question keeps what learners know of it.
fn put_items(tx: &mut Tx, call: &Call, file: &File, source: Uuid) -> Result<()> {
    let (e, deck) = (&file.explanation, deck_of(source));
    let mut gone: HashSet<Uuid> = tx
        .rows(
            "SELECT id FROM items WHERE space = ?1 AND deck = ?2 AND deleted_at IS NULL ORDER BY id",
            params![LIBRARY, deck],
            |row| row.get("id"),
        )?
        .into_iter()
        .collect();
    let mut live = -(gone.len() as i64);
    for (n, item) in e.items.iter().enumerate() {
        let id = item.lineage(&e.slug);
        gone.remove(&id);
        live += 1;
        // cards are placed by position and slot; room for the slots of an item
        let position = (n as i64 + 1) * 1000;
        put_item(tx, call, item, &Place { id, deck, source, language: &e.language, position })?;
        for slot in render::slots(&item.content, None) {
            store::name_card(tx, card_id(id, &slot), id)?;
        }
    }
    for id in gone {
        items::store::set_deleted(tx, LIBRARY, id, Some(call.now))?;
    }
    decks::store::add_items(tx, LIBRARY, deck, live)
}

/// Where an item of an explanation lies.
struct Place<'a> {
    id: Uuid,
    deck: Uuid,
    source: Uuid,
    language: &'a str,
    position: i64,
}

fn put_item(tx: &mut Tx, call: &Call, item: &ExplanationItem, place: &Place) -> Result<()> {
    let language = Some(place.language.to_owned());
    let Some(stored) = items::store::find(tx, LIBRARY, place.id)? else {
        let new = NewItem {
            language,
            source: Some(place.source),
            anchor: item.section.clone(),
            lineage: Some(place.id),
            ..NewItem::new(place.deck, item.content.clone())
        };
        return items::insert(tx, LIBRARY, place.id, &new, None, &[], place.position, call.now);
    };
    if stored.deleted_at.is_some() {
        items::store::set_deleted(tx, LIBRARY, place.id, None)?;
    }
    if stored.content != item.content || stored.language != language || stored.deck != place.deck {
        let next = ItemVersion {
            deck: place.deck,
            content: item.content.clone(),
            tags: Vec::new(),
            language,
            lineage: stored.lineage,
        };
        // the deck's number of items is counted as a whole, and its learners come later
        let resting = items::Item { deleted_at: Some(call.now.0), ..stored };
        items::replace_for(tx, call, &resting, &next, 0, &[])?;
    }
    tx.execute(
        "UPDATE items SET anchor = ?3, position = ?4 WHERE space = ?1 AND id = ?2",
        params![LIBRARY, place.id, item.section.as_deref(), place.position],
    )?;
    Ok(())
}

/// Puts explanations that came with an earlier version of the program, and are no longer there, into the bin.
async fn take_out(studium: &Studium, kept: HashSet<Uuid>) -> Result<usize> {
    let stored: Vec<(Uuid, i64)> = studium
        .read(|tx| {
            tx.rows(
                "SELECT id, version FROM sources WHERE space = ?1 AND kind = 'explanation' AND origin = ?2
                 AND deleted_at IS NULL ORDER BY id",
                params![LIBRARY, ORIGIN],
                |row| Ok((row.get("id")?, row.get("version")?)),
            )
        })
        .await?;
    let mut binned = 0;
    for (id, version) in stored.into_iter().filter(|(id, _)| !kept.contains(id)) {
        let now = studium.clock.now();
        studium.db.write_background(move |tx| bin_explanation(tx, id, version, now)).await?;
        binned += 1;
    }
    Ok(binned)
}

fn bin_explanation(tx: &mut Tx, id: Uuid, version: i64, now: Millis) -> Result<()> {
    spaces::lock(tx, LIBRARY)?;
    let deck = deck_of(id);
    let items = tx.execute(
        "UPDATE items SET deleted_at = ?3 WHERE space = ?1 AND deck = ?2 AND deleted_at IS NULL",
        params![LIBRARY, deck, now.0],
    )?;
    decks::store::add_items(tx, LIBRARY, deck, -(items as i64))?;
    decks::store::set_deleted(tx, LIBRARY, deck, Some(now))?;
    tx.execute(
        "UPDATE sources SET deleted_at = ?3, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![LIBRARY, id, now.0],
    )?;
    search::announce(tx, LIBRARY, "source", id, version + 1, now)
}
