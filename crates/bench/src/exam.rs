//! Sittings: how long a saved answer takes while 200 learners save one each second, what a running sitting gives away, how sharp
//! its deadline is, and what is lost when the server is killed in the middle.

use crate::figure::{Figure, Target};
use crate::http::Client;
use crate::measure;
use crate::numbers::{Numbers, percentile};
use crate::server::{self, Server};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// Learners who save an answer each second.
const LEARNERS: usize = 200;
/// Seconds that they do it.
const SECONDS: u32 = 15;
/// Sittings that are looked through for what is right.
const SITTINGS: u32 = 1_000;
/// Kills in the middle of a sitting.
const KILLS: u32 = 100;
/// Questions of the paper.
const QUESTIONS: usize = 10;
/// What only a right answer, a reason, a hint or a solution says.
const SECRET: &str = "zebrafinch";

pub fn run() -> Result<Vec<Figure>> {
    let binary = server::binary()?;
    let (waits, lost) = many_at_once(&binary)?;
    let leaks = leaks(&binary)?;
    let late = deadline(&binary)?;
    let (killed, checked) = kills(&binary)?;
    Ok(vec![
        Figure::limit(
            "exam: a saved answer, 200 learners a second, p99",
            percentile(&waits, 0.99),
            "ms",
            Target::AtMost(50.0),
        ),
        Figure::note("exam: … p50", percentile(&waits, 0.5), "ms"),
        Figure::note("exam: … answers", waits.len() as f64, "answers"),
        Figure::limit("exam: … lost", lost as f64, "answers", Target::AtMost(0.0)),
        Figure::limit(
            "exam: running sittings that say what is right, of 1,000",
            f64::from(leaks),
            "sittings",
            Target::AtMost(0.0),
        ),
        Figure::limit("exam: taken after the deadline", late, "s", Target::AtMost(1.0)),
        Figure::limit("exam: lost by 100 kills in the middle", killed as f64, "answers", Target::AtMost(0.0)),
        Figure::note("exam: … saved answers that were looked for", checked as f64, "answers"),
    ])
}

/// Makes a deck and a paper by the pages, as a learner does; the paper's id.
fn paper(address: &str, name: &str, minutes: &str) -> Result<String> {
    let (mut page, _) = Client::signed_in(address, name, server::PASSWORD)?;
    let made = page.post_form("/decks", &[("name", "Birds")])?;
    let deck = last_part(made.header("location").context("a deck")?);
    for n in 0..QUESTIONS {
        let prompt = format!("Which bird is number {n}?");
        let fields = match n % 3 {
            0 => vec![("kind", "short"), ("accepted", SECRET)],
            1 => vec![
                ("kind", "choice"),
                ("option0", "robin"),
                ("option1", "wren"),
                ("right1", "on"),
                ("feedback1", SECRET),
            ],
            _ => vec![("kind", "gaps")],
        };
        let gaps = format!("{prompt} [[{SECRET}]]");
        let mut sent = vec![
            ("deck", deck.as_str()),
            ("explanation", SECRET),
            ("prompt", if n % 3 == 2 { &gaps } else { &prompt }),
        ];
        sent.extend(fields);
        page.post_form("/items/new", &sent)?;
    }
    let questions = QUESTIONS.to_string();
    let fields = [
        ("mode", "exam"),
        ("name", "Birds"),
        ("deck", &deck),
        ("questions", &questions),
        ("points", "1"),
        ("minutes", minutes),
    ];
    let made = page.post_form("/quizzes", &fields)?;
    Ok(last_part(made.header("location").context("a paper")?))
}

