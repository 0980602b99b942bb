//! The queue: what to answer next, in which order, with what each answer would lead to.
//!
//! Learning cards that are due come first, then reviews and new cards, mixed as the settings say. Siblings of a card
//! that was answered today, or that stands earlier in the queue, wait until tomorrow: this is derived, nothing is stored.

use super::cards::{COLUMNS, LearnerCard, VISIBLE, learner_card, parameters};
use super::loads::Loads;
use super::settings::{Mix, NewOrder, SettingsReader};
use crate::call::{Call, LearnerId};
use crate::db::{ToValue, Tx, params};
use crate::decks::{self, Deck};
use crate::error::Result;
use memory::{Millis, Parameters, Phase, Promise, StudyDay, Waiting};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The longest queue that is handed out at once.
pub const QUEUE_LIMIT: usize = 500;
/// A learning card may be shown so long before its time when nothing else is left, ms (Anki's learn-ahead).
pub const LEARN_AHEAD_MS: i64 = 20 * 60 * 1000;
/// Counts stop here: nobody acts differently on more.
const COUNT_LIMIT: i64 = 9999;

/// What is studied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    All,
    /// A deck and what lies below it.
    Deck(Uuid),
    /// Exactly these cards, due or not (a search, "study these again").
    Cards(Vec<Uuid>),
}

/// A card that waits, with what each rating from Again to Easy would promise.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueCard {
    pub card: LearnerCard,
    /// The probability of recall now, 0 to 1; `None` for a new card.
    pub recall: Option<f64>,
    pub promises: [Promise; 4],
}

/// How much there is to do today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// New cards that today's limits let in.
    pub new: i64,
    /// Cards in steps: due now or later today.
    pub learning: i64,
    /// Reviews due today.
    pub due: i64,
}

impl Counts {
    pub fn total(&self) -> i64 {
        self.new + self.learning + self.due
    }
}

/// Builds the queue. `loads` are how full the coming days are.
pub fn queue(tx: &mut Tx, call: &Call, scope: &Scope, limit: usize, loads: &Loads) -> Result<Vec<QueueCard>> {
    let limit = limit.min(QUEUE_LIMIT);
    let mut builder = Builder::new(tx, call, scope)?;
    let chosen = match scope {
        Scope::Cards(ids) => builder.exactly(tx, ids, limit)?,
        _ => builder.choose(tx, limit)?,
    };
    chosen.into_iter().map(|card| builder.with_promises(tx, card, loads)).collect()
}

/// Counts what is due today in a scope.
pub fn count(tx: &mut Tx, call: &Call, scope: &Scope) -> Result<Counts> {
    let mut builder = Builder::new(tx, call, scope)?;
    Ok(Counts {
        new: builder.new_cards_room(tx)?.iter().map(|(_, room)| *room).sum(),
        learning: builder.count_phase(tx, &[1, 3])?,
        due: builder.count_phase(tx, &[2])?,
    })
}

struct Builder {
    learner: LearnerId,
    call: Call,
    today: StudyDay,
    parameters: Parameters,
    settings: SettingsReader,
    /// `None`: all decks.
    decks: Option<Vec<Deck>>,
    seen_items: HashSet<Uuid>,
}

impl Builder {
    fn new(tx: &mut Tx, call: &Call, scope: &Scope) -> Result<Builder> {
        let decks = match scope {
            Scope::Deck(deck) => Some(decks::subtree(tx, &call.actor, *deck)?),
            _ => None,
        };
        let learner = call.actor.learner;
        Ok(Builder {
            learner,
            call: call.clone(),
            today: call.today(),
            parameters: parameters(tx, learner)?.1,
            settings: SettingsReader::new(learner),
            decks,
            seen_items: HashSet::new(),
        })
    }

    fn exactly(&mut self, tx: &mut Tx, ids: &[Uuid], limit: usize) -> Result<Vec<LearnerCard>> {
        let mut cards = Vec::new();
        for id in ids.iter().take(limit) {
            cards.extend(super::cards::find(tx, self.learner, *id)?);
        }
        Ok(cards)
    }

