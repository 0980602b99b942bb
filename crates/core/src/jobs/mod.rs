//! Background work: rows of `jobs`, written in the transaction of whatever wants the work done, so that nothing is
//! forgotten; taken up at least once, given up after three tries.

mod model;
mod ops;
mod runner;
#[cfg(test)]
mod tests;

pub use model::{Job, JobId, JobState, NewJob};
pub use ops::{
    ATTEMPTS, LEASE_MS, claim, claim_one, enqueue, enqueue_by, fail, finish, get, list, progress, release_key, remove,
    retry_later, standing,
};
pub use runner::{Failed, Handler, Work, run_one, start};
