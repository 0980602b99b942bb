//! Short answers of which all are wanted, in any order or in theirs.

use super::Context;
use super::short::Short;
use crate::graded::{Graded, PartGraded, Rung, Verdict};
use crate::key::Accepted;
use crate::reason::Reason;
use crate::text::split;

/// More parts than anybody asks for, and more pieces than are compared with each of them.
const MOST: usize = 60;

pub(super) fn grade(
    answers: &[Accepted],
    in_order: bool,
    case_matters: bool,
    response: &str,
    context: &Context,
) -> Graded {
    let answers = &answers[..answers.len().min(MOST)];
    if answers.iter().all(|answer| answer.text.trim().is_empty()) {
        return Graded::wrong(Rung::None, Reason::NoKey);
    }
    let mut readings = split::readings(response);
    readings.push(vec![response.trim().to_owned()]);
    readings.retain(|pieces| pieces.len() <= MOST);
    let others_of = |part: usize| {
        let parts = answers.iter().enumerate().filter(|(at, _)| *at != part).map(|(_, other)| other.text.as_str());
        context.others.iter().copied().chain(parts).collect()
    };
    let others = (0..answers.len()).map(others_of).collect();
    let lister = Lister { answers, in_order, case_matters, context, others };
    let mut best: Option<Listed> = None;
    for pieces in &readings {
        let listed = lister.read(pieces);
        if best.as_ref().is_none_or(|best| listed.score() > best.score()) {
            best = Some(listed);
        }
    }
    match best {
        Some(listed) => listed.graded(),
        None => Graded::wrong(Rung::None, Reason::NoMatch),
    }
}

struct Lister<'a> {
    answers: &'a [Accepted],
    in_order: bool,
    case_matters: bool,
    context: &'a Context<'a>,
    /// For each part the answers that a piece must not be mistaken for: the deck's, and the other parts.
    others: Vec<Vec<&'a str>>,
}

/// What a reading of the response named.
struct Listed {
    parts: Vec<Option<Graded>>,
    wrong: usize,
}

impl Lister<'_> {
    fn read(&self, pieces: &[String]) -> Listed {
        let mut parts: Vec<Option<Graded>> = vec![None; self.answers.len()];
        let mut wrong = 0;
        for (place, piece) in pieces.iter().enumerate() {
            if self.in_order {
                match self.answers.get(place).map(|_| self.piece(place, piece)) {
                    Some(graded) if graded.score > 0.0 => parts[place] = Some(graded),
                    // a place is wrong once: what stands there instead costs nothing more
                    Some(_) => {}
                    None => wrong += 1,
                }
                continue;
            }
            let graded = (0..self.answers.len()).map(|part| (part, self.piece(part, piece)));
            let found = graded.filter(|(_, graded)| graded.score > 0.0).max_by(|a, b| {
                let free = |(part, _): &(usize, Graded)| parts[*part].is_none();
                free(a).cmp(&free(b)).then(a.1.score.total_cmp(&b.1.score)).then(b.0.cmp(&a.0))
            });
            match found {
                Some((part, graded)) if parts[part].is_none() => parts[part] = Some(graded),
                // named twice
                Some(_) => {}
                None => wrong += 1,
            }
        }
        Listed { parts, wrong }
    }

    /// A piece beside one part.
    fn piece(&self, part: usize, piece: &str) -> Graded {
        let context = Context { others: &self.others[part], ..*self.context };
        let answers = &self.answers[part..=part];
        Short { answers, case_matters: self.case_matters, context: &context }.grade(piece)
    }
}

impl Listed {
    fn score(&self) -> f64 {
        let found: f64 = self.parts.iter().flatten().map(|part| part.score).sum();
        ((found - self.wrong as f64) / self.parts.len().max(1) as f64).max(0.0)
    }

    fn graded(self) -> Graded {
        let found = self.parts.iter().flatten().filter(|part| part.verdict != Verdict::Wrong).count();
        let reason = Reason::Listed { found, of: self.parts.len(), wrong: self.wrong };
        let parts: Vec<PartGraded> = self
            .parts
            .iter()
            .map(|part| part.clone().unwrap_or_else(|| Graded::wrong(Rung::None, Reason::NoMatch)).into_part())
            .collect();
        // the weakest rung that was needed
        let rung =
            parts.iter().map(|part| part.rung).filter(|rung| *rung != Rung::None).max_by_key(|rung| match rung {
                Rung::Exact => 0,
                Rung::Accepted => 1,
                Rung::Number => 2,
                Rung::Formula => 3,
                _ => 4,
            });
        let mut graded = Graded::new(self.score(), rung.unwrap_or(Rung::None), reason);
        graded.parts = parts;
        graded
    }
}
