//! Seven days of the plan: what is done when, and a menu at each step that moves it. The element `<plan-week>` adds moving
//! by drag and by keys; the menu is a plain form.

use super::pages::DAYS_SHOWN;
use super::words::{self, Named};
use crate::frame::parts::{icon, tile};
use crate::i18n::{Locale, day_and_date, t};
use crate::statistics::charts::civil;
use crate::t_args;
use maud::{Markup, html};
use memory::StudyDay;
use memory::plan::{Plan, Step, StepId};
use studium_core::plan::{CourseLook, Progress, uuid_of};

/// A step can be put on one of so many days from today.
const DAYS_OFFERED: i32 = 14;
/// On a step that is about more subjects, so many letters are shown.
const TILES: usize = 4;

pub struct Week<'p> {
    pub named: Named<'p>,
    pub plan: &'p Plan,
    pub today: StudyDay,
    pub from: StudyDay,
    /// The step that was just moved.
    pub moved: Option<StepId>,
}

impl Week<'_> {
    fn locale(&self) -> Locale {
        self.named.locale
    }

    /// Minutes there are on a day and minutes planned; `None` after the last exam.
    fn load(&self, day: StudyDay) -> Option<(u32, u32)> {
        self.plan.days.iter().find(|load| load.day == day).map(|load| (load.cap, load.minutes))
    }

    /// Each topic of the step has an exam after the day.
    fn is_before_exam(&self, step: &Step, day: StudyDay) -> bool {
        step.topics.iter().all(|(topic, _)| {
            let mut exams = self.plan.exams.iter().filter(|exam| exam.day > day);
            exams.any(|exam| exam.topics.iter().any(|recall| recall.topic == *topic))
        })
    }

    fn progress(&self, step: &Step) -> Option<&Progress> {
        self.named.view.progress.iter().find(|progress| progress.step == step.id && step.day == self.today)
    }

    pub fn render(&self) -> Markup {
        let l = self.locale();
        let last = self.from.plus(DAYS_SHOWN - 1);
        let weeks = |days: i32| format!("/plan?from={}#week", self.from.plus(days).to_iso());
        html! {
            section class="week-wrap" id="week" aria-labelledby="h-week" {
                div class="section-head week-head" {
                    h2 id="h-week" { (words::span(l, self.from, last)) }
                    div class="row tight" {
                        @if self.from > self.today {
                            @let back = (self.from.days_since(self.today)).min(DAYS_SHOWN);
                            a class="icon-button" href=(weeks(-back)) aria-label=(t(l, "plan-week-before")) { (icon("chevron-left")) }
                            a class="button compact only-wide" href="/plan#week" { (t(l, "plan-week-now")) }
                        }
                        a class="icon-button" href=(weeks(DAYS_SHOWN)) aria-label=(t(l, "plan-week-after")) { (icon("chevron-right")) }
                    }
                }
                plan-week {
                    ol class="week" { @for n in 0..DAYS_SHOWN { (self.day(self.from.plus(n))) } }
                    p class="visually-hidden" role="status" data-role="said" {}
                }
                p class="small quiet drag" { (t(l, "plan-drag")) " " kbd { "M" } (t(l, "plan-drag-key")) }
            }
        }
    }

    fn day(&self, day: StudyDay) -> Markup {
        let l = self.locale();
        let date = civil(day);
        let (cap, minutes) = self.load(day).unwrap_or((0, 0));
        let is_after = self.load(day).is_none();
        let steps: Vec<&Step> = self.plan.steps.iter().filter(|step| step.day == day).collect();
        let exams = self.named.view.exams.iter().filter(|shown| shown.exam.content.day == day);
        html! {
            li class=(if cap == 0 { "day rest" } else { "day" }) data-day=(day.to_iso()) aria-current=[(day == self.today).then_some("date")]
                data-into=(t_args!(l, "plan-move-into", day = day_and_date(l, date))) {
                h3 { span class="visually-hidden" { (day_and_date(l, date)) } span aria-hidden="true" { (words::weekday(l, day)) } " " b aria-hidden="true" { (date.day()) } }
                @if cap > 0 {
                    div class="cap" {
                        progress value=(minutes) max=(cap) aria-label=(t_args!(l, "plan-day-load", minutes = minutes, cap = cap)) {}
                        small class="num" { (t_args!(l, "plan-day-of", minutes = minutes, cap = cap)) }
                    }
                } @else {
                    div class="cap" { progress value="0" max="1" aria-label=(t(l, "plan-day-none")) {} small { (t(l, if is_after { "plan-day-after" } else { "plan-day-rest" })) } }
                }
                @for shown in exams {
                    p class="exam-day small" { (icon("stamp")) a href={ "/plan/exams/" (shown.exam.id) } { (shown.exam.content.name) } }
                }
                @if steps.is_empty() { p class="small quiet" { (t(l, "plan-day-empty")) } }
                @else { ul { @for step in steps { (self.step(step)) } } }
            }
        }
    }

    fn step(&self, step: &Step) -> Markup {
        let l = self.locale();
        let courses = self.named.courses(step);
        let hue = match courses.as_slice() {
            [one] => one.hue.as_deref().or(Some("teal")),
            _ => None,
        };
        let size = match step.minutes {
            ..10 => "",
            10..15 => " mid",
            15..40 => " tall",
            _ => " max",
        };
        let progress = self.progress(step);
        let over = progress.is_some_and(|progress| progress.is_over);
        let class = format!("pb{size}{}{}", if hue.is_none() { " mixed" } else { "" }, if over { " over" } else { "" });
        let id = uuid_of(step.id);
        let title = words::short(l, step);
        let about = if hue.is_some() || step.material.is_some() { self.named.about(step) } else { String::new() };
        html! {
            // where a moved step ends that has no menu, because it is ticked off there, the focus is on the step
            @let focused = over && self.moved == Some(step.id);
            li class=(class) id={ "step-" (id) } data-hue=[hue] data-step=(id) tabindex=[focused.then_some("-1")] autofocus[focused] {
                span class="pb-name" {
                    @if step.day == self.today && !over { a href=(self.named.address(step)) { (title) } } @else { (title) }
                    @if over { " " (icon("check")) span class="visually-hidden" { (t(l, "plan-step-over")) } }
                    small {
                        (t_args!(l, "plan-step-minutes", minutes = step.minutes))
                        @if !about.is_empty() { ", " (about) }
                        @if let Some(p) = progress.filter(|p| p.done > 0 && !p.is_over) { ", " (t_args!(l, "plan-step-so-far", done = p.done, of = p.of)) }
                    }
                }
                span class="pb-foot" {
                    (tiles(&courses))
                    @if step.pinned { span class="badge" { (t(l, "plan-step-moved")) } }
                    @if !over { (self.menu(step, &title)) }
                }
            }
        }
    }

    /// Why it is there, and the days to which it can be moved.
    fn menu(&self, step: &Step, title: &str) -> Markup {
        let l = self.locale();
        let id = uuid_of(step.id);
        let day_name = day_and_date(l, civil(step.day));
        let offered = (0..DAYS_OFFERED).map(|n| self.today.plus(n)).filter(|day| *day != step.day);
        let days: Vec<(StudyDay, u32)> = offered
            .filter_map(|day| Some((day, self.load(day)?)))
            .filter(|(day, (cap, _))| *cap > 0 && step.can_go_to(*day) && self.is_before_exam(step, *day))
            .map(|(day, (cap, minutes))| (day, cap.saturating_sub(minutes)))
            .collect();
        html! {
            details class="move" data-role="menu" {
                summary class="icon-button" aria-label=(t_args!(l, "plan-move-label", step = title, day = day_name)) title=(t(l, "plan-move-title"))
                    autofocus[self.moved == Some(step.id)] { (icon("ellipsis")) }
                @let tick = format!("tick-{id}");
                @if step.material.is_some() && step.day == self.today {
                    form id=(tick) method="post" action={ "/plan/steps/" (id) "/tick" } {
                        input type="hidden" name="version" value=(self.named.view.version);
                        input type="hidden" name="done" value="yes";
                    }
                }
                form class="menu floating" method="post" action={ "/plan/steps/" (id) } {
                    @if step.material.is_some() && step.day == self.today {
                        button form=(tick) { (icon("check")) (t(l, "plan-tick")) }
                    }
                    p class="small" { (self.named.reason(step.reason)) }
                    input type="hidden" name="version" value=(self.named.view.version);
                    @if self.from > self.today { input type="hidden" name="from" value=(self.from.to_iso()); }
                    p class="nav-head" { (t(l, "plan-move")) }
                    @if days.is_empty() { p class="small quiet" { (t(l, "plan-move-nowhere")) } }
                    @for (day, free) in days {
                        button name="day" value=(day.to_iso()) disabled[free < step.minutes] {
                            span { (words::weekday(l, day)) " " (civil(day).day()) }
                            span class="end" { (t_args!(l, "plan-move-free", minutes = free)) }
                        }
                    }
                }
            }
        }
    }
}

fn tiles(courses: &[&CourseLook]) -> Markup {
    let names: Vec<&str> = courses.iter().map(|course| course.name.as_str()).collect();
    html! {
        span class="tiles" {
            @for course in courses.iter().take(TILES) { (course_tile(course)) }
            @if courses.len() > TILES { span class="small" aria-hidden="true" { "+" (courses.len() - TILES) } }
        }
        span class="visually-hidden" { (names.join(", ")) }
    }
}

/// The letter of a course on its colour.
pub fn course_tile(course: &CourseLook) -> Markup {
    tile(course.hue.as_deref().unwrap_or("teal"), &course.letter.clone().unwrap_or_else(|| initial(&course.name)))
}

fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect()).unwrap_or_default()
}
