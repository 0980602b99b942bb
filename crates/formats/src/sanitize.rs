//! Makes foreign HTML and CSS harmless without losing what a person wrote.
//!
//! Two profiles. [`html`] is for Anki's cards: rich in style, because such a card is shown in a sandboxed frame with a
//! policy of its own. [`page`] is for what becomes part of our own pages: no free classes, ids or styles.
//!
//! Each pass parses, rewrites (media, sounds, maths, folds) and then goes through an allow-list. Passes repeat until
//! nothing changes, so the result is a fixed point: what a browser parses is what was checked.

mod css;
pub mod media;
mod policy;
mod rewrite;

pub use css::{css, take_styles};

use ego_tree::iter::Edge;
use scraper::{Html, Node};

/// How imported HTML is rewritten.
#[derive(Debug, Clone, Copy)]
pub struct SanitizeOptions<'a> {
    /// What stands before a percent-encoded media name, such as `/media/7/`. Empty: the name alone.
    pub media_base: &'a str,
    /// The deck's CSS; only read to know which classes and ids it hides.
    pub css: &'a str,
    /// What a fold without a label of its own is called.
    pub fold_label: &'a str,
}

impl<'a> SanitizeOptions<'a> {
    /// Media below `media_base`, no deck CSS, folds called "…".
    pub fn new(media_base: &'a str) -> Self {
        SanitizeOptions { media_base, css: "", fold_label: "…" }
    }
}

/// Who will show the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Profile {
    Isolated,
    Page,
}

/// Longer input than this (bytes) is shown as plain text: no card is written by hand at that length.
const LONGEST: usize = 2_000_000;
/// Deeper nesting than this is flattened, so that no browser and no parser of ours has to recurse further.
const DEEPEST: usize = 120;
/// After so many passes without a fixed point the input is shown as plain text.
const PASSES: usize = 6;

/// HTML from elsewhere (Anki), for an isolated frame. Never fails; what cannot be kept becomes text or a link.
pub fn html(raw: &str, options: &SanitizeOptions) -> String {
    settle(raw, options, Profile::Isolated)
}

/// HTML that becomes part of our own page: formatting, tables, lists, media, maths; our own classes only.
pub fn page(raw: &str, media_base: &str) -> String {
    settle(raw, &SanitizeOptions::new(media_base), Profile::Page)
}

fn settle(raw: &str, options: &SanitizeOptions, profile: Profile) -> String {
    if raw.len() > LONGEST {
        return as_text(raw);
    }
    let hidden = css::hidden_names(options.css);
    let mut current = raw.replace('\0', "");
    for _ in 0..PASSES {
        let rewritten = rewrite::rewrite(&current, options, &hidden, profile);
        let next = policy::clean(&rewritten, profile);
        if next == current {
            return next;
        }
        current = next;
    }
    as_text(raw)
}

/// The words of the input, in an element that no rewriting touches.
fn as_text(raw: &str) -> String {
    let words = if raw.len() > LONGEST { raw.replace('\0', "") } else { html_to_text(raw) };
    format!("<pre>{}</pre>", escape(words.trim()))
}

/// Escapes text for element content and double-quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

/// Elements that begin a new line when text is read off.
const BLOCKS: &[&str] = &[
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote",
    "section", "article", "details", "summary", "dt", "dd", "figure", "figcaption", "header", "footer",
];

/// The words of HTML, for lists, search and speech: markup gone, blocks on lines of their own, maths as their source,
/// `[sound:…]` gone, an image as its alternative text.
pub fn html_to_text(raw: &str) -> String {
    if raw.len() > LONGEST {
        return raw.to_owned();
    }
    if !raw.contains(['<', '&', '[']) {
        return tidy(raw);
    }
    let parsed = Html::parse_fragment(raw);
    let mut text = String::new();
    // Below this node nothing is read until it closes.
    let mut closed = None;
    for edge in parsed.tree.root().traverse() {
        match edge {
            Edge::Open(node) if closed.is_none() => match node.value() {
                Node::Text(t) => text.push_str(t),
                Node::Element(e) => match e.name() {
                    "script" | "style" | "template" | "iframe" | "noscript" | "head" => closed = Some(node.id()),
                    "math" => {
                        let source = node
                            .descendants()
                            .find(|d| d.value().as_element().is_some_and(|e| e.name() == "annotation"));
                        if let Some(source) = source {
                            text.extend(source.descendants().filter_map(|d| d.value().as_text()).map(|t| &**t));
                            closed = Some(node.id());
                        }
                    }
                    "img" => text.push_str(e.attr("alt").unwrap_or_default()),
                    "td" | "th" => text.push(' '),
                    name if BLOCKS.contains(&name) => text.push('\n'),
                    _ => {}
                },
                _ => {}
            },
            Edge::Close(node) if closed == Some(node.id()) => closed = None,
            Edge::Close(node) if closed.is_none() => {
                if node.value().as_element().is_some_and(|e| BLOCKS.contains(&e.name())) {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
    tidy(&without_sounds(&text))
}

/// Takes out `[sound:…]` and the brackets of `[anki:tts …]`.
fn without_sounds(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let opens = ["[sound:", "[anki:tts", "[/anki:tts", "[anki:play"].iter().any(|o| rest.starts_with(o));
        match rest.find(']') {
            Some(end) if opens => rest = &rest[end + 1..],
            _ => {
                out.push('[');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// One space between words, no blank lines, no space at the ends of lines.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let mut first = true;
        for word in words {
            if !first {
                out.push(' ');
            }
            out.push_str(word);
            first = false;
        }
    }
    out
}

#[cfg(test)]
mod tests;
