//! What a plan is made from, read from the tables in one snapshot.

use super::facts::{self, Facts, Solved};
use super::grade::Paper;
use super::model::{AfterExam, Exam};
use super::store::{self, Stored};
use super::topics::{self, DeckOfPlan};
use super::{availability, exams, view};
use crate::call::{Actor, Call, LearnerId, SpaceId};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::study::{self, SettingsReader};
use memory::plan::{
    After, Card, CardId, CardMemory, CourseId, ExamId, HORIZON_DAYS, Material, MaterialId, MaterialKind, Request,
    Shown, StepId, Topic, TopicId,
};
use memory::simulate::{Habits, Learner};
use memory::{MemoryState, Millis, Retention, StudyDay};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Words that are read in a minute, and words of a page.
const WORDS_A_MINUTE: i64 = 200;
const WORDS_A_PAGE: i64 = 250;
/// The longest that one source is planned for, minutes.
const LONGEST_MINUTES: i64 = 6_000;
/// From this share on a source was read.
const READ_SHARE: f64 = 0.98;
/// So long a missed day is remembered.
const MISSED_DAYS: i32 = 7;

/// Everything that goes into a plan.
pub(super) struct Inputs {
    pub request: Request,
    /// Live exams by day, those that are over included.
    pub exams: Vec<Exam>,
    /// Decks under the plan with their topics.
    pub decks: Vec<(Uuid, TopicId)>,
    pub topic_of: HashMap<Uuid, TopicId>,
    pub solved: Vec<Solved>,
    /// Tells whether anything differs from what the stored plan was made from.
    pub hash: Vec<u8>,
    pub revision: i64,
    /// Days of the last week that had steps of which none was done, oldest first.
    pub missed: Vec<StudyDay>,
    /// Reviews of today, of cards under the plan.
    pub reviewed_today: i64,
    pub stored: Option<Stored>,
}

/// A source to read, with how far its reader is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub material: Material,
    pub title: String,
    pub pages: u32,
    /// Pages read.
    pub read: u32,
}

/// Reads them all; `None` without any exam. It reads the whole log: for the lane of long reads.
pub(super) fn inputs(tx: &mut Tx, call: &Call) -> Result<Option<Inputs>> {
    let (actor, learner, today) = (&call.actor, call.actor.learner, call.today());
    let stored = store::find(tx, learner)?;
    let exams = exams::list_exams(tx, actor)?;
    if exams.is_empty() {
        return Ok(None);
    }
    let revision = store::newest_change(tx, learner)?;
    let wanted: HashSet<Uuid> = exams.iter().flat_map(|exam| &exam.content.topics).map(|topic| topic.0).collect();
    let mut decks = topics::decks(tx, actor)?;
    decks.retain(|deck| wanted.contains(&deck.topic));
    let topics = distinct(&decks);
    let there: Vec<TopicId> = topics.iter().map(|topic| topic.id).collect();
    let cards = cards(tx, actor, &decks)?;
    let topic_of: HashMap<Uuid, TopicId> = cards.iter().map(|card| (Uuid::from_u128(card.id.0), card.topic)).collect();
    let Facts { answers, pace, habits, solved } = facts::facts(tx, learner)?;
    // a plan says what to do on days that are studied: which others are missed, nobody knows before
    let habits = Habits { adherence: 1.0, ..habits };
    let parameters = study::cards::parameters(tx, learner)?.1;
    let retention = SettingsReader::new(learner).of_all(tx)?.promise.retention;
    let last = exams.last().map_or(0, |exam| exam.content.day.days_since(today));
    let days = u32::try_from(last).unwrap_or(0).min(HORIZON_DAYS);
    let mut request = Request {
        today,
        learner: Learner { parameters, pace, habits },
        answers,
        availability: availability::for_plan(tx, actor, today, days)?,
        exams: exams.iter().map(|exam| of_plan(exam, retention, &topic_of, &solved, &there)).collect(),
        topics,
        cards,
        materials: Vec::new(),
        shown: None,
        done: stored.as_ref().map(|stored| stored.done.clone()).unwrap_or_default(),
    };
    let readings = readings(tx, learner, &decks)?;
    request.materials = readings.iter().map(|reading| reading.material).collect();
    let read: Vec<(MaterialId, u32)> = readings.iter().map(|reading| (reading.material.id, reading.read)).collect();
    let done: Vec<StepId> = memory::plan::steps_read(&request, &read);
    request.done.extend(done);
    request.done.sort_unstable();
    let hash = hash(&request, &exams, &solved)?;
    request.shown = stored
        .as_ref()
        .map(|stored| Shown { steps: stored.plan.steps.clone(), policies: stored.plan.policies.clone() });
    let missed = match &stored {
        Some(stored) => missed(tx, call, stored, &decks, &readings)?,
        None => Vec::new(),
    };
    let decks: Vec<(Uuid, TopicId)> = decks.iter().map(|deck| (deck.id, TopicId(deck.topic.as_u128()))).collect();
    let answered = study::answered_on(tx, learner, today)?;
    let reviewed_today = decks.iter().filter_map(|(deck, _)| answered.get(deck)).map(|counts| counts.1).sum();
    Ok(Some(Inputs { request, exams, decks, topic_of, solved, hash, revision, missed, reviewed_today, stored }))
}

