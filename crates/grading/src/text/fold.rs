//! Normalisation: the ways to write the same words made one.
//!
//! Unicode form, case, accents, ß and ss, ä and ae, quotes, hyphens, spaces, full stops and articles do not count. Signs that carry a
//! meaning do: `+`, `#`, `<`, a minus before a number or after an ion, a point between digits.

use super::negation;
use crate::language::Language;
use crate::number::{superscript, vulgar};
use unicode_normalization::UnicodeNormalization;

/// What stands for the two dots of an umlaut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Umlaut {
    /// `ä` is `ae`.
    Spelled,
    /// `ä` is `a`.
    Dropped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Folding {
    pub language: Language,
    pub case_matters: bool,
    pub umlaut: Umlaut,
}

/// A text without what does not count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Folded {
    pub words: Vec<String>,
    /// Genders that the article left out of `words` may have, a bit each; 0 if there was none.
    pub article: u8,
    pub negations: usize,
}

impl Folded {
    /// Without spaces, but between digits: `4 2` is not `42`.
    pub fn squeezed(&self) -> String {
        squeeze(self.words.iter())
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether both are the same words, however they are put together, and deny as much.
    pub fn is_same(&self, other: &Folded) -> bool {
        if self.is_empty() || self.negations != other.negations || self.has_other_article(other) {
            return false;
        }
        self.words == other.words
            || self.squeezed() == other.squeezed()
            || self.without_and() == other.without_and()
            || self.is_same_date(other)
    }

    /// `die Tisch` is not `der Tisch`.
    pub fn has_other_article(&self, other: &Folded) -> bool {
        self.article != 0 && other.article != 0 && self.article & other.article == 0
    }

    fn without_and(&self) -> String {
        let rest = squeeze(self.words.iter().filter(|word| !matches!(word.as_str(), "and" | "und")));
        if rest.is_empty() { self.squeezed() } else { rest }
    }

    /// `May 8 1945` is `8 May 1945`: the same words, one of them a month.
    fn is_same_date(&self, other: &Folded) -> bool {
        if self.words.len() != other.words.len()
            || self.words.len() > 4
            || !self.words.iter().any(|word| is_month(word))
        {
            return false;
        }
        let sorted = |folded: &Folded| {
            let mut words = folded.words.clone();
            words.sort_unstable();
            words
        };
        sorted(self) == sorted(other)
    }
}

fn squeeze<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let mut out = String::new();
    for word in words {
        let digits = out.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit());
        if digits {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "januar",
        "februar",
        "maerz",
        "mai",
        "juni",
        "juli",
        "oktober",
    ];
    MONTHS.contains(&word) || word == "dezember"
}

pub(crate) fn fold(text: &str, folding: Folding) -> Folded {
    let mut words = words(text, folding);
    if folding.language == Language::English {
        words = contractions(words);
    }
    let negations = negation::count(&words, folding.language);
    let article = take_article(&mut words, folding.language);
    Folded { words, article, negations }
}

/// The words in order, articles and all.
pub(crate) fn words(text: &str, folding: Folding) -> Vec<String> {
    let chars = signs(text);
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        put(&mut out, *c, before, &chars[at + 1..], folding);
    }
    out.split(' ').map(|word| trim(word, folding)).filter(|word| !word.is_empty()).collect()
}

/// Compatibility forms, dashes, quotes, superscripts, each as one sign.
fn signs(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut raised = false;
    for c in text.chars() {
        if c.is_ascii() {
            raised = false;
            out.push(if c == '`' { '\'' } else { c });
            continue;
        }
        if let Some(plain) = superscript(c) {
            // 10⁵ is no 105, but m² is written m2
            if !raised && out.last().is_some_and(char::is_ascii_digit) {
                out.push('^');
            }
            raised = true;
            out.push(plain);
            continue;
        }
        raised = false;
        if let Some((top, bottom)) = vulgar(c) {
            out.push(' ');
            out.extend(top.chars().chain(['/']).chain(bottom.chars()));
            continue;
        }
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '−' | '–' | '—' | '‐' | '‑' | '‒' => out.push('-'),
            '’' | '‘' | 'ʼ' | '´' | '‚' => out.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' => out.push('"'),
            '×' | '·' | '∙' | '⋅' => out.push('*'),
            '\u{300}'..='\u{36f}' => compose(&mut out, c),
            c => out.extend(std::iter::once(c).nfkc()),
        }
    }
    out
}

