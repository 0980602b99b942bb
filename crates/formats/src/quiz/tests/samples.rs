//! Files of others: what is known to be in them, and that nothing is lost on the way out and in again.

use super::support::{as_moodle_says, entries, entry, given, missing, questions, skips};
use crate::quiz::gift::{parse, parse::Answers, parse::Number};
use crate::quiz::{Ask, Entry, FileKind, Format, Limits, PartAsk, Question, Text, aiken, gift, moodle, sniff};
use serde_json::{Value, json};

#[test]
fn gift_parses_as_the_grammar_says() {
    let mut seen = 0;
    let files = given("quiz/gift", "gift");
    let expected = given("quiz/gift", "json");
    for ((name, bytes), (other, json)) in files.iter().zip(&expected) {
        assert_eq!(name.split('.').next(), other.split('.').next());
        let text = crate::delimited::text(bytes).unwrap();
        let blocks = gift::blocks::blocks(&text);
        let read: Vec<Value> = blocks.iter().map(|block| shape(parse::block(block, &Limits::default()))).collect();
        let mut expected: Value = serde_json::from_slice(json).unwrap();
        for question in expected.as_array_mut().unwrap() {
            numbers(question);
        }
        assert_eq!(Value::Array(read), expected, "{name}");
        seen += expected.as_array().unwrap().len();
    }
    println!("{seen} questions of {} files are as expected", files.len());
}

/// A block in the words of the grammar's tests. Its `trueFeedback` and `falseFeedback` are the first and the second.
fn shape(block: Result<parse::Block, (crate::notice::Place, crate::notice::Notice)>) -> Value {
    let written = match block {
        Ok(parse::Block::Category(path)) => return json!({"type": "Category", "title": path.join("/")}),
        Ok(parse::Block::Question(written)) => written,
        Err((place, why)) => return json!(format!("{place}: {why}")),
    };
    let rich = |text: &Text| {
        let format = match text.format {
            Format::Html => "html",
            Format::Moodle => "moodle",
            Format::Plain => "plain",
            Format::Markdown => "markdown",
        };
        json!({"format": format, "text": text.text})
    };
    let maybe = |text: &Option<Text>| text.as_ref().map_or(Value::Null, rich);
    let mut value = json!({
        "id": written.id,
        "tags": if written.tags.is_empty() { Value::Null } else { json!(written.tags) },
        "title": written.title,
        "stem": rich(&written.stem),
        "hasEmbeddedAnswers": written.embedded,
    });
    let number = |number: &Number| match number {
        Number::Exactly(value) => json!({"type": "simple", "number": value.value()}),
        Number::Tolerance(value, range) => json!({"type": "range", "number": value.value(), "range": range.value()}),
        Number::Between { low, high } => {
            json!({"type": "high-low", "numberHigh": high.value(), "numberLow": low.value()})
        }
        Number::Any => rich(&Text::new(written.stem.format, "*")),
    };
    let options = |options: &[parse::Marked]| {
        let one = |option: &parse::Marked| {
            json!({"isCorrect": option.right, "weight": option.weight, "text": rich(&option.text),
                "feedback": maybe(&option.feedback)})
        };
        options.iter().map(one).collect::<Value>()
    };
    let kind = match &written.answers {
        Answers::Description => "Description",
        Answers::Essay => "Essay",
        Answers::TrueFalse { truth, first, second } => {
            value["isTrue"] = json!(truth);
            value["trueFeedback"] = maybe(first);
            value["falseFeedback"] = maybe(second);
            "TF"
        }
        Answers::Choice(choices) => {
            value["choices"] = options(choices);
            "MC"
        }
        Answers::Short(choices) => {
            value["choices"] = options(choices);
            "Short"
        }
        Answers::Numeric { options, bare: true } => {
            value["choices"] = number(&options[0].number);
            "Numerical"
        }
        Answers::Numeric { options, bare: false } => {
            let one = |option: &parse::NumericOption| {
                json!({"isCorrect": option.right, "weight": option.weight, "text": number(&option.number),
                    "feedback": maybe(&option.feedback)})
            };
            value["choices"] = options.iter().map(one).collect();
            "Numerical"
        }
        Answers::Match(pairs) => {
            let one = |(text, answer): &(Text, String)| json!({"subquestion": rich(text), "subanswer": answer});
            value["matchPairs"] = pairs.iter().map(one).collect();
            "Matching"
        }
    };
    value["type"] = json!(kind);
    if kind != "Description" {
        value["globalFeedback"] = maybe(&written.feedback);
    }
    value
}

/// Whole numbers as what they are when read.
fn numbers(value: &mut Value) {
    match value {
        Value::Number(number) => *value = json!(number.as_f64()),
        Value::Array(values) => values.iter_mut().for_each(numbers),
        Value::Object(values) => values.values_mut().for_each(numbers),
        _ => {}
    }
}

