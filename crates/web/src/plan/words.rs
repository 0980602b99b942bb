//! What a plan says, in words: names of what its ids mean, steps, reasons, what is missing.

use crate::i18n::{Locale, day_and_date, percent, t};
use crate::statistics::charts::{civil, short_day};
use crate::t_args;
use memory::StudyDay;
use memory::plan::{CourseId, ExamId, Missing, Part, Reason, Step, StepKind, TopicId};
use studium_core::plan::{CourseLook, ExamView, PlanView, TopicChoice, uuid_of};

/// A plan with what its ids are called.
#[derive(Clone, Copy)]
pub struct Named<'p> {
    pub view: &'p PlanView,
    pub locale: Locale,
}

impl<'p> Named<'p> {
    pub fn topic(&self, id: TopicId) -> Option<&'p TopicChoice> {
        self.view.topics.iter().find(|topic| topic.id == id)
    }

    pub fn course(&self, id: CourseId) -> Option<&'p CourseLook> {
        self.view.courses.iter().find(|course| course.id == id)
    }

    pub fn exam(&self, id: ExamId) -> Option<&'p ExamView> {
        self.view.exams.iter().find(|shown| shown.exam.id == uuid_of(id))
    }

    pub fn exam_name(&self, id: ExamId) -> String {
        self.exam(id).map_or_else(|| t(self.locale, "plan-exam-gone"), |shown| shown.exam.content.name.clone())
    }

    /// The courses that a step is about, the largest share first.
    pub fn courses(&self, step: &Step) -> Vec<&'p CourseLook> {
        let of_topic = |(id, _): &(TopicId, u32)| self.topic(*id).map(|topic| topic.course);
        let mut courses: Vec<&CourseLook> = Vec::new();
        for id in std::iter::once(step.course).chain(step.topics.iter().filter_map(of_topic)) {
            if let Some(course) = self.course(id)
                && !courses.iter().any(|have| have.id == id)
            {
                courses.push(course);
            }
        }
        courses
    }

    /// What a step is about: the text that is read, else its topics, at most two by name.
    pub fn about(&self, step: &Step) -> String {
        if let Some(material) = step.material
            && let Some((_, title)) = self.view.sources.iter().find(|(id, _)| *id == material)
        {
            return title.clone();
        }
        let topics: Vec<&str> =
            step.topics.iter().filter_map(|(id, _)| self.topic(*id)).map(|t| t.name.as_str()).collect();
        match topics.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, two] => format!("{one}, {two}"),
            [one, two, rest @ ..] => {
                t_args!(self.locale, "plan-about-more", one = *one, two = *two, more = rest.len())
            }
        }
    }

    /// Where a step is begun.
    pub fn address(&self, step: &Step) -> String {
        if let Some(material) = step.material {
            return format!("/sources/{}", uuid_of(material));
        }
        // reviews are of all topics, whichever the plan expected them of
        if step.kind == StepKind::Review {
            return "/study".to_owned();
        }
        let mut decks = step.topics.iter().filter_map(|(id, _)| self.topic(*id)).flat_map(|topic| &topic.decks);
        match (decks.next(), decks.next()) {
            (Some(deck), None) => format!("/study?deck={deck}"),
            _ => "/study".to_owned(),
        }
    }

    /// Why a step is there.
    pub fn reason(&self, reason: Reason) -> String {
        let l = self.locale;
        match reason {
            Reason::Due { recall } => t_args!(l, "plan-why-due", recall = percent(l, recall)),
            Reason::Consolidation { exam, days_left } => {
                t_args!(l, "plan-why-consolidation", exam = self.exam_name(exam), days = days_left)
            }
            Reason::Coverage { exam, remaining, by } => t_args!(
                l,
                "plan-why-coverage",
                exam = self.exam_name(exam),
                remaining = remaining,
                by = short_day(l, by)
            ),
            Reason::BeforeCards { exam } => t_args!(l, "plan-why-before-cards", exam = self.exam_name(exam)),
            Reason::Spaced { exam } => t_args!(l, "plan-why-spaced", exam = self.exam_name(exam)),
            Reason::Rehearsal { exam, days_left } => {
                t_args!(l, "plan-why-rehearsal", exam = self.exam_name(exam), days = days_left)
            }
            Reason::Mistakes { exam } => t_args!(l, "plan-why-mistakes", exam = self.exam_name(exam)),
            Reason::Moved => t(l, "plan-why-moved"),
            Reason::Missed { from } => t_args!(l, "plan-why-missed", day = day_and_date(l, civil(from))),
        }
    }

    /// What is missing, and the address where it can be mended with the words for its button.
    pub fn missing(&self, missing: Missing) -> (String, String, &'static str) {
        let l = self.locale;
        let exam_address = |exam| format!("/plan/exams/{}/edit", uuid_of(exam));
        match missing {
            Missing::Exams => (t(l, "plan-missing-exams"), "/plan/exams/new".into(), "plan-add-exam"),
            Missing::Minutes => (t(l, "plan-missing-minutes"), "/plan/availability".into(), "plan-set-times"),
            Missing::Answers { have, need } => {
                (t_args!(l, "plan-missing-answers", left = need.saturating_sub(have)), "/study".into(), "today-start")
            }
            Missing::Material { exam } => (
                t_args!(l, "plan-missing-material", exam = self.exam_name(exam)),
                exam_address(exam),
                "plan-choose-topics",
            ),
            Missing::FarAway { exam } => {
                (t_args!(l, "plan-missing-far", exam = self.exam_name(exam)), exam_address(exam), "plan-exam-edit")
            }
        }
    }
}

