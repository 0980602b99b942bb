//! Subjects as pages.

use super::pages::CoursePage;
use crate::decks::undo::Notice;
use crate::decks::{marked, tree};
use crate::drafts::source_rows;
use crate::frame::parts::{TextField, Wrong, icon};
use crate::frame::{Fields, Nav, SignedIn, app_page};
use crate::i18n::{self, Locale, t};
use crate::plan::course as exams;
use crate::t_args;
use maud::{Markup, html};
use studium_core::courses::{Course, HUES};

pub fn show(me: &SignedIn, notice: &Notice, page: &CoursePage) -> Markup {
    let l = me.locale;
    let course = &page.course;
    let tops =
        || page.lines.iter().filter(|line| !page.lines.iter().any(|above| Some(above.deck.id) == line.deck.parent));
    let items: i64 = tops().map(|line| line.items).sum();
    let waiting: i64 = tops().map(|line| line.counts.total()).sum();
    let first = tops().max_by_key(|line| line.counts.total()).filter(|line| line.counts.total() > 0);
    app_page(
        me,
        &course.name,
        Nav::Subject(course.id),
        html! {
            div class="page" {
                (notice.bar(l))
                header class="page-head" data-hue=(course.hue) {
                    p class="over subject" data-letter=(course.letter) {
                        (t_args!(l, "course-over", items = items, sources = page.sources.len()))
                    }
                    h1 class="lead" {
                        @match page.recall {
                            Some(recall) => { (marked(&t_args!(l, "deck-lead-recall", deck = &course.name, recall = "\u{1}"), &i18n::percent(l, recall))) }
                            None if page.lines.is_empty() => { (t_args!(l, "course-lead-empty", course = &course.name)) }
                            None => { (t_args!(l, "deck-lead-new", deck = &course.name, items = items)) }
                        }
                    }
                    p class="after" {
                        @if course.deleted_at.is_some() { (t(l, "course-in-bin")) }
                        @else if waiting > 0 { (t_args!(l, "decks-after", cards = waiting)) }
                        @else { (t(l, "deck-waits-nothing")) }
                        @if let Some(next) = exams::after(l, &page.plan, course.id) { " " (next) }
                    }
                    p class="row" {
                        @if let Some(line) = first {
                            a class="button primary" href={ "/study?deck=" (line.deck.id) } { (icon("play")) (t_args!(l, "course-study", deck = &line.deck.name, cards = line.counts.total())) }
                        } @else {
                            a class="button primary" href={ "/decks/new?course=" (course.id) } { (icon("folder-plus")) (t(l, "deck-new")) }
                        }
                        @if items > 0 { a class="button" href={ "/practice?course=" (course.id) } { (icon("target")) (t(l, "practice-do")) } }
                        a class="button" href={ "/courses/" (course.id) "/edit" } { (icon("pencil")) (t(l, "course-edit")) }
                    }
                }
                div class="with-aside" {
                    div class="stack" {
                        (exams::by_topic(l, &page.plan, course.id))
                        section aria-labelledby="h-decks" {
                            div class="section-head" { h2 id="h-decks" { (t(l, "decks-title")) } a href={ "/decks/new?course=" (course.id) } { (t(l, "deck-new")) } }
                            @if page.lines.is_empty() { p class="quiet" { (t(l, "course-no-decks")) } } @else { (tree(l, &page.lines, None)) }
                            (add_deck(l, page))
                        }
                        @if !page.sources.is_empty() {
                            section aria-labelledby="h-sources" {
                                div class="section-head" { h2 id="h-sources" { (t(l, "sources-title")) } }
                                (source_rows(l, &page.sources))
                            }
                        }
                    }
                    aside class="stack" {
                        (exams::aside(l, &page.plan, course.id))
                        (topics(l, page))
                        @if course.deleted_at.is_none() {
                            form method="post" action={ "/courses/" (course.id) "/bin" } {
                                button class="button compact danger" { (icon("trash-2")) (t(l, "course-bin")) }
                                p class="small quiet" { (t(l, "course-bin-note")) }
                            }
                        }
                    }
                }
            }
        },
    )
}

