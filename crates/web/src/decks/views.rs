//! Decks as pages.

use super::pages::DeckPage;
use super::undo::Notice;
use crate::frame::parts::{icon, initial, tile};
use crate::frame::{Nav, SignedIn, app_page};
use crate::i18n::{self, Locale, number, t};
use crate::library::hits::memory;
use crate::t_args;
use maud::{Markup, PreEscaped, html};
use memory::StudyDay;
use std::collections::HashMap;
use studium_core::decks::{Deck, DeckLine};
use studium_core::items::Row;
use studium_core::study::Counts;
use uuid::Uuid;

/// What stands for a marked value while a sentence is put together.
const MARKED: &str = "\u{1}";

/// Hue and letter by deck.
pub type Marks = HashMap<Uuid, (String, String)>;

/// `waiting`: cards that today asks for, over all decks.
pub fn list(me: &SignedIn, notice: &Notice, lines: &[DeckLine], marks: &Marks, waiting: i64) -> Markup {
    let l = me.locale;
    let title = t(l, "decks-title");
    app_page(
        me,
        &title,
        Nav::Decks,
        html! {
            div class="page" {
                (notice.bar(l))
                header class="page-head split" {
                    div {
                        p class="over" { (title) }
                        @if lines.is_empty() {
                            h1 class="lead" { (t(l, "decks-lead-none")) }
                            p class="after" { (t(l, "decks-after-none")) }
                        } @else {
                            h1 class="lead" { (t_args!(l, "decks-lead", decks = lines.len())) }
                            p class="after" {
                                @if waiting > 0 { (t_args!(l, "decks-after", cards = waiting)) } @else { (t(l, "decks-after-nothing")) }
                            }
                        }
                    }
                    p class="row" {
                        @if waiting > 0 { a class="button primary" href="/study" { (icon("play")) (t(l, "deck-study")) } }
                        @else { a class="button primary" href="/decks/new" { (icon("folder-plus")) (t(l, "deck-new")) } }
                        a class="button" href="/imports" { (icon("upload")) (t(l, "deck-import")) }
                    }
                }
                @if !lines.is_empty() {
                    (tree(l, lines, Some(marks)))
                }
                nav class="row" aria-label=(t(l, "decks-more")) {
                    @if waiting > 0 { a class="button compact" href="/decks/new" { (icon("folder-plus")) (t(l, "deck-new")) } }
                    @if !lines.is_empty() {
                        a class="button compact plain" href="/practice" { (icon("target")) (t(l, "practice-do")) }
                        a class="button compact plain" href="/quizzes" { (icon("timer")) (t(l, "papers-title")) }
                    }
                    a class="button compact plain" href="/items" { (icon("list")) (t(l, "items-browse")) }
                    a class="button compact plain" href="/courses/new" { (icon("plus")) (t(l, "course-new")) }
                    a class="button compact plain" href="/bin" { (icon("trash-2")) (t(l, "bin-title")) }
                }
            }
        },
    )
}

/// The tree, each deck once, children inside their parents; with `marks`, a tile before each outermost one.
pub fn tree(l: Locale, lines: &[DeckLine], marks: Option<&Marks>) -> Markup {
    let least = lines.iter().map(|line| line.deck.depth()).min().unwrap_or(0);
    html! { ul class="deck-list rows" { (level(l, lines, marks, least)) } }
}

fn level(l: Locale, lines: &[DeckLine], marks: Option<&Marks>, depth: usize) -> Markup {
    let starts: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].deck.depth() <= depth || *n == 0).collect();
    html! {
        @for (n, start) in starts.iter().enumerate() {
            @let end = starts.get(n + 1).copied().unwrap_or(lines.len());
            @let line = &lines[*start];
            li {
                div class="deck-row" {
                    @if depth == 0 && let Some(marks) = marks {
                        @match marks.get(&line.deck.id) {
                            Some((hue, letter)) => { (tile(hue, letter)) }
                            None => { (tile("teal", &initial(&line.deck.name))) }
                        }
                    }
                    a href={ "/decks/" (line.deck.id) } { (line.deck.name) }
                    @if let Some(recall) = line.recall { span class="only-wide" { (memory(l, recall)) } }
                    (counts(l, &line.counts, line.items))
                }
                @if end - start > 1 { ul { (level(l, &lines[start + 1..end], marks, line.deck.depth() + 1)) } }
            }
        }
    }
}

