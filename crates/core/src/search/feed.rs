//! The consumer of the outbox: keeps the index in step with the database. It has a place of its own for each index,
//! reads the last minute before it again (a write may commit later than one that began after it), and reads each thing
//! as it is now, so that doing something twice or in another order ends in the same index.

use super::documents;
use super::model::Document;
use crate::call::SpaceId;
use crate::db::params;
use crate::error::{Error, Result};
use crate::studium::Studium;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How long between two looks into the outbox.
const PAUSE: Duration = Duration::from_secs(1);
/// After something failed.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(15);
/// So far before its place the consumer reads again; the longest write takes 30 s. ms.
const AGAIN_MS: i64 = 60_000;
/// What all consumers have passed by so much is taken out of the outbox, ms.
const KEPT_MS: i64 = 300_000;
/// The place of an index that nobody has used for so long counts no more, ms.
const FORGOTTEN_MS: i64 = 7 * 24 * 3600 * 1000;
/// Rows of the outbox that are read at once.
const ROWS: u32 = 1000;
/// Items that are read at once.
const ITEMS: u32 = 1000;
/// Documents after which what was put in is committed.
const COMMIT_EVERY: usize = 50_000;

/// One announcement.
#[derive(Debug, Clone)]
struct Told {
    at: i64,
    id: Uuid,
    space: SpaceId,
    kind: String,
    object: Uuid,
}

impl Told {
    /// About more than one thing.
    fn is_long(&self) -> bool {
        matches!(self.kind.as_str(), "batch" | "space")
    }
}

/// Feeds one index.
pub struct Feeder {
    studium: Studium,
    consumer: String,
    /// Announcements of the last minute before the place that were done already.
    done: HashSet<(i64, Uuid)>,
    /// Those among them that took long, a whole import: a restart must not do them again.
    long: BTreeSet<(i64, Uuid)>,
    uncommitted: usize,
}

impl Feeder {
    pub fn new(studium: Studium) -> Feeder {
        let consumer = format!("search:{}", studium.search.identity());
        Feeder { studium, consumer, done: HashSet::new(), long: BTreeSet::new(), uncommitted: 0 }
    }

    /// Works until it is dropped.
    pub async fn run(mut self) {
        loop {
            let pause = match self.catch_up().await {
                Ok(_) => PAUSE,
                Err(error) => {
                    tracing::warn!(%error, "the search index is behind");
                    PAUSE_AFTER_FAILURE
                }
            };
            tokio::time::sleep(pause).await;
        }
    }

    /// Brings the index up to what is committed now; true if there was something to do.
    ///
    /// # Errors
    /// As the database's and the index's; trying again later does what is left.
    pub async fn catch_up(&mut self) -> Result<bool> {
        let Some((place, long)) = self.place().await? else {
            self.rebuild().await?;
            return Ok(true);
        };
        let mut cursor = (place.saturating_sub(AGAIN_MS), Uuid::nil());
        let mut new_place = place;
        let mut seen = Vec::new();
        loop {
            let rows = self.rows(cursor).await?;
            let Some(last) = rows.last() else { break };
            cursor = (last.at, last.id);
            new_place = new_place.max(last.at);
            let whole = rows.len() == ROWS as usize;
            let known: HashSet<Uuid> = long.iter().copied().collect();
            // what an earlier process did stays known to the next
            self.long.extend(rows.iter().filter(|t| t.is_long()).map(|t| (t.at, t.id)));
            let fresh: Vec<Told> = rows
                .into_iter()
                .filter(|t| !(self.done.contains(&(t.at, t.id)) || t.is_long() && known.contains(&t.id)))
                .collect();
            seen.extend(fresh.iter().map(|t| (t.at, t.id)));
            self.take(fresh).await?;
            if !whole {
                break;
            }
        }
        if seen.is_empty() {
            return Ok(false);
        }
        self.commit().await?;
        self.done.extend(seen);
        self.done.retain(|(at, _)| *at >= new_place - AGAIN_MS);
        self.long.retain(|(at, _)| *at >= new_place - AGAIN_MS);
        self.move_to(new_place).await?;
        Ok(true)
    }

    /// Fills the index from the beginning.
    ///
    /// # Errors
    /// As [`Feeder::catch_up`]; the index has no place until it is full, so that the next try begins again.
    pub async fn rebuild(&mut self) -> Result<()> {
        let began = self.studium.clock.now().0;
        self.index(|index| index.clear()).await?;
        self.done.clear();
        self.long.clear();
        let spaces: Vec<SpaceId> = self
            .studium
            .read(|tx| tx.rows("SELECT id FROM spaces ORDER BY id", params![], |row| row.get("id")))
            .await?;
        for space in spaces {
            self.put_space(space).await?;
        }
        self.commit().await?;
        self.move_to(began).await
    }

    /// Where this index stands, and the long announcements just before that were done.
    async fn place(&self) -> Result<Option<(i64, Vec<Uuid>)>> {
        let consumer = self.consumer.clone();
        self.studium
            .read(move |tx| {
                tx.row("SELECT at, done FROM outbox_places WHERE consumer = ?1", params![consumer], |row| {
                    let done: String = row.get("done")?;
                    Ok((row.get("at")?, done.split(' ').filter_map(|id| id.parse().ok()).collect()))
                })
            })
            .await
    }

