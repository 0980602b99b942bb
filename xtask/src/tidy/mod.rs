//! The house rules that no compiler checks, as tests over the source files.

mod crates;
mod files;
mod locales;
mod words;

use std::path::{Path, PathBuf};

use crate::Result;
use crate::command::root;
use crate::tally::Tally;

/// A text file of the repository.
pub struct Source {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

/// A rule finds what breaks it: one line per place, "path:line: what and the mend".
type Rule = fn(&[Source]) -> Vec<String>;

const RULES: [(&str, Rule); 11] = [
    ("a_file_has_one_idea", files::a_file_has_one_idea),
    ("nothing_depends_on_one_machine", files::nothing_depends_on_one_machine),
    ("lock_files_name_no_registry", files::lock_files_name_no_registry),
    ("nothing_is_left_to_do", files::nothing_is_left_to_do),
    ("every_crate_says_what_it_is", crates::every_crate_says_what_it_is),
    ("crates_import_downwards", crates::crates_import_downwards),
    ("only_core_db_names_a_database", crates::only_core_db_names_a_database),
    ("pure_crates_get_the_world_as_arguments", crates::pure_crates_get_the_world_as_arguments),
    ("locales_say_the_same", locales::locales_say_the_same),
    ("words_said_exist", words::words_said_exist),
    ("every_word_is_said", words::every_word_is_said),
];

/// Checks every rule. Err says how many places break one; they are printed.
pub fn tidy() -> Result {
    let tally = counted();
    if tally.failed == 0 { Ok(()) } else { Err(tally.reasons.join(", ")) }
}

/// Checks every rule, each counting as one test.
pub fn counted() -> Tally {
    let sources = sources();
    for warning in files::long_files(&sources) {
        println!("warning: {warning}");
    }
    let mut tally = Tally::default();
    for (name, rule) in RULES {
        let broken = rule(&sources);
        println!("{name} ... {}", if broken.is_empty() { "ok" } else { "FAILED" });
        for place in &broken {
            println!("    {place}");
        }
        if broken.is_empty() {
            tally.passed += 1;
        } else {
            tally.add(Tally::failure(format!("{name} ({})", broken.len())));
        }
    }
    tally
}

/// Every file under a folder that is a source: nothing installed, built or made by running. Sorted.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            // A link could lead out of the repository.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_made(&path) => folders.push(path),
                Ok(kind) if kind.is_file() => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

/// Folders that git ignores too.
fn is_made(folder: &Path) -> bool {
    let root = root();
    let name = folder.file_name().unwrap_or_default();
    name == ".git"
        || name == "node_modules"
        || ["target", "data", "dist", "assets/dist", "e2e/shots"].iter().any(|made| folder == root.join(made))
}

fn sources() -> Vec<Source> {
    let root = root();
    files_under(&root)
        .into_iter()
        .filter_map(|file| {
            let text = std::fs::read_to_string(&file).ok()?;
            let path = file.strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/");
            Some(Source { path, text })
        })
        .collect()
}

/// The lines that a learner's server runs: numbered from 1, without comments, up to the tests at the end of the file.
/// Empty for a file of tests.
fn production_lines(source: &Source) -> Vec<(usize, &str)> {
    let path = &source.path;
    let is_test = path.ends_with("tests.rs") || path.contains("/tests/") || path.contains("/benches/");
    if !path.ends_with(".rs") || is_test {
        return Vec::new();
    }
    let lines: Vec<&str> = source.text.lines().collect();
    let tests_start = lines.windows(2).position(|pair| {
        pair[0].trim() == "#[cfg(test)]" && pair[1].trim_start().starts_with("mod ") && pair[1].ends_with('{')
    });
    lines[..tests_start.unwrap_or(lines.len())]
        .iter()
        .enumerate()
        .map(|(index, line)| (index + 1, *line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .collect()
}

/// True when a line contains a word that does not begin in the middle of another name: `fs::` is in `std::fs::read`,
/// not in `refs::read`.
fn mentions(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_tests_are_not_production_lines() {
        let text = "use a;\n// std::fs\nfn b() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
        assert_eq!(production_lines(&source("crates/memory/src/lib.rs", text)), [(1, "use a;"), (3, "fn b() {}")]);
        assert!(production_lines(&source("crates/memory/src/tests.rs", text)).is_empty());
        assert!(production_lines(&source("crates/memory/tests/all.rs", text)).is_empty());
    }

    #[test]
    fn a_word_is_mentioned_only_from_its_start() {
        assert!(mentions("std::fs::read(path)", "fs::"));
        assert!(!mentions("refs::read(path)", "fs::"));
    }
}
