//! Headings, Markdown and directives: a directive begins with `:::name argument` and ends with `:::`, both in lines of
//! their own; directives do not nest.

use super::html::{Line, Writer, slugify, split_name};
use super::items::{self, Entry};
use super::{ExplanationItem, Figure, Part, Problem, Question, Rich, Teaser, TeaserChoice};
use crate::item::Content;

const KNOWN: [&str; 7] = ["teaser", "definition", "figure", "formula", "takeaways", "faq", "items"];

/// A piece of the body, in order.
pub(super) enum Piece<'a> {
    Heading { line: usize, text: &'a str },
    Markdown { line: usize, text: String },
    Directive { line: usize, name: &'static str, argument: &'a str, body: Vec<Line<'a>> },
}

/// A directive, to be read.
pub(super) struct At<'p, 'a> {
    pub line: usize,
    pub argument: &'p str,
    pub body: &'p [Line<'a>],
}

impl At<'_, '_> {
    fn text(&self) -> String {
        join(self.body)
    }

    fn first_line(&self) -> usize {
        self.body.first().map_or(self.line, |line| line.number)
    }
}

fn join(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

/// Cuts the body into pieces. Fenced code is left alone.
pub(super) fn split<'a>(lines: &[Line<'a>], problems: &mut Vec<Problem>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut prose: Vec<Line<'a>> = Vec::new();
    let mut open: Option<(Line<'a>, &'a str, Vec<Line<'a>>)> = None;
    let mut code = false;
    for line in lines {
        let text = line.text.trim_end();
        if open.is_none() && text.trim_start().starts_with("```") {
            code = !code;
        }
        if code {
            prose.push(*line);
        } else if let Some(name) = text.strip_prefix(":::") {
            match (open.take(), name.trim()) {
                (Some((start, name, body)), "") => close(start, name, body, &mut pieces, problems),
                (None, "") => problems.push(Problem::new(
                    line.number,
                    "This ::: closes nothing.",
                    "Delete it, or begin the directive above with :::name.",
                )),
                (unclosed, name) => {
                    if let Some((start, ..)) = unclosed {
                        problems.push(never_closed(&start));
                    }
                    flush(&mut prose, &mut pieces);
                    open = Some((*line, name, Vec::new()));
                }
            }
        } else if let Some((_, _, body)) = &mut open {
            body.push(*line);
        } else if let Some(heading) = text.strip_prefix("## ") {
            flush(&mut prose, &mut pieces);
            pieces.push(Piece::Heading { line: line.number, text: heading });
        } else if text.starts_with("# ") {
            problems.push(Problem::new(
                line.number,
                "A heading of the first level stands in the text.",
                "The title belongs to the front matter; begin sections with ##.",
            ));
        } else {
            prose.push(*line);
        }
    }
    if let Some((start, ..)) = open {
        problems.push(never_closed(&start));
    }
    flush(&mut prose, &mut pieces);
    pieces
}

fn never_closed(start: &Line) -> Problem {
    let message = format!("The directive “{}” is never closed.", start.text.trim());
    Problem::new(start.number, message, "Write ::: in a line of its own where it ends.")
}

fn close<'a>(
    start: Line<'a>,
    head: &'a str,
    body: Vec<Line<'a>>,
    pieces: &mut Vec<Piece<'a>>,
    problems: &mut Vec<Problem>,
) {
    let (word, argument) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
    match KNOWN.into_iter().find(|known| *known == word) {
        Some(name) => pieces.push(Piece::Directive { line: start.number, name, argument: argument.trim(), body }),
        None => {
            let mend = format!("Known ones are {}.", KNOWN.join(", "));
            problems.push(Problem::new(start.number, format!("There is no directive “{word}”."), mend));
        }
    }
}

fn flush<'a>(prose: &mut Vec<Line<'a>>, pieces: &mut Vec<Piece<'a>>) {
    let blank = |line: &Line| line.text.trim().is_empty();
    let start = prose.iter().position(|line| !blank(line));
    if let Some(start) = start {
        let text = join(&prose[start..]).trim_end().to_owned();
        pieces.push(Piece::Markdown { line: prose[start].number, text });
    }
    prose.clear();
}

/// `:::definition Term`, the meaning below.
pub(super) fn definition(at: &At, writer: &mut Writer) -> Option<Part> {
    let (term, name) = split_name(at.argument);
    let text = at.text();
    if term.is_empty() || text.trim().is_empty() {
        writer.problem(
            at.line,
            "A definition needs a term and a meaning.",
            "Write :::definition Term, the meaning below.",
        );
        return None;
    }
    let term = writer.line(term, at.line);
    let anchor = format!("def-{}", name.map_or_else(|| slugify(&term.plain), str::to_owned));
    let meaning = writer.line(&text, at.first_line());
    Some(Part::Definition { term, meaning, anchor })
}

/// `:::figure file.svg`, with lines `alt: …` and `caption: …`.
pub(super) fn figure(at: &At, number: u32, writer: &mut Writer) -> Option<Figure> {
    let file = at.argument;
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = matches!(ending, "svg" | "png" | "jpg" | "jpeg" | "webp" | "avif" | "gif");
    if !known || file.starts_with('.') || file.contains(['/', '\\', '"', '<', '>']) {
        writer.problem(
            at.line,
            format!("“{file}” does not name a picture."),
            "Write the name of an svg, png, jpg, webp, avif or gif file of the media folder, without a folder.",
        );
        return None;
    }
    let (mut alt, mut caption) = (None, None);
    for line in at.body.iter().filter(|line| !line.text.trim().is_empty()) {
        let entry = line.text.split_once(':').map(|(key, value)| (key.trim(), value.trim()));
        match entry {
            Some(("alt", value)) if !value.is_empty() => alt = Some(value.to_owned()),
            Some(("caption", value)) if !value.is_empty() => caption = Some(writer.line(value, line.number)),
            _ => {
                writer.problem(line.number, "A figure has lines “alt: …” and “caption: …” only.", "Write one of these.")
            }
        }
    }
    let (Some(alt), Some(caption)) = (alt, caption) else {
        writer.problem(
            at.line,
            format!("The figure “{file}” lacks its alt or its caption."),
            "Add “alt: …”, which says what it shows to those who cannot see it, and “caption: …”.",
        );
        return None;
    };
    Some(Figure { number, file: file.to_owned(), alt, caption })
}

