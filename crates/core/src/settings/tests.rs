use super::tables::{OTHERS, OWNED, SECRETS};
use super::{erase, export, ops};
use crate::accounts::flows;
use crate::accounts::tests::{request, run, server};
use crate::db::testing::TestDb;
use crate::{Error, on_both, params};
use std::collections::BTreeSet;
use std::io::Read;

#[test]
fn every_column_of_the_schema_is_exported_or_a_named_secret() {
    let db = TestDb::sqlite();
    let tables: Vec<String> = db
        .read_blocking(|tx| {
            let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
            tx.rows(sql, params![], |row| row.get("name"))
        })
        .expect("readable");
    for table in tables.iter().filter(|t| !OTHERS.contains(&t.as_str()) && *t != "schema_version") {
        let sql = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns: BTreeSet<String> = db
            .read_blocking(move |tx| tx.rows(&sql, params![], |row| row.get("name")))
            .expect("readable")
            .into_iter()
            .collect();
        if !columns.contains("learner") && !columns.contains("space") {
            continue;
        }
        let owned = OWNED.iter().find(|o| o.name == table).unwrap_or_else(|| panic!("{table} is in no list"));
        let secret = SECRETS.iter().filter(|(t, _)| *t == table).map(|(_, column)| column);
        let listed: BTreeSet<String> = owned.columns.iter().chain(secret).map(|c| (*c).to_owned()).collect();
        assert_eq!(listed, columns, "{table}");
    }
}

on_both! {
    fn settings_out_of_range_are_refused_by_field(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let call = server.studium.call(&mia.actor);
            let wrong = ops::AccountSettings {
                zone: "Atlantis".into(),
                rollover_hour: 24,
                ..ops::AccountSettings::from(&*mia.actor.preferences)
            };
            let error = server.studium.write(move |tx| ops::save(tx, &call, &wrong)).await.expect_err("refused");
            let Error::Invalid { fields } = error else { panic!("{error}") };
            assert_eq!(fields.iter().map(|f| f.0.as_str()).collect::<Vec<_>>(), ["zone", "rollover_hour"]);
        });
    }

    fn an_export_holds_the_learners_rows_and_media_and_no_secret(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let (hash, bytes) = server.studium.blobs.put(&mut &b"a picture"[..], "t").expect("stored");
            let space = mia.actor.space();
            server
                .studium
                .write(move |tx| {
                    tx.execute(
                        "INSERT INTO media (space, name, hash, bytes, created_at) VALUES (?1, '../x.png', ?2, ?3, 0)",
                        params![space, hash, bytes as i64],
                    )
                })
                .await
                .expect("a row");
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("mine.zip");
            export::write(&server.studium, &mia.actor, &file).await.expect("written");
            let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).expect("there")).expect("a zip");
            let mut text = String::new();
            zip.by_name("sessions.jsonl").expect("there").read_to_string(&mut text).expect("text");
            assert!(text.contains("\"agent\":\"test\""), "{text}");
            assert!(!text.contains("token_hash"));
            let mut media = Vec::new();
            zip.by_name("media/.._x.png").expect("there").read_to_end(&mut media).expect("bytes");
            assert_eq!(media, b"a picture");
        });
    }

    fn erasing_leaves_no_row_of_the_learner_and_frees_the_name(db: &TestDb) {
        let server = server(db);
        run(async {
            flows::sign_up(&server.studium, request("Admin")).await.expect("signed up");
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let (hash, bytes) = server.studium.blobs.put(&mut &b"a picture"[..], "t").expect("stored");
            let learner = mia.actor.learner;
            server
                .studium
                .write(move |tx| {
                    tx.execute(
                        "INSERT INTO media (space, name, hash, bytes, created_at) VALUES (?1, 'x.png', ?2, ?3, 0)",
                        params![learner, hash, bytes as i64],
                    )?;
                    tx.execute(
                        "INSERT INTO card_marks (learner, card_id, suspended, buried_until, flag) VALUES (?1, ?1, 0, NULL, 1)",
                        params![learner],
                    )
                })
                .await
                .expect("rows");
            erase::erase(&server.studium, &mia.actor).await.expect("erased");
            for table in OWNED {
                let sql = format!("SELECT COUNT(*) FROM {} WHERE {} = ?1", table.name, table.owner);
                let left = server.studium.read(move |tx| tx.scalar::<i64>(&sql, params![learner])).await.expect("readable");
                assert_eq!(left, Some(0), "{}", table.name);
            }
            assert!(server.studium.blobs.open_blob(&hash).is_err());
            flows::sign_up(&server.studium, request("Mia")).await.expect("the name is free");
        });
    }

    fn the_last_admin_stays_while_there_are_others(db: &TestDb) {
        let server = server(db);
        run(async {
            let admin = flows::sign_up(&server.studium, request("Admin")).await.expect("signed up");
            flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            assert!(matches!(erase::erase(&server.studium, &admin.actor).await, Err(Error::Invalid { .. })));
        });
    }
}
