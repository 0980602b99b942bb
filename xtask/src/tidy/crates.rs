//! Rules about who may know whom.

use super::{Source, mentions, production_lines};

/// Crates that read no clock, chance, file, environment or network.
const PURE: [&str; 4] = ["memory", "formats", "grading", "language"];

/// The one exception: a package's database is opened from bytes, read-only, in a child process.
const ANKI: &str = "crates/formats/src/anki";

pub fn every_crate_says_what_it_is(sources: &[Source]) -> Vec<String> {
    manifests(sources)
        .filter(|(_, source)| !source.text.lines().any(|line| line.starts_with("description = \"")))
        .map(|(_, source)| format!("{}: no description", source.path))
        .collect()
}

/// Pure crates import nothing of ours; `core` the pure ones; `search`, `models`, `web` never each other.
pub fn crates_import_downwards(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for (name, source) in manifests(sources) {
        let forbidden: &[&str] = match name {
            "formats" => &["memory", "language", "studium-core", "search", "models", "web"],
            pure if PURE.contains(&pure) => {
                &["memory", "formats", "grading", "language", "studium-core", "search", "web"]
            }
            "core" => &["search", "models", "web", "axum", "maud", "tantivy", "hyper", "reqwest", "ureq"],
            "search" => &["models", "web", "axum", "maud"],
            "models" => &["search", "web", "axum", "maud"],
            "web" => &["search", "models", "tantivy"],
            _ => &[],
        };
        for dependency in dependencies(&source.text).filter(|dependency| forbidden.contains(dependency)) {
            broken.push(format!("{}: {name} may not know {dependency}", source.path));
        }
    }
    broken
}

/// One query text serves both databases because nothing else speaks to one.
pub fn only_core_db_names_a_database(sources: &[Source]) -> Vec<String> {
    let allowed = ["crates/core/src/db", ANKI, "crates/bench/"];
    let words = ["rusqlite::", "use rusqlite", "postgres::", "use postgres"];
    mentioned(sources, &words, |path| {
        path.starts_with("crates/") && !allowed.iter().any(|folder| path.starts_with(folder))
    })
}

pub fn pure_crates_get_the_world_as_arguments(sources: &[Source]) -> Vec<String> {
    let words = [
        "SystemTime",
        "time::Instant",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "now_v7",
        "new_v4",
        "rand::",
        "std::env",
        "env::var",
        "std::fs",
        "fs::",
        "File::open",
        "File::create",
        "std::net",
        "std::process",
        "std::thread",
    ];
    mentioned(sources, &words, |path| {
        PURE.iter().any(|name| path.starts_with(&format!("crates/{name}/src/"))) && !path.starts_with(ANKI)
    })
}

fn mentioned(sources: &[Source], words: &[&str], applies: impl Fn(&str) -> bool) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| applies(&source.path)) {
        for (line_number, line) in production_lines(source) {
            if let Some(word) = words.iter().find(|word| mentions(line, word)) {
                broken.push(format!("{}:{line_number}: names {word}", source.path));
            }
        }
    }
    broken
}

/// The manifests of our crates, each with the name of its folder.
fn manifests(sources: &[Source]) -> impl Iterator<Item = (&str, &Source)> {
    sources.iter().filter_map(|source| {
        let folder = source.path.strip_suffix("/Cargo.toml")?;
        Some((folder.rsplit('/').next().unwrap_or(folder), source))
    })
}

/// The names under `[dependencies]`; what only tests or build scripts use may be anything.
fn dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', '=', ' ']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_crate_without_description_is_found() {
        let with = source("crates/web/Cargo.toml", "[package]\ndescription = \"Pages.\"\n");
        let without = source("crates/core/Cargo.toml", "[package]\nname = \"studium-core\"\n");
        assert_eq!(every_crate_says_what_it_is(&[with, without]), ["crates/core/Cargo.toml: no description"]);
    }

    #[test]
    fn an_upward_dependency_is_found_and_one_for_tests_is_not() {
        let text = "[dependencies]\nstudium-core.workspace = true\n\n[dev-dependencies]\nsearch.workspace = true\n";
        assert_eq!(crates_import_downwards(&[source("crates/web/Cargo.toml", text)]), Vec::<String>::new());
        let broken = crates_import_downwards(&[source("crates/memory/Cargo.toml", text)]);
        assert_eq!(broken, ["crates/memory/Cargo.toml: memory may not know studium-core"]);
    }

    #[test]
    fn a_database_named_outside_core_db_is_found() {
        let text = "use rusqlite::Connection;\n";
        let allowed = ["crates/core/src/db/sqlite.rs", "crates/formats/src/anki/read.rs", "crates/bench/src/writer.rs"];
        for path in allowed {
            assert!(only_core_db_names_a_database(&[source(path, text)]).is_empty(), "{path}");
        }
        assert_eq!(only_core_db_names_a_database(&[source("crates/core/src/decks/store.rs", text)]).len(), 1);
        let address = source("crates/app/src/config.rs", "let url = \"postgres://localhost\";\n");
        assert!(only_core_db_names_a_database(&[address]).is_empty());
    }

    #[test]
    fn a_pure_crate_that_reads_a_file_is_found() {
        let text = "let text = std::fs::read_to_string(path);\n";
        assert_eq!(pure_crates_get_the_world_as_arguments(&[source("crates/memory/src/day.rs", text)]).len(), 1);
        assert!(pure_crates_get_the_world_as_arguments(&[source("crates/core/src/a.rs", text)]).is_empty());
        assert!(pure_crates_get_the_world_as_arguments(&[source("crates/formats/src/anki/a.rs", text)]).is_empty());
    }
}
