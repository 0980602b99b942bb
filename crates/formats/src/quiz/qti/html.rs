//! The XHTML of an item as HTML, with what it shows.

use super::resolve;
use crate::notice;
use crate::notice::Notice;
use crate::quiz::report::{Report, short};
use crate::quiz::xml::{Element, Node};
use crate::quiz::{Attachment, Text};
use quick_xml::escape::{escape, partial_escape};

/// Gives the bytes of a file by its path in the package.
pub type Fetch<'f> = &'f mut dyn FnMut(&str, &mut Report) -> Result<Vec<u8>, Notice>;

/// What an item may show, and what could not be read of it.
pub struct Files<'f, 'r, 'a> {
    fetch: Fetch<'f>,
    /// Of the item, `""` or ending in `/`.
    folder: String,
    report: &'r mut Report<'a>,
    notes: Vec<Notice>,
}

impl<'f, 'r, 'a> Files<'f, 'r, 'a> {
    pub fn new(fetch: Fetch<'f>, member: &str, report: &'r mut Report<'a>) -> Self {
        let folder = member.rfind('/').map_or("", |at| &member[..=at]).to_owned();
        Files { fetch, folder, report, notes: Vec::new() }
    }

    pub fn note(&mut self, why: Notice) {
        if !self.notes.contains(&why) && self.notes.len() < 100 {
            self.notes.push(why);
        }
    }

    pub fn notes(self) -> Vec<Notice> {
        self.notes
    }

    pub fn most_parts(&self) -> usize {
        self.report.limits.parts
    }

    pub fn longest_text(&self) -> usize {
        self.report.limits.text
    }

    /// The address of a picture in a text, which then holds it. Pictures of the web stay where they are.
    fn shown(&mut self, src: &str, files: &mut Vec<Attachment>) -> String {
        let lower = src.trim().to_ascii_lowercase();
        if ["http:", "https:", "data:", "//"].iter().any(|scheme| lower.starts_with(scheme)) {
            return src.to_owned();
        }
        let found = resolve(&self.folder, src).and_then(|path| Ok(((self.fetch)(&path, self.report)?, path)));
        let (bytes, path) = match found {
            Ok(found) => found,
            Err(why) => {
                self.note(why);
                return src.to_owned();
            }
        };
        let plain = path.rsplit('/').next().unwrap_or_default();
        let mut name = plain.to_owned();
        let mut number = 1;
        while files.iter().any(|file| file.name == name && file.bytes != bytes) {
            number += 1;
            name = format!("{number}-{plain}");
        }
        let address = format!("@@PLUGINFILE@@/{}", percent_encoded(&name));
        if !files.iter().any(|file| file.name == name) {
            files.push(Attachment { name, folder: "/".into(), bytes });
        }
        address
    }
}

fn percent_encoded(name: &str) -> String {
    name.replace('%', "%25").replace(' ', "%20").replace('#', "%23").replace('?', "%3F").replace('"', "%22")
}

/// Elements that have no end tag in HTML.
const VOID: [&str; 12] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// A text that grows.
#[derive(Default)]
pub struct Body {
    pub text: String,
    pub attachments: Vec<Attachment>,
    /// In the order in which they stand; those in a line have `{#1}`, `{#2}` … in the text.
    pub interactions: Vec<Element>,
    /// For who marks it.
    pub grader: Option<Text>,
}

/// Interactions that stand inside a line.
pub fn is_inline(interaction: &Element) -> bool {
    matches!(interaction.name.as_str(), "textEntryInteraction" | "inlineChoiceInteraction")
}

impl Body {
    pub fn nodes(&mut self, nodes: &[Node], files: &mut Files) -> Result<(), Notice> {
        for node in nodes {
            match node {
                // our own gaps are written like this
                Node::Text(text) => self.text.push_str(&partial_escape(text.as_str()).replace("{#", "&#123;#")),
                Node::Element(element) => self.element(element, files)?,
            }
            if self.text.len() > files.longest_text() {
                return Err(notice!("notice-quiz-text-long", most = files.longest_text() / 1_000));
            }
        }
        Ok(())
    }

    fn element(&mut self, element: &Element, files: &mut Files) -> Result<(), Notice> {
        match element.name.as_str() {
            name if name.ends_with("Interaction") => {
                if is_inline(element) {
                    let gaps = self.interactions.iter().filter(|other| is_inline(other)).count();
                    self.text.push_str(&format!("{{#{}}}", gaps + 1));
                } else if let Some(prompt) = element.child("prompt") {
                    self.wrapped("p", &[], prompt, files)?;
                }
                self.interactions.push(element.clone());
                if self.interactions.len() > files.most_parts() {
                    return Err(notice!("notice-quiz-parts", most = files.most_parts()));
                }
            }
            "printedVariable" | "templateBlock" | "templateInline" => {
                return Err(notice!("notice-qti-template"));
            }
            "feedbackBlock" | "feedbackInline" | "infoControl" | "stylesheet" => {
                files.note(notice!("notice-quiz-part", name = short(&element.name)));
            }
            "rubricBlock" => match element.attribute("view") {
                Some(view) if !view.contains("candidate") => {
                    let mut rubric = Body::default();
                    rubric.nodes(&element.children, files)?;
                    if self.grader.is_some() || !rubric.interactions.is_empty() {
                        files.note(notice!("notice-quiz-part", name = "rubricBlock"));
                    } else {
                        self.grader = rubric.into_text().if_any();
                    }
                }
                _ => self.wrapped("div", &[], element, files)?,
            },
            "object" if is_picture(element) => {
                let src = files.shown(element.attribute("data").unwrap_or_default(), &mut self.attachments);
                let alt = element.all_text();
                self.text.push_str(&format!("<img src=\"{}\" alt=\"{}\">", escape(src), escape(alt.trim())));
            }
            name => {
                let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
                if is_name && !name.is_empty() {
                    self.wrapped(name, &element.attributes, element, files)?;
                } else {
                    self.nodes(&element.children, files)?;
                }
            }
        }
        Ok(())
    }

    fn wrapped(
        &mut self,
        name: &str,
        attributes: &[(String, String)],
        element: &Element,
        files: &mut Files,
    ) -> Result<(), Notice> {
        self.text.push_str(&format!("<{name}"));
        let is_key = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        for (key, value) in attributes.iter().filter(|(key, _)| key != "xmlns" && is_key(key)) {
            let value = match key.as_str() {
                "src" => files.shown(value, &mut self.attachments),
                _ => value.clone(),
            };
            self.text.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
        self.text.push('>');
        if VOID.contains(&name) {
            return Ok(());
        }
        self.nodes(&element.children, files)?;
        self.text.push_str(&format!("</{name}>"));
        Ok(())
    }

    pub fn into_text(self) -> Text {
        Text { files: self.attachments, ..Text::html(self.text.trim()) }
    }
}

fn is_picture(object: &Element) -> bool {
    object.attribute("data").is_some() && object.attribute("type").is_none_or(|kind| kind.starts_with("image/"))
}

/// What stands in an element without interactions, as a text.
pub fn rich(element: &Element, files: &mut Files) -> Result<Text, Notice> {
    let mut body = Body::default();
    body.nodes(&element.children, files)?;
    match body.interactions.is_empty() {
        true => Ok(body.into_text()),
        false => Err(notice!("notice-qti-several")),
    }
}