fn add_deck(l: Locale, page: &CoursePage) -> Markup {
    html! {
        @if !page.free.is_empty() {
            form class="row tight" method="post" action={ "/courses/" (page.course.id) "/decks" } {
                select class="input narrow" name="deck" aria-label=(t(l, "item-deck")) { @for deck in &page.free { option value=(deck.id) { (deck.name) } } }
                button class="button compact" { (icon("plus")) (t(l, "course-add-deck")) }
            }
        }
    }
}

fn topics(l: Locale, page: &CoursePage) -> Markup {
    let action = format!("/courses/{}/topics", page.course.id);
    html! {
        section aria-labelledby="h-own-topics" {
            div class="section-head" { h2 id="h-own-topics" { (t(l, "topics-title")) } }
            @if page.topics.is_empty() { p class="small quiet" { (t(l, "topics-none")) } }
            ul class="rows" {
                @for topic in &page.topics {
                    li {
                        details class="data" {
                            summary { ("\u{2003}".repeat(topic.depth)) (topic.name) }
                            form class="stack-s" method="post" action={ (action) "/" (topic.id) } {
                                input class="input" name="name" value=(topic.name) aria-label=(t(l, "topic-name")) required;
                                p class="row tight" {
                                    button class="button compact" { (t(l, "topic-rename")) }
                                    button class="button compact plain" name="action" value="bin" { (t(l, "topic-bin")) }
                                }
                            }
                        }
                    }
                }
            }
            form class="stack-s" method="post" action=(action) {
                label class="field" { span { (t(l, "topic-new")) } input class="input" name="name" required autocomplete="off"; }
                @if !page.topics.is_empty() {
                    label class="field" { span { (t(l, "topic-parent")) }
                        select class="input" name="parent" {
                            option value="" { (t(l, "topic-parent-none")) }
                            @for topic in &page.topics { option value=(topic.id) { ("\u{2003}".repeat(topic.depth)) (topic.name) } }
                        }
                    }
                }
                button class="button compact" { (icon("plus")) (t(l, "topic-add")) }
            }
        }
    }
}

pub fn form(me: &SignedIn, course: Option<&Course>, fields: &Fields, wrong: &Wrong) -> Markup {
    let l = me.locale;
    let title = t(l, if course.is_some() { "course-edit" } else { "course-new" });
    let (action, back) = match course {
        Some(course) => (format!("/courses/{}/edit", course.id), format!("/courses/{}", course.id)),
        None => ("/courses".to_owned(), "/decks".to_owned()),
    };
    app_page(
        me,
        &title,
        course.map_or(Nav::Decks, |c| Nav::Subject(c.id)),
        html! {
            div class="page" {
                header class="page-head" { h1 class="lead" { (title) } p class="after" { (t(l, "course-about")) } }
                form class="editor-fields narrow" method="post" action=(action) {
                    @if let Some(version) = fields.find("version") { input type="hidden" name="version" value=(version); }
                    (TextField { name: "name", label: t(l, "course-name"), kind: "text", value: fields.get("name"), autocomplete: "off", hint: None, required: true }.render(l, wrong))
                    (TextField { name: "letter", label: t(l, "course-letter"), kind: "text", value: fields.get("letter"), autocomplete: "off", hint: Some(t(l, "course-letter-hint")), required: false }.render(l, wrong))
                    fieldset {
                        legend class="small" { (t(l, "course-hue")) }
                        div class="row" {
                            @for hue in HUES {
                                label class="check" {
                                    input type="radio" name="hue" value=(hue) checked[fields.get("hue") == hue];
                                    span class="subject" data-hue=(hue) data-letter=(letter(fields)) { (t(l, &format!("hue-{hue}"))) }
                                }
                            }
                        }
                        (wrong.under(l, "hue"))
                    }
                    p class="row" { button class="button primary" { (t(l, "save")) } a class="button plain" href=(back) { (t(l, "cancel")) } }
                }
            }
        },
    )
}

fn letter(fields: &Fields) -> String {
    match fields.get("letter") {
        "" => fields.get("name").chars().next().map_or("A".into(), |c| c.to_uppercase().collect()),
        letter => letter.to_owned(),
    }
}
