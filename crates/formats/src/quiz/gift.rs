//! GIFT, Moodle's format for typing questions. Read as Moodle reads it, and as the grammar of GIFT-grammar-PEG.js does:
//! blank lines part the questions, `//` begins a comment line, `\` makes `: # = ~ { }` and itself mean nothing, `\n` is a
//! line end.

mod answers;
pub(super) mod blocks;
mod escape;
pub(super) mod parse;
mod write;

pub use write::write;

use super::report::Report;
use super::{Category, Entry, Limits, Sink};
use crate::delimited;
use crate::fault::Fault;
use crate::notice;
use crate::notice::Place;

/// Reads a file in any encoding that [`delimited::text`] knows (byte order mark or not, Latin-1).
///
/// # Errors
/// [`Fault::Bad`] when it is too large; [`Fault::Stopped`] when the sink wants no more.
pub fn read(bytes: &[u8], limits: &Limits, sink: Sink) -> Result<(), Fault> {
    if bytes.len() as u64 > limits.file {
        return Err(Fault::bad(Place::File, notice!("notice-too-large", most = limits.file / 1_000_000)));
    }
    let text = delimited::text(bytes)?;
    let mut report = Report::new(limits, sink);
    for block in blocks::blocks(&text) {
        if !report.has_room(&Place::Line(block.line))? {
            break;
        }
        match parse::block(&block, limits) {
            Ok(parse::Block::Category(path)) => {
                let place = Place::Line(block.line);
                report.category(Category { place, path, description: None, id: None })?;
            }
            Ok(parse::Block::Question(written)) => report.question(written.into_question())?,
            Err((place, why)) => report.skip(&place, why)?,
        }
    }
    report.finish()
}

/// The names of a category path: `/` parts them, `//` is a slash in a name.
pub(super) fn category_path(path: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut signs = path.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, names.last_mut()) {
            ('/', Some(name)) if signs.next_if_eq(&'/').is_some() => name.push('/'),
            ('/', _) => names.push(String::new()),
            (sign, Some(name)) => name.push(sign),
            (_, None) => {}
        }
    }
    names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The other way round. A space parts a slash of a name from the one between names.
pub(super) fn category_line(names: &[String]) -> String {
    let written = |name: &String| {
        let name = super::report::one_line(name).replace('/', "//");
        let space = |is_slash| if is_slash { " " } else { "" };
        format!("{}{name}{}", space(name.starts_with('/')), space(name.ends_with('/')))
    };
    names.iter().map(written).collect::<Vec<String>>().join("/")
}

/// Whether the category of a question must be named before it; then that is the current one.
pub(super) fn enters<'e>(entry: &'e Entry, current: &mut Vec<String>) -> Option<&'e [String]> {
    let path = match entry {
        Entry::Category(category) => &category.path,
        Entry::Question(question) if question.category != *current && !question.category.is_empty() => {
            &question.category
        }
        _ => return None,
    };
    current.clone_from(path);
    Some(path)
}
