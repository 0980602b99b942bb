//! A card as JSON: for the study session, the list of cards and the reply to an answer.

use crate::i18n::{self, Locale};
use formats::item::Kind;
use formats::render::RenderedChoice;
use formats::render::{self, Env, Rendered};
use memory::{CardState, Due, Folded, Parameters, Phase, Promise, StudyDay};
use serde_json::{Map, Value, json};
use studium_core::reviews::CardMemory;
use studium_core::reviews::model::phase_word;
use studium_core::study::{Face, QueueCard};
use uuid::Uuid;

/// What the numbers of a card are read with.
pub struct Reading<'a> {
    pub locale: Locale,
    pub parameters: &'a Parameters,
    pub today: StudyDay,
}

/// Where a space's media are served.
pub fn media_base(space: studium_core::SpaceId) -> String {
    format!("/media/{space}/")
}

/// Question and answer of a card, sanitised.
pub fn rendered(face: &Face) -> Rendered {
    let base = media_base(face.card.space);
    let env = Env {
        note_type: face.note_type.as_deref(),
        tags: &face.item.tags,
        deck: &face.deck,
        media_base: &base,
        language: face.item.language.as_deref(),
        flag: face.card.flag,
    };
    render::render(&face.item.content, &face.card.slot, &env)
}

/// The entry of the queue: what is asked, and what each rating would promise.
pub fn entry(face: &Face, card: &QueueCard, reading: &Reading) -> Value {
    let mut shown = rendered(face);
    let media = media_urls(&shown);
    let folded = &face.card.folded;
    if face.item.kind == Kind::Choice {
        shuffle(&mut shown.choices, face);
    }
    json!({
        "card_id": face.card.card_id,
        "item_id": face.card.item,
        "item_version": face.item.version,
        "deck_id": face.card.deck,
        "deck": face.deck.join(" › "),
        "kind": face.item.kind.as_str(),
        "ord": face.card.slot.number().unwrap_or(0),
        "question_html": shown.question_html,
        "answer_html": shown.answer_html,
        "answer_replaces_question": shown.answer_replaces_question,
        "css": shown.css,
        "question_text": shown.question_text,
        "answer_text": shown.answer_text,
        "question_language": shown.question_language,
        "answer_language": shown.answer_language,
        "typed": shown.typed.as_ref().map(|t| json!({"expected": t.expected, "accepted": t.accepted})),
        "choices": shown.choices.as_ref().map(|choices| choices.iter().map(|c| json!({
            "html": c.html, "right": c.right, "feedback_html": c.feedback_html,
        })).collect::<Vec<_>>()),
        "many": shown.many,
        "media": media,
        "memory": memory(folded, card.recall),
        "history": face.history.iter().map(|(at, rating)| json!({"at": at, "rating": rating})).collect::<Vec<_>>(),
        "flag": face.card.flag,
        "leech": face.card.leech,
        "head": folded.head.map(|id| Uuid::from_u128(id.0)),
        "ratings": ratings(&card.promises, &card.then, reading),
    })
}

/// For each rating "1" to "4": the interval, its label, the memory after it, and for a card that comes back within the
/// session the ratings that it will have then.
fn ratings(promises: &[Promise; 4], then: &[Option<[Promise; 4]>; 4], reading: &Reading) -> Value {
    let mut map = Map::new();
    for (n, (promise, then)) in promises.iter().zip(then).enumerate() {
        let recall = promise.state.recall(reading.parameters, reading.today);
        let mut rating = json!({
            "promised_s": promise.promised_s,
            "label": i18n::duration(reading.locale, promise.promised_s),
            "memory": state_memory(&promise.state, Some(promise.due), recall),
        });
        if let (Some(then), Some(object)) = (then, rating.as_object_mut()) {
            object.insert("then".into(), ratings(then, &[None; 4], reading));
        }
        map.insert((n + 1).to_string(), rating);
    }
    Value::Object(map)
}

/// Options stand elsewhere each time, so that the place is not what is learnt: by card and head, so that a response's
/// places can be read later.
fn shuffle(choices: &mut Option<Vec<RenderedChoice>>, face: &Face) {
    let Some(choices) = choices else { return };
    let head = face.card.folded.head.map_or(0, |id| id.0);
    let mut places: Vec<(u64, RenderedChoice)> = choices
        .drain(..)
        .enumerate()
        .map(|(n, choice)| {
            (memory::fuzz_seed(face.card.card_id.as_u128() ^ head, u32::try_from(n).unwrap_or(0)), choice)
        })
        .collect();
    places.sort_by_key(|(place, _)| *place);
    choices.extend(places.into_iter().map(|(_, choice)| choice));
}

/// `memory` of a card: null for a new one.
pub fn memory(folded: &Folded, recall: Option<f64>) -> Value {
    state_memory(&folded.state, folded.due, recall)
}

/// `memory` as it is after an upload.
pub fn memory_of(memory: &CardMemory) -> Value {
    let mut value = state_memory(&memory.folded.state, memory.folded.due, memory.recall);
    if let Some(object) = value.as_object_mut() {
        object.insert("suspended".into(), memory.suspended.into());
        object.insert("leech".into(), memory.leech.into());
    }
    value
}

fn state_memory(state: &CardState, due: Option<Due>, recall: Option<f64>) -> Value {
    if state.phase == Phase::New {
        return Value::Null;
    }
    json!({
        "stability": state.memory.map(|m| m.stability.get()),
        "difficulty": state.memory.map(|m| m.difficulty.get()),
        "due": due.map(|d| d.at.0),
        "due_day": due.and_then(|d| d.day).map(|d| d.to_iso()),
        "reps": state.reps,
        "lapses": state.lapses,
        "state": phase_word(state.phase),
        "retrievability": recall,
    })
}

/// Addresses of pictures and sound, to be fetched ahead.
fn media_urls(shown: &Rendered) -> Vec<String> {
    let mut urls = Vec::new();
    for html in [&shown.question_html, &shown.answer_html] {
        for part in html.split("src=\"/media/").skip(1) {
            if let Some(end) = part.find('"') {
                let url = format!("/media/{}", part[..end].replace("&amp;", "&"));
                if !urls.contains(&url) {
                    urls.push(url);
                }
            }
        }
    }
    urls
}
