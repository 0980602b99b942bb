//! Real packages through the whole path, against what Anki itself says about them.

use super::desk::{Desk, report};
use crate::db::testing::TestDb;
use crate::db::{Dialect, params};
use crate::jobs::JobState;
use crate::on_both;
use crate::reviews::{store as events, totals};
use crate::study::cards;
use formats::anki::{self, Limits};
use formats::item::{Content, anki_lineage, card_id};
use formats::record::{Record, SeedDue};
use memory::{Millis, StudyDay};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn real() -> Option<(PathBuf, BTreeMap<String, Value>)> {
    let data = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let folder = data.join("anki");
    let Ok(expected) = std::fs::read(folder.join("expected.json")) else {
        println!("skipped: {} is absent", folder.display());
        return None;
    };
    Some((folder, serde_json::from_slice(&expected).unwrap()))
}

fn records(path: &Path) -> Vec<Record> {
    let staging = tempfile::tempdir().unwrap();
    let mut records = Vec::new();
    anki::read(path, staging.path(), &Limits::default(), &mut |r| {
        records.push(r);
        Ok(())
    })
    .unwrap();
    records
}

on_both! {
    fn every_real_package_comes_in_as_anki_counts_it(db: &TestDb) {
        let Some((folder, expected)) = real() else { return };
        let on_sqlite = db.dialect() == Dialect::Sqlite;
        for (name, expected) in expected {
            if !on_sqlite && name != "mixed-legacy-2.apkg" {
                continue;
            }
            // each for a learner of its own: several of the packages hold the same notes
            let own = TestDb::sqlite();
            let desk = Desk::new(if on_sqlite { &own } else { db });
            let before: i64 = desk.count("items");
            let job = desk.import(&folder.join(&name));
            if expected.get("error").is_some() {
                assert_eq!(job.state, JobState::Failed, "{name}");
                assert!(job.error.as_ref().unwrap().starts_with(&name), "{name}: {:?}", job.error);
                assert_eq!(desk.count("items"), before, "{name}");
                continue;
            }
            let report = report(&job);
            let wanted = |field: &str| expected[field].as_u64().unwrap();
            let counts = report.counts;
            assert_eq!((counts.items, counts.cards, counts.reviews), (wanted("notes"), wanted("cards"), wanted("revlog")), "{name}");
            assert_eq!(counts.media, expected["media"].as_array().unwrap().len() as u64, "{name}");
            assert_eq!(counts.decks, expected["decks"].as_object().unwrap().len() as u64, "{name}");
        }
    }

    fn on_the_day_of_import_every_due_date_is_ankis_and_the_fold_agrees(db: &TestDb) {
        let Some((folder, _)) = real() else { return };
        let desk = Desk::new(db);
        let package = folder.join("new_deck.apkg");
        report(&desk.import(&package));
        let mut seen = 0;
        for record in records(&package) {
            let Record::Item(item) = record else { continue };
            let Content::Anki { guid, .. } = &item.content else { continue };
            for card in &item.cards {
                let id = card_id(anki_lineage(guid), &card.slot);
                let stored = desk.card(id).expect("the card is there");
                let Some(seed) = &card.seed else { continue };
                let due = stored.folded.due.expect("a card that was studied is due");
                match seed.due {
                    SeedDue::Day(day) => assert_eq!(due.day, Some(StudyDay(day as i32))),
                    SeedDue::At(at) => assert_eq!((due.at, due.day), (Millis(at), None)),
                }
                let learner = desk.learner();
                let (rows, parameters) = desk.read(move |tx| {
                    Ok((events::of_card(tx, learner, id)?, cards::parameters(tx, learner)?.1))
                });
                let (folded, _) = totals::fold_and_count(&parameters, &rows);
                assert_eq!(stored.folded, folded, "the stored state is the fold of the log");
                seen += 1;
            }
        }
        assert!(seen >= 6);
    }

    fn the_same_package_twice_adds_nothing(db: &TestDb) {
        let Some((folder, _)) = real() else { return };
        let desk = Desk::new(db);
        let package = folder.join("mixed-legacy-2.apkg");
        report(&desk.import(&package));
        let before = ["items", "cards", "learner_cards", "events", "media", "decks", "note_types"].map(|t| desk.count(t));
        let totals: Option<i64> = desk.read(|tx| Ok(tx.scalar("SELECT CAST(sum(answers) AS INTEGER) FROM daily_totals", params![])?.unwrap_or(None)));
        let again = report(&desk.import(&package));
        assert_eq!(again.counts, crate::transfer::Counts::default());
        assert_eq!(["items", "cards", "learner_cards", "events", "media", "decks", "note_types"].map(|t| desk.count(t)), before);
        let after: Option<i64> = desk.read(|tx| Ok(tx.scalar("SELECT CAST(sum(answers) AS INTEGER) FROM daily_totals", params![])?.unwrap_or(None)));
        assert_eq!(totals, after);
        assert!(after.is_some_and(|n| n > 0), "{after:?}");
    }
}
