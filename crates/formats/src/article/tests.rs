use super::*;
use crate::item::Content;
use crate::record::DraftRecord;
use proptest::prelude::*;
use std::path::PathBuf;

fn records(text: &str) -> Vec<Record> {
    let mut all = Vec::new();
    read(text, None, &mut |r| {
        all.push(r);
        Ok(())
    })
    .unwrap();
    all
}

fn source(all: &[Record]) -> &SourceRecord {
    all.iter().find_map(|r| if let Record::Source(s) = r { Some(&**s) } else { None }).unwrap()
}

fn drafts<'a>(all: &'a [Record], found_as: &str) -> Vec<&'a DraftRecord> {
    all.iter()
        .filter_map(|r| if let Record::Draft(d) = r { Some(&**d) } else { None })
        .filter(|d| d.found_as == found_as)
        .collect()
}

fn sides(draft: &DraftRecord) -> (&str, &str) {
    match &draft.content {
        Content::Basic { front, back, .. } => (&front.text, &back.text),
        other => panic!("{other:?}"),
    }
}

fn folded_away(all: &[Record]) -> usize {
    all.iter().filter(|r| matches!(r, Record::Skipped { .. })).count()
}

#[test]
fn the_given_article_is_cut_and_its_cards_are_paired_rightly() {
    let base = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(base.join("article/never-let-me-go.txt")) else {
        println!("skipped: no article among the data");
        return;
    };
    let all = records(&text);
    let source = source(&all);
    assert_eq!(Some(source.title.as_str()), text.lines().nth(3), "named by its fourth line");
    assert_eq!(source.language.as_deref(), Some("en"));
    let headings: Vec<&str> = source.markdown.lines().filter(|l| l.starts_with("## ")).collect();
    assert_eq!(headings.len(), 10, "eight sections of the text, references, questions: {headings:#?}");
    assert_eq!(source.markdown.lines().filter(|l| l.starts_with("- ")).count(), 3, "the takeaways");
    assert_eq!(source.markdown.lines().filter(|l| l.starts_with("*Fig. 1")).count(), 1);
    assert_eq!(source.markdown.lines().filter(|l| blocks::reference_number(l).is_some()).count(), 5);
    for furniture in [
        "Ratings",
        "Mockup",
        "kostenlos",
        "Freunden",
        "Erinnerungen",
        "Sign up",
        "million students",
        "our app",
        "Study Planner",
    ] {
        assert!(!source.markdown.contains(furniture), "{furniture}");
    }
    assert_eq!(source.removed_lines, 24, "{}", source.markdown);

    assert_eq!(folded_away(&all), 5, "five answers without their questions");
    let cards = drafts(&all, "flashcard");
    assert_eq!(cards.len(), 6);
    assert!(drafts(&all, "question").is_empty() && drafts(&all, "faq").is_empty());
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    for card in cards {
        let (question, answer) = sides(card);
        let at = lines.iter().position(|l| *l == question).unwrap();
        assert_eq!(lines[at + 1], answer, "the answer is the line after its question");
        assert_eq!(card.quote.as_deref(), Some(answer));
        assert!(source.markdown.contains(answer));
    }
    for definition in drafts(&all, "definition") {
        assert!(source.markdown.contains(definition.quote.as_deref().unwrap()));
    }
    let terms: Vec<&str> = drafts(&all, "definition").into_iter().map(|d| sides(d).0).collect();
    assert_eq!(terms.len(), 3, "{terms:?}");
    for (term, anchor) in terms.iter().zip(["genetics?", "Project?", "a genome?"]) {
        assert!(term.ends_with(anchor), "{term}");
    }
}

/// The same shape as a saved page, in our own words.
fn article() -> String {
    let mut text = String::from(
        "LearnQuick: revision made easy\n4.8 stars from 9k Ratings\n3 million downloads so far\nTide pools of the coast\n\n\
         Twice a day the sea leaves small basins behind in the rock. Who lives there, and how do they bear the change?  \n\n\
         Banner Bild Banner Bild\n\nTry our app with its learning materials for free.\n\nTide pools of the coast\n\n\
         Übe mit deinen Freunden und sieh, wie weit ihr gekommen seid\n\nGleich kostenlos registrieren\n\n\
         Unsere Erinnerungen helfen dir beim Üben.\n\nGleich kostenlos registrieren\n\n\
         Twice a day the sea leaves small basins behind in the rock. Who lives there, and how do they bear the change?\n\n\
         Tide pools of the coast: zones\n\nThe upper rock dries out for hours, while the lower rock hardly ever sees the sun. \
         Animals that cannot move must close their shells and wait for the water to come back.\n\n\
         Salinity is a measure of how much salt water holds. It rises in the sun and falls in the rain.\n\n\
         Tide pools of the coast, a red star on grey rock, LearnQuickFig. 1 - A sea star.\n\n\
         Tide pools of the coast: people\n\nCollectors once carried buckets of animals home, and few of those animals lived. \
         Today many coasts ask visitors to look and to leave everything where it is. 1 Some of them pay rangers. 2\n\n\
         Tide pools of the coast - Key takeaways\n\n  • Pools change by the hour.\n  • What cannot move must wait.\n\n\
         1. Rockpool Society, 'A year on the shore', 2012.\n\n2. Ann Example, “Rangers of the coast”, 2019.\n\n\
         Frequently Asked Questions about Tide pools of the coast\n\n",
    );
    for i in 0..5 {
        text.push_str(&format!("This is the answer number {i} to something that the page has folded away.\n\n"));
    }
    for i in 0..6 {
        text.push_str(&format!("What does card number {i} ask?\n\nCard number {i} is answered here, at once.\n\n"));
    }
    text.push_str(
        "More about Tide pools of the coast\n\nThree million students already revise here\n\nA learning app for everything\n\n  • Quizzes\n\
         \nSign up and write along, for free.\n\nNoch mehr Lernmaterial gibt es hier\n",
    );
    text
}

