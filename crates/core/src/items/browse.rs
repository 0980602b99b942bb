//! Pages of items: of a deck, and of a search in the browser. Read by keyset: a page begins after the last row of the one
//! before, so that far pages are as quick as near ones.

use super::query::Expr;
use super::query_sql::{self, Condition, FIRST, Found};
use super::store::VISIBLE;
use crate::call::{Actor, Call, LearnerId, SpaceId};
use crate::db::{ToValue, Tx, Value, params};
use crate::decks::Deck;
use crate::error::{Error, Result};
use crate::spaces::{self, Role};
use crate::study::cards::{LearnerCard, learner_card, parameters};
use formats::item::Kind;
use memory::{Due, Phase};
use uuid::Uuid;

/// Counting stops here.
pub const COUNT_LIMIT: i64 = 10_000;

/// A row of a list of items, with where its cards stand for the learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub id: Uuid,
    pub deck: Uuid,
    pub deck_name: String,
    pub kind: Kind,
    pub summary: String,
    pub language: Option<String>,
    pub created_at: i64,
    pub cards: u32,
    /// Cards that were answered at least once.
    pub begun: u32,
    /// The mean chance of recall now over the cards that were met; `None`: none was.
    pub recall: Option<f64>,
    /// The earliest due of its cards that are not new.
    pub due: Option<Due>,
    /// All its cards are paused.
    pub suspended: bool,
    pub leech: bool,
    /// The highest flag, 0 none.
    pub flag: u8,
    /// Mean difficulty, 1 to 10.
    pub difficulty: Option<f64>,
}

/// How a search's rows are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest first.
    #[default]
    Added,
    /// What it says, A to Z.
    Summary,
    /// Earliest first, new ones last.
    Due,
    /// Hardest first.
    Difficulty,
}

impl Order {
    pub const ALL: [Order; 4] = [Order::Added, Order::Summary, Order::Due, Order::Difficulty];

    pub fn as_str(self) -> &'static str {
        match self {
            Order::Added => "added",
            Order::Summary => "summary",
            Order::Due => "due",
            Order::Difficulty => "difficulty",
        }
    }

    pub fn parse(word: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|o| o.as_str() == word)
    }

    /// The column that is compared (ascending), never NULL. `{learner}` is the learner's parameter.
    fn key(self, learner: &str) -> String {
        let of_cards = |what: &str| {
            format!("(SELECT {what} FROM learner_cards c WHERE c.learner = {learner} AND c.item = items.id)")
        };
        match self {
            Order::Added => "-items.position".into(),
            Order::Summary => "items.summary".into(),
            Order::Due => of_cards(
                "COALESCE(MIN(CASE WHEN c.phase = 0 THEN 9000000000000000 WHEN c.due_day > 0 THEN c.due_day * 86400000 ELSE c.due_at END), 9000000000000000)",
            ),
            Order::Difficulty => of_cards("CAST(COALESCE(MAX(c.difficulty), 0) * -1000000 AS INTEGER)"),
        }
    }
}

/// Rows and where the next page begins.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    pub rows: Vec<Row>,
    pub next: Option<String>,
}

