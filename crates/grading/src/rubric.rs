//! Free texts: key points found by the stems of their words, in one clause, and not denied there.

use crate::graded::{Graded, Rung, Verdict};
use crate::key::Criterion;
use crate::language::Language;
use crate::reason::Reason;
use crate::text::fold::{Folding, Umlaut, words};
use crate::text::negation::{is_negation, is_only};
use crate::text::typo::word_slips;
use frostem::{Algorithm, Stemmer};

#[cfg(test)]
mod tests;

/// More points and phrases than anybody grades by.
const MOST: usize = 200;

pub(crate) fn grade(rubric: &[Criterion], text: &str, language: Language) -> Graded {
    let points = |criterion: &Criterion| if criterion.points.is_finite() { criterion.points.max(0.0) } else { 0.0 };
    let rubric = &rubric[..rubric.len().min(MOST)];
    let all: f64 = rubric.iter().map(points).sum();
    if all <= 0.0 {
        return Graded::wrong(Rung::None, Reason::NoKey);
    }
    let reader = Reader { language, stemmer: stemmer(language) };
    let clauses = reader.clauses(text);
    let mut parts = Vec::with_capacity(rubric.len());
    let mut reached = 0.0;
    for criterion in rubric {
        let found = criterion.phrases.iter().take(MOST).map(|phrase| reader.find(phrase, &clauses)).max();
        let part = match found.unwrap_or(Found::No) {
            Found::Yes => Graded::new(1.0, Rung::Rubric, Reason::PointFound { point: criterion.label().to_owned() }),
            Found::Denied => Graded::wrong(Rung::Rubric, Reason::PointNegated),
            Found::No => Graded::wrong(Rung::Rubric, Reason::PointMissing),
        };
        reached += part.score * points(criterion);
        parts.push(part.into_part());
    }
    let found = parts.iter().filter(|part| part.verdict == Verdict::Right).count();
    let mut graded = Graded::new(reached / all, Rung::Rubric, Reason::KeyPoints { found, of: rubric.len() });
    graded.parts = parts;
    graded
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    No,
    /// There, but the text says the opposite.
    Denied,
    Yes,
}

fn stemmer(language: Language) -> Stemmer {
    Stemmer::new(match language {
        Language::English => Algorithm::English,
        Language::German => Algorithm::German,
    })
}

struct Reader {
    language: Language,
    stemmer: Stemmer,
}

/// A word of a clause.
struct Word {
    plain: String,
    stem: String,
    denied: bool,
}

impl Reader {
    /// The clauses of a text: parted at marks, at words such as `but` and `because`, and at `and` where both sides say something.
    fn clauses(&self, text: &str) -> Vec<Vec<Word>> {
        let mut clauses = Vec::new();
        for sentence in sentences(text) {
            let mut pieces: Vec<Vec<String>> = Vec::new();
            for part in sentence.split(',') {
                let mut open: Vec<String> = Vec::new();
                let mut close = |open: &mut Vec<String>, soft: bool| {
                    let piece = std::mem::take(open);
                    if piece.is_empty() {
                        return;
                    }
                    // a list goes on: "light, water and air"
                    let short =
                        |piece: &[String]| piece.iter().filter(|word| !is_filler(word, self.language)).count() < 2;
                    match pieces.last_mut() {
                        Some(last) if soft && (short(last) || short(&piece)) => last.extend(piece),
                        _ => pieces.push(piece),
                    }
                };
                let mut soft = true;
                for word in self.words(part) {
                    if parts_clauses(&word, self.language) {
                        close(&mut open, soft);
                        soft = false;
                    } else if matches!(word.as_str(), "and" | "und" | "so") {
                        close(&mut open, soft);
                        soft = true;
                    } else {
                        open.push(word);
                    }
                }
                close(&mut open, soft);
            }
            clauses.extend(pieces.into_iter().map(|piece| self.clause(piece)));
        }
        clauses
    }

    fn words(&self, text: &str) -> Vec<String> {
        let folding = Folding { language: self.language, case_matters: false, umlaut: Umlaut::Spelled };
        let mut out = Vec::new();
        for word in words(text, folding) {
            match word.strip_suffix("n't").or_else(|| (word == "cannot").then_some("can")) {
                Some(verb) => out.extend([verb.to_owned(), "not".to_owned()]),
                None => out.push(word),
            }
        }
        out
    }

    fn clause(&self, piece: Vec<String>) -> Vec<Word> {
        let mut denied = vec![false; piece.len()];
        for (at, word) in piece.iter().enumerate() {
            if !is_negation(word, self.language) || is_only(&piece, at) {
                continue;
            }
            let reach = match word.as_str() {
                // before a noun: the noun and its adjective
                "no" | "without" | "ohne" => at + 1..at + 3,
                word if word.starts_with("kein") => at + 1..at + 3,
                // German says it after the verb
                "nicht" | "nie" | "niemals" | "kaum" | "selten" => 0..piece.len(),
                _ => at + 1..piece.len(),
            };
            for flag in denied.iter_mut().take(reach.end).skip(reach.start) {
                *flag = true;
            }
        }
        let word = |(plain, denied): (String, bool)| Word { stem: self.stem(&plain), plain, denied };
        piece.into_iter().zip(denied).map(word).collect()
    }

