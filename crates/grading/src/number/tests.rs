use super::exact::{Exact, from_float, magnitude, show};
use super::literal::split;
use super::unit::unit;
use super::value::value;
use super::*;
use crate::language::Language::{self, English, German};
use num_bigint::BigInt;
use proptest::prelude::*;

fn ratio(top: i64, bottom: i64) -> Exact {
    Exact::new(BigInt::from(top), BigInt::from(bottom))
}

fn read(text: &str, language: Language) -> Result<Exact, Fault> {
    let read = value(clean(text).trim(), language)?;
    if read.rest.is_empty() { Ok(read.exact) } else { Err(Fault::NotANumber) }
}

#[test]
fn separators_are_read_in_the_one_way_they_can_be_or_as_the_language_writes() {
    let digits = |text: &str, language| split(text, language).map(|(whole, fraction)| format!("{whole}.{fraction}"));
    for (text, english, german) in [
        ("1234", "1234.", "1234."),
        ("1,234", "1234.", "1.234"),
        ("1.234", "1.234", "1234."),
        ("0.123", "0.123", "0.123"),
        ("12,34", "12.34", "12.34"),
        ("1,234.5", "1234.5", "1234.5"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1.234.567", "1234567.", "1234567."),
        ("1'234.5", "1234.5", "1234.5"),
        ("12 345,678", "12345.678", "12345.678"),
        ("1234.567", "1234.567", "1234.567"),
    ] {
        assert_eq!(digits(text, English).as_deref(), Ok(english), "{text}");
        assert_eq!(digits(text, German).as_deref(), Ok(german), "{text}");
    }
    for text in ["1,23,4", "1.2.3", "12,34,567", "1,234.567.8", "1,2.3,4"] {
        assert!(digits(text, English).is_err(), "{text}");
    }
}

#[test]
fn fractions_and_powers_are_exact() {
    assert_eq!(read("1 1/2", English), Ok(ratio(3, 2)));
    assert_eq!(read("1½", English), Ok(ratio(3, 2)));
    assert_eq!(read("−2 1/4", English), Ok(ratio(-9, 4)));
    assert_eq!(read("3·10⁻²", German), Ok(ratio(3, 100)));
    assert_eq!(read("2^10", German), Ok(ratio(1024, 1)));
    assert_eq!(read("0,333…", German), Ok(ratio(1, 3)));
    assert_eq!(read("1/0", English), Err(Fault::DivisionByZero));
    assert_eq!(read("0^-1", English), Err(Fault::DivisionByZero));
}

#[test]
fn enormous_numbers_are_refused_at_once() {
    assert_eq!(read(&"9".repeat(10_000), English), Err(Fault::TooLong));
    for text in ["1e999999999", "9^999999999", "1e-99999999999999999999", "10^10^10", "2^401000"] {
        assert!(read(text, English).is_err(), "{text}");
    }
}

#[test]
fn units_are_converted_exactly() {
    let same = |a: &str, b: &str| unit(&clean(a), None).is_some() && unit(&clean(a), None) == unit(&clean(b), None);
    for (a, b) in [
        ("N", "kg m/s^2"),
        ("m/s²", "m s^-2"),
        ("m/s^2", "metres per second squared"),
        ("J/(kg K)", "J kg^-1 K^-1"),
        ("m/s/s", "m/s^2"),
        ("L", "dm³"),
        ("kΩ", "kohm"),
        ("km/h", "kmh"),
        ("cm²", "Quadratzentimeter"),
        ("mol/L", "M"),
        ("V", "J/C"),
        ("m s^(-1)", "m/s"),
        ("Kilometer pro Stunde", "km/h"),
    ] {
        assert!(same(a, b), "{a} is {b}");
    }
    for (a, b) in [("mm", "Mm"), ("m", "cm"), ("nm", "Nm"), ("mg", "Mg"), ("h", "min"), ("kg m/s", "N"), ("MW", "mW")] {
        assert!(!same(a, b), "{a} is not {b}");
    }
    for text in ["", "/", "m//s", "xyz", "m^", "m^99", "°C/m", "m)", "((m", "kmm", "m/"] {
        assert_eq!(unit(text, None), None, "{text}");
    }
}

#[test]
fn the_first_digit_s_place_is_found() {
    for (text, place) in [("123", 2), ("0.5", -1), ("1000", 3), ("999", 2), ("0.001", -3), ("9.99e20", 20)] {
        assert_eq!(read(text, English).map(|exact| magnitude(&exact)), Ok(place), "{text}");
    }
    assert_eq!(magnitude(&from_float(0.0)), 0);
}

#[test]
fn numbers_are_shown_short() {
    assert_eq!(show(&ratio(1, 3)), "0.333333333333");
    assert_eq!(show(&ratio(5, 2)), "2.5");
    assert_eq!(show(&from_float(1e30)), "1.000000·10^30");
}

#[test]
fn the_edges_of_a_tolerance_are_inside() {
    let expected = |value: &str, tolerance: &str| {
        Expected::new(value, None, None, English).map(|expected| expected.with(tolerance.parse().ok(), true))
    };
    for (value, tolerance, given, right) in [
        ("9.81", "0.05", "9.76", true),
        ("9.81", "0.05", "9.759", false),
        ("-200", "1%", "-202", true),
        ("-200", "1%", "-202.01", false),
        ("0.04996", "2sf", "0.05", true),
        ("123", "1sf", "150", true),
        ("0", "3sf", "0.001", true),
    ] {
        let expected = expected(value, tolerance).expect("a number");
        let held = matches!(compare(&expected, given, English), Comparison::Same | Comparison::Within);
        assert_eq!(held, right || value == "0" && given == "0", "{given} for {value} within {tolerance}");
    }
}

proptest! {
    #[test]
    fn a_number_equals_itself_however_its_thousands_are_parted(number in 0u64..1_000_000_000_000, decimals in 0u32..1000) {
        let fraction = format!("{decimals:03}5");
        let plain = number.to_string();
        let grouped = |mark: &str| {
            let digits: Vec<char> = plain.chars().rev().collect();
            let groups: Vec<String> = digits.chunks(3).map(|g| g.iter().rev().collect()).collect();
            groups.into_iter().rev().collect::<Vec<_>>().join(mark)
        };
        let expected = read(&format!("{plain}.{fraction}"), English);
        for (mark, point) in [(",", "."), (".", ","), (" ", "."), ("\u{202f}", ","), ("'", ".")] {
            let text = format!("{}{point}{fraction}", grouped(mark));
            prop_assert_eq!(&read(&text, English), &expected);
            prop_assert_eq!(&read(&text, German), &expected);
        }
    }
}