/// A page of a search over the learner's own items.
///
/// # Errors
/// `Invalid` on `after` for what no page said.
pub fn page(
    tx: &mut Tx,
    call: &Call,
    expr: &Expr,
    found: &Found,
    order: Order,
    after: Option<&str>,
    limit: usize,
) -> Result<Page> {
    let space = call.actor.space();
    let Condition { sql, mut values } = query_sql::condition(tx, call, space, expr, found)?;
    let mut place = |value: &dyn ToValue| {
        values.push(owned(value));
        format!("?{}", values.len() + FIRST - 1)
    };
    // the learner's id is their space's
    let key = order.key("?1");
    let from = match after {
        None => String::new(),
        Some(after) => {
            let (id, at) = after.split_once('.').ok_or_else(wrong_place)?;
            let id = place(&Uuid::parse_str(id).map_err(|_| wrong_place())?);
            let at = match order {
                Order::Summary => place(&at),
                _ => place(&at.parse::<i64>().map_err(|_| wrong_place())?),
            };
            format!("AND ({key} > {at} OR ({key} = {at} AND items.id > {id}))")
        }
    };
    let most = place(&count_of(limit + 1));
    let sql = format!(
        "SELECT items.id AS id, {key} AS place FROM items
         WHERE items.space = ?1 AND items.deleted_at IS NULL AND {VISIBLE} AND ({sql}) {from}
         ORDER BY place, id LIMIT {most}"
    );
    let all: Vec<&dyn ToValue> = std::iter::once(&space as &dyn ToValue).chain(values.iter().map(|v| v as _)).collect();
    let mut places: Vec<(Uuid, Value)> = tx.rows(&sql, &all, |row| Ok((row.get("id")?, row.get("place")?)))?;
    let more = places.len() > limit;
    places.truncate(limit);
    let next = places.last().filter(|_| more).map(|(id, at)| match at {
        Value::Text(text) => format!("{id}.{text}"),
        Value::Int(n) => format!("{id}.{n}"),
        _ => format!("{id}."),
    });
    let ids: Vec<Uuid> = places.into_iter().map(|p| p.0).collect();
    Ok(Page { rows: rows(tx, call, space, &ids)?, next })
}

/// How many items a search finds, at most [`COUNT_LIMIT`].
pub fn count(tx: &mut Tx, call: &Call, expr: &Expr, found: &Found) -> Result<i64> {
    Ok(ids_of(tx, call, expr, found, COUNT_LIMIT)?.len() as i64)
}

/// The ids of what a search finds, at most so many: for acts on all of it.
pub fn ids_of(tx: &mut Tx, call: &Call, expr: &Expr, found: &Found, limit: i64) -> Result<Vec<Uuid>> {
    let space = call.actor.space();
    let Condition { sql, values } = query_sql::condition(tx, call, space, expr, found)?;
    let sql = format!(
        "SELECT items.id AS id FROM items WHERE items.space = ?1 AND items.deleted_at IS NULL AND {VISIBLE} AND ({sql})
         ORDER BY items.id LIMIT {limit}"
    );
    let all: Vec<&dyn ToValue> = std::iter::once(&space as &dyn ToValue).chain(values.iter().map(|v| v as _)).collect();
    tx.rows(&sql, &all, |row| row.get("id"))
}

/// A page of the items that lie in this very deck, in the order of making; `after` is the `next` of the page before.
pub fn list_of_deck(tx: &mut Tx, call: &Call, deck: &Deck, after: Option<&str>, limit: usize) -> Result<Page> {
    spaces::require(tx, &call.actor, deck.space, Role::Reader)?;
    let (position, id) = match after {
        None => (i64::MIN, Uuid::nil()),
        Some(after) => {
            let (id, position) = after.split_once('.').ok_or_else(wrong_place)?;
            (position.parse().map_err(|_| wrong_place())?, Uuid::parse_str(id).map_err(|_| wrong_place())?)
        }
    };
    let mut places: Vec<(Uuid, i64)> = tx.rows(
        &format!(
            "SELECT id, position FROM items WHERE space = ?1 AND deck = ?2 AND (position > ?3 OR (position = ?3 AND id > ?4))
             AND deleted_at IS NULL AND {VISIBLE} ORDER BY position, id LIMIT ?5"
        ),
        params![deck.space, deck.id, position, id, count_of(limit + 1)],
        |row| Ok((row.get("id")?, row.get("position")?)),
    )?;
    let more = places.len() > limit;
    places.truncate(limit);
    let next = places.last().filter(|_| more).map(|(id, at)| format!("{id}.{at}"));
    let ids: Vec<Uuid> = places.into_iter().map(|p| p.0).collect();
    Ok(Page { rows: rows(tx, call, deck.space, &ids)?, next })
}

