//! Packages that are broken, or made to break us: a clear message, nothing outside the job's folder, no panic.

use crate::support::{items, read, read_with, real_packages, skipped};
use crate::write::{basic, course, export, item};
use formats::anki::{Limits, ReadError};
use formats::record::{DeckRecord, Record, SeedDue};
use prost::Message;
use rusqlite::Connection;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A zip of these members, stored.
    fn zip(&self, members: &[(&str, &[u8])]) -> PathBuf {
        let path = self.path("made.apkg");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
                .unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        path
    }

    /// The SQLite file of one note with one card, schema 11, after `change` has run on it.
    fn collection(&self, change: &str) -> Vec<u8> {
        let package = self.path("plain.apkg");
        let deck =
            Record::Deck(DeckRecord { key: "d".into(), path: vec!["A".into(), "B".into()], ..DeckRecord::default() });
        export(vec![deck, Record::Item(Box::new(item("k", "d", basic("front", "back"))))], self.0.path(), &package);
        let mut archive = zip::ZipArchive::new(File::open(package).unwrap()).unwrap();
        let file = self.path("collection.sqlite");
        std::io::copy(&mut archive.by_name("collection.anki21").unwrap(), &mut File::create(&file).unwrap()).unwrap();
        let db = Connection::open(&file).unwrap();
        db.execute_batch(change).unwrap();
        db.close().unwrap();
        std::fs::read(file).unwrap()
    }

    /// A legacy 1 package with this media list.
    fn legacy_1(&self, media: &[u8], change: &str) -> PathBuf {
        self.zip(&[("collection.anki2", &self.collection(change)), ("media", media), ("0", b"bytes"), ("1", b"others")])
    }
}

fn message(path: &Path) -> String {
    let error = read(path).unwrap_err().to_string();
    assert!(error.contains("; "), "“{error}” names no mend");
    error
}

#[derive(Clone, PartialEq, Message)]
struct Entries {
    #[prost(message, repeated, tag = "1")]
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Message)]
struct Entry {
    #[prost(bytes = "vec", tag = "1")]
    name: Vec<u8>,
    #[prost(uint32, tag = "2")]
    size: u32,
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
}

/// The latest layout around a collection and media; every media file holds `bytes`.
fn latest(folder: &Folder, collection: &[u8], names: &[&[u8]], bytes: &[u8]) -> PathBuf {
    let entries = names.iter().map(|name| Entry { name: name.to_vec(), size: bytes.len() as u32 }).collect();
    let list = zstd(&Entries { entries }.encode_to_vec());
    let numbers: Vec<String> = (0..names.len()).map(|n| n.to_string()).collect();
    let (collection, packed) = (zstd(collection), zstd(bytes));
    let mut members: Vec<(&str, &[u8])> =
        vec![("meta", &[8, 3]), ("collection.anki21b", &collection), ("media", &list)];
    members.extend(numbers.iter().map(|n| (n.as_str(), packed.as_slice())));
    folder.zip(&members)
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

/// Schema 18 as Anki makes it, with a note in a filtered deck, a learning card by day, and an orphan.
const SCHEMA_18: &str = "
CREATE TABLE notetypes (id integer PRIMARY KEY, name text NOT NULL COLLATE unicase, mtime_secs integer, usn integer, config blob);
CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, config blob, PRIMARY KEY (ntid, ord)) without rowid;
CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, mtime_secs integer, usn integer, config blob, PRIMARY KEY (ntid, ord)) without rowid;
CREATE TABLE decks (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer, usn integer, common blob, kind blob);
CREATE TABLE deck_config (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer, usn integer, config blob);
CREATE TABLE config (KEY text PRIMARY KEY, usn integer, mtime_secs integer, val blob) without rowid;
INSERT INTO notetypes VALUES (7, 'Kind', 0, 0, x'');
INSERT INTO fields VALUES (7, 0, 'Front', x''), (7, 1, 'Back', x'');
INSERT INTO templates VALUES (7, 0, 'Card 1', 0, 0, x'0a097b7b46726f6e747d7d');
INSERT INTO decks VALUES (5, 'Top' || char(31) || 'Sub', 0, 0, x'', x'0a020803'), (6, 'Cram', 0, 0, x'', x'1200');
INSERT INTO deck_config VALUES (3, 'Preset', 0, 0, x'481450c801');
INSERT INTO config VALUES ('creationOffset', 0, 0, '-60');
DELETE FROM notes; DELETE FROM cards;
INSERT INTO notes VALUES (1, 'g1', 7, 100, 0, ' x  y ', 'f' || char(31) || 'b', 'f', 0, 0, '');
INSERT INTO notes VALUES (2, 'g1', 7, 100, 0, '', 'again' || char(31) || 'b', 'f', 0, 0, '');
INSERT INTO notes VALUES (3, 'g3', 7, 100, 0, '', 'one', 'f', 0, 0, '');
INSERT INTO notes VALUES (4, 'g4', 7, 100, 0, '', 'a' || char(31) || 'b' || char(31) || 'c', 'f', 0, 0, '');
INSERT INTO notes VALUES (5, 'g5', 7, 100, 0, '', CAST(x'ff1f62' AS text), 'f', 0, 0, '');
INSERT INTO notes VALUES (6, 'g6', 99, 100, 0, '', 'a', 'f', 0, 0, '');
INSERT INTO cards VALUES (10, 1, 6, 0, 0, 0, 2, 2, -3, 30, 2100, 9, 2, 0, 40, 5, 2, '{\"s\":30.5,\"d\":6.1,\"lrt\":1700000000}');
INSERT INTO cards VALUES (11, 3, 5, 0, 0, 0, 1, 3, 41, 0, 0, 1, 0, 0, 0, 0, 0, '');
INSERT INTO cards VALUES (12, 77, 5, 0, 0, 0, 1, 3, 41, 0, 0, 1, 0, 0, 0, 0, 0, '');
INSERT INTO cards VALUES (13, 4, 5, 8, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, '');
INSERT INTO revlog VALUES (1000, 12, 0, 3, 1, 1, 2500, 900, 0), (1001, 11, 0, 1, -60, -60, 0, 900, 0);
";

