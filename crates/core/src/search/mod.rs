//! Search: the port that an index engine stands behind, the consumer of the outbox that feeds it, and asking it.
//! The index is disposable: it can be rebuilt from the database at any time, and what it finds is read again from the
//! database through the actor before anybody sees it.

mod documents;
pub mod feed;
pub mod marks;
pub mod model;
mod ops;
#[cfg(test)]
pub(crate) mod tests;

pub use feed::Feeder;
pub use model::{Document, DocumentKind, Found, Query, SearchIndex};
pub use ops::{Ask, Hit, Where, find};

use crate::call::SpaceId;
use crate::db::{Tx, params};
use crate::error::Result;
use memory::Millis;
use uuid::Uuid;

/// Tells the search that something changed, in the transaction that changes it. `kind` is item, deck, source, batch or
/// space; the consumer reads the thing again and puts or removes it, so that the order of announcements never matters.
pub fn announce(tx: &mut Tx, space: SpaceId, kind: &str, object: Uuid, version: i64, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO outbox (at, id, space, kind, object, version) VALUES (?1, ?2, ?3, ?4, ?2, ?5)
         ON CONFLICT (at, id) DO NOTHING",
        params![now.0, object, space, kind, version],
    )?;
    Ok(())
}

/// Makes the search fill its index from the beginning, also that of a server which runs beside this command.
pub fn forget_places(tx: &mut Tx) -> Result<()> {
    tx.execute("DELETE FROM outbox_places", params![])?;
    Ok(())
}
