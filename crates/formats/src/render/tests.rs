use super::*;
use crate::item::{ChoiceOption, Mask, MaskShape, NoteField, Template};
use uuid::Uuid;

const ENV: Env = Env { note_type: None, tags: &[], deck: &[], media_base: "/m/", language: Some("en"), flag: 0 };

fn cloze(text: &str) -> Content {
    Content::Cloze { text: Field::markdown(text), extra: None, typed: true }
}

#[test]
fn a_basic_item_is_asked_in_its_directions() {
    let content = Content::Basic {
        front: Field::markdown("*Haus*"),
        back: Field { language: Some("en-GB".into()), ..Field::markdown("house") },
        directions: Directions::Both,
        typed: true,
        extra: Some(Field::markdown("neuter")),
    };
    assert_eq!(slots(&content, None), [Slot::front(), Slot::back()]);
    let front = render(&content, &Slot::front(), &ENV);
    assert_eq!(front.question_html, "<p><em>Haus</em></p>");
    assert_eq!(front.answer_html, "<p>house</p><div class=\"extra\"><p>neuter</p></div>");
    assert_eq!((front.question_text.as_str(), front.answer_text.as_str()), ("Haus", "house"));
    assert_eq!(front.answer_language.as_deref(), Some("en-GB"));
    assert_eq!(front.typed.map(|t| t.expected).as_deref(), Some("house"));
    assert_eq!(front.css, None);
    let back = render(&content, &Slot::back(), &ENV);
    assert_eq!((back.question_text.as_str(), back.answer_text.as_str()), ("house", "Haus"));
    assert_eq!(back.question_language.as_deref(), Some("en-GB"));
}

#[test]
fn each_number_of_a_cloze_is_a_card() {
    let content = cloze("{{c1::Berlin}} is in {{c2::Germany::land}}; {{c1,3::*both*}}.");
    assert_eq!(slots(&content, None), [Slot::gap(1), Slot::gap(2), Slot::gap(3)]);
    let first = render(&content, &Slot::gap(1), &ENV);
    assert_eq!(
        first.question_html,
        "<p><span class=\"gap\">[…]</span> is in Germany; <span class=\"gap\">[…]</span>.</p>"
    );
    assert_eq!(
        first.answer_html,
        "<p><mark class=\"gap\">Berlin</mark> is in Germany; <mark class=\"gap\"><em>both</em></mark>.</p>"
    );
    assert_eq!(first.question_text, "[…] is in Germany; […].");
    assert_eq!(first.answer_text, "Berlin, both");
    let second = render(&content, &Slot::gap(2), &ENV);
    assert!(second.question_html.contains("<span class=\"gap\">[land]</span>"), "{}", second.question_html);
    assert_eq!(second.typed.map(|t| t.expected).as_deref(), Some("Germany"));
}

#[test]
fn gaps_nest() {
    let content = cloze("{{c1::a {{c2::b}} c}} d");
    assert_eq!(render(&content, &Slot::gap(1), &ENV).question_text, "[…] d");
    assert_eq!(render(&content, &Slot::gap(2), &ENV).question_text, "a […] c d");
    assert_eq!(render(&content, &Slot::gap(1), &ENV).answer_text, "a b c");
}

#[test]
fn gaps_inside_maths_and_code_stay_maths_and_code() {
    let maths = cloze("$x = {{c1::\\frac{a}{b}}} + 1$");
    let card = render(&maths, &Slot::gap(1), &ENV);
    assert!(card.question_html.contains("<math") && card.question_html.contains("[…]"), "{}", card.question_html);
    assert!(!card.question_html.contains("frac"), "{}", card.question_html);
    assert!(
        card.answer_html.contains("<mrow class=\"gap\">") && card.answer_html.contains("<mfrac>"),
        "{}",
        card.answer_html
    );
    assert_eq!(card.answer_text, "\\frac{a}{b}");
    let code = render(&cloze("`let {{c1::x}} = 1`"), &Slot::gap(1), &ENV);
    assert_eq!(code.answer_html, "<p><code>let <mark class=\"gap\">x</mark> = 1</code></p>");
    let around = render(&cloze("so {{c1::$x$}}."), &Slot::gap(1), &ENV);
    assert!(around.answer_html.contains("<mark class=\"gap\"><math"), "{}", around.answer_html);
}

