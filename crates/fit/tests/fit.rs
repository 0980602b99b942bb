//! A learner's own parameters: when they are fitted, and when they are taken.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use fit::{Fit, Recipe, Verdict, fit, read_log};
use memory::{
    Event, EventId, Evidence, History, Millis, Parameters, Quality, Rating, StudyDay, worlds::forgetting::log,
};
use proptest::prelude::*;

fn history(events: &[Vec<Event>]) -> History {
    History::from_cards(events.iter().map(Vec::as_slice))
}

/// A learner who forgets faster than most, and learns less from a success.
fn forgetful() -> Parameters {
    let mut numbers = *Parameters::default().values();
    for first in &mut numbers[..4] {
        *first *= 0.3;
    }
    numbers[8] -= 1.2;
    numbers[20] = 0.35;
    Parameters::new(&numbers).unwrap()
}

/// Log loss on what comes from `day` on.
fn loss_from(history: &History, parameters: &Parameters, day: StudyDay) -> f64 {
    let later: Vec<_> = history.predictions(parameters).into_iter().filter(|p| p.day >= day).collect();
    Quality::of(&later).unwrap().log_loss
}

/// Fits to the first four fifths, and gives the fit and the log losses of its parameters, the published ones and the
/// crate's on the last.
fn trial(history: &History) -> (Fit, [f64; 3]) {
    let published = Parameters::default();
    let from = history.parting_day(0.8).unwrap();
    let earlier = history.before(from);
    let fitted = fit(&published, &earlier, 1);
    let crates = Recipe::Standard.train(&earlier, 1).unwrap();
    let losses = [&fitted.parameters, &published, &crates].map(|parameters| loss_from(history, parameters, from));
    (fitted, losses)
}

#[test]
fn a_forgetful_learner_gets_parameters_that_predict_better() {
    let (fitted, [own, published, _]) = trial(&history(&log(&forgetful(), 300, 200, 1)));
    assert_eq!(fitted.verdict, Verdict::Accepted, "{fitted:#?} {own} {published}");
    assert!(own < published - 0.005, "{own} {published}");
}

#[test]
fn an_average_learner_is_not_made_worse_by_more_than_a_trifle() {
    let (fitted, [own, published, _]) = trial(&history(&log(&Parameters::default(), 300, 200, 2)));
    assert!(own < published + 0.001, "{:?} {own} {published}", fitted.verdict);
}

#[test]
fn few_answers_keep_the_current_parameters_and_say_how_many_are_missing() {
    let history = history(&log(&forgetful(), 10, 60, 3));
    let fitted = fit(&forgetful(), &history, 1);
    assert_eq!(fitted.parameters, forgetful());
    assert_eq!(fitted.verdict, Verdict::TooFewAnswers(fit::LEAST_ANSWERS - fitted.answers));
}

#[test]
fn some_hundred_answers_fit_only_the_first_stabilities() {
    let fitted = fit(&Parameters::default(), &history(&log(&forgetful(), 60, 120, 4)), 1);
    assert!((fit::LEAST_ANSWERS..fit::LEAST_FOR_ALL).contains(&fitted.answers), "{}", fitted.answers);
    assert!(fitted.trials.iter().all(|trial| trial.recipe == Recipe::FirstStabilities) && !fitted.trials.is_empty());
    assert_eq!(fitted.tested.unwrap().0.values()[4..], Parameters::default().values()[4..]);
}

#[test]
fn the_same_log_gives_the_same_parameters_whatever_the_order_of_its_events() {
    let mut events = log(&forgetful(), 120, 200, 5);
    let once = fit(&Parameters::default(), &history(&events), 7);
    events.iter_mut().for_each(|card| card.reverse());
    assert_eq!(fit(&Parameters::default(), &history(&events), 7), once);
    assert_ne!(once.tested.unwrap().0, Parameters::default());
}

#[test]
fn fitted_parameters_survive_being_written_and_read() {
    let fitted = fit(&Parameters::default(), &history(&log(&forgetful(), 120, 200, 5)), 7).tested.unwrap().0;
    assert_eq!(fitted.to_string().parse::<Parameters>().unwrap(), fitted);
}

#[test]
fn real_reviews_are_predicted_no_worse_than_by_the_published_parameters_or_the_crates() {
    let data = std::env::var("STUDIUM_DATA")
        .unwrap_or_else(|_| format!("{}/../../../shared/data", env!("CARGO_MANIFEST_DIR")));
    let Some(file) = std::fs::read_dir(format!("{data}/reviews")).ok().and_then(|mut files| files.next()) else {
        println!("skipped: no real reviews in {data}");
        return;
    };
    let events = read_log(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
    let (_, [own, published, crates]) = trial(&history(&events));
    assert!(own <= published && own <= crates, "{own} {published} {crates}");
}

#[test]
fn a_log_that_cannot_be_read_names_the_line() {
    let text =
        "card_id,review_rating,review_time,review_duration\n1,3,2024-03-29T20:32:32.250000+00:00,25060\n1,5,x,1\n";
    assert_eq!(read_log(text), Err(fit::InvalidLog(3)));
    assert_eq!(read_log(&text[..text.len() - 9]).unwrap().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_events_give_parameters_in_range(
        seed in any::<u64>(),
        answers in prop::collection::vec((0..40u128, 1i64..=4, -40_000i32..40_000, any::<bool>()), 0..1_500),
    ) {
        let mut cards: Vec<Vec<Event>> = vec![Vec::new(); 40];
        for (place, (card, rating, day, near)) in answers.into_iter().enumerate() {
            let day = StudyDay(if near { day % 30 } else { day });
            let at = Millis(i64::from(day.0) * 86_400_000);
            let evidence = Evidence::new(Rating::try_from(rating).unwrap(), at, day);
            let id = EventId(place as u128);
            cards[card as usize].push(Event::Answer { id, evidence, promised_s: None, after: None });
        }
        let fitted = fit(&Parameters::default(), &history(&cards), seed);
        prop_assert_eq!(&Parameters::new(fitted.parameters.values()).unwrap(), &fitted.parameters);
    }
}
