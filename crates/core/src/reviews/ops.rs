//! Recording answers. One upload is one transaction; a bad event refuses itself alone.

use super::model::{CardMemory, EventKind, EventRow, NewEvent, Outcome, Status};
use super::{asked, store, totals};
use crate::call::{Actor, Call, LearnerId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::spaces;
use crate::study::{self, SettingsReader, cards::LearnerCard};
use memory::{Folded, Millis, Parameters};
use uuid::Uuid;

/// The most events of one upload.
pub const UPLOAD_LIMIT: usize = 500;
/// A client's clock may be so far off before its times are shifted, ms.
const CLOCK_TOLERANCE_MS: i64 = 5 * 60 * 1000;
/// The longest response that is kept, bytes.
const RESPONSE_LIMIT: usize = 10_000;
/// An answer took at most so long; longer is somebody who went away, ms.
const DURATION_LIMIT_MS: i64 = 10 * 60 * 1000;

/// Shifts an upload's times by the client's error, once, when its clock is more than 5 minutes off; the order of the
/// events stays. Returns the shift, ms.
pub fn correct_clock(events: &mut [NewEvent], sent_at: Millis, now: Millis) -> i64 {
    let off = now.0.saturating_sub(sent_at.0);
    let shift = if off.saturating_abs() > CLOCK_TOLERANCE_MS { off } else { 0 };
    for event in events {
        event.sent_at = Some(sent_at);
        event.at = Millis(event.at.0.saturating_add(shift));
    }
    shift
}

/// Stores events and brings the cards' states and the days' totals in step. Outcomes come in the order of the events.
/// Invalid when there are more than 500.
pub fn record(tx: &mut Tx, call: &Call, events: &[NewEvent]) -> Result<Vec<Outcome>> {
    if events.len() > UPLOAD_LIMIT {
        return Err(Error::invalid("reviews", "reviews-too-many"));
    }
    let learner = call.actor.learner;
    spaces::lock(tx, learner.space())?;
    let (id, parameters) = study::cards::parameters(tx, learner)?;
    let settings = SettingsReader::new(learner);
    let mut recorder = Recorder { learner, call, parameters_id: id, parameters, settings, guide: None };
    events.iter().map(|event| recorder.record(tx, event)).collect()
}

/// A page of the learner's log, in the order of ids.
pub fn list(tx: &mut Tx, actor: &Actor, after: Option<Uuid>, limit: u32) -> Result<Vec<EventRow>> {
    store::page(tx, actor.learner, after, limit)
}

/// A card's events, oldest first.
pub fn history(tx: &mut Tx, actor: &Actor, card: Uuid) -> Result<Vec<EventRow>> {
    store::of_card(tx, actor.learner, card)
}

/// The card that an event of this learner is about.
pub fn card_of(tx: &mut Tx, actor: &Actor, event: Uuid) -> Result<Option<Uuid>> {
    Ok(store::find(tx, actor.learner, event)?.map(|row| row.event.card_id))
}

struct Recorder<'a> {
    learner: LearnerId,
    call: &'a Call,
    parameters_id: i64,
    parameters: Parameters,
    settings: SettingsReader,
    /// Today's plan, read when the first promise asks for it.
    guide: Option<Option<study::Guide>>,
}

