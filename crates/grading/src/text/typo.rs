//! Slips of spelling: Damerau–Levenshtein distance (with neighbours swapped counted as one; Damerau 1964), scaled by length.

use super::confusable::are_other_words;
use super::fold::Folded;
use super::negation::{is_negation, is_opposite};
use crate::language::Language;

/// Longer words (letters) have no slips.
const LONGEST: usize = 64;

/// Slips forgiven in a word of so many letters.
fn forgiven(letters: usize) -> usize {
    match letters {
        0..5 => 0,
        5..10 => 1,
        10..16 => 2,
        _ => 3,
    }
}

/// How many slips make `given` of `expected`, if they may be slips.
pub(crate) fn slips(expected: &Folded, given: &Folded, language: Language) -> Option<usize> {
    if expected.negations != given.negations || expected.has_other_article(given) {
        return None;
    }
    let split = expected.words.len() == given.words.len();
    let inflected = |a: &str, b: &str| language == Language::German && expected.article != 0 && differ_in_ending(a, b);
    let (slips, letters) = if split {
        let mut sum = 0;
        for (a, b) in expected.words.iter().zip(&given.words).filter(|(a, b)| a != b) {
            if inflected(a, b) {
                return None;
            }
            sum += word_slips(a, b, language)?;
        }
        (sum, expected.words.iter().map(|word| word.chars().count()).sum::<usize>())
    } else if expected.words.len().abs_diff(given.words.len()) == 1 {
        // a space too many or too few counts as none
        let (a, b) = (expected.squeezed(), given.squeezed());
        let any_short = expected.words.iter().any(|word| is_negation(word, language) || word.chars().count() < 3);
        if any_short {
            return None;
        }
        (word_slips(&a, &b, language)?, a.chars().count())
    } else {
        return None;
    };
    (slips <= (1 + letters / 9).min(3)).then_some(slips)
}

/// Slips within one folded word. None in numbers, symbols, numerals, negations and short words, none at its first letter, and none
/// that make it a word known to be another.
pub(crate) fn word_slips(expected: &str, given: &str, language: Language) -> Option<usize> {
    if expected == given {
        return Some(0);
    }
    let plain = |word: &str| word.chars().all(char::is_alphabetic) && !is_numeral(word);
    if !plain(expected) || !plain(given) || is_negation(expected, language) || is_negation(given, language) {
        return None;
    }
    if expected.to_lowercase() == given.to_lowercase() {
        return None;
    }
    let by_ear = |word: &str| word.replace("ph", "f");
    let (heard, written) = (by_ear(expected), by_ear(given));
    let spelled = usize::from((heard.len() == expected.len()) != (written.len() == given.len()));
    let (a, b): (Vec<char>, Vec<char>) = (heard.chars().collect(), written.chars().collect());
    let most = forgiven(expected.chars().count());
    let swapped = a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0];
    if b.len() < 4 || (a.first() != b.first() && !swapped) {
        return None;
    }
    if expected.chars().count() == SHORT && !swapped && !is_swap_or_double(&a, &b) {
        return None;
    }
    let distance = distance(&a, &b, most)? + spelled;
    let german = language == Language::German;
    let other = distance > most
        || is_opposite(expected, given)
        || are_other_words(expected, given, german)
        || (german && expected.chars().count() < 9 && differ_in_umlaut(expected, given));
    (!other).then_some(distance)
}

/// In words of so many letters most other edits make another word: house, horse; Leber, Leder.
const SHORT: usize = 5;

/// Whether two neighbours are swapped, or a letter is doubled or not.
fn is_swap_or_double(a: &[char], b: &[char]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[head..], &b[head..]);
    if a.len() == b.len() {
        return matches!((x, y), ([p, q, s @ ..], [r, t, u @ ..]) if p == t && q == r && s == u);
    }
    let (long, rest, other) = if a.len() > b.len() { (a, x, y) } else { (b, y, x) };
    rest.first().is_some_and(|letter| head > 0 && *letter == long[head - 1]) && rest[1..] == *other
}

/// Optimal string alignment distance, if at most `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len() > LONGEST || b.len() > LONGEST || a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut rows = [[0u8; LONGEST + 1]; 3];
    for (at, cell) in rows[1].iter_mut().enumerate() {
        *cell = at as u8;
    }
    for i in 1..=a.len() {
        let (before, last) = (rows[0], rows[1]);
        let row = &mut rows[2];
        row[0] = i as u8;
        let mut least = row[0];
        for j in 1..=b.len() {
            let changed = last[j - 1] + u8::from(a[i - 1] != b[j - 1]);
            let mut cell = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            least = least.min(cell);
        }
        if usize::from(least) > most {
            return None;
        }
        rows.rotate_left(1);
    }
    let distance = usize::from(rows[1][b.len()]);
    (distance <= most).then_some(distance)
}

/// Roman numerals up to 39 and a bit: `viii`, `xii`.
fn is_numeral(word: &str) -> bool {
    word.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'))
}

/// Whether only the dots of an umlaut tell them apart (`schoen`, `schon`): in short German words that makes another word.
fn differ_in_umlaut(a: &str, b: &str) -> bool {
    // Möller, Müller
    let (x, y) = (a.as_bytes(), b.as_bytes());
    let vowel =
        |at: usize| matches!((x[at], y[at]), (b'a' | b'o' | b'u', b'a' | b'o' | b'u')) && x.get(at + 1) == Some(&b'e');
    let mut apart = (0..x.len().min(y.len())).filter(|at| x[*at] != y[*at]);
    if a.len() == b.len() && apart.next().is_some_and(vowel) && apart.next().is_none() {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1
        && ["ae", "oe", "ue"].iter().any(|pair| {
            long.match_indices(pair)
                .any(|(at, _)| short.get(..=at) == Some(&long[..=at]) && short.get(at + 1..) == Some(&long[at + 2..]))
        })
}

/// Whether one is the other with an ending: after an article that is the plural or another case.
fn differ_in_ending(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|ending| matches!(ending, "n" | "en" | "e" | "er" | "s" | "es" | "nen"))
}
