//! What the page looks like: a sentence, what is being done about it, then charts, each with its table and how it is
//! computed, and the numbers themselves.

use super::charts::{self, DAYS, TABLE_DAYS, recall};
use crate::frame::parts::{Tone, Wrong, icon, note_box};
use crate::frame::{Nav, SignedIn, app_page};
use crate::i18n::{Locale, decimal, number, percent, short_date, t};
use crate::statistics::charts::{civil, table};
use crate::t_args;
use maud::{Markup, html};
use memory::{Millis, Parameters, Quality, Rating};
use studium_core::forgetting::{Decision, FitRecord, Origin, Overview, ParameterSet, Tested};
use studium_core::jobs::{Job, JobState};

/// What the page is made of.
pub struct Shown<'s> {
    pub me: &'s SignedIn,
    pub overview: &'s Overview,
    pub wrong: &'s Wrong,
    /// What was pasted, if it was refused.
    pub pasted: &'s str,
    /// Other parameters were just put in force.
    pub changed: bool,
}

impl Shown<'_> {
    fn l(&self) -> Locale {
        self.me.locale
    }

    fn date(&self, at: Millis) -> String {
        short_date(self.l(), civil(self.me.actor.study_day(at)))
    }

    /// The fit that waits or runs.
    fn under_way(&self) -> Option<&Job> {
        self.overview.job.as_ref().filter(|job| !job.state.is_over())
    }
}

pub fn page(s: &Shown) -> Markup {
    let l = s.l();
    let o = s.overview;
    app_page(
        s.me,
        &t(l, "forgetting-title"),
        Nav::Statistics,
        html! {
            div class="page wide" {
                div class="stack-m" {
                    @if s.me.actor.demo { (note_box(Tone::Info, html! { (t(l, "today-simulated")) })) }
                    @if s.changed { p class="notice" role="status" { (icon("check")) span { (t(l, "forgetting-changed")) } } }
                    @if s.wrong.any() { p class="notice bad" role="alert" { (icon("circle-alert")) span { (t(l, "error-invalid")) } } }
                    header class="page-head" {
                        p class="over" { a href="/statistics" { (t(l, "nav-statistics")) } " · " (t(l, "forgetting-title")) }
                        h1 class="lead" { (lead(s)) }
                        p class="after" { (in_use(s)) }
                    }
                    (standing(s))
                }
                (figures(s))
                div class="charts" {
                    (calibration(s))
                    (curves(s))
                    @if let Some((fit, tested)) = o.tested() { (qualities(s, fit, tested)) }
                    @if !o.fits.is_empty() { (fits(s)) }
                    (numbers(s))
                }
            }
        },
    )
}

fn lead(s: &Shown) -> String {
    let (l, o) = (s.l(), s.overview);
    if s.under_way().is_some() {
        return t(l, "forgetting-lead-fitting");
    }
    if let Some(quality) = o.quality_in_force() {
        let (forecast, known) = means(quality);
        return t_args!(l, "forgetting-lead-tested", forecast = percent(l, forecast), known = percent(l, known));
    }
    match (o.tested().is_some(), o.missing()) {
        (true, _) => t(l, "forgetting-lead-untested"),
        (false, 0) if o.fits.is_empty() => t_args!(l, "forgetting-lead-never", reviews = o.reviews),
        (false, 0) => t(l, "forgetting-lead-nothing"),
        (false, left) => t_args!(l, "forgetting-lead-few", left = left),
    }
}

/// Mean forecast, and the share that was known.
fn means(quality: &Quality) -> (f64, f64) {
    let sum = |of: fn(&memory::CalibrationBin) -> f64| {
        let weighed = quality.calibration.iter().map(|bin| of(bin) * bin.answers as f64).sum::<f64>();
        weighed / quality.answers.max(1) as f64
    };
    (sum(|bin| bin.predicted), sum(|bin| bin.observed))
}

fn in_use(s: &Shown) -> String {
    let (l, set) = (s.l(), s.overview.in_force());
    match set.origin {
        Origin::Published => t(l, "forgetting-use-published"),
        Origin::Fit => t(l, "forgetting-use-fit"),
        Origin::Pasted => t(l, "forgetting-use-pasted"),
        Origin::Import => t(l, "forgetting-use-import"),
    }
}

