//! Postgres: a pool of threads, each with a connection; every operation is a transaction of its own.

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, IsolationLevel, NoTls, Statement, Transaction};

use super::dialect::query_for_postgres;
use super::health::HealthCell;
use super::now;
use super::queue::{Queue, Ran, Task, Waiting, enter_database_thread};
use super::tx::{Deadline, Next, Row, Tx, too_slow};
use super::value::{ToValue, ValueRef};
use crate::error::{Error, Result};

/// How often an operation is tried when others get in its way or the connection breaks.
const TRIES: u32 = 5;

/// Statements kept prepared per connection; beyond it all are forgotten, which bounds what generated SQL can hold.
const STATEMENTS: usize = 1_024;

type Dynamic = Box<dyn std::error::Error + Sync + Send>;

/// What a thread of the pool is for.
#[derive(Clone, Copy)]
pub(super) enum Work {
    /// READ COMMITTED, repeated on serialisation failures and deadlocks.
    Write,
    /// One snapshot, at most so long.
    Read(Option<Duration>),
}

/// One thread of the pool.
pub(super) struct Slot {
    pub config: postgres::Config,
    pub queue: Arc<Queue>,
    pub health: Arc<HealthCell>,
    pub work: Work,
}

struct Session {
    client: Client,
    statements: HashMap<String, Statement>,
}

enum End {
    Answer,
    /// Nothing was stored; another try may work. The flag: on a new connection.
    Again {
        reconnect: bool,
    },
}

impl Slot {
    /// Runs until the queue is closed and empty.
    pub(super) fn run(self) {
        enter_database_thread();
        let mut session = None;
        while let Task::Run(lane, mut operation) = self.queue.take(None) {
            let started = now();
            for attempt in 1..=TRIES {
                match self.attempt(&mut session, &mut operation) {
                    End::Again { reconnect } if attempt < TRIES => {
                        if reconnect {
                            session = None;
                        }
                        std::thread::sleep(pause(attempt));
                    }
                    End::Again { .. } | End::Answer => break,
                }
            }
            self.queue.done(lane, started.elapsed());
            operation.answer();
        }
    }

    fn attempt(&self, session: &mut Option<Session>, operation: &mut Waiting) -> End {
        let session = match session {
            Some(session) if !session.client.is_closed() => session,
            other => match self.config.connect(NoTls) {
                Ok(client) => {
                    self.health.set_read_write();
                    other.insert(Session { client, statements: HashMap::new() })
                }
                Err(cause) => {
                    tracing::error!(%cause, "no connection to Postgres");
                    self.health.set_read_only(format!("no connection to Postgres: {cause}"));
                    operation.fail(error(&cause, "connecting"));
                    return End::Again { reconnect: true };
                }
            },
        };
        let begin = session.client.build_transaction();
        let (begin, deadline) = match self.work {
            Work::Write => (begin.isolation_level(IsolationLevel::ReadCommitted), None),
            Work::Read(limit) => (
                begin.isolation_level(IsolationLevel::RepeatableRead).read_only(true),
                limit.map(|given| Deadline { at: now() + given, given }),
            ),
        };
        let transaction = match begin.start() {
            Ok(transaction) => transaction,
            Err(cause) => {
                operation.fail(error(&cause, "BEGIN"));
                return End::Again { reconnect: true };
            }
        };
        let statements = &mut session.statements;
        let mut tx = Tx::postgres(PgTransaction { transaction, statements, failure: None }, deadline);
        let ran = operation.run(&mut tx);
        let Some(PgTransaction { transaction, failure, .. }) = tx.into_postgres() else { return End::Answer };
        match failure {
            Some(Failure::Clash) => {
                return End::Again { reconnect: transaction.rollback().is_err() };
            }
            Some(Failure::Broken) => return End::Again { reconnect: true },
            None => {}
        }
        if ran != Ran::Stays {
            // A rollback that fails leaves a broken connection, which the next operation notices.
            let _ = transaction.rollback();
            return End::Answer;
        }
        match transaction.commit() {
            Ok(()) => End::Answer,
            Err(cause) => {
                operation.fail(error(&cause, "COMMIT"));
                match Failure::of(&cause) {
                    Some(Failure::Clash) => End::Again { reconnect: false },
                    // Whether it was stored is not known: the caller decides.
                    Some(Failure::Broken) | None => End::Answer,
                }
            }
        }
    }
}

