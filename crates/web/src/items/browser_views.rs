//! The browser as a page.

use crate::decks::undo::Notice;
use crate::decks::{deck_options, due_words, pager};
use crate::frame::parts::{icon, options};
use crate::frame::{Nav, SignedIn, app_page, form_encode};
use crate::i18n::{self, Locale, t};
use crate::library::hits::memory;
use crate::t_args;
use maud::{Markup, html};
use memory::StudyDay;
use studium_core::decks::Deck;
use studium_core::items::query::QueryError;
use studium_core::items::{COUNT_LIMIT, Order, Page, Row};

/// What the browser shows.
pub struct Shown<'a> {
    pub query: &'a str,
    pub order: Order,
    pub wrong: Option<QueryError>,
    pub first_page: bool,
    /// The index named more than can be taken.
    pub cut: bool,
    pub total: i64,
    pub page: Page,
    pub decks: Vec<Deck>,
    pub today: StudyDay,
}

pub fn page(me: &SignedIn, notice: &Notice, shown: &Shown) -> Markup {
    let l = me.locale;
    let title = t(l, "browser-title");
    app_page(
        me,
        &title,
        Nav::Decks,
        html! {
            div class="page wide" {
                (notice.bar(l))
                header class="page-head" {
                    p class="over" { a href="/decks" { (t(l, "decks-title")) } }
                    h1 class="lead" { (lead(l, shown)) }
                    @if shown.total > 0 && !shown.query.trim().is_empty() {
                        p class="row" { a class="button" href=(crate::practice::address_of_search(shown.query)) { (icon("target")) (t(l, "practice-do")) } }
                    }
                }
                (search(l, shown))
                @if !shown.page.rows.is_empty() { (table(l, notice, shown)) }
                (pager(l, &address(shown, shown.order), shown.first_page, shown.page.next.as_deref()))
                (help(l))
            }
        },
    )
}

fn lead(l: Locale, shown: &Shown) -> String {
    match (&shown.wrong, shown.total) {
        (Some(_), _) => t(l, "browser-lead-wrong"),
        (_, 0) if shown.query.trim().is_empty() => t(l, "browser-lead-none"),
        (_, 0) => t(l, "browser-lead-nothing"),
        (_, n) if shown.query.trim().is_empty() && n < COUNT_LIMIT => t_args!(l, "browser-lead-all", items = n),
        (_, n) if n >= COUNT_LIMIT => t_args!(l, "browser-lead-many", items = COUNT_LIMIT),
        (_, n) => t_args!(l, "browser-lead", items = n),
    }
}

fn search(l: Locale, shown: &Shown) -> Markup {
    html! {
        form action="/items" role="search" class="stack-s" {
            div class="search-field large" {
                (icon("search"))
                input class="input" type="search" name="q" value=(shown.query) aria-label=(t(l, "browser-search")) placeholder=(t(l, "browser-placeholder"))
                    autocomplete="off" autocapitalize="none" spellcheck="false" aria-invalid=[shown.wrong.is_some().then_some("true")]
                    aria-describedby=[shown.wrong.is_some().then_some("q-e")];
            }
            @if shown.order != Order::default() { input type="hidden" name="sort" value=(shown.order.as_str()); }
            @if let Some(wrong) = &shown.wrong {
                p class="note-box bad" id="q-e" role="alert" { (icon("circle-alert")) span {
                    (t_args!(l, wrong.message_key, word = &wrong.word, place = wrong.at + 1))
                } }
            }
            @if shown.cut { p class="note-box warn" { (icon("info")) span { (t_args!(l, "browser-cut", most = super::browser::MOST_FOUND)) } } }
            p class="row tight" {
                @for (query, key) in [("is:due", "browser-due"), ("is:new", "browser-new"), ("is:suspended", "browser-paused"), ("is:leech", "browser-leech"), ("is:flagged", "browser-flagged"), ("added:7", "browser-added")] {
                    a class="chip" href={ "/items?q=" (form_encode(query)) } aria-current=[(shown.query == query).then_some("true")] { (t(l, key)) }
                }
            }
        }
    }
}

fn address(shown: &Shown, order: Order) -> String {
    format!("/items?q={}&sort={}", form_encode(shown.query), order.as_str())
}

fn table(l: Locale, notice: &Notice, shown: &Shown) -> Markup {
    let head = |order: Order, key: &str, class: Option<&str>| {
        let sort = (shown.order == order).then_some(if order == Order::Added || order == Order::Difficulty {
            "descending"
        } else {
            "ascending"
        });
        html! { th scope="col" class=[class] aria-sort=[sort] { a href=(address(shown, order)) { (t(l, key)) } } }
    };
    html! {
        bulk-select {
            form method="post" action="/items/bulk" {
                input type="hidden" name="next" value=(notice.address());
                input type="hidden" name="q" value=(shown.query);
                (bar(l, shown))
                div class="scroll-x" {
                    table class="table browser" {
                        caption class="visually-hidden" { (t(l, "browser-title")) }
                        thead { tr {
                            th { input type="checkbox" data-all aria-label=(t(l, "browser-choose-all")); }
                            (head(Order::Summary, "browser-question", None))
                            th scope="col" class="only-wide" { (t(l, "browser-deck")) }
                            (head(Order::Due, "browser-due-column", None))
                            th scope="col" { (t(l, "browser-recall")) }
                            (head(Order::Difficulty, "browser-difficulty", Some("right only-wide")))
                            (head(Order::Added, "browser-made", Some("right only-wide")))
                        } }
                        tbody { @for row in &shown.page.rows { (tr(l, row, shown.today)) } }
                    }
                }
            }
        }
    }
}

