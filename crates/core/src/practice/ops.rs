//! Making a round.

use super::cue::{can_be_typed, cue};
use super::distractors::{Answer, Pool};
use super::format::{Format, format_for};
use super::model::{Goal, Over, Practised, Round, Shown};
use super::numbers::order;
use super::store;
use crate::call::{Call, SpaceId};
use crate::courses;
use crate::db::Tx;
use crate::decks;
use crate::decks::model::DEPTH_LIMIT;
use crate::error::{Error, Result};
use crate::items::{self, NoteTypes};
use crate::reviews::{self, Asked};
use crate::spaces;
use crate::study::cards::{LearnerCard, find, parameters};
use crate::study::{self, Face, Loads, queue};
use formats::item::{Content, Kind, NoteType, Slot};
use formats::render::{self, Env, Rendered};
use memory::{Parameters, Phase, StudyDay};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Below this chance of recall a card is one of the weak ones.
const WEAK: f64 = 0.85;
/// Answers are looked for among so many items of a deck …
const POOL_DECK: usize = 300;
/// … and so many of its course.
const POOL_COURSE: usize = 300;
/// Kinds whose answers can be wrong answers to others: one text that says by itself what it is.
const ANSWERS: [Kind; 7] =
    [Kind::Basic, Kind::Cloze, Kind::Occlusion, Kind::Short, Kind::Numeric, Kind::Choice, Kind::Anki];
/// How sure they are, learners are asked once in so many items.
const CONFIDENCE_EVERY: usize = 5;

/// A round over what the learner may see: which cards, in which order, and how each is asked. The same seed makes the same round
/// while nothing was answered.
///
/// # Errors
/// `NotFound` for a deck, course or topic that is not there for this learner; `Invalid` on `goal` or `minutes`.
pub fn round(tx: &mut Tx, call: &Call, over: &Over, goal: Goal, loads: &Loads, seed: u64) -> Result<Round> {
    let wanted = goal.checked()?.cards();
    let (_, numbers) = parameters(tx, call.actor.learner)?;
    let cards = choose(tx, call, over, wanted, &numbers)?;
    let faces = study::faces(tx, &call.actor, cards)?;
    let mut pools = Pools::default();
    let mut asked = Vec::with_capacity(faces.len());
    let mut cards = Vec::with_capacity(faces.len());
    for (place, face) in faces.into_iter().enumerate() {
        let as_asked = ask(tx, &mut pools, &face, &numbers, call.today(), seed)?;
        let evidence = match as_asked.format {
            Format::Choice => Asked { format: Some("choice"), choices: i64::try_from(as_asked.choices.len()).ok() },
            Format::Cued => Asked::default(),
            Format::Free => reviews::asked(tx, face.card.space, face.card.item)?,
        };
        cards.push((face.card, evidence));
        asked.push((as_asked, asks_confidence(place, seed)));
    }
    let cards = queue::promised_as_asked(tx, call, cards, loads)?;
    let cards = cards.into_iter().zip(asked).map(|(card, (asked, asks_confidence))| Practised {
        card,
        format: asked.format,
        choices: asked.choices,
        accepted: asked.accepted,
        cue: asked.cue,
        asks_confidence,
    });
    Ok(Round { cards: cards.collect() })
}

/// One item in each five, by chance.
pub(super) fn asks_confidence(place: usize, seed: u64) -> bool {
    let block = (place / CONFIDENCE_EVERY).to_string();
    let chosen = order(seed, &block) % CONFIDENCE_EVERY as u64;
    place as u64 % CONFIDENCE_EVERY as u64 == chosen
}

