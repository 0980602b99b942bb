use super::{EventKind, Mode, NewEvent, Status, correct_clock, history};
use crate::items::{self, NewItem};
use crate::on_both;
use crate::study;
use crate::study::settings::{Preset, PresetScope, put_preset};
use crate::testing::{Person, World, basic};
use formats::item::{ChoiceOption, Content, Directions, Field, Slot, card_id};
use memory::{Millis, Phase, Rating};

on_both! {
    fn sending_an_answer_twice_is_one_event(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        let event = NewEvent::answer(world.id(), card, memory::Rating::Good, world.now(), Mode::Flashcard);
        assert_eq!(mia.record(vec![event.clone()])[0].status, Status::Stored);
        let again = mia.record(vec![event.clone()]);
        assert_eq!(again[0].status, Status::Duplicate);
        assert_eq!(again[0].memory.map(|m| m.folded.state.reps), Some(1));
        let other = NewEvent { rating: Some(1), ..event };
        assert_eq!(mia.record(vec![other])[0].status, Status::Conflict);
    }

    fn retracting_an_answer_restores_the_card_and_the_day(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        let answer = mia.answer_good(card);
        world.later_minutes(1);
        let retract = NewEvent::retract(world.id(), card, answer, world.now());
        assert_eq!(mia.record(vec![retract])[0].memory.map(|m| m.folded.state.phase), Some(Phase::New));
        let learner = mia.actor.learner;
        let answers: Option<i64> = world
            .read(move |tx| tx.scalar("SELECT SUM(answers) AS n FROM daily_totals WHERE learner = ?1", crate::params![learner]))
            .expect("totals");
        assert_eq!(answers, Some(0));
        let found = world.read(move |tx| study::cards::find(tx, learner, card)).expect("reads").expect("the card is there");
        assert_eq!(found.folded.state, memory::CardState::default());
    }

    fn a_right_choice_counts_less_than_a_recall_and_an_outcome_stands_for_a_rating(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let [recalled, chosen, wrong] = ["ATP?", "DNA?", "RNA?"].map(|front| mia.card(deck, front, "…"));
        let bare = |card| NewEvent::bare(world.id(), card, EventKind::Answer, world.now(), Mode::Quiz);
        let right = |card| NewEvent { outcome: Some(1), ..bare(card) };
        let outcomes = mia.record(vec![
            right(recalled),
            NewEvent { choices: Some(4), format: Some("choice".into()), ..right(chosen) },
            NewEvent { outcome: Some(0), ..bare(wrong) },
        ]);
        let stability = |place: usize| {
            let folded = outcomes[place].memory.expect("stored").folded;
            folded.state.memory.expect("answered").stability.get()
        };
        let params = memory::Parameters::default();
        let plain = |rating| memory::next_memory(&params, None, 0, rating).stability.get();
        assert_eq!((stability(0), stability(2)), (plain(Rating::Good), plain(Rating::Again)));
        assert!(stability(2) < stability(1) && stability(1) < stability(0));
    }

    fn the_promise_shown_for_options_is_the_one_kept(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let option = |text: &str, right| ChoiceOption { text: Field::markdown(text), right, feedback: None, score: None };
        let options = vec![option("ATP", true), option("DNA", false), option("RNA", false), option("ADP", true)];
        let choice = |many| Content::Choice { prompt: Field::markdown("?"), options: options.clone(), many, explanation: None, more: None };
        let truth = Content::TrueFalse { statement: Field::markdown("ATP is energy."), truth: true, explanation: None, more: None };
        let mut stabilities = Vec::new();
        for (content, format) in [(choice(true), "choices"), (choice(false), "choice"), (truth, "choice")] {
            let card = card_id(mia.item(deck, content), &Slot::whole());
            let mut stability = 0.0;
            for round in 0..3 {
                let shown = waiting_card(&mia, card);
                let promise = shown.promises[2];
                let event = NewEvent {
                    // the page says how it asked, not among how many
                    format: Some(format.into()),
                    outcome: Some(1),
                    promised_s: Some(promise.promised_s),
                    after: shown.card.folded.head.map(|id| uuid::Uuid::from_u128(id.0)),
                    ..NewEvent::answer(world.id(), card, Rating::Good, world.now(), Mode::Flashcard)
                };
                let kept = mia.record(vec![event])[0].memory.expect("stored").folded;
                assert_eq!((kept.state, kept.due), (promise.state, Some(promise.due)), "{format}, round {round}");
                if let (0, Some(then)) = (round, shown.then[2]) {
                    world.later_minutes(10);
                    let next = waiting_card(&mia, card).promises;
                    assert_eq!(next.map(|p| p.promised_s), then.map(|p| p.promised_s), "what comes back within the session, too");
                }
                stability = kept.state.memory.expect("answered").stability.get();
                world.later_days(3);
            }
            stabilities.push(stability);
        }
        assert!(stabilities.is_sorted_by(|a, b| a > b), "the easier the guess, the less it tells: {stabilities:?}");
        let plain = mia.card(deck, "ATP?", "energy");
        let shown = waiting_card(&mia, plain).promises.map(|promise| promise.state.memory);
        let published = memory::Parameters::default();
        let fsrs = Rating::ALL.map(|rating| Some(memory::next_memory(&published, None, 0, rating)));
        assert_eq!(shown, fsrs, "a plain rating is FSRS to the bit");
    }

    fn how_many_options_there_were_is_stored_though_the_program_left_it_out(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Biology");
        let truth = Content::TrueFalse { statement: Field::markdown("?"), truth: true, explanation: None, more: None };
        let (asked, plain) = (card_id(mia.item(deck, truth), &Slot::whole()), mia.card(deck, "ATP?", "energy"));
        let answer = |card, format: Option<&str>, choices| NewEvent {
            format: format.map(Into::into),
            choices,
            ..NewEvent::answer(world.id(), card, Rating::Good, world.now(), Mode::Flashcard)
        };
        mia.record(vec![
            answer(asked, Some("choice"), None),
            answer(asked, Some("choice"), Some(3)),
            answer(asked, None, None),
            answer(asked, Some("typed"), None),
            answer(plain, Some("choice"), None),
        ]);
        let choices = |card| {
            let rows = mia.read(move |tx, call| history(tx, &call.actor, card)).expect("a history");
            rows.iter().map(|row| (row.event.format.clone(), row.event.choices)).collect::<std::collections::HashSet<_>>()
        };
        let word = |format: &str| Some(format.to_owned());
        let wanted = [(word("choice"), Some(2)), (word("choice"), Some(3)), (None, None), (word("typed"), None)];
        assert_eq!(choices(asked), wanted.into());
        assert_eq!(choices(plain), [(word("choice"), None)].into(), "an item without options cannot say");
    }

    fn a_card_of_somebody_else_is_refused(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        let event = NewEvent::answer(world.id(), card, memory::Rating::Good, world.now(), Mode::Flashcard);
        let outcome = &tom.record(vec![event])[0];
        assert_eq!((outcome.status, outcome.reason), (Status::Refused, Some("card-unknown")));
    }
}

