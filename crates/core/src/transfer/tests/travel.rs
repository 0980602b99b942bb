//! Items made here go out as an Anki package and come back: the same items with the same past.

use super::desk::{Desk, report};
use crate::decks::{self, NewDeck};
use crate::items::{self, NewItem};
use crate::on_both;
use crate::reviews::{self, Mode, NewEvent};
use crate::transfer::Counts;
use crate::transfer::export::{ExportFormat, export_deck};
use formats::anki::testing::changed_package;
use formats::item::{ChoiceOption, Content, Directions, Field, Slot, card_id};
use memory::Rating;
use std::path::PathBuf;
use uuid::Uuid;

const DAY: i64 = 86_400_000;

/// Two items of one's own, the first of them answered on two days.
struct Made {
    desk: Desk,
    deck: Uuid,
    dog: Uuid,
    choice: Uuid,
}

impl Made {
    fn new(db: &crate::db::testing::TestDb) -> Made {
        let desk = Desk::new(db);
        let call = desk.studium.call(&desk.actor);
        let basic = Content::Basic {
            front: Field::markdown("der **Hund**"),
            back: Field::markdown("the dog"),
            directions: Directions::Both,
            typed: true,
            extra: None,
        };
        let option =
            |text: &str, right| ChoiceOption { text: Field::markdown(text), right, feedback: None, score: None };
        let choice = Content::Choice {
            prompt: Field::markdown("Which is *even*?"),
            options: vec![option("1", false), option("2", true)],
            many: false,
            explanation: None,
            more: None,
        };
        let (deck, dog, choice) = desk.write(move |tx| {
            let space = call.actor.space();
            let mut ids = call.ids();
            let deck = decks::ensure_path(tx, &mut ids, space, &["German".into()], &NewDeck::default(), call.now)?;
            let dog = items::create(tx, &call, space, &NewItem::new(deck, basic.clone()))?;
            let other = crate::Call { seed: call.seed.wrapping_add(1), ..call.clone() };
            let choice = items::create(tx, &other, space, &NewItem::new(deck, choice.clone()))?;
            Ok((deck, dog, choice))
        });
        let made = Made { desk, deck, dog, choice };
        for day in 0..2 {
            made.desk.clock.advance_ms(day * DAY + 1_000);
            made.answer();
        }
        made
    }

    fn card(&self) -> Uuid {
        card_id(self.dog, &Slot::front())
    }

    fn answer(&self) {
        let call = self.desk.studium.call(&self.desk.actor);
        let event = NewEvent::answer(call.ids().next_id(), self.card(), Rating::Good, call.now, Mode::Flashcard);
        let outcomes = self.desk.write(move |tx| reviews::record(tx, &call, std::slice::from_ref(&event)));
        assert_eq!(outcomes[0].reason, None);
    }

    fn export(&self) -> PathBuf {
        let (target, scratch) = (self.desk.folder.path().join("out.apkg"), self.desk.folder.path());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let written =
            export_deck(&self.desk.studium, &self.desk.actor, self.deck, ExportFormat::Apkg, &target, scratch);
        runtime.block_on(written).unwrap();
        target
    }

    fn content(&self, id: Uuid) -> Content {
        let actor = self.desk.actor.clone();
        self.desk.read(move |tx| items::get(tx, &actor, id)).content
    }
}

on_both! {
    fn what_comes_back_unchanged_changes_nothing(db: &TestDb) {
        let made = Made::new(db);
        let before = (made.desk.card(made.card()), made.content(made.dog), made.desk.count("events"));
        let package = made.export();
        made.desk.clock.advance_ms(DAY);
        let report = report(&made.desk.import(&package));
        assert_eq!(report.counts, Counts::default(), "{report:?}");
        assert_eq!((made.desk.card(made.card()), made.content(made.dog), made.desk.count("events")), before);
        assert_eq!(made.desk.count("items"), 2);
    }

    fn what_anki_changed_comes_back_as_the_same_item(db: &TestDb) {
        let made = Made::new(db);
        let package = made.export();
        // a later edit of the text, and an answer given there
        let changed = changed_package(
            &std::fs::read(&package).unwrap(),
            "UPDATE notes SET mod = mod + 1000000, flds = replace(flds, 'the dog', 'the hound')
             WHERE flds LIKE '%the dog%';
             INSERT INTO revlog SELECT max(id) + 86400000, cid, -1, 3, 9, 3, 2500, 900, 1 FROM revlog GROUP BY cid;",
        );
        std::fs::write(&package, changed).unwrap();
        let report = report(&made.desk.import(&package));
        assert_eq!((report.counts.items, report.counts.updated, report.counts.reviews), (0, 1, 1), "{report:?}");
        let Content::Basic { back, typed: true, directions: Directions::Both, .. } = made.content(made.dog) else {
            panic!("another kind")
        };
        assert_eq!(back.text, "the hound");
        assert_eq!(made.desk.card(made.card()).map(|c| c.folded.state.reps), Some(3));
        assert!(matches!(made.content(made.choice), Content::Choice { .. }));
    }
}
