//! Exams as pages: one exam with what is expected of it, and the form.

use super::exam_form::{self as form_fields, SCALES};
use super::grade;
use super::words;
use crate::decks::undo::Notice;
use crate::frame::parts::{TextField, Tone, Wrong, icon, note_box, options, tile};
use crate::frame::{Fields, Nav, SignedIn, app_page};
use crate::i18n::{Locale, date, decimal, number, percent, t};
use crate::library::hits::stroke;
use crate::statistics::charts::civil;
use crate::t_args;
use maud::{Markup, html};
use memory::StudyDay;
use memory::plan::{ExamOutlook, TopicRecall};
use studium_core::courses::Course;
use studium_core::plan::{Exam, Forecast, PlanView, TopicChoice, uuid_of};
use uuid::Uuid;

pub struct ExamPage<'a> {
    pub me: &'a SignedIn,
    pub notice: &'a Notice,
    pub exam: &'a Exam,
    pub view: &'a PlanView,
    pub forecast: &'a Forecast,
    pub today: StudyDay,
    pub wrong: Wrong,
}

pub fn exam(page: &ExamPage) -> Markup {
    let l = page.me.locale;
    let content = &page.exam.content;
    let shown = page.view.exams.iter().find(|shown| shown.exam.id == page.exam.id);
    let days_left = content.day.days_since(page.today);
    let address = format!("/plan/exams/{}", page.exam.id);
    let when = match content.minute {
        Some(m) => t_args!(
            l,
            "plan-exam-when-at",
            date = date(l, civil(content.day)),
            at = format!("{}:{:02}", m / 60, m % 60)
        ),
        None => date(l, civil(content.day)),
    };
    app_page(
        page.me,
        &content.name,
        Nav::Plan,
        html! {
            div class="page" {
                (page.notice.bar(l))
                @if let Some(key) = page.wrong.key("result") { (note_box(Tone::Bad, html! { (t(l, key)) })) }
                header class="page-head" {
                    p class="over" { a href="/plan" { (t(l, "nav-plan")) } ", " (when) }
                    h1 class="lead" { (lead(l, page, days_left)) }
                    p class="row" {
                        a class={ @if days_left >= 0 { "button primary" } @else { "button" } } href={ (address) "/edit" } { (icon("pencil")) (t(l, "plan-exam-edit")) }
                        a class="button plain" href="/plan" { (t(l, "plan-to-plan")) }
                    }
                }
                div class="with-aside" {
                    div class="stack" {
                        @match shown.and_then(|shown| shown.outlook.as_ref()) {
                            Some(outlook) if !outlook.topics.is_empty() => { (topics(l, page.view, outlook)) }
                            _ => { section { h2 { (t(l, "plan-exam-topics")) } p class="quiet" { (t(l, "plan-exam-topics-none")) } } }
                        }
                    }
                    aside class="stack" {
                        section aria-labelledby="h-grade" {
                            div class="section-head" { h2 id="h-grade" { (t(l, "plan-grade")) } small { (t(l, "plan-simulated-word")) } }
                            (grade::block(l, page.exam, page.forecast))
                        }
                        (result(page, &address, shown.and_then(|shown| shown.result.as_ref()).map(|r| (r.grade.clone(), r.share)), days_left))
                        form method="post" action={ (address) "/bin" } {
                            input type="hidden" name="version" value=(page.exam.version);
                            button class="button compact danger" { (icon("trash-2")) (t(l, "plan-exam-bin")) }
                            p class="small quiet" { (t(l, "plan-exam-bin-note")) }
                        }
                    }
                }
            }
        },
    )
}

fn lead(l: Locale, page: &ExamPage, days_left: i32) -> String {
    let name = &page.exam.content.name;
    let when = words::countdown(l, days_left);
    if days_left < 0 {
        return t_args!(l, "plan-over-exam", exam = name, when = when);
    }
    match page.forecast {
        Forecast::Grade(g) => t_args!(
            l,
            "plan-exam-lead",
            exam = name,
            when = when,
            grade = grade::median(l, page.exam, g),
            likely = grade::interval(l, page.exam, g)
        ),
        Forecast::Missing(_) => t_args!(l, "plan-exam-lead-early", exam = name, when = when),
    }
}

