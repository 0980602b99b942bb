//! The page Plan: whether it fits, the ways out, the week, exams, and how often predictions were right.

use super::words::{self, Named};
use super::{grade, week};
use crate::decks::undo::Notice;
use crate::frame::parts::{Tone, Wrong, icon, note_box};
use crate::frame::{Nav, SignedIn, app_page};
use crate::i18n::{Locale, day_and_date, percent, t};
use crate::statistics::charts::{civil, short_day};
use crate::t_args;
use maud::{Markup, html};
use memory::StudyDay;
use memory::plan::{Change, Missing, Plan, Reason, StepId, Verdict, WayOut};
use studium_core::plan::{ExamView, Forecast, PlanView, TrackRecord, uuid_of};

pub struct Shown<'a> {
    pub me: &'a SignedIn,
    pub notice: &'a Notice,
    pub view: &'a PlanView,
    pub record: &'a TrackRecord,
    pub today: StudyDay,
    /// The first day of the week that is shown.
    pub from: StudyDay,
    pub said: Option<Said>,
    pub wrong: Wrong,
}

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Moved(StepId),
    Way,
    After,
    Result,
    Ticked,
}

impl Said {
    pub fn parse(word: &str) -> Option<Said> {
        let all = [Said::Way, Said::After, Said::Result, Said::Ticked];
        all.into_iter().find(|said| said.word() == word)
    }

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Said::Moved(_) => "moved",
            Said::Way => "way",
            Said::After => "after",
            Said::Result => "result",
            Said::Ticked => "ticked",
        }
    }
}

/// How things stand.
enum Situation<'p> {
    /// No exam ahead.
    NoExam,
    /// There is no plan yet; it is being made.
    Making,
    /// There is no plan: the last try failed.
    Failed,
    /// Something has to be there first.
    Missing(Missing),
    Planned(&'p Verdict),
}

impl<'a> Shown<'a> {
    fn locale(&self) -> Locale {
        self.me.locale
    }

    fn named(&self) -> Named<'a> {
        Named { view: self.view, locale: self.me.locale }
    }

    fn ahead(&self) -> impl Iterator<Item = &'a ExamView> {
        self.view.exams.iter().filter(|shown| shown.days_left >= 0)
    }

    fn situation(&self) -> Situation<'a> {
        if self.ahead().next().is_none() {
            return Situation::NoExam;
        }
        let Some(plan) = &self.view.plan else {
            return if self.view.failed && !self.view.pending { Situation::Failed } else { Situation::Making };
        };
        // an exam without material says more than that none can be planned
        let first = plan.missing.iter().find(|missing| missing.blocks() && **missing != Missing::Exams);
        match (&plan.verdict, first.or(plan.missing.first())) {
            (Some(verdict), _) => Situation::Planned(verdict),
            (None, Some(missing)) => Situation::Missing(*missing),
            (None, None) => Situation::Making,
        }
    }
}

pub fn page(shown: &Shown) -> Markup {
    let l = shown.locale();
    let situation = shown.situation();
    let planned = matches!(situation, Situation::Planned(_));
    app_page(
        shown.me,
        &t(l, "nav-plan"),
        Nav::Plan,
        html! {
            div class="page wide" {
                (shown.notice.bar(l))
                div class="stack-m" { (notes(shown, &situation)) (head(shown, &situation)) }
                @for over in shown.view.exams.iter().filter(|exam| exam.days_left < 0) { (over_exam(l, over)) }
                @if let Situation::Planned(Verdict::Short { ways, .. }) = &situation { (ways_out(shown, ways)) }
                @if planned && let Some(plan) = &shown.view.plan { (the_week(shown, plan)) }
                div class="stack" {
                    @if shown.ahead().next().is_some() { (exams(shown)) }
                    (times(shown))
                    (grade::record(l, shown.record))
                    @if planned { p class="small quiet" { (t(l, "plan-simulated")) } }
                }
            }
        },
    )
}

