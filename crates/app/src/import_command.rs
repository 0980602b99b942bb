//! `studium import` and `studium export`: also beside a running server.

use crate::child::ChildReader;
use crate::{Place, wiring};
use anyhow::{Context, bail};
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use studium_core::accounts::ops;
use studium_core::jobs::{self, Job, JobId, JobState};
use studium_core::transfer::export::{ExportFormat, export_deck};
use studium_core::transfer::{FileFormat, ImportInput, Importer, enqueue};
use studium_core::{Actor, Studium, decks};
use uuid::Uuid;
use web::i18n::Locale;
use web::transfer::words::{self, progress_json};

/// Bring files in: Anki packages, tables, Markdown decks, saved articles, questions (GIFT, Aiken, Moodle XML, QTI).
#[derive(Debug, Args)]
pub struct Import {
    /// The files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Whose they become.
    #[arg(long)]
    user: String,
    /// Put everything below this deck, `Outer::Inner`.
    #[arg(long, default_value = "")]
    deck: String,
    /// Print one line of JSON per file.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Write a deck with all below it into a file.
#[derive(Debug, Args)]
pub struct Export {
    /// Whose it is.
    #[arg(long)]
    user: String,
    /// The deck's name, or its path `Outer::Inner`.
    #[arg(long)]
    deck: String,
    /// The file to be made; its ending says the format: .apkg, .csv, .md, .gift, .xml (Moodle) or .txt (Aiken).
    #[arg(long)]
    out: PathBuf,
    /// The format, whatever the ending: apkg, csv, md, gift, xml or aiken.
    #[arg(long)]
    format: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl Import {
    pub fn run(self) -> anyhow::Result<()> {
        let studium = wiring::open(&self.place)?;
        let actor = user(&studium, &self.user)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let mut failed = 0;
        for file in &self.files {
            let job = runtime.block_on(self.import(&studium, &actor, file))?;
            failed += usize::from(job.state == JobState::Failed);
            if self.json {
                println!("{}", progress_json(Locale::En, &job));
            } else {
                say(file, &job);
            }
        }
        drop(runtime);
        studium.db.close();
        if failed > 0 {
            bail!("{failed} of {} files could not be imported", self.files.len());
        }
        Ok(())
    }

    async fn import(&self, studium: &Studium, actor: &Actor, file: &Path) -> anyhow::Result<Job> {
        let shown = file.display().to_string();
        let path = std::path::absolute(file).with_context(|| shown.clone())?;
        let mut head = Vec::new();
        std::fs::File::open(&path).and_then(|f| f.take(4096).read_to_end(&mut head)).with_context(|| shown.clone())?;
        let name = file.file_name().map_or(shown, |n| n.to_string_lossy().into_owned());
        let input = ImportInput {
            learner: actor.learner,
            format: FileFormat::guess(&name, &head),
            name,
            path: path.to_str().context("the file's path is not UTF-8; rename it")?.to_owned(),
            owned: false,
            into: self.deck.split("::").map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect(),
        };
        let call = studium.call(actor);
        let now = call.now;
        // claimed in the operation that queues it, so that a running server does not take it away
        let job = studium
            .write(move |tx| {
                let id = enqueue(tx, &call, &input)?;
                Ok((id, jobs::claim_one(tx, id, now)?))
            })
            .await?;
        let importer = Importer::new(Arc::new(ChildReader::new()?));
        if let (_, Some(job)) = &job {
            jobs::run_one(studium, &importer, job).await;
        }
        ended(studium, actor, &importer, job.0).await
    }
}

/// Waits for the end of a job, and takes it up again when it is to be tried again.
async fn ended(studium: &Studium, actor: &Actor, importer: &Importer, id: JobId) -> anyhow::Result<Job> {
    let mut told = false;
    loop {
        let (by, now) = (actor.clone(), studium.clock.now());
        let job = studium.read(move |tx| jobs::get(tx, &by, id)).await?;
        if job.state.is_over() {
            return Ok(job);
        }
        if job.state == JobState::Queued
            && let Some(job) = studium.write(move |tx| jobs::claim_one(tx, id, now)).await?
        {
            jobs::run_one(studium, importer, &job).await;
        } else if !told {
            told = true;
            eprintln!("waiting: another import of this user is under way, or was cut off half a minute ago or less");
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn say(file: &Path, job: &Job) {
    let file = file.display();
    let report = words::report(job);
    match words::failure(Locale::En, job) {
        Some(error) => println!("{file}: not imported: {error}"),
        None => {
            let c = report.counts;
            println!(
                "{file}: {} items with {} cards in {} new decks, {} reviews, {} media files, {} updated, {} drafts",
                c.items, c.cards, c.decks, c.reviews, c.media, c.updated, c.drafts
            );
        }
    }
    for skipped in &report.skipped {
        println!("  {}: {}", words::place(Locale::En, &skipped.place), words::notice(Locale::En, &skipped.why));
    }
    if report.skipped_more > 0 {
        println!("  and {} more", report.skipped_more);
    }
}

impl Export {
    pub fn run(self) -> anyhow::Result<()> {
        let ending = self.out.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let format = match &self.format {
            Some(word) => ExportFormat::parse(word)
                .with_context(|| format!("{word} is no format; write one of apkg, csv, md, gift, xml and aiken"))?,
            None => ExportFormat::of_ending(ending).with_context(|| {
                let out = self.out.display();
                format!(
                    "{out}: the ending says the format: .apkg, .csv, .md, .gift, .xml or .txt; or say it with --format"
                )
            })?,
        };
        let studium = wiring::open(&self.place)?;
        let actor = user(&studium, &self.user)?;
        let deck = find_deck(&studium, &actor, &self.deck)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let folder = self.out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let scratch = tempfile::tempdir_in(folder).with_context(|| folder.display().to_string())?;
        let whole = scratch.path().join("export");
        let exported = runtime.block_on(export_deck(&studium, &actor, deck, format, &whole, scratch.path()))?;
        // under its own name only once it is whole
        std::fs::rename(&whole, &self.out).with_context(|| self.out.display().to_string())?;
        for missing in &exported.missing {
            let (place, why) = (words::place(Locale::En, &missing.place), words::notice(Locale::En, &missing.why));
            println!("  {place}: {why}");
        }
        drop(runtime);
        studium.db.close();
        Ok(())
    }
}

fn user(studium: &Studium, name: &str) -> anyhow::Result<Actor> {
    let wanted = name.to_owned();
    studium
        .db
        .read_blocking(move |tx| ops::find_by_name(tx, &wanted))?
        .with_context(|| format!("no user is called {name}; `studium user add {name}` makes one"))
}

fn find_deck(studium: &Studium, actor: &Actor, wanted: &str) -> anyhow::Result<Uuid> {
    let by = actor.clone();
    let all = studium.db.read_blocking(move |tx| decks::list(tx, &by, by.space()))?;
    let fold = |names: &str| {
        let parts: Vec<String> = names.split("::").map(decks::model::fold_name).collect();
        parts.join("\u{1f}")
    };
    let path = fold(wanted);
    if let Some(deck) = all.iter().find(|d| d.path_key == path) {
        return Ok(deck.id);
    }
    let named: Vec<_> = all.iter().filter(|d| decks::model::fold_name(&d.name) == path).collect();
    match named.as_slice() {
        [deck] => Ok(deck.id),
        [] => bail!("no deck is called {wanted}"),
        _ => bail!("{} decks are called {wanted}; name the path, as in Biology::{wanted}", named.len()),
    }
}
