//! The queue: what to answer next, in which order, with what each answer would lead to.
//!
//! Learning cards that are due come first, then reviews and new cards, mixed as the settings say. Siblings of a card
//! that was answered today, or that stands earlier in the queue, wait until tomorrow: this is derived, nothing is stored.
//!
//! Where a plan of today speaks of a card's topic, it decides: exactly its reviews, in its order, before the others, and as
//! many new cards as it says.

use super::cards::{COLUMNS, LearnerCard, VISIBLE, learner_card, parameters};
use super::guide::{Guide, promised};
use super::loads::Loads;
use super::room::{AnsweredToday, Room};
use super::settings::{Mix, NewOrder, SettingsReader};
use crate::call::{Call, LearnerId};
use crate::db::{ToValue, Tx, params};
use crate::decks::{self, Deck};
use crate::error::Result;
use crate::reviews::{self, Asked};
use memory::{Parameters, Promise, Rating, StudyDay, Waiting};
use std::collections::HashSet;
use std::rc::Rc;
use uuid::Uuid;

/// The longest queue that is handed out at once.
pub const QUEUE_LIMIT: usize = 500;
/// A learning card may be shown so long before its time when nothing else is left, ms (Anki's learn-ahead).
pub const LEARN_AHEAD_MS: i64 = 20 * 60 * 1000;

/// What is studied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    All,
    /// A deck and what lies below it.
    Deck(Uuid),
    /// Exactly these cards, due or not, unless they are paused (a search, "study these again").
    Cards(Vec<Uuid>),
}

/// More than today asks for, because the learner wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct More {
    /// So many new cards beyond today's limit.
    pub new_cards: u32,
    /// Reviews that are due within so many days.
    pub ahead_days: u16,
}

/// A card that waits, with what each rating from Again to Easy would promise.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueCard {
    pub card: LearnerCard,
    /// The probability of recall now, 0 to 1; `None` for a new card.
    pub recall: Option<f64>,
    pub promises: [Promise; 4],
    /// For a rating that brings the card back within the session: what the ratings would promise then.
    pub then: [Option<[Promise; 4]>; 4],
}

/// Builds the queue. `loads` are how full the coming days are.
pub fn queue(tx: &mut Tx, call: &Call, scope: &Scope, limit: usize, loads: &Loads) -> Result<Vec<QueueCard>> {
    queue_more(tx, call, scope, More::default(), limit, loads)
}

/// As [`queue`], with more than today asks for.
pub fn queue_more(
    tx: &mut Tx,
    call: &Call,
    scope: &Scope,
    more: More,
    limit: usize,
    loads: &Loads,
) -> Result<Vec<QueueCard>> {
    let limit = limit.min(QUEUE_LIMIT);
    let mut builder = Builder::new(tx, call, scope, more)?;
    let chosen = match scope {
        Scope::Cards(ids) => builder.exactly(tx, ids, limit)?,
        _ => builder.choose(tx, limit)?,
    };
    chosen.into_iter().map(|card| builder.with_promises(tx, card, None, loads)).collect()
}

/// These cards in this order, with what each rating would promise for an answer that is asked so.
pub(crate) fn promised_as_asked(
    tx: &mut Tx,
    call: &Call,
    cards: Vec<(LearnerCard, Asked)>,
    loads: &Loads,
) -> Result<Vec<QueueCard>> {
    let mut builder = Builder::new(tx, call, &Scope::All, More::default())?;
    cards.into_iter().map(|(card, asked)| builder.with_promises(tx, card, Some(asked), loads)).collect()
}

struct Builder {
    learner: LearnerId,
    call: Call,
    today: StudyDay,
    more: More,
    parameters_id: i64,
    parameters: Parameters,
    settings: SettingsReader,
    /// `None`: all decks.
    decks: Option<Vec<Deck>>,
    seen_items: HashSet<Uuid>,
    answered: Rc<AnsweredToday>,
    /// Reviews that the plan put into the queue.
    planned: HashSet<Uuid>,
    guide: Option<Rc<Guide>>,
}

impl Builder {
    fn new(tx: &mut Tx, call: &Call, scope: &Scope, more: More) -> Result<Builder> {
        let decks = match scope {
            Scope::Deck(deck) => Some(decks::subtree(tx, &call.actor, *deck)?),
            _ => None,
        };
        let learner = call.actor.learner;
        let (parameters_id, parameters) = parameters(tx, learner)?;
        let guide = Guide::of_day(tx, learner, call.today())?.map(Rc::new);
        Ok(Builder {
            guide,
            learner,
            call: call.clone(),
            today: call.today(),
            more,
            parameters_id,
            parameters,
            settings: SettingsReader::new(learner),
            decks,
            seen_items: HashSet::new(),
            planned: HashSet::new(),
            answered: Rc::default(),
        })
    }

