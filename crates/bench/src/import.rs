//! A package of 100,000 notes through the pages' own doorway, `POST /api/v1/imports`: processor time of the server and
//! its child until the cards are studied and browsed and until they are found by search, memory at its highest, and how
//! long others wait for their answers to be kept meanwhile. Anki imports the same package in the same run.

use crate::figure::{Figure, Target};
use crate::http::Client;
use crate::numbers::{Numbers, median, percentile};
use crate::server::{self, Server};
use crate::{measure, peer};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// Runs without others, of which the median counts.
const RUNS: usize = 3;
/// A word of the last note alone.
const LAST_WORD: &str = "own099999";
const PATIENCE: Duration = Duration::from_secs(300);

pub fn run() -> Result<Vec<Figure>> {
    let (binary, package) = (server::binary()?, peer::big_package()?);
    let mut runs = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..RUNS {
        runs.push(alone(&binary, &package)?);
        theirs.push(peer::measure(&[])?);
    }
    let of = |f: fn(&Alone) -> f64| median(&runs.iter().map(f).collect::<Vec<_>>());
    let anki = |key: &str| median(&theirs.iter().filter_map(|t| t[key].as_f64()).collect::<Vec<_>>());
    let anchor = anki("import_cpu") + anki("look_cpu");
    let waits = among_others(&binary, &package)?;
    Ok(vec![
        Figure::ratio("import: CPU until studied and browsed", of(|r| r.studied_ms), "ms", Target::AtMost(1.0), anchor),
        Figure::note("import: of that, in the child that reads", of(|r| r.child_ms), "ms"),
        Figure::ratio("import: CPU until searchable", of(|r| r.searchable_ms), "ms", Target::AtMost(3.0), anchor),
        Figure::limit("import: highest memory, server and child", of(|r| r.peak_mb), "MB", Target::AtMost(300.0)),
        Figure::note("import: highest memory of Anki", anki("peak_mb"), "MB"),
        Figure::note("import: time until done", of(|r| r.wall_ms), "ms"),
        Figure::limit("import: others' answers meanwhile, p99", percentile(&waits, 0.99), "ms", Target::AtMost(100.0)),
        Figure::note("import: others' answers meanwhile, p50", percentile(&waits, 0.5), "ms"),
        Figure::note("import: others' answers meanwhile, number", waits.len() as f64, "answers"),
    ])
}

struct Alone {
    studied_ms: f64,
    child_ms: f64,
    searchable_ms: f64,
    peak_mb: f64,
    wall_ms: f64,
}

/// An import with nobody else there.
fn alone(binary: &Path, package: &Path) -> Result<Alone> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let token = server::account(binary, &data, "mia")?;
    let server = Server::start(binary, &data)?;
    let mut client = server.as_token(&token)?;
    let cpu = || measure::cpu_ms(server.pid()) + measure::children_cpu_ms(server.pid());
    let (cpu_before, children_before) = (cpu(), measure::children_cpu_ms(server.pid()));
    let begun = measure::now();
    let bytes = std::fs::read(package)?;
    let watch = Watch::of(server.pid());
    let id = send(&mut client, "big.apkg", &bytes)?;
    drop(bytes);
    let job = wait(&mut client, &id)?;
    if job["counts"]["items"] != json!(peer::NOTES) {
        bail!("not everything came in: {}", job["counts"]);
    }
    let wall_ms = measure::ms(begun.elapsed());
    client.get("/api/v1/study?limit=50")?.json()?;
    client.get("/api/v1/cards?limit=50")?.json()?;
    let studied_ms = cpu() - cpu_before;
    let child_ms = measure::children_cpu_ms(server.pid()) - children_before;
    let waiting = measure::now();
    while !is_found(&mut client)? {
        if waiting.elapsed() > PATIENCE {
            bail!("the last note is not found by search");
        }
        thread::sleep(Duration::from_millis(100));
    }
    let searchable_ms = cpu() - cpu_before;
    Ok(Alone { studied_ms, child_ms, searchable_ms, peak_mb: watch.peak_mb(), wall_ms })
}

