//! Operations on their way to a database thread: two lanes, bounded, with patience.

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::now;
use super::tx::Tx;
use crate::error::{Error, Result};

/// How many operations may wait in a lane.
pub(super) const ROOM: usize = 2_000;

/// How long an interactive operation waits before its caller hears "busy".
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Background work rather waits than fails.
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(120);

/// How much time background work may owe the interactive lane: bounds how long old work counts.
const MOST_OWED: Duration = Duration::from_millis(50);

/// Who is waiting for the operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// A person.
    Interactive,
    /// A job: at most half of the time while anybody waits in the other lane.
    Background,
}

/// An operation with its caller's address, of any result type.
trait Operation: Send {
    /// Runs it and keeps the outcome; whether it wants to stay.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Replaces the outcome.
    fn fail(&mut self, error: Error);
    /// Sends the outcome to the caller, who may be gone.
    fn answer(self: Box<Self>);
}

struct Call<T, F> {
    operation: F,
    outcome: Option<Result<T>>,
    caller: oneshot::Sender<Result<T>>,
}

impl<T: Send, F: Fn(&mut Tx) -> Result<T> + Send> Operation for Call<T, F> {
    fn run(&mut self, tx: &mut Tx) -> bool {
        let outcome = (self.operation)(tx);
        let stays = outcome.is_ok();
        self.outcome = Some(outcome);
        stays
    }

    fn fail(&mut self, error: Error) {
        self.outcome = Some(Err(error));
    }

    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            // A caller that went away (closed tab, shut down) does not need the answer.
            let _ = self.caller.send(outcome);
        }
    }
}

/// An operation in the queue or in a batch.
pub(super) struct Waiting {
    operation: Box<dyn Operation>,
    /// Set by whoever is first: the thread that runs it, or the caller who gives up.
    claimed: Arc<AtomicBool>,
    until: Instant,
}

/// What became of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ran {
    Stays,
    Failed,
    /// The disk refused: whatever else is in this batch is in doubt too.
    Full,
    Panicked,
}

thread_local! {
    /// Set on the threads of the database: an operation that waits for another one would wait for itself.
    static DATABASE_THREAD: Cell<bool> = const { Cell::new(false) };
}

/// Marks the current thread as one that runs operations.
pub(super) fn enter_database_thread() {
    DATABASE_THREAD.set(true);
}

impl Waiting {
    /// Runs the operation in `tx`; a panic is caught and becomes an internal error.
    pub(super) fn run(&mut self, tx: &mut Tx) -> Ran {
        match catch_unwind(AssertUnwindSafe(|| self.operation.run(tx))) {
            Err(panic) => {
                let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
                let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
                tracing::error!(panic = text, "an operation panicked");
                self.operation.fail(Error::Internal(format!("an operation panicked: {text}")));
                Ran::Panicked
            }
            Ok(stays) => match tx.failed().cloned() {
                Some(error @ Error::Full { .. }) => {
                    self.operation.fail(error);
                    Ran::Full
                }
                Some(error) if stays => {
                    self.operation.fail(error);
                    Ran::Failed
                }
                _ if stays => Ran::Stays,
                _ => Ran::Failed,
            },
        }
    }

    pub(super) fn fail(&mut self, error: Error) {
        self.operation.fail(error);
    }

    pub(super) fn answer(self) {
        self.operation.answer();
    }

    pub(super) fn refuse(mut self, error: Error) {
        self.fail(error);
        self.answer();
    }
}

/// What a database thread is to do next.
pub(super) enum Task {
    Run(Lane, Waiting),
    /// Nothing came within the time given.
    Idle,
    /// Closed and empty.
    Stop,
}

/// The queue in front of one writer or one pool.
pub(super) struct Queue {
    state: Mutex<State>,
    arrived: Condvar,
    /// How many threads may run background work at once.
    background_threads: usize,
}

struct State {
    interactive: VecDeque<Waiting>,
    background: VecDeque<Waiting>,
    in_background: usize,
    /// What the background lane used beyond the interactive one.
    owed: Duration,
    last: Lane,
    closed: bool,
}

impl Queue {
    pub(super) fn new(background_threads: usize) -> Queue {
        let state = State {
            interactive: VecDeque::new(),
            background: VecDeque::new(),
            in_background: 0,
            owed: Duration::ZERO,
            last: Lane::Background,
            closed: false,
        };
        Queue { state: Mutex::new(state), arrived: Condvar::new(), background_threads }
    }

