//! Taking everything along, and having everything erased. Both ask for the password.

use super::account::under;
use super::page::again;
use crate::accounts::cookies;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use bytes::Bytes;
use futures_util::stream;
use std::io;
use studium_core::Error;
use studium_core::accounts::{flows, limits};
use studium_core::media::store::disk;
use studium_core::settings::{erase, export};
use tokio::io::AsyncReadExt;

/// A zip, made in a scratch file that is gone when the download ends.
pub async fn export(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply {
    let studium = &state.studium;
    if let Err(error) = flows::prove(studium, &me.actor, fields.get("current")).await {
        return again(&state, &me, under(error, "export_current"), fields).await;
    }
    let (learner, now) = (me.actor.learner, studium.clock.now());
    studium.write(move |tx| limits::take(tx, limits::EXPORT, &learner.to_string(), now)).await?;
    let scratch = tempfile::NamedTempFile::new_in(&studium.folder).map_err(disk)?;
    export::write(studium, &me.actor, scratch.path()).await?;
    let file = tokio::fs::File::open(scratch.path()).await.map_err(disk)?;
    let length = file.metadata().await.map_err(disk)?.len();
    // the scratch file lives as long as the stream
    let body = stream::try_unfold((file, scratch), |(mut file, scratch)| async move {
        let mut part = vec![0; 64 * 1024];
        let n = file.read(&mut part).await?;
        part.truncate(n);
        Ok::<_, io::Error>((n > 0).then(|| (Bytes::from(part), (file, scratch))))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"studium-export.zip\"".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}

pub async fn erase(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply {
    let proved = async {
        if !fields.has("sure") {
            return Err(Error::invalid("sure", "error-sure"));
        }
        flows::prove(&state.studium, &me.actor, fields.get("current")).await?;
        erase::erase(&state.studium, &me.actor).await
    };
    match proved.await {
        Ok(()) => {
            state.identities.forget();
            Ok(cookies::redirect_with("/", vec![cookies::no_session(&state.config)?]))
        }
        Err(error) => again(&state, &me, under(error, "erase_current"), fields).await,
    }
}
