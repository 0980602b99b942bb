//! What an operation holds: one transaction (SQLite: one savepoint of a batch), statements and rows.

use std::cell::Cell;
use std::time::{Duration, Instant};

use super::now;
use super::postgres::{PgTransaction, read_column};
use super::sqlite;
use super::value::{FromValue, ToValue, ValueRef};
use crate::error::{Error, Result};

/// The database as an operation sees it, for the length of that operation.
///
/// A failed statement ends the operation: later ones fail with the same error, and what it did is rolled back even if it
/// returns `Ok`, because that is what Postgres does. Expect a clash by `ON CONFLICT`, not by catching its error.
pub struct Tx<'a> {
    on: On<'a>,
    deadline: Option<Deadline>,
    /// The first statement that failed.
    failed: Option<Error>,
}

enum On<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(PgTransaction<'a>),
}

/// When a read has to be over, and how long it was given.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    pub at: Instant,
    pub given: Duration,
}

impl<'a> Tx<'a> {
    pub(super) fn sqlite(connection: &'a rusqlite::Connection) -> Tx<'a> {
        Tx { on: On::Sqlite(connection), deadline: None, failed: None }
    }

    pub(super) fn postgres(transaction: PgTransaction<'a>, deadline: Option<Deadline>) -> Tx<'a> {
        Tx { on: On::Postgres(transaction), deadline, failed: None }
    }

    /// The first failure of a statement: nothing of this operation may stay.
    pub(super) fn failed(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    /// The Postgres transaction back, to commit it.
    pub(super) fn into_postgres(self) -> Option<PgTransaction<'a>> {
        match self.on {
            On::Sqlite(_) => None,
            On::Postgres(transaction) => Some(transaction),
        }
    }

    /// Runs one statement and returns how many rows it changed. For `… RETURNING` use [`Tx::row`] or [`Tx::rows`].
    ///
    /// # Errors
    /// [`Error::Full`] when the disk has no room, [`Error::Invalid`] for text with a NUL (Postgres cannot hold it),
    /// [`Error::Internal`] for wrong SQL and broken constraints.
    pub fn execute(&mut self, sql: &str, params: &[&dyn ToValue]) -> Result<u64> {
        let done = self.begin(sql, params).and_then(|()| match &mut self.on {
            On::Sqlite(connection) => sqlite::execute(connection, sql, params),
            On::Postgres(transaction) => transaction.execute(sql, params),
        });
        self.note(done)
    }

    /// Every row, mapped. For many rows prefer [`Tx::each`].
    ///
    /// # Errors
    /// As [`Tx::execute`]; the first error of `map` ends it.
    pub fn rows<T>(
        &mut self,
        sql: &str,
        params: &[&dyn ToValue],
        mut map: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each(sql, params, |row| {
            all.push(map(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row, mapped, or `None`.
    ///
    /// # Errors
    /// As [`Tx::execute`], and the error of `map`.
    pub fn row<T>(
        &mut self,
        sql: &str,
        params: &[&dyn ToValue],
        map: impl FnOnce(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut map = Some(map);
        let mut first = None;
        self.visit(sql, params, |row| {
            if let Some(map) = map.take() {
                first = Some(map(row)?);
            }
            Ok(Next::Stop)
        })?;
        Ok(first)
    }

    /// The first column of the first row, or `None` without a row. A column that may be NULL: `scalar::<Option<_>>`.
    ///
    /// # Errors
    /// As [`Tx::execute`], and a column of another type.
    pub fn scalar<T: FromValue>(&mut self, sql: &str, params: &[&dyn ToValue]) -> Result<Option<T>> {
        self.row(sql, params, |row| row.at(0))
    }

    /// Calls `visit` for every row as it arrives; nothing is collected.
    ///
    /// # Errors
    /// As [`Tx::execute`]; the first error of `visit` ends it.
    pub fn each(
        &mut self,
        sql: &str,
        params: &[&dyn ToValue],
        mut visit: impl FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        self.visit(sql, params, |row| visit(row).map(|()| Next::Row))
    }

    fn visit(&mut self, sql: &str, params: &[&dyn ToValue], mut visit: impl FnMut(&Row) -> Result<Next>) -> Result<()> {
        // An error of the caller's own closure is not the statement's: the caller may handle it and go on.
        let mut own = None;
        let mut guarded = |row: &Row| match visit(row) {
            Ok(next) => next,
            Err(error) => {
                own = Some(error);
                Next::Stop
            }
        };
        let done = self.begin(sql, params).and_then(|()| match &mut self.on {
            On::Sqlite(connection) => sqlite::visit(connection, sql, params, &mut guarded),
            On::Postgres(transaction) => transaction.visit(sql, params, &mut guarded),
        });
        self.note(done)?;
        own.map_or(Ok(()), Err)
    }

    fn begin(&self, sql: &str, params: &[&dyn ToValue]) -> Result<()> {
        // SQLite may have rolled everything back by itself: the next statement would commit on its own.
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        if let Some(deadline) = self.deadline
            && now() > deadline.at
        {
            return Err(too_slow(deadline.given));
        }
        for (index, param) in params.iter().enumerate() {
            if let ValueRef::Text(text) = param.to_value()
                && text.contains('\0')
            {
                tracing::debug!(sql, parameter = index + 1, "text with a NUL");
                return Err(Error::invalid("text", "error-nul-in-text"));
            }
        }
        Ok(())
    }

    fn note<T>(&mut self, done: Result<T>) -> Result<T> {
        if let Err(error) = &done
            && self.failed.is_none()
        {
            self.failed = Some(error.clone());
        }
        done
    }
}

/// Whether a visitor wants more rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Row,
    Stop,
}

/// A read that took longer than it may.
pub(super) fn too_slow(given: Duration) -> Error {
    Error::Unavailable { why: format!("a read took longer than {} s", given.as_secs_f32()), retry_after_s: 5 }
}

/// One row of a result, read by column name.
pub struct Row<'a> {
    of: Of<'a>,
    /// Where the next name is likely to be: columns are mostly asked for in the order of the query, so that finding one
    /// is one comparison. Shared by all rows of the result.
    hint: &'a Cell<usize>,
}

enum Of<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl<'a> Row<'a> {
    pub(super) fn sqlite(row: &'a rusqlite::Row<'a>, hint: &'a Cell<usize>) -> Row<'a> {
        Row { of: Of::Sqlite(row), hint }
    }

    pub(super) fn postgres(row: &'a postgres::Row, hint: &'a Cell<usize>) -> Row<'a> {
        Row { of: Of::Postgres(row), hint }
    }

    /// The column of that name.
    ///
    /// # Errors
    /// [`Error::Internal`] when the result has no such column or it holds another type.
    pub fn get<T: FromValue>(&self, name: &str) -> Result<T> {
        let count = self.count();
        let start = self.hint.get();
        for step in 0..count {
            let index = (start + step) % count;
            if self.name(index) == Some(name) {
                self.hint.set(index + 1);
                return self.at(index);
            }
        }
        Err(Error::Internal(format!("the result has no column `{name}`")))
    }

    fn at<T: FromValue>(&self, index: usize) -> Result<T> {
        let value = match self.of {
            Of::Sqlite(row) => sqlite::read_column(row, index)?,
            Of::Postgres(row) => read_column(row, index)?,
        };
        T::from_value(value).map_err(|error| match error {
            Error::Internal(why) => {
                Error::Internal(format!("column `{}`: {why}", self.name(index).unwrap_or_default()))
            }
            other => other,
        })
    }

    fn count(&self) -> usize {
        match self.of {
            Of::Sqlite(row) => row.as_ref().column_count(),
            Of::Postgres(row) => row.len(),
        }
    }

    fn name(&self, index: usize) -> Option<&str> {
        match self.of {
            Of::Sqlite(row) => row.as_ref().column_name(index).ok(),
            Of::Postgres(row) => row.columns().get(index).map(postgres::Column::name),
        }
    }
}
