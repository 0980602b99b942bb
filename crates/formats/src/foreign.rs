//! Files that hold no cards which can be read here, told by what they are: a PDF dropped on the import page must not
//! become a deck of signs. (Question files are told before, by [`quiz`](crate::quiz).)

use crate::delimited::decode::guess;
use crate::delimited::{self, Encoding};
use crate::fault::Fault;
use crate::notice;
use crate::notice::{Notice, Place};

/// Refuses what is no table, Markdown deck, article or text. Zip archives come here only where a
/// person said that they are texts; else [`anki`](crate::anki) judges them.
///
/// # Errors
/// What kind of file it is, and what could be brought instead.
pub fn check(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if let Some(why) = by_signature(bytes) {
        return Err(Fault::bad(Place::File, why));
    }
    if bytes.is_empty() {
        return Err(Fault::bad(Place::File, notice!("notice-empty")));
    }
    // so broken that its first bytes say nothing: then its name does
    match ending.as_str() {
        "pdf" => return Err(Fault::bad(Place::File, notice!("notice-pdf"))),
        "doc" | "ppt" | "xls" | "rtf" => return Err(Fault::bad(Place::File, notice!("notice-document"))),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(1 << 16)];
    let wide = matches!(guess(head), Encoding::Utf16Le | Encoding::Utf16Be);
    if head.contains(&0) && !wide {
        return Err(Fault::bad(Place::File, notice!("notice-no-text")));
    }
    let text = if wide { delimited::text(head)? } else { String::from_utf8_lossy(head).into_owned() };
    match by_text(&ending, &text) {
        Some(why) => Err(Fault::bad(Place::File, why)),
        None => Ok(()),
    }
}

/// What the first bytes give away.
fn by_signature(bytes: &[u8]) -> Option<Notice> {
    const PACKED: [&[u8]; 6] =
        [&[0x1f, 0x8b], b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ", &[0x28, 0xb5, 0x2f, 0xfd]];
    const MEDIA: [&[u8]; 6] = [b"\x89PNG", &[0xff, 0xd8, 0xff], b"GIF8", b"ID3", b"OggS", b"RIFF"];
    let is = |magic: &&[u8]| bytes.starts_with(magic);
    if is(&b"%PDF-".as_slice()) {
        Some(notice!("notice-pdf"))
    } else if is(&[0xd0, 0xcf, 0x11, 0xe0].as_slice()) || is(&b"{\\rtf".as_slice()) {
        Some(notice!("notice-document"))
    } else if is(&b"SQLite format 3\0".as_slice()) {
        Some(notice!("notice-database"))
    } else if PACKED.iter().any(is) {
        Some(notice!("notice-packed"))
    } else if MEDIA.iter().any(is) {
        Some(notice!("notice-picture-or-sound"))
    } else {
        None
    }
}

fn by_text(ending: &str, text: &str) -> Option<Notice> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let first = |wanted: &str| start.get(..wanted.len()).is_some_and(|head| head.eq_ignore_ascii_case(wanted));
    if (first("<?xml") || ending == "xml") && !text.to_ascii_lowercase().contains("<html") {
        return Some(notice!("notice-other-kind", format = "XML"));
    }
    if first("BEGIN:VCALENDAR") {
        return Some(notice!("notice-other-kind", format = "iCalendar"));
    }
    if ending == "tex" {
        return Some(notice!("notice-other-kind", format = "TeX"));
    }
    if ending == "json" || ending == "jsonl" {
        return Some(notice!("notice-other-kind", format = "JSON"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::check;

    fn refusal(name: &str, bytes: &[u8]) -> Option<String> {
        check(name, bytes).err().map(|fault| fault.to_string())
    }

    #[test]
    fn what_holds_no_cards_is_named_as_what_it_is() {
        for (name, bytes, words) in [
            ("a.pdf", b"%PDF-1.7 ...".as_slice(), "notice-pdf"),
            ("broken.pdf", b"1 0 obj", "notice-pdf"),
            ("a.doc", &[0xd0, 0xcf, 0x11, 0xe0, 0, 0], "notice-document"),
            ("a.gz", &[0x1f, 0x8b, 8], "notice-packed"),
            ("a.bin", b"\x01\0\0\x02\0\0\0", "notice-no-text"),
            ("a.txt", b"", "notice-empty"),
            ("feed.xml", b"<?xml version=\"1.0\"?><rss/>", "XML"),
            ("a.json", b"[{\"front\": 1}]", "JSON"),
            ("a.ics", b"BEGIN:VCALENDAR\n", "iCalendar"),
        ] {
            let said = refusal(name, bytes).unwrap_or_else(|| panic!("{name} is taken for cards"));
            assert!(said.contains(words), "{name}: {said}");
        }
    }

    #[test]
    fn what_holds_cards_passes() {
        for (name, bytes) in [
            ("a.txt", "Q: a\nA: ä {x = 1}".as_bytes()),
            ("a.md", b"The {{capital}} of France is {=Paris}."),
            ("a.csv", b"front,back\n\"{\"\"a\"\": 1}\",json\n"),
            ("a.txt", &[0xff, 0xfe, b'a', 0, b'b', 0]),
            ("a.txt", b"a\0\t\0b\0\n\0"),
            ("latin.txt", b"caf\xe9"),
            ("a.html", b"<?xml version=\"1.0\"?><html><body>text</body></html>"),
            ("a.txt", b"A) first\nB) second\nThe ANSWER: is in the text\n"),
        ] {
            assert_eq!(refusal(name, bytes), None, "{name}");
        }
    }
}
