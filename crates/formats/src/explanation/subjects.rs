//! The library's subjects and their topics, from a file of our own small format (docs/handbook/explanations.md):
//!
//! ```text
//! # biology
//! hue: teal
//! letter: B
//! en: Biology
//! de: Biologie
//! - cells | en: The cell | de: Die Zelle
//!   - enzymes | en: Enzymes | de: Enzyme
//! ```

use super::Problem;
use super::html::is_slug;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The colours a subject can have (the design's `data-hue`).
pub const HUES: [&str; 6] = ["teal", "blue", "indigo", "violet", "plum", "rose"];

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Subject {
    /// `a-z 0-9 -`, unique.
    pub key: String,
    /// One of [`HUES`].
    pub hue: String,
    /// Per language; `""` is for all others.
    pub letters: BTreeMap<String, String>,
    /// Per language; has at least `en`.
    pub names: BTreeMap<String, String>,
    pub topics: Vec<Topic>,
}

/// A node of a subject's tree.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Topic {
    /// `a-z 0-9 -`, unique among its siblings.
    pub key: String,
    /// Per language; has at least `en`.
    pub names: BTreeMap<String, String>,
    pub topics: Vec<Topic>,
}

fn name_in<'a>(names: &'a BTreeMap<String, String>, language: &str, key: &'a str) -> &'a str {
    let short = language.split('-').next().unwrap_or(language);
    names.get(language).or_else(|| names.get(short)).or_else(|| names.get("en")).map_or(key, String::as_str)
}

impl Subject {
    /// The name in this language, else in English.
    pub fn name(&self, language: &str) -> &str {
        name_in(&self.names, language, &self.key)
    }

    /// The letter on its tile.
    pub fn letter(&self, language: &str) -> &str {
        let short = language.split('-').next().unwrap_or(language);
        self.letters.get(short).or_else(|| self.letters.get("")).map_or("?", String::as_str)
    }

    /// The topics along a path of keys, outermost first; `None` if one of them does not exist.
    pub fn path(&self, keys: &[String]) -> Option<Vec<&Topic>> {
        let mut topics = &self.topics;
        let mut path = Vec::with_capacity(keys.len());
        for key in keys {
            let topic = topics.iter().find(|topic| topic.key == *key)?;
            path.push(topic);
            topics = &topic.topics;
        }
        Some(path)
    }
}

impl Topic {
    /// The name in this language, else in English.
    pub fn name(&self, language: &str) -> &str {
        name_in(&self.names, language, &self.key)
    }
}

/// Reads the list, in its order.
///
/// # Errors
/// All problems with their lines.
pub fn parse(text: &str) -> Result<Vec<Subject>, Vec<Problem>> {
    let mut subjects: Vec<Subject> = Vec::new();
    let mut problems = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with("//") {
            continue;
        }
        if let Err((message, mend)) = read_line(line.trim_end(), &mut subjects) {
            problems.push(Problem::new(at + 1, message, mend));
        }
    }
    for subject in &subjects {
        let lacks = if subject.names.is_empty() {
            "name"
        } else if subject.hue.is_empty() {
            "hue"
        } else {
            "letter"
        };
        if subject.names.is_empty() || subject.hue.is_empty() || subject.letters.is_empty() {
            let message = format!("The subject “{}” has no {lacks}.", subject.key);
            problems.push(Problem::new(1, message, "Give it lines “hue: …”, “letter: …” and “en: …”."));
        }
    }
    if problems.is_empty() { Ok(subjects) } else { Err(problems) }
}

type Fault = (String, String);

fn read_line(line: &str, subjects: &mut Vec<Subject>) -> Result<(), Fault> {
    let fault = |message: String, mend: &str| Err((message, mend.to_owned()));
    if let Some(key) = line.strip_prefix("# ").map(str::trim) {
        if !is_slug(key) || subjects.iter().any(|subject| subject.key == key) {
            return fault(
                format!("“{key}” cannot be the key of a subject."),
                "Use a-z, 0-9 and hyphens, each key once.",
            );
        }
        subjects.push(Subject { key: key.to_owned(), ..Subject::default() });
        return Ok(());
    }
    let Some(subject) = subjects.last_mut() else {
        return fault("This stands before the first subject.".to_owned(), "Begin with “# key”.");
    };
    let indent = line.len() - line.trim_start().len();
    if let Some(topic) = line.trim_start().strip_prefix("- ") {
        return read_topic(topic, indent, &mut subject.topics);
    }
    let Some((key, value)) = line.split_once(':').map(|(key, value)| (key.trim(), value.trim())) else {
        return fault("This line is not understood.".to_owned(), "Write “key: value”, or “- topic | en: Name”.");
    };
    match key.split_once(' ') {
        _ if value.is_empty() => fault(format!("“{key}” has no value."), "Write it after the colon."),
        None if key == "hue" && !HUES.contains(&value) => {
            fault(format!("“{value}” is no hue."), "Write teal, blue, indigo, violet, plum or rose.")
        }
        None if key == "hue" => {
            value.clone_into(&mut subject.hue);
            Ok(())
        }
        None if key == "letter" => {
            subject.letters.insert(String::new(), value.to_owned());
            Ok(())
        }
        Some(("letter", language)) => {
            subject.letters.insert(language.to_owned(), value.to_owned());
            Ok(())
        }
        _ => {
            subject.names.insert(key.to_owned(), value.to_owned());
            Ok(())
        }
    }
}

fn read_topic(text: &str, indent: usize, mut siblings: &mut Vec<Topic>) -> Result<(), Fault> {
    if !indent.is_multiple_of(2) {
        return Err((
            "This topic is indented by an odd number of blanks.".into(),
            "Indent each level by two blanks.".into(),
        ));
    }
    for _ in 0..indent / 2 {
        let Some(parent) = siblings.last_mut() else {
            return Err((
                "This topic lies deeper than its parent allows.".into(),
                "Indent it by two blanks more than its parent.".into(),
            ));
        };
        siblings = &mut parent.topics;
    }
    let mut parts = text.split('|').map(str::trim);
    let key = parts.next().unwrap_or_default();
    if !is_slug(key) || siblings.iter().any(|topic| topic.key == key) {
        return Err((
            format!("“{key}” cannot be the key of a topic."),
            "Use a-z, 0-9 and hyphens, each key once per level.".into(),
        ));
    }
    let names: BTreeMap<String, String> = parts
        .filter_map(|part| part.split_once(':'))
        .map(|(language, name)| (language.trim().to_owned(), name.trim().to_owned()))
        .collect();
    if !names.contains_key("en") {
        return Err((format!("The topic “{key}” has no English name."), "Write “- key | en: Name | de: Name”.".into()));
    }
    siblings.push(Topic { key: key.to_owned(), names, topics: Vec::new() });
    Ok(())
}
