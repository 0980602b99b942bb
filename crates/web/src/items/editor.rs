//! Making and editing an item. An edit names the version it was made from; if another is stored meanwhile, both are shown.

use super::content::{self, answer_field};
use super::editor_views::{self, Editor};
use super::preview;
use super::upload::{self, Sent};
use crate::accounts::local;
use crate::decks::undo::{Notice, act};
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Fields, Reply, SignedIn};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use formats::item::{Content, Kind, NoteType};
use maud::Markup;
use serde::Deserialize;
use studium_core::decks::Deck;
use studium_core::drafts::Evidence;
use studium_core::items::{EditItem, Item, NewItem};
use studium_core::media::Media;
use studium_core::{Error, decks, drafts, items};
use uuid::Uuid;

#[derive(Debug, Deserialize, Default)]
pub struct Start {
    deck: Option<Uuid>,
    kind: Option<String>,
    /// Where to go on; in the form it is `return`, because `back` is the answer of a basic item.
    back: Option<String>,
    /// Said after one was saved and the next is begun.
    tags: Option<String>,
}

pub async fn new(
    State(state): State<AppState>,
    me: SignedIn,
    notice: Notice,
    Query(start): Query<Start>,
) -> Reply<Markup> {
    let kind = start.kind.filter(|k| Kind::parse(k).is_some_and(|k| content::MAKEABLE.contains(&k)));
    let mut fields = vec![("kind".to_owned(), kind.unwrap_or_else(|| "basic".into()))];
    let mut put = |name: &str, value: Option<String>| fields.extend(value.map(|v| (name.to_owned(), v)));
    put("deck", start.deck.map(|d| d.to_string()));
    put("return", start.back);
    put("tags", start.tags);
    if let Some(deck) = start.deck {
        let actor = me.actor.clone();
        let deck = state.studium.read(move |tx| decks::get(tx, &actor, deck)).await?;
        put("language", deck.language);
    }
    page(&state, &me, &notice, None, &Fields(fields), &Wrong::default()).await
}