#[test]
fn what_is_no_gap_is_text() {
    for text in ["{{c1::open", "{{c::x}}", "{{c0::x}}", "{{x}}", "}}{{", "{{c99999::x}}"] {
        assert_eq!(slots(&cloze(text), None), [], "{text}");
        assert_eq!(cloze::words(&cloze::parse(text)), *text);
    }
    let deep = "{{c1::".repeat(5_000) + &"}}".repeat(5_000);
    assert_eq!(slots(&cloze(&deep), None), [Slot::gap(1)]);
    assert_eq!(slots(&cloze("{{c1::a { b}} c"), None), [Slot::gap(1)]);
}

#[test]
fn masks_hide_and_show() {
    let mask = |ordinal, label: &str| Mask {
        ordinal,
        shape: MaskShape::Rect { left: 0.1, top: 0.2, width: 0.3, height: f64::NAN },
        label: label.into(),
    };
    let content = Content::Occlusion {
        image: "heart 1.png".into(),
        alt: "A heart".into(),
        masks: vec![mask(1, "Aorta"), mask(2, "<b>"), mask(0, "")],
        hide_all: true,
        header: None,
        extra: None,
    };
    assert_eq!(slots(&content, None), [Slot::gap(1), Slot::gap(2)]);
    let card = render(&content, &Slot::gap(1), &ENV);
    assert_eq!(card.question_html.matches("<rect").count(), 2);
    assert!(card.question_html.contains("src=\"/m/heart%201.png\" alt=\"A heart\""));
    assert!(card.question_html.contains("aria-label=\"?\"") && !card.question_html.contains("Aorta"));
    assert!(card.answer_html.contains("aria-label=\"Aorta\"") && card.answer_html.contains("mask shown"));
    assert_eq!(card.answer_text, "Aorta");
    let second = render(&content, &Slot::gap(2), &ENV);
    assert!(second.answer_html.contains("&lt;b&gt;") && !second.answer_html.contains("<b>"));
}

