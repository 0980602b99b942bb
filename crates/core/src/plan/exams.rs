//! Exams: content of the learner's own space, versioned like courses.

use super::job;
use super::model::{AfterExam, EXAMS_LIMIT, Exam, NAME_LIMIT, NewExam};
use super::topics;
use crate::call::{Actor, Call, SpaceId};
use crate::changes::{self, Inverse};
use crate::courses;
use crate::db::{Row, Tx, params};
use crate::error::{Error, Result};
use crate::spaces;
use memory::StudyDay;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

const COLUMNS: &str =
    "space, id, version, course, name, day, minute, weight, target, pass, scale, questions, after, deleted_at";

/// The first and the last day that an exam can be on: 1970 to 2200.
const DAYS: std::ops::RangeInclusive<i32> = 0..=84_000;

fn exam(row: &Row) -> Result<Exam> {
    let (scale, questions, after): (String, String, String) =
        (row.get("scale")?, row.get("questions")?, row.get("after")?);
    Ok(Exam {
        space: row.get("space")?,
        id: row.get("id")?,
        version: row.get("version")?,
        content: NewExam {
            course: row.get("course")?,
            name: row.get("name")?,
            day: StudyDay(row.get("day")?),
            minute: row.get("minute")?,
            weight: row.get("weight")?,
            target: row.get("target")?,
            pass: row.get("pass")?,
            scale: serde_json::from_str(&scale).map_err(Error::internal)?,
            questions: serde_json::from_str(&questions).map_err(Error::internal)?,
            after: AfterExam::parse(&after).unwrap_or_default(),
            topics: Vec::new(),
        },
        deleted_at: row.get("deleted_at")?,
    })
}

fn find(tx: &mut Tx, space: SpaceId, id: Uuid) -> Result<Option<Exam>> {
    let sql = format!("SELECT {COLUMNS} FROM exams WHERE space = ?1 AND id = ?2");
    let Some(mut found) = tx.row(&sql, params![space, id], exam)? else { return Ok(None) };
    found.content.topics = tx.rows(
        "SELECT topic, weight FROM exam_topics WHERE space = ?1 AND exam = ?2 ORDER BY position, topic",
        params![space, id],
        |row| Ok((row.get("topic")?, row.get("weight")?)),
    )?;
    Ok(Some(found))
}

/// An exam of the actor's own space; also one in the bin.
///
/// # Errors
/// `NotFound`.
pub fn get_exam(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Exam> {
    find(tx, actor.space(), id)?.ok_or(Error::NotFound { what: "exam" })
}

/// Live exams of the actor's own space by day; those that are over included.
pub fn list_exams(tx: &mut Tx, actor: &Actor) -> Result<Vec<Exam>> {
    let space = actor.space();
    let sql = format!("SELECT {COLUMNS} FROM exams WHERE space = ?1 AND deleted_at IS NULL ORDER BY day, id");
    let mut exams = tx.rows(&sql, params![space], exam)?;
    let mut topics: HashMap<Uuid, Vec<(Uuid, f64)>> = HashMap::new();
    tx.each(
        "SELECT exam, topic, weight FROM exam_topics WHERE space = ?1 ORDER BY exam, position, topic",
        params![space],
        |row| {
            topics.entry(row.get("exam")?).or_default().push((row.get("topic")?, row.get("weight")?));
            Ok(())
        },
    )?;
    for exam in &mut exams {
        exam.content.topics = topics.remove(&exam.id).unwrap_or_default();
    }
    Ok(exams)
}

/// Makes an exam in the actor's own space.
///
/// # Errors
/// `Invalid` by field: `name`, `day`, `minute`, `weight`, `target`, `pass`, `questions`, `course`, `topics`.
pub fn create_exam(tx: &mut Tx, call: &Call, new: &NewExam) -> Result<Uuid> {
    let space = call.actor.space();
    let revision = spaces::lock(tx, space)?;
    let new = checked(tx, call, new, &[])?;
    let there =
        tx.scalar("SELECT COUNT(*) FROM exams WHERE space = ?1 AND deleted_at IS NULL", params![space])?.unwrap_or(0);
    if there >= EXAMS_LIMIT {
        return Err(Error::invalid("name", "plan-exams-many"));
    }
    let id = call.ids().next_id();
    tx.execute(
        "INSERT INTO exams (space, id, version, course, name, day, minute, weight, target, pass, scale, questions, after,
           created_at, deleted_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, NULL)",
        params![
            space,
            id,
            new.course,
            new.name,
            new.day.0,
            new.minute,
            new.weight,
            new.target,
            new.pass,
            json(&new.scale)?,
            json(&new.questions)?,
            new.after.as_str(),
            call.now.0
        ],
    )?;
    put_topics(tx, space, id, &new.topics)?;
    changes::note(tx, call, space, revision, "exam-create", Some(&Inverse::BinExam { exam: id }))?;
    job::ask(tx, call)?;
    Ok(id)
}

