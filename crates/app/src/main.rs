//! The binary `studium`: one command line over one data folder.

mod check;
mod child;
mod copies;
mod demo;
mod import_command;
mod library_and_search;
mod paced;
mod people;
mod serve;
mod test_clock;
mod wiring;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use studium_core::db::Config;
use tracing_subscriber::EnvFilter;

/// Studium, the open study platform.
#[derive(Debug, Parser)]
#[command(name = "studium", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API.
    Serve(serve::Serve),
    /// Accounts.
    #[command(subcommand)]
    User(people::User),
    /// Access for programs.
    #[command(subcommand)]
    Token(people::Token),
    /// Write everything into one file, also beside a running server.
    Backup(copies::Backup),
    /// Bring a backup back into a folder that nobody uses.
    Restore(copies::Restore),
    /// Look for damage.
    Check(check::Check),
    /// Make a learner with a complete course and a simulated history, or make it anew.
    Demo(demo::Demo),
    Import(import_command::Import),
    Export(import_command::Export),
    #[command(hide = true)]
    ReadFile(child::ReadFile),
}

/// Where the data is: every command has these.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// A Postgres address instead of the embedded database.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Begin anew in a folder whose data is gone.
    #[arg(long)]
    init: bool,
}

impl Place {
    fn config(&self) -> Config {
        match &self.database {
            Some(url) => Config::Postgres { url: url.clone() },
            None => Config::Sqlite { folder: self.data.clone() },
        }
    }
}

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("STUDIUM_LOG").unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let done = match Cli::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::User(user) => user.run(),
        Command::Token(token) => token.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Check(check) => check.run(),
        Command::Demo(demo) => demo.run(),
        Command::Import(import) => import.run(),
        Command::Export(export) => export.run(),
        Command::ReadFile(read) => read.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("studium: {error:#}");
            ExitCode::FAILURE
        }
    }
}
