//! The allow-list, per profile: the last gate that every HTML goes through.

use super::Profile;
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Elements of HTML that a card or a text may have.
pub(super) const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// MathML core, without what can link, act or embed.
pub(super) const MATHS: &[&str] = &[
    "math",
    "semantics",
    "annotation",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "merror",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "mtable",
    "mtr",
    "mtd",
    "menclose",
];

/// Removed with everything inside.
pub(super) const REMOVED: &[&str] = &[
    "script",
    "style",
    "template",
    "iframe",
    "object",
    "embed",
    "applet",
    "noscript",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
    "frameset",
    "title",
];

/// Attributes of MathML elements; `style` is filtered like any other.
const MATHS_ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "align",
    "columnalign",
    "columnlines",
    "columnspacing",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "encoding",
    "fence",
    "form",
    "frame",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathbackground",
    "mathcolor",
    "mathsize",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowalign",
    "rowlines",
    "rowspacing",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
];

static ISOLATED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = common();
    builder.add_generic_attributes(&["style", "class", "id", "align", "valign", "bgcolor", "role", "tabindex"]);
    builder.add_generic_attribute_prefixes(&["data-", "aria-"]);
    builder.add_tag_attributes("font", &["color", "face", "size"]);
    builder.add_tag_attributes("table", &["border", "cellpadding", "cellspacing", "width", "height", "summary"]);
    for cell in ["td", "th", "tr", "col", "colgroup", "hr"] {
        builder.add_tag_attributes(cell, &["width", "height", "nowrap"]);
    }
    builder
});

static PAGE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = common();
    // The rewriting lets only our own classes, ids of footnotes and harmless styles through to here.
    builder.add_generic_attributes(&["style", "class", "id", "align", "role", "aria-label", "aria-hidden"]);
    builder
});

fn common() -> Builder<'static> {
    let mut builder = Builder::new();
    let tags: HashSet<&str> = [ELEMENTS, MATHS].concat().into_iter().collect();
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    for element in MATHS {
        attributes.insert(element, MATHS_ATTRIBUTES.iter().copied().collect());
    }
    for element in ["mspace", "mpadded", "mtable"] {
        attributes.entry(element).or_default().insert("width");
    }
    let own: [(&str, &[&str]); 12] = [
        ("a", &["href"]),
        ("audio", &["src", "controls", "preload", "loop"]),
        ("video", &["src", "controls", "preload", "loop", "width", "height", "muted", "playsinline"]),
        ("source", &["src", "type"]),
        ("img", &["src", "alt", "width", "height"]),
        ("details", &["open"]),
        ("ol", &["start", "type", "reversed"]),
        ("li", &["value"]),
        ("td", &["colspan", "rowspan", "headers"]),
        ("th", &["colspan", "rowspan", "headers", "scope"]),
        ("col", &["span"]),
        ("time", &["datetime"]),
    ];
    for (element, names) in own {
        attributes.entry(element).or_default().extend(names);
    }
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .clean_content_tags(REMOVED.iter().copied().collect())
        .generic_attributes(["lang", "title", "dir"].into_iter().collect())
        .url_schemes(["http", "https", "mailto", "data"].into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"))
        .strip_comments(true);
    builder
}

pub(super) fn clean(html: &str, profile: Profile) -> String {
    let builder = match profile {
        Profile::Isolated => &ISOLATED,
        Profile::Page => &PAGE,
    };
    builder.clean(html).to_string()
}

/// Whether the element is one of HTML's that we show.
pub(super) fn is_shown(name: &str) -> bool {
    ELEMENTS.contains(&name)
}

pub(super) fn is_maths(name: &str) -> bool {
    MATHS.contains(&name)
}
