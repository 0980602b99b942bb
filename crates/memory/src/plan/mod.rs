//! The plan: the least work that reaches the exams.

mod catch_up;
mod guidance;
mod outcome;
mod request;

pub use catch_up::CatchUp;
pub use guidance::{Governed, Guidance, Wanted};
pub use outcome::{
    Change, DayLoad, ExamOutlook, Missing, Part, Plan, Reason, Step, StepId, StepKind, TopicRecall, Verdict, WayOut,
};
pub use request::{
    After, Availability, Card, CardId, CardMemory, CourseId, Exam, ExamId, InvalidRequest, Material, MaterialId,
    MaterialKind, Request, Shown, Topic, TopicId,
};
