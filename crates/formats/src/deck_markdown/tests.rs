use super::*;
use crate::item::{ChoiceOption, Directions, Field};
use crate::render;
use proptest::prelude::*;
use std::path::PathBuf;

fn records(files: &[TextFile]) -> Vec<Record> {
    let mut all = Vec::new();
    read(files, &|name| !name.contains("non-existent"), &mut |r| {
        all.push(r);
        Ok(())
    })
    .unwrap();
    all
}

fn items(name: &str, text: &str) -> Vec<ItemRecord> {
    let all = records(&[TextFile { name, text }]).into_iter();
    all.filter_map(|r| if let Record::Item(i) = r { Some(*i) } else { None }).collect()
}

fn decks(records: &[Record]) -> Vec<String> {
    records.iter().filter_map(|r| if let Record::Deck(d) = r { Some(d.path.join("::")) } else { None }).collect()
}

fn skips(records: &[Record]) -> Vec<String> {
    records
        .iter()
        .filter_map(|r| if let Record::Skipped { place, why } = r { Some(format!("{place}: {why}")) } else { None })
        .collect()
}

fn words(item: &ItemRecord) -> (String, String) {
    match &item.content {
        Content::Basic { front, back, .. } => (front.text.clone(), back.text.clone()),
        Content::Cloze { text, .. } => (text.text.clone(), String::new()),
        other => panic!("{other:?}"),
    }
}

/// The given decks of others, or a line that says why the test has nothing to look at.
fn given(folder: &str) -> Option<Vec<(String, String)>> {
    let base = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(base.join("md").join(folder)) else {
        println!("skipped: no folder md/{folder} among the data");
        return None;
    };
    let mut files: Vec<_> = entries
        .map(|e| e.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&p).unwrap()))
        .collect();
    files.sort();
    Some(files)
}

