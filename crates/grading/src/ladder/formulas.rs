//! The rung of formulas.

use crate::formula::{self, Comparison, Fault, LONGEST};
use crate::graded::{Graded, Rung, Verdict};
use crate::key::Accepted;
use crate::language::Language;
use crate::reason::Reason;

/// Of the score, what a formula is worth that is undefined at single points only.
const WITH_HOLE: f64 = 0.5;

pub(super) fn grade(answers: &[Accepted], response: &str, language: Language) -> Graded {
    if answers.iter().all(|answer| answer.text.trim().is_empty()) {
        return Graded::wrong(Rung::None, Reason::NoKey);
    }
    // what we cannot read is right to the letter
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let response_bare = bare(response);
    let exact = answers.iter().find(|answer| answer.texts().any(|text| bare(text) == response_bare));
    if let Some(answer) = exact {
        return worth(answer, 1.0, Reason::Exact, Rung::Exact);
    }
    let all = answers.iter().flat_map(|answer| answer.texts().map(move |text| (answer, text)));
    best(all, response, language).unwrap_or_else(|| Graded::wrong(Rung::Formula, Reason::NoMatch))
}

/// Those of the accepted short answers that are meant as formulas: right, or nothing said.
pub(super) fn among<'a>(
    answers: impl Iterator<Item = (usize, &'a Accepted)>,
    response: &str,
    language: Language,
) -> Option<Graded> {
    let formulas = answers.flat_map(|(_, answer)| answer.texts().map(move |text| (answer, text)));
    let formulas = formulas.filter(|(_, text)| formula::looks_like_one(text));
    best(formulas, response, language)
}

fn best<'a>(
    expected: impl Iterator<Item = (&'a Accepted, &'a str)>,
    response: &str,
    language: Language,
) -> Option<Graded> {
    let graded = expected.filter_map(|(answer, text)| {
        let comparison = formula::compare(text, response, language)?;
        let (share, reason) = match comparison {
            Comparison::Same => (1.0, Reason::SameFormula),
            Comparison::Equivalent => (1.0, Reason::EquivalentFormula),
            Comparison::Differs => (0.0, Reason::OtherFormula),
            Comparison::OtherDomain => (0.0, Reason::OtherDomain),
            Comparison::Hole => (WITH_HOLE, Reason::Hole),
            Comparison::OtherRelation => (0.0, Reason::OtherRelation),
            Comparison::Undecided => (0.0, Reason::UndecidedFormula),
            Comparison::Unreadable(Fault::At(place)) => (0.0, Reason::NotAFormula { place }),
            Comparison::Unreadable(Fault::TooDeep) if response.len() > LONGEST => {
                (0.0, Reason::TooLong { characters: LONGEST })
            }
            Comparison::Unreadable(Fault::TooDeep) => (0.0, Reason::TooDeep),
        };
        Some(worth(answer, share, reason, Rung::Formula))
    });
    graded.reduce(|best, next| if next.score > best.score { next } else { best })
}

fn worth(answer: &Accepted, share: f64, reason: Reason, rung: Rung) -> Graded {
    let reason = match Verdict::of(answer.score) {
        _ if share < 1.0 => reason,
        Verdict::Right => reason,
        Verdict::Partly => Reason::Partial { answer: answer.text.clone() },
        Verdict::Wrong => Reason::ForeseenMistake { answer: answer.text.clone() },
    };
    Graded::new(share * answer.score, rung, reason)
}
