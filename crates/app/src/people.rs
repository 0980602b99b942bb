//! `studium user …` and `studium token …`: also beside a running server.

use crate::{Place, wiring};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use std::io::Read;
use studium_core::accounts::{Scope, codes, ops, password, secret, tokens};
use studium_core::{Actor, Error, Ids, Studium};

#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account; the password comes by standard input. Prints its recovery codes.
    Add(Named),
    /// Make a slip by which somebody sets a new password within an hour. Prints the slip alone.
    Reset(Named),
}

#[derive(Debug, Args)]
pub struct Named {
    /// The user's name.
    name: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make an API token for a user. Prints the token alone.
    Add(NewToken),
}

#[derive(Debug, Args)]
pub struct NewToken {
    /// The user's name.
    name: String,
    /// What it may do: read, or write, which reads, too.
    #[arg(long, default_value = "write", value_parser = ["read", "write"])]
    scope: String,
    /// What the list in the settings calls it.
    #[arg(long, default_value = "command line")]
    label: String,
    #[command(flatten)]
    place: Place,
}

impl User {
    pub fn run(self) -> anyhow::Result<()> {
        match self {
            User::Add(named) => add(&named),
            User::Reset(named) => reset(&named),
        }
    }
}

fn add(named: &Named) -> anyhow::Result<()> {
    let mut typed = String::new();
    // more than any password: what is longer is refused below
    std::io::stdin().take(10_000).read_to_string(&mut typed).context("reading the password from standard input")?;
    let typed = typed.trim_end_matches(['\n', '\r']);
    ops::check_name(&named.name).map_err(in_words)?;
    password::check(typed, &named.name).map_err(in_words)?;
    let studium = wiring::open(&named.place)?;
    let (now, seed) = (studium.clock.now(), uuid::Uuid::new_v4().as_u64_pair().0);
    let new = ops::NewAccount {
        name: named.name.clone(),
        password: password::hash_now(typed)?,
        language: "en".into(),
        theme: None,
        demo: false,
    };
    let drawn = codes::draw_recovery();
    let kept = drawn.clone();
    studium
        .db
        .write_blocking(move |tx| {
            let learner = ops::create(tx, &new, now, &mut Ids::new(now, seed))?;
            codes::replace_recovery(tx, learner, &kept, now)
        })
        .map_err(in_words)?;
    eprintln!("The account “{}” is made. Its recovery codes, each good for once:", named.name);
    println!("{}", drawn.join("\n"));
    Ok(())
}

fn reset(named: &Named) -> anyhow::Result<()> {
    let studium = wiring::open(&named.place)?;
    let (actor, code, now) = (somebody(&studium, &named.name)?, secret::code(), studium.clock.now());
    let kept = code.clone();
    studium.db.write_blocking(move |tx| codes::replace_slip(tx, actor.learner, &kept, now))?;
    eprintln!("This slip sets a new password for “{}” at /recover, once, within an hour:", named.name);
    println!("{code}");
    Ok(())
}

impl Token {
    pub fn run(self) -> anyhow::Result<()> {
        let Token::Add(new) = self;
        let studium = wiring::open(&new.place)?;
        let call = studium.call(&somebody(&studium, &new.name)?);
        let secret = tokens::draw();
        let (label, kept) = (new.label.clone(), secret.clone());
        let scope = Scope::parse(&new.scope).context("the scope is read or write")?;
        studium.db.write_blocking(move |tx| tokens::add(tx, &call, &label, scope, &kept)).map_err(in_words)?;
        println!("{secret}");
        Ok(())
    }
}

/// The account of that name.
pub fn somebody(studium: &Studium, name: &str) -> anyhow::Result<Actor> {
    let wanted = name.to_owned();
    match studium.db.read_blocking(move |tx| ops::find_by_name(tx, &wanted))? {
        Some(actor) => Ok(actor),
        None => bail!("there is no account named “{name}” here (make one with `studium user add {name}`)"),
    }
}

/// Messages of forms, in English, for a terminal.
fn in_words(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid { fields } => {
            let all: Vec<String> = fields.iter().map(|(_, key)| web::t(web::Locale::En, key)).collect();
            anyhow::anyhow!(all.join(" "))
        }
        other => other.into(),
    }
}
