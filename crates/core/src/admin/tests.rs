use super::restore::{RestoreError, restore};
use super::{backup, users};
use crate::accounts::tests::{Server, request, run, server};
use crate::accounts::{flows, sessions};
use crate::db::testing::TestDb;
use crate::db::{Config, Db, Options};
use crate::{Error, on_both, params};
use std::fs;
use std::io::Write;
use std::path::Path;

async fn with_a_picture(server: &Server) -> [u8; 32] {
    let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
    let (hash, bytes) = server.studium.blobs.put(&mut &b"a picture"[..], "t").expect("stored");
    let space = mia.actor.space();
    let insert = "INSERT INTO media (space, name, hash, bytes, created_at) VALUES (?1, 'x.png', ?2, ?3, 0)";
    server.studium.write(move |tx| tx.execute(insert, params![space, hash, bytes as i64])).await.expect("a row");
    hash
}

fn names(folder: &Path) -> Vec<String> {
    let db = Db::open(&Config::Sqlite { folder: folder.to_owned() }, Options::default()).expect("it opens");
    db.read_blocking(|tx| tx.rows("SELECT name FROM learners ORDER BY name_key", params![], |row| row.get("name")))
        .expect("readable")
}

#[test]
fn a_backup_restored_elsewhere_holds_rows_and_blobs() {
    let db = TestDb::sqlite();
    let server = server(&db);
    let hash = run(with_a_picture(&server));
    let out = tempfile::tempdir().expect("a folder");
    let file = out.path().join("all.zip");
    let counts = backup::write(&server.studium, &file).expect("written");
    assert_eq!(counts.blobs, 1);
    let target = out.path().join("data");
    let restored = restore(&file, &target, "1").expect("restored");
    assert_eq!(restored.before, None);
    assert_eq!(names(&target), ["Mia"]);
    let name = hex::encode(hash);
    assert_eq!(fs::read(target.join("blobs").join(&name[..2]).join(&name)).expect("there"), b"a picture");
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let db = TestDb::sqlite();
    let server = server(&db);
    run(with_a_picture(&server));
    let out = tempfile::tempdir().expect("a folder");
    let file = out.path().join("all.zip");
    backup::write(&server.studium, &file).expect("written");
    let mut bytes = fs::read(&file).expect("there");
    // in the middle of the stored database
    let middle = bytes.len() / 3;
    bytes[middle] ^= 0xff;
    fs::write(&file, bytes).expect("written");
    let target = out.path().join("data");
    fs::create_dir_all(&target).expect("made");
    fs::write(target.join("studium.db"), b"what is there").expect("written");
    assert!(matches!(restore(&file, &target, "1"), Err(RestoreError::Damaged { .. })));
    assert_eq!(fs::read(target.join("studium.db")).expect("there"), b"what is there");
}