#[test]
fn choices_keep_their_order_and_their_reasons() {
    let option = |text: &str, right, why: Option<&str>| ChoiceOption {
        text: Field::markdown(text),
        right,
        feedback: why.map(Field::markdown),
        score: None,
    };
    let content = Content::Choice {
        prompt: Field::markdown("2 + 2?"),
        options: vec![option("3", false, Some("too few")), option("**4**", true, None)],
        many: false,
        explanation: None,
        more: None,
    };
    let card = render(&content, &Slot::whole(), &ENV);
    let choices = card.choices.unwrap_or_default();
    assert_eq!(choices[0].feedback_html.as_deref(), Some("<p>too few</p>"));
    assert_eq!((choices[1].html.as_str(), choices[1].right), ("<strong>4</strong>", true));
    assert_eq!(card.answer_text, "4");
    let truth = Content::TrueFalse { statement: Field::markdown("x"), truth: false, explanation: None, more: None };
    let card = render(&truth, &Slot::whole(), &Env { language: Some("de"), ..ENV });
    assert_eq!(card.answer_text, "Falsch");
    assert_eq!(card.choices.unwrap_or_default().iter().map(|c| c.right).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn lists_and_short_answers_are_whole_cards() {
    let list = Content::List {
        prompt: Field::markdown("Primary colours?"),
        entries: vec![Field::markdown("red"), Field::markdown("*blue*")],
        ordered: false,
        extra: None,
    };
    let card = render(&list, &Slot::whole(), &ENV);
    assert_eq!(card.answer_html, "<ul><li>red</li><li><em>blue</em></li></ul>");
    let short = Content::Short {
        prompt: Field::markdown("NL?"),
        accepted: vec!["Holland".into(), "NL".into()],
        explanation: None,
        more: None,
    };
    let typed = render(&short, &Slot::whole(), &ENV).typed.unwrap_or_default();
    assert_eq!((typed.expected.as_str(), typed.accepted.len()), ("Holland", 2));
}

fn note_type(question: &str, answer: &str, css: &str) -> NoteType {
    NoteType {
        id: Uuid::nil(),
        anki_id: 1,
        name: "n".into(),
        cloze: false,
        stock_kind: 0,
        css: css.into(),
        fields: ["Front", "Back"]
            .map(|name| NoteField { name: name.into(), right_to_left: false, font: String::new(), size: 20 })
            .into(),
        templates: vec![Template { name: "c".into(), question: question.into(), answer: answer.into() }],
        sort_field: 0,
        latex_pre: String::new(),
        latex_post: String::new(),
    }
}

fn anki(fields: &[&str]) -> Content {
    Content::Anki { note_type: Uuid::nil(), guid: "g".into(), fields: fields.iter().map(|f| (*f).to_owned()).collect() }
}

#[test]
fn an_anki_card_is_isolated_and_harmless() {
    let kind = note_type(
        "<style>.x{color:red}</style>{{Front}}<script>alert(1)</script>",
        "{{FrontSide}}<hr id=answer>{{Back}}",
        ".card { color: blue; background: url(https://evil.example/x) }",
    );
    let content = anki(&["<b>Haus</b> \\(x^2\\) [sound:a.mp3]", "house"]);
    let env = Env { note_type: Some(&kind), ..ENV };
    assert_eq!(slots(&content, Some(&kind)), [Slot::template(0)]);
    let card = render(&content, &Slot::template(0), &env);
    assert!(card.question_html.starts_with("<b>Haus</b> <math"), "{}", card.question_html);
    assert!(card.question_html.contains("<audio src=\"/m/a.mp3\"") && !card.question_html.contains("alert"));
    let css = card.css.unwrap_or_default();
    assert!(css.contains("blue") && css.contains(".x") && !css.contains("evil"), "{css}");
    assert_eq!(card.answer_text, "house");
    assert_eq!(summary(&content, Some(&kind)), "Haus \\(x^2\\)");
    assert_eq!(search_text(&content, Some(&kind)).1, "house");
}

#[test]
fn an_anki_card_without_its_note_type_shows_its_fields() {
    let card = render(&anki(&["a<script>", "b"]), &Slot::template(0), &ENV);
    assert_eq!((card.question_text.as_str(), card.answer_html.as_str()), ("a", "a<hr>b"));
}

#[test]
fn a_typed_anki_answer_says_what_is_expected_and_where() {
    let kind = note_type("{{Front}} {{type:Back}}", "{{FrontSide}}<hr id=answer>{{type:Back}}", "");
    let card = render(&anki(&["q", "<i>a</i>"]), &Slot::template(0), &Env { note_type: Some(&kind), ..ENV });
    assert_eq!(card.typed.map(|t| t.expected).as_deref(), Some("a"));
    assert_eq!(card.question_html, "q <span class=\"typed-place\">[[type:Back]]</span>");
    assert_eq!(card.question_text, "q");
}

#[test]
fn an_anki_occlusion_is_drawn_without_a_script() {
    let mut kind = note_type(
        "<div style=\"display:none\">{{cloze:Front}}</div><div id=\"image-occlusion-container\">{{Back}}<canvas></canvas></div>",
        "<div id=\"image-occlusion-container\">{{Back}}</div>{{cloze:Front}}",
        "",
    );
    kind.cloze = true;
    kind.stock_kind = 6;
    let content = anki(&[
        "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}<br>{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1:oi=1}}",
        "<img src=\"a.png\">",
    ]);
    assert_eq!(slots(&content, Some(&kind)), [Slot::gap(1), Slot::gap(2)]);
    let card = render(&content, &Slot::gap(2), &Env { note_type: Some(&kind), ..ENV });
    assert!(card.question_html.contains("<img src=\"/m/a.png\"><svg"), "{}", card.question_html);
    assert!(card.question_html.contains("<ellipse class=\"mask asked\" cx=\"0.6\""), "{}", card.question_html);
    assert!(card.question_html.contains("<rect class=\"mask\"") && card.answer_html.contains("mask shown"));
}

#[test]
fn summaries_are_one_short_line() {
    let content = cloze(&format!("# {{{{c1::A}}}}\n\n{}", "word ".repeat(200)));
    let line = summary(&content, None);
    assert!(line.starts_with("A word") && line.ends_with('…') && line.chars().count() <= 201 && !line.contains('\n'));
}