    async fn rows(&self, after: (i64, Uuid)) -> Result<Vec<Told>> {
        self.studium
            .read(move |tx| {
                tx.rows(
                    "SELECT at, id, space, kind, object FROM outbox WHERE at > ?1 OR (at = ?1 AND id > ?2)
                     ORDER BY at, id LIMIT ?3",
                    params![after.0, after.1, ROWS],
                    |row| {
                        Ok(Told {
                            at: row.get("at")?,
                            id: row.get("id")?,
                            space: row.get("space")?,
                            kind: row.get("kind")?,
                            object: row.get("object")?,
                        })
                    },
                )
            })
            .await
    }

    async fn take(&mut self, told: Vec<Told>) -> Result<()> {
        let (wide, single): (Vec<Told>, Vec<Told>) = told.into_iter().partition(Told::is_long);
        if !single.is_empty() {
            let (put, remove) = self
                .studium
                .db
                .read_long(move |tx| {
                    let (mut put, mut remove) = (Vec::new(), Vec::new());
                    let mut known = HashSet::new();
                    for one in single.iter().filter(|t| known.insert((t.space, t.object))) {
                        let found = match one.kind.as_str() {
                            "item" => documents::item(tx, one.space, one.object),
                            "deck" => documents::deck(tx, one.space, one.object),
                            "source" => documents::source(tx, one.space, one.object),
                            _ => Ok(None),
                        };
                        match found {
                            Ok(Some(document)) => put.push(document),
                            Ok(None) => remove.push((one.space, one.object)),
                            // what cannot be read must not keep the others from being found
                            Err(Error::Internal(why)) => {
                                tracing::error!(kind = one.kind, id = %one.object, why, "it is not indexed");
                                remove.push((one.space, one.object));
                            }
                            Err(error) => return Err(error),
                        }
                    }
                    Ok((put, remove))
                })
                .await?;
            self.apply(put, remove).await?;
        }
        for one in wide {
            match one.kind.as_str() {
                "batch" => self.put_batch(one.space, one.object).await?,
                _ => {
                    let space = one.space;
                    self.index(move |index| index.remove_space(space)).await?;
                    self.put_space(space).await?;
                }
            }
        }
        Ok(())
    }

    /// Everything that an import brought.
    async fn put_batch(&mut self, space: SpaceId, batch: Uuid) -> Result<()> {
        self.put_others(space).await?;
        self.put_items(space, Some(batch)).await
    }

    async fn put_space(&mut self, space: SpaceId) -> Result<()> {
        self.put_others(space).await?;
        self.put_items(space, None).await
    }

    /// Decks and sources.
    async fn put_others(&mut self, space: SpaceId) -> Result<()> {
        let read = move |tx: &mut crate::db::Tx| {
            let mut all = documents::decks(tx, space)?;
            all.extend(documents::sources(tx, space)?);
            Ok(all)
        };
        let others = self.studium.db.read_long(read).await?;
        self.apply(others, Vec::new()).await
    }

    async fn put_items(&mut self, space: SpaceId, batch: Option<Uuid>) -> Result<()> {
        let mut after = Some(Uuid::nil());
        while let Some(last) = after {
            let read = move |tx: &mut crate::db::Tx| documents::items_after(tx, space, batch, last, ITEMS);
            let (page, next) = self.studium.db.read_long(read).await?;
            self.apply(page, Vec::new()).await?;
            after = next;
        }
        Ok(())
    }

    async fn apply(&mut self, put: Vec<Document>, remove: Vec<(SpaceId, Uuid)>) -> Result<()> {
        if put.is_empty() && remove.is_empty() {
            return Ok(());
        }
        self.uncommitted += put.len() + remove.len();
        self.index(move |index| index.apply(put, remove)).await?;
        if self.uncommitted >= COMMIT_EVERY {
            self.commit().await?;
        }
        Ok(())
    }

    async fn commit(&mut self) -> Result<()> {
        self.uncommitted = 0;
        self.index(|index| index.commit()).await
    }

    /// Stores the place, and takes out of the outbox what every consumer has passed.
    async fn move_to(&self, place: i64) -> Result<()> {
        let (consumer, now) = (self.consumer.clone(), self.studium.clock.now().0);
        let done = self.long.iter().map(|(_, id)| id.to_string()).collect::<Vec<_>>().join(" ");
        self.studium
            .db
            .write_background(move |tx| {
                tx.execute(
                    "INSERT INTO outbox_places (consumer, at, done) VALUES (?1, ?2, ?3)
                     ON CONFLICT (consumer) DO UPDATE SET at = excluded.at, done = excluded.done",
                    params![consumer, place, done],
                )?;
                tx.execute(
                    "DELETE FROM outbox_places WHERE consumer <> ?1 AND at < ?2",
                    params![consumer, now - FORGOTTEN_MS],
                )?;
                tx.execute("DELETE FROM outbox WHERE at < (SELECT MIN(at) FROM outbox_places) - ?1", params![KEPT_MS])?;
                Ok(())
            })
            .await
    }

    /// The index works on the disk: off the runtime's threads.
    async fn index<T: Send + 'static>(
        &self,
        work: impl FnOnce(Arc<dyn super::SearchIndex>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let index = self.studium.search.clone();
        tokio::task::spawn_blocking(move || work(index)).await.map_err(Error::internal)?
    }
}
