//! A learner who guesses when asked to choose: what does the model then believe about recall?
//!
//! Memory is FSRS-6 with the learner's parameters and moves by what was truly recalled. What is not recalled is recognised
//! with some chance, else guessed. The model sees only right or wrong, and decides when a card comes again.

use super::Draws;
use crate::{
    CardState, Evidence, Millis, Parameters, Rating, Retention, StudyDay, interval, next_memory, observe,
    retrievability,
};

/// The world's measures.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The learner's true parameters.
    pub truth: Parameters,
    /// What the model uses.
    pub believed: Parameters,
    /// How many options each question has, at least 2.
    pub options: u32,
    /// The share of questions whose answer is known before the first time.
    pub known_before: f64,
    /// The chance that what is not recalled is recognised.
    pub recognised: f64,
    /// Cards.
    pub cards: u32,
    /// Days.
    pub days: i32,
}

impl Default for World {
    fn default() -> Self {
        Self {
            truth: Parameters::default(),
            believed: Parameters::default(),
            options: 4,
            known_before: 0.5,
            recognised: 0.0,
            cards: 4_000,
            days: 365,
        }
    }
}

/// What predictions were worth: over all answers but each card's first.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bias {
    /// Answers.
    pub answers: u32,
    /// Mean predicted less mean true recall, −1 to 1.
    pub mean: f64,
    /// The largest such difference among the second, third, … answers that at least 500 cards reached, by size.
    pub worst: f64,
    /// Mean true recall when asked.
    pub recall: f64,
}

impl World {
    /// Lets the learner study for as long as the world lasts. `evidence` makes of a right answer (rated Good) what the
    /// model is told; a wrong one is Again. Simulated.
    #[must_use]
    pub fn study(&self, seed: u64, evidence: impl Fn(Evidence) -> Evidence) -> Bias {
        let mut places: Vec<(u32, f64, f64)> = Vec::new();
        for card in 0..self.cards {
            self.study_card(&mut Draws::new(seed ^ (u64::from(card) << 20)), &evidence, &mut places);
        }
        let answers: u32 = places.iter().map(|place| place.0).sum();
        let total =
            |number: fn(&(u32, f64, f64)) -> f64| places.iter().map(number).sum::<f64>() / f64::from(answers.max(1));
        let (predicted, recall) = (total(|place| place.1), total(|place| place.2));
        let worst = places
            .iter()
            .filter(|place| place.0 >= 500)
            .map(|place| (place.1 - place.2) / f64::from(place.0))
            .fold(0.0, |worst: f64, bias| if bias.abs() > worst.abs() { bias } else { worst });
        Bias { answers, mean: predicted - recall, worst, recall }
    }

    fn study_card(
        &self,
        draws: &mut Draws,
        evidence: &impl Fn(Evidence) -> Evidence,
        places: &mut Vec<(u32, f64, f64)>,
    ) {
        let mut day = StudyDay(0);
        let mut believed = CardState::default();
        let mut truth = None;
        for place in 0.. {
            let elapsed = believed.elapsed_days(day);
            let chance =
                truth.map_or(self.known_before, |memory| retrievability(&self.truth, memory, f64::from(elapsed)));
            if let Some(predicted) = believed.recall(&self.believed, day) {
                places.resize(places.len().max(place), (0, 0.0, 0.0));
                let sums = &mut places[place - 1];
                *sums = (sums.0 + 1, sums.1 + predicted, sums.2 + chance);
            }
            let recalled = draws.happens(chance);
            let lucky = draws.happens(self.recognised) | draws.happens(1.0 / f64::from(self.options.max(2)));
            let truly = if recalled { Rating::Good } else { Rating::Again };
            truth = Some(next_memory(&self.truth, truth, elapsed, truly));
            let seen = if recalled || lucky { Rating::Good } else { Rating::Again };
            let told = evidence(Evidence::new(seen, Millis(i64::from(day.0) * crate::DAY_MS), day));
            believed = observe(&self.believed, &believed, &told, None);
            let wait =
                believed.memory.map_or(1.0, |memory| interval(&self.believed, memory.stability, Retention::default()));
            #[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates")]
            let wait = (wait + 0.5) as i32;
            day = day.plus(wait.max(1));
            if day.0 > self.days {
                return;
            }
        }
    }
}
