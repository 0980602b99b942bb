//! `studium demo`: a learner with a complete course and a simulated history, so that no page is empty.

use crate::{Place, wiring};
use anyhow::{Context, bail};
use clap::Args;
use std::io::Read;
use studium_core::accounts::{password, secret};
use studium_core::{Error, demo};

#[derive(Debug, Args)]
pub struct Demo {
    /// Take the password from standard input instead of making one up.
    #[arg(long)]
    password_stdin: bool,
    /// The language of the pages.
    #[arg(long, default_value = "en", value_parser = ["en", "de"])]
    language: String,
    #[command(flatten)]
    place: Place,
}

impl Demo {
    pub fn run(self) -> anyhow::Result<()> {
        let typed = if self.password_stdin { from_stdin()? } else { secret::code() };
        if let Err(error) = password::check(&typed, demo::NAME) {
            bail!("this password cannot be used: {error}");
        }
        let hash = password::hash_now(&typed)?;
        let studium = wiring::open(&self.place)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let made = match runtime.block_on(demo::make(&studium, &hash, &self.language)) {
            Err(Error::Invalid { .. }) => bail!("somebody's own account is called “{}”", demo::NAME),
            made => made?,
        };
        eprintln!("The learner “{}” has {} cards and {} simulated answers.", demo::NAME, made.cards, made.answers);
        if !self.password_stdin {
            eprintln!("The password, shown only now:");
            println!("{typed}");
        }
        Ok(())
    }
}

fn from_stdin() -> anyhow::Result<String> {
    let mut typed = String::new();
    // more than any password: what is longer is refused
    std::io::stdin().take(10_000).read_to_string(&mut typed).context("reading the password from standard input")?;
    Ok(typed.trim_end_matches(['\n', '\r']).to_owned())
}
