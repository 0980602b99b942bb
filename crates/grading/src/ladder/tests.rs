use crate::*;
use proptest::prelude::*;

fn short(answers: &[&str]) -> Key {
    Key::Short {
        answers: answers.iter().copied().map(Accepted::from).collect(),
        want: Want::OneOf,
        case_matters: false,
    }
}

fn numeric(value: &str) -> Key {
    Key::Numeric { answers: vec![NumericAnswer::new(value)], unit: None, unit_required: true }
}

fn formula(text: &str) -> Key {
    Key::Formula { answers: vec![Accepted::new(text)] }
}

fn of(key: &Key, text: &str, others: &[&str]) -> Graded {
    grade(key, &Response::Text(text.into()), &Context { language: Language::English, others })
}

fn criterion(phrase: &str) -> Criterion {
    Criterion { points: 1.0, phrases: vec![phrase.into()], text: String::new() }
}

/// A key of every kind, some of them with nothing in them.
fn keys() -> Vec<Key> {
    vec![
        short(&["mitochondrion", "1/0", "E = mc²"]),
        short(&[]),
        short(&[""]),
        Key::Short { answers: vec!["a".into(), "b".into()], want: Want::AllOf, case_matters: true },
        Key::Short { answers: vec![], want: Want::AllInOrder, case_matters: false },
        numeric("3.5"),
        numeric("no number"),
        Key::Numeric { answers: vec![], unit: Some("m".into()), unit_required: true },
        formula("x^2+1"),
        formula("((("),
        formula(""),
        Key::Choice { options: vec![], many: true, partial: Partial::PerPart },
        Key::Choice { options: vec![ChoiceOption { score: f64::NAN }], many: false, partial: Partial::PerPart },
        Key::TrueFalse { answer: true },
        Key::Match { pairs: vec![], partial: Partial::PerPart },
        Key::Order { count: 0, partial: Partial::AllOrNothing },
        Key::Gaps { parts: vec![], partial: Partial::PerPart },
        Key::Gaps { parts: vec![Gap { points: 1.0, key: short(&["cat"]) }], partial: Partial::PerPart },
        Key::FreeText { rubric: vec![] },
        Key::FreeText { rubric: vec![criterion("light energy")] },
        Key::Worked { steps: vec![Step { points: f64::INFINITY, text: String::new() }] },
    ]
}

fn is_sound(graded: &Graded) -> bool {
    let spoken =
        |reason: &Reason| reason.sentence(Language::English).len() > 5 && reason.sentence(Language::German).len() > 5;
    (0.0..=1.0).contains(&graded.score)
        && spoken(&graded.reason)
        && graded.parts.iter().all(|part| spoken(&part.reason))
}

#[test]
fn whatever_is_asked_and_answered_there_is_a_sound_answer() {
    let mut texts: Vec<String> =
        ["", " ", "1/0", "?", "*", "\0", "-", "∞", "((((", "a,b", "not", "e", "%", "\\frac"].map(String::from).to_vec();
    texts.extend([
        "9".repeat(10_000),
        "(".repeat(10_000) + "x" + &")".repeat(10_000),
        "x".repeat(1 << 20),
        "a,".repeat(1_900),
        "1/".repeat(1_900),
        "a ".repeat(30_000),
        "-".repeat(3_000),
        "\u{301}".repeat(1_500),
        "\\frac{".repeat(600),
        "√".repeat(1_000),
        "1e".repeat(1_000),
        "²".repeat(1_500),
    ]);
    let context = Context { language: Language::German, others: &["", "?", "mitochondria"] };
    for key in keys() {
        for text in &texts {
            for response in [
                Response::Text(text.clone()),
                Response::Texts(vec![text.clone(); 3]),
                Response::Parts(vec![Response::Parts(vec![Response::Nothing])]),
            ] {
                let graded = grade(&key, &response, &context);
                assert!(is_sound(&graded), "{key:?}");
            }
        }
        for response in [
            Response::Nothing,
            Response::Chosen(vec![usize::MAX, 0]),
            Response::Order(vec![usize::MAX; 5]),
            Response::Pairs(vec![Some(usize::MAX), None]),
            Response::Ticked(vec![0, usize::MAX]),
        ] {
            assert!(is_sound(&grade(&key, &response, &context)), "{key:?}");
        }
    }
}

