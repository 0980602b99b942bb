//! Kinds with parts that are chosen, paired, ordered, filled or ticked.

use super::{Context, grade_part, share};
use crate::graded::{Graded, Rung, Verdict};
use crate::key::{ChoiceOption, Gap, Key, Partial, Step};
use crate::language::Language;
use crate::reason::Reason;
use crate::response::Response;
use crate::text::fold::{Folding, Umlaut, words};
use crate::text::negation;
use std::collections::BTreeSet;

/// The scores of what was chosen, added; below 0 counts as 0, an option that is none makes the choice worth nothing.
pub(super) fn choice(options: &[ChoiceOption], many: bool, partial: Partial, chosen: &[usize]) -> Graded {
    let chosen: BTreeSet<usize> = chosen.iter().copied().collect();
    if (!many && chosen.len() > 1) || chosen.iter().any(|at| *at >= options.len()) {
        return Graded::wrong(Rung::Parts, Reason::NotOneOption);
    }
    let counts = |at: usize| options[at].score > 0.0;
    let right = chosen.iter().filter(|at| counts(**at)).count();
    let wrong = chosen.len() - right;
    let missed = if many { (0..options.len()).filter(|at| counts(*at) && !chosen.contains(at)).count() } else { 0 };
    let score = match (many, partial) {
        (true, Partial::AllOrNothing) => f64::from(u8::from(wrong == 0 && missed == 0 && right > 0)),
        _ => chosen.iter().map(|at| options[*at].score).sum(),
    };
    Graded::new(score, Rung::Parts, Reason::Chosen { right, wrong, missed })
}

pub(super) fn truth(answer: bool, response: &Response, language: Language) -> Graded {
    let said = match response {
        Response::Chosen(chosen) => match chosen.as_slice() {
            [0] => Some(true),
            [1] => Some(false),
            _ => None,
        },
        Response::Text(text) => said(text, language),
        _ => return Graded::wrong(Rung::None, Reason::WrongForm),
    };
    match said {
        None => Graded::wrong(Rung::Parts, Reason::NoTruth),
        Some(said) if said == answer => Graded::new(1.0, Rung::Parts, Reason::RightTruth),
        Some(_) => Graded::wrong(Rung::Parts, Reason::WrongTruth),
    }
}

/// Whether a text says true or false; `not true` says false.
fn said(text: &str, language: Language) -> Option<bool> {
    let words = words(text, Folding { language, case_matters: false, umlaut: Umlaut::Spelled });
    let (denials, rest): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| matches!(word.as_str(), "not" | "nicht"));
    let [word] = rest.as_slice() else { return None };
    let truth = match word.as_str() {
        "true" | "t" | "yes" | "y" | "right" | "correct" | "wahr" | "w" | "ja" | "j" | "richtig" | "r" | "stimmt" => {
            true
        }
        "f" | "n" | "no" | "wrong" | "incorrect" => false,
        word if negation::is_negation(word, Language::English) || negation::is_negation(word, Language::German) => {
            false
        }
        _ => return None,
    };
    Some(truth != (denials.len() % 2 == 1))
}

pub(super) fn pairs(pairs: &[usize], partial: Partial, given: &[Option<usize>]) -> Graded {
    if pairs.is_empty() {
        return Graded::wrong(Rung::None, Reason::NoKey);
    }
    if given.len() > pairs.len() {
        return Graded::wrong(Rung::None, Reason::WrongForm);
    }
    let right = pairs.iter().zip(given).filter(|(pair, given)| Some(**pair) == **given).count();
    Graded::new(share(right, pairs.len(), partial), Rung::Parts, Reason::Pairs { right, of: pairs.len() })
}

pub(super) fn order(count: usize, partial: Partial, given: &[usize]) -> Graded {
    if count == 0 {
        return Graded::wrong(Rung::None, Reason::NoKey);
    }
    if given.len() > count {
        return Graded::wrong(Rung::None, Reason::WrongForm);
    }
    let right = given.iter().enumerate().filter(|(place, thing)| place == *thing).count();
    Graded::new(share(right, count, partial), Rung::Parts, Reason::Places { right, of: count })
}

/// The share of points ticked.
pub(super) fn worked(steps: &[Step], ticked: &[usize]) -> Graded {
    let points = |step: &Step| if step.points.is_finite() { step.points.max(0.0) } else { 0.0 };
    let all: f64 = steps.iter().map(points).sum();
    if all <= 0.0 {
        return Graded::wrong(Rung::None, Reason::NoKey);
    }
    let ticked: BTreeSet<usize> = ticked.iter().copied().collect();
    let reached: f64 = ticked.iter().filter_map(|at| steps.get(*at)).map(points).sum();
    let reason = Reason::Ticked { points: reached.to_string(), of: all.to_string() };
    Graded::new(reached / all, Rung::Parts, reason)
}

/// Gaps, by their weights.
pub(super) fn gaps(gaps: &[Gap], partial: Partial, response: &Response, context: &Context) -> Graded {
    let given: Vec<Response> = match response {
        Response::Texts(texts) => texts.iter().cloned().map(Response::Text).collect(),
        Response::Parts(parts) => parts.clone(),
        Response::Text(text) if gaps.len() == 1 => vec![Response::Text(text.clone())],
        _ => return Graded::wrong(Rung::None, Reason::WrongForm),
    };
    let weight = |gap: &Gap| if gap.points.is_finite() { gap.points.max(0.0) } else { 0.0 };
    let all: f64 = gaps.iter().map(weight).sum();
    if all <= 0.0 {
        return Graded::wrong(Rung::None, Reason::NoKey);
    }
    if given.len() > gaps.len() {
        return Graded::wrong(Rung::None, Reason::WrongForm);
    }
    let mut parts = Vec::with_capacity(gaps.len());
    let mut score = 0.0;
    for (at, gap) in gaps.iter().enumerate() {
        let graded = match (&gap.key, given.get(at)) {
            (_, None) => Graded::wrong(Rung::None, Reason::Empty),
            (Key::Gaps { .. } | Key::FreeText { .. }, Some(_)) => Graded::wrong(Rung::None, Reason::WrongForm),
            (key, Some(response)) => grade_part(key, response, context),
        };
        score += graded.score * weight(gap);
        parts.push(graded.into_part());
    }
    let right = parts.iter().filter(|part| part.verdict == Verdict::Right).count();
    let score = match partial {
        Partial::PerPart => score / all,
        Partial::AllOrNothing => share(right, gaps.len(), partial),
    };
    let mut graded = Graded::new(score, Rung::Parts, Reason::Gaps { right, of: gaps.len() });
    graded.parts = parts;
    graded
}