/// The rows of these items, in their order.
fn rows(tx: &mut Tx, call: &Call, space: SpaceId, ids: &[Uuid]) -> Result<Vec<Row>> {
    let (_, numbers) = parameters(tx, call.actor.learner)?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let sql = "SELECT items.deck AS deck, decks.name AS deck_name, items.kind AS kind, items.summary AS summary,
             items.language AS language, items.created_at AS created_at
             FROM items JOIN decks ON decks.space = items.space AND decks.id = items.deck
             WHERE items.space = ?1 AND items.id = ?2";
        let row = tx.row(sql, params![space, *id], |row| {
            let kind: String = row.get("kind")?;
            Ok(Row {
                id: *id,
                deck: row.get("deck")?,
                deck_name: row.get("deck_name")?,
                kind: Kind::parse(&kind).ok_or_else(|| Error::Internal(format!("unknown item kind {kind}")))?,
                summary: row.get("summary")?,
                language: row.get("language")?,
                created_at: row.get("created_at")?,
                cards: 0,
                begun: 0,
                recall: None,
                due: None,
                suspended: false,
                leech: false,
                flag: 0,
                difficulty: None,
            })
        })?;
        let Some(mut row) = row else { continue };
        let cards = cards_of(tx, call.actor.learner, *id)?;
        stand(&mut row, &cards, |card| card.folded.state.recall(&numbers, call.today()));
        rows.push(row);
    }
    Ok(rows)
}

/// Where an item's cards stand for the learner.
pub fn cards_of(tx: &mut Tx, learner: LearnerId, item: Uuid) -> Result<Vec<LearnerCard>> {
    tx.rows(
        &format!(
            "SELECT {} FROM learner_cards WHERE learner = ?1 AND item = ?2 ORDER BY position, card_id",
            crate::study::cards::COLUMNS
        ),
        params![learner, item],
        learner_card,
    )
}

fn stand(row: &mut Row, cards: &[LearnerCard], recall: impl Fn(&LearnerCard) -> Option<f64>) {
    let mean = |numbers: Vec<f64>| (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64);
    row.cards = u32::try_from(cards.len()).unwrap_or(u32::MAX);
    row.begun = u32::try_from(cards.iter().filter(|c| c.folded.state.phase != Phase::New).count()).unwrap_or(u32::MAX);
    row.recall = mean(cards.iter().filter_map(recall).collect());
    row.due = cards.iter().filter_map(|c| c.folded.due).min_by_key(|d| (d.day.is_some(), d.day, d.at));
    row.suspended = !cards.is_empty() && cards.iter().all(|c| c.suspended);
    row.leech = cards.iter().any(|c| c.leech);
    row.flag = cards.iter().map(|c| c.flag).max().unwrap_or(0);
    row.difficulty = mean(cards.iter().filter_map(|c| c.folded.state.memory.map(|m| m.difficulty.get())).collect());
}

/// What these of the actor's own live items ask, in one line each: for the lint, which is told what the index found alike.
pub fn summaries(tx: &mut Tx, actor: &Actor, ids: &[Uuid]) -> Result<Vec<String>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let summary: Option<String> = tx.scalar(
            "SELECT summary FROM items WHERE space = ?1 AND id = ?2 AND deleted_at IS NULL",
            params![actor.space(), *id],
        )?;
        found.extend(summary);
    }
    Ok(found)
}

fn owned(value: &dyn ToValue) -> Value {
    use crate::db::ValueRef;
    match value.to_value() {
        ValueRef::Null => Value::Null,
        ValueRef::Int(n) => Value::Int(n),
        ValueRef::Real(x) => Value::Real(x),
        ValueRef::Text(text) => Value::Text(text.to_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_owned()),
    }
}

fn count_of(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn wrong_place() -> Error {
    Error::invalid("after", "items-after-wrong")
}
