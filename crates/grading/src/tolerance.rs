//! How far from the right number is still right.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Written and stored as `0.05`, `1%` or `3sf`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "ToleranceForm", into = "String")]
pub enum Tolerance {
    /// In the unit of the answer; finite, from 0.
    Absolute(f64),
    /// Per cent of the right value; finite, from 0.
    Percent(f64),
    /// Right to so many significant figures, 1 to 30: within half a unit of the last of them.
    Figures(u8),
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no tolerance; write a number (0.05), a share (1%) or significant figures (3sf)")]
pub struct InvalidTolerance(pub String);

impl FromStr for Tolerance {
    type Err = InvalidTolerance;

    fn from_str(text: &str) -> Result<Tolerance, InvalidTolerance> {
        let invalid = || InvalidTolerance(text.chars().take(40).collect());
        let trimmed = text.trim();
        if let Some(figures) = trimmed.strip_suffix("sf") {
            let figures: u8 = figures.trim().parse().map_err(|_| invalid())?;
            return (1..=30).contains(&figures).then_some(Tolerance::Figures(figures)).ok_or_else(invalid);
        }
        let (number, percent) = trimmed.strip_suffix('%').map_or((trimmed, false), |share| (share.trim(), true));
        let value: f64 = number.replacen(',', ".", 1).parse().map_err(|_| invalid())?;
        if !value.is_finite() || value.is_sign_negative() || value > 1e300 {
            return Err(invalid());
        }
        Ok(if percent { Tolerance::Percent(value) } else { Tolerance::Absolute(value) })
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tolerance::Absolute(value) => write!(f, "{value}"),
            Tolerance::Percent(value) => write!(f, "{value}%"),
            Tolerance::Figures(figures) => write!(f, "{figures}sf"),
        }
    }
}

impl From<Tolerance> for String {
    fn from(tolerance: Tolerance) -> String {
        tolerance.to_string()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ToleranceForm {
    Text(String),
    Number(f64),
}

impl TryFrom<ToleranceForm> for Tolerance {
    type Error = InvalidTolerance;

    fn try_from(form: ToleranceForm) -> Result<Tolerance, InvalidTolerance> {
        match form {
            ToleranceForm::Text(text) => text.parse(),
            ToleranceForm::Number(number) => number.to_string().parse(),
        }
    }
}
