use super::*;
use proptest::prelude::*;

#[test]
fn the_nearest_accepted_answer_is_shown() {
    let spans = nearest_difference(["Netherlands", "Holland"], "Hollan");
    assert_eq!(
        spans,
        [Span { mark: Mark::Equal, text: "Hollan".into() }, Span { mark: Mark::Missing, text: "d".into() }]
    );
    assert_eq!(nearest_difference([], "x"), [Span { mark: Mark::Extra, text: "x".into() }]);
}

#[test]
fn a_very_long_answer_is_compared_as_a_whole() {
    let long = "a".repeat(5_000);
    assert_eq!(difference("b", &long).len(), 2);
}

proptest! {
    #[test]
    fn the_spans_say_both_texts(expected in "[a-cä ]{0,12}", given in "[a-cä ]{0,12}") {
        let spans = difference(&expected, &given);
        let of = |mark: Mark| spans.iter().filter(|s| s.mark == Mark::Equal || s.mark == mark)
            .map(|s| s.text.as_str()).collect::<String>();
        prop_assert_eq!(of(Mark::Missing), normal(&expected).iter().collect::<String>());
        prop_assert_eq!(of(Mark::Extra), normal(&given).iter().collect::<String>());
    }
}
