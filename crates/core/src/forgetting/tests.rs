use super::fitting::{Found, store_found};
use super::log::Log;
use super::*;
use crate::accounts::flows;
use crate::accounts::tests::{Server, request, run, server};
use crate::jobs::{self, Handler, JobState};
use crate::plan::{self, NewExam};
use crate::reviews::{self, Mode, NewEvent};
use crate::study::{self, Loads, Scope};
use crate::testing::{Person, World, answers_over, forgetful};
use crate::{Error, Ids, on_both};
use memory::{Millis, Parameters, Rating};
use uuid::Uuid;

on_both! {
    fn a_forgetful_learner_gets_own_parameters_and_keeps_every_due_date(db: &TestDb) {
        let (world, server) = (World::new(db), server(db));
        let mia = world.learner("mia");
        let cards = months_of_answers(&world, &mia, &forgetful(), 120, 200);
        let before: Vec<_> = cards.iter().map(|card| stored(&mia, *card)).collect();
        work(&server, &mia, fit_now);
        let after = mia.read(overview).expect("an overview");
        assert_eq!(after.fits[0].decision, Decision::Accepted, "{:#?}", after.fits);
        assert_eq!((after.in_force().origin, after.in_force().id), (Origin::Fit, 1));
        assert_eq!(after.fits[0].set, Some(1));
        let (_, tested) = after.tested().expect("tested");
        assert!(tested.own.log_loss < tested.published.log_loss && tested.gain > tested.noise, "{tested:?}");
        let parameters = after.in_force().parameters.clone();
        assert_ne!(parameters, Parameters::default());
        assert_eq!(after.quality_in_force(), Some(&tested.own));
        for (card, before) in cards.iter().zip(before) {
            let (now, history) = (stored(&mia, *card), history(&mia, *card));
            assert_eq!(now.folded, memory::fold(&parameters, &history));
            assert_eq!((now.folded.due, now.parameters), (before.folded.due, 1), "a promise is kept");
            assert_ne!(now.folded.state.memory, before.folded.state.memory);
        }
        let learner = mia.actor.learner;
        let found = world.read(move |tx| crate::check::check(tx, learner)).expect("checked");
        assert!(found.is_clean(), "{found:?}");
        let published = tested.published.clone();
        mia.write(reset).expect("reset");
        assert_eq!(mia.read(overview).expect("an overview").quality_in_force(), Some(&published));
        mia.write(|tx, call| paste(tx, call, &[1.0_f32; 21].map(|n| n.to_string()).join(" "))).expect("read");
        assert_eq!(mia.read(overview).expect("an overview").quality_in_force(), None, "what was not tested");
    }

    fn an_average_learner_keeps_the_published_parameters_and_is_told_what_was_tried(db: &TestDb) {
        let (world, server) = (World::new(db), server(db));
        let mia = world.learner("mia");
        months_of_answers(&world, &mia, &Parameters::default(), 60, 120);
        work(&server, &mia, fit_now);
        let after = mia.read(overview).expect("an overview");
        assert_eq!(after.fits[0].decision, Decision::NotBetter, "{:#?}", after.fits);
        assert_eq!((after.in_force(), after.fits[0].set), (&ParameterSet::published(), None));
        let (fit, tested) = after.tested().expect("tested all the same");
        assert!(tested.gain <= tested.noise || tested.gain <= 0.0);
        assert!(!fit.report.tried.is_empty() && (fit.report.share_of_cards - 1.0).abs() < f64::EPSILON);
    }

    fn few_reviews_are_not_fitted_and_it_says_how_many_are_missing(db: &TestDb) {
        let (world, server) = (World::new(db), server(db));
        let mia = world.learner("mia");
        assert_eq!(mia.read(overview).expect("an overview").missing(), 200);
        months_of_answers(&world, &mia, &forgetful(), 5, 60);
        work(&server, &mia, fit_now);
        let after = mia.read(overview).expect("an overview");
        let fit = &after.fits[0];
        assert_eq!((fit.decision, after.missing()), (Decision::TooFewAnswers, 200 - fit.answers));
        assert!(fit.answers > 10 && after.tested().is_none());
    }

    fn one_fit_of_a_learner_waits_at_a_time(db: &TestDb) {
        let (world, server) = (World::new(db), server(db));
        let (mia, ben) = (world.learner("mia"), world.learner("ben"));
        let first = mia.write(fit_now).expect("queued");
        assert_eq!(mia.write(fit_now), Ok(first));
        assert_ne!(ben.write(fit_now), Ok(first));
        let job = mia.read(overview).expect("an overview").job.expect("under way");
        assert_eq!((job.id, job.state), (first, JobState::Queued));
        run_all(&server);
        assert_eq!(mia.read(overview).expect("an overview").job, None, "one that is done is seen by its fit");
        assert_ne!(mia.write(fit_now), Ok(first));
        let jobs = mia.read(|tx, call| jobs::list(tx, &call.actor, FIT, 10)).expect("jobs");
        assert_eq!(jobs.len(), 1, "those that are over do not pile up");
    }

    fn parameters_are_pasted_as_anki_shows_them(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        for (count, text) in [(21, "0.3, 1.2, 2.4, 9.1, 6.4, 0.8, 3, 0, 1.9, 0.2, 0.8, 1.5, 0.1, 0.3, 1.6, 0.6, 1.9, 0.5, 0.1, 0.1, 0.2"),
            (19, "[0.3 1.2 2.4 9.1 7.2 0.5 1.5 0 1.5 0.1 1 1.9 0.1 0.3 2.3 0.2 3 0.5 0.7]"),
            (17, "0.3;1.2;2.4;9.1;5;1.3;0.9;0;1.5;0.1;0.9;2.1;0.1;0.3;1.4;0.3;2.6")] {
            mia.write(move |tx, call| paste(tx, call, text)).expect("read");
            let now = mia.read(overview).expect("an overview");
            assert_eq!((now.in_force().origin, now.in_force().parameters.values()[3]), (Origin::Pasted, 9.1), "{count}");
        }
        for (text, key) in [
            ("", "forgetting-paste-empty"),
            (" \n ", "forgetting-paste-empty"),
            ("1 2 3", "forgetting-paste-count"),
            ("one, 2", "forgetting-paste-word"),
            ("NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1", "forgetting-paste-finite"),
        ] {
            let refused = mia.write(move |tx, call| paste(tx, call, text));
            assert_eq!(refused, Err(Error::invalid("parameters", key)), "{text}");
        }
        let long = "1 ".repeat(2_000);
        let refused = mia.write(move |tx, call| paste(tx, call, &long));
        assert_eq!(refused, Err(Error::invalid("parameters", "forgetting-paste-long")));
        assert_eq!(mia.read(overview).expect("an overview").sets.len(), 3, "what is refused changes nothing");
    }

    fn other_parameters_ask_for_another_plan_once_the_cards_are_folded_with_them(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let deck = mia.deck("Cells");
        mia.answer(mia.card(deck, "question", "answer"), memory::Rating::Easy);
        let exam = NewExam { topics: vec![(deck, 1.0)], ..NewExam::named("Midterm", mia.call().today().plus(14)) };
        mia.write(move |tx, call| plan::create_exam(tx, call, &exam)).expect("an exam");
        mia.write(|tx, call| tx.execute("DELETE FROM jobs WHERE space = ?1", crate::params![call.actor.space()]))
            .expect("as if it were made");
        let asked = || {
            mia.read(|tx, call| {
                let sql = "SELECT COUNT(*) FROM jobs WHERE space = ?1 AND kind = ?2";
                tx.scalar::<i64>(sql, crate::params![call.actor.space(), plan::PLAN])
            })
        };
        let numbers = "0.3;1.2;2.4;9.1;5;1.3;0.9;0;1.5;0.1;0.9;2.1;0.1;0.3;1.4;0.3;2.6";
        mia.write(move |tx, call| paste(tx, call, numbers)).expect("read");
        assert_eq!(asked(), Ok(Some(0)), "not before the cards say what it is made from");
        let server = server(db);
        run_all(&server);
        assert_eq!(asked(), Ok(Some(1)));
    }

    fn a_change_can_be_taken_back_and_is_ones_own(db: &TestDb) {
        let (world, server) = (World::new(db), server(db));
        let (mia, ben) = (world.learner("mia"), world.learner("ben"));
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        mia.answer(card, Rating::Easy);
        let published = stored(&mia, card).folded;
        mia.write(reset).expect("nothing to do");
        assert_eq!(mia.read(overview).expect("an overview").sets, [ParameterSet::published()]);
        let pasted = forgetful();
        let text = pasted.to_string();
        for _ in 0..2 {
            let text = text.clone();
            mia.write(move |tx, call| paste(tx, call, &text)).expect("read");
        }
        run_all(&server);
        assert_ne!(stored(&mia, card).folded.state, published.state);
        mia.write(reset).expect("reset");
        run_all(&server);
        assert_eq!(stored(&mia, card).folded, published);
        assert_eq!(ben.write(|tx, call| put_in_force(tx, call, 1)), Err(Error::NotFound { what: "parameters" }));
        mia.write(|tx, call| put_in_force(tx, call, 1)).expect("the pasted ones again");
        let now = mia.read(overview).expect("an overview");
        let all: Vec<_> = now.sets.iter().map(|set| (set.id, set.origin)).collect();
        assert_eq!(all, [(3, Origin::Pasted), (2, Origin::Published), (1, Origin::Pasted)], "pasted twice is once");
        assert_eq!(now.in_force().parameters, pasted);
        assert_eq!(ben.read(overview).expect("an overview").sets, [ParameterSet::published()]);
    }

    fn only_the_newest_sets_are_kept(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        for n in 0..SETS_KEPT + 3 {
            let mut numbers = *Parameters::default().values();
            numbers[0] = 1.0 + n as f32;
            let text = Parameters::new(&numbers).expect("in range").to_string();
            mia.write(move |tx, call| paste(tx, call, &text)).expect("read");
        }
        let ids: Vec<i64> = mia.read(overview).expect("an overview").sets.iter().map(|set| set.id).collect();
        assert_eq!(ids, (4..=SETS_KEPT + 3).rev().collect::<Vec<_>>());
    }

    fn a_fit_that_others_parameters_overtook_is_not_stored(db: &TestDb) {
        let (world, server) = (World::new(db), server(db));
        let mia = world.learner("mia");
        mia.write(fit_now).expect("queued");
        let learner = mia.actor.learner;
        let log = world.read(move |tx| Log::read(tx, learner, 1_000)).expect("read");
        let job = world.write(|tx| jobs::claim(tx, FIT, Millis(NOW.0))).expect("claimed").expect("it waits");
        mia.write(|tx, call| paste(tx, call, &forgetful().to_string())).expect("read");
        let fitted = fit::fit(&log.in_force.parameters, &log.history, 1);
        let found = Found { learner, in_force: log.in_force, fitted, reviews: 0, share_of_cards: 1.0 };
        let stored = world.write(move |tx| store_found(tx, &job, &found, Ids::new(NOW, 1), NOW));
        assert_eq!(stored, Err(Error::Conflict { what: "parameters", given: 0, current: 1 }));
        assert!(mia.read(overview).expect("an overview").fits.is_empty());
        drop(server);
    }

    fn of_a_log_too_long_whole_cards_are_read(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let cards = months_of_answers(&world, &mia, &forgetful(), 40, 60);
        let learner = mia.actor.learner;
        let whole = world.read(move |tx| Log::read(tx, learner, 100_000)).expect("read");
        let part = world.read(move |tx| Log::read(tx, learner, 100)).expect("read");
        assert_eq!((whole.history.cards().len(), whole.share_of_cards), (cards.len(), 1.0));
        assert!(part.share_of_cards < 0.5 && !part.history.cards().is_empty());
        assert!(part.history.cards().len() < cards.len() * 3 / 4, "{}", part.history.cards().len());
        assert!(part.history.cards().iter().all(|card| whole.history.cards().contains(card)));
    }

    fn the_promise_shown_is_kept_also_before_the_cards_are_folded_anew(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let card = mia.card(mia.deck("Biology"), "ATP?", "energy");
        mia.answer(card, Rating::Easy);
        mia.write(|tx, call| paste(tx, call, &forgetful().to_string())).expect("read");
        world.later_days(9);
        let shown = mia
            .read(move |tx, call| study::queue(tx, call, &Scope::Cards(vec![card]), 1, &Loads::default()))
            .expect("a queue")
            .pop()
            .expect("the card");
        let promise = shown.promises[2];
        let event = NewEvent {
            promised_s: Some(promise.promised_s),
            after: shown.card.folded.head.map(|id| Uuid::from_u128(id.0)),
            ..NewEvent::answer(world.id(), card, Rating::Good, world.now(), Mode::Flashcard)
        };
        let kept = mia.record(vec![event])[0].memory.expect("stored").folded;
        assert_eq!((kept.state, kept.due), (promise.state, Some(promise.due)));
    }

    fn each_night_those_with_enough_new_reviews_are_fitted(db: &TestDb) {
        let server = server(db);
        run(async {
            let studium = &server.studium;
            let mia = flows::sign_up(studium, request("Mia")).await.expect("signed up").actor;
            let ben = flows::sign_up(studium, request("Ben")).await.expect("signed up").actor;
            let deck = Uuid::from_u128(1);
            let reviews = move |learner: crate::LearnerId, day: i64, count: i64| {
                let sql = "INSERT INTO daily_totals (learner, study_day, mode, deck, answers, passed, new_cards, review_answers,
                   review_passed, duration_ms) VALUES (?1, ?2, 'flashcard', ?3, ?4, ?4, 0, ?4, ?4, 0)";
                studium.write(move |tx| tx.execute(sql, crate::params![learner, day, deck, count]))
            };
            reviews(mia.learner, 20_000, 200).await.expect("stored");
            reviews(ben.learner, 20_000, 199).await.expect("stored");
            assert_eq!(enqueue_due(studium).await, Ok(1));
            while run_next(&server).await {}
            assert_eq!(enqueue_due(studium).await, Ok(0), "nothing is new");
            reviews(mia.learner, 20_001, 99).await.expect("stored");
            assert_eq!(enqueue_due(studium).await, Ok(0));
            reviews(mia.learner, 20_002, 1).await.expect("stored");
            assert_eq!(enqueue_due(studium).await, Ok(1));
        });
    }
}

