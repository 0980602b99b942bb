use super::seed::{bring_in, deck_of, source_of, topic_of};
use super::starter::{File, Starter};
use super::{Seeded, enrol, explanation, keep_tried, place, save_place, seed, shelf, unenrol};
use crate::call::SpaceId;
use crate::db::{Db, params};
use crate::decks;
use crate::error::Error;
use crate::on_both;
use crate::reviews::{Mode, NewEvent, Status};
use crate::search::tests::Site;
use crate::statistics;
use crate::study::cards::{self, LearnerCard};
use crate::testing::{Person, World};
use formats::explanation::{lineage, parse, subjects};
use formats::item::{Slot, card_id};
use memory::Rating;
use uuid::Uuid;

const ITEMS: &str = "Where does it come from? :: From water {#water}\n\nWhat is left? :: Oxygen {#oxygen}";

fn file(slug: &str, items: &str) -> File {
    let markdown = format!(
        "---\ntitle: About {slug}\nlead: What it is.\nlanguage: en\nsubject: biology\ntopic: cells\nlevel: school\n\
         author: Test\nupdated: 2026-01-01\nversion: 1\n---\n\n## First {{#first}}\n\nSome words.\n\n:::items first\n{items}\n:::\n"
    );
    let explanation = parse(&format!("{slug}.md"), &markdown).unwrap_or_else(|p| panic!("{p:?}"));
    File { explanation, markdown }
}

fn starter(files: Vec<File>) -> Starter {
    let text = "# biology\nhue: teal\nletter: B\nen: Biology\nde: Biologie\n- cells | en: The cell | de: Die Zelle\n";
    Starter { subjects: subjects::parse(text).unwrap(), files, media: Vec::new() }
}

fn put(site: &Site, files: Vec<File>) -> Seeded {
    site.runtime.block_on(bring_in(&site.studium, starter(files))).unwrap()
}

fn card(slug: &str, key: &str) -> Uuid {
    card_id(lineage(slug, key), &Slot::front())
}

fn deck(slug: &str) -> Uuid {
    deck_of(source_of(slug))
}

fn learner_card(db: &Db, person: &Person, card: Uuid) -> Option<LearnerCard> {
    let learner = person.actor.learner;
    db.read_blocking(move |tx| cards::find(tx, learner, card)).unwrap()
}

fn tried(person: &Person, card: Uuid) -> NewEvent {
    NewEvent::answer(person.world.id(), card, Rating::Good, person.world.now(), Mode::Flashcard)
}

