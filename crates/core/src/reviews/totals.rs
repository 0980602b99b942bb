//! What a card's answers add to the totals of their days: derived, so that a retraction takes out exactly what the
//! answer put in.

use super::model::{EventKind, EventRow};
use crate::call::LearnerId;
use crate::db::{Tx, params};
use crate::error::Result;
use memory::{Event, Folded, Parameters, Phase, Rating, StudyDay};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Counts of one study day, mode and deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub answers: i64,
    pub passed: i64,
    pub new_cards: i64,
    pub review_answers: i64,
    pub review_passed: i64,
    pub duration_ms: i64,
}

impl Totals {
    /// What one answer adds, given where the card stood before it.
    pub fn of_answer(row: &EventRow, before: &Folded) -> Totals {
        let passed = i64::from(row.event.rated().is_some_and(|rating| rating > Rating::Again));
        let review = i64::from(before.state.phase == Phase::Review);
        Totals {
            answers: 1,
            passed,
            new_cards: i64::from(before.state.phase == Phase::New),
            review_answers: review,
            review_passed: review * passed,
            duration_ms: row.event.duration_ms.unwrap_or(0),
        }
    }

    pub fn add(&mut self, other: &Totals, sign: i64) {
        self.answers += sign * other.answers;
        self.passed += sign * other.passed;
        self.new_cards += sign * other.new_cards;
        self.review_answers += sign * other.review_answers;
        self.review_passed += sign * other.review_passed;
        self.duration_ms += sign * other.duration_ms;
    }
}

/// Totals by study day and mode.
pub type ByDay = BTreeMap<(StudyDay, &'static str), Totals>;

/// Folds a card's rows and counts its answers on the way.
pub fn fold_and_count(parameters: &Parameters, rows: &[EventRow]) -> (Folded, ByDay) {
    let (mut order, mut events): (Vec<&EventRow>, Vec<Event>) = (Vec::new(), Vec::new());
    for row in effective(rows) {
        if let Some(event) = row.to_memory() {
            order.push(row);
            events.push(event);
        }
    }
    let mut totals = ByDay::new();
    let mut folded = Folded::default();
    for (n, row) in order.iter().enumerate() {
        if row.event.kind == EventKind::Answer {
            let key = (row.study_day, row.event.mode.as_str());
            totals.entry(key).or_default().add(&Totals::of_answer(row, &folded), 1);
        }
        folded =
            memory::append(parameters, &folded, &events[n]).unwrap_or_else(|| memory::fold(parameters, &events[..=n]));
    }
    (folded, totals)
}

/// What counts: without the retracted and the retractions, in the order of (at, id).
fn effective(rows: &[EventRow]) -> Vec<&EventRow> {
    let retracted: Vec<Uuid> = rows.iter().filter_map(|r| r.event.retracts).collect();
    let mut kept: Vec<&EventRow> =
        rows.iter().filter(|r| r.event.kind != EventKind::Retract && !retracted.contains(&r.event.id)).collect();
    kept.sort_by_key(|r| (r.event.at, r.event.id));
    kept.dedup_by_key(|r| r.event.id);
    kept
}

/// Adds to the day's row.
pub fn add(tx: &mut Tx, learner: LearnerId, day: StudyDay, mode: &str, deck: Uuid, totals: &Totals) -> Result<()> {
    if *totals == Totals::default() {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO daily_totals (learner, study_day, mode, deck, answers, passed, new_cards, review_answers,
           review_passed, duration_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (learner, study_day, mode, deck) DO UPDATE SET
           answers = daily_totals.answers + excluded.answers,
           passed = daily_totals.passed + excluded.passed,
           new_cards = daily_totals.new_cards + excluded.new_cards,
           review_answers = daily_totals.review_answers + excluded.review_answers,
           review_passed = daily_totals.review_passed + excluded.review_passed,
           duration_ms = daily_totals.duration_ms + excluded.duration_ms",
        params![
            learner,
            day.0,
            mode,
            deck,
            totals.answers,
            totals.passed,
            totals.new_cards,
            totals.review_answers,
            totals.review_passed,
            totals.duration_ms
        ],
    )?;
    Ok(())
}

/// Moves the day rows from what a card counted before to what it counts after.
pub fn replace(tx: &mut Tx, learner: LearnerId, deck: Uuid, before: &ByDay, after: &ByDay) -> Result<()> {
    let mut difference = after.clone();
    for (key, totals) in before {
        difference.entry(*key).or_default().add(totals, -1);
    }
    for ((day, mode), totals) in &difference {
        add(tx, learner, *day, mode, deck, totals)?;
    }
    Ok(())
}
