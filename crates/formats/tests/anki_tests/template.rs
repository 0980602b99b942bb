//! The template language, case by case. What is expected was said by Anki 26.09 for the same note and template.

use crate::support::tree;
use formats::anki::{occlusion, template};
use formats::item::{MaskShape, NoteField, NoteType, Slot, Template};
use template::Context;

fn note_type(cloze: bool, question: &str, answer: &str) -> NoteType {
    let fields = if cloze { ["Text", "Extra"] } else { ["Front", "Back"] };
    NoteType {
        id: uuid::Uuid::nil(),
        anki_id: 1,
        name: "Kind".into(),
        cloze,
        stock_kind: 0,
        css: String::new(),
        fields: fields
            .map(|name| NoteField { name: name.into(), right_to_left: false, font: String::new(), size: 20 })
            .into(),
        templates: vec![Template { name: "T1".into(), question: question.into(), answer: answer.into() }],
        sort_field: 0,
        latex_pre: String::new(),
        latex_post: String::new(),
    }
}

fn slot(cloze: bool, ordinal: u16) -> Slot {
    if cloze { Slot::gap(ordinal + 1) } else { Slot::template(ordinal) }
}

fn strings(fields: [&str; 2]) -> Vec<String> {
    fields.map(str::to_owned).into()
}

#[test]
fn each_template_renders_as_in_anki() {
    for (cloze, fields, question, answer, ordinal, expected_question, expected_answer) in CASES {
        let context = Context {
            deck: "Top::Sub",
            subdeck: "Sub",
            tags: if question.contains("{{Tags}}") { "a b" } else { "" },
            card_flag: 0,
        };
        let html = template::render(
            &note_type(*cloze, question, answer),
            &strings(*fields),
            &slot(*cloze, *ordinal),
            &context,
        );
        assert_eq!(tree(&html.question), tree(expected_question), "question of {question} with {fields:?}");
        assert_eq!(tree(&html.answer), tree(expected_answer), "answer of {answer} with {fields:?}");
    }
}

#[test]
fn a_note_makes_the_cards_that_anki_makes() {
    for (text, extra, expected) in SLOTS {
        let cards = template::slots(&note_type(true, "{{cloze:Text}}", "{{cloze:Text}}"), &strings([text, extra]));
        let expected: Vec<Slot> = expected.iter().map(|n| Slot::gap(n + 1)).collect();
        assert_eq!(cards, expected, "{text}");
    }
    let mut two = note_type(false, "{{Front}}", "");
    two.templates.push(Template {
        name: "T2".into(),
        question: "{{#Back}}{{Front}}{{/Back}}".into(),
        answer: String::new(),
    });
    assert_eq!(template::slots(&two, &strings(["f", "b"])), [Slot::template(0), Slot::template(1)]);
    assert_eq!(template::slots(&two, &strings(["f", "<br>"])), [Slot::template(0)]);
    assert_eq!(
        template::slots(&two, &strings(["", ""])),
        [Slot::template(0)],
        "no card asks anything: the first remains"
    );
}

#[test]
fn a_hint_is_a_fold_that_needs_no_script() {
    let html = template::render(
        &note_type(false, "{{hint:Front}}", "{{hint:Back}}"),
        &strings(["<b>x</b>", " "]),
        &Slot::template(0),
        &Context::default(),
    );
    assert_eq!(html.question, "<details class=\"hint\"><summary>Front</summary><div><b>x</b></div></details>");
    assert_eq!(html.answer, " ", "an empty hint shows nothing");
}

#[test]
fn speech_keeps_its_text_and_language() {
    let html = template::render(
        &note_type(false, "{{tts ja_JP voices=A:Front}}", ""),
        &strings(["x", ""]),
        &Slot::template(0),
        &Context::default(),
    );
    assert_eq!(html.question, "<span class=\"tts\" lang=\"ja-JP\">x</span>");
}

#[test]
fn what_is_to_be_typed_is_plain_text() {
    let typed = |cloze, question: &str, fields, ordinal| {
        let note_type = note_type(cloze, question, "");
        let fields = strings(fields);
        let html = template::render(&note_type, &fields, &slot(cloze, ordinal), &Context::default());
        template::typed_answer(&html.question, &note_type, &fields, &slot(cloze, ordinal))
    };
    assert_eq!(typed(false, "{{Front}} {{type:Back}}", ["q", "<b>a &amp; b</b>"], 0).as_deref(), Some("a & b"));
    assert_eq!(typed(false, "{{Front}} {{type:nc:Back}}", ["q", "é"], 0).as_deref(), Some("é"));
    assert_eq!(
        typed(true, "{{type:cloze:Text}}", ["{{c1::one::h}} {{c2::x}} {{c1::two}}", ""], 0).as_deref(),
        Some("one, two")
    );
    assert_eq!(typed(false, "{{Front}}", ["q", "a"], 0), None);
}