/// "12 new 34 due", or how many cards there are when nothing waits.
pub fn counts(l: Locale, counts: &Counts, items: i64) -> Markup {
    let due = counts.due + counts.learning;
    html! {
        span class="counts" {
            @if counts.new > 0 { span { (number(l, counts.new)) " " small { (t(l, "count-new")) } } }
            @if due > 0 { span { (number(l, due)) " " small { (t(l, "count-due")) } } }
            @if counts.new + due == 0 { small { (t_args!(l, "count-items", items = items)) } }
        }
    }
}

pub fn deck(me: &SignedIn, notice: &Notice, page: &DeckPage) -> Markup {
    let l = me.locale;
    let deck = &page.deck;
    let nav = page.course.as_ref().map_or(Nav::Decks, |c| Nav::Subject(c.id));
    let waiting = page.counts.total();
    app_page(
        me,
        &deck.name,
        nav,
        html! {
            div class="page" {
                (notice.bar(l))
                header class="page-head" data-hue=[page.course.as_ref().map(|c| c.hue.as_str())] {
                    (crumbs(l, page))
                    h1 class="lead" lang=[deck.language.as_deref()] { (lead(l, page)) }
                    p class="after" { (waits(l, &page.counts)) @if deck.deleted_at.is_some() { " " (t(l, "deck-in-bin")) } }
                    p class="row" {
                        @if waiting > 0 {
                            a class="button primary" href={ "/study?deck=" (deck.id) } { (icon("play")) (t_args!(l, "deck-study-n", cards = waiting)) }
                            @if page.own { a class="button" href={ "/items/new?deck=" (deck.id) } { (icon("plus")) (t(l, "item-add")) } }
                        } @else if page.own {
                            a class="button primary" href={ "/items/new?deck=" (deck.id) } { (icon("plus")) (t(l, "item-add")) }
                        }
                        @if page.items > 0 {
                            a class="button" href={ "/practice?deck=" (deck.id) } { (icon("target")) (t(l, "practice-do")) }
                            a class="button" href={ "/quizzes/new?deck=" (deck.id) } { (icon("timer")) (t(l, "papers-new-exam")) }
                        }
                        @if page.own && page.items == 0 {
                            a class="button" href={ "/imports?deck=" (deck.id) } { (icon("upload")) (t(l, "deck-import")) }
                        }
                    }
                }
                div class="with-aside" {
                    div class="stack" {
                        @if !page.below.is_empty() {
                            section aria-labelledby="h-below" {
                                div class="section-head" { h2 id="h-below" { (t(l, "deck-below")) } }
                                (tree(l, &page.below, None))
                            }
                        }
                        (cards(l, page))
                    }
                    (aside(l, page))
                }
            }
        },
    )
}

fn crumbs(l: Locale, page: &DeckPage) -> Markup {
    html! {
        nav class="over" aria-label=(t(l, "deck-path")) {
            a href="/decks" { (t(l, "decks-title")) }
            @if let Some(course) = &page.course {
                " › " a class="subject" data-hue=(course.hue) data-letter=(course.letter) href={ "/courses/" (course.id) } { (course.name) }
            }
            @for above in &page.path[..page.path.len().saturating_sub(1)] {
                " › " a href={ "/decks/" (above.id) } { (above.name) }
            }
        }
    }
}

/// How things stand, in one sentence.
fn lead(l: Locale, page: &DeckPage) -> Markup {
    let name = &page.deck.name;
    match page.recall {
        Some(recall) => {
            marked(&t_args!(l, "deck-lead-recall", deck = name, recall = MARKED), &i18n::percent(l, recall))
        }
        None if page.items == 0 => html! { (t_args!(l, "deck-lead-empty", deck = name)) },
        None => html! { (t_args!(l, "deck-lead-new", deck = name, items = page.items)) },
    }
}

