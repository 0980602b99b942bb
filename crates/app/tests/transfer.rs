//! Imports and exports through the binary: the child process, its limits, and what is said about bad files.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

struct Home {
    folder: TempDir,
}

impl Home {
    /// A data folder with the user mia.
    fn new() -> Home {
        let home = Home { folder: tempfile::tempdir().expect("a folder") };
        let mut child =
            home.command(&["user", "add", "mia"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("starts");
        child.stdin.take().expect("piped").write_all(b"correct horse battery\n").expect("typed");
        assert!(child.wait().expect("it ends").success());
        home
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_studium"));
        command.args(arguments).arg("--data").arg(self.folder.path().join("data"));
        command
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    /// What the import says as JSON, and how it ended.
    fn import(&self, file: &Path) -> (Value, Output) {
        let output = self.command(&["import", "--user", "mia", "--json"]).arg(file).output().expect("it runs");
        let line = String::from_utf8_lossy(&output.stdout).into_owned();
        let json = serde_json::from_str(&line)
            .unwrap_or_else(|e| panic!("{e}: {line} {}", String::from_utf8_lossy(&output.stderr)));
        (json, output)
    }
}

/// The folder of real packages, or a printed line and `None`.
fn real_packages() -> Option<PathBuf> {
    let data = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let folder = data.join("anki");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is absent", folder.display());
    None
}

#[test]
fn a_real_package_comes_in_and_goes_out_whole() {
    let Some(folder) = real_packages() else { return };
    let home = Home::new();
    let (came, _) = home.import(&folder.join("new_deck.apkg"));
    let counts =
        |json: &Value| ["items", "cards", "reviews", "media"].map(|n| json["counts"][n].as_u64().expect("a number"));
    assert_eq!(counts(&came), [5, 6, 23, 2], "{came}");
    let out = home.folder.path().join("out.apkg");
    let arguments = ["export", "--user", "mia", "--deck", "Test deck", "--out", &out.to_string_lossy()];
    let done = home.command(&arguments).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let elsewhere = Home::new();
    assert_eq!(counts(&elsewhere.import(&out).0), [5, 6, 23, 2], "what went out is what came in");
    assert_eq!(counts(&home.import(&out).0), [0, 0, 0, 0], "and nothing of it is new here");
}

#[test]
fn a_bad_file_is_named_with_the_place_and_the_mend_and_nothing_of_it_stays() {
    let home = Home::new();
    let foreign = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    let cases: [(&str, &[u8]); 6] = [
        ("empty.apkg", b""),
        ("truncated.apkg", b"PK\x03\x04\x14\x00\x00\x00\x08\x00 and no end"),
        ("text.apkg", b"this is no package"),
        ("foreign.apkg", &foreign),
        ("empty.csv", b""),
        ("empty.html", b"<html><body></body></html>"),
    ];
    for (name, bytes) in cases {
        let (json, output) = home.import(&home.file(name, bytes));
        let error = json["error"].as_str().unwrap_or_default();
        assert_eq!(json["state"], "failed", "{name}: {json}");
        assert!(error.starts_with(name) && error.contains("; "), "{name}: {error}");
        assert!(!output.status.success(), "{name}");
        assert_eq!(json["counts"]["items"], 0);
    }
    let left = std::fs::read_dir(home.folder.path().join("data/jobs")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "scratch folders are gone");
}

#[test]
fn tables_in_any_encoding_with_ragged_and_endless_lines_give_what_they_have() {
    let home = Home::new();
    let (json, _) = home.import(&home.file("latin.csv", b"front,back\nBuch,M\xfcnchen\n"));
    assert_eq!(json["counts"]["items"], 1, "{json}");
    let (json, _) = home.import(&home.file("ragged.csv", b"front,back\na,b\nc\nd,e,f,g,h\ni,j\n"));
    assert_eq!((&json["counts"]["items"], json["skipped"].as_array().map(Vec::len)), (&2.into(), Some(2)), "{json}");
    let mut long = b"front,back\na2,b2\n".to_vec();
    long.extend(std::iter::repeat_n(b'x', 12_000_000));
    long.extend_from_slice(b",y\nc2,d2\n");
    let (json, _) = home.import(&home.file("long.csv", &long));
    assert_eq!(json["state"], "done", "{json}");
    assert_eq!((&json["counts"]["items"], json["skipped"].as_array().map(Vec::len)), (&2.into(), Some(1)), "{json}");
}

#[test]
fn an_import_that_is_killed_leaves_nothing_in_the_way() {
    let home = Home::new();
    let rows: String = (0..40_000).map(|n| format!("question {n},answer {n}\n")).collect();
    let file = home.file("many.csv", format!("front,back\n{rows}").as_bytes());
    let mut killed =
        home.command(&["import", "--user", "mia"]).arg(&file).stdout(Stdio::null()).spawn().expect("starts");
    let jobs = home.folder.path().join("data/jobs");
    while std::fs::read_dir(&jobs).map_or(0, Iterator::count) == 0 && killed.try_wait().expect("asked").is_none() {
        std::thread::yield_now();
    }
    killed.kill().expect("killed");
    killed.wait().expect("gone");
    let (json, _) = home.import(&home.file("few.csv", b"front,back\nHaus,house\n"));
    assert_eq!(json["counts"]["items"], 1, "{json}");
}

#[test]
fn the_child_has_limits_and_says_nothing_to_a_stranger() {
    let home = Home::new();
    let output = Command::new(env!("CARGO_BIN_EXE_studium")).args(["read-file", "{}"]).output().expect("it runs");
    assert!(!output.status.success() && output.stdout.is_empty());
    let help = home.command(&["--help"]).output().expect("it runs");
    assert!(!String::from_utf8_lossy(&help.stdout).contains("read-file"));
}
