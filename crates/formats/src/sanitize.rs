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
mod words;

pub use css::{css, take_styles};
pub use words::html_to_text;
pub(crate) use words::{is_too_deep, tidy};

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
    if raw.len() > LONGEST || is_too_deep(raw) {
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

#[cfg(test)]
mod tests;
