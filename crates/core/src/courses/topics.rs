//! The tree of topics in a course.

use super::model::Topic;
use super::ops::{find, name};
use crate::call::{Actor, Call, SpaceId};
use crate::changes::{self, Inverse};
use crate::db::{Tx, params};
use crate::decks::model::{DEPTH_LIMIT, fold_name};
use crate::error::{Error, Result};
use crate::spaces::{self, Role};
use std::collections::HashMap;
use uuid::Uuid;

/// A course's topics, parents before children.
pub fn list_topics(tx: &mut Tx, actor: &Actor, course: Uuid) -> Result<Vec<Topic>> {
    let course = super::get(tx, actor, course)?;
    let rows: Vec<(Uuid, Option<Uuid>, String)> = tx.rows(
        "SELECT id, parent, name FROM topics WHERE space = ?1 AND course = ?2 AND deleted_at IS NULL ORDER BY position, id",
        params![course.space, course.id],
        |row| Ok((row.get("id")?, row.get("parent")?, row.get("name")?)),
    )?;
    let mut children: HashMap<Option<Uuid>, Vec<(Uuid, String)>> = HashMap::new();
    let there: Vec<Uuid> = rows.iter().map(|r| r.0).collect();
    for (id, parent, name) in rows {
        // a topic whose parent lies in the bin is not shown either
        if parent.is_none_or(|p| there.contains(&p)) {
            children.entry(parent).or_default().push((id, name));
        }
    }
    let mut topics = Vec::with_capacity(there.len());
    place(&mut topics, &children, None, 0);
    Ok(topics)
}

fn place(
    topics: &mut Vec<Topic>,
    children: &HashMap<Option<Uuid>, Vec<(Uuid, String)>>,
    parent: Option<Uuid>,
    depth: usize,
) {
    if depth > DEPTH_LIMIT {
        return;
    }
    for (id, name) in children.get(&parent).into_iter().flatten() {
        topics.push(Topic { id: *id, parent, name: name.clone(), depth });
        place(topics, children, Some(*id), depth + 1);
    }
}

/// Makes a topic in a course, at the end of its siblings.
pub fn create_topic(
    tx: &mut Tx,
    call: &Call,
    space: SpaceId,
    course: Uuid,
    parent: Option<Uuid>,
    text: &str,
) -> Result<Uuid> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    find(tx, space, course)?.ok_or(Error::NotFound { what: "course" })?;
    let name = name(text)?;
    let mut depth = 0;
    let mut above = parent;
    while let Some(id) = above {
        let row: Option<(Option<Uuid>, Option<Uuid>)> = tx.row(
            "SELECT parent, course FROM topics WHERE space = ?1 AND id = ?2 AND deleted_at IS NULL",
            params![space, id],
            |row| Ok((row.get("parent")?, row.get("course")?)),
        )?;
        let (next, of) = row.filter(|r| r.1 == Some(course)).ok_or(Error::invalid("parent", "topic-parent-gone"))?;
        depth += 1;
        if of.is_none() || depth > DEPTH_LIMIT {
            return Err(Error::invalid("parent", "deck-too-deep"));
        }
        above = next;
    }
    let last: Option<i64> = tx
        .scalar::<Option<i64>>(
            "SELECT MAX(position) AS last FROM topics WHERE space = ?1 AND course = ?2",
            params![space, course],
        )?
        .flatten();
    let id = call.ids().next_id();
    tx.execute(
        "INSERT INTO topics (space, id, version, course, parent, key, name, position, created_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![space, id, course, parent, fold_name(&name), name, last.unwrap_or(0) + 1, call.now.0],
    )?;
    changes::note(tx, call, space, revision, "topic-create", Some(&Inverse::BinTopic { topic: id }))?;
    Ok(id)
}

/// Gives a topic another name.
pub fn rename_topic(tx: &mut Tx, call: &Call, space: SpaceId, topic: Uuid, text: &str) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let old: String = tx
        .scalar("SELECT name FROM topics WHERE space = ?1 AND id = ?2 AND course IS NOT NULL", params![space, topic])?
        .ok_or(Error::NotFound { what: "topic" })?;
    let name = name(text)?;
    tx.execute(
        "UPDATE topics SET name = ?3, key = ?4, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, topic, name, fold_name(&name)],
    )?;
    changes::note(tx, call, space, revision, "topic-rename", Some(&Inverse::RenameTopic { topic, name: old }))
}

/// Puts a topic into the bin; what lies below it is not shown until it is back.
pub fn bin_topic(tx: &mut Tx, call: &Call, space: SpaceId, topic: Uuid) -> Result<()> {
    set_deleted(tx, call, space, topic, true)
}

/// Takes a topic out of the bin.
pub fn restore_topic(tx: &mut Tx, call: &Call, space: SpaceId, topic: Uuid) -> Result<()> {
    set_deleted(tx, call, space, topic, false)
}

fn set_deleted(tx: &mut Tx, call: &Call, space: SpaceId, topic: Uuid, deleted: bool) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let there = tx.execute(
        "UPDATE topics SET deleted_at = ?3, version = version + 1 WHERE space = ?1 AND id = ?2 AND course IS NOT NULL",
        params![space, topic, deleted.then_some(call.now.0)],
    )?;
    if there == 0 {
        return Err(Error::NotFound { what: "topic" });
    }
    let (intent, inverse) = match deleted {
        true => ("topic-bin", Inverse::RestoreTopic { topic }),
        false => ("topic-restore", Inverse::BinTopic { topic }),
    };
    changes::note(tx, call, space, revision, intent, Some(&inverse))
}