#[test]
fn masks_keep_their_number_and_shape() {
    let found = occlusion::masks(
        "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}<br>\
         {{c2::image-occlusion:ellipse:left=.4:top=.2:rx=.1:ry=.15}}<br>\
         {{c2::image-occlusion:polygon:left=.5:top=.5:points=.5,.5 .6,.5 .6,.7}}<br>\
         {{c0::image-occlusion:text:left=.1:top=.1:text=a\\:b}}{{c3::image-occlusion:rect:left=x}}{{c4::words}}",
    );
    assert!(found.hide_all);
    let numbers: Vec<u16> = found.masks.iter().map(|m| m.ordinal).collect();
    assert_eq!(numbers, [1, 2, 2], "text, broken shapes and plain gaps hide nothing");
    assert_eq!(found.masks[0].shape, MaskShape::Rect { left: 0.1, top: 0.2, width: 0.3, height: 0.4 });
    assert_eq!(found.masks[2].shape, MaskShape::Polygon { points: vec![(0.5, 0.5), (0.6, 0.5), (0.6, 0.7)] });
}

#[test]
fn hostile_templates_and_gaps_end_quickly_and_quietly() {
    let many = 100_000;
    let deep = "{{#Front}}".repeat(many);
    let open = "{{c1::".repeat(many);
    for (question, text) in [
        (deep.as_str(), "x"),
        (&"{{Front".repeat(many), "x"),
        (&"<!-- ".repeat(many), "x"),
        (&"{{Front}}<!--".repeat(many / 10), "x"),
        ("{{cloze:Front}}{{furigana:Front}}{{text:Front}}", &open),
        ("{{cloze:Front}}", &format!("{open}{}", "}}".repeat(many))),
        ("{{furigana:Front}}", &"[".repeat(many)),
        ("{{cloze:Front}}", &format!("{{{{c1::x}}}}{}", "\\(".repeat(many))),
        ("{{cloze:Front}}", "{{c99999999999999999999::x}}{{c,::y}}{{c1::image-occlusion:}}{{c65535::z}}"),
    ] {
        for cloze in [false, true] {
            let mut kind = note_type(cloze, question, question);
            kind.fields[0].name = "Front".into();
            let fields = strings([text, ""]);
            for slot in template::slots(&kind, &fields).iter().take(3) {
                template::render(&kind, &fields, slot, &Context::default());
            }
        }
    }
}

