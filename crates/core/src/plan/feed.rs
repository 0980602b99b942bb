//! The calendar feed: whoever knows its address reads the plan. The secret is kept as it is, because the address is shown
//! again to its owner; it opens nothing but the feed.

use super::model::PlanView;
use super::view;
use crate::accounts::{self, secret};
use crate::call::{Actor, Call, LearnerId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::spaces;
use memory::Millis;

/// Draws a secret for [`set_feed`].
#[must_use]
pub fn draw_feed_secret() -> String {
    secret::token()
}

/// The secret of the actor's feed, if it has an address.
pub fn feed_secret(tx: &mut Tx, actor: &Actor) -> Result<Option<String>> {
    tx.scalar("SELECT secret FROM feed_secrets WHERE learner = ?1", params![actor.learner])
}

/// Gives the feed this secret; an address that it had is nobody's from now on.
pub fn set_feed(tx: &mut Tx, call: &Call, secret: &str) -> Result<()> {
    spaces::lock(tx, call.actor.space())?;
    tx.execute(
        "INSERT INTO feed_secrets (learner, secret, created_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (learner) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at",
        params![call.actor.learner, secret, call.now.0],
    )?;
    Ok(())
}

/// Takes the feed's address away.
pub fn remove_feed(tx: &mut Tx, call: &Call) -> Result<()> {
    spaces::lock(tx, call.actor.space())?;
    tx.execute("DELETE FROM feed_secrets WHERE learner = ?1", params![call.actor.learner])?;
    Ok(())
}

/// Whose feed it is, and their plan.
///
/// # Errors
/// `NotFound` for a secret that is nobody's, or whose account is disabled.
pub fn feed(tx: &mut Tx, secret: &str, now: Millis) -> Result<(Actor, PlanView)> {
    let unknown = Error::NotFound { what: "feed" };
    let learner: Option<LearnerId> =
        tx.scalar("SELECT learner FROM feed_secrets WHERE secret = ?1", params![secret])?;
    let learner = learner.ok_or(unknown.clone())?;
    let actor = accounts::ops::find_actor(tx, learner)?.ok_or(unknown)?;
    let view = view::plan(tx, &Call { actor: actor.clone(), now, seed: 0 })?;
    Ok((actor, view))
}
