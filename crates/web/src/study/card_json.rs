//! A card as JSON: for the study session, the list of cards and the reply to an answer.

use crate::i18n::{self, Locale};
use formats::item::Kind;
use formats::render::{self, Asked, Env, Rendered, RenderedChoice};
use memory::{CardState, Due, Folded, Parameters, Phase, Promise, StudyDay};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use studium_core::practice::{self, Format, Practised};
use studium_core::reviews::CardMemory;
use studium_core::reviews::model::phase_word;
use studium_core::study::{Face, QueueCard};
use uuid::Uuid;

/// What the numbers of a card are read with.
pub struct Reading<'a> {
    pub locale: Locale,
    pub parameters: &'a Parameters,
    pub today: StudyDay,
    /// Intervals in words: the same few for all cards of a queue.
    labels: RefCell<HashMap<i64, String>>,
}

impl<'a> Reading<'a> {
    pub fn new(locale: Locale, parameters: &'a Parameters, today: StudyDay) -> Reading<'a> {
        Reading { locale, parameters, today, labels: RefCell::default() }
    }

    fn label(&self, seconds: i64) -> String {
        let mut labels = self.labels.borrow_mut();
        labels.entry(seconds).or_insert_with(|| i18n::duration(self.locale, seconds)).clone()
    }
}

/// The entry of the queue: what is asked, and what each rating would promise. Typed, because a queue has fifty of them with up to
/// twenty ratings each: as free JSON, building them cost more than finding the cards.
#[derive(Serialize)]
pub struct Entry {
    card_id: Uuid,
    item_id: Uuid,
    item_version: i64,
    deck_id: Uuid,
    deck: String,
    kind: &'static str,
    ord: u16,
    question_html: String,
    answer_html: String,
    answer_replaces_question: bool,
    css: Option<String>,
    question_text: String,
    answer_text: String,
    question_language: Option<String>,
    answer_language: Option<String>,
    typed: Option<TypedEntry>,
    choices: Option<Vec<ChoiceEntry>>,
    many: bool,
    asked: Option<Asked>,
    media: Vec<String>,
    memory: Option<Memory>,
    history: Vec<Answered>,
    flag: u8,
    leech: bool,
    head: Option<Uuid>,
    ratings: BTreeMap<u8, RatingEntry>,
}

#[derive(Serialize)]
struct TypedEntry {
    expected: String,
    accepted: Vec<String>,
}

#[derive(Serialize)]
struct ChoiceEntry {
    html: String,
    right: bool,
    feedback_html: Option<String>,
}

#[derive(Serialize)]
struct Answered {
    at: i64,
    rating: i64,
}

/// What a rating would lead to.
#[derive(Serialize)]
struct RatingEntry {
    promised_s: i64,
    label: String,
    memory: Option<Memory>,
    /// For a card that comes back within the session: the ratings that it will have then.
    #[serde(skip_serializing_if = "Option::is_none")]
    then: Option<BTreeMap<u8, RatingEntry>>,
}

/// Where a card stands; none for a new one.
#[derive(Serialize)]
pub struct Memory {
    stability: Option<f64>,
    difficulty: Option<f64>,
    due: Option<i64>,
    due_day: Option<String>,
    reps: u32,
    lapses: u32,
    state: &'static str,
    retrievability: Option<f64>,
}

/// Where a card stands after an upload.
#[derive(Serialize)]
pub struct MemoryAfter {
    #[serde(flatten)]
    memory: Memory,
    suspended: bool,
    leech: bool,
}

/// Question and answer of a card, sanitised.
pub fn rendered(face: &Face) -> Rendered {
    let base = studium_core::media::base(face.card.space);
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

/// The entry of a card that waits.
pub fn entry(face: &Face, card: &QueueCard, reading: &Reading) -> Entry {
    let mut shown = rendered(face);
    let media = media_urls(&shown);
    let folded = &face.card.folded;
    if face.item.kind == Kind::Choice {
        shuffle(&mut shown.choices, face);
    }
    let choice = |c: RenderedChoice| ChoiceEntry { html: c.html, right: c.right, feedback_html: c.feedback_html };
    Entry {
        card_id: face.card.card_id,
        item_id: face.card.item,
        item_version: face.item.version,
        deck_id: face.card.deck,
        deck: face.deck.join(" › "),
        kind: face.item.kind.as_str(),
        ord: face.card.slot.number().unwrap_or(0),
        question_html: shown.question_html,
        answer_html: shown.answer_html,
        answer_replaces_question: shown.answer_replaces_question,
        css: shown.css,
        question_text: shown.question_text,
        answer_text: shown.answer_text,
        question_language: shown.question_language,
        answer_language: shown.answer_language,
        typed: shown.typed.map(|t| TypedEntry { expected: t.expected, accepted: t.accepted }),
        choices: shown.choices.map(|choices| choices.into_iter().map(choice).collect()),
        many: shown.many,
        asked: shown.asked,
        media,
        memory: memory(folded, card.recall),
        history: face.history.iter().map(|(at, rating)| Answered { at: *at, rating: *rating }).collect(),
        flag: face.card.flag,
        leech: face.card.leech,
        head: folded.head.map(|id| Uuid::from_u128(id.0)),
        ratings: ratings(&card.promises, &card.then, reading),
    }
}

impl Entry {
    /// The same card in the format in which a practice round asks it.
    pub fn asked_as(mut self, practised: &Practised) -> Entry {
        let choice = |c: &practice::Shown| ChoiceEntry {
            html: formats::sanitize::escape(&c.text),
            right: c.right,
            feedback_html: None,
        };
        match practised.format {
            Format::Free => {}
            Format::Choice => {
                self.choices = Some(practised.choices.iter().map(choice).collect());
                self.typed = None;
                self.asked = None;
                self.many = false;
            }
            Format::Cued => {
                let accepted = practised.accepted.clone();
                self.typed = Some(TypedEntry { expected: accepted.first().cloned().unwrap_or_default(), accepted });
            }
        }
        self
    }
}

/// By rating, 1 to 4.
fn ratings(promises: &[Promise; 4], then: &[Option<[Promise; 4]>; 4], reading: &Reading) -> BTreeMap<u8, RatingEntry> {
    let entry = |promise: &Promise, then: &Option<[Promise; 4]>| RatingEntry {
        promised_s: promise.promised_s,
        label: reading.label(promise.promised_s),
        memory: state_memory(
            &promise.state,
            Some(promise.due),
            promise.state.recall(reading.parameters, reading.today),
        ),
        then: then.as_ref().map(|then| ratings(then, &[None; 4], reading)),
    };
    (1..).zip(promises.iter().zip(then)).map(|(rating, (promise, then))| (rating, entry(promise, then))).collect()
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
pub fn memory(folded: &Folded, recall: Option<f64>) -> Option<Memory> {
    state_memory(&folded.state, folded.due, recall)
}

/// `memory` as it is after an upload.
pub fn memory_of(after: &CardMemory) -> Option<MemoryAfter> {
    let memory = state_memory(&after.folded.state, after.folded.due, after.recall)?;
    Some(MemoryAfter { memory, suspended: after.suspended, leech: after.leech })
}

fn state_memory(state: &CardState, due: Option<Due>, recall: Option<f64>) -> Option<Memory> {
    if state.phase == Phase::New {
        return None;
    }
    Some(Memory {
        stability: state.memory.map(|m| m.stability.get()),
        difficulty: state.memory.map(|m| m.difficulty.get()),
        due: due.map(|d| d.at.0),
        due_day: due.and_then(|d| d.day).map(|d| d.to_iso()),
        reps: state.reps,
        lapses: state.lapses,
        state: phase_word(state.phase),
        retrievability: recall,
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
