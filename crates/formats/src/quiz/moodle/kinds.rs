//! What each of Moodle's kinds of question has beside the text.

use super::read::{Reader, words};
use crate::notice;
use crate::notice::Notice;
use crate::quiz::report::short as quoted;
use crate::quiz::xml::Element;
use crate::quiz::{
    Accept, Answer, Ask, Choice, Decimal, Essay, Format, GapChoice, Gaps, Match, Numbering, Numeric, NumericAnswer,
    Order, OrderGrading, OrderLayout, Pair, Response, Select, Short, Text, TrueFalse, Unit, UnitRules,
};

pub fn choice(reader: &mut Reader, element: &mut Element, format: Format) -> Result<Ask, Notice> {
    let answers = plain_answers(reader, element, format, format)?;
    Ok(Ask::Choice(Choice {
        answers,
        single: reader.flag(element, "single", true),
        all_or_nothing: false,
        shuffle: reader.flag(element, "shuffleanswers", false),
        numbering: reader.word(element, "answernumbering", Numbering::parse),
        shows_instruction: reader.flag(element, "showstandardinstruction", true),
        combined: reader.combined(element, format)?,
    }))
}

/// At least one, with nothing but text and feedback.
fn plain_answers(
    reader: &mut Reader,
    element: &mut Element,
    text_format: Format,
    format: Format,
) -> Result<Vec<Answer>, Notice> {
    let answers = reader.answers(element, text_format, format)?;
    if answers.is_empty() {
        return Err(notice!("notice-quiz-no-answer"));
    }
    let plain = |(answer, rest)| {
        reader.leftover(&rest);
        answer
    };
    Ok(answers.into_iter().map(plain).collect())
}

pub fn true_false(reader: &mut Reader, element: &mut Element, format: Format) -> Result<Ask, Notice> {
    let answers = plain_answers(reader, element, Format::Moodle, format)?;
    let [one, other]: [Answer; 2] = answers.try_into().map_err(|_| notice!("notice-moodle-true-false"))?;
    // old files have the words of their language, the true one first
    let is_swapped = one.text.text == "false" || other.text.text == "true";
    let (yes, no) = if is_swapped { (other, one) } else { (one, other) };
    if (yes.fraction == 100.0) == (no.fraction == 100.0) {
        return Err(notice!("notice-moodle-true-false"));
    }
    Ok(Ask::TrueFalse(TrueFalse { truth: yes.fraction == 100.0, when_true: yes.feedback, when_false: no.feedback }))
}

pub fn short(reader: &mut Reader, element: &mut Element, format: Format) -> Result<Ask, Notice> {
    let answers = plain_answers(reader, element, Format::Moodle, format)?;
    Ok(Ask::Short(Short { answers, case_matters: reader.flag(element, "usecase", false) }))
}

pub fn numeric(reader: &mut Reader, element: &mut Element, format: Format) -> Result<Ask, Notice> {
    let mut answers = Vec::new();
    for (answer, mut rest) in reader.answers(element, Format::Moodle, format)? {
        let tolerance = reader.setting(&mut rest, "tolerance").unwrap_or_else(|| "0".into());
        reader.leftover(&rest);
        let accept = accept(&answer.text.text, &tolerance)?;
        answers.push(NumericAnswer { accept, fraction: answer.fraction, feedback: answer.feedback });
    }
    if answers.is_empty() {
        return Err(notice!("notice-quiz-no-answer"));
    }
    let mut units = Vec::new();
    if let Some(mut list) = element.take("units") {
        for mut unit in reader.parts(&mut list, "unit")? {
            let multiplier = reader.setting(&mut unit, "multiplier").unwrap_or_else(|| "1".into());
            let multiplier = decimal(&multiplier)?;
            let name = reader.setting(&mut unit, "unit_name");
            units.extend(name.map(|name| Unit { name, multiplier }));
        }
        reader.leftover(&list);
    }
    let has_rules =
        ["unitgradingtype", "unitpenalty", "showunits", "unitsleft"].iter().any(|name| element.child(name).is_some());
    let rules = UnitRules {
        grading: reader.number(element, "unitgradingtype").unwrap_or(0),
        penalty: reader.number(element, "unitpenalty").unwrap_or(0.1),
        shown: reader.number(element, "showunits").unwrap_or(if units.is_empty() { 3 } else { 0 }),
        left: reader.flag(element, "unitsleft", false),
    };
    Ok(Ask::Numeric(Numeric { answers, units, unit_rules: has_rules.then_some(rules) }))
}

/// A number and how far from it is right; `*` is any.
pub fn accept(number: &str, tolerance: &str) -> Result<Accept, Notice> {
    if number.trim() == "*" {
        return Ok(Accept::Any);
    }
    let (value, tolerance) = (decimal(number)?, decimal(tolerance)?);
    match tolerance.is_negative() {
        true => Err(notice!("notice-quiz-number", text = tolerance.to_string())),
        false => Ok(Accept::Near { value, tolerance }),
    }
}

