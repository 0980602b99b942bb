//! A response against an expected number with tolerance and unit.

use super::constant::constant;
use super::exact::{Exact, from_float, magnitude, show, ten_to};
use super::unit::{Unit, unit};
use super::value::value;
use super::words::{multiple, spelled};
use super::{Fault, clean};
use crate::language::Language;
use crate::tolerance::Tolerance;
use num_bigint::BigInt;
use num_traits::{One, Signed};

/// An expected number. A range runs from `value` to `up_to`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expected {
    value: Exact,
    up_to: Option<Exact>,
    tolerance: Option<Tolerance>,
    unit: Option<(String, Option<Unit>)>,
    unit_required: bool,
}

/// What a response is beside an expected number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Comparison {
    Same,
    Within,
    Converted,
    /// Right but for the unit that is missing.
    NoUnit,
    OtherUnit(String),
    UnknownUnit(String),
    /// As it was read.
    Other(String),
    Unreadable(Fault),
}

impl Expected {
    pub fn new(value: &str, up_to: Option<&str>, unit: Option<&str>, language: Language) -> Result<Expected, Fault> {
        let mut expected = as_expected(value, language)?;
        expected.up_to = up_to.map(|end| as_expected(end, language)).transpose()?.map(|end| end.value);
        if let Some(text) = unit.map(str::trim).filter(|text| !text.is_empty()) {
            expected.unit = Some((text.to_owned(), super::unit::unit(&clean(text), None)));
        }
        Ok(expected)
    }

    pub fn with(mut self, tolerance: Option<Tolerance>, unit_required: bool) -> Expected {
        (self.tolerance, self.unit_required) = (tolerance, unit_required);
        self
    }

    pub fn unit(&self) -> Option<&str> {
        self.unit.as_ref().map(|(text, _)| text.as_str())
    }

    pub fn tolerance(&self) -> Option<Tolerance> {
        self.tolerance
    }

    pub fn is_range(&self) -> bool {
        self.up_to.is_some()
    }

    /// Whether a value in the expected unit is right.
    fn holds(&self, given: &Exact) -> Option<Comparison> {
        let end = self.up_to.as_ref().unwrap_or(&self.value);
        if *given == self.value || (*given >= self.value && given <= end) {
            return Some(if self.is_range() { Comparison::Within } else { Comparison::Same });
        }
        let margin = match self.tolerance? {
            Tolerance::Absolute(margin) => from_float(margin),
            Tolerance::Percent(percent) => self.value.abs() * from_float(percent) / ten_to(2),
            Tolerance::Figures(figures) => {
                Exact::from_integer(BigInt::from(5)) * ten_to(magnitude(&self.value) - i64::from(figures))
            }
        };
        let outside = if *given < self.value { &self.value - given } else { given - end };
        (outside <= margin).then_some(Comparison::Within)
    }
}

/// A text that is a number, with a known unit or without, and nothing else.
pub(crate) fn as_expected(text: &str, language: Language) -> Result<Expected, Fault> {
    let cleaned = clean(text);
    let read = value(cleaned.trim(), language)?;
    let first = read.rest.split(' ').next().unwrap_or_default();
    let times = multiple(first, language);
    let rest = times.as_ref().map_or(read.rest.as_str(), |_| read.rest[first.len()..].trim_start());
    let exact = times.map_or(read.exact.clone(), |times| &read.exact * times);
    let unit = match rest {
        "" => None,
        rest => Some((rest.to_owned(), Some(unit(rest, None).ok_or(Fault::NotANumber)?))),
    };
    Ok(Expected { value: exact, up_to: None, tolerance: None, unit, unit_required: true })
}

/// Longer responses (characters) are no numbers.
const LONGEST: usize = 1_000;

