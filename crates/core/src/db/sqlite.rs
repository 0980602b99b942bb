//! SQLite: connections, statements, errors. The threads are in `writer.rs` and `readers.rs`.

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput};
use rusqlite::{Connection, OpenFlags, ffi};

use super::tx::{Next, Row};
use super::value::{ToValue, ValueRef};
use crate::error::{Error, Result};

/// How long a connection waits for another process's lock.
pub(super) const BUSY: Duration = Duration::from_secs(10);

/// Statements kept prepared per connection: more than all of Studium's.
const STATEMENTS: usize = 512;

/// Cache of the writer and of each reader, in KiB. No memory map: a disk that fails under it kills the process
/// (SIGBUS) where a read gives an error, and its pages count as ours.
const WRITER_CACHE: u32 = 48_000;
const READER_CACHE: u32 = 8_000;

/// Opens the file for writing, or makes it.
pub(super) fn open_writer(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        tracing::warn!(mode, "this file system cannot hold SQLite's write-ahead log: writing will be slower");
    }
    // FULL: an answer that was acknowledged survives a power cut.
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    common(&connection, WRITER_CACHE)?;
    Ok(connection)
}

/// Opens the file for reading only.
pub(super) fn open_reader(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    common(&connection, READER_CACHE)?;
    Ok(connection)
}

fn common(connection: &Connection, cache_kib: u32) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan never depends on the values that are filled in: else SQLite prepares a statement with `LIMIT ?1` anew each
    // time that it runs.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(&format!(
        "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
         PRAGMA mmap_size = 0; PRAGMA cache_size = -{cache_kib};"
    ))
}

/// Runs a statement of the database layer itself, prepared once.
pub(super) fn control(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

pub(super) fn execute(connection: &Connection, sql: &str, params: &[&dyn ToValue]) -> Result<u64> {
    let mut statement = prepare(connection, sql, params)?;
    statement.raw_execute().map(|changed| changed as u64).map_err(|cause| error(&cause, sql))
}

pub(super) fn visit(
    connection: &Connection,
    sql: &str,
    params: &[&dyn ToValue],
    visit: &mut dyn FnMut(&Row) -> Next,
) -> Result<()> {
    let mut statement = prepare(connection, sql, params)?;
    let hint = Cell::new(0);
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(|cause| error(&cause, sql))? {
        if visit(&Row::sqlite(row, &hint)) == Next::Stop {
            break;
        }
    }
    Ok(())
}

fn prepare<'a>(
    connection: &'a Connection,
    sql: &str,
    params: &[&dyn ToValue],
) -> Result<rusqlite::CachedStatement<'a>> {
    let mut statement = connection.prepare_cached(sql).map_err(|cause| error(&cause, sql))?;
    if statement.parameter_count() != params.len() {
        let wanted = statement.parameter_count();
        return Err(Error::Internal(format!("{} parameters given, {wanted} wanted: {sql}", params.len())));
    }
    for (index, param) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, Bound(param.to_value())).map_err(|cause| error(&cause, sql))?;
    }
    Ok(statement)
}

struct Bound<'a>(ValueRef<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            ValueRef::Null => rusqlite::types::ValueRef::Null,
            ValueRef::Int(value) => rusqlite::types::ValueRef::Integer(value),
            ValueRef::Real(value) => rusqlite::types::ValueRef::Real(value),
            ValueRef::Text(value) => rusqlite::types::ValueRef::Text(value.as_bytes()),
            ValueRef::Blob(value) => rusqlite::types::ValueRef::Blob(value),
        }))
    }
}

pub(super) fn read_column<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> Result<ValueRef<'a>> {
    let value = row.get_ref(index).map_err(|cause| error(&cause, "reading a column"))?;
    Ok(match value {
        rusqlite::types::ValueRef::Null => ValueRef::Null,
        rusqlite::types::ValueRef::Integer(value) => ValueRef::Int(value),
        rusqlite::types::ValueRef::Real(value) => ValueRef::Real(value),
        rusqlite::types::ValueRef::Text(value) => ValueRef::Text(std::str::from_utf8(value).map_err(Error::internal)?),
        rusqlite::types::ValueRef::Blob(value) => ValueRef::Blob(value),
    })
}

/// Whether the disk or the quota refused a write. (A quota gives EDQUOT, which SQLite reports as a failed write.)
pub(super) fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| {
        error.code == rusqlite::ErrorCode::DiskFull
            || [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_TRUNCATE, ffi::SQLITE_IOERR_SHMSIZE]
                .contains(&error.extended_code)
    })
}

/// SQLite's error as the caller's.
pub(super) fn error(cause: &rusqlite::Error, sql: &str) -> Error {
    use rusqlite::ErrorCode as Code;
    if is_full(cause) {
        tracing::error!(%cause, "the disk refuses to write");
        return Error::Full { why: "the disk of the server is full".into() };
    }
    match cause.sqlite_error_code() {
        Some(Code::OperationInterrupted) => super::tx::too_slow(super::readers::READ_LIMIT),
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            Error::Unavailable { why: "another process holds the database".into(), retry_after_s: 5 }
        }
        Some(Code::SystemIoFailure | Code::CannotOpen | Code::ReadOnly) => {
            tracing::error!(%cause, sql, "the disk fails");
            Error::Unavailable { why: "the disk of the server fails".into(), retry_after_s: 60 }
        }
        _ => Error::Internal(format!("{cause}: {sql}")),
    }
}
