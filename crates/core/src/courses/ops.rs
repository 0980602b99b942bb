//! What can be done with courses.

use super::model::{Course, HUES, NAME_LIMIT, NewCourse};
use crate::call::{Actor, Call, SpaceId};
use crate::changes::{self, Inverse};
use crate::db::{Row, Tx, params};
use crate::decks;
use crate::error::{Error, Result};
use crate::spaces::{self, Role};
use uuid::Uuid;

const COLUMNS: &str = "space, id, version, name, hue, letter, language, deleted_at";

fn course(row: &Row) -> Result<Course> {
    Ok(Course {
        space: row.get("space")?,
        id: row.get("id")?,
        version: row.get("version")?,
        name: row.get("name")?,
        hue: row.get("hue")?,
        letter: row.get("letter")?,
        language: row.get("language")?,
        deleted_at: row.get("deleted_at")?,
    })
}

pub(super) fn find(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Course>> {
    tx.row(&format!("SELECT {COLUMNS} FROM courses WHERE space = ?1 AND id = ?2"), params![space, id], course)
}

/// A course that the actor may see, in whichever of their spaces it lies; also one in the bin.
pub fn get(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Course> {
    for space in spaces::visible(tx, actor)? {
        if let Some(course) = find(tx, space, id)? {
            return Ok(course);
        }
    }
    Err(Error::NotFound { what: "course" })
}

/// Live courses of the actor's own space, by name.
pub fn list(tx: &mut Tx, actor: &Actor) -> Result<Vec<Course>> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM courses WHERE space = ?1 AND deleted_at IS NULL ORDER BY name, id"),
        params![actor.space()],
        course,
    )
}

/// Courses in the bin of the actor's own space.
pub fn list_binned(tx: &mut Tx, actor: &Actor) -> Result<Vec<Course>> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM courses WHERE space = ?1 AND deleted_at IS NOT NULL ORDER BY name, id"),
        params![actor.space()],
        course,
    )
}

/// Makes a course.
///
/// # Errors
/// `Invalid` on `name`, `hue` or `letter`.
pub fn create(tx: &mut Tx, call: &Call, space: SpaceId, new: &NewCourse) -> Result<Uuid> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let new = checked(tx, space, new)?;
    let id = call.ids().next_id();
    tx.execute(
        "INSERT INTO courses (space, id, version, name, hue, letter, language, created_at, deleted_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, NULL)",
        params![space, id, new.name, new.hue, new.letter, new.language, call.now.0],
    )?;
    changes::note(tx, call, space, revision, "course-create", Some(&Inverse::BinCourse { course: id }))?;
    Ok(id)
}

/// Gives a course another name, colour or letter. With `version`: only if that is still the stored one.
///
/// # Errors
/// As [`create`]; `Conflict`.
pub fn edit(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid, version: Option<i64>, next: &NewCourse) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let old = find(tx, space, id)?.ok_or(Error::NotFound { what: "course" })?;
    if let Some(given) = version.filter(|v| *v != old.version) {
        return Err(Error::Conflict { what: "course", given, current: old.version });
    }
    let next = checked(tx, space, next)?;
    tx.execute(
        "UPDATE courses SET name = ?3, hue = ?4, letter = ?5, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, id, next.name, next.hue, next.letter],
    )?;
    let inverse = Inverse::EditCourse { course: id, name: old.name, hue: old.hue, letter: old.letter };
    changes::note(tx, call, space, revision, "course-edit", Some(&inverse))
}

/// Puts a course into the bin; its decks and sources stay where they are.
pub fn bin(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid) -> Result<()> {
    set_deleted(tx, call, space, id, true)
}

/// Takes a course out of the bin, with the decks that still name it.
pub fn restore(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid) -> Result<()> {
    set_deleted(tx, call, space, id, false)
}

fn set_deleted(tx: &mut Tx, call: &Call, space: SpaceId, id: Uuid, deleted: bool) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    find(tx, space, id)?.ok_or(Error::NotFound { what: "course" })?;
    tx.execute(
        "UPDATE courses SET deleted_at = ?3, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, id, deleted.then_some(call.now.0)],
    )?;
    let (intent, inverse) = match deleted {
        true => ("course-bin", Inverse::RestoreCourse { course: id }),
        false => ("course-restore", Inverse::BinCourse { course: id }),
    };
    changes::note(tx, call, space, revision, intent, Some(&inverse))
}

/// Puts an outermost deck, and with it all below, into a course, or takes it out of one.
///
/// # Errors
/// `Invalid` on `course` when it is not there.
pub fn set_of_deck(tx: &mut Tx, call: &Call, space: SpaceId, deck: Uuid, course: Option<Uuid>) -> Result<()> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    let revision = spaces::lock(tx, space)?;
    let deck = decks::store::find(tx, space, deck)?.ok_or(Error::NotFound { what: "deck" })?;
    if let Some(course) = course {
        let there = find(tx, space, course)?.is_some_and(|c| c.deleted_at.is_none());
        if !there {
            return Err(Error::invalid("course", "course-gone"));
        }
    }
    for below in decks::store::list_subtree(tx, space, &deck.path_key)? {
        tx.execute(
            "UPDATE decks SET course = ?3, version = version + 1 WHERE space = ?1 AND id = ?2",
            params![space, below.id, course],
        )?;
    }
    let inverse = Inverse::SetCourse { deck: deck.id, course: deck.course };
    changes::note(tx, call, space, revision, "deck-course", Some(&inverse))
}

fn checked(tx: &mut Tx, space: SpaceId, new: &NewCourse) -> Result<NewCourse> {
    let name = name(&new.name)?;
    let letter = match new.letter.trim() {
        "" => name.chars().next().map(|c| c.to_uppercase().collect()).unwrap_or_default(),
        letter => letter.to_owned(),
    };
    if letter.chars().count() > 2 {
        return Err(Error::invalid("letter", "course-letter-long"));
    }
    let hue = match new.hue.as_str() {
        "" => rarest_hue(tx, space)?.to_owned(),
        hue if HUES.contains(&hue) => hue.to_owned(),
        _ => return Err(Error::invalid("hue", "error-field")),
    };
    Ok(NewCourse { name, hue, letter, language: new.language.clone() })
}

/// A name of a course or topic.
pub(super) fn name(text: &str) -> Result<String> {
    let name = text.trim();
    match name.chars().count() {
        0 => Err(Error::invalid("name", "course-name-blank")),
        n if n > NAME_LIMIT => Err(Error::invalid("name", "course-name-long")),
        _ => Ok(name.to_owned()),
    }
}

fn rarest_hue(tx: &mut Tx, space: SpaceId) -> Result<&'static str> {
    let used: Vec<String> =
        tx.rows("SELECT hue FROM courses WHERE space = ?1 AND deleted_at IS NULL", params![space], |row| {
            row.get("hue")
        })?;
    Ok(HUES.into_iter().min_by_key(|hue| used.iter().filter(|u| u == hue).count()).unwrap_or("teal"))
}
