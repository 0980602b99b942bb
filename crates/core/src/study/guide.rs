//! Today's plan, where the learner has one: which new cards and reviews of its topics come, and how long cards are then
//! left alone. Topics that it does not speak of stay with the learner's own settings.

use super::cards::{LearnerCard, find};
use super::tally::NewCards;
use crate::call::LearnerId;
use crate::db::Tx;
use crate::error::Result;
use crate::plan;
use memory::plan::{Governed, Guidance, TopicId};
use memory::{CardState, Parameters, Phase, Promise, PromiseSettings, Retention, StudyDay};
use std::collections::HashMap;
use uuid::Uuid;

/// The plan as the queue follows it.
#[derive(Debug)]
pub(crate) struct Guide {
    guidance: Guidance,
    topic_of: HashMap<Uuid, TopicId>,
    governed: HashMap<TopicId, Governed>,
}

impl Guide {
    /// What holds on a day; `None` where nothing is planned. A plan of another day is not followed, but what was kept for
    /// good or let go after its exam stays so.
    pub fn of_day(tx: &mut Tx, learner: LearnerId, today: StudyDay) -> Result<Option<Guide>> {
        let Some(plan::Followed { mut guidance, decks }) = plan::followed(tx, learner)? else { return Ok(None) };
        if guidance.day != today {
            guidance.topics.retain(|(_, governed)| !matches!(governed, Governed::Exam(_)));
            guidance.reviews.clear();
            guidance.new_cards.clear();
        }
        let governed: HashMap<TopicId, Governed> = guidance.topics.iter().copied().collect();
        let topic_of = decks.into_iter().filter(|(_, topic)| governed.contains_key(topic)).collect();
        Ok(Some(Guide { guidance, topic_of, governed }).filter(|guide| !guide.governed.is_empty()))
    }

    fn governed(&self, deck: Uuid) -> Option<Governed> {
        self.topic_of.get(&deck).and_then(|topic| self.governed.get(topic)).copied()
    }

    /// The plan says which new cards and reviews of this deck come; it may be none.
    pub fn decides(&self, deck: Uuid) -> bool {
        matches!(self.governed(deck), Some(Governed::Exam(_) | Governed::LetGo))
    }

    /// The decks that it decides on.
    pub fn decks(&self) -> impl Iterator<Item = Uuid> {
        self.topic_of.keys().copied().filter(|deck| self.decides(*deck))
    }

    /// Reviews that are still to come today, in order, of decks `inside`.
    pub fn reviews(
        &self,
        tx: &mut Tx,
        learner: LearnerId,
        today: StudyDay,
        inside: impl Fn(Uuid) -> bool,
        limit: usize,
    ) -> Result<Vec<LearnerCard>> {
        let mut reviews = Vec::new();
        for wanted in &self.guidance.reviews {
            if reviews.len() >= limit {
                break;
            }
            let Some(card) = find(tx, learner, Uuid::from_u128(wanted.card.0))? else { continue };
            let waits = card.folded.state.phase == Phase::Review
                && card.folded.state.last_day < Some(today)
                && !card.suspended
                && card.buried_until.is_none_or(|day| day <= today);
            if waits && self.decides(card.deck) && inside(card.deck) {
                reviews.push(card);
            }
        }
        Ok(reviews)
    }

    /// For each deck `inside`, in the order of `decks`, how many new cards the plan still lets in today, beyond those that
    /// are there no more; `extra` altogether beyond the plan.
    pub fn new_cards(
        &self,
        tx: &mut Tx,
        fresh: &NewCards,
        decks: &[Uuid],
        introduced: &HashMap<Uuid, i64>,
        mut extra: i64,
    ) -> Result<Vec<(Uuid, i64)>> {
        let mut left: HashMap<TopicId, i64> = HashMap::new();
        for (topic, count) in &self.guidance.new_cards {
            left.insert(*topic, i64::from(*count));
        }
        for (deck, count) in introduced {
            if let Some(left) = self.topic_of.get(deck).and_then(|topic| left.get_mut(topic)) {
                *left = (*left - count).max(0);
            }
        }
        let mut rooms = Vec::new();
        for deck in decks.iter().filter(|deck| self.decides(**deck)) {
            let Some(topic) = self.topic_of.get(deck) else { continue };
            let planned = left.entry(*topic).or_default();
            if *planned + extra <= 0 {
                continue;
            }
            let there = fresh.count(tx, *deck, *planned + extra)?;
            if there > 0 {
                rooms.push((*deck, there));
                let beyond = (there - *planned).max(0);
                *planned -= there - beyond;
                extra -= beyond;
            }
        }
        Ok(rooms)
    }

    fn retention(&self, parameters: &Parameters, deck: Uuid, after: &CardState) -> Option<Retention> {
        self.guidance.retention(parameters, *self.topic_of.get(&deck)?, after.memory?)
    }
}

/// What `promise` makes of the learner's settings, or of the retention that the plan asks for where an answer leaves the card
/// of this deck.
pub(crate) fn promised(
    guide: Option<&Guide>,
    deck: Uuid,
    parameters: &Parameters,
    settings: &PromiseSettings,
    promise: impl Fn(&PromiseSettings) -> Promise,
) -> Promise {
    let usual = promise(settings);
    // within steps nothing depends on it
    let guide = guide.filter(|_| usual.days.is_some());
    match guide.and_then(|guide| guide.retention(parameters, deck, &usual.state)) {
        Some(retention) => promise(&PromiseSettings { retention, ..settings.clone() }),
        None => usual,
    }
}