/// 4, 8, 16, 32 ms, and as much again at random, so that two that clashed do not meet again.
fn pause(attempt: u32) -> Duration {
    let longest = 4_u64 << attempt.min(8);
    Duration::from_millis(longest / 2 + RandomState::new().hash_one(attempt) % longest / 2)
}

/// Failures after which the operation can be tried again.
#[derive(Clone, Copy)]
enum Failure {
    /// Serialisation failure or deadlock: Postgres has rolled back.
    Clash,
    /// The connection is gone.
    Broken,
}

impl Failure {
    fn of(cause: &postgres::Error) -> Option<Failure> {
        match cause.code() {
            Some(code) if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED => {
                Some(Failure::Clash)
            }
            Some(code) if code.code().starts_with("08") || code.code().starts_with("57P") => Some(Failure::Broken),
            None if cause.is_closed() || std::error::Error::source(cause).is_some_and(|s| s.is::<std::io::Error>()) => {
                Some(Failure::Broken)
            }
            _ => None,
        }
    }
}

pub(super) struct PgTransaction<'a> {
    transaction: Transaction<'a>,
    statements: &'a mut HashMap<String, Statement>,
    failure: Option<Failure>,
}

impl PgTransaction<'_> {
    pub(super) fn execute(&mut self, sql: &str, params: &[&dyn ToValue]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        let params = bound(params);
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as _).collect();
        let done = self.transaction.execute(&statement, &params);
        done.map_err(|cause| self.note(&cause, sql))
    }

    pub(super) fn visit(
        &mut self,
        sql: &str,
        params: &[&dyn ToValue],
        visit: &mut dyn FnMut(&Row) -> Next,
    ) -> Result<()> {
        let statement = self.prepare(sql)?;
        let hint = Cell::new(0);
        let mut stream = || {
            let mut rows = self.transaction.query_raw(&statement, bound(params))?;
            while let Some(row) = rows.next()? {
                if visit(&Row::postgres(&row, &hint)) == Next::Stop {
                    break;
                }
            }
            Ok(())
        };
        let done: std::result::Result<(), postgres::Error> = stream();
        done.map_err(|cause| self.note(&cause, sql))
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.transaction.prepare(&query_for_postgres(sql)).map_err(|cause| self.note(&cause, sql))?;
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn note(&mut self, cause: &postgres::Error, sql: &str) -> Error {
        self.failure = Failure::of(cause);
        error(cause, sql)
    }
}

