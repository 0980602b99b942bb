//! What a form or a program sends: files are streamed to the disk, never held in memory.

use crate::frame::{AppState, Failure};
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use std::io::Read;
use studium_core::media::store::disk;
use studium_core::transfer::uploads::{self, LARGEST, Upload, UploadId};
use studium_core::transfer::{FileFormat, ImportInput, enqueue};
use studium_core::{Actor, Call, Error, jobs::JobId};
use tokio::io::AsyncWriteExt;

/// The longest text of a field that is no file.
const TEXT_LIMIT: usize = 5_000_000;

/// A form of files, read to its end.
#[derive(Debug, Default)]
pub struct Incoming {
    /// Whole files, now on the disk.
    pub uploads: Vec<Upload>,
    /// Pasted text.
    pub text: String,
    /// Names of the deck that everything goes into; empty: as the file says.
    pub deck: String,
}

impl Incoming {
    pub async fn read(state: &AppState, call: &Call, mut form: Multipart) -> Result<Incoming, Failure> {
        let mut incoming = Incoming::default();
        let unreadable = |e: axum::extract::multipart::MultipartError| Failure::Unreadable(e.body_text());
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or("").to_owned();
            match name.as_str() {
                "file" => {
                    let file_name = field.file_name().unwrap_or("").to_owned();
                    // a form without a chosen file sends one without a name
                    if !file_name.is_empty() {
                        incoming.uploads.push(store(state, call, &file_name, field).await?);
                    }
                }
                "upload" => {
                    let id: UploadId = text(field).await?.parse().map_err(|_| Error::NotFound { what: "upload" })?;
                    let actor = call.actor.clone();
                    incoming.uploads.push(state.studium.read(move |tx| uploads::get(tx, &actor, id)).await?);
                }
                "text" => incoming.text = text(field).await?,
                "deck" => incoming.deck = text(field).await?,
                _ => {}
            }
        }
        if !incoming.text.trim().is_empty() {
            let upload = store_text(state, call, &incoming.text).await?;
            incoming.uploads.push(upload);
        }
        Ok(incoming)
    }
}

async fn text(mut field: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(part) = field.chunk().await.map_err(|e| Failure::Unreadable(e.body_text()))? {
        bytes.extend_from_slice(&part);
        if bytes.len() > TEXT_LIMIT {
            return Err(Failure::TooLarge);
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Streams a file of a form to the disk.
async fn store(state: &AppState, call: &Call, name: &str, mut field: Field<'_>) -> Result<Upload, Failure> {
    let mut file = Begun::new(state, call, name).await?;
    let id = file.upload.id;
    let path = uploads::path(&state.studium, id);
    let whole = async {
        while let Some(part) = field.chunk().await.map_err(|e| Failure::Unreadable(e.body_text()))? {
            file.write(&part).await?;
        }
        Ok(file.end(state).await?)
    };
    let whole: Result<Upload, Failure> = whole.await;
    if whole.is_err() {
        // a part of a file takes room and is of no use; on a full disk the row waits for its sweep
        let _ = tokio::fs::remove_file(path).await;
        let _ = state.studium.write(move |tx| uploads::give_up(tx, id)).await;
    }
    whole
}

async fn store_text(state: &AppState, call: &Call, text: &str) -> Result<Upload, Failure> {
    let mut file = Begun::new(state, call, "paste.txt").await?;
    file.write(text.as_bytes()).await?;
    Ok(file.end(state).await?)
}

/// A file of which the length is known only at its end.
struct Begun {
    upload: Upload,
    file: tokio::fs::File,
}

impl Begun {
    async fn new(state: &AppState, call: &Call, name: &str) -> Result<Begun, Error> {
        // several files of one form come within one call
        let call = Call { seed: rand::random(), ..call.clone() };
        let (name, actor) = (name.to_owned(), call.actor.clone());
        let upload = state
            .studium
            .write(move |tx| {
                let id = uploads::begin(tx, &call, &name, 0)?;
                uploads::get(tx, &actor, id)
            })
            .await?;
        uploads::prepare(&state.studium)?;
        let file = tokio::fs::File::create(uploads::path(&state.studium, upload.id)).await.map_err(disk)?;
        Ok(Begun { upload, file })
    }

    async fn write(&mut self, part: &[u8]) -> Result<(), Failure> {
        self.upload.received += part.len() as i64;
        if self.upload.received > LARGEST {
            return Err(Failure::TooLarge);
        }
        self.file.write_all(part).await.map_err(disk)?;
        Ok(())
    }

    async fn end(mut self, state: &AppState) -> Result<Upload, Error> {
        self.file.flush().await.map_err(disk)?;
        self.file.sync_all().await.map_err(disk)?;
        let (id, bytes) = (self.upload.id, self.upload.received);
        state.studium.write(move |tx| uploads::set_whole(tx, id, bytes)).await?;
        self.upload.bytes = bytes;
        Ok(self.upload)
    }
}

/// What kind of file an upload is, from its first bytes.
pub async fn format_of(state: &AppState, upload: &Upload) -> Result<FileFormat, Error> {
    let (path, name) = (uploads::path(&state.studium, upload.id), upload.name.clone());
    tokio::task::spawn_blocking(move || {
        let mut head = Vec::new();
        std::fs::File::open(path).and_then(|f| f.take(16_384).read_to_end(&mut head)).map_err(disk)?;
        Ok(FileFormat::guess(&name, &head))
    })
    .await
    .map_err(Error::internal)?
}

/// Hands an upload over to a job.
pub async fn queue(
    state: &AppState,
    actor: &Actor,
    upload: &Upload,
    format: FileFormat,
    into: &[String],
) -> Result<JobId, Error> {
    let call = state.studium.call(actor);
    let input = ImportInput {
        learner: actor.learner,
        name: upload.name.clone(),
        path: uploads::path(&state.studium, upload.id).to_string_lossy().into_owned(),
        owned: true,
        format,
        into: into.to_vec(),
    };
    let id = upload.id;
    let job = state
        .studium
        .write(move |tx| {
            uploads::take(tx, &call.actor, id)?;
            enqueue(tx, &call, &input)
        })
        .await?;
    state.studium.work.notify_waiters();
    Ok(job)
}

/// `Outer::Inner` as names.
pub fn names(deck: &str) -> Vec<String> {
    deck.split("::").map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}
