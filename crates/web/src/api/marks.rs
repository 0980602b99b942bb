//! Marks on a card: paused, not today, flagged.

use super::ApiPath;
use crate::frame::{ApiActor, AppState, JsonBody, Reply};
use axum::Json;
use axum::extract::State;
use memory::Millis;
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::db::Tx;
use studium_core::study::{self, Marks};
use studium_core::{Call, Error, Result, spaces};
use uuid::Uuid;

/// One entry of `marks` in an upload. The last one that arrives counts; sending it twice changes nothing.
#[derive(Debug, Deserialize)]
struct Mark {
    id: Uuid,
    card_id: Uuid,
    kind: String,
    /// When it was decided, ms; now if it does not say.
    at: Option<i64>,
    flag: Option<u8>,
}

/// Stores one mark of an upload and says what happened to it. `shift`: what the client's clock is off by, ms.
pub fn apply(tx: &mut Tx, call: &Call, raw: &Value, shift: i64) -> Result<Value> {
    let mark = match Mark::deserialize(raw) {
        Ok(mark) => mark,
        Err(error) => {
            return Ok(json!({"id": raw.get("id"), "status": "refused", "reason": format!("unreadable: {error}")}));
        }
    };
    let answer = |status: &str, reason: Option<&str>| json!({"id": mark.id, "status": status, "reason": reason});
    let Some(card) = study::cards::find(tx, call.actor.learner, mark.card_id)? else {
        return Ok(answer("refused", Some("card-unknown")));
    };
    let mut marks = Marks { suspended: card.suspended, buried_until: card.buried_until, flag: card.flag };
    match (mark.kind.as_str(), mark.flag) {
        ("suspend", _) => marks.suspended = true,
        ("unsuspend", _) => marks.suspended = false,
        // of the day on which it was decided, which may be over by now
        ("bury", _) => {
            let at = mark.at.map_or(call.now, |at| Millis(at.saturating_add(shift).clamp(0, call.now.0)));
            marks.buried_until = Some(call.actor.study_day(at).plus(1));
        }
        ("unbury", _) => marks.buried_until = None,
        ("flag", Some(flag @ 0..=7)) => marks.flag = flag,
        _ => return Ok(answer("refused", Some("kind-unknown"))),
    }
    study::mark(tx, call.actor.learner, mark.card_id, &marks)?;
    Ok(answer("stored", None))
}

/// `POST /api/v1/cards/{id}/marks`: what is not named stays.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    suspended: Option<bool>,
    /// True: not today. False: back at once.
    buried: Option<bool>,
    flag: Option<u8>,
}

pub async fn set(
    State(state): State<AppState>,
    api: ApiActor,
    ApiPath(card_id): ApiPath<Uuid>,
    JsonBody(wanted): JsonBody<Wanted>,
) -> Reply<Json<Value>> {
    if wanted.flag.is_some_and(|f| f > 7) {
        return Err(Error::invalid("flag", "error-field").into());
    }
    let call = api.call(&state);
    let marks = state
        .studium
        .write(move |tx| {
            spaces::lock(tx, call.actor.space())?;
            let card = study::cards::find(tx, call.actor.learner, card_id)?.ok_or(Error::NotFound { what: "card" })?;
            let marks = Marks {
                suspended: wanted.suspended.unwrap_or(card.suspended),
                buried_until: match wanted.buried {
                    Some(true) => Some(call.today().plus(1)),
                    Some(false) => None,
                    None => card.buried_until,
                },
                flag: wanted.flag.unwrap_or(card.flag),
            };
            study::mark(tx, call.actor.learner, card_id, &marks)?;
            Ok(marks)
        })
        .await?;
    Ok(Json(json!({
        "suspended": marks.suspended,
        "buried_until": marks.buried_until.map(|d| d.to_iso()),
        "flag": marks.flag,
    })))
}
