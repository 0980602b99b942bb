//! The one thin layer over the database: SQLite in a folder, or Postgres. Nothing else in Studium names a database.
//!
//! An operation is a synchronous `Fn(&mut Tx) -> Result<T>`. It travels to the data: [`Db::read`] runs it on a reader
//! thread over one snapshot, [`Db::write`] on the writer. It may be run again, so it has no effect outside its [`Tx`];
//! ids and time come in with it. When a write returns `Ok`, its changes are on the disk.
//!
//! SQL is written once, for SQLite, with `?1` placeholders, types and keywords in capitals, and what both databases
//! understand (data-model.md, "dialect").

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

mod dialect;
mod health;
mod lock;
mod migrate;
mod open;
mod postgres;
mod queue;
mod readers;
mod sqlite;
#[cfg(any(test, feature = "test-support"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod tx;
mod value;
mod writer;

pub use self::dialect::Dialect;
pub use self::health::Health;
pub use self::lock::FolderLock;
pub use self::open::OpenError;
pub use self::tx::{Row, Tx};
pub use self::value::{FromValue, ToValue, Value, ValueRef};
pub use crate::params;

use self::health::HealthCell;
use self::postgres::{Slot, Work};
use self::queue::{Lane, Queue};
use self::readers::{READ_LIMIT, Reader};
use self::writer::Writer;
use crate::error::{Error, Result};

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Config {
    /// A folder; the database is its `studium.db`.
    Sqlite { folder: PathBuf },
    /// An address as Postgres's own tools take it; `?schema=name` puts everything into that schema.
    Postgres { url: String },
}

/// How to open.
#[derive(Debug, Clone)]
pub struct Options {
    /// Begin anew in a folder whose data is gone, instead of refusing.
    pub init: bool,
    /// Threads that read (Postgres: and as many that write), 1 or more.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Options {
        let cores = thread::available_parallelism().map_or(2, usize::from);
        Options { init: false, threads: cores.clamp(2, 4) }
    }
}

/// The database, opened. Clones are handles to the same one; it closes with the last.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    place: Place,
    health: Arc<HealthCell>,
    writes: Arc<Queue>,
    reads: Arc<Queue>,
    long_reads: Arc<Queue>,
    threads: Mutex<Threads>,
    #[cfg(test)]
    failing_commits: tests::FailingCommits,
}

enum Place {
    Sqlite { file: PathBuf, _lock: FolderLock },
    Postgres,
}

/// Readers end before the writer, whose connection then closes last and tidies the log away.
#[derive(Default)]
struct Threads {
    readers: Vec<JoinHandle<()>>,
    writers: Vec<JoinHandle<()>>,
}

impl Db {
    /// Opens, checks and migrates the database, then starts its threads. Blocks; may be called from anywhere.
    ///
    /// # Errors
    /// [`OpenError`]: each names what is wrong and the mend. Nothing was changed then, except that migrations which
    /// succeeded before one that failed stay.
    pub fn open(config: &Config, options: Options) -> Result<Db, OpenError> {
        match config {
            Config::Sqlite { folder } => Db::open_sqlite(folder, &options, migrate::MIGRATIONS),
            Config::Postgres { url } => Db::open_postgres(url, &options, migrate::MIGRATIONS),
        }
    }

    fn open_sqlite(folder: &Path, options: &Options, migrations: &[&str]) -> Result<Db, OpenError> {
        let lock = open::sqlite_folder(folder, options.init, migrations)?;
        let file = folder.join(open::FILE);
        let (writes, reads, long_reads) = (Arc::new(Queue::new(1)), readers_queue(), readers_queue());
        let health = Arc::new(HealthCell::default());
        let writer = Writer::open(file.clone(), writes.clone(), health.clone())?;
        let mut readers = vec![Reader::open(file.clone(), long_reads.clone(), None)?];
        for _ in 0..options.threads.max(1) {
            readers.push(Reader::open(file.clone(), reads.clone(), Some(READ_LIMIT))?);
        }
        #[cfg(test)]
        let failing_commits = writer.failing_commits.clone();
        let db = Inner {
            place: Place::Sqlite { file, _lock: lock },
            health,
            writes,
            reads,
            long_reads,
            threads: Mutex::default(),
            #[cfg(test)]
            failing_commits,
        };
        db.spawn(|threads| &mut threads.writers, "db-writer", move || writer.run())?;
        for reader in readers {
            db.spawn(|threads| &mut threads.readers, "db-reader", move || reader.run())?;
        }
        Ok(Db { inner: Arc::new(db) })
    }

