use super::cue::cue;
use super::distractors::{Answer, Pool, is_wrong};
use super::numbers::Written;
use super::ops::asks_confidence;
use super::{Format, Goal, MOST_MINUTES, MOST_RIGHT, Over, Practised, format_for, round};
use crate::courses::{self, NewCourse};
use crate::decks::{self, NewDeck};
use crate::error::Error;
use crate::on_both;
use crate::reviews::{Mode, NewEvent};
use crate::study::{Loads, Marks, mark};
use crate::testing::{Person, World, basic};
use formats::item::{ChoiceOption, Content, Directions, Field, Kind, Slot, card_id};
use grading::{Key, Language, NumericAnswer};
use memory::{Phase, Rating};
use std::collections::HashSet;
use uuid::Uuid;

#[test]
fn the_format_follows_the_memory() {
    use Format::{Choice, Cued, Free};
    let table = [
        // recall, stability, phase, kind, format
        (None, None, Phase::New, Kind::Basic, Choice),
        (Some(1.0), Some(0.2), Phase::Learning, Kind::Basic, Choice),
        (Some(1.0), Some(2.3), Phase::Learning, Kind::Basic, Cued),
        (Some(1.0), Some(0.9), Phase::Relearning, Kind::Cloze, Choice),
        (Some(1.0), Some(4.0), Phase::Relearning, Kind::Cloze, Cued),
        (Some(0.30), Some(10.0), Phase::Review, Kind::Short, Choice),
        (Some(0.59), Some(10.0), Phase::Review, Kind::Anki, Choice),
        (Some(0.60), Some(10.0), Phase::Review, Kind::Anki, Cued),
        (Some(0.79), Some(100.0), Phase::Review, Kind::Basic, Cued),
        (Some(0.80), Some(100.0), Phase::Review, Kind::Basic, Free),
        (Some(0.99), Some(1.9), Phase::Review, Kind::Basic, Cued),
        (Some(0.99), Some(2.0), Phase::Review, Kind::Basic, Free),
        (None, None, Phase::New, Kind::Choice, Free),
        (None, None, Phase::New, Kind::TrueFalse, Free),
        (Some(0.1), Some(1.0), Phase::Review, Kind::List, Free),
        (None, None, Phase::New, Kind::Numeric, Choice),
        (None, None, Phase::New, Kind::Match, Free),
        (None, None, Phase::New, Kind::Worked, Free),
    ];
    for (recall, stability, phase, kind, format) in table {
        assert_eq!(format_for(recall, stability, phase, kind), format, "{recall:?} {stability:?} {phase:?} {kind:?}");
    }
}

#[test]
fn first_letters_help_and_do_not_tell_all() {
    for (answer, wanted) in [
        ("mitochondrion", Some("mi…")),
        ("Zürich", Some("Z…")),
        ("spinal cord", Some("s… c…")),
        ("vitamin C", Some("v… C")),
        ("A", None),
        ("42 km", None),
        ("", None),
    ] {
        assert_eq!(cue(answer).as_deref(), wanted, "{answer}");
    }
}

#[test]
fn confidence_is_asked_once_in_each_five_and_not_always_at_the_same_place() {
    for seed in 0..50 {
        let asked: Vec<usize> = (0..50).filter(|place| asks_confidence(*place, seed)).collect();
        assert!((0..10).all(|block| asked.iter().filter(|place| **place / 5 == block).count() == 1), "{asked:?}");
    }
    let firsts: HashSet<usize> =
        (0..50).filter_map(|seed| (0..5).find(|place| asks_confidence(*place, seed))).collect();
    assert_eq!(firsts.len(), 5);
}

fn answers(pairs: &[(&str, &str)]) -> Vec<Answer> {
    let one = |(n, (question, text)): (usize, &(&str, &str))| Answer {
        item: Uuid::from_u128(n as u128 + 1),
        question: (*question).into(),
        text: (*text).into(),
        accepted: vec![(*text).into()],
        same_deck: true,
        ..Answer::default()
    };
    pairs.iter().enumerate().map(one).collect()
}

/// The wrong answers beside the first of the pairs.
fn beside_first(pairs: &[(&str, &str)]) -> HashSet<String> {
    let all = answers(pairs);
    Pool::new(all.clone()).distractors(&all[0], 7).into_iter().collect()
}

