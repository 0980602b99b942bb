//! The form of an exam: what is sent, read; and an exam, as the form's fields.

use crate::frame::Fields;
use crate::i18n::{Locale, decimal};
use memory::{InvalidScale, Scale, ScaleStep, StudyDay};
use studium_core::Error;
use studium_core::plan::{AfterExam, NewExam, Questions, TopicChoice, uuid_of};
use uuid::Uuid;

/// The scales to choose from; `own` is a table.
pub const SCALES: [&str; 5] = ["percent", "school", "chamber", "upper", "own"];

/// Rows of an own table that are offered beyond those filled in.
const SPARE_ROWS: usize = 3;
/// An own table is offered no larger than this; the percent scale has too many rows to be edited.
const ROWS_SHOWN: usize = 20;

/// A scale by its word.
pub fn preset(word: &str) -> Option<Scale> {
    match word {
        "percent" => Some(Scale::percent()),
        "school" => Some(Scale::school()),
        "chamber" => Some(Scale::chamber()),
        "upper" => Some(Scale::upper_school()),
        _ => None,
    }
}

/// The word of a scale: `own` if it is none of the known ones.
pub fn word_of(scale: &Scale) -> &'static str {
    SCALES.into_iter().find(|word| preset(word).as_ref() == Some(scale)).unwrap_or("own")
}

/// The grade with which an exam is passed as a rule, by the scale's word; no rule for own tables.
fn passing(word: &str) -> Option<&'static str> {
    match word {
        "percent" => Some("50"),
        "school" | "chamber" => Some("4"),
        "upper" => Some("5"),
        _ => None,
    }
}

/// Reads the form. `all` are the topics there are; `courses` those of them that are courses, not decks.
///
/// # Errors
/// `Invalid` with every field that is wrong: `name` is the operation's to judge.
pub fn read(fields: &Fields, all: &[TopicChoice], courses: &[Uuid]) -> Result<NewExam, Error> {
    let mut wrong: Vec<(String, String)> = Vec::new();
    let mut note = |field: &str, key: &str| wrong.push((field.to_owned(), key.to_owned()));
    let day = StudyDay::from_iso(fields.get("day").trim()).ok();
    if day.is_none() {
        note("day", "plan-error-day");
    }
    let scale = scale(fields).unwrap_or_else(|key| {
        note("scale", key);
        Scale::percent()
    });
    let target = share(fields.get("target"), &scale).filter(|share| *share > 0.0 && *share <= 1.0);
    if target.is_none() {
        note("target", "plan-error-target");
    }
    let pass = match fields.get("pass").trim() {
        "" => Some(passing(fields.get("scale")).and_then(|grade| scale.share_for(grade)).unwrap_or(0.5)),
        text => share(text, &scale),
    };
    if pass.is_none() {
        note("pass", "plan-error-target");
    }
    let minute = match fields.get("time").trim() {
        "" => None,
        text => {
            let minute = minute(text);
            if minute.is_none() {
                note("time", "plan-error-time");
            }
            minute
        }
    };
    let mut topics = Vec::new();
    for topic in all.iter().filter(|topic| fields.all("topic").any(|id| id.parse() == Ok(uuid_of(topic.id)))) {
        let id = uuid_of(topic.id);
        match fields.get(&format!("weight-{id}")).trim() {
            "" => topics.push((id, 1.0)),
            text => match number(text).filter(|weight| (0.0..=1_000.0).contains(weight)) {
                Some(weight) => topics.push((id, weight)),
                None => note("topics", "plan-error-weight"),
            },
        }
    }
    let weight = optional(fields, "weight", 1.0).filter(|weight| *weight > 0.0 && *weight <= 1_000.0);
    let count =
        optional(fields, "questions", 40.0).filter(|count| (1.0..=500.0).contains(count) && count.fract() == 0.0);
    let recall = optional(fields, "recall", 100.0).filter(|percent| (0.0..=100.0).contains(percent));
    let guess = optional(fields, "guess", 0.0).filter(|guess| (0.0..1.0).contains(guess));
    for (field, missing) in [
        ("weight", weight.is_none()),
        ("questions", count.is_none()),
        ("recall", recall.is_none()),
        ("guess", guess.is_none()),
    ] {
        if missing {
            note(field, "plan-error-number");
        }
    }
    let (Some(day), Some(target), Some(pass), Some(weight), Some(count), Some(recall), Some(guess)) =
        (day, target, pass, weight, count, recall, guess)
    else {
        return Err(Error::Invalid { fields: wrong });
    };
    if !wrong.is_empty() {
        return Err(Error::Invalid { fields: wrong });
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of 1 to 500")]
    let count = count as u32;
    Ok(NewExam {
        course: course_of(&topics, all, courses),
        name: fields.get("name").to_owned(),
        day,
        minute,
        weight,
        target,
        pass,
        scale,
        questions: Questions { count, recall_share: recall / 100.0, guess },
        after: AfterExam::parse(fields.get("after")).unwrap_or_default(),
        topics,
    })
}

/// The course that all topics are of.
fn course_of(topics: &[(Uuid, f64)], all: &[TopicChoice], courses: &[Uuid]) -> Option<Uuid> {
    let mut of = topics
        .iter()
        .filter_map(|(id, _)| all.iter().find(|topic| uuid_of(topic.id) == *id))
        .map(|topic| uuid_of(topic.course));
    let first = of.next()?;
    (courses.contains(&first) && of.all(|other| other == first)).then_some(first)
}

/// A share of the points: "80 %", or a grade of the scale.
pub fn share(text: &str, scale: &Scale) -> Option<f64> {
    let text = text.trim();
    match text.strip_suffix('%') {
        Some(percent) => number(percent.trim()).filter(|p| (0.0..=100.0).contains(p)).map(|p| p / 100.0),
        None => scale.share_for(text),
    }
}

/// With a point or a comma.
pub fn number(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite())
}