fn last_part(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn begin(client: &mut Client, paper: &str) -> Result<Value> {
    client.post_json(&format!("/api/v1/quizzes/{paper}/sittings"), &json!({}))?.json()
}

fn put(client: &mut Client, sitting: &str, place: usize, text: &str, change: i64) -> Result<u16> {
    let body = json!({"responses": [{"place": place, "response": {"text": text}, "change": change}]});
    Ok(client.put_json(&format!("/api/v1/sittings/{sitting}/responses"), &body)?.status)
}

fn id(sitting: &Value) -> Result<String> {
    Ok(sitting["id"].as_str().context("a sitting has an id")?.to_owned())
}

/// What is stored at a place.
fn stored(sitting: &Value, place: usize) -> &str {
    sitting["places"][place]["response"]["text"].as_str().unwrap_or_default()
}

fn many_at_once(binary: &Path) -> Result<(Vec<f64>, usize)> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let tokens: Vec<String> =
        (0..LEARNERS).map(|n| server::account(binary, &data, &format!("pupil{n}"))).collect::<Result<_>>()?;
    let server = Server::start(binary, &data)?;
    let mut desks = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let paper = paper(&server.address, &format!("pupil{n}"), "60")?;
        let mut client = server.as_token(token)?;
        let sitting = id(&begin(&mut client, &paper)?)?;
        desks.push((client, sitting));
    }
    let results: Vec<Result<(Vec<f64>, usize)>> = thread::scope(|scope| {
        let desks = desks.into_iter().enumerate().map(|(n, (mut client, sitting))| {
            scope.spawn(move || -> Result<(Vec<f64>, usize)> {
                let mut waits = Vec::new();
                thread::sleep(Duration::from_millis(5 * n as u64));
                for second in 0..SECONDS {
                    let begun = measure::now();
                    let place = second as usize % QUESTIONS;
                    let text = format!("answer {second} of {n}");
                    if put(&mut client, &sitting, place, &text, i64::from(second) + 1)? != 204 {
                        bail!("an answer was refused");
                    }
                    let spent = begun.elapsed();
                    waits.push(measure::ms(spent));
                    thread::sleep(Duration::from_secs(1).saturating_sub(spent));
                }
                let now = client.get(&format!("/api/v1/sittings/{sitting}"))?.json()?;
                let last = |place: usize| (0..SECONDS).rev().find(|second| *second as usize % QUESTIONS == place);
                let wrong = |place: &usize| {
                    last(*place).is_some_and(|second| stored(&now, *place) != format!("answer {second} of {n}"))
                };
                Ok((waits, (0..QUESTIONS).filter(wrong).count()))
            })
        });
        let handles: Vec<_> = desks.collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|_| bail!("a learner's thread panicked")))
            .collect()
    });
    let (mut waits, mut lost) = (Vec::new(), 0);
    for result in results {
        let (some, gone) = result?;
        waits.extend(some);
        lost += gone;
    }
    Ok((waits, lost))
}

/// Sittings whose page or JSON says what is right while they run.
fn leaks(binary: &Path) -> Result<u32> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let token = server::account(binary, &data, "mia")?;
    let server = Server::start(binary, &data)?;
    let paper = paper(&server.address, "mia", "60")?;
    let mut client = server.as_token(&token)?;
    let (mut page, _) = Client::signed_in(&server.address, "mia", server::PASSWORD)?;
    let mut leaks = 0;
    for _ in 0..SITTINGS {
        let sitting = begin(&mut client, &paper)?;
        let sitting_id = id(&sitting)?;
        let shown = page.get(&format!("/sittings/{sitting_id}"))?.text();
        if [sitting.to_string(), shown].iter().any(|sent| sent.contains(SECRET)) {
            leaks += 1;
        }
        client.post_json(&format!("/api/v1/sittings/{sitting_id}/hand-in"), &json!({}))?;
    }
    Ok(leaks)
}

/// How long after the deadline an answer was still taken, s; asked every 50 ms. The sitting takes a minute.
fn deadline(binary: &Path) -> Result<f64> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let token = server::account(binary, &data, "mia")?;
    let server = Server::start(binary, &data)?;
    let paper = paper(&server.address, "mia", "1")?;
    let mut client = server.as_token(&token)?;
    let sitting = begin(&mut client, &paper)?;
    let (sitting_id, deadline) = (id(&sitting)?, sitting["deadline"].as_i64().context("a deadline")?);
    let mut last = f64::NEG_INFINITY;
    for change in 1.. {
        let at = measure::epoch_ms();
        // a device whose clock is a day ahead says so in its changes; nothing follows from it
        let taken = put(&mut client, &sitting_id, 0, "x", at + 86_400_000 + change)? == 204;
        if taken {
            last = (at - deadline) as f64 / 1e3;
        } else if at > deadline {
            break;
        } else {
            bail!("refused {} ms before the deadline", deadline - at);
        }
        let wait = if deadline - at > 2_000 { 1_000 } else { 50 };
        thread::sleep(Duration::from_millis(wait));
    }
    Ok(last)
}

/// Answers that were acknowledged and are not there after the server was killed, and how many were looked for.
fn kills(binary: &Path) -> Result<(usize, usize)> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let token = server::account(binary, &data, "mia")?;
    let mut server = Server::start(binary, &data)?;
    let paper = paper(&server.address, "mia", "600")?;
    let sitting = id(&begin(&mut server.as_token(&token)?, &paper)?)?;
    let mut numbers = Numbers::new(7);
    let (mut lost, mut checked, mut change) = (0, 0, 0);
    let mut acknowledged: Vec<Option<String>> = vec![None; QUESTIONS];
    for _ in 0..KILLS {
        let mut client = server.as_token(&token)?;
        for _ in 0..1 + numbers.below(12) {
            change += 1;
            let place = numbers.below(QUESTIONS as u64) as usize;
            let text = format!("answer {change}");
            if put(&mut client, &sitting, place, &text, change)? == 204 {
                acknowledged[place] = Some(text);
            }
        }
        server.kill()?;
        server = Server::start(binary, &data)?;
        let now = server.as_token(&token)?.get(&format!("/api/v1/sittings/{sitting}"))?.json()?;
        for (place, text) in acknowledged.iter().enumerate() {
            let Some(text) = text else { continue };
            checked += 1;
            lost += usize::from(stored(&now, place) != text);
        }
    }
    Ok((lost, checked))
}
