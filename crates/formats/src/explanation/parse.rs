//! From a file's text to an [`Explanation`]: front matter, footnotes, then headings, Markdown and directives in turn.

use super::blocks::{self, Piece};
use super::footnotes::{Footnotes, HOLD};
use super::html::{Line, Writer, is_slug, slugify, split_name};
use super::{Explanation, ExplanationItem, Part, Problem, Reference, Section, front_matter};
use std::collections::BTreeMap;

/// Words that a learner reads in a minute; textbooks are read more slowly than novels.
const WORDS_A_MINUTE: usize = 200;

/// Ids that the page itself uses.
const TAKEN: [&str; 9] = ["main", "toc", "toc-narrow", "try", "takeaways", "cards", "faq", "footnotes", "related"];

/// Reads one explanation. `file_name` (folders before it do not matter) gives the slug.
///
/// # Errors
/// Everything that has to be mended, in the order of its lines; nothing is read half.
pub fn parse(file_name: &str, text: &str) -> Result<Explanation, Vec<Problem>> {
    let text: String = text.trim_start_matches('\u{feff}').chars().filter(|c| !HOLD.contains(c)).collect();
    let lines: Vec<Line> = text.lines().enumerate().map(|(at, text)| Line { number: at + 1, text }).collect();
    let mut problems = Vec::new();

    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let slug = name.strip_suffix(".md").unwrap_or(name);
    if !is_slug(slug) {
        let message = format!("The file name “{name}” cannot be an address.");
        problems.push(Problem::new(1, message, "Use a-z, 0-9 and hyphens, and end it with .md."));
    }
    let (front, body) = front_matter::read(&lines, &mut problems);
    let (footnotes, body) = Footnotes::collect(body, &mut problems);
    let pieces = blocks::split(&body, &mut problems);

    let mut writer = Writer { language: front.language.clone(), footnotes, problems };
    let lead = writer.line(&front.lead.1, front.lead.0);
    let mut page = Page::default();
    for piece in &pieces {
        page.add(piece, &mut writer);
    }
    page.check_sections(&mut writer);

    let mut problems = std::mem::take(&mut writer.problems);
    let notes = std::mem::take(&mut writer.footnotes).finish(&mut problems);
    writer.problems = problems;
    let references = notes
        .into_iter()
        .map(|(number, line, text, marks)| Reference { number, text: writer.line(&text, line), marks })
        .collect();
    if !writer.problems.is_empty() {
        writer.problems.sort_by_key(|problem| problem.line);
        return Err(writer.problems);
    }

    let mut items = page.teaser_items;
    items.append(&mut page.items);
    let mut explanation = Explanation {
        slug: slug.to_owned(),
        language: front.language,
        translation: front.translation,
        subject: front.subject,
        topic: front.topic,
        level: front.level,
        title: front.title,
        lead,
        author: front.author,
        checked_by: front.checked_by,
        updated: front.updated,
        version: front.version,
        reading_minutes: 1,
        teasers: page.teasers,
        sections: page.sections,
        takeaways: page.takeaways,
        faq: page.faq,
        items,
        references,
        related: front.related,
    };
    let words = explanation.plain_text().split_whitespace().count();
    explanation.reading_minutes = words.div_ceil(WORDS_A_MINUTE).max(1) as u32;
    Ok(explanation)
}

/// The page as it grows.
#[derive(Default)]
struct Page {
    teasers: Vec<super::Teaser>,
    teaser_items: Vec<ExplanationItem>,
    sections: Vec<Section>,
    takeaways: Vec<super::Rich>,
    faq: Vec<super::Question>,
    items: Vec<ExplanationItem>,
    figures: u32,
    /// Line of each id of the page and of each item key.
    anchors: BTreeMap<String, usize>,
    keys: BTreeMap<String, usize>,
    /// Sections that item blocks name, and where.
    named: Vec<(usize, String)>,
}

