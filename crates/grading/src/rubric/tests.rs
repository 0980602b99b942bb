use super::*;

fn reader(language: Language) -> Reader {
    Reader { language, stemmer: stemmer(language) }
}

fn clauses(text: &str) -> Vec<String> {
    let shown = |clause: &Vec<Word>| {
        clause.iter().map(|w| format!("{}{}", if w.denied { "¬" } else { "" }, w.plain)).collect::<Vec<_>>().join(" ")
    };
    reader(Language::English).clauses(text).iter().map(shown).collect()
}

#[test]
fn clauses_are_parted_where_something_new_is_said() {
    assert_eq!(clauses("When supply rises, the price falls."), ["supply rises", "the price falls"]);
    assert_eq!(clauses("Plants need light, water and air."), ["plants need light water air"]);
    assert_eq!(clauses("It grows because it has light"), ["it grows", "it has light"]);
}

#[test]
fn a_negation_reaches_what_it_denies() {
    assert_eq!(clauses("It does not rise"), ["it does not ¬rise"]);
    assert_eq!(clauses("wood has no free electrons inside it"), ["wood has no ¬free ¬electrons inside it"]);
    assert_eq!(clauses("not only light but water"), ["not only light", "water"]);
}

#[test]
fn a_phrase_is_found_within_one_clause_only() {
    let reader = reader(Language::English);
    let clauses = reader.clauses("When supply rises, the price falls.");
    assert_eq!(reader.find("supply falls", &clauses), Found::No);
    assert_eq!(reader.find("supply rises", &clauses), Found::Yes);
    assert_eq!(reader.find("price goes up", &clauses), Found::No);
    assert_eq!(reader.find("", &clauses), Found::No);
    for phrase in ["supply decreases", "supply drops", "price rises", "price increases"] {
        assert_eq!(reader.find(phrase, &clauses), Found::No, "{phrase}");
    }
}

#[test]
fn german_roots_are_found_in_other_forms() {
    let reader = reader(Language::German);
    assert_eq!(reader.stem("teilung"), reader.stem("geteilt"));
    assert_eq!(reader.stem("steigt"), reader.stem("steigen"));
    assert_eq!(reader.stem("sinkendem"), reader.stem("sinkt"));
}
