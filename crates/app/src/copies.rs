//! `studium backup FILE` and `studium restore FILE`.

use crate::{Place, wiring};
use clap::Args;
use std::path::PathBuf;
use studium_core::Clock;
use studium_core::admin::{backup, restore};
use studium_core::clock::SystemClock;

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write, a zip; it must not exist yet.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Backup {
    pub fn run(self) -> anyhow::Result<()> {
        if self.file.exists() {
            anyhow::bail!("{} exists already; nothing was written", self.file.display());
        }
        let studium = wiring::open(&self.place)?;
        let counts = backup::write(&studium, &self.file)?;
        println!("{}: the database and {} media files, {} bytes", self.file.display(), counts.blobs, counts.bytes);
        Ok(())
    }
}

#[derive(Debug, Args)]
pub struct Restore {
    /// A file of `studium backup`, or a nightly copy from `backups/` (its media must still be in the folder).
    file: PathBuf,
    /// The data folder; no server may use it.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

impl Restore {
    pub fn run(self) -> anyhow::Result<()> {
        let stamp = SystemClock.now().0.to_string();
        let restored = restore::restore(&self.file, &self.data, &stamp)?;
        println!("restored the database and {} media files into {}", restored.counts.blobs, self.data.display());
        if let Some(before) = restored.before {
            println!("what was there before is in {}", before.display());
        }
        Ok(())
    }
}
