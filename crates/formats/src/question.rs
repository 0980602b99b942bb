//! Items that a grader judges: a prompt with hints and a solution, and what is asked about it. What is right is said in the
//! words of the crate `grading`; [`Question::key`] is what it grades with.

use crate::blanks::{self, Blank};
use crate::item::{Content, Field, Kind};
use crate::markup;
use grading::{
    Accepted, Context, Criterion, Graded, Key, Language, NumericAnswer, Partial, Response, Step, Want, grade,
};
use serde::{Deserialize, Serialize};

/// A question of the newer kinds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked; of gaps the text with its gaps ([`blanks`]).
    pub prompt: Field,
    /// Shown one after the other on wish, before the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Field>,
    /// The solution, or why the answer is right; shown after the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Field>,
    /// What is said to whoever answers so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    #[serde(flatten)]
    pub ask: Ask,
}

/// Feedback for one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The answer as a learner would write it; right or wrong. `*`: any that no other remark is for. In other words `*`
    /// stands for any text, too, and `\*` for itself.
    pub answer: String,
    pub feedback: Field,
    /// Of a text with gaps: the gap that is so filled, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<u16>,
}

/// What is asked, and what is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ask {
    /// A number; any of the answers is right.
    Numeric {
        answers: Vec<NumericAnswer>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// A right value without its unit is only partly right.
        #[serde(default = "yes")]
        unit_required: bool,
    },
    /// An expression; whatever is equivalent to one of the answers is right.
    Formula { answers: Vec<Accepted> },
    /// A text with gaps, written in the prompt.
    Gaps {
        #[serde(default)]
        fill: Fill,
        /// Words to drag that belong nowhere.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        words: Vec<String>,
        #[serde(default)]
        partial: Partial,
    },
    Match {
        pairs: Vec<Pair>,
        /// Right sides that belong to nothing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        extra: Vec<Field>,
        #[serde(default)]
        partial: Partial,
    },
    /// Things to be put in order; here they stand in the right one.
    Order {
        entries: Vec<Field>,
        #[serde(default)]
        partial: Partial,
    },
    FreeText {
        rubric: Vec<Criterion>,
        /// An answer as it could be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        model: Option<Field>,
    },
    /// Solved on paper; then the steps are uncovered and ticked.
    Worked { steps: Vec<Step> },
}

/// How gaps are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    #[default]
    Typed,
    /// From options of each gap.
    Chosen,
    /// Words of all gaps are dragged to where they belong, or chosen from a list.
    Dragged,
}

impl Fill {
    pub const ALL: [Fill; 3] = [Fill::Typed, Fill::Chosen, Fill::Dragged];

    pub fn as_str(self) -> &'static str {
        match self {
            Fill::Typed => "typed",
            Fill::Chosen => "chosen",
            Fill::Dragged => "dragged",
        }
    }
}

/// Two that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    pub left: Field,
    pub right: Field,
}

fn yes() -> bool {
    true
}

impl Question {
    /// One that asks no more than this.
    pub fn new(prompt: impl Into<String>, ask: Ask) -> Question {
        Question { prompt: Field::markdown(prompt), hints: Vec::new(), explanation: None, remarks: Vec::new(), ask }
    }

    pub fn kind(&self) -> Kind {
        match self.ask {
            Ask::Numeric { .. } => Kind::Numeric,
            Ask::Formula { .. } => Kind::Formula,
            Ask::Gaps { .. } => Kind::Gaps,
            Ask::Match { .. } => Kind::Match,
            Ask::Order { .. } => Kind::Order,
            Ask::FreeText { .. } => Kind::FreeText,
            Ask::Worked { .. } => Kind::Worked,
        }
    }

    /// Every text that may hold maths, pictures or sound.
    pub fn fields(&self) -> Vec<&Field> {
        let mut fields = vec![&self.prompt];
        fields.extend(&self.hints);
        fields.extend(&self.explanation);
        fields.extend(self.remarks.iter().map(|remark| &remark.feedback));
        match &self.ask {
            Ask::Match { pairs, extra, .. } => {
                fields.extend(pairs.iter().flat_map(|pair| [&pair.left, &pair.right]));
                fields.extend(extra);
            }
            Ask::Order { entries, .. } => fields.extend(entries),
            Ask::FreeText { model, .. } => fields.extend(model),
            Ask::Numeric { .. } | Ask::Formula { .. } | Ask::Gaps { .. } | Ask::Worked { .. } => {}
        }
        fields
    }

    /// As [`Question::fields`], to be changed.
    pub fn fields_mut(&mut self) -> Vec<&mut Field> {
        let mut fields = vec![&mut self.prompt];
        fields.extend(&mut self.hints);
        fields.extend(&mut self.explanation);
        fields.extend(self.remarks.iter_mut().map(|remark| &mut remark.feedback));
        match &mut self.ask {
            Ask::Match { pairs, extra, .. } => {
                fields.extend(pairs.iter_mut().flat_map(|pair| [&mut pair.left, &mut pair.right]));
                fields.extend(extra);
            }
            Ask::Order { entries, .. } => fields.extend(entries),
            Ask::FreeText { model, .. } => fields.extend(model),
            Ask::Numeric { .. } | Ask::Formula { .. } | Ask::Gaps { .. } | Ask::Worked { .. } => {}
        }
        fields
    }