#[test]
fn wrong_answers_are_of_the_kind_that_is_asked_for() {
    let found = beside_first(&[
        ("What is the capital of France?", "Paris"),
        ("What is the capital of Italy?", "Rome"),
        ("What is the capital of Spain?", "Madrid"),
        ("What is the capital of Norway?", "Oslo"),
        ("What do plants take in?", "water"),
        ("When did the Revolution begin?", "1789"),
        ("What is a metaphor?", "a figure of speech that says one thing is another"),
        ("What happens in mitosis?", "A cell divides"),
        ("Highest mountain of France?", "Mont Blanc"),
    ]);
    assert_eq!(found, HashSet::from(["Rome", "Madrid", "Oslo"].map(String::from)));
}

#[test]
fn a_second_right_answer_is_never_among_the_wrong_ones() {
    let mut all = answers(&[
        ("What carries oxygen in blood?", "haemoglobin"),
        ("Protein of red blood cells?", "hemoglobin"),
        ("Which protein is it?", "the Haemoglobin"),
        ("What is red in blood?", "haemoglobln"),
        ("What is short for it?", "Hb"),
        ("What carries oxygen in blood?", "erythrocytes"),
        ("Carries oxygen in muscle?", "myoglobin"),
        ("Green in leaves?", "chlorophyll"),
        ("Brown in skin?", "melanin"),
    ]);
    all[0].accepted = ["haemoglobin", "hemoglobin", "Hb"].map(String::from).to_vec();
    for seed in 0..40 {
        let found = Pool::new(all.clone()).distractors(&all[0], seed);
        let wrong: HashSet<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(wrong, HashSet::from(["myoglobin", "chlorophyll", "melanin"]), "seed {seed}");
    }
    let numbers =
        [("How far?", "1000 m"), ("And?", "1 km"), ("So?", "1.000,0 m"), ("Hm?", "1e3 m"), ("Else?", "2000 m")];
    for seed in 0..40 {
        let all = answers(&numbers);
        for text in Pool::new(all.clone()).distractors(&all[0], seed) {
            assert!(is_wrong(&text, &all[0]) && !["1 km", "1e3 m"].contains(&text.as_str()), "{text}");
        }
    }
}

#[test]
fn with_one_good_wrong_answer_there_is_no_choice() {
    assert!(beside_first(&[("Capital of France?", "Paris"), ("Capital of Italy?", "Rome")]).is_empty());
    assert!(beside_first(&[("Capital of France?", "Paris")]).is_empty());
    assert!(
        beside_first(&[("Formula?", r"\frac{1}{2}"), ("Other?", r"\frac{1}{3}"), ("Third?", r"\frac{1}{4}")])
            .is_empty()
    );
    // what the question says is given away
    let said =
        [("Is it Rome, Madrid or Paris?", "Paris"), ("Italy?", "Rome"), ("Spain?", "Madrid"), ("Norway?", "Oslo")];
    assert!(beside_first(&said).is_empty());
}

#[test]
fn the_other_direction_and_other_languages_are_no_wrong_answers() {
    let mut all = answers(&[
        ("Haus", "house"),
        ("house", "Haus"),
        ("Baum", "tree"),
        ("tree", "Baum"),
        ("Maus", "mouse"),
        ("mouse", "Maus"),
        ("Hund", "dog"),
        ("Chat", "chat"),
    ]);
    for (n, answer) in all.iter_mut().enumerate() {
        answer.side = Some(if n % 2 == 0 || n == 7 { "front" } else { "back" }.into());
        answer.language = Some(if n == 7 { "fr" } else { "en-GB" }.into());
    }
    let found: HashSet<String> = Pool::new(all.clone()).distractors(&all[0], 1).into_iter().collect();
    assert_eq!(found, HashSet::from(["tree", "mouse", "dog"].map(String::from)));
}

