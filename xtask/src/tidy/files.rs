//! Rules about files of any kind.

use super::{Source, mentions, production_lines};

/// From here a file is about to have two ideas; at the limit it has them.
const LONG: usize = 600;
const TOO_LONG: usize = 700;

pub fn long_files(sources: &[Source]) -> Vec<String> {
    files_over(sources, LONG)
}

pub fn a_file_has_one_idea(sources: &[Source]) -> Vec<String> {
    files_over(sources, TOO_LONG)
}

fn files_over(sources: &[Source], limit: usize) -> Vec<String> {
    sources
        .iter()
        .filter(|source| [".rs", ".ts", ".css", ".js", ".mjs"].iter().any(|end| source.path.ends_with(end)))
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > limit)
        .map(|(source, lines)| format!("{}: {lines} lines, more than {limit}; split it by idea", source.path))
        .collect()
}

/// No absolute path into somebody's home or work folder. Put together here, so that this file does not break the rule.
pub fn nothing_depends_on_one_machine(sources: &[Source]) -> Vec<String> {
    let folders = ["home", "root", "Users", "work", "mnt", "opt", "srv"].map(|name| format!("/{name}/"));
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| !source.path.ends_with("Cargo.lock")) {
        for (index, line) in source.text.lines().enumerate() {
            let starts_a_path = |at: usize| {
                line[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "\"'`=(:,[<".contains(c))
            };
            for folder in &folders {
                if line.match_indices(folder.as_str()).any(|(at, _)| starts_a_path(at)) {
                    broken.push(format!("{}:{}: a path of one machine ({folder})", source.path, index + 1));
                }
            }
        }
    }
    broken
}

/// Everybody's own client settings say where packages come from.
pub fn lock_files_name_no_registry(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let forbidden: &[&str] = match name {
            "package-lock.json" => &["\"resolved\": \"http"],
            ".npmrc" => &["registry=", "registry =", "://", "_auth"],
            "config.toml" if source.path.contains(".cargo/") => &["[source", "[registr", "replace-with"],
            "Cargo.lock" => &["sparse+", "\"git+"],
            _ => &[],
        };
        for (index, line) in source.text.lines().enumerate() {
            // `omit-lockfile-registry-resolved=true` keeps hosts out, and ends in none of these words.
            if forbidden.iter().any(|word| line.contains(word)) {
                broken.push(format!("{}:{}: names where packages come from: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    broken
}

pub fn nothing_is_left_to_do(sources: &[Source]) -> Vec<String> {
    let words = ["todo!", "unimplemented!", "dbg!", "TODO", "FIXME"];
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| !source.path.starts_with("xtask/src/tidy/")) {
        for (line_number, line) in production_lines(source) {
            for word in words.iter().filter(|word| mentions(line, word)) {
                broken.push(format!("{}:{line_number}: {word}", source.path));
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_file_over_the_limit_is_named_with_its_length() {
        let long = source("crates/web/src/a.rs", &"x\n".repeat(TOO_LONG + 1));
        let just_right = source("crates/web/src/b.rs", &"x\n".repeat(TOO_LONG));
        let prose = source("docs/c.md", &"x\n".repeat(TOO_LONG + 1));
        let broken = a_file_has_one_idea(&[long, just_right, prose]);
        assert_eq!(broken, ["crates/web/src/a.rs: 701 lines, more than 700; split it by idea"]);
    }

    #[test]
    fn a_path_into_a_home_is_found_and_a_link_is_not() {
        let path = format!("let x = \"/{}/me/deck.apkg\";", "home");
        let link = format!("see https://example.org/{}/page and ../{0}/b", "work");
        let found = nothing_depends_on_one_machine(&[source("a.rs", &path), source("b.md", &link)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("a.rs:1"));
    }

    #[test]
    fn a_registry_host_in_a_lock_file_is_found() {
        let lock = source("assets/package-lock.json", "  \"resolved\": \"https://npm.example/x.tgz\",\n");
        let npmrc = source("assets/.npmrc", "omit-lockfile-registry-resolved=true\nsave-exact=true\n");
        let own = source("e2e/.npmrc", "registry=https://npm.example/\n");
        let broken = lock_files_name_no_registry(&[lock, npmrc, own]);
        assert_eq!(broken.len(), 2, "{broken:?}");
    }

    #[test]
    fn unfinished_code_is_found_and_words_about_it_are_not() {
        let text = format!("// a {}\nlet x = {}();\n", "TODO list", "todo!");
        assert_eq!(nothing_is_left_to_do(&[source("crates/web/src/a.rs", &text)]), ["crates/web/src/a.rs:2: todo!"]);
    }
}
