//! The masks of an image occlusion note: `{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}`.

use super::template::cloze;
use crate::item::{Mask, MaskShape};

/// What the occlusion field of a note hides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Masks {
    /// In the order of the field; each with its gap's number (0: always shown, belongs to no card).
    pub masks: Vec<Mask>,
    /// Other masks hide too while one is asked (“hide all, guess one”).
    pub hide_all: bool,
}

/// Reads the occlusion field. Shapes that hide nothing (text written on the picture) and broken ones are left out.
pub fn masks(field: &str) -> Masks {
    let mut found = Masks::default();
    for gap in cloze::gaps(field) {
        let Some(shape) = gap.only_text().and_then(shape) else { continue };
        found.hide_all |= shape.value("oi") == Some("1");
        if let Some(mask) = shape.mask() {
            found.masks.push(Mask { ordinal: gap.number(), shape: mask, label: String::new() });
        }
    }
    found
}

/// One shape as written: its name and `key=value` pairs.
pub(super) struct Shape<'t> {
    name: &'t str,
    values: Vec<(&'t str, String)>,
}

pub(super) fn shape(text: &str) -> Option<Shape<'_>> {
    let written = text.strip_prefix("image-occlusion:")?;
    let (name, mut rest) = written.split_once(':').unwrap_or(("", ""));
    let mut values = Vec::new();
    while let Some((key, after)) = rest.split_once('=') {
        // A value ends at the next colon that has no backslash before it.
        let mut value = String::new();
        let mut chars = after.char_indices();
        rest = "";
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => value.extend(chars.next().map(|(_, c)| c)),
                ':' => {
                    rest = &after[at + 1..];
                    break;
                }
                c => value.push(c),
            }
        }
        values.push((key, value));
    }
    Some(Shape { name, values })
}

impl Shape<'_> {
    fn value(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str())
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.value(key)?.parse().ok().filter(|n: &f64| n.is_finite())
    }

    fn mask(&self) -> Option<MaskShape> {
        let (left, top) = (self.number("left"), self.number("top"));
        match self.name {
            "rect" => Some(MaskShape::Rect {
                left: left?,
                top: top?,
                width: self.number("width")?,
                height: self.number("height")?,
            }),
            "ellipse" => {
                Some(MaskShape::Ellipse { left: left?, top: top?, rx: self.number("rx")?, ry: self.number("ry")? })
            }
            "polygon" => {
                let point = |pair: &str| {
                    let (x, y) = pair.split_once(',')?;
                    Some((x.parse().ok()?, y.parse().ok()?))
                };
                let points = self.value("points")?.split_ascii_whitespace().map(point).collect::<Option<Vec<_>>>()?;
                (points.len() >= 3).then_some(MaskShape::Polygon { points })
            }
            _ => None,
        }
    }

    /// As Anki writes it for its script.
    pub(super) fn div(&self, number: u16, active: bool, question: bool) -> String {
        let class = match (active, question) {
            _ if number == 0 => "cloze",
            (false, _) => "cloze-inactive",
            (true, true) => "cloze",
            (true, false) => "cloze-highlight",
        };
        let mut html = format!("<div class=\"{class}\" data-ordinal=\"{number}\" ");
        if matches!(self.name, "rect" | "ellipse" | "polygon" | "text") {
            html.push_str(&format!("data-shape=\"{}\" ", self.name));
        }
        for (key, value) in &self.values {
            let attribute = match *key {
                "left" | "top" | "angle" | "width" | "height" | "rx" | "ry" | "points" | "fill" | "text" | "scale" => {
                    key
                }
                "oi" => "occludeInactive",
                "fs" => "font-size",
                _ => continue,
            };
            if !value.is_empty() {
                html.push_str(&format!("data-{attribute}=\"{}\" ", super::template::escape(value)));
            }
        }
        html.push_str("></div>");
        html
    }
}
