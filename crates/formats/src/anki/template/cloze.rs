//! Gaps: `{{c1::text::hint}}`, inside each other, several of one number, several numbers of one gap (`{{c1,2::…}}`).

use super::filters::escape;
use crate::anki::occlusion;

/// Anki makes no card for numbers beyond this.
pub const LAST: u16 = 500;
/// Gaps inside gaps; a deeper one is plain text.
const DEEPEST: usize = 64;

enum Node<'t> {
    Text(&'t str),
    Gap(Gap<'t>),
}

pub(crate) struct Gap<'t> {
    /// Ascending, no number twice, at least one.
    numbers: Vec<u16>,
    nodes: Vec<Node<'t>>,
    hint: Option<&'t str>,
}

/// All numbers in these fields, ascending, no number twice; 0 too.
pub fn numbers(fields: &[String]) -> Vec<u16> {
    fn collect(nodes: &[Node<'_>], into: &mut Vec<u16>) {
        for node in nodes {
            if let Node::Gap(gap) = node {
                into.extend(&gap.numbers);
                collect(&gap.nodes, into);
            }
        }
    }
    let mut all = Vec::new();
    for field in fields.iter().filter(|f| f.contains("{{c")) {
        collect(&parse(field), &mut all);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The field's HTML with the gaps of `number` asked (question) or shown (answer); empty if it has no such gap.
pub fn reveal(text: &str, number: u16, question: bool) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    let mut found = false;
    for node in &parse(text) {
        write(node, number, question, &mut found, &mut html);
    }
    if found { bare_maths(&html) } else { String::new() }
}

/// Only the gaps of `number`, separated by commas: their hints (question) or what they hide (answer).
pub fn only(text: &str, number: u16, question: bool) -> String {
    fn collect(nodes: &[Node<'_>], number: u16, question: bool, into: &mut Vec<String>) {
        for node in nodes {
            let Node::Gap(gap) = node else { continue };
            if !gap.numbers.contains(&number) {
                collect(&gap.nodes, number, question, into);
            } else if question {
                into.push(gap.hint.unwrap_or("...").to_owned());
            } else {
                let mut html = String::new();
                gap.words(&mut html);
                into.push(html);
            }
        }
    }
    let mut gaps = Vec::new();
    collect(&parse(text), number, question, &mut gaps);
    gaps.join(", ")
}

/// All gaps in the order of the text, outer ones first, each with its own text (not that of gaps inside it).
pub(crate) fn gaps<'t>(text: &'t str) -> Vec<Gap<'t>> {
    let gaps = parse(text).into_iter();
    gaps.filter_map(|node| if let Node::Gap(gap) = node { Some(gap) } else { None }).collect()
}

impl Gap<'_> {
    pub(crate) fn number(&self) -> u16 {
        self.numbers.first().copied().unwrap_or_default()
    }

    /// The text of a gap that holds nothing else.
    pub(crate) fn only_text(&self) -> Option<&str> {
        match self.nodes.as_slice() {
            [Node::Text(text)] => Some(text),
            _ => None,
        }
    }

    fn words(&self, into: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => into.push_str(text),
                Node::Gap(gap) => gap.words(into),
            }
        }
    }
}

fn write(node: &Node<'_>, number: u16, question: bool, found: &mut bool, html: &mut String) {
    let gap = match node {
        Node::Text(text) => return html.push_str(text),
        Node::Gap(gap) => gap,
    };
    let active = gap.numbers.contains(&number);
    *found |= active;
    if let Some(shape) = gap.only_text().and_then(occlusion::shape) {
        return html.push_str(&shape.div(gap.number(), active, question));
    }
    let ordinal = gap.numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(",");
    let mut inside = String::new();
    for node in &gap.nodes {
        write(node, number, question, found, &mut inside);
    }
    if active && question {
        let hint = gap.hint.unwrap_or("...");
        let hidden = escape(&inside);
        html.push_str(&format!(
            "<span class=\"cloze\" data-cloze=\"{hidden}\" data-ordinal=\"{ordinal}\">[{hint}]</span>"
        ));
    } else {
        let class = if active { "cloze" } else { "cloze-inactive" };
        html.push_str(&format!("<span class=\"{class}\" data-ordinal=\"{ordinal}\">{inside}</span>"));
    }
}

/// A gap that is never closed is dropped with what it holds, as in Anki.
fn parse(text: &str) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let mut open: Vec<Gap<'_>> = Vec::new();
    let (mut at, mut from) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'{' => {
                let Some((numbers, length)) = opener(&text[at..]).filter(|_| open.len() < DEEPEST) else {
                    at += 1;
                    continue;
                };
                say(&text[from..at], &mut open, &mut nodes);
                open.push(Gap { numbers, nodes: Vec::new(), hint: None });
                at += length;
                from = at;
            }
            b'}' if bytes.get(at + 1) == Some(&b'}') && !open.is_empty() => {
                say(&text[from..at], &mut open, &mut nodes);
                if let Some(gap) = open.pop() {
                    open.last_mut().map_or(&mut nodes, |outer| &mut outer.nodes).push(Node::Gap(gap));
                }
                at += 2;
                from = at;
            }
            _ => at += 1,
        }
    }
    say(&text[from..], &mut open, &mut nodes);
    nodes
}

/// Adds text to the innermost open gap, whose first `::` begins the hint.
fn say<'t>(text: &'t str, open: &mut [Gap<'t>], nodes: &mut Vec<Node<'t>>) {
    if text.is_empty() {
        return;
    }
    let Some(gap) = open.last_mut() else { return nodes.push(Node::Text(text)) };
    match text.split_once("::") {
        Some((words, hint)) if gap.hint.is_none() => {
            gap.nodes.push(Node::Text(words));
            gap.hint = Some(hint);
        }
        _ => gap.nodes.push(Node::Text(text)),
    }
}

/// The numbers and the length of `{{c1,2::` at the start of `text`.
fn opener(text: &str) -> Option<(Vec<u16>, usize)> {
    let inside = text.strip_prefix("{{c")?;
    let end = inside.find(|c: char| !c.is_ascii_digit() && c != ',')?;
    inside[end..].strip_prefix("::")?;
    let mut numbers =
        inside[..end].split(',').filter(|n| !n.is_empty()).map(str::parse).collect::<Result<Vec<u16>, _>>().ok()?;
    numbers.sort_unstable();
    numbers.dedup();
    (!numbers.is_empty()).then_some((numbers, 3 + end + 2))
}

/// Takes the tags out of `\(…\)` and `\[…\]`, where a gap's `span` would spoil the formula.
fn bare_maths(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = bracket(rest, b"([") {
        let Some(end) = bracket(&rest[start + 2..], b")]").map(|n| start + 2 + n) else { break };
        out.push_str(&rest[..start]);
        let mut formula = &rest[start..end];
        while let Some((before, tag)) = formula.split_once('<') {
            out.push_str(before);
            match tag.split_once('>') {
                Some((_, after)) => formula = after,
                None => {
                    out.push('<');
                    formula = tag;
                }
            }
        }
        out.push_str(formula);
        out.push_str(&rest[end..end + 2]);
        rest = &rest[end + 2..];
    }
    out.push_str(rest);
    out
}

/// Where a backslash stands before one of two brackets.
fn bracket(text: &str, brackets: &[u8; 2]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut backslashes = text.match_indices('\\').map(|(at, _)| at);
    backslashes.find(|at| bytes.get(at + 1).is_some_and(|b| brackets.contains(b)))
}
