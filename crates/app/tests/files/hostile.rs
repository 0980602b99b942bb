//! Files that are broken, made to do harm, or no cards at all, through the command line and through a running server:
//! a clear answer each, nothing half-imported, and the server stays up.

use crate::support::{Home, shared_data};
use bench::server::{self, Server};
use formats::anki::testing::{self, TRAVERSING};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A file that comes in, and words that are to be said of it.
struct Dropped {
    name: String,
    bytes: Vec<u8>,
    says: &'static str,
}

fn dropped(name: &str, bytes: impl Into<Vec<u8>>, says: &'static str) -> Dropped {
    Dropped { name: name.into(), bytes: bytes.into(), says }
}

/// Files of which nothing may come in.
fn refused() -> Vec<Dropped> {
    let mut all: Vec<Dropped> = testing::hostile()
        .into_iter()
        // which notice each of them gets is a test of `formats`
        .map(|made| dropped(&format!("{}.apkg", made.name), made.bytes, "; "))
        .collect();
    all.extend([
        dropped("paper.pdf", "%PDF-1.7\n%\u{e2}\u{e3}", "a PDF"),
        dropped(
            "paper.docx",
            testing::zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"")]),
            "a document",
        ),
        dropped("book.epub", testing::zip(&[("mimetype", b"application/epub+zip")]), "a document"),
        dropped("old.doc", [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 512]].concat(), "a document"),
        dropped("packed.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], "an archive"),
        dropped("nested.zip", testing::zip(&[("inner.zip", &testing::zip(&[("a", b"a")]))]), "no collection inside"),
        dropped("quiz.xml", "<?xml version=\"1.0\"?>\n<quiz></quiz>", "no question"),
        dropped("broken.xml", "<?xml version=\"1.0\"?>\n<quiz <question>", "export"),
        dropped(
            "xxe.xml",
            "<?xml version=\"1.0\"?><!DOCTYPE quiz [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<quiz><question \
             type=\"essay\"><questiontext><text>&x;</text></questiontext></question></quiz>",
            "document type",
        ),
        dropped("empty.gift", "// nothing but this\n", "no question"),
        dropped("data.json", "[{\"question\": \"Which?\"}]", "JSON"),
        dropped("collection.anki2", testing::collection(""), "a database"),
        dropped("nothing.csv", "", "empty"),
        dropped("blank.csv", "\n\n\n", "no row"),
        dropped("nothing.md", "", "empty"),
        dropped("nothing.html", "<html><body></body></html>", "no text"),
        dropped("noise.txt", [1u8, 0, 0, 2, 0, 0, 0, 9].repeat(64), "no text"),
    ]);
    all
}

/// What an import of `name` must have said and left: nothing of it, and the reason with the mend.
#[track_caller]
fn assert_refused(name: &str, says: &str, job: &Value) {
    let error = job["error"].as_str().unwrap_or_default();
    assert_eq!(job["state"], "failed", "{name}: {job}");
    assert!(error.starts_with(name) && error.contains("; ") && error.contains(says), "{name}: “{says}” in “{error}”");
    assert!(!error.contains("notice-") && !error.contains("{$"), "{name}: not in words: {error}");
    assert!(job["counts"].as_object().expect("counts").values().all(|n| n == 0), "{name}: {job}");
}

#[test]
fn each_hostile_file_is_refused_at_the_command_line_and_nothing_of_it_stays() {
    let home = Home::new();
    let files = refused();
    let paths: Vec<PathBuf> = files.iter().map(|file| home.file(&file.name, &file.bytes)).collect();
    let (jobs, output) = home.import(&paths);
    assert!(!output.status.success());
    assert_eq!(jobs.len(), files.len(), "one line per file");
    for (file, job) in files.iter().zip(&jobs) {
        assert_refused(&file.name, file.says, job);
    }
    home.assert_nothing_left();
    let (again, _) = home.import(&[home.file("words.csv", b"front,back\nHaus,house\n")]);
    assert_eq!(again[0]["counts"]["items"], 1, "{}", again[0]);
}

#[test]
fn a_server_refuses_each_hostile_file_and_goes_on() {
    let home = Home::new();
    let binary = Path::new(env!("CARGO_BIN_EXE_studium"));
    let token = server::command(binary, &home.data(), &["token", "add", "mia"], "").expect("a token");
    let server = Server::start(binary, &home.data()).expect("it starts");
    let mut client = server.as_token(&token).expect("connected");
    let mut import = |name: &str, bytes: &[u8]| -> Value {
        let taken = client.post_file("/api/v1/imports", name, bytes).expect("an answer");
        assert_eq!(taken.status, 202, "{name}: {}", taken.text());
        let id = taken.json().expect("json")["id"].clone();
        loop {
            let job = client.get(&format!("/api/v1/imports/{}", id.as_str().expect("an id"))).expect("an answer");
            let job = job.json().expect("json");
            if job["state"] == "done" || job["state"] == "failed" {
                return job;
            }
            std::thread::yield_now();
        }
    };
    for file in refused() {
        assert_refused(&file.name, file.says, &import(&file.name, &file.bytes));
    }
    let words = import("words.csv", b"front,back\nHaus,house\n");
    assert_eq!(words["counts"]["items"], 1, "{words}");
    let mut client = server.as_token(&token).expect("connected");
    let items = client.get("/api/v1/items").and_then(|a| a.json()).expect("items");
    assert_eq!(items["items"].as_array().map(Vec::len), Some(1), "only what was whole is there");
    assert_eq!(client.get("/healthz").expect("it lives").status, 200);
    server.stop().expect("it stops");
    home.assert_nothing_left();
}

