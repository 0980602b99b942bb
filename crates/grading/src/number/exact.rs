//! Exact numbers, of a bounded length: a changed digit is a changed number, however many digits there are.

use super::Fault;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

pub(crate) type Exact = BigRational;

/// Digits and powers of ten beyond this are not read.
pub(crate) const MOST_DIGITS: i64 = 400;

pub(crate) fn ten_to(power: i64) -> Exact {
    let whole = BigInt::from(10).pow(power.unsigned_abs().min(MOST_DIGITS.unsigned_abs() * 2) as u32);
    if power < 0 { Exact::new_raw(BigInt::one(), whole) } else { Exact::from_integer(whole) }
}

/// `whole.fraction`, ASCII digits each, times ten to the `exponent`.
pub(crate) fn decimal(whole: &str, fraction: &str, exponent: i64) -> Result<Exact, Fault> {
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() {
        return Err(Fault::NotANumber);
    }
    if digits.len() as i64 > MOST_DIGITS || exponent.abs() > MOST_DIGITS {
        return Err(Fault::TooLong);
    }
    let mantissa: BigInt = digits.parse().map_err(|_| Fault::NotANumber)?;
    if mantissa.is_zero() {
        return Ok(Exact::zero());
    }
    let shift = exponent - fraction.len() as i64;
    let power = BigInt::from(10).pow(shift.unsigned_abs() as u32);
    Ok(if shift < 0 { Exact::new(mantissa, power) } else { Exact::from_integer(mantissa * power) })
}

/// An integer to an integer power, if it has at most [`MOST_DIGITS`] digits.
pub(crate) fn power(base: &Exact, exponent: i64) -> Result<Exact, Fault> {
    if base.is_zero() && exponent < 0 {
        return Err(Fault::DivisionByZero);
    }
    let bits = base.numer().bits().max(base.denom().bits());
    if bits.saturating_mul(exponent.unsigned_abs()) > 1_400 {
        return Err(Fault::TooLong);
    }
    Ok(base.pow(i32::try_from(exponent).map_err(|_| Fault::TooLong)?))
}

/// Of a finite float, as it is written shortest.
pub(crate) fn from_float(value: f64) -> Exact {
    let text = format!("{:e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exact = decimal(whole, fraction, exponent.parse().unwrap_or(0)).unwrap_or_else(|_| Exact::zero());
    if value < 0.0 { -exact } else { exact }
}

pub(crate) fn to_float(value: &Exact) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// The power of ten of the first digit: 2 of 123, −1 of 0.5. 0 of zero.
pub(crate) fn magnitude(value: &Exact) -> i64 {
    if value.is_zero() {
        return 0;
    }
    let value = value.abs();
    let bits = value.numer().bits() as f64 - value.denom().bits() as f64;
    let mut guess = (bits * std::f64::consts::LOG10_2).floor() as i64;
    while ten_to(guess) > value {
        guess -= 1;
    }
    while ten_to(guess + 1) <= value {
        guess += 1;
    }
    guess
}

/// For people: up to twelve digits, with a decimal point.
pub(crate) fn show(value: &Exact) -> String {
    let float = to_float(value);
    if value.is_integer() && value.numer().bits() < 50 {
        return value.numer().to_string();
    }
    if !float.is_finite() || (float != 0.0 && !(1e-4..1e15).contains(&float.abs())) {
        return format!("{float:.6e}").replace("e", "·10^");
    }
    let decimals = (11 - float.abs().log10().floor() as i64).clamp(0, 16) as usize;
    let text = format!("{float:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
