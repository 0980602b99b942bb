//! Opening: the checks before the first operation. When in doubt the server does not start, and says why.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use postgres::config::SslMode;
use rusqlite::Connection;

use super::lock::FolderLock;
use super::{migrate, sqlite};

pub(super) const FILE: &str = "studium.db";

/// Beside the file, so that it survives the file's loss: this folder held data.
const MARKER: &str = "studium.marker";

/// The largest file that is checked in full after an unclean end, in bytes; a larger one keeps its users waiting.
const QUICK_CHECK: u64 = 256 << 20;

/// Why the database cannot be used; the text names the mend.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "{} held Studium's data, but studium.db is missing or empty. Is the right folder (or volume) mounted? \
         To bring data back: `studium restore`. To begin anew in this folder: start once with --init.", .folder.display()
    )]
    Emptied { folder: PathBuf },
    #[error(
        "The database has schema {stored}, this Studium knows up to {known}: it was written by a newer version. \
         Start that version, or restore the copy in backups/ from before the migration."
    )]
    NewerSchema { stored: i64, known: i64 },
    #[error("{} is not a Studium database: {why}. Restore a backup with `studium restore`.", .file.display())]
    NotADatabase { file: PathBuf, why: String },
    #[error(
        "{} is damaged: {why}. Nothing was changed. Keep a copy of it, then restore a backup with `studium restore`.",
        .file.display()
    )]
    Corrupt { file: PathBuf, why: String },
    #[error("Another process uses {}, and this needs it alone. Stop the other one first.", .folder.display())]
    InUse { folder: PathBuf },
    #[error("Migration {number} failed: {why}. The database is as it was before it.")]
    Migration { number: i64, why: String },
    #[error("The database address asks for TLS (sslmode), which is not supported: use a Unix socket or localhost.")]
    NoTls,
    #[error("The database address is wrong: {0}")]
    Address(String),
    #[error("{}: {cause}", .path.display())]
    Io { path: PathBuf, cause: io::Error },
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("Postgres: {cause}{}", source_of(.cause))]
    Postgres {
        #[from]
        cause: postgres::Error,
    },
}

impl OpenError {
    pub(super) fn io(path: &Path, cause: io::Error) -> OpenError {
        OpenError::Io { path: path.to_owned(), cause }
    }
}

fn source_of(error: &postgres::Error) -> String {
    std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default()
}

/// Checks and migrates the folder's database; what comes back is held as long as the database is used.
pub(super) fn sqlite_folder(folder: &Path, init: bool, migrations: &[&str]) -> Result<FolderLock, OpenError> {
    fs::create_dir_all(folder).map_err(|cause| OpenError::io(folder, cause))?;
    let in_use = || OpenError::InUse { folder: folder.to_owned() };
    let lock_failed = |cause| OpenError::io(&folder.join("studium.lock"), cause);
    let lock = FolderLock::most(folder).map_err(lock_failed)?.ok_or_else(in_use)?;

    let file = folder.join(FILE);
    let size = fs::metadata(&file).map_or(0, |meta| meta.len());
    let marker = folder.join(MARKER);
    if size == 0 && !init && (marker.exists() || holds_files(&folder.join("backups"))) {
        return Err(OpenError::Emptied { folder: folder.to_owned() });
    }
    if size > 0 {
        check_header(&file)?;
    }
    // The last connection removes the log when it closes: one that lies there while nobody else is here tells of a crash.
    let unclean = lock.is_whole() && fs::metadata(folder.join("studium.db-wal")).is_ok_and(|meta| meta.len() > 0);
    let connection = sqlite::open_writer(&file).map_err(|cause| damaged(&file, cause))?;
    if unclean && size <= QUICK_CHECK {
        quick_check(&connection, &file)?;
    } else if unclean {
        tracing::warn!("the last run ended uncleanly; `studium check` looks at the whole database");
    }
    migrate::sqlite(&connection, folder, migrations, lock.is_whole()).map_err(|error| match error {
        OpenError::Sqlite(cause) => damaged(&file, cause),
        other => other,
    })?;
    if !marker.exists() {
        let text = "Studium keeps its data in this folder. This file makes it notice when the data is gone.\n";
        fs::write(&marker, text).map_err(|cause| OpenError::io(&marker, cause))?;
        fs::File::open(folder).and_then(|dir| dir.sync_all()).map_err(|cause| OpenError::io(folder, cause))?;
    }
    lock.share().map_err(lock_failed)?.ok_or_else(in_use)
}

fn holds_files(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// The first page says what the file is (sqlite.org/fileformat2.html, 1.3).
fn check_header(file: &Path) -> Result<(), OpenError> {
    let mut header = [0; 100];
    let read = fs::File::open(file).and_then(|mut file| file.read_exact(&mut header));
    let wrong = |why: &str| OpenError::NotADatabase { file: file.to_owned(), why: why.into() };
    match read {
        Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => return Err(wrong("it is too short")),
        Err(cause) => return Err(OpenError::io(file, cause)),
        Ok(()) => {}
    }
    if &header[..16] != b"SQLite format 3\0" {
        return Err(wrong("its first bytes are not SQLite's"));
    }
    let page = u16::from_be_bytes([header[16], header[17]]);
    if page != 1 && (page < 512 || !page.is_power_of_two()) {
        return Err(wrong("its page size is impossible"));
    }
    Ok(())
}

fn quick_check(connection: &Connection, file: &Path) -> Result<(), OpenError> {
    let found: String =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(|cause| damaged(file, cause))?;
    if found == "ok" { Ok(()) } else { Err(OpenError::Corrupt { file: file.to_owned(), why: found }) }
}

fn damaged(file: &Path, cause: rusqlite::Error) -> OpenError {
    match cause.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
            OpenError::Corrupt { file: file.to_owned(), why: cause.to_string() }
        }
        _ => OpenError::Sqlite(cause),
    }
}

/// Postgres's own addresses, as URL or as `key=value` words, and one parameter of ours: `schema`.
pub(super) fn postgres_address(address: &str) -> Result<(postgres::Config, Option<String>), OpenError> {
    let (address, schema) = take_schema(address);
    let mut config = postgres::Config::from_str(&address).map_err(|cause| {
        let wants_tls = address.contains("sslmode=verify");
        if wants_tls { OpenError::NoTls } else { OpenError::Address(format!("{cause}{}", source_of(&cause))) }
    })?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(OpenError::NoTls);
    }
    config.application_name("studium");
    if let Some(schema) = &schema {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if schema.is_empty() || !schema.chars().all(plain) {
            return Err(OpenError::Address("a schema's name has only a-z, 0-9 and _".into()));
        }
        let given = config.get_options().map(|options| format!("{options} ")).unwrap_or_default();
        config.options(&format!("{given}-c search_path={schema}"));
    }
    Ok((config, schema))
}

fn take_schema(address: &str) -> (String, Option<String>) {
    let is_url = address.contains("://");
    let (head, tail, separator) = match address.split_once('?') {
        Some((head, tail)) if is_url => (head, tail, "&"),
        _ if is_url => return (address.to_owned(), None),
        _ => ("", address, " "),
    };
    let (ours, theirs): (Vec<&str>, Vec<&str>) = tail.split(separator).partition(|pair| pair.starts_with("schema="));
    let schema = ours.first().and_then(|pair| pair.strip_prefix("schema=")).map(str::to_owned);
    let theirs = theirs.join(separator);
    let address = match (is_url, theirs.is_empty()) {
        (true, true) => head.to_owned(),
        (true, false) => format!("{head}?{theirs}"),
        (false, _) => theirs,
    };
    (address, schema)
}