/// `:::formula What it says`, with `$$…$$` below.
pub(super) fn formula(at: &At, writer: &mut Writer) -> Part {
    let text = at.text();
    if at.argument.is_empty() || !text.contains("$$") {
        writer.problem(
            at.line,
            "A formula needs a label and its maths.",
            "Write :::formula and what it says in words, and $$…$$ below.",
        );
    }
    Part::Formula { label: at.argument.to_owned(), body: writer.blocks(text.trim(), at.first_line()) }
}

/// `:::takeaways`, a list with hyphens.
pub(super) fn takeaways(at: &At, writer: &mut Writer) -> Vec<Rich> {
    let mut sentences: Vec<(usize, String)> = Vec::new();
    for line in at.body.iter().filter(|line| !line.text.trim().is_empty()) {
        match (line.text.strip_prefix("- "), sentences.last_mut()) {
            (Some(sentence), _) => sentences.push((line.number, sentence.trim().to_owned())),
            (None, Some((_, last))) if line.text.starts_with(' ') => {
                last.push(' ');
                last.push_str(line.text.trim());
            }
            _ => writer.problem(line.number, "This takeaway does not begin with a hyphen.", "Write “- ” before it."),
        }
    }
    sentences.into_iter().map(|(line, sentence)| writer.line(&sentence, line)).collect()
}

/// `:::faq`, with `Q:` and `A:`; an answer goes on to the next question.
pub(super) fn faq(at: &At, writer: &mut Writer) -> Vec<Question> {
    let mut found: Vec<(usize, &str, Vec<Line>)> = Vec::new();
    for line in at.body {
        if let Some(question) = line.text.strip_prefix("Q: ") {
            found.push((line.number, question, Vec::new()));
        } else if let Some((_, _, answer)) = found.last_mut() {
            let text = line.text.strip_prefix("A: ").unwrap_or(line.text);
            if text.len() == line.text.len() && answer.is_empty() && !text.trim().is_empty() {
                writer.problem(
                    line.number,
                    "A question is not followed by its answer.",
                    "Begin the answer with “A: ”.",
                );
            }
            answer.push(Line { number: line.number, text });
        } else if !line.text.trim().is_empty() {
            writer.problem(line.number, "This stands before the first question.", "Begin with “Q: ”.");
        }
    }
    let mut entries = Vec::new();
    for (line, question, answer) in found {
        let text = join(&answer);
        if text.trim().is_empty() {
            writer.problem(line, "This question has no answer.", "Write “A: ” and the answer below it.");
            continue;
        }
        let question = writer.line(question, line);
        entries.push(Question { question, answer: writer.blocks(text.trim_end(), answer[0].number) });
    }
    entries
}

/// `:::items anchor`, entries with blank lines between them.
pub(super) fn items(at: &At, writer: &mut Writer) -> Vec<(usize, ExplanationItem)> {
    let entries = items::read(at.body, &mut writer.problems);
    if entries.is_empty() && at.body.iter().all(|line| line.text.trim().is_empty()) {
        writer.problem(at.line, "There is no item in this block.", "Write one, like “Q: …” and “A: …”.");
    }
    entries.into_iter().map(|entry| (entry.line, item_of(entry))).collect()
}

fn item_of(entry: Entry) -> ExplanationItem {
    ExplanationItem { key: entry.key, content: entry.content, section: None }
}

/// `:::teaser`, one choice with exactly one right option and a reason for each; it is an item as well.
pub(super) fn teaser(at: &At, writer: &mut Writer) -> Option<(Teaser, ExplanationItem)> {
    const MEND: &str =
        "Write “Q: …”, options “- [x] …” and “- [ ] …”, and below each an indented “> ” with the reason.";
    let before = writer.problems.len();
    let mut entries = items::read(at.body, &mut writer.problems);
    if writer.problems.len() > before {
        return None;
    }
    let (1, Some(entry)) = (entries.len(), entries.pop()) else {
        writer.problem(at.line, "A teaser is exactly one question.", MEND);
        return None;
    };
    let Content::Choice { prompt, options, .. } = &entry.content else {
        writer.problem(entry.line, "A teaser is a question with choices.", MEND);
        return None;
    };
    if options.iter().filter(|option| option.right).count() != 1 {
        writer.problem(entry.line, "A teaser has exactly one right option.", MEND);
        return None;
    }
    let mut choices = Vec::with_capacity(options.len());
    for option in options {
        let Some(reason) = &option.feedback else {
            let message = format!("The option “{}” has no reason.", option.text.text);
            writer.problem(entry.line, message, MEND);
            return None;
        };
        choices.push(TeaserChoice {
            text: writer.line(&option.text.text, entry.line),
            right: option.right,
            reason: writer.line(&reason.text, entry.line),
        });
    }
    let teaser = Teaser { prompt: writer.line(&prompt.text, entry.line), choices, item: entry.key.clone() };
    Some((teaser, item_of(entry)))
}
