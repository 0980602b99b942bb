use super::choose::candidates;
use super::*;
use crate::items::{self, NewItem};
use crate::testing::{Person, World};
use crate::{Error, on_both, study};
use formats::item::{ChoiceOption, Content, Field};
use formats::question::{Ask, Pair, Question};
use grading::{NumericAnswer, Partial, Response, Verdict};
use memory::Millis;
use proptest::prelude::*;
use uuid::Uuid;

const MINUTE: i64 = 60_000;

fn question(prompt: &str, ask: Ask) -> Content {
    Content::Question(Box::new(Question::new(prompt, ask)))
}

/// One item of each kind that a paper asks.
fn contents() -> Vec<Content> {
    let field = |text: &str| Field::markdown(text);
    let option =
        |text: &str, right| ChoiceOption { text: field(text), right, feedback: Some(field("SECRET")), score: None };
    let pair = |left: &str, right: &str| Pair { left: field(left), right: field(right) };
    let mut all = vec![
        Content::Choice {
            prompt: field("Which is prime?"),
            options: vec![option("four", false), option("seven", true), option("nine", false)],
            many: false,
            explanation: Some(field("SECRET")),
            more: None,
        },
        Content::TrueFalse {
            statement: field("Ice floats."),
            truth: true,
            explanation: Some(field("SECRET")),
            more: None,
        },
        Content::Short {
            prompt: field("Capital of Peru?"),
            accepted: vec!["SECRETLima".into()],
            explanation: None,
            more: None,
        },
        question(
            "How many?",
            Ask::Numeric { answers: vec![NumericAnswer::new("987654")], unit: None, unit_required: false },
        ),
        question("Derive.", Ask::Formula { answers: vec!["2x+987654".into()] }),
        question(
            "Water is [[SECREThydrogen]].",
            Ask::Gaps { fill: formats::question::Fill::Typed, words: vec![], partial: Partial::PerPart },
        ),
        question(
            "Match.",
            Ask::Match {
                pairs: vec![pair("a", "A"), pair("b", "B"), pair("c", "C")],
                extra: vec![],
                partial: Partial::PerPart,
            },
        ),
        question("Sort.", Ask::Order { entries: ["1", "2", "3"].map(field).into(), partial: Partial::PerPart }),
    ];
    for content in &mut all {
        if let Content::Question(question) = content {
            question.hints = vec![field("SECRET hint")];
            question.explanation = Some(field("SECRET why"));
        }
    }
    all
}

/// A deck with them.
fn deck(person: &Person) -> Uuid {
    let deck = person.deck("Mixed");
    for content in contents() {
        let new = NewItem::new(deck, content);
        person.write(move |tx, call| items::create(tx, call, call.actor.space(), &new)).expect("an item");
    }
    deck
}

fn rules(deck: Uuid, questions: u32, minutes: Option<u32>) -> Rules {
    Rules { parts: vec![Part { deck, questions, points: 2.0 }], minutes, mixed: true, attempts: None }
}

fn paper(person: &Person, rules: Rules) -> Uuid {
    let new = NewPaper { mode: Mode::Exam, name: "Midterm".into(), rules };
    person.write(move |tx, call| create(tx, call, call.actor.space(), &new)).expect("a paper")
}

fn sit(person: &Person, paper: Uuid) -> Sitting {
    let id = person.write(move |tx, call| begin(tx, call, paper)).expect("begun");
    seen(person, id)
}

fn seen(person: &Person, id: Uuid) -> Sitting {
    person.write(move |tx, call| open(tx, call, id)).expect("a sitting")
}

fn put(person: &Person, sitting: Uuid, place: usize, response: Response, change: i64) -> crate::Result<()> {
    let saved = Saved { response, flagged: false, confidence: Some(90), spent_ms: 4_000, change };
    person.write(move |tx, call| save(tx, call, sitting, |_| vec![(place, saved.clone())]))
}

/// What is right, by the places that are shown.
fn right(place: &Place) -> Response {
    let shown = |of: usize| place.order.iter().position(|n| *n == of).expect("it is shown");
    match &place.content {
        Content::Choice { options, .. } => {
            Response::Chosen(vec![shown(options.iter().position(|o| o.right).expect("one is right"))])
        }
        Content::TrueFalse { .. } => Response::Chosen(vec![0]),
        Content::Short { accepted, .. } => Response::Text(accepted[0].clone()),
        Content::Question(question) => match &question.ask {
            Ask::Gaps { .. } => Response::Texts(vec!["SECREThydrogen".into()]),
            Ask::Match { pairs, .. } => Response::Pairs((0..pairs.len()).map(|n| Some(shown(n))).collect()),
            Ask::Order { entries, .. } => Response::Order((0..entries.len()).map(shown).collect()),
            _ => Response::Text(question.answer()),
        },
        other => panic!("{other:?} is not asked"),
    }
}

