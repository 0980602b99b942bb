//! Queries over the library only.

use super::model::{Entry, Place, Topic};
use super::seed::deck_of;
use crate::call::{LearnerId, SpaceId};
use crate::db::{Row, Tx, params};
use crate::error::Result;
use formats::explanation::Level;
use formats::item::Slot;
use memory::Millis;
use std::collections::HashMap;
use uuid::Uuid;

const LIBRARY: SpaceId = SpaceId::LIBRARY;

const ENTRY: &str = "id, version, key, title, language, translation, level, topic, words";

fn entry(row: &Row, cards: i64) -> Result<Entry> {
    let id: Uuid = row.get("id")?;
    let level: Option<String> = row.get("level")?;
    Ok(Entry {
        id,
        version: row.get("version")?,
        slug: row.get::<Option<String>>("key")?.unwrap_or_default(),
        title: row.get("title")?,
        language: row.get::<Option<String>>("language")?.unwrap_or_else(|| "en".into()),
        translation: row.get("translation")?,
        level: level.as_deref().and_then(Level::parse).unwrap_or(Level::School),
        topic: row.get::<Option<Uuid>>("topic")?.unwrap_or(Uuid::nil()),
        words: row.get("words")?,
        deck: deck_of(id),
        cards,
    })
}

pub fn topics(tx: &mut Tx) -> Result<Vec<Topic>> {
    tx.rows(
        "SELECT id, parent, key, name, name_de, hue, letter, letter_de FROM topics
         WHERE space = ?1 AND course IS NULL AND deleted_at IS NULL ORDER BY position, id",
        params![LIBRARY],
        |row| {
            Ok(Topic {
                id: row.get("id")?,
                parent: row.get("parent")?,
                key: row.get("key")?,
                name: row.get("name")?,
                name_de: row.get("name_de")?,
                hue: row.get::<Option<String>>("hue")?.unwrap_or_default(),
                letter: row.get::<Option<String>>("letter")?.unwrap_or_default(),
                letter_de: row.get("letter_de")?,
            })
        },
    )
}

/// All explanations, by title.
pub fn entries(tx: &mut Tx) -> Result<Vec<Entry>> {
    let mut cards: HashMap<Uuid, i64> = HashMap::new();
    tx.each(
        "SELECT i.deck, COUNT(*) AS cards FROM items i JOIN cards c ON c.space = i.space AND c.item = i.id
         WHERE i.space = ?1 AND i.deleted_at IS NULL AND c.hidden = 0 GROUP BY i.deck",
        params![LIBRARY],
        |row| {
            cards.insert(row.get("deck")?, row.get("cards")?);
            Ok(())
        },
    )?;
    tx.rows(
        &format!(
            "SELECT {ENTRY} FROM sources WHERE space = ?1 AND kind = 'explanation' AND deleted_at IS NULL
             ORDER BY title, id"
        ),
        params![LIBRARY],
        |row| {
            let found = entry(row, 0)?;
            Ok(Entry { cards: cards.get(&found.deck).copied().unwrap_or(0), ..found })
        },
    )
}

/// An explanation by its id, without the number of its cards.
pub fn find_entry(tx: &mut Tx, id: Uuid) -> Result<Option<Entry>> {
    tx.row(
        &format!(
            "SELECT {ENTRY} FROM sources WHERE space = ?1 AND id = ?2 AND kind = 'explanation' AND deleted_at IS NULL"
        ),
        params![LIBRARY, id],
        |row| entry(row, 0),
    )
}

/// An explanation's row with its Markdown, by its address.
pub fn find(tx: &mut Tx, slug: &str) -> Result<Option<(Entry, String)>> {
    let found = tx.row(
        &format!(
            "SELECT {ENTRY}, content FROM sources
             WHERE space = ?1 AND kind = 'explanation' AND key = ?2 AND deleted_at IS NULL"
        ),
        params![LIBRARY, slug],
        |row| Ok((entry(row, 0)?, row.get::<String>("content")?)),
    )?;
    let Some((entry, markdown)) = found else { return Ok(None) };
    let cards = count_cards(tx, entry.deck)?;
    Ok(Some((Entry { cards, ..entry }, markdown)))
}

pub fn markdown(tx: &mut Tx, id: Uuid) -> Result<Option<String>> {
    tx.scalar("SELECT content FROM sources WHERE space = ?1 AND id = ?2", params![LIBRARY, id])
}

pub fn count_cards(tx: &mut Tx, deck: Uuid) -> Result<i64> {
    let found = tx.scalar(
        "SELECT COUNT(*) FROM items i JOIN cards c ON c.space = i.space AND c.item = i.id
         WHERE i.space = ?1 AND i.deck = ?2 AND i.deleted_at IS NULL AND c.hidden = 0",
        params![LIBRARY, deck],
    )?;
    Ok(found.unwrap_or(0))
}

