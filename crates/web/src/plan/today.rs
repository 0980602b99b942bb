//! On Today: the steps of the plan, each starting the right thing, and the exams ahead.

use super::words::{self, Named};
use super::{grade, week};
use crate::frame::parts::icon;
use crate::i18n::{Locale, t};
use crate::t_args;
use maud::{Markup, html};
use memory::StudyDay;
use memory::plan::{Step, Verdict};
use studium_core::plan::{ExamView, Forecast, PlanState, PlanView, Progress, uuid_of};

/// Exams that are shown.
const EXAMS: usize = 3;

/// The plan as Today shows it; only one that is of today is followed.
#[derive(Clone, Copy)]
pub struct PlanToday<'p> {
    named: Named<'p>,
    today: StudyDay,
}

impl<'p> PlanToday<'p> {
    /// `None` when there is no plan of today with a step for it.
    pub fn of(view: &'p PlanView, locale: Locale, today: StudyDay) -> Option<PlanToday<'p>> {
        let named = Named { view, locale };
        let followed = view.state == PlanState::Ready && view.plan.as_ref().is_some_and(|plan| plan.today == today);
        (followed && view.steps_on(today).next().is_some()).then_some(PlanToday { named, today })
    }

    fn steps(&self) -> impl Iterator<Item = (&'p Step, Option<&'p Progress>)> {
        let view = self.named.view;
        view.steps_on(self.today).map(|step| (step, view.progress.iter().find(|progress| progress.step == step.id)))
    }

    fn open(&self) -> impl Iterator<Item = (&'p Step, Option<&'p Progress>)> {
        self.steps().filter(|(_, progress)| progress.is_none_or(|progress| !progress.is_over))
    }

    /// Whether everything for today is ticked off.
    pub fn is_done(&self) -> bool {
        self.open().next().is_none()
    }

    /// "Four steps today, 44 minutes, and Biology stays on track."
    pub fn lead(&self) -> String {
        let l = self.named.locale;
        let (count, minutes) =
            self.open().fold((0u32, 0u32), |(count, sum), (step, _)| (count + 1, sum + step.minutes));
        if count == 0 {
            return t(l, "plan-today-done");
        }
        let fits = self.named.view.plan.as_ref().is_some_and(|plan| matches!(plan.verdict, Some(Verdict::Fits { .. })));
        let next = self.named.view.exams.iter().find(|exam| exam.days_left > 0);
        match next.filter(|_| fits) {
            Some(next) => {
                t_args!(l, "plan-today-lead-fits", n = count, minutes = minutes, exam = &next.exam.content.name)
            }
            None => t_args!(l, "plan-today-lead", n = count, minutes = minutes),
        }
    }

    /// Where the next step is begun.
    pub fn start(&self) -> String {
        self.open().next().map_or_else(|| "/study".to_owned(), |(step, _)| self.named.address(step))
    }

    pub fn section(&self) -> Markup {
        let l = self.named.locale;
        let next = self.open().next().map(|(step, _)| step.id);
        html! {
            section aria-labelledby="h-steps" {
                div class="section-head" { h2 id="h-steps" { (t(l, "today-steps")) } a href="/plan" { (t(l, "plan-change")) } }
                ol class="rows blocks" {
                    @for (step, progress) in self.steps() { (self.row(step, progress, next == Some(step.id))) }
                }
            }
        }
    }

    fn row(&self, step: &Step, progress: Option<&Progress>, next: bool) -> Markup {
        let l = self.named.locale;
        let over = progress.is_some_and(|progress| progress.is_over);
        let title = words::title(l, step);
        let about = self.named.about(step);
        let reason = self.named.reason(step.reason);
        html! {
            li class=(if over { "block done" } else { "block" }) id={ "step-" (uuid_of(step.id)) } aria-current=[next.then_some("step")] {
                span class="mins num" { (step.minutes) small { " " (t(l, "today-min")) } }
                span class="block-icon" { (icon(if over { "check" } else { words::icon_of(step.kind) })) }
                div {
                    @if over { span class="title" { (title) span class="visually-hidden" { ", " (t(l, "plan-step-over")) } } }
                    @else { a class="title" href=(self.named.address(step)) { (title) } }
                    p class="meta" {
                        (about)
                        @if let Some(p) = progress.filter(|p| p.done > 0 && !p.is_over) {
                            @if !about.is_empty() { ", " }
                            (t_args!(l, "plan-step-so-far", done = p.done, of = p.of))
                        }
                    }
                    @if !over { p class="meta" { (reason) } }
                }
                @if step.material.is_some() && !over {
                    form method="post" action={ "/plan/steps/" (uuid_of(step.id)) "/tick" } {
                        input type="hidden" name="version" value=(self.named.view.version);
                        input type="hidden" name="next" value="today";
                        button class="icon-button" name="done" value="yes" aria-label=(t_args!(l, "plan-tick-step", step = &title)) { (icon("check")) }
                    }
                } @else if next { span class="badge accent only-wide" { (t(l, "today-step-next")) } }
            }
        }
    }
}

/// The exams ahead, for the side of Today; nothing without one.
pub fn exams(l: Locale, view: &PlanView) -> Markup {
    let ahead: Vec<&ExamView> = view.exams.iter().filter(|exam| exam.days_left >= 0).take(EXAMS).collect();
    if ahead.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="h-exams" {
            div class="section-head" { h2 id="h-exams" { (t(l, "plan-exams-short")) } a href="/plan" { (t(l, "nav-plan")) } }
            ul class="rows exams" { @for exam in ahead { (exam_row(l, view, exam)) } }
        }
    }
}

fn exam_row(l: Locale, view: &PlanView, shown: &ExamView) -> Markup {
    let content = &shown.exam.content;
    let course = content.course.and_then(|id| view.courses.iter().find(|look| uuid_of(look.id) == id));
    html! {
        li {
            p class="exam-top" {
                @if let Some(course) = course { (week::course_tile(course)) }
                a href={ "/plan/exams/" (shown.exam.id) } { (content.name) }
                span class="end" { (words::countdown(l, shown.days_left)) }
            }
            @match &shown.forecast {
                Forecast::Grade(g) => {
                    (grade::range(g.low, g.median, g.high, Some(content.target)))
                    p class="exam-sum" {
                        span { strong { (grade::median(l, &shown.exam, g)) } " " span class="quiet" { (grade::interval(l, &shown.exam, g)) } }
                        @if g.median >= content.target { span class="badge good end" { (t(l, "plan-on-track")) } }
                        @else { span class="badge warn end" { (t(l, "plan-below-goal")) } }
                    }
                }
                Forecast::Missing(why) => { p class="small quiet" { (grade::missing(l, *why)) } }
            }
        }
    }
}