#[test]
fn an_exact_foreseen_mistake_is_not_saved_by_a_later_rung() {
    let mistake = Accepted { score: 0.0, ..Accepted::new("mitochondrian") };
    let key = Key::Short { answers: vec!["mitochondrion".into(), mistake], want: Want::OneOf, case_matters: false };
    let graded = of(&key, "Mitochondrian", &[]);
    assert_eq!(
        (graded.verdict, graded.reason),
        (Verdict::Wrong, Reason::ForeseenMistake { answer: "mitochondrian".into() })
    );
}

#[test]
fn a_slip_that_makes_another_answer_of_the_deck_is_none() {
    let key = short(&["thymine"]);
    assert_eq!(of(&key, "thymin", &["adenine"]).rung, Rung::Typo);
    let near_both = of(&short(&["mitosis"]), "miosis", &["meiosis"]);
    assert_eq!(near_both.reason, Reason::OtherAnswer { answer: "meiosis".into() });
}

#[test]
fn wrong_answers_are_told_why_without_the_right_one() {
    for (key, text, reason) in [
        (short(&["possible"]), "not possible", Reason::NegationDiffers),
        (short(&["soluble"]), "insoluble", Reason::NegationDiffers),
        (short(&["absorption"]), "adsorption", Reason::OtherWord),
        (short(&["Paris"]), "Rome", Reason::NoMatch),
        (numeric("5"), "1/0", Reason::DivisionByZero),
        (numeric("5"), "6", Reason::OtherNumber { read: "6".into() }),
    ] {
        assert_eq!(of(&key, text, &[]).reason, reason);
    }
    let cased = Key::Short { answers: vec!["NaCl".into()], want: Want::OneOf, case_matters: true };
    assert_eq!(of(&cased, "nacl", &[]).reason, Reason::CaseDiffers);
}

