//! One `assessmentItem`.

use super::declarations::{self, Response};
use super::html::{Body, Files, is_inline, rich};
use super::interactions;
use crate::notice;
use crate::notice::Notice;
use crate::quiz::report::{one_line, short};
use crate::quiz::xml::Element;
use crate::quiz::{Ask, Combined, Question, Text};

pub fn read(mut root: Element, files: &mut Files) -> Result<Question, Notice> {
    match root.name.as_str() {
        "assessmentItem" => {}
        "assessmentTest" => return Err(notice!("notice-qti-test")),
        "questestinterop" => return Err(notice!("notice-qti-version", version = "1.2")),
        "qti-assessment-item" => return Err(notice!("notice-qti-version", version = "3")),
        other => return Err(notice!("notice-qti-no-item", name = short(other))),
    }
    if root.longest(&[]) > files.longest_text() {
        return Err(notice!("notice-quiz-text-long", most = files.longest_text() / 1_000));
    }
    if root.attribute("adaptive") == Some("true") {
        return Err(notice!("notice-qti-adaptive"));
    }
    if root.child("templateDeclaration").is_some() || root.child("templateProcessing").is_some() {
        return Err(notice!("notice-qti-template"));
    }
    let words = |name| root.attribute(name).map(one_line).filter(|words| !words.is_empty());
    let (id, name) = (words("identifier"), words("title"));
    let mut is_custom = false;
    let responses = declarations::read(&mut root, &mut || is_custom = true)?;
    let Some(item_body) = root.take("itemBody") else { return Err(notice!("notice-quiz-no-text")) };
    let mut body = Body::default();
    body.nodes(&item_body.children, files)?;
    let interactions = std::mem::take(&mut body.interactions);
    let grader = body.grader.take();
    let mut text = body.into_text();
    let mut has_blank = false;
    let mut said = Said { modal: root.take_all("modalFeedback") };
    let ask = match interactions.as_slice() {
        [] => Ask::Description,
        [only] if is_inline(only) => match interactions::part(only, response(only, &responses)?, files)? {
            interactions::Gap::Only(ask) => {
                text.text = text.text.replacen("{#1}", "_____", 1);
                has_blank = true;
                ask
            }
            interactions::Gap::Part(part) => Ask::Cloze(vec![part]),
        },
        all if all.iter().all(is_inline) => {
            let part = |gap: &Element, files: &mut Files| {
                Ok(interactions::part(gap, response(gap, &responses)?, files)?.into_part())
            };
            Ask::Cloze(all.iter().map(|gap| part(gap, files)).collect::<Result<_, Notice>>()?)
        }
        [only] => interactions::block(only, response(only, &responses)?, grader.clone(), &mut said, files)?,
        _ => return Err(notice!("notice-qti-several")),
    };
    if text.is_empty() {
        return Err(notice!("notice-quiz-no-text"));
    }
    if grader.is_some() && !matches!(ask, Ask::Essay(_)) {
        files.note(notice!("notice-quiz-part", name = "rubricBlock"));
    }
    // how points are given to a description or an essay matters to nobody here
    if is_custom && !matches!(ask, Ask::Essay(_) | Ask::Description) {
        files.note(notice!("notice-qti-rules"));
    }
    let known = ["outcomeDeclaration", "stylesheet"];
    for rest in root.elements().filter(|rest| !known.contains(&rest.name.as_str())) {
        files.note(notice!("notice-quiz-part", name = short(&rest.name)));
    }
    if root.child("stylesheet").is_some() || !said.modal.is_empty() {
        let name = if said.modal.is_empty() { "stylesheet" } else { "modalFeedback" };
        files.note(notice!("notice-quiz-part", name = name));
    }
    Ok(Question { id, name, has_blank, ..Question::new(text, ask) })
}

fn response<'r>(interaction: &Element, responses: &'r [Response]) -> Result<&'r Response, Notice> {
    let identifier = interaction.attribute("responseIdentifier").unwrap_or_default();
    let found = responses.iter().find(|response| response.identifier == identifier);
    found.ok_or_else(|| notice!("notice-qti-response", name = short(identifier)))
}

/// Feedback that waits for the answer that it belongs to.
pub struct Said {
    modal: Vec<Element>,
}

impl Said {
    /// What is said when that identifier was chosen.
    pub fn to(&mut self, identifier: &str, files: &mut Files) -> Result<Option<Text>, Notice> {
        let is_it = |feedback: &Element| {
            feedback.attribute("identifier") == Some(identifier) && feedback.attribute("showHide") != Some("hide")
        };
        let Some(at) = self.modal.iter().position(is_it) else { return Ok(None) };
        Ok(rich(&self.modal.remove(at), files)?.if_any())
    }

    /// What many call by these names.
    pub fn combined(&mut self, files: &mut Files) -> Result<Combined, Notice> {
        let mut either = |names: [&str; 2]| -> Result<Option<Text>, Notice> {
            Ok(self.to(names[0], files)?.or(self.to(names[1], files)?))
        };
        let right = either(["correct", "CORRECT"])?;
        let wrong = either(["incorrect", "INCORRECT"])?;
        Ok(Combined { right, wrong, ..Combined::default() })
    }
}
