//! Text or HTML to pieces.

use super::{Block, Kind};
use ego_tree::iter::Edge;
use scraper::{Html, Node, Selector};

/// Headings are not longer (words, characters).
const HEADING: (usize, usize) = (14, 100);
/// Questions are not longer (words, characters).
const QUESTION: (usize, usize) = (35, 240);

pub(super) fn of_text(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    // Where lines are wrapped, a paragraph is what stands between blank lines; else each line is one.
    let filled = lines.iter().filter(|l| !l.is_empty()).count();
    let wrapped =
        lines.windows(2).filter(|w| w[0].len() > 50 && w[0].len() < 100 && !w[1].is_empty()).count() * 2 > filled;
    let mut blocks: Vec<Block> = Vec::new();
    let mut joins = false;
    for (i, line) in lines.iter().enumerate() {
        if line.is_empty() {
            joins = false;
            continue;
        }
        let alone = (i == 0 || lines[i - 1].is_empty()) && lines.get(i + 1).is_none_or(|l| l.is_empty());
        let kind = kind_of(line, alone);
        if wrapped
            && joins
            && kind == Kind::Paragraph
            && let Some(last) = blocks.last_mut()
        {
            last.text.push(' ');
            last.text.push_str(line);
            continue;
        }
        joins = kind == Kind::Paragraph;
        let (kind, text) = match (kind, entry(line)) {
            (Kind::Entry, Some(text)) => (kind, text.to_owned()),
            (Kind::Figure, _) => (kind, caption(line).unwrap_or(line).to_owned()),
            _ => (kind, (*line).to_owned()),
        };
        blocks.push(Block { line: i + 1, kind, text });
    }
    blocks
}

fn kind_of(line: &str, alone: bool) -> Kind {
    if let Some((level, _)) = markdown_heading(line) {
        return Kind::Heading(level);
    }
    if entry(line).is_some() {
        return Kind::Entry;
    }
    if reference_number(line).is_some() {
        return Kind::Reference;
    }
    if caption(line).is_some() {
        return Kind::Figure;
    }
    if is_question(line) {
        return Kind::Question;
    }
    let words = line.split_whitespace().count();
    let ends = line.ends_with(['.', '!', ',', ';', '…', ':', '”', '"', '’']);
    match alone && !ends && words <= HEADING.0 && line.chars().count() <= HEADING.1 {
        true => Kind::Heading(2),
        false => Kind::Paragraph,
    }
}

fn markdown_heading(line: &str) -> Option<(u8, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let title = line[level..].strip_prefix(' ')?.trim();
    (1..=6).contains(&level).then_some((u8::try_from(level).ok()?.max(2), title))
}

/// The text of a line with a bullet.
fn entry(line: &str) -> Option<&str> {
    let rest = ["• ", "- ", "* ", "– ", "‣ ", "◦ ", "•\t", "·\t", "· "].iter().find_map(|b| line.strip_prefix(b))?;
    Some(rest.trim()).filter(|r| !r.is_empty())
}

/// `3. …` or `[3] …`.
pub(super) fn reference_number(line: &str) -> Option<u32> {
    let (number, rest) = match line.strip_prefix('[') {
        Some(rest) => rest.split_once("] ")?,
        None => line.split_once(". ")?,
    };
    (number.len() < 4 && !rest.is_empty()).then(|| number.parse().ok()).flatten()
}

/// A line that asks one thing and nothing else.
fn is_question(line: &str) -> bool {
    let sentence = line.trim_end_matches('?');
    line.ends_with('?')
        && line.split_whitespace().count() <= QUESTION.0
        && line.split_whitespace().count() >= 2
        && line.chars().count() <= QUESTION.1
        && sentences(sentence).len() <= 1
}

/// `Fig. 1 - …`, also with the picture's alternative text glued before it.
fn caption(line: &str) -> Option<&str> {
    if line.chars().count() > 300 {
        return None;
    }
    let at = ["Fig. ", "Figure ", "Abb. ", "Abbildung "].iter().find_map(|word| {
        line.match_indices(word).map(|(at, _)| at).find(|at| {
            let number = &line[at + word.len()..];
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            // A caption goes on with a mark after its number; a mention in a sentence does not.
            digits > 0 && number[digits..].trim_start().starts_with(['-', '–', '—', ':', '.', '|'])
        })
    })?;
    (!line[..at].trim_end().ends_with(['.', '!', '?', ';'])).then(|| &line[at..])
}

