//! Markdown and maths to HTML and to plain text (docs/handbook/markdown.md says what a learner may write).

pub(crate) mod gaps;
pub mod maths;

use crate::sanitize::{self, media};
use comrak::nodes::{AstNode, NodeHtmlBlock, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

pub use crate::sanitize::html_to_text;

/// How Markdown becomes HTML.
#[derive(Debug, Clone, Copy, Default)]
pub struct MarkupOptions<'a> {
    /// What stands before a percent-encoded media name, such as `/media/7/`. Empty: the name alone.
    pub media_base: &'a str,
    /// Added to the level of headings, because a text stands below a page's own headings: with 2, `#` is `<h3>`.
    pub heading_offset: u8,
}

/// A longer text (bytes) is shown as it was written.
const LONGEST: usize = 1_000_000;
/// More levels of quotes or lists than this are shown as they were written.
const DEEPEST: usize = 60;

/// Markdown as HTML for our own pages, sanitised. Never fails: what is not Markdown is text.
///
/// Tables, strike-through, task lists, footnotes, links, `$maths$`, images and sounds by media name. Pictures from
/// elsewhere become links.
pub fn to_html(markdown: &str, options: &MarkupOptions) -> String {
    marked_to_html(&gaps::without(markdown), options)
}

/// As [`to_html`], for text in which [`gaps`] stand.
pub(crate) fn marked_to_html(markdown: &str, options: &MarkupOptions) -> String {
    if is_too_much(markdown) {
        return format!("<pre>{}</pre>", sanitize::escape(&gaps::without(markdown)));
    }
    let arena = Arena::new();
    let parsing = parsing();
    let root = parse_document(&arena, markdown, &parsing);
    for node in root.descendants() {
        prepare(node, options);
    }
    let mut html = String::with_capacity(markdown.len() * 2);
    if format_html(root, &parsing, &mut html).is_err() {
        // Writing to a String cannot fail.
        return sanitize::escape(markdown);
    }
    maths::with_neighbours(sanitize::page(&html, options.media_base).trim_end().to_owned())
}

/// HTML of one line of Markdown without the paragraph around it, for options, entries and headings.
pub fn to_inline_html(markdown: &str, options: &MarkupOptions) -> String {
    let html = to_html(markdown, options);
    let inner = html.strip_prefix("<p>").and_then(|h| h.strip_suffix("</p>")).filter(|h| !h.contains("<p>"));
    inner.map_or_else(|| html.clone(), str::to_owned)
}

/// The words of Markdown, for lists, search and speech: markup gone, blocks on lines of their own, maths as source.
pub fn to_text(markdown: &str) -> String {
    if is_too_much(markdown) {
        return sanitize::tidy(markdown);
    }
    let plain = markdown.bytes().all(|b| b.is_ascii_alphanumeric() || b" ,;?'".contains(&b));
    if plain {
        return markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &parsing());
    let mut text = String::with_capacity(markdown.len());
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Text(t) => text.push_str(t),
            NodeValue::Code(c) => text.push_str(&c.literal),
            NodeValue::CodeBlock(c) => {
                text.push('\n');
                text.push_str(&c.literal);
            }
            NodeValue::Math(m) => text.push_str(m.literal.trim()),
            NodeValue::SoftBreak | NodeValue::TableCell => text.push(' '),
            NodeValue::HtmlInline(h) | NodeValue::HtmlBlock(NodeHtmlBlock { literal: h, .. }) => {
                // Words between inline tags are texts of their own; of a block they are in here.
                let words = html_to_text(h);
                if !words.is_empty() {
                    text.push('\n');
                    text.push_str(&words);
                }
            }
            value if value.block() || matches!(value, NodeValue::LineBreak) => text.push('\n'),
            _ => {}
        }
    }
    html_to_text(&sanitize::escape(&text))
}