    /// Queues an operation and waits for its answer. Needs a runtime with timers.
    pub(super) async fn ask<T, F>(&self, lane: Lane, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        let (mut answer, claimed) = self.submit(lane, operation)?;
        if let Ok(answer) = tokio::time::timeout(lane.patience(), &mut answer).await {
            return answer.unwrap_or_else(|_| Err(closed()));
        }
        if !claimed.swap(true, Ordering::AcqRel) {
            return Err(busy());
        }
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// The same for a plain thread.
    pub(super) fn ask_blocking<T, F>(&self, lane: Lane, operation: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        if DATABASE_THREAD.get() {
            return Err(Error::Internal("an operation waits for another operation".into()));
        }
        let (answer, _) = self.submit(lane, operation)?;
        answer.blocking_recv().unwrap_or_else(|_| Err(closed()))
    }

    fn submit<T, F>(&self, lane: Lane, operation: F) -> Result<(oneshot::Receiver<Result<T>>, Arc<AtomicBool>)>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let claimed = Arc::new(AtomicBool::new(false));
        let waiting = Waiting {
            operation: Box::new(Call { operation, outcome: None, caller }),
            claimed: claimed.clone(),
            until: now() + lane.patience(),
        };
        let mut state = self.lock();
        if state.closed {
            return Err(closed());
        }
        if state.lane(lane).len() >= ROOM {
            return Err(busy());
        }
        state.lane(lane).push_back(waiting);
        drop(state);
        self.arrived.notify_one();
        Ok((answer, claimed))
    }

    /// Waits for the next operation, at most `idle` long.
    pub(super) fn take(&self, idle: Option<Duration>) -> Task {
        let mut state = self.lock();
        let mut waited_enough = false;
        loop {
            if let Some((lane, waiting)) = state.choose(self.background_threads) {
                if lane == Lane::Background {
                    state.in_background += 1;
                }
                return Task::Run(lane, waiting);
            }
            if state.closed && state.interactive.is_empty() && state.background.is_empty() {
                return Task::Stop;
            }
            if waited_enough {
                return Task::Idle;
            }
            match idle {
                None => state = self.arrived.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(idle) => {
                    let waited = self.arrived.wait_timeout(state, idle).unwrap_or_else(PoisonError::into_inner);
                    state = waited.0;
                    waited_enough = waited.1.timed_out();
                }
            }
        }
    }

    /// Another operation for the running batch of `lane`; none when somebody of the interactive lane waits for the
    /// background's batch to end.
    pub(super) fn more(&self, lane: Lane) -> Option<Waiting> {
        let mut state = self.lock();
        if lane == Lane::Background && !state.interactive.is_empty() {
            return None;
        }
        state.pop(lane)
    }

    /// Books the time that a batch of `lane` took, its commit included.
    pub(super) fn done(&self, lane: Lane, spent: Duration) {
        let mut state = self.lock();
        state.last = lane;
        match lane {
            Lane::Interactive => state.owed = state.owed.saturating_sub(spent),
            Lane::Background => {
                state.owed = (state.owed + spent).min(MOST_OWED);
                state.in_background -= 1;
                drop(state);
                // A thread may be waiting for this place in the background.
                self.arrived.notify_one();
            }
        }
    }

    /// No more operations; those that wait are still run.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.arrived.notify_all();
    }

    /// How many wait, for the health page.
    pub(super) fn waiting(&self) -> usize {
        let state = self.lock();
        state.interactive.len() + state.background.len()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn lane(&mut self, lane: Lane) -> &mut VecDeque<Waiting> {
        match lane {
            Lane::Interactive => &mut self.interactive,
            Lane::Background => &mut self.background,
        }
    }

    /// Interactive first; the background gets its turn after an interactive batch, once it owes nothing.
    fn choose(&mut self, background_threads: usize) -> Option<(Lane, Waiting)> {
        let room = self.in_background < background_threads;
        let turn = self.owed.is_zero() && self.last == Lane::Interactive;
        let order = if turn { [Lane::Background, Lane::Interactive] } else { [Lane::Interactive, Lane::Background] };
        for lane in order {
            if (lane == Lane::Interactive || room)
                && let Some(waiting) = self.pop(lane)
            {
                return Some((lane, waiting));
            }
        }
        None
    }

    /// The next one whose caller still waits.
    fn pop(&mut self, lane: Lane) -> Option<Waiting> {
        while let Some(waiting) = self.lane(lane).pop_front() {
            if waiting.claimed.swap(true, Ordering::AcqRel) {
                continue;
            }
            if now() <= waiting.until {
                return Some(waiting);
            }
            waiting.refuse(busy());
        }
        None
    }
}

