//! Markup of the import pages.

use super::table::{ROLES, role_word};
use super::words::{failure, name, notice, place, report};
use crate::frame::parts::{Tone, icon, note_box};
use crate::frame::{Nav, SignedIn, app_page};
use crate::i18n::{Locale, number, relative_day, t};
use crate::t_args;
use formats::delimited::{Preview, Role};
use formats::notice::Notice;
use maud::{Markup, html};
use studium_core::jobs::{Job, JobState};
use studium_core::transfer::Report;
use studium_core::transfer::export::{ExportFormat, Exported};
use studium_core::transfer::uploads::Upload;
use uuid::Uuid;

/// Places of what is left out that one page names.
const SHOWN: usize = 500;

/// Where files come in: a drop zone, a field to paste into, what came in lately.
pub fn list(me: &SignedIn, decks: &[String], deck: &str, jobs: &[Job], wrong: Option<&str>) -> Markup {
    let l = me.locale;
    app_page(
        me,
        &t(l, "import-title"),
        Nav::Add,
        html! {
            div class="page narrow import stack" {
                header class="page-head" {
                    h1 class="lead" { (t(l, "import-lead")) }
                    p class="after" { (t(l, "import-after")) }
                }
                @if let Some(key) = wrong { (note_box(Tone::Bad, html! { (t(l, key)) })) }
                form class="stack" method="post" action="/imports" enctype="multipart/form-data" {
                    file-drop data-busy=(t(l, "import-drop-busy")) data-done=(t(l, "import-drop-done"))
                        data-failed=(t(l, "import-drop-failed")) data-again=(t(l, "import-drop-again")) data-remove=(t(l, "import-drop-remove")) {
                        label class="drop" {
                            (icon("file-up"))
                            strong { (t(l, "import-drop")) }
                            p { (t(l, "import-kinds")) }
                            input class="visually-hidden" type="file" name="file" multiple;
                        }
                        ul class="rows uploads" data-role="list" {}
                    }
                    details class="fold" {
                        summary { (t(l, "import-paste")) }
                        label class="field" {
                            span { (t(l, "import-paste-label")) }
                            textarea class="input" name="text" rows="8" spellcheck="false" {}
                            small { (t(l, "import-paste-hint")) }
                        }
                    }
                    div class="field dest" {
                        label for="dest" { (t(l, "import-into")) }
                        select class="input" id="dest" name="deck" {
                            option value="" { (t(l, "import-into-file")) }
                            @for path in decks { option value=(path) selected[path == deck] { (path.replace("::", " › ")) } }
                        }
                    }
                    p class="row" {
                        button class="button primary" { (t(l, "import-begin")) }
                        a class="button" href="/items/new" { (t(l, "import-write-card")) }
                    }
                }
                @if !jobs.is_empty() {
                    section aria-labelledby="lately" {
                        div class="section-head" { h2 id="lately" { (t(l, "import-lately")) } }
                        ul class="rows" { @for job in jobs { (entry(l, me, job)) } }
                    }
                }
            }
        },
    )
}

fn entry(l: Locale, me: &SignedIn, job: &Job) -> Markup {
    let day = me.actor.study_day(job.created_at);
    let (symbol, meta) = match job.state {
        JobState::Done => ("circle-check", counted(l, &report(job))),
        JobState::Failed => ("circle-alert", t(l, "import-state-failed")),
        JobState::Queued => ("clock", t(l, "import-state-queued")),
        JobState::Running => ("clock", t(l, "import-state-running")),
    };
    let today = me.actor.study_day(job.finished_at.unwrap_or(job.created_at));
    html! {
        li class="item-row" {
            (icon(symbol))
            a class="title" href={ "/imports/" (job.id) } { (name(job)) }
            span class="meta" { (meta) @if day != today { " · " (relative_day(l, day.days_since(today).into())) } }
        }
    }
}

/// One import: how far it is, or what came of it.
pub fn show(me: &SignedIn, job: &Job) -> Markup {
    let l = me.locale;
    let report = report(job);
    let main = match job.state {
        JobState::Queued | JobState::Running => under_way(l, job),
        JobState::Failed => failed(l, job, &report),
        JobState::Done => done(l, job, &report),
    };
    app_page(me, &name(job), Nav::Add, html! { div class="page narrow import stack" { (main) } })
}

