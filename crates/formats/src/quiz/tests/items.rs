//! Questions become items and items questions: nothing of kind, text, answers, fractions and feedback is lost on the way.

use super::generated::question as any_question;
use super::support::{as_moodle_says, entries, entry, given, questions, written};
use crate::anki::Stop;
use crate::item::{Content, Kind};
use crate::quiz::items::{self, Files, Item, Lost, Step, content, question, records};
use crate::quiz::{Ask, Entry, FileKind, Limits, Question, Written, model};
use crate::record::Record;
use crate::render;
use proptest::prelude::*;
use std::collections::HashMap;

/// The item of a question with the files that it shows, and what it has no place for.
type Made = (Content, HashMap<String, Vec<u8>>, Vec<String>);

fn made(question: &Question) -> Result<Made, String> {
    let mut files = Files::default();
    let (content, lost) = content(question, &mut files).map_err(|why| why.to_string())?;
    let said = |lost: Lost| match lost {
        Lost::Here(why) => why.to_string(),
        Lost::Counted(what) => what.to_owned(),
    };
    Ok((content, files.fresh.into_iter().collect(), lost.into_iter().map(said).collect()))
}

fn item(content: &Content) -> Item<'_> {
    Item { id: None, path: &[], tags: &[], content, language: None }
}

fn file(kind: FileKind, content: &Content, files: &HashMap<String, Vec<u8>>) -> Written {
    items::write_items(kind, [item(content)], &mut |name| files.get(name).cloned())
}

fn is_in(written: &Written) -> bool {
    written.missing.iter().all(|missing| missing.why.key != "notice-quiz-unsayable")
}

/// The item that comes back from a file of that kind; `None` when the file cannot say it.
fn back(kind: FileKind, content: &Content, files: &HashMap<String, Vec<u8>>) -> Option<Content> {
    let written = file(kind, content, files);
    let found = questions(&super::support::written(kind, &written.text));
    match found.as_slice() {
        [one] => Some(made(one).unwrap_or_else(|why| panic!("{why}\n{}", written.text)).0),
        _ => {
            assert!(!is_in(&written), "{} questions of {content:?} in\n{}", found.len(), written.text);
            None
        }
    }
}

fn words(text: &model::Text) -> String {
    let mut files = Files::default();
    let field = content(&Question::new(text.clone(), Ask::Essay(Default::default())), &mut files);
    field.map(|(content, _)| render::summary(&content, None)).unwrap_or_default()
}

/// Kind, and each answer with its fraction and feedback, in plain words; what is right comes first.
fn core(question: &Question) -> (&'static str, Vec<(String, f64, String)>) {
    let said = |text: &Option<model::Text>| text.as_ref().map(words).unwrap_or_default();
    let of = |answers: &[model::Answer]| {
        answers.iter().map(|a| (words(&a.text), a.fraction, said(&a.feedback))).collect::<Vec<_>>()
    };
    let (kind, mut all) = match &question.ask {
        Ask::Choice(choice) => ("choice", of(&choice.answers)),
        // such answers are plain, whatever their format says
        Ask::Short(short) => {
            let plain = |a: &model::Answer| (a.text.text.clone(), a.fraction, said(&a.feedback));
            ("short", short.answers.iter().map(plain).collect())
        }
        Ask::TrueFalse(truth) => {
            let score = |is| if truth.truth == is { 100.0 } else { 0.0 };
            let both = [("true", true, &truth.when_true), ("false", false, &truth.when_false)];
            ("truth", both.into_iter().map(|(word, is, text)| (word.to_owned(), score(is), said(text))).collect())
        }
        Ask::Numeric(numeric) => {
            let one = |a: &model::NumericAnswer| {
                let number = match &a.accept {
                    model::Accept::Near { value, tolerance } => format!("{}~{}", value.value(), tolerance.value()),
                    model::Accept::Between { low, high } => format!("{}..{}", low.value(), high.value()),
                    model::Accept::Any => "*".into(),
                };
                (number, a.fraction, said(&a.feedback))
            };
            ("numeric", numeric.answers.iter().map(one).collect())
        }
        Ask::Match(matched) => {
            let pairs = matched.pairs.iter().map(|pair| (words(&pair.text), 0.0, words(&pair.answer)));
            ("match", pairs.chain(matched.extra.iter().map(|text| (String::new(), 0.0, words(text)))).collect())
        }
        Ask::Order(order) => ("order", order.items.iter().map(|text| (words(text), 0.0, String::new())).collect()),
        Ask::Essay(essay) => ("essay", vec![(said(&essay.grader_info), 0.0, String::new())]),
        Ask::Cloze(parts) => {
            let part = |part: &model::Part| match &part.ask {
                model::PartAsk::Short(short) => of(&short.answers),
                model::PartAsk::Choice(choice) => of(&choice.answers),
                model::PartAsk::Numeric(answers) => {
                    let ask = Ask::Numeric(model::Numeric { answers: answers.clone(), ..Default::default() });
                    core(&Question::new(model::Text::plain("?"), ask)).1
                }
            };
            ("gaps", parts.iter().flat_map(part).collect())
        }
        Ask::GapSelect(gaps) => ("select", gaps.choices.iter().map(|c| (c.text.clone(), 0.0, String::new())).collect()),
        Ask::DragWords(gaps) => ("drag", gaps.choices.iter().map(|c| (c.text.clone(), 0.0, String::new())).collect()),
        Ask::Description => ("description", Vec::new()),
    };
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    (kind, all)
}

