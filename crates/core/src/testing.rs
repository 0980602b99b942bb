//! A world for tests: learners with verbs, a clock moved by hand, over either database.

use crate::call::{Actor, Call, LearnerId, Preferences};
use crate::db::{Db, Tx, params};
use crate::decks::{self, NewDeck};
use crate::error::Result;
use crate::items::{self, NewItem};
use crate::reviews::{self, Mode, NewEvent, Outcome};
use crate::spaces;
use crate::study::tally;
use formats::item::{Content, Directions, Field, Slot, card_id};
use memory::{Millis, Parameters, Rating};
use std::cell::Cell;
use std::sync::Arc;
use uuid::Uuid;

/// Noon in Berlin on 2 March 2026: far from any roll-over.
pub const NOON: Millis = Millis(1_772_449_200_000);

/// Learners over one database, at one time.
pub struct World<'a> {
    pub db: &'a Db,
    now: Cell<Millis>,
    seed: Cell<u64>,
}

/// One learner of the world.
pub struct Person<'a> {
    pub world: &'a World<'a>,
    pub actor: Actor,
}

impl<'a> World<'a> {
    pub fn new(db: &'a Db) -> World<'a> {
        let world = World { db, now: Cell::new(NOON), seed: Cell::new(1) };
        world.write(|tx| spaces::ensure_library(tx, NOON)).expect("the library's space");
        world
    }

    pub fn now(&self) -> Millis {
        self.now.get()
    }

    pub fn later_minutes(&self, minutes: i64) {
        self.now.set(Millis(self.now.get().0 + minutes * 60_000));
    }

    pub fn later_days(&self, days: i64) {
        self.later_minutes(days * 24 * 60);
    }

    /// A new learner with a personal space, in Berlin, whose day begins at 4.
    pub fn learner(&'a self, name: &str) -> Person<'a> {
        let learner = LearnerId(self.id());
        let owned = name.to_string();
        self.write(move |tx| spaces::create_personal(tx, learner, &owned, NOON)).expect("a personal space");
        let actor = Actor {
            learner,
            name: name.to_string(),
            admin: false,
            demo: false,
            preferences: Arc::new(Preferences::default()),
        };
        Person { world: self, actor }
    }

    pub fn read<T: Send + 'static>(&self, f: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.read_blocking(f)
    }

    pub fn write<T: Send + 'static>(&self, f: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.write_blocking(f)
    }

    /// A fresh id, as a client would make it.
    pub fn id(&self) -> Uuid {
        crate::Ids::new(self.now(), self.next_seed()).next_id()
    }

    fn next_seed(&self) -> u64 {
        self.seed.set(self.seed.get() + 1);
        self.seed.get()
    }
}

impl Person<'_> {
    pub fn call(&self) -> Call {
        Call { actor: self.actor.clone(), now: self.world.now(), seed: self.world.next_seed() }
    }

    pub fn read<T: Send + 'static>(&self, f: impl Fn(&mut Tx, &Call) -> Result<T> + Send + 'static) -> Result<T> {
        let call = self.call();
        self.world.read(move |tx| f(tx, &call))
    }

    pub fn write<T: Send + 'static>(&self, f: impl Fn(&mut Tx, &Call) -> Result<T> + Send + 'static) -> Result<T> {
        let call = self.call();
        self.world.write(move |tx| f(tx, &call))
    }

    pub fn deck(&self, name: &str) -> Uuid {
        self.deck_in(name, None)
    }

    pub fn deck_in(&self, name: &str, parent: Option<Uuid>) -> Uuid {
        let new = NewDeck { name: name.to_string(), parent, ..NewDeck::default() };
        self.write(move |tx, call| decks::create(tx, call, call.actor.space(), &new)).expect("a deck")
    }

    pub fn item(&self, deck: Uuid, content: Content) -> Uuid {
        let new = NewItem::new(deck, content);
        self.write(move |tx, call| items::create(tx, call, call.actor.space(), &new)).expect("an item")
    }

    /// A basic item; its card.
    pub fn card(&self, deck: Uuid, front: &str, back: &str) -> Uuid {
        card_id(self.item(deck, basic(front, back, Directions::Forward)), &Slot::front())
    }

    pub fn record(&self, events: Vec<NewEvent>) -> Vec<Outcome> {
        self.write(move |tx, call| reviews::record(tx, call, &events)).expect("recording")
    }

    /// Answers a card now, as the page does without a promise; the event's id.
    pub fn answer(&self, card: Uuid, rating: Rating) -> Uuid {
        let id = self.world.id();
        let event = NewEvent::answer(id, card, rating, self.world.now(), Mode::Flashcard);
        let outcomes = self.record(vec![event]);
        assert_eq!(outcomes[0].reason, None, "the answer was taken");
        id
    }

    pub fn answer_again(&self, card: Uuid) -> Uuid {
        self.answer(card, Rating::Again)
    }

    pub fn answer_good(&self, card: Uuid) -> Uuid {
        self.answer(card, Rating::Good)
    }
}

/// After each test the counts of cards are those of their rows.
impl Drop for World<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(uncounted(self.db), 0, "the counts of cards are those of their rows");
        }
    }
}

/// How many counts of cards differ from the cards' rows, over all learners.
pub fn uncounted(db: &Db) -> u64 {
    let count = db.read_blocking(|tx| {
        let learners: Vec<LearnerId> = tx.rows(
            "SELECT learner FROM learner_cards UNION SELECT learner FROM card_counts ORDER BY learner",
            params![],
            |row| row.get("learner"),
        )?;
        learners.into_iter().map(|learner| tally::check(tx, learner, false)).sum()
    });
    count.expect("a count")
}

/// A basic item's content.
pub fn basic(front: &str, back: &str, directions: Directions) -> Content {
    Content::Basic { front: Field::markdown(front), back: Field::markdown(back), directions, typed: false, extra: None }
}

/// Months of plain answers to these cards by somebody whose memory has the parameters `truth`, in the order in which they
/// were given, the last about a day before `end`; ids as a client would make them. Simulated ([`memory::worlds`]).
pub fn answers_over(truth: &Parameters, cards: &[Uuid], days: i32, end: Millis) -> Vec<NewEvent> {
    const DAY_MS: i64 = 86_400_000;
    let begin = (end.0 / DAY_MS - i64::from(days) - 1) * DAY_MS + DAY_MS / 2;
    let log = memory::worlds::forgetting::log(truth, u32::try_from(cards.len()).expect("few cards"), days, 1);
    let mut events = Vec::new();
    for (card, answers) in cards.iter().zip(log) {
        for answer in answers {
            let memory::Event::Answer { evidence, .. } = answer else { continue };
            let at = Millis(begin + evidence.at.0);
            let id = crate::Ids::new(at, events.len() as u64).next_id();
            events.push(NewEvent::answer(id, *card, evidence.rating, at, Mode::Flashcard));
        }
    }
    events.sort_by_key(|event| (event.at, event.id));
    events
}

/// Parameters of somebody who forgets faster than most, and learns less from a success.
pub fn forgetful() -> Parameters {
    let mut numbers = *Parameters::default().values();
    for first in &mut numbers[..4] {
        *first *= 0.3;
    }
    numbers[8] -= 1.2;
    numbers[20] = 0.35;
    Parameters::new(&numbers).expect("within their ranges")
}
