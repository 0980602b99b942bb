use super::support::{entries, missing, only, questions, refusal, skips, zip};
use crate::quiz::{Accept, Ask, Decimal, Entry, FileKind, OrderGrading, PartAsk, Question, Text, moodle};

const CORRECT: &str =
    "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct\"/>";
const MAPPED: &str =
    "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response\"/>";

fn declaration(kind: &str, cardinality: &str, right: &[&str], more: &str) -> String {
    let values: String = right.iter().map(|value| format!("<value>{value}</value>")).collect();
    format!(
        "<responseDeclaration identifier=\"R\" cardinality=\"{cardinality}\" baseType=\"{kind}\">\
         <correctResponse>{values}</correctResponse>{more}</responseDeclaration>"
    )
}

fn item(declaration: &str, body: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"i1\" title=\"An item\" \
         adaptive=\"false\" timeDependent=\"false\">\n{declaration}\
         <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"/>\
         <itemBody>{body}</itemBody>{rest}</assessmentItem>"
    )
}

fn choices(kind: &str, names: &[&str]) -> String {
    names.iter().map(|name| format!("<{kind} identifier=\"{name}\">Text <b>{name}</b></{kind}>")).collect()
}

fn qti(declaration: &str, body: &str, rest: &str) -> Question {
    only(FileKind::Qti, item(declaration, body, rest))
}

fn why(declaration: &str, body: &str, rest: &str) -> String {
    skips(&entries(FileKind::Qti, item(declaration, body, rest))).join("; ").replace("line 2: ", "")
}

fn choice_body(most: u32) -> String {
    let choices = choices("simpleChoice", &["A", "B", "C"]);
    format!(
        "<p>Look &amp; say</p><choiceInteraction responseIdentifier=\"R\" shuffle=\"true\" maxChoices=\"{most}\">\
         <prompt>Which?</prompt>{choices}</choiceInteraction>"
    )
}

#[test]
fn one_choice_with_feedback() {
    let body = choice_body(1)
        .replace("<b>B</b>", "<b>B</b><feedbackInline outcomeIdentifier=\"F\" identifier=\"B\">no</feedbackInline>");
    let feedback = "<modalFeedback outcomeIdentifier=\"F\" identifier=\"A\" showHide=\"show\">yes</modalFeedback>\
        <modalFeedback outcomeIdentifier=\"F\" identifier=\"incorrect\" showHide=\"show\">think</modalFeedback>";
    let question = qti(&declaration("identifier", "single", &["A"], ""), &body, &format!("{CORRECT}{feedback}"));
    assert_eq!((question.id.as_deref(), question.name.as_deref()), (Some("i1"), Some("An item")));
    assert_eq!(question.text, Text::html("<p>Look &amp; say</p><p>Which?</p>"));
    let Ask::Choice(choice) = question.ask else { panic!() };
    let answers: Vec<_> = choice.answers.iter().map(|it| (it.fraction, it.feedback.clone())).collect();
    assert_eq!(answers, [(100.0, Some(Text::html("yes"))), (0.0, Some(Text::html("no"))), (0.0, None)]);
    assert_eq!(choice.answers[0].text, Text::html("Text <b>A</b>"));
    assert!(choice.single && choice.shuffle && !choice.all_or_nothing);
    assert_eq!(choice.combined.wrong, Some(Text::html("think")));
}

#[test]
fn several_choices_by_points_or_all_or_nothing() {
    let map = "<mapping defaultValue=\"-1\"><mapEntry mapKey=\"A\" mappedValue=\"1\"/><mapEntry mapKey=\"B\" mappedValue=\"3\"/></mapping>";
    let Ask::Choice(choice) =
        qti(&declaration("identifier", "multiple", &["A", "B"], map), &choice_body(0), MAPPED).ask
    else {
        panic!()
    };
    let worth = |choice: &crate::quiz::Choice| choice.answers.iter().map(|it| it.fraction).collect::<Vec<_>>();
    assert_eq!((worth(&choice), choice.single, choice.all_or_nothing), (vec![25.0, 75.0, -25.0], false, false));
    // either alone is enough
    let bound = map.replace("<mapping", "<mapping upperBound=\"1\"");
    let question = qti(&declaration("identifier", "multiple", &["A", "B"], &bound), &choice_body(0), MAPPED);
    let Ask::Choice(choice) = question.ask else { panic!() };
    assert_eq!(worth(&choice), [100.0, 100.0, -100.0]);
    let Ask::Choice(choice) =
        qti(&declaration("identifier", "multiple", &["A", "B"], ""), &choice_body(2), CORRECT).ask
    else {
        panic!()
    };
    assert_eq!((worth(&choice), choice.single, choice.all_or_nothing), (vec![50.0, 50.0, 0.0], false, true));
}

