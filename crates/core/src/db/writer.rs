//! The one thread that writes to SQLite. It takes the waiting operations, runs each in a savepoint, commits once, and
//! only then answers them all. data-model.md, "Writing", has the table of failures that this file follows.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::health::HealthCell;
use super::now;
use super::queue::{Lane, Queue, Ran, Task, Waiting, enter_database_thread};
use super::sqlite::{self, control};
use super::tx::Tx;
use crate::error::Error;

/// The most operations, and the longest time, between two commits.
const BATCH: usize = 64;
pub(super) const BATCH_TIME: Duration = Duration::from_millis(5);

/// The longest time between two commits of background work: a bulk load then writes a page once, instead of once for each
/// of its chunks. As soon as somebody comes, what is there is committed.
const BACKGROUND_TIME: Duration = Duration::from_millis(400);

/// Without work for so long, the log is copied into the file.
const IDLE: Duration = Duration::from_millis(500);

/// New log pages (of 4 KiB) after which a busy writer copies too, and the length from which the log is cut off (64 MB).
const LOG_PAGES: i32 = 4_096;
const LONG_LOG_PAGES: i32 = 16_384;

pub(super) struct Writer {
    file: PathBuf,
    connection: Connection,
    queue: Arc<Queue>,
    health: Arc<HealthCell>,
    /// How long the log is, in pages: told by SQLite after each commit.
    log_pages: Arc<AtomicI32>,
    /// How long it was when it was last copied. A reader may keep it from starting over; copying after every batch for
    /// the length of an export would be no use.
    copied_pages: i32,
    /// SQLite's codes with which the next commits are to fail.
    #[cfg(test)]
    pub(super) failing_commits: super::tests::FailingCommits,
}

impl Writer {
    pub(super) fn open(file: PathBuf, queue: Arc<Queue>, health: Arc<HealthCell>) -> rusqlite::Result<Writer> {
        let mut writer = Writer {
            connection: sqlite::open_writer(&file)?,
            file,
            queue,
            health,
            log_pages: Arc::default(),
            copied_pages: 0,
            #[cfg(test)]
            failing_commits: Arc::default(),
        };
        writer.watch_log()?;
        Ok(writer)
    }

    /// Runs until the queue is closed and empty.
    pub(super) fn run(mut self) {
        enter_database_thread();
        loop {
            match self.queue.take(Some(IDLE)) {
                Task::Run(lane, first) => {
                    let started = now();
                    self.batch(lane, first, started);
                    self.queue.done(lane, started.elapsed());
                    self.checkpoint(LOG_PAGES);
                }
                Task::Idle => self.checkpoint(1),
                Task::Stop => return,
            }
        }
    }

    fn batch(&mut self, lane: Lane, first: Waiting, started: Instant) {
        if let Some(why) = self.health.read_only() {
            return first.refuse(read_only(why));
        }
        if let Err(cause) = control(&self.connection, "BEGIN IMMEDIATE") {
            return first.refuse(sqlite::error(&cause, "BEGIN"));
        }
        let most = match lane {
            Lane::Interactive => BATCH_TIME,
            Lane::Background => BACKGROUND_TIME,
        };
        let mut batch = Vec::with_capacity(BATCH);
        let mut next = Some(first);
        while let Some(mut operation) = next {
            let whole = self.step(&mut operation);
            batch.push(operation);
            if !whole {
                // Nobody was answered yet, so that all of them can be run again.
                self.roll_back();
                return self.one_by_one(batch, Reopened::NotYet);
            }
            let room = batch.len() < BATCH && started.elapsed() < most;
            next = if room { self.queue.more(lane) } else { None };
        }
        match self.commit() {
            Ok(()) => batch.into_iter().for_each(Waiting::answer),
            Err(cause) if sqlite::is_full(&cause) => {
                self.roll_back();
                self.one_by_one(batch, Reopened::NotYet);
            }
            Err(cause) => match self.reopen(&cause) {
                Ok(()) => self.one_by_one(batch, Reopened::Already),
                Err(cause) => self.give_up(batch, &cause),
            },
        }
    }

    /// One operation in its savepoint; `false` when the transaction around it is lost or in doubt.
    fn step(&self, operation: &mut Waiting) -> bool {
        if let Err(cause) = control(&self.connection, "SAVEPOINT operation") {
            operation.fail(sqlite::error(&cause, "SAVEPOINT"));
            return false;
        }
        let ran = operation.run(&mut Tx::sqlite(&self.connection));
        if ran == Ran::Panicked {
            // A statement may have been left in the middle of its rows.
            self.connection.flush_prepared_statement_cache();
        }
        if ran == Ran::Full || self.connection.is_autocommit() {
            return false;
        }
        let undone = ran == Ran::Stays || control(&self.connection, "ROLLBACK TO operation").is_ok();
        undone && control(&self.connection, "RELEASE operation").is_ok()
    }

