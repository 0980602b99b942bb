//! A run of digits and separators as a number: what is a decimal mark, what parts thousands.

use super::Fault;
use super::exact::{Exact, decimal};
use crate::language::Language;

/// Reads `1234.5`, `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5`. A single mark before exactly three digits, `1.234`, is what the
/// language makes of it; everything else can be read in one way only, whatever the language.
pub(crate) fn literal(text: &str, language: Language) -> Result<Exact, Fault> {
    let (whole, fraction) = split(text, language)?;
    decimal(&whole, &fraction, 0)
}

/// The digits before and after the decimal mark.
pub(crate) fn split(text: &str, language: Language) -> Result<(String, String), Fault> {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if plain(text) {
        return Ok((text.to_owned(), String::new()));
    }
    let count = |mark: char| text.matches(mark).count();
    let (points, commas, others) = (count('.'), count(','), count(' ') + count('\''));
    let mark = match (points, commas) {
        (0, 0) => None,
        (1, 0) => (!is_grouping('.', text, others, language)).then_some('.'),
        (0, 1) => (!is_grouping(',', text, others, language)).then_some(','),
        (1, 1) => text.rfind(['.', ',']).and_then(|at| text[at..].chars().next()),
        (1, _) => Some('.'),
        (_, 1) => Some(','),
        _ if points > 0 && commas > 0 => return Err(Fault::Unclear),
        _ => None,
    };
    let (whole, fraction) = mark.and_then(|mark| text.split_once(mark)).unwrap_or((text, ""));
    if !plain(fraction) {
        return Err(Fault::Unclear);
    }
    let mut groups = whole.split(['.', ',', ' ', '\'']);
    let head = groups.next().unwrap_or_default();
    let mut digits = head.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 || !plain(group) {
            return Err(Fault::Unclear);
        }
        digits.push_str(group);
        grouped = true;
    }
    let marks: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let mixed = marks.windows(2).any(|two| two[0] != two[1]);
    if mixed || !plain(head) || (grouped && !(1..=3).contains(&head.len())) {
        return Err(Fault::Unclear);
    }
    Ok((digits, fraction.to_owned()))
}

/// Whether the only point or comma of a number parts thousands.
fn is_grouping(mark: char, text: &str, others: usize, language: Language) -> bool {
    let grouping = match language {
        Language::English => ',',
        Language::German => '.',
    };
    let Some((head, tail)) = text.split_once(mark) else { return false };
    mark == grouping && others == 0 && (1..=3).contains(&head.len()) && !head.starts_with('0') && tail.len() == 3
}

/// How many characters at the start of `text` are one such run. A space or apostrophe belongs to it only before exactly three digits.
pub(crate) fn run(text: &[char]) -> usize {
    let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let mut at = 0;
    loop {
        match text.get(at) {
            Some(c) if c.is_ascii_digit() => at += 1,
            Some('.' | ',') if digit(at + 1) => at += 1,
            Some(' ' | '\'') if at > 0 && digit(at - 1) => {
                let three = (1..=3).all(|next| digit(at + next)) && !digit(at + 4);
                let since = text[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
                let decimals = text[..at].iter().rev().nth(since).is_some_and(|c| matches!(c, '.' | ','));
                // "1 100/3" would be a mixed fraction
                if !three || since > 3 || decimals || text.get(at + 4) == Some(&'/') {
                    return at;
                }
                at += 4;
            }
            _ => return at,
        }
    }
}
