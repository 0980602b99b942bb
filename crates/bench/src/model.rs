//! How well the models predict: parameters fitted to real reviews, recall after answers that may be guesses, grades.
//!
//! All but the fit is simulated, in the worlds of `memory::worlds`.

use crate::figure::{Figure, Target};
use anyhow::{Context, Result};
use fit::{Recipe, fit, read_log};
use memory::{
    Evidence, History, Parameters, Quality, moving_average,
    worlds::{exam, guessing},
};

/// Simulated learners of each row of the grade.
const LEARNERS: u32 = 4_000;

pub fn run() -> Result<Vec<Figure>> {
    let mut figures = fitting()?;
    figures.extend(guesses());
    figures.extend(grades());
    Ok(figures)
}

/// Fitted to the first four fifths of the real reviews, judged on the last.
fn fitting() -> Result<Vec<Figure>> {
    let Some(folder) = crate::packages::data("reviews") else { return Ok(Vec::new()) };
    let file = std::fs::read_dir(folder)?.next().context("a file of reviews")?;
    let cards = read_log(&std::fs::read_to_string(file?.path())?)?;
    let history = History::from_cards(cards.iter().map(Vec::as_slice));
    let from = history.parting_day(0.8).context("reviews of more than one day")?;
    let earlier = history.before(from);
    let published = Parameters::default();
    let judged = |predictions: Vec<memory::Prediction>| {
        let later: Vec<_> = predictions.into_iter().filter(|prediction| prediction.day >= from).collect();
        Quality::of(&later).context("reviews to judge by")
    };
    let of = |parameters: &Parameters| judged(history.predictions(parameters));
    let own = of(&fit(&published, &earlier, 1).parameters)?;
    let crates = of(&Recipe::Standard.train(&earlier, 1).context("the crate's fit")?)?;
    let defaults = of(&published)?;
    let average = judged(moving_average(&history.predictions(&published)))?;
    let loss = |name: &str, peer: &Quality| {
        let name = format!("fit, real reviews, later fifth: log loss, {name}");
        Figure::ratio(name, own.log_loss, "nats", Target::AtMost(1.0), peer.log_loss)
    };
    Ok(vec![
        loss("against the published parameters", &defaults),
        loss("against the crate's fit", &crates),
        Figure::note("… of a moving average", average.log_loss, "nats"),
        Figure::ratio("… RMSE(bins) against the published", own.rmse_bins, "", Target::None, defaults.rmse_bins),
    ])
}

/// How much too high recall is predicted, in points, for a learner who guesses among four.
fn guesses() -> Vec<Figure> {
    let world = guessing::World::default();
    let points = |evidence: fn(Evidence) -> Evidence| 100.0 * world.study(1, evidence).mean;
    let recognising = guessing::World { recognised: 0.3, ..world.clone() };
    let chosen = 100.0 * recognising.study(1, |answer| answer.chosen_among(4)).mean;
    let limit = Target::AtMost(1.0);
    vec![
        Figure::limit(
            "guess, 1 of 4, simulated: bias of recall",
            points(|e| e.guessed_with(0.25)).abs(),
            "points",
            limit,
        ),
        Figure::note("… if right were Good", points(|e| e), "points"),
        Figure::limit("… with recognition, simulated", chosen.abs(), "points", limit),
        Figure::note(
            "… with recognition, if right were Good",
            100.0 * recognising.study(1, |answer| answer).mean,
            "points",
        ),
    ]
}

/// How far predicted grades lie from simulated ones, in points, and how often the 80 % range holds.
fn grades() -> Vec<Figure> {
    let mut figures = Vec::new();
    for (practice, most) in [(5, 12.0), (20, 8.6), (40, 7.4)] {
        let errors = exam::World::default().errors(LEARNERS, practice, 1);
        let name = format!("grade after {practice} answers, simulated");
        figures.extend([
            Figure::limit(format!("{name}: error"), 100.0 * errors.model, "points", Target::AtMost(most)),
            Figure::note("… the least possible there (exact posterior)", 100.0 * errors.expected, "points"),
            Figure::note("… of the raw percentage", 100.0 * errors.raw, "points"),
            Figure::limit("… 80 % range holds, at least", errors.coverage, "", Target::AtLeast(0.78)),
            Figure::limit("… 80 % range holds, at most", errors.coverage, "", Target::AtMost(0.84)),
        ]);
    }
    figures
}