#[test]
fn an_order_and_a_match() {
    let body = format!(
        "<orderInteraction responseIdentifier=\"R\" orientation=\"horizontal\"><prompt>Sort</prompt>{}</orderInteraction>",
        choices("simpleChoice", &["A", "B", "C"])
    );
    let Ask::Order(order) = qti(&declaration("identifier", "ordered", &["C", "A", "B"], ""), &body, CORRECT).ask else {
        panic!()
    };
    let items: Vec<&str> = order.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(
        (items, order.grading),
        (vec!["Text <b>C</b>", "Text <b>A</b>", "Text <b>B</b>"], OrderGrading::AllOrNothing)
    );
    assert_eq!(why(&declaration("identifier", "ordered", &["C", "A"], ""), &body, CORRECT), "notice-qti-order");

    let set = |names: &[&str]| format!("<simpleMatchSet>{}</simpleMatchSet>", choices("simpleAssociableChoice", names));
    let body = format!(
        "<matchInteraction responseIdentifier=\"R\"><prompt>Match</prompt>{}{}</matchInteraction>",
        set(&["A", "B"]),
        set(&["X", "Y", "Z"])
    );
    let pairs = |right: &[&str]| declaration("directedPair", "multiple", right, "");
    let Ask::Match(matched) = qti(&pairs(&["A Y", "B X"]), &body, CORRECT).ask else { panic!() };
    let found: Vec<(&str, &str)> =
        matched.pairs.iter().map(|pair| (pair.text.text.as_str(), pair.answer.text.as_str())).collect();
    assert_eq!(found, [("Text <b>A</b>", "Text <b>Y</b>"), ("Text <b>B</b>", "Text <b>X</b>")]);
    assert_eq!(matched.extra, [Text::html("Text <b>Z</b>")]);
    // from the other side
    let Ask::Match(matched) = qti(&pairs(&["A X", "A Y", "B Z"]), &body, CORRECT).ask else { panic!() };
    assert_eq!((matched.pairs.len(), matched.pairs[1].answer.text.as_str()), (3, "Text <b>A</b>"));
    assert_eq!(why(&pairs(&["A X", "A Y", "B Y"]), &body, CORRECT), "notice-qti-match");
}

#[test]
fn gaps_alone_and_together() {
    let gap = "<p>The capital is <textEntryInteraction responseIdentifier=\"R\"/>.</p>";
    let map = "<mapping><mapEntry mapKey=\"York*\" mappedValue=\"2\" caseSensitive=\"false\"/>\
        <mapEntry mapKey=\"york\" mappedValue=\"1\" caseSensitive=\"false\"/></mapping>";
    let question = qti(&declaration("string", "single", &["York*"], map), gap, MAPPED);
    assert_eq!((question.text.text.as_str(), question.has_blank), ("<p>The capital is _____.</p>", true));
    let Ask::Short(short) = question.ask else { panic!() };
    let answers: Vec<(&str, f64)> = short.answers.iter().map(|it| (it.text.text.as_str(), it.fraction)).collect();
    assert_eq!((answers, short.case_matters), (vec![("York\\*", 100.0), ("york", 50.0)], false));

    let rules = "<responseProcessing><responseCondition><responseIf><equal toleranceMode=\"relative\" tolerance=\"5 5\">\
        <variable identifier=\"R\"/><correct identifier=\"R\"/></equal></responseIf></responseCondition></responseProcessing>";
    let float = declaration("float", "single", &["20.0"], "");
    let entries = entries(FileKind::Qti, item(&float, gap, rules));
    assert_eq!(skips(&entries), ["line 2: notice-qti-rules"]);
    let Ask::Numeric(numeric) = &questions(&entries)[0].ask else { panic!() };
    let near = Accept::Near { value: Decimal::parse("20.0").unwrap(), tolerance: Decimal::one() };
    assert_eq!(numeric.answers[0].accept, near);

    let inline = format!(
        "<inlineChoiceInteraction responseIdentifier=\"S\">{}</inlineChoiceInteraction>",
        choices("inlineChoice", &["A", "B"])
    );
    let second = declaration("identifier", "single", &["B"], "").replace("\"R\"", "\"S\"");
    let question = qti(&(float + &second), &format!("{gap}<p>{{#1}} or {inline}</p>"), CORRECT);
    assert_eq!(question.text.text, "<p>The capital is {#1}.</p><p>&#123;#1} or {#2}</p>");
    let Ask::Cloze(parts) = &question.ask else { panic!() };
    assert!(
        matches!(&parts[0].ask, PartAsk::Numeric(_))
            && matches!(&parts[1].ask, PartAsk::Choice(it) if it.answers[1].fraction == 100.0)
    );
    let written = moodle::write(&[Entry::Question(Box::new(question.clone()))]);
    assert_eq!(missing(&written), Vec::<String>::new());
    assert_eq!(only(FileKind::MoodleXml, &written.text).ask, question.ask);
}

