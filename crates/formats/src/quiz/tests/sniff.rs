use super::support::zip;
use crate::quiz::{FileKind, sniff};

#[test]
fn files_are_told_by_what_is_in_them() {
    for (name, bytes, kind) in [
        ("a.txt", b"Two plus two? {=four ~three}".as_slice(), Some(FileKind::Gift)),
        ("a.txt", b"// note\n\n::Q1:: Two? {\n=a\n~b\n}\n\nSky. {TRUE}", Some(FileKind::Gift)),
        ("a.txt", b"$CATEGORY: a/b\n\n::Q::What? {}", Some(FileKind::Gift)),
        ("a.gift", b"Just words", Some(FileKind::Gift)),
        ("a.txt", b"\xef\xbb\xbfWhich?\r\nA) this\r\nB) that\r\nANSWER: B\r\n", Some(FileKind::Aiken)),
        ("a.txt", b"<?xml version=\"1.0\"?>\n<!-- x -->\n<quiz>", Some(FileKind::MoodleXml)),
        ("a.xml", b"<assessmentItem xmlns=\"x\">", Some(FileKind::Qti)),
        ("a.xml", b"<rss>", None),
        ("a.xml", b"<quizzes>", None),
        ("a.md", b"The {{capital}} of France is {=Paris}.", None),
        ("a.txt", b"Q: a\nA: b {x = 1}", None),
        ("a.txt", b"A) first\nB) second\nThe ANSWER: is in the text\n", None),
        ("a.json", b"[{\"a\": \"{=b}\"}]", None),
        ("a.txt", b"", None),
        ("a.zip", b"PK\x03\x04 and no more", None),
        ("a.pdf", b"%PDF-1.7", None),
    ] {
        assert_eq!(sniff(bytes, name), kind, "{name}: {}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn packages_are_told_by_their_members() {
    for (members, kind) in [
        (["imsmanifest.xml", "a.png"], Some(FileKind::Qti)),
        (["folder/imsmanifest.xml", "a.png"], Some(FileKind::Qti)),
        (["item.xml", "a.png"], Some(FileKind::Qti)),
        (["[Content_Types].xml", "word/document.xml"], None),
        (["collection.anki21", "a.xml"], None),
        (["a.png", "b.png"], None),
    ] {
        assert_eq!(sniff(&zip(&members.map(|name| (name, b"x".as_slice()))), "a.zip"), kind, "{members:?}");
    }
}