#[test]
fn a_long_history_waits_for_a_tenth_more() {
    let due = [
        (199, None),
        (200, None),
        (1_099, Some(1_000)),
        (1_100, Some(1_000)),
        (10_999, Some(10_000)),
        (11_000, Some(10_000)),
    ];
    assert_eq!(due.map(|(now, before)| is_due(now, before)), [false, true, false, true, false, true]);
    assert!(!is_due(0, Some(500)), "answers that were taken back");
}

/// After all that the world's learners answered.
const NOW: Millis = Millis(1_795_424_400_000);

/// A deck of so many cards, answered over so many days up to now.
fn months_of_answers(world: &World, person: &Person, truth: &Parameters, cards: usize, days: i32) -> Vec<Uuid> {
    let deck = person.deck("Biology");
    let cards: Vec<Uuid> = (0..cards).map(|n| person.card(deck, &format!("question {n}"), "answer")).collect();
    for events in answers_over(truth, &cards, days, world.now()).chunks(reviews::UPLOAD_LIMIT) {
        let outcomes = person.record(events.to_vec());
        assert!(outcomes.iter().all(|outcome| outcome.reason.is_none()));
    }
    cards
}

/// Queues work and does all that waits.
fn work<T: Send + 'static>(
    server: &Server,
    person: &Person,
    queue: impl Fn(&mut crate::db::Tx, &crate::Call) -> crate::Result<T> + Send + 'static,
) {
    person.write(queue).expect("queued");
    run_all(server);
}