fn optional(fields: &Fields, name: &str, usual: f64) -> Option<f64> {
    if fields.get(name).trim().is_empty() { Some(usual) } else { number(fields.get(name)) }
}

/// "9:15" as minutes after midnight.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.get(..2)?.parse::<u16>().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn scale(fields: &Fields) -> Result<Scale, &'static str> {
    if let Some(scale) = preset(fields.get("scale")) {
        return Ok(scale);
    }
    let mut steps = Vec::new();
    for (from, grade) in fields.all("scale-from").zip(fields.all("scale-grade")) {
        match (from.trim(), grade.trim()) {
            ("", "") => {}
            (from, grade) => {
                let from = number(from).ok_or("plan-error-scale-share")?;
                steps.push(ScaleStep { from: from / 100.0, grade: grade.to_owned() });
            }
        }
    }
    Scale::new(steps).map_err(|wrong| match wrong {
        InvalidScale::Length(_) => "plan-error-scale-empty",
        InvalidScale::Start => "plan-error-scale-start",
        InvalidScale::Share(_) => "plan-error-scale-share",
        InvalidScale::Name(_) => "plan-error-scale-name",
    })
}

/// The rows of the own table: as they were sent, else those of this scale if they are few, else of school grades; and some
/// to fill in. Highest grade first, as people write them.
pub fn rows(l: Locale, fields: &Fields, scale: Option<&Scale>) -> Vec<(String, String)> {
    let sent: Vec<(String, String)> = fields
        .all("scale-from")
        .zip(fields.all("scale-grade"))
        .filter(|(from, grade)| !from.trim().is_empty() || !grade.trim().is_empty())
        .map(|(from, grade)| (from.to_owned(), grade.to_owned()))
        .collect();
    let school = Scale::school();
    let scale = scale.filter(|scale| scale.steps().len() <= ROWS_SHOWN).unwrap_or(&school);
    let of_scale = || scale.steps().iter().rev().map(|step| (decimal(l, step.from * 100.0, 1), step.grade.clone()));
    let mut rows = if sent.is_empty() { of_scale().collect() } else { sent };
    rows.resize(rows.len() + SPARE_ROWS, (String::new(), String::new()));
    rows
}