impl Lane {
    fn patience(self) -> Duration {
        match self {
            Lane::Interactive => PATIENCE,
            Lane::Background => BACKGROUND_PATIENCE,
        }
    }
}

fn busy() -> Error {
    Error::Unavailable { why: "the database has too much to do".into(), retry_after_s: 2 }
}

fn closed() -> Error {
    Error::Unavailable { why: "the server is stopping".into(), retry_after_s: 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submit(queue: &Queue, lane: Lane) -> Result<oneshot::Receiver<Result<()>>> {
        queue.submit(lane, |_| Ok(())).map(|(answer, _)| answer)
    }

    fn take(queue: &Queue) -> Lane {
        match queue.take(Some(Duration::ZERO)) {
            Task::Run(lane, _) => lane,
            Task::Idle | Task::Stop => panic!("nothing waits"),
        }
    }

    #[test]
    fn one_more_than_there_is_room_for_hears_busy() {
        let queue = Queue::new(1);
        let answers: Vec<_> = (0..ROOM).map(|_| submit(&queue, Lane::Interactive)).collect();
        assert!(answers.iter().all(Result::is_ok));
        assert!(matches!(submit(&queue, Lane::Interactive), Err(Error::Unavailable { retry_after_s: 1.., .. })));
        assert!(submit(&queue, Lane::Background).is_ok(), "the other lane has room of its own");
        take(&queue);
        assert!(submit(&queue, Lane::Interactive).is_ok(), "one left");
    }

    #[test]
    fn background_work_gets_half_of_the_time_and_no_more_while_people_wait() {
        let queue = Queue::new(1);
        let _answers: Vec<_> =
            (0..100).flat_map(|_| [submit(&queue, Lane::Interactive), submit(&queue, Lane::Background)]).collect();
        let cost = |lane| Duration::from_millis(if lane == Lane::Background { 10 } else { 2 });
        let (mut background, mut all) = (Duration::ZERO, Duration::ZERO);
        for turn in 0..60 {
            let lane = take(&queue);
            assert!(turn > 0 || lane == Lane::Interactive, "people first");
            queue.done(lane, cost(lane));
            all += cost(lane);
            if lane == Lane::Background {
                background += cost(lane);
            }
        }
        assert!(background <= all / 2 + cost(Lane::Background), "{background:?} of {all:?}");
        assert!(background >= all / 3, "not starved: {background:?} of {all:?}");
    }

    #[test]
    fn a_background_batch_ends_when_somebody_comes() {
        let queue = Queue::new(1);
        let _answers: Vec<_> = (0..3).map(|_| submit(&queue, Lane::Background)).collect();
        assert_eq!(take(&queue), Lane::Background);
        assert!(queue.more(Lane::Background).is_some());
        let _answer = submit(&queue, Lane::Interactive);
        assert!(queue.more(Lane::Background).is_none());
    }

    #[test]
    fn background_work_leaves_threads_of_the_pool_to_people() {
        let queue = Queue::new(1);
        let _answers: Vec<_> = (0..2).map(|_| submit(&queue, Lane::Background)).collect();
        assert_eq!(take(&queue), Lane::Background);
        assert!(matches!(queue.take(Some(Duration::ZERO)), Task::Idle), "one of them at a time");
        queue.done(Lane::Background, Duration::ZERO);
        assert_eq!(take(&queue), Lane::Background);
    }

    #[test]
    fn who_waited_too_long_is_told_and_not_run() {
        let queue = Queue::new(1);
        let mut answer = submit(&queue, Lane::Interactive).expect("room");
        queue.lock().interactive[0].until = now() - Duration::from_millis(1);
        assert!(queue.more(Lane::Interactive).is_none());
        assert!(matches!(answer.try_recv(), Ok(Err(Error::Unavailable { .. }))));
    }

    #[test]
    fn an_operation_given_up_by_its_caller_is_not_run() {
        let queue = Queue::new(1);
        let (_answer, claimed) = queue.submit(Lane::Interactive, |_| Ok(())).expect("room");
        assert!(!claimed.swap(true, Ordering::AcqRel), "the caller is first");
        assert!(queue.more(Lane::Interactive).is_none());
    }

    #[test]
    fn a_closed_queue_finishes_what_waits_and_takes_nothing_new() {
        let queue = Queue::new(1);
        let _answer = submit(&queue, Lane::Interactive);
        queue.close();
        assert!(matches!(submit(&queue, Lane::Interactive), Err(Error::Unavailable { .. })));
        assert_eq!(take(&queue), Lane::Interactive);
        assert!(matches!(queue.take(None), Task::Stop));
    }
}