fn decimal(text: &str) -> Result<Decimal, Notice> {
    Decimal::parse(text).ok_or_else(|| notice!("notice-quiz-number", text = quoted(text)))
}

pub fn essay(reader: &mut Reader, element: &mut Element, format: Format) -> Result<Ask, Notice> {
    let words = |number: Option<u32>| number.filter(|words| *words > 0);
    Ok(Ask::Essay(Essay {
        template: reader.take_rich(element, "responsetemplate", format)?,
        grader_info: reader.take_rich(element, "graderinfo", format)?,
        response: reader.word(element, "responseformat", Response::parse),
        optional: !reader.flag(element, "responserequired", true),
        lines: reader.number(element, "responsefieldlines"),
        least_words: words(reader.number(element, "minwordlimit")),
        most_words: words(reader.number(element, "maxwordlimit")),
        attachments: reader.number(element, "attachments").unwrap_or(0),
        attachments_required: reader.number(element, "attachmentsrequired").unwrap_or(0),
        largest_attachment: reader.number::<u32>(element, "maxbytes").map(u64::from).filter(|bytes| *bytes > 0),
        attachment_types: reader.setting(element, "filetypeslist"),
    }))
}

pub fn matching(reader: &mut Reader, element: &mut Element, format: Format) -> Result<Ask, Notice> {
    let mut matched = Match { shuffle: reader.flag(element, "shuffleanswers", true), ..Match::default() };
    for mut pair in reader.parts(element, "subquestion")? {
        let text = reader.rich(&mut pair, format)?;
        let answer = pair.take("answer").map(words).unwrap_or_default();
        reader.leftover(&pair);
        let answer = Text::plain(answer);
        match (text.is_empty(), answer.is_empty()) {
            (false, false) => matched.pairs.push(Pair { text, answer }),
            (true, false) => matched.extra.push(answer),
            (false, true) => return Err(notice!("notice-moodle-pair", text = quoted(&text.text))),
            (true, true) => {}
        }
    }
    if matched.pairs.is_empty() {
        return Err(notice!("notice-quiz-no-answer"));
    }
    matched.combined = reader.combined(element, format)?;
    Ok(Ask::Match(matched))
}

pub fn gaps(reader: &mut Reader, element: &mut Element, text: &Text, name: &str) -> Result<Gaps, Notice> {
    let mut gaps = Gaps { shuffle: reader.flag(element, "shuffleanswers", false), ..Gaps::default() };
    for mut choice in reader.parts(element, name)? {
        let group = reader.number(&mut choice, "group").unwrap_or(1);
        let infinite = reader.mark(&mut choice, "infinite");
        gaps.choices.push(GapChoice { text: words(choice), group, infinite });
    }
    gaps.combined = reader.combined(element, text.format)?;
    let mut numbers = gap_numbers(&text.text).peekable();
    if numbers.peek().is_none() {
        return Err(notice!("notice-moodle-no-gap"));
    }
    match numbers.find(|number| gaps.choices.get(number.wrapping_sub(1)).is_none()) {
        Some(number) => Err(notice!("notice-moodle-gap", number = number)),
        None => Ok(gaps),
    }
}

/// The numbers of `[[1]]` in a text.
pub fn gap_numbers(text: &str) -> impl Iterator<Item = usize> {
    text.split("[[").skip(1).filter_map(|rest| {
        let (number, _) = rest.split_once("]]")?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok()).flatten()
    })
}

pub fn order(reader: &mut Reader, element: &mut Element, format: Format) -> Result<Ask, Notice> {
    let numbering = reader.setting(element, "numberingstyle");
    let mut order = Order {
        layout: reader.word(element, "layouttype", |word| OrderLayout::parse(&word.to_uppercase())),
        select: reader.word(element, "selecttype", |word| Select::parse(&word.to_uppercase())),
        select_count: reader.number(element, "selectcount").unwrap_or(0),
        grading: reader.word(element, "gradingtype", |word| OrderGrading::parse(&word.to_uppercase())),
        shows_grading: reader.setting(element, "showgrading").is_none_or(|word| word != "HIDE" && word != "0"),
        numbering: numbering.as_deref().and_then(Numbering::parse),
        combined: reader.combined(element, format)?,
        items: Vec::new(),
    };
    if let (Some(style), None) = (&numbering, order.numbering) {
        reader.note(notice!("notice-quiz-setting", name = "numberingstyle", value = quoted(style)));
    }
    for mut item in reader.parts(element, "answer")? {
        let text = reader.rich(&mut item, format)?;
        // their fractions are places
        reader.leftover(&item);
        if text.is_empty() {
            reader.note(notice!("notice-quiz-empty-answer"));
        } else {
            order.items.push(text);
        }
    }
    if order.items.len() < 2 {
        return Err(notice!("notice-quiz-no-answer"));
    }
    Ok(Ask::Order(order))
}
