//! The real packages of the data folder through core's importer, against what Anki itself says about them: counts, and
//! every card as it looks and is scheduled. How many facts were compared, and how many differ.

use crate::figure::{Figure, Target};
use crate::fill::Desk;
use anyhow::{Context, Result};
use formats::anki::template::{self, Context as CardContext};
use formats::anki::{self, Limits};
use formats::item::{Content, Slot, anki_lineage, card_id};
use formats::notice::Place;
use formats::record::Record;
use memory::{Phase, StudyDay};
use scraper::Html;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use studium_core::clock::SystemClock;
use studium_core::jobs::{self, JobState};
use studium_core::media::BlobStore;
use studium_core::search::{Document, Found, Query, SearchIndex};
use studium_core::study::{self, Face};
use studium_core::transfer::{FileFormat, ImportInput, Importer, InProcess, Report, enqueue};
use studium_core::{Actor, SpaceId, Studium};
use uuid::Uuid;

/// The day on which the collection of the expectations began: 22 November 2026.
const FIRST_DAY: i64 = 20_779;

pub fn run() -> Result<Vec<Figure>> {
    let Some(folder) = data("anki") else { return Ok(Vec::new()) };
    let read = |name: &str| -> Result<BTreeMap<String, Value>> {
        Ok(serde_json::from_slice(&std::fs::read(folder.join(name))?)?)
    };
    let (counts, cards) = (read("expected.json")?, read("expected-cards.json")?);
    let mut compared = Compared::default();
    for (name, expected) in &counts {
        let world = World::new()?;
        let outcome = world.import(&folder.join(name))?;
        match (&outcome, expected.get("error")) {
            (Err(_), Some(_)) => compared.equal(name, "error", true),
            (Ok(report), None) => {
                count(&mut compared, name, report, expected);
                world.look(&mut compared, name, &folder.join(name), cards.get(name))?;
            }
            (Ok(_), Some(_)) | (Err(_), None) => compared.equal(name, &format!("{outcome:?}"), false),
        }
    }
    Ok(vec![
        Figure::limit("packages: facts that differ from Anki's", compared.different, "facts", Target::AtMost(0.0)),
        Figure::note("packages: facts compared", compared.all, "facts"),
    ])
}

/// A folder of the data that tests and benches read, or a line that says that it is not there.
pub fn data(name: &str) -> Option<PathBuf> {
    let data = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let folder = data.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("  skipped: {} is absent", folder.display());
    None
}

#[derive(Default)]
struct Compared {
    all: f64,
    different: f64,
}

impl Compared {
    fn equal(&mut self, package: &str, fact: &str, is: bool) {
        self.all += 1.0;
        if !is {
            self.different += 1.0;
            eprintln!("  {package}: {fact}");
        }
    }
}

fn count(compared: &mut Compared, name: &str, report: &Report, expected: &Value) {
    let size = |field: &str| match &expected[field] {
        Value::Array(list) => list.len() as u64,
        Value::Object(map) => map.len() as u64,
        other => other.as_u64().unwrap_or(u64::MAX),
    };
    let found = report.counts;
    for (field, ours) in [
        ("notes", found.items),
        ("cards", found.cards),
        ("revlog", found.reviews),
        ("media", found.media),
        ("decks", found.decks),
    ] {
        compared.equal(name, &format!("{field}: {ours}, Anki {}", expected[field]), ours == size(field));
    }
}

