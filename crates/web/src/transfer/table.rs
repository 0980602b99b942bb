//! A table before it comes in: which column is what.

use super::incoming::queue;
use super::pages::deck_paths;
use super::views;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use formats::delimited::{self, Mapping, Preview, Role};
use formats::fault::Fault;
use formats::foreign;
use formats::notice::Notice;
use serde::Deserialize;
use studium_core::Error;
use studium_core::media::store::disk;
use studium_core::transfer::FileFormat;
use studium_core::transfer::uploads::{self, Upload, UploadId};

/// A larger table is read without a look at it first.
const LOOKED_AT: i64 = 20_000_000;

pub const ROLES: [Role; 8] =
    [Role::Front, Role::Back, Role::Extra, Role::Tags, Role::Deck, Role::Kind, Role::Guid, Role::Ignore];

pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Front => "front",
        Role::Back => "back",
        Role::Extra => "extra",
        Role::Tags => "tags",
        Role::Deck => "deck",
        Role::Kind => "kind",
        Role::Guid => "guid",
        Role::Ignore => "ignore",
    }
}

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    deck: String,
}

pub async fn show(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<UploadId>,
    Query(asked): Query<Asked>,
) -> Reply {
    let upload = find(&state, &me, id).await?;
    let mut preview = match sniff(&state, &upload).await? {
        Ok(preview) => preview,
        Err(why) => return refused(&me, &upload, &why),
    };
    if !asked.deck.is_empty() {
        preview.mapping.deck = asked.deck;
    } else if preview.mapping.deck.is_empty() {
        preview.mapping.deck = upload.name.rsplit_once('.').map_or(upload.name.as_str(), |(stem, _)| stem).to_owned();
    }
    table(&state, &me, &upload, &preview, StatusCode::OK, None).await
}

/// Reads the file again as the form says: shown again (`look`), or taken in.
pub async fn begin(State(state): State<AppState>, me: SignedIn, Path(id): Path<UploadId>, fields: Fields) -> Reply {
    let upload = find(&state, &me, id).await?;
    let mut preview = match sniff(&state, &upload).await? {
        Ok(preview) => preview,
        Err(why) => return refused(&me, &upload, &why),
    };
    apply(&mut preview.mapping, &fields);
    if !preview.mapping.columns.contains(&Role::Front) {
        return table(&state, &me, &upload, &preview, StatusCode::UNPROCESSABLE_ENTITY, Some("import-no-question"))
            .await;
    }
    let format = FileFormat::Table(Some(Box::new(preview.mapping)));
    let job = queue(&state, &me.actor, &upload, format, &[]).await?;
    Ok(Redirect::to(&format!("/imports/{job}")).into_response())
}

async fn find(state: &AppState, me: &SignedIn, id: UploadId) -> Result<Upload, Error> {
    let actor = me.actor.clone();
    let upload = state.studium.read(move |tx| uploads::get(tx, &actor, id)).await?;
    if upload.is_whole() { Ok(upload) } else { Err(Error::invalid("file", "import-upload-unfinished")) }
}

async fn sniff(state: &AppState, upload: &Upload) -> Result<Result<Preview, Notice>, Error> {
    let (path, name) = (uploads::path(&state.studium, upload.id), upload.name.clone());
    let large = upload.bytes > LOOKED_AT;
    tokio::task::spawn_blocking(move || {
        let mut bytes = std::fs::read(path).map_err(disk)?;
        if large {
            bytes.truncate(LOOKED_AT as usize);
        }
        match foreign::check(&name, &bytes).and_then(|()| delimited::sniff(&bytes)) {
            Ok(preview) => Ok(Ok(preview)),
            Err(Fault::Bad { why, .. }) => Ok(Err(why)),
            Err(Fault::Stopped) => Err(Error::Internal("looking at a table was stopped".into())),
        }
    })
    .await
    .map_err(Error::internal)?
}

/// What the person changed; what the form does not name stays as proposed.
fn apply(mapping: &mut Mapping, fields: &Fields) {
    for (n, role) in mapping.columns.iter_mut().enumerate() {
        let chosen = fields.get(&format!("column{n}")).to_owned();
        if let Some(wanted) = ROLES.into_iter().find(|r| role_word(*r) == chosen) {
            *role = wanted;
        }
    }
    mapping.deck = fields.get("deck").trim().to_owned();
    mapping.has_header = fields.has("header");
    mapping.html = fields.has("html");
    mapping.tags.extend(fields.get("tags").split_whitespace().map(str::to_owned));
    if let Some(kind) = fields.find("kind").filter(|k| !k.is_empty()) {
        mapping.kind = kind.to_owned();
    }
}

async fn table(
    state: &AppState,
    me: &SignedIn,
    upload: &Upload,
    preview: &Preview,
    status: StatusCode,
    wrong: Option<&str>,
) -> Reply<Response> {
    let actor = me.actor.clone();
    let decks = state.studium.read(move |tx| deck_paths(tx, &actor)).await?;
    Ok((status, views::table(me, upload, preview, &decks, wrong)).into_response())
}

fn refused(me: &SignedIn, upload: &Upload, why: &Notice) -> Reply {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, views::refused(me, &upload.name, why)).into_response())
}
