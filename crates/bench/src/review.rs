//! Answers: processor time of the server for one answer per request on a kept connection, against Anki's `answer_card`;
//! and durable answers a second with 64 clients, against the bare writer that runs the same operation in this process.

use crate::figure::{Figure, Target};
use crate::fill::{Desk, Filled, LEARNER};
use crate::http::Client;
use crate::numbers::{Numbers, median};
use crate::server::{self, Server};
use crate::{measure, peer};
use anyhow::{Context, Result, bail};
use memory::{Millis, Rating};
use serde_json::{Value, json};
use std::time::Duration;
use studium_core::Actor;
use studium_core::reviews::{self, Mode, NewEvent, Status};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use uuid::Uuid;

/// Answers of one client, after as many as a tenth to warm up.
const ONE_BY_ONE: usize = 3_000;
const CLIENTS: usize = 64;
/// How long the many answer, each of the rounds.
const STRETCH: Duration = Duration::from_secs(4);
const ROUNDS: u64 = 3;

pub fn run() -> Result<Vec<Figure>> {
    let binary = server::binary()?;
    let filled = Filled::big(&binary)?;
    let server = Server::start(&binary, &filled.data())?;
    let mut client = server.as_token(&filled.token)?;
    let cards = card_ids(&mut client, 6_000)?;
    let (cpu, wall) = one_by_one(&server, &mut client, &cards)?;
    server.stop()?;
    let theirs = peer::measure(&["answers=2000"])?;
    let anchor = theirs["answer_cpu"].as_f64().context("Anki answered")?;

    let (mut served, mut bare, mut at_server) = (Vec::new(), Vec::new(), Vec::new());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for round in 0..ROUNDS {
        let server = Server::start(&binary, &filled.data())?;
        let before = measure::cpu_ms(server.pid());
        let client_runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let stored = client_runtime.block_on(many_clients(&server.address, &filled.token, &cards, round))?;
        at_server.push((measure::cpu_ms(server.pid()) - before) / stored as f64);
        served.push(stored as f64 / STRETCH.as_secs_f64());
        server.stop()?;
        let desk = Desk::at(&filled.data())?;
        let actor = desk.find(LEARNER)?;
        let stored = runtime.block_on(bare_writer(&desk, &actor, &cards, round))?;
        bare.push(stored as f64 / STRETCH.as_secs_f64());
        desk.db.close();
    }
    Ok(vec![
        Figure::ratio("review: CPU of the server for one answer", cpu, "ms", Target::AtMost(0.25), anchor),
        Figure::note("review: time of the same, durable", wall, "ms"),
        Figure::ratio("review: durable, 64 clients", median(&served), "per s", Target::AtLeast(0.5), median(&bare)),
        Figure::note("review: CPU of the server for each of those", median(&at_server), "ms"),
    ])
}

