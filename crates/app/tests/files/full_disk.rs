//! A disk that is really full, a data folder that is gone, and data of a newer version: said in words, nothing
//! acknowledged lost, and good again once there is room.

use crate::support::Home;
use bench::http::{Answer, Client};
use bench::measure::epoch_ms;
use bench::server::{self, Server};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use uuid::Uuid;

const SIZE_MB: usize = 96;

/// A small disk of its own, in memory; gone when dropped.
struct Disk {
    at: PathBuf,
}

impl Disk {
    /// `None`, after saying so, where this user may not mount one.
    fn mount(at: &Path) -> Option<Disk> {
        std::fs::create_dir_all(at).expect("a folder");
        let size = format!("size={SIZE_MB}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "none"]).arg(at).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Disk { at: at.to_owned() });
        }
        println!("skipped: a disk of its own cannot be mounted here (that takes root)");
        None
    }

    fn ballast(&self) -> PathBuf {
        self.at.join("ballast")
    }

    /// Writes until nothing more fits, and gives so many bytes back.
    fn fill(&self, spare: u64) {
        let mut file = std::fs::File::create(self.ballast()).expect("begun");
        let part = vec![0x5a; 1 << 16];
        while file.write_all(&part).is_ok() {}
        // what stands between the last whole part and the end
        while file.write_all(&part[..512]).is_ok() {}
        let length = file.metadata().expect("its length").len();
        file.set_len(length.saturating_sub(spare)).expect("shortened");
    }

