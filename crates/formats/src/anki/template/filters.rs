//! What stands before a field's name: `{{hint:Back}}`, `{{text:Front}}`, `{{furigana:Reading}}`.

use super::cloze;
use scraper::{Html, Node};
use std::borrow::Cow;

/// Runs the filters in the order given. A filter that nobody knows leaves the text as it is (add-ons bring their own).
pub fn apply<'v>(filters: &[&str], value: &'v str, field: &str, number: u16, question: bool) -> Cow<'v, str> {
    match filters {
        [] => return Cow::Borrowed(value),
        ["cloze", "type"] => return format!("[[type:cloze:{field}]]").into(),
        ["nc", "type"] => return format!("[[type:nc:{field}]]").into(),
        _ => {}
    }
    let mut text = Cow::Borrowed(value);
    for filter in filters {
        text = match *filter {
            "text" => plain(&text).into(),
            "cloze" => cloze::reveal(&text, number, question).into(),
            "cloze-only" => cloze::only(&text, number, question).into(),
            "type" => format!("[[type:{field}]]").into(),
            "hint" if !text.trim().is_empty() => {
                format!("<details class=\"hint\"><summary>{}</summary><div>{text}</div></details>", escape(field))
                    .into()
            }
            "furigana" => ruby(&text, |base, reading| format!("<ruby><rb>{base}</rb><rt>{reading}</rt></ruby>")).into(),
            "kanji" => ruby(&text, |base, _| base.to_owned()).into(),
            "kana" => ruby(&text, |_, reading| reading.to_owned()).into(),
            other => match other.strip_prefix("tts ") {
                Some(options) => {
                    let language = options.split(' ').next().unwrap_or_default().replace('_', "-");
                    format!("<span class=\"tts\" lang=\"{}\">{text}</span>", escape(&language)).into()
                }
                None => text,
            },
        };
    }
    text
}

/// The text of HTML: without tags, comments, scripts and styles, entities resolved.
pub fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let document = Html::parse_fragment(html);
    let mut text = String::new();
    for node in document.tree.root().descendants() {
        if let Node::Text(part) = node.value() {
            let parent = node.parent();
            let element = parent.and_then(|p| p.value().as_element());
            if !element.is_some_and(|e| matches!(e.name(), "script" | "style")) {
                text.push_str(part);
            }
        }
    }
    text.replace('\u{a0}', " ")
}

/// For text and attribute values.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#x27;"),
            c => html.push(c),
        }
    }
    html
}

/// Rewrites each ` base[reading]`; a base begins after a space or a tag. `[sound:…]` is no reading.
fn ruby(text: &str, write: impl Fn(&str, &str) -> String) -> String {
    let text = text.replace("&nbsp;", " ");
    let mut html = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(bracket) = rest.find('[') {
        let before = &rest[..bracket];
        let start = before.rfind([' ', '>']).map_or(0, |at| at + 1);
        let (base, after) = (&before[start..], &rest[bracket + 1..]);
        let Some(end) = after.find(']') else { break };
        if base.is_empty() || end == 0 || after[..end].contains('\n') {
            html.push_str(&rest[..bracket + 1]);
            rest = after;
            continue;
        }
        let reading = &after[..end];
        if reading.starts_with("sound:") {
            html.push_str(&rest[..bracket + 1 + end + 1]);
        } else {
            let lead = &before[..start];
            html.push_str(lead.strip_suffix(' ').unwrap_or(lead));
            html.push_str(&write(base, reading));
        }
        rest = &after[end + 1..];
    }
    html.push_str(rest);
    html
}
