//! In which format an item is asked, by how well it is known.

use formats::item::Kind;
use memory::Phase;

/// How a round asks an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One of a few answers is chosen; the wrong ones are answers of other items.
    Choice,
    /// The answer is typed, and its first letters are there for whoever asks for them.
    Cued,
    /// As the item asks by itself: recalled without help, or as its kind is.
    Free,
}

/// Below this chance of recall answers are given to choose from.
const UNKNOWN: f64 = 0.6;
/// From this chance of recall on no help is offered.
const KNOWN: f64 = 0.8;
/// Below this stability (days) a card in steps is not yet known: it was missed.
const MISSED: f64 = 1.0;
/// Below this stability (days) a high chance of recall says only that it was seen a moment ago.
const FRESH: f64 = 2.0;

/// The format for a card with this chance of `recall` (0 to 1, `None` for a new card) and this `stability` (days).
///
/// An answer that is found with effort teaches most, one that is not found teaches little: a learner should succeed in 70 to
/// 90 % of the answers. With the model's own assumptions (docs/models.md: something that is not recalled is recognised in 30 %,
/// guessed among four in 25 %, and one hint helps in 30 %) a share `r` that is recalled succeeds with
///
/// | chance of recall | format | succeeds |
/// |---|---|---|
/// | new, or missed in its first step | choice of four | 0.5 to 0.8 |
/// | below 0.6 | choice of four: `r + (1 − r) · 0.48` | 0.7 (at 0.42) to 0.79 |
/// | 0.6 to 0.8, or stability below 2 days, or in steps | typed, first letters on demand: `r + (1 − r) · 0.3` | 0.72 to 0.86 |
/// | from 0.8 | free | `r` |
///
/// Kinds that bring their own way to answer (choice, true or false, lists, pairs, …) are asked as they are.
pub fn format_for(recall: Option<f64>, stability: Option<f64>, phase: Phase, kind: Kind) -> Format {
    if !matches!(kind, Kind::Basic | Kind::Cloze | Kind::Occlusion | Kind::Short | Kind::Numeric | Kind::Anki) {
        return Format::Free;
    }
    let stability = stability.unwrap_or(0.0);
    match (phase, recall) {
        (Phase::New, _) | (_, None) => Format::Choice,
        (Phase::Learning | Phase::Relearning, _) if stability < MISSED => Format::Choice,
        (Phase::Learning | Phase::Relearning, _) => Format::Cued,
        (Phase::Review, Some(recall)) => match recall {
            r if r < UNKNOWN => Format::Choice,
            r if r < KNOWN || stability < FRESH => Format::Cued,
            _ => Format::Free,
        },
    }
}
