//! The page of settings: sections, each a form of its own.

use crate::accounts::new_password;
use crate::frame::parts::{TextField, Tone, Wrong, icon, note_box, options};
use crate::frame::{Fields, Nav, SignedIn, app_page};
use crate::i18n::{Locale, short_date, t};
use crate::t_args;
use jiff::Timestamp;
use maud::{Markup, html};
use memory::Millis;
use studium_core::accounts::{ApiToken, Scope, Session};
use studium_core::study::settings::{Preset, StudySettings};

pub struct Shown<'s> {
    pub me: &'s SignedIn,
    pub preset: Preset,
    pub sessions: Vec<Session>,
    pub tokens: Vec<ApiToken>,
    pub codes_left: i64,
    pub new_token: Option<String>,
    pub wrong: Wrong,
    pub typed: Fields,
    pub saved: bool,
}

impl Shown<'_> {
    /// What was typed, else what is stored.
    fn value(&self, name: &str, stored: &str) -> String {
        self.typed.find(name).unwrap_or(stored).to_owned()
    }
}

pub fn settings(s: &Shown) -> Markup {
    let l = s.me.locale;
    let sections = [
        ("page", "settings-page"),
        ("study", "settings-study"),
        ("account", "settings-account"),
        ("recovery", "settings-recovery"),
        ("sessions", "settings-sessions"),
        ("tokens", "settings-tokens"),
        ("data", "settings-data"),
    ];
    app_page(
        s.me,
        &t(l, "nav-settings"),
        Nav::Settings,
        html! {
            div class="page" {
                header class="page-head" { h1 class="lead" { (t(l, "nav-settings")) } }
                @if s.saved { p class="notice" role="status" { (icon("check")) (t(l, "settings-saved")) } }
                @if s.wrong.any() { p class="notice bad" role="alert" { (icon("circle-alert")) (t(l, "error-invalid")) } }
                div class="stack" {
                @if !s.me.secure { (note_box(Tone::Info, html! { (t(l, "settings-no-https")) })) }
                div class="settings" {
                    nav class="nav" aria-label=(t(l, "settings-sections")) {
                        @for (id, key) in sections { a class="nav-link" href={ "#" (id) } { (t(l, key)) } }
                    }
                    div {
                        section id="page" { h2 { (t(l, "settings-page")) } (page_section(s)) }
                        section id="study" { h2 { (t(l, "settings-study")) } (study_section(s)) }
                        section id="account" { h2 { (t(l, "settings-account")) } (account_section(s)) }
                        section id="recovery" { h2 { (t(l, "settings-recovery")) } (recovery_section(s)) }
                        section id="sessions" { h2 { (t(l, "settings-sessions")) } (sessions_section(s)) }
                        section id="tokens" { h2 { (t(l, "settings-tokens")) } (tokens_section(s)) }
                        section id="data" { h2 { (t(l, "settings-data")) } (data_section(s)) }
                    }
                }
                }
            }
        },
    )
}

fn setting(name: &str, label: String, why: Option<String>, wrong: Markup, control: Markup) -> Markup {
    html! {
        div class="setting" {
            div { label for=(name) { (label) } @if let Some(why) = why { small { (why) } } (wrong) }
            (control)
        }
    }
}

fn save(l: Locale) -> Markup {
    html! { div class="setting-foot" { button class="button primary" { (t(l, "save")) } } }
}

fn page_section(s: &Shown) -> Markup {
    let (l, p) = (s.me.locale, &s.me.actor.preferences);
    let language = s.value("page_language", &p.page_language);
    let theme = s.value("theme", &p.theme);
    let zone = s.value("zone", &p.zone_name);
    let hour = s.value("rollover_hour", &p.rollover_hour.to_string());
    let hours: Vec<String> = (0..24).map(|h: u8| h.to_string()).collect();
    let zones: Vec<String> = jiff::tz::db().available().map(|z| z.as_str().to_owned()).collect();
    html! {
        form method="post" action="/settings/page" {
            (setting("page_language", t(l, "settings-language"), Some(t(l, "settings-language-why")), s.wrong.under(l, "page_language"), html! {
                select class="input" id="page_language" name="page_language" {
                    (options(Locale::ALL.map(|o| (o.tag(), o.own_name().to_owned())), &language))
                }
            }))
            (setting("theme", t(l, "settings-theme"), None, s.wrong.under(l, "theme"), html! {
                select class="input" id="theme" name="theme" {
                    (options([("system", t(l, "theme-system")), ("light", t(l, "theme-light")), ("dark", t(l, "theme-dark"))], &theme))
                }
            }))
            (setting("zone", t(l, "settings-zone"), Some(t(l, "settings-zone-why")), s.wrong.under(l, "zone"), html! {
                input class="input" id="zone" name="zone" list="zones" value=(zone) autocomplete="off" aria-invalid=[s.wrong.flag("zone")];
                datalist id="zones" { @for zone in &zones { option value=(zone) {} } }
            }))
            (setting("rollover_hour", t(l, "settings-rollover"), Some(t(l, "settings-rollover-why")), s.wrong.under(l, "rollover_hour"), html! {
                select class="input" id="rollover_hour" name="rollover_hour" {
                    (options(hours.iter().map(|h| (h.as_str(), format!("{h}:00"))), &hour))
                }
            }))
            (save(l))
        }
    }
}