/// Ids of cards from the whole of the learner's, page by page.
fn card_ids(client: &mut Client, most: usize) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    let mut after = String::new();
    while ids.len() < most {
        let page = client.get(&format!("/api/v1/cards?limit=500{after}"))?.json()?;
        let items = page["items"].as_array().context("a list")?;
        ids.extend(items.iter().filter_map(|card| card["card_id"].as_str()?.parse::<Uuid>().ok()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    Ok(ids)
}

fn body(id: Uuid, card: Uuid, at: i64) -> Value {
    json!({"reviews": [{"id": id, "card_id": card, "rating": 3, "mode": "flashcard", "reviewed_at": at, "duration_ms": 4000}]})
}

/// Processor time of the server and time of each answer, ms.
fn one_by_one(server: &Server, client: &mut Client, cards: &[Uuid]) -> Result<(f64, f64)> {
    let mut numbers = Numbers::new(11);
    let mut answer = |client: &mut Client, card: &Uuid| -> Result<()> {
        let at = measure::epoch_ms();
        let results = client.post_json("/api/v1/reviews", &body(numbers.id(at), *card, at))?.json()?;
        match results["results"][0]["status"].as_str() {
            Some("stored") => Ok(()),
            _ => bail!("an answer was not stored: {results}"),
        }
    };
    let (warm, counted) = cards.split_at(ONE_BY_ONE / 10);
    for card in warm {
        answer(client, card)?;
    }
    let counted = &counted[..ONE_BY_ONE.min(counted.len())];
    let (cpu, begun) = (measure::cpu_ms(server.pid()), measure::now());
    for card in counted {
        answer(client, card)?;
    }
    let each = |total: f64| total / counted.len() as f64;
    Ok((each(measure::cpu_ms(server.pid()) - cpu), each(measure::ms(begun.elapsed()))))
}

/// How many answers 64 clients, each on its kept connection, had acknowledged.
async fn many_clients(address: &str, token: &str, cards: &[Uuid], round: u64) -> Result<u64> {
    let until = measure::now() + STRETCH;
    let clients = tokio::task::LocalSet::new();
    let mut running = Vec::new();
    for n in 0..CLIENTS {
        let head = format!(
            "POST /api/v1/reviews HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: "
        );
        let mine: Vec<Uuid> = cards.iter().skip(n).step_by(CLIENTS).copied().collect();
        let address = address.to_owned();
        running.push(clients.spawn_local(async move {
            let mut numbers = Numbers::new(100 + 1_000 * round + n as u64);
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut stream = BufReader::new(stream);
            let mut stored = 0;
            for card in mine.iter().cycle() {
                if measure::now() >= until {
                    break;
                }
                let at = measure::epoch_ms();
                let body = body(numbers.id(at), *card, at).to_string();
                stream.get_mut().write_all(format!("{head}{}\r\n\r\n{body}", body.len()).as_bytes()).await?;
                if !was_stored(&mut stream).await? {
                    bail!("an answer was not stored");
                }
                stored += 1;
            }
            Ok(stored)
        }));
    }
    clients
        .run_until(async {
            let mut stored = 0;
            for client in running {
                stored += client.await??;
            }
            Ok(stored)
        })
        .await
}

async fn was_stored(stream: &mut BufReader<TcpStream>) -> Result<bool> {
    let (mut length, mut line) = (0, String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            bail!("the server closed the connection");
        }
        if line == "\r\n" {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(body.windows(8).any(|part| part == b"\"stored\""))
}

/// How many answers the writer alone makes durable for 64 callers that wait for each.
async fn bare_writer(desk: &Desk, actor: &Actor, cards: &[Uuid], round: u64) -> Result<u64> {
    let until = measure::now() + STRETCH;
    let mut running = Vec::new();
    for n in 0..CLIENTS {
        let mine: Vec<Uuid> = cards.iter().skip(n).step_by(CLIENTS).copied().collect();
        let (db, mut call) = (desk.db.clone(), desk.call(actor));
        running.push(tokio::spawn(async move {
            let mut numbers = Numbers::new(500_000 + 1_000 * round + n as u64);
            let mut stored = 0u64;
            for card in mine.iter().cycle() {
                if measure::now() >= until {
                    break;
                }
                let at = measure::epoch_ms();
                call.now = Millis(at);
                let mut event = NewEvent::answer(numbers.id(at), *card, Rating::Good, Millis(at), Mode::Flashcard);
                event.duration_ms = Some(4_000);
                let (call, events) = (call.clone(), [event]);
                let outcomes = db.write(move |tx| reviews::record(tx, &call, &events)).await?;
                if outcomes.iter().any(|outcome| outcome.status != Status::Stored) {
                    bail!("an answer was not stored: {outcomes:?}");
                }
                stored += 1;
            }
            Ok(stored)
        }));
    }
    let mut stored = 0;
    for caller in running {
        stored += caller.await??;
    }
    Ok(stored)
}