/// Media names that Markdown or HTML mentions: pictures, sounds, in the order of mention.
pub fn media_names(markdown: &str) -> Vec<String> {
    let html = to_html(markdown, &MarkupOptions { media_base: "m/", ..MarkupOptions::default() });
    let mut names = Vec::new();
    for part in html.split("src=\"m/").skip(1) {
        if let Some((encoded, _)) = part.split_once('"') {
            names.push(media::decode(encoded));
        }
    }
    names
}

fn parsing() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.math_dollars = true;
    extension.math_latex = true;
    extension.cjk_friendly_emphasis = true;
    // Not unsafe: all of it goes through the sanitiser, which lets harmless tags (`<sub>`, `<kbd>`) stay.
    options.render.r#unsafe = true;
    options
}

/// Changes one node of the parsed text into what our pages show.
fn prepare<'a>(node: &'a AstNode<'a>, options: &MarkupOptions) {
    let mut data = node.data_mut();
    let new = match &mut data.value {
        NodeValue::Math(maths) if maths.literal.contains(gaps::is_mark) => {
            NodeValue::Raw(maths::mathml_with_gaps(&maths.literal, maths.display_math))
        }
        NodeValue::Math(maths) => NodeValue::Raw(maths::mathml(&maths.literal, maths.display_math)),
        NodeValue::Image(link) => {
            link.url = gaps::without(&link.url);
            if !media::is_sound(&link.url) && !media::is_film(&link.url) {
                return;
            }
            let tag = if media::is_film(&link.url) { "video" } else { "audio" };
            // The sanitiser gives it its address.
            NodeValue::Raw(format!("<{tag} src=\"{}\"></{tag}>", sanitize::escape(&link.url)))
        }
        NodeValue::Link(link) => {
            link.url = gaps::without(&link.url);
            return;
        }
        NodeValue::Heading(heading) => {
            heading.level = (heading.level + options.heading_offset).min(6);
            return;
        }
        NodeValue::Text(text) if text.contains(gaps::is_mark) => {
            let under_image = node.ancestors().skip(1).any(|a| matches!(a.data().value, NodeValue::Image(_)));
            match under_image {
                true => NodeValue::Text(gaps::to_text(text).into()),
                false => NodeValue::Raw(gaps::to_html(&sanitize::escape(text))),
            }
        }
        NodeValue::Code(code) if code.literal.contains(gaps::is_mark) => {
            NodeValue::Raw(format!("<code>{}</code>", gaps::to_html(&sanitize::escape(&code.literal))))
        }
        NodeValue::CodeBlock(code) if code.literal.contains(gaps::is_mark) => {
            let literal = format!("<pre><code>{}</code></pre>\n", gaps::to_html(&sanitize::escape(&code.literal)));
            NodeValue::HtmlBlock(NodeHtmlBlock { block_type: 6, literal })
        }
        NodeValue::HtmlInline(html) if html.contains(gaps::is_mark) => NodeValue::HtmlInline(gaps::without(html)),
        NodeValue::HtmlBlock(html) if html.literal.contains(gaps::is_mark) => {
            NodeValue::HtmlBlock(NodeHtmlBlock { block_type: 6, literal: gaps::to_html(&html.literal) })
        }
        _ => return,
    };
    data.value = new;
    drop(data);
    if matches!(node.data().value, NodeValue::Raw(_)) {
        for child in node.children().collect::<Vec<_>>() {
            child.detach();
        }
    }
}

/// Whether the text is longer or deeper than anybody writes.
fn is_too_much(markdown: &str) -> bool {
    markdown.len() > LONGEST
        || markdown.lines().any(|line| {
            let marks = line.bytes().take_while(|b| b" \t>-+*".contains(b)).filter(|b| b">-+*".contains(b)).count();
            let indent = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
            (marks > DEEPEST && !line.trim_matches([' ', '-', '*', '+']).is_empty()) || indent > 4 * DEEPEST
        })
}

#[cfg(test)]
mod tests;
