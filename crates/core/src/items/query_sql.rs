//! What a query means in the database. Conditions on cards hold for an item when one of its cards meets them.

use super::model::fold_tag;
use super::query::{Comparison, Expr, Property, State, Term};
use crate::call::{Call, SpaceId};
use crate::db::{ToValue, Tx, Value, ValueRef, params};
use crate::decks::{self, model::PATH_SEPARATOR, model::fold_name};
use crate::error::Result;
use crate::study::cards::VISIBLE;
use std::collections::HashMap;
use uuid::Uuid;

/// What the index found for each text of a query.
pub type Found = HashMap<String, Vec<Uuid>>;

/// A condition over `items`, with its parameters in order.
pub struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

/// Turns a query into a condition. Deck and tag names are looked up first.
pub fn condition(tx: &mut Tx, call: &Call, space: SpaceId, expr: &Expr, found: &Found) -> Result<Condition> {
    let mut builder = Builder { call, space, found, values: Vec::new() };
    let sql = builder.expr(tx, expr)?;
    Ok(Condition { sql, values: builder.values })
}

struct Builder<'a> {
    call: &'a Call,
    space: SpaceId,
    found: &'a Found,
    values: Vec<Value>,
}

const NOTHING: &str = "1 = 0";

impl Builder<'_> {
    fn expr(&mut self, tx: &mut Tx, expr: &Expr) -> Result<String> {
        Ok(match expr {
            Expr::All(parts) if parts.is_empty() => "1 = 1".into(),
            Expr::All(parts) => self.join(tx, parts, " AND ")?,
            Expr::Any(parts) => self.join(tx, parts, " OR ")?,
            Expr::Not(part) => format!("NOT ({})", self.expr(tx, part)?),
            Expr::Is(term) => self.term(tx, term)?,
        })
    }

    fn join(&mut self, tx: &mut Tx, parts: &[Expr], word: &str) -> Result<String> {
        let parts: Vec<String> = parts.iter().map(|p| self.expr(tx, p)).collect::<Result<_>>()?;
        Ok(format!("({})", parts.join(word)))
    }

    fn term(&mut self, tx: &mut Tx, term: &Term) -> Result<String> {
        let today = self.call.today();
        Ok(match term {
            Term::Text(text) => {
                let ids = self.found.get(text).cloned().unwrap_or_default();
                self.one_of("items.id", &ids)
            }
            Term::Deck(name) => {
                let ids = self.decks(tx, name)?;
                self.one_of("items.deck", &ids)
            }
            Term::Tag(tag) => self.tag(tx, tag)?,
            Term::Kind(kind) => {
                let kind = self.value(&kind.as_str());
                format!("items.kind = {kind}")
            }
            Term::Flag(flag) => {
                let flag = self.value(&i64::from(*flag));
                self.card(&format!("flag = {flag}"))
            }
            Term::State(state) => self.state(*state),
            Term::Property(property, comparison, number) => self.property(*property, *comparison, *number),
            Term::Added(days) => {
                let first = memory::StudyDay(today.0 - i32::try_from(*days).unwrap_or(i32::MAX) + 1);
                let preferences = &self.call.actor.preferences;
                let from = self.value(&memory::day_start(first, &preferences.zone, preferences.rollover_hour).0);
                format!("items.created_at >= {from}")
            }
            Term::Rated(days) => {
                let after = self.value(&(i64::from(today.0) - i64::from(*days)));
                self.card(&format!("last_day > {after}"))
            }
        })
    }

    fn state(&mut self, state: State) -> String {
        let today = self.call.today().0;
        let condition = match state {
            State::Due => {
                let (day, now) = (self.value(&today), self.value(&self.call.now.0));
                format!(
                    "phase IN (1, 2, 3) AND due_day <= {day} AND (due_day > 0 OR due_at <= {now}) AND buried_until <= {day}
                     AND suspended = 0"
                )
            }
            State::New => "phase = 0".into(),
            State::Learning => "phase IN (1, 3)".into(),
            State::Review => "phase = 2".into(),
            State::Suspended => "suspended = 1".into(),
            State::Buried => {
                let day = self.value(&today);
                format!("buried_until > {day}")
            }
            State::Leech => "leech = 1".into(),
            State::Flagged => "flag > 0".into(),
        };
        self.card(&condition)
    }

    fn property(&mut self, property: Property, comparison: Comparison, number: f64) -> String {
        let sign = match comparison {
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            Comparison::AtLeast => ">=",
            Comparison::More => ">",
        };
        let today = f64::from(self.call.today().0);
        // one type on both sides, for Postgres
        let (column, number) = match property {
            Property::Stability => ("stability", number),
            Property::Difficulty => ("difficulty", number),
            Property::Lapses => ("CAST(lapses AS REAL)", number),
            Property::Reviews => ("CAST(reps AS REAL)", number),
            Property::Due => ("CAST(due_day AS REAL)", number + today),
        };
        let only = match property {
            Property::Due => "phase = 2 AND ",
            _ => "",
        };
        let number = self.value(&number);
        self.card(&format!("{only}{column} {sign} {number}"))
    }

    /// Items of which a card of this learner's meets the condition.
    fn card(&mut self, condition: &str) -> String {
        let learner = self.call.actor.learner;
        let learner = self.value(&learner);
        format!("items.id IN (SELECT item FROM learner_cards WHERE learner = {learner} AND {condition} AND {VISIBLE})")
    }

    fn decks(&mut self, tx: &mut Tx, name: &str) -> Result<Vec<Uuid>> {
        let pattern: Vec<String> = name.split("::").map(fold_name).collect();
        let pattern = pattern.join(&PATH_SEPARATOR.to_string());
        let mut chosen: Vec<String> = Vec::new();
        let mut ids = Vec::new();
        for deck in decks::store::list_live(tx, self.space)? {
            let last = deck.path_key.rsplit(PATH_SEPARATOR).next().unwrap_or_default();
            let below = chosen.iter().any(|above| {
                deck.path_key.strip_prefix(above.as_str()).is_some_and(|tail| tail.starts_with(PATH_SEPARATOR))
            });
            if below || matches(&pattern, &deck.path_key) || matches(&pattern, last) {
                chosen.push(deck.path_key);
                ids.push(deck.id);
            }
        }
        Ok(ids)
    }

    fn tag(&mut self, tx: &mut Tx, tag: &str) -> Result<String> {
        let folded = fold_tag(tag);
        let of_item = "SELECT item FROM item_tags WHERE space = items.space";
        if folded == "none" {
            return Ok(format!("NOT EXISTS ({of_item} AND item_tags.item = items.id)"));
        }
        let space = self.space;
        let space = self.value(&space);
        if !folded.contains('*') {
            let (exact, from, to) =
                (self.value(&folded), self.value(&format!("{folded}::")), self.value(&format!("{folded}:;")));
            // `;` follows `:`, so what lies below is exactly this half-open range
            return Ok(format!(
                "items.id IN (SELECT item FROM item_tags WHERE space = {space}
                   AND (tag_key = {exact} OR (tag_key >= {from} AND tag_key < {to})))"
            ));
        }
        let keys: Vec<String> = tx.rows(
            "SELECT DISTINCT tag_key FROM item_tags WHERE space = ?1 ORDER BY tag_key",
            params![self.space],
            |row| row.get("tag_key"),
        )?;
        let keys: Vec<String> = keys.into_iter().filter(|key| matches(&folded, key)).take(1_000).collect();
        let tags = self.one_of("tag_key", &keys);
        Ok(format!("items.id IN (SELECT item FROM item_tags WHERE space = {space} AND {tags})"))
    }

    fn one_of<T: ToValue>(&mut self, column: &str, values: &[T]) -> String {
        if values.is_empty() {
            return NOTHING.into();
        }
        let places: Vec<String> = values.iter().map(|v| self.value(v)).collect();
        format!("{column} IN ({})", places.join(", "))
    }

    /// A parameter; its place. The first two are the caller's.
    fn value(&mut self, value: &dyn ToValue) -> String {
        self.values.push(match value.to_value() {
            ValueRef::Null => Value::Null,
            ValueRef::Int(n) => Value::Int(n),
            ValueRef::Real(x) => Value::Real(x),
            ValueRef::Text(text) => Value::Text(text.to_owned()),
            ValueRef::Blob(bytes) => Value::Blob(bytes.to_owned()),
        });
        format!("?{}", self.values.len() + FIRST - 1)
    }
}

/// The number of the condition's first parameter.
pub const FIRST: usize = 2;

/// `*` stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, yes) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a*", "ab", true),
            ("*b", "ab", true),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxc", false),
            ("ab*ba", "aba", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, text), yes, "{pattern} on {text}");
        }
    }
}