/// Cloze or not, the two fields, question and answer template, the card's ordinal, and what Anki makes of it.
type Case = (bool, [&'static str; 2], &'static str, &'static str, u16, &'static str, &'static str);

#[rustfmt::skip]
const CASES: &[Case] = &[
    (false, ["f", "b"], "{{Front}}", "{{FrontSide}}|{{Back}}", 0, "f", "f|b"),
    (false, ["f", "b"], "{{Front", "{{FrontSide}}|{{Back}}", 0, "{{Front<div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>", "<div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>"),
    (false, ["f", "b"], "x{{Front}} {{#Back}}y", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Missing &#x27;\u{2068}{{/Back}}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Missing &#x27;\u{2068}{{/Back}}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["f", "b"], "{{Front}}{{/Back}}", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Found &#x27;\u{2068}{{/Back}}\u{2069}&#x27;, but missing &#x27;\u{2068}{{#Back}}\u{2069}&#x27; or &#x27;\u{2068}{{^Back}}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Found &#x27;\u{2068}{{/Back}}\u{2069}&#x27;, but missing &#x27;\u{2068}{{#Back}}\u{2069}&#x27; or &#x27;\u{2068}{{^Back}}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["f", "b"], "{{#Back}}{{Front}}{{/Front}}", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Found &#x27;\u{2068}{{/Front}}\u{2069}&#x27;, but expected &#x27;\u{2068}{{/Back}}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Found &#x27;\u{2068}{{/Front}}\u{2069}&#x27;, but expected &#x27;\u{2068}{{/Back}}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["f", "b"], "{{Missing}}", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Found &#x27;\u{2068}{{Missing}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Missing\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Found &#x27;\u{2068}{{Missing}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Missing\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["f", "b"], "{{#Missing}}{{Front}}{{/Missing}}", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Found &#x27;\u{2068}{{#Missing}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Missing\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Found &#x27;\u{2068}{{#Missing}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Missing\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["f", "b"], "{{^Missing}}{{Front}}{{/Missing}}", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Found &#x27;\u{2068}{{^Missing}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Missing\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Found &#x27;\u{2068}{{^Missing}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Missing\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["<b>a &amp; b</b><br>c", "b"], "{{text:Front}}", "{{FrontSide}}|{{Back}}", 0, "a & bc", "a & bc|b"),
    (false, ["f", "b"], "{{type:Front}}", "{{FrontSide}}|{{Back}}", 0, "[[type:Front]]", "[[type:Front]]|b"),
    (false, ["f", "b"], "{{unknown:Front}}", "{{FrontSide}}|{{Back}}", 0, "f", "f|b"),
    (false, ["f", "b"], "{{text:unknown:Front}}", "{{FrontSide}}|{{Back}}", 0, "f", "f|b"),
    (false, ["<b>x</b>", ""], "{{unknown:text:Front}}", "{{FrontSide}}|{{Back}}", 0, "x", "x|"),
    (false, ["f", "b"], "{{Front}} {{Tags}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{Type}}|{{CardFlag}}", "{{FrontSide}}|{{Back}}", 0, "f a b|Top::Sub|Sub|T1|Kind|flag0", "f a b|Top::Sub|Sub|T1|Kind|flag0|b"),
    (false, ["日本語[にほんご] 学[まな]ぶ x[sound:a.mp3] &nbsp;字[じ] <b>見[み]</b>", ""], "{{furigana:Front}}|{{kanji:Front}}|{{kana:Front}}", "{{FrontSide}}|{{Back}}", 0, "<ruby><rb>日本語</rb><rt>にほんご</rt></ruby><ruby><rb>学</rb><rt>まな</rt></ruby>ぶ x[anki:play:q:0] <ruby><rb>字</rb><rt>じ</rt></ruby> <b><ruby><rb>見</rb><rt>み</rt></ruby></b>|日本語学ぶ x[anki:play:q:1] 字 <b>見</b>|にほんごまなぶ x[anki:play:q:2] じ <b>み</b>", "<ruby><rb>日本語</rb><rt>にほんご</rt></ruby><ruby><rb>学</rb><rt>まな</rt></ruby>ぶ x[anki:play:q:0] <ruby><rb>字</rb><rt>じ</rt></ruby> <b><ruby><rb>見</rb><rt>み</rt></ruby></b>|日本語学ぶ x[anki:play:q:1] 字 <b>見</b>|にほんごまなぶ x[anki:play:q:2] じ <b>み</b>|"),
    (false, ["f", "b"], "<!-- {{Front}} -->{{Front}}", "{{FrontSide}}|{{Back}}", 0, "<!-- {{Front}} -->f", "<!-- {{Front}} -->f|b"),
    (false, ["f", "b"], "{{=<% %>=}}<%Front%> {{Back}}", "{{FrontSide}}|{{Back}}", 0, "f {{Back}}", "f {{Back}}|b"),
    (false, ["", ""], "{{Front}}", "{{FrontSide}}|{{Back}}", 0, "<div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>", "<div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>"),
    (false, ["x", ""], "const {{Back}}", "{{FrontSide}}|{{Back}}", 0, "const <div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>", "<div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>"),
    (false, ["x", "<br><div></div>"], "{{^Back}}none{{/Back}}{{Front}}", "{{FrontSide}}|{{Back}}", 0, "nonex", "nonex|<br><div></div>"),
    (false, ["f", "b"], "{{}}{{Front}}", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Found &#x27;\u{2068}{{}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Found &#x27;\u{2068}{{}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["f", "b"], "{{ Front }}{{# Back }}B{{/ Back }}", "{{FrontSide}}|{{Back}}", 0, "fB", "fB|b"),
    (false, ["f", "b"], "{{{Front}}}", "{{FrontSide}}|{{Back}}", 0, "f}", "f}|b"),
    (false, ["f", "b"], "a }} b {{Front}}", "{{FrontSide}}|{{Back}}", 0, "a }} b f", "a }} b f|b"),
    (false, ["f", "b"], "{{FrontSide}}{{Front}}", "{{FrontSide}}|{{Back}}", 0, "f", "f|b"),
    (false, ["<b>x</b>", "y"], "{{Front}}", "{{text:FrontSide}}|{{Back}}", 0, "<b>x</b>", "<b>x</b>|y"),
    (false, ["f", "b"], "{{Front}}", "{{Front", 0, "f", "{{Front"),
    (false, ["f", "b"], "{{Front}}", "{{#Nope}}x{{/Nope}}", 0, "Back template has a problem:<br>Found &#x27;\u{2068}{{#Nope}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Nope\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Back template has a problem:<br>Found &#x27;\u{2068}{{#Nope}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}Nope\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["{{c1::a}}", ""], "{{cloze:Front}}", "{{FrontSide}}|{{Back}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span>"#, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span>|"#),
    (false, ["x", ""], "{{#Front}}{{#Back}}in{{/Back}}{{^Back}}{{Front}}{{/Back}}{{/Front}}", "{{FrontSide}}|{{Back}}", 0, "x", "x|"),
    (false, ["f", "b"], "{{Front}} {{#Tags}}T{{/Tags}}", "{{FrontSide}}|{{Back}}", 0, "f ", "f |b"),
    (false, ["f", "b"], "{{type:cloze:Front}}", "{{FrontSide}}|{{Back}}", 0, "[[type:cloze:Front]]", "[[type:cloze:Front]]|b"),
    (false, ["f", "b"], "{{type:nc:Front}}", "{{FrontSide}}|{{Back}}", 0, "[[type:nc:Front]]", "[[type:nc:Front]]|b"),
    (false, ["f", "b"], "{{front}}", "{{FrontSide}}|{{Back}}", 0, "Front template has a problem:<br>Found &#x27;\u{2068}{{front}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}front\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>", "Front template has a problem:<br>Found &#x27;\u{2068}{{front}}\u{2069}&#x27;, but there is no field called &#x27;\u{2068}front\u{2069}&#x27;<br><a href='https://docs.ankiweb.net/templates/errors.html#template-syntax-error'>More information</a>"),
    (false, ["f", "b"], "{{Front:}}", "{{FrontSide}}|{{Back}}", 0, "<div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>", "<div>The front of this card is blank.<br><a href='https://docs.ankiweb.net/templates/errors.html#front-of-card-is-blank'>More information</a></div>"),
    (false, ["f", "b"], "{{:Front}}", "{{FrontSide}}|{{Back}}", 0, "f", "f|b"),
    (false, ["f", "b"], "{{Front}} [sound:a.mp3]", "{{FrontSide}}|{{Back}}", 0, "f [anki:play:q:0]", "f [anki:play:q:0]|b"),
    (false, ["f", "b"], "{{#c1}}x{{/c1}}{{Front}}", "{{FrontSide}}|{{Back}}", 0, "xf", "xf|b"),
    (false, ["a<script>x</script>&lt;i&gt;<!-- c -->&nbsp;d [sound:x.mp3] <img src=a>", ""], "{{text:Front}}", "{{FrontSide}}|{{Back}}", 0, "a<i> d [anki:play:q:0] ", "a<i> d [anki:play:q:0] |"),
    (true, ["{{c1::a}} b", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span> b"#, r#"<span class="cloze" data-ordinal="1">a</span> b|e"#),
    (true, ["{{c1::a::hint}} {{c2::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[hint]</span> <span class="cloze-inactive" data-ordinal="2">b</span>"#, r#"<span class="cloze" data-ordinal="1">a</span> <span class="cloze-inactive" data-ordinal="2">b</span>|e"#),
    (true, ["{{c1::a::hint}} {{c2::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze-inactive" data-ordinal="1">a</span> <span class="cloze" data-cloze="b" data-ordinal="2">[...]</span>"#, r#"<span class="cloze-inactive" data-ordinal="1">a</span> <span class="cloze" data-ordinal="2">b</span>|e"#),
    (true, ["{{c1::a {{c2::b}} c}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a&#x20;&lt;span&#x20;class&#x3D;&quot;cloze&#x2D;inactive&quot;&#x20;data&#x2D;ordinal&#x3D;&quot;2&quot;&gt;b&lt;&#x2F;span&gt;&#x20;c" data-ordinal="1">[...]</span>"#, r#"<span class="cloze" data-ordinal="1">a <span class="cloze-inactive" data-ordinal="2">b</span> c</span>|e"#),
    (true, ["{{c1::a {{c2::b}} c}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze-inactive" data-ordinal="1">a <span class="cloze" data-cloze="b" data-ordinal="2">[...]</span> c</span>"#, r#"<span class="cloze-inactive" data-ordinal="1">a <span class="cloze" data-ordinal="2">b</span> c</span>|e"#),
    (true, ["{{c1::a}} {{c1::b}} {{c3::x}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span> <span class="cloze" data-cloze="b" data-ordinal="1">[...]</span> <span class="cloze-inactive" data-ordinal="3">x</span>"#, r#"<span class="cloze" data-ordinal="1">a</span> <span class="cloze" data-ordinal="1">b</span> <span class="cloze-inactive" data-ordinal="3">x</span>|e"#),
    (true, ["{{c1::a}} {{c1::b}} {{c3::x}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 2, r#"<span class="cloze-inactive" data-ordinal="1">a</span> <span class="cloze-inactive" data-ordinal="1">b</span> <span class="cloze" data-cloze="x" data-ordinal="3">[...]</span>"#, r#"<span class="cloze-inactive" data-ordinal="1">a</span> <span class="cloze-inactive" data-ordinal="1">b</span> <span class="cloze" data-ordinal="3">x</span>|e"#),
    (true, ["{{c1,2::a}} {{c3::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1,2">[...]</span> <span class="cloze-inactive" data-ordinal="3">b</span>"#, r#"<span class="cloze" data-ordinal="1,2">a</span> <span class="cloze-inactive" data-ordinal="3">b</span>|e"#),
    (true, ["{{c1,2::a}} {{c3::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze" data-cloze="a" data-ordinal="1,2">[...]</span> <span class="cloze-inactive" data-ordinal="3">b</span>"#, r#"<span class="cloze" data-ordinal="1,2">a</span> <span class="cloze-inactive" data-ordinal="3">b</span>|e"#),
    (true, ["{{c1,2::a}} {{c3::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 2, r#"<span class="cloze-inactive" data-ordinal="1,2">a</span> <span class="cloze" data-cloze="b" data-ordinal="3">[...]</span>"#, r#"<span class="cloze-inactive" data-ordinal="1,2">a</span> <span class="cloze" data-ordinal="3">b</span>|e"#),
    (true, ["{{c1::a", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c1::a}} }} x", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span> }} x"#, r#"<span class="cloze" data-ordinal="1">a</span> }} x|e"#),
    (true, ["plain", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c0::z}} {{c1::a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze-inactive" data-ordinal="0">z</span> <span class="cloze" data-cloze="a" data-ordinal="1">[...]</span>"#, r#"<span class="cloze-inactive" data-ordinal="0">z</span> <span class="cloze" data-ordinal="1">a</span>|e"#),
    (true, ["{{c0::z}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c1::a::}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[]</span>"#, r#"<span class="cloze" data-ordinal="1">a</span>|e"#),
    (true, ["{{c1::a::h::k}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[h::k]</span>"#, r#"<span class="cloze" data-ordinal="1">a</span>|e"#),
    (true, ["{{c1::}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="" data-ordinal="1">[...]</span>"#, r#"<span class="cloze" data-ordinal="1"></span>|e"#),
    (true, [r"\( {{c1::x^2}} + <b>y</b>\) <b>{{c2::z}}</b>", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"\( [...] + y\) <b><span class="cloze-inactive" data-ordinal="2">z</span></b>"#, r#"\( x^2 + y\) <b><span class="cloze-inactive" data-ordinal="2">z</span></b>|e"#),
    (true, [r"\( {{c1::x^2}} + <b>y</b>\) <b>{{c2::z}}</b>", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"\( x^2 + y\) <b><span class="cloze" data-cloze="z" data-ordinal="2">[...]</span></b>"#, r#"\( x^2 + y\) <b><span class="cloze" data-ordinal="2">z</span></b>|e"#),
    (true, [r"\[ {{c1::x}} \]", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r"\[ [...] \]", r"\[ x \]|e"),
    (true, [r#"{{c1::a <b>b</b> "q" & c}}"#, "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a&#x20;&lt;b&gt;b&lt;&#x2F;b&gt;&#x20;&quot;q&quot;&#x20;&amp;&#x20;c" data-ordinal="1">[...]</span>"#, r#"<span class="cloze" data-ordinal="1">a <b>b</b> "q" & c</span>|e"#),
    (true, ["{{c1::a}}", "{{c2::b}}"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span>"#, r#"<span class="cloze" data-ordinal="1">a</span>|{{c2::b}}"#),
    (true, ["{{c1::a}}", "{{c2::b}}"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, "", "|{{c2::b}}"),
    (true, ["{{c1::a}}", "e"], "{{cloze:Text}}{{#c1}}ONE{{/c1}}{{^c2}}NOTTWO{{/c2}} {{Card}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span>ONENOTTWO T1"#, r#"<span class="cloze" data-ordinal="1">a</span>|e"#),
    (true, ["{{c1::a}} {{c2::b}}", "e"], "{{cloze:Text}}{{#c1}}ONE{{/c1}}{{^c2}}NOTTWO{{/c2}} {{Card}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span> <span class="cloze-inactive" data-ordinal="2">b</span>ONENOTTWO T1"#, r#"<span class="cloze" data-ordinal="1">a</span> <span class="cloze-inactive" data-ordinal="2">b</span>|e"#),
    (true, ["{{c1::a}} {{c2::b}}", "e"], "{{cloze:Text}}{{#c1}}ONE{{/c1}}{{^c2}}NOTTWO{{/c2}} {{Card}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze-inactive" data-ordinal="1">a</span> <span class="cloze" data-cloze="b" data-ordinal="2">[...]</span> T1"#, r#"<span class="cloze-inactive" data-ordinal="1">a</span> <span class="cloze" data-ordinal="2">b</span>|e"#),
    (true, ["{{c501::a}} {{c1::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze-inactive" data-ordinal="501">a</span> <span class="cloze" data-cloze="b" data-ordinal="1">[...]</span>"#, r#"<span class="cloze-inactive" data-ordinal="501">a</span> <span class="cloze" data-ordinal="1">b</span>|e"#),
    (true, ["{{c501::a}} {{c1::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 499, "<div>No cloze \u{2068}500\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}500\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{C1::a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c1:a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c::a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c 1::a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c1::a}}", "e"], "{{cloze:Text}} {{type:cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span> [[type:cloze:Text]]"#, r#"<span class="cloze" data-ordinal="1">a</span>|e"#),
    (true, ["{{c1::a {{c1::b}} c}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a&#x20;&lt;span&#x20;class&#x3D;&quot;cloze&quot;&#x20;data&#x2D;cloze&#x3D;&quot;b&quot;&#x20;data&#x2D;ordinal&#x3D;&quot;1&quot;&gt;&#x5B;&#x2E;&#x2E;&#x2E;&#x5D;&lt;&#x2F;span&gt;&#x20;c" data-ordinal="1">[...]</span>"#, r#"<span class="cloze" data-ordinal="1">a <span class="cloze" data-ordinal="1">b</span> c</span>|e"#),
    (true, ["{{c2::a {{c1::b::hh}} c}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze-inactive" data-ordinal="2">a <span class="cloze" data-cloze="b" data-ordinal="1">[hh]</span> c</span>"#, r#"<span class="cloze-inactive" data-ordinal="2">a <span class="cloze" data-ordinal="1">b</span> c</span>|e"#),
    (true, ["{{c2::a {{c1::b::hh}} c}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze" data-cloze="a&#x20;&lt;span&#x20;class&#x3D;&quot;cloze&#x2D;inactive&quot;&#x20;data&#x2D;ordinal&#x3D;&quot;1&quot;&gt;b&lt;&#x2F;span&gt;&#x20;c" data-ordinal="2">[...]</span>"#, r#"<span class="cloze" data-ordinal="2">a <span class="cloze-inactive" data-ordinal="1">b</span> c</span>|e"#),
    (true, ["{{c1::{{c2::b}}::hint {{c3::x}} y}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="&lt;span&#x20;class&#x3D;&quot;cloze&#x2D;inactive&quot;&#x20;data&#x2D;ordinal&#x3D;&quot;2&quot;&gt;b&lt;&#x2F;span&gt;&lt;span&#x20;class&#x3D;&quot;cloze&#x2D;inactive&quot;&#x20;data&#x2D;ordinal&#x3D;&quot;3&quot;&gt;x&lt;&#x2F;span&gt;&#x20;y" data-ordinal="1">[hint ]</span>"#, r#"<span class="cloze" data-ordinal="1"><span class="cloze-inactive" data-ordinal="2">b</span><span class="cloze-inactive" data-ordinal="3">x</span> y</span>|e"#),
    (true, ["{{c1::{{c2::b}}::hint {{c3::x}} y}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze-inactive" data-ordinal="1"><span class="cloze" data-cloze="b" data-ordinal="2">[...]</span><span class="cloze-inactive" data-ordinal="3">x</span> y</span>"#, r#"<span class="cloze-inactive" data-ordinal="1"><span class="cloze" data-ordinal="2">b</span><span class="cloze-inactive" data-ordinal="3">x</span> y</span>|e"#),
    (true, ["{{c1::{{c2::b}}::hint {{c3::x}} y}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 2, r#"<span class="cloze-inactive" data-ordinal="1"><span class="cloze-inactive" data-ordinal="2">b</span><span class="cloze" data-cloze="x" data-ordinal="3">[...]</span> y</span>"#, r#"<span class="cloze-inactive" data-ordinal="1"><span class="cloze-inactive" data-ordinal="2">b</span><span class="cloze" data-ordinal="3">x</span> y</span>|e"#),
    (true, ["{{c1::a}}{{c2::b}}", "e"], "{{cloze-only:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "...", r#"<span class="cloze" data-ordinal="1">a</span><span class="cloze-inactive" data-ordinal="2">b</span>|e"#),
    (true, ["{{c1::a}}{{c2::b}}", "e"], "{{cloze-only:Text}}", "{{cloze:Text}}|{{Extra}}", 1, "...", r#"<span class="cloze-inactive" data-ordinal="1">a</span><span class="cloze" data-ordinal="2">b</span>|e"#),
    (true, ["{{c1::<b>a</b>}}{{c2::b}}", "e"], "{{text:cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "[...]b", r#"<span class="cloze" data-ordinal="1"><b>a</b></span><span class="cloze-inactive" data-ordinal="2">b</span>|e"#),
    (true, ["{{c1::<b>a</b>}}{{c2::b}}", "e"], "{{text:cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, "a[...]", r#"<span class="cloze-inactive" data-ordinal="1"><b>a</b></span><span class="cloze" data-ordinal="2">b</span>|e"#),
    (true, ["{{c1::a}}", "e"], "{{cloze:text:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span>"#, r#"<span class="cloze" data-ordinal="1">a</span>|e"#),
    (true, ["{{c1::a}}", "e"], "{{Text}}", "{{cloze:Text}}|{{Extra}}", 0, "{{c1::a}}", r#"<span class="cloze" data-ordinal="1">a</span>|e"#),
    (true, ["{{c1::a}} {{c1::unclosed {{c2::x}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span> "#, r#"<span class="cloze" data-ordinal="1">a</span> |e"#),
    (true, ["{{c1::a\n::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a&#x0A;" data-ordinal="1">[b]</span>"#, r#"<span class="cloze" data-ordinal="1">a
</span>|e"#),
    (true, ["{{c1::::hint}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="" data-ordinal="1">[hint]</span>"#, r#"<span class="cloze" data-ordinal="1"></span>|e"#),
    (true, ["{{c-1::a}} {{c1::b}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"{{c-1::a}} <span class="cloze" data-cloze="b" data-ordinal="1">[...]</span>"#, r#"{{c-1::a}} <span class="cloze" data-ordinal="1">b</span>|e"#),
    (true, ["{{c1, 2::a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>", "<div>No cloze \u{2068}1\u{2069} found on card.\nPlease either add a cloze deletion, or use the Empty Cards tool.<br><a href='https://docs.ankiweb.net/templates/errors.html#no-cloze-filter-on-cloze-note-type'>More information</a></div>"),
    (true, ["{{c2,1,2::a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1,2">[...]</span>"#, r#"<span class="cloze" data-ordinal="1,2">a</span>|e"#),
    (true, ["{{c2,1,2::a}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze" data-cloze="a" data-ordinal="1,2">[...]</span>"#, r#"<span class="cloze" data-ordinal="1,2">a</span>|e"#),
    (true, ["{{c1::a}}", "e"], "{{Extra}}", "{{Extra}}", 0, "e", "e"),
    (true, ["{{c1::x}}:{{c2::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="x" data-ordinal="1">[...]</span>:<div class="cloze-inactive" data-ordinal="2" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" ></div>"#, r#"<span class="cloze" data-ordinal="1">x</span>:<div class="cloze-inactive" data-ordinal="2" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" ></div>|e"#),
    (true, ["{{c1::x}}:{{c2::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r#"<span class="cloze-inactive" data-ordinal="1">x</span>:<div class="cloze" data-ordinal="2" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" ></div>"#, r#"<span class="cloze-inactive" data-ordinal="1">x</span>:<div class="cloze-highlight" data-ordinal="2" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" ></div>|e"#),
    (true, [r#"{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:angle=30:fill=#fff:oi=0}}{{c2::image-occlusion:text:text=a\:b "q":left=1}}{{c3::image-occlusion:weird:left=.1}}{{c1::image-occlusion:rect}}"#, "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r##"<div class="cloze" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" data-angle="30" data-fill="#fff" data-occludeInactive="0" ></div><div class="cloze-inactive" data-ordinal="2" data-shape="text" data-text="a&#x3A;b&#x20;&quot;q&quot;" data-left="1" ></div><div class="cloze-inactive" data-ordinal="3" data-left=".1" ></div><div class="cloze" data-ordinal="1" ></div>"##, r##"<div class="cloze-highlight" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" data-angle="30" data-fill="#fff" data-occludeInactive="0" ></div><div class="cloze-inactive" data-ordinal="2" data-shape="text" data-text="a&#x3A;b&#x20;&quot;q&quot;" data-left="1" ></div><div class="cloze-inactive" data-ordinal="3" data-left=".1" ></div><div class="cloze-highlight" data-ordinal="1" ></div>|e"##),
    (true, [r#"{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:angle=30:fill=#fff:oi=0}}{{c2::image-occlusion:text:text=a\:b "q":left=1}}{{c3::image-occlusion:weird:left=.1}}{{c1::image-occlusion:rect}}"#, "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 1, r##"<div class="cloze-inactive" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" data-angle="30" data-fill="#fff" data-occludeInactive="0" ></div><div class="cloze" data-ordinal="2" data-shape="text" data-text="a&#x3A;b&#x20;&quot;q&quot;" data-left="1" ></div><div class="cloze-inactive" data-ordinal="3" data-left=".1" ></div><div class="cloze-inactive" data-ordinal="1" ></div>"##, r##"<div class="cloze-inactive" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" data-angle="30" data-fill="#fff" data-occludeInactive="0" ></div><div class="cloze-highlight" data-ordinal="2" data-shape="text" data-text="a&#x3A;b&#x20;&quot;q&quot;" data-left="1" ></div><div class="cloze-inactive" data-ordinal="3" data-left=".1" ></div><div class="cloze-inactive" data-ordinal="1" ></div>|e"##),
    (true, [r#"{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:angle=30:fill=#fff:oi=0}}{{c2::image-occlusion:text:text=a\:b "q":left=1}}{{c3::image-occlusion:weird:left=.1}}{{c1::image-occlusion:rect}}"#, "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 2, r##"<div class="cloze-inactive" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" data-angle="30" data-fill="#fff" data-occludeInactive="0" ></div><div class="cloze-inactive" data-ordinal="2" data-shape="text" data-text="a&#x3A;b&#x20;&quot;q&quot;" data-left="1" ></div><div class="cloze" data-ordinal="3" data-left=".1" ></div><div class="cloze-inactive" data-ordinal="1" ></div>"##, r##"<div class="cloze-inactive" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" data-angle="30" data-fill="#fff" data-occludeInactive="0" ></div><div class="cloze-inactive" data-ordinal="2" data-shape="text" data-text="a&#x3A;b&#x20;&quot;q&quot;" data-left="1" ></div><div class="cloze-highlight" data-ordinal="3" data-left=".1" ></div><div class="cloze-inactive" data-ordinal="1" ></div>|e"##),
    (true, ["{{c1::a}} [sound:x.mp3]", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span> [anki:play:q:0]"#, r#"<span class="cloze" data-ordinal="1">a</span> [anki:play:a:0]|e"#),
    (true, ["<anki-mathjax>{{c1::x<b>y</b>}}</anki-mathjax>", "e"], "{{cloze:Text}}", "{{cloze:Text}}|{{Extra}}", 0, r#"<anki-mathjax><span class="cloze" data-cloze="x&lt;b&gt;y&lt;&#x2F;b&gt;" data-ordinal="1">[...]</span></anki-mathjax>"#, r#"<anki-mathjax><span class="cloze" data-ordinal="1">x<b>y</b></span></anki-mathjax>|e"#),
];

/// Both fields, and the ordinals of the cards that Anki makes.
#[rustfmt::skip]
const SLOTS: &[(&str, &str, &[u16])] = &[
    ("{{c1::a}} b", "e", &[0]),
    ("{{c1::a::hint}} {{c2::b}}", "e", &[0, 1]),
    ("{{c1::a {{c2::b}} c}}", "e", &[0, 1]),
    ("{{c1::a}} {{c1::b}} {{c3::x}}", "e", &[0, 2]),
    ("{{c1,2::a}} {{c3::b}}", "e", &[0, 1, 2]),
    ("{{c1::a", "e", &[0]),
    ("{{c1::a}} }} x", "e", &[0]),
    ("plain", "e", &[0]),
    ("{{c0::z}} {{c1::a}}", "e", &[0]),
    ("{{c0::z}}", "e", &[0]),
    ("{{c1::a::}}", "e", &[0]),
    ("{{c1::a::h::k}}", "e", &[0]),
    ("{{c1::}}", "e", &[0]),
    (r"\( {{c1::x^2}} + <b>y</b>\) <b>{{c2::z}}</b>", "e", &[0, 1]),
    (r"\[ {{c1::x}} \]", "e", &[0]),
    (r#"{{c1::a <b>b</b> "q" & c}}"#, "e", &[0]),
    ("{{c1::a}}", "{{c2::b}}", &[0, 1]),
    ("{{c1::a}}", "e", &[0]),
    ("{{c1::a}} {{c2::b}}", "e", &[0, 1]),
    ("{{c501::a}} {{c1::b}}", "e", &[0, 499]),
    ("{{C1::a}}", "e", &[0]),
    ("{{c1:a}}", "e", &[0]),
    ("{{c::a}}", "e", &[0]),
    ("{{c 1::a}}", "e", &[0]),
    ("{{c1::a}}", "e", &[0]),
    ("{{c1::a {{c1::b}} c}}", "e", &[0]),
    ("{{c2::a {{c1::b::hh}} c}}", "e", &[0, 1]),
    ("{{c1::{{c2::b}}::hint {{c3::x}} y}}", "e", &[0, 1, 2]),
    ("{{c1::a}}{{c2::b}}", "e", &[0, 1]),
    ("{{c1::<b>a</b>}}{{c2::b}}", "e", &[0, 1]),
    ("{{c1::a}}", "e", &[0]),
    ("{{c1::a}}", "e", &[0]),
    ("{{c1::a}}", "e", &[0]),
    ("{{c1::a}} {{c1::unclosed {{c2::x}}", "e", &[0]),
    ("{{c1::a\n::b}}", "e", &[0]),
    ("{{c1::::hint}}", "e", &[0]),
    ("{{c-1::a}} {{c1::b}}", "e", &[0]),
    ("{{c1, 2::a}}", "e", &[0]),
    ("{{c2,1,2::a}}", "e", &[0, 1]),
    ("{{c1::a}}", "e", &[0]),
    ("{{c1::x}}:{{c2::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}", "e", &[0, 1]),
    (r#"{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:angle=30:fill=#fff:oi=0}}{{c2::image-occlusion:text:text=a\:b "q":left=1}}{{c3::image-occlusion:weird:left=.1}}{{c1::image-occlusion:rect}}"#, "e", &[0, 1, 2]),
    ("{{c1::a}} [sound:x.mp3]", "e", &[0]),
    ("<anki-mathjax>{{c1::x<b>y</b>}}</anki-mathjax>", "e", &[0]),
];