#[test]
fn an_extended_text_keeps_what_the_marker_reads() {
    let body = "<rubricBlock view=\"scorer\"><p>Two points</p></rubricBlock>\
        <extendedTextInteraction responseIdentifier=\"R\" expectedLines=\"7\"><prompt>Write</prompt></extendedTextInteraction>";
    let Ask::Essay(essay) = qti(&declaration("string", "single", &[], ""), body, "").ask else { panic!() };
    assert_eq!((essay.grader_info, essay.lines), (Some(Text::html("<p>Two points</p>")), Some(7)));
}

#[test]
fn what_cannot_be_read_is_said() {
    let right = declaration("identifier", "single", &["A"], "");
    for (declaration, body, rest, said) in [
        (
            right.as_str(),
            "<uploadInteraction responseIdentifier=\"R\"/>".to_owned(),
            "",
            "notice-qti-interaction name=uploadInteraction",
        ),
        (&right, choice_body(1) + &choice_body(1), CORRECT, "notice-qti-several"),
        (&right, choice_body(1).replace("\"R\"", "\"S\""), CORRECT, "notice-qti-response name=S"),
        (&right.replace(">A<", ">Q<"), choice_body(1), CORRECT, "notice-qti-no-right"),
        (&declaration("identifier", "single", &[], ""), choice_body(1), CORRECT, "notice-qti-no-right"),
        (&right, "<p><printedVariable identifier=\"x\"/></p>".into(), "", "notice-qti-template"),
        (&right, String::new(), "", "notice-quiz-no-text"),
        (
            &right,
            "<p>Just text</p>".into(),
            "<modalFeedback identifier=\"x\">a</modalFeedback>",
            "notice-quiz-part name=modalFeedback",
        ),
    ] {
        assert_eq!(why(declaration, &body, rest), said);
    }
    for (document, said) in [
        ("<questestinterop/>", "line 1: notice-qti-version version=1.2"),
        ("<qti-assessment-item/>", "line 1: notice-qti-version version=3"),
        ("<assessmentTest/>", "line 1: notice-qti-test"),
        ("<html/>", "line 1: notice-qti-no-item name=html"),
        ("<assessmentItem><itemBody>", "line 1: notice-xml-open name=itemBody"),
        (
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><assessmentItem>&x;</assessmentItem>",
            "line 1: notice-xml-doctype",
        ),
    ] {
        assert_eq!(skips(&entries(FileKind::Qti, document)), [said]);
    }
}

fn manifest(items: &[&str]) -> String {
    let resource = |href: &&str| {
        format!(
            "<resource identifier=\"r\" type=\"imsqti_item_xmlv2p1\" href=\"{href}\"><file href=\"{href}\"/></resource>"
        )
    };
    let resources: String = items.iter().map(resource).collect();
    format!("<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\"><resources>{resources}</resources></manifest>")
}

fn named(title: &str) -> String {
    item(&declaration("identifier", "single", &["A"], ""), &choice_body(1), CORRECT).replace("An item", title)
}

fn titles(entries: &[Entry]) -> Vec<String> {
    questions(entries).into_iter().filter_map(|question| question.name).collect()
}

#[test]
fn a_package_gives_its_items_in_the_manifests_order_and_then_the_others() {
    let package = zip(&[
        ("a.xml", named("one").as_bytes()),
        ("items/b c.xml", named("two").as_bytes()),
        ("z.xml", named("not named").as_bytes()),
        ("notes.xml", b"<notes/>"),
        ("imsmanifest.xml", manifest(&["items/b%20c.xml", "./a.xml"]).as_bytes()),
    ]);
    let entries = entries(FileKind::Qti, package);
    assert_eq!((titles(&entries), skips(&entries).len()), (["two", "one", "not named"].map(String::from).to_vec(), 0));
}

#[test]
fn a_folder_may_be_packed_instead_of_what_is_in_it() {
    let package =
        zip(&[("quiz/imsmanifest.xml", manifest(&["a.xml"]).as_bytes()), ("quiz/a.xml", named("one").as_bytes())]);
    assert_eq!(titles(&entries(FileKind::Qti, package)), ["one"]);
}

