//! Short answers: one of several is right.

use super::{Context, formulas, numbers};
use crate::graded::{Graded, Rung, Verdict};
use crate::key::Accepted;
use crate::language::Language;
use crate::reason::Reason;
use crate::text::fold::{Folded, Folding, Umlaut, fold, without_opening};
use crate::text::typo::slips;
use crate::text::{split, wildcard};
use std::borrow::Cow;

pub(super) struct Short<'a> {
    pub answers: &'a [Accepted],
    pub case_matters: bool,
    pub context: &'a Context<'a>,
}

/// A written answer: which it is of, its text, and its words.
struct Written<'a> {
    answer: usize,
    text: &'a str,
    folded: Folded,
}

impl Short<'_> {
    pub fn grade(&self, response: &str) -> Graded {
        let response = response.trim();
        if self.answers.iter().all(|answer| answer.texts().all(|text| text.trim().is_empty())) {
            return Graded::wrong(Rung::None, Reason::NoKey);
        }
        if let Some(answer) = self.position(|text| text.trim() == response) {
            return self.accept(answer, Reason::Exact);
        }
        let written = self.written();
        let given = self.forms(response);
        if let Some(graded) = self.normalised(&written, &given, response) {
            return graded;
        }
        if let Some(graded) = self.several_names(&written, response) {
            return graded;
        }
        if let Some(answer) = self.answers.iter().position(|answer| self.fits(answer, response)) {
            return self.accept(answer, Reason::Normalised);
        }
        let text = self.answers.iter().enumerate().filter(|(_, answer)| !answer.wildcard);
        let number = numbers::among(text.clone(), response, self.context.language);
        if let Some(graded) = number.as_ref().filter(|graded| graded.verdict != Verdict::Wrong) {
            return graded.clone();
        }
        if number.is_none() {
            let formula = formulas::among(text, response, self.context.language);
            if let Some(graded) = formula {
                return graded;
            }
        }
        if let Some(graded) = self.slipped(&written, &given) {
            return graded;
        }
        number.unwrap_or_else(|| Graded::wrong(Rung::None, self.why_not(&written, &given, response)))
    }

    fn folding(&self, umlaut: Umlaut) -> Folding {
        Folding { language: self.context.language, case_matters: self.case_matters, umlaut }
    }

    /// The first answer of the best score among those that a text of is taken.
    fn position(&self, takes: impl Fn(&str) -> bool) -> Option<usize> {
        let mut taken = self.answers.iter().enumerate().filter(|(_, a)| !a.wildcard && a.texts().any(&takes));
        let first = taken.next()?;
        Some(taken.fold(first, |best, next| if next.1.score > best.1.score { next } else { best }).0)
    }

    /// All texts of the key, with and without what is in brackets.
    fn written(&self) -> Vec<Written<'_>> {
        let mut all = Vec::with_capacity(self.answers.len());
        for (answer, accepted) in self.answers.iter().enumerate().filter(|(_, accepted)| !accepted.wildcard) {
            for text in accepted.texts() {
                let texts = std::iter::once(Cow::Borrowed(text)).chain(without_brackets(text).map(Cow::Borrowed));
                for form in texts {
                    all.push(Written { answer, text, folded: fold(&form, self.folding(Umlaut::Spelled)) });
                    if self.context.language == Language::English && !form.is_ascii() {
                        all.push(Written { answer, text, folded: fold(&form, self.folding(Umlaut::Dropped)) });
                    }
                }
            }
        }
        all
    }

    /// The response, and what it says after an opening such as "It is".
    fn forms(&self, response: &str) -> Vec<Folded> {
        let folding = self.folding(Umlaut::Spelled);
        std::iter::once(fold(response, folding)).chain(without_opening(response, folding)).collect()
    }

    fn normalised(&self, written: &[Written], given: &[Folded], response: &str) -> Option<Graded> {
        let same = |written: &&Written| given.iter().any(|given| given.is_same(&written.folded));
        let mut matches = written.iter().filter(same);
        let first = matches.next()?;
        let best = matches.fold(first, |best, next| {
            if self.answers[next.answer].score > self.answers[best.answer].score { next } else { best }
        });
        if let Some(other) = self.is_exactly_another(best.text, response) {
            return Some(Graded::wrong(Rung::None, Reason::OtherAnswer { answer: other.to_owned() }));
        }
        Some(self.accept(best.answer, Reason::Normalised))
    }

    /// Another answer of the deck that the response is to the letter, where letters that elsewhere do not count tell them apart:
    /// `Masse` and `Maße`, `Co` and `CO`, in German `essen` and `das Essen`.
    fn is_exactly_another(&self, answer: &str, response: &str) -> Option<&str> {
        let other = self.context.others.iter().copied().find(|other| other.trim() == response && *other != answer)?;
        let (a, b) = (answer.trim(), response);
        let by_case_only = a.to_lowercase() == b.to_lowercase();
        let symbol = a.chars().count() <= 4;
        let by_letters = !by_case_only && a.is_ascii() != b.is_ascii();
        (by_letters || (by_case_only && (symbol || self.context.language == Language::German))).then_some(other)
    }

    /// `Holland / Netherlands`: names side by side, all of them accepted.
    fn several_names(&self, written: &[Written], response: &str) -> Option<Graded> {
        if !response.contains(['/', '(', ',', ';', '\n']) {
            return None;
        }
        let names = split::names(response);
        if names.len() < 2 || names.len() > 6 {
            return None;
        }
        let mut answers = names.iter().map(|name| {
            let folded = fold(name, self.folding(Umlaut::Spelled));
            written.iter().find(|written| folded.is_same(&written.folded)).map(|written| written.answer)
        });
        let first = answers.next()??;
        let best = answers.try_fold(first, |best, next| {
            let next = next?;
            Some(if self.answers[next].score < self.answers[best].score { next } else { best })
        })?;
        Some(self.accept(best, Reason::Normalised))
    }

    fn fits(&self, answer: &Accepted, response: &str) -> bool {
        answer.wildcard && answer.texts().any(|text| wildcard::fits(text, response, self.folding(Umlaut::Spelled)))
    }

    fn slipped(&self, written: &[Written], given: &[Folded]) -> Option<Graded> {
        let language = self.context.language;
        let candidates = written.iter().flat_map(|written| given.iter().map(move |given| (written, given)));
        let (slips, written, given) = candidates
            .filter_map(|(written, given)| Some((slips(&written.folded, given, language)?, written, given)))
            .min_by_key(|(slips, ..)| *slips)?;
        if let Some(other) = self.nearer_other(&written.folded, given, slips) {
            return Some(Graded::wrong(Rung::None, Reason::OtherAnswer { answer: other.to_owned() }));
        }
        Some(self.accept(written.answer, Reason::Typo { answer: written.text.to_owned() }))
    }

    /// Another answer of the deck that the response is, or is at least as near to.
    fn nearer_other(&self, answer: &Folded, given: &Folded, slips: usize) -> Option<&str> {
        let response: Vec<char> = given.squeezed().chars().collect();
        let folding = self.folding(Umlaut::Spelled);
        let letters = letters(response.iter().copied());
        self.context.others.iter().copied().find(|other| {
            if !may_be_near(other, &letters, slips) {
                return false;
            }
            let folded = fold(other, folding);
            if folded.is_empty() || folded.is_same(answer) {
                return false;
            }
            let other: Vec<char> = folded.squeezed().chars().collect();
            crate::text::typo::distance(&other, &response, slips).is_some()
        })
    }

    fn accept(&self, answer: usize, why: Reason) -> Graded {
        let accepted = &self.answers[answer];
        let rung = match (&why, answer) {
            (Reason::Typo { .. }, _) => Rung::Typo,
            (_, 0) => Rung::Exact,
            _ => Rung::Accepted,
        };
        let text = || accepted.text.clone();
        let reason = match Verdict::of(accepted.score) {
            Verdict::Wrong => Reason::ForeseenMistake { answer: text() },
            Verdict::Partly => Reason::Partial { answer: text() },
            Verdict::Right if rung == Rung::Accepted => Reason::Accepted { answer: text() },
            Verdict::Right => why,
        };
        Graded::new(accepted.score, rung, reason)
    }

    /// A better reason than that nothing fits.
    fn why_not(&self, written: &[Written], given: &[Folded], response: &str) -> Reason {
        let folding = self.folding(Umlaut::Spelled);
        let small = |text: &str| fold(text, Folding { case_matters: false, ..folding });
        if self.case_matters && written.iter().any(|w| small(w.text).is_same(&small(response))) {
            return Reason::CaseDiffers;
        }
        let undenied = |folded: &Folded| {
            let deny = |word: &String| !crate::text::negation::is_negation(word, folding.language);
            folded.words.iter().filter(|word| deny(word)).cloned().collect::<String>()
        };
        for (written, given) in written.iter().flat_map(|w| given.iter().map(move |g| (w, g))) {
            let (a, b) = (&written.folded, given);
            if a.has_other_article(b) && a.words == b.words {
                return Reason::ArticleDiffers;
            }
            let opposite = a.words.len() == b.words.len()
                && a.words.iter().zip(&b.words).all(|(a, b)| a == b || crate::text::negation::is_opposite(a, b));
            if opposite || (a.negations != b.negations && undenied(a) == undenied(b)) {
                return Reason::NegationDiffers;
            }
        }
        let small = |text: &str| text.trim().to_lowercase();
        let said = small(response);
        let is_other = |other: &&&str| other.len().abs_diff(response.len()) < 8 && small(other) == said;
        match self.context.others.iter().find(is_other) {
            Some(other) => Reason::OtherAnswer { answer: (*other).to_owned() },
            None => self.near_but_other(written, given),
        }
    }

    fn near_but_other(&self, written: &[Written], given: &[Folded]) -> Reason {
        let near = |written: &Written, given: &Folded| {
            let letters = |folded: &Folded| folded.squeezed().chars().collect::<Vec<char>>();
            let (a, b) = (letters(&written.folded), letters(given));
            a.len() > 4 && a.iter().all(|c| c.is_alphabetic()) && crate::text::typo::distance(&a, &b, 1).is_some()
        };
        let any = written.iter().any(|written| given.iter().any(|given| near(written, given)));
        if any { Reason::OtherWord } else { Reason::NoMatch }
    }
}

