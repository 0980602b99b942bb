//! The first queue at 100,000 cards of which 7,529 are new and 2,470 due: processor time of the server for the first
//! `GET /api/v1/study` after its start, fifty cards rendered with what each rating promises, against Anki's first fifty.

use crate::figure::{Figure, Target};
use crate::fill::Filled;
use crate::numbers::median;
use crate::server::{self, Server};
use crate::{measure, peer};
use anyhow::{Context, Result, bail};
use serde_json::json;

/// Starts of the server, of which the median counts.
const STARTS: usize = 7;

pub fn run() -> Result<Vec<Figure>> {
    let binary = server::binary()?;
    let filled = Filled::big(&binary)?;
    let (mut first, mut wall, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let server = Server::start(&binary, &filled.data())?;
        let mut client = server.as_token(&filled.token)?;
        // who asks and what is studied is looked up before, as Anki's profile is open before; the deck has the limits
        let decks = client.get("/api/v1/decks")?.json()?;
        let all = decks["items"].as_array().and_then(|decks| decks.iter().find(|deck| deck["name"] == "Big"));
        let path =
            format!("/api/v1/study?limit=50&deck={}", all.and_then(|deck| deck["id"].as_str()).context("a deck")?);
        let mut ask = || -> Result<(f64, f64)> {
            let (cpu, begun) = (measure::cpu_ms(server.pid()), measure::now());
            let queue = client.get(&path)?.json()?;
            let spent = (measure::cpu_ms(server.pid()) - cpu, measure::ms(begun.elapsed()));
            let counts = &queue["counts"];
            if queue["cards"].as_array().is_none_or(|cards| cards.len() != 50)
                || counts["new"] != json!(peer::NEW)
                || counts["due"] != json!(peer::DUE)
            {
                bail!("the queue is not the whole day's: {counts}");
            }
            Ok(spent)
        };
        let spent = ask()?;
        first.push(spent.0);
        wall.push(spent.1);
        later.push(ask()?.0);
    }
    let theirs = peer::measure(&["queue"])?;
    if theirs["queue_counts"] != json!([peer::NEW, peer::DUE]) {
        bail!("Anki's queue is another: {}", theirs["queue_counts"]);
    }
    let anchor = theirs["queue_cpu"].as_f64().unwrap_or_default();
    Ok(vec![
        Figure::ratio("queue: CPU of the first 50 of 9,999", median(&first), "ms", Target::AtMost(0.3), anchor),
        Figure::note("queue: time of the same", median(&wall), "ms"),
        Figure::note("queue: CPU of the second asking", median(&later), "ms"),
    ])
}