    /// The gaps of the prompt, in reading order; none for other kinds.
    pub fn blanks(&self) -> Vec<Blank> {
        match self.ask {
            Ask::Gaps { .. } => blanks::blanks(&self.prompt.text),
            _ => Vec::new(),
        }
    }

    /// The words that are dragged into gaps, each once, without those that belong nowhere.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for blank in self.blanks() {
            let word = blank.answer();
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// The right answer in plain words, a line for each part.
    pub fn answer(&self) -> String {
        let lines: Vec<String> = match &self.ask {
            Ask::Numeric { answers, unit, .. } => {
                let number = answers.iter().find(|a| a.score > 0.0).map(spoken).unwrap_or_default();
                vec![match unit {
                    Some(unit) => format!("{number} {unit}"),
                    None => number,
                }]
            }
            Ask::Formula { answers } => answers.iter().take(1).map(|a| a.text.clone()).collect(),
            Ask::Gaps { .. } => self.blanks().iter().map(Blank::answer).collect(),
            Ask::Match { pairs, .. } => {
                pairs.iter().map(|p| format!("{} – {}", plain(&p.left), plain(&p.right))).collect()
            }
            Ask::Order { entries, .. } => entries.iter().map(plain).collect(),
            Ask::FreeText { rubric, model } => match model {
                Some(model) => vec![plain(model)],
                None => rubric.iter().map(|c| c.label().to_owned()).collect(),
            },
            Ask::Worked { steps } => steps.iter().map(|step| markup::to_text(&step.text)).collect(),
        };
        lines.join("\n")
    }

    /// What it is graded with.
    pub fn key(&self) -> Key {
        match &self.ask {
            Ask::Numeric { answers, unit, unit_required } => {
                Key::Numeric { answers: answers.clone(), unit: unit.clone(), unit_required: *unit_required }
            }
            Ask::Formula { answers } => Key::Formula { answers: answers.clone() },
            Ask::Gaps { fill, partial, .. } => {
                let words = (*fill == Fill::Dragged).then(|| self.words());
                Key::Gaps {
                    parts: self.blanks().iter().map(|blank| blank.gap(words.as_deref())).collect(),
                    partial: *partial,
                }
            }
            Ask::Match { pairs, partial, .. } => Key::Match { pairs: same_rights(pairs), partial: *partial },
            Ask::Order { entries, partial } => Key::Order { count: entries.len(), partial: *partial },
            Ask::FreeText { rubric, .. } => Key::FreeText { rubric: rubric.clone() },
            Ask::Worked { steps } => Key::Worked { steps: steps.clone() },
        }
    }

    /// What is said to this response.
    pub fn remark(&self, response: &Response, language: Language) -> Option<&Field> {
        let Response::Text(text) = response else { return None };
        let number = |answer: &str| match &self.ask {
            Ask::Numeric { answers, unit, .. } => {
                let own = answers.iter().find(|own| spoken(own) == answer || own.value == answer);
                let right = NumericAnswer { score: 1.0, ..own.cloned().unwrap_or_else(|| NumericAnswer::new(answer)) };
                Some(Key::Numeric { answers: vec![right], unit: unit.clone(), unit_required: false })
            }
            Ask::Formula { .. } => Some(Key::Formula { answers: vec![Accepted::new(answer)] }),
            _ => None,
        };
        said(self.remarks.iter().filter(|r| r.gap.is_none()), text, language, number)
    }
}

/// What is said to a response to an item of any kind, in the order of its gaps. (What is said to the options of a choice is
/// shown with them.)
pub fn remarks_of<'c>(content: &'c Content, response: &Response, language: Language) -> Vec<&'c Field> {
    match (content, response) {
        (Content::Question(question), Response::Texts(texts)) => {
            let of =
                |gap: usize| question.remarks.iter().filter(move |remark| remark.gap.map(usize::from) == Some(gap));
            let filled = texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
            filled.filter_map(|(n, text)| said(of(n + 1), text, language, |_| None)).collect()
        }
        (Content::Question(question), _) => question.remark(response, language).into_iter().collect(),
        (Content::Short { more: Some(more), .. }, Response::Text(text)) => {
            said(more.remarks.iter(), text, language, |_| None).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The remark for this text; `key` is how an answer is met, if not as words.
fn said<'r>(
    remarks: impl Iterator<Item = &'r Remark> + Clone,
    text: &str,
    language: Language,
    key: impl Fn(&str) -> Option<Key>,
) -> Option<&'r Field> {
    let context = Context { language, others: &[] };
    let words = |answer: &str| Key::Short {
        answers: vec![Accepted { wildcard: answer.contains('*'), ..Accepted::new(answer) }],
        want: Want::OneOf,
        case_matters: false,
    };
    let fits = |remark: &&Remark| {
        let key = key(&remark.answer).unwrap_or_else(|| words(&remark.answer));
        remark.answer != "*" && grade(&key, &Response::Text(text.to_owned()), &context).score >= 1.0
    };
    let found = remarks.clone().find(fits).or_else(|| remarks.clone().find(|remark| remark.answer == "*"));
    found.map(|remark| &remark.feedback)
}