/// Every question of the samples, by the name of its file.
fn samples() -> Vec<(String, FileKind, Question)> {
    let mut all = Vec::new();
    let mut take = |files: Vec<(String, Vec<u8>)>, kind| {
        for (name, bytes) in files {
            all.extend(questions(&entries(kind, bytes)).into_iter().map(|one| (name.clone(), kind, one)));
        }
    };
    take(given("quiz/gift", "gift"), FileKind::Gift);
    take(given("quiz/moodle-xml", "xml"), FileKind::MoodleXml);
    take(given("quiz", "txt"), FileKind::Aiken);
    all
}

#[test]
fn every_sample_is_the_same_item_after_it_went_out_and_came_back() {
    let (mut kept, mut texts) = (0, 0);
    for (name, kind, question) in samples() {
        let (content, files, lost) = match made(&question) {
            Ok(made) => made,
            Err(why) => {
                assert_eq!((why.as_str(), &question.ask), ("notice-quiz-description", &Ask::Description), "{name}");
                texts += 1;
                continue;
            }
        };
        let listed = ["name", "penalty", "hint-settings", "shuffle", "once", "essay", "mark", "layout", "numbering"];
        let known = |what: &String| listed.contains(&what.as_str()) || what.starts_with("notice-quiz-");
        assert!(lost.iter().all(known), "{name}: {lost:?}");
        for to in [kind, FileKind::MoodleXml] {
            let said = if to == FileKind::MoodleXml { as_moodle_says(question.clone()) } else { question.clone() };
            let content = made(&said).expect("an item").0;
            assert_eq!(back(to, &content, &files).as_ref(), Some(&content), "{name} as {}", to.name());
        }
        let (again, missing) = self::question(&item(&content), &mut |name| files.get(name).cloned());
        assert_eq!(missing, Vec::new(), "{name}");
        let again = again.expect("a question");
        assert_eq!(core(&again), core(&question), "{name}: {content:?}");
        assert_eq!(words(&again.text), words(&question.text), "{name}");
        assert_eq!(again.feedback.as_ref().map(words), question.feedback.as_ref().map(words), "{name}");
        kept += 1;
    }
    println!("{kept} questions of the samples are kept whole, {texts} ask nothing and are listed");
}

/// What is said to answers, in no order.
fn sorted(mut content: Content) -> Content {
    if let Content::Question(question) = &mut content {
        question
            .remarks
            .sort_by(|a, b| (a.gap, &a.answer, &a.feedback.text).cmp(&(b.gap, &b.answer, &b.feedback.text)));
    }
    content
}

