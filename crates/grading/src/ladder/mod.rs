//! From the key and the response to the verdict: each kind by its rungs.

mod formulas;
mod lists;
mod numbers;
mod parts;
mod short;
#[cfg(test)]
mod tests;

use crate::graded::{Graded, Rung};
use crate::key::{Key, Partial, Want};
use crate::language::Language;
use crate::reason::Reason;
use crate::response::Response;
use crate::{formula, number, rubric};

/// What is known beside key and response.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The language that the item is answered in.
    pub language: Language,
    /// Other answers of the same deck: a slip of spelling must not make one of them.
    pub others: &'a [&'a str],
}

/// Longer responses (bytes) to short, numeric and formula questions are not read.
const LONGEST: usize = 4_000;
/// Longer free texts (bytes) are not read.
const LONGEST_TEXT: usize = 60_000;

/// Grades a response. The same input gives the same result on every machine; nothing is too long or too deep for an answer.
pub fn grade(key: &Key, response: &Response, context: &Context) -> Graded {
    if response.is_empty() {
        return Graded::wrong(Rung::None, Reason::Empty);
    }
    match (key, response) {
        (Key::Gaps { parts, partial }, response) => parts::gaps(parts, *partial, response, context),
        (Key::FreeText { rubric }, Response::Text(text)) if text.len() <= LONGEST_TEXT => {
            rubric::grade(rubric, text, context.language)
        }
        (Key::FreeText { .. }, Response::Text(_)) => too_long(LONGEST_TEXT),
        _ => grade_part(key, response, context),
    }
}

fn too_long(bytes: usize) -> Graded {
    Graded::wrong(Rung::None, Reason::TooLong { characters: bytes })
}

/// Grades what may stand in a gap.
fn grade_part(key: &Key, response: &Response, context: &Context) -> Graded {
    if response.is_empty() {
        return Graded::wrong(Rung::None, Reason::Empty);
    }
    match (key, response) {
        (_, Response::Text(text)) if text.len() > LONGEST => too_long(LONGEST),
        (Key::Short { answers, want: Want::OneOf, case_matters }, Response::Text(text)) => {
            short::Short { answers, case_matters: *case_matters, context }.grade(text)
        }
        (Key::Short { answers, want, case_matters }, Response::Text(text)) => {
            lists::grade(answers, *want == Want::AllInOrder, *case_matters, text, context)
        }
        (Key::Numeric { answers, unit, unit_required }, Response::Text(text)) => {
            numbers::grade(answers, unit.as_deref(), *unit_required, text, context.language)
        }
        (Key::Formula { answers }, Response::Text(text)) => formulas::grade(answers, text, context.language),
        (Key::Choice { options, many, partial }, Response::Chosen(chosen)) => {
            parts::choice(options, *many, *partial, chosen)
        }
        (Key::TrueFalse { answer }, response) => parts::truth(*answer, response, context.language),
        (Key::Match { pairs, partial }, Response::Pairs(given)) => parts::pairs(pairs, *partial, given),
        (Key::Order { count, partial }, Response::Order(given)) => parts::order(*count, *partial, given),
        (Key::Worked { steps }, Response::Ticked(ticked)) => parts::worked(steps, ticked),
        _ => Graded::wrong(Rung::None, Reason::WrongForm),
    }
}

/// The score of so many right parts.
fn share(right: usize, of: usize, partial: Partial) -> f64 {
    match partial {
        _ if of == 0 => 0.0,
        Partial::PerPart => right as f64 / of as f64,
        Partial::AllOrNothing => f64::from(u8::from(right == of)),
    }
}

/// Whether a text can be stored as a number of the key.
pub fn is_number(text: &str, language: Language) -> bool {
    text.len() <= LONGEST && number::as_expected(text, language).is_ok()
}

/// Whether a unit is known, so that it can be converted.
pub fn is_unit(text: &str) -> bool {
    number::is_unit(text)
}

/// Whether a text can be read as a formula.
pub fn is_formula(text: &str, language: Language) -> bool {
    formula::parse(text, language).is_ok()
}
