//! Files made to do harm, and files that chance made.

use super::generated::question;
use super::support::{entries, entries_with, entry, questions, refusal, skips, zip};
use crate::anki::Stop;
use crate::fault::Fault;
use crate::quiz::{FileKind, Limits, aiken, gift, moodle, read, sniff};
use proptest::prelude::*;

const KINDS: [FileKind; 4] = [FileKind::Gift, FileKind::Aiken, FileKind::MoodleXml, FileKind::Qti];

fn quiz(inner: &str) -> String {
    format!("<quiz>{inner}</quiz>")
}

const GOOD: &str =
    "<question type=\"description\"><questiontext format=\"html\"><text>Good</text></questiontext></question>";

#[test]
fn nothing_foreign_is_fetched_and_nothing_laughs_a_billion_times() {
    let laughs = "<!DOCTYPE quiz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>\n<quiz>&c;</quiz>";
    let outside = "<!DOCTYPE quiz SYSTEM \"file:///etc/passwd\"><quiz/>";
    for text in [laughs, outside] {
        assert_eq!(refusal(FileKind::MoodleXml, text), "line 1: notice-xml-doctype");
    }
    let inside =
        quiz(&format!("{GOOD}<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><question>&x;</question>"));
    assert_eq!(refusal(FileKind::MoodleXml, inside), "line 1: notice-xml-doctype");
    let unknown = quiz(&format!("<question type=\"description\">&x;</question>{GOOD}"));
    let entries = entries(FileKind::MoodleXml, unknown);
    assert_eq!((skips(&entries), questions(&entries).len()), (vec!["line 1: notice-xml-entity name=x".into()], 1));
}

#[test]
fn ten_thousand_elements_inside_one_another_are_refused() {
    let deep = "<a>".repeat(10_000);
    let closed = deep.clone() + &"</a>".repeat(10_000);
    for inner in [&deep, &closed] {
        let entries = entries(FileKind::MoodleXml, quiz(&format!("<question type=\"x\">{inner}</question>\n{GOOD}")));
        assert_eq!((skips(&entries), questions(&entries).len()), (vec!["line 1: notice-xml-deep most=100".into()], 1));
        let entries = super::support::entries(FileKind::Qti, format!("<assessmentItem><itemBody>{inner}"));
        assert_eq!(skips(&entries), ["line 1: notice-xml-deep most=100"]);
    }
    let wide = quiz(&format!("<question type=\"x\">{}</question>{GOOD}", "<a/>".repeat(600_000)));
    let said = entries(FileKind::MoodleXml, wide);
    assert_eq!((skips(&said), questions(&said).len()), (vec!["line 1: notice-xml-elements most=500000".into()], 1));
    let questions = "<question type=\"x\">".repeat(10_000);
    let said = skips(&entries(FileKind::MoodleXml, quiz(&questions)));
    assert_eq!((said.len(), said.last().map(String::as_str)), (101, Some("line 1: notice-xml-many most=100")));
}

#[test]
fn broken_xml_takes_no_long_time() {
    for piece in
        ["<question><![CDATA[", "<question><!--", "<question a=\"", "<question></b>", "<question>&", "<question><?"]
    {
        let said = skips(&entries(FileKind::MoodleXml, quiz(&piece.repeat(100_000))));
        assert!(!said.is_empty() && said.len() <= 101, "{piece}: {}", said.len());
    }
    let attributes: String = (0..100_000).map(|number| format!(" a{number}=\"1\"")).collect();
    let entries = entries(FileKind::MoodleXml, quiz(&format!("<question{attributes}/>{GOOD}")));
    assert_eq!((skips(&entries).len(), questions(&entries).len()), (1, 1));
}

#[test]
fn a_number_of_ten_thousand_digits_is_no_number() {
    let digits = "9".repeat(10_000);
    let said = |kind, text: String| skips(&entries(kind, text)).remove(0);
    let short = format!("{}…", "9".repeat(60));
    assert_eq!(
        said(FileKind::Gift, format!("How many? {{#{digits}}}")),
        format!("line 1: notice-quiz-number text={short}")
    );
    assert_eq!(
        said(FileKind::Gift, format!("How many? {{~%{digits}%a ~b}}")),
        format!("line 1: notice-quiz-fraction fraction={short}")
    );
    let numeric = format!(
        "<question type=\"numerical\"><questiontext><text>Q</text></questiontext>\
         <answer fraction=\"100\"><text>{digits}</text></answer></question>"
    );
    assert_eq!(said(FileKind::MoodleXml, quiz(&numeric)), format!("line 1: notice-quiz-number text={short}"));
    let mark = GOOD.replace("</question>", &format!("<defaultgrade>{digits}</defaultgrade></question>"));
    assert!(said(FileKind::MoodleXml, quiz(&mark)).contains("notice-quiz-setting name=defaultgrade"));
}

