//! QTI 2.1 and 2.2: packages (a zip with `imsmanifest.xml`) and single items, in. One bad item loses only itself.

mod declarations;
mod html;
mod interactions;
mod item;
mod manifest;
mod package;

use super::report::Report;
use super::xml::{self, Broken, Element, Parser};
use super::{Limits, Sink};
use crate::fault::Fault;
use crate::notice;
use crate::notice::{Notice, Place};
use html::{Fetch, Files};
use package::Package;
use std::io::{Read, Seek};

pub(super) use package::{MANIFEST, member_names};

/// Reads a package: the items that its manifest names, in that order, then other items that lie in it.
///
/// # Errors
/// [`Fault::Bad`] when it is no zip, too large, unpacks like a bomb, or holds no item; [`Fault::Stopped`] when the sink
/// wants no more.
pub fn read_package<R: Read + Seek>(source: R, limits: &Limits, sink: Sink) -> Result<(), Fault> {
    let mut package = Package::open(source, limits).map_err(|why| Fault::bad(Place::Package, why))?;
    let mut report = Report::new(limits, sink);
    let manifest = match package.document(MANIFEST, &mut report) {
        Ok(document) => manifest::read(&document, limits),
        Err(why) => Err((Place::Package, why)),
    };
    let manifest = match manifest {
        Ok(manifest) => manifest,
        // what is in the package may still be read
        Err((place, why)) if package.has_documents() => {
            report.skip(&place, why)?;
            manifest::Manifest::default()
        }
        Err((place, why)) => return Err(Fault::bad(place, why)),
    };
    for (place, why) in manifest.skipped {
        report.skip(&place, why)?;
    }
    for member in &manifest.items {
        let place = Place::Member(member.clone());
        if !report.has_room(&place)? {
            return Ok(());
        }
        match package.document(member, &mut report) {
            Ok(document) => give(&document, member, &mut |name, report| package.attachment(name, report), &mut report)?,
            Err(why) => report.skip(&place, why)?,
        }
    }
    for member in package.other_documents(&manifest.named) {
        if !report.has_room(&Place::Member(member.clone()))? {
            return Ok(());
        }
        let Ok(document) = package.document(&member, &mut report) else { continue };
        if document.contains("assessmentItem") || document.contains("questestinterop") {
            give(&document, &member, &mut |name, report| package.attachment(name, report), &mut report)?;
        }
    }
    report.finish()
}

/// Reads the XML of one item, without the files that it shows.
///
/// # Errors
/// [`Fault::Bad`] when it is too large or in an unknown encoding; [`Fault::Stopped`] when the sink wants no more.
pub fn read_item(bytes: &[u8], limits: &Limits, sink: Sink) -> Result<(), Fault> {
    if bytes.len() as u64 > limits.document {
        return Err(Fault::bad(Place::File, notice!("notice-too-large", most = limits.document / 1_000_000)));
    }
    let text = xml::text(bytes).map_err(|broken| Fault::bad(Place::Line(broken.line), broken.why))?;
    let mut report = Report::new(limits, sink);
    give(&text, "", &mut |name, _| Err(notice!("notice-qti-missing", name = super::report::short(name))), &mut report)
}

/// One document's question, and what was not read of it.
fn give(document: &str, member: &str, fetch: Fetch, report: &mut Report) -> Result<(), Fault> {
    let place = |line| match member {
        "" => Place::Line(line),
        member => Place::LineOf { file: member.to_owned(), line },
    };
    let root = match tree(document, report.limits) {
        Ok(root) => root,
        Err(broken) => return report.skip(&place(broken.line), broken.why),
    };
    let at = place(root.line);
    let mut files = Files::new(fetch, member, report);
    let read = item::read(root, &mut files);
    let notes = files.notes();
    match read {
        Ok(question) => report.question(super::Question { place: at.clone(), ..question })?,
        Err(why) => return report.skip(&at, why),
    }
    notes.into_iter().try_for_each(|why| report.skip(&at, why))
}

fn tree(document: &str, limits: &Limits) -> Result<Element, Broken> {
    let mut parser = Parser::new(document, limits);
    let root = parser.root()?;
    parser.tree(root)
}

/// Where a link in a file of that folder (`""` or ending in `/`) leads inside the package.
fn resolve(folder: &str, href: &str) -> Result<String, Notice> {
    let outside = || notice!("notice-qti-href", href = super::report::short(href));
    let path = href.split(['#', '?']).next().unwrap_or_default();
    let path = percent_decoded(path).ok_or_else(outside)?;
    if path.is_empty() || path.starts_with('/') || path.contains(['\\', ':', '\0']) {
        return Err(outside());
    }
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(path.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop().ok_or_else(outside)?;
            }
            name => names.push(name),
        }
    }
    if names.is_empty() { Err(outside()) } else { Ok(names.join("/")) }
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match after {
            [high, low, after @ ..] if *byte == b'%' => {
                bytes.push(hex(*high)? * 16 + hex(*low)?);
                rest = after;
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}
