//! A learner's answers, card by card: what parameters are fitted to and tested on.

use crate::{Event, Evidence, Millis, Parameters, StudyDay, evidence::after_answer, fold::in_order, retrievability};

/// The answers of one learner, by card from its first, in order. Cards whose beginning is unknown are left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    cards: Vec<Vec<Evidence>>,
}

/// What a model said of one answer before it was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// When it was given.
    pub at: Millis,
    /// On which study day.
    pub day: StudyDay,
    /// The probability of recall that was predicted, strictly between 0 and 1.
    pub predicted: f64,
    /// Whether it was recalled.
    pub recalled: bool,
    /// Days since the answer before, at least 1.
    pub elapsed_days: u32,
    /// Earlier answers that came a day or more after the one before.
    pub reviews: u32,
    /// Those of them that failed.
    pub lapses: u32,
}

impl History {
    /// Collects the answers from each card's events, in any order, as [`crate::fold`] takes them.
    #[must_use]
    pub fn from_cards<'a>(cards: impl IntoIterator<Item = &'a [Event]>) -> Self {
        let mut history = Self::default();
        for events in cards {
            history.add(events);
        }
        history
    }

    /// Adds the answers to one more card, so that a long log need not be held as events.
    ///
    /// A new start (`Forget`) begins another history. After a seed without the answers behind it nobody knows what the
    /// card's memory was, so what follows is left out.
    pub fn add(&mut self, events: &[Event]) {
        let (mut answers, mut known) = (Vec::new(), true);
        for event in in_order(events) {
            match event {
                Event::Answer { evidence, .. } if known => answers.push(*evidence),
                Event::Forget { .. } => {
                    self.push(std::mem::take(&mut answers));
                    known = true;
                }
                Event::Seed { seed, .. } => known &= seed.history_complete || seed.phase == crate::Phase::New,
                _ => {}
            }
        }
        self.push(answers);
    }

    fn push(&mut self, answers: Vec<Evidence>) {
        if !answers.is_empty() {
            self.cards.push(answers);
        }
    }

    /// The answers, by card.
    #[must_use]
    pub fn cards(&self) -> &[Vec<Evidence>] {
        &self.cards
    }

    /// What was known before `day` began.
    #[must_use]
    pub fn before(&self, day: StudyDay) -> Self {
        let earlier = |answers: &Vec<Evidence>| answers.iter().take_while(|answer| answer.day < day).copied().collect();
        let mut cards: Vec<Vec<Evidence>> = self.cards.iter().map(earlier).collect();
        cards.retain(|answers| !answers.is_empty());
        Self { cards }
    }

    /// What FSRS with `params` says of each answer that can test it: a plain one ([`Evidence::is_plain`]), on a later
    /// study day than the answer before. In the order in which they were given.
    #[must_use]
    pub fn predictions(&self, params: &Parameters) -> Vec<Prediction> {
        let mut predictions = Vec::new();
        for answers in &self.cards {
            let mut memory = None;
            let mut last: Option<StudyDay> = None;
            let (mut reviews, mut lapses) = (0, 0);
            for answer in answers {
                let elapsed_days = last.map_or(0, |last| u32::try_from(answer.day.days_since(last)).unwrap_or(0));
                let recalled = answer.rating > crate::Rating::Again;
                if let (Some(memory), 1..) = (memory, elapsed_days) {
                    if answer.is_plain() {
                        let predicted = retrievability(params, memory, f64::from(elapsed_days)).clamp(1e-6, 1.0 - 1e-6);
                        let (at, day) = (answer.at, answer.day);
                        predictions.push(Prediction { at, day, predicted, recalled, elapsed_days, reviews, lapses });
                    }
                    reviews += 1;
                    lapses += u32::from(!recalled);
                }
                memory = Some(after_answer(params, memory, elapsed_days, answer));
                last = Some(answer.day);
            }
        }
        predictions.sort_by_key(|prediction| (prediction.at, prediction.day)); // stable: then by card
        predictions
    }

    /// The study day that parts the answers that can test a model: the first `share` (0 to 1) of them, or a little more,
    /// lie before it, the others on it or later. `None` if that leaves nothing on one side.
    #[must_use]
    pub fn parting_day(&self, share: f64) -> Option<StudyDay> {
        let mut days: Vec<StudyDay> = self.predictions(&Parameters::default()).iter().map(|p| p.day).collect();
        days.sort_unstable();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the list"
        )]
        let place = (days.len() as f64 * share.clamp(0.0, 1.0)) as usize;
        let last_before = *days.get(place.checked_sub(1)?)?;
        days.iter().copied().find(|day| *day > last_before)
    }
}
