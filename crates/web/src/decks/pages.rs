//! The tree of decks, and one deck.

use super::undo::Notice;
use super::views;
use crate::frame::{AppState, Reply, SignedIn};
use crate::i18n::Locale;
use axum::extract::{Path, Query, State};
use maud::Markup;
use serde::Deserialize;
use studium_core::db::Tx;
use studium_core::{Actor, SpaceId, courses, decks, drafts, items, library, spaces, study};
use uuid::Uuid;

/// Items of one page.
pub const PAGE: usize = 50;

pub async fn list(State(state): State<AppState>, me: SignedIn, notice: Notice) -> Reply<Markup> {
    let (call, locale) = (me.call(&state), me.locale);
    let (lines, marks, waiting) = state
        .studium
        .read(move |tx| {
            let lines = decks::overview(tx, &call)?;
            let waiting = study::count(tx, &call, &study::Scope::All)?.total();
            let marks = marks(tx, &call.actor, locale, &lines)?;
            Ok((lines, marks, waiting))
        })
        .await?;
    Ok(views::list(&me, &notice, &lines, &marks, waiting))
}

/// Hue and letter of what the outermost decks belong to: a course of the learner's, or a subject of the library.
fn marks(tx: &mut Tx, actor: &Actor, locale: Locale, lines: &[decks::DeckLine]) -> studium_core::Result<views::Marks> {
    let courses = courses::list(tx, actor)?;
    let mut marks = views::Marks::new();
    for deck in lines.iter().map(|line| &line.deck) {
        if let Some(course) = courses.iter().find(|c| Some(c.id) == deck.course) {
            marks.insert(deck.id, (course.hue.clone(), course.letter.clone()));
        }
    }
    if lines.iter().any(|line| line.deck.space == SpaceId::LIBRARY) {
        let shelf = library::shelf(tx)?;
        for entry in &shelf.entries {
            if let Some(subject) = shelf.subject(entry.topic) {
                marks.insert(entry.deck, (subject.hue.clone(), subject.letter(locale.tag()).to_owned()));
            }
        }
    }
    Ok(marks)
}

#[derive(Debug, Deserialize)]
pub struct After {
    after: Option<String>,
}

/// All that a deck's page shows.
pub struct DeckPage {
    pub deck: decks::Deck,
    pub path: Vec<decks::Deck>,
    pub course: Option<courses::Course>,
    pub counts: study::Counts,
    pub recall: Option<f64>,
    pub items: i64,
    pub below: Vec<decks::DeckLine>,
    pub page: items::Page,
    pub first_page: bool,
    pub sources: Vec<drafts::SourceLine>,
    /// The learner may change it.
    pub own: bool,
    pub today: memory::StudyDay,
}

pub async fn show(
    State(state): State<AppState>,
    me: SignedIn,
    notice: Notice,
    Path(id): Path<Uuid>,
    Query(query): Query<After>,
) -> Reply<Markup> {
    let call = me.call(&state);
    let page = state
        .studium
        .read(move |tx| {
            let deck = decks::get(tx, &call.actor, id)?;
            let subtree = decks::subtree(tx, &call.actor, id)?;
            let ids: Vec<Uuid> = subtree.iter().map(|d| d.id).collect();
            let below = subtree.iter().filter(|d| d.id != id).cloned().collect::<Vec<_>>();
            let course = match deck.course {
                Some(course) => courses::get(tx, &call.actor, course).ok().filter(|c| c.deleted_at.is_none()),
                None => None,
            };
            Ok(DeckPage {
                path: decks::path(tx, &deck)?,
                counts: study::count(tx, &call, &study::Scope::Deck(id))?,
                recall: decks::Recalls::of_decks(tx, &call, &ids)?,
                items: subtree.iter().map(|d| d.items).sum(),
                below: if below.is_empty() { Vec::new() } else { decks::overview_of(tx, &call, below)? },
                page: items::list_of_deck(tx, &call, &deck, query.after.as_deref(), PAGE)?,
                first_page: query.after.is_none(),
                sources: match deck.source {
                    Some(source) => {
                        let mut all = drafts::list_sources(tx, &call.actor, None)?;
                        all.retain(|s| s.id == source);
                        all
                    }
                    None => Vec::new(),
                },
                own: spaces::role(tx, &call.actor, deck.space)?.is_some_and(|r| r >= spaces::Role::Editor)
                    && deck.space == call.actor.space(),
                today: call.today(),
                course,
                deck,
            })
        })
        .await?;
    Ok(views::deck(&me, &notice, &page))
}