fn under_way(l: Locale, job: &Job) -> Markup {
    html! {
        header class="page-head" {
            p class="over" { (name(job)) }
            h1 class="lead" { (t(l, "import-running-lead")) }
            p class="after" { (t(l, "import-running-after")) }
        }
        job-progress src={ "/api/v1/imports/" (job.id) } data-text=(t(l, "import-progress")) data-then={ "/imports/" (job.id) } {
            @if job.total > 0 {
                progress max=(job.total) value=(job.done) aria-label=(t(l, "import-running-lead")) {}
            } @else {
                progress aria-label=(t(l, "import-running-lead")) {}
            }
            p data-role="text" role="status" {}
        }
        p class="row" { a class="button" href={ "/imports/" (job.id) } { (t(l, "import-look-again")) } }
    }
}

fn failed(l: Locale, job: &Job, report: &Report) -> Markup {
    html! {
        header class="page-head" {
            p class="over" { (name(job)) }
            h1 class="lead" { (t(l, "import-failed-lead")) }
            p class="after" { (t(l, "import-failed-after")) }
        }
        (note_box(Tone::Bad, html! { bdi { (failure(l, job).unwrap_or_default()) } }))
        (skipped(l, report))
        p class="row" { a class="button primary" href="/imports" { (t(l, "import-another")) } }
    }
}

fn done(l: Locale, job: &Job, report: &Report) -> Markup {
    let c = &report.counts;
    let figures = [
        ("import-fig-items", c.items),
        ("import-fig-cards", c.cards),
        ("import-fig-reviews", c.reviews),
        ("import-fig-media", c.media),
        ("import-fig-updated", c.updated),
        ("import-fig-drafts", c.drafts),
    ];
    let nothing = figures.iter().all(|(_, n)| *n == 0);
    html! {
        header class="page-head" {
            p class="over" { (name(job)) }
            h1 class="lead" {
                @if nothing { (t(l, "import-nothing-lead")) }
                @else if c.items > 0 { (t_args!(l, "import-done-lead", items = c.items as i64)) }
                @else if c.drafts > 0 { (t_args!(l, "import-drafts-lead", drafts = c.drafts as i64)) }
                @else { (t(l, "import-merged-lead")) }
            }
            @if nothing { p class="after" { (t(l, "import-nothing-after")) } }
            @else if c.reviews > 0 { p class="after" { (t(l, "import-done-after")) } }
        }
        @if !nothing {
            dl class="figures" {
                @for (label, n) in figures.iter().filter(|(_, n)| *n > 0) {
                    div { dt { (t(l, label)) } dd { (number(l, *n as i64)) } }
                }
            }
        }
        p class="row" {
            @if let Some(source) = report.source {
                a class="button primary" href={ "/sources/" (source) } { (t(l, "import-open-source")) }
            } @else if let Some(deck) = report.deck {
                a class="button primary" href={ "/study?deck=" (deck) } { (t(l, "import-study")) }
                a class="button" href={ "/decks/" (deck) } { (t(l, "import-open-deck")) }
            }
            a class="button" href="/imports" { (t(l, "import-another")) }
        }
        (skipped(l, report))
    }
}

fn skipped(l: Locale, report: &Report) -> Markup {
    let count = report.skipped.len() as u64 + report.skipped_more;
    html! {
        @if count > 0 {
            details class="fold" open[count <= 10] {
                summary { (t_args!(l, "import-skipped", count = count as i64)) }
                ul class="rows small" {
                    @for one in &report.skipped { li { strong { bdi { (place(l, &one.place)) } } ": " bdi { (notice(l, &one.why)) } } }
                }
                @if report.skipped_more > 0 { p class="small quiet" { (t_args!(l, "import-skipped-more", count = report.skipped_more as i64)) } }
            }
        }
    }
}

/// A deck as a file of questions: in which format, and what will not be in it.
pub fn questions(me: &SignedIn, deck: Uuid, format: ExportFormat, exported: &Exported) -> Markup {
    let l = me.locale;
    let missing = &exported.missing;
    app_page(
        me,
        &exported.name,
        Nav::Library,
        html! {
            div class="page narrow stack" {
                header class="page-head" {
                    p class="over" { a href={ "/decks/" (deck) } { bdi { (exported.name) } } }
                    h1 class="lead" { (t(l, "export-questions-lead")) }
                    p class="after" { (t(l, "export-questions-after")) }
                }
                nav class="nav" aria-label=(t(l, "export-questions-formats")) {
                    @for (other, key) in [(ExportFormat::MoodleXml, "export-moodle"), (ExportFormat::Gift, "export-gift"), (ExportFormat::Aiken, "export-aiken")] {
                        a class="nav-link" href={ "/decks/" (deck) "/export/questions?format=" (other.as_str()) } aria-current=[(other == format).then_some("page")] { (t(l, key)) }
                    }
                }
                @if missing.is_empty() {
                    p { (t(l, "export-questions-whole")) }
                } @else {
                    details class="fold" open[missing.len() <= 10] {
                        summary { (t_args!(l, "export-questions-missing", count = missing.len() as i64)) }
                        ul class="rows small" {
                            @for one in missing.iter().take(SHOWN) { li { strong { bdi { (place(l, &one.place)) } } ": " bdi { (notice(l, &one.why)) } } }
                        }
                        @if missing.len() > SHOWN { p class="small quiet" { (t_args!(l, "import-skipped-more", count = (missing.len() - SHOWN) as i64)) } }
                    }
                }
                p class="row" {
                    a class="button primary" data-turbo="false" href={ "/decks/" (deck) "/export?format=" (format.as_str()) } { (icon("download")) (t(l, "export-questions-take")) }
                }
            }
        },
    )
}