/// A number with what is allowed around it.
pub(crate) fn spoken(answer: &NumericAnswer) -> String {
    match (&answer.up_to, &answer.tolerance) {
        (Some(high), _) => format!("{} … {high}", answer.value),
        (None, Some(tolerance)) => format!("{} ± {tolerance}", answer.value),
        (None, None) => answer.value.clone(),
    }
}

fn plain(field: &Field) -> String {
    crate::render::text(field)
}

/// For each left side the first right side that says the same as its own: two that look alike are alike.
fn same_rights(pairs: &[Pair]) -> Vec<usize> {
    pairs.iter().enumerate().map(|(n, pair)| pairs.iter().position(|p| p.right == pair.right).unwrap_or(n)).collect()
}

/// Short answers, any of which is right.
pub fn short_key(accepted: &[String]) -> Key {
    Key::Short {
        answers: accepted.iter().map(|text| Accepted::new(text.as_str())).collect(),
        want: Want::OneOf,
        case_matters: false,
    }
}

/// What an item of any kind is graded with, as it is asked whole; `None` if only its learner can judge it (a card that is
/// turned, a picture).
pub fn key_of(content: &Content) -> Option<Key> {
    Some(match content {
        Content::Question(question) => question.key(),
        Content::Short { accepted, more, .. } => {
            let further = more.iter().flat_map(|more| more.answers.iter().cloned());
            Key::Short {
                answers: accepted.iter().map(|text| Accepted::new(text.as_str())).chain(further).collect(),
                want: Want::OneOf,
                case_matters: more.as_ref().is_some_and(|more| more.case_matters),
            }
        }
        Content::TrueFalse { truth, .. } => Key::TrueFalse { answer: *truth },
        Content::Choice { options, many, .. } => {
            let right = options.iter().filter(|option| option.right).count().max(1);
            #[expect(clippy::cast_precision_loss, reason = "some options")]
            let share = 1.0 / right as f64;
            let score = |right| match (right, *many) {
                (true, true) => share,
                (true, false) => 1.0,
                (false, true) => -share,
                (false, false) => 0.0,
            };
            Key::Choice {
                options: options
                    .iter()
                    .map(|option| grading::ChoiceOption { score: option.score.unwrap_or_else(|| score(option.right)) })
                    .collect(),
                many: *many,
                partial: match options.iter().any(|option| option.score.is_some()) {
                    true => Partial::PerPart,
                    false => Partial::AllOrNothing,
                },
            }
        }
        Content::List { entries, ordered, .. } => Key::Short {
            answers: entries.iter().map(|entry| Accepted::new(plain(entry))).collect(),
            want: if *ordered { Want::AllInOrder } else { Want::AllOf },
            case_matters: false,
        },
        Content::Basic { .. } | Content::Cloze { .. } | Content::Occlusion { .. } | Content::Anki { .. } => {
            return None;
        }
    })
}

/// The language in which an item is graded.
pub fn language_of(content: &Content, item: Option<&str>) -> Language {
    let own = match content {
        Content::Question(question) => question.prompt.language.as_deref(),
        Content::Short { prompt, .. } | Content::List { prompt, .. } => prompt.language.as_deref(),
        _ => None,
    };
    Language::from_tag(own.or(item).unwrap_or("en"))
}

/// Grades a response to an item; `None` as of [`key_of`]. `others`: other answers of the same deck, asked for only when a
/// slip of spelling would decide.
pub fn grade_item(
    content: &Content,
    language: Option<&str>,
    response: &Response,
    others: impl FnOnce() -> Vec<String>,
) -> Option<Graded> {
    Some(grade_lazily(&key_of(content)?, language_of(content, language), response, others))
}

/// Grades, and asks for the deck's other answers only when a slip of spelling would decide.
pub fn grade_lazily(
    key: &Key,
    language: Language,
    response: &Response,
    others: impl FnOnce() -> Vec<String>,
) -> Graded {
    let graded = grade(key, response, &Context { language, others: &[] });
    let slips = graded.rung == grading::Rung::Typo || graded.parts.iter().any(|p| p.rung == grading::Rung::Typo);
    if !slips {
        return graded;
    }
    let others = others();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    grade(key, response, &Context { language, others: &others })
}

#[cfg(test)]
mod tests;
