//! Which questions a sitting asks, in which order, and how they are shown before they may be known.

use super::model::Rules;
use crate::call::{Actor, SpaceId};
use crate::db::{Tx, params};
use crate::decks;
use crate::error::{Error, Result};
use crate::items::NoteTypes;
use crate::media;
use formats::item::{Content, Kind, NoteType, Slot, card_id};
use formats::question::{Ask, key_of, language_of, short_key};
use formats::render::{self, Env, Rendered};
use grading::{Graded, Key, Response};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use uuid::Uuid;

/// Longer answers (characters) of cards that are turned are not asked for: nobody types them as they are written.
const LONGEST_ANSWER: usize = 80;

/// A question of a sitting, as its item was when it began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub item: Uuid,
    pub version: i64,
    pub card: Uuid,
    pub space: SpaceId,
    /// The deck's name.
    pub deck: String,
    pub language: Option<String>,
    pub points: f64,
    pub slot: Slot,
    pub content: Content,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_type: Option<NoteType>,
    /// For each thing shown (option, right side, thing to order) its place in the content.
    pub order: Vec<usize>,
}

/// A question as it is shown while the sitting runs: nothing in it says what is right.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Shown {
    pub kind: &'static str,
    /// Gaps as `<span class="blank" data-blank="0"></span>`.
    pub html: String,
    pub points: f64,
    pub language: Option<String>,
    /// One or, if `many`, several of them are chosen. HTML.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    pub many: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub right: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<ShownGap>,
}

/// What can be put into a gap; nothing: anything is typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ShownGap {
    pub options: Vec<String>,
}

impl Place {
    fn env<'a>(&'a self, base: &'a str) -> Env<'a> {
        Env {
            note_type: self.note_type.as_ref(),
            media_base: base,
            language: self.language.as_deref(),
            ..Env::default()
        }
    }

    pub fn rendered(&self) -> Rendered {
        let base = media::base(self.space);
        render::render(&self.content, &self.slot, &self.env(&base))
    }

    /// What it is graded with.
    pub fn key(&self) -> Key {
        key_of(&self.content).unwrap_or_else(|| short_key(&typed(&self.rendered()).unwrap_or_default()))
    }

    /// The question without what is right, its things in the order of this sitting.
    pub fn shown(&self) -> Shown {
        let rendered = self.rendered();
        let html = match rendered.css {
            // an imported card keeps its look only in a frame of its own
            Some(_) => format!("<p>{}</p>", formats::sanitize::escape(&rendered.question_text)),
            None => rendered.question_html,
        };
        let mut shown = Shown {
            kind: self.content.kind().as_str(),
            html,
            points: self.points,
            language: rendered.question_language,
            many: rendered.many,
            ..Shown::default()
        };
        let mixed = |things: &[String]| -> Vec<String> {
            self.order.iter().filter_map(|place| things.get(*place)).cloned().collect()
        };
        if let Some(choices) = rendered.choices {
            shown.options = mixed(&choices.into_iter().map(|choice| choice.html).collect::<Vec<_>>());
        }
        if let Some(asked) = rendered.asked {
            shown.left = asked.left;
            shown.right = mixed(&asked.right);
            shown.entries = mixed(&asked.entries);
            let words = asked.words;
            let gap =
                |options: Vec<String>| ShownGap { options: if words.is_empty() { options } else { words.clone() } };
            shown.gaps = asked.blanks.into_iter().map(|blank| gap(blank.options)).collect();
        }
        shown
    }

    /// A response by the places shown, as the content has them.
    pub fn by_content(&self, response: &Response) -> Response {
        let place = |shown: usize| self.order.get(shown).copied().unwrap_or(usize::MAX);
        match response {
            Response::Chosen(chosen) => Response::Chosen(chosen.iter().map(|n| place(*n)).collect()),
            Response::Pairs(pairs) => Response::Pairs(pairs.iter().map(|n| n.map(place)).collect()),
            Response::Order(order) => Response::Order(order.iter().map(|n| place(*n)).collect()),
            other => other.clone(),
        }
    }

    pub fn grade(&self, response: &Response) -> Graded {
        let context = grading::Context { language: language_of(&self.content, self.language.as_deref()), others: &[] };
        grading::grade(&self.key(), &self.by_content(response), &context)
    }
}

