//! Puts the parts together: database, clock, blobs, search.

use crate::Place;
use anyhow::Context;
use std::sync::Arc;
use studium_core::clock::SystemClock;
use studium_core::db::{Db, Options};
use studium_core::media::BlobStore;
use studium_core::search::{Document, Found, Query, SearchIndex};
use studium_core::{Clock, Studium, spaces};
use tokio::sync::Notify;
use uuid::Uuid;

/// Opens what the place names, ready for operations.
pub fn open(place: &Place) -> anyhow::Result<Studium> {
    std::fs::create_dir_all(&place.data).with_context(|| format!("the data folder {}", place.data.display()))?;
    let db = Db::open(&place.config(), Options { init: place.init, ..Options::default() })?;
    let clock = SystemClock;
    let now = clock.now();
    db.write_blocking(move |tx| spaces::ensure_library(tx, now))?;
    Ok(Studium {
        db,
        clock: Arc::new(clock),
        blobs: BlobStore::open(place.data.join("blobs"))?,
        search: Arc::new(Unindexed),
        folder: place.data.clone(),
        work: Arc::new(Notify::new()),
    })
}

/// Until the index is opened, nothing is found.
struct Unindexed;

impl SearchIndex for Unindexed {
    fn remove_space(&self, _: studium_core::SpaceId) -> studium_core::Result<()> {
        Ok(())
    }
    fn apply(&self, _: Vec<Document>, _: Vec<(studium_core::SpaceId, Uuid)>) -> studium_core::Result<()> {
        Ok(())
    }
    fn commit(&self) -> studium_core::Result<()> {
        Ok(())
    }
    fn clear(&self) -> studium_core::Result<()> {
        Ok(())
    }
    fn find(&self, _: &Query) -> studium_core::Result<Vec<Found>> {
        Ok(Vec::new())
    }
}
