//! A desk to import at: a learner with an account over one database, files in a folder, a reader in this process.

use crate::call::{Actor, Ids, LearnerId};
use crate::clock::FixedClock;
use crate::db::testing::TestDb;
use crate::db::{Tx, params};
use crate::error::Result;
use crate::jobs::{self, Handler, Job, JobId, JobState};
use crate::media::BlobStore;
use crate::search::{Document, Found, Query, SearchIndex};
use crate::study::cards::{self, LearnerCard};
use crate::testing::{NOON, uncounted};
use crate::transfer::{
    FileFormat, ImportInput, Importer, InProcess, ReadFailure, ReadFiles, ReadRequest, Report, enqueue,
};
use crate::{Studium, accounts, spaces};
use formats::anki::Stop;
use formats::record::{MediaRecord, Record};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

pub struct Desk {
    pub studium: Studium,
    pub clock: Arc<FixedClock>,
    pub actor: Actor,
    pub folder: TempDir,
    runtime: tokio::runtime::Runtime,
}

impl Desk {
    pub fn new(db: &TestDb) -> Desk {
        Desk::named(db, "mia")
    }

    pub fn named(db: &TestDb, name: &str) -> Desk {
        let name = name.to_owned();
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(NOON));
        let studium = Studium {
            db: (**db).clone(),
            clock: clock.clone(),
            blobs: BlobStore::open(folder.path().join("blobs")).unwrap(),
            search: Arc::new(Nowhere),
            folder: folder.path().to_owned(),
            work: Arc::default(),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let actor = db
            .write_blocking(move |tx| {
                spaces::ensure_library(tx, NOON)?;
                let new = accounts::ops::NewAccount {
                    name: name.clone(),
                    password: "!".into(),
                    language: "en".into(),
                    theme: None,
                    demo: false,
                };
                let learner =
                    accounts::ops::create(tx, &new, NOON, &mut Ids::new(NOON, name.bytes().map(u64::from).sum()))?;
                Ok(accounts::ops::find_actor(tx, learner)?.unwrap())
            })
            .unwrap();
        Desk { studium, clock, actor, folder, runtime }
    }

    /// A file in the desk's folder.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn queue(&self, path: &Path) -> JobId {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let head = std::fs::read(path).unwrap();
        let input = ImportInput {
            learner: self.actor.learner,
            format: FileFormat::guess(&name, &head[..head.len().min(4096)]),
            name,
            path: path.to_string_lossy().into_owned(),
            owned: false,
            into: Vec::new(),
        };
        let call = self.studium.call(&self.actor);
        self.write(move |tx| enqueue(tx, &call, &input))
    }

    /// Imports a file and answers with the job as it ended.
    pub fn import(&self, path: &Path) -> Job {
        self.import_with(path, Arc::new(InProcess))
    }

    pub fn import_with(&self, path: &Path, reader: Arc<dyn ReadFiles>) -> Job {
        let id = self.queue(path);
        self.run(id, reader)
    }

    pub fn run(&self, id: JobId, reader: Arc<dyn ReadFiles>) -> Job {
        let now = self.studium.clock.now();
        let job = self.write(move |tx| jobs::claim_one(tx, id, now)).expect("nobody else has it");
        let importer = Importer::new(reader);
        self.runtime.block_on(jobs::run_one(&self.studium, &importer as &dyn Handler, &job));
        self.job(id)
    }

    /// Begins a job and drops it where the process would die: when the reader is done.
    pub fn abandon(&self, id: JobId, reader: Arc<dyn ReadFiles>) {
        let now = self.studium.clock.now();
        let job = self.write(move |tx| jobs::claim_one(tx, id, now)).expect("nobody else has it");
        let (studium, importer) = (self.studium.clone(), Importer::new(Arc::new(Hangs(reader))));
        let running = self.runtime.spawn(async move { jobs::run_one(&studium, &importer, &job).await });
        // all that it read is written once the heartbeat shows no more growth
        let mut before = -1;
        while before < self.count("items") || self.count("items") < 2 {
            before = self.count("items");
            std::thread::park_timeout(std::time::Duration::from_millis(200));
        }
        running.abort();
    }

    pub fn job(&self, id: JobId) -> Job {
        let actor = self.actor.clone();
        self.read(move |tx| jobs::get(tx, &actor, id))
    }

    /// Imports records as a reader would send them.
    pub fn import_records(&self, records: Vec<Record>) -> Report {
        let path = self.file("records.apkg", b"");
        let job = self.import_with(&path, Arc::new(Told { records, ends: Ok(()) }));
        report(&job)
    }

    pub fn sweep(&self) {
        self.runtime.block_on(super::super::sweep_unfinished(&self.studium)).unwrap();
    }

    pub fn write<T: Send + 'static>(&self, f: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> T {
        self.studium.db.write_blocking(f).unwrap()
    }

    pub fn read<T: Send + 'static>(&self, f: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> T {
        self.studium.db.read_blocking(f).unwrap()
    }

    pub fn count(&self, table: &'static str) -> i64 {
        self.read(move |tx| Ok(tx.scalar(&format!("SELECT count(*) FROM {table}"), params![])?.unwrap_or(0)))
    }

    pub fn learner(&self) -> LearnerId {
        self.actor.learner
    }

    pub fn card(&self, id: Uuid) -> Option<LearnerCard> {
        let learner = self.learner();
        self.read(move |tx| cards::find(tx, learner, id))
    }
}

