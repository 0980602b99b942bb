//! One client: what it sent, what was acknowledged, and how both are found again after the kill.

use super::Found;
use crate::http::Client;
use crate::measure;
use crate::numbers::Numbers;
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A value that was acknowledged, and perhaps one that was on its way when the server died.
struct Kept<T> {
    acknowledged: T,
    on_its_way: Option<T>,
}

pub struct Learner {
    numbers: Numbers,
    cards: Vec<Uuid>,
    flags: HashMap<Uuid, Kept<u64>>,
    /// Item → its front and version.
    texts: Vec<(String, Kept<(String, i64)>)>,
    deck: String,
    /// Answers of this round: event → card.
    stored: HashMap<Uuid, Uuid>,
    on_its_way: Option<(Uuid, Uuid)>,
    /// Writes so far.
    pub acknowledged: u64,
}

impl Learner {
    pub fn new(numbers: Numbers, deck: &str, cards: Vec<Uuid>, items: &[&Value]) -> Learner {
        let texts = items.iter().filter_map(|item| {
            Some((item["id"].as_str()?.to_owned(), Kept { acknowledged: text_of(item), on_its_way: None }))
        });
        Learner {
            flags: cards.iter().map(|card| (*card, Kept { acknowledged: 0, on_its_way: None })).collect(),
            texts: texts.collect(),
            deck: deck.to_owned(),
            stored: HashMap::new(),
            on_its_way: None,
            acknowledged: 0,
            numbers,
            cards,
        }
    }

    /// Works until the server is gone.
    ///
    /// # Errors
    /// When the server refuses what it should take.
    pub fn work_until_it_breaks(&mut self, address: &str, token: &str, cookie: &str) -> Result<()> {
        let Ok(mut client) = Client::with_token(address, token) else { return Ok(()) };
        let Ok(mut pages) = Client::with_cookie(address, cookie) else { return Ok(()) };
        loop {
            let went_on = match self.numbers.below(10) {
                0 | 1 => self.flag(&mut client)?,
                2 | 3 => self.edit(&mut pages)?,
                _ => self.answer(&mut client)?,
            };
            if !went_on {
                return Ok(());
            }
            self.acknowledged += 1;
        }
    }

    fn card(&mut self) -> Uuid {
        self.cards[self.numbers.below(self.cards.len() as u64) as usize]
    }

    fn answer(&mut self, client: &mut Client) -> Result<bool> {
        let (card, at) = (self.card(), measure::epoch_ms());
        let id = self.numbers.id(at);
        self.on_its_way = Some((id, card));
        let Ok(answer) = client.post_json("/api/v1/reviews", &review(id, card, at)) else { return Ok(false) };
        let results = answer.json()?;
        if results["results"][0]["status"] != json!("stored") {
            bail!("an answer was refused: {results}");
        }
        self.on_its_way = None;
        self.stored.insert(id, card);
        Ok(true)
    }

    fn flag(&mut self, client: &mut Client) -> Result<bool> {
        let (card, flag) = (self.card(), self.numbers.below(8));
        let Some(kept) = self.flags.get_mut(&card) else { return Ok(true) };
        kept.on_its_way = Some(flag);
        let Ok(answer) = client.post_json(&format!("/api/v1/cards/{card}/marks"), &json!({"flag": flag})) else {
            return Ok(false);
        };
        answer.json()?;
        *kept = Kept { acknowledged: flag, on_its_way: None };
        Ok(true)
    }

    /// By the editor's form.
    fn edit(&mut self, pages: &mut Client) -> Result<bool> {
        let (n, number) = (self.numbers.below(self.texts.len() as u64) as usize, self.numbers.below(1_000_000));
        let (item, kept) = &mut self.texts[n];
        let (text, version) = (format!("edited {number}"), kept.acknowledged.1);
        let form = format!("kind=basic&front=edited+{number}&back=back&tags=&deck={}&version={version}", self.deck);
        kept.on_its_way = Some((text.clone(), version + 1));
        let sent = pages.post(&format!("/items/{item}"), "application/x-www-form-urlencoded", form.as_bytes());
        let Ok(answer) = sent else { return Ok(false) };
        if answer.status != 303 {
            bail!(
                "an edit came to status {}: {}",
                answer.status,
                answer.text().chars().take(2_000).collect::<String>()
            );
        }
        *kept = Kept { acknowledged: (text, version + 1), on_its_way: None };
        Ok(true)
    }

