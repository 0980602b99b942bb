use super::marks::{Piece, excerpt, mark};
use super::{
    Ask, Document, DocumentKind, Feeder, Found, Query, SearchIndex, Where, announce, feed, find, forget_places,
};
use crate::call::{Ids, SpaceId};
use crate::clock::FixedClock;
use crate::db::{Db, Tx, params};
use crate::error::Result;
use crate::items;
use crate::media::BlobStore;
use crate::on_both;
use crate::studium::Studium;
use crate::testing::{NOON, Person, World, basic};
use formats::item::Directions;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A small index in memory: every word as it is written.
#[derive(Default)]
pub(crate) struct Memory {
    identity: Mutex<u32>,
    kept: Mutex<HashMap<(SpaceId, Uuid), Document>>,
    /// How many documents were put in so far.
    pub puts: Mutex<usize>,
}

impl Memory {
    /// The index is lost and made anew.
    fn lose(&self) {
        self.kept.lock().unwrap().clear();
        *self.identity.lock().unwrap() += 1;
    }

    fn titles(&self) -> Vec<String> {
        let mut titles: Vec<String> = self.kept.lock().unwrap().values().map(|d| d.title.clone()).collect();
        titles.sort();
        titles
    }
}

impl SearchIndex for Memory {
    fn identity(&self) -> String {
        self.identity.lock().unwrap().to_string()
    }
    fn apply(&self, put: Vec<Document>, remove: Vec<(SpaceId, Uuid)>) -> Result<()> {
        let mut kept = self.kept.lock().unwrap();
        *self.puts.lock().unwrap() += put.len();
        kept.retain(|key, _| !remove.contains(key));
        kept.extend(put.into_iter().map(|d| ((d.space, d.id), d)));
        Ok(())
    }
    fn remove_space(&self, space: SpaceId) -> Result<()> {
        self.kept.lock().unwrap().retain(|(s, _), _| *s != space);
        Ok(())
    }
    fn commit(&self) -> Result<()> {
        Ok(())
    }
    fn clear(&self) -> Result<()> {
        self.kept.lock().unwrap().clear();
        Ok(())
    }
    /// Also what lies in other spaces, as a broken index might.
    fn find(&self, query: &Query) -> Result<Vec<Found>> {
        let wanted = query.text.to_lowercase();
        let kept = self.kept.lock().unwrap();
        let hits = kept.values().filter(|d| query.kinds.is_empty() || query.kinds.contains(&d.kind));
        let hits = hits.filter(|d| format!("{} {}", d.title, d.body).to_lowercase().contains(&wanted));
        Ok(hits.map(|d| Found { space: d.space, id: d.id, kind: d.kind, score: 1.0 }).collect())
    }
}

pub(crate) struct Site {
    pub studium: Studium,
    pub index: Arc<Memory>,
    pub clock: Arc<FixedClock>,
    pub runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

impl Site {
    pub fn over(db: &Db) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let (index, clock) = (Arc::new(Memory::default()), Arc::new(FixedClock::new(NOON)));
        let studium = Studium {
            db: db.clone(),
            clock: clock.clone(),
            blobs: BlobStore::open(folder.path().join("blobs")).unwrap(),
            search: index.clone(),
            folder: folder.path().to_owned(),
            work: Arc::default(),
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Site { studium, index, clock, runtime, _folder: folder }
    }

