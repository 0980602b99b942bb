//! `cargo xtask test`: everything that must hold, in one go, with one line at the end.

use std::process::Command;

use crate::command::{self, cargo, find_program, stopwatch};
use crate::postgres::Postgres;
use crate::tally::Tally;
use crate::{Result, assets, journeys, tidy};

const PARTS: [&str; 5] = ["tidy", "assets", "rust", "postgres", "e2e"];

/// Tests that need a PostgreSQL server have this in their names (`core::on_both!` makes them so). They run in the part
/// `postgres`, all others in `rust`: each test once, and none that only says "skipped".
const NEEDS_POSTGRES: &str = "postgres";
const NEEDS_SQLITE: &str = "on_sqlite";

/// What the person asked for.
#[derive(Debug, PartialEq, Eq)]
struct Request {
    filter: Option<String>,
    parts: Vec<&'static str>,
}

impl Request {
    fn read(arguments: &[String]) -> Result<Request> {
        let mut request = Request { filter: None, parts: Vec::new() };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let only = match argument.as_str() {
                "--only" => Some(arguments.next().map_or("", String::as_str)),
                other => other.strip_prefix("--only="),
            };
            match only {
                Some(names) => {
                    for name in names.split(',') {
                        let part = PARTS.iter().find(|part| **part == name);
                        request.parts.push(part.ok_or(format!("--only takes one of {}", PARTS.join(", ")))?);
                    }
                }
                None if argument.starts_with('-') => return Err(format!("there is no option `{argument}`")),
                None if request.filter.is_some() => return Err("one filter at a time".to_owned()),
                None => request.filter = Some(argument.clone()),
            }
        }
        if request.parts.is_empty() {
            request.parts = PARTS.to_vec();
        }
        Ok(request)
    }
}

pub fn test(arguments: &[String]) -> Result {
    let request = Request::read(arguments)?;
    let watch = stopwatch();
    let mut total = Tally::default();
    let mut lines = Vec::new();
    // The binary embeds the built assets, so every part but the tidy rules needs them; and all that can be missing is
    // asked for at once, before the long part.
    if request.parts.iter().any(|part| *part != "tidy")
        && let Err(why) = assets::build()
    {
        println!("assets: {why}");
        total.add(Tally::failure(format!("assets: {why}")));
    }
    for part in &request.parts {
        println!("\n──── {part} ────");
        let part_watch = stopwatch();
        let tally = run_part(part, request.filter.as_deref());
        lines.push(format!(
            "{part:<9} {:>6} passed {:>4} failed {:>5} s",
            tally.passed,
            tally.failed,
            part_watch.elapsed().as_secs()
        ));
        total.add(tally);
    }
    println!("\n──── summary ────\n{}", lines.join("\n"));
    for reason in &total.reasons {
        println!("failed: {reason}");
    }
    println!("{} passed, {} failed in {} s", total.passed, total.failed, watch.elapsed().as_secs());
    if total.failed == 0 { Ok(()) } else { Err("not everything passed".to_owned()) }
}

fn run_part(part: &str, filter: Option<&str>) -> Tally {
    match part {
        "tidy" if filter.is_some() => Tally::default(),
        "tidy" => checks(),
        "assets" => scripts(filter),
        "rust" => cargo_tests(filter, NEEDS_POSTGRES, None),
        "postgres" => on_postgres(filter),
        _ => journeys::journeys(filter),
    }
}

/// Layout, house rules, lints. Clippy needs the assets, because the code that embeds them must compile.
fn checks() -> Tally {
    let mut tally = command::counted(cargo().args(["fmt", "--all", "--check"]));
    tally.add(tidy::counted());
    match assets::build() {
        Ok(()) => tally.add(command::counted(cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))),
        Err(why) => tally.add(Tally::failure(format!("clippy needs the assets: {why}"))),
    }
    tally
}

fn scripts(filter: Option<&str>) -> Tally {
    let npm = |arguments: &[&str]| command::counted(assets::npm(&assets::folder()).args(arguments));
    match filter {
        Some(filter) => npm(&["test", "--silent", "--", "--passWithNoTests", "-t", filter]),
        None => {
            let mut tally = npm(&["run", "--silent", "typecheck"]);
            tally.add(npm(&["test", "--silent"]));
            tally
        }
    }
}

/// The tests of the workspace whose names contain `only` and not `skip`: by nextest when it is installed, for its speed
/// and its separate processes, by `cargo test` otherwise.
fn cargo_tests(only: Option<&str>, skip: &str, postgres: Option<&str>) -> Tally {
    let on_database = |mut command: Command| {
        match postgres {
            Some(url) => command.env("STUDIUM_TEST_POSTGRES", url),
            None => command.env_remove("STUDIUM_TEST_POSTGRES"),
        };
        command
    };
    let mut tests = on_database(cargo());
    if find_program("cargo-nextest").is_none() {
        tests.args(["test", "--workspace", "--no-fail-fast"]).args(only).args(["--", "--skip", skip]);
        return command::counted(&mut tests);
    }
    tests.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass", "--status-level=fail"]);
    tests.arg("--final-status-level=fail").args(only).args(["--", "--skip", skip]);
    let mut tally = command::counted(&mut tests);
    if postgres.is_none() {
        // nextest leaves out the examples in documentation.
        let mut examples = on_database(cargo());
        examples.args(["test", "--workspace", "--doc", "--no-fail-fast", "--quiet"]).args(only);
        tally.add(command::counted(&mut examples));
    }
    tally
}

fn on_postgres(filter: Option<&str>) -> Tally {
    match Postgres::start() {
        Ok(server) => cargo_tests(filter.or(Some(NEEDS_POSTGRES)), NEEDS_SQLITE, Some(&server.url())),
        Err(why) => Tally::failure(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &str) -> Result<Request> {
        Request::read(&arguments.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn without_arguments_every_part_runs() {
        assert_eq!(read(""), Ok(Request { filter: None, parts: PARTS.to_vec() }));
    }

    #[test]
    fn parts_and_a_filter_can_be_chosen() {
        let expected = Request { filter: Some("answer".to_owned()), parts: vec!["rust", "postgres"] };
        assert_eq!(read("--only rust,postgres answer"), Ok(expected));
        assert_eq!(read("--only=e2e").map(|r| r.parts), Ok(vec!["e2e"]));
    }

    #[test]
    fn a_wrong_part_or_option_is_named() {
        assert!(read("--only rsut").unwrap_err().contains("tidy, assets, rust"));
        assert!(read("--only").is_err());
        assert!(read("--fast").unwrap_err().contains("--fast"));
    }
}
