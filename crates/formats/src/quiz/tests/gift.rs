use super::support::{entries, only, questions, skips};
use crate::quiz::{Accept, Ask, Decimal, FileKind, Format, Question, Text};

fn gift(text: &str) -> Question {
    only(FileKind::Gift, text)
}

#[test]
fn answers_are_worth_what_they_say() {
    let question = gift("::Tomb:: Who is buried in Grant's tomb?{=no one#Yes ~%-33.333%Grant ~Jefferson####Think}");
    assert_eq!((question.name.as_deref(), question.feedback), (Some("Tomb"), Some(Text::new(Format::Moodle, "Think"))));
    let Ask::Choice(choice) = question.ask else { panic!() };
    let worth: Vec<(&str, f64)> = choice.answers.iter().map(|it| (it.text.text.as_str(), it.fraction)).collect();
    assert_eq!(worth, [("no one", 100.0), ("Grant", -33.333), ("Jefferson", 0.0)]);
    assert!(choice.single && choice.answers[0].feedback.is_some() && choice.answers[1].feedback.is_none());
    let Ask::Choice(choice) = gift("Which?{~%50%a ~%50%b ~c}").ask else { panic!() };
    assert!(!choice.single);
}

#[test]
fn feedback_of_true_and_false_belongs_to_what_was_chosen() {
    for (text, truth, when_true, when_false) in [
        ("A?{T#wrong#right}", true, Some("right"), Some("wrong")),
        ("A?{FALSE#wrong}", false, Some("wrong"), None),
        ("A?{F##right}", false, None, Some("right")),
        ("A? {TRUE}", true, None, None),
    ] {
        let Ask::TrueFalse(it) = gift(text).ask else { panic!("{text}") };
        let words = |text: Option<Text>| text.map(|text| text.text);
        assert_eq!(
            (it.truth, words(it.when_true).as_deref(), words(it.when_false).as_deref()),
            (truth, when_true, when_false)
        );
    }
}

#[test]
fn numbers_have_tolerances_and_ranges() {
    let near = |value: &str, tolerance: &str| Accept::Near {
        value: Decimal::parse(value).unwrap(),
        tolerance: Decimal::parse(tolerance).unwrap(),
    };
    for (text, accept) in [
        ("{#3.10:0.05}", near("3.10", "0.05")),
        ("{#-1}", near("-1", "0")),
        ("{#1e3:5}", near("1e3", "5")),
        ("{#1..5}", Accept::Between { low: Decimal::parse("1").unwrap(), high: Decimal::parse("5").unwrap() }),
    ] {
        let Ask::Numeric(numeric) = gift(&format!("How much? {text}")).ask else { panic!("{text}") };
        assert_eq!(numeric.answers[0].accept, accept);
    }
    let Ask::Numeric(numeric) = gift("How much? {#=3:2 =%50%3:9#close ~#no}").ask else { panic!() };
    let fractions: Vec<f64> = numeric.answers.iter().map(|answer| answer.fraction).collect();
    assert_eq!((fractions, &numeric.answers[2].accept), (vec![100.0, 50.0, 0.0], &Accept::Any));
    let Ask::Numeric(numeric) = gift("How much? {#3:2~#Completely wrong}").ask else { panic!() };
    assert_eq!(numeric.answers.len(), 2);
}

#[test]
fn escapes_mean_the_sign_itself() {
    let question = gift("\\{a\\} \\= \\\\frac \\frac 1\\: \\~ \\#\\nnext \\\\neq {=\\=x}");
    assert_eq!(question.text.text, "{a} = \\frac \\frac 1: ~ #\nnext \\neq");
    let Ask::Short(short) = question.ask else { panic!() };
    assert_eq!(short.answers[0].text.text, "=x");
}

#[test]
fn the_missing_word_leaves_a_blank() {
    let question = gift("[html]Grant is {~buried =entombed} in <b>it</b>.");
    assert_eq!((question.text, question.has_blank), (Text::html("Grant is _____ in <b>it</b>."), true));
    let question = gift("[markdown]{=Asia} is large.");
    assert_eq!(question.text, Text::new(Format::Markdown, "_____ is large."));
}

#[test]
fn comments_name_and_tag_the_question_below() {
    let text = "// [id:7\\]] [tag:a b]\n// [tag:c]\n\nOne? {}\n\n// plain\nTwo? {}";
    let all = questions(&entries(FileKind::Gift, text));
    assert_eq!((all[0].id.as_deref(), all[0].tags.join(",")), (Some("7]"), "a b,c".into()));
    assert_eq!((all[1].id.as_deref(), all[1].tags.len()), (None, 0));
}

#[test]
fn pairs_and_what_belongs_to_nothing() {
    let Ask::Match(matched) = gift("Match {=a -> 1 = [plain]b->2 -> x\n= -> 3}").ask else { panic!() };
    let pairs: Vec<(&str, &str)> =
        matched.pairs.iter().map(|pair| (pair.text.text.as_str(), pair.answer.text.as_str())).collect();
    assert_eq!((pairs, matched.extra), (vec![("a", "1"), ("b", "2 -> x")], vec![Text::plain("3")]));
}

#[test]
fn blank_lines_between_answers_do_no_harm() {
    let text = "One?{\n\n=a\n\n~b\n\n}\n\nTwo?{\n\nThree? {T}\n";
    let entries = entries(FileKind::Gift, text);
    assert_eq!(skips(&entries), ["line 9: notice-gift-braces"]);
    assert_eq!(questions(&entries).len(), 2);
}

#[test]
fn files_may_be_latin_1_or_have_a_byte_order_mark() {
    for bytes in [b"\xef\xbb\xbfCaf\xc3\xa9? {T}".as_slice(), b"Caf\xe9? {T}", b"\xff\xfeC\0a\0f\0\xe9\0?\0{\0T\0}\0"] {
        assert_eq!(only(FileKind::Gift, bytes).text.text, "Café?");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    for (text, said) in [
        ("One? {=a\nTwo", "line 1: notice-gift-braces"),
        ("One? }", "line 1: notice-gift-braces"),
        ("\n\n::Q:: One? {=a} or {=b}", "line 3, question “Q”: notice-gift-two-answers"),
        ("::Q One?", "line 1: notice-gift-title"),
        ("{=a}", "line 1: notice-quiz-no-text"),
        ("One? {a ~b}", "line 1: notice-gift-before text=a"),
        ("One? {=a ~}", "line 1: notice-quiz-empty-answer"),
        ("One? {~%150%a}", "line 1: notice-quiz-fraction fraction=150"),
        ("One? {#one}", "line 1: notice-quiz-number text=one"),
        ("One? {#1,5}", "line 1: notice-quiz-number text=1,5"),
        ("One? {#5..1}", "line 1: notice-quiz-range low=5 high=1"),
        ("One? {#3:-1}", "line 1: notice-quiz-number text=-1"),
        ("One? {#}", "line 1: notice-quiz-no-answer"),
        ("One? {=a->b =c}", "line 1: notice-gift-arrow text=c"),
    ] {
        let entries = entries(FileKind::Gift, text);
        assert_eq!((skips(&entries), questions(&entries).len()), (vec![said.to_owned()], 0), "{text}");
    }
}