    fn stem(&self, word: &str) -> String {
        let stem = self.stemmer.stem(word).into_owned();
        if self.language == Language::English {
            return stem;
        }
        // the German stemmer leaves verbs and nouns of one root apart
        let root = stem.strip_prefix("ge").filter(|root| root.len() > 4 && root.ends_with('t')).unwrap_or(&stem);
        let endings = ["ungen", "ung", "end", "et", "t"];
        let short = endings.iter().find_map(|ending| root.strip_suffix(ending).filter(|rest| rest.len() >= 4));
        short.unwrap_or(root).to_owned()
    }

    fn find(&self, phrase: &str, clauses: &[Vec<Word>]) -> Found {
        let all = self.words(phrase);
        let deny = all.iter().enumerate().any(|(at, word)| is_negation(word, self.language) && !is_only(&all, at));
        let wanted: Vec<(String, String)> = all
            .into_iter()
            .filter(|word| !is_filler(word, self.language) && !is_negation(word, self.language))
            .map(|word| (self.stem(&word), word))
            .collect();
        if wanted.is_empty() {
            return Found::No;
        }
        let found = clauses.iter().filter_map(|clause| self.all_in(&wanted, clause));
        found.map(|denied| if denied == deny { Found::Yes } else { Found::Denied }).max().unwrap_or(Found::No)
    }

    /// Whether any of the words is denied, if all are in the clause.
    fn all_in(&self, wanted: &[(String, String)], clause: &[Word]) -> Option<bool> {
        let together: String = wanted.iter().map(|(_, word)| word.as_str()).collect();
        let mut denied = false;
        for (stem, word) in wanted {
            let Some(at) = clause.iter().position(|given| given.stem == *stem || given.plain == *word) else {
                return self.joined(&together, clause).or_else(|| self.with_slips(wanted, clause));
            };
            denied |= clause[at].denied;
        }
        Some(denied)
    }

    /// Words written together or apart: `carbondioxide`, `sun light`.
    fn joined(&self, together: &str, clause: &[Word]) -> Option<bool> {
        let one = clause.iter().find(|word| word.plain == together).map(|word| word.denied);
        one.or_else(|| {
            let pair = |pair: &&[Word]| together.strip_prefix(pair[0].plain.as_str()) == Some(pair[1].plain.as_str());
            clause.windows(2).find(pair).map(|pair| pair[0].denied || pair[1].denied)
        })
    }

    fn with_slips(&self, wanted: &[(String, String)], clause: &[Word]) -> Option<bool> {
        let mut denied = false;
        for (stem, word) in wanted {
            let near = |given: &&Word| {
                given.stem == *stem
                    || (given.plain.as_bytes().first() == word.as_bytes().first()
                        && word_slips(word, &given.plain, self.language).is_some())
            };
            denied |= clause.iter().find(near)?.denied;
        }
        Some(denied)
    }
}

/// Parted at full stops and their like; a point within a number parts nothing.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut digit_before = false;
    text.split(move |c: char| {
        let ends = matches!(c, '!' | '?' | ';' | ':' | '\n') || (c == '.' && !digit_before);
        digit_before = c.is_ascii_digit();
        ends
    })
}

/// Words that begin another clause.
fn parts_clauses(word: &str, language: Language) -> bool {
    match language {
        Language::English => matches!(
            word,
            "but"
                | "because"
                | "while"
                | "whereas"
                | "although"
                | "however"
                | "since"
                | "when"
                | "if"
                | "as"
                | "which"
                | "that"
                | "therefore"
        ),
        Language::German => matches!(
            word,
            "aber"
                | "sondern"
                | "weil"
                | "waehrend"
                | "obwohl"
                | "jedoch"
                | "denn"
                | "wenn"
                | "falls"
                | "dass"
                | "dabei"
                | "deshalb"
        ),
    }
}

/// Words that no key point needs.
fn is_filler(word: &str, language: Language) -> bool {
    match language {
        Language::English => matches!(
            word,
            "the"
                | "a"
                | "an"
                | "of"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "do"
                | "does"
                | "did"
                | "to"
                | "in"
                | "on"
                | "at"
                | "by"
                | "it"
                | "its"
                | "and"
                | "has"
                | "have"
                | "there"
                | "for"
                | "with"
        ),
        Language::German => matches!(
            word,
            "der"
                | "die"
                | "das"
                | "den"
                | "dem"
                | "des"
                | "ein"
                | "eine"
                | "einen"
                | "einem"
                | "einer"
                | "eines"
                | "ist"
                | "sind"
                | "war"
                | "waren"
                | "wird"
                | "werden"
                | "und"
                | "zu"
                | "im"
                | "in"
                | "am"
                | "an"
                | "von"
                | "vom"
                | "mit"
                | "es"
                | "hat"
                | "haben"
                | "fuer"
                | "bei"
        ),
    }
}
