//! `studium check [--rebuild]`: looks for damage, and makes anew what can be computed.

use crate::{Place, wiring};
use anyhow::bail;
use clap::Args;
use studium_core::Studium;
use studium_core::admin::check;
use studium_core::check as derived;

/// A check: its name, and what it does. With `rebuild` it makes anew what it finds wrong. What it returns are the faults
/// that stay.
type Step = (&'static str, fn(&Studium, Rebuild) -> studium_core::Result<Vec<String>>);

/// Every part of Studium that can be checked has a line here.
const STEPS: &[Step] = &[
    ("database", |studium, _| check::database(studium)),
    ("media", |studium, _| check::media(studium)),
    ("memory", memory),
];

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
        if rebuild == Rebuild::Yes {
            // the index belongs to the process that serves: that one fills it, now or when it starts
            studium.db.write_blocking(derived::search_anew)?;
            println!("search: the server fills its index anew");
        }
        if faults > 0 {
            bail!("{faults} faults were found; nothing of the history of answers was changed");
        }
        Ok(())
    }
}

/// States of cards and counts of answers, against the log they are computed from.
fn memory(studium: &Studium, rebuild: Rebuild) -> studium_core::Result<Vec<String>> {
    let mut found = derived::Findings::default();
    for learner in studium.db.read_blocking(derived::learners)? {
        found = found.and(match rebuild {
            Rebuild::No => studium.db.read_long_blocking(move |tx| derived::check(tx, learner))?,
            Rebuild::Yes => studium.db.write_blocking(move |tx| derived::rebuild(tx, learner))?,
        });
    }
    let wrong = [
        (found.missing_cards, "cards without a state"),
        (found.stray_cards, "states without a card"),
        (found.wrong_states, "cards whose state is not what the answers say"),
        (found.wrong_days, "days whose counts are not what the answers say"),
        (found.wrong_decks, "decks whose number of items is wrong"),
        (found.wrong_counts, "counts that are not what the cards add up to"),
    ];
    let faults = wrong.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    match rebuild {
        Rebuild::No => Ok(faults.collect()),
        Rebuild::Yes => {
            faults.for_each(|fault| println!("made anew: {fault}"));
            Ok(Vec::new())
        }
    }
}
