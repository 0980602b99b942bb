//! Formulas: read, put into a normal form, and else compared at many points.

mod compare;
mod eval;
mod lex;
mod names;
mod normal;
mod parse;
mod points;
mod relation;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use compare::{Comparison, compare};
pub(crate) use parse::parse;

use crate::language::Language;

/// Longer formulas (characters) are not read.
pub(crate) const LONGEST: usize = 2_000;

/// Why a formula could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// At a character, from 1.
    At(usize),
    TooDeep,
}

/// The value of a formula without variables.
pub(crate) fn constant(text: &str, language: Language) -> Option<f64> {
    let formula = parse(text, language).ok()?;
    if formula.relation.is_some() || !formula.variables.is_empty() {
        return None;
    }
    match eval::eval(&formula.left, &[]) {
        eval::Outcome::Value(value) => Some(value.number),
        _ => None,
    }
}

/// Whether a text is meant as a formula: an equals sign or a power among single letters.
pub(crate) fn looks_like_one(text: &str) -> bool {
    let sign = text.contains(['=', '^', '²', '³', '√', '·', '*']) || text.contains("\\frac");
    let longest = text.split(|c: char| !c.is_alphabetic()).map(str::len).max().unwrap_or(0);
    sign && longest > 0 && longest < 4 && text.len() < 200
}
