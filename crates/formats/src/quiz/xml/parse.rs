//! XML to trees, one element at a time.

use super::write::is_allowed;
use super::{Element, Node};
use crate::delimited;
use crate::delimited::Encoding;
use crate::delimited::decode::guess;
use crate::notice;
use crate::notice::Notice;
use crate::quiz::Limits;
use crate::quiz::report::short;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// More attributes than this has no element of a quiz.
const MOST_ATTRIBUTES: usize = 100;

/// Why the XML could not be read on, and the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub line: u64,
    pub why: Notice,
}

/// The text of a file of XML. UTF-8 whatever its declaration says, unless it is none; Latin-1 if that is declared; UTF-16.
/// Characters that XML does not allow become U+FFFD.
///
/// # Errors
/// The first line that is in no encoding known here.
pub fn text(bytes: &[u8]) -> Result<String, Broken> {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    let is_latin = ["iso-8859-1", "latin1", "windows-1252"].iter().any(|name| head.contains(name));
    if guess(bytes) == Encoding::Latin1 && !is_latin {
        let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        return Err(Broken { line, why: notice!("notice-xml-utf8") });
    }
    let most = delimited::LARGEST_FILE / 1_000_000;
    let text = delimited::text(bytes).map_err(|_| Broken { line: 1, why: notice!("notice-too-large", most = most) })?;
    if text.chars().all(is_allowed) {
        return Ok(text);
    }
    Ok(text.chars().map(|sign| if is_allowed(sign) { sign } else { char::REPLACEMENT_CHARACTER }).collect())
}

pub struct Parser<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    limits: &'t Limits,
    /// Where in the text the reader began.
    base: usize,
    root: String,
    /// Line of the byte at `counted`.
    line: u64,
    counted: usize,
}

impl<'t> Parser<'t> {
    pub fn new(text: &'t str, limits: &'t Limits) -> Parser<'t> {
        let mut parser =
            Parser { text, reader: Reader::from_str(text), limits, base: 0, root: String::new(), line: 1, counted: 0 };
        parser.reader.config_mut().expand_empty_elements = true;
        parser
    }

    /// The root's start tag; what stands before it is passed over.
    pub fn root(&mut self) -> Result<Element, Broken> {
        loop {
            let start = self.position();
            match self.event()? {
                Event::Start(tag) => {
                    let root = self.start(&tag, start)?;
                    self.root.clone_from(&root.name);
                    return Ok(root);
                }
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim_start_matches('\u{feff}').trim().is_empty() => {}
                _ => return Err(self.broken(notice!("notice-xml-no-element"))),
            }
        }
    }

    /// The next element inside the root; `None` at its end.
    pub fn next(&mut self) -> Result<Option<Element>, Broken> {
        loop {
            let start = self.position();
            match self.event()? {
                Event::Start(tag) => {
                    let element = self.start(&tag, start)?;
                    return self.tree(element).map(Some);
                }
                Event::End(tag) if self.base == 0 || tag.local_name().as_ref() == self.root => return Ok(None),
                Event::Eof => return Err(self.broken(notice!("notice-xml-ends"))),
                _ => {}
            }
        }
    }

    /// The rest of an element whose start tag has been read.
    pub fn tree(&mut self, root: Element) -> Result<Element, Broken> {
        let mut open = vec![root];
        let mut elements = 0;
        loop {
            let start = self.position();
            match self.event()? {
                Event::Start(tag) => {
                    if open.len() >= self.limits.depth {
                        return Err(self.broken(notice!("notice-xml-deep", most = self.limits.depth)));
                    }
                    elements += 1;
                    if elements > self.limits.elements {
                        return Err(self.broken(notice!("notice-xml-elements", most = self.limits.elements)));
                    }
                    let element = self.start(&tag, start)?;
                    open.push(element);
                }
                Event::End(_) => {
                    let Some(element) = open.pop() else { return Err(self.broken(notice!("notice-xml-ends"))) };
                    if open.is_empty() {
                        return Ok(element);
                    }
                    push(&mut open, Node::Element(element));
                }
                Event::Text(text) => push(&mut open, Node::Text(text.into_inner().into_owned())),
                Event::CData(text) => push(&mut open, Node::Text(text.into_inner().into_owned())),
                Event::GeneralRef(name) => {
                    let text = self.entity(&name)?;
                    push(&mut open, Node::Text(text));
                }
                Event::Eof => {
                    let name = open.last().map(|element| short(&element.name)).unwrap_or_default();
                    return Err(self.broken(notice!("notice-xml-open", name = name)));
                }
                _ => {}
            }
        }
    }

    /// Byte of the text, after what has been read.
    pub fn position(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Goes on at that byte, as if the root had just begun.
    pub fn restart(&mut self, at: usize) {
        self.reader = Reader::from_str(&self.text[at..]);
        self.reader.config_mut().expand_empty_elements = true;
        self.reader.config_mut().allow_unmatched_ends = true;
        self.base = at;
    }

    pub fn line_at(&mut self, at: usize) -> u64 {
        let at = at.min(self.text.len());
        let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let bytes = self.text.as_bytes();
        if at < self.counted {
            self.line -= lines(&bytes[at..self.counted]);
        } else {
            self.line += lines(&bytes[self.counted..at]);
        }
        self.counted = at;
        self.line
    }

    fn event(&mut self) -> Result<Event<'t>, Broken> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(self.broken(notice!("notice-xml-doctype"))),
            Ok(event) => Ok(event),
            Err(error) => {
                let at = self.base + usize::try_from(self.reader.error_position()).unwrap_or(0);
                let line = self.line_at(at);
                Err(Broken { line, why: notice!("notice-xml", detail = short(&error.to_string())) })
            }
        }
    }

    fn broken(&mut self, why: Notice) -> Broken {
        let at = self.position();
        Broken { line: self.line_at(at), why }
    }

    fn start(&mut self, tag: &BytesStart, start: usize) -> Result<Element, Broken> {
        let mut element =
            Element { name: tag.local_name().as_ref().to_owned(), line: self.line_at(start), ..Element::default() };
        for attribute in tag.attributes().with_checks(false) {
            let named = attribute.map_err(|error| error.to_string()).and_then(|attribute| {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
                Ok((attribute.key.local_name().as_ref().to_owned(), value.into_owned()))
            });
            match named {
                Ok(named) if element.attributes.len() < MOST_ATTRIBUTES => element.attributes.push(named),
                Ok(_) => return Err(self.broken(notice!("notice-xml", detail = "attributes"))),
                Err(detail) => return Err(self.broken(notice!("notice-xml", detail = short(&detail)))),
            }
        }
        Ok(element)
    }

    /// The five entities that XML has by itself, and characters by number.
    fn entity(&mut self, name: &BytesRef) -> Result<String, Broken> {
        match name.resolve_char_ref() {
            Ok(Some(sign)) if is_allowed(sign) => return Ok(sign.into()),
            Ok(Some(_)) => return Err(self.broken(notice!("notice-xml-entity", name = short(name)))),
            Ok(None) => {}
            Err(error) => return Err(self.broken(notice!("notice-xml", detail = short(&error.to_string())))),
        }
        let known = quick_xml::escape::resolve_xml_entity(name);
        known.map(str::to_owned).ok_or_else(|| self.broken(notice!("notice-xml-entity", name = short(name))))
    }
}

/// Into the innermost open element; texts that touch become one.
fn push(open: &mut [Element], node: Node) {
    let Some(parent) = open.last_mut() else { return };
    match (parent.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => parent.children.push(node),
    }
}
