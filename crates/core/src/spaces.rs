//! Spaces: who owns content, who may do what in it, and the lock that every write begins with.

use crate::call::{Actor, LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use memory::Millis;

/// What somebody may do in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Reader,
    Editor,
    Owner,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Editor => "editor",
            Role::Owner => "owner",
        }
    }

    pub fn parse(word: &str) -> Option<Role> {
        [Role::Reader, Role::Editor, Role::Owner].into_iter().find(|r| r.as_str() == word)
    }
}

/// Begins a write: raises the space's revision, which is the owner's lock on both databases, the sync cursor and the
/// order of its changes. Several spaces are locked in id order by the caller. Returns the new revision.
pub fn lock(tx: &mut Tx, space: SpaceId) -> Result<i64> {
    tx.scalar("UPDATE spaces SET revision = revision + 1 WHERE id = ?1 RETURNING revision", params![space])?
        .ok_or(Error::NotFound { what: "space" })
}

/// The actor's role in a space, if they may see it at all. Everybody reads the library; its editors are admins.
pub fn role(tx: &mut Tx, actor: &Actor, space: SpaceId) -> Result<Option<Role>> {
    if space == actor.space() {
        return Ok(Some(Role::Owner));
    }
    if space == SpaceId::LIBRARY {
        return Ok(Some(if actor.admin { Role::Editor } else { Role::Reader }));
    }
    let word: Option<String> =
        tx.scalar("SELECT role FROM members WHERE space = ?1 AND learner = ?2", params![space, actor.learner])?;
    Ok(word.as_deref().and_then(Role::parse))
}

/// Not found for those who may not see the space, forbidden for those who see it and may not do this.
pub fn require(tx: &mut Tx, actor: &Actor, space: SpaceId, least: Role) -> Result<()> {
    match role(tx, actor, space)? {
        None => Err(Error::NotFound { what: "space" }),
        Some(role) if role < least => Err(Error::Forbidden { why: "read_only_space" }),
        Some(_) => Ok(()),
    }
}

/// The spaces that the actor may read: their own first, then groups', then the library.
pub fn visible(tx: &mut Tx, actor: &Actor) -> Result<Vec<SpaceId>> {
    let mut spaces = vec![actor.space()];
    let joined: Vec<SpaceId> = tx.rows(
        "SELECT space FROM members WHERE learner = ?1 AND space <> ?1 ORDER BY space",
        params![actor.learner],
        |row| row.get("space"),
    )?;
    spaces.extend(joined.into_iter().filter(|s| *s != SpaceId::LIBRARY));
    spaces.push(SpaceId::LIBRARY);
    Ok(spaces)
}

/// Makes a learner's personal space; part of making the account.
pub fn create_personal(tx: &mut Tx, learner: LearnerId, name: &str, now: Millis) -> Result<()> {
    create(tx, learner.space(), "personal", name, now)?;
    tx.execute(
        "INSERT INTO members (space, learner, role, joined_at) VALUES (?1, ?2, 'owner', ?3)",
        params![learner.space(), learner, now.0],
    )?;
    Ok(())
}

/// Makes the library's space, once; start-up calls this.
pub fn ensure_library(tx: &mut Tx, now: Millis) -> Result<()> {
    let there: Option<i64> = tx.scalar("SELECT revision FROM spaces WHERE id = ?1", params![SpaceId::LIBRARY])?;
    if there.is_none() {
        create(tx, SpaceId::LIBRARY, "library", "Library", now)?;
    }
    Ok(())
}

fn create(tx: &mut Tx, id: SpaceId, kind: &str, name: &str, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO spaces (id, kind, name, revision, media_bytes, created_at) VALUES (?1, ?2, ?3, 0, 0, ?4)",
        params![id, kind, name, now.0],
    )?;
    Ok(())
}
