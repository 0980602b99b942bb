//! Numbers as answers: taken apart as they are written, and numbers near them written the same way.

use grading::{Language, is_unit};
use memory::fuzz_seed;

/// Longer numbers (digits) have no neighbours.
const MOST_DIGITS: usize = 12;
/// What follows a number is a unit if it is not longer, characters.
const LONGEST_UNIT: usize = 16;
/// Whole numbers like years are compared with others of a lifetime.
const YEARS: std::ops::RangeInclusive<i64> = 1000..=2100;

/// An answer that is a number, with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<'a> {
    /// Sign, digits and marks.
    pub number: &'a str,
    /// With the space before it.
    pub rest: &'a str,
}

impl<'a> Written<'a> {
    /// `None` if the text is no number or says more than a number and a unit.
    pub fn read(text: &'a str, language: Language) -> Option<Written<'a>> {
        let text = text.trim();
        let unsigned = text.trim_start_matches(['-', '−', '+']);
        if text.len() - unsigned.len() > '−'.len_utf8() || !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let signs: Vec<(usize, char)> = unsigned.char_indices().collect();
        let mut end = 0;
        for (n, (at, sign)) in signs.iter().enumerate() {
            let digit_follows = signs.get(n + 1).is_some_and(|(_, next)| next.is_ascii_digit());
            if !(sign.is_ascii_digit() || (is_mark(*sign) && digit_follows)) {
                break;
            }
            end = at + sign.len_utf8();
        }
        let (number, rest) = text.split_at(text.len() - unsigned.len() + end);
        let unit = rest.trim();
        let apart = rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '%' | '‰' | '°')) || is_unit(unit);
        let is_unit_like = unit.is_empty()
            || (apart && unit.chars().any(|c| c.is_alphabetic() || !c.is_ascii()))
            || matches!(unit, "%");
        let short = unit.chars().count() <= LONGEST_UNIT && unit.split_whitespace().count() <= 2;
        (is_unit_like && short && grading::is_number(number, language)).then_some(Written { number, rest })
    }

    /// The number of digits behind the last mark.
    pub fn decimals(&self) -> usize {
        self.number.rsplit_once(is_mark).map_or(0, |(_, digits)| digits.len())
    }

    pub fn unit(&self) -> &'a str {
        self.rest.trim()
    }

    /// Numbers near this one, in an order that depends on the seed: the same unit, as many decimals, as round as it is.
    pub fn neighbours(&self, seed: u64) -> Vec<String> {
        let digits: String = self.number.chars().filter(char::is_ascii_digit).collect();
        let Some(value) = digits.parse::<i64>().ok().filter(|_| digits.len() <= MOST_DIGITS) else { return Vec::new() };
        let mut near: Vec<i64> = self.near(value).into_iter().filter(|v| *v > 0 && *v != value).collect();
        near.dedup();
        let mut written: Vec<String> =
            near.into_iter().filter_map(|value| Some(format!("{}{}", self.put(&digits, value)?, self.rest))).collect();
        written.sort_by_key(|text| order(seed, text));
        written
    }

    fn near(&self, value: i64) -> Vec<i64> {
        let plain = !self.number.contains(is_mark);
        if plain && self.rest.is_empty() && YEARS.contains(&value) {
            return [-1, 1, -2, 2, -4, 4, -7, 7, -10, 10, -20, 20].map(|step| value + step).to_vec();
        }
        if value < 10 {
            return [-3, -2, -1, 1, 2, 3].map(|step| value + step).to_vec();
        }
        let round = 10_i64.pow(trailing_zeros(value));
        let percent_of = |share: i64| {
            let near = value.saturating_mul(share) / 100;
            (near + round / 2) / round * round
        };
        // a share of a hundred stays one
        let scale = 10_i64.saturating_pow(u32::try_from(self.decimals()).unwrap_or(0));
        let most = if self.unit() == "%" && value <= 100 * scale { 100 * scale } else { i64::MAX };
        [70, 80, 90, 110, 120, 130, 150].map(percent_of).into_iter().filter(|v| *v <= most).collect()
    }

    /// The value in the place of the digits; `None` where it has not as many and marks would be out of place.
    fn put(&self, digits: &str, value: i64) -> Option<String> {
        let sign: String = self.number.chars().take_while(|c| !c.is_ascii_digit()).collect();
        if !self.number.contains(is_mark) {
            return Some(format!("{sign}{value}"));
        }
        let padded = format!("{value:0width$}", width = digits.len());
        let begins_otherwise = padded.starts_with('0') && !digits.starts_with('0');
        if padded.len() != digits.len() || begins_otherwise {
            return None;
        }
        let mut next = padded.chars();
        self.number.chars().map(|c| if c.is_ascii_digit() { next.next() } else { Some(c) }).collect()
    }
}

/// What may stand between digits.
fn is_mark(sign: char) -> bool {
    matches!(sign, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn trailing_zeros(mut value: i64) -> u32 {
    let mut zeros = 0;
    while value >= 100 && value % 10 == 0 {
        value /= 10;
        zeros += 1;
    }
    zeros
}

/// A place by chance, the same for the same seed and text.
pub fn order(seed: u64, text: &str) -> u64 {
    // FNV-1a
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    fuzz_seed((u128::from(seed) << 64) | u128::from(hash), 0)
}
