//! The graded kinds as the fields of a form, and back: what has several parts is written as lines.

use super::content::{joined, lines, unix};
use crate::frame::Fields;
use formats::item::{Field, Kind};
use formats::question::{Ask, Fill, Pair, Question, Remark};
use grading::{Accepted, Criterion, NumericAnswer, Partial, Step};
use studium_core::Error;

/// Between the two sides of a pair, and between an answer and what is said to it.
const BETWEEN: &str = " :: ";

/// The kinds that are questions.
pub const QUESTIONS: [Kind; 7] =
    [Kind::Numeric, Kind::Formula, Kind::Gaps, Kind::Match, Kind::Order, Kind::FreeText, Kind::Worked];

/// Reads a question of this kind out of a form. `before`: the stored one, for how its texts are written.
///
/// # Errors
/// `Invalid` on the field that cannot be read.
pub fn read(fields: &Fields, kind: Kind, prompt: Field, before: Option<&Question>) -> Result<Question, Error> {
    let optional = |name: &str| Some(Field::markdown(unix(fields.get(name)).trim())).filter(|f| !f.is_blank());
    let partial = if fields.has("all_or_nothing") { Partial::AllOrNothing } else { Partial::PerPart };
    let field_lines = |name: &str| lines(fields.get(name)).map(Field::markdown).collect::<Vec<_>>();
    let ask = match kind {
        Kind::Numeric => Ask::Numeric {
            answers: lines(fields.get("answers")).map(|line| number(&line)).collect::<Result<_, _>>()?,
            unit: Some(fields.get("unit").trim().to_owned()).filter(|unit| !unit.is_empty()),
            unit_required: fields.has("unit_required"),
        },
        Kind::Formula => Ask::Formula { answers: lines(fields.get("answers")).map(|line| formula(&line)).collect() },
        Kind::Gaps => Ask::Gaps {
            fill: Fill::ALL.into_iter().find(|fill| fill.as_str() == fields.get("fill")).unwrap_or_default(),
            words: lines(fields.get("words")).collect(),
            partial,
        },
        Kind::Match => Ask::Match {
            pairs: lines(fields.get("pairs")).map(|line| pair(&line)).collect::<Result<_, _>>()?,
            extra: field_lines("extra_rights"),
            partial,
        },
        Kind::Order => Ask::Order { entries: field_lines("entries"), partial },
        Kind::FreeText => Ask::FreeText {
            rubric: lines(fields.get("rubric")).map(|line| criterion(&line)).collect(),
            model: optional("model"),
        },
        Kind::Worked => Ask::Worked { steps: lines(fields.get("steps")).map(|line| step(&line)).collect() },
        _ => return Err(Error::invalid("kind", "error-field")),
    };
    let format = before.map(|question| question.prompt.format).unwrap_or_default();
    let mut remarks = lines(fields.get("remarks")).map(|line| remark(&line)).collect::<Result<Vec<_>, _>>()?;
    let of_gaps = before.iter().flat_map(|question| &question.remarks).filter(|remark| remark.gap.is_some());
    remarks.extend(of_gaps.filter(|_| kind == Kind::Gaps).cloned());
    Ok(Question {
        prompt: Field { format, ..prompt },
        hints: field_lines("hints"),
        explanation: optional("explanation"),
        remarks,
        ask,
    })
}

/// The form's fields for a question, beside those of every kind.
pub fn write(question: &Question) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    let texts = |fields: &[Field]| joined(fields.iter().map(|field| field.text.as_str()));
    put("hints", texts(&question.hints));
    let said = |r: &Remark| format!("{}{BETWEEN}{}", r.answer, r.feedback.text);
    let whole = question.remarks.iter().filter(|remark| remark.gap.is_none());
    put("remarks", joined(whole.map(said).collect::<Vec<_>>().iter().map(String::as_str)));
    let all = |partial: &Partial| if *partial == Partial::AllOrNothing { "on".to_owned() } else { String::new() };
    let all_lines = |lines: Vec<String>| joined(lines.iter().map(String::as_str));
    match &question.ask {
        Ask::Numeric { answers, unit, unit_required } => {
            put("answers", all_lines(answers.iter().map(number_line).collect()));
            put("unit", unit.clone().unwrap_or_default());
            if *unit_required {
                put("unit_required", "on".to_owned());
            }
        }
        Ask::Formula { answers } => {
            put("answers", all_lines(answers.iter().map(|a| with_share(a.score, &a.text)).collect()));
        }
        Ask::Gaps { fill, words, partial } => {
            put("fill", fill.as_str().to_owned());
            put("words", joined(words.iter().map(String::as_str)));
            put("all_or_nothing", all(partial));
        }
        Ask::Match { pairs, extra, partial } => {
            let line = |pair: &Pair| format!("{}{BETWEEN}{}", pair.left.text, pair.right.text);
            put("pairs", all_lines(pairs.iter().map(line).collect()));
            put("extra_rights", texts(extra));
            put("all_or_nothing", all(partial));
        }
        Ask::Order { entries, partial } => {
            put("entries", texts(entries));
            put("all_or_nothing", all(partial));
        }
        Ask::FreeText { rubric, model } => {
            let line = |c: &Criterion| {
                let label = if c.text.is_empty() { String::new() } else { format!("{BETWEEN}{}", c.text) };
                format!("{}: {}{label}", c.points, c.phrases.join(" | "))
            };
            put("rubric", all_lines(rubric.iter().map(line).collect()));
            put("model", model.as_ref().map(|model| model.text.clone()).unwrap_or_default());
        }
        Ask::Worked { steps } => {
            put("steps", all_lines(steps.iter().map(|step| format!("{}: {}", step.points, step.text)).collect()));
        }
    }
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

