//! A deck as a file to keep: `GET /decks/{id}/export?format=apkg|csv|md`.

use crate::frame::{ApiActor, AppState, Reply, SignedIn};
use crate::media::send;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use studium_core::media::store::disk;
use studium_core::transfer::export::{ExportFormat, export_deck};
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

async fn download(state: &AppState, actor: &Actor, deck: Uuid, asked: &Asked) -> Reply {
    let word = asked.format.as_deref().unwrap_or("apkg");
    let format = ExportFormat::parse(word).ok_or_else(|| Error::invalid("format", "export-format-unknown"))?;
    let folder = state.studium.folder.join("uploads").join(format!("export-{}", Uuid::new_v4()));
    tokio::fs::create_dir_all(&folder).await.map_err(disk)?;
    let target = folder.join("export");
    let exported = export_deck(&state.studium, actor, deck, format, &target, &folder).await;
    // the open file lives on without its name, and goes away with the answer
    let opened = tokio::fs::File::open(&target).await;
    let removed = tokio::fs::remove_dir_all(&folder).await;
    let name = exported?;
    removed.map_err(disk)?;
    let file = opened.map_err(disk)?;
    let length = file.metadata().await.map_err(disk)?.len();
    let mut response = send(file, length).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(value) = HeaderValue::from_str(&disposition(&name, format.as_str())) {
        headers.insert(header::CONTENT_DISPOSITION, value);
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
