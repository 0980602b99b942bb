//! How a card is asked, as far as it bears on what a right answer tells: among how many options it is to be recognised.
//!
//! The queue promises with it and the event carries it, so that both weigh an answer alike.

use crate::call::SpaceId;
use crate::db::Tx;
use crate::error::Result;
use crate::items;
use formats::item::Content;
use formats::question::{Ask, Fill, Question};
use memory::{Evidence, Millis, Rating, StudyDay};
use uuid::Uuid;

/// How a card is asked. `Default`: it is to be recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// `choice`: one of the options; `choices`: all that are right; `match`, `order`: things are paired, put in order. `None`:
    /// no options are shown.
    pub format: Option<&'static str>,
    /// How many options are shown.
    pub choices: Option<i64>,
}

impl Asked {
    /// How the cards of such an item are asked.
    pub fn of(content: &Content) -> Asked {
        match content {
            Content::Choice { options, many, .. } => Asked {
                format: Some(if *many { "choices" } else { "choice" }),
                choices: i64::try_from(options.len()).ok(),
            },
            Content::TrueFalse { .. } => Asked { format: Some("choice"), choices: Some(2) },
            Content::Question(question) => Asked::of_question(question),
            _ => Asked::default(),
        }
    }

    fn of_question(question: &Question) -> Asked {
        let counted = |format, count: usize| Asked { format: Some(format), choices: i64::try_from(count).ok() };
        match &question.ask {
            Ask::Match { pairs, extra, .. } => counted("match", pairs.len() + extra.len()),
            Ask::Order { entries, .. } => counted("order", entries.len()),
            // all gaps at once
            Ask::Gaps { fill: Fill::Chosen, .. } => {
                let ways =
                    question.blanks().iter().map(|blank| blank.options.len().max(1)).fold(1, usize::saturating_mul);
                counted("choice", ways.min(1_000_000))
            }
            Ask::Gaps { fill: Fill::Dragged, words, .. } => counted("match", question.words().len() + words.len()),
            _ => Asked::default(),
        }
    }

    /// An answer given so, its rating still to be said ([`Evidence::rated`]).
    pub fn evidence(self, at: Millis, day: StudyDay) -> Evidence {
        weighed(Evidence::new(Rating::Good, at, day), self.format, self.choices)
    }
}

/// How the cards of this item are asked.
pub fn asked(tx: &mut Tx, space: SpaceId, item: Uuid) -> Result<Asked> {
    let found = items::store::find_options(tx, space, item)?;
    Ok(found.as_ref().map(Asked::of).unwrap_or_default())
}

/// Whether an answer of this format was chosen from options.
pub(super) fn is_choice(format: Option<&str>) -> bool {
    matches!(format, Some("choice" | "choices" | "teaser" | "match" | "order"))
}

/// The evidence with what options make of it: recognition, and a blind guess right once in so many ways to answer. A
/// number of options without a format is taken at its word; an answer that was flipped or typed is a recall.
pub(super) fn weighed(evidence: Evidence, format: Option<&str>, choices: Option<i64>) -> Evidence {
    let options = choices.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    match format {
        Some("choice" | "teaser") => evidence.chosen_among(options).by_recognition(),
        Some("match" | "order") => evidence.guessed_with(blind_chance_of_order(options)).by_recognition(),
        Some("choices") => evidence.guessed_with(blind_chance_of_all(options)).by_recognition(),
        None => evidence.chosen_among(options),
        Some(_) => evidence,
    }
}

/// One order of so many things: one way of n!.
fn blind_chance_of_order(things: u32) -> f64 {
    if things == 0 { 0.0 } else { (1..=things.min(20)).fold(1.0, |chance, n| chance / f64::from(n)) }
}

/// At least one of so many options is to be chosen, any of them may be right: one way of 2ⁿ − 1.
fn blind_chance_of_all(options: u32) -> f64 {
    if options == 0 { 0.0 } else { 1.0 / (2.0_f64.powi(options.min(1_000).cast_signed()) - 1.0) }
}