/// A sentence with one value under the marker.
pub fn marked(sentence: &str, value: &str) -> Markup {
    let (before, after) = sentence.split_once(MARKED).unwrap_or((sentence, ""));
    html! { (before) mark { (value) } (after) }
}

fn waits(l: Locale, counts: &Counts) -> String {
    let due = counts.due + counts.learning;
    match (due, counts.new) {
        (0, 0) => t(l, "deck-waits-nothing"),
        (due, 0) => t_args!(l, "deck-waits-due", due = due),
        (0, new) => t_args!(l, "deck-waits-new", new = new),
        (due, new) => t_args!(l, "deck-waits-both", due = due, new = new),
    }
}

fn cards(l: Locale, page: &DeckPage) -> Markup {
    let deck = &page.deck;
    html! {
        section aria-labelledby="h-cards" {
            div class="section-head" {
                h2 id="h-cards" { (t(l, "deck-cards")) }
                @if page.own && page.items > 0 {
                    a href={ "/items?q=" (crate::frame::form_encode(&deck_query(&page.path))) } { (t(l, "deck-in-browser")) }
                }
            }
            @if page.page.rows.is_empty() && page.first_page {
                p class="quiet" {
                    @if page.below.is_empty() { (t(l, "deck-empty")) } @else { (t(l, "deck-empty-here")) }
                }
            } @else {
                (item_rows(l, &page.page.rows, page.today))
                (pager(l, &format!("/decks/{}", deck.id), page.first_page, page.page.next.as_deref()))
            }
        }
    }
}

/// The deck as the browser's language names it.
fn deck_query(path: &[Deck]) -> String {
    let names: Vec<&str> = path.iter().map(|d| d.name.as_str()).collect();
    format!("deck:\"{}\"", names.join("::").replace('"', "\\\""))
}

/// Items as rows, each with its stroke.
pub fn item_rows(l: Locale, rows: &[Row], today: StudyDay) -> Markup {
    html! {
        ul class="rows" {
            @for row in rows {
                li class="item-row" {
                    span class="icon" { (icon(kind_icon(row))) }
                    a class="title" href={ "/items/" (row.id) } lang=[row.language.as_deref()] {
                        @if row.summary.is_empty() { (t(l, "item-no-words")) } @else { (row.summary) }
                    }
                    span class="meta" { (row_meta(l, row, today)) }
                    span class="act" { @if let Some(recall) = row.recall { (memory(l, recall)) } }
                }
            }
        }
    }
}

fn kind_icon(row: &Row) -> &'static str {
    use formats::item::Kind;
    match row.kind {
        Kind::Cloze => "braces",
        Kind::Occlusion => "image",
        Kind::List => "list",
        Kind::Choice | Kind::TrueFalse => "list-checks",
        _ => "layers",
    }
}

fn row_meta(l: Locale, row: &Row, today: StudyDay) -> String {
    let mut parts = vec![t(l, &format!("kind-{}", row.kind.as_str().replace('_', "-")))];
    if row.cards > 1 {
        parts.push(t_args!(l, "item-directions", cards = row.cards));
    }
    if row.suspended {
        parts.push(t(l, "item-paused"));
    } else {
        parts.push(due_words(l, row, today));
    }
    if row.leech {
        parts.push(t(l, "item-leech"));
    }
    parts.retain(|p| !p.is_empty());
    parts.join(", ")
}

/// "due in 3 days", "new".
pub fn due_words(l: Locale, row: &Row, today: StudyDay) -> String {
    match row.due {
        None if row.cards == 0 => String::new(),
        None => t(l, "item-is-new"),
        Some(memory::Due { day: Some(day), .. }) => {
            t_args!(l, "item-due", when = i18n::relative_day(l, (day.0 - today.0).into()))
        }
        Some(_) => t(l, "item-learning"),
    }
}

