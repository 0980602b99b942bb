//! What the checks before the first operation refuse, and what they say.

use rusqlite::Connection;

use super::*;

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
        let anew = Db::open_sqlite(folder.path(), &Options { init: true, ..Options::default() }, FIRST);
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

#[test]
fn an_address_that_asks_for_tls_is_refused() {
    for url in ["postgres://a@localhost/b?sslmode=require", "host=localhost sslmode=verify-full"] {
        let opened = Db::open(&Config::Postgres { url: url.into() }, Options::default());
        assert!(matches!(opened, Err(OpenError::NoTls)), "{url}");
    }
}
