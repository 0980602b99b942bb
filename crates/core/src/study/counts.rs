//! How much there is to do: today, and when there is something again.

use super::cards::VISIBLE;
use super::guide::Guide;
use super::queue::Scope;
use super::room::Room;
use super::settings::SettingsReader;
use crate::call::Call;
use crate::db::{ToValue, Tx, params};
use crate::decks;
use crate::error::Result;
use memory::{Millis, Phase, StudyDay};
use std::collections::HashSet;
use std::rc::Rc;
use uuid::Uuid;

/// Counts stop here: nobody acts differently on more.
const COUNT_LIMIT: i64 = 9999;

/// How much there is to do today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// New cards that today's limits let in.
    pub new: i64,
    /// Cards in steps: due now or later today.
    pub learning: i64,
    /// Reviews due today; of an item's cards one.
    pub due: i64,
}

impl Counts {
    pub fn total(&self) -> i64 {
        self.new + self.learning + self.due
    }
}

/// Counts what is due today in a scope.
pub fn count(tx: &mut Tx, call: &Call, scope: &Scope) -> Result<Counts> {
    let decks = match scope {
        Scope::All => None,
        Scope::Deck(deck) => Some(decks::subtree(tx, &call.actor, *deck)?),
        Scope::Cards(cards) => return count_exactly(tx, call, cards),
    };
    let mut settings = SettingsReader::new(call.actor.learner);
    let guide = Guide::of_day(tx, call.actor.learner, call.today())?.map(Rc::new);
    let mut room = Room::new(tx, call, decks.as_deref(), &mut settings, guide.clone())?;
    let inside: Vec<Option<Uuid>> = match &decks {
        None => vec![None],
        Some(decks) => decks.iter().map(|d| Some(d.id)).collect(),
    };
    let others = count_reviews(tx, call, &room, &inside, guide.as_deref())?;
    let planned = match &guide {
        None => 0,
        Some(guide) => {
            let scope = decks.as_ref();
            let inside = |deck: Uuid| scope.is_none_or(|decks| decks.iter().any(|d| d.id == deck));
            guide.reviews(tx, call.actor.learner, call.today(), inside, usize::MAX)?.len()
        }
    };
    let due = (others + i64::try_from(planned).unwrap_or(COUNT_LIMIT)).min(COUNT_LIMIT);
    let mut counts = Counts { due, ..Counts::default() };
    for deck in inside {
        counts.learning += count_in_steps(tx, call, deck)?;
    }
    counts.learning = counts.learning.min(COUNT_LIMIT);
    let planned = room.of_planned_cards(tx, 0)?;
    let others = room.of_new_cards(tx, &mut settings, 0, usize::MAX)?;
    counts.new = planned.iter().chain(&others).map(|(_, room)| *room).sum();
    Ok(counts)
}

/// What today's plan still asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLeft {
    /// Cards to be reviewed, and cards in steps.
    pub reviews: i64,
    /// Decks of which new cards are still to come.
    pub new_in: HashSet<Uuid>,
}

/// What today's plan still asks for; `None` without a plan.
pub fn planned_left(tx: &mut Tx, call: &Call) -> Result<Option<PlannedLeft>> {
    let Some(guide) = Guide::of_day(tx, call.actor.learner, call.today())? else { return Ok(None) };
    let mut settings = SettingsReader::new(call.actor.learner);
    let guide = Rc::new(guide);
    let new = Room::new(tx, call, None, &mut settings, Some(guide.clone()))?.of_planned_cards(tx, 0)?;
    let reviews = guide.reviews(tx, call.actor.learner, call.today(), |_| true, usize::MAX)?.len();
    let mut left = i64::try_from(reviews).unwrap_or(COUNT_LIMIT);
    for deck in guide.decks() {
        left += count_in_steps(tx, call, Some(deck))?;
    }
    let new_in = new.into_iter().filter(|(_, room)| *room > 0).map(|(deck, _)| deck).collect();
    Ok(Some(PlannedLeft { reviews: left, new_in }))
}

/// Reviews due today that no plan decides on, of an item's cards one, as many as the limit lets in. Walks an index that holds
/// all it asks for; only under a plan, which decides by deck, it asks for more.
fn count_reviews(tx: &mut Tx, call: &Call, room: &Room, decks: &[Option<Uuid>], guide: Option<&Guide>) -> Result<i64> {
    let (mut seen, mut count) = (HashSet::new(), 0);
    let today = call.today().0;
    let columns = if guide.is_some() { "item, card_id, deck" } else { "item, card_id" };
    let each = room.decks_that_differ();
    for deck in each.as_deref().unwrap_or(decks) {
        let buries = room.buries(*deck);
        if !buries && guide.is_none() {
            count += count_due(tx, call, *deck)?;
            continue;
        }
        let of_deck = if deck.is_some() { "AND deck = ?4" } else { "" };
        let sql = format!(
            "SELECT {columns} FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND phase = 2 AND due_day <= ?2
               AND buried_until <= ?2 {of_deck} AND {VISIBLE} LIMIT ?3"
        );
        let mut params: Vec<&dyn ToValue> = vec![&call.actor.learner, &today, &COUNT_LIMIT];
        if let Some(deck) = deck {
            params.push(deck);
        }
        tx.each(&sql, &params, |row| {
            if let Some(guide) = guide
                && guide.decides(row.get("deck")?)
            {
                return Ok(());
            }
            let item: Uuid = row.get("item")?;
            let first = !buries || (!room.answered.sibling_of(item, row.get("card_id")?) && seen.insert(item));
            count += i64::from(first);
            Ok(())
        })?;
    }
    Ok(count.min(COUNT_LIMIT).min(i64::try_from(room.reviews).unwrap_or(COUNT_LIMIT)))
}