/// Changes an exam. With `version`: only if that is still the stored one.
///
/// # Errors
/// As [`create_exam`]; `Conflict`.
pub fn edit_exam(tx: &mut Tx, call: &Call, id: Uuid, version: Option<i64>, next: &NewExam) -> Result<()> {
    let space = call.actor.space();
    let revision = spaces::lock(tx, space)?;
    let old = of_version(tx, space, id, version)?;
    let kept: Vec<Uuid> = old.content.topics.iter().map(|topic| topic.0).collect();
    let next = checked(tx, call, next, &kept)?;
    tx.execute(
        "UPDATE exams SET course = ?3, name = ?4, day = ?5, minute = ?6, weight = ?7, target = ?8, pass = ?9, scale = ?10,
           questions = ?11, after = ?12, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![
            space,
            id,
            next.course,
            next.name,
            next.day.0,
            next.minute,
            next.weight,
            next.target,
            next.pass,
            json(&next.scale)?,
            json(&next.questions)?,
            next.after.as_str()
        ],
    )?;
    tx.execute("DELETE FROM exam_topics WHERE space = ?1 AND exam = ?2", params![space, id])?;
    put_topics(tx, space, id, &next.topics)?;
    let inverse = Inverse::EditExam { exam: id, before: Box::new(old.content) };
    changes::note(tx, call, space, revision, "exam-edit", Some(&inverse))?;
    job::ask(tx, call)
}

/// Says what becomes of an exam's cards when it is over, before or after.
///
/// # Errors
/// `Conflict`, `NotFound`.
pub fn after_exam(tx: &mut Tx, call: &Call, id: Uuid, version: Option<i64>, after: AfterExam) -> Result<()> {
    let old = get_exam(tx, &call.actor, id)?;
    edit_exam(tx, call, id, version, &NewExam { after, ..old.content })
}

/// Puts an exam into the bin. With `version`: only if that is still the stored one.
///
/// # Errors
/// `Conflict`, `NotFound`.
pub fn bin_exam(tx: &mut Tx, call: &Call, id: Uuid, version: Option<i64>) -> Result<()> {
    set_deleted(tx, call, id, version, true)
}

/// Takes an exam out of the bin.
///
/// # Errors
/// `NotFound`.
pub fn restore_exam(tx: &mut Tx, call: &Call, id: Uuid) -> Result<()> {
    set_deleted(tx, call, id, None, false)
}

fn set_deleted(tx: &mut Tx, call: &Call, id: Uuid, version: Option<i64>, deleted: bool) -> Result<()> {
    let space = call.actor.space();
    let revision = spaces::lock(tx, space)?;
    of_version(tx, space, id, version)?;
    tx.execute(
        "UPDATE exams SET deleted_at = ?3, version = version + 1 WHERE space = ?1 AND id = ?2",
        params![space, id, deleted.then_some(call.now.0)],
    )?;
    let (intent, inverse) = match deleted {
        true => ("exam-bin", Inverse::RestoreExam { exam: id }),
        false => ("exam-restore", Inverse::BinExam { exam: id }),
    };
    changes::note(tx, call, space, revision, intent, Some(&inverse))?;
    job::ask(tx, call)
}

fn of_version(tx: &mut Tx, space: SpaceId, id: Uuid, version: Option<i64>) -> Result<Exam> {
    let old = find(tx, space, id)?.ok_or(Error::NotFound { what: "exam" })?;
    match version.filter(|given| *given != old.version) {
        Some(given) => Err(Error::Conflict { what: "exam", given, current: old.version }),
        None => Ok(old),
    }
}

fn put_topics(tx: &mut Tx, space: SpaceId, exam: Uuid, topics: &[(Uuid, f64)]) -> Result<()> {
    for (position, (topic, weight)) in (0i64..).zip(topics) {
        tx.execute(
            "INSERT INTO exam_topics (space, exam, topic, weight, position) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![space, exam, *topic, *weight, position],
        )?;
    }
    Ok(())
}

/// `kept`: topics that it has already, which may have gone since.
fn checked(tx: &mut Tx, call: &Call, new: &NewExam, kept: &[Uuid]) -> Result<NewExam> {
    let mut fields = Vec::new();
    let mut wrong = |is_wrong: bool, field: &str, key: &str| {
        if is_wrong {
            fields.push((field.to_owned(), key.to_owned()));
        }
    };
    let name = new.name.trim().to_owned();
    wrong(name.is_empty(), "name", "plan-exam-name-blank");
    wrong(name.chars().count() > NAME_LIMIT, "name", "plan-exam-name-long");
    wrong(!DAYS.contains(&new.day.0), "day", "plan-exam-day-wrong");
    wrong(new.minute.is_some_and(|minute| minute >= 1440), "minute", "plan-exam-minute-wrong");
    wrong(!(new.weight > 0.0 && new.weight <= 1_000.0), "weight", "plan-weight-wrong");
    wrong(!(new.target > 0.0 && new.target <= 1.0), "target", "plan-target-wrong");
    wrong(!(0.0..=1.0).contains(&new.pass), "pass", "plan-pass-wrong");
    let questions = new.questions;
    let possible = (1..=500).contains(&questions.count)
        && (0.0..=1.0).contains(&questions.recall_share)
        && (0.0..1.0).contains(&questions.guess);
    wrong(!possible, "questions", "plan-questions-wrong");
    let mut ids = HashSet::new();
    let weights = new.topics.iter().all(|(id, weight)| (0.0..=1_000.0).contains(weight) && ids.insert(*id));
    wrong(!weights || new.topics.len() > memory::Blueprint::MOST_TOPICS, "topics", "plan-topics-wrong");
    if let Some(course) = new.course {
        let there = courses::list(tx, &call.actor)?.iter().any(|live| live.id == course);
        wrong(!there && kept.is_empty(), "course", "course-gone");
    }
    if ids.iter().any(|id| !kept.contains(id)) {
        let known: HashSet<Uuid> = topics::ids(tx, &call.actor)?;
        wrong(!ids.iter().all(|id| known.contains(id) || kept.contains(id)), "topics", "plan-topic-gone");
    }
    if fields.is_empty() { Ok(NewExam { name, ..new.clone() }) } else { Err(Error::Invalid { fields }) }
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}
