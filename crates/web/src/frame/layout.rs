//! The layouts: `app_page` with the sidebar for learners, `public_page` for visitors, `focus_page` for studying and
//! setting up, and the page that says what went wrong.

use super::edge::message;
use super::failure::Failure;
use super::parts::{brand, icon};
use super::visit::{Theme, Visit};
use crate::i18n::{Locale, number, t};
use crate::static_files::{BOARD, PAPER, asset};
use crate::t_args;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use studium_core::Error;

/// Which place of the navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    Today,
    Study,
    Plan,
    Library,
    Decks,
    Statistics,
    Search,
    Add,
    Settings,
    /// A learner's subject has its own entry; its id.
    Subject(uuid::Uuid),
    None,
}

/// A page with sidebar, for somebody who is signed in ([`super::SignedIn`] fills the sidebar). `main` is what lies in
/// `<main>`: usually `div.page`.
pub fn app_page(visit: &Visit, title: &str, nav: Nav, main: Markup) -> Markup {
    let locale = visit.locale;
    document(
        visit,
        title,
        &[],
        html! {
            a class="skip" href="#main" { (t(locale, "skip-to-content")) }
            div class="frame" {
                (sidebar(visit, nav))
                div {
                    (top_bar(visit))
                    main class="sheet" id="main" { (main) }
                }
                (tab_bar(visit, nav))
            }
            (keys_dialog(locale))
        },
    )
}

/// A page for visitors: brand, search, sign in. `main` is the whole `<main>`'s content; `class` its classes
/// (`front page`, `page` …).
pub fn public_page(visit: &Visit, title: &str, class: &str, main: Markup) -> Markup {
    let locale = visit.locale;
    document(
        visit,
        title,
        &[],
        html! {
            a class="skip" href="#main" { (t(locale, "skip-to-content")) }
            header class="public" {
                (brand("/"))
                // the front page has a field of its own, and pages that search too
                @if class.starts_with("front") || visit.bare_path() == "/search" || visit.bare_path() == "/library" {
                    span class="end" {}
                } @else {
                    search-box class="end only-wide" data-suggest="/search/suggest" { (search_form(locale)) }
                    a class="icon-button only-narrow end" href="/search" aria-label=(t(locale, "nav-search")) { (icon("search")) }
                }
                (theme_switch(visit))
                @if visit.actor.is_some() {
                    a class="button compact" href="/today" { (t(locale, "nav-today")) }
                } @else {
                    a class="button compact" href={ "/sign-in?next=" (super::edge::form_encode(&visit.path)) } { (t(locale, "sign-in")) }
                }
            }
            main class=(class) id="main" { (main) }
            (footer(visit))
            (keys_dialog(locale))
        },
    )
}

/// A page that both visitors and learners see (library, explanations): with the sidebar when somebody is signed in.
/// Take the visit with [`super::visit::Guest`].
pub fn any_page(visit: &Visit, title: &str, nav: Nav, class: &str, main: Markup) -> Markup {
    if visit.actor.is_some() {
        app_page(visit, title, nav, html! { div class=(class) { (main) } })
    } else {
        public_page(visit, title, class, main)
    }
}

/// Without navigation: studying, setting up, signing in. `body` is the whole body with its own `<main id="main">`;
/// `scripts` are logical names of further modules (`study.js`).
pub fn focus_page(visit: &Visit, title: &str, scripts: &[&str], body: Markup) -> Markup {
    document(
        visit,
        title,
        scripts,
        html! {
            a class="skip" href="#main" { (t(visit.locale, "skip-to-content")) }
            (body)
            (keys_dialog(visit.locale))
        },
    )
}

