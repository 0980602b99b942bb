//! Patterns with `*` for any text, `\*` for the sign itself.

use super::fold::words;
use super::fold::{Folding, fold};
use super::negation;

/// Whether a response fits a pattern. Only `*` alone also fits what denies.
pub(crate) fn fits(pattern: &str, response: &str, folding: Folding) -> bool {
    if pattern.trim() == "*" {
        return !response.trim().is_empty();
    }
    let pieces = pieces(pattern);
    let squeezed: Vec<String> = pieces.iter().map(|piece| words(piece, folding).concat()).collect();
    let denied = |text: &str| negation::count(&words(text, folding), folding.language);
    if denied(&pieces.join(" ")) != fold(response, folding).negations {
        return false;
    }
    let text = words(response, folding).concat();
    let (Some(first), Some(last)) = (squeezed.first(), squeezed.last()) else { return false };
    if squeezed.len() == 1 {
        return text == *first;
    }
    let Some(mut rest) = text.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str())) else {
        return false;
    };
    for piece in &squeezed[1..squeezed.len() - 1] {
        let Some(at) = rest.find(piece.as_str()) else { return false };
        rest = &rest[at + piece.len()..];
    }
    true
}

/// What stands between the stars.
fn pieces(pattern: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = c == '\\' && chars.peek() == Some(&'*');
        if c == '*' {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(if escaped { chars.next().unwrap_or(c) } else { c });
        }
    }
    pieces
}
