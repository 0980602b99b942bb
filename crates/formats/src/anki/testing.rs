//! Packages made for tests: whole ones, and ones that are broken or made to do harm, for the tests of this and other
//! crates (feature `test-support`).
#![expect(clippy::unwrap_used, reason = "only tests call it")]

use super::write::{ExportSource, ExportTime};
use crate::item::{Content, Directions, Field};
use crate::notice::Place;
use crate::record::{DeckRecord, ItemRecord, MediaRecord, Record};
use prost::Message;
use rusqlite::Connection;
use std::collections::VecDeque;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A package that must be refused.
pub struct Hostile {
    /// What is wrong with it, as a file name without ending.
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// What the refusal says, as logs write it (`Display` of the error), in part.
    pub says: &'static str,
}

/// Every kind of package that must be refused whole.
pub fn hostile() -> Vec<Hostile> {
    let made = |name, bytes, says| Hostile { name, bytes, says };
    let stub = collection("");
    let stub = stub.as_slice();
    let zeros = vec![0; 80 << 20];
    let whole = legacy_1(b"{}", "");
    let mut packages = vec![
        made("empty", Vec::new(), "notice-empty"),
        made("sign-in-page", b"<html>Sign in to download</html>".to_vec(), "notice-not-zip"),
        made("truncated", whole[..whole.len() / 2].to_vec(), "notice-not-zip"),
        made("encrypted", encrypted(), "notice-encrypted"),
        made("no-collection", zip(&[("test.txt", b"x")]), "notice-no-collection"),
        made("stub-only", zip(&[("meta", &[8, 3]), ("collection.anki2", stub)]), "notice-collection-missing"),
        made("future-layout", zip(&[("meta", &[8, 4]), ("collection.anki2", stub)]), "notice-future-layout"),
        made("no-sqlite", zip(&[("collection.anki2", &[b'x'; 4096])]), "notice-no-sqlite"),
        made("no-zstd", zip(&[("collection.anki21b", b"not zstd")]), "notice-unpack"),
        made("media-list", zip(&[("collection.anki2", stub), ("media", b"[1]")]), "notice-media-list"),
        made("zstd-window", zstd_window(), "notice-unpack"),
        made("bomb-collection", latest(&zeros, &[], b""), "notice-bomb"),
        made("bomb-media", latest(&schema_18(), &[b"zeros.png"], &zeros), "notice-bomb"),
        made("bomb-deflate", zip(&[("collection.anki2", &zeros)]), "notice-bomb"),
    ];
    for (name, change, says) in [
        ("view", "CREATE VIEW v AS SELECT 1", "notice-view name=v"),
        ("trigger", "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END", "notice-trigger name=t"),
        ("disguised", "ALTER TABLE cards RENAME TO c; CREATE VIEW cards AS SELECT * FROM c", "notice-view name=cards"),
        ("generated-column", "ALTER TABLE notes ADD COLUMN g AS (length(flds))", "notice-generated table=notes"),
        ("no-log", "DROP TABLE revlog", "notice-table-missing table=revlog"),
        ("future-schema", "UPDATE col SET ver = 19", "notice-future-schema version=19"),
        ("old-schema", "UPDATE col SET ver = 9", "notice-no-schema version=9"),
        ("no-row", "DELETE FROM col", "notice-no-row"),
        ("models", "UPDATE col SET models = '{'", "“models”"),
        ("conf", "UPDATE col SET conf = '[]'", "“conf”"),
    ] {
        packages.push(made(name, legacy_1(b"{}", change), says));
    }
    packages
}

/// Media names that are paths, or no names at all.
pub const TRAVERSING: [&str; 12] = [
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
];

/// A zip of these members, deflated.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The SQLite file of one note with one card, schema 11, after `change` has run on it.
pub fn collection(change: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut package = Cursor::new(Vec::new());
    super::write(&mut package, folder.path(), &TIME, &mut OneNote::new()).unwrap();
    let mut bytes = Vec::new();
    ZipArchive::new(package).unwrap().by_name("collection.anki21").unwrap().read_to_end(&mut bytes).unwrap();
    changed(&bytes, change)
}

