use super::support::{entries, only, questions, refusal, skips};
use crate::quiz::{Accept, Ask, Decimal, Entry, FileKind, Format, Layout, OrderGrading, PartAsk, Question, Text};

fn quiz(inner: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n{inner}\n</quiz>\n")
}

fn question(kind: &str, text: &str, inner: &str) -> String {
    format!(
        "<question type=\"{kind}\"><name><text>Q</text></name>\
        <questiontext format=\"html\"><text><![CDATA[{text}]]></text></questiontext>{inner}</question>"
    )
}

fn moodle(kind: &str, text: &str, inner: &str) -> Question {
    only(FileKind::MoodleXml, quiz(&question(kind, text, inner)))
}

/// What is said of a question, and whether it is there.
fn said(kind: &str, text: &str, inner: &str) -> (String, bool) {
    let entries = entries(FileKind::MoodleXml, quiz(&question(kind, text, inner)));
    (skips(&entries).join("; ").replace("line 3, question “Q”: ", ""), !questions(&entries).is_empty())
}

#[test]
fn numbers_have_tolerances_and_units() {
    let question = moodle(
        "numerical",
        "How long?",
        "<answer fraction=\"100\" format=\"moodle_auto_format\"><text>2.50</text><feedback><text>yes</text></feedback>\
         <tolerance>0.1</tolerance></answer><answer fraction=\"0\"><text>*</text></answer>\
         <units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>\
         <unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>\
         <unitgradingtype>1</unitgradingtype><unitpenalty>0.2</unitpenalty><showunits>0</showunits><unitsleft>0</unitsleft>",
    );
    let Ask::Numeric(numeric) = question.ask else { panic!() };
    let near = Accept::Near { value: Decimal::parse("2.50").unwrap(), tolerance: Decimal::parse("0.1").unwrap() };
    assert_eq!((&numeric.answers[0].accept, &numeric.answers[1].accept), (&near, &Accept::Any));
    assert_eq!((numeric.units[1].name.as_str(), numeric.units[1].multiplier.value()), ("cm", 100.0));
    assert_eq!(numeric.unit_rules.map(|rules| (rules.grading, rules.penalty)), Some((1, 0.2)));
}

#[test]
fn an_order_keeps_its_rules() {
    let inner = "<layouttype>HORIZONTAL</layouttype><selecttype>RANDOM</selecttype><selectcount>2</selectcount>\
        <gradingtype>ALL_OR_NOTHING</gradingtype><showgrading>HIDE</showgrading><numberingstyle>iii</numberingstyle>\
        <answer fraction=\"1.0\" format=\"html\"><text>one</text></answer><answer fraction=\"2.0\"><text>two</text></answer>";
    let Ask::Order(order) = moodle("ordering", "Sort", inner).ask else { panic!() };
    assert_eq!((order.items.len(), order.select_count, order.grading), (2, 2, OrderGrading::AllOrNothing));
    assert!(!order.shows_grading);
}

#[test]
fn words_to_drag_have_groups() {
    let inner = "<shuffleanswers>1</shuffleanswers><dragbox><text>cat</text><group>1</group></dragbox>\
        <dragbox><text>mat</text><group>2</group><infinite/></dragbox>";
    let Ask::DragWords(gaps) = moodle("ddwtos", "The [[1]] on the [[2]] and [[2]]", inner).ask else { panic!() };
    assert!(gaps.shuffle && gaps.choices[1].infinite && !gaps.choices[0].infinite);
    assert_eq!(gaps.choices[1].group, 2);
    assert_eq!(said("ddwtos", "The [[3]]", inner), ("notice-moodle-gap number=3".into(), false));
    assert_eq!(said("gapselect", "None", inner).0, "notice-moodle-no-gap");
}

