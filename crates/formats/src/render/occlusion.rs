//! A picture with masks, as SVG over the image. The classes are styled by our own pages and, in Anki's frames, by [`CSS`].

use crate::item::{Mask, MaskShape};
use crate::sanitize::{escape, media};

/// The looks of an occlusion where our own style sheet does not reach.
pub const CSS: &str = ".occlusion{position:relative;display:inline-block;margin:0;max-width:100%}\
.occlusion img{display:block;max-width:100%;height:auto}\
.occlusion svg{position:absolute;left:0;top:0;width:100%;height:100%}\
.occlusion .mask{fill:#ffeba2;stroke:#212121;stroke-width:1px;vector-effect:non-scaling-stroke}\
.occlusion .mask.asked{fill:#ff8e8e}\
.occlusion .mask.shown{fill:none;stroke:#c2410c;stroke-width:3px}";

/// How a mask is drawn now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Hidden,
    Asked,
    Shown,
}

/// The figure: picture, masks, and the words of what is shown.
pub(super) fn figure(media_base: &str, image: &str, alt: &str, masks: &[(&Mask, Look)]) -> String {
    let picture = match media::address(media_base, image) {
        Some(address) => format!("<img src=\"{}\" alt=\"{}\">", escape(&address), escape(alt)),
        None => String::new(),
    };
    figure_around(&picture, masks)
}

/// The figure around an `<img>` that is already clean.
pub(super) fn figure_around(picture: &str, masks: &[(&Mask, Look)]) -> String {
    let mut shapes = String::new();
    let mut labels = Vec::new();
    for (mask, look) in masks {
        let (class, title) = match look {
            Look::Hidden => ("mask", ""),
            Look::Asked => ("mask asked", "?"),
            Look::Shown => ("mask shown", mask.label.as_str()),
        };
        if *look == Look::Shown && !mask.label.trim().is_empty() {
            labels.push(mask.label.trim());
        }
        shapes.push_str(&shape(&mask.shape, class, title));
    }
    labels.dedup();
    let said = if labels.is_empty() { "?".to_owned() } else { labels.join(", ") };
    let caption = match labels.is_empty() {
        true => String::new(),
        false => format!("<p class=\"occlusion-label\">{}</p>", escape(&said)),
    };
    format!(
        "<figure class=\"occlusion\">{picture}<svg viewBox=\"0 0 1 1\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{}\">{shapes}</svg></figure>{caption}",
        escape(&said)
    )
}

fn shape(shape: &MaskShape, class: &str, title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!("<title>{}</title>", escape(title)) };
    match shape {
        MaskShape::Rect { left, top, width, height } => format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">{title}</rect>",
            part(*left),
            part(*top),
            part(*width),
            part(*height)
        ),
        // Anki's `left` and `top` are those of the box around the ellipse.
        MaskShape::Ellipse { left, top, rx, ry } => format!(
            "<ellipse class=\"{class}\" cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\">{title}</ellipse>",
            part(left + rx),
            part(top + ry),
            part(*rx),
            part(*ry)
        ),
        MaskShape::Polygon { points } => {
            let points: Vec<_> = points.iter().take(500).map(|(x, y)| format!("{},{}", part(*x), part(*y))).collect();
            format!("<polygon class=\"{class}\" points=\"{}\">{title}</polygon>", points.join(" "))
        }
    }
}

/// A fraction of the picture, four digits; what is no number or lies outside is moved to the edge.
fn part(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