/// What happened, what to do, and an address to go on to.
pub(super) fn error_page(visit: &Visit, failure: &Failure, request: &str) -> Markup {
    let locale = visit.locale;
    let title = match failure {
        Failure::Core(Error::NotFound { .. }) => t(locale, "error-not-found"),
        Failure::Core(Error::Forbidden { .. }) => t(locale, "error-forbidden"),
        Failure::Core(Error::Conflict { .. }) => t(locale, "error-conflict"),
        Failure::Core(Error::TooMany { .. }) => t(locale, "error-too-many"),
        Failure::Core(Error::Unavailable { .. }) => t(locale, "error-unavailable"),
        Failure::Core(Error::Full { .. }) => t(locale, "error-full"),
        Failure::Core(Error::Internal(_)) => t(locale, "error-internal"),
        Failure::Core(Error::Invalid { .. }) => t(locale, "error-invalid"),
        Failure::SignIn => t(locale, "error-sign-in"),
        Failure::CrossSite => t(locale, "error-cross-site"),
        Failure::TooLarge => t(locale, "error-too-large"),
        Failure::Unreadable(_) => t(locale, "error-unreadable"),
    };
    let (href, label) = if visit.actor.is_some() { ("/today", "nav-today") } else { ("/", "error-to-front") };
    let main = html! {
        p class="over" { (failure.status().as_u16()) }
        h1 class="lead" { (title) }
        p { (message(failure, locale)) }
        p class="row" { a class="button primary" href=(href) { (t(locale, label)) } }
        @if matches!(failure, Failure::Core(Error::Internal(_))) {
            p class="small" { (t_args!(locale, "error-request", id = request)) }
        }
    };
    if visit.actor.is_some() {
        app_page(visit, &title, Nav::None, html! { div class="page" { section class="error-page" { (main) } } })
    } else {
        public_page(visit, &title, "error-page", main)
    }
}

fn document(visit: &Visit, title: &str, scripts: &[&str], body: Markup) -> Markup {
    let theme = (visit.theme != Theme::System).then(|| visit.theme.as_str());
    let keys = visit.actor.as_ref().is_some_and(|a| !a.preferences.shortcuts);
    html! {
        (DOCTYPE)
        html lang=(visit.locale.tag()) data-theme=[theme] data-keys=[keys.then_some("off")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Studium" }
                @if let Some(actor) = &visit.actor { meta name="learner" content=(actor.learner); }
                meta name="view-transition" content="same-origin";
                @match visit.theme {
                    Theme::Light => { meta name="theme-color" content=(PAPER); }
                    Theme::Dark => { meta name="theme-color" content=(BOARD); }
                    Theme::System => {
                        meta name="theme-color" content=(PAPER) media="(prefers-color-scheme: light)";
                        meta name="theme-color" content=(BOARD) media="(prefers-color-scheme: dark)";
                    }
                }
                link rel="preload" href=(asset("literata.woff2")) as="font" type="font/woff2" crossorigin;
                link rel="preload" href=(asset("reddit-sans.woff2")) as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href=(asset("app.css")) data-turbo-track="reload";
                script type="module" src=(asset("app.js")) data-turbo-track="reload" {}
                @for script in scripts { script type="module" src=(asset(script)) data-turbo-track="reload" {} }
                link rel="icon" href=(asset("favicon.svg")) type="image/svg+xml";
                link rel="apple-touch-icon" href=(asset("icon-180.png"));
                // a session that Turbo kept would show a card that was answered since
                @if !scripts.is_empty() { meta name="turbo-cache-control" content="no-cache"; }
                link rel="manifest" href="/manifest.webmanifest";
            }
            body { (body) }
        }
    }
}

