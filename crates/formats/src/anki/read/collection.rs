//! The collection's SQLite file, opened as what it is: somebody else's bytes.

use crate::anki::limits::{Limits, ReadError};
use crate::notice;
use crate::notice::{Notice, Place};
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use std::path::Path;

/// Opens the staged file read-only and refuses what no collection has: views, triggers, virtual tables, generated
/// columns. What is left are plain tables, so every query ends after as much work as the file has rows; a progress
/// handler stops what would not.
pub fn open(staged: &Path, limits: &Limits) -> Result<Connection, ReadError> {
    let size = std::fs::metadata(staged).map_err(ReadError::Staging)?.len();
    // `immutable`: no journal, no lock, no write-ahead log is looked for beside the file.
    let uri = format!("file:{}?immutable=1", percent_encoded(staged));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(uri, flags).map_err(sqlite_error)?;
    harden(&mut db, limits, size).map_err(sqlite_error)?;
    check_schema(&db)?;
    db.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Function { .. } => Authorization::Allow,
        _ => Authorization::Deny,
    }))
    .map_err(sqlite_error)?;
    Ok(db)
}

fn harden(db: &mut Connection, limits: &Limits, size: u64) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, limits.value)?;
    db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    db.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20)?;
    db.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, 0)?;
    // Anki's collation of names: equal when equal without case.
    db.create_collation("unicase", |a, b| unicase::UniCase::new(a).cmp(&unicase::UniCase::new(b)))?;
    db.execute_batch(
        "PRAGMA cell_size_check = ON; PRAGMA query_only = ON; PRAGMA cache_size = -16000; PRAGMA mmap_size = 0;",
    )?;
    // One step is some 10 ns. A row costs tens of steps and takes at least 10 bytes; 200 a byte is far beyond honest use.
    let mut left = 200_000 + size / 5;
    db.progress_handler(
        1000,
        Some(move || {
            left = left.saturating_sub(1);
            left == 0
        }),
    )
}

fn check_schema(db: &Connection) -> Result<(), ReadError> {
    let foreign = |why: Notice| Err(ReadError::bad(Place::Collection, why));
    let mut statement = db.prepare("SELECT type, name, sql FROM sqlite_master").map_err(sqlite_error)?;
    let mut rows = statement.query([]).map_err(sqlite_error)?;
    let mut tables = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite_error)? {
        let (kind, name, sql) = (text(row, 0), text(row, 1), text(row, 2));
        match kind.as_str() {
            "table" if sql.trim_start().to_ascii_lowercase().starts_with("create virtual") => {
                return foreign(notice!("notice-virtual-table", name = name));
            }
            "table" => tables.push(name),
            "index" => {}
            "view" => return foreign(notice!("notice-view", name = name)),
            _ => return foreign(notice!("notice-trigger", name = name)),
        }
    }
    for table in ["col", "notes", "cards", "revlog"] {
        if !tables.iter().any(|t| t == table) {
            return foreign(notice!("notice-table-missing", table = table));
        }
    }
    let mut columns =
        db.prepare("SELECT count(*) FROM pragma_table_xinfo(?1) WHERE hidden > 1").map_err(sqlite_error)?;
    for table in tables {
        let generated: i64 = columns.query_row([&table], |r| r.get(0)).map_err(sqlite_error)?;
        if generated > 0 {
            return foreign(notice!("notice-generated", table = table));
        }
    }
    Ok(())
}

pub fn has_table(db: &Connection, name: &str) -> Result<bool, ReadError> {
    db.query_row("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1", [name], |r| {
        r.get::<_, i64>(0)
    })
    .map(|n| n > 0)
    .map_err(sqlite_error)
}

/// Says what SQLite found, in words for the person who has the file.
pub fn sqlite_error(error: rusqlite::Error) -> ReadError {
    use rusqlite::ErrorCode;
    let why = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => notice!("notice-no-sqlite"),
        Some(ErrorCode::DatabaseCorrupt) => notice!("notice-malformed"),
        Some(ErrorCode::TooBig) => notice!("notice-value-large"),
        Some(ErrorCode::OperationInterrupted) => notice!("notice-endless"),
        _ => notice!("notice-sqlite", detail = error.to_string()),
    };
    ReadError::bad(Place::Collection, why)
}

/// A whole number, however old or foreign programs stored it; 0 for anything else.
pub fn int(row: &Row<'_>, index: usize) -> i64 {
    match row.get_ref(index) {
        Ok(ValueRef::Integer(n)) => n,
        Ok(ValueRef::Real(x)) => x as i64,
        Ok(ValueRef::Text(t)) => {
            std::str::from_utf8(t).ok().and_then(|t| t.trim().parse::<f64>().ok()).map_or(0, |x| x as i64)
        }
        _ => 0,
    }
}

/// The bytes of a text or blob; empty for NULL. Numbers in text columns are SQLite's doing and rare: see [`text`].
pub fn bytes<'r>(row: &'r Row<'_>, index: usize) -> &'r [u8] {
    match row.get_ref(index) {
        Ok(ValueRef::Text(b) | ValueRef::Blob(b)) => b,
        _ => &[],
    }
}

/// Text, wrong UTF-8 replaced.
pub fn text(row: &Row<'_>, index: usize) -> String {
    match row.get_ref(index) {
        Ok(ValueRef::Integer(n)) => n.to_string(),
        Ok(ValueRef::Real(x)) => x.to_string(),
        _ => String::from_utf8_lossy(bytes(row, index)).into_owned(),
    }
}

fn percent_encoded(path: &Path) -> String {
    let mut uri = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            other => uri.push_str(&format!("%{other:02x}")),
        }
    }
    uri
}