fn study_section(s: &Shown) -> Markup {
    let (l, p) = (s.me.locale, &s.me.actor.preferences);
    let defaults = StudySettings::default();
    let whole = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let retention = s.preset.retention.map(|r| format!("{}", (r * 1000.0).round() / 10.0)).unwrap_or_default();
    let retention = s.value("retention", &retention);
    let new_per_day = s.value("new_per_day", &whole(s.preset.new_per_day));
    let reviews = s.value("reviews_per_day", &whole(s.preset.reviews_per_day));
    let buttons = s.value("buttons", if p.four_buttons { "four" } else { "two" });
    html! {
        form method="post" action="/settings/study" {
            (setting("retention", t(l, "settings-retention"), Some(t(l, "settings-retention-why")), s.wrong.under(l, "retention"), html! {
                input class="input" id="retention" name="retention" type="number" min="70" max="99" step="0.5" inputmode="decimal" placeholder="90" value=(retention) aria-invalid=[s.wrong.flag("retention")];
            }))
            (setting("new_per_day", t(l, "settings-new"), Some(t(l, "settings-new-why")), s.wrong.under(l, "new_per_day"), html! {
                input class="input" id="new_per_day" name="new_per_day" type="number" min="0" max="9999" inputmode="numeric" placeholder=(defaults.new_per_day) value=(new_per_day) aria-invalid=[s.wrong.flag("new_per_day")];
            }))
            (setting("reviews_per_day", t(l, "settings-reviews"), Some(t(l, "settings-reviews-why")), s.wrong.under(l, "reviews_per_day"), html! {
                input class="input" id="reviews_per_day" name="reviews_per_day" type="number" min="0" max="9999" inputmode="numeric" placeholder=(t(l, "settings-no-limit")) value=(reviews) aria-invalid=[s.wrong.flag("reviews_per_day")];
            }))
            (setting("buttons", t(l, "settings-buttons"), Some(t(l, "settings-buttons-why")), html! {}, html! {
                select class="input" id="buttons" name="buttons" {
                    (options([("two", t(l, "settings-buttons-two")), ("four", t(l, "settings-buttons-four"))], &buttons))
                }
            }))
            label class="check" { input class="switch" role="switch" type="checkbox" name="shortcuts" checked[p.shortcuts]; (t(l, "settings-shortcuts")) }
            label class="check" { input class="switch" role="switch" type="checkbox" name="autoplay" checked[p.autoplay]; (t(l, "settings-autoplay")) }
            (save(l))
        }
    }
}

fn account_section(s: &Shown) -> Markup {
    let l = s.me.locale;
    let name = s.value("name", &s.me.actor.name);
    html! {
        form class="stack-s" method="post" action="/settings/name" {
            (TextField { name: "name", label: t(l, "user-name"), kind: "text", value: &name, autocomplete: "username", hint: None, required: true }.render(l, &s.wrong))
            (save(l))
        }
        form class="stack-s" method="post" action="/settings/password" {
            p class="small quiet" { (t(l, "settings-password-why")) }
            (password_again(s, "current", "settings-current-password"))
            (new_password(l).render(l, &s.wrong))
            div class="setting-foot" { button class="button" { (t(l, "settings-password-do")) } }
        }
    }
}

/// The current password; `slot` tells the page's forms apart.
fn password_again(s: &Shown, slot: &str, label: &str) -> Markup {
    let l = s.me.locale;
    html! {
        label class="field" {
            span { (t(l, label)) }
            input class="input" type="password" name="current" autocomplete="current-password" required
                aria-invalid=[s.wrong.flag(slot)] aria-describedby=[s.wrong.described_by(slot)];
            (s.wrong.under(l, slot))
        }
    }
}

fn recovery_section(s: &Shown) -> Markup {
    let l = s.me.locale;
    html! {
        p { (t_args!(l, "settings-codes-left", count = s.codes_left)) }
        details class="fold" open[s.wrong.key("codes_current").is_some()] {
            summary { (t(l, "settings-codes-new")) }
            form class="stack-s" method="post" action="/settings/recovery-codes" {
                p class="small quiet" { (t(l, "settings-codes-why")) }
                (password_again(s, "codes_current", "settings-current-password"))
                div class="setting-foot" { button class="button" { (t(l, "settings-codes-new")) } }
            }
        }
    }
}

