//! Our export opened by Anki itself: a package comes in, goes out again, and Anki must find in both the same notes,
//! cards, due dates, order of new cards, history, decks, note types and media.

use crate::figure::{Figure, Target};
use crate::{packages, peer, server};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// All kinds of note, layouts and media.
const PACKAGES: [&str; 7] = [
    "mixed-legacy-2.apkg",
    "mixed-anki21b.apkg",
    "new_deck.apkg",
    "media_new.apkg",
    "html-test.apkg",
    "legacy_deck.apkg",
    "capitals.apkg",
];
const FACTS: [&str; 9] = ["notes", "cards", "due", "new", "history", "fields", "decks", "types", "media"];

pub fn run() -> Result<Vec<Figure>> {
    let Some(folder) = packages::data("anki") else { return Ok(Vec::new()) };
    let binary = server::binary()?;
    let (mut different, mut compared) = (0.0, 0.0);
    for name in PACKAGES {
        let (original, exported) = there_and_back(&binary, &folder.join(name))?;
        for fact in FACTS {
            compared += 1.0;
            if original[fact] != exported[fact] {
                different += 1.0;
                eprintln!(
                    "  {name}: {fact}\n    Anki's {}\n    ours   {}",
                    brief(&original[fact]),
                    brief(&exported[fact])
                );
            }
        }
    }
    eprintln!("  Anki {}", peer::version()?);
    Ok(vec![
        Figure::limit("round trip: facts that Anki finds different", different, "facts", Target::AtMost(0.0)),
        Figure::note("round trip: facts compared, 7 packages", compared, "facts"),
    ])
}

/// What Anki finds in the package, and in our export of it.
fn there_and_back(binary: &Path, package: &Path) -> Result<(Value, Value)> {
    let original = peer::look(package)?;
    let folder = tempfile::tempdir()?;
    let (data, out) = (folder.path().join("data"), folder.path().join("out.apkg"));
    server::account(binary, &data, "mia")?;
    server::command(binary, &data, &["import", &package.to_string_lossy(), "--user", "mia"], "")?;
    let decks = original["decks"].as_array().context("decks")?;
    let outer = decks.iter().filter_map(Value::as_str).find(|deck| !deck.contains("::")).context("a deck")?;
    server::command(binary, &data, &["export", "--user", "mia", "--deck", outer, "--out", &out.to_string_lossy()], "")?;
    Ok((original, peer::look(&out)?))
}

fn brief(value: &Value) -> String {
    value.to_string().chars().take(300).collect()
}
