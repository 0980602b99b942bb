//! Numbered migrations, forward only. A migration is written for SQLite and translated for Postgres; it is never
//! changed once released.

use std::path::{Path, PathBuf};

use postgres::NoTls;
use rusqlite::Connection;

use super::dialect::schema_for_postgres;
use super::open::OpenError;

/// The schema's steps, in order; the first is number 1.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
];

/// What SQLite's planner is to believe about the tables.
const STATISTICS: &str = include_str!("migrations/statistics.sql");

/// Brings the file to the newest schema. The file is copied first, once for all steps of one upgrade, as nothing else
/// is written between them.
///
/// # Errors
/// [`OpenError::NewerSchema`], [`OpenError::InUse`] when steps are due and somebody else has the folder, and a failing
/// step, which leaves the file as it was.
pub(super) fn sqlite(
    connection: &Connection,
    folder: &Path,
    migrations: &[&str],
    whole: bool,
) -> Result<(), OpenError> {
    let known = migrations.len() as i64;
    let stored = sqlite_version(connection)?;
    if stored > known {
        return Err(OpenError::NewerSchema { stored, known });
    }
    if stored == known {
        return Ok(());
    }
    if !whole {
        return Err(OpenError::InUse { folder: folder.to_owned() });
    }
    if stored > 0 {
        copy_before(connection, folder, stored + 1)?;
    }
    for (number, sql) in (1..).zip(migrations).skip(stored as usize) {
        step(connection, number, sql).map_err(|cause| {
            // Also what the step had begun; without a transaction there is nothing to undo.
            let _ = connection.execute_batch("ROLLBACK");
            OpenError::Migration { number, why: cause.to_string() }
        })?;
    }
    connection.execute_batch(STATISTICS)?;
    Ok(())
}

pub(super) fn sqlite_version(connection: &Connection) -> Result<i64, OpenError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Foreign keys are off while a step rebuilds tables, and checked before it is committed.
fn step(connection: &Connection, number: i64, sql: &str) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;")?;
    connection.execute_batch(sql)?;
    let broken = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if broken {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY),
            Some("the step leaves rows that refer to nothing".into()),
        ));
    }
    connection.execute_batch(&format!("PRAGMA user_version = {number}; COMMIT; PRAGMA foreign_keys = ON;"))
}

fn copy_before(connection: &Connection, folder: &Path, number: i64) -> Result<PathBuf, OpenError> {
    let backups = folder.join("backups");
    std::fs::create_dir_all(&backups).map_err(|cause| OpenError::io(&backups, cause))?;
    // Without a clock: the first free name. An upgrade that failed and is tried again leaves a second copy.
    let copy = (1..)
        .map(|nth| backups.join(format!("before-migration-{number}-{nth}.db")))
        .find(|path| !path.exists())
        .unwrap_or_default();
    tracing::info!(copy = %copy.display(), "copying the database before its migration");
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    std::fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(|cause| OpenError::io(&copy, cause))?;
    Ok(copy)
}

/// Brings the Postgres schema to the newest steps, each in its own transaction under a row lock, so that two servers
/// that start together do not both run it. Copies are the administrator's: `pg_dump` before an upgrade.
pub(super) fn postgres(config: &postgres::Config, schema: Option<&str>, migrations: &[&str]) -> Result<(), OpenError> {
    let known = migrations.len() as i64;
    let mut client = config.connect(NoTls)?;
    if let Some(schema) = schema {
        client.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))?;
    }
    client.batch_execute(
        "CREATE TABLE IF NOT EXISTS studium_schema (one BIGINT PRIMARY KEY, version BIGINT NOT NULL);
         INSERT INTO studium_schema (one, version) VALUES (1, 0) ON CONFLICT (one) DO NOTHING;",
    )?;
    for (number, sql) in (1..).zip(migrations) {
        let mut tx = client.transaction()?;
        let stored: i64 =
            tx.query_one("SELECT version FROM studium_schema WHERE one = 1 FOR UPDATE", &[])?.try_get(0)?;
        if stored > known {
            return Err(OpenError::NewerSchema { stored, known });
        }
        if stored >= number {
            continue;
        }
        let done = tx.batch_execute(&schema_for_postgres(sql)).and_then(|()| {
            tx.execute("UPDATE studium_schema SET version = $1", &[&number])?;
            tx.commit()
        });
        done.map_err(|cause| OpenError::Migration {
            number,
            why: cause.as_db_error().map_or_else(|| cause.to_string(), ToString::to_string),
        })?;
    }
    Ok(())
}