/// `9.81`, `9.81 ± 1%`, `2 … 3`, `%50% 9.8`.
fn number(line: &str) -> Result<NumericAnswer, Error> {
    let (score, line) = share(line);
    let line = line.replace("+-", "±").replace("...", "…");
    let answer = match (line.split_once('±'), line.split_once('…')) {
        (Some((value, tolerance)), _) => {
            let tolerance = tolerance.trim().parse().map_err(|_| Error::invalid("answers", "item-tolerance-wrong"))?;
            NumericAnswer { tolerance: Some(tolerance), ..NumericAnswer::new(value.trim()) }
        }
        (None, Some((low, high))) => {
            NumericAnswer { up_to: Some(high.trim().to_owned()), ..NumericAnswer::new(low.trim()) }
        }
        (None, None) => NumericAnswer::new(line.trim()),
    };
    Ok(NumericAnswer { score, ..answer })
}

fn number_line(answer: &NumericAnswer) -> String {
    let line = match (&answer.up_to, &answer.tolerance) {
        (Some(high), _) => format!("{} … {high}", answer.value),
        (None, Some(tolerance)) => format!("{} ± {tolerance}", answer.value),
        (None, None) => answer.value.clone(),
    };
    with_share(answer.score, &line)
}

fn formula(line: &str) -> Accepted {
    let (score, text) = share(line);
    Accepted { score, ..Accepted::new(text) }
}

/// `%50% …`: what counts half.
fn share(line: &str) -> (f64, &str) {
    let found = line.strip_prefix('%').and_then(|rest| rest.split_once('%'));
    match found.and_then(|(share, text)| Some((share.trim().parse::<f64>().ok()?, text))) {
        Some((share, text)) if share.is_finite() => ((share / 100.0).clamp(0.0, 1.0), text.trim()),
        _ => (1.0, line),
    }
}

fn with_share(score: f64, text: &str) -> String {
    if score == 1.0 { text.to_owned() } else { format!("%{}% {text}", score * 100.0) }
}

fn pair(line: &str) -> Result<Pair, Error> {
    let (left, right) = line.split_once(BETWEEN).ok_or_else(|| Error::invalid("pairs", "item-pair-wrong"))?;
    Ok(Pair { left: Field::markdown(left.trim()), right: Field::markdown(right.trim()) })
}

fn remark(line: &str) -> Result<Remark, Error> {
    let (answer, feedback) = line.split_once(BETWEEN).ok_or_else(|| Error::invalid("remarks", "item-remark-wrong"))?;
    Ok(Remark { answer: answer.trim().to_owned(), feedback: Field::markdown(feedback.trim()), gap: None })
}

/// `2: phrase | other phrase :: how the point is said`.
fn criterion(line: &str) -> Criterion {
    let (points, line) = points(line);
    let (phrases, text) = line.split_once(BETWEEN).unwrap_or((line, ""));
    let phrases = phrases.split('|').map(str::trim).filter(|phrase| !phrase.is_empty()).map(str::to_owned);
    Criterion { points, phrases: phrases.collect(), text: text.trim().to_owned() }
}

fn step(line: &str) -> Step {
    let (points, text) = points(line);
    Step { points, text: text.to_owned() }
}

/// `2: …`; without a number one point.
fn points(line: &str) -> (f64, &str) {
    let found = line.split_once(':').and_then(|(points, rest)| {
        let points: f64 = points.trim().parse().ok()?;
        (points > 0.0 && points <= 1_000.0).then_some((points, rest.trim()))
    });
    found.unwrap_or((1.0, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_written() {
        for line in ["9.81 ± 1%", "2 … 3", "%50% 9.8", "1/3", "5 ± 3sf"] {
            assert_eq!(number_line(&number(line).expect("a number")), line);
        }
        assert_eq!(number("5 +- 0.1").map(|a| a.tolerance), Ok(Some(grading::Tolerance::Absolute(0.1))));
        assert_eq!(number("5 ± much"), Err(Error::invalid("answers", "item-tolerance-wrong")));
        assert_eq!(pair("a = b"), Err(Error::invalid("pairs", "item-pair-wrong")));
        assert_eq!((step("2: then").points, step("time 12:30").text.as_str()), (2.0, "time 12:30"));
        let point = criterion("2: light | rays :: names light");
        assert_eq!((point.points, point.phrases.len(), point.label()), (2.0, 2, "names light"));
    }
}
