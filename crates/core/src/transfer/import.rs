//! The writing side of an import: a job's handler. Takes prepared steps from the reading thread, writes them in chunks
//! under the job's batch, and settles at the end.

use super::feed::{Step, feed};
use super::merge::{Merged, merge_events, merge_item};
use super::model::{Counts, ImportInput, Report, Skipped};
use super::prepare::{Prepared, Preparer};
use super::reader::{ReadFailure, ReadFiles, ReadRequest};
use super::settle::{self, Settlement, settle};
use super::spool::Spool;
use super::store::{self, Place};
use super::sweep::{sweep_batch, sweep_before};
use super::{incoming_media::Incoming, names};
use crate::call::{Actor, Call, Ids, LearnerId};
use crate::db::{Tx, params};
use crate::decks::{self, NewDeck};
use crate::error::{Error, Result};
use crate::jobs::{self, Failed, Handler, Job, JobId, NewJob, Work};
use crate::spaces::{self, Role};
use crate::study::tally::Tally;
use crate::{Studium, accounts, study};
use formats::item::NoteType;
use formats::notice;
use formats::notice::{Notice, Place as NoticePlace};
use formats::record::{DeckRecord, PresetRecord};
use memory::{Millis, Parameters};
use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// The kind of an import's job.
pub const IMPORT: &str = "import";
/// Chunks on their way to the writer: it commits so many at once.
const IN_FLIGHT: usize = 64;
/// Steps that are read ahead.
const READ_AHEAD: usize = 4;
/// Items merged in one operation.
const MERGE_STEP: usize = 25;

/// Queues an import. The file must lie where `input.path` says until the job is over.
pub fn enqueue(tx: &mut Tx, call: &Call, input: &ImportInput) -> Result<JobId> {
    spaces::require(tx, &call.actor, call.actor.space(), Role::Editor)?;
    let new = NewJob {
        id: JobId(call.ids().next_id()),
        space: call.actor.space(),
        kind: IMPORT,
        input: serde_json::to_string(input).map_err(Error::internal)?,
        unique_key: None,
    };
    jobs::enqueue(tx, &new, call.now)
}

/// Runs imports, with whatever opens files.
pub struct Importer {
    reader: Arc<dyn ReadFiles>,
}

impl Importer {
    pub fn new(reader: Arc<dyn ReadFiles>) -> Importer {
        Importer { reader }
    }
}

impl Handler for Importer {
    fn kind(&self) -> &'static str {
        IMPORT
    }

    fn run<'a>(&'a self, studium: &'a Studium, job: &'a Job) -> Work<'a> {
        Box::pin(async move {
            let input: ImportInput = serde_json::from_str(&job.input).map_err(Error::internal)?;
            let folder = studium.folder.join("jobs").join(job.id.to_string());
            // each try has a folder of its own: one that was taken for dead may still be reading
            let scratch = folder.join(job.attempts.to_string());
            let ended = import(studium, self.reader.clone(), job, &input, &scratch).await;
            names::remove_folder(&scratch);
            let over = !matches!(ended, Err(Failed::ForNow(_))) || job.attempts >= jobs::ATTEMPTS;
            if over {
                names::remove_folder(&folder);
            }
            if input.owned && over {
                names::remove_file(Path::new(&input.path));
            }
            ended
        })
    }
}

