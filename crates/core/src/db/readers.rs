//! The threads that read from SQLite: each has a connection of its own, each operation one snapshot.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::now;
use super::queue::{Queue, Ran, Task, enter_database_thread};
use super::sqlite::{self, control};
use super::tx::Tx;

/// How long one read may take.
pub(super) const READ_LIMIT: Duration = Duration::from_secs(2);

/// How many steps of SQLite's machine lie between two looks at the clock: some tens of microseconds.
const STEPS: i32 = 2_000;

pub(super) struct Reader {
    connection: Connection,
    file: PathBuf,
    queue: Arc<Queue>,
    limit: Option<Duration>,
    stopwatch: Arc<Stopwatch>,
}

/// When the running read has to end, in milliseconds from `start`; 0: whenever it likes.
struct Stopwatch {
    start: Instant,
    end: AtomicU64,
}

impl Reader {
    pub(super) fn open(file: PathBuf, queue: Arc<Queue>, limit: Option<Duration>) -> rusqlite::Result<Reader> {
        let stopwatch = Arc::new(Stopwatch { start: now(), end: AtomicU64::new(0) });
        let connection = connect(&file, &stopwatch)?;
        Ok(Reader { connection, file, queue, limit, stopwatch })
    }

    /// Runs until the queue is closed and empty.
    pub(super) fn run(mut self) {
        enter_database_thread();
        while let Task::Run(lane, mut operation) = self.queue.take(None) {
            let started = now();
            self.stopwatch.end.store(self.end(), Ordering::Relaxed);
            match control(&self.connection, "BEGIN DEFERRED") {
                Ok(()) => {
                    if operation.run(&mut Tx::sqlite(&self.connection)) == Ran::Panicked {
                        self.connection.flush_prepared_statement_cache();
                    }
                }
                Err(cause) => operation.fail(sqlite::error(&cause, "BEGIN")),
            }
            self.stopwatch.end.store(0, Ordering::Relaxed);
            self.finish();
            self.queue.done(lane, started.elapsed());
            operation.answer();
        }
    }

    fn end(&self) -> u64 {
        self.limit.map_or(0, |limit| (self.stopwatch.start.elapsed() + limit).as_millis() as u64)
    }

    /// Gives the snapshot back; a connection that cannot is replaced.
    fn finish(&mut self) {
        let ended = self.connection.is_autocommit() || control(&self.connection, "COMMIT").is_ok();
        if !ended && let Ok(connection) = connect(&self.file, &self.stopwatch) {
            self.connection = connection;
        }
    }
}

fn connect(file: &std::path::Path, stopwatch: &Arc<Stopwatch>) -> rusqlite::Result<Connection> {
    let mut connection = sqlite::open_reader(file)?;
    let stopwatch = stopwatch.clone();
    connection.progress_handler(
        STEPS,
        Some(move || {
            let end = stopwatch.end.load(Ordering::Relaxed);
            end != 0 && stopwatch.start.elapsed().as_millis() as u64 > end
        }),
    )?;
    Ok(connection)
}
