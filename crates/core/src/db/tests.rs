//! What the database layer promises, through its real threads. Operations wait for channels where the order matters.

use std::collections::VecDeque;
use std::ffi::c_int;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, ffi};

use super::testing::{TestDb, fresh_folder};
use super::*;

mod both;
mod opening;

pub(super) type FailingCommits = Arc<Mutex<VecDeque<c_int>>>;

const SCRATCH: &str = "CREATE TABLE scratch (id INTEGER PRIMARY KEY, n INTEGER, r REAL, t TEXT, b BLOB) STRICT";
const FIRST: &[&str] = &[SCRATCH];

/// A folder with the one table above.
fn open_scratch(folder: &Path, migrations: &[&str]) -> Result<Db, OpenError> {
    Db::open_sqlite(folder, &Options { threads: 2, ..Options::default() }, migrations)
}

fn scratch() -> (Db, tempfile::TempDir) {
    let folder = fresh_folder();
    (open_scratch(folder.path(), FIRST).expect("opening"), folder)
}

fn insert(tx: &mut Tx, id: i64) -> Result<()> {
    tx.execute("INSERT INTO scratch (id) VALUES (?1)", params![id]).map(drop)
}

fn ids(db: &Db) -> Vec<i64> {
    db.read_blocking(|tx| tx.rows("SELECT id FROM scratch ORDER BY id", params![], |row| row.get("id")))
        .expect("reading")
}

/// The rows that another process would see now.
fn committed(folder: &Path) -> i64 {
    let other = Connection::open(folder.join("studium.db")).expect("a second connection");
    other.query_row("SELECT count(*) FROM scratch", [], |row| row.get(0)).expect("counting")
}

type Operation = Box<dyn Fn(&mut Tx) -> Result<()> + Send + Sync>;

/// Keeps the writer busy until every given operation waits, so that they make one batch; their answers, in order.
fn in_one_batch(db: &Db, operations: Vec<Operation>) -> Vec<Result<()>> {
    let (entered, wait_entered) = mpsc::channel();
    let (release, wait_release) = mpsc::channel();
    let holder = {
        let (db, wait_release) = (db.clone(), Mutex::new(wait_release));
        thread::spawn(move || {
            db.write_blocking(move |_| {
                let started = now();
                entered.send(()).expect("the test listens");
                wait_release.lock().expect("one at a time").recv().map_err(Error::internal)?;
                // Until its own batch is over, so that those who wait are not in it.
                while started.elapsed() <= writer::BATCH_TIME {
                    thread::yield_now();
                }
                Ok(())
            })
        })
    };
    wait_entered.recv().expect("the writer is held");
    let callers: Vec<JoinHandle<Result<()>>> = (1..)
        .zip(operations)
        .map(|(waiting, operation)| {
            let caller = {
                let db = db.clone();
                thread::spawn(move || db.write_blocking(operation))
            };
            while db.waiting() < waiting {
                thread::yield_now();
            }
            caller
        })
        .collect();
    release.send(()).expect("the writer waits");
    holder.join().expect("no panic").expect("the holder");
    callers.into_iter().map(|caller| caller.join().expect("no panic")).collect()
}

#[test]
fn a_batch_is_answered_together_and_only_when_it_is_committed() {
    let (db, folder) = scratch();
    let place = folder.path().to_owned();
    let mut operations: Vec<Operation> = (0..20).map(|id| Box::new(move |tx: &mut Tx| insert(tx, id)) as _).collect();
    operations.push(Box::new(move |tx| {
        assert_eq!(tx.scalar::<i64>("SELECT count(*) FROM scratch", params![])?, Some(20));
        assert_eq!(committed(&place), 0, "the twenty before wait for this commit");
        Ok(())
    }));
    assert!(in_one_batch(&db, operations).iter().all(Result::is_ok));
    assert_eq!(committed(folder.path()), 20);
}

#[test]
fn what_was_answered_survives_a_crash() {
    let (db, folder) = scratch();
    for id in 0..50 {
        db.write_blocking(move |tx| insert(tx, id)).expect("writing");
    }
    // The files as they lie on the disk while the server runs: what a killed process leaves.
    let crashed = fresh_folder();
    for name in ["studium.db", "studium.db-wal"] {
        std::fs::copy(folder.path().join(name), crashed.path().join(name)).expect("copying");
    }
    let again = open_scratch(crashed.path(), FIRST).expect("recovering");
    assert_eq!(ids(&again).len(), 50);
}

#[test]
fn a_failing_operation_takes_nobody_with_it() {
    let (db, _folder) = scratch();
    let answers = in_one_batch(
        &db,
        vec![
            Box::new(|tx| insert(tx, 1)),
            Box::new(|tx| insert(tx, 2).and(Err(Error::NotFound { what: "deck" }))),
            Box::new(|tx| insert(tx, 3)),
        ],
    );
    assert_eq!(answers, [Ok(()), Err(Error::NotFound { what: "deck" }), Ok(())]);
    assert_eq!(ids(&db), [1, 3]);
}

