//! Numbers written as words, and the words that multiply.

use super::exact::{Exact, ten_to};
use crate::language::Language;
use num_bigint::BigInt;

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const GERMAN: [&str; 20] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const GERMAN_TENS: [&str; 8] = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

/// `forty-two`, `zweiundvierzig`, `one third`, `drei Viertel`, `one million`; lower case.
pub(crate) fn spelled(text: &str, language: Language) -> Option<Exact> {
    if text.len() > 60 || !text.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-') {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [word] => small(word, language).or_else(|| fraction(word)).or_else(|| multiple(word, language)),
        [tens, ones] if language == Language::English && ENGLISH_TENS.contains(tens) => {
            small(&format!("{tens}-{ones}"), language)
        }
        [count, of] => {
            let count = small(count, language)?;
            fraction(of).or_else(|| multiple(of, language)).map(|unit| count * unit)
        }
        _ => None,
    }
}

/// What a word after a number multiplies it by: `million`, `Mrd.`, `dozen`.
pub(crate) fn multiple(word: &str, language: Language) -> Option<Exact> {
    let german = language == Language::German;
    let power = match word.trim_end_matches('.').to_lowercase().as_str() {
        "hundred" | "hundert" => 2,
        "thousand" | "tausend" | "tsd" => 3,
        "million" | "millions" | "millionen" | "mio" | "mill" => 6,
        "milliarde" | "milliarden" | "mrd" | "bn" => 9,
        "billion" if german => 12,
        "billion" | "billions" => 9,
        "billionen" | "bio" => 12,
        "trillion" if german => 18,
        "trillion" | "trillions" => 12,
        "dozen" | "dozens" | "dutzend" => return Some(whole(12)),
        _ => return None,
    };
    Some(ten_to(power))
}

/// 0 to 99.
fn small(word: &str, language: Language) -> Option<Exact> {
    let at = |list: &[&str], word: &str| list.iter().position(|w| *w == word);
    if language == Language::English {
        if matches!(word, "a" | "an") {
            return Some(whole(1));
        }
        let tens = |word: &str| at(&ENGLISH_TENS, word).map(|n| 10 * (n + 2));
        let number = at(&ENGLISH, word).or_else(|| tens(word)).or_else(|| {
            let (ten, one) = word.split_once('-')?;
            let one = at(&ENGLISH, one).filter(|n| (1..10).contains(n))?;
            Some(tens(ten)? + one)
        });
        return number.map(whole);
    }
    let mut word = word.replace("ss", "ß");
    for (written, umlaut) in [("zwoelf", "zwölf"), ("fuenf", "fünf")] {
        word = word.replace(written, umlaut);
    }
    if matches!(word.as_str(), "ein" | "eine" | "einen" | "einer") {
        return Some(whole(1));
    }
    let tens = |word: &str| at(&GERMAN_TENS, word).map(|n| 10 * (n + 2));
    let number = at(&GERMAN, &word).or_else(|| tens(&word)).or_else(|| {
        let (one, ten) = word.split_once("und")?;
        let one = if one == "ein" { 1 } else { at(&GERMAN, one).filter(|n| (1..10).contains(n))? };
        Some(tens(ten)? + one)
    });
    number.map(whole)
}

fn fraction(word: &str) -> Option<Exact> {
    let parts = match word.to_lowercase().as_str() {
        "half" | "halves" | "halb" | "halbe" | "halbes" | "halber" => 2,
        "third" | "thirds" | "drittel" => 3,
        "quarter" | "quarters" | "viertel" => 4,
        "fifth" | "fifths" | "fünftel" | "fuenftel" => 5,
        "sixth" | "sixths" | "sechstel" => 6,
        "eighth" | "eighths" | "achtel" => 8,
        "tenth" | "tenths" | "zehntel" => 10,
        _ => return None,
    };
    Some(Exact::new(BigInt::from(1), BigInt::from(parts)))
}

fn whole(number: usize) -> Exact {
    Exact::from_integer(BigInt::from(number))
}
