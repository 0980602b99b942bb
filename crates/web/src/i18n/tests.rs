use super::*;
use crate::t_args;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Keys and attributes (`key.attr`) of every file of a language, with the file they are in.
fn keys(language: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root().join("locales").join(language)).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if let Some((key, _)) = line.split_once('=')
                && key.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '-')
            {
                found.insert((file.clone(), key.trim().to_owned()));
            }
        }
    }
    found
}

fn sources(folder: &Path, visit: &mut dyn FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, visit);
        } else if path.extension().is_some_and(|e| e == "rs") {
            visit(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_key_exists_in_both_languages_and_in_files_of_the_same_name() {
    let (english, german) = (keys("en"), keys("de"));
    let missing_in_german: Vec<_> = english.difference(&german).collect();
    let missing_in_english: Vec<_> = german.difference(&english).collect();
    assert!(missing_in_german.is_empty(), "missing in German: {missing_in_german:?}");
    assert!(missing_in_english.is_empty(), "missing in English: {missing_in_english:?}");
}

#[test]
fn no_key_is_defined_twice_in_a_language() {
    for language in ["en", "de"] {
        let mut seen = BTreeSet::new();
        for (file, key) in keys(language) {
            assert!(seen.insert(key.clone()), "{language}/{file}: {key} is defined in another file, too");
        }
    }
}

#[test]
fn every_key_that_the_pages_name_has_words() {
    let mut missing = BTreeSet::new();
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&web, &mut |path, text| {
        if path.ends_with("i18n/tests.rs") {
            return;
        }
        for call in ["t(", "t_args!(", "t_with("] {
            for (at, _) in text.match_indices(call) {
                let before = text[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                // the key is the second argument, a literal directly after the first comma
                let Some((_, rest)) = text[at + call.len()..].split_once(',') else { continue };
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                let Some((key, _)) = rest.split_once('"') else { continue };
                let is_key = key.contains('-') && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                if is_key && !Locale::ALL.iter().all(|l| has(*l, key)) {
                    missing.insert(format!("{}: {key}", path.display()));
                }
            }
        }
    });
    assert!(missing.is_empty(), "keys without words: {missing:#?}");
}

/// Keys that operations give in `Error::invalid(field, key)`.
#[test]
fn every_key_that_operations_answer_with_has_words() {
    let mut missing = BTreeSet::new();
    for folder in ["crates/core/src", "crates/web/src"] {
        sources(&root().join(folder), &mut |path, text| {
            for (at, call) in text.match_indices("Error::invalid(") {
                let Some((_, rest)) = text[at + call.len()..].split_once(',') else { continue };
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                let Some((key, _)) = rest.split_once('"') else { continue };
                if !Locale::ALL.iter().all(|l| has(*l, key)) {
                    missing.insert(format!("{}: {key}", path.display()));
                }
            }
        });
    }
    assert!(missing.is_empty(), "keys without words: {missing:#?}");
}

/// Keys of `notice!("key", name = …)`, what readers of files and imports say.
#[test]
fn every_notice_has_words_that_use_what_it_is_filled_in_with() {
    let mut wrong = BTreeSet::new();
    for folder in ["crates/core/src", "crates/formats/src", "crates/app/src"] {
        sources(&root().join(folder), &mut |path, text| {
            for (at, call) in text.match_indices("notice!(\"") {
                let Some((key, rest)) = text[at + call.len()..].split_once('"') else { continue };
                let filled: BTreeSet<&str> = argument_names(rest).collect();
                for l in Locale::ALL {
                    let words = message(l, key);
                    let used: BTreeSet<&str> = variables(&words).collect();
                    if words.is_empty() || used != filled {
                        wrong.insert(format!(
                            "{}: {key} in {}: {filled:?}, words use {used:?}",
                            path.display(),
                            l.tag()
                        ));
                    }
                }
            }
        });
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names of `, a = x, b = y)`.
fn argument_names(rest: &str) -> impl Iterator<Item = &str> {
    let end = rest.char_indices().scan(1, |depth, (at, c)| {
        *depth += i32::from(c == '(') - i32::from(c == ')');
        Some((at, *depth))
    });
    let end = end.into_iter().find(|(_, depth)| *depth == 0).map_or(0, |(at, _)| at);
    rest[..end]
        .split(", ")
        .filter_map(|part| part.trim_start_matches(',').trim().split_once(" = "))
        .map(|(name, _)| name)
}

fn message(l: Locale, key: &str) -> String {
    let file = root().join("locales").join(l.tag()).join("notices.ftl");
    let all = std::fs::read_to_string(file).expect("the notices");
    let found = all.split_once(&format!("\n{key} = "));
    found.map(|(_, rest)| rest.split("\nnotice-").next().unwrap_or_default().to_owned()).unwrap_or_default()
}

fn variables(words: &str) -> impl Iterator<Item = &str> {
    words
        .split('$')
        .skip(1)
        .map(|rest| rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default())
}

#[test]
fn german_writes_numbers_with_points_and_commas() {
    assert_eq!(number(Locale::De, 1_234_567), "1.234.567");
    assert_eq!(number(Locale::En, 1_234_567), "1,234,567");
    assert_eq!(number(Locale::De, 9_999), "9999");
    assert_eq!(number(Locale::En, -12_345), "−12,345");
    assert_eq!(decimal(Locale::De, 3.40, 2), "3,4");
    assert_eq!(decimal(Locale::En, -0.5, 2), "−0.5");
    assert_eq!(percent(Locale::De, 0.706), "71\u{202f}%");
    assert_eq!(bytes(Locale::De, 3_400_000), "3,4\u{202f}MB");
}

#[test]
fn days_are_written_in_the_language() {
    let day = jiff::civil::date(2026, 11, 23);
    assert_eq!(date(Locale::De, day), "23. November 2026");
    assert_eq!(day_and_date(Locale::En, day), "Monday 23 November");
    assert_eq!(day_and_date(Locale::De, day), "Montag, 23. November");
    assert_eq!(short_date(Locale::De, day), "23.11.2026");
    assert_eq!(relative_day(Locale::De, 1), "morgen");
    assert_eq!(relative_day(Locale::En, -3), "3 days ago");
    assert_eq!(duration(Locale::De, 23 * 86_400), "23 Tage");
    assert_eq!(duration(Locale::En, 600), "10\u{202f}min");
}

#[test]
fn the_header_chooses_the_language_by_weight() {
    assert_eq!(Locale::negotiate("de-DE,de;q=0.9,en;q=0.8"), Locale::De);
    assert_eq!(Locale::negotiate("fr, en;q=0.5, de;q=0.7"), Locale::De);
    assert_eq!(Locale::negotiate("fr"), Locale::En);
    assert_eq!(Locale::negotiate("de;q=0, en;q=0.1"), Locale::En);
}

#[test]
fn numbers_in_messages_choose_the_plural_and_are_grouped() {
    assert_eq!(t_args!(Locale::En, "day-in", days = 12_345), "in 12,345 days");
    assert_eq!(t_args!(Locale::De, "day-in", days = 12_345), "in 12.345 Tagen");
}
