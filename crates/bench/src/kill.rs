//! `kill -9` at random moments while eight clients answer, flag and edit and an import runs: after each restart
//! everything that was acknowledged must be there, once, and nothing else but what was on its way.

mod client;

use crate::figure::{Figure, Target};
use crate::numbers::Numbers;
use crate::server::{self, Server};
use crate::{http::Client, import, measure};
use anyhow::{Context, Result, bail};
use client::{Learner, Stored};
use serde_json::Value;
use std::path::Path;
use std::thread;
use std::time::Duration;

const KILLS: u32 = 300;
const CLIENTS: usize = 8;
/// Cards of each client.
const CARDS: usize = 25;
/// Rows of each import.
const ROWS: usize = 400;
/// All cards are counted after so many kills.
const COUNT_EVERY: u32 = 20;
/// Imports that were killed are taken up when their lease is over, and given up after three tries.
const PATIENCE: Duration = Duration::from_secs(900);

pub fn run() -> Result<Vec<Figure>> {
    let found = kill_and_look(&server::binary()?, KILLS, 1)?;
    Ok(vec![
        Figure::limit("kill: acknowledged and lost", found.lost as f64, "writes", Target::AtMost(0.0)),
        Figure::limit(
            "kill: stored twice, altered, or half an import",
            found.ghosts as f64,
            "writes",
            Target::AtMost(0.0),
        ),
        Figure::limit("kill: slowest start afterwards", found.slowest_start_ms / 1e3, "s", Target::AtMost(5.0)),
        Figure::note("kill: acknowledged writes that were looked for", found.acknowledged as f64, "writes"),
        Figure::note("kill: kills", f64::from(found.kills), "kills"),
        Figure::note("kill: imports that came in whole in spite of them", found.imports as f64, "imports"),
    ])
}

/// What a series of kills came to.
#[derive(Debug, Default)]
pub struct Found {
    pub kills: u32,
    pub acknowledged: u64,
    pub lost: u64,
    pub ghosts: u64,
    /// Imports that ended whole.
    pub imports: u64,
    pub slowest_start_ms: f64,
}

/// Kills a server of this binary so many times; the seed decides when, and what the clients do.
///
/// # Errors
/// When a server does not start, or refuses what it should take.
pub fn kill_and_look(binary: &Path, kills: u32, seed: u64) -> Result<Found> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let token = server::account(binary, &data, "mia")?;
    let mut numbers = Numbers::new(seed);
    let mut found = Found { kills, ..Found::default() };
    let mut server = Server::start(binary, &data)?;
    let (mut learners, deck) = learners(&server, &token, seed)?;
    let (_, cookie) = Client::signed_in(&server.address, "mia", server::PASSWORD)?;
    let mut known = None;
    let mut imports = Imports { acknowledged: Vec::new(), sent: 0, base: CLIENTS * CARDS };
    for round in 0..kills {
        let after = Duration::from_millis(5 + numbers.below(496));
        load_until_killed(server, (&token, &cookie), &mut learners, &mut imports, round, after)?;
        server = Server::start(binary, &data)?;
        found.slowest_start_ms = found.slowest_start_ms.max(server.start_ms);
        let mut client = server.as_token(&token)?;
        let (stored, last) = Stored::read(&mut client, &deck, known)?;
        known = last;
        for learner in &mut learners {
            learner.look(&stored, &mut client, &mut found)?;
        }
        if round % COUNT_EVERY == 0 {
            found.ghosts += imports.half(&mut client)?;
        }
    }
    let mut client = server.as_token(&token)?;
    found.lost += imports.lost(&mut client)?;
    found.imports = imports.wait_for_all(&mut client, kills)?;
    found.ghosts += imports.half(&mut client)? + twice(&mut client)?;
    drop(client);
    server.stop()?;
    // states, totals and counts agree with the log
    if let Err(wrong) = server::command(binary, &data, &["check"], "") {
        eprintln!("  {wrong:#}");
        found.ghosts += 1;
    }
    found.acknowledged =
        learners.iter().map(|learner| learner.acknowledged).sum::<u64>() + imports.acknowledged.len() as u64;
    Ok(found)
}

