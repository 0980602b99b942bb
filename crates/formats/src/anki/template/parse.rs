//! A template as a tree.

/// Sections inside sections; deeper is nobody's template, and would cost stack.
const DEEPEST: usize = 64;

/// `{{=<% %>=}}` at the start changes the delimiters, as in old decks.
const ALTERNATIVE: &str = "{{=<% %>=}}";

#[derive(Debug)]
pub enum Node<'t> {
    /// Also HTML comments, in which nothing is replaced.
    Text(&'t str),
    Field {
        key: &'t str,
        /// In the order in which they work: from the field outwards.
        filters: Vec<&'t str>,
        /// As the template has it between the braces.
        written: &'t str,
    },
    Section {
        key: &'t str,
        negated: bool,
        written: &'t str,
        nodes: Vec<Node<'t>>,
    },
}

#[derive(Debug)]
pub enum Fault<'t> {
    NotClosed(&'t str),
    NotOpen { closed: &'t str, open: Option<&'t str> },
    NoField { written: &'t str, key: &'t str },
    TooDeep,
}

pub fn parse(template: &str) -> Result<Vec<Node<'_>>, Fault<'_>> {
    let (open, close, mut rest) = match template.trim_start().strip_prefix(ALTERNATIVE) {
        Some(rest) => ("<%", "%>", rest),
        None => ("{{", "}}", template),
    };
    let mut nodes = Vec::new();
    // The sections that are open: key, negated, as written, and the nodes before them.
    let mut sections: Vec<(&str, bool, &str, Vec<Node<'_>>)> = Vec::new();
    let mut tags = Spans { text: rest, open, close, next: None };
    let mut comments = Spans { text: rest, open: "<!--", close: "-->", next: None };
    while !rest.is_empty() {
        match (tags.next(rest), comments.next(rest)) {
            (tag, Some((at, end))) if tag.is_none_or(|(tag, _)| at < tag) => {
                nodes.push(Node::Text(&rest[..end]));
                rest = &rest[end..];
            }
            (Some((at, end)), _) => {
                if at > 0 {
                    nodes.push(Node::Text(&rest[..at]));
                }
                let written = rest[at + open.len()..end - close.len()].trim_start_matches('{').trim();
                rest = &rest[end..];
                let key = written.get(1..).unwrap_or_default().trim_start();
                match written.as_bytes() {
                    [b'#' | b'^', _, ..] => {
                        if sections.len() == DEEPEST {
                            return Err(Fault::TooDeep);
                        }
                        sections.push((key, written.starts_with('^'), written, std::mem::take(&mut nodes)));
                    }
                    [b'/', _, ..] => match sections.pop() {
                        Some((opened, negated, written, before)) if opened == key => {
                            let inner = std::mem::replace(&mut nodes, before);
                            nodes.push(Node::Section { key, negated, written, nodes: inner });
                        }
                        other => return Err(Fault::NotOpen { closed: key, open: other.map(|(opened, ..)| opened) }),
                    },
                    _ => {
                        let mut parts = written.rsplit(':');
                        let key = parts.next().unwrap_or_default();
                        nodes.push(Node::Field { key, filters: parts.collect(), written });
                    }
                }
            }
            (None, _) => {
                nodes.push(Node::Text(rest));
                rest = "";
            }
        }
    }
    match sections.pop() {
        Some((key, ..)) => Err(Fault::NotClosed(key)),
        None => Ok(nodes),
    }
}

/// Finds what stands between two marks, looking at each byte once however often it is asked.
struct Spans<'t> {
    text: &'t str,
    open: &'t str,
    close: &'t str,
    /// Start and end in `text` of the span found last; both at the end of the text when there are no more.
    next: Option<(usize, usize)>,
}

impl Spans<'_> {
    /// Start and end, marks included, of the next span in `rest`, a tail of the text.
    fn next(&mut self, rest: &str) -> Option<(usize, usize)> {
        let at = self.text.len() - rest.len();
        let (start, end) = match self.next {
            Some(span) if span.0 >= at => span,
            _ => {
                let inside = rest.find(self.open).map(|n| at + n + self.open.len());
                let span = inside.and_then(|n| {
                    let end = n + self.text[n..].find(self.close)? + self.close.len();
                    Some((n - self.open.len(), end))
                });
                *self.next.insert(span.unwrap_or((self.text.len(), self.text.len())))
            }
        };
        (start < self.text.len()).then(|| (start - at, end - at))
    }
}

/// Whether a question shows at least one filled field: text alone asks nothing.
pub fn asks(nodes: &[Node<'_>], filled: &dyn Fn(&str) -> bool) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) => false,
        Node::Field { key, .. } => filled(key),
        Node::Section { key, negated, nodes, .. } => filled(key) != *negated && asks(nodes, filled),
    })
}
