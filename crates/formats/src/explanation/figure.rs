//! SVG pictures that stand in the page itself, so that their colours follow the theme (`fill="var(--ink)"`).

use ammonia::Builder;
use std::collections::{HashMap, HashSet};

const TAGS: [&str; 19] = [
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "title",
    "desc",
    "defs",
    "marker",
    "clipPath",
    "linearGradient",
    "stop",
    "pattern",
];

const ATTRIBUTES: [&str; 53] = [
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "d",
    "points",
    "transform",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "opacity",
    "marker-start",
    "marker-mid",
    "marker-end",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "orient",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "dominant-baseline",
    "clip-path",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "patternUnits",
    "preserveAspectRatio",
    "class",
    "id",
    "role",
    "paint-order",
];

/// Why a file cannot stand in a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SvgError {
    #[error("The file is not text in UTF-8.")]
    NotText,
    #[error("The file has no <svg> element with a viewBox.")]
    NoSvg,
}

/// An SVG file as inline markup: drawing elements only; no script, style, link or foreign content is left. The picture
/// is named by `alt` (`role="img"`). Ids stay as they are, so they begin with the file's name by convention.
///
/// # Errors
/// If the bytes are no SVG that can be drawn.
pub fn inline_svg(bytes: &[u8], alt: &str) -> Result<String, SvgError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SvgError::NotText)?;
    let start = text.find("<svg").ok_or(SvgError::NoSvg)?;
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style", "foreignObject"]))
        .tag_attributes(HashMap::new())
        .generic_attributes(HashSet::from(ATTRIBUTES))
        .attribute_filter(
            |_, attribute, value| {
                if attribute == "role" || !is_plain(value) { None } else { Some(value.into()) }
            },
        )
        .link_rel(None);
    let clean = builder.clean(&text[start..]).to_string();
    let rest = clean.trim().strip_prefix("<svg").filter(|rest| rest.contains("viewBox=")).ok_or(SvgError::NoSvg)?;
    let mut label = String::with_capacity(alt.len());
    for c in alt.chars() {
        match c {
            '&' => label.push_str("&amp;"),
            '"' => label.push_str("&quot;"),
            '<' => label.push_str("&lt;"),
            _ => label.push(c),
        }
    }
    Ok(format!("<svg role=\"img\" aria-label=\"{label}\"{rest}"))
}

/// Whether a value refers to nothing, or to an id of the same page. CSS escapes could hide a reference, so none is kept.
fn is_plain(value: &str) -> bool {
    let id = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
    match id {
        Some(id) => id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')),
        None => !value.contains('\\') && !value.to_ascii_lowercase().contains("url"),
    }
}
