//! What the database layer promises, through its real threads. Operations wait for channels where the order matters.

use std::collections::VecDeque;
use std::ffi::c_int;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use rusqlite::{Connection, ffi};
use uuid::Uuid;

use super::testing::{TestDb, fresh_folder};
use super::*;
use crate::on_both;

pub(super) type FailingCommits = Arc<Mutex<VecDeque<c_int>>>;

const SCRATCH: &str = "CREATE TABLE scratch (id INTEGER PRIMARY KEY, n INTEGER, r REAL, t TEXT, b BLOB) STRICT";
const FIRST: &[&str] = &[SCRATCH];

/// A folder with the one table above.
fn open_scratch(folder: &Path, migrations: &'static [&'static str]) -> Result<Db, OpenError> {
    let config = Config::Sqlite { folder: folder.to_owned() };
    Db::open(&config, Options { threads: 2, migrations, ..Options::default() })
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
                let started = Instant::now();
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
            Box::new(|tx| {
                tx.execute("INSERT INTO scratch (id, b) VALUES (2, zeroblob(1000000))", params![]).map(drop)
            }),
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
fn a_newer_schema_is_refused_naming_both_versions() {
    let (db, folder) = scratch();
    db.write_blocking(|tx| tx.execute("PRAGMA user_version = 99", params![])).expect("writing");
    db.close();
    let error = open_scratch(folder.path(), FIRST).err().expect("refused");
    assert!(matches!(error, OpenError::NewerSchema { stored: 99, known: 1 }));
    assert!(error.to_string().contains("99") && error.to_string().contains("up to 1"), "{error}");
}

#[test]
fn a_folder_whose_data_is_gone_is_refused_unless_told_to_begin_anew() {
    for leave_empty_file in [false, true] {
        let (db, folder) = scratch();
        db.close();
        let file = folder.path().join("studium.db");
        if leave_empty_file {
            std::fs::write(&file, "").expect("emptying");
        } else {
            std::fs::remove_file(&file).expect("removing");
        }
        let error = open_scratch(folder.path(), FIRST).err().expect("refused");
        assert!(matches!(error, OpenError::Emptied { .. }), "{error}");
        assert!(error.to_string().contains("--init"), "the mend is named");
        let config = Config::Sqlite { folder: folder.path().to_owned() };
        let anew = Db::open(&config, Options { init: true, migrations: FIRST, ..Options::default() });
        assert_eq!(ids(&anew.expect("beginning anew")), [0; 0]);
    }
}

#[test]
fn a_folder_with_only_backups_is_refused() {
    let folder = fresh_folder();
    std::fs::create_dir(folder.path().join("backups")).expect("a folder");
    std::fs::write(folder.path().join("backups/nightly.db"), "x").expect("a file");
    assert!(matches!(open_scratch(folder.path(), FIRST), Err(OpenError::Emptied { .. })));
}

const SECOND: &[&str] = &[SCRATCH, "ALTER TABLE scratch ADD COLUMN later TEXT; INSERT INTO scratch (id) VALUES (2);"];

#[test]
fn before_a_migration_the_file_is_copied() {
    let (db, folder) = scratch();
    db.write_blocking(|tx| insert(tx, 1)).expect("writing");
    db.close();
    let db = open_scratch(folder.path(), SECOND).expect("migrating");
    assert_eq!(ids(&db), [1, 2]);
    let copy = Connection::open(folder.path().join("backups/before-migration-2-1.db")).expect("the copy");
    let (version, rows): (i64, i64) = copy
        .query_row("SELECT (SELECT user_version FROM pragma_user_version), count(*) FROM scratch", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("reading the copy");
    assert_eq!((version, rows), (1, 1));
}

#[test]
fn a_failing_migration_leaves_everything_as_it_was() {
    const BAD: &[&str] = &[SCRATCH, "INSERT INTO scratch (id) VALUES (9); ALTER TABLE nothing ADD COLUMN x TEXT;"];
    let (db, folder) = scratch();
    db.close();
    let error = open_scratch(folder.path(), BAD).err().expect("refused");
    assert!(matches!(error, OpenError::Migration { number: 2, .. }), "{error}");
    assert_eq!(ids(&open_scratch(folder.path(), FIRST).expect("the old version still opens it")), [0; 0]);
}

#[test]
fn nobody_migrates_under_a_running_server() {
    let (db, folder) = scratch();
    assert!(matches!(open_scratch(folder.path(), SECOND), Err(OpenError::InUse { .. })));
    assert!(FolderLock::whole(folder.path()).expect("locking").is_none());
    db.close();
    assert!(FolderLock::whole(folder.path()).expect("locking").is_some());
}

#[test]
fn what_is_no_database_is_refused_by_name() {
    for content in ["short", &"long enough, but not SQLite's. ".repeat(200)] {
        let folder = fresh_folder();
        std::fs::write(folder.path().join("studium.db"), content).expect("writing");
        let error = open_scratch(folder.path(), FIRST).err().expect("refused");
        assert!(matches!(error, OpenError::NotADatabase { .. }), "{error}");
        assert_eq!(std::fs::read_to_string(folder.path().join("studium.db")).expect("still there"), content);
    }
}

#[test]
fn damage_is_noticed_after_an_unclean_end() {
    let (db, _folder) = scratch();
    db.write_blocking(|tx| (0..2_000).try_for_each(|id| insert(tx, id))).expect("writing");
    let crashed = fresh_folder();
    db.backup_into(&crashed.path().join("studium.db")).expect("a file with everything in it");
    let file = crashed.path().join("studium.db");
    let mut bytes = std::fs::read(&file).expect("reading");
    let end = bytes.len();
    bytes[end - 4096..].fill(0xA5);
    std::fs::write(&file, bytes).expect("damaging");
    // A log without a frame changes nothing; that it lies there says that the end was unclean.
    std::fs::write(crashed.path().join("studium.db-wal"), [0; 32]).expect("a log");
    let error = open_scratch(crashed.path(), FIRST).err().expect("refused");
    assert!(matches!(error, OpenError::Corrupt { .. }), "{error}");
}

on_both! {
    fn every_type_comes_back_as_it_went_in(db: &TestDb) {
        let id = Uuid::from_u128(0x0123_4567_89ab_cdef_0011_2233_4455_6677);
        db.write_blocking(move |tx| {
            tx.execute("CREATE TABLE scratch (id INTEGER PRIMARY KEY, n INTEGER, r REAL, t TEXT, b BLOB)", params![])?;
            let insert = "INSERT INTO scratch (id, n, r, t, b) VALUES (?1, ?2, ?3, ?4, ?5)";
            tx.execute(insert, params![1, i64::MIN, -0.1, "Größe 'ø' \u{1F600}", id])?;
            tx.execute(insert, params![2, true, 2.0_f32, String::new(), Vec::<u8>::new()])?;
            tx.execute(insert, params![3, None::<i64>, Value::Null, None::<&str>, None::<Uuid>])?;
            tx.execute(insert, params![4, Value::Int(7), 7, Value::Text("x".into()), &[0_u8, 255][..]])?;
            Ok(())
        }).expect("writing");
        type Line = (Option<i64>, Option<f64>, Option<String>, Option<Vec<u8>>);
        let lines: Vec<Line> = db.read_blocking(|tx| {
            tx.rows("SELECT b, t, r, n FROM scratch ORDER BY id", params![], |row| {
                Ok((row.get("n")?, row.get("r")?, row.get("t")?, row.get("b")?))
            })
        }).expect("reading");
        assert_eq!(lines, [
            (Some(i64::MIN), Some(-0.1), Some("Größe 'ø' \u{1F600}".into()), Some(id.as_bytes().to_vec())),
            (Some(1), Some(2.0), Some(String::new()), Some(Vec::new())),
            (None, None, None, None),
            (Some(7), Some(7.0), Some("x".into()), Some(vec![0, 255])),
        ]);
        let (found, flag) = db.read_blocking(move |tx| {
            let found = tx.scalar::<Uuid>("SELECT b FROM scratch WHERE b = ?1 AND r < ?2", params![id, 0])?;
            Ok((found, tx.scalar::<bool>("SELECT n FROM scratch WHERE id = 2", params![])?))
        }).expect("reading");
        assert_eq!((found, flag), (Some(id), Some(true)));
    }

    fn sums_and_counts_read_alike(db: &TestDb) {
        db.write_blocking(|tx| {
            tx.execute("CREATE TABLE scratch (n INTEGER, r REAL)", params![])?;
            for n in [70_000_i64, 3_000_000_000, -12] {
                tx.execute("INSERT INTO scratch (n, r) VALUES (?1, ?2)", params![n, 0.5])?;
            }
            let total = tx.scalar::<i64>("SELECT sum(n) FROM scratch", params![])?;
            assert_eq!(total, Some(3_000_069_988));
            assert_eq!(tx.scalar::<i64>("SELECT sum(n) FROM scratch WHERE n < 0", params![])?, Some(-12));
            assert_eq!(tx.scalar::<Option<i64>>("SELECT sum(n) FROM scratch WHERE n = 5", params![])?, Some(None));
            assert_eq!(tx.scalar::<f64>("SELECT avg(n) FROM scratch WHERE n > 0", params![])?, Some(1_500_035_000.0));
            assert_eq!(tx.scalar::<f64>("SELECT sum(r) FROM scratch", params![])?, Some(1.5));
            assert_eq!(tx.scalar::<bool>("SELECT EXISTS (SELECT 1 FROM scratch)", params![])?, Some(true));
            assert_eq!(tx.scalar::<i64>("SELECT CAST(?1 AS INTEGER) + 1", params![1_i64 << 40])?, Some((1 << 40) + 1));
            Ok(())
        }).expect("reading");
    }

    fn a_failed_statement_undoes_its_operation_even_if_ignored(db: &TestDb) {
        db.write_blocking(|tx| tx.execute("CREATE TABLE scratch (id INTEGER PRIMARY KEY)", params![])).expect("a table");
        let ignoring = db.write_blocking(|tx| {
            insert(tx, 1)?;
            assert!(insert(tx, 1).is_err(), "the key is taken");
            Ok(())
        });
        assert!(matches!(ignoring, Err(Error::Internal(_))), "{ignoring:?}");
        assert_eq!(ids(db), [0; 0]);
    }

    fn an_error_of_the_row_reader_is_the_operations_own_affair(db: &TestDb) {
        let kept = db.write_blocking(|tx| {
            tx.execute("CREATE TABLE scratch (id INTEGER PRIMARY KEY)", params![])?;
            insert(tx, 5)?;
            let wrong = tx.row("SELECT id FROM scratch", params![], |row| row.get::<String>("id"));
            assert!(matches!(wrong, Err(Error::Internal(why)) if why.contains("`id`")));
            let missing = tx.row("SELECT id FROM scratch", params![], |row| row.get::<i64>("nothing"));
            assert!(matches!(missing, Err(Error::Internal(why)) if why.contains("nothing")));
            assert_eq!(tx.row("SELECT id FROM scratch WHERE id = 6", params![], |row| row.get::<i64>("id"))?, None);
            tx.row("UPDATE scratch SET id = id + 1 RETURNING id", params![], |row| row.get::<i64>("id"))
        });
        assert_eq!(kept, Ok(Some(6)));
        assert_eq!(ids(db), [6]);
    }

    fn text_with_a_nul_is_refused(db: &TestDb) {
        let refused = db.write_blocking(|tx| tx.execute("DELETE FROM spaces WHERE name = ?1", params!["a\0b"]));
        assert!(matches!(refused, Err(Error::Invalid { .. })));
    }

    fn a_read_that_takes_too_long_is_ended(db: &TestDb) {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let ended = db.read_blocking(move |tx| tx.scalar::<i64>(endless, params![]));
        assert!(matches!(ended, Err(Error::Unavailable { .. })), "{ended:?}");
        assert_eq!(db.read_blocking(|tx| tx.scalar::<i64>("SELECT 1", params![])), Ok(Some(1)), "the next one runs");
    }

    fn a_panic_leaves_the_threads_alive(db: &TestDb) {
        assert!(matches!(db.write_blocking(|_| -> Result<()> { panic!("writing") }), Err(Error::Internal(_))));
        assert!(matches!(db.read_blocking(|_| -> Result<()> { panic!("reading") }), Err(Error::Internal(_))));
        assert_eq!(db.write_blocking(|tx| tx.scalar::<i64>("SELECT 1", params![])), Ok(Some(1)));
        assert_eq!(db.read_blocking(|tx| tx.scalar::<i64>("SELECT 1", params![])), Ok(Some(1)));
    }

    fn tasks_of_a_runtime_can_call_it(db: &TestDb) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(async {
            db.write(|tx| tx.execute("CREATE TABLE scratch (id INTEGER PRIMARY KEY)", params![])).await.expect("a table");
            db.write_background(|tx| insert(tx, 1)).await.expect("writing");
            let count = |tx: &mut Tx| tx.scalar::<i64>("SELECT count(*) FROM scratch", params![]);
            assert_eq!(db.read(count).await, Ok(Some(1)));
            assert_eq!(db.read_long(count).await, Ok(Some(1)));
        });
    }
}

#[test]
fn a_deadlock_on_postgres_is_run_again() {
    let Some(db) = two_writers_on_postgres() else { return println!("skipped: STUDIUM_TEST_POSTGRES is not set") };
    let meet = Arc::new(Barrier::new(2));
    thread::scope(|scope| {
        for order in [[1_i64, 2], [2, 1]] {
            let (db, meet, first) = (&db, meet.clone(), Arc::new(AtomicU32::new(0)));
            scope.spawn(move || {
                db.write_blocking(move |tx| {
                    let add = "UPDATE scratch SET n = n + 1 WHERE id = ?1";
                    tx.execute(add, params![order[0]])?;
                    if first.fetch_add(1, Ordering::SeqCst) == 0 {
                        meet.wait();
                    }
                    tx.execute(add, params![order[1]])
                })
                .expect("both in the end")
            });
        }
    });
    let sum = db.read_blocking(|tx| tx.scalar::<i64>("SELECT sum(n) FROM scratch", params![]));
    assert_eq!(sum, Ok(Some(4)));
}

#[test]
fn a_connection_to_postgres_that_breaks_before_the_commit_is_made_again() {
    let Some(db) = two_writers_on_postgres() else { return println!("skipped: STUDIUM_TEST_POSTGRES is not set") };
    let runs = AtomicU32::new(0);
    db.write_blocking(move |tx| {
        if runs.fetch_add(1, Ordering::SeqCst) == 0 {
            tx.scalar::<bool>("SELECT pg_terminate_backend(pg_backend_pid())", params![])?;
        }
        insert(tx, 3)
    })
    .expect("on the second connection");
    assert_eq!(ids(&db), [1, 2, 3]);
}

/// A schema with two rows and a pool of two writers.
fn two_writers_on_postgres() -> Option<TestDb> {
    let db = TestDb::postgres_with(2)?;
    db.write_blocking(|tx| {
        tx.execute("CREATE TABLE scratch (id INTEGER PRIMARY KEY, n INTEGER)", params![])?;
        tx.execute("INSERT INTO scratch (id, n) VALUES (1, 0), (2, 0)", params![])
    })
    .expect("a table");
    Some(db)
}

#[test]
fn an_address_that_asks_for_tls_is_refused() {
    for url in ["postgres://a@localhost/b?sslmode=require", "host=localhost sslmode=verify-full"] {
        let opened = Db::open(&Config::Postgres { url: url.into() }, Options::default());
        assert!(matches!(opened, Err(OpenError::NoTls)), "{url}");
    }
}