fn run_all(server: &Server) {
    run(async { while run_next(server).await {} });
}

/// Does one job of ours, if one waits.
async fn run_next(server: &Server) -> bool {
    let handlers: [&dyn Handler; 2] = [&Fitter, &Refolder];
    for handler in handlers {
        let kind = handler.kind();
        let claimed = server.studium.write(move |tx| jobs::claim(tx, kind, NOW)).await.expect("claimed");
        if let Some(job) = claimed {
            jobs::run_one(&server.studium, handler, &job).await;
            let actor = job.space;
            let left = server.studium.read(move |tx| {
                let sql = "SELECT error FROM jobs WHERE space = ?1 AND kind = ?2 AND state <> 'done'";
                tx.rows(sql, crate::params![actor, kind], |row| row.get::<Option<String>>("error"))
            });
            assert_eq!(left.await, Ok(Vec::new()), "the job came to its end");
            return true;
        }
    }
    false
}

fn stored(person: &Person, card: Uuid) -> study::cards::LearnerCard {
    let found = person.read(move |tx, call| study::cards::find(tx, call.actor.learner, card));
    found.expect("reads").expect("the card is there")
}

fn history(person: &Person, card: Uuid) -> Vec<memory::Event> {
    let rows = person.read(move |tx, call| reviews::history(tx, &call.actor, card)).expect("a history");
    rows.iter().filter_map(reviews::EventRow::to_memory).collect()
}
