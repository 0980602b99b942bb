//! One act on many items at once, each taken back as one.

use super::browse::cards_of;
use crate::call::Call;
use crate::changes::{self, Inverse};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::reviews::{self, Mode, NewEvent, model::EventKind};
use crate::spaces;
use crate::study::{self, Marks};
use memory::StudyDay;
use uuid::Uuid;

/// What is marked on the cards of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    Suspend,
    Unsuspend,
    /// Not today.
    Bury,
    /// 0 none, 1–7.
    Flag(u8),
}

impl Marking {
    fn intent(self) -> &'static str {
        match self {
            Marking::Suspend => "cards-suspend",
            Marking::Unsuspend => "cards-unsuspend",
            Marking::Bury => "cards-bury",
            Marking::Flag(0) => "cards-unflag",
            Marking::Flag(_) => "cards-flag",
        }
    }
}

/// Marks the learner's cards of these items.
///
/// # Errors
/// `Invalid` on `flag` above 7.
pub fn mark(tx: &mut Tx, call: &Call, items: &[Uuid], marking: Marking) -> Result<()> {
    if matches!(marking, Marking::Flag(flag) if flag > 7) {
        return Err(Error::invalid("flag", "error-field"));
    }
    let learner = call.actor.learner;
    let revision = spaces::lock(tx, call.actor.space())?;
    let mut before = Vec::new();
    for item in items {
        for card in cards_of(tx, learner, *item)? {
            let old = Marks { suspended: card.suspended, buried_until: card.buried_until, flag: card.flag };
            let new = match marking {
                Marking::Suspend => Marks { suspended: true, ..old },
                Marking::Unsuspend => Marks { suspended: false, ..old },
                Marking::Bury => Marks { buried_until: Some(StudyDay(call.today().0 + 1)), ..old },
                Marking::Flag(flag) => Marks { flag, ..old },
            };
            if new != old {
                study::mark(tx, learner, card.card_id, &new)?;
                before.push((card.card_id, old.suspended, old.buried_until.map(|d| d.0), old.flag));
            }
        }
    }
    let inverse = Inverse::SetMarks { cards: before };
    changes::note(tx, call, call.actor.space(), revision, marking.intent(), Some(&inverse))
}

/// Starts the cards of these items anew; their reviews stay in the log.
pub fn forget(tx: &mut Tx, call: &Call, items: &[Uuid]) -> Result<()> {
    append(tx, call, items, "cards-forget", |id, card| {
        NewEvent::bare(id, card, EventKind::Forget, call.now, Mode::Flashcard)
    })
}

/// Makes the cards of these items that are not new due on this day.
pub fn reschedule(tx: &mut Tx, call: &Call, items: &[Uuid], due: StudyDay) -> Result<()> {
    if !(call.today().0..=call.today().0 + 36_500).contains(&due.0) {
        return Err(Error::invalid("due", "items-due-wrong"));
    }
    append(tx, call, items, "cards-reschedule", |id, card| NewEvent {
        due_day: Some(due),
        ..NewEvent::bare(id, card, EventKind::Reschedule, call.now, Mode::Flashcard)
    })
}

fn append(
    tx: &mut Tx,
    call: &Call,
    items: &[Uuid],
    intent: &'static str,
    event: impl Fn(Uuid, Uuid) -> NewEvent,
) -> Result<()> {
    let mut ids = call.ids();
    let mut events = Vec::new();
    for item in items {
        for card in cards_of(tx, call.actor.learner, *item)?
            .iter()
            .filter(|c| c.folded.state.reps > 0 || c.folded.due.is_some())
        {
            events.push(event(ids.next_id(), card.card_id));
        }
    }
    record(tx, call, &events)?;
    let revision = spaces::lock(tx, call.actor.space())?;
    let inverse = Inverse::Retract { events: events.iter().map(|e| (e.id, e.card_id)).collect() };
    changes::note(tx, call, call.actor.space(), revision, intent, Some(&inverse))
}

/// Takes events back (undo of forgetting and rescheduling).
pub fn retract(tx: &mut Tx, call: &Call, events: &[(Uuid, Uuid)]) -> Result<()> {
    let mut ids = call.ids();
    let retractions: Vec<NewEvent> =
        events.iter().map(|(event, card)| NewEvent::retract(ids.next_id(), *card, *event, call.now)).collect();
    record(tx, call, &retractions)
}

fn record(tx: &mut Tx, call: &Call, events: &[NewEvent]) -> Result<()> {
    for some in events.chunks(reviews::UPLOAD_LIMIT) {
        reviews::record(tx, call, some)?;
    }
    Ok(())
}
