//! Markdown to sanitised HTML and to plain words, and the small text tools that the other modules share.

use super::footnotes::{Footnotes, drop_marks, link_marks};
use super::{Problem, Rich};
use crate::markup::{self, MarkupOptions};
use unicode_normalization::UnicodeNormalization;

/// One line of the source, with its number counted from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub number: usize,
    pub text: &'a str,
}

/// What turning Markdown into [`Rich`] text needs and finds.
pub(super) struct Writer {
    pub language: String,
    pub footnotes: Footnotes,
    pub problems: Vec<Problem>,
}

impl Writer {
    /// Blocks: paragraphs, lists, tables. `line` is where the Markdown begins.
    pub fn blocks(&mut self, markdown: &str, line: usize) -> Rich {
        let held = self.footnotes.hold(markdown, line, &mut self.problems);
        let html = markup::to_html(&held, &MarkupOptions::default());
        Rich { plain: drop_marks(&plain(&html)), html: link_marks(html.trim(), &self.language) }
    }

    /// A phrase or sentence: without the `<p>` around it.
    pub fn line(&mut self, markdown: &str, line: usize) -> Rich {
        let mut rich = self.blocks(markdown, line);
        let inner = rich.html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
        if let Some(inner) = inner.filter(|inner| !inner.contains("<p>")) {
            rich.html = inner.to_owned();
        }
        rich
    }

    pub fn problem(&mut self, line: usize, message: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(Problem::new(line, message, mend));
    }
}

/// The words of an HTML fragment, blanks collapsed; of a formula what is shown, not its source.
fn plain(html: &str) -> String {
    let fragment = scraper::Html::parse_fragment(html);
    let mut words = String::new();
    for node in fragment.tree.nodes() {
        let scraper::Node::Text(text) = node.value() else { continue };
        let mut above = node.ancestors().filter_map(|n| n.value().as_element());
        if !above.any(|element| matches!(element.name(), "annotation" | "annotation-xml")) {
            words.push_str(text);
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `a-z 0-9` in groups joined by single hyphens: what file names, keys and anchors are made of.
pub(super) fn is_slug(word: &str) -> bool {
    !word.is_empty()
        && word.split('-').all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// A slug of at most 60 characters made of a heading, term or question; empty if it has no Latin letters or digits.
pub(super) fn slugify(text: &str) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().chars() {
        let spelled = match c {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            _ => {
                for base in std::iter::once(c).nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
                    if base.is_ascii_alphanumeric() {
                        slug.push(base);
                    } else if !slug.is_empty() && !slug.ends_with('-') && base != '\'' && base != '’' {
                        slug.push('-');
                    }
                }
                continue;
            }
        };
        slug.push_str(spelled);
    }
    if slug.len() > 60 {
        slug.truncate(60);
        if let Some(end) = slug.rfind('-') {
            slug.truncate(end);
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Splits a trailing `{#name}` off.
pub(super) fn split_name(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let named = text.strip_suffix('}').and_then(|t| t.rsplit_once("{#"));
    match named {
        Some((before, name)) if is_slug(name) => (before.trim_end(), Some(name)),
        _ => (text, None),
    }
}