#[test]
fn a_name_that_is_a_path_brings_no_file_in_either_list_and_the_notes_come_in() {
    let home = Home::new();
    let names: Vec<&[u8]> = TRAVERSING.iter().map(|name| name.as_bytes()).chain([b"\xc0\xaf.png".as_slice()]).collect();
    let newest = home.file("newest.apkg", &testing::latest(&testing::schema_18(), &names, b"x"));
    let (jobs, _) = home.import(&[newest]);
    let media = |job: &Value| {
        let skipped = job["skipped"].as_array().expect("a list").clone();
        skipped.iter().filter(|one| one["where"].as_str().is_some_and(|place| place.starts_with("media"))).count()
    };
    assert_eq!((&jobs[0]["state"], media(&jobs[0])), (&json!("done"), names.len()), "{}", jobs[0]);
    assert_eq!(jobs[0]["counts"]["media"], 0);
    for (n, name) in TRAVERSING.iter().enumerate() {
        let list = json!({ "0": name, "1": "good%2e%2e%2f.png" }).to_string();
        let file = home.file(&format!("old{n}.apkg"), &testing::legacy_1(list.as_bytes(), ""));
        let (jobs, _) = home.import(&[file]);
        assert_eq!((&jobs[0]["state"], media(&jobs[0])), (&json!("done"), 1), "{name}: {}", jobs[0]);
    }
    let strangers: Vec<PathBuf> =
        files_below(home.folder.path()).into_iter().filter(|path| path.to_string_lossy().contains("up.png")).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
    home.assert_nothing_left();
}

/// Every file of a folder of real data, with those below it.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// What became of each file of real data, after every answer was looked at: (name, state).
fn import_real(folder: &str) -> Option<Vec<(String, Value)>> {
    let files = files_below(&shared_data(folder)?);
    let home = Home::new();
    let (jobs, _) = home.import(&files);
    assert_eq!(jobs.len(), files.len(), "each file has its answer");
    home.assert_nothing_left();
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    Some(files.iter().map(name).zip(jobs).collect())
}

#[test]
fn real_hostile_documents_are_refused_by_what_they_are() {
    for (name, job) in import_real("docs/hostile").into_iter().flatten() {
        let says = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "pdf" => "PDF",
            "doc" => "a document",
            "gz" => "an archive",
            "zip" => "no collection inside",
            // some are so damaged that not even that can be told
            _ => "; ",
        };
        assert_refused(&name, says, &job);
    }
}

#[test]
fn real_quizzes_come_in_as_items_or_say_why_not() {
    for (name, job) in import_real("quiz").into_iter().flatten() {
        if name.ends_with(".json") {
            assert_refused(&name, "JSON", &job);
            continue;
        }
        if name.starts_with("category") {
            assert_refused(&name, "no question", &job);
            continue;
        }
        let skipped = job["skipped"].as_array().expect("a list");
        assert_eq!(job["state"], "done", "{name}: {job}");
        assert!(job["counts"]["items"] != 0 || !skipped.is_empty(), "{name}: {job}");
        assert!(skipped.iter().all(|one| one["why"].as_str().is_some_and(|why| why.contains("; "))), "{name}: {job}");
    }
}

#[test]
fn a_package_of_questions_with_a_bomb_or_a_foreign_entity_in_it_says_so_and_nothing_of_it_stays() {
    let manifest =
        "<manifest><resources><resource type=\"imsqti_item_xmlv2p1\" href=\"a.xml\"/></resources></manifest>";
    let bomb = format!("<assessmentItem identifier=\"a\">{}", " ".repeat(8 << 20));
    let entity = "<?xml version=\"1.0\"?><!DOCTYPE assessmentItem [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
                  <assessmentItem identifier=\"a\"><itemBody>&x;</itemBody></assessmentItem>";
    let home = Home::new();
    let package = |item: &str| testing::zip(&[("imsmanifest.xml", manifest.as_bytes()), ("a.xml", item.as_bytes())]);
    let files = [home.file("bomb.zip", &package(&bomb)), home.file("entity.zip", &package(entity))];
    let (jobs, _) = home.import(&files);
    for (job, says) in jobs.iter().zip(["unpack", "document type"]) {
        let said = job.to_string();
        assert!(said.contains(says) && !said.contains("root:"), "“{says}” in {job}");
        assert_eq!((&job["counts"]["items"], &job["counts"]["media"]), (&json!(0), &json!(0)), "{job}");
    }
    home.assert_nothing_left();
}

#[test]
fn real_markdown_and_packages_come_in_or_say_why_not() {
    for (name, job) in import_real("md").into_iter().flatten() {
        match name.ends_with(".md") {
            true => assert!(job["state"] == "done" && job["counts"]["cards"] != 0, "{name}: {job}"),
            false => assert_refused(&name, "TeX", &job),
        }
        let skipped = job["skipped"].as_array().expect("a list");
        assert!(skipped.iter().all(|one| one["why"].as_str().is_some_and(|why| why.contains("; "))), "{name}: {job}");
    }
    for (name, job) in import_real("anki").into_iter().flatten() {
        match name.as_str() {
            "bad.apkg" => assert_refused(&name, "no collection inside", &job),
            "broken_deck.apkg" => assert_refused(&name, "the file is empty", &job),
            _ if name.ends_with(".json") => assert_refused(&name, "JSON", &job),
            _ => assert_eq!(job["state"], "done", "{name}: {job}"),
        }
    }
}
