//! Imports and exports through the binary: the child process, its limits, and what is said about bad files.

use crate::support::{Home, shared_data};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The only file of an import.
fn one(home: &Home, file: PathBuf) -> Value {
    home.import(&[file]).0.remove(0)
}

#[test]
fn a_real_package_comes_in_and_goes_out_whole() {
    let Some(folder) = shared_data("anki") else { return };
    let home = Home::new();
    let came = one(&home, folder.join("new_deck.apkg"));
    let counts =
        |json: &Value| ["items", "cards", "reviews", "media"].map(|n| json["counts"][n].as_u64().expect("a number"));
    assert_eq!(counts(&came), [5, 6, 23, 2], "{came}");
    let out = home.folder.path().join("out.apkg");
    let arguments = ["export", "--user", "mia", "--deck", "Test deck", "--out", &out.to_string_lossy()];
    let done = home.command(&arguments).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let elsewhere = Home::new();
    assert_eq!(counts(&one(&elsewhere, out.clone())), [5, 6, 23, 2], "what went out is what came in");
    assert_eq!(counts(&one(&home, out)), [0, 0, 0, 0], "and nothing of it is new here");
}

#[test]
fn tables_in_any_encoding_with_ragged_and_endless_lines_give_what_they_have() {
    let home = Home::new();
    let json = one(&home, home.file("latin.csv", b"front,back\nBuch,M\xfcnchen\n"));
    assert_eq!(json["counts"]["items"], 1, "{json}");
    let json = one(&home, home.file("ragged.csv", b"front,back\na,b\nc\nd,e,f,g,h\ni,j\n"));
    assert_eq!((&json["counts"]["items"], json["skipped"].as_array().map(Vec::len)), (&2.into(), Some(2)), "{json}");
    let mut long = b"front,back\na2,b2\n".to_vec();
    long.extend(std::iter::repeat_n(b'x', 12_000_000));
    long.extend_from_slice(b",y\nc2,d2\n");
    let json = one(&home, home.file("long.csv", &long));
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
    let json = one(&home, home.file("few.csv", b"front,back\nHaus,house\n"));
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

/// A choice with shares and feedback, a number, a text with gaps, a picture, and a text that asks nothing.
const MOODLE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Physics/Motion</text></category></question>
<question type="multichoice"><name><text>Units</text></name>
<questiontext format="html"><text><![CDATA[<p>Which are <b>units</b>? <img src="@@PLUGINFILE@@/dot.png"></p>]]></text>
<file name="dot.png" path="/" encoding="base64">iVBORw0KGgo=</file></questiontext>
<single>false</single><answer fraction="50"><text>metre</text><feedback><text>Of length.</text></feedback></answer>
<answer fraction="50"><text>second</text></answer><answer fraction="-50"><text>speed</text></answer>
<tags><tag><text>si</text></tag></tags></question>
<question type="numerical"><name><text>g</text></name><questiontext><text>How large is g?</text></questiontext>
<answer fraction="100"><text>9.81</text><tolerance>0.05</tolerance></answer>
<units><unit><multiplier>1</multiplier><unit_name>m/s^2</unit_name></unit></units></question>
<question type="cloze"><name><text>gaps</text></name>
<questiontext format="html"><text>Force is {1:SHORTANSWER:=mass#Yes~%50%weight} times {2:MULTICHOICE:=acceleration~speed}.</text></questiontext></question>
<question type="description"><name><text>Intro</text></name><questiontext><text>Read this.</text></questiontext></question>
</quiz>
"#;

#[test]
fn questions_of_moodle_come_in_update_themselves_and_go_out_to_be_the_same_elsewhere() {
    let home = Home::new();
    let came = one(&home, home.file("bank.xml", MOODLE.as_bytes()));
    let counts = |json: &Value| ["items", "media", "updated"].map(|n| json["counts"][n].as_u64().expect("a number"));
    assert_eq!(counts(&came), [3, 1, 0], "{came}");
    let said = came["skipped"].to_string();
    assert!(said.contains("asks nothing") && said.contains("the name"), "{said}");
    let again = one(&home, home.file("bank.xml", MOODLE.as_bytes()));
    assert_eq!(counts(&again), [0, 0, 0], "the same file is nothing new: {again}");
    let changed = MOODLE.replace("How large is g?", "How large is g here?");
    assert_eq!(
        counts(&one(&home, home.file("bank.xml", changed.as_bytes()))),
        [0, 0, 1],
        "a changed text is an update"
    );
    let export = |out: &str| {
        let out = home.folder.path().join(out);
        let arguments = ["export", "--user", "mia", "--deck", "Physics", "--out", &out.to_string_lossy()];
        let done = home.command(&arguments).output().expect("it runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        (out, String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let (xml, missing) = export("out.xml");
    assert_eq!(missing, "");
    assert_eq!(counts(&one(&home, xml.clone())), [0, 0, 0], "what went out is what is here");
    let elsewhere = Home::new();
    assert_eq!(counts(&one(&elsewhere, xml)), [3, 1, 0]);
    let (gift, missing) = export("out.gift");
    assert!(missing.contains("GIFT cannot say it") && missing.contains("pictures"), "{missing}");
    assert_eq!(counts(&one(&Home::new(), gift)), [2, 0, 0]);
}
