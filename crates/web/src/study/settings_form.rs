//! The form of a deck's settings: what its fields mean, and the words for values.

use crate::frame::Fields;
use crate::i18n::{self, Locale, t};
use studium_core::Error;
use studium_core::study::settings::{Mix, NewOrder, Preset, StudySettings};

/// Stands for "no steps": an empty field is inherited.
pub const NO_STEPS: &str = "-";

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A whole number from, to.
    Number(u32, u32),
    /// Per cent with at most one decimal.
    Percent,
    Steps,
    /// One of these, each with the key of its words.
    Choice(&'static [(&'static str, &'static str)]),
}

/// A field of the form: its name is that of the preset's column, its label `deck-set-…`.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub why: Option<&'static str>,
    pub shape: Shape,
}

const YES_NO: Shape = Shape::Choice(&[("yes", "study-yes"), ("no", "study-no")]);

/// The form, in sections.
pub const SECTIONS: [(&str, &[Field]); 4] = [
    (
        "deck-set-amount",
        &[
            field("new_per_day", "deck-set-new", Some("settings-new-why"), Shape::Number(0, 9999)),
            field("reviews_per_day", "deck-set-reviews", Some("settings-reviews-why"), Shape::Number(0, 9999)),
        ],
    ),
    (
        "deck-set-memory",
        &[
            field("retention", "deck-set-retention", Some("deck-set-retention-why"), Shape::Percent),
            field("learning_steps", "deck-set-steps", Some("deck-set-steps-why"), Shape::Steps),
            field("relearning_steps", "deck-set-relearning", None, Shape::Steps),
            field("maximum_interval_days", "deck-set-longest", None, Shape::Number(1, 36_500)),
            field("fuzz", "deck-set-fuzz", Some("deck-set-fuzz-why"), YES_NO),
        ],
    ),
    (
        "deck-set-order",
        &[
            field(
                "new_order",
                "deck-set-new-order",
                None,
                Shape::Choice(&[("made", "deck-set-made"), ("random", "deck-set-random")]),
            ),
            field(
                "review_order",
                "deck-set-review-order",
                None,
                Shape::Choice(&[
                    ("due", "deck-set-by-due"),
                    ("weakest", "deck-set-weakest"),
                    ("random", "deck-set-random"),
                ]),
            ),
            field(
                "mix",
                "deck-set-mix",
                None,
                Shape::Choice(&[
                    ("mixed", "deck-set-mixed"),
                    ("new_first", "deck-set-new-first"),
                    ("reviews_first", "deck-set-reviews-first"),
                ]),
            ),
            field("bury_siblings", "deck-set-siblings", Some("deck-set-siblings-why"), YES_NO),
        ],
    ),
    (
        "deck-set-slipping",
        &[
            field("leech_threshold", "deck-set-leech", Some("deck-set-leech-why"), Shape::Number(0, 99)),
            field("leech_suspends", "deck-set-leech-pause", None, YES_NO),
        ],
    ),
];

const fn field(name: &'static str, label: &'static str, why: Option<&'static str>, shape: Shape) -> Field {
    Field { name, label, why, shape }
}

/// What a preset says for a field, as the form writes it; empty: inherited.
pub fn stored(preset: &Preset, name: &str) -> String {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let yes_no = |b: Option<bool>| b.map(yes_no).unwrap_or_default().to_owned();
    let word = |w: &Option<String>| w.clone().unwrap_or_default();
    let steps = |w: &Option<String>| match w.as_deref() {
        Some("") => NO_STEPS.to_owned(),
        other => other.unwrap_or_default().to_owned(),
    };
    match name {
        "retention" => preset.retention.map(percent).unwrap_or_default(),
        "new_per_day" => number(preset.new_per_day),
        "reviews_per_day" => number(preset.reviews_per_day),
        "learning_steps" => steps(&preset.learning_steps),
        "relearning_steps" => steps(&preset.relearning_steps),
        "new_order" => word(&preset.new_order),
        "review_order" => word(&preset.review_order),
        "mix" => word(&preset.mix),
        "bury_siblings" => yes_no(preset.bury_siblings),
        "leech_threshold" => number(preset.leech_threshold),
        "leech_suspends" => yes_no(preset.leech_suspends),
        "maximum_interval_days" => number(preset.maximum_interval_days),
        "fuzz" => yes_no(preset.fuzz),
        _ => String::new(),
    }
}

