use super::support::{entries, entry, missing, only, questions, skips};
use crate::quiz::{Answer, Ask, Choice, FileKind, Format, Question, Text, TrueFalse, aiken};

#[test]
fn a_question_of_several_lines_with_either_sign() {
    let question = only(FileKind::Aiken, "What is\nit?\n\nA. this <b>\nB) that\nANSWER: B\n");
    assert_eq!(question.text, Text::plain("What is\nit?"));
    let Ask::Choice(choice) = question.ask else { panic!() };
    let answers: Vec<(&str, f64)> = choice.answers.iter().map(|it| (it.text.text.as_str(), it.fraction)).collect();
    assert_eq!((answers, choice.single), (vec![("this <b>", 0.0), ("that", 100.0)], true));
}

#[test]
fn what_is_wrong_costs_only_its_question() {
    let good = "Good?\nA) a\nB) b\nANSWER: A\n";
    for (bad, said) in [
        ("Bad?\nA) a\nB) b\n", "line 1, question “Bad?”: notice-aiken-no-answer"),
        ("Bad?\nA) a\nB) b\nANSWER: C\n", "line 1, question “Bad?”: notice-aiken-answer answer=C"),
        ("Bad?\nA) a\nB) b\nANSWER: A, B\n", "line 1, question “Bad?”: notice-aiken-answer answer=A, B"),
        ("Bad?\nA) a\nANSWER: A\n", "line 1, question “Bad?”: notice-aiken-choices"),
        ("Bad?\nA) a\nC) b\nANSWER: A\n", "line 1, question “Bad?”: notice-aiken-letters"),
        ("Bad?\nA) a\nB)\nANSWER: A\n", "line 1, question “Bad?”: notice-quiz-empty-answer"),
        ("ANSWER: A\n", "line 1: notice-quiz-no-text"),
    ] {
        let entries = entries(FileKind::Aiken, format!("{bad}\n{good}"));
        assert_eq!((skips(&entries), questions(&entries).len()), (vec![said.to_owned()], 1), "{bad}");
    }
}

fn choice(text: Text, answers: &[(&str, f64)]) -> Question {
    let answer = |(text, fraction): &(&str, f64)| Answer {
        text: Text::new(Format::Html, *text),
        fraction: *fraction,
        feedback: None,
    };
    Question::new(text, Ask::Choice(Choice { answers: answers.iter().map(answer).collect(), ..Choice::default() }))
}

#[test]
fn only_what_aiken_can_say_is_written() {
    let right = [("<p>a &amp; b</p>", 100.0), ("c", 0.0)];
    let mut fed = choice(Text::html("<p>Fed?</p>"), &right);
    fed.feedback = Some(Text::plain("so"));
    let written = aiken::write(&[
        entry(fed),
        entry(choice(Text::html("<b>Loud?</b>"), &right)),
        entry(choice(Text::plain("Partly?"), &[("a", 50.0), ("b", 50.0)])),
        entry(choice(Text::plain("Both?"), &[("a", 100.0), ("b", 100.0)])),
        entry(choice(Text::plain("Odd?\nB) b"), &right)),
        entry(Question::new(Text::plain("True?"), Ask::TrueFalse(TrueFalse::default()))),
    ]);
    assert_eq!(written.text, "Fed?\nA) a & b\nB) c\nANSWER: A\n\n");
    assert_eq!(
        missing(&written),
        [
            "question “<p>Fed?</p>”: notice-quiz-lost format=Aiken what=feedback",
            "question “<b>Loud?</b>”: notice-quiz-unsayable format=Aiken what=markup",
            "question “Partly?”: notice-quiz-unsayable format=Aiken what=partly-right",
            "question “Both?”: notice-quiz-unsayable format=Aiken what=one-right",
            "question “Odd? B) b”: notice-quiz-unsayable format=Aiken what=line-start",
            "question “True?”: notice-quiz-unsayable format=Aiken what=true-false",
        ]
    );
}
