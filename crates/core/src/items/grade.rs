//! A response to a card against what its item says is right.

use super::store;
use crate::call::{Actor, SpaceId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::media;
use crate::practice::can_be_typed;
use crate::study;
use formats::item::Content;
use formats::question::{grade_lazily, key_of, language_of, remarks_of, short_key};
use formats::render::{self, Env, Rendered};
use grading::{Graded, Response};
use uuid::Uuid;

/// So many other answers of a deck are looked at when a slip of spelling could be one of them.
const OTHERS: i64 = 2_000;

/// A grade, and what the item says to such an answer (HTML).
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub graded: Graded,
    pub remark: Option<String>,
}

/// Grades a response to one of the learner's cards; `None` if only its learner can judge it.
///
/// # Errors
/// `NotFound` for a card that the learner does not study.
pub fn grade_card(tx: &mut Tx, actor: &Actor, card: Uuid, response: &Response) -> Result<Option<Judged>> {
    let missing = Error::NotFound { what: "card" };
    let card = study::cards::find(tx, actor.learner, card)?.ok_or(missing.clone())?;
    let item = store::find(tx, card.space, card.item)?.ok_or(missing)?;
    let key = match key_of(&item.content) {
        Some(key) => key,
        None => {
            let env = Env { language: item.language.as_deref(), ..Env::default() };
            let Rendered { typed, answer_text, .. } = render::render(&item.content, &card.slot, &env);
            match typed {
                Some(typed) => short_key(&typed.accepted),
                // in a practice round, what is usually only looked at
                None if can_be_typed(&answer_text) => short_key(&[answer_text]),
                None => return Ok(None),
            }
        }
    };
    let language = language_of(&item.content, item.language.as_deref());
    let mut failed = None;
    let graded = grade_lazily(&key, language, response, || {
        let others = other_answers(tx, card.space, card.deck, card.item);
        others.unwrap_or_else(|error| {
            failed = Some(error);
            Vec::new()
        })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let base = media::base(card.space);
    let env = Env { media_base: &base, language: item.language.as_deref(), ..Env::default() };
    let said = remarks_of(&item.content, response, language);
    let remark =
        Some(said.iter().map(|field| render::html(field, &env)).collect()).filter(|html: &String| !html.is_empty());
    Ok(Some(Judged { graded, remark }))
}

/// What other items of the deck are answered with.
fn other_answers(tx: &mut Tx, space: SpaceId, deck: Uuid, item: Uuid) -> Result<Vec<String>> {
    let mut answers = Vec::new();
    tx.each(
        "SELECT content FROM items WHERE space = ?1 AND deck = ?2 AND id <> ?3 AND deleted_at IS NULL
           AND kind IN ('basic', 'short', 'cloze', 'numeric') ORDER BY id LIMIT ?4",
        params![space, deck, item, OTHERS],
        |row| {
            let json: String = row.get("content")?;
            match serde_json::from_str(&json).map_err(Error::internal)? {
                Content::Basic { back, .. } => answers.push(render::text(&back)),
                Content::Short { accepted, .. } => answers.extend(accepted),
                Content::Cloze { text, .. } => {
                    let pieces = render::cloze::parse(&text.text);
                    for number in render::cloze::numbers(&pieces) {
                        answers.extend(render::cloze::answers(&pieces, number));
                    }
                }
                Content::Question(question) => answers.push(question.answer()),
                _ => {}
            }
            Ok(())
        },
    )?;
    Ok(answers)
}