#[test]
fn the_given_hashcards_decks_are_read_card_for_card() {
    let Some(files) = given("hashcards-example") else { return };
    let files: Vec<TextFile> = files.iter().map(|(name, text)| TextFile { name, text }).collect();
    let all = records(&files);
    assert_eq!(skips(&all), Vec::<String>::new());
    let expected = [
        ("Art", 2, 2),
        ("Audio", 1, 1),
        ("French", 1, 2),
        ("Geography", 2, 3),
        ("Geology", 1, 1),
        ("Math", 6, 9),
        ("Quotes", 1, 3),
    ];
    assert_eq!(decks(&all), expected.map(|(name, ..)| name.to_owned()));
    for (name, count, cards) in expected {
        let file = format!("{name}.md, ");
        let found: Vec<&ItemRecord> = all
            .iter()
            .filter_map(|r| {
                if let Record::Item(i) = r {
                    Some(&**i).filter(|i| i.place.to_string().starts_with(&file))
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(found.len(), count, "{name}");
        assert_eq!(found.iter().map(|i| render::slots(&i.content, None).len()).sum::<usize>(), cards, "{name}");
        for item in found {
            for slot in render::slots(&item.content, None) {
                let card = render::render(&item.content, &slot, &render::Env::default());
                assert!(
                    !card.question_html.contains("maths-error") && !card.answer_html.contains("maths-error"),
                    "{card:?}"
                );
                assert!(!card.answer_html.is_empty());
            }
        }
    }
    let euler = all
        .iter()
        .find_map(|r| if let Record::Item(i) = r { Some(words(i).0).filter(|w| w.contains("evaluate")) } else { None });
    assert!(euler.unwrap().contains("e^{i \\pi} + 1"), "the macro is expanded");
    let art = all
        .iter()
        .find_map(|r| if let Record::Item(i) = r { Some(words(i).0).filter(|w| w.contains("painting")) } else { None });
    assert!(art.unwrap().contains("![](thetempest.webp)"));
}

#[test]
fn the_given_heading_decks_are_read_card_for_card() {
    let Some(files) = given("markdown-anki-decks") else { return };
    let expected = [
        ("deck-with-cloze.md", 2, 0, "deck-with-cloze"),
        ("deck-with-custom-styles.md", 1, 0, "Deck with custom styles"),
        ("deck-with-data-question.md", 5, 0, "deck-with-data-question"),
        ("deck-with-image.md", 2, 0, "Deck With Image"),
        ("deck-with-inline-code.md", 1, 0, "Deck with inline code"),
        ("deck-with-math.md", 2, 0, "Deck with math"),
        ("deck-with-missing-image.md", 1, 1, "Deck With Missing Image"),
        ("deck-with-missing-sound.md", 2, 2, "Deck With Missing Sound"),
        ("deck-with-multiline-question.md", 1, 0, "Deck with multiline question"),
        ("deck-with-repeated-css.md", 1, 0, "Deck with Repeated CSS"),
        ("deck-with-sound.md", 2, 0, "Deck With Sound"),
        ("deck-without-h1.md", 1, 0, "deck-without-h1"),
        ("deck.md", 5, 0, "Deck Title"),
        ("web-development.md", 1, 0, "Web Development"),
    ];
    assert_eq!(files.iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(), expected.map(|(n, ..)| n));
    for ((name, text), (_, count, missing, deck)) in files.iter().zip(expected) {
        let all = records(&[TextFile { name, text }]);
        assert_eq!(all.iter().filter(|r| matches!(r, Record::Item(_))).count(), count, "{name}");
        assert_eq!(skips(&all).len(), missing, "{name}: {:?}", skips(&all));
        assert_eq!(decks(&all), [deck], "{name}");
    }
    let maths = &files.iter().find(|(n, _)| n == "deck-with-math.md").unwrap().1;
    for item in items("m.md", maths) {
        let card = render::render(&item.content, &crate::item::Slot::front(), &render::Env::default());
        assert!(card.answer_html.contains("<msqrt>"), "{card:?}");
    }
}

#[test]
fn questions_answers_and_gaps_are_read_by_their_marks() {
    let text = "Prose around the cards.\n\n# Biology\n\n#all\n\nQ: What\nis it?\nA:\n\n- one\n- two\nE: see page 3\n#leaf #cell\n\n\
                C: [Chlorophyll] is [green](x.html) \\[not a gap\\] and ![](leaf.png).\n\n## Deep\n\nfront :: back #tag\n- Hund ::: dog\n\n\
                {{Rome}} lies in {{Italy}}.\n\n{{c2::x}} and {{c1::y}}.\n\n```\nQ: not a card\na :: b\n```\n`a :: b` stays\n";
    let all = records(&[TextFile { name: "dir/My deck.md", text }]);
    assert_eq!(skips(&all), Vec::<String>::new());
    assert_eq!(decks(&all), ["dir::My deck::Biology", "dir::My deck::Biology::Deep"]);
    let found = items("dir/My deck.md", text);
    assert_eq!(found.len(), 6, "{found:#?}");
    assert_eq!(words(&found[0]), ("What\nis it?".into(), "- one\n- two".into()));
    assert!(matches!(&found[0].content, Content::Basic { extra: Some(e), .. } if e.text == "see page 3"));
    assert_eq!(found[0].tags, ["all", "cell", "leaf"]);
    assert_eq!(words(&found[1]).0, "{{c1::Chlorophyll}} is [green](x.html) \\[not a gap\\] and ![](leaf.png).");
    assert_eq!((words(&found[2]), found[2].tags.join(" ").as_str()), (("front".into(), "back".into()), "tag"));
    assert!(matches!(found[3].content, Content::Basic { directions: Directions::Both, .. }));
    assert_eq!(words(&found[4]).0, "{{c1::Rome}} lies in {{c2::Italy}}.");
    assert_eq!(words(&found[5]).0, "{{c2::x}} and {{c1::y}}.");
    assert_eq!(found[0].place.to_string(), "dir/My deck.md, line 7");
}

#[test]
fn a_file_without_marks_is_read_by_its_headings() {
    let text = "---\ntitle: \"Own name\"\ntags: [a, b]\nlang: de\n---\n# Title\n\n## First\n\nanswer `x`\n\n```python\n# not a heading\n```\n\n\
                <div data-question markdown=\"block\">\nlong\n## question\n</div>\n\nits answer \\\\(x\\\\)\n\n## Empty\n\n## {{c1::gap}} here\n";
    let all = records(&[TextFile { name: "f.md", text }]);
    let found = items("f.md", text);
    assert_eq!(decks(&all), ["Own name"]);
    assert_eq!(found.len(), 3);
    assert!(words(&found[0]).1.contains("# not a heading"));
    assert_eq!(words(&found[1]), ("long\n## question".into(), "its answer \\(x\\)".into()));
    assert!(matches!(found[2].content, Content::Cloze { .. }));
    assert_eq!((found[0].tags.len(), found[0].language.as_deref()), (2, Some("de")));
    assert_eq!(skips(&all).len(), 1);
    assert!(skips(&all)[0].starts_with("f.md, line 23: notice-heading-alone"), "{:?}", skips(&all));
}

#[test]
fn macros_are_expanded_in_maths_of_their_folder_only() {
    let files = [
        TextFile {
            name: "a/macros.tex",
            text: "\\R \\mathbb{R}\n\\norm \\lVert #1 \\rVert\n\\loop \\loop\\loop\n\\half \\norm{\\R}",
        },
        TextFile { name: "a/x.md", text: "Q: $\\R x \\norm{y} \\half$ `\\R` \\R\nA: $\\Re$" },
        TextFile { name: "b/x.md", text: "Q: $\\R$\nA: x" },
        TextFile { name: "a/y.md", text: "Q: $\\loop$\nA: x" },
    ];
    let found: Vec<_> = records(&files)
        .into_iter()
        .filter_map(|r| if let Record::Item(i) = r { Some(words(&i)) } else { None })
        .collect();
    assert_eq!(found[0].0, "$\\mathbb{R} x \\lVert y \\rVert \\lVert \\mathbb{R} \\rVert$ `\\R` \\R");
    assert_eq!(found[0].1, "$\\Re$");
    assert_eq!(found[1].0, "$\\R$");
    assert!(found[2].0.len() < 30_000);
}

#[test]
fn a_backslash_in_code_is_code() {
    let all = records(&[TextFile { name: "f.md", text: "Q: What is this?\nA:\n```\n\\Q: z\n```\n\\Q: text\n" }]);
    let Some(Record::Item(item)) = all.iter().find(|r| matches!(r, Record::Item(_))) else { panic!("{all:?}") };
    assert_eq!(words(item).1, "```\n\\Q: z\n```\nQ: text");
}

#[test]
fn broken_cards_are_skipped_by_their_line() {
    let text = "A: no question\n\nQ: no answer\n\n---\nC: no gap\n\nQ: good\nA: yes\n\nQ:\nA: x\n";
    let all = records(&[TextFile { name: "b.md", text }]);
    let skipped = skips(&all);
    assert_eq!(skipped.len(), 4, "{skipped:?}");
    for (skip, line) in skipped.iter().zip([1, 3, 6, 11]) {
        assert!(skip.starts_with(&format!("b.md, line {line}: ")), "{skip}");
    }
    assert_eq!(items("b.md", text).len(), 1);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long hostile input takes")]
fn hostile_files_are_taken_in_time() {
    let started = std::time::Instant::now();
    for text in [
        "{{".repeat(50_000),
        "C: ".to_owned() + &"[".repeat(20_000),
        "`".repeat(50_000) + " :: b",
        "$".repeat(50_000) + " :: b",
        "```\n".repeat(20_001),
        "Q: a\n".repeat(20_000),
        "# ".repeat(20_000),
        "x".repeat(LONGEST_LINE + 1),
        "\0\u{FEFF}---\n---\n".repeat(1_000),
        "\\(".repeat(30_000) + " :: x",
    ] {
        records(&[TextFile { name: "h.md", text: &text }]);
    }
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    let huge = "x\n".repeat(LARGEST_FILE / 2 + 1);
    let error = read(&[TextFile { name: "huge.md", text: &huge }], &|_| true, &mut |_| Ok(())).unwrap_err();
    assert!(error.to_string().ends_with("notice-too-large most=20"), "{error}");
}

fn field() -> impl Strategy<Value = Field> {
    let line = prop_oneof![
        "[A-Za-z0-9äöü ,.?*_$`:#\\\\!<>-]{1,20}",
        prop::sample::select(
            &[
                "Q: x", "A: y", "C:", "---", "# head", "#tag", "!both", "```", "\\Q: z", "\\\\---", "a :: b", "{{x}}",
                "- [x] z", "E: e", "", "~~~", "| a |"
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 1..5)
        .prop_map(|lines| lines.join("\n").trim().to_owned())
        .prop_filter("says something", |t| !t.is_empty() && t.lines().all(|l| l.trim_end() == l || !l.is_empty()))
        .prop_map(Field::markdown)
}

fn line() -> impl Strategy<Value = Field> {
    "[a-z][a-z .,]{0,12}[a-z]".prop_map(|t: String| Field::markdown(t.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn content() -> impl Strategy<Value = Content> {
    prop_oneof![
        (field(), field(), any::<bool>(), any::<bool>(), prop::option::of(field())).prop_map(
            |(front, back, both, typed, extra)| Content::Basic {
                front,
                back,
                directions: if both { Directions::Both } else { Directions::Forward },
                typed,
                extra,
            }
        ),
        (line(), line(), prop::option::of(line())).prop_map(|(a, b, extra)| Content::Cloze {
            text: Field::markdown(format!("{{{{c1::{}}}}} [x] {}", a.text, b.text)),
            extra,
            typed: false,
        }),
        (field(), prop::collection::vec(line(), 1..4), any::<bool>())
            .prop_map(|(prompt, entries, ordered)| Content::List { prompt, entries, ordered, extra: None }),
        (field(), prop::collection::vec(line(), 2..4), any::<bool>()).prop_map(|(prompt, texts, many)| {
            Content::Choice {
                prompt,
                many,
                explanation: None,
                options: texts
                    .into_iter()
                    .enumerate()
                    .map(|(i, text)| ChoiceOption { text, right: i == 0, feedback: None, score: None })
                    .collect(),
                more: None,
            }
        }),
        (field(), any::<bool>()).prop_map(|(statement, truth)| Content::TrueFalse {
            statement,
            truth,
            explanation: None,
            more: None
        }),
        (line(), prop::collection::vec(line(), 1..3)).prop_map(|(prompt, accepted)| Content::Short {
            prompt,
            accepted: accepted.into_iter().map(|f| f.text).collect(),
            explanation: None,
            more: None,
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_is_read_back(
        cards in prop::collection::vec((content(), prop::collection::vec("[A-C]{1,2}", 0..3), prop::collection::btree_set("[a-z]{1,5}", 0..3)), 1..6)
    ) {
        let cards: Vec<(Content, Vec<String>, Vec<String>)> = cards.into_iter().map(|(c, d, t)| (c, d, t.into_iter().collect())).collect();
        let text = write("The deck", cards.iter().map(|(content, deck, tags)| Card { content, note_type: None, deck, tags }));
        let all = records(&[TextFile { name: "x.md", text: &text }]);
        let paths: HashMap<String, Vec<String>> = all.iter().filter_map(|r| if let Record::Deck(d) = r { Some((d.key.clone(), d.path[1..].to_vec())) } else { None }).collect();
        let back: Vec<(Content, Vec<String>)> = all.into_iter().filter_map(|r| if let Record::Item(i) = r { Some((i.content, i.tags)) } else { None }).collect();
        let sent: Vec<(Content, Vec<String>)> = cards.iter().map(|(c, _, t)| (c.clone(), t.clone())).collect();
        prop_assert_eq!(back, sent, "{}", text);
        for deck in paths.values() {
            prop_assert!(cards.iter().any(|(_, d, _)| d == deck), "{:?}\n{}", deck, text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[QACE:\\-#!\\[\\]{}c1$`\\\\\n ax]{0,120}") {
        records(&[TextFile { name: "x.md", text: &text }]);
    }
}
