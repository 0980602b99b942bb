//! What a plan says.

use serde::{Deserialize, Serialize};

use super::{CourseId, ExamId, Guidance, MaterialId, TopicId, request::id};
use crate::{StudyDay, simulate::Policy};

id!(
    /// A step's id: the same in every plan that has the step. Made from what is done (kind, material and part, or kind, course
    /// and day), so it survives replanning.
    StepId
);

/// A plan, from today to the day before the last exam.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The day it begins with.
    pub today: StudyDay,
    /// What has to be there before more can be said. If [`Missing::blocks`] one of them, all that follows is empty.
    pub missing: Vec<Missing>,
    /// Whether the minutes suffice, and if not what can be done; `None` while something blocks.
    pub verdict: Option<Verdict>,
    /// What to do, by day, in the order to do it; never more minutes a day than there are.
    pub steps: Vec<Step>,
    /// The days up to the last exam: minutes there are, minutes planned, by topic.
    pub days: Vec<DayLoad>,
    /// What to expect on each exam day, by date.
    pub exams: Vec<ExamOutlook>,
    /// How each exam is gone about, to be handed back in [`super::Shown`].
    pub policies: Vec<(ExamId, Policy)>,
    /// What the queue of `today` follows; `None` while something blocks.
    pub guidance: Option<Guidance>,
}

/// What is missing before the plan can say more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "missing")]
pub enum Missing {
    /// There is no exam ahead.
    Exams,
    /// There are no minutes between today and the last exam.
    Minutes,
    /// Too few answers are known to tell how this learner remembers and how long it takes.
    Answers {
        /// Answers so far.
        have: u32,
        /// Answers needed.
        need: u32,
    },
    /// No topic of this exam, or none with a weight, has cards or anything else to do. The others are planned.
    Material {
        /// The exam.
        exam: ExamId,
    },
    /// The exam is more than [`super::HORIZON_DAYS`] away and will be planned later. The others are planned.
    FarAway {
        /// The exam.
        exam: ExamId,
    },
}

impl Missing {
    /// Whether there can be no plan at all.
    #[must_use]
    pub const fn blocks(self) -> bool {
        matches!(self, Self::Exams | Self::Minutes | Self::Answers { .. })
    }
}

/// One thing to do on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The day.
    pub day: StudyDay,
    /// What is done.
    pub kind: StepKind,
    /// The topics it is about, with cards or, without cards, with 0; the largest share first.
    pub topics: Vec<(TopicId, u32)>,
    /// The course of the first topic.
    pub course: CourseId,
    /// The material it is about.
    pub material: Option<MaterialId>,
    /// Which part of the material, if it is done in parts.
    pub part: Option<Part>,
    /// Whole minutes, at least 1: the sum of a day is within its cap.
    pub minutes: u32,
    /// Cards or questions.
    pub count: u32,
    /// Why this, on this day.
    pub reason: Reason,
    /// Whether the learner put it on this day.
    pub pinned: bool,
    /// The day that it was first planned on, if the learner put it on another.
    #[serde(default)]
    pub moved_from: Option<StudyDay>,
}

impl Step {
    /// Whether the learner may put it on `day` as far as its cards go: a review can wait, but not come before its cards are
    /// there.
    #[must_use]
    pub fn can_go_to(&self, day: StudyDay) -> bool {
        self.kind != StepKind::Review || day >= self.moved_from.unwrap_or(self.day)
    }
}

/// Kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Review cards: one step a day, all topics.
    Review,
    /// Read pages.
    Read,
    /// Learn new cards: one step a day and course.
    LearnNew,
    /// Take a quiz.
    Quiz,
    /// Take a mock exam, or a part of it.
    MockExam,
    /// Go through what was wrong in a mock exam.
    Mend,
}

/// A part of a material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its place, from 0.
    pub index: u16,
    /// How many parts there are.
    pub of: u16,
    /// The pages it goes over, first and last.
    pub pages: Option<(u32, u32)>,
}

