//! What a format has no room for is said, and never becomes something else.

use super::support::{as_moodle_says, entries, entry, missing, questions, refusal};
use crate::quiz::{
    Answer, Ask, Attachment, Category, Choice, Combined, Decimal, Entry, Essay, FileKind, Gaps, Hint, Match, Numbering,
    Numeric, Order, Pair, Question, Short, Text, Unit, Written, gift, moodle,
};

fn said(written: &Written) -> Vec<String> {
    missing(written).into_iter().map(|words| words.rsplit("what=").next().unwrap_or_default().to_owned()).collect()
}

fn answer(text: &str, fraction: f64) -> Answer {
    Answer { text: Text::plain(text), fraction, feedback: None }
}

fn asked(ask: Ask) -> Question {
    Question { name: Some("Q".into()), ..Question::new(Text::plain("Which?"), ask) }
}

#[test]
fn gift_says_what_is_lost_of_a_question() {
    let mut question = asked(Ask::Choice(Choice {
        answers: vec![answer("a", 100.0), answer("b", 0.0)],
        shuffle: false,
        numbering: Numbering::None,
        shows_instruction: false,
        combined: Combined { right: Some(Text::plain("yes")), ..Combined::default() },
        ..Choice::default()
    }));
    question.mark = Some(2.0);
    question.penalty = Some(0.5);
    question.hidden = true;
    question.hints = vec![Hint::default()];
    question.id = Some("a\\b".into());
    question.text.files = vec![Attachment { name: "a".into(), folder: "/".into(), bytes: vec![1] }];
    let written = gift::write(&[entry(question)]);
    assert_eq!(
        said(&written),
        ["mark", "penalty", "hidden", "hints", "files", "id", "shuffle", "numbering", "instruction", "combined"]
    );
    let units = vec![Unit { name: "m".into(), multiplier: Decimal::one() }];
    let numeric = Numeric { units, answers: numbers(), ..Numeric::default() };
    let essay = Essay { lines: Some(3), ..Essay::default() };
    let short = Short { answers: vec![answer("a", 100.0)], case_matters: true };
    let all = [Ask::Numeric(numeric), Ask::Essay(essay), Ask::Short(short)].map(asked).map(entry);
    let written = gift::write(&all);
    assert_eq!(
        (said(&written), questions(&entries(FileKind::Gift, &written.text)).len()),
        (["units", "essay", "case"].map(String::from).to_vec(), 3)
    );
    let category = Category { path: vec!["a".into()], id: Some("7".into()), ..Category::default() };
    assert_eq!(
        missing(&gift::write(&[Entry::Category(category)])),
        ["file: notice-quiz-lost-category format=GIFT name=a"]
    );
}

fn numbers() -> Vec<crate::quiz::NumericAnswer> {
    let accept = crate::quiz::Accept::Near { value: Decimal::one(), tolerance: Decimal::zero() };
    vec![crate::quiz::NumericAnswer { accept, fraction: 100.0, feedback: None }]
}

#[test]
fn gift_lists_what_it_cannot_say() {
    let choice = |answers: Vec<Answer>, single| Ask::Choice(Choice { answers, single, ..Choice::default() });
    let pair = |text: &str, answer: Text| {
        Ask::Match(Match { pairs: vec![Pair { text: Text::plain(text), answer }], ..Match::default() })
    };
    let all = [
        (Ask::Order(Order::default()), "order"),
        (Ask::GapSelect(Gaps::default()), "gap-select"),
        (Ask::DragWords(Gaps::default()), "drag-words"),
        (Ask::Cloze(Vec::new()), "cloze"),
        (choice(vec![answer("a", 100.0)], true), "single-choice"),
        (choice(vec![answer("a", 50.0), answer("b", 0.0)], true), "single-choice"),
        (choice(vec![answer("", 50.0)], false), "empty-answer"),
        (Ask::Short(Short { answers: vec![answer("a -> b", 100.0)], case_matters: false }), "arrow"),
        (pair("a -> b", Text::plain("c")), "arrow"),
        (pair("a", Text::html("<b>c</b>")), "answer-format"),
    ];
    let (asks, expected): (Vec<Ask>, Vec<&str>) = all.into_iter().unzip();
    let entries: Vec<Entry> = asks.into_iter().map(asked).map(entry).collect();
    let written = gift::write(&entries);
    assert_eq!((said(&written), written.text.as_str()), (expected.iter().map(|it| it.to_string()).collect(), ""));
}

#[test]
fn moodle_xml_lists_what_it_cannot_say() {
    let pair = Pair { text: Text::plain("a"), answer: Text::html("<b>c</b>") };
    let all = [
        Ask::Match(Match { pairs: vec![pair], ..Match::default() }),
        Ask::Cloze(Vec::new()),
        Ask::GapSelect(Gaps::default()),
        Ask::Order(Order::default()),
        Ask::Short(Short::default()),
    ];
    let written = moodle::write(&all.map(asked).map(entry));
    assert_eq!(said(&written), ["answer-format", "cloze", "gap-number", "empty-answer", "empty-answer"]);
    assert_eq!(refusal(FileKind::MoodleXml, &written.text), "file: notice-quiz-none");
    let all_or_nothing =
        asked(Ask::Choice(Choice { answers: vec![answer("a", 100.0)], all_or_nothing: true, ..Choice::default() }));
    let written = moodle::write(&[entry(all_or_nothing.clone())]);
    assert_eq!(said(&written), ["all-or-nothing"]);
    let again = questions(&entries(FileKind::MoodleXml, &written.text)).remove(0);
    assert_eq!(as_moodle_says(again), as_moodle_says(all_or_nothing));
}