impl Page {
    fn add(&mut self, piece: &Piece, writer: &mut Writer) {
        match piece {
            Piece::Heading { line, text } => self.heading(*line, text, writer),
            Piece::Markdown { line, text } => {
                let rich = writer.blocks(text, *line);
                self.push(*line, Part::Text(rich), writer);
            }
            Piece::Directive { line, name, argument, body } => {
                let at = blocks::At { line: *line, argument, body };
                match *name {
                    "teaser" => {
                        if let Some((teaser, item)) = blocks::teaser(&at, writer)
                            && self.claim_key(&item.key, *line, writer)
                        {
                            self.teasers.push(teaser);
                            self.teaser_items.push(item);
                        }
                    }
                    "definition" => {
                        if let Some(part) = blocks::definition(&at, writer) {
                            if let Part::Definition { anchor, .. } = &part {
                                self.claim_anchor(anchor, *line, writer);
                            }
                            self.push(*line, part, writer);
                        }
                    }
                    "figure" => {
                        if let Some(figure) = blocks::figure(&at, self.figures + 1, writer) {
                            self.figures += 1;
                            self.push(*line, Part::Figure(figure), writer);
                        }
                    }
                    "formula" => {
                        let part = blocks::formula(&at, writer);
                        self.push(*line, part, writer);
                    }
                    "takeaways" => self.takeaways.extend(blocks::takeaways(&at, writer)),
                    "faq" => self.faq.extend(blocks::faq(&at, writer)),
                    _ => self.items(&at, writer),
                }
            }
        }
    }

    fn heading(&mut self, line: usize, text: &str, writer: &mut Writer) {
        let (text, name) = split_name(text);
        let heading = writer.line(text, line);
        let anchor = name.map_or_else(|| slugify(&heading.plain), str::to_owned);
        if anchor.is_empty() {
            writer.problem(line, "The heading gives no anchor.", "Write one after it, like {#overview}.");
        } else {
            self.claim_anchor(&anchor, line, writer);
        }
        self.sections.push(Section { heading, anchor, parts: Vec::new() });
    }

    fn push(&mut self, line: usize, part: Part, writer: &mut Writer) {
        match self.sections.last_mut() {
            Some(section) => section.parts.push(part),
            None => writer.problem(
                line,
                "This stands before the first heading.",
                "Put a heading (## …) above it; the lead belongs to the front matter.",
            ),
        }
    }

    fn items(&mut self, at: &blocks::At, writer: &mut Writer) {
        let section = (!at.argument.is_empty()).then(|| at.argument.to_owned());
        if let Some(anchor) = &section {
            self.named.push((at.line, anchor.clone()));
        }
        for (line, mut item) in blocks::items(at, writer) {
            if self.claim_key(&item.key, line, writer) {
                item.section.clone_from(&section);
                self.items.push(item);
            }
        }
    }

    fn claim_key(&mut self, key: &str, line: usize, writer: &mut Writer) -> bool {
        if let Some(first) = self.keys.get(key) {
            let message = format!("The key “{key}” is already taken by the item in line {first}.");
            writer.problem(line, message, "Write another key at the end of the first line, like {#oxygen-source}.");
            return false;
        }
        self.keys.insert(key.to_owned(), line);
        true
    }

    fn claim_anchor(&mut self, anchor: &str, line: usize, writer: &mut Writer) {
        let numbered = |prefix: &str| {
            anchor.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        if TAKEN.contains(&anchor) || numbered("fn") || numbered("r") {
            let message = format!("The page uses “{anchor}” itself.");
            writer.problem(line, message, "Write another anchor after the heading, like {#overview}.");
        } else if let Some(first) = self.anchors.insert(anchor.to_owned(), line) {
            let message = format!("“{anchor}” is already the anchor of line {first}.");
            writer.problem(line, message, "Write another one after the heading, like {#overview}.");
        }
    }

    fn check_sections(&mut self, writer: &mut Writer) {
        if self.sections.is_empty() {
            writer.problem(1, "There is no section.", "Write a heading (## …) and text below it.");
        }
        for (line, anchor) in &self.named {
            if !self.sections.iter().any(|section| section.anchor == *anchor) {
                let message = format!("No section has the anchor “{anchor}”.");
                writer.problem(*line, message, "Name a heading’s anchor, or nothing for the whole explanation.");
            }
        }
    }
}
