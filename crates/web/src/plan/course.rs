//! On a subject's page: recall by topic against the weight in its next exam.

use super::exam_views::topics;
use super::{grade, words};
use crate::i18n::{Locale, date, t};
use crate::statistics::charts::civil;
use crate::t_args;
use maud::{Markup, html};
use studium_core::plan::{ExamView, PlanView};
use uuid::Uuid;

/// The subject's exams ahead, by date.
fn exams(view: &PlanView, course: Uuid) -> impl Iterator<Item = &ExamView> {
    view.exams.iter().filter(move |shown| shown.days_left >= 0 && shown.exam.content.course == Some(course))
}

/// Topics by recall on the day of the subject's next exam; nothing without one.
pub fn by_topic(l: Locale, view: &PlanView, course: Uuid) -> Markup {
    let outlook = exams(view, course).find_map(|shown| shown.outlook.as_ref());
    html! { @if let Some(outlook) = outlook.filter(|outlook| !outlook.topics.is_empty()) { (topics(l, view, outlook)) } }
}

/// The subject's exams, for the side of its page.
pub fn aside(l: Locale, view: &PlanView, course: Uuid) -> Markup {
    html! {
        @for shown in exams(view, course) {
            @let id = format!("h-exam-{}", shown.exam.id);
            section aria-labelledby=(id) {
                div class="section-head" {
                    h2 id=(id) { a href={ "/plan/exams/" (shown.exam.id) } { (shown.exam.content.name) } }
                    small { (words::countdown(l, shown.days_left)) }
                }
                p class="small quiet" { (date(l, civil(shown.exam.content.day))) }
                (grade::block(l, &shown.exam, &shown.forecast))
            }
        }
        @if exams(view, course).next().is_none() {
            section aria-labelledby="h-exam" {
                div class="section-head" { h2 id="h-exam" { (t(l, "plan-exam")) } }
                p class="small quiet" { (t(l, "plan-course-none")) }
                p { a class="button" href={ "/plan/exams/new?course=" (course) } { (t(l, "plan-add-exam")) } }
            }
        }
    }
}

/// What follows the subject's lead: when its next exam is.
pub fn after(l: Locale, view: &PlanView, course: Uuid) -> Option<String> {
    let next = exams(view, course).next()?;
    Some(t_args!(l, "plan-course-after", exam = &next.exam.content.name, when = words::countdown(l, next.days_left)))
}
