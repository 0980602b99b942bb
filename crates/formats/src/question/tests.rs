use super::*;
use crate::item::Slot;
use crate::render::{Env, render, slots, summary};
use grading::{Tolerance, Verdict};

fn content(question: Question) -> Content {
    Content::Question(Box::new(question))
}

fn all() -> Vec<Question> {
    let field = |text: &str| Field::markdown(text);
    let numeric = Ask::Numeric {
        answers: vec![NumericAnswer { tolerance: Some(Tolerance::Percent(1.0)), ..NumericAnswer::new("9.81") }],
        unit: Some("m/s^2".into()),
        unit_required: true,
    };
    vec![
        Question {
            hints: vec![field("It is **less** than 10.")],
            explanation: Some(field("By weight and mass.")),
            remarks: vec![Remark { answer: "10".into(), feedback: field("Too rough."), gap: None }],
            ..Question::new("How large is $g$?", numeric)
        },
        Question::new("Differentiate $x^2$.", Ask::Formula { answers: vec!["2x".into()] }),
        Question::new(
            "Water is made of [[hydrogen]] and [[oxygen|~iron]].",
            Ask::Gaps { fill: Fill::Typed, words: vec![], partial: Partial::PerPart },
        ),
        Question::new(
            "Match.",
            Ask::Match {
                pairs: ["one", "two"].map(|n| Pair { left: field(n), right: field(&format!("{n}!")) }).into(),
                extra: vec![field("three!")],
                partial: Partial::PerPart,
            },
        ),
        Question::new(
            "Sort.",
            Ask::Order { entries: vec![field("a"), field("b"), field("c")], partial: Partial::PerPart },
        ),
        Question::new(
            "Why is the sky blue?",
            Ask::FreeText {
                rubric: vec![Criterion { points: 2.0, phrases: vec!["scattering".into()], text: String::new() }],
                model: Some(field("Short waves are scattered more.")),
            },
        ),
        Question::new("Prove it.", Ask::Worked { steps: vec![Step { points: 1.0, text: "Assume $n$ even.".into() }] }),
    ]
}

#[test]
fn every_kind_is_stored_by_its_name_and_comes_back() {
    for question in all() {
        let kind = question.kind();
        let stored = content(question);
        let json = serde_json::to_value(&stored).expect("JSON");
        assert_eq!(json["kind"], kind.as_str());
        assert_eq!(serde_json::from_value::<Content>(json).expect("a content"), stored);
        let framed = postcard::to_stdvec(&stored).expect("bytes");
        assert_eq!(postcard::from_bytes::<Content>(&framed).expect("a content"), stored);
    }
    let unknown = serde_json::from_str::<Content>(r#"{"kind":"riddle","prompt":{"text":"?"}}"#);
    assert!(unknown.is_err());
}

#[test]
fn every_kind_is_one_card_with_a_title_an_answer_and_what_is_asked() {
    for question in all() {
        let kind = question.kind();
        let item = content(question);
        assert_eq!(slots(&item, None), [Slot::whole()], "{kind:?}");
        let shown = render(&item, &Slot::whole(), &Env::default());
        assert!(
            !shown.question_html.is_empty() && !shown.answer_html.is_empty() && !shown.answer_text.is_empty(),
            "{kind:?}"
        );
        assert_eq!(shown.asked.map(|asked| asked.kind), Some(kind.as_str()));
        assert!(!summary(&item, None).is_empty());
        assert!(crate::lint::lint(&item, &[]).iter().all(|lint| !lint.rule.is_grave()), "{kind:?}");
    }
    assert!(
        slots(
            &content(Question::new(
                "no gap",
                Ask::Gaps { fill: Fill::Typed, words: vec![], partial: Partial::PerPart }
            )),
            None
        )
        .is_empty()
    );
}

#[test]
fn gaps_are_shown_as_places_and_hide_their_answers() {
    let question = &all()[2];
    let shown = render(&content(question.clone()), &Slot::whole(), &Env::default());
    assert!(shown.question_html.contains(r#"<span class="blank" data-blank="1"></span>"#), "{}", shown.question_html);
    assert!(!shown.question_html.contains("hydrogen") && !shown.question_text.contains("oxygen"));
    assert!(shown.answer_html.contains(r#"<mark class="gap">hydrogen</mark>"#), "{}", shown.answer_html);
    assert_eq!(shown.question_text, "Water is made of … and ….");
    let angry = Question::new("<script>[[<b>x</b>]]</script> [[<i>y</i>]]", question.ask.clone());
    let shown = render(&content(angry), &Slot::whole(), &Env::default());
    assert!(!shown.answer_html.contains("<i>") && !shown.answer_html.contains("<script"), "{}", shown.answer_html);
}

#[test]
fn each_is_graded_by_its_key() {
    let right = [
        Response::Text("9,8 m/s²".into()),
        Response::Text("x+x".into()),
        Response::Texts(vec!["Hydrogen".into(), "oxygen".into()]),
        Response::Pairs(vec![Some(0), Some(1)]),
        Response::Order(vec![0, 1, 2]),
        Response::Text("Because of scattering".into()),
        Response::Ticked(vec![0]),
    ];
    let languages = ["de", "en", "en", "en", "en", "en", "en"];
    for ((question, response), language) in all().into_iter().zip(right).zip(languages) {
        let kind = question.kind();
        let graded = grade_item(&content(question.clone()), Some(language), &response, Vec::new).expect("a grade");
        assert_eq!(graded.verdict, Verdict::Right, "{kind:?}: {graded:?}");
        let nothing = grade_item(&content(question), None, &Response::Nothing, Vec::new).expect("a grade");
        assert_eq!(nothing.verdict, Verdict::Wrong, "{kind:?}");
    }
}

#[test]
fn a_slip_is_no_slip_where_another_card_is_answered_so() {
    let short = Content::Short {
        prompt: Field::markdown("?"),
        accepted: vec!["Australia".into()],
        explanation: None,
        more: None,
    };
    let asked = |others: &[&str]| {
        let others = others.iter().map(|other| (*other).to_owned()).collect();
        grade_item(&short, Some("en"), &Response::Text("Austrlia".into()), || others).expect("a grade").verdict
    };
    assert_eq!(asked(&[]), Verdict::Right);
    assert_eq!(asked(&["Austrlia"]), Verdict::Wrong);
}

#[test]
fn a_remark_is_said_to_who_answers_so() {
    let question = &all()[0];
    let said = |text: &str| question.remark(&Response::Text(text.into()), Language::English).map(|f| f.text.clone());
    assert_eq!(said("10.0 m/s^2").as_deref(), Some("Too rough."));
    assert_eq!(said("9.81"), None);
}
