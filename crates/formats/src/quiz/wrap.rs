//! Texts whose markup says nothing, as plain ones, for formats that know no other.

use super::{Format, Text};

/// The words of a text without markup (one paragraph around it is none). `None` when there is more to it.
pub(super) fn plain(text: &Text) -> Option<String> {
    if !text.files.is_empty() {
        return None;
    }
    let words = text.text.as_str();
    match text.format {
        Format::Plain => Some(words.to_owned()),
        Format::Html | Format::Moodle => {
            let inner = words.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).unwrap_or(words);
            let bare = !inner.contains(['<', '>']) && (text.format == Format::Moodle || !inner.contains('\n'));
            bare.then(|| entities(inner.trim())).flatten()
        }
        Format::Markdown => (!words.contains(|c: char| "\\`*_{}[]<>#+-!|~$&\n".contains(c))).then(|| words.to_owned()),
    }
}

/// `&amp;` and the like as what they mean; `None` if one is unknown here.
fn entities(text: &str) -> Option<String> {
    const KNOWN: [(&str, &str); 6] =
        [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"), ("nbsp;", "\u{a0}")];
    let mut pieces = text.split('&');
    let mut words = pieces.next()?.to_owned();
    for piece in pieces {
        match KNOWN.iter().find(|(name, _)| piece.starts_with(name)) {
            Some((name, meant)) => {
                words.push_str(meant);
                words.push_str(&piece[name.len()..]);
            }
            // an ampersand between words is one
            None if piece.starts_with(' ') => {
                words.push('&');
                words.push_str(piece);
            }
            None => return None,
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::quiz::{Format, Text};

    #[test]
    fn only_what_has_no_markup_is_plain() {
        for (format, text, words) in [
            (Format::Plain, "a <b> & c", Some("a <b> & c")),
            (Format::Html, "<p>R&amp;D &lt; 3 & more</p>", Some("R&D < 3 & more")),
            (Format::Html, "<p>one</p><p>two</p>", None),
            (Format::Html, "&eacute;", None),
            (Format::Moodle, "two\nlines", Some("two\nlines")),
            (Format::Markdown, "plain, words", Some("plain, words")),
            (Format::Markdown, "*loud*", None),
        ] {
            assert_eq!(plain(&Text::new(format, text)).as_deref(), words, "{text}");
        }
    }
}
