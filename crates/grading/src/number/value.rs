//! The value at the start of a text, and what is left after it.

use super::Fault;
use super::exact::{Exact, MOST_DIGITS, decimal, power, ten_to};
use super::literal;
use crate::language::Language;
use num_traits::Zero;

/// A value and the text after it, cleaned and without spaces around.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub exact: Exact,
    pub rest: String,
}

/// Reads a value at the start of a cleaned text (`clean`): decimals, fractions, mixed fractions, powers of ten.
pub(crate) fn value(text: &str, language: Language) -> Result<Value, Fault> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = Cursor { chars: &chars, at: 0 };
    let bracketed = at.skip('(');
    let negative = at.sign();
    if !at.is_number() {
        return Err(Fault::NotANumber);
    }
    let mut exact = at.scaled(language)?;
    if at.is_mixed() && exact.is_integer() {
        at.skip(' ');
        exact += at.fraction(language)?.ok_or(Fault::NotANumber)?;
    } else if at.is_over() {
        at.skip(' ');
        at.skip('/');
        at.skip(' ');
        let bottom = at.scaled(language)?;
        if bottom.is_zero() {
            return Err(Fault::DivisionByZero);
        }
        exact /= bottom;
    }
    if negative {
        exact = -exact;
    }
    if bracketed && !at.skip(')') {
        return Err(Fault::NotANumber);
    }
    let rest: String = chars[at.at..].iter().collect();
    Ok(Value { exact, rest: rest.trim().to_owned() })
}

struct Cursor<'a> {
    chars: &'a [char],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn skip(&mut self, c: char) -> bool {
        let there = self.peek(0) == Some(c);
        self.at += usize::from(there);
        there
    }

    fn digit(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether a minus was skipped, with one space after it at most.
    fn sign(&mut self) -> bool {
        let negative = self.skip('-');
        if negative || self.skip('+') {
            self.skip(' ');
        }
        negative
    }

    fn is_number(&self) -> bool {
        self.digit(0) || (matches!(self.peek(0), Some('.' | ',')) && self.digit(1))
    }

    /// ` 1/2` after a whole number.
    fn is_mixed(&self) -> bool {
        let digits = self.chars[self.at..].iter().skip(1).take_while(|c| c.is_ascii_digit()).count();
        self.peek(0) == Some(' ') && digits > 0 && self.peek(1 + digits) == Some('/') && self.digit(2 + digits)
    }

    /// `/ 4`, with or without spaces, before a digit.
    fn is_over(&self) -> bool {
        let space = usize::from(self.peek(0) == Some(' '));
        if self.peek(space) != Some('/') {
            return false;
        }
        let after = space + 1 + usize::from(self.peek(space + 1) == Some(' '));
        self.digit(after)
    }

    fn fraction(&mut self, language: Language) -> Result<Option<Exact>, Fault> {
        let top = self.plain(language)?;
        if !self.skip('/') {
            return Ok(None);
        }
        let bottom = self.plain(language)?;
        if bottom.is_zero() {
            return Err(Fault::DivisionByZero);
        }
        Ok(Some(top / bottom))
    }

    fn plain(&mut self, language: Language) -> Result<Exact, Fault> {
        let length = literal::run(&self.chars[self.at..]);
        if length as i64 > 2 * MOST_DIGITS {
            return Err(Fault::TooLong);
        }
        let text: String = self.chars[self.at..self.at + length].iter().collect();
        self.at += length;
        self.repeated(&text, language)
    }

    /// `0.333…` goes on with its last digit, if that is written at least twice.
    fn repeated(&mut self, text: &str, language: Language) -> Result<Exact, Fault> {
        let dots = (0..3).all(|ahead| self.peek(ahead) == Some('.'));
        if !dots {
            return literal::literal(text, language);
        }
        let (whole, fraction) = literal::split(text, language)?;
        let mut last = fraction.bytes().rev();
        let (Some(one), Some(two)) = (last.next(), last.next()) else { return Err(Fault::NotANumber) };
        if one != two {
            return Err(Fault::NotANumber);
        }
        self.at += 3;
        let digit = decimal(&char::from(one).to_string(), "", 0)?;
        let tail = digit / decimal("9", "", 0)? * ten_to(-(fraction.len() as i64));
        Ok(decimal(&whole, &fraction, 0)? + tail)
    }

    /// A number with what raises it: `3e5`, `3·10^5`, `10^6`, `2^-1`.
    fn scaled(&mut self, language: Language) -> Result<Exact, Fault> {
        let number = self.plain(language)?;
        if self.peek(0) == Some('^') {
            return power(&number, self.exponent()?);
        }
        if matches!(self.peek(0), Some('e' | 'E')) {
            let signed = usize::from(matches!(self.peek(1), Some('-' | '+')));
            if self.digit(1 + signed) {
                self.at += 1;
                let exponent = self.integer()?;
                return self.times_ten(number, exponent);
            }
        }
        let start = self.at;
        self.skip(' ');
        if matches!(self.peek(0), Some('·' | 'x' | 'X')) {
            self.at += 1;
            self.skip(' ');
            let base: String = self.chars[self.at..].iter().take(2).collect();
            if base == "10" && self.peek(2) == Some('^') {
                self.at += 2;
                let exponent = self.exponent()?;
                return self.times_ten(number, exponent);
            }
        }
        self.at = start;
        Ok(number)
    }

    fn times_ten(&self, number: Exact, exponent: i64) -> Result<Exact, Fault> {
        if exponent.abs() > MOST_DIGITS { Err(Fault::TooLong) } else { Ok(number * ten_to(exponent)) }
    }

    /// `^5`, `^-5`, `^(-5)`, `^{-5}` (the braces are gone by now).
    fn exponent(&mut self) -> Result<i64, Fault> {
        self.skip('^');
        let bracketed = self.skip('(');
        let exponent = self.integer()?;
        if bracketed && !self.skip(')') {
            return Err(Fault::NotANumber);
        }
        Ok(exponent)
    }

    fn integer(&mut self) -> Result<i64, Fault> {
        let negative = self.sign();
        let start = self.at;
        while self.digit(0) {
            self.at += 1;
        }
        let digits: String = self.chars[start..self.at].iter().collect();
        match digits.len() {
            0 => Err(Fault::NotANumber),
            1..=9 => digits.parse().map(|n: i64| if negative { -n } else { n }).map_err(|_| Fault::NotANumber),
            _ => Err(Fault::TooLong),
        }
    }
}
