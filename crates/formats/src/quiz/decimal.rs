//! Numbers of questions, kept as they were written: 0.10 stays 0.10, and 0.1 is exactly that.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A finite decimal number: `-12.50`, `3`, `6.022e23`. Always with a point, digits on both sides of it, and no plus.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal(String);

/// It is no finite decimal number of a sensible length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no decimal number")]
pub struct NoDecimal;

impl Decimal {
    /// Characters.
    pub const LONGEST: usize = 100;

    pub fn zero() -> Decimal {
        Decimal("0".into())
    }

    pub fn one() -> Decimal {
        Decimal("1".into())
    }

    /// `None` for what is no number, longer than [`Decimal::LONGEST`], or beyond what an `f64` holds.
    pub fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        if text.len() > Decimal::LONGEST {
            return None;
        }
        let (negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (digits, exponent) = match rest.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, Some(exponent)),
            None => (rest, None),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !are_digits(whole) || !are_digits(part) {
            return None;
        }
        let mut number = String::from(if negative { "-" } else { "" });
        number.push_str(if whole.is_empty() { "0" } else { whole });
        if !part.is_empty() {
            number.push('.');
            number.push_str(part);
        }
        if let Some(exponent) = exponent {
            number.push_str(&format!("e{}", exponent.parse::<i16>().ok()?));
        }
        number.parse::<f64>().ok().filter(|value| value.is_finite())?;
        Some(Decimal(number))
    }

    /// The shortest way to write it; `None` unless it is finite.
    pub fn from_f64(value: f64) -> Option<Decimal> {
        let plain = value.to_string();
        if plain.len() <= Decimal::LONGEST { Decimal::parse(&plain) } else { Decimal::parse(&format!("{value:e}")) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn value(&self) -> f64 {
        self.0.parse().unwrap_or_default()
    }

    pub fn is_negative(&self) -> bool {
        self.value() < 0.0
    }

    /// Middle and half width of the range, exactly where both ends have at most 30 digits and no exponent.
    pub fn middle(low: &Decimal, high: &Decimal) -> Option<(Decimal, Decimal)> {
        let exact = || {
            let ((low, low_scale), (high, high_scale)) = (low.scaled()?, high.scaled()?);
            let scale = low_scale.max(high_scale);
            let low = low.checked_mul(10i128.checked_pow(scale - low_scale)?)?;
            let high = high.checked_mul(10i128.checked_pow(scale - high_scale)?)?;
            let half = |number: i128| Some(unscaled(number.checked_mul(5)?, scale + 1));
            Some((half(high.checked_add(low)?)?, half(high.checked_sub(low)?)?))
        };
        exact().or_else(|| {
            let (low, high) = (low.value(), high.value());
            Some((Decimal::from_f64(low / 2.0 + high / 2.0)?, Decimal::from_f64(high / 2.0 - low / 2.0)?))
        })
    }

    /// The number times ten to the given power, whole.
    fn scaled(&self) -> Option<(i128, u32)> {
        if self.0.len() > 31 {
            return None;
        }
        let (whole, part) = self.0.split_once('.').unwrap_or((&self.0, ""));
        Some((format!("{whole}{part}").parse().ok()?, u32::try_from(part.len()).ok()?))
    }
}

fn unscaled(number: i128, scale: u32) -> Decimal {
    let scale = scale as usize;
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let part = part.trim_end_matches('0');
    let sign = if number < 0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    Decimal(format!("{sign}{whole}{point}{part}"))
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Decimal {
    type Error = NoDecimal;

    fn try_from(text: String) -> Result<Decimal, NoDecimal> {
        Decimal::parse(&text).ok_or(NoDecimal)
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> String {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn parse(text: &str) -> Option<String> {
        Decimal::parse(text).map(String::from)
    }

    #[test]
    fn numbers_are_kept_as_written() {
        for (text, kept) in
            [("0.10", "0.10"), ("+3", "3"), (" -.5 ", "-0.5"), ("5.", "5"), ("6.022E+23", "6.022e23"), ("007", "007")]
        {
            assert_eq!(parse(text).as_deref(), Some(kept));
        }
        let long = "9".repeat(10_000);
        for text in ["", "-", ".", "1,5", "1e", "e5", "1e999", "--1", "1.2.3", "NaN", "inf", "0x10", "१", &long] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_middle_of_a_range_is_exact() {
        let middle = |low, high| {
            let (low, high) = (Decimal::parse(low).unwrap(), Decimal::parse(high).unwrap());
            let (middle, half) = Decimal::middle(&low, &high).unwrap();
            (String::from(middle), String::from(half))
        };
        assert_eq!(middle("3.141", "3.142"), ("3.1415".into(), "0.0005".into()));
        assert_eq!(middle("-5", "5"), ("0".into(), "5".into()));
        assert_eq!(middle("-3.142", "-3.141"), ("-3.1415".into(), "0.0005".into()));
        assert_eq!(middle("-1e3", "1e3"), ("0".into(), "1000".into()));
        assert_eq!(middle("0", "0.1"), ("0.05".into(), "0.05".into()));
    }
}
