//! What a job is.

use crate::call::{SpaceId, id_type};
use memory::Millis;
use serde::{Deserialize, Serialize};

id_type!(
    /// A piece of background work.
    JobId
);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    Queued,
    Running,
    Done,
    /// Given up; `error` says why.
    Failed,
}

impl JobState {
    pub const ALL: [JobState; 4] = [JobState::Queued, JobState::Running, JobState::Done, JobState::Failed];

    pub fn as_str(self) -> &'static str {
        match self {
            JobState::Queued => "queued",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
        }
    }

    pub fn parse(word: &str) -> Option<JobState> {
        JobState::ALL.into_iter().find(|s| s.as_str() == word)
    }

    /// Nothing more will happen.
    pub fn is_over(self) -> bool {
        matches!(self, JobState::Done | JobState::Failed)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub id: JobId,
    /// Whose work it is.
    pub space: SpaceId,
    /// Which handler runs it.
    pub kind: String,
    /// JSON, as the handler reads it.
    pub input: String,
    pub state: JobState,
    /// How often it was begun.
    pub attempts: i64,
    /// Steps done and in all, for a progress bar; `total` 0: not known yet.
    pub done: i64,
    pub total: i64,
    /// JSON, as the handler wrote it; empty before.
    pub result: String,
    /// For the person who waits.
    pub error: Option<String>,
    pub created_at: Millis,
    pub finished_at: Option<Millis>,
}

/// What a new job is made of.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub id: JobId,
    pub space: SpaceId,
    pub kind: &'static str,
    pub input: String,
    /// At most one job has this key; asking again answers with that one.
    pub unique_key: Option<String>,
}
