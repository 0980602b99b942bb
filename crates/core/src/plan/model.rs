//! What an exam is, when a learner can study, and what is shown of a plan.

use crate::call::SpaceId;
use memory::plan::{CourseId, ExamOutlook, MaterialId, Plan, Step, StepId, TopicId};
use memory::{Millis, NoGrade, Scale, StudyDay};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest name of an exam or a calendar, in characters.
pub const NAME_LIMIT: usize = 100;
/// The longest name of a grade that was got, in characters.
pub const GRADE_LIMIT: usize = 40;
/// The most exams in a space, those that are over included; those in the bin are not counted.
pub const EXAMS_LIMIT: i64 = 100;
/// The most busy calendars of a learner.
pub const CALENDARS_LIMIT: i64 = 20;

/// What becomes of an exam's cards when it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterExam {
    /// They are kept for good, at the learner's own retention.
    #[default]
    Keep,
    /// No more reviews, unless another exam asks for them.
    LetGo,
}

impl AfterExam {
    pub fn as_str(self) -> &'static str {
        match self {
            AfterExam::Keep => "keep",
            AfterExam::LetGo => "let_go",
        }
    }

    pub fn parse(word: &str) -> Option<AfterExam> {
        [AfterExam::Keep, AfterExam::LetGo].into_iter().find(|after| after.as_str() == word)
    }
}

/// What the exam asks, as far as the learner knows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Questions {
    /// How many altogether, 1 to 500.
    pub count: u32,
    /// The share of them that asks for what cards ask; the others are problems to solve. 0 to 1.
    pub recall_share: f64,
    /// The chance of a blind guess at one of the problems, 0 to below 1.
    pub guess: f64,
}

impl Default for Questions {
    fn default() -> Self {
        Questions { count: 40, recall_share: 1.0, guess: 0.0 }
    }
}

/// What an exam is made of, by its learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewExam {
    /// The course it belongs to; none: of decks outside courses too.
    pub course: Option<Uuid>,
    pub name: String,
    /// The study day that it is on; it may be past.
    pub day: StudyDay,
    /// Minutes after midnight, to be shown only.
    pub minute: Option<u16>,
    /// How much it matters beside the others, above 0 to 1,000.
    pub weight: f64,
    /// The share of the points to reach, above 0 to 1.
    pub target: f64,
    /// The share of the points from which it is passed, 0 to 1.
    pub pass: f64,
    pub scale: Scale,
    pub questions: Questions,
    pub after: AfterExam,
    /// Its topics with their weights, 0 to 1,000; with weight 0 a topic is left out for now.
    pub topics: Vec<(Uuid, f64)>,
}

impl NewExam {
    /// An exam of this name on this day, everything else as usual and without topics.
    pub fn named(name: impl Into<String>, day: StudyDay) -> NewExam {
        NewExam {
            course: None,
            name: name.into(),
            day,
            minute: None,
            weight: 1.0,
            target: 0.85,
            pass: 0.5,
            scale: Scale::percent(),
            questions: Questions::default(),
            after: AfterExam::Keep,
            topics: Vec::new(),
        }
    }
}

/// An exam.
#[derive(Debug, Clone, PartialEq)]
pub struct Exam {
    pub space: SpaceId,
    pub id: Uuid,
    pub version: i64,
    pub content: NewExam,
    pub deleted_at: Option<i64>,
}

/// A topic that an exam may ask for. The topic of a card is the topic of its deck if the deck has one, else the deck itself:
/// so every deck is a topic, nested ones are their own.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicChoice {
    pub id: TopicId,
    pub name: String,
    /// Names of the decks above, outermost first; empty for a topic of a course's tree.
    pub above: Vec<String>,
    pub course: CourseId,
    /// Cards of it that are not paused, and how many of them are new.
    pub cards: u32,
    pub new: u32,
    /// Its decks, for studying it alone.
    pub decks: Vec<Uuid>,
}

/// What a course, or an outermost deck without one, looks like on a step.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseLook {
    pub id: CourseId,
    pub name: String,
    /// One of [`crate::courses::HUES`].
    pub hue: Option<String>,
    pub letter: Option<String>,
}

/// When a learner can study, as they set it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Availability {
    /// 0 before it was ever set: then every day has [`super::USUAL_MINUTES`].
    pub version: i64,
    /// Minutes, Monday to Sunday, 0 to 1,440.
    pub weekdays: [u16; 7],
    pub off: Vec<StudyDay>,
    /// Days that have other minutes than their weekday, once.
    pub changed: Vec<(StudyDay, u16)>,
}

