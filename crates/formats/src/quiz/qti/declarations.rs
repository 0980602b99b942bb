//! What is right, and what it is worth: response declarations and the rules that use them.

use crate::notice;
use crate::notice::Notice;
use crate::quiz::xml::Element;
use crate::quiz::{Answer, Decimal, Text};

#[derive(Debug, Default)]
pub struct Response {
    pub identifier: String,
    /// `identifier`, `string`, `integer`, `float`, `directedPair` …
    pub base_type: String,
    pub correct: Vec<String>,
    pub mapping: Option<Mapping>,
    pub rule: Rule,
    /// How far a number may be off, if the rules say so.
    pub tolerance: Option<Tolerance>,
}

#[derive(Debug, Default)]
pub struct Mapping {
    /// What is worth how much, and whether case matters.
    pub entries: Vec<(String, f64, bool)>,
    pub default: f64,
    pub upper: Option<f64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rule {
    /// All or nothing, by the correct response.
    #[default]
    Correct,
    /// Points by the mapping.
    Mapped,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    Absolute(f64),
    /// Percent of the right number.
    Relative(f64),
}

/// The responses of an item. `is_custom` is called when its rules are more than what is read here.
pub fn read(root: &mut Element, is_custom: &mut dyn FnMut()) -> Result<Vec<Response>, Notice> {
    let mut responses: Vec<Response> = root.take_all("responseDeclaration").iter().map(response).collect();
    let Some(processing) = root.take("responseProcessing") else { return Ok(responses) };
    let template = processing.attribute("template").or(processing.attribute("templateLocation")).unwrap_or_default();
    if template.contains("map_response") {
        responses.iter_mut().for_each(|response| response.rule = Rule::Mapped);
        return Ok(responses);
    }
    if template.contains("match") {
        return Ok(responses);
    }
    if processing.elements().next().is_some() || !template.is_empty() {
        is_custom();
    }
    let rules = processing.descendants();
    for response in &mut responses {
        let names = |element: &&&Element, name| {
            element.name == name && element.attribute("identifier") == Some(&response.identifier)
        };
        if rules.iter().any(|element| names(&element, "mapResponse")) {
            response.rule = Rule::Mapped;
        }
        let equal = rules
            .iter()
            .find(|element| element.name == "equal" && element.elements().any(|inner| names(&&inner, "variable")));
        response.tolerance = equal.and_then(|equal| tolerance(equal));
    }
    Ok(responses)
}

fn response(declaration: &Element) -> Response {
    let attribute = |name| declaration.attribute(name).unwrap_or_default().to_owned();
    let values = |parent: &Element| {
        let values = parent.elements().filter(|element| element.name == "value");
        values.map(|value| value.all_text().trim().to_owned()).collect()
    };
    Response {
        identifier: attribute("identifier"),
        base_type: attribute("baseType"),
        correct: declaration.child("correctResponse").map(values).unwrap_or_default(),
        mapping: declaration.child("mapping").map(mapping),
        rule: Rule::Correct,
        tolerance: None,
    }
}

fn mapping(mapping: &Element) -> Mapping {
    let number = |element: &Element, name| element.attribute(name).and_then(finite);
    let entry = |entry: &Element| {
        let key = entry.attribute("mapKey")?.to_owned();
        let case = entry.attribute("caseSensitive").is_none_or(|word| word != "false" && word != "0");
        Some((key, number(entry, "mappedValue")?, case))
    };
    Mapping {
        entries: mapping.elements().filter(|element| element.name == "mapEntry").filter_map(entry).collect(),
        default: number(mapping, "defaultValue").unwrap_or(0.0),
        upper: number(mapping, "upperBound"),
    }
}

fn finite(text: &str) -> Option<f64> {
    Decimal::parse(text).map(|number| number.value())
}

/// `<equal toleranceMode="absolute" tolerance="0.5 0.5">`, the same on both sides.
fn tolerance(equal: &Element) -> Option<Tolerance> {
    let numbers: Option<Vec<f64>> = equal.attribute("tolerance")?.split_whitespace().map(finite).collect();
    let numbers = numbers?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    if first != last || first < 0.0 {
        return None;
    }
    match equal.attribute("toleranceMode") {
        Some("absolute") => Some(Tolerance::Absolute(first)),
        Some("relative") => Some(Tolerance::Relative(first)),
        _ => None,
    }
}

impl Response {
    /// What each of these identifiers is worth in percent, the whole being 100. `single`: only one may be given.
    pub fn fractions(&self, identifiers: &[String], single: bool) -> Result<Vec<f64>, Notice> {
        let is_known = |name: &String| identifiers.contains(name);
        if let (Rule::Mapped, Some(mapping)) = (self.rule, &self.mapping) {
            let worth = |name: &String| {
                mapping.entries.iter().find(|(key, ..)| key == name).map_or(mapping.default, |(_, value, _)| *value)
            };
            let worths: Vec<f64> = identifiers.iter().map(worth).collect();
            let positive = worths.iter().copied().filter(|worth| *worth > 0.0);
            let most = match single {
                true => positive.fold(0.0, f64::max),
                false => positive.sum::<f64>().min(mapping.upper.filter(|upper| *upper > 0.0).unwrap_or(f64::INFINITY)),
            };
            if most <= 0.0 || mapping.entries.iter().any(|(key, ..)| !is_known(key)) {
                return Err(notice!("notice-qti-no-right"));
            }
            return Ok(worths.into_iter().map(|worth| percent(worth / most)).collect());
        }
        if self.correct.is_empty() || !self.correct.iter().all(is_known) || single && self.correct.len() > 1 {
            return Err(notice!("notice-qti-no-right"));
        }
        let share = percent(1.0 / self.correct.len() as f64);
        Ok(identifiers.iter().map(|name| if self.correct.contains(name) { share } else { 0.0 }).collect())
    }

    /// Texts that are right, and whether case matters.
    pub fn texts(&self) -> Result<(Vec<Answer>, bool), Notice> {
        // a star has no meaning there
        let answer =
            |text: &str, fraction| Answer { text: Text::plain(text.replace('*', "\\*")), fraction, feedback: None };
        if let (Rule::Mapped, Some(mapping)) = (self.rule, &self.mapping) {
            let most = mapping.entries.iter().map(|(_, worth, _)| *worth).fold(0.0, f64::max);
            let entries = mapping.entries.iter().filter(|(key, ..)| !key.trim().is_empty());
            let answers = entries.map(|(key, worth, _)| answer(key.trim(), percent(worth / most))).collect();
            let case = mapping.entries.iter().any(|(.., case)| *case);
            return if most > 0.0 { Ok((answers, case)) } else { Err(notice!("notice-qti-no-right")) };
        }
        let answers: Vec<Answer> =
            self.correct.iter().filter(|text| !text.is_empty()).map(|text| answer(text, 100.0)).collect();
        if answers.is_empty() { Err(notice!("notice-qti-no-right")) } else { Ok((answers, true)) }
    }

    /// Pairs that are right.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let keys: Vec<&str> = match (self.rule, &self.mapping) {
            (Rule::Mapped, Some(mapping)) => {
                mapping.entries.iter().filter(|(_, worth, _)| *worth > 0.0).map(|(key, ..)| key.as_str()).collect()
            }
            _ => self.correct.iter().map(String::as_str).collect(),
        };
        keys.into_iter()
            .filter_map(|key| key.trim().split_once(char::is_whitespace))
            .map(|(a, b)| (a, b.trim()))
            .collect()
    }
}

fn percent(share: f64) -> f64 {
    ((share * 100.0).clamp(-100.0, 100.0) * 1e7).round() / 1e7
}
