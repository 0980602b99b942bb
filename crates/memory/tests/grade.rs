//! The predicted grade: ability, points, scales.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use memory::{
    Ability, AbilityPriors, Blueprint, BlueprintTopic, InvalidBlueprint, InvalidScale, NoGrade, Scale, ScaleStep,
    TopicAnswer, predict_grade, worlds::exam::World,
};
use proptest::prelude::*;

fn topic(weight: f64, problems: u32, recalls: u32) -> BlueprintTopic {
    BlueprintTopic { weight, problems, guess: 0.0, recalls }
}

fn answer(topic: usize, right: bool) -> TopicAnswer {
    TopicAnswer { topic, right, guess: 0.0, difficulty: 0.0, difficulty_sd: 1.0 }
}

fn two_topics() -> Blueprint {
    Blueprint::new(vec![topic(1.0, 10, 0), topic(3.0, 10, 0)]).unwrap()
}

fn priors() -> AbilityPriors {
    AbilityPriors::default()
}

#[test]
fn without_answers_half_of_the_questions_are_expected_right() {
    let ability = Ability::new(priors(), 2, &[]).unwrap();
    assert!((ability.chance(0, 0.0).unwrap() - 0.5).abs() < 1e-9);
    assert!((ability.chance(1, 0.25).unwrap() - 0.625).abs() < 1e-9);
    assert_eq!(ability.chance(2, 0.0), None);
}

#[test]
fn answers_in_one_topic_tell_more_of_it_than_of_others() {
    let ability = Ability::new(priors(), 2, &[answer(0, true); 10]).unwrap();
    let [here, there] = [0, 1].map(|topic| ability.chance(topic, 0.0).unwrap());
    assert!(here > there + 0.03 && there > 0.6, "{here} {there}");
}

#[test]
fn a_right_answer_that_could_be_guessed_tells_less() {
    let of = |guess| Ability::new(priors(), 1, &[TopicAnswer { guess, ..answer(0, true) }; 5]).unwrap().chance(0, 0.0);
    assert!(of(0.5) < of(0.25) && of(0.25) < of(0.0));
}

#[test]
fn the_grid_agrees_with_a_finer_sum_over_one_topic() {
    // One topic: θ + δ is normal with variance 1.36. Seven right, three wrong, difficulties known.
    let answers: Vec<TopicAnswer> =
        (0..10).map(|n| TopicAnswer { difficulty_sd: 0.0, difficulty: 0.3, ..answer(0, n < 7) }).collect();
    let priors = AbilityPriors { difficulty_sd: 0.0, ..priors() };
    let ours = Ability::new(priors, 1, &answers).unwrap().chance(0, 0.0).unwrap();
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    let (mut sum, mut total) = (0.0, 0.0);
    for step in -6_000..6_000 {
        let x = f64::from(step) / 1_000.0;
        let p = logistic(x - 0.3);
        let weight = (-x * x / 2.0 / 1.36).exp() * p.powi(7) * (1.0 - p).powi(3);
        sum += weight * logistic(x);
        total += weight;
    }
    assert!((ours - sum / total).abs() < 1e-4, "{ours} {}", sum / total);
}

#[test]
fn points_of_what_is_recalled_follow_the_recalls() {
    let blueprint = Blueprint::new(vec![topic(1.0, 0, 20)]).unwrap();
    let forecast = predict_grade(priors(), &blueprint, &[], &[vec![0.9; 30]]).unwrap();
    assert!((forecast.mean() - 0.9).abs() < 0.01, "{}", forecast.mean());
    // What was never seen is not recalled.
    let half = predict_grade(priors(), &blueprint, &[], &[[vec![0.9; 15], vec![0.0; 15]].concat()]).unwrap();
    assert!((half.mean() - 0.45).abs() < 0.01, "{}", half.mean());
}

#[test]
fn too_little_evidence_says_what_is_missing() {
    let few = [answer(1, true), answer(1, true), answer(1, false)];
    assert_eq!(predict_grade(priors(), &two_topics(), &few, &[]), Err(NoGrade::TooFewAnswers { missing: 2 }));
    let narrow = [answer(0, true); 9];
    let refused = predict_grade(priors(), &two_topics(), &narrow, &[]);
    assert_eq!(refused, Err(NoGrade::TooLittleTouched { touched: 0.25, needed: 0.3 }));
    assert!(predict_grade(priors(), &two_topics(), &[answer(1, true); 5], &[]).is_ok());
}

