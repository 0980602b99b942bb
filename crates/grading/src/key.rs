//! What is right: the stored answer key of an item, by kind.

use crate::tolerance::Tolerance;
use serde::{Deserialize, Serialize};

/// The answer key of an item. Texts are plain, in the item's language; numbers are written as that language writes them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Key {
    Short {
        answers: Vec<Accepted>,
        #[serde(default)]
        want: Want,
        #[serde(default)]
        case_matters: bool,
    },
    Numeric {
        answers: Vec<NumericAnswer>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// Whether a right value without its unit is only partly right.
        #[serde(default = "yes")]
        unit_required: bool,
    },
    Formula {
        answers: Vec<Accepted>,
    },
    Choice {
        options: Vec<ChoiceOption>,
        /// Whether several may be chosen.
        #[serde(default)]
        many: bool,
        #[serde(default)]
        partial: Partial,
    },
    TrueFalse {
        answer: bool,
    },
    /// For each left side the number of its right side; right sides that no left side names are distractors.
    Match {
        pairs: Vec<usize>,
        #[serde(default)]
        partial: Partial,
    },
    /// The right order is 0, 1, … `count` − 1.
    Order {
        count: usize,
        #[serde(default)]
        partial: Partial,
    },
    Gaps {
        parts: Vec<Gap>,
        #[serde(default)]
        partial: Partial,
    },
    FreeText {
        rubric: Vec<Criterion>,
    },
    Worked {
        steps: Vec<Step>,
    },
}

/// An accepted answer. With nothing but a text it is stored as that text alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "AcceptedForm", into = "AcceptedForm")]
pub struct Accepted {
    pub text: String,
    /// 0 to 1. An answer of score 0 is a foreseen mistake.
    pub score: f64,
    /// Other words for the same; where all of several answers are wanted, one of them is enough for the part.
    pub or: Vec<String>,
    /// Whether `*` stands for any text (`\*` for itself).
    pub wildcard: bool,
}

impl Accepted {
    pub fn new(text: impl Into<String>) -> Accepted {
        Accepted { text: text.into(), score: 1.0, or: Vec::new(), wildcard: false }
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.or.iter().map(String::as_str))
    }
}

impl From<&str> for Accepted {
    fn from(text: &str) -> Accepted {
        Accepted::new(text)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum AcceptedForm {
    Text(String),
    Whole {
        text: String,
        #[serde(default = "one", skip_serializing_if = "is_one")]
        score: f64,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        or: Vec<String>,
        #[serde(default, skip_serializing_if = "is_no")]
        wildcard: bool,
    },
}

impl From<AcceptedForm> for Accepted {
    fn from(form: AcceptedForm) -> Accepted {
        match form {
            AcceptedForm::Text(text) => Accepted::new(text),
            AcceptedForm::Whole { text, score, or, wildcard } => Accepted { text, score, or, wildcard },
        }
    }
}

impl From<Accepted> for AcceptedForm {
    fn from(accepted: Accepted) -> AcceptedForm {
        let Accepted { text, score, or, wildcard } = accepted;
        if is_one(&score) && or.is_empty() && !wildcard {
            return AcceptedForm::Text(text);
        }
        AcceptedForm::Whole { text, score, or, wildcard }
    }
}

/// What is wanted of several accepted answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    #[default]
    OneOf,
    AllOf,
    AllInOrder,
}

/// An accepted number. With nothing but a value it is stored as that value's text alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "NumericForm", into = "NumericForm")]
pub struct NumericAnswer {
    pub value: String,
    /// The upper end, if everything from `value` to here is right.
    pub up_to: Option<String>,
    pub tolerance: Option<Tolerance>,
    /// 0 to 1.
    pub score: f64,
}

impl NumericAnswer {
    pub fn new(value: impl Into<String>) -> NumericAnswer {
        NumericAnswer { value: value.into(), up_to: None, tolerance: None, score: 1.0 }
    }

    /// Of a number whose point is always a decimal point, as in most files: written so that every language reads it as that.
    pub fn from_point(value: &str) -> NumericAnswer {
        NumericAnswer::new(point_number(value))
    }
}

/// A number with a decimal point in a form that no language takes for thousands: `1.234` becomes `1.2340`.
pub fn point_number(value: &str) -> String {
    let value = value.trim();
    let Some((whole, rest)) = value.split_once('.') else { return value.to_owned() };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 3 { format!("{whole}.{}0{}", &rest[..3], &rest[3..]) } else { value.to_owned() }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum NumericForm {
    Text(String),
    Number(f64),
    Whole {
        value: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        up_to: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tolerance: Option<Tolerance>,
        #[serde(default = "one", skip_serializing_if = "is_one")]
        score: f64,
    },
}

impl From<NumericForm> for NumericAnswer {
    fn from(form: NumericForm) -> NumericAnswer {
        match form {
            NumericForm::Text(text) => NumericAnswer::new(text),
            NumericForm::Number(number) => NumericAnswer::from_point(&number.to_string()),
            NumericForm::Whole { value, up_to, tolerance, score } => NumericAnswer { value, up_to, tolerance, score },
        }
    }
}

impl From<NumericAnswer> for NumericForm {
    fn from(answer: NumericAnswer) -> NumericForm {
        let NumericAnswer { value, up_to, tolerance, score } = answer;
        if up_to.is_none() && tolerance.is_none() && is_one(&score) {
            return NumericForm::Text(value);
        }
        NumericForm::Whole { value, up_to, tolerance, score }
    }
}

/// An option of a choice: what it counts if chosen, −1 to 1. The sum is held within 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChoiceOption {
    pub score: f64,
}

/// How an answer of several parts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Partial {
    AllOrNothing,
    #[default]
    PerPart,
}

/// A gap of a text. Gaps within a gap are not graded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Its weight among the gaps, above 0.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub points: f64,
    #[serde(flatten)]
    pub key: Key,
}

/// A point that a free text should make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Above 0.
    pub points: f64,
    /// What is looked for, in other words each; one is enough. A phrase that is negated asks for a negation.
    pub phrases: Vec<String>,
    /// How the point is said to people, if not by its first phrase.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Criterion {
    /// What people are told the point is.
    pub fn label(&self) -> &str {
        if self.text.is_empty() { self.phrases.first().map_or("", String::as_str) } else { &self.text }
    }
}

/// A step of a worked solution, ticked by whoever solved it on paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Above 0.
    #[serde(default = "one")]
    pub points: f64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

fn one() -> f64 {
    1.0
}

fn is_one(score: &f64) -> bool {
    *score == 1.0
}

fn yes() -> bool {
    true
}

fn is_no(flag: &bool) -> bool {
    !*flag
}