/// What was just done, what went wrong, and what is under way.
fn notes(shown: &Shown, situation: &Situation) -> Markup {
    let l = shown.locale();
    html! {
        @if shown.me.actor.demo { (note_box(Tone::Info, html! { (t(l, "today-simulated")) })) }
        @for (_, key) in shown.wrong.0.iter().filter(|(field, _)| field != "way") { (note_box(Tone::Bad, html! { (t(l, key)) })) }
        @if let Some(said) = shown.said { (note_box(Tone::Good, html! { (said_words(shown, said)) })) }
        @if shown.view.pending && !matches!(situation, Situation::NoExam | Situation::Making) {
            job-progress class="note-box" src="/plan/state" data-then="/plan" {
                (icon("refresh-cw"))
                span role="status" data-role="text" { (t(l, "plan-pending")) }
            }
        } @else if shown.view.failed && shown.view.plan.is_some() && !shown.view.pending {
            (note_box(Tone::Warn, html! { (t(l, "plan-failed-old")) }))
            (again(l))
        }
        @if let (Situation::Planned(_), Some(plan)) = (situation, &shown.view.plan) {
            @for missing in &plan.missing {
                @let (text, href, button) = shown.named().missing(*missing);
                (note_box(Tone::Warn, html! { (text) " " a href=(href) { (t(l, button)) } }))
            }
        }
    }
}

fn said_words(shown: &Shown, said: Said) -> String {
    let l = shown.locale();
    match said {
        Said::Moved(id) => {
            let steps = shown.view.plan.iter().flat_map(|plan| &plan.steps);
            match steps.into_iter().find(|step| step.id == id) {
                Some(step) => {
                    t_args!(l, "plan-said-moved", step = words::short(l, step), day = day_and_date(l, civil(step.day)))
                }
                None => t(l, "plan-said-saved"),
            }
        }
        other => t(l, &format!("plan-said-{}", other.word())),
    }
}

fn again(l: Locale) -> Markup {
    html! { form method="post" action="/plan/again" { button class="button" { (icon("refresh-cw")) (t(l, "plan-again")) } } }
}

fn head(shown: &Shown, situation: &Situation) -> Markup {
    let l = shown.locale();
    let next = shown.ahead().next();
    html! {
        header class="page-head" {
            p class="over" {
                @match next {
                    Some(next) => { (t_args!(l, "plan-over", exam = &next.exam.content.name, when = words::countdown(l, next.days_left))) }
                    None => { (day_and_date(l, civil(shown.today))) }
                }
            }
            h1 class="lead" { (lead(shown, situation)) }
            @match situation {
                Situation::NoExam => {
                    p class="after" { (t(l, "plan-none-after")) }
                    p class="row" { a class="button primary" href="/plan/exams/new" { (icon("plus")) (t(l, "plan-add-exam")) } }
                }
                Situation::Making => {
                    job-progress src="/plan/state" data-then="/plan" {
                        progress aria-label=(t(l, "plan-making")) {}
                        p class="small quiet" data-role="text" role="status" { (t(l, "plan-making-after")) }
                    }
                    noscript { p { a class="button" href="/plan" { (t(l, "plan-look-again")) } } }
                }
                Situation::Failed => { p class="after" { (t(l, "plan-failed-after")) } (again(l)) }
                Situation::Missing(missing) => {
                    @let (_, href, button) = shown.named().missing(*missing);
                    p class="after" { (t(l, "plan-missing-after")) }
                    p class="row" { a class="button primary" href=(href) { (t(l, button)) } }
                }
                Situation::Planned(_) => { @if let Some(after) = after(shown) { p class="after" { (after) } } }
            }
        }
    }
}

fn lead(shown: &Shown, situation: &Situation) -> String {
    let l = shown.locale();
    match situation {
        Situation::NoExam => t(l, "plan-lead-none"),
        Situation::Making => t(l, "plan-lead-making"),
        Situation::Failed => t(l, "plan-lead-failed"),
        Situation::Missing(missing) => shown.named().missing(*missing).0,
        Situation::Planned(Verdict::Fits { minutes_a_day, have })
        | Situation::Planned(Verdict::Short { minutes_a_day: Some(minutes_a_day), have, .. }) => {
            t_args!(l, "plan-lead-need", need = *minutes_a_day, have = *have)
        }
        Situation::Planned(Verdict::Short { minutes_a_day: None, have, .. }) => {
            t_args!(l, "plan-lead-never", have = *have)
        }
    }
}

/// More missed days than these are counted.
const DAYS_NAMED: usize = 3;