pub(crate) fn compare(expected: &Expected, response: &str, language: Language) -> Comparison {
    if response.len() > 4 * LONGEST {
        return Comparison::Unreadable(Fault::TooLong);
    }
    let cleaned = clean(response);
    let text = strip(cleaned.trim());
    if text.contains(['<', '>', '≤', '≥', '±', '≠']) {
        return Comparison::Unreadable(Fault::NotANumber);
    }
    // a currency may stand first
    let moved =
        text.strip_prefix(['€', '£', '$']).map(|number| format!("{number} {}", text.chars().next().unwrap_or('€')));
    let text = moved.as_deref().unwrap_or(text);
    let minus = ["minus ", "Minus ", "negative "].iter().find_map(|word| text.strip_prefix(word));
    let signed = minus.map(|number| format!("-{}", number.trim_start()));
    let text = signed.as_deref().unwrap_or(text);
    if let Some(comparison) = by_value(expected, constant(text, language)) {
        return comparison;
    }
    let lower = text.to_lowercase();
    let (exact, rest) = match value(text, language) {
        Ok(read) => (read.exact, read.rest),
        Err(Fault::NotANumber) => match worded(&lower, language) {
            Some(read) => read,
            None => return Comparison::Unreadable(Fault::NotANumber),
        },
        Err(fault) => return Comparison::Unreadable(fault),
    };
    with_unit(expected, exact, &rest, language)
}

/// A constant has no unit, and equals a decimal within a tolerance only.
fn by_value(expected: &Expected, constant: Option<f64>) -> Option<Comparison> {
    let given = from_float(constant.filter(|c| c.is_finite())?);
    Some(match expected.holds(&given) {
        Some(_) if expected.unit.is_some() && expected.unit_required => Comparison::NoUnit,
        Some(comparison) => comparison,
        None => Comparison::Other(show(&given)),
    })
}

/// `seven`, `seven apples`, `three quarters`.
fn worded(text: &str, language: Language) -> Option<(Exact, String)> {
    if let Some(exact) = spelled(text, language) {
        return Some((exact, String::new()));
    }
    let (number, rest) = text.rsplit_once(' ')?;
    Some((spelled(number, language)?, rest.to_owned()))
}

fn with_unit(expected: &Expected, mut exact: Exact, rest: &str, language: Language) -> Comparison {
    let mut rest = rest;
    let first = rest.split(' ').next().unwrap_or_default();
    if let Some(times) = multiple(first, language) {
        exact *= times;
        rest = rest[first.len()..].trim_start();
    }
    let other = |exact: &Exact, unit: &str| Comparison::Other(format!("{} {unit}", show(exact)).trim().to_owned());
    let Some((wanted_text, wanted)) = &expected.unit else {
        return match (rest, unit(rest, None)) {
            ("", _) => expected.holds(&exact).unwrap_or_else(|| other(&exact, "")),
            // "50 %" is 0.5; where the right number is beyond 1, per cent was asked for
            ("%" | "Prozent" | "percent", Some(percent)) => {
                let share = percent.to_base(&exact);
                let as_said = expected.value.abs() > Exact::one();
                expected
                    .holds(&share)
                    .or_else(|| expected.holds(&exact).filter(|_| as_said))
                    .unwrap_or_else(|| other(&exact, "%"))
            }
            (rest, Some(_)) => expected.holds(&exact).unwrap_or_else(|| other(&exact, rest)),
            (rest, None) if is_counted(rest) => expected.holds(&exact).unwrap_or_else(|| other(&exact, "")),
            _ => Comparison::Unreadable(Fault::NotANumber),
        };
    };
    if rest.is_empty() {
        let plain = expected.holds(&exact);
        return match (plain, wanted) {
            (Some(same), _) if !expected.unit_required => same,
            (Some(_), _) => Comparison::NoUnit,
            // 0.5 is 50 %
            (None, Some(wanted)) if *wanted_text == "%" => match expected.holds(&wanted.of_base(&exact)) {
                Some(_) => Comparison::Converted,
                None => other(&exact, ""),
            },
            (None, _) => other(&exact, ""),
        };
    }
    let Some(wanted) = wanted else {
        // a unit that we do not know is compared as a word
        let same = wanted_text.to_lowercase() == rest.to_lowercase();
        return match expected.holds(&exact) {
            _ if !same => Comparison::OtherUnit(short(rest)),
            Some(comparison) => comparison,
            None => other(&exact, rest),
        };
    };
    let Some((base, given)) = in_base(&exact, rest, wanted_text, language) else {
        return Comparison::UnknownUnit(short(rest));
    };
    if given.dimensions != wanted.dimensions {
        return Comparison::OtherUnit(short(rest));
    }
    let converted = wanted.of_base(&base);
    match expected.holds(&converted) {
        Some(Comparison::Same) if given != *wanted => Comparison::Converted,
        Some(comparison) => comparison,
        None => other(&exact, rest),
    }
}

