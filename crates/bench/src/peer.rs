//! The peers, Python packages in environments of the bench's own; and Anki, the first of them, with what it is asked to do.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the big package.
const GENERATE: &str = include_str!("peer/generate.py");
/// Times Anki.
const MEASURE: &str = include_str!("peer/measure.py");
/// Says what Anki finds in a package.
const LOOK: &str = include_str!("peer/look.py");

/// Notes, and how many of them are new and due on the day of the bench.
pub const NOTES: u64 = 100_000;
pub const NEW: u64 = 7_529;
pub const DUE: u64 = 2_470;

/// Where the benches keep what they may keep: beside what cargo builds.
pub fn folder() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    // target/release/bench, target/debug/deps/bench-…
    let target = own.ancestors().find(|p| p.file_name().is_some_and(|n| n == "release" || n == "debug"));
    let folder = target.and_then(Path::parent).context("the bench lies outside of a target folder")?.join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Python with these packages in an environment of that name; installed once, from the registry that this machine's pip
/// knows.
pub fn environment(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let environment = folder()?.join(name);
    let (python, done) = (environment.join("bin").join("python"), environment.join("complete"));
    if !done.exists() {
        eprintln!("  installing {} for the comparison …", packages.join(", "));
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages))?;
        std::fs::write(done, "")?;
    }
    Ok(python)
}

/// What a command says. Fails with what it complains of.
pub fn run(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("starting {:?}", command.get_program()))?;
    if !output.status.success() {
        bail!("{:?}: {}", command.get_program(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn script(text: &str, arguments: &[&str]) -> Result<String> {
    run(Command::new(environment("anki-venv", &["anki>=25.9"])?).args(["-c", text]).args(arguments))
}

/// The version of Anki that is compared with.
pub fn version() -> Result<String> {
    Ok(script("import anki.buildinfo as b; print(b.version)", &[])?.trim().to_owned())
}

/// The big package. Kept for the day, because what is due moves on with the days.
pub fn big_package() -> Result<PathBuf> {
    let day = crate::measure::epoch_ms() / 86_400_000;
    let path = folder()?.join(format!("big-{day}.apkg"));
    if !path.exists() {
        eprintln!("  making a package of {NOTES} notes …");
        let part = path.with_extension("part.apkg");
        let counts = [NOTES, NEW, DUE].map(|n| n.to_string());
        script(GENERATE, &[&part.to_string_lossy(), &counts[0], &counts[1], &counts[2]])?;
        std::fs::rename(part, &path)?;
    }
    Ok(path)
}

/// What Anki needs to import the big package, and for what is asked besides (`queue`, `search=…`, `answers=…`).
pub fn measure(asked: &[&str]) -> Result<Value> {
    let package = big_package()?;
    let path = package.to_string_lossy();
    let arguments: Vec<&str> = std::iter::once(&*path).chain(asked.iter().copied()).collect();
    serde_json::from_str(&script(MEASURE, &arguments)?).context("what Anki measured")
}

/// What Anki holds after importing a package.
pub fn look(package: &Path) -> Result<Value> {
    serde_json::from_str(&script(LOOK, &[&package.to_string_lossy()])?).context("what Anki found")
}
