//! One act on many items.

use super::browser::find_texts;
use super::content;
use crate::accounts::local;
use crate::decks::undo::{Done, act};
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::State;
use axum::response::Redirect;
use memory::StudyDay;
use studium_core::db::Tx;
use studium_core::items::{self, Marking, query};
use studium_core::{Call, Error};
use uuid::Uuid;

/// Items that one act takes.
pub const MOST: i64 = 10_000;
/// Items of one operation, so that others' writes go on between.
const CHUNK: usize = 100;

/// What is done.
#[derive(Debug, Clone)]
enum Act {
    Mark(Marking),
    Move(Uuid),
    Tag { add: Vec<String>, remove: Vec<String> },
    Bin,
    Forget,
    Reschedule { days: i32 },
}

impl Act {
    fn read(fields: &Fields) -> Result<Act, Error> {
        Ok(match fields.get("action") {
            "suspend" => Act::Mark(Marking::Suspend),
            "unsuspend" => Act::Mark(Marking::Unsuspend),
            "bury" => Act::Mark(Marking::Bury),
            "flag" => Act::Mark(Marking::Flag(fields.parse("flag")?)),
            "move" => Act::Move(fields.parse("deck")?),
            "tag" => Act::Tag { add: content::tags(fields.get("tags")), remove: Vec::new() },
            "untag" => Act::Tag { add: Vec::new(), remove: content::tags(fields.get("tags")) },
            "bin" => Act::Bin,
            "forget" => Act::Forget,
            "reschedule" => Act::Reschedule { days: fields.parse("days")? },
            _ => return Err(Error::invalid("action", "error-field")),
        })
    }

    fn run(&self, tx: &mut Tx, call: &Call, ids: &[Uuid]) -> Result<(), Error> {
        let space = call.actor.space();
        match self {
            Act::Mark(marking) => items::mark(tx, call, ids, *marking),
            Act::Move(deck) => items::move_to(tx, call, space, ids, *deck),
            Act::Tag { add, remove } => items::tag(tx, call, space, ids, add, remove),
            Act::Bin => items::bin(tx, call, space, ids),
            Act::Forget => items::forget(tx, call, ids),
            Act::Reschedule { days } => {
                let due = call.today().0.checked_add(*days).ok_or_else(|| Error::invalid("days", "items-due-wrong"))?;
                items::reschedule(tx, call, ids, StudyDay(due))
            }
        }
    }
}

pub async fn act_on(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Redirect> {
    let what = Act::read(&fields)?;
    let next = local(fields.get("next"));
    let mut ids: Vec<Uuid> = Vec::new();
    if fields.has("all") {
        let expr = query::parse(fields.get("q")).map_err(|e| Error::invalid("q", e.message_key))?;
        let found = find_texts(&state, &me.actor, &expr).await?;
        let call = me.call(&state);
        ids = state.studium.read(move |tx| items::ids_of(tx, &call, &expr, &found, MOST)).await?;
    } else {
        for id in fields.all("item") {
            ids.push(Uuid::parse_str(id).map_err(|_| Error::invalid("item", "error-field"))?);
        }
    }
    let mut done: Option<Done> = None;
    for some in ids.chunks(CHUNK) {
        let (what, some) = (what.clone(), some.to_vec());
        let ((), one) = act(&state, &me, move |tx, call| what.run(tx, call, &some)).await?;
        done = Some(Done { from: done.map_or(one.from, |d| d.from), to: one.to });
    }
    Ok(done.map_or_else(|| Redirect::to(next), |d| d.redirect(next)))
}
