//! Marks that carry the gaps of a cloze through Markdown: characters that Markdown takes for punctuation, so that
//! emphasis beside them works, and that no text of a learner needs.

/// Begins a gap that is asked; its hint follows, or nothing.
pub(crate) const ASK: char = '⧚';
/// Begins a gap that is shown.
pub(crate) const SHOW: char = '⧘';
/// Ends either.
pub(crate) const END: char = '⧙';

/// What an asked gap without a hint shows.
pub(crate) const BLANK: &str = "…";

pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, ASK | SHOW | END)
}

/// The text without marks.
pub(crate) fn without(text: &str) -> String {
    text.replace(is_mark, "")
}

/// Replaces the marks in escaped text by elements.
pub(crate) fn to_html(escaped: &str) -> String {
    let mut out = String::with_capacity(escaped.len() + 32);
    let mut asked = false;
    for c in escaped.chars() {
        match c {
            ASK => {
                asked = true;
                out.push_str("<span class=\"gap\">[");
            }
            SHOW => {
                asked = false;
                out.push_str("<mark class=\"gap\">");
            }
            END => out.push_str(if std::mem::take(&mut asked) { "]</span>" } else { "</mark>" }),
            _ => out.push(c),
        }
    }
    out
}

/// The marks as plain text: an asked gap in brackets, a shown one as its words.
pub(crate) fn to_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut asked = false;
    for c in text.chars() {
        match c {
            ASK => {
                asked = true;
                out.push('[');
            }
            SHOW => asked = false,
            END if std::mem::take(&mut asked) => out.push(']'),
            END => {}
            _ => out.push(c),
        }
    }
    out
}
