use crate::TantivyIndex;
use studium_core::SpaceId;
use studium_core::search::{Document, DocumentKind, Query, SearchIndex};
use tempfile::TempDir;
use uuid::Uuid;

const MIA: SpaceId = SpaceId(Uuid::from_u128(1));
const BEN: SpaceId = SpaceId(Uuid::from_u128(2));

struct Desk {
    folder: TempDir,
    index: TantivyIndex,
}

impl Desk {
    /// An index of Mia's with these items: (number, language, title, body).
    fn with(items: &[(u128, &str, &str, &str)]) -> Desk {
        let folder = TempDir::new().unwrap();
        let index = TantivyIndex::open(&folder.path().join("index")).unwrap();
        let put = items.iter().map(|(n, language, title, body)| item(MIA, *n, language, title, body)).collect();
        index.apply(put, Vec::new()).unwrap();
        index.commit().unwrap();
        Desk { folder, index }
    }

    fn find(&self, text: &str) -> Vec<u128> {
        numbers(&self.index, &query(MIA, text))
    }

    fn typing(&self, text: &str) -> Vec<u128> {
        numbers(&self.index, &Query { as_you_type: true, ..query(MIA, text) })
    }

    fn reopen(self) -> Desk {
        let Desk { folder, index } = self;
        drop(index);
        let index = TantivyIndex::open(&folder.path().join("index")).unwrap();
        Desk { folder, index }
    }
}

fn item(space: SpaceId, n: u128, language: &str, title: &str, body: &str) -> Document {
    Document {
        space,
        id: Uuid::from_u128(n),
        kind: DocumentKind::Item,
        version: 1,
        language: (!language.is_empty()).then(|| language.to_owned()),
        title: title.into(),
        body: body.into(),
    }
}

fn query(space: SpaceId, text: &str) -> Query {
    Query { text: text.into(), spaces: vec![space], kinds: Vec::new(), as_you_type: false, limit: 20 }
}

fn numbers(index: &TantivyIndex, query: &Query) -> Vec<u128> {
    index.find(query).unwrap().into_iter().map(|f| f.id.as_u128()).collect()
}

#[test]
fn a_word_is_found_in_all_its_forms_in_both_languages() {
    let desk = Desk::with(&[
        (1, "en", "Derivatives of functions", ""),
        (2, "de", "Die Kräfte am Hang", ""),
        (3, "", "running shoes", ""),
        (4, "de", "Die Gleichungen der Bewegung", ""),
    ]);
    assert_eq!(desk.find("derivative"), [1]);
    assert_eq!(desk.find("Kraft"), [2]);
    assert_eq!(desk.find("KRAEFTE"), [2], "ae is ä");
    assert_eq!(desk.find("krafte"), [2], "without the umlaut");
    assert_eq!(desk.find("run"), [3], "no language is said: both stemmers");
    assert_eq!(desk.find("Gleichung"), [4]);
}

#[test]
fn the_end_and_the_beginning_of_a_german_compound_find_it() {
    let desk = Desk::with(&[(1, "de", "Die Fotosynthese der Pflanzen", ""), (2, "de", "Energieerhaltungssatz", "")]);
    assert_eq!(desk.find("Synthese"), [1]);
    assert_eq!(desk.find("Synthesen"), [1]);
    assert_eq!(desk.find("Energie"), [2]);
    assert_eq!(desk.find("Erhaltungssätze"), [2]);
    assert_eq!(desk.find("Hese"), [] as [u128; 0], "three letters and less are no part");
}

#[test]
fn all_words_have_to_be_there_and_the_title_weighs_more() {
    let desk = Desk::with(&[
        (1, "en", "History of Rome", "The fall of an empire"),
        (2, "en", "Empire", "How Rome grew"),
        (3, "en", "Gardens", "roses and an empire of weeds"),
    ]);
    assert_eq!(desk.find("empire rome").len(), 2);
    assert_eq!(desk.find("empire").first(), Some(&2));
}

#[test]
fn a_phrase_stands_together_and_not_across_title_and_text() {
    let desk = Desk::with(&[
        (1, "en", "Cells", "The cell membrane is thin"),
        (2, "en", "Membranes", "A membrane surrounds the cell"),
        (3, "en", "The cell", "membrane again"),
    ]);
    assert_eq!(desk.find("\"cell membrane\""), [1]);
    assert_eq!(desk.find("„cell membrane“"), [1]);
}

#[test]
fn the_last_word_may_be_unfinished_while_somebody_types() {
    let desk = Desk::with(&[(1, "en", "Photosynthesis", ""), (2, "en", "A photograph", "")]);
    assert_eq!(desk.typing("photosyn"), [1]);
    assert_eq!(desk.typing("pho").len(), 2);
    assert_eq!(desk.find("pho").len(), 2, "nothing has it whole, so beginnings count");
    assert_eq!(desk.typing("photosyn "), [1], "also after a blank, for want of a whole word");
}

#[test]
fn a_slip_of_one_letter_is_forgiven_only_when_nothing_fits() {
    let desk = Desk::with(&[(1, "en", "Mitochondria", ""), (2, "en", "form", ""), (3, "en", "from", "")]);
    assert_eq!(desk.find("mitochondira"), [1], "two letters exchanged");
    assert_eq!(desk.find("mitochndria"), [1], "one left out");
    assert_eq!(desk.find("form"), [2]);
    assert_eq!(desk.find("frm"), [] as [u128; 0], "short words are taken as they are");
}