/// How it went, when it is over.
fn result(page: &ExamPage, address: &str, result: Option<(String, f64)>, days_left: i32) -> Markup {
    let l = page.me.locale;
    if days_left > 0 {
        return html! {};
    }
    html! {
        section aria-labelledby="h-result" {
            h2 id="h-result" { (t(l, "plan-result-title")) }
            @if let Some((grade, share)) = &result { p { (t_args!(l, "plan-over-result", grade = grade, share = percent(l, *share))) } }
            form class="stack-s" method="post" action={ (address) "/result" } {
                label class="field" { span { (t(l, "plan-result")) }
                    input class="input" name="result" autocomplete="off" required aria-invalid=[page.wrong.flag("result")] aria-describedby=[page.wrong.described_by("result")];
                    (page.wrong.under(l, "result"))
                }
                button class="button" { (t(l, "plan-result-save")) }
                p class="small quiet" { (t(l, "plan-result-why")) }
            }
        }
    }
}

/// Recall by topic on the day beside its share of the exam, and what the plan spends on it.
pub fn topics(l: Locale, view: &PlanView, outlook: &ExamOutlook) -> Markup {
    let name = |topic: &TopicRecall| view.topics.iter().find(|t| t.id == topic.topic);
    html! {
        section aria-labelledby="h-topics" {
            div class="section-head" { h2 id="h-topics" { (t(l, "plan-exam-topics")) } small { (t(l, "plan-exam-topics-what")) } }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t(l, "plan-exam-topics")) {
                table class="table topics by-weight" {
                    caption class="visually-hidden" { (t(l, "plan-exam-topics-caption")) }
                    thead { tr {
                        th scope="col" { (t(l, "plan-col-topic")) }
                        th scope="col" class="memcol" { (t(l, "plan-col-recall")) }
                        th scope="col" class="right" { (t(l, "plan-col-weight")) }
                        th scope="col" class="right" { (t(l, "plan-col-gain")) }
                        th scope="col" class="right" { (t(l, "plan-col-minutes")) }
                    } }
                    tbody {
                        @for topic in &outlook.topics {
                            tr {
                                th scope="row" {
                                    @match name(topic) {
                                        Some(choice) if choice.decks.len() == 1 => { a href={ "/decks/" (choice.decks[0]) } { (choice.name) } }
                                        Some(choice) => { (choice.name) }
                                        None => { (t(l, "plan-topic-gone")) }
                                    }
                                    small {
                                        (t_args!(l, "plan-topic-cards", n = topic.cards))
                                        @if topic.unseen > 0 { ", " (t_args!(l, "plan-topic-unseen", n = topic.unseen)) }
                                    }
                                }
                                td { @match topic.recall { Some(recall) => { (stroke(l, recall, "plan-recall-then")) } None => { span class="quiet" { (t(l, "plan-topic-empty")) } } } }
                                td class="right" { (percent(l, topic.weight)) }
                                td class="right" { (gain(l, topic)) }
                                td class="right" { (number(l, minutes(topic.minutes))) }
                            }
                        }
                    }
                }
            }
            p class="small quiet topics-note" { (t(l, "plan-exam-topics-note")) }
        }
    }
}

/// What the plan gains in recall, in points: "+31".
fn gain(l: Locale, topic: &TopicRecall) -> String {
    match (topic.recall, topic.without) {
        (Some(with), Some(without)) => {
            let points = (with - without) * 100.0;
            let sign = if points >= 0.5 { "+" } else { "" };
            format!("{sign}{}", decimal(l, points, 0))
        }
        _ => "–".to_owned(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "minutes")]
fn minutes(minutes: f64) -> i64 {
    minutes.round() as i64
}

pub struct FormPage<'a> {
    pub me: &'a SignedIn,
    /// The exam that is changed; none for a new one.
    pub exam: Option<&'a Exam>,
    pub topics: &'a [TopicChoice],
    pub courses: &'a [Course],
    /// The subject whose topics are shown first.
    pub open: Option<Uuid>,
    pub fields: &'a Fields,
    pub wrong: Wrong,
}

impl FormPage<'_> {
    fn locale(&self) -> Locale {
        self.me.locale
    }

    fn value(&self, name: &str, usual: &str) -> String {
        self.fields.find(name).unwrap_or(usual).to_owned()
    }

    fn field(&self, name: &str, label: &str, kind: &str, hint: Option<&str>, required: bool) -> Markup {
        let l = self.locale();
        let hint = hint.map(|key| t(l, key));
        let field = TextField {
            name,
            label: t(l, label),
            kind,
            value: self.fields.get(name),
            autocomplete: "off",
            hint,
            required,
        };
        field.render(l, &self.wrong)
    }
}