/// The cards: of an item one, the weakest first, new ones last.
fn choose(tx: &mut Tx, call: &Call, over: &Over, wanted: usize, numbers: &Parameters) -> Result<Vec<LearnerCard>> {
    let (learner, today) = (call.actor.learner, call.today());
    let recall = |card: &LearnerCard| card.folded.state.recall(numbers, today);
    // siblings are left out below, so that more are read than are wanted
    let fetch = wanted * 4;
    let mut cards = Vec::new();
    if let Over::Cards(ids) = over {
        for id in ids.iter().take(queue::QUEUE_LIMIT) {
            let may = |card: &LearnerCard| !card.suspended && card.buried_until.is_none_or(|day| day <= today);
            cards.extend(find(tx, learner, *id)?.filter(may));
        }
    } else {
        let decks = decks_of(tx, call, over)?;
        let scopes: Vec<Option<Uuid>> = decks.map_or(vec![None], |decks| decks.into_iter().map(Some).collect());
        for deck in &scopes {
            cards.extend(store::weakest(tx, learner, today, *deck, fetch)?);
        }
        match over {
            Over::Weak => cards.retain(|card| {
                recall(card).is_some_and(|recall| recall < WEAK)
                    || card.leech
                    || card.folded.state.phase == Phase::Relearning
            }),
            _ => {
                let mut fresh = Vec::new();
                for deck in scopes {
                    if fresh.len() < fetch {
                        fresh.extend(store::fresh(tx, learner, today, deck, fetch)?);
                    }
                }
                cards.extend(fresh);
            }
        }
    }
    // new ones keep their order
    cards.sort_by(|a, b| recall(a).unwrap_or(2.0).total_cmp(&recall(b).unwrap_or(2.0)));
    let mut items = HashSet::new();
    cards.retain(|card| items.insert(card.item));
    cards.truncate(wanted);
    Ok(cards)
}

/// The decks of what is practised; `None`: all.
fn decks_of(tx: &mut Tx, call: &Call, over: &Over) -> Result<Option<Vec<Uuid>>> {
    let actor = &call.actor;
    Ok(Some(match over {
        Over::All | Over::Weak | Over::Cards(_) => return Ok(None),
        Over::Deck(deck) => {
            decks::get(tx, actor, *deck)?;
            decks::subtree(tx, actor, *deck)?.into_iter().map(|deck| deck.id).collect()
        }
        Over::Course(course) => {
            let course = courses::get(tx, actor, *course)?;
            store::decks_of_course(tx, course.space, course.id)?
        }
        Over::Topic(topic) => {
            let mut home = None;
            for space in spaces::visible(tx, actor)? {
                if home.is_none() && store::has_topic(tx, space, *topic)? {
                    home = Some(space);
                }
            }
            let space = home.ok_or(Error::NotFound { what: "topic" })?;
            let (mut decks, mut level) = (Vec::new(), vec![*topic]);
            for _ in 0..=DEPTH_LIMIT {
                let mut next = Vec::new();
                for topic in level {
                    decks.extend(store::decks_of_topic(tx, space, topic)?);
                    next.extend(store::topics_below(tx, space, topic)?);
                }
                level = next;
            }
            decks
        }
    }))
}

/// How one item is asked.
struct AsAsked {
    format: Format,
    choices: Vec<Shown>,
    accepted: Vec<String>,
    cue: Option<String>,
}

fn ask(
    tx: &mut Tx,
    pools: &mut Pools,
    face: &Face,
    numbers: &Parameters,
    today: StudyDay,
    seed: u64,
) -> Result<AsAsked> {
    let state = &face.card.folded.state;
    let stability = state.memory.map(|m| m.stability.get());
    let mut format = format_for(state.recall(numbers, today), stability, state.phase, face.item.kind);
    let free = AsAsked { format: Format::Free, choices: Vec::new(), accepted: Vec::new(), cue: None };
    if format == Format::Free {
        return Ok(free);
    }
    let right = answer(&face.item, face.note_type.as_deref(), &face.card.slot, true);
    if format == Format::Choice {
        let seed = order(seed, &face.card.card_id.to_string());
        let wrong = pools.distractors(tx, face, &right, seed)?;
        if !wrong.is_empty() {
            let mut choices: Vec<Shown> = wrong.into_iter().map(|text| Shown { text, right: false }).collect();
            choices.push(Shown { text: right.text.trim().to_owned(), right: true });
            choices.sort_by_key(|choice| order(seed, &choice.text));
            return Ok(AsAsked { format, choices, ..free });
        }
        format = Format::Cued;
    }
    // a number's first digit is no help
    if face.item.kind == Kind::Numeric || !can_be_typed(&right.text) {
        return Ok(free);
    }
    Ok(AsAsked { format, cue: cue(right.text.trim()), accepted: right.accepted, ..free })
}