fn schema_18(folder: &Folder) -> Vec<u8> {
    let bytes = folder.collection("");
    let file = folder.path("18.sqlite");
    std::fs::write(&file, bytes).unwrap();
    let db = Connection::open(&file).unwrap();
    db.create_collation("unicase", |a, b| a.to_lowercase().cmp(&b.to_lowercase())).unwrap();
    db.execute_batch(SCHEMA_18).unwrap();
    db.execute_batch(
        "UPDATE col SET ver = 18, crt = 1795320000 - 3600, conf = '', models = '', decks = '', dconf = ''",
    )
    .unwrap();
    db.close().unwrap();
    std::fs::read(file).unwrap()
}

#[test]
fn the_latest_layout_is_read_and_each_fault_in_it_is_told() {
    let folder = Folder::new();
    let package = latest(&folder, &schema_18(&folder), &["e\u{301}.png".as_bytes()], b"picture");
    let records = read(&package).unwrap();
    let items = items(&records);
    assert_eq!(items.iter().map(|i| i.place.as_str()).collect::<Vec<_>>(), ["note 1", "note 3", "note 4"]);
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
        ("note 2", "same guid"),
        ("note 3", "1 fields"),
        ("note 4", "3 fields"),
        ("note 4, card 13", "template 8"),
        ("note 5", "UTF-8"),
        ("note 6", "note type (99)"),
        ("table cards", "1 cards without a note"),
    ] {
        assert!(told.iter().any(|(p, w)| *p == place && w.contains(words)), "{place}: {words} in {told:?}");
    }
    assert!(records.iter().any(|r| matches!(r, Record::Media(m) if m.name == "é.png")), "names are in NFC");
}

