//! The handle that `web` and `app` hold: the database and the ports, wired once.

use crate::call::{Actor, Call};
use crate::clock::Clock;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::media::BlobStore;
use crate::search::SearchIndex;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Notify;

/// Everything an operation or flow is run with. Cheap to clone.
#[derive(Clone)]
pub struct Studium {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub blobs: BlobStore,
    pub search: Arc<dyn SearchIndex>,
    /// The data folder: database, blobs, uploads, jobs' scratch folders, backups, index.
    pub folder: PathBuf,
    /// Rung when a job was queued or the outbox grew.
    pub work: Arc<Notify>,
}

impl Studium {
    /// A call by this actor, now.
    pub fn call(&self, actor: &Actor) -> Call {
        Call { actor: actor.clone(), now: self.clock.now(), seed: rand::random() }
    }

    /// Runs a reading operation on a reader thread: one snapshot.
    pub async fn read<T: Send + 'static>(&self, f: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.read(f).await
    }

    /// Runs a writing operation on the writer; answers once it is durable. The operation may be run more than once.
    pub async fn write<T: Send + 'static>(&self, f: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.write(f).await
    }
}
