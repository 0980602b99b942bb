use super::fold::{Folded, Folding, Umlaut, fold};
use super::split::readings;
use super::typo::{slips, word_slips};
use super::wildcard::fits;
use crate::language::Language::{self, English, German};

fn folding(language: Language) -> Folding {
    Folding { language, case_matters: false, umlaut: Umlaut::Spelled }
}

fn folded(text: &str, language: Language) -> Folded {
    fold(text, folding(language))
}

#[test]
fn signs_that_mean_something_stay() {
    for (a, b) in [
        ("C++", "C"),
        ("Na+", "Na"),
        ("-5", "5"),
        ("3.14", "314"),
        ("5!", "5"),
        ("f'", "f"),
        ("10⁵", "105"),
        ("x-1", "x1"),
        ("-x", "x"),
        ("x ≥ 3", "x > 3"),
    ] {
        assert!(!folded(a, English).is_same(&folded(b, English)), "{a} {b}");
    }
    for (a, b) in [
        ("H₂O", "H2O"),
        ("Ca²⁺", "Ca^2+"),
        ("U.S.A.", "USA"),
        ("ﬁn", "fin"),
        ("‘n’", "n"),
        ("A → B", "A -> B"),
        ("x ≥ 3", "x >= 3"),
        ("co\u{ad}op", "co-op"),
    ] {
        assert!(folded(a, English).is_same(&folded(b, English)), "{a} {b}");
    }
}

#[test]
fn a_text_of_nothing_but_marks_is_no_answer() {
    for text in ["", "?!", "…", "\u{200b}", " . "] {
        assert!(!folded(text, English).is_same(&folded(text, English)), "{text}");
    }
}

#[test]
fn genders_that_may_be_the_same_do_not_differ() {
    let other = |a: &str, b: &str| folded(a, German).has_other_article(&folded(b, German));
    assert!(other("der Tisch", "die Tisch") && other("ein Tisch", "die Tisch") && other("eine Tisch", "der Tisch"));
    assert!(!other("der Tisch", "ein Tisch") && !other("Tisch", "die Tisch"));
}

#[test]
fn slips_are_scaled_by_length() {
    for (a, b, expected) in [
        ("rome", "rone", None),
        ("berlin", "berlni", Some(1)),
        ("berlin", "brlni", None),
        ("accommodation", "acomodation", Some(2)),
        ("photosynthese", "fotosynthese", Some(1)),
        ("b12abc", "b13abc", None),
        ("viiii", "viiix", None),
    ] {
        assert_eq!(word_slips(a, b, English), expected, "{a} {b}");
    }
}

#[test]
fn a_slip_makes_no_other_word() {
    for (a, b) in [
        ("absorption", "adsorption"),
        ("nitrate", "nitrite"),
        ("selfcompatible", "selfincompatible"),
        ("careful", "careless"),
        ("hypertonic", "hypotonic"),
        ("evolution", "revolution"),
    ] {
        assert_eq!(word_slips(a, b, English), None, "{a} {b}");
        assert_eq!(word_slips(b, a, English), None, "{b} {a}");
    }
    assert_eq!(slips(&folded("kein Vakuum", German), &folded("ein Vakuum", German), German), None);
    assert_eq!(slips(&folded("die Katze", German), &folded("die Katzen", German), German), None);
}

#[test]
fn lists_are_read_in_every_way_they_may_be_meant() {
    assert!(readings("1,5; -2").contains(&vec!["1,5".to_owned(), "-2".to_owned()]));
    assert!(readings("2,3,5").contains(&vec!["2".to_owned(), "3".to_owned(), "5".to_owned()]));
    assert!(readings("1. red\n2. green").contains(&vec!["red".to_owned(), "green".to_owned()]));
    assert!(readings("a, b and c").contains(&vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    assert!(readings("one").is_empty());
}

#[test]
fn patterns_fit_from_end_to_end() {
    let fits = |pattern, text| fits(pattern, text, folding(English));
    assert!(fits("*cell*", "the Cell wall") && fits("a*b*c", "a--b--c") && fits("*", "anything"));
    assert!(!fits("cell*", "the cell") && !fits("a*a", "a") && !fits("*cell", "not a cell"));
    assert!(fits("2\\*3", "2*3") && !fits("2\\*3", "2 or 3"));
}
