//! The grading ladder: is a response right, and why?
//!
//! Pure and offline, for English and German. [`grade`] climbs the rungs until one decides: exact after normalisation, accepted
//! answers, numbers with units (never fuzzy), formulas, slips of spelling, key points of a free text. It says a [`Reason`], which has a
//! sentence in both languages. What each rung does and where it comes from: `docs/models-grading.md`.
//!
//! ```
//! use grading::*;
//!
//! let key = Key::Numeric { answers: vec![NumericAnswer::new("9.81")], unit: Some("m/s^2".into()), unit_required: true };
//! let context = Context { language: Language::English, others: &[] };
//! let graded = grade(&key, &Response::Text("9,81 m·s⁻²".into()), &context);
//! assert_eq!((graded.verdict, graded.rung), (Verdict::Right, Rung::Number));
//! let graded = grade(&key, &Response::Text("9.81".into()), &context);
//! assert_eq!(graded.reason.sentence(Language::English), "The number is right, but its unit (m/s^2) is missing.");
//! ```

#[cfg(feature = "corpus")]
pub mod corpus;
mod formula;
mod graded;
mod key;
mod ladder;
mod language;
mod number;
mod reason;
mod response;
mod rubric;
mod text;
mod tolerance;

pub use graded::{Graded, PartGraded, Rung, Verdict};
pub use key::{Accepted, ChoiceOption, Criterion, Gap, Key, NumericAnswer, Partial, Step, Want, point_number};
pub use ladder::{Context, grade, is_formula, is_number, is_unit};
pub use language::Language;
pub use reason::Reason;
pub use response::Response;
pub use tolerance::{InvalidTolerance, Tolerance};
