//! What an answer of any kind does to the memory.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use memory::{
    CardState, Evidence, MemoryState, Millis, Parameters, Phase, Rating, StudyDay, next_memory, observe,
    worlds::guessing::World,
};
use proptest::prelude::*;

fn reviewed(stability: f64, difficulty: f64) -> CardState {
    CardState {
        memory: Some(MemoryState::new(stability, difficulty)),
        phase: Phase::Review,
        last_day: Some(StudyDay(0)),
        last_at: Some(Millis(0)),
        reps: 3,
        ..CardState::default()
    }
}

fn plain(rating: Rating, day: i32) -> Evidence {
    Evidence::new(rating, Millis(i64::from(day) * 86_400_000), StudyDay(day))
}

fn stability(before: &CardState, evidence: Evidence) -> f64 {
    observe(&Parameters::default(), before, &evidence, None).memory.unwrap().stability.get()
}

#[test]
fn a_plain_rating_is_exactly_the_reference_update() {
    for rating in Rating::ALL {
        for (before, day) in [(CardState::default(), 0), (reviewed(12.0, 6.0), 0), (reviewed(12.0, 6.0), 15)] {
            let expected =
                next_memory(&Parameters::default(), before.memory, before.elapsed_days(StudyDay(day)), rating);
            let after = observe(&Parameters::default(), &before, &plain(rating, day).lasting(Millis(4_000)), None);
            assert_eq!(after.memory, Some(expected));
        }
    }
}

#[test]
fn a_right_choice_among_four_counts_by_the_chance_that_it_was_recalled() {
    // R = 0.9 after as many days as the stability says: 0.9 / (0.9 + 0.1 · 0.25)
    let chance = plain(Rating::Good, 0).guessed_with(0.25).chance_recalled(0.9);
    assert!((chance - 0.9 / 0.925).abs() < 1e-12);
}

#[test]
fn a_guessable_right_answer_is_worth_the_days_until_the_mixture_is_recalled_at_90_percent() {
    let params = Parameters::default();
    let before = reviewed(10.0, 5.0);
    let (right, wrong) = (plain(Rating::Good, 30), plain(Rating::Again, 30));
    let recall = before.recall(&params, StudyDay(30)).unwrap();
    let weight = right.guessed_with(0.25).chance_recalled(recall);
    let after = observe(&params, &before, &right.guessed_with(0.25), None).memory.unwrap();
    let [known, missed] = [right, wrong].map(|e| observe(&params, &before, &e, None).memory.unwrap());
    let at = after.stability.get();
    let mixture = weight * memory::retrievability(&params, known, at)
        + (1.0 - weight) * memory::retrievability(&params, missed, at);
    assert!((mixture - 0.9).abs() < 1e-9, "{mixture}");
}

#[test]
fn recognising_counts_less_than_recalling() {
    let before = reviewed(10.0, 5.0);
    let recalled = stability(&before, plain(Rating::Good, 10));
    let recognised = stability(&before, plain(Rating::Good, 10).by_recognition());
    let chosen = stability(&before, plain(Rating::Good, 10).chosen_among(4));
    assert!(chosen < recognised && recognised < recalled, "{chosen} {recognised} {recalled}");
}

#[test]
fn a_wrong_answer_counts_fully_however_it_was_given() {
    let before = reviewed(10.0, 5.0);
    let plainly = stability(&before, plain(Rating::Again, 10));
    let otherwise = plain(Rating::Again, 10).chosen_among(4).with_confidence(100).with_hints(2);
    assert_eq!(stability(&before, otherwise), plainly);
}

#[test]
fn an_unsure_right_answer_counts_less_than_a_sure_one() {
    let before = reviewed(10.0, 5.0);
    let of = |percent| stability(&before, plain(Rating::Good, 10).with_confidence(percent));
    assert!(of(0) < of(50) && of(50) < of(100));
    assert!(of(100) < stability(&before, plain(Rating::Good, 10)));
}

#[test]
fn evidence_written_before_there_were_facts_reads_as_a_plain_recall() {
    let old: Evidence = serde_json::from_str(r#"{"rating":3,"at":5,"day":0}"#).unwrap();
    assert_eq!(old, Evidence::new(Rating::Good, Millis(5), StudyDay(0)));
}

#[test]
fn a_simulated_learner_who_guesses_among_four_is_predicted_within_a_point() {
    let world = World { cards: 1_500, ..World::default() };
    let corrected = world.study(1, |answer| answer.guessed_with(0.25));
    let naive = world.study(1, |answer| answer);
    assert!(corrected.mean.abs() <= 0.01, "{corrected:?}");
    assert!(naive.mean > 0.02, "right = Good should be misled: {naive:?}");
}

fn any_evidence() -> impl Strategy<Value = Evidence> {
    (
        1i64..=4,
        -10i32..2_000,
        any::<f64>(),
        0.0..=1.0f64,
        any::<bool>(),
        any::<Option<u8>>(),
        any::<u16>(),
        any::<i64>(),
    )
        .prop_map(|(rating, day, wild, tame, recognised, confidence, hints, duration)| {
            let guess = if hints % 2 == 0 { wild } else { tame };
            let evidence = plain(Rating::try_from(rating).unwrap(), day)
                .guessed_with(guess)
                .with_hints(hints)
                .lasting(Millis(duration));
            let evidence = if recognised { evidence.by_recognition() } else { evidence };
            confidence.map_or(evidence, |percent| evidence.with_confidence(percent))
        })
}

fn any_state() -> impl Strategy<Value = CardState> {
    (any::<bool>(), 0.001..36_500.0f64, 1.0..=10.0f64)
        .prop_map(|(new, s, d)| if new { CardState::default() } else { reviewed(s, d) })
}

proptest! {
    #[test]
    fn an_answer_lies_between_the_plain_failure_and_the_plain_success(before in any_state(), evidence in any_evidence()) {
        let params = Parameters::default();
        let of = |e: &Evidence| observe(&params, &before, e, None).memory.unwrap();
        let day = evidence.day.0;
        let (after, right, wrong) = (of(&evidence), of(&plain(evidence.rating, day)), of(&plain(Rating::Again, day)));
        prop_assert!(after.stability <= right.stability, "{after:?} {right:?}");
        prop_assert!(after.stability.get() >= wrong.stability.get() * (1.0 - 1e-9), "{after:?} {wrong:?}");
        prop_assert!(after.difficulty >= right.difficulty && after.difficulty <= wrong.difficulty);
    }

    #[test]
    fn the_easier_the_guess_the_less_a_right_answer_counts(before in any_state(), low in 0.0..1.0f64, more in 0.0..1.0f64, day in 0..500i32) {
        let of = |guess| stability(&before, plain(Rating::Good, day).guessed_with(guess));
        prop_assert!(of((low + more).min(1.0)) <= of(low) * (1.0 + 1e-9));
    }

    #[test]
    fn more_hints_and_less_confidence_never_count_more(before in any_state(), hints in 0..20u16, percent in 0..100u8, day in 0..500i32) {
        let of = |e: Evidence| stability(&before, e);
        let good = plain(Rating::Good, day);
        prop_assert!(of(good.with_hints(hints + 1)) <= of(good.with_hints(hints)) * (1.0 + 1e-9));
        prop_assert!(of(good.with_confidence(percent)) <= of(good.with_confidence(percent + 1)) * (1.0 + 1e-9));
    }

    #[test]
    fn an_answer_tells_the_same_twice(before in any_state(), evidence in any_evidence()) {
        let once = observe(&Parameters::default(), &before, &evidence, None);
        prop_assert_eq!(once, observe(&Parameters::default(), &before, &evidence, None));
    }
}
