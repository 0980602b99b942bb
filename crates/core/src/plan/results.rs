//! What was predicted, what came of it, and how often the two agreed.

use super::exams;
use super::model::{Compared, Exam, ExamResult, Forecast, GRADE_LIMIT, TrackRecord};
use crate::call::{Actor, Call, LearnerId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::spaces;
use memory::{Millis, StudyDay};
use std::collections::HashMap;
use uuid::Uuid;

/// Keeps what is said on a day; the last of a day counts.
pub(super) fn keep_predictions(
    tx: &mut Tx,
    learner: LearnerId,
    day: StudyDay,
    forecasts: &[(Uuid, Forecast)],
) -> Result<()> {
    for (exam, forecast) in forecasts {
        let Forecast::Grade(grade) = forecast else { continue };
        tx.execute(
            "INSERT INTO predictions (learner, exam, day, low, median, high, pass, target, touched)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (learner, exam, day) DO UPDATE SET low = excluded.low, median = excluded.median,
               high = excluded.high, pass = excluded.pass, target = excluded.target, touched = excluded.touched",
            params![
                learner,
                *exam,
                day.0,
                grade.low,
                grade.median,
                grade.high,
                grade.pass,
                grade.target,
                grade.touched
            ],
        )?;
    }
    Ok(())
}

/// Stores how an exam went: the share of the points, or else the grade as its scale names it.
///
/// # Errors
/// `Invalid` on `share` outside 0 to 1; on `grade` if it is too long, or if there is no share and the scale has no such
/// grade; on `exam` before its day. `NotFound`.
pub fn record_result(tx: &mut Tx, call: &Call, exam: Uuid, share: Option<f64>, grade: &str) -> Result<()> {
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let Exam { content, .. } = exams::get_exam(tx, &call.actor, exam)?;
    if content.day > call.today() {
        return Err(Error::invalid("exam", "plan-result-early"));
    }
    let grade = grade.trim();
    if grade.chars().count() > GRADE_LIMIT {
        return Err(Error::invalid("grade", "plan-grade-long"));
    }
    let share = match share {
        Some(share) if (0.0..=1.0).contains(&share) => share,
        Some(_) => return Err(Error::invalid("share", "plan-share-wrong")),
        None => content.scale.share_for(grade).ok_or(Error::invalid("grade", "plan-grade-unknown"))?,
    };
    let named = if grade.is_empty() { content.scale.step_of(share).grade.as_str() } else { grade };
    tx.execute(
        "INSERT INTO exam_results (learner, exam, share, grade, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (learner, exam) DO UPDATE SET share = excluded.share, grade = excluded.grade, at = excluded.at",
        params![learner, exam, share, named, call.now.0],
    )?;
    Ok(())
}

/// Results by exam.
pub(super) fn all(tx: &mut Tx, learner: LearnerId) -> Result<HashMap<Uuid, ExamResult>> {
    let rows =
        tx.rows("SELECT exam, share, grade, at FROM exam_results WHERE learner = ?1", params![learner], |row| {
            let result = ExamResult { share: row.get("share")?, grade: row.get("grade")?, at: Millis(row.get("at")?) };
            Ok((row.get("exam")?, result))
        })?;
    Ok(rows.into_iter().collect())
}

/// Predictions beside results, the newest exam first. What was last said before the day of the exam counts.
pub fn how_often_right(tx: &mut Tx, actor: &Actor) -> Result<TrackRecord> {
    let mut results = all(tx, actor.learner)?;
    let mut record = TrackRecord::default();
    for exam in exams::list_exams(tx, actor)?.into_iter().rev() {
        let Some(result) = results.remove(&exam.id) else { continue };
        let said: Option<(f64, f64, f64, f64)> = tx.row(
            "SELECT low, median, high, pass FROM predictions WHERE learner = ?1 AND exam = ?2 AND day < ?3
             ORDER BY day DESC LIMIT 1",
            params![actor.learner, exam.id, exam.content.day.0],
            |row| Ok((row.get("low")?, row.get("median")?, row.get("high")?, row.get("pass")?)),
        )?;
        let Some((low, median, high, pass)) = said else { continue };
        record.exams.push(Compared {
            exam: exam.id,
            name: exam.content.name,
            day: exam.content.day,
            low,
            median,
            high,
            pass,
            result: result.share,
            passed: result.share >= exam.content.pass,
            inside: (low..=high).contains(&result.share),
        });
    }
    record.inside = record.exams.iter().filter(|exam| exam.inside).count();
    #[expect(clippy::cast_precision_loss, reason = "at most a hundred exams")]
    let count = record.exams.len() as f64;
    let error: f64 = record.exams.iter().map(|exam| (exam.result - exam.median).abs()).sum();
    record.mean_error = (count > 0.0).then(|| error / count);
    Ok(record)
}