#[test]
fn a_panicking_operation_takes_nobody_with_it_and_the_writer_lives() {
    let (db, _folder) = scratch();
    let answers = in_one_batch(
        &db,
        vec![
            Box::new(|tx| insert(tx, 1)),
            Box::new(|tx| {
                insert(tx, 2)?;
                tx.each("SELECT id FROM scratch", params![], |_| panic!("in the middle of the rows"))
            }),
            Box::new(|tx| insert(tx, 3)),
        ],
    );
    assert!(matches!(&answers[1], Err(Error::Internal(why)) if why.contains("in the middle of the rows")));
    assert!(answers[0].is_ok() && answers[2].is_ok());
    db.write_blocking(|tx| insert(tx, 4)).expect("the writer lives");
    assert_eq!(ids(&db), [1, 3, 4]);
}

#[test]
fn on_a_full_disk_only_what_does_not_fit_is_refused() {
    let (db, _folder) = scratch();
    let set_limit = |pages: i64| {
        db.write_blocking(move |tx| tx.scalar::<i64>(&format!("PRAGMA max_page_count = {pages}"), params![]))
            .expect("setting the limit")
    };
    set_limit(20);
    let answers = in_one_batch(
        &db,
        vec![
            Box::new(|tx| insert(tx, 1)),
            Box::new(|tx| tx.execute("INSERT INTO scratch (id, b) VALUES (2, zeroblob(1000000))", params![]).map(drop)),
            Box::new(|tx| insert(tx, 3)),
        ],
    );
    assert!(matches!(answers[1], Err(Error::Full { .. })), "{answers:?}");
    assert!(answers[0].is_ok() && answers[2].is_ok(), "{answers:?}");
    assert_eq!(ids(&db), [1, 3], "reads go on");
    assert_eq!(db.health(), Health::ReadWrite);
    set_limit(10_000);
    db.write_blocking(|tx| tx.execute("INSERT INTO scratch (id, b) VALUES (2, zeroblob(1000000))", params![]))
        .expect("there is room again");
}

#[test]
fn a_disk_that_is_full_at_the_commit_refuses_only_what_does_not_fit() {
    let (db, _folder) = scratch();
    let (fail, first) = (db.inner.failing_commits.clone(), AtomicBool::new(true));
    let answers = in_one_batch(
        &db,
        vec![
            Box::new(move |tx| {
                // The batch's commit, then this one's own.
                if first.swap(false, Ordering::SeqCst) {
                    fail.lock().expect("free").extend([ffi::SQLITE_FULL; 2]);
                }
                insert(tx, 1)
            }),
            Box::new(|tx| insert(tx, 2)),
        ],
    );
    assert!(matches!(answers[..], [Err(Error::Full { .. }), Ok(())]), "{answers:?}");
    assert_eq!(ids(&db), [2]);
    assert_eq!(db.health(), Health::ReadWrite, "a full disk passes");
}

#[test]
fn when_sqlite_rolls_the_whole_batch_back_everybody_in_it_is_run_again() {
    let (db, _folder) = scratch();
    let first = AtomicBool::new(true);
    let answers = in_one_batch(
        &db,
        vec![
            Box::new(|tx| insert(tx, 1)),
            Box::new(move |tx| {
                if first.swap(false, Ordering::SeqCst) {
                    // An I/O error in the middle of a statement does both at once.
                    tx.execute("ROLLBACK", params![])?;
                    assert!(tx.execute("a statement that fails", params![]).is_err());
                    assert!(insert(tx, 99).is_err(), "it would stay, outside of any transaction");
                    return Ok(());
                }
                insert(tx, 2)
            }),
            Box::new(|tx| insert(tx, 3)),
        ],
    );
    assert_eq!(answers, [Ok(()), Ok(()), Ok(())]);
    assert_eq!(ids(&db), [1, 2, 3]);
}

#[test]
fn a_commit_that_fails_once_is_repeated_before_anybody_hears() {
    let (db, folder) = scratch();
    db.inner.failing_commits.lock().expect("free").push_back(ffi::SQLITE_IOERR_FSYNC);
    let runs = Arc::new(AtomicU32::new(0));
    let counted = runs.clone();
    db.write_blocking(move |tx| {
        counted.fetch_add(1, Ordering::SeqCst);
        insert(tx, 1)
    })
    .expect("the second time");
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(committed(folder.path()), 1);
    assert_eq!(db.health(), Health::ReadWrite);
}

#[test]
fn a_commit_that_fails_twice_makes_the_database_read_only() {
    let (db, folder) = scratch();
    db.write_blocking(|tx| insert(tx, 1)).expect("writing");
    db.inner.failing_commits.lock().expect("free").extend([ffi::SQLITE_IOERR_FSYNC; 2]);
    for id in [2, 3] {
        let refused = db.write_blocking(move |tx| insert(tx, id));
        assert!(matches!(refused, Err(Error::Unavailable { .. })), "{refused:?}");
    }
    assert!(matches!(db.health(), Health::ReadOnly { .. }));
    assert_eq!(ids(&db), [1], "reads go on");
    assert_eq!(committed(folder.path()), 1);
}