// `STUDIUM_ORDERS=1000` gives as many orders of arrival as the figures ask for.
on_both! {
    fn a_late_answer_is_placed_where_it_happened(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let lineage = world.id();
        let card = shared_card(&mia, lineage);
        assert_eq!(shared_card(&tom, lineage), card);
        let start = world.now().0;
        let answers: Vec<NewEvent> = [(0, Rating::Good), (11, Rating::Good), (3 * 24 * 60, Rating::Again)]
            .map(|(minutes, rating)| {
                NewEvent { promised_s: Some(600), ..NewEvent::answer(world.id(), card, rating, Millis(start + minutes * 60_000), Mode::Flashcard) }
            })
            .to_vec();
        world.later_days(4);
        mia.record(answers.clone());
        tom.record(vec![answers[0].clone(), answers[2].clone()]);
        tom.record(vec![answers[1].clone()]);
        assert_eq!(everything(&tom, &[card]), everything(&mia, &[card]));
    }

    fn a_clock_that_is_off_shifts_an_upload_and_a_small_difference_does_not(db: &TestDb) {
        let world = World::new(db);
        let card = shared_card(&world.learner("mia"), world.id());
        let now = world.now();
        let at = |minutes: i64| Millis(now.0 + minutes * 60_000);
        let mut events = vec![NewEvent::answer(world.id(), card, Rating::Good, at(-70), Mode::Flashcard)];
        assert_eq!(correct_clock(&mut events, at(-4), now), 0);
        assert_eq!(events[0].at, at(-70));
        assert_eq!(correct_clock(&mut events, at(-60), now), 3_600_000);
        assert_eq!((events[0].at, events[0].sent_at), (at(-10), Some(at(-60))));
    }

    fn the_future_and_kinds_that_clients_may_not_send_are_refused(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = shared_card(&mia, world.id());
        let later = Millis(world.now().0 + 6 * 60_000);
        let reasons: Vec<_> = mia
            .record(vec![
                NewEvent::answer(world.id(), card, Rating::Good, later, Mode::Flashcard),
                NewEvent::bare(world.id(), card, EventKind::Seed, world.now(), Mode::Flashcard),
                NewEvent::bare(world.id(), card, EventKind::Answer, world.now(), Mode::Flashcard),
                NewEvent::bare(world.id(), card, EventKind::Reschedule, world.now(), Mode::Flashcard),
                NewEvent::answer(uuid::Uuid::nil(), card, Rating::Good, world.now(), Mode::Flashcard),
            ])
            .into_iter()
            .map(|o| o.reason)
            .collect();
        assert_eq!(
            reasons,
            [Some("time-wrong"), Some("kind-not-for-clients"), Some("rating-wrong"), Some("due-missing"), Some("id-wrong")]
        );
        assert!(mia.read(move |tx, call| history(tx, &call.actor, card)).expect("reads").is_empty());
    }

    fn forgetting_begins_anew_and_rescheduling_moves_the_day_without_counting_an_answer(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = shared_card(&mia, world.id());
        mia.answer(card, Rating::Easy);
        let answers = answers_counted(&mia);
        let day = mia.call().today().plus(3);
        world.later_minutes(1);
        let moved = NewEvent { due_day: Some(day), ..NewEvent::bare(world.id(), card, EventKind::Reschedule, world.now(), Mode::Flashcard) };
        let memory = mia.record(vec![moved])[0].memory.expect("stored");
        assert_eq!(memory.folded.due.and_then(|d| d.day), Some(day));
        assert_eq!(memory.folded.state.reps, 1);
        world.later_minutes(1);
        let forget = NewEvent::bare(world.id(), card, EventKind::Forget, world.now(), Mode::Flashcard);
        let memory = mia.record(vec![forget])[0].memory.expect("stored");
        assert_eq!((memory.folded.state, memory.folded.due), (memory::CardState::default(), None));
        assert_eq!(answers_counted(&mia), answers, "neither is an answer");
    }

    fn the_promise_that_was_shown_is_kept_and_one_from_a_stale_head_is_not(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = shared_card(&mia, world.id());
        let shown = |mia: &Person| {
            let cards = mia
                .read(move |tx, call| study::queue(tx, call, &study::Scope::Cards(vec![card]), 1, &study::Loads::default()))
                .expect("a queue");
            cards.into_iter().next().expect("the card")
        };
        let first = shown(&mia);
        let promise = first.promises[3];
        let easy = NewEvent { promised_s: Some(promise.promised_s), ..NewEvent::answer(world.id(), card, Rating::Easy, world.now(), Mode::Flashcard) };
        let memory = mia.record(vec![easy.clone()])[0].memory.expect("stored");
        assert_eq!((memory.folded.state, memory.folded.due), (promise.state, Some(promise.due)));
        world.later_days(3);
        let stale = NewEvent { promised_s: Some(999 * 86_400), after: None, ..NewEvent::answer(world.id(), card, Rating::Good, world.now(), Mode::Flashcard) };
        let memory = mia.record(vec![stale])[0].memory.expect("stored");
        let days = memory.folded.due.and_then(|d| d.day).map(|d| d.days_since(mia.call().today()));
        assert!(days.is_some_and(|d| d < 900), "due in {days:?} days");
    }

    fn a_card_that_keeps_slipping_is_marked_and_paused_and_undo_takes_the_mark_away(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = shared_card(&mia, world.id());
        let preset = Preset { leech_threshold: Some(2), leech_suspends: Some(true), ..Preset::default() };
        mia.write(move |tx, call| put_preset(tx, call.actor.learner, PresetScope::All, &preset)).expect("settings");
        let mut last = mia.answer(card, Rating::Easy);
        for _ in 0..2 {
            world.later_days(20);
            last = mia.answer(card, Rating::Again);
            if stored(&mia, card).leech {
                break;
            }
            world.later_minutes(11);
            mia.answer(card, Rating::Easy);
        }
        let slipping = stored(&mia, card);
        assert_eq!((slipping.folded.state.lapses, slipping.leech, slipping.suspended), (2, true, true));
        world.later_minutes(1);
        mia.record(vec![NewEvent::retract(world.id(), card, last, world.now())]);
        let undone = stored(&mia, card);
        assert_eq!((undone.folded.state.lapses, undone.leech), (1, false));
    }

    fn any_order_of_arrival_gives_the_same_state_due_dates_and_totals(db: &TestDb) {
        let orders: usize = std::env::var("STUDIUM_ORDERS").ok().and_then(|n| n.parse().ok()).unwrap_or(25);
        let world = World::new(db);
        let lineages = [world.id(), world.id(), world.id()];
        let first = world.learner("in-order");
        let cards = lineages.map(|lineage| shared_card(&first, lineage));
        let events = a_history(&world, &cards);
        world.later_days(400);
        for event in &events {
            first.record(vec![event.clone()]);
        }
        let wanted = everything(&first, &cards);
        assert!(wanted.1.len() > 5 && wanted.0.iter().all(|folded| folded.head.is_some()), "the history says something");
        let mut random = Random(0x5EED);
        for order in 0..orders {
            let learner = world.learner(&format!("order {order}"));
            for lineage in lineages {
                shared_card(&learner, lineage);
            }
            let mut shuffled = events.clone();
            for _ in 0..events.len() / 4 {
                shuffled.push(events[random.below(events.len())].clone());
            }
            for n in (1..shuffled.len()).rev() {
                shuffled.swap(n, random.below(n + 1));
            }
            let mut rest = shuffled.as_slice();
            while !rest.is_empty() {
                let (chunk, after) = rest.split_at((1 + random.below(7)).min(rest.len()));
                learner.record(chunk.to_vec());
                rest = after;
            }
            assert_eq!(everything(&learner, &cards), wanted, "order {order}");
        }
    }
}

