//! TeX maths to MathML.

use super::gaps;
use crate::sanitize::escape;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Event, Parser, ParserError, Storage, push_mathml};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Longer maths (bytes) is shown as its source.
const LONGEST: usize = 8_000;
/// Deeper nesting of braces, fences and environments is shown as its source.
const DEEPEST: usize = 60;
/// More commands than this are shown as their source (`\sqrt\sqrt\sqrt…` nests without braces).
const COMMANDS: usize = 1_500;
/// More parsed pieces than this are shown as their source.
const PIECES: usize = 40_000;

/// MathML of TeX source, with the source as its annotation. What is not understood, or too long or too deep, is shown
/// as `<code class="maths-error">` with a title that says what is wrong.
pub fn mathml(source: &str, block: bool) -> String {
    let source = source.trim();
    match convert(source, source, block) {
        Ok(html) => html,
        Err(why) => format!("<code class=\"maths-error\" title=\"{}\">{}</code>", escape(&why), escape(source)),
    }
}

/// Keeps what stands right beside a formula in a line (a full stop, a bracket) on that line: browsers break a line on
/// either side of `<math>`, whatever follows.
pub(super) fn with_neighbours(html: String) -> String {
    const BEFORE: &[char] = &['(', '[', '„', '“', '‚', '‘', '»', '−', '±'];
    const AFTER: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '“', '”', '’', '«', '%', '…', '-', '‐'];
    const END: &str = "</math>";
    if !html.contains(END) {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html.as_str();
    while let Some(start) = rest.find("<math") {
        let Some(length) = rest[start..].find(END).map(|end| end + END.len()) else { break };
        out.push_str(&rest[..start]);
        let (maths, after) = rest[start..].split_at(length);
        let block = maths.split('>').next().is_some_and(|tag| tag.contains("display=\"block\""));
        let closing = after.len() - after.trim_start_matches(AFTER).len();
        let opening = out.len() - out.trim_end_matches(BEFORE).len();
        if block || closing + opening == 0 {
            out.push_str(maths);
            rest = after;
            continue;
        }
        let before = out.split_off(out.len() - opening);
        out.extend(["<span class=\"nowrap\">", &before, maths, &after[..closing], "</span>"]);
        rest = &after[closing..];
    }
    out.push_str(rest);
    out
}

/// Why the source is not understood, for the editor; `None` when it is fine.
pub fn problem(source: &str) -> Option<String> {
    let source = source.trim();
    convert(source, source, false).err()
}

fn convert(source: &str, annotation: &str, block: bool) -> Result<String, String> {
    check(source)?;
    // The parser is foreign code and this is foreign input: a panic in it must cost one formula, not a page.
    catch_unwind(AssertUnwindSafe(|| {
        let storage = Storage::new();
        let mut events: Vec<Event> = Vec::new();
        for event in Parser::new(source, &storage) {
            events.push(event.map_err(|e| first_line(&e.to_string()))?);
            if events.len() > PIECES {
                return Err("too long".to_owned());
            }
        }
        let config = RenderConfig {
            display_mode: if block { DisplayMode::Block } else { DisplayMode::Inline },
            annotation: Some(annotation),
            ..RenderConfig::default()
        };
        let mut html = String::new();
        push_mathml(&mut html, events.into_iter().map(Ok::<_, ParserError>), config).map_err(|e| e.to_string())?;
        // The parser gives a blank as an entity, which the writer escapes once more.
        Ok(html.replace("<mtext>&amp;nbsp;</mtext>", "<mtext>\u{a0}</mtext>"))
    }))
    .unwrap_or_else(|_| Err("not understood".to_owned()))
}

/// Refuses before parsing what could cost too much.
fn check(source: &str) -> Result<(), String> {
    if source.is_empty() {
        return Err("empty".into());
    }
    if source.len() > LONGEST {
        return Err(format!("longer than {LONGEST} characters"));
    }
    if source.contains('\0') {
        return Err("contains a NUL character".into());
    }
    let (mut depth, mut deepest, mut commands) = (0usize, 0usize, 0usize);
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '{', '}', '^', '_']) {
        let found = &rest[at..];
        rest = &found[1..];
        match found.as_bytes()[0] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'\\' => {
                let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
                commands += 1;
                match name.as_str() {
                    "begin" | "left" => depth += 1,
                    "end" | "right" => depth = depth.saturating_sub(1),
                    // A few lines of these can stand for more than any memory holds.
                    "def" | "gdef" | "edef" | "xdef" | "let" | "newcommand" | "renewcommand" => {
                        return Err(format!("\\{name} is not supported inside maths"));
                    }
                    _ => {}
                }
                let skip = if name.is_empty() { rest.chars().next().map_or(0, char::len_utf8) } else { name.len() };
                rest = &rest[skip..];
            }
            _ => commands += 1,
        }
        deepest = deepest.max(depth);
    }
    if deepest > DEEPEST {
        return Err(format!("nested deeper than {DEEPEST}"));
    }
    if commands > COMMANDS {
        return Err(format!("more than {COMMANDS} commands"));
    }
    Ok(())
}

