//! Asking the index, and reading what it finds through the actor.

use super::model::{DocumentKind, Query, SearchIndex};
use crate::call::{Actor, Call, SpaceId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::library::{self, Entry};
use crate::{decks, items, spaces, study};
use formats::render;
use uuid::Uuid;

/// The most that is found, over all pages.
const MOST: usize = 200;
/// What the index found may be gone meanwhile: so many more are asked for.
const SPARE: usize = 10;

/// Whose things are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Where {
    #[default]
    Everything,
    Library,
    Mine,
}

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Words, "phrases".
    pub text: String,
    pub place: Where,
    /// All kinds when empty.
    pub kinds: Vec<DocumentKind>,
    /// The last word may be unfinished.
    pub as_you_type: bool,
    pub limit: usize,
    /// So many of the best are left out: those of earlier pages.
    pub skip: usize,
}

/// Something that was found and that the actor may see.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub kind: DocumentKind,
    pub id: Uuid,
    /// One line.
    pub title: String,
    /// The rest of its words; a piece of it is shown.
    pub text: String,
    pub language: Option<String>,
    /// Of an item: the deck it lies in, with its name.
    pub deck: Option<(Uuid, String)>,
    /// Of an explanation, with its Markdown.
    pub explanation: Option<(Entry, String)>,
    /// The actor's mean chance of recall, where they answered it.
    pub recall: Option<f64>,
}

/// Best first, with whether there are more. A guest (`call` is `None`) finds what is in the library and nothing else.
///
/// # Errors
/// `Unavailable` when the index cannot be read.
pub fn find(tx: &mut Tx, index: &dyn SearchIndex, call: Option<&Call>, ask: &Ask) -> Result<(Vec<Hit>, bool)> {
    let query = Query {
        text: ask.text.clone(),
        spaces: match call {
            Some(call) => within(spaces::visible(tx, &call.actor)?, ask.place),
            None => within(vec![SpaceId::LIBRARY], ask.place),
        },
        kinds: ask.kinds.clone(),
        as_you_type: ask.as_you_type,
        limit: (ask.skip + ask.limit).min(MOST) + SPARE,
    };
    let mut hits = Vec::new();
    for found in index.find(&query)? {
        let seen = match found.kind {
            DocumentKind::Item => call.map_or(Ok(None), |call| item(tx, call, found.id)),
            DocumentKind::Deck => call.map_or(Ok(None), |call| deck(tx, call, found.id)),
            DocumentKind::Source => call.map_or(Ok(None), |call| source(tx, &call.actor, found.id)),
            DocumentKind::Explanation => explanation(tx, call, found.id),
        };
        match seen {
            Ok(hit) => hits.extend(hit),
            // it was deleted, or was never theirs
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let more = hits.len() > ask.skip + ask.limit;
    Ok((hits.into_iter().skip(ask.skip).take(ask.limit).collect(), more))
}

fn within(mut spaces: Vec<SpaceId>, place: Where) -> Vec<SpaceId> {
    spaces.retain(|space| match place {
        Where::Everything => true,
        Where::Library => *space == SpaceId::LIBRARY,
        Where::Mine => *space != SpaceId::LIBRARY,
    });
    spaces
}

fn item(tx: &mut Tx, call: &Call, id: Uuid) -> Result<Option<Hit>> {
    let item = items::get(tx, &call.actor, id)?;
    if item.deleted_at.is_some() {
        return Ok(None);
    }
    let note_type = items::note_type(tx, item.space, &item.content)?;
    let (_, text) = render::search_text(&item.content, note_type.as_ref());
    let deck = decks::get(tx, &call.actor, item.deck)?;
    let recall = recall_of_item(tx, call, id)?;
    Ok(Some(Hit {
        kind: DocumentKind::Item,
        id,
        title: item.summary,
        text,
        language: item.language,
        deck: Some((deck.id, deck.name)),
        explanation: None,
        recall,
    }))
}

fn recall_of_item(tx: &mut Tx, call: &Call, item: Uuid) -> Result<Option<f64>> {
    let (_, parameters) = study::cards::parameters(tx, call.actor.learner)?;
    let cards = tx.rows(
        &format!("SELECT {} FROM learner_cards WHERE learner = ?1 AND item = ?2", study::cards::COLUMNS),
        params![call.actor.learner, item],
        study::cards::learner_card,
    )?;
    let shares: Vec<f64> = cards.iter().filter_map(|c| c.folded.state.recall(&parameters, call.today())).collect();
    Ok((!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64))
}

fn deck(tx: &mut Tx, call: &Call, id: Uuid) -> Result<Option<Hit>> {
    let deck = decks::get(tx, &call.actor, id)?;
    if deck.deleted_at.is_some() {
        return Ok(None);
    }
    let below: Vec<Uuid> = decks::subtree(tx, &call.actor, id)?.iter().map(|deck| deck.id).collect();
    Ok(Some(Hit {
        kind: DocumentKind::Deck,
        id,
        title: deck.name,
        text: deck.description,
        language: deck.language,
        deck: None,
        explanation: None,
        recall: decks::Recalls::of_decks(tx, call, &below)?,
    }))
}

fn source(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Option<Hit>> {
    for space in within(spaces::visible(tx, actor)?, Where::Mine) {
        let found = tx.row(
            "SELECT title, language, content FROM sources WHERE space = ?1 AND id = ?2 AND deleted_at IS NULL",
            params![space, id],
            |row| Ok((row.get::<String>("title")?, row.get("language")?, row.get::<String>("content")?)),
        )?;
        if let Some((title, language, content)) = found {
            let text = formats::markup::to_text(&content);
            let kind = DocumentKind::Source;
            return Ok(Some(Hit { kind, id, title, text, language, deck: None, explanation: None, recall: None }));
        }
    }
    Ok(None)
}

fn explanation(tx: &mut Tx, call: Option<&Call>, id: Uuid) -> Result<Option<Hit>> {
    let Some((entry, markdown)) = library::entries(tx, &[id])?.pop() else { return Ok(None) };
    let recall = match call {
        Some(call) => library::recall(tx, call, &[entry.deck])?.get(&entry.deck).and_then(|r| r.share),
        None => None,
    };
    Ok(Some(Hit {
        kind: DocumentKind::Explanation,
        id,
        title: entry.title.clone(),
        text: String::new(),
        language: Some(entry.language.clone()),
        deck: None,
        explanation: Some((entry, markdown)),
        recall,
    }))
}