proptest! {
    #[test]
    fn a_question_is_the_same_item_after_it_went_out_and_came_back(question in any_question()) {
        let question = as_moodle_says(question);
        let Ok((content, files, lost)) = made(&question) else { return Ok(()) };
        // gaps: of any text some contrived ones come back written otherwise; the samples hold what is written in earnest
        if matches!(question.ask, Ask::Cloze(_) | Ask::GapSelect(_) | Ask::DragWords(_)) {
            return Ok(());
        }
        // an answer that is there twice is one
        let mut texts: Vec<String> = core(&question).1.iter().map(|(text, ..)| text.trim().to_lowercase()).collect();
        let count = texts.len();
        texts.sort();
        texts.dedup();
        if texts.len() < count {
            return Ok(());
        }
        // Markdown with maths goes out as HTML, which Moodle shows
        let json = serde_json::to_string(&content).expect("json");
        let has_maths = json.contains("markdown") && ["$", "\\\\(", "\\\\["].iter().any(|maths| json.contains(maths));
        if has_maths {
            return Ok(());
        }
        if let Some(again) = back(FileKind::MoodleXml, &content, &files) {
            prop_assert_eq!(sorted(again), sorted(content.clone()));
        }
        let (again, missing) = self::question(&item(&content), &mut |name| files.get(name).cloned());
        let quiet = |what: &String| !what.starts_with("notice-quiz-lost ");
        if lost.iter().all(quiet) && missing.is_empty() && !matches!(question.ask, Ask::Cloze(_) | Ask::GapSelect(_) | Ask::DragWords(_)) {
            // an answer that counts nothing and says nothing is none
            let telling = |question: &Question| {
                let (kind, mut answers) = core(question);
                answers.retain(|(text, fraction, said)| text != "*" || *fraction != 0.0 || !said.is_empty());
                (kind, answers)
            };
            prop_assert_eq!(telling(&again.expect("a question")), telling(&question));
        }
    }
}

fn steps(kind: FileKind, bytes: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    let take = &mut |step| {
        steps.push(step);
        Ok::<(), Stop>(())
    };
    records(kind, bytes, "Course 1.xml", &Limits::default(), take).expect("a file that can be read");
    steps
}

/// Deck paths, keys with kinds, files, and what is said.
type Told = (Vec<String>, Vec<(String, Kind)>, Vec<String>, Vec<String>);

fn told(steps: &[Step]) -> Told {
    let (mut decks, mut items, mut files, mut said) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for step in steps {
        match step {
            Step::Record(Record::Deck(deck)) => decks.push(deck.path.join("::")),
            Step::Record(Record::Item(item)) => {
                items.push((item.key.clone().unwrap_or_default(), item.content.kind()));
            }
            Step::Record(Record::Skipped { place, why }) => said.push(format!("{place}: {why}")),
            Step::Record(other) => panic!("{other:?}"),
            Step::File { name, .. } => files.push(name.clone()),
        }
    }
    (decks, items, files, said)
}

const GIFT: &str = "$CATEGORY: Physics/Motion\n\n::Q1::How fast? {#9.81:0.01#Yes}\n\n::Q1::Who? {=Newton ~Kepler}\n\n\
                    // [id:k7]\n::Q3::True? {T}\n\nJust a text.\n";

#[test]
fn categories_are_decks_and_what_names_a_question_is_its_key() {
    let (decks, items, _, said) = told(&steps(FileKind::Gift, GIFT.as_bytes()));
    assert_eq!(decks, ["Physics::Motion"]);
    assert_eq!(items.iter().map(|(_, kind)| *kind).collect::<Vec<_>>(), [Kind::Numeric, Kind::Choice, Kind::TrueFalse]);
    let (_, again, ..) = told(&steps(FileKind::Gift, GIFT.replace("How fast?", "How quick?").as_bytes()));
    assert_eq!(again, items, "a changed text is the same question; two of one name are two");
    assert_ne!(items[0].0, items[1].0);
    assert_eq!(said.len(), 2, "the text that asks nothing, and the names: {said:?}");
    assert!(said[0].contains("notice-quiz-description") && said[1].contains("count=3 what=name"), "{said:?}");
    let (decks, ..) = told(&steps(FileKind::Aiken, b"Which?\nA) this\nB) that\nANSWER: B\n"));
    assert_eq!(decks, ["Course 1"], "without a category the file names the deck");
}