on_both! {
    fn what_comes_with_the_program_is_brought_in_once(db: &TestDb) {
        let world = World::new(db);
        let site = Site::over(db);
        let first = site.runtime.block_on(seed(&site.studium)).unwrap();
        assert!(first.written >= 6, "{first:?}");
        let revision = || world.read(|tx| tx.scalar::<i64>("SELECT revision FROM spaces WHERE id = ?1", params![SpaceId::LIBRARY]));
        let before = revision();
        assert_eq!(site.runtime.block_on(seed(&site.studium)).unwrap(), Seeded::default());
        assert_eq!(revision(), before, "nothing was written the second time");
        let shelf = world.read(shelf).unwrap();
        assert_eq!(shelf.entries.len(), first.written);
        for entry in &shelf.entries {
            assert!(entry.cards >= 10 && shelf.subject(entry.topic).is_some(), "{}", entry.slug);
        }
        assert!(shelf.subjects().any(|s| s.name("de") == "Wirtschaft" && s.letter("de") == "W" && s.letter("en") == "E"));
    }

    fn the_same_files_again_change_nothing(db: &TestDb) {
        let world = World::new(db);
        let site = Site::over(db);
        assert_eq!(put(&site, vec![file("light", ITEMS)]).written, 1);
        assert_eq!(put(&site, vec![file("light", ITEMS)]), Seeded::default());
        let found = world.read(|tx| explanation(tx, "light")).unwrap();
        assert_eq!((found.entry.version, found.entry.cards), (1, 2));
        assert_eq!(found.path.iter().map(|t| t.id).collect::<Vec<_>>(), [topic_of("biology"), topic_of("biology/cells")]);
    }

    fn a_reworded_question_keeps_what_learners_know_of_it(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        put(&site, vec![file("light", ITEMS)]);
        mia.write(|tx, call| enrol(tx, call, deck("light"))).unwrap();
        mia.answer_good(card("light", "water"));
        mia.answer_good(card("light", "oxygen"));
        let known = learner_card(db, &mia, card("light", "water")).unwrap().folded;
        let reworded = "Where does all of it come from? :: From water {#water}\n\nWhat is new? :: This {#new}";
        assert_eq!(put(&site, vec![file("light", reworded)]).written, 1);
        assert_eq!(learner_card(db, &mia, card("light", "water")).map(|c| c.folded), Some(known));
        assert!(learner_card(db, &mia, card("light", "new")).is_some(), "learners get what is new");
        assert!(learner_card(db, &mia, card("light", "oxygen")).is_none(), "and are not asked what is gone");
        assert_eq!(world.read(|tx| explanation(tx, "light")).unwrap().entry.cards, 2);
        put(&site, vec![file("light", ITEMS)]);
        let back = learner_card(db, &mia, card("light", "oxygen")).expect("what comes back");
        assert_eq!(back.folded.state.reps, 1, "is known as before");
    }

    fn what_is_no_longer_shipped_goes_to_the_bin_and_comes_back_with_its_memory(db: &TestDb) {
        let world = World::new(db);
        let (mia, site) = (world.learner("mia"), Site::over(db));
        put(&site, vec![file("light", ITEMS), file("dark", ITEMS)]);
        mia.write(|tx, call| enrol(tx, call, deck("dark"))).unwrap();
        mia.answer_good(card("dark", "water"));
        assert_eq!(put(&site, vec![file("light", ITEMS)]).binned, 1);
        assert_eq!(world.read(|tx| explanation(tx, "dark")).err(), Some(Error::NotFound { what: "explanation" }));
        assert!(learner_card(db, &mia, card("dark", "water")).is_none());
        put(&site, vec![file("light", ITEMS), file("dark", ITEMS)]);
        assert_eq!(world.read(|tx| explanation(tx, "dark")).unwrap().entry.cards, 2);
        assert_eq!(learner_card(db, &mia, card("dark", "water")).unwrap().folded.state.reps, 1);
    }

    fn enrolling_gives_the_cards_and_leaving_takes_them_but_not_the_log(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben, site) = (world.learner("mia"), world.learner("ben"), Site::over(db));
        put(&site, vec![file("light", ITEMS)]);
        for _ in 0..2 {
            mia.write(|tx, call| enrol(tx, call, deck("light"))).unwrap();
        }
        mia.answer_good(card("light", "water"));
        assert!(learner_card(db, &ben, card("light", "water")).is_none());
        mia.write(|tx, call| unenrol(tx, call, deck("light"))).unwrap();
        assert!(learner_card(db, &mia, card("light", "water")).is_none());
        mia.write(|tx, call| enrol(tx, call, deck("light"))).unwrap();
        assert_eq!(learner_card(db, &mia, card("light", "water")).unwrap().folded.state.reps, 1);
        let own = mia.deck("Mine");
        let studied = mia.read(|tx, call| decks::list_studied(tx, &call.actor)).unwrap();
        assert_eq!(studied.iter().map(|d| d.id).collect::<Vec<_>>(), [own, deck("light")], "one's own first");
        let refused = ben.write(move |tx, call| enrol(tx, call, own));
        assert_eq!(refused, Err(Error::NotFound { what: "deck" }));
        let not_in_the_library = mia.write(move |tx, call| enrol(tx, call, own));
        assert_eq!(not_in_the_library, Err(Error::NotFound { what: "deck" }));
    }

    fn what_a_guest_tried_is_kept_once_and_only_of_the_library(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben, site) = (world.learner("mia"), world.learner("ben"), Site::over(db));
        put(&site, vec![file("light", ITEMS)]);
        let (mias_deck, bens_deck) = (mia.deck("Mine"), ben.deck("His"));
        let (own, foreign) = (mia.card(mias_deck, "own", "x"), ben.card(bens_deck, "foreign", "x"));
        let events = vec![
            tried(&mia, own),
            tried(&mia, card("light", "water")),
            tried(&mia, foreign),
            tried(&mia, Uuid::from_u128(77)),
        ];
        let keep = |events: &[NewEvent]| {
            let events = events.to_vec();
            mia.write(move |tx, call| keep_tried(tx, call, &events)).unwrap().into_iter().map(|o| o.status).collect::<Vec<_>>()
        };
        use Status::{Duplicate, Refused, Stored};
        assert_eq!(keep(&events), [Refused, Stored, Refused, Refused]);
        let kept = learner_card(db, &mia, card("light", "water")).unwrap();
        assert_eq!(kept.folded.state.reps, 1);
        assert!(learner_card(db, &mia, card("light", "oxygen")).is_some(), "the whole deck is studied now");
        assert_eq!(learner_card(db, &mia, own).unwrap().folded.state.reps, 0);
        mia.write(|tx, call| unenrol(tx, call, deck("light"))).unwrap();
        assert_eq!(keep(&events), [Refused, Duplicate, Refused, Refused]);
        assert!(learner_card(db, &mia, card("light", "water")).is_none(), "sending it again does not enrol again");
    }

    fn reading_places_are_ones_own(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben, site) = (world.learner("mia"), world.learner("ben"), Site::over(db));
        put(&site, vec![file("light", ITEMS)]);
        mia.write(|tx, call| save_place(tx, call, source_of("light"), "first", 0.4)).unwrap();
        mia.write(|tx, call| save_place(tx, call, source_of("light"), "first", 0.6)).unwrap();
        let begun = mia.read(|tx, call| statistics::reading(tx, call.actor.learner, 3)).unwrap();
        assert_eq!(begun.iter().map(|p| (p.key.as_deref(), p.share)).collect::<Vec<_>>(), [(Some("light"), 0.6)]);
        assert_eq!(ben.read(|tx, call| place(tx, &call.actor, source_of("light"))), Ok(None));
        let gone = mia.write(|tx, call| save_place(tx, call, Uuid::from_u128(5), "first", 0.6));
        assert!(matches!(gone, Err(Error::NotFound { .. })));
        mia.write(|tx, call| save_place(tx, call, source_of("light"), "first", 1.0)).unwrap();
        assert!(mia.read(|tx, call| statistics::reading(tx, call.actor.learner, 3)).unwrap().is_empty(), "read to the end");
    }
}
