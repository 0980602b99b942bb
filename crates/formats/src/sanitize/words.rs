//! The words of HTML.

use super::LONGEST;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

/// Elements that begin a new line when text is read off.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "blockquote",
    "section",
    "article",
    "details",
    "summary",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "header",
    "footer",
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
    let text = match plain(raw) {
        Some(text) => text,
        None if is_too_deep(raw) => without_tags(raw),
        None => parsed(raw),
    };
    tidy(&without_sounds(&text))
}

/// Unclosed elements beyond this are no text that somebody wrote; a parser's time grows with their square.
const DEEPEST: usize = 5_000;

/// Whether so many elements are opened and not closed that parsing would take long.
pub(crate) fn is_too_deep(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut depth = 0usize;
    for (at, _) in bytes.iter().enumerate().filter(|(_, b)| **b == b'<') {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() => {
                let tag = &raw[at + 1..];
                let void = ["br", "img", "hr", "wbr", "input", "meta", "link", "source", "col", "p>", "li>"];
                depth +=
                    usize::from(!void.iter().any(|v| tag.get(..v.len()).is_some_and(|t| t.eq_ignore_ascii_case(v))));
            }
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// What is left when all that looks like a tag is gone.
fn without_tags(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text
}

/// The words as the parser finds them.
fn parsed(raw: &str) -> String {
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
            Edge::Close(node)
                if closed.is_none() && node.value().as_element().is_some_and(|e| BLOCKS.contains(&e.name())) =>
            {
                text.push('\n');
            }
            _ => {}
        }
    }
    text
}

/// The words of HTML as most cards have it, read without building a tree (an import reads every field once); `None` for
/// anything else.
fn plain(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if raw.as_bytes()[raw.len() - rest.len() - 1] == b'&' {
            let (name, after) = rest.split_once(';').filter(|(name, _)| name.len() < 7)?;
            text.push(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" | "#39" | "#x27" => '\'',
                "nbsp" => ' ',
                _ => return None,
            });
            rest = after;
            continue;
        }
        let end = rest.find('>')?;
        let tag = &rest[..end];
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        // Attributes that hold a `>`, pictures with words, and whatever the parser treats in its own way.
        if tag.matches('"').count() % 2 == 1
            || tag.contains(['\'', '<', '=']) && tag.contains("alt")
            || tag.contains('\'')
        {
            return None;
        }
        match name.to_ascii_lowercase().as_str() {
            "b" | "i" | "u" | "s" | "em" | "strong" | "span" | "a" | "font" | "sub" | "sup" | "small" | "big"
            | "code" | "img" | "mark" | "del" | "ins" | "kbd" => {}
            "br" | "div" | "p" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre"
            | "blockquote" | "hr" => {
                text.push('\n');
            }
            _ => return None,
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    Some(text)
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quick_way_reads_what_the_parser_reads(parts in prop::collection::vec(prop::sample::select(&[
            "a", " b ", "<b>x</b>", "<br>", "<div>y &amp; z</div>", "<p class=\"x\">w</p>", "&amp;", "&nbsp;", "&lt;",
            "<ul><li>1</li><li>2</li></ul>", "<img src=\"a.png\">", "<span style=\"color: red\">r</span>", "ä", "1 > 0", "&#39;", "<hr>"][..]), 0..12)) {
            let raw = parts.concat();
            let quick = plain(&raw);
            prop_assert_eq!(tidy(&quick.unwrap_or_default()), tidy(&parsed(&raw)), "{}", raw);
        }
    }
}
