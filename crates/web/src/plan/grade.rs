//! A predicted grade in words and as a range: never a number alone.

use crate::i18n::{Locale, number, percent, t};
use crate::t_args;
use maud::{Markup, html};
use memory::Scale;
use studium_core::plan::{Exam, Forecast, Grade, GradeMissing, TrackRecord};

/// The middle 80 % as a stroke, its median as a dot, the goal as a dashed line; shares of 0 to 1. Words stand beside it.
pub fn range(low: f64, median: f64, high: f64, goal: Option<f64>) -> Markup {
    let at = |share: f64| format!("{:.1}", 6.0 + 268.0 * share.clamp(0.0, 1.0));
    html! {
        svg class="range" viewBox="0 0 280 24" aria-hidden="true" {
            path class="base" d="M6 12h268" {}
            path class="span" d={ "M" (at(low)) " 12H" (at(high)) } {}
            @if let Some(goal) = goal { path class="goal" d={ "M" (at(goal)) " 1v22" } {} }
            circle class="dot" cx=(at(median)) cy="12" r="6" {}
        }
    }
}

/// Whether shares are all that the scale says.
fn is_percent(exam: &Exam) -> bool {
    exam.content.scale == Scale::percent()
}

/// The median, as the exam's scale calls it: "77 %", "2".
pub fn median(l: Locale, exam: &Exam, grade: &Grade) -> String {
    if is_percent(exam) { percent(l, grade.median) } else { grade.names[1].clone() }
}

/// "likely 69 to 83 %", "likely 3 to 1, that is 69 to 83 %".
pub fn interval(l: Locale, exam: &Exam, grade: &Grade) -> String {
    let low = number(l, per_cent(grade.low));
    let high = percent(l, grade.high);
    match is_percent(exam) {
        true => t_args!(l, "plan-grade-likely", low = low, high = high),
        false => {
            let [from, _, to] = &grade.names;
            match from == to {
                true => t_args!(l, "plan-grade-likely-one", grade = from, low = low, high = high),
                false => t_args!(l, "plan-grade-likely-named", from = from, to = to, low = low, high = high),
            }
        }
    }
}

/// "Chance to pass: 97 %; to reach your goal: 61 %".
pub fn chances(l: Locale, grade: &Grade) -> String {
    t_args!(l, "plan-grade-chances", pass = chance(l, grade.pass), target = chance(l, grade.target))
}

/// A chance is never said to be certain.
pub fn chance(l: Locale, share: f64) -> String {
    match share {
        ..0.01 => t_args!(l, "plan-chance-under", share = percent(l, 0.01)),
        0.99.. => t_args!(l, "plan-chance-over", share = percent(l, 0.99)),
        share => percent(l, share),
    }
}

/// What has to be there before a grade can be said.
pub fn missing(l: Locale, missing: GradeMissing) -> String {
    match missing {
        GradeMissing::Plan => t(l, "plan-grade-no-plan"),
        GradeMissing::Answers { more } => t_args!(l, "plan-grade-answers", more = more),
        GradeMissing::Touched { share, needed } => {
            t_args!(l, "plan-grade-touched", share = percent(l, share), needed = percent(l, needed))
        }
        GradeMissing::Topics => t(l, "plan-grade-topics"),
    }
}

/// A goal in words: "80 %", or the grade that it stands for with the share.
pub fn goal(l: Locale, exam: &Exam) -> String {
    let share = percent(l, exam.content.target);
    match is_percent(exam) {
        true => share,
        false => {
            let grade = &exam.content.scale.step_of(exam.content.target).grade;
            t_args!(l, "plan-goal-named", grade = grade, share = share)
        }
    }
}

/// The prediction as a small block: number, range, chances; or what is missing. Nothing else on the page says it.
pub fn block(l: Locale, exam: &Exam, forecast: &Forecast) -> Markup {
    match forecast {
        Forecast::Grade(grade) => html! {
            p class="bignum" {
                strong { (median(l, exam, grade)) } " "
                span class="quiet small" { (interval(l, exam, grade)) }
            }
            (range(grade.low, grade.median, grade.high, Some(exam.content.target)))
            p class="small" { (t_args!(l, "plan-goal", goal = goal(l, exam))) " " (chances(l, grade)) "." }
            p class="small quiet" { (t_args!(l, "plan-grade-simulated", touched = percent(l, grade.touched))) }
        },
        Forecast::Missing(why) => html! {
            p { (missing(l, *why)) }
            p class="small quiet" { (t_args!(l, "plan-goal", goal = goal(l, exam))) }
        },
    }
}

/// "How often were we right": predictions beside what came of them; before the first result nothing.
pub fn record(l: Locale, record: &TrackRecord) -> Markup {
    if record.exams.is_empty() {
        return html! {};
    }
    let lead = t_args!(l, "plan-record-lead", inside = record.inside, exams = record.exams.len());
    html! {
        section aria-labelledby="h-record" {
            div class="section-head" { h2 id="h-record" { (t(l, "plan-record")) } small { (t(l, "plan-record-should")) } }
            p {
                (lead)
                @if let Some(error) = record.mean_error {
                    " " (t_args!(l, "plan-record-error", points = format!("{:.0}", error * 100.0)))
                }
            }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t(l, "plan-record")) {
                table class="table record" {
                    caption class="visually-hidden" { (t(l, "plan-record")) }
                    thead { tr {
                        th scope="col" { (t(l, "plan-record-exam")) }
                        th scope="col" class="memcol" { (t(l, "plan-record-range")) }
                        th scope="col" class="right" { (t(l, "plan-record-predicted")) }
                        th scope="col" class="right" { (t(l, "plan-record-came")) }
                        th scope="col" { (t(l, "plan-record-inside")) }
                    } }
                    tbody {
                        @for one in &record.exams {
                            tr {
                                th scope="row" { (one.name) }
                                td class="memcol" { (range(one.low, one.result, one.high, None)) }
                                td class="right" { (t_args!(l, "plan-range", low = number(l, per_cent(one.low)), high = percent(l, one.high))) }
                                td class="right" { (percent(l, one.result)) }
                                td {
                                    @if one.inside { span class="badge good" { (t(l, "plan-inside")) } }
                                    @else { span class="badge warn" { (t(l, "plan-outside")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "0 to 100")]
fn per_cent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}