#[test]
fn a_cloze_has_parts_of_three_kinds() {
    let text = "A {2:SA:=Paris#Yes~%50%Par\\}is~*#No} b {:NUMERICAL:=3,5:0.1~%25%4} c {1:MRHS:~=x~%-50%y#n\\#1} d { e";
    let question = moodle("cloze", text, "");
    assert_eq!(question.text.text, "A {#1} b {#2} c {#3} d { e");
    let Ask::Cloze(parts) = question.ask else { panic!() };
    assert_eq!(parts.iter().map(|part| part.weight).collect::<Vec<_>>(), [2, 1, 1]);
    let PartAsk::Short(short) = &parts[0].ask else { panic!() };
    assert_eq!((short.answers[1].text.text.as_str(), short.answers[1].fraction), ("Par}is", 50.0));
    let PartAsk::Numeric(numbers) = &parts[1].ask else { panic!() };
    assert_eq!(
        numbers[0].accept,
        Accept::Near { value: Decimal::parse("3.5").unwrap(), tolerance: Decimal::parse("0.1").unwrap() }
    );
    let PartAsk::Choice(choice) = &parts[2].ask else { panic!() };
    assert!(choice.many && choice.shuffle && choice.layout == Layout::Horizontal && choice.answers.len() == 2);
    assert_eq!(choice.answers[1].feedback, Some(Text::html("n#1")));
    for (text, why) in [
        ("nothing", "notice-cloze-none"),
        ("{1:REGEXP:=a}", "notice-cloze-kind kind=REGEXP"),
        ("{1:SA:=a", "notice-cloze-open text={1:SA:=a"),
        ("{1:SA:=a} {#1}", "notice-cloze-placeholder text={#1}"),
        ("{1:NM:=a}", "notice-quiz-number text=a"),
        ("{1:SA:=a~}", "notice-quiz-empty-answer"),
        ("{1:SA:=a} {1:MULTICHOICE}", "notice-quiz-no-answer"),
    ] {
        assert_eq!(said("multianswer", text, ""), (why.into(), false));
    }
}

#[test]
fn what_is_not_read_of_a_question_is_said() {
    let answers = "<answer fraction=\"100\"><text>a</text></answer><answer fraction=\"0\"><text/></answer>";
    let more = "<answernumbering>greek</answernumbering><stamp>x</stamp><empty></empty><penalty>a lot</penalty>";
    assert_eq!(
        said("multichoice", "Q?", &format!("{answers}{more}")),
        (
            "notice-quiz-empty-answer; notice-quiz-setting name=answernumbering value=greek; \
             notice-quiz-setting name=penalty value=a lot; notice-quiz-part name=stamp"
                .into(),
            true
        )
    );
    for (kind, text, inner, why) in [
        ("calculated", "Q?", "", "notice-moodle-kind kind=calculated"),
        ("multichoice", "Q?", "", "notice-quiz-no-answer"),
        ("multichoice", "", answers, "notice-quiz-no-text"),
        ("multichoice", "Q?", "<answer fraction=\"200\"><text>a</text></answer>", "notice-quiz-fraction fraction=200"),
        ("multichoice", "Q?", "<answer><text>a <b>b</b></text></answer>", "notice-moodle-markup"),
        (
            "multichoice",
            "Q?",
            "<answer format=\"wiki_like\"><text>a</text></answer>",
            "notice-moodle-format format=wiki_like",
        ),
        ("truefalse", "Q?", answers, "notice-moodle-true-false"),
        ("numerical", "Q?", answers, "notice-quiz-number text=a"),
        ("matching", "Q?", "<subquestion><text>a</text></subquestion>", "notice-moodle-pair text=a"),
    ] {
        let (said, is_there) = said(kind, text, inner);
        assert!(said.split("; ").any(|it| it == why) && !is_there, "{kind}: {said}");
    }
}

