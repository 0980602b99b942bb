//! Words over 100,000 items: time of `GET /api/v1/search?q=` against Anki's `find_notes` for the same words.

use crate::figure::{Figure, Target};
use crate::fill::Filled;
use crate::numbers::{median, percentile};
use crate::server::{self, Server};
use crate::{measure, peer};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

const WORDS: usize = 40;
/// Each word is asked so often; the median counts.
const ROUNDS: usize = 5;

pub fn run() -> Result<Vec<Figure>> {
    let binary = server::binary()?;
    let filled = Filled::big(&binary)?;
    let server = Server::start(&binary, &filled.data())?;
    let mut client = server.as_token(&filled.token)?;
    let words = words(&mut client)?;
    let waiting = measure::now();
    while client.get("/api/v1/search?q=own099999")?.json()?["items"].as_array().is_none_or(Vec::is_empty) {
        if waiting.elapsed() > Duration::from_secs(300) {
            bail!("the index does not fill");
        }
        thread::sleep(Duration::from_millis(200));
    }
    let (mut times, mut without) = (Vec::new(), 0);
    for word in &words {
        let path = format!("/api/v1/search?q={word}");
        let mut of_word = Vec::new();
        for _ in 0..ROUNDS {
            let begun = measure::now();
            let found = client.get(&path)?.json()?;
            of_word.push(measure::ms(begun.elapsed()));
            without += usize::from(found["items"].as_array().is_none_or(Vec::is_empty));
        }
        times.push(median(&of_word));
    }
    if without > 0 {
        bail!("{without} searches for words that are there found nothing");
    }
    let theirs = peer::measure(&[&format!("search={}", words.join(","))])?;
    let anchor = theirs["search"].as_f64().context("Anki searched")?;
    Ok(vec![
        Figure::ratio("search: one word over 100,000 items, median", median(&times), "ms", Target::AtMost(0.1), anchor),
        Figure::note("search: the slowest word", percentile(&times, 1.0), "ms"),
    ])
}

/// Words of the items themselves, four letters or longer, in the order of the alphabet.
fn words(client: &mut crate::http::Client) -> Result<Vec<String>> {
    let cards = client.get("/api/v1/cards?limit=50")?.json()?;
    let text: String = cards["items"]
        .as_array()
        .context("a list")?
        .iter()
        .filter_map(|card| card["question_html"].as_str())
        .map(|html| html.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect::<String>() + " ")
        .collect();
    let words: BTreeSet<&str> = text.split_whitespace().filter(|word| word.len() >= 6).collect();
    // markup has its own words
    let words: Vec<String> =
        words.into_iter().filter(|w| !["strong", "section"].contains(w)).map(str::to_owned).collect();
    let step = (words.len() / WORDS).max(1);
    Ok(words.into_iter().step_by(step).take(WORDS).collect())
}