pub fn form(page: &FormPage) -> Markup {
    let l = page.locale();
    let (title, action, back) = match page.exam {
        None => (t(l, "plan-add-exam"), "/plan/exams".to_owned(), "/plan".to_owned()),
        Some(exam) => {
            let address = format!("/plan/exams/{}", exam.id);
            (t_args!(l, "plan-exam-edit-lead", exam = &exam.content.name), format!("{address}/edit"), address)
        }
    };
    let lead = if page.exam.is_some() { title.clone() } else { t(l, "plan-exam-new-lead") };
    app_page(
        page.me,
        &title,
        Nav::Plan,
        html! {
            div class="page" {
                header class="page-head" { p class="over" { a href="/plan" { (t(l, "nav-plan")) } } h1 class="lead" { (lead) } }
                form class="exam-form" method="post" action=(action) {
                    input type="hidden" name="version" value=(page.fields.get("version"));
                    section class="stack-s" aria-labelledby="h-what" {
                        h2 id="h-what" { (t(l, "plan-form-what")) }
                        (page.field("name", "plan-form-name", "text", Some("plan-form-name-hint"), true))
                        div class="fields-row" {
                            (page.field("day", "plan-form-day", "date", None, true))
                            (page.field("time", "plan-form-time", "time", Some("plan-form-time-hint"), false))
                        }
                    }
                    section class="stack-s" aria-labelledby="h-asks" {
                        h2 id="h-asks" { (t(l, "plan-form-topics")) }
                        p class="small quiet" { (t(l, "plan-form-topics-hint")) }
                        (page.wrong.under(l, "topics"))
                        (topic_choices(page))
                    }
                    section class="stack-s" aria-labelledby="h-goal" {
                        h2 id="h-goal" { (t(l, "plan-form-goal")) }
                        (scale(page))
                        div class="fields-row" {
                            (page.field("target", "plan-form-target", "text", Some("plan-form-target-hint"), true))
                            (page.field("pass", "plan-form-pass", "text", Some("plan-form-pass-hint"), false))
                        }
                    }
                    (afterwards(page))
                    (more(page))
                    div class="setting-foot" {
                        button class="button primary" { (t(l, if page.exam.is_some() { "save" } else { "plan-form-add" })) }
                        a class="button plain" href=(back) { (t(l, "cancel")) }
                    }
                }
            }
        },
    )
}

/// The topics by subject; decks outside subjects by their outermost deck.
fn topic_choices(page: &FormPage) -> Markup {
    let l = page.locale();
    if page.topics.is_empty() {
        return html! {
            p { (t(l, "plan-form-no-topics")) }
            p class="row" { a class="button" href="/add" { (icon("plus")) (t(l, "nav-add")) } }
        };
    }
    let mut groups: Vec<(Uuid, Vec<&TopicChoice>)> = Vec::new();
    for topic in page.topics {
        let course = uuid_of(topic.course);
        match groups.iter_mut().find(|(id, _)| *id == course) {
            Some((_, topics)) => topics.push(topic),
            None => groups.push((course, vec![topic])),
        }
    }
    let chosen = |topic: &TopicChoice| page.fields.all("topic").any(|id| id.parse() == Ok(uuid_of(topic.id)));
    let alone = groups.len() == 1;
    html! {
        @for (id, topics) in &groups {
            @let course = page.courses.iter().find(|course| course.id == *id);
            @let first = topics.first().map(|t| t.above.first().unwrap_or(&t.name).clone()).unwrap_or_default();
            @let count = topics.iter().filter(|topic| chosen(topic)).count();
            details class="fold" open[alone || page.open == Some(*id) || count > 0] {
                summary {
                    @if let Some(course) = course { (tile(&course.hue, &course.letter)) (course.name) } @else { (icon("folder")) (first) }
                    small class="quiet" { (t_args!(l, "plan-form-topics-count", n = topics.len())) }
                }
                bulk-select {
                    table class="table weights" {
                        caption class="visually-hidden" { @if let Some(course) = course { (course.name) } @else { (first) } }
                        thead { tr {
                            th scope="col" { input type="checkbox" data-all aria-label=(t(l, "plan-form-all")); }
                            th scope="col" { (t(l, "plan-col-topic")) }
                            th scope="col" class="right" { (t(l, "plan-form-weight")) }
                        } }
                        tbody { @for topic in topics { (topic_row(page, topic, chosen(topic))) } }
                    }
                }
            }
        }
    }
}