/// An exam as the form's fields.
pub fn fields_of(l: Locale, exam: &NewExam, version: i64) -> Fields {
    let percent = |share: f64| decimal(l, share * 100.0, 1);
    let as_grade = |share: f64| {
        let named = exam.scale.steps().iter().find(|step| (step.from - share).abs() < 1e-9);
        match named {
            Some(step) if word_of(&exam.scale) != "percent" => step.grade.clone(),
            _ => format!("{} %", percent(share)),
        }
    };
    let mut fields = vec![
        ("version".to_owned(), version.to_string()),
        ("name".into(), exam.name.clone()),
        ("day".into(), exam.day.to_iso()),
        ("time".into(), exam.minute.map(|m| format!("{:02}:{:02}", m / 60, m % 60)).unwrap_or_default()),
        ("target".into(), as_grade(exam.target)),
        ("pass".into(), as_grade(exam.pass)),
        ("scale".into(), word_of(&exam.scale).to_owned()),
        ("after".into(), exam.after.as_str().to_owned()),
        ("weight".into(), decimal(l, exam.weight, 2)),
        ("questions".into(), exam.questions.count.to_string()),
        ("recall".into(), percent(exam.questions.recall_share)),
        ("guess".into(), exam.questions.guess.to_string()),
    ];
    for (id, weight) in exam.topics.iter().filter(|(_, weight)| *weight > 0.0) {
        fields.push(("topic".into(), id.to_string()));
        fields.push((format!("weight-{id}"), decimal(l, *weight, 2)));
    }
    Fields(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(more: &[(&str, &str)]) -> Fields {
        let usual = [("name", "Midterm"), ("day", "2026-12-07"), ("target", "80 %"), ("scale", "percent")];
        let all = more.iter().chain(usual.iter().filter(|(name, _)| !more.iter().any(|(n, _)| n == name)));
        Fields(all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn keys(fields: &Fields) -> Vec<String> {
        match read(fields, &[], &[]) {
            Err(Error::Invalid { fields }) => {
                fields.into_iter().map(|(field, key)| format!("{field}: {key}")).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_goal_is_a_share_or_a_grade_of_the_scale() {
        assert_eq!(read(&sent(&[]), &[], &[]).unwrap().target, 0.8);
        let school = read(&sent(&[("scale", "school"), ("target", "2")]), &[], &[]).unwrap();
        assert_eq!((school.target, school.pass), (0.7, 0.4));
        assert_eq!(read(&sent(&[("target", "82,5 %")]), &[], &[]).unwrap().target, 0.825);
        assert_eq!(keys(&sent(&[("scale", "school"), ("target", "7")])), ["target: plan-error-target"]);
        assert_eq!(keys(&sent(&[("target", "120 %")])), ["target: plan-error-target"]);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let fields =
            sent(&[("day", "tomorrow"), ("time", "25:00"), ("target", ""), ("questions", "1.5"), ("weight", "0")]);
        let wrong = keys(&fields);
        assert_eq!(wrong.len(), 5, "{wrong:?}");
    }

    #[test]
    fn an_own_table_needs_a_lowest_grade_and_different_names() {
        let table = |rows: &[(&str, &str)]| {
            let mut fields = sent(&[("scale", "own")]);
            for (from, grade) in rows {
                fields.0.push(("scale-from".into(), (*from).into()));
                fields.0.push(("scale-grade".into(), (*grade).into()));
            }
            fields
        };
        let good = read(&table(&[("60", "pass"), ("0", "fail"), ("", "")]), &[], &[]).unwrap();
        assert_eq!(good.scale.step_of(0.6).grade, "pass");
        assert_eq!(keys(&table(&[("60", "pass")])), ["scale: plan-error-scale-start"]);
        assert_eq!(keys(&table(&[])), ["scale: plan-error-scale-empty"]);
        assert_eq!(keys(&table(&[("0", "x"), ("50", "x")])), ["scale: plan-error-scale-name"]);
        assert_eq!(keys(&table(&[("0", "x"), ("half", "y")])), ["scale: plan-error-scale-share"]);
    }

    #[test]
    fn an_exam_comes_back_from_its_own_fields() {
        let mut exam = NewExam::named("Biology", StudyDay::from_iso("2026-12-11").unwrap());
        exam.scale = Scale::chamber();
        exam.target = 0.81;
        exam.minute = Some(9 * 60 + 5);
        for l in Locale::ALL {
            assert_eq!(read(&fields_of(l, &exam, 3), &[], &[]).unwrap(), exam, "{l:?}");
        }
    }
}