fn waiting_card(person: &Person, card: uuid::Uuid) -> study::QueueCard {
    let scope = study::Scope::Cards(vec![card]);
    let cards = person.read(move |tx, call| study::queue(tx, call, &scope, 1, &study::Loads::default()));
    cards.expect("a queue").pop().expect("the card")
}

/// A card of one lineage, so that several learners have the same card.
fn shared_card(person: &Person, lineage: uuid::Uuid) -> uuid::Uuid {
    let deck = person.deck(&format!("Deck {lineage}"));
    let new =
        NewItem { lineage: Some(lineage), ..NewItem::new(deck, basic("question", "answer", Directions::Forward)) };
    person.write(move |tx, call| items::create(tx, call, call.actor.space(), &new)).expect("an item");
    card_id(lineage, &Slot::front())
}

fn stored(person: &Person, card: uuid::Uuid) -> study::cards::LearnerCard {
    let found = person.read(move |tx, call| study::cards::find(tx, call.actor.learner, card));
    found.expect("reads").expect("the card is there")
}

fn answers_counted(person: &Person) -> i64 {
    let count = person.read(|tx, call| {
        tx.scalar::<Option<i64>>(
            "SELECT SUM(answers) AS n FROM daily_totals WHERE learner = ?1",
            crate::params![call.actor.learner],
        )
    });
    count.expect("totals").flatten().unwrap_or(0)
}