fn tr(l: Locale, row: &Row, today: StudyDay) -> Markup {
    let made =
        jiff::Timestamp::from_millisecond(row.created_at).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC).date();
    html! {
        tr class=[row.suspended.then_some("is-paused")] {
            td { input type="checkbox" name="item" value=(row.id) aria-label=(t_args!(l, "browser-choose", item = &row.summary)); }
            td {
                a class="item-text" href={ "/items/" (row.id) } lang=[row.language.as_deref()] { @if row.summary.is_empty() { (t(l, "item-no-words")) } @else { (row.summary) } }
                @if row.flag > 0 { " " span class="flag" data-flag=(row.flag) aria-label=(t_args!(l, "browser-flag", flag = row.flag)) { (row.flag) } }
                @if row.leech { " " span class="chip" { (t(l, "item-leech")) } }
            }
            td class="only-wide" { a href={ "/decks/" (row.deck) } { (row.deck_name) } }
            td { @if row.suspended { (t(l, "item-paused")) } @else { (when(l, row, today)) } }
            td { @if let Some(recall) = row.recall { (memory(l, recall)) } @else { span class="quiet" { "–" } } }
            td class="right only-wide" { @if let Some(d) = row.difficulty { (i18n::decimal(l, d, 1)) } @else { "–" } }
            td class="right only-wide nowrap" { (i18n::short_date(l, made)) }
        }
    }
}

/// What stands below "Due": the day alone.
fn when(l: Locale, row: &Row, today: StudyDay) -> String {
    match row.due {
        Some(memory::Due { day: Some(day), .. }) => i18n::relative_day(l, (day.0 - today.0).into()),
        _ => due_words(l, row, today),
    }
}

fn bar(l: Locale, shown: &Shown) -> Markup {
    let button = |action: &str, name: &str, key: &str| {
        html! { button class="button compact" name="action" value=(action) { (icon(name)) (t(l, key)) } }
    };
    html! {
        div class="bulk-bar" data-role="bar" {
            output data-role="count" data-none=(t(l, "bulk-none")) data-one=(t(l, "bulk-one")) data-many=(t(l, "bulk-many")) {}
            (button("suspend", "pause", "bulk-suspend"))
            (button("unsuspend", "play", "bulk-unsuspend"))
            (button("bury", "moon", "bulk-bury"))
            (button("bin", "trash-2", "bulk-bin"))
            details class="data" {
                summary { (t(l, "bulk-more")) }
                div class="stack-s" {
                    div class="row tight" {
                        select class="input" name="deck" aria-label=(t(l, "item-deck")) { (deck_options(&shown.decks, None, None)) }
                        (button("move", "folder", "bulk-move"))
                    }
                    div class="row tight" {
                        input class="input" name="tags" aria-label=(t(l, "item-tags")) placeholder=(t(l, "item-tags")) autocomplete="off";
                        (button("tag", "tag", "bulk-tag")) (button("untag", "x", "bulk-untag"))
                    }
                    div class="row tight" {
                        select class="input" name="flag" aria-label=(t(l, "bulk-flag")) {
                            (options([("0", t(l, "bulk-flag-none"))], ""))
                            @for n in 1..=7 { option value=(n) { (t_args!(l, "browser-flag", flag = n)) } }
                        }
                        (button("flag", "flag", "bulk-flag"))
                    }
                    div class="row tight" {
                        input class="input" type="number" min="0" max="36500" name="days" value="1" aria-label=(t(l, "bulk-days"));
                        (button("reschedule", "calendar-days", "bulk-reschedule"))
                        (button("forget", "rotate-ccw", "bulk-forget"))
                    }
                    @if shown.page.next.is_some() || !shown.first_page {
                        label class="check" { input type="checkbox" name="all" value="1"; span { (t_args!(l, "bulk-all", items = shown.total.min(super::bulk::MOST))) } }
                    }
                }
            }
        }
    }
}

fn help(l: Locale) -> Markup {
    let lines = [
        ("mitochondria \"cell wall\"", "query-help-words"),
        ("deck:Biology deck:\"My deck::Part\"", "query-help-deck"),
        ("tag:exam tag:bio::cells tag:ex* tag:none", "query-help-tag"),
        ("is:due is:new is:learning is:review is:suspended is:buried is:leech is:flagged", "query-help-is"),
        ("kind:cloze flag:2", "query-help-kind"),
        ("prop:stability>10 prop:difficulty>=7 prop:lapses>3 prop:due<=3", "query-help-prop"),
        ("added:7 rated:1", "query-help-days"),
        ("-is:new (tag:a or tag:b)", "query-help-logic"),
    ];
    html! {
        details class="fold" {
            summary { (t(l, "query-help")) }
            dl class="keys" { @for (code, key) in lines { dt { code { (code) } } dd { (t(l, key)) } } }
        }
    }
}
