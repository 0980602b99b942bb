//! The editor's form as it is sent: fields, and perhaps a picture or recording, which becomes media of the learner's space.

use crate::frame::{AppState, Failure, Fields};
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use studium_core::media::{Media, MediaKind, ops};
use studium_core::{Call, Error, db::Tx, spaces};

/// The longest text of one field, bytes.
const TEXT_LIMIT: usize = 1_000_000;

/// A sent form with at most one file.
pub struct Sent {
    pub fields: Fields,
    pub file: Option<(String, Bytes)>,
}

impl FromRequest<AppState> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<Sent, Failure> {
        let multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|v| v.starts_with("multipart/form-data"));
        if !multipart {
            return Ok(Sent { fields: Fields::from_request(request, state).await?, file: None });
        }
        let unreadable = |e: axum::extract::multipart::MultipartError| match e.status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
            _ => Failure::Unreadable(e.body_text()),
        };
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|e: MultipartRejection| Failure::Unreadable(e.body_text()))?;
        let mut sent = Sent { fields: Fields::default(), file: None };
        while let Some(part) = parts.next_field().await.map_err(unreadable)? {
            let name = part.name().unwrap_or("").to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(unreadable)?;
            match file {
                Some(file) if !file.is_empty() && !bytes.is_empty() => sent.file = Some((file, bytes)),
                Some(_) => {}
                None if bytes.len() > TEXT_LIMIT => return Err(Failure::TooLarge),
                None => match String::from_utf8(bytes.to_vec()) {
                    Ok(text) => sent.fields.0.push((name, text)),
                    Err(_) => return Err(Failure::Unreadable(format!("the field {name} is not UTF-8"))),
                },
            }
        }
        Ok(sent)
    }
}

/// Stores the file's bytes; its row comes with the item, in one transaction.
///
/// # Errors
/// `Invalid` on `file` for what is neither picture, sound nor film.
pub async fn store(state: &AppState, file: Option<(String, Bytes)>) -> Result<Option<Media>, Error> {
    let Some((name, bytes)) = file else { return Ok(None) };
    let head = &bytes[..bytes.len().min(studium_core::media::kinds::SNIFFED)];
    let shown = match MediaKind::sniff(head) {
        MediaKind::Shown(kind) => ["image/", "audio/", "video/"].iter().any(|k| kind.starts_with(k)),
        MediaKind::Svg => true,
        MediaKind::Download => false,
    };
    if !shown {
        return Err(Error::invalid("file", "item-file-kind"));
    }
    let blobs = state.studium.blobs.clone();
    let (hash, length) =
        tokio::task::spawn_blocking(move || blobs.put(&mut bytes.as_ref(), &uuid::Uuid::new_v4().to_string()))
            .await
            .map_err(Error::internal)??;
    let name = name.rsplit(['/', '\\']).next().unwrap_or("").replace(['(', ')', '<', '>', '[', ']', '"'], "_");
    Ok(Some(Media { name, hash, bytes: i64::try_from(length).unwrap_or(i64::MAX) }))
}

/// Names the blob in the learner's space; the Markdown or HTML that shows it.
pub fn name(tx: &mut Tx, call: &Call, media: &Media, html: bool) -> Result<String, Error> {
    let space = call.actor.space();
    spaces::lock(tx, space)?;
    let (name, _) = ops::add_as(tx, space, media, call.now)?;
    let sound = [".mp3", ".ogg", ".oga", ".wav", ".m4a", ".flac", ".opus", ".aac"]
        .iter()
        .any(|e| name.to_lowercase().ends_with(e));
    Ok(match (sound, html) {
        (true, _) => format!("[sound:{name}]"),
        (false, true) => format!("<img src=\"{}\">", name.replace('&', "&amp;").replace('"', "&quot;")),
        (false, false) => format!("![](<{name}>)"),
    })
}