/// What the stored plan remembers, and the days that have gone since it was made.
fn missed(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    decks: &[DeckOfPlan],
    readings: &[Reading],
) -> Result<Vec<StudyDay>> {
    let first = call.today().plus(-MISSED_DAYS);
    let mut missed = stored.missed.clone();
    for offset in 0..MISSED_DAYS {
        let day = first.plus(offset);
        if day >= stored.plan.today && !missed.contains(&day) {
            let steps = view::progress(tx, call, stored, day, decks, readings)?;
            if !steps.is_empty() && steps.iter().all(|step| !step.is_over) {
                missed.push(day);
            }
        }
    }
    missed.retain(|day| *day >= first);
    Ok(missed)
}

fn distinct(decks: &[DeckOfPlan]) -> Vec<Topic> {
    let mut seen = HashSet::new();
    let topic =
        |deck: &DeckOfPlan| Topic { id: TopicId(deck.topic.as_u128()), course: CourseId(deck.course.as_u128()) };
    decks.iter().filter(|deck| seen.insert(deck.topic)).map(topic).collect()
}

fn of_plan(
    exam: &Exam,
    retention: Retention,
    topic_of: &HashMap<Uuid, TopicId>,
    solved: &[Solved],
    there: &[TopicId],
) -> memory::plan::Exam {
    let paper = Paper::new(exam, topic_of, solved, there);
    let content = &exam.content;
    let topics = content.topics.iter().map(|(id, weight)| (TopicId(id.as_u128()), *weight));
    memory::plan::Exam {
        id: ExamId(exam.id.as_u128()),
        day: content.day,
        weight: content.weight,
        target: paper.map_or(content.target.clamp(0.01, 0.99), |paper| paper.recall_for(content.target)),
        topics: topics.filter(|(id, _)| there.contains(id)).collect(),
        after: match content.after {
            AfterExam::Keep => After::Keep(retention),
            AfterExam::LetGo => After::LetGo,
        },
    }
}