    fn exactly(&mut self, tx: &mut Tx, ids: &[Uuid], limit: usize) -> Result<Vec<LearnerCard>> {
        let mut cards = Vec::new();
        for id in ids.iter().take(limit) {
            cards.extend(super::cards::find(tx, self.learner, *id)?.filter(|card| !card.suspended));
        }
        Ok(cards)
    }

    fn choose(&mut self, tx: &mut Tx, limit: usize) -> Result<Vec<LearnerCard>> {
        let settings = super::room::settings_of(tx, &mut self.settings, self.decks.as_deref())?;
        let mut room = Room::new(tx, &self.call, self.decks.as_deref(), &mut self.settings, self.guide.clone())?;
        self.answered = room.answered.clone();
        let mut queue = self.learning(tx, limit, 0)?;
        let free = limit.saturating_sub(queue.len());
        let mut reviews = self.planned_reviews(tx, free)?;
        let others = (free - reviews.len()).min(room.reviews);
        reviews.extend(self.reviews(tx, others, settings.review_order)?);
        let new_free = match settings.mix {
            Mix::ReviewsFirst => free.saturating_sub(reviews.len()),
            _ => free,
        };
        let planned = room.of_planned_cards(tx, self.more.new_cards)?;
        let mut fresh = self.new_cards(tx, &planned, new_free, settings.new_order, |deck| room.buries(Some(deck)))?;
        let new_free = new_free.saturating_sub(fresh.len());
        let decks = room.of_new_cards(tx, &mut self.settings, self.more.new_cards, new_free)?;
        fresh.extend(self.new_cards(tx, &decks, new_free, settings.new_order, |deck| room.buries(Some(deck)))?);
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
            cards.extend(self.cards(tx, phase, "due_day = 0 AND due_at <= ?3", until, "due_at, card_id", limit)?);
        }
        cards.sort_by_key(|c| (c.folded.due.map(|d| d.at), c.card_id));
        cards.truncate(limit);
        self.seen_items.extend(cards.iter().map(|c| c.item));
        Ok(cards)
    }

    /// The reviews that the plan wants, in its order.
    fn planned_reviews(&mut self, tx: &mut Tx, limit: usize) -> Result<Vec<LearnerCard>> {
        let Some(guide) = self.guide.clone() else { return Ok(Vec::new()) };
        let scope = self.decks.as_ref();
        let inside = |deck: Uuid| scope.is_none_or(|decks| decks.iter().any(|d| d.id == deck));
        let cards = guide.reviews(tx, self.learner, self.today, inside, limit)?;
        self.seen_items.extend(cards.iter().map(|card| card.item));
        self.planned.extend(cards.iter().map(|card| card.card_id));
        Ok(cards)
    }

    /// Reviews due today that no plan decides on, in order, one per item. Who studies ahead is not held back by the plan.
    fn reviews(&mut self, tx: &mut Tx, limit: usize, order: memory::ReviewOrder) -> Result<Vec<LearnerCard>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        // by due day the index gives the order; any other order needs all that is due
        let fetch = match order {
            memory::ReviewOrder::Due if self.guide.is_none() => limit.saturating_mul(2).max(64),
            _ => 10_000,
        };
        let until = i64::from(self.today.0) + i64::from(self.more.ahead_days);
        let mut cards = self.cards(tx, 2, "due_day <= ?3", until, "due_day, position", fetch)?;
        if let Some(guide) = &self.guide {
            let ahead = self.more.ahead_days > 0;
            cards.retain(|card| !self.planned.contains(&card.card_id) && (ahead || !guide.decides(card.deck)));
        }
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
    fn new_cards(
        &mut self,
        tx: &mut Tx,
        decks: &[(Uuid, i64)],
        limit: usize,
        order: NewOrder,
        buries: impl Fn(Uuid) -> bool,
    ) -> Result<Vec<LearnerCard>> {
        let mut chosen = Vec::new();
        for (deck, room) in decks {
            let left = limit.saturating_sub(chosen.len()).min(usize::try_from(*room).unwrap_or(0));
            if left == 0 {
                continue;
            }
            // where siblings are left out below, more are read than are wanted
            let mut fetch = match order {
                NewOrder::Made if buries(*deck) => left.saturating_mul(3).max(32),
                NewOrder::Made => left,
                NewOrder::Random => 10_000,
            };
            let seen = self.seen_items.clone();
            loop {
                let mut cards = tx.rows(
                    &format!(
                        "SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND deck = ?2 AND suspended = 0 AND phase = 0
                         AND due_day = 0 AND buried_until <= ?3 AND {VISIBLE} ORDER BY position, card_id LIMIT ?4"
                    ),
                    params![self.learner, *deck, self.today.0, i64::try_from(fetch).unwrap_or(i64::MAX)],
                    learner_card,
                )?;
                let all = cards.len() < fetch;
                if order == NewOrder::Random {
                    cards.sort_by_key(|c| memory::shuffle_key(self.today, c.card_id.as_u128()));
                }
                let mut kept = self.one_per_item(tx, cards.iter().cloned(), left)?;
                if all || kept.len() == left {
                    if self.guide.as_ref().is_some_and(|guide| guide.decides(*deck)) {
                        // what the plan asks for comes, if need be with siblings
                        let have: HashSet<Uuid> = kept.iter().map(|card| card.card_id).collect();
                        let rest = cards.into_iter().filter(|card| !have.contains(&card.card_id));
                        kept.extend(rest.take(left - have.len()));
                    }
                    chosen.extend(kept);
                    break;
                }
                self.seen_items.clone_from(&seen);
                fetch = fetch.saturating_mul(10);
            }
        }
        Ok(chosen)
    }

    /// Cards of a phase, over the scope's decks; `?3` in the condition is `until`.
    fn cards(
        &self,
        tx: &mut Tx,
        phase: i64,
        condition: &str,
        until: i64,
        order: &str,
        limit: usize,
    ) -> Result<Vec<LearnerCard>> {
        let scopes: Vec<Option<Uuid>> = match &self.decks {
            Some(decks) => decks.iter().map(|d| Some(d.id)).collect(),
            None => vec![None],
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut cards = Vec::new();
        for deck in scopes {
            let of_deck = if deck.is_some() { "AND deck = ?6" } else { "" };
            let sql = format!(
                "SELECT {COLUMNS} FROM learner_cards WHERE learner = ?1 AND suspended = 0 AND phase = ?2 AND {condition}
                 AND buried_until <= ?4 AND {VISIBLE} {of_deck} ORDER BY {order} LIMIT ?5"
            );
            let mut params: Vec<&dyn ToValue> = vec![&self.learner, &phase, &until, &self.today.0, &limit];
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
                if self.seen_items.contains(&card.item) || self.answered.sibling_of(card.item, card.card_id) {
                    continue;
                }
                self.seen_items.insert(card.item);
            }
            kept.push(card);
        }
        Ok(kept)
    }

    /// `asked`: how the card is asked, if not as its item says.
    fn with_promises(
        &mut self,
        tx: &mut Tx,
        card: LearnerCard,
        asked: Option<Asked>,
        loads: &Loads,
    ) -> Result<QueueCard> {
        let card = super::cards::folded_with(tx, self.learner, card, self.parameters_id, &self.parameters)?;
        let asked = match asked {
            Some(asked) => asked,
            None => reviews::asked(tx, card.space, card.item)?,
        };
        let settings = self.settings.of_deck(tx, card.space, card.deck)?;
        let siblings: Vec<StudyDay> = tx.rows(
            "SELECT due_day FROM learner_cards WHERE learner = ?1 AND item = ?2 AND card_id <> ?3 AND due_day > 0 LIMIT 20",
            params![self.learner, card.item, card.card_id],
            |row| Ok(StudyDay(row.get("due_day")?)),
        )?;
        let load = |day| loads.on(day);
        let preview = |state: &memory::CardState, at: memory::Millis| {
            let seed = memory::fuzz_seed(card.card_id.as_u128(), state.reps);
            let evidence = asked.evidence(at, self.call.actor.study_day(at));
            Rating::ALL.map(|rating| {
                let evidence = evidence.rated(rating);
                promised(self.guide.as_deref(), card.deck, &self.parameters, &settings.promise, |settings| {
                    memory::promise(&self.parameters, settings, state, &evidence, seed, &load, &siblings)
                })
            })
        };
        let promises = preview(&card.folded.state, self.call.now);
        let then = promises.map(|promise| {
            (promise.promised_s * 1000 < LEARN_AHEAD_MS).then(|| preview(&promise.state, promise.due.at))
        });
        let recall = card.folded.state.recall(&self.parameters, self.today);
        Ok(QueueCard { card, recall, promises, then })
    }
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