#[test]
fn pictures_are_found_beside_their_item() {
    let picture = |src: &str| {
        item(
            "",
            &format!(
                "<p><img src=\"{src}\" alt=\"A\"/><object data=\"../x/a%20b.png\" type=\"image/png\">words</object></p>"
            ),
            "",
        )
    };
    let package = |src: &str| {
        zip(&[
            ("imsmanifest.xml", manifest(&["items/a.xml"]).as_bytes()),
            ("items/a.xml", picture(src).as_bytes()),
            ("x/a b.png", b"other"),
            ("items/a b.png", b"picture"),
        ])
    };
    let question = only(FileKind::Qti, package("a%20b.png"));
    assert_eq!(
        question.text.text,
        "<p><img src=\"@@PLUGINFILE@@/a%20b.png\" alt=\"A\"><img src=\"@@PLUGINFILE@@/2-a%20b.png\" alt=\"words\"></p>"
    );
    let files: Vec<(&str, &[u8])> =
        question.text.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    assert_eq!(files, [("a b.png", b"picture".as_slice()), ("2-a b.png", b"other")]);
    for (src, said) in [
        ("none.png", "notice-qti-missing name=items/none.png"),
        ("../../etc/passwd", "notice-qti-href href=../../etc/passwd"),
        ("/etc/passwd", "notice-qti-href href=/etc/passwd"),
        ("file:///etc/passwd", "notice-qti-href href=file:///etc/passwd"),
        ("..%2f..%2fa.png", "notice-qti-href href=..%2f..%2fa.png"),
        ("..\\a.png", "notice-qti-href href=..\\a.png"),
        ("%zz.png", "notice-qti-href href=%zz.png"),
    ] {
        let entries = entries(FileKind::Qti, package(src));
        assert_eq!(skips(&entries), [format!("items/a.xml, line 2: {said}")]);
        assert_eq!(questions(&entries)[0].text.files.len(), 1);
    }
}

#[test]
fn one_bad_item_loses_only_itself() {
    let package = zip(&[
        ("imsmanifest.xml", manifest(&["bad.xml", "none.xml", "../out.xml", "good.xml"]).as_bytes()),
        ("bad.xml", b"<assessmentItem><itemBody></assessmentItem>"),
        ("good.xml", named("good").as_bytes()),
    ]);
    let entries = entries(FileKind::Qti, package);
    assert_eq!(titles(&entries), ["good"]);
    let said = skips(&entries);
    assert_eq!(said[0], "imsmanifest.xml, line 1: notice-qti-href href=../out.xml");
    assert!(said[1].starts_with("bad.xml, line 1: notice-xml "), "{said:?}");
    assert_eq!((said[2].as_str(), said.len()), ("none.xml: notice-qti-missing name=none.xml", 3));
}

#[test]
fn without_a_manifest_the_items_are_read_and_that_is_said() {
    let good = named("good");
    let items = entries(FileKind::Qti, zip(&[("good.xml", good.as_bytes())]));
    assert_eq!(
        (titles(&items), skips(&items)),
        (vec!["good".into()], vec!["package: notice-qti-missing name=imsmanifest.xml".into()])
    );
    let broken = entries(FileKind::Qti, zip(&[("good.xml", good.as_bytes()), ("imsmanifest.xml", b"<manifest>")]));
    assert_eq!(
        (titles(&broken), skips(&broken)),
        (vec!["good".into()], vec!["imsmanifest.xml, line 1: notice-xml-open name=manifest".into()])
    );
    assert_eq!(refusal(FileKind::Qti, zip(&[("a.png", b"x")])), "package: notice-qti-missing name=imsmanifest.xml");
}

#[test]
fn tests_and_other_versions_in_a_manifest_are_said() {
    let manifest = manifest(&["a.xml"]).replace(
        "<resources>",
        "<resources>\
        <resource type=\"imsqti_test_xmlv2p1\" href=\"t.xml\"/><resource type=\"imsqti_xmlv1p2\" href=\"o.xml\"/>\
        <resource type=\"imsqti_item_xmlv2p1\"/><resource type=\"webcontent\" href=\"a.png\"/>",
    );
    let package = zip(&[
        ("imsmanifest.xml", manifest.as_bytes()),
        ("a.xml", named("one").as_bytes()),
        ("t.xml", b"<assessmentTest/>"),
    ]);
    let entries = entries(FileKind::Qti, package);
    assert_eq!(titles(&entries), ["one"]);
    assert_eq!(
        skips(&entries),
        [
            "t.xml: notice-qti-test",
            "o.xml: notice-qti-version version=imsqti_xmlv1p2",
            "imsmanifest.xml, line 1: notice-qti-no-href",
        ]
    );
}
