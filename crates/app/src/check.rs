//! `studium check [--rebuild]`: looks for damage, and makes anew what can be computed.

use crate::{Place, wiring};
use anyhow::bail;
use clap::Args;
use studium_core::Studium;
use studium_core::admin::check;

/// A check: its name, and what it does. With `rebuild` it makes anew what it finds wrong. What it returns are the faults
/// that stay.
type Step = (&'static str, fn(&Studium, Rebuild) -> studium_core::Result<Vec<String>>);

/// Every part of Studium that can be checked has a line here.
const STEPS: &[Step] = &[("database", |studium, _| check::database(studium)), ("media", |studium, _| check::media(studium))];

/// Whether to make anew what is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rebuild {
    No,
    Yes,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Make anew everything that is computed from cards and answers.
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    place: Place,
}

impl Check {
    pub fn run(self) -> anyhow::Result<()> {
        let studium = wiring::open(&self.place)?;
        let rebuild = if self.rebuild { Rebuild::Yes } else { Rebuild::No };
        let mut faults = 0;
        for (name, step) in STEPS {
            let found = step(&studium, rebuild)?;
            println!("{name}: {}", if found.is_empty() { "good".into() } else { format!("{} faults", found.len()) });
            for fault in &found {
                println!("  {fault}");
            }
            faults += found.len();
        }
        if faults > 0 {
            bail!("{faults} faults were found; nothing of the history of answers was changed");
        }
        Ok(())
    }
}