#[test]
fn an_article_of_the_same_shape_is_cut_and_paired_likewise() {
    let all = records(&article());
    let source = source(&all);
    assert_eq!(source.title, "Tide pools of the coast");
    let headings: Vec<&str> = source.markdown.lines().filter(|l| l.starts_with("## ")).collect();
    assert_eq!(headings.len(), 5, "{headings:#?}");
    assert!(source.markdown.contains("*Fig. 1 - A sea star.*"));
    assert!(source.markdown.contains("## References\n\n1. Rockpool"));
    assert_eq!(source.markdown.matches("Twice a day").count(), 1);
    for furniture in [
        "Ratings",
        "Banner",
        "kostenlos",
        "Freunden",
        "Erinnerungen",
        "Sign up",
        "students",
        "our app",
        "Quizzes",
        "LearnQuick:",
    ] {
        assert!(!source.markdown.contains(furniture), "{furniture}\n{}", source.markdown);
    }
    assert_eq!(folded_away(&all), 5);
    let cards = drafts(&all, "flashcard");
    assert_eq!(cards.len(), 6);
    for (i, card) in cards.iter().enumerate() {
        assert_eq!(
            sides(card),
            (&*format!("What does card number {i} ask?"), &*format!("Card number {i} is answered here, at once."))
        );
    }
    let definitions = drafts(&all, "definition");
    assert_eq!(definitions.len(), 1);
    assert_eq!(sides(definitions[0]).0, "What is salinity?");
    assert_eq!(definitions[0].quote.as_deref(), Some("Salinity is a measure of how much salt water holds."));
}

#[test]
fn a_saved_page_is_read_by_its_elements() {
    let html = "<!doctype html><html><head><title>T | Site</title><style>x</style></head><body><nav>Home</nav><article><h1>Moss</h1>\
        <p>Moss has no roots, and it drinks with its leaves; it is older than the trees and outlives most of them.</p>\
        <h2>Life</h2><p>It grows on <b>stone</b>.</p><figure><img src=a.png alt='Green moss'><figcaption>Fig. 1 - Moss</figcaption></figure>\
        <h2>FAQ</h2><details><summary>Does moss flower?</summary><p>No, never.</p></details><h3>Is it soft?</h3><ul><li>Yes</li><li>Mostly</li></ul>\
        <script>alert(1)</script><aside>Sign up for free</aside></article><footer>x</footer></body></html>";
    let all = records(html);
    let source = source(&all);
    assert_eq!(source.title, "Moss");
    assert!(
        source.markdown.contains("## Life\n\nIt grows on stone.") && source.markdown.contains("*Green moss*"),
        "{}",
        source.markdown
    );
    assert!(!source.markdown.contains("alert") && !source.markdown.contains("Home"));
    let found: Vec<_> = drafts(&all, "faq").into_iter().map(sides).collect();
    assert_eq!(found, [("Does moss flower?", "No, never."), ("Is it soft?", "- Yes\n- Mostly")]);
}

#[test]
fn sentences_end_where_a_reader_would_end_them() {
    assert_eq!(
        blocks::sentences("Philip K. Dick wrote. It is 3.5 m. Done? Yes"),
        ["Philip K. Dick wrote.", "It is 3.5 m.", "Done?", "Yes"]
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long hostile input takes")]
fn hostile_articles_are_refused_or_read_in_time() {
    let started = std::time::Instant::now();
    for empty in ["", " \n\n", "<html><body></body></html>", "<p>"] {
        let error = read(empty, None, &mut |_| Ok(())).unwrap_err().to_string();
        assert!(error.contains("notice-article-empty"), "{error}");
    }
    let error = read(&"x".repeat(LARGEST + 1), None, &mut |_| Ok(())).unwrap_err().to_string();
    assert!(error.contains("notice-article-large most=20"), "{error}");
    for text in [
        "<div>".repeat(50_000) + "<p>x y.",
        "What?\n\n".repeat(20_000) + "x.",
        "1. a\n".repeat(20_000),
        "Fig. ".repeat(50_000),
    ] {
        let _ = read(&text, None, &mut |_| Ok(()));
    }
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[\\PC\n]{0,200}") {
        let _ = read(&text, None, &mut |_| Ok(()));
    }

    #[test]
    fn every_quote_is_a_quote(paragraphs in prop::collection::vec("[A-Z][a-z]{2,8} (is a|was an|and) [a-z ]{5,40}[.?]", 3..12)) {
        let text = paragraphs.join("\n\n");
        let mut all = Vec::new();
        if read(&text, None, &mut |r| { all.push(r); Ok(()) }).is_ok() {
            let source = source(&all).markdown.clone();
            for record in &all {
                if let Record::Draft(draft) = record {
                    prop_assert!(source.contains(draft.quote.as_deref().unwrap_or_default()));
                }
            }
        }
    }
}
