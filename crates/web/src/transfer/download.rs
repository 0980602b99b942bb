//! A deck as a file to keep: `GET /decks/{id}/export?format=apkg|csv|md|gift|aiken|xml`, and what a file of questions
//! cannot say of it.

use super::{views, words};
use crate::frame::{ApiActor, AppState, Reply, SignedIn};
use crate::media::send;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use formats::quiz::Missing;
use maud::Markup;
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::media::store::disk;
use studium_core::transfer::export::{ExportFormat, Exported, export_deck};
use studium_core::{Actor, Error};
use uuid::Uuid;

#[derive(Debug, Deserialize)]
pub struct Asked {
    format: Option<String>,
}

pub async fn page(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Reply {
    download(&state, &me.actor, id, &asked).await
}

pub async fn api(
    State(state): State<AppState>,
    api: ApiActor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Reply {
    download(&state, &api.actor, id, &asked).await
}

/// What will not be in a file of questions, before it is taken along.
pub async fn look(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Reply<Markup> {
    let format = ExportFormat::parse(asked.format.as_deref().unwrap_or("xml"))
        .filter(|format| format.questions().is_some())
        .ok_or_else(|| Error::invalid("format", "export-format-unknown"))?;
    let (exported, _) = write(&state, &me.actor, id, format).await?;
    Ok(views::questions(&me, id, format, &exported))
}

/// `GET /api/v1/decks/{id}/export/report?format=` → `{left_out: [{where, why}]}`.
pub async fn report(
    State(state): State<AppState>,
    api: ApiActor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Reply<Json<Value>> {
    let (exported, _) = write(&state, &api.actor, id, format_of(&asked)?).await?;
    let l = api.locale;
    let said =
        |missing: &Missing| json!({"where": words::place(l, &missing.place), "why": words::notice(l, &missing.why)});
    Ok(Json(json!({"left_out": exported.missing.iter().map(said).collect::<Vec<Value>>()})))
}

fn format_of(asked: &Asked) -> Result<ExportFormat, Error> {
    let word = asked.format.as_deref().unwrap_or("apkg");
    ExportFormat::parse(word).ok_or_else(|| Error::invalid("format", "export-format-unknown"))
}

/// The file, open and without a name: it goes away with whoever holds it.
async fn write(
    state: &AppState,
    actor: &Actor,
    deck: Uuid,
    format: ExportFormat,
) -> Result<(Exported, tokio::fs::File), Error> {
    let folder = state.studium.folder.join("uploads").join(format!("export-{}", Uuid::new_v4()));
    tokio::fs::create_dir_all(&folder).await.map_err(disk)?;
    let target = folder.join("export");
    let exported = export_deck(&state.studium, actor, deck, format, &target, &folder).await;
    let opened = tokio::fs::File::open(&target).await;
    let removed = tokio::fs::remove_dir_all(&folder).await;
    let exported = exported?;
    removed.map_err(disk)?;
    Ok((exported, opened.map_err(disk)?))
}

async fn download(state: &AppState, actor: &Actor, deck: Uuid, asked: &Asked) -> Reply {
    let format = format_of(asked)?;
    let (Exported { name, missing }, file) = write(state, actor, deck, format).await?;
    let length = file.metadata().await.map_err(disk)?.len();
    let mut response = send(file, length).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(value) = HeaderValue::from_str(&disposition(&name, format.ending())) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    if format.questions().is_some() {
        // what they are is in the report
        headers.insert("studium-left-out", HeaderValue::from(missing.len()));
    }
    Ok(response)
}

/// The deck's name as a file's, in both of the ways that browsers read (RFC 6266).
fn disposition(name: &str, ending: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_ ".contains(c) { c } else { '_' }).collect();
    let coded = crate::frame::form_encode(name).replace('/', "_");
    format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{coded}.{ending}")
}