async fn import(
    studium: &Studium,
    reader: Arc<dyn ReadFiles>,
    job: &Job,
    input: &ImportInput,
    scratch: &Path,
) -> Result<(), Failed> {
    let learner = input.learner;
    let actor = studium.read(move |tx| accounts::ops::find_actor(tx, learner)).await?;
    let Some(actor) = actor else {
        return Err(Failed::ForGood { error: "the account is gone".into(), result: String::new() });
    };
    sweep_before(&studium.db, job, studium.clock.now()).await?;
    std::fs::create_dir_all(scratch.join("staging")).map_err(crate::media::store::disk)?;
    let mut run = Run::begin(studium, job, &actor, input, scratch).await?;
    let (steps, mut receiver) = channel(READ_AHEAD);
    let request = ReadRequest {
        path: PathBuf::from(&input.path),
        name: input.name.clone(),
        format: input.format.clone(),
        staging: scratch.join("staging"),
    };
    let preparer = run.preparer().await?;
    let reading = tokio::task::spawn_blocking(move || feed(reader.as_ref(), &request, preparer, &steps));
    let taken = run.take_all(&mut receiver).await;
    // closes the channel, so that the reading thread ends when the writing gave up
    drop(receiver);
    let joined = reading.await;
    let failure = match (taken, joined) {
        (Err(error), _) => Failed::ForNow(error),
        (Ok(_), Err(panic)) => Failed::ForNow(Error::internal(panic)),
        (Ok(Err(ReadFailure::File { place, why })), _) => run.refused(&input.name, place, why),
        (Ok(Err(ReadFailure::Server(why))), _) => Failed::ForNow(Error::Unavailable { why, retry_after_s: 60 }),
        (Ok(Err(ReadFailure::Stopped)), _) => Failed::ForNow(Error::Internal("the import stopped by itself".into())),
        (Ok(Ok(())), Ok(())) => match run.settle().await {
            Ok(()) => return Ok(()),
            Err(error) => Failed::ForNow(error),
        },
    };
    if matches!(failure, Failed::ForNow(Error::Conflict { what: "job", .. })) {
        // another runner has the job now, and the batch is its own
        return Err(failure);
    }
    if let Err(error) = sweep_batch(&studium.db, job.id.0).await {
        tracing::warn!(%error, job = %job.id, "what the import wrote is taken out at the next start");
    }
    Err(match failure {
        // waiting makes no room
        Failed::ForNow(Error::Full { .. }) => run.refused(&input.name, NoticePlace::File, notice!("notice-full")),
        other => other,
    })
}

type Stored = JoinHandle<Result<(Arc<Vec<Prepared>>, Outcome)>>;

/// What one chunk came to.
#[derive(Debug, Default)]
struct Outcome {
    /// Items that were here already, by their place in the chunk.
    existing: Vec<usize>,
    /// Cards whose log was merged with what the learner has, and how many rows of the file were new.
    merged: HashMap<Uuid, u64>,
    /// What its cards count as once they are visible.
    tally: Tally,
}

struct Run<'a> {
    studium: &'a Studium,
    job: &'a Job,
    actor: Actor,
    call: Call,
    place: Place,
    into: Vec<String>,
    parameters: Parameters,
    /// The learner has a log, so that a new card may have a past.
    has_past: bool,
    decks: HashMap<String, Uuid>,
    presets: HashMap<String, PresetRecord>,
    report: Report,
    settlement: Settlement,
    in_flight: VecDeque<Stored>,
    spool: Spool,
    media: Incoming,
    total: i64,
    done: i64,
}

