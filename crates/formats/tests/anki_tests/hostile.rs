//! Packages that are broken, or made to break us: a clear message, nothing outside the job's folder, no panic.

use crate::support::{items, read, read_with, real_packages, skipped};
use crate::write::{course, export};
use formats::anki::{Limits, ReadError, testing};
use formats::record::{Record, SeedDue};
use std::path::{Path, PathBuf};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn package(&self, bytes: &[u8]) -> PathBuf {
        let path = self.path("made.apkg");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn zip(&self, members: &[(&str, &[u8])]) -> PathBuf {
        self.package(&testing::zip(members))
    }

    fn legacy_1(&self, media: &[u8], change: &str) -> PathBuf {
        self.package(&testing::legacy_1(media, change))
    }
}

fn message(path: &Path) -> String {
    read(path).unwrap_err().to_string()
}

/// The latest layout around a collection and media; every media file holds `bytes`.
fn latest(folder: &Folder, collection: &[u8], names: &[&[u8]], bytes: &[u8]) -> PathBuf {
    folder.package(&testing::latest(collection, names, bytes))
}

#[test]
fn the_oldest_layout_is_read() {
    let folder = Folder::new();
    let records = read(&folder.legacy_1(br#"{"0": "a.png", "1": "b.png"}"#, "")).unwrap();
    assert_eq!(items(&records).len(), 1);
    assert!(records.iter().any(|r| matches!(r, Record::Deck(d) if d.path == ["A", "B"])));
    assert_eq!(records.iter().filter(|r| matches!(r, Record::Media(_))).count(), 2);
}

#[test]
fn learning_answers_of_the_first_scheduler_get_the_buttons_of_today() {
    let folder = Folder::new();
    let log = "INSERT INTO revlog SELECT 1, id, 0, 2, -60, 0, 0, 9, 0 FROM cards; INSERT INTO revlog SELECT 2, id, 0, 3, 1, 1, 0, 9, 2 FROM cards;
               INSERT INTO revlog SELECT 3, id, 0, 3, 9, 1, 0, 9, 1 FROM cards; INSERT INTO revlog SELECT 4, id, 0, 1, 9, 1, 0, 9, 0 FROM cards;";
    let ratings = |change: &str| -> Vec<u8> {
        let records = read(&folder.legacy_1(b"{}", &format!("{log}{change}"))).unwrap();
        items(&records)[0].cards[0].reviews.iter().map(|r| r.rating).collect()
    };
    assert_eq!(ratings(""), [2, 3, 3, 1], "the second scheduler's are as they are");
    assert_eq!(ratings("UPDATE col SET conf = '{\"schedVer\":1}'"), [3, 4, 3, 1]);
    assert_eq!(ratings("UPDATE col SET conf = '{}'"), [3, 4, 3, 1], "the first one did not write its number");
}

#[test]
fn the_latest_layout_is_read_and_each_fault_in_it_is_told() {
    let folder = Folder::new();
    let package = latest(&folder, &testing::schema_18(), &["e\u{301}.png".as_bytes()], b"picture");
    let records = read(&package).unwrap();
    let items = items(&records);
    assert_eq!(items.iter().map(|i| i.place.to_string()).collect::<Vec<_>>(), ["note 1", "note 3", "note 4"]);
    assert_eq!(items[0].tags, ["x", "y"]);

    let home = &items[0].cards[0];
    let deck = records.iter().find_map(|r| if let Record::Deck(d) = r { Some(d) } else { None }).unwrap();
    assert_eq!(
        (&items[0].deck, &deck.path),
        (&deck.key, &vec!["Top".to_owned(), "Sub".to_owned()]),
        "out of the filtered deck"
    );
    assert_eq!(deck.preset.as_deref(), Some("3"));
    let seed = home.seed.as_ref().unwrap();
    assert_eq!(seed.due, SeedDue::Day(20_779 + 40), "the due day from before the filtered deck");
    assert_eq!((seed.at, seed.stability, home.flag), (1_700_000_000_000, Some(30.5), 2));
    let learning = items[1].cards[0].seed.as_ref().unwrap();
    assert_eq!((learning.due, learning.at), (SeedDue::Day(20_779 + 41), 1001), "a learning step of more than a day");
    assert_eq!(items[1].cards[0].reviews.len(), 1, "the orphan's answers stay with the orphan");

    let told = skipped(&records);
    for (place, words) in [
        ("note 2", "notice-guid-twice"),
        ("note 3", "notice-fields-few has=1 wanted=2"),
        ("note 4", "notice-fields-many has=3 wanted=2"),
        ("note 4, card 13", "notice-template-missing template=8"),
        ("note 5", "notice-note-text"),
        ("note 6", "notice-note-type id=99"),
        ("table cards", "notice-orphans count=1"),
    ] {
        assert!(told.iter().any(|(p, w)| p == place && w.contains(words)), "{place}: {words} in {told:?}");
    }
    assert!(records.iter().any(|r| matches!(r, Record::Media(m) if m.name == "é.png")), "names are in NFC");
}

#[test]
fn names_that_are_paths_stage_nothing_in_either_list() {
    let long = "x".repeat(256);
    let names = testing::TRAVERSING.into_iter().chain([long.as_str()]);
    let folder = Folder::new();
    let bytes: Vec<&[u8]> = names.clone().map(str::as_bytes).chain([b"\xc0\xaf.png".as_slice()]).collect();
    let package = latest(&folder, &testing::schema_18(), &bytes, b"x");
    let outside = |staging: &Path| std::fs::read_dir(staging).unwrap().count();
    let (records, staging) = read_with(&package, &Limits::default()).unwrap();
    assert!(!records.iter().any(|r| matches!(r, Record::Media(_))));
    assert_eq!(skipped(&records).iter().filter(|(place, _)| place.starts_with("media ")).count(), bytes.len());
    assert_eq!(outside(staging.path()), 0, "nothing staged");

    for name in names {
        let list = serde_json::json!({ "0": name, "1": "good%2e%2e%2f.png" }).to_string();
        let (records, staging) = read_with(&folder.legacy_1(list.as_bytes(), ""), &Limits::default()).unwrap();
        let media: Vec<_> =
            records.iter().filter_map(|r| if let Record::Media(m) = r { Some(m) } else { None }).collect();
        assert_eq!(media.len(), 1, "{name}");
        assert_eq!((media[0].name.as_str(), media[0].staged.as_str()), ("good%2e%2e%2f.png", "1"), "a name is data");
        assert_eq!(outside(staging.path()), 1);
    }
}

#[test]
fn a_name_or_a_file_twice_counts_once() {
    let folder = Folder::new();
    let list = br#"{"0": "a.png", "1": "a.png", "0": "b.png", "7": "c.png"}"#;
    let records = read(&folder.legacy_1(list, "")).unwrap();
    assert_eq!(records.iter().filter(|r| matches!(r, Record::Media(_))).count(), 1);
    assert_eq!(skipped(&records).len(), 3);
}

#[test]
fn what_is_made_to_do_harm_is_refused_by_name() {
    let folder = Folder::new();
    for made in testing::hostile() {
        let said = message(&folder.package(&made.bytes));
        assert!(said.contains(made.says), "{}: {said}", made.name);
    }
}

#[test]
fn bombs_are_refused_before_they_fill_the_disk() {
    let folder = Folder::new();
    let zeros = vec![0u8; 80 << 20];
    let small = Limits { media_file: 1 << 20, ..Limits::default() };
    let tiny = Limits { collection: 1000, ..Limits::default() };
    let few = Limits { members: 3, ..Limits::default() };
    let collection = testing::schema_18();
    let too_big = |path: &Path, limits: &Limits| {
        let error = read_with(path, limits).map(drop).unwrap_err();
        assert!(matches!(error, ReadError::TooBig { .. }), "{error}");
    };
    let bomb = latest(&folder, &collection, &[b"zeros.png"], &zeros);
    too_big(&bomb, &Limits::default());
    too_big(&bomb, &small);
    too_big(&bomb, &tiny);
    too_big(&bomb, &few);
    too_big(&latest(&folder, &zeros, &[], b""), &Limits::default());
    // Many files, each below the size at which the ratio is asked.
    let many: Vec<Vec<u8>> = (0..12).map(|n| format!("{n}.png").into_bytes()).collect();
    let many: Vec<&[u8]> = many.iter().map(Vec::as_slice).collect();
    too_big(&latest(&folder, &collection, &many, &zeros[..10 << 20]), &Limits::default());
}

/// Cuts a package at five places, and turns bytes over in five; each gives an answer in words, or what is still readable.
fn mutilate(name: &str, bytes: &[u8]) {
    let folder = Folder::new();
    let path = folder.path("cut.apkg");
    for part in 1..=5 {
        let at = bytes.len() * part / 6;
        std::fs::write(&path, &bytes[..at]).unwrap();
        let error = read(&path).map(drop).expect_err(name).to_string();
        assert!(error.contains(": notice-"), "{name} cut at {at}: {error}");
        let mut turned = bytes.to_vec();
        for byte in turned.iter_mut().skip(at).take(64) {
            *byte ^= 0x5a;
        }
        std::fs::write(&path, turned).unwrap();
        if let Err(error) = read(&path) {
            assert!(error.to_string().contains(": notice-"), "{name} turned at {at}: {error}");
        }
    }
}

#[test]
fn cut_and_damaged_packages_end_in_words() {
    let folder = Folder::new();
    let file = folder.path("course.apkg");
    export(course(folder.0.path()), folder.0.path(), &file);
    mutilate("generated", &std::fs::read(&file).unwrap());
    mutilate("generated, latest", &std::fs::read(latest(&folder, &testing::schema_18(), &[b"a.png"], b"x")).unwrap());
}

#[test]
fn cut_and_damaged_real_packages_end_in_words() {
    let Some(folder) = real_packages() else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "apkg" || e == "colpkg") && path.metadata().unwrap().len() > 1000 {
            mutilate(&path.display().to_string(), &std::fs::read(&path).unwrap());
        }
    }
}

/// Damage inside the SQLite pages, past the zip's checksums.
#[test]
fn a_damaged_collection_never_panics_or_hangs() {
    let folder = Folder::new();
    let collection = testing::schema_18();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..300 {
        let mut damaged = collection.clone();
        for _ in 0..8 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let at = (random >> 16) as usize % damaged.len();
            damaged[at] = random as u8;
        }
        if let Err(error) = read(&folder.zip(&[("collection.anki2", &damaged), ("media", b"{}")])) {
            assert!(error.to_string().contains(": notice-"), "{error}");
        }
    }
}
