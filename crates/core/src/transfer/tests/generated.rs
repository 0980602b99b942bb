//! What imports promise, on records made for it.

use super::desk::{Desk, Meanwhile, Told, report};
use crate::call::LearnerId;
use crate::clock::Clock;
use crate::db::params;
use crate::jobs::{self, Job, JobState};
use crate::reviews::{self, Mode, NewEvent};
use crate::transfer::prepare::anki_item;
use crate::transfer::{Counts, ReadFailure};
use crate::{items, on_both};
use formats::item::{Content, NoteField, NoteType, Slot, Template, anki_lineage, card_id};
use formats::notice;
use formats::notice::Place;
use formats::record::{
    CardRecord, DeckRecord, ItemRecord, MediaRecord, Record, ReviewRecord, Seed, SeedDue, SeedPhase,
};
use memory::{Phase, Rating, StudyDay};
use std::sync::Arc;
use uuid::Uuid;

const DAY: i64 = 86_400_000;
/// 1 February 2026, 10:00 UTC.
const BEGAN: i64 = 1_769_940_000_000;

fn basic_type() -> NoteType {
    let field = |name: &str| NoteField { name: name.into(), right_to_left: false, font: String::new(), size: 0 };
    NoteType {
        id: Uuid::from_u128(42),
        anki_id: 42,
        name: "Basic".into(),
        cloze: false,
        stock_kind: 0,
        css: ".card { color: teal }".into(),
        fields: vec![field("Front"), field("Back")],
        templates: vec![Template { name: "Card 1".into(), question: "{{Front}}".into(), answer: "{{Back}}".into() }],
        sort_field: 0,
        latex_pre: String::new(),
        latex_post: String::new(),
    }
}

fn review(id: i64, rating: u8, interval: i64, kind: u8) -> ReviewRecord {
    ReviewRecord { id, rating, duration_ms: 5_000, interval, last_interval: 0, factor: 2500, kind }
}

fn seed(at: i64, due: i32, reps: u32) -> Seed {
    Seed {
        at,
        stability: Some(12.5),
        difficulty: Some(5.5),
        ease: Some(2.5),
        interval_days: Some(10.0),
        due: SeedDue::Day(i64::from(due)),
        phase: SeedPhase::Review,
        reps,
        lapses: 0,
    }
}

pub fn note(guid: &str, front: &str, modified_at: i64, card: CardRecord) -> Record {
    Record::Item(Box::new(ItemRecord {
        key: Some(guid.into()),
        deck: "1".into(),
        content: Content::Anki {
            note_type: Uuid::from_u128(42),
            guid: guid.into(),
            fields: vec![front.into(), "back".into()],
        },
        tags: vec!["biology".into()],
        language: None,
        modified_at,
        cards: vec![card],
        place: Place::Note(1),
    }))
}

fn card(seed: Option<Seed>, reviews: Vec<ReviewRecord>) -> CardRecord {
    CardRecord {
        slot: Slot::template(0),
        deck: None,
        suspended: false,
        buried: false,
        flag: 0,
        position: None,
        seed,
        reviews,
    }
}

fn deck() -> Record {
    Record::Deck(DeckRecord { key: "1".into(), path: vec!["Biology".into(), "Cells".into()], ..DeckRecord::default() })
}

pub fn package(notes: Vec<Record>) -> Vec<Record> {
    [Record::NoteType(basic_type()), deck()].into_iter().chain(notes).collect()
}

/// Four thousand notes, in two halves.
fn halves() -> (Vec<Record>, Vec<Record>) {
    let notes = |range: std::ops::Range<usize>| -> Vec<Record> {
        range.map(|n| note(&format!("n{n}"), "front", BEGAN, studied())).collect()
    };
    (package(notes(0..2_000)), notes(2_000..4_000))
}

fn card_of(guid: &str) -> Uuid {
    card_id(anki_lineage(guid), &Slot::template(0))
}

fn item_of(desk: &Desk, guid: &str) -> Uuid {
    anki_item(desk.actor.space(), guid)
}

fn day(at: i64) -> i32 {
    (at / DAY) as i32
}

/// Learnt on the first day, recalled on the second: due ten days later.
pub fn studied() -> CardRecord {
    let rows = vec![review(BEGAN, 3, -600, 0), review(BEGAN + 600_000, 3, 1, 0), review(BEGAN + DAY, 3, 10, 1)];
    card(Some(seed(BEGAN + DAY, day(BEGAN) + 11, 3)), rows)
}