/// What follows from the verdict, and what was missed.
fn after(shown: &Shown) -> Option<String> {
    let l = shown.locale();
    let plan = shown.view.plan.as_ref()?;
    let named = shown.named();
    let verdict = match plan.verdict.as_ref()? {
        Verdict::Fits { .. } => t(l, "plan-after-fits"),
        Verdict::Short { exams, left_out, .. } => {
            let names: Vec<String> = exams.iter().map(|exam| named.exam_name(*exam)).collect();
            let exams = match names.len() {
                0 => String::new(),
                n => t_args!(l, "plan-after-short", exams = names.join(", "), n = n),
            };
            let left = match *left_out {
                0 => String::new(),
                n => t_args!(l, "plan-after-left-out", n = n),
            };
            format!("{exams} {left}").trim().to_owned()
        }
    };
    // a day without any step done, and days whose reading was put off
    let put_off = plan.steps.iter().filter_map(|step| match step.reason {
        Reason::Missed { from } => Some(from),
        _ => None,
    });
    let mut missed: Vec<StudyDay> = shown.view.missed.iter().copied().chain(put_off).collect();
    missed.sort_unstable();
    missed.dedup();
    match missed.as_slice() {
        [] => Some(verdict),
        days if days.len() > DAYS_NAMED => {
            Some(format!("{verdict} {}", t_args!(l, "plan-after-missed-many", n = days.len())))
        }
        days => {
            let days: Vec<String> = days.iter().map(|day| day_and_date(l, civil(*day))).collect();
            Some(format!("{verdict} {}", t_args!(l, "plan-after-missed", days = days.join(", "))))
        }
    }
}

/// The honest choices: nothing is chosen beforehand.
fn ways_out(shown: &Shown, ways: &[WayOut]) -> Markup {
    let l = shown.locale();
    html! {
        form class="verdict" method="post" action="/plan/way" aria-label=(t(l, "plan-ways")) {
            input type="hidden" name="version" value=(shown.view.version);
            @for (place, way) in ways.iter().enumerate() {
                @let (name, meta) = way_words(shown, way);
                label class="choice" {
                    input type="radio" name="way" value=(place) required aria-describedby=[shown.wrong.described_by("way")];
                    span { strong { (name) } span class="meta" { (meta) } }
                }
            }
            div class="verdict-foot" {
                @if !ways.is_empty() { button class="button primary" { (t(l, "plan-take-way")) } }
                a class="button plain" href="/plan/availability" { (t(l, "plan-other-times")) }
                (shown.wrong.under(l, "way"))
                p class="small quiet" { (t(l, "plan-ways-note")) }
            }
        }
    }
}

/// A way out: its name, and what it comes to.
fn way_words(shown: &Shown, way: &WayOut) -> (String, String) {
    let l = shown.locale();
    let named = shown.named();
    let (name, what) = match &way.change {
        Change::MoreMinutes { minutes } => {
            (t(l, "plan-way-minutes"), t_args!(l, "plan-way-minutes-what", minutes = *minutes))
        }
        Change::MoreOnDays { weekdays, minutes } => {
            let days: Vec<String> = weekdays.iter().map(|day| t(l, &format!("weekday-{}", day + 1))).collect();
            (t(l, "plan-way-days"), t_args!(l, "plan-way-days-what", minutes = *minutes, days = list(l, &days)))
        }
        Change::DropTopics { topics } => {
            let names: Vec<String> =
                topics.iter().filter_map(|id| named.topic(*id)).map(|topic| topic.name.clone()).collect();
            (
                t_args!(l, "plan-way-drop", topics = topics.len()),
                t_args!(l, "plan-way-drop-what", topics = list(l, &names)),
            )
        }
        Change::Accept { targets } => {
            let goals: Vec<String> = targets
                .iter()
                .map(|(exam, target)| {
                    t_args!(l, "plan-way-accept-one", exam = named.exam_name(*exam), goal = percent(l, *target))
                })
                .collect();
            (t(l, "plan-way-accept"), t_args!(l, "plan-way-accept-what", goals = list(l, &goals)))
        }
    };
    let results: Vec<String> = way
        .exams
        .iter()
        .map(|(exam, recall)| {
            t_args!(l, "plan-way-result", exam = named.exam_name(*exam), recall = percent(l, *recall))
        })
        .collect();
    let minutes = t_args!(l, "plan-way-a-day", minutes = way.minutes_a_day);
    let reached = if way.reached { String::new() } else { format!(" {}", t(l, "plan-way-not-reached")) };
    (name, format!("{what} {minutes} {}{reached}", t_args!(l, "plan-way-results", results = list(l, &results))))
}