pub async fn create(State(state): State<AppState>, me: SignedIn, notice: Notice, sent: Sent) -> Reply<Response> {
    let Sent { mut fields, file } = sent;
    if fields.has("reload") {
        return Ok(page(&state, &me, &notice, None, &fields, &Wrong::default()).await?.into_response());
    }
    let tried = async {
        let media = upload::store(&state, file).await?;
        fields_with_deck(&state, &me, &mut fields).await?;
        let (sent, deck) = (fields.clone(), fields.parse::<Uuid>("deck")?);
        act(&state, &me, move |tx, call| {
            let sent = with_media(tx, call, &sent, media.as_ref())?;
            let new = NewItem {
                tags: content::tags(sent.get("tags")),
                language: language(&sent),
                ..NewItem::new(deck, grave(content::read(&sent, None)?)?)
            };
            items::create(tx, call, call.actor.space(), &new)
        })
        .await
    };
    match tried.await {
        Ok((_, done)) => {
            let deck = fields.get("deck");
            let to = match (fields.has("another"), fields.get("return")) {
                (true, back) => {
                    let encode = crate::frame::form_encode;
                    format!(
                        "/items/new?deck={deck}&kind={}&tags={}&back={}",
                        encode(fields.get("kind")),
                        encode(fields.get("tags")),
                        encode(back)
                    )
                }
                (false, "") => format!("/decks/{deck}"),
                (false, back) => local(back).to_owned(),
            };
            Ok(done.redirect(&to).into_response())
        }
        Err(Error::Invalid { fields: wrong }) => {
            let again = page(&state, &me, &notice, None, &fields, &Wrong(wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn edit(
    State(state): State<AppState>,
    me: SignedIn,
    notice: Notice,
    Path(id): Path<Uuid>,
    Query(start): Query<Start>,
) -> Reply<Markup> {
    let actor = me.actor.clone();
    let item = state.studium.read(move |tx| items::get(tx, &actor, id)).await?;
    let mut fields = fields_of(&item);
    fields.0.extend(start.back.map(|b| ("return".to_owned(), b)));
    page(&state, &me, &notice, Some(item), &fields, &Wrong::default()).await
}

pub async fn save(
    State(state): State<AppState>,
    me: SignedIn,
    notice: Notice,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Reply<Response> {
    let Sent { fields, file } = sent;
    let actor = me.actor.clone();
    let item = state.studium.read(move |tx| items::get(tx, &actor, id)).await?;
    if fields.has("reload") {
        return Ok(page(&state, &me, &notice, Some(item), &fields, &Wrong::default()).await?.into_response());
    }
    let tried = async {
        let media = upload::store(&state, file).await?;
        let (sent, stored) = (fields.clone(), item.content.clone());
        let (version, deck) = (fields.parse::<i64>("version")?, fields.parse::<Uuid>("deck")?);
        act(&state, &me, move |tx, call| {
            let sent = with_media(tx, call, &sent, media.as_ref())?;
            let edit = EditItem {
                version,
                deck,
                content: grave(content::read(&sent, Some(&stored))?)?,
                tags: content::tags(sent.get("tags")),
                language: language(&sent),
                asks_something_new: sent.has("something_new"),
            };
            items::edit(tx, call, call.actor.space(), id, &edit)
        })
        .await
    };
    match tried.await {
        Ok((_, done)) => Ok(match fields.get("return") {
            "" => done.redirect(&format!("/items/{id}")),
            back => Redirect::to(local(back)),
        }
        .into_response()),
        Err(Error::Conflict { .. }) => {
            let actor = me.actor.clone();
            let stored = state.studium.read(move |tx| items::get(tx, &actor, id)).await?;
            let about = about(&state, &me, Some(&stored)).await?;
            let preview = preview::about(&state, &me.actor, &stored.content, Some(id)).await?;
            let page = editor_views::conflict(&me, &stored, &fields, &about, &preview);
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(Error::Invalid { fields: wrong }) => {
            let again = page(&state, &me, &notice, Some(item), &fields, &Wrong(wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn bin(State(state): State<AppState>, me: SignedIn, Path(id): Path<Uuid>, fields: Fields) -> Reply<Redirect> {
    let actor = me.actor.clone();
    let item = state.studium.read(move |tx| items::get(tx, &actor, id)).await?;
    let ((), done) = act(&state, &me, move |tx, call| items::bin(tx, call, call.actor.space(), &[id])).await?;
    let back = match fields.get("return") {
        "" => format!("/decks/{}", item.deck),
        back => local(back).to_owned(),
    };
    Ok(done.redirect(&back))
}

/// What an editor page needs beside the fields.
pub struct About {
    pub decks: Vec<Deck>,
    pub note_type: Option<NoteType>,
    pub evidence: Vec<Evidence>,
    pub cards: Vec<Uuid>,
}

async fn about(state: &AppState, me: &SignedIn, item: Option<&Item>) -> studium_core::Result<About> {
    let (actor, item) = (me.actor.clone(), item.cloned());
    state
        .studium
        .read(move |tx| {
            Ok(About {
                decks: decks::list(tx, &actor, actor.space())?,
                note_type: match &item {
                    Some(item) => items::note_type(tx, item.space, &item.content)?,
                    None => None,
                },
                evidence: match &item {
                    Some(item) => drafts::evidence_of(tx, item.space, item.id)?,
                    None => Vec::new(),
                },
                cards: match &item {
                    Some(item) => items::cards_of(tx, actor.learner, item.id)?.into_iter().map(|c| c.card_id).collect(),
                    None => Vec::new(),
                },
            })
        })
        .await
}

async fn page(
    state: &AppState,
    me: &SignedIn,
    notice: &Notice,
    item: Option<Item>,
    fields: &Fields,
    wrong: &Wrong,
) -> Reply<Markup> {
    let about = about(state, me, item.as_ref()).await?;
    let content = content::read(fields, item.as_ref().map(|i| &i.content))?;
    let mut preview = preview::about(state, &me.actor, &content, item.as_ref().map(|i| i.id)).await?;
    if let Some(item) = &item {
        preview.space = item.space;
        preview.note_type.clone_from(&about.note_type);
    }
    preview.tags = content::tags(fields.get("tags"));
    preview.language = language(fields);
    let own = item.as_ref().is_none_or(|i| i.space == me.actor.space());
    let editor =
        Editor { me, notice, item: item.as_ref(), fields, wrong, about: &about, content: &content, preview: &preview };
    Ok(if own { editor_views::page(&editor) } else { editor_views::read_only(&editor) })
}

/// The first item of somebody who has no deck yet goes into a deck of that name.
async fn fields_with_deck(state: &AppState, me: &SignedIn, fields: &mut Fields) -> studium_core::Result<()> {
    let name = fields.get("new_deck").trim().to_owned();
    if name.is_empty() || !fields.get("deck").is_empty() {
        return Ok(());
    }
    let new = decks::NewDeck { name, ..decks::NewDeck::default() };
    let (id, _) = act(state, me, move |tx, call| decks::create(tx, call, call.actor.space(), &new)).await?;
    fields.0.retain(|(field, _)| field != "deck");
    fields.0.push(("deck".into(), id.to_string()));
    Ok(())
}

/// An item as its form.
pub fn fields_of(item: &Item) -> Fields {
    let mut fields = content::write(&item.content);
    fields.0.extend([
        ("item".to_owned(), item.id.to_string()),
        ("version".to_owned(), item.version.to_string()),
        ("deck".to_owned(), item.deck.to_string()),
        ("tags".to_owned(), item.tags.join(" ")),
        ("language".to_owned(), item.language.clone().unwrap_or_default()),
    ]);
    fields
}

fn language(fields: &Fields) -> Option<String> {
    Some(fields.get("language").trim().to_owned()).filter(|l| !l.is_empty() && l.len() <= 35)
}

fn with_media(
    tx: &mut studium_core::db::Tx,
    call: &studium_core::Call,
    sent: &Fields,
    media: Option<&Media>,
) -> Result<Fields, Error> {
    let mut sent = sent.clone();
    if let Some(media) = media {
        let kind = sent.get("kind").to_owned();
        let into = match sent.get("file_into") {
            "question" => content::question_field(&kind),
            _ => answer_field(&kind),
        };
        let shown = upload::name(tx, call, media, kind == "anki")?;
        match sent.0.iter_mut().find(|(name, _)| name == into) {
            Some((_, text)) if text.trim().is_empty() => *text = shown,
            Some((_, text)) => *text = format!("{}\n\n{shown}", text.trim_end()),
            None => sent.0.push((into.to_owned(), shown)),
        }
    }
    Ok(sent)
}

/// What cannot be asked is not stored: the field says why.
fn grave(content: Content) -> Result<Content, Error> {
    let wrong: Vec<(String, String)> = formats::lint::lint(&content, &[])
        .into_iter()
        .filter(|l| l.rule.is_grave() && !matches!(content, Content::Anki { .. } | Content::Occlusion { .. }))
        .map(|l| (l.field.to_owned(), l.message_key.to_owned()))
        .collect();
    if wrong.is_empty() { Ok(content) } else { Err(Error::Invalid { fields: wrong }) }
}