    fn open_postgres(url: &str, options: &Options, migrations: &[&str]) -> Result<Db, OpenError> {
        let (config, schema) = open::postgres_address(url)?;
        // The `postgres` crate runs a small runtime of its own, which must not start inside another one.
        thread::scope(|scope| {
            let migrate = || migrate::postgres(&config, schema.as_deref(), migrations);
            scope.spawn(migrate).join().unwrap_or_else(|_| Err(OpenError::Address("the driver panicked".into())))
        })?;
        let threads = options.threads.max(1);
        let db = Inner {
            place: Place::Postgres,
            health: Arc::default(),
            writes: Arc::new(Queue::new((threads / 2).max(1))),
            reads: readers_queue(),
            long_reads: readers_queue(),
            threads: Mutex::default(),
            #[cfg(test)]
            failing_commits: Arc::default(),
        };
        let kinds = [
            (threads, &db.writes, Work::Write),
            (threads, &db.reads, Work::Read(Some(READ_LIMIT))),
            (1, &db.long_reads, Work::Read(None)),
        ];
        for (count, queue, work) in kinds {
            for _ in 0..count {
                let mut config = config.clone();
                if let Work::Read(Some(limit)) = work {
                    let given = config.get_options().map(|options| format!("{options} ")).unwrap_or_default();
                    config.options(&format!("{given}-c statement_timeout={}", limit.as_millis()));
                }
                let slot = Slot { config, queue: queue.clone(), health: db.health.clone(), work };
                db.spawn(|threads| &mut threads.writers, "db-postgres", move || slot.run())?;
            }
        }
        Ok(Db { inner: Arc::new(db) })
    }

