//! A typed answer against the expected one.

use unicode_normalization::UnicodeNormalization;

/// What a piece of a compared answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// In both.
    Equal,
    /// Expected, not typed.
    Missing,
    /// Typed, not expected.
    Extra,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub mark: Mark,
    pub text: String,
}

/// What the comparison suggests; the learner decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The same but for case, spaces and punctuation at the ends.
    Right,
    /// One slip of the finger in a word of five letters or more; never in a number.
    RightWithSlip,
    Wrong,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// In reading order; equal and missing together are the expected answer, equal and extra the typed one.
    pub spans: Vec<Span>,
    pub verdict: Verdict,
}

/// Longer answers (characters) are compared as a whole, not letter by letter.
const LONGEST: usize = 1_000;
/// Words at least this long may have a slip.
const SLIP_FROM: usize = 5;

/// Compares letter by letter (NFC, spaces collapsed).
pub fn compare(expected: &str, given: &str) -> Diff {
    let (expected, given) = (normal(expected), normal(given));
    Diff { spans: spans(&expected, &given), verdict: verdict(&expected, &given) }
}

/// Compares with everything that is right: the best verdict, and the difference from the nearest answer.
pub fn compare_any(accepted: &[String], given: &str) -> Diff {
    let rank = |d: &Diff| {
        let off: usize = d.spans.iter().filter(|s| s.mark != Mark::Equal).map(|s| s.text.len()).sum();
        (d.verdict != Verdict::Right, d.verdict == Verdict::Wrong, off)
    };
    let diffs = accepted.iter().map(|a| compare(a, given));
    diffs.min_by_key(rank).unwrap_or_else(|| compare("", given))
}

fn normal(text: &str) -> Vec<char> {
    let text: String = text.nfc().map(|c| if c == '’' { '\'' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

fn verdict(expected: &[char], given: &[char]) -> Verdict {
    let core = |text: &[char]| {
        let text: String = text.iter().flat_map(|c| c.to_lowercase()).collect();
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || ".,;:!?\"'„“”»«".contains(c));
        if trimmed.is_empty() { text } else { trimmed.to_owned() }
    };
    let (expected, given) = (core(expected), core(given));
    if expected == given {
        return if given.is_empty() { Verdict::Wrong } else { Verdict::Right };
    }
    let (wanted, typed): (Vec<&str>, Vec<&str>) = (expected.split(' ').collect(), given.split(' ').collect());
    if wanted.len() != typed.len() {
        return Verdict::Wrong;
    }
    let mut slips = 0;
    for (wanted, typed) in wanted.iter().zip(&typed).filter(|(w, t)| w != t) {
        let letters: Vec<char> = wanted.chars().collect();
        let numeric = wanted.chars().chain(typed.chars()).any(char::is_numeric);
        if numeric || letters.len() < SLIP_FROM || !one_edit(&letters, &typed.chars().collect::<Vec<_>>()) {
            return Verdict::Wrong;
        }
        slips += 1;
    }
    if slips == 1 { Verdict::RightWithSlip } else { Verdict::Wrong }
}

/// Whether one letter was added, left out or changed, or two neighbours swapped (Damerau–Levenshtein distance 1).
fn one_edit(a: &[char], b: &[char]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    match (a, b) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([x1, y1], [x2, y2]) => x1 == y2 && y1 == x2,
        _ => false,
    }
}

/// Longest common subsequence; letters equal but for case count as equal and are shown as expected.
fn spans(expected: &[char], given: &[char]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut push = |mark, text: &[char]| {
        if text.is_empty() {
            return;
        }
        match out.last_mut().filter(|s: &&mut Span| s.mark == mark) {
            Some(last) => last.text.extend(text),
            None => out.push(Span { mark, text: text.iter().collect() }),
        }
    };
    if expected.len() > LONGEST || given.len() > LONGEST {
        if expected == given {
            push(Mark::Equal, expected);
        } else {
            push(Mark::Missing, expected);
            push(Mark::Extra, given);
        }
        return out;
    }
    let same = |a: char, b: char| a == b || a.to_lowercase().eq(b.to_lowercase());
    let (n, m) = (expected.len(), given.len());
    let mut common = vec![0u16; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            common[at(i, j)] = if same(expected[i], given[j]) {
                common[at(i + 1, j + 1)] + 1
            } else {
                common[at(i + 1, j)].max(common[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n || j < m {
        if i < n && j < m && same(expected[i], given[j]) {
            push(Mark::Equal, &expected[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if i < n && (j == m || common[at(i + 1, j)] >= common[at(i, j + 1)]) {
            push(Mark::Missing, &expected[i..=i]);
            i += 1;
        } else {
            push(Mark::Extra, &given[j..=j]);
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn verdict_of(expected: &str, given: &str) -> Verdict {
        compare(expected, given).verdict
    }

    #[test]
    fn case_spaces_and_marks_at_the_ends_do_not_matter() {
        assert_eq!(verdict_of("Paris", " paris. "), Verdict::Right);
        assert_eq!(verdict_of("café", "cafe\u{301}"), Verdict::Right);
        assert_eq!(verdict_of("Straße nach  Rom", "straße nach rom"), Verdict::Right);
    }

    #[test]
    fn one_slip_is_forgiven_in_long_words_and_never_in_numbers() {
        assert_eq!(verdict_of("mitochondrion", "mitochondrian"), Verdict::RightWithSlip);
        assert_eq!(verdict_of("Berlin", "Berlni"), Verdict::RightWithSlip);
        assert_eq!(verdict_of("Berlin", "Brln"), Verdict::Wrong);
        assert_eq!(verdict_of("Rome", "Rone"), Verdict::Wrong);
        assert_eq!(verdict_of("1848", "1849"), Verdict::Wrong);
        assert_eq!(verdict_of("12345", "12346"), Verdict::Wrong);
        assert_eq!(verdict_of("Paris", ""), Verdict::Wrong);
        assert_eq!(verdict_of("first second", "frist secnod"), Verdict::Wrong);
    }

    #[test]
    fn the_nearest_accepted_answer_is_shown() {
        let diff = compare_any(&["Netherlands".into(), "Holland".into()], "holland");
        assert_eq!(diff.verdict, Verdict::Right);
        assert_eq!(compare_any(&[], "x").verdict, Verdict::Wrong);
    }

    proptest! {
        #[test]
        fn the_spans_say_both_texts(expected in "[a-cä ]{0,12}", given in "[a-cä ]{0,12}") {
            let diff = compare(&expected, &given);
            let of = |mark: Mark| diff.spans.iter().filter(|s| s.mark == Mark::Equal || s.mark == mark)
                .map(|s| s.text.as_str()).collect::<String>();
            prop_assert_eq!(of(Mark::Missing), normal(&expected).iter().collect::<String>());
            prop_assert_eq!(of(Mark::Extra), normal(&given).iter().collect::<String>());
        }
    }
}
