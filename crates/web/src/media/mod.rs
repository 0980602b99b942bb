//! `GET /media/{space}/{name}`: pictures and sound, through a row that the visitor may see. Never as a page of ours: the
//! type follows from the bytes, and whatever could hold a script is sandboxed or a download.

#[cfg(test)]
mod tests;

use crate::frame::{AppState, Reply, Visit};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use futures_util::stream;
use std::io::SeekFrom;
use studium_core::media::store::disk;
use studium_core::media::{self, MediaKind, kinds::SNIFFED};
use studium_core::{Error, SpaceId};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

pub fn routes() -> Router<AppState> {
    Router::new().route("/media/{space}/{name}", get(show))
}

/// A blob opened by itself: nothing in it is run or loaded.
const POLICY: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; frame-ancestors 'self'";

const PORTION: usize = 64 * 1024;

async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((space, name)): Path<(SpaceId, String)>,
    headers: HeaderMap,
) -> Reply {
    let actor = visit.actor.clone();
    let found = state.studium.read(move |tx| media::find(tx, actor.as_ref(), space, &name)).await?;
    let tag = format!("\"{}\"", hex::encode(found.hash));
    // a name is never given to other bytes, so a copy stays right; the library's may be kept by anybody
    let keep = if space == SpaceId::LIBRARY { "public, max-age=86400" } else { "private, max-age=86400" };
    let same = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains(&tag));
    let common =
        [(header::ETAG, tag), (header::CACHE_CONTROL, keep.into()), (header::CONTENT_SECURITY_POLICY, POLICY.into())];
    if same {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let path = state.studium.blobs.path(&found.hash);
    let mut file = File::open(path).await.map_err(|_| Error::NotFound { what: "media" })?;
    let length = file.metadata().await.map_err(disk)?.len();
    let mut head = Vec::with_capacity(SNIFFED);
    (&mut file).take(SNIFFED as u64).read_to_end(&mut head).await.map_err(disk)?;
    let kind = MediaKind::sniff(&head);
    let (status, from, to) = match range(&headers, length) {
        Some(Ok((from, to))) => (StatusCode::PARTIAL_CONTENT, from, to),
        Some(Err(())) => {
            let all = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, all).into_response());
        }
        None => (StatusCode::OK, 0, length),
    };
    file.seek(SeekFrom::Start(from)).await.map_err(disk)?;
    let mut response = (status, common, send(file, to - from)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.content_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(to - from));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if kind == MediaKind::Download {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(value) = HeaderValue::from_str(&format!("bytes {from}-{}/{length}", to - 1))
    {
        headers.insert(header::CONTENT_RANGE, value);
    }
    Ok(response)
}

/// One range, as players ask: from, and up to (not with). Several at once are answered with the whole.
fn range(headers: &HeaderMap, length: u64) -> Option<Result<(u64, u64), ()>> {
    let asked = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (from, to) = asked.split_once('-').filter(|(_, to)| !to.contains(','))?;
    let range = match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) => (from, to.saturating_add(1).min(length)),
        (Ok(from), Err(_)) if to.is_empty() => (from, length),
        (Err(_), Ok(last)) if from.is_empty() => (length.saturating_sub(last), length),
        _ => return None,
    };
    Some(if range.0 < range.1 { Ok(range) } else { Err(()) })
}

/// The next so many bytes of a file, portion by portion.
pub(crate) fn send(file: File, bytes: u64) -> Body {
    Body::from_stream(stream::try_unfold((file, bytes), |(mut file, left)| async move {
        if left == 0 {
            return Ok::<_, std::io::Error>(None);
        }
        let most = usize::try_from(left).unwrap_or(PORTION).min(PORTION);
        let mut portion = vec![0; most];
        let n = file.read(&mut portion).await?;
        portion.truncate(n);
        let left = if n == 0 { 0 } else { left - n as u64 };
        Ok((n > 0).then(|| (Bytes::from(portion), (file, left))))
    }))
}