#[test]
fn the_given_moodle_files_are_read_whole() {
    for (name, bytes) in given("quiz/moodle-xml", "xml") {
        assert_eq!(sniff(&bytes, &name), Some(FileKind::MoodleXml));
        let entries = entries(FileKind::MoodleXml, &bytes);
        assert_eq!(skips(&entries), Vec::<String>::new(), "{name}");
        let questions = questions(&entries);
        let question = &questions[0];
        assert_eq!((questions.len(), entries.len()), (1, 2), "{name}");
        match (name.as_str(), &question.ask) {
            ("multichoice.xml", Ask::Choice(choice)) => {
                let fractions: Vec<f64> = choice.answers.iter().map(|answer| answer.fraction).collect();
                assert_eq!((fractions, choice.single), (vec![0.0, 0.0, 50.0, 0.0, 50.0], false));
                assert_eq!(question.hints.len(), 2);
            }
            ("multianswer.xml", Ask::Cloze(parts)) => {
                let kinds: Vec<bool> = parts.iter().map(|part| matches!(part.ask, PartAsk::Choice(_))).collect();
                assert_eq!(kinds, [true, true, true, true, false]);
                let PartAsk::Short(short) = &parts[4].ask else { panic!() };
                assert_eq!(short.answers.iter().map(|a| a.fraction).collect::<Vec<_>>(), [100.0, 50.0, 0.0]);
                assert_eq!(question.text.files.len(), 2);
                assert!(question.text.files.iter().all(|file| file.bytes.starts_with(b"\x89PNG")));
                assert_eq!(question.feedback.as_ref().map(|text| text.files.len()), Some(1));
            }
            ("gapselect.xml" | "ddwtos.xml", Ask::GapSelect(gaps)) => assert_eq!(gaps.choices.len(), 5),
            ("match.xml", Ask::Match(matched)) => {
                assert_eq!((matched.pairs.len(), matched.extra.len(), matched.shuffle), (3, 1, true));
            }
            ("truefalse.xml", Ask::TrueFalse(truth)) => assert!(truth.truth && truth.when_false.is_some()),
            ("shortanswer.xml", Ask::Short(short)) => assert_eq!(short.answers[1].fraction, 80.0),
            ("essay.xml", Ask::Essay(essay)) => assert_eq!(essay.lines, Some(15)),
            ("description.xml", Ask::Description) => {}
            (name, ask) => panic!("{name} is {ask:?}"),
        }
    }
}

#[test]
fn the_given_aiken_file_is_read_and_written() {
    for (_, bytes) in given("quiz", "txt") {
        assert_eq!(sniff(&bytes, "aiken.txt"), Some(FileKind::Aiken));
        let first = entries(FileKind::Aiken, &bytes);
        assert_eq!((first.len(), skips(&first).len()), (2, 0));
        let written = aiken::write(&first);
        assert_eq!(missing(&written), Vec::<String>::new());
        assert_eq!(bare(&entries(FileKind::Aiken, &written.text)), bare(&first));
    }
}

/// Questions without their places.
fn bare(entries: &[Entry]) -> Vec<Question> {
    questions(entries).into_iter().map(|question| Question { place: Default::default(), ..question }).collect()
}

#[test]
fn what_was_read_is_written_and_read_again_without_loss() {
    let mut files: Vec<(FileKind, String, Vec<u8>)> = Vec::new();
    files.extend(given("quiz/gift", "gift").into_iter().map(|(name, bytes)| (FileKind::Gift, name, bytes)));
    files.extend(given("quiz/moodle-xml", "xml").into_iter().map(|(name, bytes)| (FileKind::MoodleXml, name, bytes)));
    for (kind, name, bytes) in files {
        let first = entries(kind, &bytes);
        let written = moodle::write(&first);
        assert_eq!(missing(&written), Vec::<String>::new(), "{name}");
        let moodle: Vec<Question> = questions(&first).into_iter().map(as_moodle_says).collect();
        assert_eq!(bare(&entries(FileKind::MoodleXml, &written.text)), moodle, "{name} as Moodle XML");
        if kind == FileKind::Gift {
            let written = gift::write(&first);
            assert_eq!(missing(&written), Vec::<String>::new(), "{name}");
            assert_eq!(bare(&entries(kind, &written.text)), bare(&first), "{name} as GIFT: {}", written.text);
        }
    }
}

#[test]
fn a_category_goes_with_its_questions() {
    let text = "$CATEGORY: $course$/top/Tom//Dick/Harry\n::a::One? {T}\n\nTwo? {F}\n";
    let first = entries(FileKind::Gift, text);
    let path = ["$course$", "top", "Tom/Dick", "Harry"];
    assert!(questions(&first).iter().all(|question| question.category == path));
    assert_eq!(crate::quiz::category_names(&questions(&first)[0].category), &path[2..]);
    // questions alone bring their category along
    let alone: Vec<Entry> = questions(&first).into_iter().map(entry).collect();
    for (kind, written) in [(FileKind::Gift, gift::write(&alone)), (FileKind::MoodleXml, moodle::write(&alone))] {
        let again = entries(kind, &written.text);
        assert_eq!((again.len(), questions(&again)[1].category.clone()), (3, path.map(String::from).to_vec()));
    }
}