fn sessions_section(s: &Shown) -> Markup {
    let l = s.me.locale;
    html! {
        ul class="rows" {
            @for session in &s.sessions {
                li class="item-row" {
                    (icon("monitor"))
                    p class="title" {
                        (browser(l, &session.agent))
                        @if Some(session.id) == s.me.session { " " span class="badge accent" { (t(l, "settings-session-this")) } }
                    }
                    p class="meta" { (t_args!(l, "settings-session-seen", seen = day(s, session.seen_at), since = day(s, session.created_at))) }
                    @if Some(session.id) != s.me.session {
                        form class="act" method="post" action="/settings/sessions/end" {
                            input type="hidden" name="id" value=(session.id);
                            button class="button compact" { (t(l, "sign-out")) }
                        }
                    }
                }
            }
        }
        @if s.sessions.len() > 1 {
            form method="post" action="/settings/sessions/end-others" {
                div class="setting-foot" { button class="button" { (t(l, "settings-sessions-others")) } }
            }
        }
    }
}

fn tokens_section(s: &Shown) -> Markup {
    let l = s.me.locale;
    html! {
        p class="small quiet" { (t(l, "settings-tokens-why")) }
        @if let Some(secret) = &s.new_token {
            (note_box(Tone::Warn, html! { (t(l, "settings-token-once")) }))
            ul class="codes" { li id="new-token" { (secret) } }
            copy-button data-from="new-token" data-done=(t(l, "copied")) { button class="button compact" type="button" { (icon("copy")) (t(l, "copy")) } }
        }
        @if !s.tokens.is_empty() {
            ul class="rows" {
                @for token in &s.tokens {
                    li class="item-row" {
                        (icon("key-round"))
                        p class="title" { (token.name) }
                        p class="meta" {
                            (t(l, if token.scope == Scope::Write { "token-write" } else { "token-read" })) ", "
                            @match token.seen_at {
                                Some(at) => { (t_args!(l, "token-seen", day = day(s, at))) }
                                None => { (t(l, "token-never")) }
                            }
                        }
                        form class="act" method="post" action="/settings/tokens/end" {
                            input type="hidden" name="id" value=(token.id);
                            button class="button compact" { (t(l, "token-end")) }
                        }
                    }
                }
            }
        }
        form class="stack-s" method="post" action="/settings/tokens" {
            (TextField { name: "token_name", label: t(l, "token-name"), kind: "text", value: s.typed.get("token_name"), autocomplete: "off", hint: Some(t(l, "token-name-hint")), required: true }.render(l, &s.wrong))
            fieldset class="field" {
                legend { (t(l, "token-may")) }
                label class="check" { input type="radio" name="scope" value="read" checked; (t(l, "token-read")) }
                label class="check" { input type="radio" name="scope" value="write"; (t(l, "token-write")) }
            }
            div class="setting-foot" { button class="button" { (t(l, "token-add")) } }
        }
    }
}

fn data_section(s: &Shown) -> Markup {
    let l = s.me.locale;
    html! {
        form class="stack-s" method="post" action="/settings/export" data-turbo="false" {
            p { (t(l, "settings-export-why")) }
            (password_again(s, "export_current", "settings-current-password"))
            div class="setting-foot" { button class="button" { (icon("download")) (t(l, "settings-export-do")) } }
        }
        details class="fold" open[s.wrong.key("erase_current").is_some() || s.wrong.key("sure").is_some() || s.wrong.key("user").is_some()] {
            summary { (t(l, "settings-erase")) }
            form class="stack-s" method="post" action="/settings/erase" {
                p { (t(l, "settings-erase-why")) }
                (s.wrong.under(l, "user"))
                label class="check" { input type="checkbox" name="sure" value="yes" required; (t(l, "settings-erase-sure")) }
                (s.wrong.under(l, "sure"))
                (password_again(s, "erase_current", "settings-current-password"))
                div class="setting-foot" { button class="button danger" { (icon("trash-2")) (t(l, "settings-erase-do")) } }
            }
        }
    }
}

/// A browser by its own words, in two of ours.
fn browser(l: Locale, agent: &str) -> String {
    let find = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name)
    };
    let program =
        find(&[("Firefox", "Firefox"), ("Edg", "Edge"), ("OPR", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari")]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => t_args!(l, "browser-on", program = program, system = system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t(l, "browser-unknown"),
    }
}

/// The learner's date of an instant.
fn day(s: &Shown, at: Millis) -> String {
    let zone = s.me.actor.preferences.zone.clone();
    short_date(s.me.locale, Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone).date())
}
