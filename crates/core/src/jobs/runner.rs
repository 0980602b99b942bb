//! Runs jobs: waits for work, claims it, and hands it to the handler of its kind.

use super::model::Job;
use super::ops;
use crate::Studium;
use crate::error::{Error, Result};
use memory::Millis;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// How long the runner waits when nobody rings: for jobs that were queued by another process or for a later time.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// Jobs at the same time.
const AT_ONCE: usize = 2;
/// How often a running job says that it lives: several times in a lease.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// The first pause before another try, ms; then four times as long.
const PAUSE_MS: i64 = 15_000;

/// A job under way.
pub type Work<'a> = Pin<Box<dyn Future<Output = Result<(), Failed>> + Send + 'a>>;

/// Why a job did not come to its end.
#[derive(Debug)]
pub enum Failed {
    /// Trying again would come to the same: the message for the person who waits, and the result's JSON so far.
    ForGood { error: String, result: String },
    /// It may go better later.
    ForNow(Error),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Failed {
        Failed::ForNow(error)
    }
}

/// Runs the jobs of one kind. Its steps can be done twice; with `Ok` it has ended the job itself ([`ops::finish`]), in
/// the operation that makes the result true.
pub trait Handler: Send + Sync + 'static {
    fn kind(&self) -> &'static str;
    fn run<'a>(&'a self, studium: &'a Studium, job: &'a Job) -> Work<'a>;
}

/// Starts the runner; it lives until the handle is aborted or the runtime ends. What was under way then is taken up
/// again by the next runner.
pub fn start(studium: Studium, handlers: Vec<Arc<dyn Handler>>) -> JoinHandle<()> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    tokio::spawn(async move {
        loop {
            let Ok(place) = places.clone().acquire_owned().await else { return };
            match next(&studium, &handlers).await {
                Ok(Some((handler, job))) => {
                    let studium = studium.clone();
                    tokio::spawn(async move {
                        run_one(&studium, handler.as_ref(), &job).await;
                        drop(place);
                        studium.work.notify_waiters();
                    });
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "jobs cannot be claimed"),
            }
            drop(place);
            // the time running out is the other way to go on
            let _ = tokio::time::timeout(LOOK_AGAIN, studium.work.notified()).await;
        }
    })
}

async fn next(studium: &Studium, handlers: &[Arc<dyn Handler>]) -> Result<Option<(Arc<dyn Handler>, Job)>> {
    for handler in handlers {
        let (kind, now) = (handler.kind(), studium.clock.now());
        // most of the time nothing waits: look before writing
        let waits = studium.db.read(move |tx| waiting(tx, kind, now)).await?;
        if waits && let Some(job) = studium.db.write_background(move |tx| ops::claim(tx, kind, now)).await? {
            return Ok(Some((handler.clone(), job)));
        }
    }
    Ok(None)
}

fn waiting(tx: &mut crate::db::Tx, kind: &str, now: Millis) -> Result<bool> {
    let one: Option<i64> = tx.scalar(
        "SELECT 1 AS one FROM jobs WHERE kind = ?1
           AND ((state = 'queued' AND run_at <= ?2) OR (state = 'running' AND lease_until < ?2)) LIMIT 1",
        crate::params![kind, now.0],
    )?;
    Ok(one.is_some())
}

/// Runs a claimed job, says that it lives as long as this process does, and books what became of it.
pub async fn run_one(studium: &Studium, handler: &dyn Handler, job: &Job) {
    let (id, attempts) = (job.id, job.attempts);
    let alive = KeptAlive::start(studium, job);
    let ended = handler.run(studium, job).await;
    drop(alive);
    let failed = match ended {
        Ok(()) => return,
        // another runner has it now, and books its end
        Err(Failed::ForNow(Error::Conflict { what: "job", .. })) => return,
        Err(failed) => failed,
    };
    let now = studium.clock.now();
    let booked = match failed {
        Failed::ForGood { error, result } => {
            studium.db.write_background(move |tx| ops::fail(tx, id, &result, &error, now)).await
        }
        Failed::ForNow(error) if attempts < ops::ATTEMPTS => {
            tracing::warn!(job = %id, kind = job.kind, attempts, %error, "a job is tried again");
            let pause = PAUSE_MS << (2 * (attempts - 1).clamp(0, 4));
            let error = for_people(&error);
            studium.db.write_background(move |tx| ops::retry_later(tx, id, &error, Millis(now.0 + pause))).await
        }
        Failed::ForNow(error) => {
            tracing::error!(job = %id, kind = job.kind, %error, "a job is given up");
            let error = for_people(&error);
            studium.db.write_background(move |tx| ops::fail(tx, id, "", &error, now)).await
        }
    };
    if let Err(error) = booked {
        // its lease runs out, and it is taken up again
        tracing::error!(job = %id, %error, "the end of a job could not be written");
    }
}

/// Renews a job's lease until it is dropped: however long a step of it takes, nobody else takes it up.
struct KeptAlive(JoinHandle<()>);

impl KeptAlive {
    fn start(studium: &Studium, job: &Job) -> KeptAlive {
        let (studium, job) = (studium.clone(), job.clone());
        KeptAlive(tokio::spawn(async move {
            loop {
                tokio::time::sleep(HEARTBEAT).await;
                let (mine, now) = (job.clone(), studium.clock.now());
                match studium.db.write_background(move |tx| ops::renew(tx, &mine, now)).await {
                    // the job's own next step hears it too, and ends
                    Err(Error::Conflict { .. }) => return,
                    Err(error) => tracing::warn!(job = %job.id, %error, "a job's lease could not be renewed"),
                    Ok(()) => {}
                }
            }
        }))
    }
}

impl Drop for KeptAlive {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Our own insides go to the log only.
fn for_people(error: &Error) -> String {
    match error {
        Error::Internal(_) => "something went wrong on the server; its log says what".into(),
        other => other.to_string(),
    }
}
