//! The rung of numbers.

use crate::graded::{Graded, Rung, Verdict};
use crate::key::{Accepted, NumericAnswer};
use crate::language::Language;
use crate::number::{Comparison, Expected, Fault, as_expected, compare};
use crate::reason::Reason;

/// Of the score, what a right value without its unit is worth.
const WITHOUT_UNIT: f64 = 0.5;

pub(super) fn grade(
    answers: &[NumericAnswer],
    unit: Option<&str>,
    unit_required: bool,
    response: &str,
    language: Language,
) -> Graded {
    let expected = answers.iter().filter_map(|answer| {
        let expected = Expected::new(&answer.value, answer.up_to.as_deref(), unit, language).ok()?;
        Some((expected.with(answer.tolerance, unit_required), answer.score))
    });
    best(expected, response, language).unwrap_or_else(|| {
        // a key that is no number can only be met to the letter
        let exact = answers.iter().find(|answer| answer.value.trim() == response.trim() && !response.trim().is_empty());
        match exact {
            Some(answer) => Graded::new(answer.score, Rung::Exact, Reason::Exact),
            None => Graded::wrong(Rung::None, Reason::NoKey),
        }
    })
}

/// Those of the accepted answers that are numbers, if any is.
pub(super) fn among<'a>(
    answers: impl Iterator<Item = (usize, &'a Accepted)>,
    response: &str,
    language: Language,
) -> Option<Graded> {
    let expected = answers.flat_map(|(_, answer)| {
        answer.texts().filter_map(|text| Some((as_expected(text, language).ok()?, answer.score))).collect::<Vec<_>>()
    });
    best(expected, response, language)
}

/// The best that the response is worth.
fn best(expected: impl Iterator<Item = (Expected, f64)>, response: &str, language: Language) -> Option<Graded> {
    let graded = expected.map(|(expected, score)| judge(&expected, score, response, language));
    graded.reduce(|best, next| if next.score > best.score { next } else { best })
}

fn judge(expected: &Expected, score: f64, response: &str, language: Language) -> Graded {
    let (share, reason) = match compare(expected, response, language) {
        Comparison::Same => (1.0, Reason::SameNumber),
        Comparison::Within if expected.is_range() => (1.0, Reason::WithinRange),
        Comparison::Within => {
            let tolerance = expected.tolerance().map_or(String::new(), |tolerance| tolerance.to_string());
            (1.0, Reason::WithinTolerance { tolerance })
        }
        Comparison::Converted => (1.0, Reason::ConvertedNumber),
        Comparison::NoUnit => {
            (WITHOUT_UNIT, Reason::UnitMissing { unit: expected.unit().unwrap_or_default().to_owned() })
        }
        Comparison::OtherUnit(given) => (0.0, Reason::OtherUnit { given }),
        Comparison::UnknownUnit(given) => (0.0, Reason::UnknownUnit { given }),
        Comparison::Other(read) => (0.0, Reason::OtherNumber { read }),
        Comparison::Unreadable(Fault::NotANumber) => (0.0, Reason::NotANumber),
        Comparison::Unreadable(Fault::Unclear) => (0.0, Reason::UnclearNumber),
        Comparison::Unreadable(Fault::TooLong) => (0.0, Reason::TooLong { characters: 400 }),
        Comparison::Unreadable(Fault::DivisionByZero) => (0.0, Reason::DivisionByZero),
    };
    let reason = match Verdict::of(score) {
        _ if share < 1.0 => reason,
        Verdict::Right => reason,
        Verdict::Partly => Reason::Partial { answer: response.trim().chars().take(60).collect() },
        Verdict::Wrong => Reason::ForeseenMistake { answer: response.trim().chars().take(60).collect() },
    };
    Graded::new(share * score, Rung::Number, reason)
}