    fn catch_up(&self, feeder: &mut Feeder) -> bool {
        self.runtime.block_on(feeder.catch_up()).unwrap()
    }
}

fn item(person: &Person, deck: Uuid, front: &str, back: &str) -> Uuid {
    person.item(deck, basic(front, back, Directions::Forward))
}

fn titles(person: &Person, site: &Site, text: &str) -> Vec<String> {
    let (index, ask) = (site.index.clone(), Ask { text: text.into(), limit: 20, ..Ask::default() });
    let found = person.read(move |tx, call| find(tx, index.as_ref(), Some(call), &ask)).unwrap().0;
    found.into_iter().map(|h| h.title).collect()
}

fn outbox_rows(tx: &mut Tx) -> Result<i64> {
    Ok(tx.scalar("SELECT COUNT(*) FROM outbox", params![])?.unwrap_or(0))
}

on_both! {
    fn what_is_written_is_found_and_what_is_binned_is_not(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        let mut feeder = Feeder::new(site.studium.clone());
        let deck = mia.deck("Biology");
        let atp = item(&mia, deck, "What is ATP?", "energy currency");
        assert!(site.catch_up(&mut feeder));
        assert_eq!(site.index.titles(), ["Biology", "What is ATP?"]);
        assert_eq!(titles(&mia, &site, "currency"), ["What is ATP?"]);
        world.later_minutes(1);
        mia.write(move |tx, call| items::bin(tx, call, call.actor.space(), &[atp])).unwrap();
        assert!(titles(&mia, &site, "currency").is_empty(), "read again through the actor, before the index knows");
        site.catch_up(&mut feeder);
        assert_eq!(site.index.titles(), ["Biology"]);
    }

    fn a_deck_that_is_found_says_how_much_of_it_is_known(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        let deck = mia.deck("Biology");
        let card = mia.card(deck, "What is ATP?", "energy currency");
        site.catch_up(&mut Feeder::new(site.studium.clone()));
        let recall = || {
            let (index, ask) = (site.index.clone(), Ask { text: "biology".into(), limit: 20, ..Ask::default() });
            let found = mia.read(move |tx, call| find(tx, index.as_ref(), Some(call), &ask)).unwrap().0;
            found.iter().find(|hit| hit.id == deck).expect("the deck").recall
        };
        assert_eq!(recall(), None, "nothing was met yet");
        mia.answer_good(card);
        assert!(recall().is_some_and(|share| share > 0.5), "{:?}", recall());
    }

    fn an_announcement_is_done_once_and_one_that_commits_late_is_not_missed(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        let mut feeder = Feeder::new(site.studium.clone());
        site.catch_up(&mut feeder);
        let deck = mia.deck("Biology");
        let one = item(&mia, deck, "one", "1");
        assert!(site.catch_up(&mut feeder));
        let puts = *site.index.puts.lock().unwrap();
        assert!(!site.catch_up(&mut feeder), "nothing is new");
        assert_eq!(*site.index.puts.lock().unwrap(), puts);
        // a slow write began 40 s before what was already seen
        let space = mia.actor.space();
        world.write(move |tx| tx.execute("DELETE FROM outbox", params![])).unwrap();
        world.write(move |tx| announce(tx, space, "item", one, 1, memory::Millis(NOON.0 - 40_000))).unwrap();
        assert!(site.catch_up(&mut feeder));
        assert_eq!(*site.index.puts.lock().unwrap(), puts + 1);
    }

    fn an_index_that_was_lost_is_filled_from_the_beginning(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        let deck = mia.deck("Biology");
        item(&mia, deck, "one", "1");
        site.catch_up(&mut Feeder::new(site.studium.clone()));
        site.clock.advance_ms(3_600_000);
        world.write(|tx| tx.execute("DELETE FROM outbox", params![])).unwrap();
        site.index.lose();
        site.catch_up(&mut Feeder::new(site.studium.clone()));
        assert_eq!(site.index.titles(), ["Biology", "one"]);
        world.write(forget_places).unwrap();
        site.index.clear().unwrap();
        site.catch_up(&mut Feeder::new(site.studium.clone()));
        assert_eq!(site.index.titles(), ["Biology", "one"], "also when somebody asks for it");
    }

    fn an_import_is_found_once_it_is_done_and_an_erased_space_is_not(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        let mut feeder = Feeder::new(site.studium.clone());
        site.catch_up(&mut feeder);
        let (deck, batch) = (mia.deck("Biology"), world.id());
        let space = mia.actor.space();
        let write = move |tx: &mut Tx| {
            tx.execute("INSERT INTO batches (id, space, created_at) VALUES (?1, ?2, ?3)", params![batch, space, NOON.0])?;
            let mut ids = Ids::new(NOON, 99);
            for n in 0..25 {
                let new = items::NewItem { batch: Some(batch), ..items::NewItem::new(deck, basic(&format!("imported {n}"), "x", Directions::Forward)) };
                items::insert(tx, space, ids.next_id(), &new, None, &[], n, NOON)?;
            }
            Ok(())
        };
        world.write(write).unwrap();
        site.catch_up(&mut feeder);
        assert_eq!(site.index.titles(), ["Biology"], "an unfinished import is invisible");
        world.write(move |tx| {
            tx.execute("DELETE FROM batches WHERE id = ?1", params![batch])?;
            announce(tx, space, "batch", batch, 1, memory::Millis(NOON.0 + 5))
        }).unwrap();
        site.catch_up(&mut feeder);
        assert_eq!(site.index.titles().len(), 26);
        let puts = *site.index.puts.lock().unwrap();
        site.catch_up(&mut Feeder::new(site.studium.clone()));
        let again = *site.index.puts.lock().unwrap() - puts;
        assert!(again < 25, "a server that starts again does not index the import again: {again}");
        site.catch_up(&mut Feeder::new(site.studium.clone()));
        let third = *site.index.puts.lock().unwrap() - puts - again;
        assert!(third < 25, "nor does one that starts after that: {third}");
        world.write(move |tx| {
            tx.execute("DELETE FROM items WHERE space = ?1", params![space])?;
            tx.execute("DELETE FROM decks WHERE space = ?1", params![space])?;
            announce(tx, space, "space", space.0, 1, memory::Millis(NOON.0 + 6))
        }).unwrap();
        site.catch_up(&mut feeder);
        assert!(site.index.titles().is_empty());
    }

    fn nobody_sees_anothers_things_even_if_the_index_gives_them(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben, site) = (world.learner("mia"), world.learner("ben"), Site::over(db));
        let deck = mia.deck("canary deck");
        item(&mia, deck, "canary question", "secret");
        site.catch_up(&mut Feeder::new(site.studium.clone()));
        assert_eq!(titles(&mia, &site, "canary").len(), 2);
        assert!(titles(&ben, &site, "canary").is_empty());
        let index = site.index.clone();
        let ask = Ask { text: "canary".into(), limit: 20, ..Ask::default() };
        let guest = world.read(move |tx| find(tx, index.as_ref(), None, &ask)).unwrap();
        assert_eq!(guest, (Vec::new(), false));
    }