/// Queues an import; its id.
pub fn send(client: &mut Client, name: &str, bytes: &[u8]) -> Result<String> {
    let answer = client.post_file("/api/v1/imports", name, bytes)?.json()?;
    Ok(answer["id"].as_str().context("an import has an id")?.to_owned())
}

/// The import as it ended. An error when it failed.
pub fn wait(client: &mut Client, id: &str) -> Result<Value> {
    let waiting = measure::now();
    loop {
        let job = client.get(&format!("/api/v1/imports/{id}"))?.json()?;
        match job["state"].as_str() {
            Some("done") => return Ok(job),
            Some("failed") => bail!("the import failed: {}", job["error"]),
            _ if waiting.elapsed() > PATIENCE => bail!("the import does not end: {job}"),
            _ => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Whether search knows the last note of the big package.
pub fn is_found(client: &mut Client) -> Result<bool> {
    let found = client.get(&format!("/api/v1/search?q={LAST_WORD}"))?.json()?;
    Ok(found["items"].as_array().is_some_and(|items| !items.is_empty()))
}

/// Remembers the highest memory of a server's children, which are gone when one asks.
struct Watch {
    pid: u32,
    /// kB
    children: std::sync::Arc<AtomicU64>,
    over: std::sync::Arc<AtomicBool>,
}

impl Watch {
    fn of(pid: u32) -> Watch {
        let watch = Watch { pid, children: Default::default(), over: Default::default() };
        let (children, over) = (watch.children.clone(), watch.over.clone());
        thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                let now: f64 = measure::children(pid).iter().map(|child| measure::memory_mb(*child, "VmHWM")).sum();
                children.fetch_max((now * 1024.0) as u64, Ordering::Relaxed);
                thread::sleep(Duration::from_millis(5));
            }
        });
        watch
    }

    /// The server's highest and its children's highest, as if both were at once.
    fn peak_mb(&self) -> f64 {
        measure::memory_mb(self.pid, "VmHWM") + self.children.load(Ordering::Relaxed) as f64 / 1024.0
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// How long each answer of another learner took while the package came in, ms.
fn among_others(binary: &Path, package: &Path) -> Result<Vec<f64>> {
    let folder = tempfile::tempdir()?;
    let data: PathBuf = folder.path().join("data");
    let (token, other) = (server::account(binary, &data, "mia")?, server::account(binary, &data, "noah")?);
    let server = Server::start(binary, &data)?;
    let (mut client, mut other) = (server.as_token(&token)?, server.as_token(&other)?);
    let id = send(&mut other, "few.csv", few(200).as_bytes())?;
    wait(&mut other, &id)?;
    let cards = card_ids(&mut other, 200)?;
    let id = send(&mut client, "big.apkg", &std::fs::read(package)?)?;
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let answering = scope.spawn(|| -> Result<Vec<f64>> {
            let mut numbers = Numbers::new(3);
            let mut waits = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let at = measure::epoch_ms();
                let card = &cards[numbers.below(cards.len() as u64) as usize];
                let body = json!({"reviews": [{"id": numbers.id(at), "card_id": card, "rating": 3, "mode": "flashcard",
                    "reviewed_at": at, "duration_ms": 3000}]});
                let begun = measure::now();
                other.post_json("/api/v1/reviews", &body)?.json()?;
                waits.push(measure::ms(begun.elapsed()));
                thread::sleep(Duration::from_millis(5));
            }
            Ok(waits)
        });
        let ended = wait(&mut client, &id);
        over.store(true, Ordering::Relaxed);
        let waits = answering.join().map_err(|_| anyhow::anyhow!("the other learner panicked"))?;
        ended?;
        waits
    })
}

/// A table of so many rows.
pub fn few(rows: usize) -> String {
    (0..rows).map(|row| format!("front {row},back {row}\n")).collect()
}

/// Ids of the learner's first cards.
pub fn card_ids(client: &mut Client, most: usize) -> Result<Vec<String>> {
    let cards = client.get(&format!("/api/v1/cards?limit={most}"))?.json()?;
    let items = cards["items"].as_array().context("a list")?;
    let ids: Vec<String> = items.iter().filter_map(|card| card["card_id"].as_str().map(str::to_owned)).collect();
    if ids.is_empty() {
        bail!("there are no cards");
    }
    Ok(ids)
}