/// One learner over an empty database, with an importer in this process.
struct World {
    studium: Studium,
    actor: Actor,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> Result<World> {
        let desk = Desk::open()?;
        let actor = desk.learner("mia")?;
        let folder = tempfile::tempdir()?;
        let studium = Studium {
            db: desk.db,
            clock: Arc::new(SystemClock),
            blobs: BlobStore::open(folder.path().join("blobs"))?,
            search: Arc::new(Nowhere),
            folder: folder.path().to_owned(),
            work: Arc::default(),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(World { studium, actor, runtime, _folder: folder })
    }

    /// What came in, or the message.
    fn import(&self, path: &Path) -> Result<Result<Report, String>> {
        let input = ImportInput {
            learner: self.actor.learner,
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            path: path.to_string_lossy().into_owned(),
            owned: false,
            format: FileFormat::Anki,
            into: Vec::new(),
        };
        let call = self.studium.call(&self.actor);
        let (actor, now) = (self.actor.clone(), call.now);
        let db = &self.studium.db;
        let job = db.write_blocking(move |tx| {
            let id = enqueue(tx, &call, &input)?;
            jobs::claim_one(tx, id, now)
        })?;
        let job = job.context("nobody else has the job")?;
        let importer = Importer::new(Arc::new(InProcess));
        self.runtime.block_on(jobs::run_one(&self.studium, &importer, &job));
        let ended = db.read_blocking(move |tx| jobs::get(tx, &actor, job.id))?;
        Ok(match ended.state {
            JobState::Done => Ok(serde_json::from_str(&ended.result)?),
            _ => Err(ended.error.unwrap_or_default()),
        })
    }

    /// Every card that Anki knows: its sides, deck, phase, due, counts.
    fn look(&self, compared: &mut Compared, name: &str, package: &Path, expected: Option<&Value>) -> Result<()> {
        let guids = guids(package)?;
        for card in expected.and_then(Value::as_array).into_iter().flatten() {
            let number = |key: &str| card[key].as_i64().unwrap_or(i64::MIN);
            let ordinal = u16::try_from(number("ord"))?;
            let found = [Slot::template(ordinal), Slot::gap(ordinal + 1)].into_iter().find_map(|slot| {
                let guid = guids.get(&number("nid"))?;
                self.face(card_id(anki_lineage(guid), &slot)).ok().flatten()
            });
            let at = format!("note {}, card {ordinal}", number("nid"));
            let Some(face) = found else {
                compared.equal(name, &format!("{at}: absent"), false);
                continue;
            };
            for (fact, ours, theirs) in facts(&face, card)? {
                compared.equal(name, &format!("{at}, {fact}: {ours}, Anki {theirs}"), ours == theirs);
            }
        }
        Ok(())
    }

    fn face(&self, id: Uuid) -> Result<Option<Face>> {
        let actor = self.actor.clone();
        Ok(self.studium.db.read_blocking(move |tx| {
            let Some(card) = study::cards::find(tx, actor.learner, id)? else { return Ok(None) };
            Ok(study::faces(tx, &actor, vec![card])?.pop())
        })?)
    }
}

/// The guids of a package's notes by the ids that Anki knows them by.
fn guids(package: &Path) -> Result<BTreeMap<i64, String>> {
    let staging = tempfile::tempdir()?;
    let mut guids = BTreeMap::new();
    anki::read(package, staging.path(), &Limits::default(), &mut |record| {
        if let Record::Item(item) = record
            && let Content::Anki { guid, .. } = &item.content
            && let Place::Note(id) = item.place
        {
            guids.insert(id, guid.clone());
        }
        Ok(())
    })?;
    Ok(guids)
}

/// What we say of a card beside what Anki says.
fn facts(face: &Face, card: &Value) -> Result<Vec<(&'static str, Value, Value)>> {
    let note_type = face.note_type.as_ref().context("an Anki item has its note type")?;
    let Content::Anki { fields, .. } = &face.item.content else { anyhow::bail!("not an Anki item") };
    let deck = face.deck.join("::");
    let subdeck = face.deck.last().map_or("", String::as_str);
    let context = CardContext { deck: &deck, subdeck, ..CardContext::default() };
    let html = template::render(note_type, fields, &face.card.slot, &context);
    let text = |key: &str| json!(tree(card[key].as_str().unwrap_or_default()));
    let (state, due) = (&face.card.folded.state, &face.card.folded.due);
    let (phase, due) = match (state.phase, due) {
        (Phase::New, _) => (0, json!(face.card.position)),
        (Phase::Review, Some(due)) => (2, json!(due.day.map(|StudyDay(day)| i64::from(day) - FIRST_DAY))),
        (Phase::Learning, Some(due)) => (1, json!(due.at.0 / 1000)),
        (Phase::Relearning, Some(due)) => (3, json!(due.at.0 / 1000)),
        (_, None) => (-1, Value::Null),
    };
    let mut facts = vec![
        ("question", json!(tree(&html.question)), text("q")),
        ("answer", json!(tree(&html.answer)), text("a")),
        ("deck", json!(deck), card["deck"].clone()),
        ("phase", json!(phase), card["type"].clone()),
        ("repetitions", json!(state.reps), card["reps"].clone()),
        ("lapses", json!(state.lapses), card["lapses"].clone()),
    ];
    // new cards keep their order, not Anki's numbers
    if phase != 0 {
        facts.push(("due", due, card["due"].clone()));
    }
    Ok(facts)
}

/// The tree of a piece of HTML as text: attributes in order, entities resolved, sounds as one sign.
fn tree(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = [rest.find("[sound:"), rest.find("[anki:play:")].into_iter().flatten().min() {
        let Some(length) = rest[at..].find(']') else { break };
        text.push_str(&rest[..at]);
        text.push('♪');
        rest = &rest[at + length + 1..];
    }
    text.push_str(rest);
    Html::parse_fragment(&text).root_element().html()
}

/// Nothing is looked for here.
struct Nowhere;

impl SearchIndex for Nowhere {
    fn apply(&self, _: Vec<Document>, _: Vec<(SpaceId, Uuid)>) -> studium_core::Result<()> {
        Ok(())
    }
    fn remove_space(&self, _: SpaceId) -> studium_core::Result<()> {
        Ok(())
    }
    fn commit(&self) -> studium_core::Result<()> {
        Ok(())
    }
    fn clear(&self) -> studium_core::Result<()> {
        Ok(())
    }
    fn find(&self, _: &Query) -> studium_core::Result<Vec<Found>> {
        Ok(Vec::new())
    }
}
