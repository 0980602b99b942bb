//! What an exam may ask for. The topic of a card is the topic of its deck if the deck names one, else the deck itself.

use super::model::{CourseLook, TopicChoice};
use crate::call::{Actor, LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::decks::model::PATH_SEPARATOR;
use crate::error::Result;
use crate::study::tally;
use memory::plan::{CourseId, TopicId};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A deck that the learner studies, as far as a plan is concerned.
#[derive(Debug, Clone)]
pub(super) struct DeckOfPlan {
    pub space: SpaceId,
    pub id: Uuid,
    pub name: String,
    pub path_key: String,
    pub parent: Option<Uuid>,
    /// The deck's course; without one, the outermost deck above it.
    pub course: Uuid,
    pub has_course: bool,
    /// What its cards belong to.
    pub topic: Uuid,
    pub source: Option<Uuid>,
}

/// All decks that the learner studies, in the order of their paths: their own, and those they enrolled in.
pub(super) fn decks(tx: &mut Tx, actor: &Actor) -> Result<Vec<DeckOfPlan>> {
    const COLUMNS: &str = "decks.space AS space, decks.id AS id, decks.name AS name, decks.path_key AS path_key,
        decks.parent AS parent, decks.course AS course, decks.topic AS topic, decks.source AS source";
    const LIVE: &str = "decks.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = decks.batch)";
    let read = |row: &crate::db::Row| {
        let (id, course, topic): (Uuid, Option<Uuid>, Option<Uuid>) =
            (row.get("id")?, row.get("course")?, row.get("topic")?);
        Ok(DeckOfPlan {
            space: row.get("space")?,
            id,
            name: row.get("name")?,
            path_key: row.get("path_key")?,
            parent: row.get("parent")?,
            course: course.unwrap_or(id),
            has_course: course.is_some(),
            topic: topic.unwrap_or(id),
            source: row.get("source")?,
        })
    };
    let own = format!("SELECT {COLUMNS} FROM decks WHERE space = ?1 AND {LIVE} ORDER BY path_key, id");
    let mut decks = tx.rows(&own, params![actor.space()], read)?;
    // parents come first: what has no course goes by its outermost deck
    let mut outermost: HashMap<Uuid, Uuid> = HashMap::new();
    for deck in &mut decks {
        let root = deck.parent.and_then(|parent| outermost.get(&parent).copied()).unwrap_or(deck.id);
        outermost.insert(deck.id, root);
        if !deck.has_course {
            deck.course = root;
        }
    }
    let enrolled = format!(
        "SELECT {COLUMNS} FROM enrolments
         JOIN decks ON decks.space = enrolments.space AND decks.id = enrolments.deck
         WHERE enrolments.learner = ?1 AND enrolments.space <> ?2 AND {LIVE} ORDER BY decks.path_key, decks.id"
    );
    decks.extend(tx.rows(&enrolled, params![actor.learner, actor.space()], read)?);
    Ok(decks)
}

/// The ids of all topics that the learner studies.
pub(super) fn ids(tx: &mut Tx, actor: &Actor) -> Result<HashSet<Uuid>> {
    Ok(decks(tx, actor)?.into_iter().map(|deck| deck.topic).collect())
}

/// What an exam may ask for, in the order of the decks' paths: of a course, or of everything that the learner studies.
pub fn topics(tx: &mut Tx, actor: &Actor, course: Option<Uuid>) -> Result<Vec<TopicChoice>> {
    let decks = decks(tx, actor)?;
    let of_course = |deck: &&DeckOfPlan| course.is_none_or(|course| deck.has_course && deck.course == course);
    choices(tx, actor, &decks, &decks.iter().filter(of_course).map(|deck| deck.topic).collect())
}

/// The wanted topics among those of `decks`, with their names and counts.
pub(super) fn choices(
    tx: &mut Tx,
    actor: &Actor,
    decks: &[DeckOfPlan],
    wanted: &HashSet<Uuid>,
) -> Result<Vec<TopicChoice>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let cards = tally::by_deck(tx, actor.learner)?;
    let mut found: Vec<TopicChoice> = Vec::new();
    let mut places: HashMap<Uuid, usize> = HashMap::new();
    for deck in decks.iter().filter(|deck| wanted.contains(&deck.topic)) {
        let place = match places.get(&deck.topic) {
            Some(place) => *place,
            None => {
                let (name, above) = named(tx, actor, deck, decks)?;
                let course = CourseId(deck.course.as_u128());
                let id = TopicId(deck.topic.as_u128());
                found.push(TopicChoice { id, name, above, course, cards: 0, new: 0, decks: Vec::new() });
                places.insert(deck.topic, found.len() - 1);
                found.len() - 1
            }
        };
        let by_phase = cards.get(&deck.id).copied().unwrap_or_default();
        let topic = &mut found[place];
        topic.cards += u32::try_from(by_phase.iter().sum::<i64>()).unwrap_or(u32::MAX);
        topic.new += u32::try_from(by_phase[0]).unwrap_or(u32::MAX);
        topic.decks.push(deck.id);
    }
    Ok(found)
}