    fn the_outbox_does_not_grow_for_ever(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        let mut feeder = Feeder::new(site.studium.clone());
        site.catch_up(&mut feeder);
        mia.deck("Biology");
        site.catch_up(&mut feeder);
        assert_eq!(world.read(outbox_rows), Ok(1));
        world.later_minutes(10);
        site.clock.advance_ms(600_000);
        mia.deck("Physics");
        site.catch_up(&mut feeder);
        assert_eq!(world.read(outbox_rows), Ok(1), "what everybody has passed is gone");
    }
}

#[test]
fn pages_of_results_follow_each_other() {
    let db = crate::db::testing::TestDb::sqlite();
    let world = World::new(&db);
    let (mia, site) = (world.learner("mia"), Site::over(&db));
    let deck = mia.deck("Numbers");
    for n in 0..5 {
        item(&mia, deck, &format!("number {n}"), "x");
    }
    site.catch_up(&mut Feeder::new(site.studium.clone()));
    let page = |skip| {
        let index = site.index.clone();
        let ask = Ask {
            text: "number ".into(),
            kinds: vec![DocumentKind::Item],
            place: Where::Mine,
            limit: 3,
            skip,
            ..Ask::default()
        };
        mia.read(move |tx, call| find(tx, index.as_ref(), Some(call), &ask)).unwrap()
    };
    assert_eq!((page(0).0.len(), page(0).1), (3, true));
    assert_eq!((page(3).0.len(), page(3).1), (2, false));
}

fn written(pieces: &[Piece]) -> String {
    pieces.iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
}

#[test]
fn found_words_are_marked_in_all_their_forms() {
    assert_eq!(written(&mark("Photosynthesis: from light", "photosyn")), "[Photosyn]thesis: from light");
    assert_eq!(written(&mark("Die Kräfte am Hang", "krafte")), "Die [Kräfte] am Hang");
    assert_eq!(written(&mark("derivatives", "derivative")), "[derivative]s");
    assert_eq!(written(&mark("derivative", "derivatives")), "[derivative]");
    assert_eq!(written(&mark("Die Fotosynthese", "synthese")), "Die Foto[synthese]");
    assert_eq!(written(&mark("the cat sat", "dog")), "the cat sat");
    assert_eq!(written(&mark("Straße", "strasse")), "[Straße]");
}

#[test]
fn an_excerpt_shows_the_place_where_the_word_stands() {
    let text = format!("{} needle {}", "hay ".repeat(200), "straw ".repeat(200));
    let shown = written(&excerpt(&text, "needle", 80));
    assert!(shown.starts_with("… ") && shown.ends_with(" …") && shown.contains("[needle]"), "{shown}");
    assert!(shown.chars().count() < 100, "{shown}");
    assert_eq!(written(&excerpt("short", "x", 80)), "short");
    assert_eq!(written(&excerpt("", "x", 80)), "");
}

#[test]
fn a_feeder_names_the_index_that_it_feeds() {
    let db = crate::db::testing::TestDb::sqlite();
    let site = Site::over(&db);
    site.runtime.block_on(feed::Feeder::new(site.studium.clone()).rebuild()).unwrap();
    let named = db.read_blocking(|tx| tx.scalar::<String>("SELECT consumer FROM outbox_places", params![])).unwrap();
    assert_eq!(named.as_deref(), Some("search:0"));
}
