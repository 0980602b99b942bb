//! Moodle XML, as Moodle 4 writes it and what older ones wrote.

mod cloze;
mod kinds;
mod read;
mod write;

pub use write::write;

use super::report::Report;
use super::xml::{self, Broken, Parser};
use super::{Format, Limits, Sink};
use crate::fault::Fault;
use crate::notice;
use crate::notice::Place;

/// After so many questions that are no XML the rest is not looked at.
const MOST_RESTARTS: usize = 100;

/// Reads a file. A question whose XML is broken is left out, and reading goes on with the next.
///
/// # Errors
/// [`Fault::Bad`] when it is no Moodle XML, too large, in another encoding than it says, or has a document type;
/// [`Fault::Stopped`] when the sink wants no more.
pub fn read(bytes: &[u8], limits: &Limits, sink: Sink) -> Result<(), Fault> {
    if bytes.len() as u64 > limits.file {
        return Err(Fault::bad(Place::File, notice!("notice-too-large", most = limits.file / 1_000_000)));
    }
    let whole = |broken: Broken| Fault::bad(Place::Line(broken.line), broken.why);
    let text = xml::text(bytes).map_err(whole)?;
    let mut parser = Parser::new(&text, limits);
    let root = parser.root().map_err(whole)?;
    if root.name != "quiz" {
        return Err(Fault::bad(Place::Line(root.line), notice!("notice-moodle-root")));
    }
    let mut report = Report::new(limits, sink);
    let mut restarts = 0;
    loop {
        let before = parser.position();
        match parser.next() {
            Ok(Some(element)) => {
                if !report.has_room(&Place::Line(element.line))? {
                    return Ok(());
                }
                match element.name.as_str() {
                    "question" => read::question(element, &mut report)?,
                    name => report.skip(
                        &Place::Line(element.line),
                        notice!("notice-quiz-part", name = super::report::short(name)),
                    )?,
                }
            }
            Ok(None) => return report.finish(),
            Err(broken) if broken.why.key == "notice-xml-doctype" => return Err(whole(broken)),
            Err(broken) => {
                report.skip(&Place::Line(broken.line), broken.why)?;
                restarts += 1;
                match next_question(&text, before) {
                    Some(at) if restarts < MOST_RESTARTS => parser.restart(at),
                    Some(at) => {
                        let place = Place::Line(parser.line_at(at));
                        return report.skip(&place, notice!("notice-xml-many", most = MOST_RESTARTS));
                    }
                    None => return Ok(()),
                }
            }
        }
    }
}

/// Where the question after the one that begins at or after that byte begins.
fn next_question(text: &str, after: usize) -> Option<usize> {
    let rest = text.get(after..)?;
    let is_tag = |at: &usize| rest[at + "<question".len()..].starts_with([' ', '>', '\n', '\t']);
    let mut starts = rest.match_indices("<question").map(|(at, _)| at).filter(is_tag);
    let first = starts.next()?;
    // what is broken before any question does not cost one
    let at = if rest[..first].trim().is_empty() || rest[..first].contains("<!--") { starts.next()? } else { first };
    Some(after + at)
}

/// Moodle's name of a format.
fn format_name(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Moodle => "moodle_auto_format",
        Format::Plain => "plain_text",
        Format::Markdown => "markdown",
    }
}
