//! What is written is read again as it was, or is listed: for generated questions of every kind.

use super::generated::question;
use super::support::{as_moodle_says, entry, questions, skips, written as reading};
use crate::quiz::{
    Ask, Choice, Combined, Entry, Essay, FileKind, Format, Question, Text, Written, aiken, gift, moodle,
};
use proptest::prelude::*;

/// How many questions the format cannot say at all.
fn unsayable(written: &Written) -> usize {
    written.missing.iter().filter(|missing| missing.why.key == "notice-quiz-unsayable").count()
}

/// The question without what its writer says is lost, and without its place.
fn as_gift_says(mut question: Question) -> Question {
    let bare = |text: &mut Text| text.files.clear();
    let maybe = |text: &mut Option<Text>| {
        if let Some(text) = text {
            text.files.clear();
        }
    };
    question.place = Default::default();
    question.has_blank = false;
    (question.mark, question.penalty, question.hidden) = (None, None, false);
    question.hints.clear();
    question.id = question.id.filter(|id| !id.contains('\\'));
    question.tags.retain(|tag| !tag.contains('\\'));
    bare(&mut question.text);
    maybe(&mut question.feedback);
    match &mut question.ask {
        Ask::Choice(choice) => {
            let usual = Choice::default();
            choice.shuffle = usual.shuffle;
            choice.numbering = usual.numbering;
            choice.shows_instruction = usual.shows_instruction;
            choice.combined = Combined::default();
            choice.answers.iter_mut().for_each(|answer| {
                bare(&mut answer.text);
                maybe(&mut answer.feedback);
            });
        }
        Ask::Short(short) => {
            short.case_matters = false;
            short.answers.iter_mut().for_each(|answer| {
                bare(&mut answer.text);
                maybe(&mut answer.feedback);
            });
        }
        Ask::TrueFalse(truth) => [&mut truth.when_true, &mut truth.when_false].into_iter().for_each(maybe),
        Ask::Numeric(numeric) => {
            numeric.units.clear();
            numeric.unit_rules = None;
        }
        Ask::Description => question.feedback = None,
        Ask::Essay(essay) => *essay = Essay::default(),
        Ask::Match(matched) => {
            matched.shuffle = true;
            matched.combined = Combined::default();
            matched.pairs.iter_mut().for_each(|pair| bare(&mut pair.text));
        }
        _ => {}
    }
    question
}

proptest! {
    #[test]
    fn moodle_xml_keeps_everything_it_can_say(question in question()) {
        let written = moodle::write(&[entry(question.clone())]);
        let again = reading(FileKind::MoodleXml, &written.text);
        prop_assert_eq!(skips(&again), Vec::<String>::new());
        let again: Vec<Question> = questions(&again).into_iter().map(as_moodle_says).collect();
        match unsayable(&written) {
            // a backslash of a part that would mean something else there
            1 => prop_assert!(again.is_empty() && matches!(question.ask, Ask::Cloze(_))),
            _ => prop_assert_eq!(again, vec![as_moodle_says(question)]),
        }
    }

    #[test]
    fn gift_keeps_everything_it_can_say(question in question()) {
        let written = gift::write(&[entry(question.clone())]);
        let again = reading(FileKind::Gift, &written.text);
        prop_assert_eq!(skips(&again), Vec::<String>::new(), "{}", written.text);
        let again: Vec<Question> = questions(&again).into_iter().map(as_gift_says).collect();
        match unsayable(&written) {
            1 => prop_assert!(again.is_empty()),
            _ => prop_assert_eq!(again, vec![as_gift_says(question)], "{}", written.text),
        }
    }

    #[test]
    fn aiken_keeps_text_and_answers(question in question()) {
        let written = aiken::write(&[entry(question.clone())]);
        let again = reading(FileKind::Aiken, &written.text);
        prop_assert_eq!(skips(&again), Vec::<String>::new(), "{}", written.text);
        let again = questions(&again);
        prop_assert_eq!(again.len() + unsayable(&written), 1);
        if let (Some(again), Ask::Choice(before)) = (again.first(), &question.ask) {
            let Ask::Choice(after) = &again.ask else { panic!() };
            let worth = |choice: &Choice| choice.answers.iter().map(|answer| answer.fraction).collect::<Vec<_>>();
            prop_assert_eq!(worth(before), worth(after));
            if question.text.format == Format::Plain {
                prop_assert_eq!(&again.text.text, &question.text.text);
            }
        }
    }

    #[test]
    fn questions_cross_processes_and_json_as_they_were(question in question()) {
        let bytes = postcard::to_stdvec(&entry(question.clone())).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Entry>(&bytes).unwrap(), entry(question.clone()));
        let json = serde_json::to_string(&question).unwrap();
        prop_assert_eq!(serde_json::from_str::<Question>(&json).unwrap(), question);
    }
}