#[test]
fn pictures_come_along_and_bad_ones_are_said() {
    let text = |files: &str| {
        let inner = format!("<text><![CDATA[<img src=\"@@PLUGINFILE@@/a.png\">]]></text>{files}");
        quiz(&format!("<question type=\"description\"><questiontext format=\"html\">{inner}</questiontext></question>"))
    };
    let question =
        only(FileKind::MoodleXml, text("<file name=\"a.png\" path=\"/x/\" encoding=\"base64\">aGF\nsbG8</file>"));
    let file = &question.text.files[0];
    assert_eq!(
        (file.name.as_str(), file.folder.as_str(), file.bytes.as_slice()),
        ("a.png", "/x/", b"hallo".as_slice())
    );
    for (files, why) in [
        ("<file name=\"a.png\" encoding=\"base64\">***</file>", "line 3: notice-quiz-file name=a.png"),
        ("<file name=\"a.png\" encoding=\"hex\">00</file>", "line 3: notice-quiz-file name=a.png"),
        (
            "<file name=\"a.png\">aGFs</file><file name=\"a.png\">aGFs</file>",
            "line 3: notice-quiz-file-twice name=a.png",
        ),
    ] {
        assert_eq!(skips(&entries(FileKind::MoodleXml, text(files))), [why]);
    }
}

#[test]
fn the_picture_of_an_old_question_stands_below_its_text() {
    let question = moodle("description", "Look", "<image>dir/a.png</image><image_base64>aGFsbG8=</image_base64>");
    assert_eq!(question.text.text, "Look <img src=\"@@PLUGINFILE@@/dir_a.png\" />");
    assert_eq!(question.text.files[0].bytes, b"hallo");
}

#[test]
fn a_broken_question_costs_only_itself() {
    let good = question("description", "Good", "");
    for bad in [
        "<question type=\"description\"><name><text>B</name></question>",
        "<question type=\"description\"><name><text>B & C</text></name></question>",
        "<question type=\"description\"><name a=b></question>",
        "<question type=\"description\"><name>&nbsp;</name></question>",
        "<question type=\"description\"><!-- ",
        "<question type=\"description\"><![CDATA[",
        "</nothing>",
    ] {
        let entries = entries(FileKind::MoodleXml, quiz(&format!("{good}\n{bad}\n{good}")));
        assert_eq!((questions(&entries).len(), skips(&entries).len()), (2, 1), "{bad}: {entries:?}");
        let place = skips(&entries).remove(0);
        // a CDATA that is not closed ends with the next one
        assert!(["line 4: notice-xml", "line 5: notice-xml"].iter().any(|it| place.starts_with(it)), "{bad}: {place}");
    }
}

#[test]
fn a_file_that_is_no_moodle_xml_is_refused() {
    for (text, why) in [
        ("<rss/>", "line 1: notice-moodle-root"),
        ("no markup", "line 1: notice-xml-no-element"),
        ("", "line 1: notice-xml-no-element"),
        ("<!DOCTYPE quiz [<!ENTITY a \"b\">]>\n<quiz/>", "line 1: notice-xml-doctype"),
    ] {
        assert_eq!(refusal(FileKind::MoodleXml, text), why);
    }
    assert_eq!(refusal(FileKind::MoodleXml, b"<quiz>\n\n\xff</quiz>"), "line 3: notice-xml-utf8");
    assert_eq!(refusal(FileKind::MoodleXml, "<quiz/>"), "file: notice-quiz-none");
}

#[test]
fn latin_1_is_read_where_it_is_declared() {
    let text = quiz(&question("description", "Caf\u{e9}", "")).replace("UTF-8", "ISO-8859-1");
    let latin: Vec<u8> = text.chars().map(|sign| sign as u8).collect();
    assert_eq!(only(FileKind::MoodleXml, latin).text.text, "Café");
    // many say so and are not
    assert_eq!(only(FileKind::MoodleXml, text).text.text, "Café");
}

#[test]
fn a_category_may_be_described() {
    let inner = "<question type=\"category\"><category><text>top/A</text></category>\
        <info format=\"markdown\"><text>About</text></info><idnumber>7</idnumber></question>";
    let entries = entries(FileKind::MoodleXml, quiz(inner));
    let [Entry::Category(category)] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(category.path, ["top", "A"]);
    assert_eq!(
        (&category.description, category.id.as_deref()),
        (&Some(Text::new(Format::Markdown, "About")), Some("7"))
    );
}
