//! Pages at 100,000 cards: time of Today, a deck and the study page on a kept connection; and in a browser on a phone's
//! network and processor, how much script a study page takes and when something is first seen.

use crate::figure::{Figure, Target};
use crate::fill::{Filled, credentials};
use crate::http::Client;
use crate::measure;
use crate::numbers::{median, percentile};
use crate::server::{self, Server};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Requests of each page in a round.
const REQUESTS: usize = 200;
/// Rounds, of whose percentiles the median counts.
const ROUNDS: usize = 5;
/// Loads of a page in the browser, of which the median counts.
const LOADS: usize = 5;
/// What the browser does.
const PAINT: &str = include_str!("pages/paint.mjs");

pub fn run() -> Result<Vec<Figure>> {
    let binary = server::binary()?;
    let filled = Filled::big(&binary)?;
    let server = Server::start(&binary, &filled.data())?;
    let (name, password) = credentials();
    let (mut client, cookie) = Client::signed_in(&server.address, name, password)?;
    let mut api = server.as_token(&filled.token)?;
    let items = api.get("/api/v1/items?limit=1")?.json()?;
    let deck = items["items"][0]["deck_id"].as_str().context("an item lies in a deck")?.to_owned();
    let study = format!("/study?deck={deck}");
    let pages = [("Today", "/today".to_owned()), ("deck", format!("/decks/{deck}")), ("study", study.clone())];
    let mut figures = Vec::new();
    for (name, path) in &pages {
        let (p50, p99) = times(&mut client, path)?;
        figures.push(Figure::limit(format!("pages: {name}, p50"), p50, "ms", Target::AtMost(3.0)));
        figures.push(Figure::limit(format!("pages: {name}, p99"), p99, "ms", Target::AtMost(15.0)));
    }
    // what the server alone spends, without this machine's other load
    for (name, path) in &pages {
        let before = measure::cpu_ms(server.pid());
        (0..REQUESTS).try_for_each(|_| client.get(path).map(drop))?;
        let each = (measure::cpu_ms(server.pid()) - before) / REQUESTS as f64;
        figures.push(Figure::note(format!("pages: {name}, CPU of the server"), each, "ms"));
    }
    figures.extend(in_a_browser(&server.address, &cookie, &study)?);
    Ok(figures)
}

fn times(client: &mut Client, path: &str) -> Result<(f64, f64)> {
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut waits = Vec::new();
        for _ in 0..REQUESTS {
            let begun = measure::now();
            let answer = client.get(path)?;
            waits.push(measure::ms(begun.elapsed()));
            if answer.status != 200 {
                bail!("{path} answers with status {}", answer.status);
            }
        }
        // the first round warms up
        if round > 0 {
            p50.push(percentile(&waits, 0.5));
            p99.push(percentile(&waits, 0.99));
        }
    }
    Ok((median(&p50), median(&p99)))
}

fn in_a_browser(address: &str, cookie: &str, study: &str) -> Result<Vec<Figure>> {
    let front = load(address, "", "/")?;
    let study = load(address, cookie, study)?;
    let number =
        |value: &Value, key: &str| value[key].as_f64().with_context(|| format!("the browser measured no {key}"));
    let paint = |name: &str, value| Figure::limit(name, value, "s", Target::AtMost(1.5));
    Ok(vec![
        Figure::limit(
            "pages: script on the study page, compressed",
            number(&study, "script_kb")?,
            "kB",
            Target::AtMost(60.0),
        ),
        paint("pages: first paint of the study page, phone", number(&study, "first_paint_s")?),
        paint("pages: first paint of the front page, phone", number(&front, "first_paint_s")?),
        Figure::note("pages: all that the study page loads, compressed", number(&study, "all_kb")?, "kB"),
    ])
}

/// Loads a page with an empty cache on a throttled phone, several times.
fn load(address: &str, cookie: &str, path: &str) -> Result<Value> {
    let e2e = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e");
    let e2e: PathBuf = e2e.canonicalize().context("the folder e2e")?;
    if !e2e.join("node_modules/playwright-core").is_dir() {
        let installed = Command::new("npm").arg("ci").current_dir(&e2e).status()?;
        if !installed.success() {
            bail!("npm ci in e2e ended with {installed}");
        }
    }
    let chromium = std::env::var("STUDIUM_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    let asked = json!({"address": address, "cookie": cookie, "path": path, "loads": LOADS, "chromium": chromium});
    let output = Command::new("node")
        .args(["--input-type=module", "--eval", PAINT, &asked.to_string()])
        .current_dir(&e2e)
        .output()
        .context("starting node")?;
    if !output.status.success() {
        bail!("the browser: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout).context("what the browser measured")
}