#[test]
fn nobody_finds_what_lies_in_another_space() {
    let desk = Desk::with(&[(1, "en", "canary of mia", "")]);
    desk.index.apply(vec![item(BEN, 9, "en", "canary of ben", "")], Vec::new()).unwrap();
    desk.index.commit().unwrap();
    for text in ["canary", "canar", "cnary", "\"canary of\"", "canary nothing"] {
        assert_eq!(numbers(&desk.index, &query(BEN, text)), [9], "{text}");
        assert_eq!(desk.find(text), [1], "{text}");
    }
    assert_eq!(desk.index.find(&Query { spaces: Vec::new(), ..query(MIA, "canary") }), Ok(Vec::new()));
}

#[test]
fn a_kind_is_kept_apart() {
    let desk = Desk::with(&[(1, "en", "Rome", "")]);
    let deck = Document { kind: DocumentKind::Deck, ..item(MIA, 5, "en", "Rome", "") };
    desk.index.apply(vec![deck], Vec::new()).unwrap();
    desk.index.commit().unwrap();
    let only = |kinds: Vec<DocumentKind>| numbers(&desk.index, &Query { kinds, ..query(MIA, "rome") });
    assert_eq!(only(vec![DocumentKind::Deck]), [5]);
    assert_eq!(only(vec![DocumentKind::Item]), [1]);
    assert_eq!(only(vec![DocumentKind::Item, DocumentKind::Deck]).len(), 2);
    assert_eq!(only(vec![DocumentKind::Source]), [] as [u128; 0]);
}

#[test]
fn the_newer_text_replaces_the_older_also_before_a_commit() {
    let desk = Desk::with(&[(1, "en", "old words", "")]);
    desk.index.apply(vec![item(MIA, 1, "en", "middle", "")], Vec::new()).unwrap();
    desk.index.apply(vec![item(MIA, 1, "en", "newest", ""), item(MIA, 2, "en", "fleeting", "")], Vec::new()).unwrap();
    desk.index.apply(Vec::new(), vec![(MIA, Uuid::from_u128(2))]).unwrap();
    assert_eq!(desk.find("old"), [1], "nothing is seen before the commit");
    desk.index.commit().unwrap();
    assert_eq!(desk.find("newest"), [1]);
    for gone in ["old", "middle", "fleeting"] {
        assert_eq!(desk.find(gone), [] as [u128; 0], "{gone}");
    }
}

#[test]
fn a_space_is_forgotten_whole() {
    let desk = Desk::with(&[(1, "en", "canary", ""), (2, "en", "canary too", "")]);
    desk.index.remove_space(MIA).unwrap();
    desk.index.apply(vec![item(MIA, 3, "en", "canary again", "")], Vec::new()).unwrap();
    desk.index.commit().unwrap();
    assert_eq!(desk.find("canary"), [3]);
}

#[test]
fn an_index_stays_itself_when_it_is_opened_again() {
    let desk = Desk::with(&[(1, "en", "lasting", "")]);
    let identity = desk.index.identity();
    let desk = desk.reopen();
    assert_eq!(desk.index.identity(), identity);
    assert_eq!(desk.find("lasting"), [1]);
}

#[test]
fn a_damaged_or_older_index_is_made_anew_under_another_identity() {
    let damages: [fn(&std::path::Path); 4] = [
        |folder| std::fs::remove_dir_all(folder).unwrap(),
        |folder| std::fs::write(folder.join("meta.json"), "{ not json").unwrap(),
        |folder| std::fs::write(folder.join("studium-index"), "0 somebody").unwrap(),
        |folder| {
            for file in std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
                if file.extension().is_some_and(|e| e == "term") {
                    std::fs::write(file, "").unwrap();
                }
            }
        },
    ];
    for (n, damage) in damages.into_iter().enumerate() {
        let desk = Desk::with(&[(1, "en", "lasting", "")]);
        let identity = desk.index.identity();
        let path = desk.folder.path().join("index");
        let Desk { folder: _folder, index } = desk;
        drop(index);
        damage(&path);
        let index = TantivyIndex::open(&path).unwrap();
        assert_ne!(index.identity(), identity, "damage {n}");
        assert_eq!(numbers(&index, &query(MIA, "lasting")), [] as [u128; 0]);
        index.apply(vec![item(MIA, 1, "en", "lasting", "")], Vec::new()).unwrap();
        index.commit().unwrap();
        assert_eq!(numbers(&index, &query(MIA, "lasting")), [1]);
    }
}

#[test]
fn no_query_is_an_error() {
    let desk = Desk::with(&[(1, "en", "words", "")]);
    let long = "x".repeat(10_000);
    for text in [
        "",
        " ",
        "\"",
        "\"\"",
        "*",
        "a AND (",
        "title:x",
        "+-!(){}[]^~*?:\\/",
        "\u{0}",
        "💥",
        long.as_str(),
        "\"a\" \"b c",
    ] {
        assert!(desk.index.find(&query(MIA, text)).is_ok(), "{text:?}");
        assert!(desk.index.find(&Query { as_you_type: true, ..query(MIA, text) }).is_ok(), "{text:?}");
    }
}
