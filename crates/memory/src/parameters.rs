//! The 21 numbers of FSRS-6 and the retention a learner asks for.

use serde::{Deserialize, Serialize};

/// The 21 parameters `w0 … w20` of FSRS-6, always finite and within the ranges below. `Default` is the published set,
/// which fits the average learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f32>", into = "Vec<f32>")]
pub struct Parameters([f32; 21]);

/// Why a list of numbers cannot be parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidParameters {
    /// Only 17 (FSRS-4.5), 19 (FSRS-5) and 21 (FSRS-6) numbers have a meaning.
    #[error("{0} parameters were given; FSRS has 17, 19 or 21")]
    Length(usize),
    /// A number is infinite or not a number, or an old parameter cannot be converted.
    #[error("parameter {0} is not a finite number")]
    NotFinite(usize),
}

/// Why a text does not hold parameters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidParameterText {
    /// A word of it, shortened, is not a number.
    #[error("“{0}” is not a number")]
    NotANumber(String),
    /// The numbers are no parameters.
    #[error(transparent)]
    Numbers(#[from] InvalidParameters),
}

const DEFAULT: [f32; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// What each parameter is held within: the ranges that the reference clamps to.
const RANGES: [(f32, f32); 21] = [
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (1.0, 10.0),
    (0.001, 4.0),
    (0.001, 4.0),
    (0.001, 0.75),
    (0.0, 4.5),
    (0.0, 0.8),
    (0.001, 3.5),
    (0.001, 5.0),
    (0.001, 0.25),
    (0.001, 0.9),
    (0.0, 4.0),
    (0.0, 1.0),
    (1.0, 6.0),
    (0.0, 2.0),
    (0.0, 2.0),
    (0.0, 0.8),
    (0.1, 0.8),
];

/// The decay that FSRS-4.5 and FSRS-5 had fixed.
const OLD_DECAY: f32 = 0.5;

impl Parameters {
    /// Parameters from 21 numbers (FSRS-6), 19 (FSRS-5) or 17 (FSRS-4.5), older ones converted, all held within their
    /// ranges.
    ///
    /// # Errors
    /// [`InvalidParameters`] for another count, and for NaN or infinity.
    pub fn new(numbers: &[f32]) -> Result<Self, InvalidParameters> {
        let mut w = [0.0f32; 21];
        match numbers.len() {
            17 | 19 | 21 => w[..numbers.len()].copy_from_slice(numbers),
            other => return Err(InvalidParameters::Length(other)),
        }
        if numbers.len() == 17 {
            // FSRS-4.5 measured difficulty linearly from "Good"; FSRS-5 exponentially from "Again".
            w[4] = w[5].mul_add(2.0, w[4]);
            w[5] = libm::logf(w[5].mul_add(3.0, 1.0)) / 3.0;
            w[6] += 0.5;
        }
        if numbers.len() < 21 {
            w[20] = OLD_DECAY;
        }
        if let Some(place) = w.iter().position(|number| !number.is_finite()) {
            return Err(InvalidParameters::NotFinite(place));
        }
        Ok(Self::held(w))
    }

    fn held(mut w: [f32; 21]) -> Self {
        for (number, (low, high)) in w.iter_mut().zip(RANGES) {
            *number = number.clamp(low, high);
        }
        Self(w)
    }

    /// `w0 … w20`.
    #[must_use]
    pub const fn values(&self) -> &[f32; 21] {
        &self.0
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self(DEFAULT)
    }
}

/// Reads parameters as Anki and others show them: 17, 19 or 21 numbers, between them commas, semicolons, spaces or line
/// breaks, around them any brackets. [`Parameters::new`] then converts and holds them within their ranges.
impl std::str::FromStr for Parameters {
    type Err = InvalidParameterText;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let separates = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '[' | ']' | '(' | ')' | '{' | '}');
        let numbers = text
            .split(separates)
            .filter(|word| !word.is_empty())
            .map(|word| {
                word.parse::<f32>().map_err(|_| InvalidParameterText::NotANumber(word.chars().take(20).collect()))
            })
            .collect::<Result<Vec<f32>, _>>()?;
        Ok(Self::new(&numbers)?)
    }
}

/// `w0 … w20`, separated by commas, each with as many decimals as it needs: reading it gives the same parameters.
impl std::fmt::Display for Parameters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, number) in self.0.iter().enumerate() {
            let separator = if place > 0 { ", " } else { "" };
            write!(f, "{separator}{number}")?;
        }
        Ok(())
    }
}

impl TryFrom<Vec<f32>> for Parameters {
    type Error = InvalidParameters;
    fn try_from(numbers: Vec<f32>) -> Result<Self, Self::Error> {
        Self::new(&numbers)
    }
}

impl From<Parameters> for Vec<f32> {
    fn from(parameters: Parameters) -> Self {
        parameters.0.to_vec()
    }
}

/// The share of due cards that a learner wants to recall, 0.70 to 0.99. `Default` is 0.90.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Retention(f64);

/// A retention outside 0.70 to 0.99.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("retention must lie between 0.70 and 0.99, not {0}")]
pub struct InvalidRetention(pub f64);

impl Retention {
    /// The lowest retention that can be asked for.
    pub const MIN: f64 = 0.70;
    /// The highest.
    pub const MAX: f64 = 0.99;

    /// A retention between [`Self::MIN`] and [`Self::MAX`].
    ///
    /// # Errors
    /// [`InvalidRetention`] outside, and for NaN.
    pub fn new(share: f64) -> Result<Self, InvalidRetention> {
        if (Self::MIN..=Self::MAX).contains(&share) { Ok(Self(share)) } else { Err(InvalidRetention(share)) }
    }

    /// The share, 0.70 to 0.99.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Default for Retention {
    fn default() -> Self {
        Self(0.9)
    }
}

impl TryFrom<f64> for Retention {
    type Error = InvalidRetention;
    fn try_from(share: f64) -> Result<Self, Self::Error> {
        Self::new(share)
    }
}

impl From<Retention> for f64 {
    fn from(retention: Retention) -> Self {
        retention.0
    }
}