/// What a card asks, in words.
fn answer(item: &items::Item, note_type: Option<&NoteType>, slot: &Slot, same_deck: bool) -> Answer {
    let env = Env { note_type, language: item.language.as_deref(), ..Env::default() };
    let Rendered { question_text, answer_text, answer_language, typed, .. } = render::render(&item.content, slot, &env);
    let side = match &item.content {
        Content::Basic { .. } => Some(slot.as_str().to_owned()),
        Content::Anki { note_type, .. } => Some(format!("{note_type} {}", slot.as_str())),
        _ => None,
    };
    let text = answer_text.trim().to_owned();
    let key = match &item.content {
        Content::Question(question) if item.kind == Kind::Numeric => Some(question.key()),
        _ => None,
    };
    let mut accepted = typed.map(|typed| typed.accepted).unwrap_or_default();
    if !accepted.contains(&text) {
        accepted.insert(0, text.clone());
    }
    Answer { item: item.id, side, question: question_text, text, accepted, key, language: answer_language, same_deck }
}

/// The answers of decks and courses, each read when the first item asks for them.
#[derive(Default)]
struct Pools {
    decks: HashMap<Uuid, Pool>,
    courses: HashSet<Uuid>,
    note_types: NoteTypes,
}

impl Pools {
    fn distractors(&mut self, tx: &mut Tx, face: &Face, right: &Answer, seed: u64) -> Result<Vec<String>> {
        let (space, deck) = (face.card.space, face.card.deck);
        if !self.decks.contains_key(&deck) {
            // around the first item that asks: a deck of many thousands is not read whole
            let near = face.card.position.saturating_sub(POOL_DECK as i64 / 2);
            let answers = self.answers(tx, space, deck, near, POOL_DECK, true)?;
            self.decks.insert(deck, Pool::new(answers));
        }
        let found = self.decks.get(&deck).map(|pool| pool.distractors(right, seed)).unwrap_or_default();
        if !found.is_empty() || !self.courses.insert(deck) {
            return Ok(found);
        }
        let Some(course) = store::course_of(tx, space, deck)? else { return Ok(found) };
        let mut left = POOL_COURSE;
        for other in store::decks_of_course(tx, space, course)?.into_iter().filter(|other| *other != deck) {
            if left == 0 {
                break;
            }
            let answers = self.answers(tx, space, other, i64::MIN, left, false)?;
            left = left.saturating_sub(answers.len());
            self.decks.entry(deck).or_default().extend(answers);
        }
        Ok(self.decks.get(&deck).map(|pool| pool.distractors(right, seed)).unwrap_or_default())
    }

    fn answers(
        &mut self,
        tx: &mut Tx,
        space: SpaceId,
        deck: Uuid,
        place: i64,
        limit: usize,
        same_deck: bool,
    ) -> Result<Vec<Answer>> {
        let mut answers = Vec::new();
        for item in store::items_near(tx, space, deck, place, limit)? {
            if !ANSWERS.contains(&item.kind) {
                continue;
            }
            let note_type = self.note_types.of(tx, space, &item.content)?;
            for slot in render::slots(&item.content, note_type.as_deref()) {
                answers.push(answer(&item, note_type.as_deref(), &slot, same_deck));
            }
        }
        Ok(answers)
    }
}