/// "Review 34", "12 new cards", "Read p. 3–8": fits a column of the week.
pub fn short(l: Locale, step: &Step) -> String {
    match (step.kind, step.part) {
        (StepKind::Review, _) => t_args!(l, "plan-step-review", n = step.count),
        (StepKind::LearnNew, _) => t_args!(l, "plan-step-new", n = step.count),
        (StepKind::Read, Some(Part { pages: Some((first, last)), .. })) if first == last => {
            t_args!(l, "plan-step-read-page", page = first)
        }
        (StepKind::Read, Some(Part { pages: Some((first, last)), .. })) => {
            t_args!(l, "plan-step-read-pages", first = first, last = last)
        }
        (StepKind::Read, Some(part)) if part.of > 1 => {
            t_args!(l, "plan-step-read-part", part = part.index + 1, of = part.of)
        }
        (StepKind::Read, _) => t(l, "plan-step-read"),
        (StepKind::Quiz, _) => t(l, "plan-step-quiz"),
        (StepKind::MockExam, Some(part)) if part.of > 1 => {
            t_args!(l, "plan-step-mock-part", part = part.index + 1, of = part.of)
        }
        (StepKind::MockExam, _) => t(l, "plan-step-mock"),
        (StepKind::Mend, _) => t_args!(l, "plan-step-mend", n = step.count),
    }
}

/// "Review 34 cards", "Learn 12 new cards": where there is room, on Today and in calendars.
pub fn title(l: Locale, step: &Step) -> String {
    match step.kind {
        StepKind::Review => t_args!(l, "plan-title-review", n = step.count),
        StepKind::LearnNew => t_args!(l, "plan-title-new", n = step.count),
        _ => short(l, step),
    }
}

/// The icon of a kind of step.
pub fn icon_of(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Review => "layers",
        StepKind::LearnNew => "plus",
        StepKind::Read => "book-open",
        StepKind::Quiz => "list",
        StepKind::MockExam => "stamp",
        StepKind::Mend => "wrench",
    }
}

/// "Mon", "Mo".
pub fn weekday(l: Locale, day: StudyDay) -> String {
    let letters = if l == Locale::De { 2 } else { 3 };
    t(l, &format!("weekday-{}", civil(day).weekday().to_monday_one_offset())).chars().take(letters).collect()
}

/// "23 to 29 November", "28 November to 4 December"; in German with its dots.
pub fn span(l: Locale, first: StudyDay, last: StudyDay) -> String {
    let (a, b) = (civil(first), civil(last));
    let month = |month: i8| t(l, &format!("month-{month}"));
    let dot = if l == Locale::De { "." } else { "" };
    let end = format!("{}{dot} {}", b.day(), month(b.month()));
    let begin = match a.month() == b.month() {
        true => format!("{}{dot}", a.day()),
        false => format!("{}{dot} {}", a.day(), month(a.month())),
    };
    t_args!(l, "plan-span", first = begin, last = end)
}

/// "today", "tomorrow", "in 18 days"; for a day that is over "yesterday", "2 days ago".
pub fn countdown(l: Locale, days: i32) -> String {
    crate::i18n::relative_day(l, i64::from(days))
}
