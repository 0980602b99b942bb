//! `POST /api/v1/grade`: whether a response is right, and why: to one of the learner's cards, or to an item that is sent along.

use crate::frame::{ApiActor, AppState, JsonBody, Reply};
use axum::Json;
use axum::extract::State;
use grading::{Context, Graded, Key, Language, PartGraded, Response, Rung, Tolerance, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use studium_core::{Error, items};
use uuid::Uuid;

#[derive(Debug, Deserialize)]
pub struct Wanted {
    card_id: Option<Uuid>,
    item: Option<serde_json::Map<String, Value>>,
    response: Response,
}

#[derive(Debug, Serialize)]
pub struct Grade {
    /// 0 to 1.
    score: f64,
    verdict: Verdict,
    rung: Rung,
    /// A sentence.
    reason: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part>,
    /// What the item says to such an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    remark_html: Option<String>,
}

#[derive(Debug, Serialize)]
struct Part {
    score: f64,
    verdict: Verdict,
    reason: String,
}

impl Grade {
    fn of(graded: &Graded, language: Language, remark_html: Option<String>) -> Grade {
        let part = |part: &PartGraded| Part {
            score: part.score,
            verdict: part.verdict,
            reason: part.reason.sentence(language),
        };
        Grade {
            score: graded.score,
            verdict: graded.verdict,
            rung: graded.rung,
            reason: graded.reason.sentence(language),
            parts: graded.parts.iter().map(part).collect(),
            remark_html,
        }
    }
}

pub async fn grade(
    State(state): State<AppState>,
    api: ApiActor,
    JsonBody(wanted): JsonBody<Wanted>,
) -> Reply<Json<Grade>> {
    let response = wanted.response;
    match (wanted.card_id, wanted.item) {
        (Some(card), None) => {
            let actor = api.actor.clone();
            let judged = state.studium.read(move |tx| items::grade_card(tx, &actor, card, &response)).await?;
            let judged = judged.ok_or(Error::invalid("card_id", "grade-not-graded"))?;
            Ok(Json(Grade::of(&judged.graded, api.locale.into(), judged.remark)))
        }
        (None, Some(item)) => {
            let tag = item.get("language").and_then(Value::as_str).unwrap_or("en");
            let language = Language::from_tag(tag);
            let key = key(item)?;
            let graded = grading::grade(&key, &response, &Context { language, others: &[] });
            Ok(Json(Grade::of(&graded, language, None)))
        }
        _ => Err(Error::invalid("item", "grade-which").into()),
    }
}

/// The key of an item as programs write it: as it is stored, but that one `tolerance` may stand for all answers.
fn key(mut item: serde_json::Map<String, Value>) -> Result<Key, Error> {
    let tolerance = match item.remove("tolerance") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(other) => Some(other.to_string()),
    };
    let tolerance: Option<Tolerance> = tolerance
        .map(|text| text.parse())
        .transpose()
        .map_err(|_| Error::invalid("tolerance", "item-tolerance-wrong"))?;
    let unreadable = Error::invalid("item", "grade-unreadable");
    let mut key = serde_json::from_value(Value::Object(item)).map_err(|error| {
        tracing::debug!(%error, "an item that cannot be graded");
        unreadable.clone()
    })?;
    match (&mut key, tolerance) {
        (Key::Numeric { answers, .. }, Some(tolerance)) => {
            for answer in answers {
                answer.tolerance.get_or_insert(tolerance);
            }
        }
        (Key::Short { .. } | Key::Formula { .. }, Some(_)) => return Err(unreadable),
        _ => {}
    }
    Ok(key)
}