#[test]
fn long_texts_and_many_answers_are_refused_and_the_rest_is_read() {
    let long = "x".repeat(2_000_000);
    for (kind, text) in [
        (FileKind::Gift, format!("{long} {{T}}\n\nGood {{}}")),
        (FileKind::Aiken, format!("{long}\nA) a\nB) b\nANSWER: A\nGood?\nA) a\nB) b\nANSWER: A\n")),
        (FileKind::MoodleXml, quiz(&(GOOD.replace("Good", &long) + GOOD))),
    ] {
        let entries = entries(kind, text);
        assert!(skips(&entries)[0].ends_with("notice-quiz-text-long most=1048"), "{:?}", skips(&entries));
        assert_eq!((skips(&entries).len(), questions(&entries).len()), (1, 1));
    }
    for named in [
        quiz(&(GOOD.replace("<questiontext", &format!("<name><text>{long}</text></name><questiontext")) + GOOD)),
        quiz(&(GOOD.replace("format=\"html\"", &format!("format=\"{long}\"")) + GOOD)),
    ] {
        let entries = entries(FileKind::MoodleXml, named);
        assert_eq!(
            (skips(&entries), questions(&entries).len()),
            (vec!["line 1: notice-quiz-text-long most=1048".into()], 1)
        );
    }
    let answers = "=a ".repeat(1_001);
    let said = skips(&entries(FileKind::Gift, format!("Many? {{{answers}}}")));
    assert_eq!(said, ["line 1: notice-quiz-parts most=1000"]);
    let answers = "<answer><text>a</text></answer>".repeat(1_001);
    let many =
        format!("<question type=\"shortanswer\"><questiontext><text>Q</text></questiontext>{answers}</question>");
    assert_eq!(skips(&entries(FileKind::MoodleXml, quiz(&many))), ["line 1: notice-quiz-parts most=1000"]);
}

#[test]
fn too_many_questions_are_cut_off_and_that_is_said_once() {
    let limits = Limits { entries: 3, ..Limits::default() };
    for (kind, text) in [
        (FileKind::Gift, "Q {}\n\n".repeat(10)),
        (FileKind::Aiken, "Q?\nA) a\nB) b\nANSWER: A\n".repeat(10)),
        (FileKind::MoodleXml, quiz(&GOOD.repeat(10))),
    ] {
        let entries = entries_with(kind, text.as_bytes(), &limits).unwrap();
        assert_eq!((questions(&entries).len(), skips(&entries).len()), (3, 1), "{kind:?}");
        assert!(skips(&entries)[0].ends_with("notice-quiz-many most=3"));
    }
}

#[test]
fn files_that_are_too_large_are_not_read() {
    let limits = Limits { file: 10, document: 10, ..Limits::default() };
    for kind in KINDS {
        let said = entries_with(kind, b"PK\x03\x04 and more than ten", &limits).map_err(|fault| fault.to_string());
        assert!(said.is_err_and(|said| said.contains("notice-too-large")), "{kind:?}");
    }
    let limits = Limits { attachment: 10, attachments: 15, ..Limits::default() };
    let file = |size: usize| format!("<file name=\"{size}\">{}</file>", "A".repeat(size / 3 * 4));
    let text = GOOD.replace("</questiontext>", &format!("{}{}{}</questiontext>", file(9), file(12), file(6)));
    let entries = entries_with(FileKind::MoodleXml, quiz(&(text + GOOD)).as_bytes(), &limits).unwrap();
    let sizes: Vec<usize> = questions(&entries)[0].text.files.iter().map(|file| file.bytes.len()).collect();
    assert_eq!((sizes, skips(&entries).len()), (vec![9, 6], 1));
}