/// What is typed for a card that is turned, if it is short enough.
fn typed(rendered: &Rendered) -> Option<Vec<String>> {
    if let Some(typed) = &rendered.typed {
        return Some(typed.accepted.clone());
    }
    let answer = rendered.answer_text.trim();
    let short = !answer.is_empty() && !answer.contains('\n') && answer.chars().count() <= LONGEST_ANSWER;
    short.then(|| vec![answer.to_owned()])
}

/// What can be asked of a deck and what lies below it.
pub fn candidates(tx: &mut Tx, actor: &Actor, deck: Uuid) -> Result<Vec<Place>> {
    let mut note_types = NoteTypes::default();
    let mut places = Vec::new();
    for deck in decks::subtree(tx, actor, deck)? {
        let name = deck.name.clone();
        let mut rows = Vec::new();
        tx.each(
            "SELECT id, version, lineage, language, content FROM items
             WHERE space = ?1 AND deck = ?2 AND deleted_at IS NULL ORDER BY id",
            params![deck.space, deck.id],
            |row| {
                let content: String = row.get("content")?;
                let content: Content = serde_json::from_str(&content).map_err(Error::internal)?;
                let (id, version, lineage): (Uuid, i64, Uuid) =
                    (row.get("id")?, row.get("version")?, row.get("lineage")?);
                rows.push((id, version, lineage, row.get::<Option<String>>("language")?, content));
                Ok(())
            },
        )?;
        for (item, version, lineage, language, content) in rows {
            let note_type = note_types.of(tx, deck.space, &content)?;
            let Some(slot) = render::slots(&content, note_type.as_deref()).into_iter().next() else { continue };
            let card = card_id(lineage, &slot);
            let place = Place {
                item,
                version,
                card,
                space: deck.space,
                deck: name.clone(),
                language,
                points: 1.0,
                slot,
                content,
                note_type: note_type.as_deref().cloned(),
                order: Vec::new(),
            };
            if can_be_asked(&place) {
                places.push(place);
            }
        }
    }
    Ok(places)
}

/// Whether a response to it can be graded without its learner.
fn can_be_asked(place: &Place) -> bool {
    match place.content.kind() {
        Kind::Worked | Kind::Occlusion => false,
        _ => key_of(&place.content).is_some() || typed(&place.rendered()).is_some(),
    }
}

/// The questions of a sitting; the same for the same seed.
///
/// # Errors
/// `Invalid` on `parts` when the decks hold too few questions now; `NotFound` for a deck that is gone.
pub fn choose(tx: &mut Tx, actor: &Actor, rules: &Rules, seed: u128) -> Result<Vec<Place>> {
    let mut taken: HashSet<Uuid> = HashSet::new();
    let mut places: Vec<Place> = Vec::new();
    for part in &rules.parts {
        let mut there = candidates(tx, actor, part.deck)?;
        there.retain(|place| !taken.contains(&place.item));
        there.sort_by_key(|place| mixed(place.item, seed, 0));
        let wanted = part.questions as usize;
        if there.len() < wanted {
            return Err(Error::invalid("parts", "paper-too-few"));
        }
        there.truncate(wanted);
        for place in &mut there {
            place.points = part.points;
            taken.insert(place.item);
        }
        places.extend(there);
    }
    if rules.mixed {
        places.sort_by_key(|place| mixed(place.item, seed, 1));
    }
    for place in &mut places {
        let count = things(&place.content);
        let mut order: Vec<usize> = (0..count).collect();
        // true stands before false everywhere
        if place.content.kind() != Kind::TrueFalse {
            order.sort_by_key(|n| mixed(place.item, seed, 2 + u32::try_from(*n).unwrap_or(0)));
        }
        place.order = order;
    }
    Ok(places)
}

fn mixed(item: Uuid, seed: u128, n: u32) -> u64 {
    memory::fuzz_seed(item.as_u128() ^ seed, n)
}

/// How many things of it are shown mixed.
fn things(content: &Content) -> usize {
    match content {
        Content::Choice { options, .. } => options.len(),
        Content::TrueFalse { .. } => 2,
        Content::Question(question) => match &question.ask {
            Ask::Match { pairs, extra, .. } => pairs.len() + extra.len(),
            Ask::Order { entries, .. } => entries.len(),
            _ => 0,
        },
        _ => 0,
    }
}
