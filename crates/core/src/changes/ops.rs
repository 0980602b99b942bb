//! Noting a change, and taking one back.

use super::Inverse;
use crate::call::{Call, SpaceId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::spaces::{self, Role};
use crate::{courses, decks, drafts, items, plan, study};

/// Writes the change of this revision. Called once per writing operation, after `spaces::lock`.
pub fn note(
    tx: &mut Tx,
    call: &Call,
    space: SpaceId,
    revision: i64,
    intent: &str,
    inverse: Option<&Inverse>,
) -> Result<()> {
    let inverse = inverse.map(serde_json::to_string).transpose().map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO changes (space, revision, actor, intent, inverse, undone, at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)",
        params![space, revision, call.actor.learner, intent, inverse, call.now.0],
    )?;
    plan::content_changed(tx, call, space)
}

/// A change as its actor is told about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub revision: i64,
    /// One word for what was done: `deck-bin`, `items-tag` …
    pub intent: String,
    /// It can be taken back, and was not yet.
    pub undoable: bool,
}

/// A change of this actor, to be told about.
pub fn find(tx: &mut Tx, call: &Call, space: SpaceId, revision: i64) -> Result<Option<Change>> {
    tx.row(
        "SELECT intent, undone, inverse FROM changes WHERE space = ?1 AND revision = ?2 AND actor = ?3",
        params![space, revision, call.actor.learner],
        |row| {
            let undone: bool = row.get("undone")?;
            let inverse: Option<String> = row.get("inverse")?;
            Ok(Change { revision, intent: row.get("intent")?, undoable: inverse.is_some() && !undone })
        },
    )
}

/// The newest change of this actor in the space that can be taken back: (revision, intent).
pub fn find_undoable(tx: &mut Tx, call: &Call, space: SpaceId) -> Result<Option<(i64, String)>> {
    tx.row(
        "SELECT revision, intent FROM changes WHERE space = ?1 AND actor = ?2 AND undone = 0 AND inverse IS NOT NULL
         ORDER BY revision DESC LIMIT 1",
        params![space, call.actor.learner],
        |row| Ok((row.get("revision")?, row.get("intent")?)),
    )
}

/// The revisions of this actor's changes in a range that can be taken back, newest first.
pub fn list_undoable(tx: &mut Tx, call: &Call, space: SpaceId, from: i64, to: i64) -> Result<Vec<i64>> {
    tx.rows(
        "SELECT revision FROM changes WHERE space = ?1 AND revision BETWEEN ?2 AND ?3 AND actor = ?4 AND undone = 0
         AND inverse IS NOT NULL ORDER BY revision DESC LIMIT 1000",
        params![space, from, to, call.actor.learner],
        |row| row.get("revision"),
    )
}

/// Takes one change back. Not found when it is not the actor's or has no inverse; a conflict when what it touched has
/// changed since.
pub fn undo(tx: &mut Tx, call: &Call, space: SpaceId, revision: i64) -> Result<String> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let (intent, inverse): (String, String) = tx
        .row(
            "SELECT intent, inverse FROM changes
             WHERE space = ?1 AND revision = ?2 AND actor = ?3 AND undone = 0 AND inverse IS NOT NULL",
            params![space, revision, call.actor.learner],
            |row| Ok((row.get("intent")?, row.get("inverse")?)),
        )?
        .ok_or(Error::NotFound { what: "change" })?;
    let inverse: Inverse = serde_json::from_str(&inverse).map_err(Error::internal)?;
    match inverse {
        Inverse::BinItems { items } => items::bin(tx, call, space, &items)?,
        Inverse::RestoreItems { items } => items::restore(tx, call, space, &items)?,
        Inverse::RestoreVersions { items } => items::restore_versions(tx, call, space, &items)?,
        Inverse::MoveItems { items } => items::move_back(tx, call, space, &items)?,
        Inverse::SetTags { items } => items::set_tags(tx, call, space, &items)?,
        Inverse::BinDeck { deck } => decks::bin(tx, call, space, deck)?,
        Inverse::RestoreDeck { deck } => decks::restore(tx, call, space, deck)?,
        Inverse::RenameDeck { deck, name, parent } => decks::rename(tx, call, space, deck, &name, parent)?,
        Inverse::DescribeDeck { deck, description, language } => {
            decks::describe(tx, call, space, deck, &description, language.as_deref())?;
        }
        Inverse::SetCourse { deck, course } => courses::set_of_deck(tx, call, space, deck, course)?,
        Inverse::BinCourse { course } => courses::bin(tx, call, space, course)?,
        Inverse::RestoreCourse { course } => courses::restore(tx, call, space, course)?,
        Inverse::EditCourse { course, name, hue, letter } => {
            let next = courses::NewCourse { name, hue, letter, language: None };
            courses::edit(tx, call, space, course, None, &next)?;
        }
        Inverse::BinTopic { topic } => courses::bin_topic(tx, call, space, topic)?,
        Inverse::RestoreTopic { topic } => courses::restore_topic(tx, call, space, topic)?,
        Inverse::RenameTopic { topic, name } => courses::rename_topic(tx, call, space, topic, &name)?,
        Inverse::BinExam { exam } => plan::bin_exam(tx, call, exam, None)?,
        Inverse::RestoreExam { exam } => plan::restore_exam(tx, call, exam)?,
        Inverse::EditExam { exam, before } => plan::edit_exam(tx, call, exam, None, &before)?,
        Inverse::ReopenDrafts { drafts } => drafts::reopen(tx, call, space, &drafts)?,
        Inverse::Retract { events } => items::retract(tx, call, &events)?,
        Inverse::SetMarks { cards } => study::set_marks(tx, call, &cards)?,
    };
    tx.execute("UPDATE changes SET undone = 1 WHERE space = ?1 AND revision = ?2", params![space, revision])?;
    Ok(intent)
}