#[test]
fn bombs_in_packages_do_not_go_off() {
    let zeros = vec![b' '; 20 << 20];
    let manifest: &[u8] =
        b"<manifest><resources><resource type=\"imsqti_item_xmlv2p1\" href=\"a.xml\"/></resources></manifest>";
    let entries = entries(FileKind::Qti, zip(&[("imsmanifest.xml", manifest), ("a.xml", &zeros)]));
    assert_eq!(skips(&entries), ["a.xml: notice-qti-bomb ratio=250"]);
    assert_eq!(refusal(FileKind::Qti, zip(&[("imsmanifest.xml", &zeros)])), "package: notice-qti-bomb ratio=250");
    let limits = Limits { members: 3, ..Limits::default() };
    let many = zip(&[("a", b""), ("b", b""), ("c", b""), ("d", b"")]);
    let fault = entries_with(FileKind::Qti, &many, &limits).unwrap_err();
    assert_eq!(fault.to_string(), "package: notice-qti-members most=3");
    let limits = Limits { document: 1000, ..Limits::default() };
    let large = zip(&[("imsmanifest.xml", manifest), ("a.xml", &zeros[..2000])]);
    assert_eq!(skips(&entries_with(FileKind::Qti, &large, &limits).unwrap()), ["a.xml: notice-qti-large most=0"]);
    let limits = Limits { attachments: 1000, ..Limits::default() };
    let full = entries_with(FileKind::Qti, &large, &limits).unwrap();
    assert_eq!(skips(&full), ["a.xml: notice-qti-full most=0"]);
}

#[test]
fn truncated_packages_are_refused() {
    let whole = zip(&[("imsmanifest.xml", b"<manifest/>"), ("a.xml", b"<assessmentItem/>")]);
    for length in 2..whole.len() {
        assert!(refusal(FileKind::Qti, &whole[..length]).starts_with("package: notice-qti-"), "{length}");
        assert_eq!(sniff(&whole[..length], "a.zip"), None);
    }
}

#[test]
fn who_wants_no_more_gets_no_more() {
    for (kind, text) in [(FileKind::Gift, "Q {}\n\nR {}".to_owned()), (FileKind::MoodleXml, quiz(&GOOD.repeat(2)))] {
        let mut seen = 0;
        let ended = read(kind, text.as_bytes(), &Limits::default(), &mut |_| {
            seen += 1;
            Err(Stop)
        });
        assert!(matches!(ended, Err(Fault::Stopped)) && seen == 1);
    }
}

/// Reads it as every kind; only that it ends counts.
fn survive(bytes: &[u8]) {
    let _ = sniff(bytes, "a.txt");
    for kind in KINDS {
        if let Ok(entries) = entries_with(kind, bytes, &Limits::default()) {
            let _ = (gift::write(&entries), aiken::write(&entries), moodle::write(&entries));
        }
    }
}

/// Pieces that mean something in one of the formats.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "::",
        "{",
        "}",
        "=",
        "~",
        "#",
        "####",
        "->",
        "%50%",
        "\\",
        "\n",
        "\n\n",
        "//",
        "[html]",
        "$CATEGORY:",
        "T",
        "1..2",
        ":3",
        "A) ",
        "B) ",
        "ANSWER: A",
        "<quiz>",
        "<question type=\"cloze\">",
        "<question type=\"match\">",
        "</question>",
        "<text>",
        "</text>",
        "<![CDATA[",
        "]]>",
        "{1:SA:=a}",
        "[[1]]",
        "<answer fraction=\"100\">",
        "</answer>",
        "<questiontext>",
        "</questiontext>",
        "&amp;",
        "&x;",
        "<assessmentItem>",
        "<itemBody>",
        "</itemBody>",
        "é",
        "\u{feff}",
        "{#1}",
        " ",
        "a",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survive(&bytes);
    }

    #[test]
    fn any_mixture_of_signs_is_survived(bytes in soup()) {
        survive(&bytes);
    }

    #[test]
    fn damaged_files_are_survived(
        question in question(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..12usize, prop::collection::vec(any::<u8>(), 0..4)), 1..6),
    ) {
        let entries = [entry(question)];
        let item = b"<assessmentItem identifier=\"i\"><responseDeclaration identifier=\"R\" baseType=\"string\"><correctResponse>\
            <value>a</value></correctResponse></responseDeclaration><itemBody><p>A <textEntryInteraction responseIdentifier=\"R\"/>\
            </p></itemBody></assessmentItem>";
        let package = zip(&[("imsmanifest.xml", b"<manifest/>"), ("a.xml", item)]);
        for text in [gift::write(&entries).text.into_bytes(), moodle::write(&entries).text.into_bytes(), item.to_vec(), package] {
            let mut bytes = text;
            for (at, length, put) in &cuts {
                if !bytes.is_empty() {
                    let start = at.index(bytes.len());
                    let end = (start + length).min(bytes.len());
                    bytes.splice(start..end, put.iter().copied());
                }
            }
            survive(&bytes);
        }
    }
}
