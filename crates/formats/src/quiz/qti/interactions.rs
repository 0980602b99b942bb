//! What each interaction asks.

use super::declarations::{Response, Tolerance};
use super::html::{Files, rich};
use super::item::Said;
use crate::notice;
use crate::notice::Notice;
use crate::quiz::report::short;
use crate::quiz::xml::Element;
use crate::quiz::{
    Accept, Answer, Ask, Choice, Decimal, Essay, Layout, Match, Numeric, NumericAnswer, Order, OrderGrading,
    OrderLayout, Pair, Part, PartAsk, PartChoice, Short, Text,
};

/// An interaction that stands alone.
pub fn block(
    interaction: &Element,
    response: &Response,
    grader: Option<Text>,
    said: &mut Said,
    files: &mut Files,
) -> Result<Ask, Notice> {
    match interaction.name.as_str() {
        "choiceInteraction" => choice(interaction, response, said, files).map(Ask::Choice),
        "orderInteraction" => order(interaction, response, said, files).map(Ask::Order),
        "matchInteraction" => matching(interaction, response, said, files).map(Ask::Match),
        "extendedTextInteraction" => Ok(Ask::Essay(essay(interaction, response, grader))),
        other => Err(notice!("notice-qti-interaction", name = short(other))),
    }
}

/// A gap in a line.
pub enum Gap {
    /// One that may be a question of its own.
    Only(Ask),
    Part(Part),
}

impl Gap {
    pub fn into_part(self) -> Part {
        let ask = match self {
            Gap::Part(part) => return part,
            Gap::Only(Ask::Numeric(numeric)) => PartAsk::Numeric(numeric.answers),
            Gap::Only(Ask::Short(short)) => PartAsk::Short(short),
            Gap::Only(_) => PartAsk::Short(Short::default()),
        };
        Part { weight: 1, ask }
    }
}

pub fn part(interaction: &Element, response: &Response, files: &mut Files) -> Result<Gap, Notice> {
    if interaction.name == "inlineChoiceInteraction" {
        let (names, texts) = choices(interaction, "inlineChoice", files)?;
        let fractions = response.fractions(&names, true)?;
        let answers =
            texts.into_iter().zip(fractions).map(|((text, feedback), fraction)| Answer { text, fraction, feedback });
        let choice = PartChoice {
            answers: answers.collect(),
            layout: Layout::Dropdown,
            many: false,
            shuffle: is_true(interaction, "shuffle"),
        };
        return Ok(Gap::Part(Part { weight: 1, ask: PartAsk::Choice(choice) }));
    }
    let (answers, case_matters) = response.texts()?;
    if !matches!(response.base_type.as_str(), "integer" | "float") {
        return Ok(Gap::Only(Ask::Short(Short { answers, case_matters })));
    }
    let number = |answer: Answer| {
        let wrong = || notice!("notice-quiz-number", text = short(&answer.text.text));
        let value = Decimal::parse(&answer.text.text).ok_or_else(wrong)?;
        let tolerance = match response.tolerance {
            None => Decimal::zero(),
            Some(Tolerance::Absolute(tolerance)) => Decimal::from_f64(tolerance).ok_or_else(wrong)?,
            Some(Tolerance::Relative(percent)) => {
                Decimal::from_f64(value.value().abs() * percent / 100.0).ok_or_else(wrong)?
            }
        };
        Ok(NumericAnswer { accept: Accept::Near { value, tolerance }, fraction: answer.fraction, feedback: None })
    };
    let answers = answers.into_iter().map(number).collect::<Result<Vec<_>, Notice>>()?;
    Ok(Gap::Only(Ask::Numeric(Numeric { answers, ..Numeric::default() })))
}

fn is_true(element: &Element, name: &str) -> bool {
    element.attribute(name).is_some_and(|word| word == "true" || word == "1")
}

type Choices = (Vec<String>, Vec<(Text, Option<Text>)>);

/// Identifiers, and texts with the feedback that stands in them.
fn choices(interaction: &Element, name: &str, files: &mut Files) -> Result<Choices, Notice> {
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for choice in interaction.elements().filter(|element| element.name == name) {
        let identifier = choice.attribute("identifier").unwrap_or_default();
        let mut choice = choice.clone();
        let feedback = choice.take("feedbackInline").map(|feedback| rich(&feedback, files)).transpose()?;
        let text = rich(&choice, files)?;
        if text.is_empty() {
            return Err(notice!("notice-quiz-empty-answer"));
        }
        names.push(identifier.to_owned());
        texts.push((text, feedback.and_then(Text::if_any)));
    }
    match names.len() {
        0 => Err(notice!("notice-quiz-no-answer")),
        count if count > files.most_parts() => Err(notice!("notice-quiz-parts", most = files.most_parts())),
        _ => Ok((names, texts)),
    }
}