#[test]
fn keys_are_stored_as_short_as_they_can_be_and_read_both_ways() {
    let json = r#"{"kind":"short","answers":["Paris",{"text":"Lutetia","score":0.5}]}"#;
    let key: Key = serde_json::from_str(json).expect("a key");
    let stored = serde_json::to_string(&key).expect("json");
    assert_eq!(
        stored,
        r#"{"kind":"short","answers":["Paris",{"text":"Lutetia","score":0.5}],"want":"one_of","case_matters":false}"#
    );
    let json = r#"{"kind":"numeric","answers":["3,5",7,{"value":"1","tolerance":"3sf"}],"unit":"m"}"#;
    let key: Key = serde_json::from_str(json).expect("a key");
    let again: Key = serde_json::from_str(&serde_json::to_string(&key).expect("json")).expect("a key");
    assert_eq!(key, again);
    let german = Context { language: Language::German, others: &[] };
    let point: Key = serde_json::from_str(r#"{"kind":"numeric","answers":[1.234]}"#).expect("a key");
    assert_eq!(grade(&point, &Response::Text("1,234".into()), &german).verdict, Verdict::Right);
    assert_eq!(grade(&point, &Response::Text("1234".into()), &german).verdict, Verdict::Wrong);
    let gaps = r#"{"kind":"gaps","parts":[{"kind":"short","answers":["cat"]},{"points":2.0,"kind":"true_false","answer":true}]}"#;
    let gaps: Key = serde_json::from_str(gaps).expect("gaps");
    assert_eq!(serde_json::from_str::<Key>(&serde_json::to_string(&gaps).expect("json")).expect("gaps"), gaps);
    let response: Response = serde_json::from_str(r#"{"text":"Paris"}"#).expect("a response");
    assert_eq!(response, Response::Text("Paris".into()));
    let reason = serde_json::to_string(&Reason::UnitMissing { unit: "m".into() }).expect("json");
    assert_eq!(reason, r#"{"key":"unit_missing","unit":"m"}"#);
}

#[test]
fn tolerances_are_read_and_refused() {
    for (text, tolerance) in [
        ("0.05", Tolerance::Absolute(0.05)),
        ("1%", Tolerance::Percent(1.0)),
        ("0,5 %", Tolerance::Percent(0.5)),
        ("3sf", Tolerance::Figures(3)),
    ] {
        assert_eq!(text.parse(), Ok(tolerance));
    }
    for text in ["", "-1", "sf", "0sf", "99sf", "NaN", "inf", "1%%", "1e999"] {
        assert!(text.parse::<Tolerance>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn a_key_s_own_first_answer_is_right(text in "\\PC{1,40}") {
        prop_assume!(!text.trim().is_empty());
        prop_assert_eq!(of(&short(&[&text]), &text, &[]).verdict, Verdict::Right);
        prop_assert_eq!(of(&numeric(&text), &text, &[]).verdict, Verdict::Right);
        prop_assert_eq!(of(&formula(&text), &text, &[]).verdict, Verdict::Right);
    }

    #[test]
    fn a_changed_digit_is_never_right(digits in "[1-9][0-9]{0,29}", at in 0usize..30, by in 1u8..10, decimals in 0usize..8) {
        let place = at % digits.len();
        let mut other = digits.clone().into_bytes();
        other[place] = b'0' + (other[place] - b'0' + by) % 10;
        let other = String::from_utf8(other).expect("digits");
        let point = |digits: &str| {
            let at = digits.len().saturating_sub(decimals);
            if decimals > 0 && at > 0 { format!("{}.{}", &digits[..at], &digits[at..]) } else { digits.to_owned() }
        };
        let (digits, other) = (point(&digits), point(&other));
        prop_assert_eq!(of(&numeric(&digits), &other, &[]).verdict, Verdict::Wrong);
        prop_assert_eq!(of(&short(&[&digits]), &other, &[]).verdict, Verdict::Wrong);
        let (km, m) = (format!("{digits} km"), format!("{other} m"));
        prop_assert_eq!(of(&short(&[&km]), &m.replace(" m", " km"), &[]).verdict, Verdict::Wrong);
        prop_assert_eq!(of(&short(&[&format!("in the year {digits}")]), &format!("in the year {other}"), &[]).verdict, Verdict::Wrong);
        let (a, b) = (format!("x + {digits}"), format!("x + {other}"));
        prop_assert_ne!(of(&formula(&a), &b, &[]).verdict, Verdict::Right);
    }

    #[test]
    fn a_negation_put_in_is_never_right(words in prop::collection::vec("[a-z]{2,9}", 1..5), at in 0usize..5) {
        let key = words.join(" ");
        for no in ["not", "no", "never", "without"] {
            let mut denied = words.clone();
            denied.insert(at % (words.len() + 1), no.to_owned());
            prop_assert_ne!(of(&short(&[&key]), &denied.join(" "), &[]).verdict, Verdict::Right);
        }
    }

    #[test]
    fn the_same_input_gives_the_same_score_within_0_and_1(a in "\\PC{0,60}", b in "\\PC{0,60}") {
        for key in [short(&[&a]), numeric(&a), formula(&a), Key::FreeText { rubric: vec![criterion(&a)] }] {
            let graded = of(&key, &b, &[&a]);
            prop_assert!(is_sound(&graded));
            prop_assert_eq!(&graded, &of(&key, &b, &[&a]));
        }
    }
}

#[test]
fn another_answer_is_near_with_its_article_and_umlauts_too() {
    for (key, other, given) in [("mitosis", "the meiosis", "miosis"), ("Länder", "Ränder", "Ränder")] {
        assert_eq!(of(&short(&[key]), given, &[other]).verdict, Verdict::Wrong, "{given} for {key} beside {other}");
    }
}
