use super::*;
use crate::language::Language::{English, German};
use proptest::prelude::*;

fn are_same(a: &str, b: &str) -> Option<Comparison> {
    compare(a, b, English)
}

#[test]
fn order_and_brackets_are_the_same_normal_form() {
    for (a, b) in
        [("a + b c", "c·b + a"), ("(a+b)+c", "a+(b+c)"), ("a/b/c", "a/(c b)"), ("a - b", "-b + a"), ("x²", "x^2")]
    {
        assert!(matches!(are_same(a, b), Some(Comparison::Same | Comparison::Equivalent)), "{a} = {b}");
    }
    assert_eq!(are_same("a + b c", "c b + a"), Some(Comparison::Same));
}

#[test]
fn precedence_is_that_of_the_blackboard() {
    let value = |text: &str| constant(text, English);
    assert_eq!(value("-2^2"), Some(-4.0));
    assert_eq!(value("2^3^2"), Some(512.0));
    assert_eq!(value("1/2*4"), Some(2.0));
    assert_eq!(value("3!"), Some(6.0));
    assert_eq!(value("|-3|·2"), Some(6.0));
    assert_eq!(value("2^-1"), Some(0.5));
    assert_eq!(value("\\sqrt[3]{27}").map(f64::round), Some(3.0));
    assert_eq!(value("log_2(8)").map(f64::round), Some(3.0));
    assert_eq!(constant("1,5·2", German), Some(3.0));
}

#[test]
fn a_fault_says_its_place() {
    assert_eq!(parse("x + )", English).err(), Some(Fault::At(5)));
    assert_eq!(parse("", English).err(), Some(Fault::At(1)));
    assert_eq!(parse("2 + ?", English).err(), Some(Fault::At(5)));
}

#[test]
fn depth_and_length_have_limits() {
    for text in ["(".repeat(10_000), "-".repeat(1_900), "x^".repeat(900) + "x", "|".repeat(1_999), "sin ".repeat(400)] {
        assert_eq!(parse(&text, English).err(), Some(Fault::TooDeep));
    }
    let long = vec!["x"; 900].join("+");
    assert_eq!(are_same(&long, &format!("900{}", "x")), Some(Comparison::Equivalent));
}

#[test]
fn rounding_is_no_difference_and_a_small_difference_is() {
    assert_eq!(are_same("(x+1)^10 - (x-1)^10", "20x^9+240x^7+504x^5+240x^3+20x"), Some(Comparison::Equivalent));
    assert_eq!(are_same("x + 10000000000", "x + 10000000001"), Some(Comparison::Differs));
    assert_eq!(are_same("x/3", "0.33333333333x"), Some(Comparison::Differs));
    // digits that a float does not hold are not decided
    assert_eq!(are_same("x + 12345678901234567890", "x + 12345678901234567891"), Some(Comparison::Undecided));
    assert_eq!(are_same("sqrt(-1-x^2)", "sqrt(-2-x^2)"), Some(Comparison::Undecided));
}

#[test]
fn domains_count() {
    assert_eq!(are_same("2 ln x", "ln(x^2)"), Some(Comparison::OtherDomain));
    assert_eq!(are_same("x", "sqrt(x)^2"), Some(Comparison::OtherDomain));
    assert_eq!(are_same("x+1", "(x^2-1)/(x-1)"), Some(Comparison::Hole));
    assert_eq!(are_same("|x|", "sqrt(x^2)"), Some(Comparison::Equivalent));
}

#[test]
fn equations_are_compared_by_their_solutions() {
    for (a, b) in [("U = R I", "I = U/R"), ("1/f = 1/b + 1/g", "f = b g/(b+g)"), ("y = 2x+1", "2x - y + 1 = 0")] {
        assert_eq!(are_same(a, b), Some(Comparison::Equivalent), "{a} and {b}");
    }
    for (a, b) in [
        ("U = R I", "R = U I"),
        ("y = x", "y^2 = x^2"),
        ("y = x", "y = x + 0 x + 1"),
        ("y = x", "0 = 0"),
        ("y=x", "(y-x)(y-1)=0"),
    ] {
        assert_ne!(are_same(a, b), Some(Comparison::Equivalent), "{a} and {b}");
    }
}

proptest! {
    #[test]
    fn what_is_typed_never_breaks_the_parser(text in "[x2+*/^()|!=<.,√ sinl²ⁿ\\\\{}_-]{0,40}") {
        let _ = parse(&text, English).is_ok();
        if let Some(comparison) = compare(&text, &text, English) {
            let same = matches!(comparison, Comparison::Same);
            prop_assert!(same);
        }
    }
}
