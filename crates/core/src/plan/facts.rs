//! What the log tells about a learner beside memory: how long answers take, which ratings are given, and what was answered
//! without cards.

use crate::call::LearnerId;
use crate::db::{Tx, params};
use crate::error::Result;
use memory::StudyDay;
use memory::simulate::{Habits, Pace};
use std::collections::HashSet;
use uuid::Uuid;

/// A median counts from so many answers on; below, the usual number of many learners does.
const ENOUGH: usize = 10;
/// The usual shares of ratings weigh as much as so many answers.
const PRIOR_ANSWERS: f64 = 50.0;
/// An answer takes at least so long, s, whatever a client says.
const LEAST_S: f64 = 0.5;

/// What is known of a learner.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Facts {
    /// Answers with a rating.
    pub answers: u32,
    pub pace: Pace,
    pub habits: Habits,
    /// The first answer to each question that was asked otherwise than as a card.
    pub solved: Vec<Solved>,
}

/// A question that was answered in a quiz, an exam, a game or an article.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub(super) struct Solved {
    pub card: Uuid,
    pub right: bool,
    /// The chance of a blind guess.
    pub guess: f64,
}

#[derive(Debug, Clone, Copy)]
struct Answer {
    id: Uuid,
    day: StudyDay,
    rating: usize,
    seconds: Option<f64>,
    choices: Option<u32>,
    as_card: bool,
}

/// Reads the whole log, card by card: for the lane of long reads.
pub(super) fn facts(tx: &mut Tx, learner: LearnerId) -> Result<Facts> {
    let mut tally = Tally::default();
    let mut card: Option<Uuid> = None;
    let (mut answers, mut retracted): (Vec<Answer>, HashSet<Uuid>) = Default::default();
    tx.each(
        "SELECT id, card_id, study_day, mode, rating, outcome, score, choices, duration_ms, retracts FROM events
         WHERE learner = ?1 AND kind IN ('answer', 'retract') ORDER BY card_id, at, id",
        params![learner],
        |row| {
            let of: Uuid = row.get("card_id")?;
            if card != Some(of) {
                if let Some(card) = card.replace(of) {
                    tally.card(card, &answers, &retracted);
                }
                answers.clear();
                retracted.clear();
            }
            if let Some(event) = row.get::<Option<Uuid>>("retracts")? {
                retracted.insert(event);
                return Ok(());
            }
            let right = |share: f64| if share >= 0.5 { 3 } else { 1 };
            let rating: Option<i64> = match row.get::<Option<i64>>("rating")? {
                Some(rating) => Some(rating),
                None => {
                    let outcome = row.get::<Option<i64>>("outcome")?.map(|right| if right == 0 { 0.0 } else { 1.0 });
                    outcome.or(row.get::<Option<f64>>("score")?).map(right)
                }
            };
            let Some(rating) = rating.and_then(|rating| usize::try_from(rating - 1).ok()).filter(|r| *r < 4) else {
                return Ok(());
            };
            let mode: Option<String> = row.get("mode")?;
            #[expect(clippy::cast_precision_loss, reason = "ten minutes at most")]
            let seconds = row.get::<Option<i64>>("duration_ms")?.filter(|ms| *ms > 0).map(|ms| ms as f64 / 1000.0);
            answers.push(Answer {
                id: row.get("id")?,
                day: StudyDay(row.get("study_day")?),
                rating,
                seconds,
                choices: row.get("choices")?,
                as_card: matches!(mode.as_deref(), None | Some("flashcard" | "import")),
            });
            Ok(())
        },
    )?;
    if let Some(card) = card {
        tally.card(card, &answers, &retracted);
    }
    Ok(tally.facts())
}

/// Seconds and counts, by rating from Again to Easy.
#[derive(Default)]
struct Tally {
    answers: u32,
    new_s: [Vec<f64>; 4],
    review_s: [Vec<f64>; 4],
    relearn_s: Vec<f64>,
    first: [f64; 4],
    success: [f64; 3],
    solved: Vec<Solved>,
}

impl Tally {
    fn card(&mut self, card: Uuid, answers: &[Answer], retracted: &HashSet<Uuid>) {
        let answers: Vec<&Answer> = answers.iter().filter(|answer| !retracted.contains(&answer.id)).collect();
        self.answers += u32::try_from(answers.len()).unwrap_or(u32::MAX);
        if let Some(first) = answers.iter().find(|answer| !answer.as_card) {
            let guess = first.choices.filter(|options| *options > 1).map_or(0.0, |options| 1.0 / f64::from(options));
            self.solved.push(Solved { card, right: first.rating > 0, guess });
        }
        for (nth, day) in answers.chunk_by(|a, b| a.day == b.day).enumerate() {
            let rating = day[0].rating;
            let all: Option<f64> = day.iter().map(|answer| answer.seconds).sum();
            if nth == 0 {
                self.first[rating] += 1.0;
                self.new_s[rating].extend(all);
                continue;
            }
            if rating > 0 {
                self.success[rating - 1] += 1.0;
            }
            self.review_s[rating].extend(day[0].seconds);
            if rating == 0 && day.len() > 1 {
                self.relearn_s.extend(all.zip(day[0].seconds).map(|(all, first)| all - first));
            }
        }
    }

    fn facts(mut self) -> Facts {
        let (usual, habits) = (Pace::default(), Habits::default());
        let mut pace = usual;
        for rating in 0..4 {
            pace.new_s[rating] = median(&mut self.new_s[rating]).unwrap_or(usual.new_s[rating]);
            pace.review_s[rating] = median(&mut self.review_s[rating]).unwrap_or(usual.review_s[rating]);
        }
        pace.relearn_s = median(&mut self.relearn_s).unwrap_or(usual.relearn_s);
        let habits =
            Habits { first: shares(self.first, habits.first), success: shares(self.success, habits.success), ..habits };
        Facts { answers: self.answers, pace, habits, solved: self.solved }
    }
}

fn median(seconds: &mut [f64]) -> Option<f64> {
    if seconds.len() < ENOUGH {
        return None;
    }
    seconds.sort_by(f64::total_cmp);
    Some(seconds[seconds.len() / 2].clamp(LEAST_S, 3600.0))
}

fn shares<const N: usize>(counts: [f64; N], usual: [f64; N]) -> [f64; N] {
    let all: f64 = counts.iter().sum();
    std::array::from_fn(|n| (counts[n] + PRIOR_ANSWERS * usual[n]) / (all + PRIOR_ANSWERS))
}
