//! Files that hold no cards which can be read here, told by what they are: a PDF dropped on the import page must not
//! become a deck of signs, nor a quiz a page of text.

use crate::delimited::decode::guess;
use crate::delimited::{self, Encoding};
use crate::fault::Fault;

const AS_TEXT: &str = "save its text as .txt, .md or .html and bring that";
const AS_TABLE: &str = "bring its questions as a table: .csv with a question and an answer in each row";

/// Refuses what is no table, Markdown deck, article or text. Zip archives come here only where a
/// person said that they are texts; else [`anki`](crate::anki) judges them.
///
/// # Errors
/// What kind of file it is, and what could be brought instead.
pub fn check(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if let Some((what, mend)) = by_signature(bytes) {
        return Err(Fault::bad("the file", what, mend));
    }
    if bytes.is_empty() {
        return Err(Fault::bad("the file", "it is empty", "save it again where it comes from, and bring that"));
    }
    let head = &bytes[..bytes.len().min(1 << 16)];
    let wide = matches!(guess(head), Encoding::Utf16Le | Encoding::Utf16Be);
    if head.contains(&0) && !wide {
        let mend = "bring .apkg, .colpkg, .csv, .tsv, .md, .html or .txt";
        return Err(Fault::bad("the file", "it is no text, and no kind of file that can be read here", mend));
    }
    let text = if wide { delimited::text(head)? } else { String::from_utf8_lossy(head).into_owned() };
    match by_text(&ending, &text) {
        Some((what, mend)) => Err(Fault::bad("the file", what, mend)),
        None => Ok(()),
    }
}

/// What the first bytes give away.
fn by_signature(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const PACKED: &str = "unpack it and bring the files inside";
    const KINDS: [(&[u8], &str, &str); 15] = [
        (b"%PDF-", "it is a PDF, which cannot be read yet", AS_TEXT),
        (&[0xd0, 0xcf, 0x11, 0xe0], "it is an Office document of the old kind (.doc, .ppt, .xls)", AS_TEXT),
        (&[0x1f, 0x8b], "it is packed with gzip", PACKED),
        (b"7z\xbc\xaf\x27\x1c", "it is packed with 7-Zip", PACKED),
        (b"Rar!", "it is packed with RAR", PACKED),
        (b"\xfd7zXZ", "it is packed with xz", PACKED),
        (&[0x28, 0xb5, 0x2f, 0xfd], "it is packed with zstd", PACKED),
        (b"PK\x03\x04", "it is packed with zip", PACKED),
        (b"SQLite format 3\0", "it is a database", "export the deck from Anki as .apkg and bring that"),
        (b"\x89PNG", "it is a picture", "bring it inside a package, or write a card and put it there"),
        (&[0xff, 0xd8, 0xff], "it is a picture", "bring it inside a package, or write a card and put it there"),
        (b"GIF8", "it is a picture", "bring it inside a package, or write a card and put it there"),
        (b"ID3", "it is a sound", "bring it inside a package, or write a card and put it there"),
        (b"{\\rtf", "it is a text with formatting (.rtf)", AS_TEXT),
        (b"\x7fELF", "it is a program", "choose the file that holds the cards"),
    ];
    KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)).map(|(_, what, mend)| (*what, *mend))
}

fn by_text(ending: &str, text: &str) -> Option<(&'static str, &'static str)> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let first = |wanted: &str| start.get(..wanted.len()).is_some_and(|head| head.eq_ignore_ascii_case(wanted));
    if first("<?xml") || ending == "xml" {
        if text.contains("<quiz") {
            return Some(("it is a quiz in Moodle's XML, which cannot be read yet", AS_TABLE));
        }
        if !text.to_ascii_lowercase().contains("<html") {
            return Some(("it is XML of a kind that cannot be read here", AS_TEXT));
        }
    }
    if first("BEGIN:VCALENDAR") {
        return Some(("it is a calendar", "choose the file that holds the cards"));
    }
    if ending == "tex" {
        return Some(("it is TeX; macros alone are no cards", "bring the Markdown deck that uses it"));
    }
    if ending == "json" || ending == "jsonl" {
        return Some(("it is JSON, which says nothing about cards", AS_TABLE));
    }
    if ending == "gift" || is_gift(start) {
        return Some(("it is a quiz in GIFT, which cannot be read yet", AS_TABLE));
    }
    if is_aiken(start) {
        return Some(("it is a quiz in Aiken's format, which cannot be read yet", AS_TABLE));
    }
    None
}

/// Moodle's GIFT: `::title:: question {=right ~wrong}`, `{TRUE}`, `{#1822}`. At least half of the paragraphs have such
/// braces; our own clozes have two.
fn is_gift(text: &str) -> bool {
    if text.contains("{{") {
        return false;
    }
    let blocks: Vec<&str> = text.split("\n\n").filter(|b| !b.trim().is_empty() && !b.starts_with("//")).collect();
    let asks = |block: &&&str| {
        block.split('{').skip(1).any(|after| {
            let after = after.trim_start();
            let sign = after.starts_with(['=', '~', '#']);
            let truth = ["TRUE}", "FALSE}", "T}", "F}", "T#", "F#"].iter().any(|word| after.starts_with(word));
            sign || truth
        })
    };
    let asking = blocks.iter().filter(asks).count();
    asking > 0 && asking * 2 >= blocks.len()
}

/// Aiken: choices `A) …`, then a line `ANSWER: B`.
fn is_aiken(text: &str) -> bool {
    let is_answer = |line: &str| {
        let letter = line.trim().strip_prefix("ANSWER:").map(str::trim);
        letter.is_some_and(|l| l.len() == 1 && l.bytes().all(|b| b.is_ascii_uppercase()))
    };
    let is_choice = |line: &str| matches!(line.trim().as_bytes(), [b'A'..=b'Z', b')' | b'.', b' ', ..]);
    text.lines().any(is_answer) && text.lines().filter(|l| is_choice(l)).count() >= 2
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
            ("a.pdf", b"%PDF-1.7 ...".as_slice(), "a PDF"),
            ("a.doc", &[0xd0, 0xcf, 0x11, 0xe0, 0, 0], "Office"),
            ("a.gz", &[0x1f, 0x8b, 8], "gzip"),
            ("a.bin", b"\x01\0\0\x02\0\0\0", "no text"),
            ("a.txt", b"", "empty"),
            ("quiz.xml", b"<?xml version=\"1.0\"?>\n<quiz><question type=\"essay\"/></quiz>", "Moodle's XML"),
            ("feed.xml", b"<?xml version=\"1.0\"?><rss/>", "XML"),
            ("a.gift", b"Two plus two? {=four ~three}", "GIFT"),
            ("a.txt", b"// one\n\n::Q1:: Two plus two? {\n=four\n~three\n}\n\nThe sky is blue. {TRUE}", "GIFT"),
            ("aiken.txt", b"Which?\nA) this\nB) that\nANSWER: B\n", "Aiken"),
            ("a.json", b"[{\"front\": 1}]", "JSON"),
            ("a.ics", b"BEGIN:VCALENDAR\n", "calendar"),
        ] {
            let said = refusal(name, bytes).unwrap_or_else(|| panic!("{name} is taken for cards"));
            assert!(said.contains(words) && said.contains("; "), "{name}: {said}");
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