fn sidebar(visit: &Visit, nav: Nav) -> Markup {
    let locale = visit.locale;
    html! {
        aside class="side" aria-label=(t(locale, "nav-sidebar")) {
            (brand("/today"))
            search-box data-suggest="/search/suggest" { (search_form(locale)) }
            nav class="nav" aria-label=(t(locale, "nav-main")) {
                (nav_link(nav == Nav::Today, "/today", "sun", t(locale, "nav-today"), None))
                (nav_link(nav == Nav::Study, "/study", "layers", t(locale, "nav-study"), Some(due(visit))))
                (nav_link(nav == Nav::Plan, "/plan", "calendar-days", t(locale, "nav-plan"), None))
                (nav_link(nav == Nav::Library, "/library", "library", t(locale, "nav-library"), None))
                (nav_link(nav == Nav::Decks, "/decks", "folder", t(locale, "nav-decks"), None))
                (nav_link(nav == Nav::Statistics, "/statistics", "chart-line", t(locale, "nav-statistics"), None))
            }
            nav class="nav" aria-labelledby="nav-courses" {
                p class="nav-head" id="nav-courses" { (t(locale, "nav-subjects")) }
                (subjects(visit, nav))
                (nav_link(nav == Nav::Add, "/add", "plus", t(locale, "nav-add"), None))
            }
            div class="side-foot" {
                @if let Some(actor) = &visit.actor {
                    button class="nav-link" type="button" popovertarget="account-menu" {
                        span class="avatar" aria-hidden="true" { (initial(&actor.name)) } (actor.name)
                    }
                    div class="menu floating" id="account-menu" popover { (account_links(visit)) }
                }
                (theme_switch(visit))
            }
        }
    }
}

fn subjects(visit: &Visit, nav: Nav) -> Markup {
    html! {
        @for subject in &visit.sidebar.subjects {
            a class="nav-link" href={ "/courses/" (subject.id) } aria-current=[(nav == Nav::Subject(subject.id)).then_some("page")] {
                span class="subject" data-hue=(subject.hue) data-letter=(subject.letter) { (subject.name) }
            }
        }
    }
}

/// Settings, admin's page, sign out: the account's menu and the page "More".
pub(crate) fn account_links(visit: &Visit) -> Markup {
    let locale = visit.locale;
    let admin = visit.actor.as_ref().is_some_and(|a| a.admin);
    html! {
        a class="nav-link" href="/settings" { (icon("settings")) (t(locale, "nav-settings")) }
        @if admin { a class="nav-link" href="/admin" { (icon("server")) (t(locale, "nav-admin")) } }
        form method="post" action="/sign-out" data-sign-out data-unsent-one=(t(locale, "sign-out-unsent-one"))
            data-unsent-many=(t(locale, "sign-out-unsent-many")) {
            button class="nav-link" { (icon("log-out")) (t(locale, "sign-out")) }
        }
    }
}

fn top_bar(visit: &Visit) -> Markup {
    html! {
        header class="topbar" {
            (brand("/today"))
            a class="icon-button" href="/search" aria-label=(t(visit.locale, "nav-search")) { (icon("search")) }
            (theme_switch(visit))
        }
    }
}

fn tab_bar(visit: &Visit, nav: Nav) -> Markup {
    let locale = visit.locale;
    let tab = |here: bool, href: &str, name: &str, label: String, class: Option<&str>| {
        html! { a class=[class] href=(href) aria-current=[here.then_some("page")] { (icon(name)) (label) } }
    };
    html! {
        nav class="tabbar" aria-label=(t(locale, "nav-main-phone")) {
            (tab(nav == Nav::Today, "/today", "sun", t(locale, "nav-today"), None))
            (tab(nav == Nav::Study, "/study", "layers", t(locale, "nav-study"), None))
            (tab(nav == Nav::Add, "/add", "plus", t(locale, "nav-add-short"), Some("add")))
            (tab(nav == Nav::Library, "/library", "library", t(locale, "nav-library"), None))
            (tab(matches!(nav, Nav::Plan | Nav::Decks | Nav::Statistics | Nav::Settings), "/more", "menu", t(locale, "nav-more"), None))
        }
    }
}

