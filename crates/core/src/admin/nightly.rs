//! What a server does each night: tidying what has expired, queueing fits, and the copy of the database.

use super::backup;
use crate::Studium;
use crate::accounts::{codes, limits, sessions};
use crate::call::Preferences;
use crate::db::Dialect;
use crate::decks;
use crate::error::{Error, Result};
use crate::forgetting;
use crate::settings::erase;
use memory::Millis;
use std::time::Duration;

/// The hour of the night, in the server's default zone.
const HOUR: i8 = 3;

/// Runs for as long as the server does: finishes erasures that a stop interrupted, then each night's work.
pub async fn run(studium: Studium) {
    if let Err(error) = erase::resume(&studium).await {
        tracing::error!(%error, "an erasure was not finished; it is tried again at the next start");
    }
    if let Err(error) = decks::settle_all(&studium).await {
        tracing::error!(%error, "items did not follow their decks into or out of the bin; it is tried again at the next start");
    }
    loop {
        tokio::time::sleep(until_night(studium.clock.now())).await;
        if let Err(error) = once(&studium).await {
            tracing::error!(%error, "the nightly copy failed");
        }
    }
}

/// One night's work.
///
/// # Errors
/// Of the copy: `Full` and `Internal`.
pub async fn once(studium: &Studium) -> Result<()> {
    let now = studium.clock.now();
    studium
        .db
        .write_background(move |tx| {
            sessions::sweep(tx, now)?;
            codes::sweep(tx, now)?;
            limits::sweep(tx, now).map(|_| ())
        })
        .await?;
    decks::purge_all(studium).await?;
    let fits = forgetting::enqueue_due(studium).await?;
    tracing::info!(fits, "queued fits of memory parameters");
    if studium.db.dialect() == Dialect::Sqlite {
        let copy = make_copy(studium).await?;
        tracing::info!(name = copy.name, bytes = copy.bytes, "made the nightly copy");
    }
    Ok(())
}

/// Today's copy, now: also behind the admin's button.
///
/// # Errors
/// As [`backup::nightly`].
pub async fn make_copy(studium: &Studium) -> Result<backup::Copy> {
    let (studium, date) = (studium.clone(), local(studium.clock.now()).date());
    tokio::task::spawn_blocking(move || backup::nightly(&studium, date)).await.map_err(Error::internal)?
}

fn local(at: Millis) -> jiff::Zoned {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(Preferences::default().zone)
}

fn until_night(now: Millis) -> Duration {
    let here = local(now);
    let today = here.date().at(HOUR, 0, 0, 0).to_zoned(here.time_zone().clone());
    let next = match today {
        Ok(at) if at > here => at,
        _ => here
            .date()
            .tomorrow()
            .and_then(|d| d.at(HOUR, 0, 0, 0).to_zoned(here.time_zone().clone()))
            .unwrap_or_else(|_| here.clone()),
    };
    let ms = next.timestamp().as_millisecond() - now.0;
    // never busy: even a strange zone waits a minute
    Duration::from_millis(u64::try_from(ms).unwrap_or(0).max(60_000))
}