    fn choose(&mut self, tx: &mut Tx, limit: usize) -> Result<Vec<LearnerCard>> {
        let settings = match self.decks.as_ref().and_then(|d| d.first()).map(|d| (d.space, d.id)) {
            Some((space, deck)) => self.settings.of_deck(tx, space, deck)?,
            None => self.settings.of_all(tx)?,
        };
        let mut queue = self.learning(tx, limit, 0)?;
        let room = limit.saturating_sub(queue.len());
        let answered = self.reviews_today(tx)?;
        let left = i64::from(settings.reviews_per_day).saturating_sub(answered);
        let reviews = self.reviews(tx, room.min(usize::try_from(left).unwrap_or(0)), settings.review_order)?;
        let new_room = match settings.mix {
            Mix::ReviewsFirst => room.saturating_sub(reviews.len()),
            _ => room,
        };
        let fresh = self.new_cards(tx, new_room, settings.new_order)?;
        queue.extend(mix(reviews, fresh, settings.mix));
        if queue.is_empty() {
            queue = self.learning(tx, limit, LEARN_AHEAD_MS)?;
        }
        queue.truncate(limit);
        Ok(queue)
    }

    /// Cards in steps whose time has come, earliest first.
    fn learning(&mut self, tx: &mut Tx, limit: usize, ahead_ms: i64) -> Result<Vec<LearnerCard>> {
        let until = self.call.now.0 + ahead_ms;
        let mut cards = Vec::new();
        for phase in [1, 3] {
            cards.extend(self.cards(tx, phase, "due_at <= ?3", &[&until, &self.today.0], "due_at, card_id", limit)?);
        }
        cards.sort_by_key(|c| (c.folded.due.map(|d| d.at), c.card_id));
        cards.truncate(limit);
        self.seen_items.extend(cards.iter().map(|c| c.item));
        Ok(cards)
    }

