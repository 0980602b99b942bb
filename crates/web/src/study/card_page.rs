//! `/cards/{id}`: what stands on a card, how well it is known, its history, and what can be done with it.

use super::card_views::{self, Shown};
use crate::api::ApiPath;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::State;
use axum::response::Redirect;
use maud::Markup;
use studium_core::reviews::{self, EventKind, Mode, NewEvent};
use studium_core::study::{self, Marks};
use studium_core::{Error, spaces};
use uuid::Uuid;

pub async fn show(State(state): State<AppState>, me: SignedIn, ApiPath(id): ApiPath<Uuid>) -> Reply<Markup> {
    let call = me.call(&state);
    let today = call.today();
    let (face, events, parameters) = state
        .studium
        .read(move |tx| {
            let card = study::cards::find(tx, call.actor.learner, id)?.ok_or(Error::NotFound { what: "card" })?;
            let face = study::faces(tx, &call.actor, vec![card])?.pop().ok_or(Error::NotFound { what: "card" })?;
            let events = reviews::history(tx, &call.actor, id)?;
            Ok((face, events, study::cards::parameters(tx, call.actor.learner)?.1))
        })
        .await?;
    let recall = face.card.folded.state.recall(&parameters, today);
    Ok(card_views::page(&Shown { me: &me, face: &face, events: &events, recall, today }))
}

/// One button of the page: pause, not today, a flag, start anew.
pub async fn change(
    State(state): State<AppState>,
    me: SignedIn,
    ApiPath(id): ApiPath<Uuid>,
    fields: Fields,
) -> Reply<Redirect> {
    let call = me.call(&state);
    let action = fields.get("action").to_owned();
    let flag: Option<u8> = fields.parse_optional("flag")?;
    state
        .studium
        .write(move |tx| {
            if action == "forget" {
                let event = call.ids().next_id();
                let forget = NewEvent::bare(event, id, EventKind::Forget, call.now, Mode::Flashcard);
                let outcome = reviews::record(tx, &call, &[forget])?.pop();
                return match outcome.and_then(|o| o.reason) {
                    Some(_) => Err(Error::NotFound { what: "card" }),
                    None => Ok(()),
                };
            }
            spaces::lock(tx, call.actor.space())?;
            let card = study::cards::find(tx, call.actor.learner, id)?.ok_or(Error::NotFound { what: "card" })?;
            let marks = Marks { suspended: card.suspended, buried_until: card.buried_until, flag: card.flag };
            let marks = match action.as_str() {
                "suspend" => Marks { suspended: true, ..marks },
                "unsuspend" => Marks { suspended: false, ..marks },
                "bury" => Marks { buried_until: Some(call.today().plus(1)), ..marks },
                "unbury" => Marks { buried_until: None, ..marks },
                "flag" => {
                    Marks { flag: flag.filter(|f| *f <= 7).ok_or(Error::invalid("flag", "error-field"))?, ..marks }
                }
                _ => return Err(Error::invalid("action", "error-field")),
            };
            study::mark(tx, call.actor.learner, id, &marks)
        })
        .await?;
    Ok(Redirect::to(&format!("/cards/{id}")))
}