/// The fit under way, or what the last one came to and the button for another.
fn standing(s: &Shown) -> Markup {
    let (l, o) = (s.l(), s.overview);
    if let Some(job) = s.under_way() {
        let title = t(l, "forgetting-lead-fitting");
        return html! {
            job-progress src="/api/v1/memory/fit" data-text=(t(l, "forgetting-step")) data-then=(super::PAGE) {
                @if job.total > 0 { progress max=(job.total) value=(job.done) aria-label=(title) {} } @else { progress aria-label=(title) {} }
                p data-role="text" role="status" {}
            }
            p class="row" { a class="button" href=(super::PAGE) { (t(l, "forgetting-look-again")) } }
        };
    }
    let failed = o.job.as_ref().filter(|job| job.state == JobState::Failed);
    html! {
        @if failed.is_some() { (note_box(Tone::Bad, html! { (t(l, "forgetting-failed")) })) }
        @if let Some(fit) = o.fits.first() { (note_box(tone(fit), html! { (outcome(s, fit)) })) }
        @if o.missing() == 0 {
            form class="row" method="post" action="/statistics/memory/fit" {
                button class="button primary" {
                    (icon("refresh-cw")) (t(l, if o.fits.is_empty() { "forgetting-fit-first" } else { "forgetting-fit-again" }))
                }
                span class="small quiet" { (t(l, "forgetting-fit-why")) }
            }
        }
    }
}

fn tone(fit: &FitRecord) -> Tone {
    if fit.decision == Decision::Accepted { Tone::Good } else { Tone::Info }
}

fn outcome(s: &Shown, fit: &FitRecord) -> String {
    let (l, date) = (s.l(), s.date(fit.at));
    match fit.decision {
        Decision::Accepted => t_args!(l, "forgetting-found-better", date = date),
        Decision::NotBetter => t_args!(l, "forgetting-found-nothing", date = date),
        Decision::TooFewAnswers => t_args!(l, "forgetting-found-few", date = date, answers = fit.answers),
        Decision::NothingToCompare => t_args!(l, "forgetting-found-one-day", date = date),
    }
}

fn figures(s: &Shown) -> Markup {
    let (l, o) = (s.l(), s.overview);
    html! {
        dl class="figures" {
            div { dt { (t(l, "forgetting-reviews")) } dd { span data-figure="reviews" { (number(l, o.reviews)) } } }
            @if let Some(quality) = o.quality_in_force() {
                div { dt { (t(l, "forgetting-tested-on")) } dd { (number(l, count(quality))) } }
            }
            div { dt { (t(l, "forgetting-after-week")) } dd { (percent(l, recall(&o.in_force().parameters, 7))) } }
        }
    }
}

fn count(quality: &Quality) -> i64 {
    i64::try_from(quality.answers).unwrap_or(i64::MAX)
}

fn how(l: Locale, text: &str) -> Markup {
    html! { details class="data" { summary { (t(l, "statistics-how")) } p { (text) } } }
}

fn calibration(s: &Shown) -> Markup {
    let (l, o) = (s.l(), s.overview);
    let (Some(own), Some((fit, tested))) = (o.quality_in_force(), o.tested()) else { return html! {} };
    let published = (*own != tested.published).then_some(&tested.published);
    let bins = own.calibration.len();
    let label = t_args!(l, "forgetting-calibration-label", groups = bins, off = decimal(l, worst(own) * 100.0, 0));
    let mut heads = vec![
        t(l, "forgetting-col-group"),
        t(l, "forgetting-col-forecast"),
        t(l, "forgetting-col-known"),
        t(l, "forgetting-col-answers"),
    ];
    if published.is_some() {
        heads.extend([t(l, "forgetting-col-forecast-published"), t(l, "forgetting-col-known-published")]);
    }
    let share = |share: f64| decimal(l, share * 100.0, 1);
    let rows = own.calibration.iter().enumerate().map(|(n, bin)| {
        let answers = i64::try_from(bin.answers).unwrap_or(i64::MAX);
        let mut cells = vec![share(bin.predicted), share(bin.observed), number(l, answers)];
        if let Some(other) = published.and_then(|p| p.calibration.get(n)) {
            cells.extend([share(other.predicted), share(other.observed)]);
        }
        (number(l, n as i64 + 1), cells)
    });
    let note = if published.is_some() { "forgetting-calibration-both" } else { "forgetting-calibration-one" };
    html! {
        figure {
            figcaption { h2 { (t(l, "forgetting-calibration")) } p { (t(l, note)) } }
            (charts::calibration(l, own, published, &label))
            (table(l, &t(l, "forgetting-calibration"), &heads, rows.collect()))
            (how(l, &t_args!(l, "forgetting-calibration-how", from = short_date(l, civil(tested.from)), date = s.date(fit.at))))
        }
    }
}