on_both! {
    fn a_sitting_is_saved_handed_in_once_marked_and_told_to_memory(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let paper = paper(&mia, rules(deck(&mia), 8, Some(60)));
        let sitting = sit(&mia, paper);
        assert_eq!((sitting.places.len(), sitting.points()), (8, 16.0));
        assert_eq!(sitting.deadline, Some(Millis(sitting.started_at.0 + 60 * MINUTE)));
        assert_eq!(sit(&mia, paper).id, sitting.id, "what is open goes on");
        for (n, place) in sitting.places.iter().enumerate().skip(1) {
            put(&mia, sitting.id, n, right(place), 1).expect("saved");
        }
        let id = sitting.id;
        for _ in 0..2 {
            mia.write(move |tx, call| close(tx, call, id)).expect("handed in");
        }
        let over = seen(&mia, id);
        let marked = over.marked.as_ref().expect("marks");
        let verdicts: Vec<_> = marked.marks.iter().map(|mark| mark.graded.verdict).collect();
        assert_eq!(verdicts[1..], [Verdict::Right; 7], "{:?}", marked.marks);
        assert_eq!((verdicts[0], marked.marks[0].answered, marked.points()), (Verdict::Wrong, false, 14.0));
        let log = mia.read(|tx, call| crate::reviews::list(tx, &call.actor, None, 100)).expect("a log");
        assert_eq!(log.len(), 7, "one event for each question answered, once: what the clock cut off tells nothing");
        assert!(log.iter().all(|row| row.event.mode == crate::reviews::Mode::Exam && row.event.score == Some(1.0)));
        let refused = put(&mia, id, 0, Response::Text("late".into()), 9);
        assert_eq!(refused, Err(Error::invalid("sitting", "sitting-over")));
    }

    fn after_the_deadline_nothing_is_taken_and_it_is_handed_in_by_itself(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let paper = paper(&mia, rules(deck(&mia), 3, Some(1)));
        let sitting = sit(&mia, paper);
        world.later_minutes(1);
        put(&mia, sitting.id, 0, right(&sitting.places[0]), 1).expect("what was on its way");
        world.later_minutes(1);
        assert_eq!(put(&mia, sitting.id, 1, right(&sitting.places[1]), 1), Err(Error::invalid("sitting", "sitting-over")));
        let over = seen(&mia, sitting.id);
        assert_eq!(over.ended_at, sitting.deadline, "it ended when its time was over");
        let answered: Vec<bool> = over.marked.expect("marks").marks.iter().map(|mark| mark.answered).collect();
        assert_eq!(answered, [true, false, false]);
        assert_ne!(sit(&mia, paper).id, sitting.id, "another go");
    }

    fn an_older_change_never_replaces_a_newer_one(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let paper = paper(&mia, rules(deck(&mia), 3, None));
        let id = sit(&mia, paper).id;
        for (text, change) in [("first", 10), ("newest", 30), ("on its way for long", 20)] {
            put(&mia, id, 0, Response::Text(text.into()), change).expect("taken");
        }
        let saved = seen(&mia, id).saved[0].clone().expect("saved");
        assert_eq!((saved.response, saved.change), (Response::Text("newest".into()), 30));
        assert_eq!(put(&mia, id, 3, Response::Nothing, 1), Err(Error::NotFound { what: "place" }));
        let long = put(&mia, id, 0, Response::Text("x".repeat(200_000)), 99);
        assert_eq!(long, Err(Error::invalid("response", "sitting-response-long")));
    }

    fn a_sitting_is_its_learners_alone(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben) = (world.learner("mia"), world.learner("ben"));
        let paper = paper(&mia, rules(deck(&mia), 3, None));
        let id = sit(&mia, paper).id;
        let missing = |what| Err(Error::NotFound { what });
        assert_eq!(ben.write(move |tx, call| open(tx, call, id)).map(drop), missing("sitting"));
        assert_eq!(put(&ben, id, 0, Response::Nothing, 1), missing("sitting"));
        assert_eq!(ben.write(move |tx, call| close(tx, call, id)), missing("sitting"));
        assert_eq!(ben.write(move |tx, call| begin(tx, call, paper)).map(drop), missing("paper"));
        assert_eq!(ben.read(move |tx, call| get(tx, &call.actor, paper)).map(drop), missing("paper"));
        assert_eq!(ben.read(|tx, call| sittings(tx, call, None)), Ok(Vec::new()));
    }

    fn a_paper_that_cannot_be_met_says_what_is_missing(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = deck(&mia);
        let there = mia.read(move |tx, call| candidates(tx, &call.actor, deck)).expect("candidates");
        assert_eq!(there.len(), 8);
        let refused = |name: &str, rules: Rules| {
            let new = NewPaper { mode: Mode::Quiz, name: name.into(), rules };
            match mia.write(move |tx, call| create(tx, call, call.actor.space(), &new)) {
                Err(Error::Invalid { fields }) => fields.first().map(|(field, _)| field.clone()).unwrap_or_default(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(refused(" ", rules(deck, 3, None)), "name");
        assert_eq!(refused("x", rules(deck, 9, None)), "parts");
        assert_eq!(refused("x", rules(deck, 0, None)), "parts");
        assert_eq!(refused("x", rules(deck, 3, Some(0))), "minutes");
        assert_eq!(refused("x", Rules { attempts: Some(0), ..rules(deck, 3, None) }), "attempts");
        let dear = Rules { parts: vec![Part { deck, questions: 1, points: f64::NAN }], ..rules(deck, 1, None) };
        assert_eq!(refused("x", dear), "points");
        let once = paper(&mia, Rules { attempts: Some(1), ..rules(deck, 2, None) });
        let id = sit(&mia, once).id;
        mia.write(move |tx, call| close(tx, call, id)).expect("handed in");
        let again = mia.write(move |tx, call| begin(tx, call, once));
        assert_eq!(again, Err(Error::invalid("attempts", "paper-no-attempt-left")));
    }

    fn an_item_that_was_changed_or_binned_meanwhile_is_marked_as_it_was_asked(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Peru");
        let new = NewItem::new(deck, Content::Short { prompt: Field::markdown("Capital?"), accepted: vec!["Lima".into()], explanation: None, more: None });
        let item = mia.write(move |tx, call| items::create(tx, call, call.actor.space(), &new)).expect("an item");
        let sitting = sit(&mia, paper(&mia, rules(deck, 1, None)));
        put(&mia, sitting.id, 0, Response::Text("lima".into()), 1).expect("saved");
        mia.write(move |tx, call| items::bin(tx, call, call.actor.space(), &[item])).expect("binned");
        let id = sitting.id;
        mia.write(move |tx, call| close(tx, call, id)).expect("handed in");
        assert_eq!(seen(&mia, id).marked.expect("marks").points(), 2.0);
    }

    fn what_was_missed_is_due_again(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let sitting = sit(&mia, paper(&mia, rules(deck(&mia), 8, None)));
        for (n, place) in sitting.places.iter().enumerate() {
            let response = if n == 0 { Response::Text("no idea".into()) } else { right(place) };
            put(&mia, sitting.id, n, response, 1).expect("saved");
        }
        let id = sitting.id;
        mia.write(move |tx, call| close(tx, call, id)).expect("handed in");
        let learner = mia.call().actor.learner;
        let missed = sitting.places[0].card;
        let card = mia.read(move |tx, _| study::cards::find(tx, learner, missed)).expect("reads").expect("a card");
        assert_eq!(card.folded.state.phase, memory::Phase::Learning);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_is_shown_before_the_end_says_what_is_right(seed in any::<u128>()) {
        let order = |count: usize| {
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by_key(|n| memory::fuzz_seed(seed, u32::try_from(*n).unwrap_or(0)));
            order
        };
        for content in contents() {
            let place = Place {
                item: Uuid::nil(), version: 1, card: Uuid::nil(), space: crate::SpaceId::LIBRARY, deck: "d".into(), language: None, points: 1.0,
                slot: formats::item::Slot::whole(), order: order(3), content, note_type: None,
            };
            let sent = serde_json::to_string(&place.shown()).expect("JSON");
            for secret in ["SECRET", "987654", "right\":true", "feedback", "hint"] {
                prop_assert!(!sent.contains(secret), "{}: {}", secret, sent);
            }
        }
    }
}
