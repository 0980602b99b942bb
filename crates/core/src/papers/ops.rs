//! What can be done with papers.

use super::model::{MINUTES, NAME_LIMIT, NewPaper, PARTS, Paper, QUESTIONS};
use super::{choose, store};
use crate::call::{Actor, Call, SpaceId};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::spaces::{self, Role};
use uuid::Uuid;

/// So many papers are listed.
const LISTED: i64 = 500;

/// A paper that the actor may see, also one in the bin.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Paper> {
    for space in spaces::visible(tx, actor)? {
        if let Some(paper) = store::find(tx, space, id)? {
            return Ok(paper);
        }
    }
    Err(Error::NotFound { what: "paper" })
}

/// The actor's own papers, the newest first.
pub fn list(tx: &mut Tx, actor: &Actor) -> Result<Vec<Paper>> {
    store::list(tx, actor.space(), LISTED)
}

/// Makes a paper.
///
/// # Errors
/// `Invalid` on `name`, `minutes`, `attempts`, `points`, `questions`, and on `parts` when the decks hold too few questions;
/// `NotFound` for a deck.
pub fn create(tx: &mut Tx, call: &Call, space: SpaceId, new: &NewPaper) -> Result<Uuid> {
    spaces::require(tx, &call.actor, space, Role::Editor)?;
    spaces::lock(tx, space)?;
    let new = checked(tx, call, new)?;
    let id = call.ids().next_id();
    store::insert(tx, space, id, &new, call.now)?;
    Ok(id)
}

/// Gives a paper other rules; sittings that have begun keep theirs.
///
/// # Errors
/// As [`create`]; `Conflict`.
pub fn edit(tx: &mut Tx, call: &Call, id: Uuid, version: i64, new: &NewPaper) -> Result<()> {
    let paper = changing(tx, call, id)?;
    if paper.version != version {
        return Err(Error::Conflict { what: "paper", given: version, current: paper.version });
    }
    let new = checked(tx, call, new)?;
    store::update(tx, paper.space, id, &new)
}

/// Puts a paper into the bin; what came of its sittings stays.
pub fn bin(tx: &mut Tx, call: &Call, id: Uuid) -> Result<()> {
    let paper = changing(tx, call, id)?;
    store::set_deleted(tx, paper.space, id, Some(call.now))
}

/// Takes it out again.
pub fn restore(tx: &mut Tx, call: &Call, id: Uuid) -> Result<()> {
    let paper = changing(tx, call, id)?;
    store::set_deleted(tx, paper.space, id, None)
}

/// Questions of a paper as a sitting might ask them, for printing.
///
/// # Errors
/// `Invalid` on `parts` when the decks hold too few.
pub fn questions(tx: &mut Tx, call: &Call, paper: &Paper) -> Result<Vec<choose::Place>> {
    choose::choose(tx, &call.actor, &paper.rules, paper.id.as_u128())
}

fn changing(tx: &mut Tx, call: &Call, id: Uuid) -> Result<Paper> {
    let paper = get(tx, &call.actor, id)?;
    spaces::require(tx, &call.actor, paper.space, Role::Editor)?;
    spaces::lock(tx, paper.space)?;
    Ok(paper)
}

fn checked(tx: &mut Tx, call: &Call, new: &NewPaper) -> Result<NewPaper> {
    let wrong = |field: &str, key: &str| Err(Error::invalid(field, key));
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_LIMIT || name.contains('\0') {
        return wrong("name", "paper-name-wrong");
    }
    if new.rules.minutes.is_some_and(|minutes| minutes == 0 || minutes > MINUTES) {
        return wrong("minutes", "paper-minutes-wrong");
    }
    if new.rules.attempts.is_some_and(|attempts| attempts == 0 || attempts > 1_000) {
        return wrong("attempts", "paper-attempts-wrong");
    }
    let parts: Vec<_> = new.rules.parts.iter().filter(|part| part.questions > 0).cloned().collect();
    if parts.is_empty() || parts.len() > PARTS {
        return wrong("parts", "paper-no-questions");
    }
    if parts.iter().any(|part| !(part.points > 0.0 && part.points <= 1_000.0)) {
        return wrong("points", "paper-points-wrong");
    }
    if parts.iter().map(|part| part.questions).fold(0, u32::saturating_add) > QUESTIONS {
        return wrong("questions", "paper-too-many");
    }
    for part in &parts {
        let there = choose::candidates(tx, &call.actor, part.deck)?.len();
        if there < part.questions as usize {
            return wrong("parts", "paper-too-few");
        }
    }
    Ok(NewPaper { mode: new.mode, name, rules: super::Rules { parts, ..new.rules.clone() } })
}