#[test]
fn numbers_have_neighbours_with_the_same_unit_and_decimals() {
    for (text, language) in [
        ("9,81 m/s²", Language::German),
        ("0.5", Language::English),
        ("1789", Language::English),
        ("300 000 km/s", Language::English),
        ("4", Language::English),
        ("95 %", Language::English),
        ("-12", Language::English),
        ("37,0 °C", Language::German),
    ] {
        let written = Written::read(text, language).unwrap_or_else(|| panic!("{text} is a number"));
        let right = Answer { text: text.into(), language: Some("de".into()), ..Answer::default() };
        let found = Pool::default().distractors(&right, 3);
        assert!(found.len() >= 2, "{text}: {found:?}");
        for near in &found {
            let near_written = Written::read(near, language).unwrap_or_else(|| panic!("{near} is a number"));
            assert_eq!((near_written.rest, near_written.decimals()), (written.rest, written.decimals()), "{near}");
            assert!(is_wrong(near, &right), "{near} for {text}");
        }
    }
    for text in ["20th century", "1. FC Köln", "1.1.1990", "three", "H2O", "3 or 4 of them at least"] {
        assert_eq!(Written::read(text, Language::English), None, "{text}");
    }
    assert!(beside_first(&[("How sure?", "95 %")]).iter().all(|near| !near.starts_with("1")), "not above a hundred");
}

