//! A field as Anki's HTML: Markdown rendered, but maths as `\(…\)` and sounds as `[sound:…]`, which Anki shows itself.

use crate::item::{Field, Format};
use crate::sanitize::{escape, media};
use ammonia::UrlRelative;
use comrak::nodes::NodeValue;
use comrak::{Arena, Options, format_html, parse_document};

pub fn html(field: &Field) -> String {
    match field.format {
        Format::Html => field.text.clone(),
        Format::Markdown => to_anki(&field.text),
    }
}

pub fn optional(field: &Option<Field>) -> String {
    field.as_ref().map(html).unwrap_or_default()
}

fn to_anki(markdown: &str) -> String {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.math_dollars = true;
    extension.math_latex = true;
    extension.cjk_friendly_emphasis = true;
    // All of it goes through ammonia, which lets harmless tags (`<sub>`, `<kbd>`) stay.
    options.render.r#unsafe = true;
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    for node in root.descendants() {
        let mut data = node.data_mut();
        let raw = match &data.value {
            NodeValue::Math(maths) => formula(&maths.literal, maths.display_math),
            NodeValue::Image(link) if media::is_sound(&link.url) || media::is_film(&link.url) => {
                format!("[sound:{}]", escape(&link.url))
            }
            _ => continue,
        };
        data.value = NodeValue::Raw(raw);
        drop(data);
        for child in node.children().collect::<Vec<_>>() {
            child.detach();
        }
    }
    let mut html = String::with_capacity(markdown.len() * 2);
    if format_html(root, &options, &mut html).is_err() {
        // Writing to a String cannot fail.
        return escape(markdown);
    }
    let html =
        ammonia::Builder::default().url_relative(UrlRelative::PassThrough).link_rel(None).clean(&html).to_string();
    let html = html.trim_end();
    let alone = html.strip_prefix("<p>").and_then(|h| h.strip_suffix("</p>")).filter(|h| !h.contains("<p>"));
    alone.unwrap_or(html).to_owned()
}

/// Two closing braces would end a gap, so they are set apart unless the formula has a gap itself.
fn formula(source: &str, block: bool) -> String {
    let source = escape(source.trim());
    let source = if source.contains("{{c") { source } else { source.replace("}}", "} }") };
    if block { format!("\\[{source}\\]") } else { format!("\\({source}\\)") }
}
