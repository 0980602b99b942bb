//! Numbers that are no decimals: 2π, √2, π/4. They are compared within a tolerance only.

use crate::formula;
use crate::language::Language;

/// The value of a product, quotient or power with π, e or a root in it. Sums are not taken: they are a calculation, no result.
pub(crate) fn constant(text: &str, language: Language) -> Option<f64> {
    let known = ["π", "pi", "√", "sqrt"].iter().any(|sign| text.contains(sign));
    let inner = text.trim().trim_start_matches(['-', '−']);
    if !known || text.chars().count() > 60 || inner.contains(['+', '-', '−', '=']) {
        return None;
    }
    formula::constant(text, language)
}