fn choice(interaction: &Element, response: &Response, said: &mut Said, files: &mut Files) -> Result<Choice, Notice> {
    let (names, texts) = choices(interaction, "simpleChoice", files)?;
    let single = interaction.attribute("maxChoices").unwrap_or("1") == "1";
    let fractions = response.fractions(&names, single)?;
    let is_mapped = response.rule == super::declarations::Rule::Mapped && response.mapping.is_some();
    let mut answers = Vec::new();
    for ((name, (text, feedback)), fraction) in names.iter().zip(texts).zip(fractions) {
        let feedback = match feedback {
            Some(feedback) => Some(feedback),
            None => said.to(name, files)?,
        };
        answers.push(Answer { text, fraction, feedback });
    }
    Ok(Choice {
        answers,
        single,
        all_or_nothing: !single && !is_mapped,
        shuffle: is_true(interaction, "shuffle"),
        combined: said.combined(files)?,
        ..Choice::default()
    })
}

fn order(interaction: &Element, response: &Response, said: &mut Said, files: &mut Files) -> Result<Order, Notice> {
    let (names, texts) = choices(interaction, "simpleChoice", files)?;
    let mut left: Vec<(String, Text)> = names.into_iter().zip(texts.into_iter().map(|(text, _)| text)).collect();
    let mut items = Vec::new();
    for name in &response.correct {
        let at = left.iter().position(|(other, _)| other == name).ok_or_else(|| notice!("notice-qti-order"))?;
        items.push(left.remove(at).1);
    }
    if !left.is_empty() || items.len() < 2 {
        return Err(notice!("notice-qti-order"));
    }
    let is_level = interaction.attribute("orientation") == Some("horizontal");
    Ok(Order {
        items,
        layout: if is_level { OrderLayout::Horizontal } else { OrderLayout::Vertical },
        grading: OrderGrading::AllOrNothing,
        combined: said.combined(files)?,
        ..Order::default()
    })
}

/// Each of one side belongs to exactly one of the other.
fn matching(interaction: &Element, response: &Response, said: &mut Said, files: &mut Files) -> Result<Match, Notice> {
    let sets: Vec<&Element> = interaction.elements().filter(|element| element.name == "simpleMatchSet").collect();
    let [first, second] = sets.as_slice() else { return Err(notice!("notice-qti-match")) };
    let first = choices(first, "simpleAssociableChoice", files)?;
    let second = choices(second, "simpleAssociableChoice", files)?;
    let pairs = response.pairs();
    let turned = pairs.iter().map(|(a, b)| (*b, *a)).collect::<Vec<_>>();
    let (pairs, extra) = paired(&first, &second, &pairs)
        .or_else(|| paired(&second, &first, &turned))
        .ok_or_else(|| notice!("notice-qti-match"))?;
    Ok(Match { pairs, extra, shuffle: is_true(interaction, "shuffle"), combined: said.combined(files)? })
}

fn paired(from: &Choices, to: &Choices, pairs: &[(&str, &str)]) -> Option<(Vec<Pair>, Vec<Text>)> {
    let mut used = vec![false; to.0.len()];
    let mut found = Vec::new();
    for (name, (text, _)) in from.0.iter().zip(&from.1) {
        let mut mine = pairs.iter().filter(|(source, _)| source == name);
        let ((_, target), None) = (mine.next()?, mine.next()) else { return None };
        let at = to.0.iter().position(|other| other == target)?;
        used[at] = true;
        found.push(Pair { text: text.clone(), answer: to.1[at].0.clone() });
    }
    let is_all = pairs.len() == found.len();
    let extra = to.1.iter().zip(&used).filter(|(_, used)| !**used).map(|((text, _), _)| text.clone()).collect();
    is_all.then_some((found, extra))
}

fn essay(interaction: &Element, response: &Response, grader: Option<Text>) -> Essay {
    let sample = response.correct.join("\n");
    let sample = Text::plain(sample.trim()).if_any();
    let is_plain = interaction.attribute("format").is_some_and(|format| format != "xhtml");
    let number = |name| interaction.attribute(name).and_then(|number| number.parse().ok());
    Essay {
        grader_info: grader.or(sample),
        response: if is_plain { crate::quiz::Response::Plain } else { crate::quiz::Response::Editor },
        lines: number("expectedLines"),
        ..Essay::default()
    }
}