/// How often each letter from a to z is in a text.
fn letters(text: impl Iterator<Item = char>) -> [u8; 26] {
    let mut counts = [0u8; 26];
    for c in text.filter(char::is_ascii_alphabetic) {
        let count = &mut counts[usize::from(c.to_ascii_lowercase() as u8 - b'a')];
        *count = count.saturating_add(1);
    }
    counts
}

/// Whether another answer may be so few slips from a response with these letters; quick, to spare most of a deck's answers the
/// comparison. Every slip takes one letter away at most; an article may be left out.
fn may_be_near(other: &str, response: &[u8; 26], slips: usize) -> bool {
    if !other.is_ascii() {
        return other.len() < 200;
    }
    let other = letters(other.chars());
    let missing = |from: &[u8; 26], of: &[u8; 26]| {
        of.iter().zip(from).map(|(of, from)| usize::from(of.saturating_sub(*from))).sum::<usize>()
    };
    missing(&other, response) <= slips && missing(response, &other) <= slips + ARTICLE
}

/// Letters of the longest article.
const ARTICLE: usize = 6;

/// A text without brackets at its start or end, if what is in them is only an addition: no number, no numeral, no negation.
fn without_brackets(text: &str) -> impl Iterator<Item = &str> {
    let trimmed = text.trim();
    let end =
        trimmed.strip_suffix(')').and_then(|inner| inner.split_once(" (")).filter(|(_, inner)| !inner.contains('('));
    let start = trimmed.strip_prefix('(').and_then(|inner| inner.split_once(") ")).map(|(inner, rest)| (rest, inner));
    [end, start]
        .into_iter()
        .flatten()
        .filter(|(rest, inner)| !rest.trim().is_empty() && is_addition(inner))
        .map(|(rest, _)| rest)
}

fn is_addition(inner: &str) -> bool {
    let lower = inner.to_lowercase();
    let numeral = lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | '+' | '-'));
    let denies = lower.split_whitespace().any(|word| {
        let deny = crate::text::negation::is_negation;
        deny(word, Language::English) || deny(word, Language::German)
    });
    !numeral && !denies && !inner.chars().any(|c| c.is_ascii_digit())
}
