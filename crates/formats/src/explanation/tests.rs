use super::figure::{SvgError, inline_svg};
use super::html::slugify;
use super::*;
use crate::item::{Directions, Field, Kind};

const HEAD: &str = "---
title: Water
lead: What water *is*.
language: en
translation: water
subject: biology
topic: cells / membranes
level: university
author: Somebody
checked by: Somebody Else
updated: 2026-11-09
version: 3
related: ice, steam
---
";

/// The number of the first line after [`HEAD`].
const BODY: usize = 15;

fn read(body: &str) -> Explanation {
    parse("en/water.md", &format!("{HEAD}{body}")).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Lines are counted from 1 in the body.
fn problems(body: &str) -> Vec<(usize, String)> {
    let found = parse("water.md", &format!("{HEAD}{body}")).expect_err("the source is bad");
    found.into_iter().map(|p| (p.line + 1 - BODY, p.message)).collect()
}

fn item(source: &str) -> Content {
    let explanation = read(&format!("## Text\n\nWords.\n\n:::items\n{source}\n:::\n"));
    assert_eq!(explanation.items.len(), 1);
    explanation.items[0].content.clone()
}

#[test]
fn the_front_matter_gives_every_fact_about_the_page() {
    let e = read("## Text\n\nWords.\n");
    assert_eq!((e.slug.as_str(), e.language.as_str(), e.title.as_str()), ("water", "en", "Water"));
    assert_eq!(e.lead, Rich { html: "What water <em>is</em>.".into(), plain: "What water is.".into() });
    assert_eq!((e.subject.as_str(), e.topic), ("biology", vec!["cells".to_owned(), "membranes".to_owned()]));
    assert_eq!((e.level, e.version, e.updated.to_string()), (Level::University, 3, "2026-11-09".to_owned()));
    assert_eq!((e.author.as_str(), e.checked_by.as_deref()), ("Somebody", Some("Somebody Else")));
    assert_eq!((e.translation.as_deref(), e.related), (Some("water"), vec!["ice".to_owned(), "steam".to_owned()]));
}

#[test]
fn front_matter_problems_name_their_lines() {
    let text = "---\ntitle: A\ntitle: B\ncolour: red\nlevel: kindergarten\nupdated: 31.12.2026\nnonsense\n---\n## T\n\nWords.\n";
    let found = parse("Water & Ice.md", text).expect_err("bad");
    let lines: Vec<usize> = found.iter().map(|p| p.line).collect();
    for line in [1, 3, 4, 5, 6, 7] {
        assert!(lines.contains(&line), "no problem about line {line}: {found:#?}");
    }
    assert!(found.iter().any(|p| p.message.contains("“lead”")) && found.iter().all(|p| !p.mend.is_empty()));
}

#[test]
fn a_file_without_front_matter_or_with_an_open_one_is_refused() {
    for text in ["", "# Hello\n", "---\ntitle: A\n"] {
        let found = parse("a.md", text).expect_err("bad");
        assert!(found[0].line == 1 && found[0].message.contains("front matter"), "{found:?}");
    }
}

#[test]
fn sections_keep_text_definitions_figures_and_formulas_in_order() {
    let e = read(
        "## One thing {#one}\n\nText with $x^2$.\n\n:::definition Wet {#wet}\nCovered *by* water.\n:::\n\n\
         :::figure drop.svg\nalt: A drop\ncaption: A **drop**.\n:::\n\n:::formula Water\n$$a + b$$\n:::\n\n## Größe\n\nMore.\n",
    );
    assert_eq!(e.sections.iter().map(|s| s.anchor.as_str()).collect::<Vec<_>>(), ["one", "groesse"]);
    let [
        Part::Text(text),
        Part::Definition { term, meaning, anchor },
        Part::Figure(figure),
        Part::Formula { label, body },
    ] = e.sections[0].parts.as_slice()
    else {
        panic!("{:?}", e.sections[0].parts)
    };
    assert!(text.html.contains("<math") && text.html.starts_with("<p>"), "{}", text.html);
    assert_eq!(
        (term.plain.as_str(), meaning.html.as_str(), anchor.as_str()),
        ("Wet", "Covered <em>by</em> water.", "def-wet")
    );
    assert_eq!((figure.number, figure.file.as_str(), figure.is_svg()), (1, "drop.svg", true));
    assert_eq!(figure.caption.html, "A <strong>drop</strong>.");
    assert!(label == "Water" && body.html.contains("display=\"block\""), "{}", body.html);
    assert!(e.plain_text().contains("Covered by water.") && !e.plain_text().contains('<'));
}

#[test]
fn scripts_in_the_source_do_not_reach_the_page() {
    let e = read("## A\n\n<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) text\n");
    let Part::Text(text) = &e.sections[0].parts[0] else { panic!() };
    for bad in ["<script", "onerror=", "href=\"javascript"] {
        assert!(!text.html.contains(bad), "{}", text.html);
    }
}

#[test]
fn footnotes_are_numbered_by_first_mention_and_know_their_marks() {
    let e = read(
        "## A\n\nOne[^z], two[^a] and one again[^z].\n\n[^a]: The *first* letter.\n[^z]: The last,\n  on two lines.\n",
    );
    let Part::Text(text) = &e.sections[0].parts[0] else { panic!() };
    assert!(
        text.html.contains("<sup><a href=\"#fn1\" id=\"r1\" aria-label=\"Footnote 1\">1</a></sup>"),
        "{}",
        text.html
    );
    assert!(text.html.contains("id=\"r1-2\"") && text.html.contains("href=\"#fn2\""));
    assert_eq!(text.plain, "One, two and one again.");
    assert_eq!(e.references[0].text.plain, "The last, on two lines.");
    assert_eq!(e.references[0].marks, ["r1", "r1-2"]);
    assert_eq!(e.references[1].text.html, "The <em>first</em> letter.");
}

#[test]
fn missing_unused_and_doubled_footnotes_are_problems() {
    let found = problems("## A\n\nText\nwith a[^gone].\n\n[^unused]: One.\n[^unused]: Two.\n");
    let lines: Vec<usize> = found.iter().map(|p| p.0).collect();
    assert_eq!(lines, [4, 7, 7], "{found:?}");
}

#[test]
fn a_teaser_becomes_a_choice_item_with_the_same_key() {
    let e = read("## A\n\nText.\n\n:::teaser\nQ: Wet? {#wet}\n- [x] Yes\n  > Right.\n- [ ] No\n  > It *is*.\n:::\n");
    let teaser = &e.teasers[0];
    assert_eq!((teaser.prompt.plain.as_str(), teaser.item.as_str()), ("Wet?", "wet"));
    assert_eq!(teaser.choices[1].reason.html, "It <em>is</em>.");
    assert_eq!((e.items[0].key.as_str(), e.items[0].content.kind()), ("wet", Kind::Choice));
    assert_eq!(e.items[0].lineage("water"), lineage("water", "wet"));
    assert_ne!(lineage("water", "wet"), lineage("ice", "wet"));
}

#[test]
fn a_teaser_with_two_right_options_or_without_reasons_is_refused() {
    let two = problems(":::teaser\nQ: A?\n- [x] Yes\n  > R.\n- [x] No\n  > R.\n:::\n## A\n\nText.\n");
    assert_eq!(two, [(2, "A teaser has exactly one right option.".to_owned())]);
    let bare = problems(":::teaser\nQ: A?\n- [x] Yes\n  > R.\n- [ ] No\n:::\n## A\n\nText.\n");
    assert_eq!(bare, [(2, "The option “No” has no reason.".to_owned())]);
}

#[test]
fn each_kind_of_item_is_read() {
    let md = Field::markdown;
    let both = item("Ice ::: Frozen *water*");
    assert!(
        matches!(&both, Content::Basic { front, back, directions: Directions::Both, .. } if *front == md("Ice") && *back == md("Frozen *water*"))
    );
    let basic = item("Q: Why?\nReally?\nA: Because\nof this.\n> See also.");
    let Content::Basic { front, back, extra, directions: Directions::Forward, .. } = basic else { panic!() };
    assert_eq!((front, back, extra), (md("Why?\nReally?"), md("Because\nof this."), Some(md("See also."))));
    let Content::Cloze { text, extra, .. } = item("C: {{Ice}} is {{c2::frozen::how}} {{water}}.\n> Cold.") else {
        panic!()
    };
    assert_eq!((text.text.as_str(), extra), ("{{c1::Ice}} is {{c2::frozen::how}} {{c3::water}}.", Some(md("Cold."))));
    let Content::TrueFalse { statement, truth: false, explanation: Some(why), .. } =
        item("F: Ice sinks.\n> It floats.")
    else {
        panic!()
    };
    assert_eq!((statement, why), (md("Ice sinks."), md("It floats.")));
    let Content::Short { accepted, .. } = item("Q: Formula?\n= H2O\n= H₂O") else { panic!() };
    assert_eq!(accepted, ["H2O", "H₂O"]);
    let Content::List { entries, ordered: true, extra: Some(_), .. } = item("Q: Order?\n1. ice\n2. water\n> By heat.")
    else {
        panic!()
    };
    assert_eq!(entries, [md("ice"), md("water")]);
    assert!(matches!(item("Q: States?\n- ice\n- water"), Content::List { ordered: false, .. }));
    let Content::Choice { options, many: true, explanation: Some(_), .. } =
        item("Q: Wet?\n- [x] Rain\n- [ ] Sand\n  > Dry.\n- [X] Sea\n> Water.")
    else {
        panic!()
    };
    assert_eq!(options.iter().map(|o| o.right).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(options[1].feedback, Some(md("Dry.")));
}

#[test]
fn bad_items_are_named_with_their_lines() {
    let body = "## A\n\nText.\n\n:::items\nC: No gap here.\n\nC: {{open\n\nC: {{}}\n\nQ: No answer?\n\nQ: None right?\n- [ ] a\n- [ ] b\n\nQ: Mixed?\n= a\n- b\n\njust words\n\n :: back only\n\nFront :: back[^1]\n:::\n";
    let lines: Vec<usize> = problems(body).iter().map(|p| p.0).collect();
    assert_eq!(lines, [6, 8, 10, 12, 14, 20, 22, 24, 26]);
}

#[test]
fn doubled_keys_and_anchors_are_problems_at_the_second_place() {
    let found = problems("## A\n\nText.\n\n## A\n\nText.\n\n:::items\nOne :: 1 {#n}\n\nTwo :: 2 {#n}\n:::\n");
    assert_eq!(found.iter().map(|p| p.0).collect::<Vec<_>>(), [5, 12], "{found:?}");
    assert!(found[1].1.contains("“n”"));
}

#[test]
fn unclosed_unknown_and_stray_directives_are_named() {
    let found =
        problems(":::\n## A\n\nText.\n\n:::definition Term\nMeaning.\n\n:::gallery x\n:::\n\n:::faq\nQ: Open?\n");
    let lines: Vec<usize> = found.iter().map(|p| p.0).collect();
    assert_eq!(lines, [1, 6, 9, 12], "{found:?}");
    assert!(found[1].1.contains("never closed") && found[2].1.contains("“gallery”"));
}

#[test]
fn text_before_the_first_heading_and_unknown_sections_are_named() {
    let found = problems("Text.\n\n## A\n\n:::items b\nOne :: 1\n:::\n");
    assert_eq!(found.iter().map(|p| p.0).collect::<Vec<_>>(), [1, 5], "{found:?}");
}

#[test]
fn figures_cannot_leave_the_media_folder() {
    for file in ["../secret.svg", "a/b.png", ".svg", "movie.exe", ""] {
        let found = problems(&format!("## A\n\n:::figure {file}\nalt: A\ncaption: B\n:::\n"));
        assert_eq!(found[0].0, 3, "{file}");
    }
}

#[test]
fn faq_and_takeaways_keep_their_answers_whole() {
    let e = read(
        "## A\n\nText.\n\n:::takeaways\n- One\n  and a half.\n- Two\n:::\n\n:::faq\nQ: Why?\nA: First.\n\nSecond.\n\nQ: How?\nA: So.\n:::\n",
    );
    assert_eq!(e.takeaways.iter().map(|t| t.plain.as_str()).collect::<Vec<_>>(), ["One and a half.", "Two"]);
    assert_eq!(e.faq[0].answer.html.matches("<p>").count(), 2);
    assert_eq!((e.faq[1].question.plain.as_str(), e.faq[1].answer.plain.as_str()), ("How?", "So."));
}

#[test]
fn directives_inside_fenced_code_are_code() {
    let e = read("## A\n\n```\n:::gallery\n## no heading\n```\n");
    assert_eq!(e.sections.len(), 1);
}

#[test]
fn slugs_spell_german_letters_and_stay_short() {
    assert_eq!(slugify("Größe & Maß: Où?"), "groesse-mass-ou");
    assert_eq!(slugify("日本"), "");
    assert!(slugify(&"word ".repeat(40)).len() <= 60);
}

#[test]
fn an_svg_in_the_page_keeps_its_drawing_and_loses_scripts() {
    let raw = br##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><script>x()</script>
        <style>*{}</style><a href="https://x.example"><path d="M0 0h9" fill="var(--ink)" marker-end="url(#a-m)" clip-path="url(https://x.example)" stroke="u\72l(https://x.example)"/></a>
        <foreignObject><p>x</p></foreignObject><image href="x"/><text text-anchor="middle">Hi</text></svg>"##;
    let svg = inline_svg(raw, "A \"line\" < b").unwrap();
    assert!(svg.starts_with("<svg role=\"img\" aria-label=\"A &quot;line&quot; &lt; b\""), "{svg}");
    for kept in
        ["viewBox=\"0 0 9 9\"", "fill=\"var(--ink)\"", "marker-end=\"url(#a-m)\"", "text-anchor=\"middle\"", "Hi"]
    {
        assert!(svg.contains(kept), "{kept} is not in {svg}");
    }
    for gone in ["script", "onload", "style", "href", "foreign", "image", "clip-path", "example"] {
        assert!(!svg.contains(gone), "{gone} is in {svg}");
    }
    assert_eq!(inline_svg(b"<p>no</p>", ""), Err(SvgError::NoSvg));
    assert_eq!(inline_svg(&[0xff, 0xfe], ""), Err(SvgError::NotText));
}

#[test]
fn a_subject_knows_its_names_letters_and_topics() {
    let text = "# history\nhue: rose\nletter: H\nletter de: G\nen: History\nde: Geschichte\n- a | en: A | de: Ah\n  - b | en: B\n- c | en: C\n";
    let subjects = subjects::parse(text).unwrap();
    let s = &subjects[0];
    assert_eq!((s.name("de"), s.name("fr"), s.letter("de-AT"), s.letter("en")), ("Geschichte", "History", "G", "H"));
    let path = s.path(&["a".into(), "b".into()]).unwrap();
    assert_eq!(path.iter().map(|t| t.name("de")).collect::<Vec<_>>(), ["Ah", "B"]);
    assert!(s.path(&["b".into()]).is_none());
}

#[test]
fn bad_subjects_are_named_with_their_lines() {
    let text =
        "hue: teal\n# a\nhue: green\nletter: A\nen: A\n    - deep | en: D\n- x | de: X\n- X y | en: X\nwords\n# a\n";
    let found = subjects::parse(text).expect_err("bad");
    let lines: Vec<usize> = found.iter().map(|p| p.line).collect();
    for line in [1, 3, 6, 7, 8, 9, 10] {
        assert!(lines.contains(&line), "no problem about line {line}: {found:#?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_arrangement_of_lines_makes_the_reader_fail_otherwise_than_by_problems(
        lines in proptest::collection::vec(proptest::sample::select(vec![
            "", "---", "title: A", "## Über", "# B", ":::", ":::teaser", ":::items a", ":::faq", ":::figure x.svg", ":::formula",
            ":::definition ß", "alt: x", "caption: ü", "Q: ä?", "A: ö", "- [x] ü", "- [ ] é", "  > ü", "> é", "= 日", "1. a", "- b", "C: {{ü}}",
            "C: {{c0::x}}", "C: }}{{", "T: ß", "F:", "a :: ß {#k}", "x ::: ", "[^1]: ß", "[^1", "é[^1]", "[^]", "  ü", "```", "$$x$$", "\u{e000}1:1",
        ]), 0..40),
        with_head in proptest::bool::ANY,
    ) {
        let body = lines.join("\n");
        let text = if with_head { format!("{HEAD}{body}") } else { body };
        if let Err(problems) = parse("a.md", &text) {
            let last = text.lines().count().max(1);
            proptest::prop_assert!(problems.iter().all(|p| (1..=last).contains(&p.line) && !p.mend.is_empty()), "{:?}", problems);
        }
    }
}