    /// Reviews due today, in order, one per item.
    fn reviews(&mut self, tx: &mut Tx, limit: usize, order: memory::ReviewOrder) -> Result<Vec<LearnerCard>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        // by due day the index gives the order; any other order needs all that is due
        let fetch = match order {
            memory::ReviewOrder::Due => limit.saturating_mul(2).max(64),
            _ => 10_000,
        };
        let cards = self.cards(tx, 2, "due_day <= ?3", &[&self.today.0, &self.today.0], "due_day, position", fetch)?;
        let mut waiting: Vec<(Waiting, LearnerCard)> = cards
            .into_iter()
            .filter_map(|card| {
                let recall = card.folded.state.recall(&self.parameters, self.today)?;
                Some((Waiting { card: card.card_id.as_u128(), due: card.folded.due?, recall }, card))
            })
            .collect();
        waiting.sort_by(|a, b| order.compare(self.today, &a.0, &b.0));
        self.one_per_item(tx, waiting.into_iter().map(|w| w.1), limit)
    }

    /// New cards that today's limits let in, deck by deck.
    fn new_cards(&mut self, tx: &mut Tx, limit: usize, order: NewOrder) -> Result<Vec<LearnerCard>> {
        let mut chosen = Vec::new();
        for (deck, room) in self.new_cards_room(tx)? {
            let left = limit.saturating_sub(chosen.len()).min(usize::try_from(room).unwrap_or(0));
            if left == 0 {
                continue;
            }
            let fetch = match order {
                NewOrder::Made => left.saturating_mul(3).max(32),
                NewOrder::Random => 10_000,
            };
            let mut cards = tx.rows(
                &format!(
                    "SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND deck = ?2 AND suspended = 0 AND phase = 0
                     AND due_day = 0 AND buried_until <= ?3 AND {VISIBLE} ORDER BY position, card_id LIMIT ?4"
                ),
                params![self.learner, deck, self.today.0, fetch as i64],
                learner_card,
            )?;
            if order == NewOrder::Random {
                cards.sort_by_key(|c| memory::shuffle_key(self.today, c.card_id.as_u128()));
            }
            chosen.extend(self.one_per_item(tx, cards.into_iter(), left)?);
        }
        Ok(chosen)
    }

    /// For each deck with new cards, how many may come in today: its own limit and those above it, and for all decks
    /// together the learner's total.
    fn new_cards_room(&mut self, tx: &mut Tx) -> Result<Vec<(Uuid, i64)>> {
        let decks: Vec<(Uuid, Option<Uuid>)> = match &self.decks {
            Some(decks) => decks.iter().map(|d| (d.id, d.parent)).collect(),
            None => self.decks_with_new(tx)?,
        };
        let introduced = self.introduced_today(tx)?;
        let total = i64::from(self.settings.of_all(tx)?.new_per_day);
        let root = match &self.decks {
            // a deck that is studied by itself has its own limit, or the general one
            Some(decks) => match decks.first() {
                Some(deck) => i64::from(self.settings.of_deck(tx, deck.space, deck.id)?.new_per_day),
                None => 0,
            },
            None => total,
        };
        let inside: HashSet<Uuid> = decks.iter().map(|d| d.0).collect();
        let used: i64 = match &self.decks {
            Some(_) => introduced.iter().filter(|(d, _)| inside.contains(d)).map(|(_, n)| *n).sum(),
            None => introduced.values().sum(),
        };
        let mut left = (root - used).max(0);
        let parents: HashMap<Uuid, Option<Uuid>> = decks.iter().copied().collect();
        let mut own_room: HashMap<Uuid, i64> = HashMap::new();
        for deck in parents.keys() {
            if let Some(limit) = self.settings.own_new_limit(tx, *deck)? {
                let below = introduced.iter().filter(|(d, _)| lies_in(**d, *deck, &parents)).map(|(_, n)| *n).sum::<i64>();
                own_room.insert(*deck, (i64::from(limit) - below).max(0));
            }
        }
        let mut rooms = Vec::new();
        for (deck, _) in &decks {
            if left == 0 {
                break;
            }
            let above: Vec<Uuid> = ancestors(*deck, &parents).filter(|d| own_room.contains_key(d)).collect();
            let room = above.iter().filter_map(|d| own_room.get(d).copied()).fold(left, i64::min);
            let there = self.count_new(tx, *deck, room)?;
            if there > 0 {
                left -= there;
                for d in above {
                    own_room.entry(d).and_modify(|r| *r -= there);
                }
                rooms.push((*deck, there));
            }
        }
        Ok(rooms)
    }

    fn count_new(&self, tx: &mut Tx, deck: Uuid, limit: i64) -> Result<i64> {
        if limit <= 0 {
            return Ok(0);
        }
        let sql = format!(
            "SELECT COUNT(*) AS cards FROM (SELECT 1 AS one FROM learner_cards WHERE learner = ?1 AND deck = ?2
               AND suspended = 0 AND phase = 0 AND due_day = 0 AND buried_until <= ?3 AND {VISIBLE} LIMIT ?4) AS waiting"
        );
        Ok(tx.scalar(&sql, params![self.learner, deck, self.today.0, limit])?.unwrap_or(0))
    }

    /// Decks that hold new cards, in the order of their paths, with their parents. A loose index scan: one step per deck.
    fn decks_with_new(&self, tx: &mut Tx) -> Result<Vec<(Uuid, Option<Uuid>)>> {
        let mut found = Vec::new();
        let mut after = Uuid::nil();
        loop {
            let next: Option<Uuid> = tx.scalar(
                "SELECT deck FROM learner_cards WHERE learner = ?1 AND deck > ?2 ORDER BY deck LIMIT 1",
                params![self.learner, after],
            )?;
            let Some(deck) = next else { break };
            found.push(deck);
            after = deck;
        }
        let mut placed = Vec::with_capacity(found.len());
        for deck in found {
            let place: Option<(Option<Uuid>, String)> = tx.row(
                "SELECT parent, path_key FROM decks WHERE id = ?1 AND space = ?2",
                params![deck, self.learner.space()],
                |row| Ok((row.get("parent")?, row.get("path_key")?)),
            )?;
            let (parent, path) = place.unwrap_or((None, "\u{10FFFF}".into()));
            placed.push((path, deck, parent));
        }
        placed.sort();
        Ok(placed.into_iter().map(|(_, deck, parent)| (deck, parent)).collect())
    }

    fn introduced_today(&self, tx: &mut Tx) -> Result<HashMap<Uuid, i64>> {
        let rows = tx.rows(
            "SELECT deck, SUM(new_cards) AS cards FROM daily_totals
             WHERE learner = ?1 AND study_day = ?2 AND mode <> 'import' GROUP BY deck",
            params![self.learner, self.today.0],
            |row| Ok((row.get("deck")?, row.get("cards")?)),
        )?;
        Ok(rows.into_iter().collect())
    }

    fn reviews_today(&self, tx: &mut Tx) -> Result<i64> {
        let rows: Vec<(Uuid, i64)> = tx.rows(
            "SELECT deck, SUM(review_answers) AS answers FROM daily_totals
             WHERE learner = ?1 AND study_day = ?2 AND mode <> 'import' GROUP BY deck",
            params![self.learner, self.today.0],
            |row| Ok((row.get("deck")?, row.get("answers")?)),
        )?;
        let inside = |deck: &Uuid| self.decks.as_ref().is_none_or(|decks| decks.iter().any(|d| d.id == *deck));
        Ok(rows.iter().filter(|(deck, _)| inside(deck)).map(|(_, n)| n).sum())
    }

    fn count_phase(&self, tx: &mut Tx, phases: &[i64]) -> Result<i64> {
        let mut counted = 0;
        let scopes: Vec<Option<Uuid>> = match &self.decks {
            Some(decks) => decks.iter().map(|d| Some(d.id)).collect(),
            None => vec![None],
        };
        for phase in phases {
            for deck in &scopes {
                let of_deck = if deck.is_some() { "AND deck = ?5" } else { "AND ?5 IS NULL" };
                let sql = format!(
                    "SELECT COUNT(*) AS cards FROM (SELECT 1 AS one FROM learner_cards WHERE learner = ?1 AND suspended = 0
                       AND phase = ?2 AND due_day <= ?3 AND buried_until <= ?3 {of_deck} AND {VISIBLE} LIMIT ?4) AS waiting"
                );
                let none: Option<Uuid> = None;
                let deck = deck.or(none);
                counted += tx
                    .scalar::<i64>(&sql, params![self.learner, *phase, self.today.0, COUNT_LIMIT, deck])?
                    .unwrap_or(0);
            }
        }
        Ok(counted.min(COUNT_LIMIT))
    }

    /// Cards of a phase, over the scope's decks; `?3` and `?4` are the given values, `?4` the study day.
    fn cards(
        &self,
        tx: &mut Tx,
        phase: i64,
        condition: &str,
        values: &[&dyn ToValue; 2],
        order: &str,
        limit: usize,
    ) -> Result<Vec<LearnerCard>> {
        let scopes: Vec<Option<Uuid>> = match &self.decks {
            Some(decks) => decks.iter().map(|d| Some(d.id)).collect(),
            None => vec![None],
        };
        let limit = i64::try_from(limit).unwrap_or(COUNT_LIMIT);
        let mut cards = Vec::new();
        for deck in scopes {
            let of_deck = if deck.is_some() { "AND deck = ?6" } else { "" };
            let sql = format!(
                "SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND phase = ?2 AND {condition}
                 AND buried_until <= ?4 AND {VISIBLE} {of_deck} ORDER BY {order} LIMIT ?5"
            );
            let mut params: Vec<&dyn ToValue> = vec![&self.learner, &phase, values[0], values[1], &limit];
            if let Some(deck) = &deck {
                params.push(deck);
            }
            cards.extend(tx.rows(&sql, &params, learner_card)?);
        }
        Ok(cards)
    }

    fn one_per_item(
        &mut self,
        tx: &mut Tx,
        cards: impl Iterator<Item = LearnerCard>,
        limit: usize,
    ) -> Result<Vec<LearnerCard>> {
        let mut kept = Vec::new();
        for card in cards {
            if kept.len() == limit {
                break;
            }
            if self.settings.of_deck(tx, card.space, card.deck)?.bury_siblings {
                if self.seen_items.contains(&card.item) || self.sibling_answered(tx, &card)? {
                    continue;
                }
                self.seen_items.insert(card.item);
            }
            kept.push(card);
        }
        Ok(kept)
    }

    fn sibling_answered(&self, tx: &mut Tx, card: &LearnerCard) -> Result<bool> {
        let one: Option<i64> = tx.scalar(
            "SELECT 1 AS one FROM learner_cards WHERE learner = ?1 AND item = ?2 AND card_id <> ?3 AND last_day = ?4 LIMIT 1",
            params![self.learner, card.item, card.card_id, self.today.0],
        )?;
        Ok(one.is_some())
    }

    fn with_promises(&mut self, tx: &mut Tx, card: LearnerCard, loads: &Loads) -> Result<QueueCard> {
        let settings = self.settings.of_deck(tx, card.space, card.deck)?;
        let siblings: Vec<StudyDay> = tx.rows(
            "SELECT due_day FROM learner_cards WHERE learner = ?1 AND item = ?2 AND card_id <> ?3 AND due_day > 0 LIMIT 20",
            params![self.learner, card.item, card.card_id],
            |row| Ok(StudyDay(row.get("due_day")?)),
        )?;
        let state = &card.folded.state;
        let seed = memory::fuzz_seed(card.card_id.as_u128(), state.reps);
        let promises = memory::preview(
            &self.parameters,
            &settings.promise,
            state,
            self.call.now,
            self.today,
            seed,
            &|day| loads.on(day),
            &siblings,
        );
        let recall = state.recall(&self.parameters, self.today);
        Ok(QueueCard { card, recall, promises })
    }
}

