//! Exams, and the least work that reaches them: the plan, its steps and the grade to expect.
//!
//! The model is `memory::plan`; here it is fed from the tables ([`job`]), kept ([`store`]) and handed out ([`view`]).
//! A plan is made by a job of kind [`PLAN`]: asked for by every change of what it depends on, and hourly for those whose
//! study day has begun since the last.

mod availability;
mod busy;
mod exams;
mod facts;
mod feed;
mod grade;
mod job;
mod model;
mod moves;
mod request;
mod results;
mod store;
#[cfg(test)]
mod tests;
mod topics;
mod view;

pub use availability::{USUAL_MINUTES, availability, minutes_of_days, set_availability};
pub use busy::{FILE_LIMIT, import_busy, list_busy, remove_busy};
pub use exams::{after_exam, bin_exam, create_exam, edit_exam, get_exam, list_exams, restore_exam};
pub use feed::{draw_feed_secret, feed, feed_secret, remove_feed, set_feed};
pub use grade::grade_of;
pub(crate) use job::memory_changed;
pub use job::{PLAN, Planner, ask, content_changed, run};
pub use model::{
    AfterExam, Availability, BusyCalendar, BusyImport, Compared, CourseLook, Exam, ExamResult, ExamView, Forecast,
    Grade, GradeMissing, NewExam, PlanState, PlanView, Progress, Questions, TopicChoice, TrackRecord,
};
pub use moves::{move_step, take_way, tick};
pub use results::{how_often_right, record_result};
pub use store::Followed;
pub(crate) use store::followed;
pub use topics::topics;
pub use view::plan;

/// The id as stored, of any id of `memory::plan`.
pub fn uuid_of(id: impl Into<[u8; 16]>) -> uuid::Uuid {
    uuid::Uuid::from_bytes(id.into())
}