/// MathML of a formula with gaps: `open(asked?)` and `close` have been put into the source by [`super::gaps`].
pub(super) fn mathml_with_gaps(source: &str, block: bool) -> String {
    let (mut tex, mut plain) = (String::new(), String::new());
    let mut asked = false;
    for c in source.trim().chars() {
        match c {
            gaps::ASK | gaps::SHOW => {
                asked = c == gaps::ASK;
                tex.push_str(if asked { "{\\text{⧘}\\text{[" } else { "{\\text{⧘}" });
                plain.push_str(if asked { "\\text{[" } else { "" });
            }
            gaps::END => {
                tex.push_str(if asked { "]}\\text{⧙}}" } else { "\\text{⧙}}" });
                plain.push_str(if asked { "]}" } else { "" });
                asked = false;
            }
            _ => {
                tex.push(c);
                plain.push(c);
            }
        }
    }
    match convert(&tex, &plain, block) {
        Ok(html) => html.replace("<mtext>⧘</mtext>", "<mrow class=\"gap\">").replace("<mtext>⧙</mtext>", "</mrow>"),
        Err(_) => format!("<code>{}</code>", gaps::to_html(&escape(source.trim()))),
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("not understood").to_owned()
}

/// Maths found at the start of a text.
pub(crate) struct Delimited<'a> {
    pub source: &'a str,
    pub block: bool,
    /// Bytes including the delimiters.
    pub length: usize,
}

/// Anki's ways to delimit maths: opening, closing, block.
const DELIMITERS: [(&str, &str, bool); 5] = [
    ("\\(", "\\)", false),
    ("\\[", "\\]", true),
    ("[$$]", "[/$$]", true),
    ("[$]", "[/$]", false),
    ("[latex]", "[/latex]", true),
];

/// A closing delimiter further away (bytes) than this does not belong to the opening one.
const WINDOW: usize = 12_000;
/// After so many opening delimiters without a closing one a text is taken to have no more maths in it.
pub(crate) const MISSES: usize = 1_000;

/// The first `most` bytes of a text, or a few less.
pub(crate) fn window(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// Maths in Anki's delimiters, if `text` starts with it.
pub(crate) fn delimited(text: &str) -> Option<Delimited<'_>> {
    let (open, close, block) = DELIMITERS.into_iter().find(|(open, ..)| text.starts_with(open))?;
    let inside = &text[open.len()..];
    let end = window(inside, WINDOW).find(close)?;
    let mut source = inside[..end].trim();
    if source.is_empty() {
        return None;
    }
    let mut block = block;
    if open == "[latex]" {
        // `[latex]$x$[/latex]` is how people wrote inline maths there.
        if let Some(inline) = source.strip_prefix('$').and_then(|s| s.strip_suffix('$')) {
            block = inline.starts_with('$');
            source = inline.trim_matches('$').trim();
        }
    }
    Some(Delimited { source, block, length: open.len() + end + close.len() })
}

/// Removes tags (but keeps the words) inside delimited maths of HTML, because a formula cut in two by `<b>` or `<br>`
/// is not found in the parsed text.
pub(crate) fn without_tags_inside(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut misses = 0;
    while let Some(at) = rest.find(['\\', '[']).filter(|_| misses < MISSES) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match delimited(rest) {
            Some(found) => {
                strip_tags(&mut out, &rest[..found.length]);
                rest = &rest[found.length..];
            }
            None => {
                misses += usize::from(DELIMITERS.iter().any(|(open, ..)| rest.starts_with(open)));
                out.push_str(&rest[..1]);
                rest = &rest[1..];
                // A doubled backslash is a line break of TeX, not the start of a delimiter.
                if out.ends_with('\\') && rest.starts_with('\\') {
                    out.push('\\');
                    rest = &rest[1..];
                }
            }
        }
    }
    out.push_str(rest);
    out
}

fn strip_tags(out: &mut String, html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match rest.find('>').filter(|_| is_tag) {
            Some(end) => {
                if rest.starts_with("<br") || rest.starts_with("<div") || rest.starts_with("</") {
                    out.push(' ');
                }
                rest = &rest[end + 1..];
            }
            None => {
                out.push_str("&lt;");
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}
