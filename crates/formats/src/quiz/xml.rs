//! XML of people nobody knows, in small trees. No document type, hence no entities of its own: neither foreign files nor
//! a billion laughs. Trees are built without recursion and have at most [`Limits::depth`](super::Limits::depth) levels, so walking and dropping
//! them may recurse.

mod parse;
mod write;

pub use parse::{Broken, Parser, text};
pub use write::{attribute, cdata, element};

/// An element without its namespaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// Where it begins, from 1.
    pub line: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Node {
    pub fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.name == name)
    }

    /// Takes the first child of that name out.
    pub fn take(&mut self, name: &str) -> Option<Element> {
        let at = self.children.iter().position(|node| node.element().is_some_and(|child| child.name == name))?;
        match self.children.remove(at) {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// Takes all children of that name out, in order.
    pub fn take_all(&mut self, name: &str) -> Vec<Element> {
        let is_it = |node: &Node| node.element().is_some_and(|child| child.name == name);
        let (taken, rest): (Vec<Node>, Vec<Node>) = std::mem::take(&mut self.children).into_iter().partition(is_it);
        self.children = rest;
        let element = |node| if let Node::Element(element) = node { Some(element) } else { None };
        taken.into_iter().filter_map(element).collect()
    }

    /// Its own text, without that of its children.
    pub fn text(&self) -> String {
        let text = |node: &Node| if let Node::Text(text) = node { Some(text.clone()) } else { None };
        self.children.iter().filter_map(text).collect()
    }

    /// The text of it and of all elements below.
    pub fn all_text(&self) -> String {
        let text = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.all_text(),
        };
        self.children.iter().map(text).collect()
    }

    /// Bytes of the longest text or attribute in it, but for elements of these names.
    pub fn longest(&self, except: &[&str]) -> usize {
        let inside = self.children.iter().map(|node| match node {
            Node::Text(text) => text.len(),
            Node::Element(element) if except.contains(&element.name.as_str()) => 0,
            Node::Element(element) => element.longest(except),
        });
        let attributes = self.attributes.iter().map(|(_, value)| value.len());
        inside.chain(attributes).max().unwrap_or(0)
    }

    /// It and all elements below, from the outside in.
    pub fn descendants(&self) -> Vec<&Element> {
        let mut all = vec![self];
        let mut next = 0;
        while let Some(element) = all.get(next).copied() {
            all.extend(element.elements());
            next += 1;
        }
        all
    }
}