/// Sentences, cut where a mark is followed by a space and a capital letter; initials and short abbreviations do not end one.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let after = &text[at + mark.len_utf8()..];
        let next = after.trim_start();
        let spaced = next.len() < after.len();
        let word = text[start..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let initial = word.chars().count() <= 2 && word.starts_with(char::is_uppercase);
        let short = mark == '.' && (initial || word.contains('.'));
        let begins = next.chars().next().is_some_and(|c| c.is_uppercase() || "„“\"'‘(".contains(c));
        if spaced && begins && !short {
            found.push(text[start..at + mark.len_utf8()].trim());
            start = text.len() - next.len();
        }
    }
    let rest = text[start..].trim();
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// The pieces of a page, and its title.
pub(super) fn of_html(html: &str) -> (Vec<Block>, Option<String>) {
    let parsed = Html::parse_document(html);
    let first = |selector: &str| {
        let selector = Selector::parse(selector).ok()?;
        parsed.select(&selector).max_by_key(|e| e.descendants().count())
    };
    let words = |e: scraper::ElementRef| e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let title = first("h1").or_else(|| first("title")).map(words).filter(|t| !t.is_empty());
    let root = first("article").or_else(|| first("main")).or_else(|| first("body"));
    let Some(root) = root else { return (Vec::new(), title) };
    let mut reading = Reading { blocks: Vec::new(), text: String::new(), kind: Kind::Paragraph };
    // Below this node nothing is read until it closes.
    let mut closed = None;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) if closed.is_none() => match node.value() {
                Node::Text(text) => reading.text.push_str(text),
                Node::Element(element) => match element.name() {
                    "script" | "style" | "nav" | "aside" | "form" | "button" | "template" | "noscript" | "iframe"
                    | "svg" | "footer" | "select" => {
                        reading.end();
                        closed = Some(node.id());
                    }
                    "br" => reading.text.push(' '),
                    "img" => {
                        let alt = element.attr("alt").unwrap_or_default().trim();
                        if !alt.is_empty() {
                            reading.end();
                            reading.blocks.push(Block { line: 0, kind: Kind::Figure, text: alt.to_owned() });
                        }
                    }
                    name => reading.begin(name),
                },
                _ => {}
            },
            Edge::Close(node) if closed == Some(node.id()) => closed = None,
            Edge::Close(node)
                if closed.is_none() && node.value().as_element().is_some_and(|e| block_kind(e.name()).is_some()) =>
            {
                reading.end();
            }
            _ => {}
        }
    }
    reading.end();
    let mut blocks = reading.blocks;
    for (i, block) in blocks.iter_mut().enumerate() {
        block.line = i + 1;
    }
    (blocks, title)
}

struct Reading {
    blocks: Vec<Block>,
    text: String,
    kind: Kind,
}

impl Reading {
    fn begin(&mut self, name: &str) {
        if let Some(kind) = block_kind(name) {
            self.end();
            self.kind = kind;
        }
    }

    fn end(&mut self) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        let mut kind = std::mem::replace(&mut self.kind, Kind::Paragraph);
        if text.is_empty() {
            return;
        }
        match kind {
            Kind::Heading(_) | Kind::Paragraph | Kind::Entry if is_question(&text) && kind != Kind::Entry => {
                kind = Kind::Question
            }
            Kind::Paragraph if caption(&text).is_some() => kind = Kind::Figure,
            Kind::Paragraph if reference_number(&text).is_some() => kind = Kind::Reference,
            _ => {}
        }
        self.blocks.push(Block { line: 0, kind, text });
    }
}

fn block_kind(name: &str) -> Option<Kind> {
    Some(match name {
        "h1" | "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" | "h5" | "h6" => Kind::Heading(4),
        "li" => Kind::Entry,
        "figcaption" => Kind::Figure,
        "p" | "div" | "section" | "article" | "summary" | "details" | "dt" | "dd" | "blockquote" | "td" | "th"
        | "tr" | "ul" | "ol" | "dl" | "table" | "header" | "main" | "figure" | "body" | "pre" => Kind::Paragraph,
        _ => return None,
    })
}
