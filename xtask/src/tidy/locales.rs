//! Every message exists in every language, with the same variables.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;

/// The language the others are compared with, and the others that must be whole.
const FIRST: &str = "en";
const OTHERS: [&str; 1] = ["de"];

/// A message's variables, by "file key".
type Messages = BTreeMap<String, BTreeSet<String>>;

pub fn locales_say_the_same(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    let mut languages: BTreeMap<&str, Messages> = OTHERS.iter().map(|language| (*language, Messages::new())).collect();
    let mut places: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for source in sources {
        let Some((language, file)) = source.path.strip_prefix("locales/").and_then(|path| path.split_once('/')) else {
            continue;
        };
        if !file.ends_with(".ftl") {
            continue;
        }
        let messages = languages.entry(language).or_default();
        for (key, variables) in read(&source.text) {
            // all files of a language become one bundle, which refuses a second message of one name
            if let Some(other) = places.insert((language, key.clone()), file) {
                broken.push(format!("{}: {key} stands twice, also in {other}", source.path));
            }
            messages.insert(format!("{file} {key}"), variables);
        }
    }
    let none = Messages::new();
    let first = languages.get(FIRST).unwrap_or(&none);
    for (language, messages) in languages.iter().filter(|(language, _)| **language != FIRST) {
        let missing = |from: &Messages, to: &Messages, in_language: &str| -> Vec<String> {
            from.keys()
                .filter(|key| !to.contains_key(*key))
                .map(|key| format!("locales/{in_language}: no {key}"))
                .collect()
        };
        broken.extend(missing(first, messages, language));
        broken.extend(missing(messages, first, FIRST));
        for (key, variables) in messages {
            if let Some(expected) = first.get(key).filter(|expected| *expected != variables) {
                broken.push(format!("locales/{language}: {key} uses {variables:?}, {FIRST} uses {expected:?}"));
            }
        }
    }
    broken
}

/// The messages that can be looked up: no attributes, no terms (`-brand`).
pub fn keys(sources: &[Source]) -> BTreeSet<String> {
    sources
        .iter()
        .filter(|source| source.path.starts_with(&format!("locales/{FIRST}/")) && source.path.ends_with(".ftl"))
        .flat_map(|source| read(&source.text))
        .map(|(key, _)| key)
        .filter(|key| !key.starts_with('-') && !key.contains('.'))
        .collect()
}

/// Reads as much of Fluent as the rule needs: `key = …`, `    .attribute = …` and the variables `$name` up to the next.
fn read(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut messages: Vec<(String, BTreeSet<String>)> = Vec::new();
    let mut message = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let value = match line.split_once('=') {
            Some((key, value)) if is_key(key.trim_end()) => {
                message = key.trim_end().to_owned();
                messages.push((message.clone(), BTreeSet::new()));
                value
            }
            Some((key, value)) if key.trim_start().strip_prefix('.').is_some_and(|key| is_key(key.trim_end())) => {
                messages.push((format!("{message}{}", key.trim()), BTreeSet::new()));
                value
            }
            _ => line,
        };
        if let Some((_, variables)) = messages.last_mut() {
            variables.extend(value.split('$').skip(1).map(|rest| rest.chars().take_while(|c| is_name(*c)).collect()));
        }
    }
    messages
}

fn is_key(text: &str) -> bool {
    text.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_name)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn the_same_messages_in_other_words_are_in_order() {
        let english = "# Due\ndue-count = { $count ->\n    [one] One card\n   *[other] { $count } cards\n}\nbutton = Study\n    .title = Now\n";
        let german = "button = Lernen\n    .title = Jetzt\ndue-count = { $count ->\n    [one] Eine Karte\n   *[other] { $count } Karten\n}\n";
        let sources = [source("locales/en/study.ftl", english), source("locales/de/study.ftl", german)];
        assert_eq!(locales_say_the_same(&sources), Vec::<String>::new());
    }

    #[test]
    fn a_message_missing_in_either_language_is_found() {
        let sources =
            [source("locales/en/a.ftl", "one = 1\n"), source("locales/de/a.ftl", "two = 2\n    .title = zwei\n")];
        let broken = locales_say_the_same(&sources);
        assert_eq!(broken, ["locales/de: no a.ftl one", "locales/en: no a.ftl two", "locales/en: no a.ftl two.title"]);
    }

    #[test]
    fn a_variable_that_differs_or_a_key_that_stands_twice_is_found() {
        let sources = [
            source("locales/en/a.ftl", "one = { $count } a\n"),
            source("locales/de/a.ftl", "one = { $number } a\none = b\n"),
        ];
        let broken = locales_say_the_same(&sources);
        assert!(broken.iter().any(|place| place.contains("stands twice")), "{broken:?}");
    }

    #[test]
    fn a_key_in_two_files_of_one_language_is_found() {
        let sources = [source("locales/en/a.ftl", "one = 1\n"), source("locales/en/b.ftl", "one = 2\n")];
        let broken = locales_say_the_same(&sources);
        assert!(broken.contains(&"locales/en/b.ftl: one stands twice, also in a.ftl".to_owned()), "{broken:?}");
    }

    #[test]
    fn a_language_that_is_not_there_at_all_is_missed() {
        assert_eq!(locales_say_the_same(&[source("locales/en/a.ftl", "one = 1\n")]), ["locales/de: no a.ftl one"]);
    }
}
