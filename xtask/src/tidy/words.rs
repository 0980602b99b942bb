//! The code says only words that the locales have, and the locales have only words that the code says.

use std::collections::BTreeSet;

use super::{Source, locales, production_lines};

/// What looks a message up; its first text in quotes is the key.
const CALLS: [&str; 5] = ["t(", "t_args!(", "t_with(", "i18n::has(", "Error::invalid("];

/// Every key written out in a call exists.
pub fn words_said_exist(sources: &[Source]) -> Vec<String> {
    let known = locales::keys(sources);
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| says_words(&source.path) && !source.path.contains("/i18n/")) {
        let lines = production_lines(source);
        let text: String = lines.iter().flat_map(|(_, line)| [*line, "\n"]).collect();
        for call in CALLS {
            for (at, _) in text.match_indices(call) {
                let is_whole = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let arguments = &text[at + call.len()..];
                let key = if call == "Error::invalid(" { second_text(arguments) } else { first_text(arguments) };
                let Some(key) = key.filter(|key| is_whole && is_key(key) && !known.contains(*key)) else { continue };
                let line = lines.get(text[..at].matches('\n').count()).map_or(0, |(number, _)| *number);
                broken.push(format!("{}:{line}: no words for {key:?} in locales/en", source.path));
            }
        }
    }
    broken
}

/// Every key is written somewhere: whole, or as the start of one that is put together (`"kind-{kind}"`).
pub fn every_word_is_said(sources: &[Source]) -> Vec<String> {
    let mut whole = BTreeSet::new();
    let mut starts = BTreeSet::new();
    for source in sources.iter().filter(|source| says_words(&source.path) || source.path.ends_with(".ftl")) {
        let opening = if source.path.ends_with(".ftl") { '{' } else { '"' };
        for (at, _) in source.text.match_indices(opening) {
            let rest = source.text[at + 1..].trim_start_matches(' ');
            let word = &rest[..rest.find(|c: char| !is_name(c)).unwrap_or(rest.len())];
            match rest[word.len()..].chars().next() {
                Some('{') if word.len() > 2 => starts.insert(word),
                _ => whole.insert(word),
            };
        }
    }
    locales::keys(sources)
        .into_iter()
        .filter(|key| !whole.contains(key.as_str()) && !starts.iter().any(|start| key.starts_with(start)))
        .map(|key| format!("locales/en: nothing says {key}"))
        .collect()
}

fn says_words(path: &str) -> bool {
    (path.starts_with("crates/") && path.ends_with(".rs")) || (path.starts_with("assets/src/") && path.ends_with(".ts"))
}

/// The first text in quotes among a call's arguments.
fn first_text(arguments: &str) -> Option<&str> {
    texts(arguments).next()
}

/// The one after the first: a field's name comes before its message.
fn second_text(arguments: &str) -> Option<&str> {
    texts(arguments).nth(1)
}

/// The texts in quotes up to the bracket that ends the call, without those of inner calls.
fn texts(arguments: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let mut quote = None;
    let mut found = Vec::new();
    for (at, c) in arguments.char_indices() {
        match (c, quote) {
            ('"', Some(start)) => {
                if depth == 0 {
                    found.push(&arguments[start..at]);
                }
                quote = None;
            }
            (_, Some(_)) => {}
            ('"', None) => quote = Some(at + 1),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}', None) if depth == 0 => break,
            (')' | ']' | '}', None) => depth -= 1,
            (';', None) => break,
            _ => {}
        }
    }
    found.into_iter()
}

/// Keys are words with hyphens; anything else in quotes is not one.
fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_name)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn locale() -> Source {
        source(
            "locales/en/a.ftl",
            "deck-new = New deck\nkind-basic = Basic\nname-blank = { brand } needs a name\nbrand = Studium\n",
        )
    }

    #[test]
    fn a_key_without_words_is_found_where_it_is_said() {
        let code = "fn a() {\n    t(visit.locale(), \"deck-new\");\n    // t(l, \"gone\")\n    t_args!(\n        l,\n        \"deck-nwe\",\n        n = 1\n    );\n    Error::invalid(\"name\", \"name-blnak\");\n    insert(\"x\");\n    t(l, &format!(\"kind-{kind}\"));\n}\n";
        let broken = words_said_exist(&[locale(), source("crates/web/src/decks/views.rs", code)]);
        assert_eq!(broken.len(), 2, "{broken:?}");
        assert!(broken[0].starts_with("crates/web/src/decks/views.rs:4: no words for \"deck-nwe\""), "{broken:?}");
        assert!(broken[1].contains("name-blnak"), "{broken:?}");
    }

    #[test]
    fn words_that_nothing_says_are_found() {
        let code = "t(l, \"deck-new\"); t(l, &format!(\"kind-{kind}\")); ";
        let found = every_word_is_said(&[locale(), source("crates/web/src/a.rs", code)]);
        assert_eq!(found, ["locales/en: nothing says name-blank"]);
    }
}