/// Why a step is there, on its day; to be put in words by the pages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Reason {
    /// So many cards would be forgotten otherwise: their mean recall today.
    Due {
        /// Mean recall of the cards, 0 to 1.
        recall: f64,
    },
    /// The last pass before an exam: so many of the cards are seen once more.
    Consolidation {
        /// The exam.
        exam: ExamId,
        /// Days until then.
        days_left: u32,
    },
    /// New cards have to be in by a day, so that there is time to review them; so many remain.
    Coverage {
        /// The exam.
        exam: ExamId,
        /// New cards of it that remain before this day.
        remaining: u32,
        /// The last day for new cards.
        by: StudyDay,
    },
    /// To be read before its cards are learnt.
    BeforeCards {
        /// The exam.
        exam: ExamId,
    },
    /// So many days after the topic was learnt: a quiz shows what stayed.
    Spaced {
        /// The exam.
        exam: ExamId,
    },
    /// A rehearsal so many days before the exam.
    Rehearsal {
        /// The exam.
        exam: ExamId,
        /// Days until then.
        days_left: u32,
    },
    /// What a mock exam showed to be weak.
    Mistakes {
        /// The exam.
        exam: ExamId,
    },
    /// The learner put it here.
    Moved,
    /// It was missed on an earlier day and found room here.
    Missed {
        /// The day it was planned for.
        from: StudyDay,
    },
}

/// A day of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayLoad {
    /// The day.
    pub day: StudyDay,
    /// Minutes there are.
    pub cap: u32,
    /// Minutes planned, never more than `cap`.
    pub minutes: u32,
    /// Minutes by topic, in tenths so that small shares show; topics in order of id.
    pub topics: Vec<(TopicId, f64)>,
    /// Reviews of the day.
    pub reviews: u32,
    /// New cards of the day.
    pub new_cards: u32,
}

/// What the simulation expects of an exam.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExamOutlook {
    /// The exam.
    pub exam: ExamId,
    /// Its day.
    pub day: StudyDay,
    /// Mean recall on that day, weighted by topic, over the topics that have cards; `None` if none has.
    pub recall: Option<f64>,
    /// The share of the exam's weight whose topics have cards, 0 to 1: what `recall` speaks about.
    pub covered: f64,
    /// The target, for comparison.
    pub target: f64,
    /// By topic, in the exam's order: what the grade is computed from.
    pub topics: Vec<TopicRecall>,
}

/// A topic on an exam day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopicRecall {
    /// The topic.
    pub topic: TopicId,
    /// Its share of the exam, 0 to 1.
    pub weight: f64,
    /// Cards it has.
    pub cards: u32,
    /// Cards that will not have been seen by then.
    pub unseen: u32,
    /// Mean recall of all its cards, unseen ones counted 0; `None` without cards.
    pub recall: Option<f64>,
    /// Mean recall if nothing is done from today on: what the plan gains is the difference.
    pub without: Option<f64>,
    /// Minutes that the plan spends on it up to the exam.
    pub minutes: f64,
}

/// Whether the minutes suffice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// Every target is reached in the simulation.
    Fits {
        /// Mean minutes a day that the plan takes, over the days that have any.
        minutes_a_day: u32,
        /// Mean minutes a day that there are.
        have: u32,
    },
    /// Something is not reached.
    Short {
        /// Mean minutes a day that would be needed; `None` if no number of minutes suffices.
        minutes_a_day: Option<u32>,
        /// Mean minutes a day that there are.
        have: u32,
        /// Exams whose target is not reached.
        exams: Vec<ExamId>,
        /// Steps of materials that found no room.
        left_out: u32,
        /// What can be done, the cheapest first, each simulated.
        ways: Vec<WayOut>,
    },
}

/// One way out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WayOut {
    /// What to change.
    pub change: Change,
    /// Mean minutes a day then.
    pub minutes_a_day: u32,
    /// What each exam that has cards comes to then, by date: mean recall.
    pub exams: Vec<(ExamId, f64)>,
    /// Whether every target is reached then (the accepted one, if targets are lowered).
    pub reached: bool,
}

/// A change of the request that may lead out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// So many more minutes on every day that has any.
    MoreMinutes {
        /// Minutes a day.
        minutes: u32,
    },
    /// So many more minutes on these weekdays alone (0 is Monday), days off among them.
    MoreOnDays {
        /// The weekdays.
        weekdays: Vec<u8>,
        /// Minutes on each.
        minutes: u32,
    },
    /// Leave these topics out; what is known of them is kept as it is.
    DropTopics {
        /// The topics.
        topics: Vec<TopicId>,
    },
    /// Lower the targets of these exams to what is reached, rounded down to whole percent.
    Accept {
        /// Exams with their new target.
        targets: Vec<(ExamId, f64)>,
    },
}