fn topic_row(page: &FormPage, topic: &TopicChoice, chosen: bool) -> Markup {
    let l = page.locale();
    let id = uuid_of(topic.id);
    let weight = format!("weight-{id}");
    html! {
        tr {
            td { input type="checkbox" name="topic" value=(id) id={ "topic-" (id) } checked[chosen]; }
            th scope="row" {
                label for={ "topic-" (id) } {
                    @if !topic.above.is_empty() { span class="quiet" { (topic.above.join(" › ")) " › " } }
                    (topic.name)
                    small { (t_args!(l, "plan-topic-cards", n = topic.cards)) @if topic.new > 0 { ", " (t_args!(l, "plan-topic-new", n = topic.new)) } }
                }
            }
            td class="right" {
                input class="input" name=(weight) inputmode="decimal" autocomplete="off" placeholder="1" value=(page.fields.get(&weight))
                    aria-label=(t_args!(l, "plan-form-weight-of", topic = &topic.name));
            }
        }
    }
}

fn scale(page: &FormPage) -> Markup {
    let l = page.locale();
    let chosen = page.value("scale", "percent");
    let rows = form_fields::rows(l, page.fields, page.exam.map(|exam| &exam.content.scale));
    html! {
        fieldset class="field scale" {
            legend { (t(l, "plan-form-scale")) }
            div class="choices" {
                @for word in SCALES {
                    label class="choice" {
                        input type="radio" name="scale" value=(word) checked[word == chosen];
                        span { strong { (t(l, &format!("plan-scale-{word}"))) } span class="hint" { (t(l, &format!("plan-scale-{word}-hint"))) } }
                    }
                }
            }
            (page.wrong.under(l, "scale"))
            div class="own-scale" {
                table class="table" {
                    caption { (t(l, "plan-scale-table")) }
                    thead { tr { th scope="col" { (t(l, "plan-scale-from")) } th scope="col" { (t(l, "plan-scale-grade")) } } }
                    tbody {
                        @for (place, (from, grade)) in rows.iter().enumerate() {
                            tr {
                                td { input class="input" name="scale-from" inputmode="decimal" autocomplete="off" value=(from) aria-label=(t_args!(l, "plan-scale-from-row", row = place + 1)); }
                                td { input class="input" name="scale-grade" maxlength="40" autocomplete="off" value=(grade) aria-label=(t_args!(l, "plan-scale-grade-row", row = place + 1)); }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn afterwards(page: &FormPage) -> Markup {
    let l = page.locale();
    let chosen = page.value("after", "keep");
    html! {
        section class="stack-s" aria-labelledby="h-after" {
            h2 id="h-after" { (t(l, "plan-form-after")) }
            div class="choices" role="radiogroup" aria-labelledby="h-after" {
                @for word in ["keep", "let_go"] {
                    @let key = format!("plan-after-{}", word.replace('_', "-"));
                    label class="choice" {
                        input type="radio" name="after" value=(word) checked[word == chosen];
                        span { strong { (t(l, &key)) } span class="hint" { (t(l, &format!("{key}-hint"))) } }
                    }
                }
            }
        }
    }
}

/// What has a usual value.
fn more(page: &FormPage) -> Markup {
    let l = page.locale();
    let open = ["weight", "questions", "recall", "guess"].iter().any(|field| page.wrong.key(field).is_some());
    let guess = page.value("guess", "0");
    let mut guesses = vec![("0", t(l, "plan-guess-none"))];
    for (value, choices) in [("0.5", 2), ("0.3333", 3), ("0.25", 4), ("0.2", 5)] {
        guesses.push((value, t_args!(l, "plan-guess-choices", n = choices)));
    }
    if !guesses.iter().any(|(value, _)| *value == guess) {
        guesses.push((&guess, guess.clone()));
    }
    html! {
        details class="fold" open[open] {
            summary { (t(l, "plan-form-more")) }
            div class="stack-s" {
                (page.field("weight", "plan-form-exam-weight", "text", Some("plan-form-exam-weight-hint"), false))
                (page.field("questions", "plan-form-questions", "number", Some("plan-form-questions-hint"), false))
                (page.field("recall", "plan-form-recall", "text", Some("plan-form-recall-hint"), false))
                label class="field" {
                    span { (t(l, "plan-form-guess")) }
                    select class="input" name="guess" aria-invalid=[page.wrong.flag("guess")] { (options(guesses, &guess)) }
                    (page.wrong.under(l, "guess"))
                }
            }
        }
    }
}
