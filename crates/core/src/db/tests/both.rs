//! The same meaning on both databases, and what only Postgres does.

use std::sync::Barrier;

use uuid::Uuid;

use super::*;
use crate::on_both;

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