/// A card of a deck of the library, as its learners get it.
pub struct DeckCard {
    pub item: Uuid,
    pub lineage: Uuid,
    pub position: i64,
    pub slot: Slot,
    pub card: Uuid,
}

pub fn deck_cards(tx: &mut Tx, deck: Uuid) -> Result<Vec<DeckCard>> {
    tx.rows(
        "SELECT i.id, i.lineage, i.position, c.slot, c.card_id
         FROM items i JOIN cards c ON c.space = i.space AND c.item = i.id
         WHERE i.space = ?1 AND i.deck = ?2 AND i.deleted_at IS NULL AND c.hidden = 0
         ORDER BY i.position, i.id, c.slot",
        params![LIBRARY, deck],
        |row| {
            Ok(DeckCard {
                item: row.get("id")?,
                lineage: row.get("lineage")?,
                position: row.get("position")?,
                slot: Slot(row.get("slot")?),
                card: row.get("card_id")?,
            })
        },
    )
}

/// The scheme of `external_ids` by which a card of the library leads to its item.
const CARD: &str = "library-card";

pub fn name_card(tx: &mut Tx, card: Uuid, item: Uuid) -> Result<()> {
    tx.execute(
        "INSERT INTO external_ids (space, scheme, key, object) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![LIBRARY, CARD, card.to_string(), item],
    )?;
    Ok(())
}

pub fn item_of_card(tx: &mut Tx, card: Uuid) -> Result<Option<Uuid>> {
    tx.scalar(
        "SELECT object FROM external_ids WHERE space = ?1 AND scheme = ?2 AND key = ?3",
        params![LIBRARY, CARD, card.to_string()],
    )
}

pub fn is_enrolled(tx: &mut Tx, learner: LearnerId, deck: Uuid) -> Result<bool> {
    let found: Option<i64> = tx.scalar(
        "SELECT created_at FROM enrolments WHERE learner = ?1 AND space = ?2 AND deck = ?3",
        params![learner, LIBRARY, deck],
    )?;
    Ok(found.is_some())
}

pub fn add_enrolment(tx: &mut Tx, learner: LearnerId, deck: Uuid, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO enrolments (learner, space, deck, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![learner, LIBRARY, deck, now.0],
    )?;
    Ok(())
}

pub fn remove_enrolment(tx: &mut Tx, learner: LearnerId, deck: Uuid) -> Result<()> {
    tx.execute(
        "DELETE FROM enrolments WHERE learner = ?1 AND space = ?2 AND deck = ?3",
        params![learner, LIBRARY, deck],
    )?;
    Ok(())
}

/// The decks of the library that somebody studies, oldest first.
pub fn enrolled_decks(tx: &mut Tx, learner: LearnerId) -> Result<Vec<Uuid>> {
    tx.rows(
        "SELECT deck FROM enrolments WHERE learner = ?1 AND space = ?2 ORDER BY created_at, deck",
        params![learner, LIBRARY],
        |row| row.get("deck"),
    )
}

/// Everybody who studies something of the library, with the deck.
pub fn all_enrolments(tx: &mut Tx) -> Result<Vec<(LearnerId, Uuid)>> {
    tx.rows("SELECT learner, deck FROM enrolments WHERE space = ?1 ORDER BY learner, deck", params![LIBRARY], |row| {
        Ok((row.get("learner")?, row.get("deck")?))
    })
}

/// The cards that a learner has in a deck.
pub fn learners_cards(tx: &mut Tx, learner: LearnerId, deck: Uuid) -> Result<Vec<Uuid>> {
    tx.rows(
        "SELECT card_id FROM learner_cards WHERE learner = ?1 AND deck = ?2 AND space = ?3 ORDER BY card_id",
        params![learner, deck, LIBRARY],
        |row| row.get("card_id"),
    )
}

pub fn place(tx: &mut Tx, learner: LearnerId, source: Uuid) -> Result<Option<Place>> {
    tx.row(
        "SELECT source, anchor, share, at FROM reading_places WHERE learner = ?1 AND space = ?2 AND source = ?3",
        params![learner, LIBRARY, source],
        read_place,
    )
}

fn read_place(row: &Row) -> Result<Place> {
    Ok(Place { source: row.get("source")?, anchor: row.get("anchor")?, share: row.get("share")?, at: row.get("at")? })
}

pub fn set_place(tx: &mut Tx, learner: LearnerId, place: &Place) -> Result<()> {
    tx.execute(
        "INSERT INTO reading_places (learner, space, source, anchor, share, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (learner, space, source) DO UPDATE SET anchor = excluded.anchor, share = excluded.share,
           at = excluded.at",
        params![learner, LIBRARY, place.source, place.anchor, place.share, place.at],
    )?;
    Ok(())
}