/// What holds without any setting, written in the same way.
pub fn default(name: &str) -> String {
    let d = StudySettings::default();
    let minutes = |steps: &[memory::Millis]| {
        let all: Vec<String> = steps.iter().map(|s| (s.0 / 60_000).to_string()).collect();
        all.join(" ")
    };
    match name {
        "retention" => percent(d.promise.retention.get()),
        "new_per_day" => d.new_per_day.to_string(),
        "reviews_per_day" => d.reviews_per_day.to_string(),
        "learning_steps" => minutes(&d.promise.steps.learning),
        "relearning_steps" => minutes(&d.promise.steps.relearning),
        "new_order" => if d.new_order == NewOrder::Made { "made" } else { "random" }.into(),
        "review_order" => "due".into(),
        "mix" => match d.mix {
            Mix::Mixed => "mixed",
            Mix::NewFirst => "new_first",
            Mix::ReviewsFirst => "reviews_first",
        }
        .into(),
        "bury_siblings" => yes_no(d.bury_siblings).into(),
        "leech_threshold" => d.leech_threshold.to_string(),
        "leech_suspends" => yes_no(d.leech_suspends).into(),
        "maximum_interval_days" => d.promise.maximum_interval_days.to_string(),
        "fuzz" => yes_no(d.promise.fuzz).into(),
        _ => String::new(),
    }
}

/// The preset that a form means.
///
/// # Errors
/// `Invalid` on the field that cannot be read; ranges are checked where it is stored.
pub fn read(fields: &Fields) -> Result<Preset, Error> {
    let word = |name: &str| Some(fields.get(name).trim().to_owned()).filter(|w| !w.is_empty());
    let steps = |name: &str| word(name).map(|w| if w == NO_STEPS { String::new() } else { w });
    let yes_no = |name: &str| match fields.get(name) {
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        "" => Ok(None),
        _ => Err(Error::invalid(name, "setting-choice-unknown")),
    };
    let number = |name: &str| match fields.parse_optional::<u32>(name) {
        Ok(n) => Ok(n),
        Err(_) => Err(Error::invalid(name, "setting-count-range")),
    };
    let retention = match word("retention") {
        None => None,
        Some(text) => {
            let percent: Result<f64, _> = text.replace(',', ".").trim_end_matches('%').trim().parse();
            Some(percent.map_err(|_| Error::invalid("retention", "setting-retention-range"))? / 100.0)
        }
    };
    Ok(Preset {
        retention,
        new_per_day: number("new_per_day")?,
        reviews_per_day: number("reviews_per_day")?,
        learning_steps: steps("learning_steps"),
        relearning_steps: steps("relearning_steps"),
        new_order: word("new_order"),
        review_order: word("review_order"),
        mix: word("mix"),
        bury_siblings: yes_no("bury_siblings")?,
        leech_threshold: number("leech_threshold")?,
        leech_suspends: yes_no("leech_suspends")?,
        maximum_interval_days: number("maximum_interval_days")?,
        fuzz: yes_no("fuzz")?,
    })
}

/// A value in words.
pub fn said(l: Locale, field: &Field, value: &str) -> String {
    match field.shape {
        Shape::Choice(choices) => {
            choices.iter().find(|(v, _)| *v == value).map_or_else(|| value.to_owned(), |(_, key)| t(l, key))
        }
        Shape::Steps if value == NO_STEPS => t(l, "deck-set-no-steps"),
        Shape::Steps => format!("{value}\u{202f}min"),
        Shape::Percent => format!("{value}\u{202f}%"),
        Shape::Number(..) => value.parse().map_or_else(|_| value.to_owned(), |n| i18n::number(l, n)),
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn percent(share: f64) -> String {
    format!("{}", (share * 1000.0).round() / 10.0)
}