fn bound<'a>(params: &'a [&'a dyn ToValue]) -> Vec<Bound<'a>> {
    params.iter().map(|param| Bound(param.to_value())).collect()
}

/// A parameter, sent as the type that the statement declares for it.
#[derive(Debug)]
struct Bound<'a>(ValueRef<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Dynamic> {
        match (self.0, ty) {
            (ValueRef::Null, _) => Ok(IsNull::Yes),
            (ValueRef::Int(value), &Type::INT8) => value.to_sql(ty, out),
            (ValueRef::Int(value), &Type::INT4) => i32::try_from(value)?.to_sql(ty, out),
            (ValueRef::Int(value), &Type::INT2) => i16::try_from(value)?.to_sql(ty, out),
            (ValueRef::Int(value), &Type::BOOL) => (value != 0).to_sql(ty, out),
            (ValueRef::Int(value), &Type::FLOAT8) => (value as f64).to_sql(ty, out),
            (ValueRef::Real(value), &Type::FLOAT8) => value.to_sql(ty, out),
            (ValueRef::Real(value), &Type::FLOAT4) => (value as f32).to_sql(ty, out),
            (ValueRef::Text(value), &Type::TEXT | &Type::VARCHAR | &Type::UNKNOWN) => value.to_sql(ty, out),
            (ValueRef::Blob(value), &Type::BYTEA) => value.to_sql(ty, out),
            (value, ty) => Err(format!("a parameter is {ty}, {} was given; a CAST may help", value.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for ValueRef<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> std::result::Result<ValueRef<'a>, Dynamic> {
        Ok(match *ty {
            Type::INT8 => ValueRef::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => ValueRef::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => ValueRef::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => ValueRef::Int(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => ValueRef::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => ValueRef::Real(f32::from_sql(ty, raw)?.into()),
            Type::NUMERIC => numeric(raw)?,
            Type::BYTEA => ValueRef::Blob(<&[u8]>::from_sql(ty, raw)?),
            _ => ValueRef::Text(<&str>::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> std::result::Result<ValueRef<'a>, Dynamic> {
        Ok(ValueRef::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::BOOL
                | Type::FLOAT8
                | Type::FLOAT4
                | Type::NUMERIC
                | Type::BYTEA
                | Type::TEXT
                | Type::VARCHAR
                | Type::BPCHAR
                | Type::NAME
                | Type::UNKNOWN
        )
    }
}

/// `sum` of integers is a NUMERIC in Postgres, so is `avg`: without digits after the point it is an integer, as in
/// SQLite. Binary format (utils/adt/numeric.c): count, weight, sign, scale, then digits in base 10,000.
fn numeric(raw: &[u8]) -> std::result::Result<ValueRef<'static>, Dynamic> {
    let mut words = raw.chunks_exact(2).map(|pair| i16::from_be_bytes([pair[0], pair[1]]));
    let header: Vec<i16> = words.by_ref().take(4).collect();
    let [_, weight, sign, scale] = header[..] else { return Err("a NUMERIC without its header".into()) };
    let negative = match sign {
        0 => false,
        0x4000 => true,
        _ => return Ok(ValueRef::Null),
    };
    if scale == 0 {
        let mut number: i128 = 0;
        for place in 0..=weight.max(-1) {
            let digit = words.next().unwrap_or(0);
            if place > 5 {
                return Err("a NUMERIC beyond 64 bits".into());
            }
            number = number * 10_000 + i128::from(digit);
        }
        return Ok(ValueRef::Int(i64::try_from(if negative { -number } else { number })?));
    }
    let mut number = 0.0;
    let mut exponent = i32::from(weight);
    for digit in words {
        number += f64::from(digit) * 10_000_f64.powi(exponent);
        exponent -= 1;
    }
    Ok(ValueRef::Real(if negative { -number } else { number }))
}

pub(super) fn read_column(row: &postgres::Row, index: usize) -> Result<ValueRef<'_>> {
    row.try_get(index).map_err(Error::internal)
}

/// Postgres's error as the caller's.
pub(super) fn error(cause: &postgres::Error, sql: &str) -> Error {
    let text = match cause.as_db_error() {
        Some(said) => format!("{} ({})", said.message(), said.code().code()),
        None => match std::error::Error::source(cause) {
            Some(source) => format!("{cause}: {source}"),
            None => cause.to_string(),
        },
    };
    let unavailable = |why: &str, retry_after_s| Error::Unavailable { why: why.into(), retry_after_s };
    match (Failure::of(cause), cause.code()) {
        (Some(Failure::Clash), _) => unavailable("others write to the same thing", 1),
        (Some(Failure::Broken), _) => unavailable("the connection to the database broke", 5),
        (None, Some(code)) if *code == SqlState::DISK_FULL => {
            tracing::error!(text, "the disk of the database is full");
            Error::Full { why: "the disk of the database is full".into() }
        }
        (None, Some(code)) if *code == SqlState::QUERY_CANCELED => too_slow(super::readers::READ_LIMIT),
        (None, Some(code)) if code.code().starts_with("53") => unavailable("the database has too much to do", 5),
        (None, Some(code)) if *code == SqlState::READ_ONLY_SQL_TRANSACTION => {
            unavailable("the database is read-only", 60)
        }
        _ => Error::Internal(format!("{text}: {sql}")),
    }
}