/// An imported calendar, whose events are times to do something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusyCalendar {
    pub id: Uuid,
    pub name: String,
    pub imported_at: Millis,
    /// Busy times that are known of it, those that overlap counted as one.
    pub times: usize,
    /// Up to when it was read.
    pub until: Millis,
}

/// What could be read of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusyImport {
    pub calendar: Uuid,
    pub times: usize,
    /// What could not be read, by line, at most 100 of them.
    pub problems: Vec<(u64, String)>,
}

/// A grade as predicted, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forecast {
    Grade(Grade),
    Missing(GradeMissing),
}

/// The prediction of one exam. Shares of the points are 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// Half of the chance lies below, half above.
    pub median: f64,
    /// The middle 80 %.
    pub low: f64,
    pub high: f64,
    /// The chance to pass.
    pub pass: f64,
    /// The chance to reach the target.
    pub target: f64,
    /// The share of the exam's weight that answers or cards have touched.
    pub touched: f64,
    /// What the exam's scale calls `low`, `median` and `high`.
    pub names: [String; 3],
}

/// What is missing before a grade can be predicted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "missing")]
pub enum GradeMissing {
    /// No plan says yet what will be remembered on the day: see [`Plan::missing`].
    Plan,
    /// So many more answers or learnt cards.
    Answers { more: usize },
    /// Too little of the exam has been touched, of the share that is needed.
    Touched { share: f64, needed: f64 },
    /// No topic has a weight.
    Topics,
}

impl From<NoGrade> for GradeMissing {
    fn from(why: NoGrade) -> GradeMissing {
        match why {
            NoGrade::TooFewAnswers { missing } => GradeMissing::Answers { more: missing },
            NoGrade::TooLittleTouched { touched, needed } => GradeMissing::Touched { share: touched, needed },
            // the numbers are made here from checked ones
            NoGrade::Recalls(_) | NoGrade::Ability(_) => GradeMissing::Topics,
        }
    }
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanState {
    /// No exam ahead, and nothing planned.
    None,
    /// It is there and of today.
    Ready,
    /// What is there is from another day, or something it depends on has changed; it can be shown meanwhile.
    Stale,
}

/// The plan as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanView {
    pub state: PlanState,
    /// A new one is being made: asked for, or under way.
    pub pending: bool,
    /// The last try failed; the server's log says why.
    pub failed: bool,
    /// What [`super::move_step`] and [`super::take_way`] take; 0 without a plan.
    pub version: i64,
    pub made_at: Option<Millis>,
    pub plan: Option<Plan>,
    /// Exams ahead, by date, with what is expected; then those that are over and ask what to do with their cards.
    pub exams: Vec<ExamView>,
    /// How far the steps of today are.
    pub progress: Vec<Progress>,
    /// Days of the last week that had steps of which none was done, oldest first.
    pub missed: Vec<StudyDay>,
    pub topics: Vec<TopicChoice>,
    pub courses: Vec<CourseLook>,
    /// Titles of what is read.
    pub sources: Vec<(MaterialId, String)>,
}

impl PlanView {
    /// Steps of a day in the order to do them.
    pub fn steps_on(&self, day: StudyDay) -> impl Iterator<Item = &Step> {
        self.plan.iter().flat_map(|plan| &plan.steps).filter(move |step| step.day == day)
    }
}

/// How far a step of today is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub step: StepId,
    /// Cards answered of `of`; of something read: pages.
    pub done: u32,
    pub of: u32,
    /// Ticked off.
    pub is_over: bool,
}

/// An exam with what is expected of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamView {
    pub exam: Exam,
    /// Days from today; 0 today, negative when it is over.
    pub days_left: i32,
    /// What the plan simulates for it.
    pub outlook: Option<ExamOutlook>,
    pub forecast: Forecast,
    pub result: Option<ExamResult>,
}

/// How an exam went.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamResult {
    /// The share of the points, 0 to 1.
    pub share: f64,
    /// As the learner wrote it, or as the scale names the share.
    pub grade: String,
    pub at: Millis,
}

/// A prediction beside what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub exam: Uuid,
    pub name: String,
    pub day: StudyDay,
    /// The last prediction before the exam.
    pub low: f64,
    pub median: f64,
    pub high: f64,
    pub pass: f64,
    pub result: f64,
    pub passed: bool,
    /// The result lay within the middle 80 %.
    pub inside: bool,
}

/// How often predictions were right: 8 of 10 should be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrackRecord {
    /// Newest exam first.
    pub exams: Vec<Compared>,
    /// So many of them lay inside.
    pub inside: usize,
    /// Mean distance of the result from the median, as a share of the points; `None` without exams.
    pub mean_error: Option<f64>,
}