#[test]
fn names_that_are_paths_stage_nothing_in_either_list() {
    let long = "x".repeat(256);
    let names = [
        "../up.png",
        "..",
        ".",
        "",
        "/etc/passwd",
        "a/b.png",
        "..\\up.png",
        "C:\\up.png",
        "C:up.png",
        "nul\0.png",
        "tab\t.png",
        "..././x",
        &long,
    ];
    let folder = Folder::new();
    let bytes: Vec<&[u8]> = names.iter().map(|n| n.as_bytes()).chain([b"\xc0\xaf.png".as_slice()]).collect();
    let package = latest(&folder, &schema_18(&folder), &bytes, b"x");
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
fn foreign_sqlite_is_refused_by_name() {
    for (change, words) in [
        ("CREATE VIEW v AS SELECT 1", "view (v)"),
        ("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END", "trigger (t)"),
        ("ALTER TABLE cards RENAME TO c; CREATE VIEW cards AS SELECT * FROM c", "view (cards)"),
        ("ALTER TABLE notes ADD COLUMN g AS (length(flds))", "generated"),
        ("DROP TABLE revlog", "“revlog” is missing"),
        ("UPDATE col SET ver = 19", "schema 19 is newer"),
        ("UPDATE col SET ver = 9", "schema 9"),
        ("DELETE FROM col", "“col” is empty"),
        ("UPDATE col SET models = '{'", "“models”"),
        ("UPDATE col SET conf = '[]'", "“conf”"),
    ] {
        let folder = Folder::new();
        let said = message(&folder.legacy_1(b"{}", change));
        assert!(said.contains(words), "{change}: {said}");
    }
}

#[test]
fn foreign_archives_are_refused_by_name() {
    let folder = Folder::new();
    let collection = folder.collection("");
    let stub = collection.as_slice();
    for (members, words) in [
        (vec![("test.txt", b"x".as_slice())], "no collection inside"),
        (vec![("meta", &[8, 3]), ("collection.anki2", stub)], "is missing"),
        (vec![("meta", &[8, 4]), ("collection.anki2", stub)], "layout 4 is newer"),
        (vec![("collection.anki2", [b'x'; 4096].as_slice())], "not an SQLite file"),
        (vec![("collection.anki21b", b"not zstd")], "cannot be unpacked"),
        (vec![("collection.anki2", stub), ("media", b"[1]")], "list is damaged"),
    ] {
        let said = message(&folder.zip(&members));
        assert!(said.contains(words), "{said}");
    }
    std::fs::write(folder.path("empty"), b"").unwrap();
    assert!(message(&folder.path("empty")).contains("empty"));
    std::fs::write(folder.path("html"), b"<html>Sign in to download</html>").unwrap();
    assert!(message(&folder.path("html")).contains("not a whole zip"));
}

#[test]
fn an_encrypted_member_says_so() {
    let folder = Folder::new();
    let path = folder.zip(&[("collection.anki2", b"x")]);
    let mut bytes = std::fs::read(&path).unwrap();
    // The flag's first bit, in the local header and in the directory.
    let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[directory + 8] |= 1;
    std::fs::write(&path, bytes).unwrap();
    assert!(message(&path).contains("encrypted"));
}

#[test]
fn bombs_are_refused_before_they_fill_the_disk() {
    let folder = Folder::new();
    let zeros = vec![0u8; 80 << 20];
    let small = Limits { media_file: 1 << 20, ..Limits::default() };
    let tiny = Limits { collection: 1000, ..Limits::default() };
    let few = Limits { members: 3, ..Limits::default() };
    let collection = schema_18(&folder);
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

#[test]
fn a_zstd_window_of_two_gibibytes_is_refused() {
    let folder = Folder::new();
    // A frame header that asks for a window of 2^31 bytes, and one empty last block.
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3, 1, 0, 0];
    let said = message(&folder.zip(&[("meta", &[8, 3]), ("collection.anki21b", &frame)]));
    assert!(said.contains("cannot be unpacked"), "{said}");
}

/// Cuts a package at five places, and turns bytes over in five; each gives an answer in words, or what is still readable.
fn mutilate(name: &str, bytes: &[u8]) {
    let folder = Folder::new();
    let path = folder.path("cut.apkg");
    for part in 1..=5 {
        let at = bytes.len() * part / 6;
        std::fs::write(&path, &bytes[..at]).unwrap();
        let error = read(&path).map(drop).expect_err(name).to_string();
        assert!(error.contains("; "), "{name} cut at {at}: {error}");
        let mut turned = bytes.to_vec();
        for byte in turned.iter_mut().skip(at).take(64) {
            *byte ^= 0x5a;
        }
        std::fs::write(&path, turned).unwrap();
        if let Err(error) = read(&path) {
            assert!(error.to_string().contains("; "), "{name} turned at {at}: {error}");
        }
    }
}

#[test]
fn cut_and_damaged_packages_end_in_words() {
    let folder = Folder::new();
    let file = folder.path("course.apkg");
    export(course(folder.0.path()), folder.0.path(), &file);
    mutilate("generated", &std::fs::read(&file).unwrap());
    mutilate("generated, latest", &std::fs::read(latest(&folder, &schema_18(&folder), &[b"a.png"], b"x")).unwrap());
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
    let collection = schema_18(&folder);
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
            assert!(error.to_string().contains("; "), "{error}");
        }
    }
}