/// A value in SI base units; further parts are added (`1 h 30 min`).
fn in_base(exact: &Exact, rest: &str, wanted: &str, language: Language) -> Option<(Exact, Unit)> {
    if let Some(given) = unit(rest, Some(wanted)) {
        return Some((given.to_base(exact), given));
    }
    let mut rest = rest.to_owned();
    let (mut sum, mut first): (Option<Exact>, Option<Unit>) = (None, None);
    let mut exact = exact.clone();
    for _ in 0..3 {
        let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let given = unit(rest[..end].trim(), Some(wanted))?;
        if first.as_ref().is_some_and(|f| f.dimensions != given.dimensions || f.factor <= given.factor) {
            return None;
        }
        let base = given.to_base(&exact);
        sum = Some(sum.map_or(base.clone(), |sum| sum + base));
        first = first.or(Some(given));
        if end == rest.len() {
            return Some((sum?, first?));
        }
        let next = value(&rest[end..], language).ok().filter(|next| !next.exact.is_negative())?;
        (exact, rest) = (next.exact, next.rest);
    }
    None
}

/// A single word after a number that says what was counted: `7 apples`, `1848 AD`.
fn is_counted(word: &str) -> bool {
    const OTHERS: [&str; 34] = [
        "bc", "bce", "not", "nicht", "squared", "cubed", "times", "mal", "minus", "plus", "less", "more", "weniger",
        "mehr", "half", "halb", "hundred", "hundert", "or", "oder", "and", "und", "point", "komma", "hoch", "fach",
        "times.", "thirds", "quarters", "drittel", "viertel", "quadrat", "fold", "mod",
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    word.chars().count() > 1 && word.chars().all(char::is_alphabetic) && !OTHERS.contains(&word.as_str())
}

/// What stands before a number without changing it: `x =`, `about`, `It is`, `in` before a year.
fn strip(text: &str) -> &str {
    const BEFORE: [&str; 23] = [
        "=",
        "≈",
        "~",
        "about ",
        "approximately ",
        "approx. ",
        "approx ",
        "ca. ",
        "ca ",
        "circa ",
        "etwa ",
        "ungefähr ",
        "rund ",
        "it is ",
        "it's ",
        "es ist ",
        "das ist ",
        "es sind ",
        "das sind ",
        "the answer is ",
        "die antwort ist ",
        "im jahr ",
        "in ",
    ];
    let mut text = text;
    for _ in 0..3 {
        let mut chars = text.chars();
        let name = chars.next().is_some_and(char::is_alphabetic);
        let after = chars.as_str().trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').trim_start();
        let before = text.len() - after.len();
        if let Some(value) = after.strip_prefix('=').filter(|_| name && before < 10) {
            text = value.trim_start();
        }
        let lower: String = text.chars().take(20).collect::<String>().to_lowercase();
        if let Some(word) = BEFORE.iter().find(|word| lower.starts_with(**word)) {
            let skipped: usize = text.chars().take(word.chars().count()).map(char::len_utf8).sum();
            text = text[skipped..].trim_start();
        }
    }
    let text = text.trim_end_matches([',', ';', '?', ' ', '"', '“', '”']).trim_start_matches(['"', '“', '„']);
    match text.strip_suffix('.') {
        Some(cut) if !cut.ends_with('.') => cut.trim_end(),
        _ => text,
    }
}

fn short(text: &str) -> String {
    text.chars().take(30).collect()
}
