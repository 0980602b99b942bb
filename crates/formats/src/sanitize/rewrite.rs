//! One pass over parsed HTML that writes it anew: media addresses, sounds, maths, folds. What it writes still goes
//! through the allow-list.

use super::css::{self, Use};
use super::media::{self, Source};
use super::{DEEPEST, Profile, SanitizeOptions, escape, escape_into, policy};
use crate::markup::maths;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};
use std::collections::{HashMap, HashSet};

const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that stand where only they may stand, so that nothing can be put around them.
const STRUCTURE: &[&str] = &[
    "td", "th", "tr", "tbody", "thead", "tfoot", "col", "colgroup", "caption", "li", "dt", "dd", "summary", "rt", "rp",
];
/// Elements without content.
const VOID: &[&str] = &["br", "hr", "img", "wbr", "col", "source"];

pub(super) fn rewrite(raw: &str, options: &SanitizeOptions, hidden: &HashSet<String>, profile: Profile) -> String {
    let parsed = Html::parse_fragment(&maths::without_tags_inside(raw));
    let mut writer = Writer {
        out: String::with_capacity(raw.len() + raw.len() / 4),
        options,
        hidden,
        profile,
        labels: HashMap::new(),
        consumed: HashSet::new(),
        misses: 0,
    };
    if profile == Profile::Isolated {
        writer.find_switches(&parsed);
    }
    writer.children(parsed.tree.root(), Place::default(), 0);
    writer.out
}

struct Writer<'a> {
    out: String,
    options: &'a SanitizeOptions<'a>,
    /// `.class` and `#id` that the deck's CSS hides.
    hidden: &'a HashSet<String>,
    profile: Profile,
    /// The words of the switch that a script would have listened to, by the hidden element.
    labels: HashMap<NodeId, String>,
    /// Switches whose words became the label of a fold.
    consumed: HashSet<NodeId>,
    /// Openings of maths or sounds that nothing closed.
    misses: usize,
}

#[derive(Clone, Copy, Default)]
struct Place {
    /// Inside `code` or `pre`: text is taken as it is.
    verbatim: bool,
    /// Inside `math`.
    maths: bool,
}