/// The cards of these decks that are not paused, in the order in which new ones come.
fn cards(tx: &mut Tx, actor: &Actor, decks: &[DeckOfPlan]) -> Result<Vec<Card>> {
    let sql = format!(
        "SELECT card_id, phase, stability, difficulty, last_day, due_at, due_day FROM learner_cards
         WHERE learner = ?1 AND deck = ?2 AND suspended = 0 AND {} ORDER BY position, card_id",
        study::cards::VISIBLE
    );
    let mut cards = Vec::new();
    for deck in decks {
        tx.each(&sql, params![actor.learner, deck.id], |row| {
            let id: Uuid = row.get("card_id")?;
            let (stability, difficulty): (Option<f64>, Option<f64>) = (row.get("stability")?, row.get("difficulty")?);
            let last: Option<i32> = row.get("last_day")?;
            let (due_at, due_day): (Option<i64>, i32) = (row.get("due_at")?, row.get("due_day")?);
            let due = match due_day {
                0 => due_at.map(|at| actor.study_day(Millis(at))),
                day => Some(StudyDay(day)),
            };
            let is_new = row.get::<i64>("phase")? == 0;
            let memory =
                stability.zip(difficulty).zip(last).filter(|_| !is_new).map(|((stability, difficulty), last)| {
                    let last_day = StudyDay(last);
                    let state = MemoryState::new(stability, difficulty);
                    CardMemory { state, last_day, due: due.unwrap_or(last_day) }
                });
            cards.push(Card { id: CardId(id.as_u128()), topic: TopicId(deck.topic.as_u128()), memory });
            Ok(())
        })?;
    }
    Ok(cards)
}

/// What is to be read for these topics: the source that owns a deck, and the sources that items of a deck come from.
pub(super) fn readings(tx: &mut Tx, learner: LearnerId, decks: &[DeckOfPlan]) -> Result<Vec<Reading>> {
    let mut found: Vec<(SpaceId, Uuid, Uuid)> = Vec::new();
    for deck in decks {
        found.extend(deck.source.map(|source| (deck.space, source, deck.topic)));
        let of_items: Vec<Uuid> = tx.rows(
            "SELECT DISTINCT source FROM items
             WHERE space = ?1 AND deck = ?2 AND source IS NOT NULL AND deleted_at IS NULL ORDER BY source",
            params![deck.space, deck.id],
            |row| row.get("source"),
        )?;
        found.extend(of_items.into_iter().map(|source| (deck.space, source, deck.topic)));
    }
    let (mut seen, mut readings) = (HashSet::new(), Vec::new());
    for (space, source, topic) in found {
        if !seen.insert(source) {
            continue;
        }
        let row: Option<(String, i64, Option<f64>)> = tx.row(
            "SELECT title, words, p.share AS share FROM sources
             LEFT JOIN reading_places p ON p.learner = ?3 AND p.space = sources.space AND p.source = sources.id
             WHERE sources.space = ?1 AND sources.id = ?2 AND sources.deleted_at IS NULL",
            params![space, source, learner],
            |row| Ok((row.get("title")?, row.get("words")?, row.get("share")?)),
        )?;
        let Some((title, words, share)) = row.filter(|row| row.1 > 0) else { continue };
        let minutes = (words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
        let pages = u32::try_from((words + WORDS_A_PAGE - 1) / WORDS_A_PAGE).unwrap_or(u32::MAX);
        readings.push(Reading {
            material: Material {
                id: MaterialId(source.as_u128()),
                topic: TopicId(topic.as_u128()),
                kind: MaterialKind::Reading { first: 1, last: pages },
                minutes: u16::try_from(minutes.clamp(1, LONGEST_MINUTES)).unwrap_or(u16::MAX),
            },
            title,
            pages,
            read: pages_read(share.unwrap_or(0.0), pages),
        });
    }
    Ok(readings)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the pages")]
fn pages_read(share: f64, pages: u32) -> u32 {
    if share >= READ_SHARE { pages } else { (share.clamp(0.0, 1.0) * f64::from(pages)).floor() as u32 }
}

/// What was shown before is left out: it follows from the plan that is stored.
fn hash(request: &Request, exams: &[Exam], solved: &[Solved]) -> Result<Vec<u8>> {
    let contents: Vec<_> = exams.iter().map(|exam| (exam.id, &exam.content)).collect();
    let bytes = serde_json::to_vec(&(request, contents, solved)).map_err(Error::internal)?;
    Ok(Sha256::digest(&bytes).to_vec())
}
