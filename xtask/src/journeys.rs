//! The journeys in a real browser.

use std::process::Command;

use crate::command::{self, cargo, root, target_dir};
use crate::debian::{self, Program};
use crate::tally::Tally;
use crate::{Result, assets};

/// Builds the binary and runs `e2e/journeys/*.test.js` against it, those with `filter` in their name if given.
pub fn journeys(filter: Option<&str>) -> Tally {
    match prepare() {
        Ok(mut node) => {
            if let Some(filter) = filter {
                node.arg(format!("--test-name-pattern={}", escaped(filter)));
            }
            match files() {
                Ok(files) => command::counted(node.args(files)),
                Err(why) => Tally::failure(why),
            }
        }
        Err(why) => Tally::failure(why),
    }
}

fn prepare() -> Result<Command> {
    debian::ensure(&[Program::Node, Program::Npm, Program::Chromium])?;
    assets::build()?;
    assets::install(&root().join("e2e"))?;
    command::run(cargo().args(["build", "-p", "studium"]))?;
    let chromium = Program::Chromium.find().ok_or("Chromium has gone")?;
    let mut node = Command::new("node");
    node.current_dir(root().join("e2e"))
        .env("STUDIUM_BIN", target_dir().join("debug").join("studium"))
        .env("STUDIUM_CHROMIUM", chromium)
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2", "--test-timeout=420000"]);
    Ok(node)
}

fn files() -> Result<Vec<String>> {
    let folder = root().join("e2e").join("journeys");
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.js"))
        .map(|name| format!("journeys/{name}"))
        .collect();
    files.sort();
    Ok(files)
}

/// The filter is text, the runner's pattern a regular expression.
fn escaped(filter: &str) -> String {
    filter.chars().flat_map(|c| (!c.is_alphanumeric() && c != ' ').then_some('\\').into_iter().chain([c])).collect()
}