#[test]
fn chances_follow_the_distribution() {
    let forecast = predict_grade(priors(), &two_topics(), &[answer(1, true); 8], &[]).unwrap();
    assert!((forecast.distribution().iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert!((forecast.chance_to_reach(0.0) - 1.0).abs() < 1e-9);
    assert!(forecast.chance_to_reach(0.5) > forecast.chance_to_reach(0.8));
    let (low, high) = forecast.interval(0.8);
    assert!(low < forecast.median() && forecast.median() < high);
    assert_eq!(forecast.chance_to_reach(1.01), 0.0);
}

#[test]
fn an_exam_without_anything_that_counts_is_no_exam() {
    assert_eq!(Blueprint::new(vec![]), Err(InvalidBlueprint::Empty));
    assert_eq!(Blueprint::new(vec![topic(0.0, 10, 0), topic(1.0, 0, 0)]), Err(InvalidBlueprint::Empty));
    assert_eq!(Blueprint::new(vec![topic(f64::NAN, 10, 0)]), Err(InvalidBlueprint::Topic(0)));
}

#[test]
fn simulated_grades_lie_in_the_80_percent_range_about_that_often() {
    for practice in [5, 20] {
        let errors = World::default().errors(150, practice, 1);
        assert!((0.70..=0.90).contains(&errors.coverage), "{practice}: {errors:?}");
        assert!((errors.model - errors.expected).abs() < 0.02, "{practice}: {errors:?}");
        assert!(errors.model < errors.raw, "{practice}: {errors:?}");
    }
}

#[test]
fn scales_lead_from_points_to_a_grade_and_back() {
    assert_eq!(Scale::chamber().step_of(0.91).grade, "2");
    assert_eq!(Scale::chamber().step_of(0.92).grade, "1");
    assert_eq!(Scale::upper_school().step_of(0.549).grade, "6");
    assert_eq!(Scale::upper_school().share_for("11"), Some(0.75));
    assert_eq!(Scale::percent().step_of(0.689).grade, "68");
    assert_eq!(Scale::school().step_of(f64::NAN).grade, "6");
    for scale in [Scale::percent(), Scale::upper_school(), Scale::school(), Scale::chamber()] {
        assert_eq!(Scale::new(scale.steps().to_vec()), Ok(scale.clone()));
        for step in scale.steps() {
            assert_eq!(scale.step_of(scale.share_for(&step.grade).unwrap()), step);
        }
    }
}

#[test]
fn a_table_that_is_no_scale_says_where() {
    let step = |from: f64, grade: &str| ScaleStep { from, grade: grade.into() };
    assert_eq!(Scale::new(vec![]), Err(InvalidScale::Length(0)));
    assert_eq!(Scale::new(vec![step(0.1, "a")]), Err(InvalidScale::Start));
    assert_eq!(Scale::new(vec![step(0.0, "a"), step(0.0, "b")]), Err(InvalidScale::Share(1)));
    assert_eq!(Scale::new(vec![step(0.0, "a"), step(f64::NAN, "b")]), Err(InvalidScale::Share(1)));
    assert_eq!(Scale::new(vec![step(0.0, "a"), step(0.5, "a")]), Err(InvalidScale::Name(1)));
}

fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 0.0..1.0f64, 1 => any::<f64>(), 1 => Just(0.0), 1 => Just(1.0)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_exam_and_answers_give_a_sound_grade_or_a_reason(
        topics in prop::collection::vec((wild(), 0..12u32, wild(), 0..12u32), 0..6),
        answers in prop::collection::vec((0..7usize, any::<bool>(), wild(), wild(), wild()), 0..30),
        recalls in prop::collection::vec(prop::collection::vec(wild(), 0..10), 0..7),
        spread in wild(),
    ) {
        let topics = topics.into_iter().map(|(weight, problems, guess, recalls)| BlueprintTopic { weight, problems, guess, recalls });
        let Ok(blueprint) = Blueprint::new(topics.collect()) else { return Ok(()) };
        let answers: Vec<TopicAnswer> = answers
            .into_iter()
            .map(|(topic, right, guess, difficulty, difficulty_sd)| TopicAnswer { topic, right, guess, difficulty, difficulty_sd })
            .collect();
        let priors = AbilityPriors { ability_sd: spread + 0.2, ..AbilityPriors::default() };
        if let Ok(forecast) = predict_grade(priors, &blueprint, &answers, &recalls) {
            prop_assert!((forecast.distribution().iter().sum::<f64>() - 1.0).abs() < 1e-6);
            let (low, high) = forecast.interval(0.8);
            prop_assert!(0.0 <= low && low <= forecast.median() && forecast.median() <= high && high <= 1.0);
            prop_assert!((0.0..=1.0).contains(&forecast.mean()));
            prop_assert_eq!(predict_grade(priors, &blueprint, &answers, &recalls), Ok(forecast));
        }
    }

    #[test]
    fn any_table_is_a_scale_or_says_why(steps in prop::collection::vec((wild(), "[a-c]{0,2}"), 0..6), share in any::<f64>()) {
        let steps = steps.into_iter().map(|(from, grade)| ScaleStep { from, grade }).collect();
        if let Ok(scale) = Scale::new(steps) {
            prop_assert!(scale.steps().contains(scale.step_of(share)));
        }
    }
}
