//! Databases with something in them: one that the binary filled, one opened in this process.

use crate::server::{self, PASSWORD, Server};
use crate::{import, measure, peer};
use anyhow::{Context, Result, bail};
use memory::Millis;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;
use studium_core::accounts::ops::{self, NewAccount};
use studium_core::db::{Config, Db, Options};
use studium_core::{Actor, Call, Ids, spaces};
use tempfile::TempDir;

/// The account that the big package is imported for.
pub const LEARNER: &str = "mia";

const INDEXED_WITHIN: Duration = Duration::from_secs(300);

/// A data folder of the binary with the big package in it.
pub struct Filled {
    folder: TempDir,
    pub token: String,
}

impl Filled {
    /// 100,000 cards, by `studium import`.
    pub fn big(binary: &Path) -> Result<Filled> {
        let package = peer::big_package()?;
        let folder = tempfile::tempdir()?;
        let filled = Filled { token: server::account(binary, &folder.path().join("data"), LEARNER)?, folder };
        eprintln!("  importing {} notes …", peer::NOTES);
        server::command(
            binary,
            &filled.data(),
            &["import", &package.to_string_lossy(), "--user", LEARNER, "--json"],
            "",
        )?;
        filled.until_searchable(binary)?;
        Ok(filled)
    }

    /// A command leaves indexing to the server: it is over before anything is measured.
    fn until_searchable(&self, binary: &Path) -> Result<()> {
        let server = Server::start(binary, &self.data())?;
        let mut client = server.as_token(&self.token)?;
        let begun = measure::now();
        while !import::is_found(&mut client)? {
            if begun.elapsed() > INDEXED_WITHIN {
                bail!("the last note is not found by search after {} s", INDEXED_WITHIN.as_secs());
            }
            thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// A database opened in this process, for operations without a server around them.
pub struct Desk {
    pub db: Db,
    seed: AtomicU64,
    _folder: Option<TempDir>,
}

impl Desk {
    /// An empty one.
    pub fn open() -> Result<Desk> {
        let folder = tempfile::tempdir()?;
        let desk = Desk::at(folder.path())?;
        desk.db.write_blocking(|tx| spaces::ensure_library(tx, now()))?;
        Ok(Desk { _folder: Some(folder), ..desk })
    }

    /// One that the binary filled and that no server has open.
    pub fn at(data: &Path) -> Result<Desk> {
        let db = Db::open(&Config::Sqlite { folder: data.to_owned() }, Options::default())?;
        Ok(Desk { db, seed: AtomicU64::new(1), _folder: None })
    }

    pub fn learner(&self, name: &str) -> Result<Actor> {
        let new =
            NewAccount { name: name.into(), password: "!".into(), language: "en".into(), theme: None, demo: false };
        let seed = self.next_seed();
        self.db.write_blocking(move |tx| ops::create(tx, &new, now(), &mut Ids::new(now(), seed)))?;
        self.find(name)
    }

    pub fn find(&self, name: &str) -> Result<Actor> {
        let wanted = name.to_owned();
        self.db
            .read_blocking(move |tx| ops::find_by_name(tx, &wanted))?
            .with_context(|| format!("there is no account {name}"))
    }

    pub fn call(&self, actor: &Actor) -> Call {
        Call { actor: actor.clone(), now: now(), seed: self.next_seed() }
    }

    fn next_seed(&self) -> u64 {
        self.seed.fetch_add(1, Ordering::Relaxed)
    }
}

fn now() -> Millis {
    Millis(measure::epoch_ms())
}

/// What signs in in the browser.
pub fn credentials() -> (&'static str, &'static str) {
    (LEARNER, PASSWORD)
}
