//! Bytes to content lines (RFC 5545, 3.1), and a content line to its name, parameters and value.

use std::borrow::Cow;

/// A content line, unfolded.
pub(super) struct Line<'a> {
    /// Where it begins, from 1.
    pub number: u64,
    pub bytes: Cow<'a, [u8]>,
    /// There was more of it than the limit allows; what is beyond is not in `bytes`.
    pub too_long: bool,
}

impl Line<'_> {
    /// In capitals; empty when the line has no name.
    pub fn name(&self) -> String {
        let end = self.bytes.iter().take(64).position(|b| matches!(b, b';' | b':')).unwrap_or(0);
        String::from_utf8_lossy(&self.bytes[..end]).trim().to_ascii_uppercase()
    }
}

/// Content lines. Folding is undone on the bytes, because a fold may split a character. Line ends are CRLF, LF or CR;
/// empty lines are no lines.
pub(super) struct Lines<'a> {
    rest: &'a [u8],
    number: u64,
    longest: usize,
}

impl<'a> Lines<'a> {
    pub fn new(bytes: &'a [u8], longest: usize) -> Lines<'a> {
        Lines { rest: bytes, number: 0, longest }
    }

    /// The next line as it stands in the file, and its number.
    fn physical(&mut self) -> Option<(u64, &'a [u8])> {
        while !self.rest.is_empty() {
            let end = self.rest.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(self.rest.len());
            let (line, after) = self.rest.split_at(end);
            self.rest = after.strip_prefix(b"\r\n").or(after.get(1..)).unwrap_or_default();
            self.number += 1;
            if !line.is_empty() {
                return Some((self.number, line));
            }
        }
        None
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let (number, first) = self.physical()?;
        let mut line = Line { number, bytes: Cow::Borrowed(first), too_long: false };
        loop {
            let before = (self.rest, self.number);
            match self.physical() {
                Some((_, [b' ' | b'\t', more @ ..])) => {
                    if line.bytes.len() + more.len() > self.longest {
                        line.too_long = true;
                    } else if !line.too_long {
                        line.bytes.to_mut().extend_from_slice(more);
                    }
                }
                _ => {
                    (self.rest, self.number) = before;
                    break;
                }
            }
        }
        line.too_long |= line.bytes.len() > self.longest;
        Some(line)
    }
}

/// A property of a component.
#[derive(Debug)]
pub(super) struct Property {
    pub line: u64,
    /// In capitals.
    pub name: String,
    /// Names in capitals, values without quotes.
    parameters: Vec<(String, String)>,
    pub value: String,
    /// The line was UTF-8; otherwise the bytes that are not are `U+FFFD`.
    pub is_utf8: bool,
}

impl Property {
    pub fn parse(line: &Line) -> Result<Property, &'static str> {
        let text = String::from_utf8_lossy(&line.bytes);
        let mut quoted = false;
        let mut cuts = Vec::new();
        let colon = text.char_indices().find_map(|(at, c)| {
            match c {
                '"' => quoted = !quoted,
                ';' if !quoted => cuts.push(at),
                ':' if !quoted => return Some(at),
                _ => {}
            }
            None
        });
        let colon = colon.ok_or("no colon after the name of the property")?;
        let ends = cuts.iter().skip(1).copied().chain([colon]);
        let parameters = cuts.iter().zip(ends).filter_map(|(cut, end)| text[cut + 1..end].split_once('='));
        Ok(Property {
            line: line.number,
            name: line.name(),
            parameters: parameters
                .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
                .collect(),
            value: text[colon + 1..].to_owned(),
            is_utf8: matches!(text, Cow::Borrowed(_)),
        })
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}