/// Each client has cards of its own, so that it knows what must be there. Also the deck that holds them all.
fn learners(server: &Server, token: &str, seed: u64) -> Result<(Vec<Learner>, String)> {
    let mut client = server.as_token(token)?;
    let id = import::send(&mut client, "base.csv", import::few(CLIENTS * CARDS).as_bytes())?;
    import::wait(&mut client, &id)?;
    let items = client.get("/api/v1/items?limit=500")?.json()?;
    let cards = client.get("/api/v1/cards?limit=500")?.json()?;
    let (items, cards) = (items["items"].as_array().context("items")?, cards["items"].as_array().context("cards")?);
    if items.len() != CLIENTS * CARDS || cards.len() != items.len() {
        bail!("{} items, {} cards", items.len(), cards.len());
    }
    let deck = items[0]["deck_id"].as_str().context("an item lies in a deck")?;
    let learners = (0..CLIENTS).map(|n| {
        let own_cards = cards.iter().skip(n).step_by(CLIENTS);
        let own_items: Vec<&Value> = items.iter().skip(n).step_by(CLIENTS).collect();
        let ids = own_cards.filter_map(|card| card["card_id"].as_str()?.parse().ok()).collect();
        Learner::new(Numbers::new(seed * 100 + n as u64 + 1), deck, ids, &own_items)
    });
    Ok((learners.collect(), deck.to_owned()))
}

fn load_until_killed(
    server: Server,
    (token, cookie): (&str, &str),
    learners: &mut [Learner],
    imports: &mut Imports,
    round: u32,
    after: Duration,
) -> Result<()> {
    let address = server.address.clone();
    thread::scope(|scope| {
        let running: Vec<_> = learners
            .iter_mut()
            .map(|learner| {
                let address = &address;
                scope.spawn(move || learner.work_until_it_breaks(address, token, cookie))
            })
            .collect();
        let importing = scope.spawn(|| imports.send(&address, token, round));
        thread::sleep(after);
        server.kill()?;
        // a broken connection is what was asked for; a refusal is not
        importing.join().map_err(|_| anyhow::anyhow!("the importing client panicked"))?;
        for client in running {
            client.join().map_err(|_| anyhow::anyhow!("a client panicked"))??;
        }
        Ok(())
    })
}

/// How many events are in the log twice: none can be, if ids are what they should be.
fn twice(client: &mut Client) -> Result<u64> {
    let mut seen = std::collections::HashSet::new();
    let (mut double, mut after) = (0, String::new());
    loop {
        let page = client.get(&format!("/api/v1/reviews?limit=1000{after}"))?.json()?;
        for event in page["items"].as_array().context("a list")? {
            double += u64::from(!seen.insert(event["id"].to_string()));
        }
        let Some(next) = page["next"].as_str() else { return Ok(double) };
        after = format!("&after={next}");
    }
}

/// The imports of all rounds.
struct Imports {
    acknowledged: Vec<String>,
    sent: u64,
    /// Cards that were there before.
    base: usize,
}

impl Imports {
    fn send(&mut self, address: &str, token: &str, round: u32) {
        let table: String = (0..ROWS).map(|row| format!("import {round} front {row},back {row}\n")).collect();
        self.sent += 1;
        let sent =
            Client::with_token(address, token).and_then(|mut c| import::send(&mut c, "import.csv", table.as_bytes()));
        // the kill may come before the answer
        self.acknowledged.extend(sent.ok());
    }

    fn show(client: &mut Client, id: &str) -> Result<Option<Value>> {
        let answer = client.get(&format!("/api/v1/imports/{id}"))?;
        if answer.status == 404 { Ok(None) } else { answer.json().map(Some) }
    }

    /// Acknowledged imports that nobody knows of.
    fn lost(&self, client: &mut Client) -> Result<u64> {
        let mut lost = 0;
        for id in &self.acknowledged {
            lost += u64::from(Imports::show(client, id)?.is_none());
        }
        Ok(lost)
    }

    /// Waits for the last ones; after a long series only as long as makes sense. How many came in whole.
    fn wait_for_all(&self, client: &mut Client, kills: u32) -> Result<u64> {
        let patience = PATIENCE.min(Duration::from_secs(u64::from(kills) * 10));
        let waiting = measure::now();
        loop {
            let (mut whole, mut under_way) = (0, 0);
            for id in &self.acknowledged {
                let job = Imports::show(client, id)?.unwrap_or_default();
                match job["state"].as_str() {
                    Some("done") => whole += 1,
                    Some("failed") | None => {}
                    Some(_) => under_way += 1,
                }
            }
            if under_way == 0 || waiting.elapsed() > patience {
                return Ok(whole);
            }
            thread::sleep(Duration::from_millis(500));
        }
    }

    /// 1 when the number of cards shows half an import.
    fn half(&self, client: &mut Client) -> Result<u64> {
        let (mut cards, mut after) = (0, String::new());
        loop {
            let page = client.get(&format!("/api/v1/cards?limit=500{after}"))?.json()?;
            cards += page["items"].as_array().context("a list")?.len();
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        let more = cards.saturating_sub(self.base);
        let whole = more.is_multiple_of(ROWS) && (more / ROWS) as u64 <= self.sent && cards >= self.base;
        if !whole {
            eprintln!("  {cards} cards, {} of them from imports of {ROWS} rows", more);
        }
        Ok(u64::from(!whole))
    }
}