#[test]
fn what_is_within_the_tolerance_is_no_wrong_answer() {
    let tolerant = NumericAnswer { tolerance: "25%".parse().ok(), ..NumericAnswer::new("100") };
    let key = Key::Numeric { answers: vec![tolerant], unit: Some("m".into()), unit_required: true };
    let right = Answer { text: "100 m".into(), key: Some(key), ..Answer::default() };
    for seed in 0..20 {
        let found = Pool::default().distractors(&right, seed);
        assert!(
            !found.is_empty() && !found.iter().any(|near| ["80 m", "90 m", "110 m", "120 m"].contains(&near.as_str())),
            "{found:?}"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_wrong_answers() {
    let words = ["north", "south", "east", "west", "centre", "middle", "corner", "border"];
    let all = answers(&words.map(|word| ("Where is it?", word)).map(|(_, word)| (word, word)));
    let all: Vec<Answer> = all.into_iter().map(|a| Answer { question: format!("Not {}?", a.item), ..a }).collect();
    let pool = Pool::new(all.clone());
    let of = |seed| pool.distractors(&all[0], seed);
    assert_eq!(of(1), of(1));
    assert!((2..30).any(|seed| of(seed) != of(1)), "another seed gives others");
}

const CAPITALS: [(&str, &str); 6] = [
    ("Capital of France?", "Paris"),
    ("Capital of Italy?", "Rome"),
    ("Capital of Spain?", "Madrid"),
    ("Capital of Norway?", "Oslo"),
    ("Capital of Austria?", "Vienna"),
    ("Capital of Poland?", "Warsaw"),
];

fn capitals(person: &Person, deck: Uuid) -> Vec<Uuid> {
    let one_by_one = |(front, back): &(&str, &str)| {
        person.world.later_minutes(1);
        person.card(deck, front, back)
    };
    CAPITALS.iter().map(one_by_one).collect()
}

fn rounded(person: &Person, over: Over, goal: Goal) -> Result<Vec<Practised>, Error> {
    person.read(move |tx, call| Ok(round(tx, call, &over, goal, &Loads::default(), 5)?.cards))
}

fn cards_of(person: &Person, over: Over) -> Vec<Uuid> {
    rounded(person, over, Goal::Right(20)).expect("a round").iter().map(|c| c.card.card.card_id).collect()
}

on_both! {
    fn new_cards_are_asked_with_answers_of_their_deck_to_choose_from(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Capitals");
        let cards = capitals(&mia, deck);
        let found = rounded(&mia, Over::Deck(deck), Goal::Right(4)).expect("a round");
        assert_eq!(found.iter().map(|c| c.card.card.card_id).collect::<Vec<_>>(), cards[..4]);
        for card in &found {
            assert_eq!((card.format, card.choices.len()), (Format::Choice, 4));
            assert_eq!(card.choices.iter().filter(|c| c.right).count(), 1);
            let known = |text: &str| CAPITALS.iter().any(|(_, back)| *back == text);
            assert!(card.choices.iter().all(|c| known(&c.text)), "{:?}", card.choices);
        }
        let places: HashSet<Option<usize>> = found.iter().map(|c| c.choices.iter().position(|c| c.right)).collect();
        assert!(places.len() > 1, "the right one stands elsewhere each time");
        let again = rounded(&mia, Over::Deck(deck), Goal::Right(4)).expect("a round");
        assert_eq!(found, again, "the same seed makes the same round");
    }

    fn what_is_promised_for_a_choice_is_what_the_answer_gets(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Capitals");
        capitals(&mia, deck);
        let found = rounded(&mia, Over::Deck(deck), Goal::Right(2)).expect("a round");
        let ids: Vec<Uuid> = found.iter().map(|c| c.card.card.card_id).collect();
        let answer = |card, format: Option<&str>, choices| {
            let event = NewEvent::answer(world.id(), card, Rating::Good, world.now(), Mode::Learn);
            let event = NewEvent { format: format.map(Into::into), choices, ..event };
            let outcome = mia.record(vec![event]).remove(0);
            outcome.memory.expect("stored").folded.state
        };
        let chosen = answer(ids[0], Some("choice"), Some(4));
        assert_eq!(chosen, found[0].card.promises[2].state, "as promised");
        let recalled = answer(ids[1], Some("flip"), None);
        assert_ne!(recalled.memory, found[1].card.promises[2].state.memory);
        let stability = |state: memory::CardState| state.memory.map(|m| m.stability.get()).unwrap_or_default();
        assert!(stability(chosen) < stability(recalled), "recognising tells less than recalling");
    }

    fn the_weakest_come_first_new_ones_last_and_of_an_item_one(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Capitals");
        let cards = capitals(&mia, deck);
        world.later_minutes(1);
        let both = mia.item(deck, basic("Haus", "house", Directions::Both));
        mia.answer(cards[2], Rating::Easy);
        mia.answer(cards[4], Rating::Again);
        world.later_minutes(2);
        mia.answer(cards[4], Rating::Easy);
        world.later_days(9);
        let found = cards_of(&mia, Over::Deck(deck));
        assert_eq!(found[..2], [cards[4], cards[2]], "weak ones first");
        assert_eq!(found[2..6], [cards[0], cards[1], cards[3], cards[5]]);
        assert_eq!(found[6..], [card_id(both, &Slot::front())], "of two directions one");
    }

    fn what_is_paused_put_off_or_binned_is_not_practised(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Capitals");
        let cards = capitals(&mia, deck);
        let tomorrow = mia.call().today().plus(1);
        let marks = [
            (cards[0], Marks { suspended: true, ..Marks::default() }),
            (cards[1], Marks { buried_until: Some(tomorrow), ..Marks::default() }),
        ];
        for (card, marks) in marks {
            mia.write(move |tx, call| mark(tx, call.actor.learner, card, &marks)).expect("marked");
        }
        let third = cards[2];
        let item = mia.read(move |tx, call| Ok(crate::study::cards::find(tx, call.actor.learner, third)?.map(|c| c.item)));
        let item = item.expect("read").expect("a card");
        mia.write(move |tx, call| crate::items::bin(tx, call, call.actor.space(), &[item])).expect("binned");
        assert_eq!(cards_of(&mia, Over::Deck(deck)), cards[3..]);
        assert_eq!(cards_of(&mia, Over::Cards(cards.clone())), cards[3..]);
    }

    fn only_the_weak_ones_where_these_are_asked_for(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let cards = capitals(&mia, mia.deck("Capitals"));
        assert!(cards_of(&mia, Over::Weak).is_empty());
        mia.answer(cards[0], Rating::Good);
        world.later_minutes(11);
        mia.answer(cards[0], Rating::Good);
        mia.answer(cards[1], Rating::Easy);
        assert!(cards_of(&mia, Over::Weak).is_empty());
        world.later_days(12);
        assert_eq!(cards_of(&mia, Over::Weak), [cards[0]]);
        let found = rounded(&mia, Over::Weak, Goal::Minutes(5)).expect("a round");
        assert!(found[0].card.recall.is_some_and(|recall| recall < 0.85));
    }

    fn as_a_card_is_known_better_it_is_asked_harder(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Capitals");
        let card = capitals(&mia, deck)[0];
        let format = || rounded(&mia, Over::Cards(vec![card]), Goal::Right(1)).expect("a round").remove(0);
        assert_eq!(format().format, Format::Choice);
        mia.answer(card, Rating::Good);
        let cued = format();
        assert_eq!((cued.format, cued.cue.as_deref(), cued.accepted), (Format::Cued, Some("P…"), vec!["Paris".into()]));
        world.later_minutes(11);
        mia.answer(card, Rating::Easy);
        assert_eq!(format().format, Format::Free);
        world.later_days(200);
        assert_ne!(format().format, Format::Free, "and easier when it is forgotten");
    }

    fn without_good_wrong_answers_it_is_typed_and_long_answers_are_recalled(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Mixed");
        mia.card(deck, "Powerhouse of the cell?", "mitochondrion");
        mia.card(deck, "What is osmosis?", "The movement of water through a membrane to where more is dissolved in it");
        let options = ["yes", "no"].map(|text| ChoiceOption { text: Field::markdown(text), right: text == "yes", feedback: None, score: None });
        mia.item(deck, Content::Choice { prompt: Field::markdown("Is it?"), options: options.to_vec(), many: false, explanation: None, more: None });
        let found = rounded(&mia, Over::Deck(deck), Goal::Right(9)).expect("a round");
        let formats: Vec<Format> = found.iter().map(|c| c.format).collect();
        assert_eq!(formats, [Format::Cued, Format::Free, Format::Free]);
        assert!(found.iter().all(|c| c.choices.is_empty()));
    }

    fn wrong_answers_come_from_the_course_when_the_deck_has_none(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let new = NewCourse { name: "Geography".into(), ..NewCourse::default() };
        let course = mia.write(move |tx, call| courses::create(tx, call, call.actor.space(), &new)).expect("a course");
        let in_course = |name: &str| {
            let new = NewDeck { name: name.into(), course: Some(course), ..NewDeck::default() };
            mia.write(move |tx, call| decks::create(tx, call, call.actor.space(), &new)).expect("a deck")
        };
        let (small, large) = (in_course("One"), in_course("Six"));
        mia.card(small, "Capital of Denmark?", "Copenhagen");
        let format = || rounded(&mia, Over::Deck(small), Goal::Right(1)).expect("a round")[0].format;
        assert_eq!(format(), Format::Cued);
        capitals(&mia, large);
        assert_eq!(format(), Format::Choice);
        assert_eq!(cards_of(&mia, Over::Course(course)).len(), 7);
        assert_eq!(cards_of(&mia, Over::All).len(), 7);
    }

    fn a_strangers_deck_course_topic_and_cards_are_not_there(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let deck = mia.deck("Capitals");
        let cards = capitals(&mia, deck);
        let new = NewCourse { name: "Geography".into(), ..NewCourse::default() };
        let course = mia.write(move |tx, call| courses::create(tx, call, call.actor.space(), &new)).expect("a course");
        let topic = mia.write(move |tx, call| courses::create_topic(tx, call, call.actor.space(), course, None, "Europe"));
        let topic = topic.expect("a topic");
        assert!(cards_of(&mia, Over::Topic(topic)).is_empty(), "a topic without decks");
        for over in [Over::Deck(deck), Over::Course(course), Over::Topic(topic), Over::Deck(Uuid::nil())] {
            let refused = rounded(&tom, over.clone(), Goal::Right(5));
            assert!(matches!(refused, Err(Error::NotFound { .. })), "{over:?}: {refused:?}");
        }
        assert!(cards_of(&tom, Over::Cards(cards)).is_empty());
        assert!(cards_of(&tom, Over::All).is_empty());
    }

    fn a_goal_of_nothing_or_too_much_is_refused(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        for (goal, field) in [
            (Goal::Right(0), "goal"),
            (Goal::Right(MOST_RIGHT + 1), "goal"),
            (Goal::Right(10_000), "goal"),
            (Goal::Minutes(0), "minutes"),
            (Goal::Minutes(MOST_MINUTES + 1), "minutes"),
        ] {
            match rounded(&mia, Over::All, goal) {
                Err(Error::Invalid { fields }) => assert_eq!(fields[0].0, field),
                other => panic!("{goal:?}: {other:?}"),
            }
        }
        assert_eq!(rounded(&mia, Over::All, Goal::Minutes(5)).expect("an empty round"), []);
    }
}
