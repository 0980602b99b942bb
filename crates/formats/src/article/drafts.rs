//! What of an article could become items: its questions with answers, its definitions.

use super::blocks::sentences;
use super::{Block, Fault, Kind};
use crate::anki::Stop;
use crate::item::{Content, Directions, Field};
use crate::notice;
use crate::notice::Place;
use crate::record::{DraftRecord, Record};

/// Answers are read up to this length (characters); what is longer was a section, not an answer.
const LONGEST_ANSWER: usize = 1_500;
/// A definition's term is not longer (words).
const LONGEST_TERM: usize = 5;

pub(super) fn find(
    blocks: &[Block],
    language: Option<&str>,
    sink: &mut dyn FnMut(Record) -> Result<(), Stop>,
) -> Result<(), Fault> {
    let mut in_questions = false;
    let mut folded_away = 0;
    let mut i = 0;
    while i < blocks.len() {
        let block = &blocks[i];
        match block.kind {
            Kind::Heading(_) => {
                in_questions = is_questions_heading(&block.text);
                folded_away = 0;
            }
            Kind::Question => {
                // The answer is what follows up to the next question or heading, and never what stands before.
                let first = i + 1;
                let length =
                    blocks[first..].iter().take_while(|b| matches!(b.kind, Kind::Paragraph | Kind::Entry)).count();
                let found_as = match (in_questions, folded_away) {
                    (true, 0) => "faq",
                    (true, _) => "flashcard",
                    (false, _) => "question",
                };
                // Outside a list of questions only the first paragraph answers; the rest is the section.
                let length = if in_questions { length } else { length.min(1) };
                if length > 0 {
                    sink(question(block, &blocks[first..first + length], found_as, language))?;
                    i = first + length;
                    continue;
                }
            }
            Kind::Paragraph if in_questions => {
                folded_away += 1;
                let why = notice!("notice-question-folded");
                sink(Record::Skipped { place: Place::Line(block.line as u64), why })?;
            }
            Kind::Paragraph => definitions(block, blocks, language, sink)?,
            _ => {}
        }
        i += 1;
    }
    Ok(())
}

fn is_questions_heading(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "frequently asked",
        "faq",
        "häufig gestellte",
        "häufige fragen",
        "questions and answers",
        "fragen und antworten",
        "flashcards",
        "karteikarten",
    ]
    .iter()
    .any(|w| text.contains(w))
}

fn question(question: &Block, answer: &[Block], found_as: &str, language: Option<&str>) -> Record {
    let mut text = String::new();
    for block in answer {
        if !text.is_empty() && text.len() + block.text.len() > LONGEST_ANSWER {
            break;
        }
        if !text.is_empty() {
            text.push_str(if block.kind == Kind::Entry { "\n" } else { "\n\n" });
        }
        if block.kind == Kind::Entry {
            text.push_str("- ");
        }
        text.push_str(&block.text);
    }
    draft(question.line, &question.text, text, answer.first().map(|b| b.text.clone()), found_as, language)
}

fn draft(
    line: usize,
    front: &str,
    back: String,
    quote: Option<String>,
    found_as: &str,
    language: Option<&str>,
) -> Record {
    Record::Draft(Box::new(DraftRecord {
        content: Content::Basic {
            front: Field::markdown(front),
            back: Field::markdown(back),
            directions: Directions::Forward,
            typed: false,
            extra: None,
        },
        language: language.map(str::to_owned),
        found_as: found_as.to_owned(),
        quote,
        place: Place::Line(line as u64),
    }))
}

/// A short paragraph that begins by saying what something is: each such sentence of it is a draft.
fn definitions(
    block: &Block,
    blocks: &[Block],
    language: Option<&str>,
    sink: &mut dyn FnMut(Record) -> Result<(), Stop>,
) -> Result<(), Fault> {
    let Some(language) = language else { return Ok(()) };
    let sentences = sentences(&block.text);
    if sentences.len() > 4 || block.text.split_whitespace().count() > 90 {
        return Ok(());
    }
    let title = blocks.iter().find(|b| b.kind == Kind::Title).map(|b| b.text.to_lowercase()).unwrap_or_default();
    let terms: Vec<Option<String>> = sentences.iter().map(|s| term(s, language)).collect();
    if !terms.first().is_some_and(Option::is_some) {
        return Ok(());
    }
    for (sentence, term) in sentences.iter().zip(terms) {
        let Some(term) = term.filter(|t| !title.contains(&t.to_lowercase())) else { continue };
        let front = if language == "de" { format!("Was ist {term}?") } else { format!("What is {term}?") };
        let quote = Some((*sentence).to_owned());
        sink(draft(block.line, &front, (*sentence).to_owned(), quote, "definition", Some(language)))?;
    }
    Ok(())
}

/// What a sentence defines, with its article, if it defines something.
fn term(sentence: &str, language: &str) -> Option<String> {
    let verbs: &[&str] = match language {
        "de" => &[" ist ein ", " ist eine ", " ist der ", " ist die ", " ist das ", " sind "],
        _ => &[" is a ", " is an ", " is the ", " was a ", " was an ", " are the ", " refers to "],
    };
    let at = verbs.iter().filter_map(|v| sentence.find(v)).min()?;
    let term = sentence[..at].trim();
    let words: Vec<&str> = term.split_whitespace().collect();
    let first = words.first()?.to_lowercase();
    let article = ["a", "an", "the", "ein", "eine", "der", "die", "das"].contains(&first.as_str());
    // “It is a …” defines nothing, nor does a sentence about a person or about what was said before.
    let pointing = [
        "this", "that", "it", "he", "she", "they", "there", "these", "those", "here", "what", "which", "his", "her",
        "their", "its", "dies", "diese", "dieser", "dieses", "es", "er", "sie", "das", "hier", "was", "dort", "sein",
        "seine", "ihr", "ihre", "in", "im", "at", "one", "another", "each", "also",
    ];
    let pointing = words.len() == 1 && article || (!article || words.len() == 1) && pointing.contains(&first.as_str());
    let capitals = words.iter().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count();
    let name = !article && language != "de" && words.len() > 1 && capitals == words.len();
    let plain = words.len() <= LONGEST_TERM && !term.contains([',', ';', ':', '(', '"', '“', '‘', '\'', '’']);
    if pointing || name || !plain {
        return None;
    }
    // The article begins the sentence with a capital; in the question it does not.
    let proper = capitals > usize::from(article) || language == "de";
    match (article, proper) {
        (true, _) => Some(format!("{first} {}", words[1..].join(" "))),
        (false, true) if words.len() > 1 || language == "de" => Some(term.to_owned()),
        _ => Some(term.to_lowercase()),
    }
}