/// The page behind "More" on a phone: what the bottom bar has no room for.
pub(crate) fn more_page(visit: &Visit) -> Markup {
    let locale = visit.locale;
    let title = t(locale, "nav-more");
    app_page(
        visit,
        &title,
        Nav::None,
        html! {
            div class="page" {
                header class="page-head" { h1 class="lead" { (title) } }
                nav class="nav" aria-label=(title) {
                    (nav_link(false, "/plan", "calendar-days", t(locale, "nav-plan"), None))
                    (nav_link(false, "/decks", "folder", t(locale, "nav-decks"), None))
                    (nav_link(false, "/statistics", "chart-line", t(locale, "nav-statistics"), None))
                    (subjects(visit, Nav::None))
                    (account_links(visit))
                }
            }
        },
    )
}

fn nav_link(here: bool, href: &str, name: &str, label: String, end: Option<Markup>) -> Markup {
    html! { a class="nav-link" href=(href) aria-current=[here.then_some("page")] { (icon(name)) (label) @if let Some(end) = end { (end) } } }
}

fn due(visit: &Visit) -> Markup {
    let count = visit.sidebar.due;
    html! {
        @if count > 0 {
            span class="end" { (number(visit.locale, count)) span class="visually-hidden" { " " (t(visit.locale, "nav-due")) } }
        }
    }
}

/// The field that `/` goes to.
fn search_form(locale: Locale) -> Markup {
    html! {
        form class="search-field" role="search" action="/search" aria-label=(t(locale, "nav-search")) {
            (icon("search"))
            input class="input" type="search" name="q" placeholder=(t(locale, "nav-search")) aria-label=(t(locale, "nav-search")) autocomplete="off";
            kbd class="only-wide" { "/" }
        }
    }
}

/// The button that turns the light; its value is what it changes to.
pub fn theme_switch(visit: &Visit) -> Markup {
    let next = if visit.theme == Theme::Dark { Theme::Light } else { Theme::Dark };
    html! {
        form method="post" action="/settings/theme" data-theme-form {
            button class="icon-button" name="theme" value=(next.as_str()) aria-label=(t(visit.locale, "theme-switch")) { (icon("moon")) }
        }
    }
}

/// Language and legal pages, below public pages.
pub fn footer(visit: &Visit) -> Markup {
    let locale = visit.locale;
    let other = locale.other();
    html! {
        footer class="foot small quiet" {
            div class="row" {
                a href="/legal/imprint" { (t(locale, "legal-imprint")) }
                a href="/legal/privacy" { (t(locale, "legal-privacy")) }
            }
            (language_switch(visit, other))
        }
    }
}

/// A button in the other language's own word.
pub fn language_switch(visit: &Visit, other: Locale) -> Markup {
    html! {
        form class="inline" method="post" action="/language" {
            input type="hidden" name="next" value=(visit.path);
            button class="link" name="language" value=(other.tag()) lang=(other.tag()) { (other.own_name()) }
        }
    }
}

fn keys_dialog(locale: Locale) -> Markup {
    let keys = [("/", "keys-search"), ("?", "keys-this"), ("Esc", "keys-close")];
    html! {
        dialog class="dialog" id="keys" aria-labelledby="keys-title" {
            div class="dialog-head" {
                h2 id="keys-title" { (t(locale, "keys-title")) }
                button class="icon-button" type="button" data-close aria-label=(t(locale, "close")) { (icon("x")) }
            }
            dl class="keys" {
                @for (key, label) in keys { dt { kbd { (key) } } dd { (t(locale, label)) } }
            }
            p class="small quiet" { (t(locale, "keys-study")) }
        }
    }
}

fn initial(name: &str) -> String {
    name.chars().next().map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

/// JSON for a `<script type="application/json">`: cannot end the element.
pub fn json_script(id: &str, value: &serde_json::Value) -> Markup {
    let text = value.to_string().replace('<', "\\u003c");
    html! { script type="application/json" id=[(!id.is_empty()).then_some(id)] { (PreEscaped(text)) } }
}