    fn free(&self) {
        std::fs::remove_file(self.ballast()).expect("room is made");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

#[expect(clippy::disallowed_methods, reason = "a client makes ids of its own")]
fn answer(client: &mut Client, card: &Value) -> (Uuid, Answer) {
    let id = Uuid::now_v7();
    let event = json!({"id": id, "card_id": card, "rating": 3, "mode": "flashcard", "reviewed_at": epoch_ms(),
        "duration_ms": 900, "response": "x".repeat(4_000)});
    let answer = client.post_json("/api/v1/reviews", &json!({ "reviews": [event] })).expect("the server lives");
    (id, answer)
}

/// What the log has, over all pages.
fn stored(client: &mut Client) -> HashSet<Uuid> {
    let (mut ids, mut after) = (HashSet::new(), String::new());
    loop {
        let page = client.get(&format!("/api/v1/reviews?limit=1000{after}")).and_then(|a| a.json()).expect("a page");
        let items = page["items"].as_array().expect("items");
        ids.extend(items.iter().filter_map(|item| item["id"].as_str()?.parse::<Uuid>().ok()));
        let Some(next) = page["next"].as_str() else { return ids };
        after = format!("&after={next}");
    }
}

#[test]
fn on_a_full_disk_reading_goes_on_nothing_acknowledged_is_lost_and_room_mends_it() {
    let home = Home::new();
    let Some(disk) = Disk::mount(&home.folder.path().join("disk")) else { return };
    let (binary, data) = (Path::new(env!("CARGO_BIN_EXE_studium")), disk.at.join("data"));
    let token = server::account(binary, &data, "mia").expect("an account");
    let server = Server::start(binary, &data).expect("it starts");
    let mut client = server.as_token(&token).expect("connected");
    let words: String = (0..50).map(|n| format!("question {n},answer {n}\n")).collect();
    let begun = client.post_file("/api/v1/imports", "words.csv", format!("front,back\n{words}").as_bytes());
    assert_eq!(begun.expect("an answer").status, 202);
    let cards = loop {
        let page = client.get("/api/v1/cards?limit=50").and_then(|a| a.json()).expect("cards");
        let cards = page["items"].as_array().expect("a list").clone();
        if cards.len() == 50 {
            break cards;
        }
        std::thread::yield_now();
    };
    let card = &cards[0]["card_id"];

    disk.fill(0);
    let (mut acknowledged, mut refused) = (HashSet::new(), None);
    // what the database had set aside already may take a few
    for _ in 0..5_000 {
        let (id, answer) = answer(&mut client, card);
        if answer.status != 200 {
            refused = Some((id, answer));
            break;
        }
        acknowledged.insert(id);
    }
    let (lost, refusal) = refused.expect("a full disk refuses in the end");
    assert_eq!(refusal.status, 507, "{}", refusal.text());
    let said: Value = serde_json::from_slice(&refusal.body).expect("json");
    assert!(said.to_string().contains("full"), "{said}");
    let upload = client.post_file("/api/v1/imports", "large.csv", &[b'x'; 200_000]).expect("an answer");
    assert_eq!(upload.status, 507, "{}", upload.text());
    // the server reads no more of what it cannot keep, and closes that connection
    let mut client = server.as_token(&token).expect("connected");
    for page in ["/healthz", "/api/v1/decks", "/api/v1/study?limit=5", "/api/v1/items"] {
        assert_eq!(client.get(page).expect("the server lives").status, 200, "{page}");
    }
    assert_eq!(stored(&mut client), acknowledged, "what was refused is not there, what was taken is");

    disk.free();
    let (id, good) = answer(&mut client, card);
    assert_eq!(good.status, 200, "{}", good.text());
    acknowledged.insert(id);
    assert!(!acknowledged.contains(&lost));
    assert_eq!(stored(&mut client), acknowledged);
    let left = std::fs::read_dir(data.join("uploads")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "what could not be uploaded takes no room");
    server.stop().expect("it stops");
    let checked = server::command(binary, &data, &["check"], "").expect("good");
    assert!(!checked.contains("fault"), "{checked}");
}

#[test]
fn an_import_that_fills_the_disk_leaves_nothing_and_comes_in_once_there_is_room() {
    let home = Home::new();
    let Some(disk) = Disk::mount(&home.folder.path().join("disk")) else { return };
    let (binary, data) = (Path::new(env!("CARGO_BIN_EXE_studium")), disk.at.join("data"));
    server::account(binary, &data, "mia").expect("an account");
    let rows: String = (0..30_000).map(|n| format!("question {n},answer {n} {}\n", "word ".repeat(30))).collect();
    let file = home.file("many.csv", format!("front,back\n{rows}").as_bytes());
    let import = || {
        let arguments = ["import", "--user", "mia", "--json", "--data"];
        let output = Command::new(binary).args(arguments).arg(&data).arg(&file).output().expect("it runs");
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    disk.fill(10 << 20);
    let (said, also) = import();
    assert!(said.contains("no room") || also.contains("full"), "{said} {also}");
    disk.free();
    let (said, also) = import();
    let job: Value = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said} {also}"));
    assert_eq!((&job["state"], &job["counts"]["items"]), (&json!("done"), &json!(30_000)), "{job}");
    let checked = server::command(binary, &data, &["check"], "").expect("good");
    assert!(!checked.contains("fault"), "{checked}");
}

/// What `serve` says when it does not start.
fn refusal(home: &Home) -> String {
    let output = home.command(&["serve", "--listen", "127.0.0.1:0"]).output().expect("it runs");
    assert!(!output.status.success(), "it started");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_data_folder_that_was_in_use_and_is_empty_now_is_not_begun_anew_by_itself() {
    let home = Home::new();
    std::fs::remove_file(home.data().join("studium.db")).expect("gone");
    let said = refusal(&home);
    assert!(said.contains("missing or empty") && said.contains("studium restore") && said.contains("--init"), "{said}");
    assert!(!home.data().join("studium.db").exists(), "nothing was made in its place");
    let imported = home.command(&["import", "--user", "mia", "x.csv"]).output().expect("it runs");
    assert!(String::from_utf8_lossy(&imported.stderr).contains("missing or empty"), "commands say the same");
    let server = Server::start(Path::new(env!("CARGO_BIN_EXE_studium")), &home.folder.path().join("new"));
    server.expect("a folder that never held anything is begun").stop().expect("it stops");
}

#[test]
fn a_database_of_a_newer_version_is_left_as_it_is() {
    let home = Home::new();
    let file = home.data().join("studium.db");
    let mut bytes = std::fs::read(&file).expect("the database");
    // the user version, where the schema's number is kept (sqlite.org/fileformat2.html, 1.3)
    bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
    std::fs::write(&file, &bytes).expect("written");
    let said = refusal(&home);
    assert!(said.contains("999") && said.contains("newer version") && said.contains("backups/"), "{said}");
    assert_eq!(std::fs::read(&file).expect("still there"), bytes);
}