    /// Runs a reading operation over one snapshot, at most 2 s long. Needs a runtime with timers.
    ///
    /// # Errors
    /// The operation's own; [`Error::Unavailable`] when too many wait, it waited over 2 s, or it took too long;
    /// [`Error::Internal`] when it panicked.
    pub async fn read<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.reads.ask(Lane::Interactive, operation).await
    }

    /// As [`Db::read`] without the limit of time, on a lane of its own: exports, rebuilding, statistics of everything.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read_long<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.long_reads.ask(Lane::Background, operation).await
    }

    /// Runs a writing operation for somebody who waits. `Ok` means: on the disk. It is carried out even when the caller
    /// goes away, once it was taken up.
    ///
    /// # Errors
    /// The operation's own, after which nothing of it stays; [`Error::Full`] when the disk has no room;
    /// [`Error::Unavailable`] when too many wait, it waited over 2 s, or the database is read-only.
    pub async fn write<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.writes.ask(Lane::Interactive, operation).await
    }

    /// As [`Db::write`] for jobs: at most half of the writer's time while people wait, and patient (2 minutes). Keep each
    /// operation under 10 ms or 1,000 rows.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_background<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.writes.ask(Lane::Background, operation).await
    }

    /// [`Db::read`] for a plain thread (commands, tests). Panics inside an async task.
    ///
    /// # Errors
    /// As [`Db::read`]; [`Error::Internal`] inside an operation, which would wait for itself.
    pub fn read_blocking<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.reads.ask_blocking(Lane::Interactive, operation)
    }

    /// [`Db::read_long`] for a plain thread. Panics inside an async task.
    ///
    /// # Errors
    /// As [`Db::read_blocking`].
    pub fn read_long_blocking<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.long_reads.ask_blocking(Lane::Background, operation)
    }

    /// [`Db::write`] for a plain thread (commands, tests). Panics inside an async task.
    ///
    /// # Errors
    /// As [`Db::write`]; [`Error::Internal`] inside an operation, which would wait for itself.
    pub fn write_blocking<T, F>(&self, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        self.inner.writes.ask_blocking(Lane::Interactive, operation)
    }

    /// Whether writes are taken.
    pub fn health(&self) -> Health {
        self.inner.health.get()
    }

    /// How many operations wait for a thread now.
    pub fn waiting(&self) -> usize {
        self.inner.writes.waiting() + self.inner.reads.waiting() + self.inner.long_reads.waiting()
    }

    pub fn dialect(&self) -> Dialect {
        match self.inner.place {
            Place::Sqlite { .. } => Dialect::Sqlite,
            Place::Postgres => Dialect::Postgres,
        }
    }

    /// Writes a consistent copy of the database to `path`, which must not exist, while others go on. Blocks for as long
    /// as reading and writing the whole file takes. SQLite only.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Unavailable`], [`Error::Internal`] as SQLite says; [`Error::Forbidden`] on Postgres.
    pub fn backup_into(&self, path: &Path) -> Result<()> {
        let Place::Sqlite { file, .. } = &self.inner.place else {
            return Err(Error::Forbidden { why: "a copy of a Postgres database is made with pg_dump" });
        };
        let connection = sqlite::open_reader(file).map_err(|cause| sqlite::error(&cause, "opening"))?;
        connection
            .execute_batch("PRAGMA query_only = OFF")
            .and_then(|()| connection.execute("VACUUM INTO ?1", [path.to_string_lossy()]))
            .map_err(|cause| sqlite::error(&cause, "VACUUM INTO"))?;
        std::fs::File::open(path).and_then(|copy| copy.sync_all()).map_err(Error::internal)
    }

    /// Looks at every page and reference; what it finds wrong, in SQLite's words, empty when all is well. Blocks for as
    /// long as reading the whole file takes. Postgres checks its own pages: empty.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the file cannot be read.
    pub fn check(&self) -> Result<Vec<String>> {
        let Place::Sqlite { file, .. } = &self.inner.place else { return Ok(Vec::new()) };
        let look = || -> rusqlite::Result<Vec<String>> {
            let connection = sqlite::open_reader(file)?;
            let mut found = Vec::new();
            for line in connection.prepare("PRAGMA integrity_check")?.query_map([], |row| row.get::<_, String>(0))? {
                found.push(line?);
            }
            found.retain(|line| line != "ok");
            let mut broken = connection.prepare("PRAGMA foreign_key_check")?;
            for line in broken.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))? {
                let (table, parent) = line?;
                found.push(format!("a row of {table} refers to a missing row of {parent}"));
            }
            Ok(found)
        };
        match look() {
            // Damage can be such that looking for it fails.
            Err(cause) if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
                Ok(vec![cause.to_string()])
            }
            other => other.map_err(|cause| sqlite::error(&cause, "integrity_check")),
        }
    }

    /// Finishes what waits, then closes; operations of other handles answer "stopping" from now on. Dropping the last
    /// handle does the same.
    pub fn close(self) {
        self.inner.close();
    }
}

/// The stopwatch of batches, limits and patience: no moment of it reaches an operation or a row.
#[expect(
    clippy::disallowed_methods,
    reason = "measures how long things take here; what is stored comes from the clock port"
)]
fn now() -> Instant {
    Instant::now()
}

/// Readers have no background to keep small: all their threads take whatever comes.
fn readers_queue() -> Arc<Queue> {
    Arc::new(Queue::new(usize::MAX))
}

impl Inner {
    fn spawn(
        &self,
        kind: impl FnOnce(&mut Threads) -> &mut Vec<JoinHandle<()>>,
        name: &str,
        run: impl FnOnce() + Send + 'static,
    ) -> Result<(), OpenError> {
        let started = thread::Builder::new().name(name.into()).spawn(run);
        let handle = started.map_err(|cause| OpenError::io(Path::new("starting a database thread"), cause))?;
        kind(&mut self.threads.lock().unwrap_or_else(PoisonError::into_inner)).push(handle);
        Ok(())
    }

    fn close(&self) {
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        self.reads.close();
        self.long_reads.close();
        join(threads.readers);
        self.writes.close();
        join(threads.writers);
    }
}

fn join(threads: Vec<JoinHandle<()>>) {
    // An operation may hold the last handle: its own thread cannot wait for itself.
    let own = thread::current().id();
    for handle in threads {
        if handle.thread().id() != own && handle.join().is_err() {
            tracing::error!("a database thread panicked");
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}