/// Where the cards stand, and the totals of the days that are not zero: (day, answers, passed, new, reviews, passed, ms).
fn everything(person: &Person, cards: &[uuid::Uuid]) -> (Vec<memory::Folded>, Vec<[i64; 7]>) {
    let totals = person.read(|tx, call| {
        tx.rows(
            "SELECT study_day, SUM(answers) AS a, SUM(passed) AS p, SUM(new_cards) AS n, SUM(review_answers) AS r,
               SUM(review_passed) AS rp, SUM(duration_ms) AS ms FROM daily_totals WHERE learner = ?1
             GROUP BY study_day HAVING SUM(answers) > 0 ORDER BY study_day",
            crate::params![call.actor.learner],
            |row| {
                Ok([
                    row.get("study_day")?,
                    row.get("a")?,
                    row.get("p")?,
                    row.get("n")?,
                    row.get("r")?,
                    row.get("rp")?,
                    row.get("ms")?,
                ])
            },
        )
    });
    (cards.iter().map(|card| stored(person, *card).folded).collect(), totals.expect("totals"))
}

/// Months of answers to each card: promises kept and broken, answers taken back, a new start, a moved day.
fn a_history(world: &World, cards: &[uuid::Uuid]) -> Vec<NewEvent> {
    let mut random = Random(7);
    let mut events = Vec::new();
    for card in cards {
        let mut at = world.now().0;
        let mut head = None;
        for n in 0..12 {
            at += [60_000, 11 * 60_000, 86_400_000, 9 * 86_400_000][random.below(4)] + random.below(1000) as i64;
            let id = world.id();
            let rating = Rating::ALL[random.below(4)];
            let promised = [600, 86_400, 5 * 86_400][random.below(3)];
            events.push(match n {
                6 => NewEvent::bare(id, *card, EventKind::Forget, Millis(at), Mode::Flashcard),
                9 => NewEvent {
                    due_day: Some(memory::StudyDay(20_700)),
                    ..NewEvent::bare(id, *card, EventKind::Reschedule, Millis(at), Mode::Flashcard)
                },
                _ => NewEvent {
                    promised_s: Some(promised),
                    after: if random.below(3) == 0 { None } else { head },
                    duration_ms: Some(random.below(20_000) as i64),
                    ..NewEvent::answer(id, *card, rating, Millis(at), Mode::Flashcard)
                },
            });
            if random.below(4) == 0 {
                events.push(NewEvent::retract(world.id(), *card, id, Millis(at + 1)));
            } else {
                head = Some(id);
            }
        }
    }
    events
}

/// SplitMix64: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as usize % n
    }
}