/// Which column is what, with the first rows below.
pub fn table(me: &SignedIn, upload: &Upload, preview: &Preview, decks: &[String], wrong: Option<&str>) -> Markup {
    let l = me.locale;
    let mapping = &preview.mapping;
    app_page(
        me,
        &upload.name,
        Nav::Add,
        html! {
            div class="page import" {
                header class="page-head" {
                    p class="over" { (upload.name) }
                    h1 class="lead" { (t_args!(l, "import-table-lead", rows = preview.total as i64)) }
                    p class="after" { (t(l, "import-table-after")) }
                }
                @if let Some(key) = wrong { (note_box(Tone::Bad, html! { (t(l, key)) })) }
                @if preview.broken > 0 { (note_box(Tone::Warn, html! { (t_args!(l, "import-table-broken", rows = preview.broken as i64)) })) }
                form class="stack" method="post" action={ "/imports/table/" (upload.id) } {
                    div class="scroll-x" tabindex="0" role="region" aria-label=(t(l, "import-table-rows")) {
                        table class="table" {
                            caption class="visually-hidden" { (t(l, "import-table-rows")) }
                            thead { tr {
                                @for (n, role) in mapping.columns.iter().enumerate() { th scope="col" { (column(l, preview, n, *role)) } }
                            } }
                            tbody {
                                @for row in preview.rows.iter().take(8) {
                                    tr { @for n in 0..mapping.columns.len() { td { bdi { (row.get(n).map_or("", |c| short(c))) } } } }
                                }
                            }
                        }
                    }
                    label class="field" {
                        span { (t(l, "import-into")) }
                        input class="input" name="deck" value=(mapping.deck) list="decks" autocomplete="off";
                        small { (t(l, "import-into-hint")) }
                    }
                    datalist id="decks" { @for path in decks { option value=(path) {} } }
                    label class="field" { span { (t(l, "import-tags")) } input class="input" name="tags" autocomplete="off"; }
                    label class="check" { input type="checkbox" name="header" checked[mapping.has_header]; span { (t(l, "import-table-header")) } }
                    label class="check" { input type="checkbox" name="html" checked[mapping.html]; span { (t(l, "import-table-html")) } }
                    p class="row" {
                        button class="button primary" { (t(l, "import-begin")) }
                        a class="button" href="/imports" { (t(l, "cancel")) }
                    }
                }
            }
        },
    )
}

fn column(l: Locale, preview: &Preview, n: usize, role: Role) -> Markup {
    let named = preview.names.get(n).filter(|name| !name.is_empty());
    let label = named.cloned().unwrap_or_else(|| t_args!(l, "import-column", n = n as i64 + 1));
    html! {
        label class="field" {
            span { bdi { (label) } }
            select class="input" name={ "column" (n) } {
                @for choice in ROLES {
                    option value=(role_word(choice)) selected[choice == role] { (t(l, &format!("import-role-{}", role_word(choice)))) }
                }
            }
        }
    }
}

/// A file that cannot be read at all.
pub fn refused(me: &SignedIn, file: &str, why: &Notice) -> Markup {
    let l = me.locale;
    app_page(
        me,
        &t(l, "import-title"),
        Nav::Add,
        html! {
            div class="page narrow import stack" {
                header class="page-head" { p class="over" { (file) } h1 class="lead" { (t(l, "import-failed-lead")) } }
                (note_box(Tone::Bad, html! { bdi { (notice(l, why)) } }))
                p class="row" { a class="button primary" href="/imports" { (t(l, "import-another")) } }
            }
        },
    )
}

fn counted(l: Locale, report: &Report) -> String {
    let c = &report.counts;
    if c.drafts > 0 {
        t_args!(l, "import-drafts-lead", drafts = c.drafts as i64)
    } else {
        t_args!(l, "import-counted", items = c.items as i64, updated = c.updated as i64)
    }
}

fn short(cell: &str) -> &str {
    let most = cell.char_indices().nth(120).map_or(cell.len(), |(at, _)| at);
    &cell[..most]
}