/// "a", "a and b", "a, b and c".
pub fn list(l: Locale, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => t_args!(l, "plan-list", first = first.join(", "), last = last),
    }
}

fn the_week(shown: &Shown, plan: &Plan) -> Markup {
    let moved = match shown.said {
        Some(Said::Moved(step)) => Some(step),
        _ => None,
    };
    week::Week { named: shown.named(), plan, today: shown.today, from: shown.from, moved }.render()
}

fn exams(shown: &Shown) -> Markup {
    let l = shown.locale();
    html! {
        section aria-labelledby="h-up" {
            div class="section-head" { h2 id="h-up" { (t(l, "plan-exams")) } a href="/plan/exams/new" { (t(l, "plan-add-exam")) } }
            ul class="rows upcoming" { @for exam in shown.ahead() { (exam_row(shown, exam)) } }
        }
    }
}

fn exam_row(shown: &Shown, exam: &ExamView) -> Markup {
    let l = shown.locale();
    let content = &exam.exam.content;
    let course = content.course.and_then(|id| shown.view.courses.iter().find(|look| uuid_of(look.id) == id));
    let recall = exam.outlook.as_ref().and_then(|outlook| outlook.recall);
    html! {
        li {
            span class="num when" { (short_day(l, content.day)) small { (words::countdown(l, exam.days_left)) } }
            span class="exam-name" {
                @if let Some(course) = course { (week::course_tile(course)) }
                a href={ "/plan/exams/" (exam.exam.id) } { (content.name) }
            }
            @match &exam.forecast {
                Forecast::Grade(grade) => {
                    (grade::range(grade.low, grade.median, grade.high, Some(content.target)))
                    span class="small" {
                        strong { (grade::median(l, &exam.exam, grade)) } ", " (grade::interval(l, &exam.exam, grade))
                        small { (t_args!(l, "plan-row-chance", chance = grade::chance(l, grade.target), goal = grade::goal(l, &exam.exam))) }
                    }
                }
                Forecast::Missing(why) => {
                    span class="small quiet" { (grade::missing(l, *why)) }
                    span class="small" { @if let Some(recall) = recall { (t_args!(l, "plan-row-recall", recall = percent(l, recall))) } }
                }
            }
        }
    }
}

/// An exam that is over: how it went, and what becomes of its cards.
fn over_exam(l: Locale, shown: &ExamView) -> Markup {
    let content = &shown.exam.content;
    let address = format!("/plan/exams/{}", shown.exam.id);
    html! {
        section class="over-exam" aria-labelledby={ "over-" (shown.exam.id) } {
            h2 id={ "over-" (shown.exam.id) } { (t_args!(l, "plan-over-exam", exam = &content.name, when = words::countdown(l, shown.days_left))) }
            @match &shown.result {
                Some(result) => { p { (t_args!(l, "plan-over-result", grade = &result.grade, share = percent(l, result.share))) } }
                None => {
                    form class="row" method="post" action={ (address) "/result" } {
                        label class="field narrow" { span { (t(l, "plan-result")) } input class="input" name="result" autocomplete="off" required; }
                        button class="button" { (t(l, "plan-result-save")) }
                        p class="small quiet" { (t(l, "plan-result-why")) }
                    }
                }
            }
            form class="row" method="post" action={ (address) "/after" } {
                input type="hidden" name="version" value=(shown.exam.version);
                span { (t(l, "plan-over-cards")) }
                button class="button compact" name="after" value="keep" { (t(l, "plan-keep")) }
                button class="button compact" name="after" value="let_go" { (t(l, "plan-let-go")) }
            }
        }
    }
}

fn times(shown: &Shown) -> Markup {
    let l = shown.locale();
    let ways = [
        ("timer", "/plan/availability", "plan-times", "plan-times-meta"),
        ("calendar-days", "/plan/calendar", "plan-calendar", "plan-calendar-meta"),
    ];
    html! {
        section class="ways" aria-labelledby="h-times" {
            div class="section-head" { h2 id="h-times" { (t(l, "plan-your-times")) } }
            ul class="rows" {
                @for (name, href, key, meta) in ways {
                    li class="item-row" {
                        (icon(name))
                        a class="title" href=(href) { (t(l, key)) }
                        span class="meta" { (t(l, meta)) }
                        a class="act icon-button" href=(href) aria-label=(t(l, key)) tabindex="-1" { (icon("chevron-right")) }
                    }
                }
            }
        }
    }
}
