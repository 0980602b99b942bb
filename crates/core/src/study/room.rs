//! How much today's limits let in: new cards deck by deck, reviews altogether.

use super::cards::VISIBLE;
use super::guide::Guide;
use super::settings::{SettingsReader, StudySettings};
use super::tally::NewCards;
use crate::call::{Call, LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::decks::{self, Deck};
use crate::error::Result;
use memory::StudyDay;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use uuid::Uuid;

/// What holds for a scope as a whole: the settings of its outermost deck, or those for everything.
pub(super) fn settings_of(
    tx: &mut Tx,
    settings: &mut SettingsReader,
    scope: Option<&[Deck]>,
) -> Result<Arc<StudySettings>> {
    match scope.and_then(<[Deck]>::first) {
        Some(deck) => settings.of_deck(tx, deck.space, deck.id),
        None => settings.of_all(tx),
    }
}

/// Today's limits over a scope, less what was answered today.
pub(super) struct Room {
    learner: LearnerId,
    today: StudyDay,
    /// Decks of the scope with their parents, in the order of their paths.
    decks: Vec<(Uuid, Option<Uuid>)>,
    /// What the plan says today; the limits are for the other decks.
    guide: Option<Rc<Guide>>,
    introduced: HashMap<Uuid, i64>,
    new_cards: i64,
    /// Reviews that may still come today.
    pub reviews: usize,
    /// One card of an item a day, where a deck says nothing else.
    bury_siblings: bool,
    /// What decks say instead; empty if none does.
    own_bury: HashMap<Uuid, bool>,
    pub answered: Rc<AnsweredToday>,
    fresh: NewCards,
}

/// Cards that were answered on a study day, by item: their siblings wait.
#[derive(Debug, Default)]
pub(super) struct AnsweredToday(HashMap<Uuid, Vec<Uuid>>);

impl AnsweredToday {
    fn load(tx: &mut Tx, learner: LearnerId, today: StudyDay) -> Result<AnsweredToday> {
        let mut by_item: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        tx.each(
            "SELECT item, card_id FROM learner_cards WHERE learner = ?1 AND last_day = ?2",
            params![learner, today.0],
            |row| {
                by_item.entry(row.get("item")?).or_default().push(row.get("card_id")?);
                Ok(())
            },
        )?;
        Ok(AnsweredToday(by_item))
    }

    /// Another card of the item was answered.
    pub fn sibling_of(&self, item: Uuid, card: Uuid) -> bool {
        self.0.get(&item).is_some_and(|cards| cards.iter().any(|c| *c != card))
    }
}

impl Room {
    pub fn new(
        tx: &mut Tx,
        call: &Call,
        scope: Option<&[Deck]>,
        settings: &mut SettingsReader,
        guide: Option<Rc<Guide>>,
    ) -> Result<Room> {
        let learner = call.actor.learner;
        let today = call.today();
        let decks: Vec<(SpaceId, Uuid, Option<Uuid>)> = match scope {
            Some(decks) => decks.iter().map(|d| (d.space, d.id, d.parent)).collect(),
            None => all_decks(tx, learner)?,
        };
        let root = settings_of(tx, settings, scope)?;
        let mut own_bury = HashMap::new();
        if settings.some_deck_buries_otherwise(tx)? {
            for (space, deck, _) in &decks {
                own_bury.insert(*deck, settings.of_deck(tx, *space, *deck)?.bury_siblings);
            }
        }
        let answered = answered_on(tx, learner, today)?;
        let inside = |deck: &Uuid| scope.is_none_or(|decks| decks.iter().any(|d| d.id == *deck));
        let planned = |deck: &Uuid| guide.as_ref().is_some_and(|guide| guide.decides(*deck));
        let within = answered.iter().filter(|(deck, _)| inside(deck) && !planned(deck)).map(|(_, counts)| counts);
        let (new_used, reviews_used) = within.fold((0, 0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
        Ok(Room {
            learner,
            today,
            decks: decks.into_iter().map(|(_, deck, parent)| (deck, parent)).collect(),
            guide,
            introduced: answered.iter().map(|(deck, counts)| (*deck, counts.0)).collect(),
            new_cards: (i64::from(root.new_per_day) - new_used).max(0),
            reviews: usize::try_from(i64::from(root.reviews_per_day) - reviews_used).unwrap_or(0),
            bury_siblings: root.bury_siblings,
            own_bury,
            answered: Rc::new(AnsweredToday::load(tx, learner, today)?),
            fresh: NewCards::of(tx, learner, today)?,
        })
    }

    /// Whether of an item's cards in this deck one is asked a day; without a deck, in most.
    pub fn buries(&self, deck: Option<Uuid>) -> bool {
        deck.and_then(|deck| self.own_bury.get(&deck).copied()).unwrap_or(self.bury_siblings)
    }

    /// The decks of the scope, if siblings are not buried alike in all of them.
    pub fn decks_that_differ(&self) -> Option<Vec<Option<Uuid>>> {
        (!self.own_bury.is_empty()).then(|| self.decks.iter().map(|(deck, _)| Some(*deck)).collect())
    }

    /// For each deck with new cards, how many of them may come in: the scope's limit, and where a deck sets its own, at
    /// most that for it and what lies below it. `extra` raises all of these; more than `wanted` altogether are not looked for.
    pub fn of_new_cards(
        &mut self,
        tx: &mut Tx,
        settings: &mut SettingsReader,
        extra: u32,
        wanted: usize,
    ) -> Result<Vec<(Uuid, i64)>> {
        let extra = i64::from(extra);
        let mut left = (self.new_cards + extra).min(i64::try_from(wanted).unwrap_or(i64::MAX));
        let parents: HashMap<Uuid, Option<Uuid>> = self.decks.iter().copied().collect();
        let mut own_room: HashMap<Uuid, i64> = HashMap::new();
        for (deck, _) in &self.decks {
            if let Some(limit) = settings.own_new_limit(tx, *deck)? {
                let below = self.introduced.iter().filter(|(d, _)| ancestors(**d, &parents).any(|a| a == *deck));
                let used: i64 = below.map(|(_, n)| *n).sum();
                own_room.insert(*deck, (i64::from(limit) - used).max(0) + extra);
            }
        }
        let mut rooms = Vec::new();
        for (deck, _) in &self.decks {
            if left <= 0 {
                break;
            }
            if self.planned(*deck) {
                continue;
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

    fn planned(&self, deck: Uuid) -> bool {
        self.guide.as_ref().is_some_and(|guide| guide.decides(deck))
    }

    /// For each deck that the plan decides on, how many new cards may still come in today. `extra` is for them only where
    /// the scope has no others.
    pub fn of_planned_cards(&self, tx: &mut Tx, extra: u32) -> Result<Vec<(Uuid, i64)>> {
        let Some(guide) = &self.guide else { return Ok(Vec::new()) };
        let decks: Vec<Uuid> = self.decks.iter().map(|(deck, _)| *deck).collect();
        let extra = if decks.iter().all(|deck| self.planned(*deck)) { i64::from(extra) } else { 0 };
        guide.new_cards(tx, &self.fresh, &decks, &self.introduced, extra)
    }

    fn count_new(&self, tx: &mut Tx, deck: Uuid, limit: i64) -> Result<i64> {
        if limit <= 0 {
            return Ok(0);
        }
        if !self.buries(Some(deck)) {
            return self.fresh.count(tx, deck, limit);
        }
        let sql = format!(
            "SELECT COUNT(*) AS cards FROM (SELECT DISTINCT item FROM learner_cards WHERE learner = ?1 AND deck = ?2
               AND suspended = 0 AND phase = 0 AND due_day = 0 AND buried_until <= ?3 AND {VISIBLE} {NO_SIBLING_TODAY}
               LIMIT ?4) AS waiting"
        );
        Ok(tx.scalar(&sql, params![self.learner, deck, self.today.0, limit])?.unwrap_or(0))
    }
}

/// No other card of the item was answered on the study day `?3`, or is due on it.
const NO_SIBLING_TODAY: &str = "AND NOT EXISTS (SELECT 1 FROM learner_cards sibling
    WHERE sibling.learner = learner_cards.learner AND sibling.item = learner_cards.item
      AND sibling.card_id <> learner_cards.card_id AND (sibling.last_day = ?3
        OR (sibling.phase <> 0 AND sibling.due_day <= ?3 AND sibling.suspended = 0 AND sibling.buried_until <= ?3)))";

/// The decks that a learner studies, in the order of their paths, with their parents: their own, and those of other
/// spaces that they enrolled in.
fn all_decks(tx: &mut Tx, learner: LearnerId) -> Result<Vec<(SpaceId, Uuid, Option<Uuid>)>> {
    let mut found = tx.rows(
        "SELECT id, parent FROM decks WHERE space = ?1 AND deleted_at IS NULL ORDER BY path_key, id",
        params![learner.space()],
        |row| Ok((learner.space(), row.get("id")?, row.get("parent")?)),
    )?;
    found.extend(tx.rows(
        "SELECT decks.space AS space, decks.id AS id FROM enrolments JOIN decks ON decks.space = enrolments.space AND decks.id = enrolments.deck
         WHERE enrolments.learner = ?1 AND decks.deleted_at IS NULL ORDER BY decks.path_key, decks.id",
        params![learner],
        |row| Ok((row.get("space")?, row.get("id")?, None)),
    )?);
    Ok(found)
}

/// New cards and review answers of a day, by deck, as (new, reviews); imported history does not count.
pub fn answered_on(tx: &mut Tx, learner: LearnerId, today: StudyDay) -> Result<HashMap<Uuid, (i64, i64)>> {
    let rows = tx.rows(
        "SELECT deck, SUM(new_cards) AS new_cards, SUM(review_answers) AS reviews FROM daily_totals
         WHERE learner = ?1 AND study_day = ?2 AND mode <> 'import' GROUP BY deck",
        params![learner, today.0],
        |row| Ok((row.get("deck")?, (row.get("new_cards")?, row.get("reviews")?))),
    )?;
    Ok(rows.into_iter().collect())
}

fn ancestors(deck: Uuid, parents: &HashMap<Uuid, Option<Uuid>>) -> impl Iterator<Item = Uuid> {
    std::iter::successors(Some(deck), |d| parents.get(d).copied().flatten()).take(decks::model::DEPTH_LIMIT + 1)
}