/// The report of a job that came to its end.
pub fn report(job: &Job) -> Report {
    assert_eq!((job.state, &job.error), (JobState::Done, &None));
    serde_json::from_str(&job.result).unwrap()
}

/// A reader that says what it was told to say, and ends as told.
pub struct Told {
    pub records: Vec<Record>,
    pub ends: std::result::Result<(), ReadFailure>,
}

impl ReadFiles for Told {
    fn read(
        &self,
        _: &ReadRequest,
        sink: &mut dyn FnMut(Record) -> std::result::Result<(), Stop>,
    ) -> std::result::Result<(), ReadFailure> {
        for record in &self.records {
            sink(record.clone()).map_err(|_| ReadFailure::Stopped)?;
        }
        self.ends.clone()
    }
}

/// A reader during which something happens, once what it said first is written.
pub struct Meanwhile<F> {
    pub first: Vec<Record>,
    pub studium: Studium,
    pub happens: F,
    pub then: Vec<Record>,
}

impl<F: Fn(&Studium) + Send + Sync + 'static> ReadFiles for Meanwhile<F> {
    fn read(
        &self,
        _: &ReadRequest,
        sink: &mut dyn FnMut(Record) -> std::result::Result<(), Stop>,
    ) -> std::result::Result<(), ReadFailure> {
        let items = || self.studium.db.read_blocking(|tx| tx.scalar::<i64>("SELECT count(*) FROM items", params![]));
        for (records, before) in [(&self.first, items()), (&self.then, items())] {
            for record in records {
                sink(record.clone()).map_err(|_| ReadFailure::Stopped)?;
            }
            // a media file makes the reading side hand over what it holds back
            let media = MediaRecord { name: "../x".into(), staged: "0".into(), sha256: String::new(), bytes: 0 };
            sink(Record::Media(media)).map_err(|_| ReadFailure::Stopped)?;
            if std::ptr::eq(records, &self.first) {
                while items() == before {
                    std::thread::park_timeout(std::time::Duration::from_millis(5));
                }
                (self.happens)(&self.studium);
            }
        }
        Ok(())
    }
}

/// Reads, and then neither ends nor fails until nobody listens.
struct Hangs(Arc<dyn ReadFiles>);

impl ReadFiles for Hangs {
    fn read(
        &self,
        request: &ReadRequest,
        sink: &mut dyn FnMut(Record) -> std::result::Result<(), Stop>,
    ) -> std::result::Result<(), ReadFailure> {
        let ended = self.0.read(request, sink);
        while sink(Record::Total { items: 0, media: 0 }).is_ok() {
            std::thread::park_timeout(std::time::Duration::from_millis(20));
        }
        ended
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(uncounted(&self.studium.db), 0, "the counts of cards are those of their rows");
        }
    }
}

struct Nowhere;

impl SearchIndex for Nowhere {
    fn apply(&self, _: Vec<Document>, _: Vec<(crate::SpaceId, Uuid)>) -> Result<()> {
        Ok(())
    }
    fn commit(&self) -> Result<()> {
        Ok(())
    }
    fn clear(&self) -> Result<()> {
        Ok(())
    }
    fn remove_space(&self, _: crate::SpaceId) -> Result<()> {
        Ok(())
    }
    fn find(&self, _: &Query) -> Result<Vec<Found>> {
        Ok(Vec::new())
    }
}