impl Writer<'_> {
    /// Pairs every hidden element with the element whose handler reveals it: the one that names its id, else the one
    /// right before it.
    fn find_switches(&mut self, parsed: &Html) {
        let acts = |e: &Element| e.attrs().any(|(name, _)| name.starts_with("on")) || e.classes().any(|c| c == "hint");
        let switches: Vec<_> = parsed
            .tree
            .root()
            .descendants()
            .filter_map(|node| node.value().as_element().filter(|e| acts(e)).map(|e| (node, e)))
            .take(500)
            .collect();
        if switches.is_empty() {
            return;
        }
        for node in parsed.tree.root().descendants() {
            let Some(element) = node.value().as_element().filter(|e| self.is_hidden(e)) else { continue };
            let by_id = element.id().filter(|id| !id.is_empty()).and_then(|id| {
                switches.iter().find(|(_, e)| e.attrs().any(|(n, v)| n.starts_with("on") && v.contains(id)))
            });
            let switch = by_id.map(|(n, _)| *n).or_else(|| {
                let before = node.prev_siblings().find(|s| s.value().is_element())?;
                switches.iter().find(|(n, _)| n.id() == before.id()).map(|(n, _)| *n)
            });
            if let Some(switch) = switch.filter(|s| !s.descendants().any(|d| d.id() == node.id())) {
                let words = words(switch);
                if !words.is_empty() {
                    self.labels.insert(node.id(), words);
                }
                self.consumed.insert(switch.id());
            }
        }
    }

    fn is_hidden(&self, element: &Element) -> bool {
        let style = element.attr("style").unwrap_or_default();
        if css::hides(style) || element.attr("hidden").is_some() {
            return true;
        }
        // `display` in the attribute wins over the style sheet; it is also how a fold says that it is open now.
        if self.hidden.is_empty() || style.to_ascii_lowercase().contains("display") {
            return false;
        }
        element.classes().any(|c| self.hidden.contains(&format!(".{c}")))
            || element.id().is_some_and(|id| self.hidden.contains(&format!("#{id}")))
    }

    fn children(&mut self, node: NodeRef<Node>, place: Place, depth: usize) {
        if depth > DEEPEST {
            let words = words(node);
            self.text(&words, place);
            return;
        }
        for child in node.children() {
            match child.value() {
                Node::Text(text) => self.text(text, place),
                Node::Element(element) if !self.consumed.contains(&child.id()) => {
                    self.element(child, element, place, depth)
                }
                _ if child.has_children() && !child.value().is_element() => self.children(child, place, depth + 1),
                _ => {}
            }
        }
    }

    fn element(&mut self, node: NodeRef<Node>, element: &Element, place: Place, depth: usize) {
        let name = element.name();
        if &*element.name.ns == SVG || policy::REMOVED.contains(&name) {
            return;
        }
        if &*element.name.ns == MATHML || place.maths {
            let inside = Place { maths: true, ..place };
            if policy::is_maths(name) {
                self.open(name, element);
                self.children(node, inside, depth + 1);
                self.close(name);
            } else if !name.starts_with("annotation") {
                self.children(node, inside, depth + 1);
            }
            return;
        }
        if name == "input" && element.attr("type") == Some("checkbox") {
            self.out.push_str(if element.attr("checked").is_some() { "☑ " } else { "☐ " });
            return;
        }
        if !policy::is_shown(name) {
            // Of a form, a button, a canvas the words stay.
            self.children(node, place, depth + 1);
            return;
        }
        let inside = Place { verbatim: place.verbatim || name == "code" || name == "pre", ..place };
        if self.profile == Profile::Isolated && self.is_hidden(element) {
            return self.fold(node, element, inside, depth);
        }
        match name {
            "img" | "audio" | "video" | "source" => self.media(node, element, place, depth),
            _ => {
                self.open(name, element);
                if !VOID.contains(&name) {
                    self.children(node, inside, depth + 1);
                    self.close(name);
                }
            }
        }
    }

    /// Nothing imported is out of reach: what only a script would have shown stands behind a fold.
    fn fold(&mut self, node: NodeRef<Node>, element: &Element, place: Place, depth: usize) {
        let name = element.name();
        let seen = node.descendants().any(|d| match d.value() {
            Node::Text(t) => !t.trim().is_empty(),
            Node::Element(e) => matches!(e.name(), "img" | "audio" | "video" | "math"),
            _ => false,
        });
        if !seen || VOID.contains(&name) {
            return;
        }
        if STRUCTURE.contains(&name) {
            self.open(name, element);
            self.children(node, place, depth + 1);
            self.close(name);
            return;
        }
        let label = self.labels.get(&node.id()).map_or(self.options.fold_label, String::as_str);
        let label = format!("<details class=\"fold\"><summary>{}</summary>", escape(label));
        self.out.push_str(&label);
        match name {
            "audio" | "video" => self.media(node, element, place, depth),
            "details" => self.children(node, place, depth + 1),
            _ => {
                self.open(name, element);
                self.children(node, place, depth + 1);
                self.close(name);
            }
        }
        self.close("details");
    }

    fn media(&mut self, node: NodeRef<Node>, element: &Element, place: Place, depth: usize) {
        let name = element.name();
        let Some(source) = element.attr("src") else {
            if name != "img" && name != "source" {
                self.open(name, element);
                self.children(node, place, depth + 1);
                self.close(name);
            }
            return;
        };
        let address = match media::classify(source, self.options.media_base) {
            Source::Media(media) => media::address(self.options.media_base, &media),
            Source::Embedded(address) if name == "img" => Some(address),
            Source::Remote(address) => {
                // Nothing is loaded from elsewhere; who wants to see it can go there.
                let label = element.attr("alt").map(str::trim).filter(|a| !a.is_empty()).unwrap_or(&address);
                let link = format!("<a class=\"remote\" href=\"{}\">{}</a>", escape(&address), escape(label));
                self.out.push_str(&link);
                return;
            }
            Source::Embedded(_) | Source::Bad => None,
        };
        let Some(address) = address else {
            let alt = element.attr("alt").unwrap_or_default().to_owned();
            self.text(&alt, place);
            return;
        };
        self.out.push('<');
        self.out.push_str(name);
        self.attribute("src", &address);
        if name == "audio" || name == "video" {
            self.attribute("controls", "");
            self.attribute("preload", "none");
        }
        self.attributes(element, &["src", "controls", "preload", "autoplay"]);
        self.out.push('>');
        if !VOID.contains(&name) {
            self.children(node, place, depth + 1);
            self.close(name);
        }
    }

    fn open(&mut self, name: &str, element: &Element) {
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(element, &["src"]);
        self.out.push('>');
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value);
        self.out.push('"');
    }

    fn attributes(&mut self, element: &Element, except: &[&str]) {
        let hidden = self.profile == Profile::Isolated && self.is_hidden(element);
        for (name, value) in element.attrs() {
            let strange = !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            if strange || name.starts_with("on") || except.contains(&name) || name == "rel" || name == "hidden" {
                continue;
            }
            match name {
                "href" => {
                    if let Some(address) = self.link(value) {
                        self.attribute(name, &address);
                    }
                }
                "style" if !hidden => {
                    let style = self.style(value);
                    if !style.is_empty() {
                        self.attribute(name, &style);
                    }
                }
                "style" => {}
                "class" if self.profile == Profile::Page => {
                    let own: Vec<&str> = value.split_whitespace().filter(|c| is_ours(c)).collect();
                    if !own.is_empty() {
                        self.attribute(name, &own.join(" "));
                    }
                }
                "id" if self.profile == Profile::Page && !value.starts_with("fn") => {}
                _ => self.attribute(name, value),
            }
        }
        if hidden {
            let kept = self.style(&css::shown(element.attr("style").unwrap_or_default()));
            // Said in the attribute, so that the deck's own rule does not hide it again inside the fold.
            let display =
                if matches!(element.name(), "span" | "a" | "b" | "i" | "em" | "strong") { "inline" } else { "block" };
            let by_sheet = !css::hides(element.attr("style").unwrap_or_default()) && element.attr("hidden").is_none();
            let style = match by_sheet && !STRUCTURE.contains(&element.name()) {
                true => format!(
                    "{kept}{}display: {display} !important; visibility: visible",
                    if kept.is_empty() { "" } else { "; " }
                ),
                false => kept,
            };
            if !style.is_empty() {
                self.attribute("style", &style);
            }
        }
    }

    fn style(&self, value: &str) -> String {
        match self.profile {
            Profile::Page => css::page_style(value),
            Profile::Isolated => css::filter(value, self.options.media_base, Use::Attribute),
        }
    }

    /// An address that a link may have: the web, mail, a place in this text, on our own pages a place on this server.
    fn link(&self, address: &str) -> Option<String> {
        let address = media::visible(address);
        let own = address.starts_with('/') && !address[1..].starts_with(['/', '\\']);
        let allowed = match media::scheme(&address).as_deref() {
            Some(scheme) => matches!(scheme, "http" | "https" | "mailto"),
            None => address.len() > 1 && address.starts_with('#') || self.profile == Profile::Page && own,
        };
        allowed.then_some(address)
    }

    fn text(&mut self, text: &str, place: Place) {
        if place.maths || place.verbatim || !text.contains(['[', '\\']) {
            return escape_into(&mut self.out, text);
        }
        let mut rest = text;
        while let Some(start) = rest.find(['[', '\\']).filter(|_| self.misses < maths::MISSES) {
            escape_into(&mut self.out, &rest[..start]);
            rest = &rest[start..];
            let taken = self.marked(rest);
            if taken == 0 {
                self.misses += usize::from(["\\(", "\\[", "[$", "[l", "[s", "[a"].iter().any(|o| rest.starts_with(o)));
                let step = rest.chars().next().map_or(1, char::len_utf8);
                escape_into(&mut self.out, &rest[..step]);
                rest = &rest[step..];
            } else {
                rest = &rest[taken..];
            }
        }
        escape_into(&mut self.out, rest);
    }

    /// Writes what `[sound:…]`, `[anki:tts …]` or maths at the start of `text` stands for; how many bytes it took.
    fn marked(&mut self, text: &str) -> usize {
        if let Some(maths) = maths::delimited(text) {
            let html = maths::mathml(maths.source, maths.block);
            self.out.push_str(&html);
            return maths.length;
        }
        if let Some(name) = text.strip_prefix("[sound:") {
            let Some(end) = maths::window(name, 500).find(']').filter(|end| *end > 0) else { return 0 };
            let html = match media::classify(&name[..end], self.options.media_base) {
                Source::Remote(address) => {
                    format!("<a class=\"remote\" href=\"{0}\">{0}</a>", escape(&address))
                }
                // A name in brackets is the name itself, not an encoded one.
                _ => media::player(self.options.media_base, &name[..end]),
            };
            self.out.push_str(&html);
            return "[sound:".len() + end + 1;
        }
        if let Some(after) = text.strip_prefix("[anki:tts") {
            let after = maths::window(after, 20_000);
            let (Some(open), Some(close)) = (after.find(']'), after.find("[/anki:tts]")) else { return 0 };
            if close < open {
                return 0;
            }
            let language = after[..open]
                .split_whitespace()
                .find_map(|a| a.strip_prefix("lang="))
                .map(|l| l.trim_matches('"').replace('_', "-"))
                .filter(|l| l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
                .unwrap_or_default();
            let words = after[open + 1..close].replace(['[', '\\'], "");
            let html = format!("<span class=\"tts\" lang=\"{}\">{}</span>", escape(&language), escape(&words));
            self.out.push_str(&html);
            return "[anki:tts".len() + close + "[/anki:tts]".len();
        }
        0
    }
}

/// Classes that our own markup makes.
fn is_ours(class: &str) -> bool {
    [
        "gap",
        "maths-error",
        "remote",
        "fold",
        "footnotes",
        "footnote-ref",
        "footnote-backref",
        "contains-task-list",
        "task-list-item",
        "task-done",
        "task-open",
        "tts",
        "definition",
        "list-entry",
    ]
    .contains(&class)
        || ["language-", "menv-"].iter().any(|p| class.starts_with(p))
}

/// The words below a node, read without recursion.
fn words(node: NodeRef<Node>) -> String {
    let mut text = String::new();
    for below in node.descendants() {
        if let Node::Text(t) = below.value() {
            text.push_str(t);
        }
    }
    super::tidy(&text)
}