    /// Compares what the restarted server has with what it acknowledged, and sends again what was on its way.
    pub fn look(&mut self, stored: &Stored, client: &mut Client, found: &mut Found) -> Result<()> {
        found.lost += self.stored.drain().filter(|(id, _)| !stored.log.contains(id)).count() as u64;
        if let Some((id, card)) = self.on_its_way.take() {
            let results = client.post_json("/api/v1/reviews", &review(id, card, measure::epoch_ms()))?.json()?;
            let expected = if stored.log.contains(&id) { "duplicate" } else { "stored" };
            if results["results"][0]["status"] != json!(expected) {
                eprintln!("  sent again: {results}, expected {expected}");
                found.ghosts += 1;
            }
        }
        for (card, kept) in &mut self.flags {
            kept.settle(stored.flags.get(card), "flag", found);
        }
        for (item, kept) in &mut self.texts {
            kept.settle(stored.texts.get(item), "text", found);
        }
        Ok(())
    }
}

/// What a restarted server has.
pub struct Stored {
    log: HashSet<Uuid>,
    flags: HashMap<Uuid, u64>,
    texts: HashMap<String, (String, i64)>,
}

impl Stored {
    /// The log after an event, and the cards and items of the clients' deck. Also the log's last event.
    pub fn read(client: &mut Client, deck: &str, known: Option<Uuid>) -> Result<(Stored, Option<Uuid>)> {
        let mut log = HashSet::new();
        let mut known = known;
        loop {
            let after = known.map_or(String::new(), |id| format!("&after={id}"));
            let page = list(client, &format!("/api/v1/reviews?limit=1000{after}"))?;
            known = page.iter().filter_map(|event| id(event, "id")).max().or(known);
            log.extend(page.iter().filter_map(|event| id(event, "id")));
            if page.len() < 1000 {
                break;
            }
        }
        let cards = list(client, &format!("/api/v1/cards?deck={deck}&limit=500"))?;
        let items = list(client, &format!("/api/v1/items?deck={deck}&limit=500"))?;
        let stored = Stored {
            log,
            flags: cards.iter().filter_map(|card| Some((id(card, "card_id")?, card["flag"].as_u64()?))).collect(),
            texts: items.iter().filter_map(|item| Some((item["id"].as_str()?.to_owned(), text_of(item)))).collect(),
        };
        Ok((stored, known))
    }
}

fn list(client: &mut Client, path: &str) -> Result<Vec<Value>> {
    let mut answer = client.get(path)?.json()?;
    match answer["items"].take() {
        Value::Array(items) => Ok(items),
        other => bail!("{path}: {other} is no list"),
    }
}

/// An item's front and version.
fn text_of(item: &Value) -> (String, i64) {
    let front = item.pointer("/content/front/text").and_then(Value::as_str).unwrap_or_default();
    (front.to_owned(), item["version"].as_i64().unwrap_or_default())
}

impl<T: PartialEq + Clone + std::fmt::Debug> Kept<T> {
    /// What is stored is one of the two, and from now on the one that counts.
    fn settle(&mut self, stored: Option<&T>, what: &str, found: &mut Found) {
        let on_its_way = self.on_its_way.take();
        if stored.is_none() || (stored != Some(&self.acknowledged) && stored != on_its_way.as_ref()) {
            eprintln!("  {what}: stored {stored:?}, acknowledged {:?}, on its way {on_its_way:?}", self.acknowledged);
            found.lost += 1;
        }
        if let Some(stored) = stored {
            self.acknowledged = stored.clone();
        }
    }
}

fn review(id: Uuid, card: Uuid, at: i64) -> Value {
    json!({"reviews": [{"id": id, "card_id": card, "rating": 3, "mode": "flashcard", "reviewed_at": at, "duration_ms": 2000}]})
}

fn id(value: &Value, key: &str) -> Option<Uuid> {
    value[key].as_str()?.parse().ok()
}