/// The largest difference between forecast and what was known.
fn worst(quality: &Quality) -> f64 {
    quality.calibration.iter().map(|bin| (bin.predicted - bin.observed).abs()).fold(0.0, f64::max)
}

fn curves(s: &Shown) -> Markup {
    let (l, own) = (s.l(), &s.overview.in_force().parameters);
    let defaults = Parameters::default();
    let published = (*own != defaults).then_some(&defaults);
    let share = |parameters: &Parameters, days: u32| decimal(l, recall(parameters, days) * 100.0, 0);
    let label = match published {
        None => t_args!(l, "forgetting-curve-label-one", share = share(own, DAYS), days = DAYS),
        Some(other) => {
            t_args!(l, "forgetting-curve-label-both", share = share(own, DAYS), other = share(other, DAYS), days = DAYS)
        }
    };
    let heads = |first: &str| {
        let mut heads = vec![t(l, first), t(l, "forgetting-col-in-use")];
        heads.extend(published.map(|_| t(l, "forgetting-col-published")));
        heads
    };
    let pair = |of: &dyn Fn(&Parameters) -> String| {
        let mut cells = vec![of(own)];
        cells.extend(published.map(of));
        cells
    };
    let by_day = TABLE_DAYS.map(|days| (number(l, days.into()), pair(&|p| share(p, days))));
    let by_rating = Rating::ALL.map(|rating| {
        let place = rating as usize - 1;
        let days = |parameters: &Parameters| decimal(l, parameters.values()[place].into(), 1);
        (rating_word(l, rating), pair(&days))
    });
    let note = if published.is_some() { "forgetting-curve-both" } else { "forgetting-curve-one" };
    html! {
        figure {
            figcaption { h2 { (t(l, "forgetting-curve")) } p { (t(l, note)) } }
            (charts::curves(l, own, published, &label))
            (table(l, &t(l, "forgetting-curve-table"), &heads("forgetting-col-days"), by_day.into()))
            (table(l, &t(l, "forgetting-first-table"), &heads("forgetting-col-first"), by_rating.into()))
            (how(l, &t(l, "forgetting-curve-how")))
        }
    }
}

fn rating_word(l: Locale, rating: Rating) -> String {
    match rating {
        Rating::Again => t(l, "forgetting-again"),
        Rating::Hard => t(l, "forgetting-hard"),
        Rating::Good => t(l, "forgetting-good"),
        Rating::Easy => t(l, "forgetting-easy"),
    }
}

/// The table is the chart.
fn qualities(s: &Shown, fit: &FitRecord, tested: &Tested) -> Markup {
    let l = s.l();
    let mut rows = vec![(t(l, "forgetting-row-published"), &tested.published)];
    if tested.current != tested.published {
        rows.push((t(l, "forgetting-row-current"), &tested.current));
    }
    rows.push((t(l, "forgetting-row-own"), &tested.own));
    rows.push((t(l, "forgetting-row-average"), &tested.moving_average));
    let (gain, noise) = (decimal(l, tested.gain.abs(), 4), decimal(l, tested.noise, 4));
    let verdict = match (fit.decision, tested.gain > 0.0) {
        (Decision::Accepted, _) => t_args!(l, "forgetting-gain-taken", gain = gain, noise = noise),
        (_, true) => t_args!(l, "forgetting-gain-small", gain = gain, noise = noise),
        (_, false) => t_args!(l, "forgetting-gain-none", gain = gain),
    };
    html! {
        figure class="span" {
            figcaption { h2 { (t(l, "forgetting-qualities")) } p { (verdict) } }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t(l, "forgetting-qualities")) {
                table class="table" {
                    caption class="visually-hidden" { (t(l, "forgetting-qualities")) }
                    thead { tr {
                        th scope="col" { (t(l, "forgetting-col-forecast-by")) }
                        th scope="col" class="right" { (t(l, "forgetting-col-log-loss")) }
                        th scope="col" class="right" { (t(l, "forgetting-col-rmse")) }
                        th scope="col" class="right" { (t(l, "forgetting-col-order")) }
                    } }
                    tbody { @for (name, quality) in rows { tr {
                        th scope="row" { (name) }
                        td class="right" { (decimal(l, quality.log_loss, 4)) }
                        td class="right" { (decimal(l, quality.rmse_bins, 4)) }
                        td class="right" { (quality.discrimination.map_or_else(|| "–".to_owned(), |share| decimal(l, share, 3))) }
                    } } }
                }
            }
            (how(l, &t_args!(l, "forgetting-qualities-how", answers = count(&tested.own))))
        }
    }
}

