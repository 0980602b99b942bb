//! The newer kinds: what a learner sees of them, and what is to be filled in.

use super::{Env, Rendered, Typed, html, inline, language, text, with_extra};
use crate::blanks;
use crate::item::{Field, Slot};
use crate::question::{Ask, Fill, Question};
use crate::sanitize;
use serde::Serialize;

/// What a study page builds its fields from. Right answers are in here, for a session without network: where they must not be
/// known before, this is not sent.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Asked {
    pub kind: &'static str,
    /// HTML, shown one after the other.
    pub hints: Vec<String>,
    /// The unit of a number, if it is to be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fill: Option<&'static str>,
    /// In the question as `<span class="blank" data-blank="0">`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blanks: Vec<AskedBlank>,
    /// Words to drag, of all gaps and of none, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// HTML of left sides, and of right sides: those that belong to the left ones in their order, then those that do not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub right: Vec<String>,
    /// HTML of the things to order, in the right order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<AskedStep>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskedBlank {
    pub answer: String,
    /// What can be chosen, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskedStep {
    pub html: String,
    pub points: f64,
}

/// The question is one card; none without gaps.
pub fn slots(question: &Question) -> Vec<Slot> {
    let asks = match &question.ask {
        Ask::Gaps { .. } => !question.blanks().is_empty(),
        _ => true,
    };
    if asks { vec![Slot::whole()] } else { Vec::new() }
}

/// What it asks, in plain words; gaps as `…`.
pub fn title(question: &Question) -> String {
    match question.ask {
        Ask::Gaps { .. } => {
            let shown = blanks::filled(&question.prompt.text, |_| "…".to_owned());
            text(&Field { text: shown, ..question.prompt.clone() })
        }
        _ => text(&question.prompt),
    }
}

pub fn render(question: &Question, env: &Env) -> Rendered {
    let answer = question.answer();
    let solution = question.explanation.as_ref();
    let asked = asked(question, env);
    let own_language = language(&question.prompt, env);
    let shown = Rendered {
        question_html: html(&question.prompt, env),
        question_text: title(question),
        answer_text: answer.clone(),
        question_language: own_language.clone(),
        answer_language: own_language,
        ..Rendered::default()
    };
    let body = match &question.ask {
        Ask::Numeric { .. } | Ask::Formula { .. } => sanitize::escape(&answer),
        Ask::Gaps { .. } => {
            let filled = gap_html(&question.prompt, env, |n| {
                let answer = asked.blanks.get(n).map_or("", |blank| blank.answer.as_str());
                format!("<mark class=\"gap\">{}</mark>", sanitize::escape(answer))
            });
            return Rendered {
                question_html: gap_html(&question.prompt, env, blank),
                answer_html: with_extra(filled, solution, env),
                answer_replaces_question: true,
                asked: Some(asked),
                ..shown
            };
        }
        Ask::Match { .. } => {
            let rows = asked.left.iter().zip(&asked.right);
            let rows: String = rows.map(|(left, right)| format!("<tr><td>{left}</td><td>{right}</td></tr>")).collect();
            format!("<table><tbody>{rows}</tbody></table>")
        }
        Ask::Order { .. } => list("ol", asked.entries.iter()),
        Ask::FreeText { rubric, model } => {
            let points = rubric.iter().map(|criterion| sanitize::escape(criterion.label()));
            let points = if rubric.is_empty() { String::new() } else { list("ul", points.collect::<Vec<_>>().iter()) };
            model.as_ref().map(|model| html(model, env)).unwrap_or_default() + &points
        }
        Ask::Worked { .. } => list("ol", asked.steps.iter().map(|step| &step.html)),
    };
    let typed = match &question.ask {
        Ask::Numeric { .. } | Ask::Formula { .. } => Some(Typed::new(answer)),
        _ => None,
    };
    Rendered { answer_html: with_extra(body, solution, env), typed, asked: Some(asked), ..shown }
}

fn list<'a>(tag: &str, entries: impl Iterator<Item = &'a String>) -> String {
    let rows: String = entries.map(|entry| format!("<li>{entry}</li>")).collect();
    format!("<{tag}>{rows}</{tag}>")
}

fn asked(question: &Question, env: &Env) -> Asked {
    let shown = |fields: &[Field]| fields.iter().map(|field| inline(field, env)).collect::<Vec<_>>();
    let mut asked = Asked {
        kind: question.kind().as_str(),
        hints: question.hints.iter().filter(|hint| !hint.is_blank()).map(|hint| html(hint, env)).collect(),
        ..Asked::default()
    };
    match &question.ask {
        Ask::Numeric { unit, unit_required, .. } => asked.unit = unit.clone().filter(|_| *unit_required),
        Ask::Formula { .. } | Ask::FreeText { .. } => {}
        Ask::Gaps { fill, words, .. } => {
            asked.fill = Some(fill.as_str());
            let options = |blank: &blanks::Blank| match fill {
                // a gap without wrong options is typed
                Fill::Chosen if blank.options.iter().any(|option| option.score <= 0.0) => {
                    let mut options: Vec<String> = blank.options.iter().map(|option| option.text.clone()).collect();
                    options.sort();
                    options.dedup();
                    options
                }
                _ => Vec::new(),
            };
            let blanks = question.blanks();
            asked.blanks =
                blanks.iter().map(|blank| AskedBlank { answer: blank.answer(), options: options(blank) }).collect();
            if *fill == Fill::Dragged {
                asked.words = question.words().into_iter().chain(words.iter().cloned()).collect();
                asked.words.sort();
                asked.words.dedup();
            }
        }
        Ask::Match { pairs, extra, .. } => {
            asked.left = pairs.iter().map(|pair| inline(&pair.left, env)).collect();
            asked.right = pairs.iter().map(|pair| inline(&pair.right, env)).chain(shown(extra)).collect();
        }
        Ask::Order { entries, .. } => asked.entries = shown(entries),
        Ask::Worked { steps } => {
            let step = |step: &grading::Step| AskedStep {
                html: inline(&Field { text: step.text.clone(), ..question.prompt.clone() }, env),
                points: step.points,
            };
            asked.steps = steps.iter().map(step).collect();
        }
    }
    asked
}

/// The place of a gap in a question's HTML.
fn blank(n: usize) -> String {
    format!("<span class=\"blank\" data-blank=\"{n}\"></span>")
}

/// A question's HTML with `shown(n)` in the place of each of its gaps.
pub fn fill_blanks(html: &str, gaps: usize, shown: impl Fn(usize) -> String) -> String {
    (0..gaps).fold(html.to_owned(), |html, n| html.replace(&blank(n), &shown(n)))
}

/// Marks of a gap that survive Markdown, maths and sanitising: private use, so that no text of a person has them.
const OPEN: char = '\u{F0F0}';
const CLOSE: char = '\u{F0F1}';

/// The text's HTML with `gap(n)` in place of each gap.
fn gap_html(prompt: &Field, env: &Env, gap: impl Fn(usize) -> String) -> String {
    let marked = blanks::filled(&prompt.text.replace([OPEN, CLOSE], ""), |n| format!("{OPEN}{n}{CLOSE}"));
    let shown = html(&Field { text: marked, ..prompt.clone() }, env);
    let mut parts = shown.split(OPEN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(CLOSE).and_then(|(n, rest)| Some((n.parse::<usize>().ok()?, rest))) {
            Some((n, rest)) => {
                out.push_str(&gap(n));
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    out
}