/// Puts a combining mark on the letter before it.
fn compose(out: &mut [char], mark: char) {
    let whole = out.last().and_then(|base| unicode_normalization::char::compose(*base, mark));
    if let (Some(last), Some(whole)) = (out.last_mut(), whole) {
        *last = whole;
    }
}

/// Appends what a character means between its neighbours.
fn put(out: &mut String, c: char, before: Option<char>, after: &[char], folding: Folding) {
    let next = after.first().copied();
    let is = |c: Option<char>, kind: fn(char) -> bool| c.is_some_and(kind);
    let digits = is(before, |c| c.is_ascii_digit()) && is(next, |c| c.is_ascii_digit());
    match c {
        c if c.is_alphanumeric() => letter(out, c, folding),
        '-' if next == Some('>') => out.push('→'),
        '>' if before == Some('-') => {}
        '⟶' | '⇒' => out.push('→'),
        '≤' => out.push_str("<="),
        '≥' => out.push_str(">="),
        '-' => dash(out, before, after),
        '\'' => out.push('\''),
        '.' | ',' | ':' if digits => out.push(c),
        // U.S.A.
        '.' if is(before, char::is_alphabetic) && is(next, char::is_alphabetic) && last_word(out) == 1 => {}
        '!' if is(before, |c| c.is_ascii_digit() || c == ')')
            || (is(before, char::is_alphabetic) && last_word(out) == 1) =>
        {
            out.push('!');
        }
        '&' => out.push_str(if folding.language == Language::German { " und " } else { " and " }),
        '^' if is(before, char::is_alphabetic) => {}
        '_' | '{' | '}' | '\\' => {}
        '.' | ',' | ':' | ';' | '!' | '?' | '¿' | '¡' | '"' | '(' | ')' | '[' | ']' => out.push(' '),
        c if c.is_whitespace() || c.is_control() => out.push(' '),
        c => out.push(c),
    }
}

/// Letters since the last space.
fn last_word(out: &str) -> usize {
    out.chars().rev().take_while(|c| *c != ' ').take(3).count()
}

/// A hyphen joins letters, a minus stands before a number or after an ion, a dash parts.
fn dash(out: &mut String, before: Option<char>, after: &[char]) {
    let next = after.first().copied();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match (alphanumeric(before), alphanumeric(next)) {
        (true, true) => {
            let small_letter = before.is_some_and(char::is_lowercase) && last_word(out) == 1;
            if (digit(before) && digit(next)) || (small_letter && digit(next)) {
                out.push('-');
            }
        }
        (false, true) if digit(next) => out.push('-'),
        (true, false) => out.push('-'),
        // 1914 - 1918
        (false, false)
            if next == Some(' ')
                && digit(after.get(1).copied())
                && out.trim_end().ends_with(|c: char| c.is_ascii_digit()) =>
        {
            out.truncate(out.trim_end().len());
            out.push('-');
        }
        (false, false) if before.is_none_or(|c| c == ' ') && next == Some(' ') => out.push(' '),
        (false, false) => out.push('-'),
        // -x; before a word it is the bullet of a list
        (false, true) if after.iter().take_while(|c| c.is_alphabetic()).count() < 3 => out.push('-'),
        (false, true) => {}
    }
}

fn letter(out: &mut String, c: char, folding: Folding) {
    let case = |out: &mut String, c: char| {
        if folding.case_matters { out.push(c) } else { out.extend(c.to_lowercase()) }
    };
    if c.is_ascii() {
        return case(out, c);
    }
    let spelled = folding.umlaut == Umlaut::Spelled;
    let (base, dots) = match c {
        'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü' | 'ø' | 'Ø' => {
            (if c == 'ø' || c == 'Ø' { 'o' } else { '\0' }, spelled)
        }
        'ß' | 'ẞ' => return out.push_str("ss"),
        'æ' | 'Æ' => return out.push_str("ae"),
        'œ' | 'Œ' => return out.push_str("oe"),
        'ł' | 'Ł' => return out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => return out.push('d'),
        'þ' | 'Þ' => return out.push_str("th"),
        'ı' => return out.push('i'),
        _ => ('\0', false),
    };
    let mut first = None;
    unicode_normalization::char::decompose_canonical(c, |part| first = first.or(Some(part)));
    let plain = if base == '\0' { first.unwrap_or(c) } else { base };
    // й is no и with a mark, but a letter of its own
    let latin = plain.is_ascii() || ('α'..='ω').contains(&plain) || ('Α'..='Ω').contains(&plain);
    case(out, if latin { plain } else { c });
    if dots {
        out.push('e');
    }
}