fn front_of(desk: &Desk, guid: &str) -> String {
    let (actor, id) = (desk.actor.clone(), item_of(desk, guid));
    let item = desk.read(move |tx| items::get(tx, &actor, id));
    let Content::Anki { fields, .. } = item.content else { panic!("not a note") };
    fields[0].clone()
}

fn answer(desk: &Desk, guid: &str, rating: Rating) -> Uuid {
    let call = desk.studium.call(&desk.actor);
    let event = NewEvent::answer(call.ids().next_id(), card_of(guid), rating, call.now, Mode::Flashcard);
    let id = event.id;
    let outcomes = desk.write(move |tx| reviews::record(tx, &call, std::slice::from_ref(&event)));
    assert_eq!(outcomes[0].reason, None);
    id
}

fn sum_of_answers(desk: &Desk) -> i64 {
    desk.read(|tx| {
        Ok(tx.scalar("SELECT CAST(COALESCE(sum(answers), 0) AS INTEGER) FROM daily_totals", params![])?.unwrap_or(0))
    })
}

on_both! {
    fn a_studied_card_keeps_its_due_day_its_history_and_its_place(db: &TestDb) {
        let desk = Desk::new(db);
        let report = desk.import_records(package(vec![note("a", "mitosis", BEGAN, studied())]));
        assert_eq!(report.counts, Counts { items: 1, cards: 1, reviews: 3, decks: 2, ..Counts::default() });
        let stored = desk.card(card_of("a")).expect("visible");
        assert_eq!(stored.folded.due.and_then(|d| d.day), Some(StudyDay(day(BEGAN) + 11)));
        assert_eq!((stored.folded.state.phase, stored.folded.state.reps), (Phase::Review, 3));
        // the history is complete, so memory is ours: folded from its answers, not the file's numbers
        assert_ne!(stored.folded.state.memory.map(|m| m.stability.get()), Some(12.5));
        assert_eq!(sum_of_answers(&desk), 3);
    }

    fn a_history_that_begins_in_the_middle_takes_the_files_memory(db: &TestDb) {
        let desk = Desk::new(db);
        let late = card(Some(seed(BEGAN, day(BEGAN) + 10, 30)), vec![review(BEGAN, 3, 10, 1)]);
        desk.import_records(package(vec![note("a", "mitosis", BEGAN, late)]));
        let memory = desk.card(card_of("a")).and_then(|c| c.folded.state.memory).expect("it was studied");
        assert_eq!((memory.stability.get(), memory.difficulty.get()), (12.5, 5.5));
    }

    fn what_anki_calls_new_is_new_whatever_was_answered_before(db: &TestDb) {
        let desk = Desk::new(db);
        let forgotten = card(None, vec![review(BEGAN, 3, 1, 0), review(BEGAN + DAY, 3, 5, 1)]);
        desk.import_records(package(vec![note("a", "mitosis", BEGAN, forgotten)]));
        assert_eq!(desk.card(card_of("a")).map(|c| c.folded.state.phase), Some(Phase::New));
    }

    fn a_due_date_set_by_hand_is_kept_and_is_no_answer(db: &TestDb) {
        let desk = Desk::new(db);
        let mut rows = studied().reviews;
        rows.push(review(BEGAN + 2 * DAY, 0, 30, 4));
        let moved = card(Some(seed(BEGAN + 2 * DAY, day(BEGAN) + 32, 3)), rows);
        let report = desk.import_records(package(vec![note("a", "mitosis", BEGAN, moved)]));
        assert_eq!(report.counts.reviews, 4, "every row of the file is kept");
        assert_eq!(sum_of_answers(&desk), 3);
        assert_eq!(desk.card(card_of("a")).and_then(|c| c.folded.due?.day), Some(StudyDay(day(BEGAN) + 32)));
    }

    fn a_newer_package_adds_what_was_studied_there_and_keeps_what_was_studied_here(db: &TestDb) {
        let desk = Desk::new(db);
        desk.import_records(package(vec![note("a", "mitosis", BEGAN, studied())]));
        let mine = answer(&desk, "a", Rating::Good);
        let due = desk.card(card_of("a")).and_then(|c| c.folded.due);
        let mut rows = studied().reviews;
        rows.push(review(BEGAN + 11 * DAY, 3, 25, 1));
        let newer = card(Some(seed(BEGAN + 11 * DAY, day(BEGAN) + 36, 4)), rows);
        let report = desk.import_records(package(vec![note("a", "mitosis", BEGAN, newer)]));
        assert_eq!(report.counts, Counts { reviews: 1, ..Counts::default() });
        let stored = desk.card(card_of("a")).expect("still there");
        assert_eq!(stored.folded.state.reps, 5, "three there, one here, one there");
        assert_eq!(stored.folded.head.map(|h| Uuid::from_u128(h.0)), Some(mine), "the answer here was the last");
        assert_eq!(stored.folded.due.and_then(|d| d.day).is_some(), due.and_then(|d| d.day).is_some());
        assert_eq!(sum_of_answers(&desk), 5);
    }

    fn the_later_text_wins_and_the_other_is_kept_as_a_version(db: &TestDb) {
        let desk = Desk::new(db);
        desk.import_records(package(vec![note("a", "old", BEGAN, studied())]));
        let older = desk.import_records(package(vec![note("a", "older", BEGAN - DAY, studied())]));
        assert_eq!((older.counts.updated, front_of(&desk, "a")), (0, "old".to_owned()));
        let newer = desk.import_records(package(vec![note("a", "new", BEGAN + DAY, studied())]));
        assert_eq!((newer.counts.updated, front_of(&desk, "a")), (1, "new".to_owned()));
        assert_eq!(desk.count("versions"), 1);
        assert_eq!(desk.card(card_of("a")).map(|c| c.folded.state.reps), Some(3), "a new text costs no progress");
    }

    fn an_edit_made_here_after_the_files_stays(db: &TestDb) {
        let desk = Desk::new(db);
        desk.import_records(package(vec![note("a", "theirs", BEGAN, studied())]));
        let (call, id) = (desk.studium.call(&desk.actor), item_of(&desk, "a"));
        desk.write(move |tx| {
            let item = items::get(tx, &call.actor, id)?;
            let content = Content::Anki { note_type: Uuid::from_u128(42), guid: "a".into(), fields: vec!["mine".into(), "back".into()] };
            let edit = items::EditItem {
                version: item.version,
                deck: item.deck,
                content,
                tags: item.tags,
                language: None,
                asks_something_new: false,
            };
            items::edit(tx, &call, item.space, id, &edit)
        });
        desk.import_records(package(vec![note("a", "theirs again", BEGAN + DAY, studied())]));
        assert_eq!(front_of(&desk, "a"), "mine");
    }

    fn a_file_that_breaks_off_leaves_nothing(db: &TestDb) {
        let desk = Desk::new(db);
        let path = desk.file("broken.apkg", b"");
        let records = package((0..2_000).map(|n| note(&format!("n{n}"), "front", BEGAN, studied())).collect());
        let ends = Err(ReadFailure::File { place: Place::Collection, why: notice!("notice-malformed") });
        let job: Job = desk.import_with(&path, Arc::new(Told { records, ends }));
        assert_eq!(job.state, JobState::Failed);
        assert_eq!(job.error.as_deref(), Some("broken.apkg, collection: notice-malformed"));
        for table in ["items", "cards", "learner_cards", "events", "decks", "batches", "item_tags", "daily_totals"] {
            assert_eq!(desk.count(table), 0, "{table}");
        }
    }

    fn a_file_that_breaks_off_changes_nothing_that_is_here(db: &TestDb) {
        let desk = Desk::new(db);
        desk.import_records(package(vec![note("a", "old", BEGAN, studied())]));
        let path = desk.file("broken.apkg", b"");
        let records = package(vec![note("a", "new", BEGAN + DAY, studied())]);
        let job = desk.import_with(&path, Arc::new(Told { records, ends: Err(ReadFailure::File { place: Place::File, why: notice!("notice-malformed") }) }));
        assert_eq!((job.state, front_of(&desk, "a")), (JobState::Failed, "old".to_owned()));
    }

    fn what_a_crash_left_is_invisible_and_swept_at_the_start(db: &TestDb) {
        let desk = Desk::new(db);
        desk.import_records(package(vec![note("kept", "kept", BEGAN, studied())]));
        let path = desk.file("long.apkg", b"");
        let id = desk.queue(&path);
        let records = package((0..3_000).map(|n| note(&format!("n{n}"), "front", BEGAN, studied())).collect());
        let mut records = records;
        // a media file makes the reader hand over what it holds back
        records.push(Record::Media(MediaRecord { name: "../x".into(), staged: "0".into(), sha256: String::new(), bytes: 0 }));
        desk.abandon(id, Arc::new(Told { records, ends: Ok(()) }));
        assert!(desk.count("items") > 1, "some of it was written");
        assert_eq!(desk.card(card_of("n0")), None, "none of it is seen");
        let actor = desk.actor.clone();
        let decks = desk.read(move |tx| crate::decks::list(tx, &actor, actor.space()));
        assert_eq!(decks.iter().map(|d| d.items).sum::<i64>(), 1);
        desk.write(move |tx| tx.execute("UPDATE jobs SET state = 'failed' WHERE id = ?1", params![id]));
        desk.sweep();
        for (table, left) in [("items", 1), ("cards", 1), ("learner_cards", 1), ("batches", 0), ("events", 4)] {
            assert_eq!(desk.count(table), left, "{table}");
        }
    }

    fn what_a_crash_left_does_not_stand_in_the_way_of_the_next_import(db: &TestDb) {
        let desk = Desk::new(db);
        let mut records = package((0..1_500).map(|n| note(&format!("n{n}"), "front", BEGAN, studied())).collect());
        records.push(Record::Media(MediaRecord { name: "../x".into(), staged: "0".into(), sha256: String::new(), bytes: 0 }));
        let path = desk.file("long.apkg", b"");
        let id = desk.queue(&path);
        desk.abandon(id, Arc::new(Told { records: records.clone(), ends: Ok(()) }));
        desk.clock.advance_ms(jobs::LEASE_MS + 1);
        let report = desk.import_records(records);
        assert_eq!((report.counts.items, report.counts.reviews), (1_500, 4_500));
        assert_eq!((desk.count("items"), desk.count("batches")), (1_500, 0));
    }

    fn an_import_that_takes_an_hour_is_taken_up_by_nobody_else(db: &TestDb) {
        let desk = Desk::new(db);
        let path = desk.file("long.apkg", b"");
        let id = desk.queue(&path);
        let clock = desk.clock.clone();
        let claims = Arc::new(std::sync::Mutex::new(Vec::new()));
        let seen = claims.clone();
        let (first, then) = halves();
        let reader = Meanwhile {
            first,
            studium: desk.studium.clone(),
            happens: move |studium: &crate::Studium| {
                clock.advance_ms(3_600_000);
                // the next chunk renews the lease
                let until = clock.now().0 + jobs::LEASE_MS;
                let kept = studium.db.read_blocking(move |tx| {
                    Ok(tx.scalar::<i64>("SELECT lease_until FROM jobs WHERE id = ?1", params![id])?.unwrap_or(0))
                });
                seen.lock().unwrap().push((kept.unwrap(), until));
            },
            then,
        };
        let job = desk.run(id, Arc::new(reader));
        assert_eq!(report(&job).counts.items, 4_000);
        let (stale, _) = claims.lock().unwrap()[0];
        assert!(stale < desk.clock.now().0, "the hour is longer than the lease that was kept before it");
        let last: i64 = desk.read(|tx| Ok(tx.scalar("SELECT max(at) FROM outbox", params![])?.unwrap()));
        assert_eq!(last, desk.clock.now().0, "who follows the outbox looks at what is new now, not at when the import began");
    }

    fn an_import_that_was_taken_for_dead_leaves_the_rows_to_the_one_that_took_it_up(db: &TestDb) {
        let desk = Desk::new(db);
        let path = desk.file("long.apkg", b"");
        let id = desk.queue(&path);
        let clock = desk.clock.clone();
        let (first, then) = halves();
        let reader = Meanwhile {
            first,
            studium: desk.studium.clone(),
            happens: move |studium: &crate::Studium| {
                clock.advance_ms(jobs::LEASE_MS + 1);
                let now = clock.now();
                let taken = studium.db.write_blocking(move |tx| jobs::claim_one(tx, id, now)).unwrap();
                assert_eq!(taken.map(|job| job.attempts), Some(2));
            },
            then,
        };
        let job = desk.run(id, Arc::new(reader));
        assert_eq!((job.state, job.attempts), (JobState::Running, 2), "the second one ends it");
        assert_eq!(desk.count("batches"), 1);
        assert!(desk.count("items") > 0, "its rows are not swept from under it");
    }

    fn history_with_hard_or_easy_starts_with_four_buttons(db: &TestDb) {
        let desk = Desk::new(db);
        let buttons = |desk: &Desk| -> String {
            let LearnerId(learner) = desk.learner();
            desk.read(move |tx| Ok(tx.scalar("SELECT buttons FROM account_settings WHERE learner = ?1", params![learner])?.unwrap()))
        };
        desk.import_records(package(vec![note("a", "front", BEGAN, studied())]));
        assert_eq!(buttons(&desk), "two");
        let hard = card(Some(seed(BEGAN, day(BEGAN) + 4, 1)), vec![review(BEGAN, 2, 4, 1)]);
        desk.import_records(package(vec![note("b", "front", BEGAN, hard)]));
        assert_eq!(buttons(&desk), "four");
    }

    fn suspended_buried_and_flagged_cards_stay_so(db: &TestDb) {
        let desk = Desk::new(db);
        let marked = CardRecord { suspended: true, buried: true, flag: 3, ..studied() };
        desk.import_records(package(vec![note("a", "front", BEGAN, marked)]));
        let stored = desk.card(card_of("a")).expect("there");
        assert_eq!((stored.suspended, stored.flag, desk.count("card_marks")), (true, 3, 1));
        let tomorrow = desk.actor.study_day(desk.studium.clock.now()).plus(1);
        assert_eq!(stored.buried_until, Some(tomorrow), "buried for the rest of the day, as in Anki");
    }

    fn the_same_table_twice_doubles_nothing(db: &TestDb) {
        let desk = Desk::new(db);
        let path = desk.file("words.csv", b"front,back\nHaus,house\nBaum,tree\nHaus,house\n");
        let first = report(&desk.import(&path));
        assert_eq!((first.counts.items, first.skipped.len()), (2, 1), "{first:?}");
        let second = report(&desk.import(&path));
        assert_eq!((second.counts, desk.count("items")), (Counts::default(), 2));
    }

    fn one_bad_item_is_named_and_the_others_come_in(db: &TestDb) {
        let desk = Desk::new(db);
        let huge = note("big", &"x".repeat(1_100_000), BEGAN, studied());
        let report = desk.import_records(package(vec![huge, note("a", "front", BEGAN, studied())]));
        assert_eq!((report.counts.items, report.skipped[0].why.key.as_ref()), (1, "notice-content-long"));
    }

    fn a_deck_that_was_begun_anew_after_its_items_were_binned_keeps_their_past(db: &TestDb) {
        let desk = Desk::new(db);
        desk.import_records(package(vec![note("a", "front", BEGAN, studied())]));
        let (call, id) = (desk.studium.call(&desk.actor), item_of(&desk, "a"));
        desk.write(move |tx| items::bin(tx, &call, call.actor.space(), &[id]));
        assert_eq!(desk.card(card_of("a")), None);
        desk.import_records(package(vec![note("a", "front", BEGAN, studied())]));
        assert_eq!(desk.card(card_of("a")).map(|c| c.folded.state.reps), Some(3));
        assert_eq!((desk.count("events"), sum_of_answers(&desk)), (4, 3));
    }
}

#[test]
fn a_text_is_guessed_by_how_it_looks() {
    use crate::transfer::FileFormat::{self, Anki, Article, Markdown, Table};
    assert_eq!(FileFormat::guess("a.apkg", b""), Anki);
    assert_eq!(FileFormat::guess("unknown", b"PK\x03\x04"), Anki);
    assert_eq!(FileFormat::guess("a.txt", "Haus\thouse\nBaum\ttree\n".as_bytes()), Table(None));
    assert_eq!(FileFormat::guess("a.txt", "#separator:tab\nHaus\n".as_bytes()), Table(None));
    assert_eq!(FileFormat::guess("a.txt", "Q: What?\nA: That.\n".as_bytes()), Markdown);
    assert_eq!(FileFormat::guess("a.html", b"<html>"), Article);
    assert_eq!(FileFormat::guess("a.txt", "A long text. It tells a story.\n".as_bytes()), Article);
}
