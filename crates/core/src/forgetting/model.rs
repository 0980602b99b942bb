//! Parameters and fits as they are stored and shown.

use crate::jobs::Job;
use fit::{Fit, Recipe, Verdict};
use memory::{Millis, Parameters, Quality, StudyDay};
use serde::{Deserialize, Serialize};

/// Where parameters come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// FSRS-6 as published: the average learner.
    Published,
    /// An Anki package brought them.
    Import,
    /// Fitted here to the learner's log.
    Fit,
    /// The learner brought them.
    Pasted,
}

impl Origin {
    pub const ALL: [Origin; 4] = [Origin::Published, Origin::Import, Origin::Fit, Origin::Pasted];

    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Published => "published",
            Origin::Import => "import",
            Origin::Fit => "fit",
            Origin::Pasted => "pasted",
        }
    }

    pub fn parse(word: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.as_str() == word)
    }
}

/// Parameters that are or were in force.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterSet {
    /// Counts up; 0 for the published ones of a learner who never had others.
    pub id: i64,
    pub parameters: Parameters,
    pub origin: Origin,
    /// When they were put in force; `None` for id 0.
    pub since: Option<Millis>,
}

impl ParameterSet {
    /// What holds before anything else was put in force.
    pub fn published() -> ParameterSet {
        ParameterSet { id: 0, parameters: Parameters::default(), origin: Origin::Published, since: None }
    }
}

/// How a fit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The new parameters predict better by more than the noise and are in force since.
    Accepted,
    /// They do not; those in force stayed.
    NotBetter,
    /// Too few answers that can test a model.
    TooFewAnswers,
    /// All on so few days that none could be held out, or the training failed.
    NothingToCompare,
}

impl Decision {
    pub const ALL: [Decision; 4] =
        [Decision::Accepted, Decision::NotBetter, Decision::TooFewAnswers, Decision::NothingToCompare];

    pub fn as_str(self) -> &'static str {
        match self {
            Decision::Accepted => "accepted",
            Decision::NotBetter => "not_better",
            Decision::TooFewAnswers => "too_few_answers",
            Decision::NothingToCompare => "nothing_to_compare",
        }
    }

    pub fn parse(word: &str) -> Option<Decision> {
        Decision::ALL.into_iter().find(|decision| decision.as_str() == word)
    }
}

impl From<Verdict> for Decision {
    fn from(verdict: Verdict) -> Decision {
        match verdict {
            Verdict::Accepted => Decision::Accepted,
            Verdict::NotBetter => Decision::NotBetter,
            Verdict::TooFewAnswers(_) => Decision::TooFewAnswers,
            Verdict::NothingToCompare => Decision::NothingToCompare,
        }
    }
}

/// One fit.
#[derive(Debug, Clone, PartialEq)]
pub struct FitRecord {
    /// Counts up.
    pub id: i64,
    pub at: Millis,
    pub decision: Decision,
    /// Answers that can test a model, as many as were read.
    pub answers: i64,
    /// Answers to cards past their steps, by the days' totals: tells how many are new since.
    pub reviews: i64,
    /// The set that it put in force.
    pub set: Option<i64>,
    pub report: Report,
}

/// What a fit tried and found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The share of the cards that were read, 0 to 1: below 1 for a log too long to be read whole.
    pub share_of_cards: f64,
    pub tested: Option<Tested>,
    pub tried: Vec<TriedRecipe>,
}

/// Predictions of the answers that were held out, by four predictors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// Fitted without the answers held out.
    pub parameters: Parameters,
    /// The first day of those.
    pub from: StudyDay,
    pub published: Quality,
    /// Those in force then.
    pub current: Quality,
    pub own: Quality,
    pub moving_average: Quality,
    /// How much lower the log loss of the new ones is than that of those in force, and the standard error of that.
    pub gain: f64,
    pub noise: f64,
}

/// A way of fitting, and how it did on the part that such ways were compared on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TriedRecipe {
    /// `first_stabilities`, `standard`, `steady`, `slow`.
    pub recipe: String,
    /// How far it was moved from the published parameters, above 0 to 1.
    pub share_of_the_way: f64,
    pub log_loss: f64,
}

impl Report {
    /// What is kept of a fit.
    pub fn of(fit: &Fit, share_of_cards: f64) -> Report {
        let tested = fit.tested.as_ref().map(|(parameters, held_out)| Tested {
            parameters: parameters.clone(),
            from: held_out.from,
            published: held_out.defaults.clone(),
            current: held_out.current.clone(),
            own: held_out.own.clone(),
            moving_average: held_out.moving_average.clone(),
            gain: held_out.gain,
            noise: held_out.noise,
        });
        let tried = fit.trials.iter().map(|trial| TriedRecipe {
            recipe: recipe_word(trial.recipe).to_owned(),
            share_of_the_way: trial.share_of_the_way,
            log_loss: trial.log_loss,
        });
        Report { share_of_cards, tested, tried: tried.collect() }
    }
}

fn recipe_word(recipe: Recipe) -> &'static str {
    match recipe {
        Recipe::FirstStabilities => "first_stabilities",
        Recipe::Standard => "standard",
        Recipe::Steady => "steady",
        Recipe::Slow => "slow",
    }
}

/// Everything that the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The newest first; the first one is in force. Never empty.
    pub sets: Vec<ParameterSet>,
    /// The newest first.
    pub fits: Vec<FitRecord>,
    /// Answers to cards past their steps.
    pub reviews: i64,
    /// The newest fit that waits, runs or failed.
    pub job: Option<Job>,
}

impl Overview {
    /// The parameters in force.
    pub fn in_force(&self) -> &ParameterSet {
        &self.sets[0]
    }

    /// The newest fit whose predictions were tested.
    pub fn tested(&self) -> Option<(&FitRecord, &Tested)> {
        self.fits.iter().find_map(|fit| Some((fit, fit.report.tested.as_ref()?)))
    }

    /// How good the predictions of the parameters in force were when they were last tested; `None` if they were not.
    pub fn quality_in_force(&self) -> Option<&Quality> {
        let (fit, tested) = self.tested()?;
        let now = self.in_force();
        let fitted = self.sets.iter().find(|set| Some(set.id) == fit.set);
        if fitted.is_some_and(|fitted| fitted.parameters == now.parameters) {
            Some(&tested.own)
        } else if now.parameters == Parameters::default() {
            Some(&tested.published)
        } else {
            // what was in force then, if nothing came since
            let is_newer = fit.set.is_some_and(|set| now.id > set) || now.since.is_some_and(|since| since >= fit.at);
            (!is_newer).then_some(&tested.current)
        }
    }

    /// So many more reviews until a fit can say something; 0 when there are enough.
    ///
    /// Exact right after a fit that counted them; before the first one, repeated cards stand for answers that can test.
    pub fn missing(&self) -> i64 {
        let least = i64::try_from(fit::LEAST_ANSWERS).unwrap_or(i64::MAX);
        match self.fits.first() {
            Some(last) if last.decision == Decision::TooFewAnswers => {
                (least - last.answers - (self.reviews - last.reviews).max(0)).max(0)
            }
            _ => (least - self.reviews).max(0),
        }
    }
}
