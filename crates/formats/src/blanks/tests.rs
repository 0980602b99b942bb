use super::*;
use proptest::prelude::*;

fn only(text: &str) -> Blank {
    blanks(text).into_iter().next().expect("a gap")
}

#[test]
fn a_gap_has_answers_wrong_ones_and_half_right_ones() {
    let blank = only("Water is [[H2O|~CO2|%50%hydrogen and oxygen|water]].");
    let options: Vec<(&str, f64)> = blank.options.iter().map(|o| (o.text.as_str(), o.score)).collect();
    assert_eq!(options, [("H2O", 1.0), ("CO2", 0.0), ("hydrogen and oxygen", 0.5), ("water", 1.0)]);
    assert_eq!(blank.answer(), "H2O");
    assert_eq!(only("[[~no|yes]]").answer(), "yes");
}

#[test]
fn a_number_has_a_tolerance_and_a_unit() {
    let blank = only("g = [[2:=9.81±1% m/s^2]]");
    let (number, unit) = (blank.numbers[0].clone(), blank.unit.clone());
    assert_eq!(
        (number.value.as_str(), number.tolerance, unit.as_deref()),
        ("9.81", Some(Tolerance::Percent(1.0)), Some("m/s^2"))
    );
    assert_eq!((blank.points, blank.answer()), (2.0, "9.81 m/s^2".to_owned()));
}

#[test]
fn what_is_no_gap_stays_text() {
    for text in ["a [[ b", "[[]]", "[[~wrong]]", r"\[[no]]", "[[a\nb]]", "]]", "[[=x±]]"] {
        assert_eq!(blanks(text), Vec::new(), "{text}");
        let shown: String = parse(text)
            .into_iter()
            .map(|piece| if let Piece::Text(text) = piece { text } else { String::new() })
            .collect();
        assert_eq!(shown, text.replace(r"\[[", "[["), "{text}");
    }
    assert_eq!(blanks(&"[[a]] ".repeat(LIMIT + 5)).len(), LIMIT);
}

proptest! {
    #[test]
    fn any_text_can_be_an_answer(text in "\\PC{1,30}") {
        prop_assume!(!text.trim().is_empty());
        let blank = only(&format!("[[{}]]", escaped(text.trim())));
        prop_assert_eq!(blank.answer(), text.trim());
        prop_assert_eq!(blank.numbers, vec![]);
    }

    #[test]
    fn any_text_is_read(text in "[\\[\\]a|~%=\\\\:2\n ]{0,40}") {
        prop_assert!(parse(&text).len() <= text.len() + 1);
    }

    #[test]
    fn an_escaped_text_has_no_gaps(text in "[\\[\\]ab|]{0,20}") {
        prop_assert_eq!(blanks(&escaped_text(&text)), Vec::new());
    }
}