/// Forward by keyset; back to the start.
pub fn pager(l: Locale, address: &str, first: bool, next: Option<&str>) -> Markup {
    let sign = if address.contains('?') { '&' } else { '?' };
    html! {
        @if !first || next.is_some() {
            nav class="pager" aria-label=(t(l, "pager")) {
                @if first { span {} } @else { a class="button compact" href=(address) { (icon("arrow-left")) (t(l, "pager-start")) } }
                @if let Some(next) = next {
                    a class="button compact" rel="next" href={ (address) (sign) "after=" (crate::frame::form_encode(next)) } {
                        (t(l, "pager-next")) (icon("arrow-right"))
                    }
                }
            }
        }
    }
}

fn aside(l: Locale, page: &DeckPage) -> Markup {
    let deck = &page.deck;
    let id = deck.id;
    html! {
        aside class="stack" {
            @if !deck.description.is_empty() {
                section aria-labelledby="h-about" {
                    div class="section-head" { h2 id="h-about" { (t(l, "deck-about")) } }
                    div class="prose small" lang=[deck.language.as_deref()] {
                        (PreEscaped(formats::markup::to_html(&deck.description, &formats::markup::MarkupOptions { media_base: &studium_core::media::base(deck.space), heading_offset: 2 })))
                    }
                }
            }
            @for source in &page.sources {
                section { a class="button block" href={ "/sources/" (source.id) } { (icon("file-text")) (source.title) } }
            }
            @if page.own {
                section aria-labelledby="h-do" {
                    div class="section-head" { h2 id="h-do" { (t(l, "deck-do")) } }
                    nav class="nav" aria-labelledby="h-do" {
                        a class="nav-link" href={ "/decks/" (id) "/edit" } { (icon("pencil")) (t(l, "deck-edit")) }
                        a class="nav-link" href={ "/decks/new?parent=" (id) } { (icon("folder-plus")) (t(l, "deck-new-below")) }
                        a class="nav-link" href={ "/decks/" (id) "/settings" } { (icon("sliders-horizontal")) (t(l, "deck-settings")) }
                        a class="nav-link" href={ "/imports?deck=" (id) } { (icon("upload")) (t(l, "deck-import")) }
                    }
                }
                section aria-labelledby="h-out" {
                    div class="section-head" { h2 id="h-out" { (t(l, "deck-take")) } }
                    nav class="nav" aria-labelledby="h-out" {
                        @for (format, key) in [("apkg", "deck-as-anki"), ("csv", "deck-as-table"), ("md", "deck-as-markdown")] {
                            a class="nav-link" data-turbo="false" href={ "/api/v1/decks/" (id) "/export?format=" (format) } { (icon("download")) (t(l, key)) }
                        }
                        a class="nav-link" href={ "/decks/" (id) "/export/questions" } { (icon("download")) (t(l, "deck-as-questions")) }
                    }
                }
                @if deck.deleted_at.is_none() {
                    form method="post" action={ "/decks/" (id) "/bin" } {
                        button class="button compact danger" { (icon("trash-2")) (t(l, "deck-bin")) }
                        p class="small quiet" { (t_args!(l, "deck-bin-note", items = page.items)) }
                    }
                }
            } @else {
                p class="small quiet" { (t(l, "deck-of-library")) }
            }
        }
    }
}

/// Decks as the options of a select, nested by dashes, each with its value.
pub fn deck_options(decks: &[Deck], chosen: Option<Uuid>, but: Option<&Deck>) -> Markup {
    let inside = |deck: &Deck| {
        but.is_some_and(|b| deck.id == b.id || deck.path_key.starts_with(&format!("{}\u{1F}", b.path_key)))
    };
    html! {
        @for deck in decks.iter().filter(|d| !inside(d)) {
            option value=(deck.id) selected[chosen == Some(deck.id)] { ("\u{2003}".repeat(deck.depth())) (deck.name) }
        }
    }
}