fn ancestors(deck: Uuid, parents: &HashMap<Uuid, Option<Uuid>>) -> impl Iterator<Item = Uuid> {
    std::iter::successors(Some(deck), |d| parents.get(d).copied().flatten()).take(decks::model::DEPTH_LIMIT + 1)
}

fn lies_in(deck: Uuid, above: Uuid, parents: &HashMap<Uuid, Option<Uuid>>) -> bool {
    ancestors(deck, parents).any(|d| d == above)
}

/// New cards spread evenly among the reviews, or before, or after them.
fn mix(reviews: Vec<LearnerCard>, fresh: Vec<LearnerCard>, how: Mix) -> Vec<LearnerCard> {
    match how {
        Mix::NewFirst => fresh.into_iter().chain(reviews).collect(),
        Mix::ReviewsFirst => reviews.into_iter().chain(fresh).collect(),
        Mix::Mixed => {
            let (r, f) = (reviews.len(), fresh.len());
            let mut mixed = Vec::with_capacity(r + f);
            let (mut reviews, mut fresh) = (reviews.into_iter(), fresh.into_iter());
            let mut given = 0;
            for n in 0..r + f {
                // as many new ones by now as their share of the whole
                let wanted = ((n + 1) * f).div_ceil(r + f);
                let next = if given < wanted { fresh.next() } else { None };
                match next {
                    Some(card) => {
                        given += 1;
                        mixed.push(card);
                    }
                    None => mixed.extend(reviews.next()),
                }
            }
            mixed.extend(reviews);
            mixed.extend(fresh);
            mixed
        }
    }
}

/// When the next card in steps is due, if one is: for "come back at".
pub fn next_learning(tx: &mut Tx, call: &Call) -> Result<Option<Millis>> {
    let mut next: Option<i64> = None;
    for phase in [Phase::Learning as i64, Phase::Relearning as i64] {
        let due: Option<i64> = tx
            .scalar::<Option<i64>>(
                "SELECT MIN(due_at) AS due FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND phase = ?2 AND due_day = 0",
                params![call.actor.learner, phase],
            )?
            .flatten();
        next = [next, due].into_iter().flatten().min();
    }
    Ok(next.map(Millis))
}
