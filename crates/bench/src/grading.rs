//! The grading ladder on its corpus: how often it says what a fair teacher said before it was written, and what one response takes.

use crate::figure::{Figure, Target};
use crate::measure::now;
use anyhow::Result;
use grading::corpus::{Row, rows};
use std::hint::black_box;

/// Each response is graded so often for the clock.
const ROUNDS: u32 = 200;

pub fn run() -> Result<Vec<Figure>> {
    let rows = rows();
    let graded: Vec<_> = rows.iter().map(|row| (row, row.grade())).collect();
    let agreed = graded.iter().filter(|(row, graded)| row.agrees(graded)).count();
    let wrongly = graded.iter().filter(|(row, graded)| row.is_accepted_wrongly(graded)).count();
    let silent =
        graded.iter().filter(|(_, graded)| graded.reason.sentence(grading::Language::German).is_empty()).count();
    let (formulas, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.kind == "formula");
    let (texts, others): (Vec<&Row>, Vec<&Row>) = others.into_iter().partition(|row| row.kind == "free");
    let percent = 100.0 * agreed as f64 / rows.len() as f64;
    Ok(vec![
        Figure::note("grading: answers of the corpus", rows.len() as f64, "answers"),
        Figure::limit("grading: as the teacher says", percent, "%", Target::AtLeast(97.0)),
        Figure::limit(
            "grading: wrong numbers, formulas, negations accepted",
            wrongly as f64,
            "answers",
            Target::AtMost(0.0),
        ),
        Figure::limit("grading: without a reason", silent as f64, "answers", Target::AtMost(0.0)),
        Figure::limit("grading: one response", mean_us(&others), "µs", Target::AtMost(20.0)),
        Figure::limit("grading: one formula", mean_us(&formulas), "µs", Target::AtMost(200.0)),
        Figure::note("grading: one free text", mean_us(&texts), "µs"),
    ])
}

fn mean_us(rows: &[&Row]) -> f64 {
    let start = now();
    for _ in 0..ROUNDS {
        for row in rows {
            black_box(row.grade());
        }
    }
    start.elapsed().as_secs_f64() * 1e6 / (f64::from(ROUNDS) * rows.len().max(1) as f64)
}