impl Recorder<'_> {
    fn record(&mut self, tx: &mut Tx, event: &NewEvent) -> Result<Outcome> {
        if let Some(reason) = wrong(event, self.call.now) {
            return Ok(refused(event, reason));
        }
        let card = study::cards::find(tx, self.learner, event.card_id)?;
        let known = store::known(tx, self.learner, event.card_id, event.id)?;
        if known.stored {
            // an id taken by a kind that this version does not know is a conflict too
            let unknown = NewEvent { card_id: Uuid::nil(), ..event.clone() };
            let stored = store::find(tx, self.learner, event.id)?.map_or(unknown, |row| row.event);
            let same = stored.card_id == event.card_id
                && stored.kind == event.kind
                && stored.rating == event.rating
                && stored.retracts == event.retracts;
            let (status, reason) = match same {
                true => (Status::Duplicate, None),
                false => (Status::Conflict, Some("id-taken")),
            };
            return Ok(Outcome { id: event.id, status, reason, memory: card.as_ref().map(|c| self.memory_of(c)) });
        }
        let Some(card) = card else { return Ok(refused(event, "card-unknown")) };
        self.store(tx, event, card, known.retracted)
    }

    /// `retracted`: a retraction of it came before it.
    fn store(&mut self, tx: &mut Tx, event: &NewEvent, card: LearnerCard, retracted: bool) -> Result<Outcome> {
        let row = self.row(tx, event, &card)?;
        let Some(folding) = row.to_memory() else { return Ok(refused(event, "event-incomplete")) };
        store::insert(tx, self.learner, &row)?;
        // a state folded with other parameters is folded anew
        let current = card.parameters == self.parameters_id;
        let appended = match current && !retracted {
            true => memory::append(&self.parameters, &card.folded, &folding),
            false => None,
        };
        let folded = match appended {
            Some(folded) => {
                if event.kind == EventKind::Answer {
                    let counted = totals::Totals::of_answer(&row, &card.folded);
                    totals::add(tx, self.learner, row.study_day, row.event.mode.as_str(), card.deck, &counted)?;
                }
                folded
            }
            None => self.refold(tx, &row, &card)?,
        };
        study::cards::step_on(tx, self.learner, &card, &folded, self.parameters_id)?;
        let mut memory = self.memory_of(&card);
        memory.folded = folded;
        memory.recall = folded.state.recall(&self.parameters, self.call.today());
        self.leech(tx, &card, &folded, &mut memory)?;
        Ok(Outcome { id: event.id, status: Status::Stored, reason: None, memory: Some(memory) })
    }

    fn row(&mut self, tx: &mut Tx, event: &NewEvent, card: &LearnerCard) -> Result<EventRow> {
        let mut event = event.clone();
        if event.choices.is_none() && asked::is_choice(event.format.as_deref()) {
            // what a program left out is as the item has it
            let asked = asked::asked(tx, card.space, card.item)?;
            event.choices = asked.choices;
            if let (Some("choice"), Some(format)) = (event.format.as_deref(), asked.format) {
                event.format = Some(format.into());
            }
        }
        event.duration_ms = event.duration_ms.map(|ms| ms.clamp(0, DURATION_LIMIT_MS));
        let study_day = self.call.actor.study_day(event.at);
        if event.kind == EventKind::Answer
            && event.promised_s.is_none()
            && let Some(evidence) = event.evidence(study_day)
        {
            let settings = self.settings.of_deck(tx, card.space, card.deck)?;
            let seed = memory::fuzz_seed(card.card_id.as_u128(), card.folded.state.reps);
            let guide = match self.guide.take() {
                Some(guide) => guide,
                None => study::Guide::of_day(tx, self.learner, self.call.today())?,
            };
            let guide = self.guide.insert(guide);
            let promise = study::promised(guide.as_ref(), card.deck, &self.parameters, &settings.promise, |settings| {
                memory::promise(&self.parameters, settings, &card.folded.state, &evidence, seed, &|_| 0.0, &[])
            });
            event.promised_s = Some(promise.promised_s);
            event.after = card.folded.head.map(|id| Uuid::from_u128(id.0));
        }
        Ok(EventRow { event, item: Some(card.item), study_day, received_at: self.call.now, seed: None, raw: None })
    }

    fn memory_of(&self, card: &LearnerCard) -> CardMemory {
        CardMemory {
            folded: card.folded,
            recall: card.folded.state.recall(&self.parameters, self.call.today()),
            leech: card.leech,
            suspended: card.suspended,
        }
    }

    fn refold(&self, tx: &mut Tx, row: &EventRow, card: &LearnerCard) -> Result<Folded> {
        let after = store::of_card(tx, self.learner, card.card_id)?;
        let before: Vec<EventRow> = after.iter().filter(|r| r.event.id != row.event.id).cloned().collect();
        let (_, counted_before) = totals::fold_and_count(&self.parameters, &before);
        let (folded, counted_after) = totals::fold_and_count(&self.parameters, &after);
        totals::replace(tx, self.learner, card.deck, &counted_before, &counted_after)?;
        Ok(folded)
    }

    fn leech(&mut self, tx: &mut Tx, card: &LearnerCard, folded: &Folded, memory: &mut CardMemory) -> Result<()> {
        let lapsed = folded.state.lapses > card.folded.state.lapses;
        let undone = folded.state.lapses < card.folded.state.lapses;
        if !(lapsed || (undone && card.leech)) {
            return Ok(());
        }
        let settings = self.settings.of_deck(tx, card.space, card.deck)?;
        let threshold = settings.leech_threshold;
        let crossed = lapsed && memory::is_leech(folded.state.lapses, threshold);
        memory.leech = threshold > 0 && folded.state.lapses >= threshold;
        tx.execute(
            "UPDATE learner_cards SET leech = ?3 WHERE learner = ?1 AND card_id = ?2",
            params![self.learner, card.card_id, memory.leech],
        )?;
        if crossed && settings.leech_suspends {
            let marks = study::Marks { suspended: true, buried_until: card.buried_until, flag: card.flag };
            study::mark(tx, self.learner, card.card_id, &marks)?;
            memory.suspended = true;
        }
        Ok(())
    }
}

fn refused(event: &NewEvent, reason: &'static str) -> Outcome {
    Outcome { id: event.id, status: Status::Refused, reason: Some(reason), memory: None }
}

/// What is wrong with an event on its face.
fn wrong(event: &NewEvent, now: Millis) -> Option<&'static str> {
    let share = |n: Option<f64>| n.is_some_and(|n| !(0.0..=1.0).contains(&n));
    if event.id.is_nil() || event.id.is_max() {
        return Some("id-wrong");
    }
    if event.at.0 <= 0 || event.at.0 > now.0.saturating_add(CLOCK_TOLERANCE_MS) {
        return Some("time-wrong");
    }
    if event.response.as_ref().is_some_and(|r| r.len() > RESPONSE_LIMIT || r.contains('\0')) {
        return Some("response-too-long");
    }
    if share(event.score) || event.confidence.is_some_and(|c| !(0..=100).contains(&c)) {
        return Some("score-wrong");
    }
    match event.kind {
        EventKind::Answer if event.rated().is_none() => Some("rating-wrong"),
        EventKind::Answer if event.promised_s.is_some_and(|s| s < 0) => Some("promise-wrong"),
        EventKind::Retract if event.retracts.is_none_or(|r| r == event.id) => Some("retracts-nothing"),
        EventKind::Reschedule if event.due_day.is_none() => Some("due-missing"),
        EventKind::Seed => Some("kind-not-for-clients"),
        _ => None,
    }
}