#[test]
fn pictures_get_names_of_their_own_and_stay_in_the_text() {
    let one = |bytes: &str| {
        format!(
            "<question type=\"essay\"><questiontext format=\"html\"><text><![CDATA[<p>Look: <img src=\"@@PLUGINFILE@@/a%20b.png\"></p>]]>\
             </text><file name=\"a b.png\" path=\"/\" encoding=\"base64\">{bytes}</file></questiontext></question>"
        )
    };
    let xml = format!("<?xml version=\"1.0\"?><quiz>{}{}{}</quiz>", one("AAAA"), one("BBBB"), one("AAAA"));
    let steps = steps(FileKind::MoodleXml, xml.as_bytes());
    let (_, items, files, _) = told(&steps);
    assert_eq!((items.len(), files.len()), (3, 2), "{files:?}");
    assert_eq!(files[0], "a_b.png");
    let texts: Vec<String> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Record(Record::Item(item)) => Some(serde_json::to_string(&item.content).expect("json")),
            _ => None,
        })
        .collect();
    assert!(
        texts[0].contains("src=\\\"a_b.png") && texts[1].contains(&files[1]) && texts[2].contains("a_b.png"),
        "{texts:?}"
    );
}

#[test]
fn an_identifier_of_ours_brings_a_question_back_to_its_item() {
    let id = "0192f0c4-7c1a-7000-8000-0000000000aa";
    let gift = format!("// [id:{id}]\nTwo plus two? {{=4 =four}}\n");
    assert_eq!(told(&steps(FileKind::Gift, gift.as_bytes())).1[0].0, id);
}

#[test]
fn what_no_question_file_can_say_is_listed() {
    let list = |json: &str| {
        let content: Content = serde_json::from_str(json).expect("an item");
        let written = file(FileKind::Gift, &content, &HashMap::new());
        assert_eq!(written.text, "", "{json}");
        written.missing.iter().map(|missing| format!("{}: {}", missing.place, missing.why)).collect::<Vec<_>>()
    };
    let text = r#"{"text":"Why?"}"#;
    for (json, what) in [
        (format!(r#"{{"kind":"basic","front":{text},"back":{text}}}"#), "card"),
        (format!(r#"{{"kind":"formula","prompt":{text},"answers":["x^2"]}}"#), "formula"),
        (format!(r#"{{"kind":"worked","prompt":{text},"steps":[{{"points":1.0,"text":"a"}}]}}"#), "worked"),
        (format!(r#"{{"kind":"order","prompt":{text},"entries":[{text},{text}]}}"#), "order"),
    ] {
        let said = list(&json);
        assert_eq!(said, [format!("question “Why?”: notice-quiz-unsayable format=GIFT what={what}")], "{json}");
    }
}

#[test]
fn our_own_questions_go_out_and_come_back_as_they_were_asked() {
    for json in [
        r#"{"kind":"gaps","prompt":{"text":"Water is [[H2O|%50%water]] at [[=1.5±0.1|%25%=1…3]]."},"fill":"typed"}"#,
        r#"{"kind":"gaps","prompt":{"text":"[[a|~b|~c]] then [[b|~a|~d|%20%e]]"},"fill":"chosen"}"#,
        r#"{"kind":"gaps","prompt":{"text":"The [[cat]] and the [[dog]]"},"fill":"dragged","words":["cow"]}"#,
        r#"{"kind":"match","prompt":{"text":"Which?"},"pairs":[{"left":{"text":"1"},"right":{"text":"one"}}],"extra":[{"text":"two"}]}"#,
        r#"{"kind":"numeric","prompt":{"text":"How long?"},"answers":["1/2"],"unit":"m"}"#,
        r#"{"kind":"numeric","prompt":{"text":"How long?"},"answers":[{"value":"2.5","tolerance":"0.5"}],"unit":"m",
            "hints":[{"text":"Use a rule"}],"explanation":{"text":"**So**"},"remarks":[{"answer":"3","feedback":{"text":"No"}}]}"#,
    ] {
        let content: Content = serde_json::from_str(json).expect("an item");
        match back(FileKind::MoodleXml, &content, &HashMap::new()) {
            Some(again) => assert_eq!(render::summary(&again, None), render::summary(&content, None), "{json}"),
            None => assert!(json.contains("1/2"), "{json}"),
        }
    }
}

#[test]
fn entries_of_a_file_are_written_again() {
    let all: Vec<Entry> = questions(&entries(FileKind::Gift, GIFT)).into_iter().map(entry).collect();
    let again = items::write(FileKind::Gift, &all);
    assert_eq!(questions(&written(FileKind::Gift, &again.text)).len(), 4);
}
