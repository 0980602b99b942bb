//! Histories, predictions, and how good they were; parameters as text.

use memory::{
    Event, EventId, Evidence, History, InvalidParameterText, InvalidParameters, Millis, Parameters, Phase, Prediction,
    Quality, Rating, Seed, StudyDay, gain, moving_average, worlds::forgetting::log,
};

fn prediction(day: i32, predicted: f64, recalled: bool) -> Prediction {
    let at = Millis(i64::from(day) * 86_400_000);
    Prediction { at, day: StudyDay(day), predicted, recalled, elapsed_days: 3, reviews: 0, lapses: 0 }
}

fn evidence(day: i32) -> Evidence {
    Evidence::new(Rating::Good, Millis(i64::from(day) * 86_400_000), StudyDay(day))
}

fn answer(id: u128, evidence: Evidence) -> Event {
    Event::Answer { id: EventId(id), evidence, promised_s: None, after: None }
}

#[test]
fn the_true_parameters_are_calibrated_on_their_own_learner() {
    let truth = Parameters::default();
    let cards = log(&truth, 600, 300, 1);
    let quality = Quality::of(&History::from_cards(cards.iter().map(Vec::as_slice)).predictions(&truth)).unwrap();
    assert!(quality.rmse_bins < 0.04, "{quality:?}");
    assert_eq!(quality.calibration.len(), 10);
    for bin in &quality.calibration {
        assert!((bin.predicted - bin.observed).abs() < 0.05, "{bin:?}");
    }
}

#[test]
fn log_loss_and_discrimination_follow_their_definitions() {
    let said =
        [prediction(0, 0.9, true), prediction(1, 0.9, true), prediction(2, 0.6, false), prediction(3, 0.6, true)];
    let quality = Quality::of(&said).unwrap();
    let expected = -(2.0 * 0.9f64.ln() + 0.4f64.ln() + 0.6f64.ln()) / 4.0;
    assert!((quality.log_loss - expected).abs() < 1e-12);
    // of three pairs two are told apart and one is a tie
    assert!((quality.discrimination.unwrap() - 2.5 / 3.0).abs() < 1e-12);
    // one bin: 3.0 expected, 3 recalled
    assert!(quality.rmse_bins < 1e-12);
    assert_eq!(Quality::of(&[]), None);
    assert_eq!(Quality::of(&said[..2]).unwrap().discrimination, None);
}

#[test]
fn a_gain_on_one_day_is_all_noise_and_the_same_gain_each_day_is_none() {
    let old: Vec<_> = (0..20).map(|day| prediction(day, 0.8, true)).collect();
    let new: Vec<_> = (0..20).map(|day| prediction(day, 0.9, true)).collect();
    let (mean, noise) = gain(&old, &new);
    assert!((mean - (0.9f64 / 0.8).ln()).abs() < 1e-12 && noise < 1e-9, "{mean} {noise}");
    let together = |list: &[Prediction]| list.iter().map(|p| Prediction { day: StudyDay(0), ..*p }).collect::<Vec<_>>();
    assert_eq!(gain(&together(&old), &together(&new)).1, f64::INFINITY);
}

#[test]
fn the_moving_average_says_what_was_known_before_each_answer() {
    let said = moving_average(&[prediction(0, 0.5, false), prediction(1, 0.5, false), prediction(2, 0.5, true)]);
    assert!((said[0].predicted - 0.9).abs() < 1e-12);
    assert!(said[1].predicted < said[0].predicted && said[2].predicted < said[1].predicted);
}

#[test]
fn guessable_right_answers_and_the_first_of_a_day_only_test_where_they_can() {
    let events = [
        answer(1, evidence(0)),
        answer(2, evidence(0)),                 // the same day
        answer(3, evidence(4)),                 // tests
        answer(4, evidence(9).chosen_among(4)), // may be a guess
        answer(5, evidence(20)),                // tests
    ];
    let predictions = History::from_cards([events.as_slice()]).predictions(&Parameters::default());
    assert_eq!(predictions.iter().map(|p| p.day.0).collect::<Vec<_>>(), [4, 20]);
    assert_eq!((predictions[1].reviews, predictions[1].elapsed_days), (2, 11));
}

#[test]
fn answers_after_a_seed_without_history_are_left_out_until_a_new_start() {
    let seed = Seed { phase: Phase::Review, reps: 5, ..Seed::default() };
    let events = [
        Event::Seed { id: EventId(1), at: Millis(0), day: StudyDay(0), seed },
        answer(2, evidence(5)),
        Event::Forget { id: EventId(3), at: Millis(6 * 86_400_000) },
        answer(4, evidence(7)),
        answer(5, evidence(8)),
    ];
    let history = History::from_cards([events.as_slice()]);
    assert_eq!(history.cards().iter().map(Vec::len).collect::<Vec<_>>(), [2]);
}

#[test]
fn the_parting_day_splits_by_whole_days() {
    let cards = log(&Parameters::default(), 100, 100, 2);
    let history = History::from_cards(cards.iter().map(Vec::as_slice));
    let from = history.parting_day(0.8).unwrap();
    let (all, before) = (history.predictions(&Parameters::default()), history.before(from));
    let earlier = before.predictions(&Parameters::default());
    assert_eq!(all[..earlier.len()], earlier);
    assert!(earlier.len() * 10 >= all.len() * 8 && earlier.len() < all.len());
    assert_eq!(History::default().parting_day(0.8), None);
}

#[test]
fn parameters_are_read_as_anki_shows_them() {
    let published = Parameters::default();
    let bare = published.to_string();
    let with_brackets = format!("[\n  {},\n]", bare.replace(", ", ",\n  "));
    for text in [bare.clone(), with_brackets, bare.replace(", ", " "), bare.replace(", ", "; ")] {
        assert_eq!(text.parse::<Parameters>(), Ok(published.clone()));
    }
}

#[test]
fn a_text_that_holds_no_parameters_says_why() {
    let read = |text: &str| text.parse::<Parameters>().unwrap_err();
    assert_eq!(read(""), InvalidParameterText::Numbers(InvalidParameters::Length(0)));
    assert_eq!(read("0.4, 0.6"), InvalidParameterText::Numbers(InvalidParameters::Length(2)));
    assert_eq!(read("0.4, half"), InvalidParameterText::NotANumber("half".into()));
    let nan = Parameters::default().to_string().replacen("0.212", "NaN", 1);
    assert_eq!(read(&nan), InvalidParameterText::Numbers(InvalidParameters::NotFinite(0)));
}

#[test]
fn parameters_outside_their_ranges_are_held_within() {
    let text = Parameters::default().to_string().replacen("0.212", "-5", 1);
    assert!((text.parse::<Parameters>().unwrap().values()[0] - 0.001).abs() < 1e-9);
}