/// Apostrophes of quotes and genitives go, that of `f'` stays.
fn trim(word: &str, folding: Folding) -> String {
    if !word.contains('\'') {
        return word.to_owned();
    }
    let open = word.trim_start_matches('\'');
    let quoted = open.len() < word.len();
    let word = if quoted || open.chars().count() > 2 { open.trim_end_matches('\'') } else { open };
    let contracted = folding.language == Language::English && word.ends_with("n't");
    if contracted || (word.ends_with('\'') && word.len() > 1) { word.to_owned() } else { word.replace('\'', "") }
}

/// `isn't`, `isnt` and `cannot` say `not`.
fn contractions(words: Vec<String>) -> Vec<String> {
    const BARE: [&str; 18] = [
        "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "couldnt",
        "shouldnt", "wouldnt", "mustnt", "neednt", "aint", "darent", "mightnt",
    ];
    if !words.iter().any(|word| word.ends_with("nt") || word.ends_with("n't") || word == "cannot") {
        return words;
    }
    let mut out = Vec::with_capacity(words.len() + 1);
    for word in words {
        let verb = match word.as_str() {
            "cannot" | "can't" | "cant" => "can",
            "won't" | "wont" => "will",
            "shan't" => "shall",
            other if BARE.contains(&other) => &other[..other.len() - 2],
            other => other.strip_suffix("n't").unwrap_or(other),
        };
        let denied = verb.len() < word.len();
        let verb = verb.to_owned();
        out.push(verb);
        if denied {
            out.push("not".to_owned());
        }
    }
    out
}

/// Leaves out the article in front, in English also `the` within and `to` before a verb; never the last word.
fn take_article(words: &mut Vec<String>, language: Language) -> u8 {
    if words.len() < 2 {
        return 0;
    }
    let first = words[0].to_lowercase();
    if language == Language::English {
        let named = first != "a" || words[1].chars().count() > 1;
        if matches!(first.as_str(), "the" | "a" | "an" | "to") && named {
            words.remove(0);
        }
        if words.len() > 1 && words.iter().any(|word| word == "the") && words.iter().any(|word| word != "the") {
            words.retain(|word| word != "the");
        }
        return 0;
    }
    let (masculine, feminine, neuter) = (1, 2, 4);
    let genders = match first.as_str() {
        "der" => masculine,
        "die" => feminine,
        "das" => neuter,
        "ein" => masculine | neuter,
        "eine" => feminine,
        "den" | "einen" => masculine,
        "dem" | "einem" | "des" | "eines" => masculine | neuter,
        "einer" => feminine,
        _ => return 0,
    };
    words.remove(0);
    genders
}

/// Removes what a sentence begins with before it says the answer: `It is`, `Die Antwort lautet`.
pub(crate) fn without_opening(text: &str, folding: Folding) -> Option<Folded> {
    const OPENINGS: [&[&str]; 14] = [
        &["the", "answer", "is"],
        &["it", "is"],
        &["its"],
        &["this", "is"],
        &["that", "is"],
        &["they", "are"],
        &["answer"],
        &["die", "antwort", "ist"],
        &["die", "antwort", "lautet"],
        &["es", "ist"],
        &["das", "ist"],
        &["es", "sind"],
        &["das", "sind"],
        &["antwort"],
    ];
    let words = words(text, folding);
    let opens = |opening: &&&[&str]| {
        words.len() > opening.len()
            && words.iter().zip(opening.iter()).all(|(word, open)| word.eq_ignore_ascii_case(open))
    };
    let opening = OPENINGS.iter().find(opens)?;
    let mut words = words[opening.len()..].to_vec();
    if folding.language == Language::English {
        words = contractions(words);
    }
    let negations = negation::count(&words, folding.language);
    let article = take_article(&mut words, folding.language);
    Some(Folded { words, article, negations })
}