#[test]
fn a_read_sees_one_moment() {
    let (db, _folder) = scratch();
    let other = db.clone();
    let counts = db.read_blocking(move |tx| {
        let before = tx.scalar::<i64>("SELECT count(*) FROM scratch", params![])?;
        // Another thread, as an operation may not wait for an operation: here it may, the writer is free.
        let other = other.clone();
        thread::spawn(move || other.write_blocking(|tx| insert(tx, 1))).join().expect("no panic")?;
        Ok((before, tx.scalar::<i64>("SELECT count(*) FROM scratch", params![])?))
    });
    assert_eq!(counts, Ok((Some(0), Some(0))));
    assert_eq!(ids(&db), [1]);
}

#[test]
fn a_read_cannot_write() {
    let (db, _folder) = scratch();
    assert!(db.read_blocking(|tx| insert(tx, 1)).is_err());
    assert_eq!(ids(&db), [0; 0]);
}

#[test]
fn an_operation_cannot_wait_for_another() {
    let (db, _folder) = scratch();
    let other = db.clone();
    let nested = db.write_blocking(move |_| other.write_blocking(|tx| insert(tx, 1)));
    assert!(matches!(nested, Err(Error::Internal(_))));
}

#[test]
fn two_processes_write_to_one_folder() {
    let (db, folder) = scratch();
    db.write_blocking(|tx| tx.execute("INSERT INTO scratch (id, n) VALUES (1, 0)", params![])).expect("writing");
    let command = open_scratch(folder.path(), FIRST).expect("a command beside the server");
    thread::scope(|scope| {
        for db in [&db, &command] {
            scope.spawn(move || {
                for _ in 0..100 {
                    db.write_blocking(|tx| tx.execute("UPDATE scratch SET n = n + 1", params![])).expect("adding");
                }
            });
        }
    });
    let sum = db.read_blocking(|tx| tx.scalar::<i64>("SELECT n FROM scratch", params![]));
    assert_eq!(sum, Ok(Some(200)));
}

#[test]
fn a_copy_holds_what_was_written() {
    let (db, _folder) = scratch();
    db.write_blocking(|tx| insert(tx, 7)).expect("writing");
    let elsewhere = fresh_folder();
    db.backup_into(&elsewhere.path().join("studium.db")).expect("copying");
    assert_eq!(committed(elsewhere.path()), 1);
    assert!(db.backup_into(&elsewhere.path().join("studium.db")).is_err(), "never over another file");
}

#[test]
fn after_closing_the_log_is_gone_and_other_handles_hear_so() {
    let (db, folder) = scratch();
    let other = db.clone();
    db.write_blocking(|tx| insert(tx, 1)).expect("writing");
    db.close();
    assert!(matches!(other.write_blocking(|tx| insert(tx, 2)), Err(Error::Unavailable { .. })));
    assert!(!folder.path().join("studium.db-wal").exists());
}

#[test]
fn a_log_that_a_long_read_keeps_is_still_copied_and_given_back() {
    let (db, folder) = scratch();
    let (release, wait_release) = mpsc::channel::<()>();
    let (entered, wait_entered) = mpsc::channel();
    let export = {
        let (db, wait_release) = (db.clone(), Mutex::new(wait_release));
        thread::spawn(move || {
            db.read_long_blocking(move |tx| {
                let before = tx.scalar::<i64>("SELECT count(*) FROM scratch", params![])?;
                entered.send(()).map_err(Error::internal)?;
                wait_release.lock().expect("one at a time").recv().map_err(Error::internal)?;
                Ok((before, tx.scalar::<i64>("SELECT count(*) FROM scratch", params![])?))
            })
        })
    };
    wait_entered.recv().expect("the export has its snapshot");
    let megabyte = |tx: &mut Tx| tx.execute("INSERT INTO scratch (b) VALUES (zeroblob(1000000))", params![]).map(drop);
    for _ in 0..70 {
        db.write_blocking(megabyte).expect("writing goes on");
    }
    release.send(()).expect("the export waits");
    assert_eq!(export.join().expect("no panic"), Ok((Some(0), Some(0))));
    for _ in 0..20 {
        db.write_blocking(megabyte).expect("writing goes on");
    }
    let log = std::fs::metadata(folder.path().join("studium.db-wal")).expect("the log").len();
    assert!(log <= 64 << 20, "{log} bytes");
}

#[test]
fn damage_in_a_running_database_is_named() {
    let (db, folder) = scratch();
    db.write_blocking(|tx| (0..2_000).try_for_each(|id| insert(tx, id))).expect("writing");
    assert_eq!(db.check(), Ok(Vec::new()));
    db.close();
    let file = folder.path().join("studium.db");
    let mut bytes = std::fs::read(&file).expect("reading");
    let end = bytes.len();
    bytes[end - 4096..].fill(0xA5);
    std::fs::write(&file, bytes).expect("damaging");
    // A clean end and a good first page: found when somebody looks.
    let db = open_scratch(folder.path(), FIRST).expect("opening");
    assert!(!db.check().expect("looking").is_empty());
}
