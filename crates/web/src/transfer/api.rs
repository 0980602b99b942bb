//! `/api/v1/imports` and `/api/v1/uploads`.

use super::incoming::{Incoming, format_of, names, queue};
use super::words::progress_json;
use crate::frame::{ApiActor, AppState, Failure, JsonBody, Reply};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use studium_core::media::store::disk;
use studium_core::transfer::IMPORT;
use studium_core::transfer::uploads::{self, UploadId};
use studium_core::{Error, jobs};
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

/// `POST /imports`, multipart `file` (and `deck`, `Outer::Inner`) → 202 `{id}`. With several files `ids` has them all.
pub async fn begin(State(state): State<AppState>, api: ApiActor, form: Multipart) -> Reply {
    let incoming = Incoming::read(&state, &api.call(&state), form).await?;
    let mut ids = Vec::new();
    for upload in &incoming.uploads {
        let format = format_of(&state, upload).await?;
        ids.push(queue(&state, &api.actor, upload, format, &names(&incoming.deck)).await?);
    }
    let Some(id) = ids.first() else { return Err(Error::invalid("file", "import-no-file").into()) };
    Ok((StatusCode::ACCEPTED, Json(json!({"id": id, "ids": ids}))).into_response())
}

pub async fn show(State(state): State<AppState>, api: ApiActor, Path(id): Path<jobs::JobId>) -> Reply<Json<Value>> {
    let locale = api.locale;
    let job = state.studium.read(move |tx| jobs::get(tx, &api.actor, id)).await?;
    if job.kind != IMPORT {
        return Err(Error::NotFound { what: "import" }.into());
    }
    Ok(Json(progress_json(locale, &job)))
}

/// The newest hundred.
pub async fn list(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    let locale = api.locale;
    let all = state.studium.read(move |tx| jobs::list(tx, &api.actor, IMPORT, 100)).await?;
    let items: Vec<Value> = all.iter().map(|job| progress_json(locale, job)).collect();
    Ok(Json(json!({"items": items, "next": null})))
}

#[derive(Debug, Deserialize)]
pub struct Announced {
    name: String,
    size: i64,
}

/// Announces a file that comes in portions → 201 `{id, offset}`.
pub async fn announce(State(state): State<AppState>, api: ApiActor, JsonBody(new): JsonBody<Announced>) -> Reply {
    let call = api.call(&state);
    let id = state.studium.write(move |tx| uploads::begin(tx, &call, &new.name, new.size)).await?;
    uploads::prepare(&state.studium)?;
    tokio::fs::File::create(uploads::path(&state.studium, id)).await.map_err(disk)?;
    Ok((StatusCode::CREATED, Json(json!({"id": id, "offset": 0}))).into_response())
}

pub async fn upload(State(state): State<AppState>, api: ApiActor, Path(id): Path<UploadId>) -> Reply<Json<Value>> {
    let upload = state.studium.read(move |tx| uploads::get(tx, &api.actor, id)).await?;
    Ok(Json(json!({"offset": upload.received, "size": upload.bytes})))
}

/// A portion at `Upload-Offset` → `{offset}`; 409 with the offset to go on from, when it is another one.
pub async fn append(
    State(state): State<AppState>,
    api: ApiActor,
    Path(id): Path<UploadId>,
    headers: HeaderMap,
    portion: Bytes,
) -> Reply<Response> {
    let offset: i64 = headers
        .get("upload-offset")
        .and_then(|v| v.to_str().ok()?.parse().ok())
        .ok_or_else(|| Failure::Unreadable("the header Upload-Offset says where the portion begins".into()))?;
    let upload = state.studium.read(move |tx| uploads::get(tx, &api.actor, id)).await?;
    let received = offset.saturating_add(portion.len() as i64);
    if offset != upload.received || received > upload.bytes {
        return Ok((StatusCode::CONFLICT, Json(json!({"offset": upload.received}))).into_response());
    }
    let mut file = tokio::fs::OpenOptions::new()
        .write(true)
        .open(uploads::path(&state.studium, id))
        .await
        .map_err(|_| Error::NotFound { what: "upload" })?;
    file.seek(std::io::SeekFrom::Start(u64::try_from(offset).unwrap_or(0))).await.map_err(disk)?;
    file.write_all(&portion).await.map_err(disk)?;
    // what the offset counts is on the disk
    file.sync_data().await.map_err(disk)?;
    state.studium.write(move |tx| uploads::advance(tx, id, received)).await?;
    Ok(Json(json!({"offset": received})).into_response())
}