impl<'a> Run<'a> {
    async fn begin(
        studium: &'a Studium,
        job: &'a Job,
        actor: &Actor,
        input: &ImportInput,
        scratch: &Path,
    ) -> Result<Run<'a>> {
        let call = studium.call(actor);
        let mut place =
            Place { space: actor.space(), learner: actor.learner, batch: job.id.0, now: call.now, parameters_id: 0 };
        let (by, begun) = (actor.clone(), place.clone());
        let (parameters, has_past) = studium
            .db
            .write_background(move |tx| {
                spaces::require(tx, &by, by.space(), Role::Editor)?;
                spaces::lock(tx, by.space())?;
                store::insert_batch(tx, &begun)?;
                Ok((study::cards::parameters(tx, by.learner)?, store::has_events(tx, by.learner, None)?))
            })
            .await?;
        place.parameters_id = parameters.0;
        Ok(Run {
            studium,
            job,
            actor: actor.clone(),
            call,
            into: input.into.clone(),
            parameters: parameters.1,
            has_past,
            decks: HashMap::new(),
            presets: HashMap::new(),
            report: Report::default(),
            settlement: Settlement::default(),
            in_flight: VecDeque::new(),
            spool: Spool::new(scratch.join("merge")),
            media: Incoming::new(place.clone(), scratch.join("staging")),
            place,
            total: 0,
            done: 0,
        })
    }

    async fn preparer(&self) -> Result<Preparer> {
        let space = self.place.space;
        let stored: Vec<String> = self
            .studium
            .read(move |tx| {
                tx.rows("SELECT content FROM note_types WHERE space = ?1 ORDER BY id", params![space], |row| {
                    row.get("content")
                })
            })
            .await?;
        let types =
            stored.iter().filter_map(|json| serde_json::from_str::<NoteType>(json).ok()).map(|t| (t.id, t)).collect();
        let parameters = (self.place.parameters_id, self.parameters.clone());
        Ok(Preparer::new(self.actor.clone(), self.place.now, parameters, types))
    }

    /// Takes steps until the reader ends; how it ended.
    async fn take_all(&mut self, steps: &mut Receiver<Step>) -> Result<Result<(), ReadFailure>> {
        loop {
            let Some(step) = steps.recv().await else {
                return Err(Error::Internal("the reading thread went away".into()));
            };
            match step {
                Step::End(ended) => {
                    self.land(0).await?;
                    return Ok(ended);
                }
                step => self.take(step).await?,
            }
        }
    }

    async fn take(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Total { items, media } => {
                self.total = i64::try_from(items + media).unwrap_or(i64::MAX);
                self.say_how_far().await?;
            }
            Step::NoteType { note_type, replaces: true } => self.settlement.note_types.push(*note_type),
            Step::NoteType { note_type, replaces: false } => {
                let (place, note_type) = (self.place.clone(), Arc::new(note_type));
                self.write(move |tx| settle::insert_note_type(tx, &place, &note_type)).await?;
            }
            Step::Parameters(parameters) => {
                self.parameters = *parameters.clone();
                self.place.parameters_id = 1;
                let (learner, now) = (self.place.learner, self.place.now);
                self.write(move |tx| insert_parameters(tx, learner, &parameters, now)).await?;
            }
            Step::Preset(preset) => {
                self.presets.insert(preset.key.clone(), *preset);
            }
            Step::Deck(deck) => self.deck(deck).await?,
            Step::Items(items) => self.items(items).await?,
            Step::Media(media) => {
                self.done += 1;
                self.media.take(self.studium, &media, &mut self.report).await?;
                if self.done % 100 == 0 {
                    self.say_how_far().await?;
                }
            }
            Step::Source(source) => {
                self.report.source = Some(settle::source_id(&self.place, &source));
                self.settlement.source = Some(*source);
            }
            Step::Draft(draft) => {
                self.report.counts.drafts += 1;
                self.settlement.drafts.push(*draft);
            }
            Step::Skipped { place, why } => self.report.skip(place, why),
            Step::End(_) => {}
        }
        Ok(())
    }

    async fn deck(&mut self, deck: DeckRecord) -> Result<()> {
        let path: Vec<String> = self.into.iter().chain(&deck.path).cloned().collect();
        let (place, description, language) = (self.place.clone(), deck.description.clone(), deck.language.clone());
        let seed = rand::random();
        let (id, top, made) = self
            .write(move |tx| {
                spaces::lock(tx, place.space)?;
                let mut ids = Ids::new(place.now, seed);
                let above = NewDeck { batch: Some(place.batch), ..NewDeck::default() };
                let own = NewDeck { description: description.clone(), language: language.clone(), ..above.clone() };
                let before = count_decks(tx, &place)?;
                let mut ensure = |tx: &mut Tx, path: &[String], new: &NewDeck| {
                    decks::ensure_path(tx, &mut ids, place.space, path, new, place.now)
                };
                let top = ensure(tx, &path[..path.len().min(1)], if path.len() > 1 { &above } else { &own })?;
                if path.len() > 1 {
                    ensure(tx, &path[..path.len() - 1], &above)?;
                }
                let id = ensure(tx, &path, &own)?;
                Ok((id, top, count_decks(tx, &place)? - before))
            })
            .await?;
        self.report.counts.decks += u64::try_from(made).unwrap_or(0);
        self.report.deck.get_or_insert(top);
        if let Some(given) = deck.preset.as_ref().and_then(|key| self.presets.get(key)) {
            self.settlement.presets.push((id, settle::preset(given)));
        }
        self.decks.insert(deck.key, id);
        Ok(())
    }

    /// Sends a chunk to the writer, and takes in what an earlier one came to.
    async fn items(&mut self, mut items: Vec<Prepared>) -> Result<()> {
        for item in &mut items {
            let unknown = || Error::Internal(format!("{} names a deck that the file has not", item.record.place));
            item.deck = *self.decks.get(&item.record.deck).ok_or_else(unknown)?;
            for card in &mut item.cards {
                card.deck =
                    card.deck_key.as_ref().and_then(|key| self.decks.get(key)).copied().filter(|d| *d != item.deck);
            }
        }
        self.land(IN_FLIGHT - 1).await?;
        self.done += i64::try_from(items.len()).unwrap_or(0);
        let (items, place, job) = (Arc::new(items), self.place.clone(), self.job.clone());
        let (has_past, done, total) = (self.has_past, self.done, self.total.max(self.done));
        let parameters = self.parameters.clone();
        let (db, written, now) = (self.studium.db.clone(), items.clone(), self.studium.clock.now());
        self.in_flight.push_back(tokio::spawn(async move {
            let outcome = db
                .write_background(move |tx| {
                    jobs::progress(tx, &job, done, total, now)?;
                    store_chunk(tx, &place, has_past.then_some(&parameters), &written)
                })
                .await?;
            Ok((items, outcome))
        }));
        Ok(())
    }

    /// Waits until at most so many chunks are on their way.
    async fn land(&mut self, most: usize) -> Result<()> {
        while self.in_flight.len() > most {
            let Some(chunk) = self.in_flight.pop_front() else { break };
            let (items, outcome) = chunk.await.map_err(Error::internal)??;
            self.settlement.cards.add_all(&outcome.tally, 1);
            for (n, item) in items.iter().enumerate() {
                if outcome.existing.binary_search(&n).is_ok() {
                    self.spool.keep(item)?;
                } else {
                    self.count(item, &outcome);
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, item: &Prepared, outcome: &Outcome) {
        let counts = &mut self.report.counts;
        counts.items += 1;
        counts.cards += item.cards.len() as u64;
        *self.settlement.items.entry(item.deck).or_default() += 1;
        for card in &item.cards {
            match outcome.merged.get(&card.card_id) {
                Some(new) => counts.reviews += new,
                None => {
                    counts.reviews += card.entries.iter().filter(|e| e.is_from_file()).count() as u64;
                    for ((day, mode), totals) in &card.totals {
                        let key = (*day, *mode, card.deck.unwrap_or(item.deck));
                        self.settlement.totals.entry(key).or_default().add(totals, 1);
                    }
                }
            }
            self.settlement.four_buttons |= card.entries.iter().any(|e| matches!(e.row.event.rating, Some(2 | 4)));
        }
    }

    async fn settle(&mut self) -> Result<()> {
        self.merge_existing().await?;
        self.media.name_all(self.studium, &mut self.report).await?;
        let mut job = self.job.clone();
        (job.done, job.total) = (self.done, self.total.max(self.done));
        let (call, place) = (Call { now: self.studium.clock.now(), ..self.call.clone() }, self.place.clone());
        let (all, report) = (self.settlement.clone(), self.report.clone());
        self.write(move |tx| settle(tx, &call, &place, &job, &all, &report)).await?;
        self.studium.work.notify_waiters();
        Ok(())
    }

    /// Items that were here already: the file has been read to its end, so it is whole.
    async fn merge_existing(&mut self) -> Result<()> {
        let preparer = self.preparer().await?;
        let mut spooled = self.spool.read()?;
        loop {
            let mut step = Vec::with_capacity(MERGE_STEP);
            while step.len() < MERGE_STEP
                && let Some((id, record)) = spooled.next()?
            {
                // its note type was set right before it was spooled
                if let Ok(prepared) = preparer.prepare(id, 0, Box::new(record)) {
                    step.push(prepared);
                }
            }
            if step.is_empty() {
                return Ok(());
            }
            let (call, place, parameters) = (self.call.clone(), self.place.clone(), self.parameters.clone());
            let (job, done, total) = (self.job.clone(), self.done, self.total.max(self.done));
            let now = self.studium.clock.now();
            let merged = self
                .write(move |tx| {
                    spaces::lock(tx, place.space)?;
                    jobs::progress(tx, &job, done, total, now)?;
                    step.iter()
                        .map(|item| merge_item(tx, &call, &place, &parameters, item))
                        .collect::<Result<Vec<Merged>>>()
                })
                .await?;
            let counts: &mut Counts = &mut self.report.counts;
            for one in merged {
                counts.updated += one.updated;
                counts.cards += one.cards;
                counts.reviews += one.reviews;
            }
        }
    }

    async fn say_how_far(&self) -> Result<()> {
        let (job, done, total) = (self.job.clone(), self.done, self.total.max(self.done));
        let now = self.studium.clock.now();
        self.write(move |tx| jobs::progress(tx, &job, done, total, now)).await
    }

    async fn write<T: Send + 'static>(&self, operation: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> Result<T> {
        self.studium.db.write_background(operation).await
    }

    fn refused(&self, name: &str, place: NoticePlace, why: Notice) -> Failed {
        let error = format!("{name}, {place}: {why}");
        // nothing of it was kept; what was skipped may explain why
        let report = Report {
            counts: Counts::default(),
            deck: None,
            source: None,
            failure: Some(Skipped { place, why }),
            ..self.report.clone()
        };
        Failed::ForGood { error, result: serde_json::to_string(&report).unwrap_or_default() }
    }
}

/// Writes a chunk of new items; those that are here already are left for the merge.
fn store_chunk(tx: &mut Tx, place: &Place, past: Option<&Parameters>, items: &[Prepared]) -> Result<Outcome> {
    spaces::lock(tx, place.space)?;
    let mut outcome = Outcome::default();
    for (n, item) in items.iter().enumerate() {
        if !store::insert_item(tx, place, item)? {
            outcome.existing.push(n);
            continue;
        }
        store::insert_tags(tx, place.space, item)?;
        for card in &item.cards {
            store::insert_card(tx, place.space, item.id, card)?;
            let new = store::insert_learner_card(tx, place, item, card, Some(place.batch))?;
            store::insert_marks(tx, place.learner, card)?;
            match past {
                // the same knowledge was studied before, or another copy of it is: its past counts
                Some(parameters) if !new || store::has_events(tx, place.learner, Some(card.card_id))? => {
                    let deck = card.deck.unwrap_or(item.deck);
                    let added = merge_events(tx, place, parameters, card.card_id, deck, &card.entries)?;
                    study::cards::refold(tx, place.learner, card.card_id)?;
                    outcome.merged.insert(card.card_id, added);
                    if new {
                        outcome.tally.add_hidden(tx, place.learner, card.card_id)?;
                    }
                }
                _ => {
                    for entry in &card.entries {
                        store::insert_event(tx, place.learner, entry)?;
                    }
                    if new && !card.suspended {
                        outcome.tally.add(card.deck.unwrap_or(item.deck), &card.folded, 1);
                    }
                }
            }
        }
    }
    Ok(outcome)
}

fn insert_parameters(tx: &mut Tx, learner: LearnerId, parameters: &Parameters, now: Millis) -> Result<()> {
    let numbers: Vec<String> = parameters.values().iter().map(f32::to_string).collect();
    tx.execute(
        "INSERT INTO parameters (learner, id, numbers, origin, fitted_at) VALUES (?1, 1, ?2, 'import', ?3)
         ON CONFLICT DO NOTHING",
        params![learner, numbers.join(" "), now.0],
    )?;
    Ok(())
}

fn count_decks(tx: &mut Tx, place: &Place) -> Result<i64> {
    let count =
        tx.scalar("SELECT count(*) FROM decks WHERE space = ?1 AND batch = ?2", params![place.space, place.batch])?;
    Ok(count.unwrap_or(0))
}
