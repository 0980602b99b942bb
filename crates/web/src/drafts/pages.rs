//! Sources and drafts: requests.

use super::views;
use crate::decks::undo::{Notice, act};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use crate::items::{read_content, write_content};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use studium_core::decks::{Deck, NewDeck};
use studium_core::drafts::{Draft, DraftState, Source};
use studium_core::{Error, decks, drafts};
use uuid::Uuid;

/// What a source's page shows.
pub struct SourcePage {
    pub source: Source,
    pub drafts: Vec<Draft>,
    pub decks: Vec<Deck>,
}

pub async fn list(State(state): State<AppState>, me: SignedIn, notice: Notice) -> Reply<Markup> {
    let actor = me.actor.clone();
    let lines = state.studium.read(move |tx| drafts::list_sources(tx, &actor, None)).await?;
    Ok(views::list(&me, &notice, &lines))
}

/// A text of one's own with its drafts; an explanation has its page in the library.
pub async fn show(
    State(state): State<AppState>,
    me: SignedIn,
    notice: Notice,
    Path(id): Path<Uuid>,
) -> Reply<Response> {
    let actor = me.actor.clone();
    let page = state
        .studium
        .read(move |tx| {
            let source = drafts::get_source(tx, &actor, id)?;
            let drafts = if source.space == actor.space() { drafts::list(tx, &actor, id)? } else { Vec::new() };
            Ok(SourcePage { drafts, decks: decks::list(tx, &actor, actor.space())?, source })
        })
        .await?;
    Ok(match page.source.key.as_ref().filter(|_| page.source.kind == "explanation") {
        Some(key) => Redirect::to(&format!("/explanations/{key}")).into_response(),
        None => views::show(&me, &notice, &page).into_response(),
    })
}

/// `accept=ID` or `reject=ID` for one, `all=accept` or `all=reject` for every open one; `deck` is where accepted ones go, an
/// empty one means a new deck named after the source.
pub async fn decide(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Redirect> {
    let deck: Option<Uuid> = fields.parse_optional("deck")?;
    let (accept, reject) = (fields.parse_optional::<Uuid>("accept")?, fields.parse_optional::<Uuid>("reject")?);
    let all = fields.get("all").to_owned();
    let (_, done) = act(&state, &me, move |tx, call| {
        let space = call.actor.space();
        let source = drafts::get_source(tx, &call.actor, id)?;
        let open: Vec<Uuid> = drafts::list(tx, &call.actor, id)?
            .iter()
            .filter(|d| d.state == DraftState::Open)
            .filter(|d| !all.is_empty() || Some(d.id) == accept || Some(d.id) == reject)
            .map(|d| d.id)
            .collect();
        if reject.is_some() || all == "reject" {
            return drafts::reject(tx, call, space, &open);
        }
        let deck = match deck {
            Some(deck) => deck,
            None => {
                studium_core::spaces::lock(tx, space)?;
                deck_of(tx, call, &source)?
            }
        };
        drafts::accept(tx, call, space, &open, deck)
    })
    .await?;
    let anchor = if fields.get("all").is_empty() { "#drafts" } else { "" };
    Ok(Redirect::to(&format!("{}{anchor}", done.at(&format!("/sources/{id}")))))
}

/// The deck named after a source, made when it is first needed.
fn deck_of(tx: &mut studium_core::db::Tx, call: &studium_core::Call, source: &Source) -> studium_core::Result<Uuid> {
    let space = call.actor.space();
    let there = decks::list(tx, &call.actor, space)?.into_iter().find(|d| d.source == Some(source.id));
    if let Some(deck) = there {
        return Ok(deck.id);
    }
    let name: String = source.title.chars().take(decks::model::NAME_LIMIT).collect();
    let template = NewDeck {
        source: Some(source.id),
        course: source.course,
        language: source.language.clone(),
        ..NewDeck::default()
    };
    decks::ensure_path(tx, &mut call.ids(), space, &[name], &template, call.now)
}

pub async fn edit(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>) -> Reply<Markup> {
    let draft = own(&state, &me, id).await?;
    let fields = write_content(&draft.content);
    Ok(views::edit(&me, &draft, &fields, &Wrong::default()))
}

pub async fn save(
    State(state): State<AppState>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply<Response> {
    let draft = own(&state, &me, id).await?;
    let content = read_content(&fields, Some(&draft.content))?;
    let tried = act(&state, &me, move |tx, call| drafts::edit(tx, call, call.actor.space(), id, &content)).await;
    match tried {
        Ok(_) => {
            Ok(Redirect::to(&draft.source.map_or("/sources".into(), |s| format!("/sources/{s}#d-{id}")))
                .into_response())
        }
        Err(Error::Invalid { fields: wrong }) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, views::edit(&me, &draft, &fields, &Wrong(wrong))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn own(state: &AppState, me: &SignedIn, id: Uuid) -> studium_core::Result<Draft> {
    let actor = me.actor.clone();
    state.studium.read(move |tx| drafts::get(tx, &actor, id)).await
}