#[test]
fn a_foreign_or_hostile_archive_is_no_backup() {
    let out = tempfile::tempdir().expect("a folder");
    let file = out.path().join("evil.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&file).expect("made"));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("../outside", options).expect("begun");
    zip.write_all(b"x").expect("written");
    zip.start_file("SHA256SUMS", options).expect("begun");
    zip.write_all(b"00  ../outside\n00  studium.db\n").expect("written");
    zip.finish().expect("finished");
    assert!(restore(&file, &out.path().join("data"), "1").is_err());
    assert!(!out.path().join("outside").exists());
    fs::write(&file, b"no zip").expect("written");
    assert!(matches!(restore(&file, &out.path().join("data"), "1"), Err(RestoreError::NotABackup { .. })));
}

#[test]
fn a_folder_in_use_is_not_restored_over() {
    let db = TestDb::sqlite();
    let server = server(&db);
    run(with_a_picture(&server));
    let out = tempfile::tempdir().expect("a folder");
    let file = out.path().join("all.zip");
    backup::write(&server.studium, &file).expect("written");
    let folder = db.folder().expect("on SQLite");
    assert!(matches!(restore(&file, folder, "1"), Err(RestoreError::InUse(_))));
}

#[test]
fn seven_nights_are_kept_and_one_brings_its_day_back() {
    let db = TestDb::sqlite();
    let server = server(&db);
    run(with_a_picture(&server));
    for day in 1..=9 {
        backup::nightly(&server.studium, jiff::civil::date(2026, 11, day)).expect("copied");
    }
    let folder = db.folder().expect("on SQLite").to_owned();
    let copies = backup::list(&folder).expect("listed");
    assert_eq!(copies.len(), 7);
    assert!(copies.iter().all(|c| c.name.as_str() >= "night-2026-11-03.db"));
    let target = tempfile::tempdir().expect("a folder");
    let night = folder.join("backups/night-2026-11-09.db");
    let alone = restore(&night, target.path(), "1");
    assert!(matches!(alone, Err(RestoreError::Damaged { .. })), "its blobs are elsewhere");
    let shelf = target.path().join("blobs");
    copy_tree(&folder.join("blobs"), &shelf);
    assert_eq!(restore(&night, target.path(), "2").expect("restored").counts.blobs, 1);
    assert_eq!(names(target.path()), ["Mia"]);
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

on_both! {
    fn only_an_admin_sees_the_people(db: &TestDb) {
        let server = server(db);
        run(async {
            let admin = flows::sign_up(&server.studium, request("Admin")).await.expect("signed up");
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let (yes, no) = (server.studium.call(&admin.actor), server.studium.call(&mia.actor));
            let seen = server.studium.read(move |tx| users::list(tx, &yes, "", 50)).await.expect("listed");
            assert_eq!(seen.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["Admin", "Mia"]);
            let refused = server.studium.read(move |tx| users::list(tx, &no, "", 50)).await;
            assert_eq!(refused, Err(Error::Forbidden { why: "admin_only" }));
        });
    }

    fn a_disabled_account_is_out_at_once(db: &TestDb) {
        let server = server(db);
        run(async {
            let admin = flows::sign_up(&server.studium, request("Admin")).await.expect("signed up");
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let (call, id) = (server.studium.call(&admin.actor), mia.actor.learner);
            server.studium.write(move |tx| users::set_disabled(tx, &call, id, true)).await.expect("disabled");
            let (hash, now) = (crate::accounts::secret::hash(&mia.session.secret), server.studium.clock.now());
            let found = server.studium.read(move |tx| sessions::identify(tx, &hash, now)).await.expect("readable");
            assert!(found.is_none());
            let call = server.studium.call(&admin.actor);
            let own = admin.actor.learner;
            let refused = server.studium.write(move |tx| users::set_disabled(tx, &call, own, true)).await;
            assert!(matches!(refused, Err(Error::Invalid { .. })));
        });
    }

    fn a_slip_sets_a_password_within_the_hour(db: &TestDb) {
        let server = server(db);
        run(async {
            let admin = flows::sign_up(&server.studium, request("Admin")).await.expect("signed up");
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let id = mia.actor.learner;
            let code = crate::accounts::secret::code();
            let (call, kept) = (server.studium.call(&admin.actor), code.clone());
            server.studium.write(move |tx| users::give_slip(tx, &call, id, &kept)).await.expect("a slip");
            server.clock.advance_ms(crate::accounts::codes::SLIP_MS + 1);
            let new = || crate::accounts::model::NewPassword {
                password: "something new 7".into(),
                address: "::1".into(),
                agent: String::new(),
            };
            assert!(flows::recover(&server.studium, "mia", &code, new()).await.is_err());
            let code = crate::accounts::secret::code();
            let (call, kept) = (server.studium.call(&admin.actor), code.clone());
            server.studium.write(move |tx| users::give_slip(tx, &call, id, &kept)).await.expect("a slip");
            flows::recover(&server.studium, "mia", &code, new()).await.expect("within the hour");
        });
    }
}