fn named(tx: &mut Tx, actor: &Actor, deck: &DeckOfPlan, decks: &[DeckOfPlan]) -> Result<(String, Vec<String>)> {
    if deck.topic != deck.id {
        let german = actor.preferences.page_language == "de";
        let name: Option<(String, Option<String>)> = tx.row(
            "SELECT name, name_de FROM topics WHERE space = ?1 AND id = ?2",
            params![deck.space, deck.topic],
            |row| Ok((row.get("name")?, row.get("name_de")?)),
        )?;
        if let Some((name, in_german)) = name {
            return Ok((in_german.filter(|_| german).unwrap_or(name), Vec::new()));
        }
    }
    let parts = deck.path_key.matches(PATH_SEPARATOR).count();
    let mut above = Vec::with_capacity(parts);
    let mut parent = deck.parent;
    while let Some(next) = parent.and_then(|id| decks.iter().find(|d| d.id == id)).filter(|_| above.len() < parts) {
        above.push(next.name.clone());
        parent = next.parent;
    }
    above.reverse();
    Ok((deck.name.clone(), above))
}

/// Names and colours of the courses that these topics belong to.
pub(super) fn looks(
    tx: &mut Tx,
    actor: &Actor,
    decks: &[DeckOfPlan],
    topics: &[TopicChoice],
) -> Result<Vec<CourseLook>> {
    let mut ids: Vec<CourseId> = topics.iter().map(|topic| topic.course).collect();
    ids.sort_unstable();
    ids.dedup();
    let courses = crate::courses::list(tx, actor)?;
    let look = |id: CourseId| {
        let uuid = Uuid::from_u128(id.0);
        match courses.iter().find(|course| course.id == uuid) {
            Some(course) => CourseLook {
                id,
                name: course.name.clone(),
                hue: Some(course.hue.clone()),
                letter: Some(course.letter.clone()),
            },
            None => CourseLook {
                id,
                name: decks.iter().find(|deck| deck.id == uuid).map(|deck| deck.name.clone()).unwrap_or_default(),
                hue: None,
                letter: None,
            },
        }
    };
    Ok(ids.into_iter().map(look).collect())
}

/// The topics of the cards that these questions were.
pub(super) fn of_cards(
    tx: &mut Tx,
    learner: LearnerId,
    decks: &[DeckOfPlan],
    solved: &[super::facts::Solved],
) -> Result<HashMap<Uuid, TopicId>> {
    let of_deck: HashMap<Uuid, Uuid> = decks.iter().map(|deck| (deck.id, deck.topic)).collect();
    let mut topics = HashMap::new();
    for solved in solved {
        let sql = "SELECT deck FROM learner_cards WHERE learner = ?1 AND card_id = ?2";
        let deck: Option<Uuid> = tx.scalar(sql, params![learner, solved.card])?;
        if let Some(topic) = deck.and_then(|deck| of_deck.get(&deck)) {
            topics.insert(solved.card, TopicId(topic.as_u128()));
        }
    }
    Ok(topics)
}
