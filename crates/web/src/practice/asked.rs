//! What is to be practised and until when, as the address says: `?deck=`, `?course=`, `?topic=`, `?search=`, `?cards=`,
//! `?weak=1`, `?all=1`; `&goal=` or `&minutes=`.

use crate::frame::{AppState, form_encode};
use crate::study::asked::{Asked as StudyAsked, Search};
use serde::Deserialize;
use studium_core::db::Tx;
use studium_core::practice::{Goal, Over};
use studium_core::study::Scope;
use studium_core::{Actor, Call, Error, Result};
use uuid::Uuid;

/// Without a goal a round ends when so many items are right.
pub const USUAL_GOAL: u16 = 20;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    pub deck: Option<Uuid>,
    pub course: Option<Uuid>,
    pub topic: Option<Uuid>,
    /// A search in the language of the item browser.
    pub search: Option<String>,
    /// Card ids joined by commas.
    pub cards: Option<String>,
    pub weak: Option<String>,
    pub all: Option<String>,
    /// So many items right.
    pub goal: Option<u32>,
    pub minutes: Option<u32>,
    pub seed: Option<u64>,
    /// What the form of the start page sends instead: `weak`, `all`, `deck:ID`, `course:ID`.
    pub over: Option<String>,
    /// … and `goal-20` or `minutes-5`.
    pub end: Option<String>,
}

/// Where a round over what a search finds begins.
pub fn address_of_search(search: &str) -> String {
    format!("/practice?search={}", form_encode(search))
}

impl Asked {
    /// What the start page's form chose, in the words of an address; `None` if this did not come from the form.
    pub fn chosen(&self) -> Option<Asked> {
        let over = self.over.as_deref()?;
        let mut asked = Asked::default();
        let id = |text: &str| Uuid::parse_str(text).ok();
        match (self.search.as_deref().map(str::trim), over.split_once(':')) {
            (Some(search), _) if !search.is_empty() => asked.search = Some(search.to_owned()),
            (_, Some(("deck", deck))) => asked.deck = id(deck),
            (_, Some(("course", course))) => asked.course = id(course),
            _ if over == "weak" => asked.weak = Some("1".into()),
            _ => asked.all = Some("1".into()),
        }
        let end = self.end.as_deref().unwrap_or_default();
        match end.split_once('-') {
            Some(("minutes", n)) => asked.minutes = Some(n.parse().unwrap_or(0)),
            Some(("goal", n)) => asked.goal = Some(n.parse().unwrap_or(0)),
            _ => {}
        }
        Some(asked)
    }

    /// Whether anything to practise was named.
    pub fn names_something(&self) -> bool {
        let word = |word: &Option<String>| word.as_deref().is_some_and(|word| !word.trim().is_empty());
        self.deck.is_some()
            || self.course.is_some()
            || self.topic.is_some()
            || [&self.search, &self.cards, &self.weak, &self.all].into_iter().any(word)
    }

    pub fn is_weak(&self) -> bool {
        self.weak.as_deref().is_some_and(|word| !matches!(word, "" | "0"))
    }

    /// # Errors
    /// `Invalid` on `goal` or `minutes`.
    pub fn goal(&self) -> Result<Goal> {
        let number = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        match (self.minutes, self.goal) {
            (Some(minutes), _) => Goal::Minutes(number(minutes)),
            (None, goal) => Goal::Right(goal.map_or(USUAL_GOAL, number)),
        }
        .checked()
    }

    /// Asks the index, before the operation that reads the cards. Invalid on `search` when it cannot be read.
    pub async fn find(&self, state: &AppState, actor: &Actor) -> Result<Option<Search>> {
        let found = self.as_study().search(state, actor).await;
        found.map_err(|error| match error {
            Error::Invalid { fields } => {
                Error::Invalid { fields: fields.into_iter().map(|(_, key)| ("search".to_owned(), key)).collect() }
            }
            other => other,
        })
    }

    /// Invalid when a card id cannot be read.
    pub fn over(&self, tx: &mut Tx, call: &Call, search: Option<&Search>) -> Result<Over> {
        if search.is_some() || self.cards.is_some() {
            return Ok(match self.as_study().scope(tx, call, search)? {
                Scope::Cards(cards) => Over::Cards(cards),
                _ => Over::All,
            });
        }
        Ok(match (self.deck, self.course, self.topic) {
            (Some(deck), ..) => Over::Deck(deck),
            (_, Some(course), _) => Over::Course(course),
            (.., Some(topic)) => Over::Topic(topic),
            _ if self.is_weak() => Over::Weak,
            _ => Over::All,
        })
    }

    fn as_study(&self) -> StudyAsked {
        StudyAsked { q: self.search.clone(), cards: self.cards.clone(), ..StudyAsked::default() }
    }

    /// The same as the query of an address, without the seed.
    pub fn query(&self) -> String {
        let mut parts = Vec::new();
        for (name, id) in [("deck", self.deck), ("course", self.course), ("topic", self.topic)] {
            parts.extend(id.map(|id| format!("{name}={id}")));
        }
        let words = [("search", &self.search), ("cards", &self.cards), ("weak", &self.weak), ("all", &self.all)];
        for (name, word) in words {
            parts.extend(word.as_deref().map(|word| format!("{name}={}", form_encode(word))));
        }
        for (name, number) in [("goal", self.goal), ("minutes", self.minutes)] {
            parts.extend(number.map(|number| format!("{name}={number}")));
        }
        parts.join("&")
    }
}