/// Reviews due today, in one deck or all.
fn count_due(tx: &mut Tx, call: &Call, deck: Option<Uuid>) -> Result<i64> {
    let today = call.today().0;
    let of_deck = if deck.is_some() { "AND deck = ?4" } else { "" };
    let sql = format!(
        "SELECT COUNT(*) AS cards FROM (SELECT 1 AS one FROM learner_cards WHERE learner = ?1 AND suspended = 0
           AND phase = 2 AND due_day <= ?2 AND buried_until <= ?2 {of_deck} AND {VISIBLE} LIMIT ?3) AS waiting"
    );
    let mut params: Vec<&dyn ToValue> = vec![&call.actor.learner, &today, &COUNT_LIMIT];
    if let Some(deck) = &deck {
        params.push(deck);
    }
    Ok(tx.scalar(&sql, &params)?.unwrap_or(0))
}

/// Cards in steps, in one deck or all.
fn count_in_steps(tx: &mut Tx, call: &Call, deck: Option<Uuid>) -> Result<i64> {
    let today = call.today().0;
    let mut count = 0;
    for phase in [Phase::Learning, Phase::Relearning] {
        let of_deck = if deck.is_some() { "AND deck = ?5" } else { "" };
        let sql = format!(
            "SELECT COUNT(*) AS cards FROM (SELECT 1 AS one FROM learner_cards WHERE learner = ?1 AND suspended = 0
               AND phase = ?2 AND due_day = 0 AND buried_until <= ?3 {of_deck} AND {VISIBLE} LIMIT ?4)
             AS waiting"
        );
        let phase = phase as i64;
        let mut params: Vec<&dyn ToValue> = vec![&call.actor.learner, &phase, &today, &COUNT_LIMIT];
        if let Some(deck) = &deck {
            params.push(deck);
        }
        count += tx.scalar::<i64>(&sql, &params)?.unwrap_or(0);
    }
    Ok(count)
}

fn count_exactly(tx: &mut Tx, call: &Call, cards: &[Uuid]) -> Result<Counts> {
    let mut counts = Counts::default();
    for id in cards {
        let Some(card) = super::cards::find(tx, call.actor.learner, *id)?.filter(|card| !card.suspended) else {
            continue;
        };
        match card.folded.state.phase {
            Phase::New => counts.new += 1,
            Phase::Review => counts.due += 1,
            Phase::Learning | Phase::Relearning => counts.learning += 1,
        }
    }
    Ok(counts)
}

/// What comes after today's cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Next {
    /// When the next card in steps is due.
    pub learning: Option<Millis>,
    /// The next study day after today with reviews.
    pub review: Option<StudyDay>,
    /// New cards wait beyond today's limit.
    pub new_cards: bool,
    /// There is any card at all.
    pub any: bool,
}

/// When there is something to do again in a scope, and whether more could be done now.
pub fn next(tx: &mut Tx, call: &Call, scope: &Scope) -> Result<Next> {
    let scope = match scope {
        Scope::Deck(deck) => Some(decks::subtree(tx, &call.actor, *deck)?),
        _ => None,
    };
    let inside: Vec<Option<Uuid>> = match &scope {
        None => vec![None],
        Some(decks) => decks.iter().map(|d| Some(d.id)).collect(),
    };
    let mut next = Next::default();
    for deck in inside {
        let mut least = |column: &str, phase: Phase, above: i32| -> Result<Option<i64>> {
            let of_deck = if deck.is_some() { "AND deck = ?4" } else { "" };
            // of new cards any will do
            let order = if phase == Phase::New { String::new() } else { format!("ORDER BY {column}") };
            let sql = format!(
                "SELECT {column} FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND phase = ?2 AND due_day >= ?3
                 {of_deck} AND {VISIBLE} {order} LIMIT 1"
            );
            let phase = phase as i64;
            let mut params: Vec<&dyn ToValue> = vec![&call.actor.learner, &phase, &above];
            if let Some(deck) = &deck {
                params.push(deck);
            }
            Ok(tx.scalar::<Option<i64>>(&sql, &params)?.flatten())
        };
        for phase in [Phase::Learning, Phase::Relearning] {
            let due = least("due_at", phase, 0)?.map(Millis);
            next.learning = [next.learning, due].into_iter().flatten().min();
        }
        let tomorrow = call.today().0 + 1;
        let review = least("due_day", Phase::Review, tomorrow)?.and_then(|d| i32::try_from(d).ok()).map(StudyDay);
        next.review = [next.review, review].into_iter().flatten().min();
        next.new_cards |= least("position", Phase::New, 0)?.is_some();
    }
    next.any = next.learning.is_some() || next.review.is_some() || next.new_cards || any(tx, call, scope.as_deref())?;
    Ok(next)
}

fn any(tx: &mut Tx, call: &Call, scope: Option<&[decks::Deck]>) -> Result<bool> {
    let learner = call.actor.learner;
    let Some(decks) = scope else {
        let one: Option<i64> =
            tx.scalar("SELECT 1 AS one FROM learner_cards WHERE learner = ?1 LIMIT 1", params![learner])?;
        return Ok(one.is_some());
    };
    for deck in decks {
        let sql = "SELECT 1 AS one FROM learner_cards WHERE learner = ?1 AND deck = ?2 LIMIT 1";
        if tx.scalar::<i64>(sql, params![learner, deck.id])?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
