//! Numbers with and without units. Never fuzzy: what is not the number, within its tolerance, is another one.

mod clean;
mod constant;
mod exact;
mod literal;
mod quantity;
mod table;
#[cfg(test)]
mod tests;
mod unit;
mod value;
mod words;

pub(crate) use clean::{clean, superscript, vulgar};
pub(crate) use exact::to_float;
pub(crate) use literal::{literal, run};
pub(crate) use quantity::{Comparison, Expected, as_expected, compare};

/// Whether a unit is known.
pub(crate) fn is_unit(text: &str) -> bool {
    unit::unit(&clean(text), None).is_some()
}

/// Why a text is no number that could be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    NotANumber,
    /// Its separators can be read in no way.
    Unclear,
    TooLong,
    DivisionByZero,
}
