//! The plan: the least work that reaches the exams.
//!
//! [`plan`] makes it from a [`Request`]; `docs/models-plan.md` explains how, and how it is called.

mod catch_up;
mod check;
mod days;
mod guidance;
mod make;
mod outcome;
mod problem;
mod request;
mod search;
mod steps;
mod tasks;
mod ways;
pub mod worlds;

pub use catch_up::{CatchUp, MOST_DAYS, catch_up, days_to_catch_up};
pub use guidance::{Governed, Guidance, Wanted};
pub use make::{Planner, plan};
pub use outcome::{
    Change, DayLoad, ExamOutlook, Missing, Part, Plan, Reason, Step, StepId, StepKind, TopicRecall, Verdict, WayOut,
};
pub use request::{
    After, Availability, Card, CardId, CardMemory, CourseId, Exam, ExamId, InvalidRequest, Material, MaterialId,
    MaterialKind, Request, Shown, Topic, TopicId,
};
pub use tasks::steps_read;

/// Answers that have to be known of a learner before a plan is made.
pub const ANSWERS_NEEDED: u32 = 20;
/// Days ahead that are planned.
pub const HORIZON_DAYS: u32 = 730;
