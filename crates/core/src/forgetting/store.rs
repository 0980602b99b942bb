//! Queries over `parameters` and `fits` only, and the sum of reviews.

use super::model::{Decision, FitRecord, Origin, ParameterSet, Report};
use crate::call::LearnerId;
use crate::db::{Row, Tx, params};
use crate::error::{Error, Result};
use memory::{Millis, Parameters};

fn set(row: &Row) -> Result<Option<ParameterSet>> {
    let (numbers, origin): (String, String) = (row.get("numbers")?, row.get("origin")?);
    let Ok(parameters) = numbers.parse::<Parameters>() else { return Ok(None) };
    Ok(Some(ParameterSet {
        id: row.get("id")?,
        parameters,
        origin: Origin::parse(&origin).unwrap_or(Origin::Import),
        since: Some(Millis(row.get("fitted_at")?)),
    }))
}

/// The newest sets, the one in force first.
pub fn list_sets(tx: &mut Tx, learner: LearnerId, limit: i64) -> Result<Vec<ParameterSet>> {
    let found = tx.rows(
        "SELECT id, numbers, origin, fitted_at FROM parameters WHERE learner = ?1 ORDER BY id DESC LIMIT ?2",
        params![learner, limit],
        set,
    )?;
    Ok(found.into_iter().flatten().collect())
}

pub fn find_set(tx: &mut Tx, learner: LearnerId, id: i64) -> Result<Option<ParameterSet>> {
    let found = tx.row(
        "SELECT id, numbers, origin, fitted_at FROM parameters WHERE learner = ?1 AND id = ?2",
        params![learner, id],
        set,
    )?;
    Ok(found.flatten())
}

/// Puts parameters in force, and returns their id. Sets older than the newest `kept` go.
pub fn insert_set(
    tx: &mut Tx,
    learner: LearnerId,
    parameters: &Parameters,
    origin: Origin,
    now: Millis,
    kept: i64,
) -> Result<i64> {
    let last: Option<Option<i64>> =
        tx.scalar("SELECT MAX(id) AS id FROM parameters WHERE learner = ?1", params![learner])?;
    let id = last.flatten().unwrap_or(0) + 1;
    let numbers: Vec<String> = parameters.values().iter().map(f32::to_string).collect();
    tx.execute(
        "INSERT INTO parameters (learner, id, numbers, origin, fitted_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![learner, id, numbers.join(" "), origin.as_str(), now.0],
    )?;
    tx.execute("DELETE FROM parameters WHERE learner = ?1 AND id <= ?2", params![learner, id - kept])?;
    Ok(id)
}

fn fit(row: &Row) -> Result<FitRecord> {
    let (verdict, report): (String, String) = (row.get("verdict")?, row.get("report")?);
    Ok(FitRecord {
        id: row.get("id")?,
        at: Millis(row.get("at")?),
        decision: Decision::parse(&verdict).ok_or_else(|| Error::Internal(format!("unknown verdict {verdict}")))?,
        answers: row.get("answers")?,
        reviews: row.get("reviews")?,
        set: row.get("parameters")?,
        report: serde_json::from_str::<Report>(&report).map_err(Error::internal)?,
    })
}

/// The newest fits.
pub fn list_fits(tx: &mut Tx, learner: LearnerId, limit: i64) -> Result<Vec<FitRecord>> {
    tx.rows(
        "SELECT id, at, verdict, answers, reviews, parameters, report FROM fits WHERE learner = ?1
         ORDER BY id DESC LIMIT ?2",
        params![learner, limit],
        fit,
    )
}

/// How many reviews there were at the newest fit.
pub fn reviews_at_last_fit(tx: &mut Tx, learner: LearnerId) -> Result<Option<i64>> {
    tx.scalar("SELECT reviews FROM fits WHERE learner = ?1 ORDER BY id DESC LIMIT 1", params![learner])
}

/// Keeps what a fit found, under the next id. Fits older than the newest `kept` go.
pub fn insert_fit(tx: &mut Tx, learner: LearnerId, fit: &FitRecord, kept: i64) -> Result<()> {
    let last: Option<Option<i64>> = tx.scalar("SELECT MAX(id) AS id FROM fits WHERE learner = ?1", params![learner])?;
    let id = last.flatten().unwrap_or(0) + 1;
    let report = serde_json::to_string(&fit.report).map_err(Error::internal)?;
    tx.execute(
        "INSERT INTO fits (learner, id, at, verdict, answers, reviews, parameters, report)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![learner, id, fit.at.0, fit.decision.as_str(), fit.answers, fit.reviews, fit.set, report],
    )?;
    tx.execute("DELETE FROM fits WHERE learner = ?1 AND id <= ?2", params![learner, id - kept])?;
    Ok(())
}

/// Answers to cards past their steps, from the days' totals.
pub fn count_reviews(tx: &mut Tx, learner: LearnerId) -> Result<i64> {
    let sum: Option<Option<i64>> = tx.scalar(
        "SELECT CAST(SUM(review_answers) AS BIGINT) AS n FROM daily_totals WHERE learner = ?1",
        params![learner],
    )?;
    Ok(sum.flatten().unwrap_or(0))
}