fn fits(s: &Shown) -> Markup {
    let l = s.l();
    let heads = ["forgetting-col-date", "forgetting-col-found", "forgetting-col-usable", "forgetting-col-gain"]
        .map(|key| t(l, key));
    let rows = s.overview.fits.iter().map(|fit| {
        let found = t(l, &format!("forgetting-verdict-{}", fit.decision.as_str().replace('_', "-")));
        let gain = fit.report.tested.as_ref().map_or_else(|| "–".to_owned(), |tested| decimal(l, tested.gain, 4));
        (s.date(fit.at), vec![found, number(l, fit.answers), gain])
    });
    html! {
        figure class="span" {
            figcaption { h2 { (t(l, "forgetting-fits")) } p { (t(l, "forgetting-fits-note")) } }
            (table(l, &t(l, "forgetting-fits"), &heads, rows.collect()))
            (how(l, &t(l, "forgetting-fits-how")))
        }
    }
}

/// The numbers in force, those before them, and the forms that change them.
fn numbers(s: &Shown) -> Markup {
    let (l, o) = (s.l(), s.overview);
    let now = o.in_force();
    html! {
        section class="span stack-m" aria-labelledby="numbers" {
            h2 id="numbers" { (t(l, "forgetting-numbers")) }
            p class="small" { (t(l, "forgetting-numbers-note")) }
            p class="numbers" { (now.parameters) }
            @if o.sets.len() > 1 {
                h3 { (t(l, "forgetting-before")) }
                ul class="rows" { @for set in &o.sets[1..] { (earlier(s, set, now)) } }
            }
            div class="forgetting-forms" {
                @if now.parameters != Parameters::default() {
                    form method="post" action="/statistics/memory/reset" {
                        button class="button" { (icon("rotate-ccw")) (t(l, "forgetting-reset")) }
                    }
                }
                details open[s.wrong.any()] {
                    summary { (t(l, "forgetting-paste")) }
                    form class="stack-m" method="post" action="/statistics/memory/parameters" {
                        label class="field" {
                            span { (t(l, "forgetting-paste-label")) }
                            textarea class="input" name="parameters" rows="4" required autocapitalize="none" spellcheck="false"
                                aria-invalid=[s.wrong.flag("parameters")] aria-describedby=[s.wrong.described_by("parameters")] { (s.pasted) }
                            small { (t(l, "forgetting-paste-hint")) }
                            (s.wrong.under(l, "parameters"))
                        }
                        p class="row" { button class="button" { (t(l, "forgetting-paste-use")) } }
                    }
                }
            }
        }
    }
}

fn earlier(s: &Shown, set: &ParameterSet, now: &ParameterSet) -> Markup {
    let l = s.l();
    let origin = t(l, &format!("forgetting-origin-{}", set.origin.as_str()));
    let date = set.since.map(|since| s.date(since)).unwrap_or_default();
    let name = t_args!(l, "forgetting-since", date = date, origin = origin);
    html! {
        li {
            span class="grow" { (name) }
            @if set.parameters != now.parameters {
                form method="post" action={ "/statistics/memory/sets/" (set.id) } {
                    button class="button compact" aria-label={ (t(l, "forgetting-use-again")) ": " (name) } { (t(l, "forgetting-use-again")) }
                }
            }
        }
    }
}