    /// Runs each operation in a transaction of its own, so that the one that does not fit is the only one to hear so.
    fn one_by_one(&mut self, batch: Vec<Waiting>, mut reopened: Reopened) {
        let mut rest = batch.into_iter();
        while let Some(mut operation) = rest.next() {
            let Err(cause) = self.alone(&mut operation) else {
                operation.answer();
                continue;
            };
            let again = match reopened {
                Reopened::Already => Err(cause),
                Reopened::NotYet => {
                    reopened = Reopened::Already;
                    self.reopen(&cause).and_then(|()| self.alone(&mut operation))
                }
            };
            match again {
                Ok(()) => operation.answer(),
                Err(cause) => return self.give_up(std::iter::once(operation).chain(rest), &cause),
            }
        }
    }

    /// # Errors
    /// A commit that failed for another reason than a full disk: the connection is not to be trusted.
    fn alone(&mut self, operation: &mut Waiting) -> rusqlite::Result<()> {
        if let Err(cause) = control(&self.connection, "BEGIN IMMEDIATE") {
            operation.fail(sqlite::error(&cause, "BEGIN"));
            return Ok(());
        }
        let whole = self.step(operation);
        if !whole {
            self.roll_back();
            return Ok(());
        }
        match self.commit() {
            Ok(()) => Ok(()),
            Err(cause) if sqlite::is_full(&cause) => {
                operation.fail(sqlite::error(&cause, "COMMIT"));
                self.roll_back();
                Ok(())
            }
            Err(cause) => Err(cause),
        }
    }

    fn commit(&mut self) -> rusqlite::Result<()> {
        #[cfg(test)]
        if let Some(code) = self.failing_commits.lock().expect("no panics here").pop_front() {
            return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
        }
        control(&self.connection, "COMMIT")
    }

    fn roll_back(&self) {
        if !self.connection.is_autocommit()
            && let Err(cause) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%cause, "a transaction could not be rolled back");
        }
    }

    /// After a failed commit: a new connection, and a look at whether the file can still be read.
    fn reopen(&mut self, cause: &rusqlite::Error) -> rusqlite::Result<()> {
        tracing::error!(%cause, "a commit failed; opening the database again");
        self.roll_back();
        self.connection = sqlite::open_writer(&self.file)?;
        self.watch_log()?;
        self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
    }

    fn give_up(&self, operations: impl IntoIterator<Item = Waiting>, cause: &rusqlite::Error) {
        self.roll_back();
        let why = format!("writing failed twice: {cause}");
        tracing::error!(why, "the database is read-only from here on");
        self.health.set_read_only(why.clone());
        for operation in operations {
            operation.refuse(read_only(why.clone()));
        }
    }

    /// Keeps the length of the log; SQLite's own automatic checkpoint, in the middle of a caller's commit, is off.
    fn watch_log(&mut self) -> rusqlite::Result<()> {
        let pages = self.log_pages.clone();
        self.connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, now: i32| {
            pages.store(now, Ordering::Relaxed);
            Ok(())
        }))
    }

    /// Copies the log into the file if it has grown by so many pages; a long log is cut off as well.
    fn checkpoint(&mut self, grown: i32) {
        let pages = self.log_pages.load(Ordering::Relaxed);
        if pages < self.copied_pages {
            self.copied_pages = 0;
        }
        if pages - self.copied_pages < grown {
            return;
        }
        let long = pages >= LONG_LOG_PAGES;
        let mode = if long { "TRUNCATE" } else { "PASSIVE" };
        self.copied_pages = pages;
        // Cutting off waits for readers: not for long, there is another time.
        let waits = self.connection.busy_timeout(Duration::from_millis(50));
        let copied = self.connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()));
        if let Err(cause) = waits.and(copied).and(self.connection.busy_timeout(sqlite::BUSY)) {
            tracing::warn!(%cause, "the log could not be copied into the database file");
        }
    }
}

/// Whether the connection was opened again after a failed commit: it is done once.
#[derive(Clone, Copy)]
enum Reopened {
    NotYet,
    Already,
}

fn read_only(why: String) -> Error {
    Error::Unavailable { why: format!("the database is read-only: {why}"), retry_after_s: 60 }
}