/// Schema 18 as Anki makes it, with a note in a filtered deck, a learning card by day, and an orphan.
pub fn schema_18() -> Vec<u8> {
    let bytes = changed(&collection(""), SCHEMA_18);
    changed(&bytes, "UPDATE col SET ver = 18, crt = 1795320000 - 3600, conf = '', models = '', decks = '', dconf = ''")
}

/// A legacy 1 package with this media list and the files `0` and `1`.
pub fn legacy_1(media: &[u8], change: &str) -> Vec<u8> {
    zip(&[("collection.anki2", &collection(change)), ("media", media), ("0", b"bytes"), ("1", b"others")])
}

/// The latest layout around a collection and media; every media file holds `bytes`.
pub fn latest(collection: &[u8], names: &[&[u8]], bytes: &[u8]) -> Vec<u8> {
    let entries = names.iter().map(|name| Entry { name: name.to_vec(), size: bytes.len() as u32 }).collect();
    let list = zstd(&Entries { entries }.encode_to_vec());
    let numbers: Vec<String> = (0..names.len()).map(|n| n.to_string()).collect();
    let (collection, packed) = (zstd(collection), zstd(bytes));
    let mut members: Vec<(&str, &[u8])> =
        vec![("meta", &[8, 3]), ("collection.anki21b", &collection), ("media", &list)];
    members.extend(numbers.iter().map(|n| (n.as_str(), packed.as_slice())));
    zip(&members)
}

/// 23 November 2026, 08:00 in Berlin.
const TIME: ExportTime = ExportTime { now: 1_795_417_200_000, minutes_west: -60, rollover_hour: 4 };

struct OneNote(VecDeque<Record>);

impl OneNote {
    fn new() -> OneNote {
        let deck = DeckRecord { key: "d".into(), path: vec!["A".into(), "B".into()], ..DeckRecord::default() };
        let (front, back) = (Field::markdown("front"), Field::markdown("back"));
        let note = ItemRecord {
            key: Some("k".into()),
            deck: "d".into(),
            content: Content::Basic { front, back, directions: Directions::Forward, typed: false, extra: None },
            tags: Vec::new(),
            language: None,
            modified_at: 1_700_000_000_000,
            cards: Vec::new(),
            place: Place::File,
        };
        OneNote([Record::Deck(deck), Record::Item(Box::new(note))].into())
    }
}

impl ExportSource for OneNote {
    fn next(&mut self) -> std::io::Result<Option<Record>> {
        Ok(self.0.pop_front())
    }

    fn media(&mut self, _: &MediaRecord) -> std::io::Result<Box<dyn Read>> {
        Err(std::io::Error::other("this package has no media"))
    }
}

/// A package of layout 2 after `change` has run on its collection.
pub fn changed_package(package: &[u8], change: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    let members: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|n| {
            let mut member = archive.by_index(n).unwrap();
            let (name, mut bytes) = (member.name().unwrap().into_owned(), Vec::new());
            member.read_to_end(&mut bytes).unwrap();
            let bytes = if name == "collection.anki21" { changed(&bytes, change) } else { bytes };
            (name, bytes)
        })
        .collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&members)
}

fn changed(collection: &[u8], change: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("collection.sqlite");
    std::fs::write(&file, collection).unwrap();
    let db = Connection::open(&file).unwrap();
    db.create_collation("unicase", |a, b| a.to_lowercase().cmp(&b.to_lowercase())).unwrap();
    db.execute_batch(change).unwrap();
    db.close().unwrap();
    std::fs::read(file).unwrap()
}

fn encrypted() -> Vec<u8> {
    let mut bytes = zip(&[("collection.anki2", b"x")]);
    // the flag's first bit, in the local header and in the directory
    let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[directory + 8] |= 1;
    bytes
}

/// A frame header that asks for a window of 2^31 bytes, and one empty last block.
fn zstd_window() -> Vec<u8> {
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3, 1, 0, 0];
    zip(&[("meta", &[8, 3]), ("collection.anki21b", &frame)])
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
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
