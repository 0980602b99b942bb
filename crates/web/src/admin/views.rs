//! The admin's page.

use crate::frame::parts::{Tone, Wrong, icon, note_box, options};
use crate::frame::{AdminActor, Nav, app_page, form_encode};
use crate::i18n::{bytes, short_date, t};
use crate::t_args;
use jiff::Timestamp;
use maud::{Markup, html};
use memory::Millis;
use studium_core::accounts::{Account, SignUp};
use studium_core::admin::backup::{Copy, DiskUse};
use studium_core::admin::server::About;

pub struct Shown<'s> {
    pub me: &'s AdminActor,
    pub people: Vec<Account>,
    /// There are people after these.
    pub more: bool,
    /// Accounts, and bytes of media.
    pub totals: (i64, i64),
    pub mode: SignUp,
    pub about: About,
    pub quota: Option<i64>,
    pub invites: i64,
    pub disk: DiskUse,
    pub copies: Vec<Copy>,
    pub on_sqlite: bool,
    pub read_only: bool,
    pub version: &'static str,
    /// A name and their code.
    pub slip: Option<Vec<String>>,
    pub invite: Option<String>,
    pub wrong: Wrong,
    pub saved: bool,
}

pub fn admin(s: &Shown) -> Markup {
    let l = s.me.locale;
    let sections = [
        ("people", "admin-people"),
        ("sign-up", "admin-sign-up"),
        ("disk", "admin-disk"),
        ("backups", "admin-backups"),
        ("about", "admin-about"),
    ];
    app_page(
        s.me,
        &t(l, "nav-admin"),
        Nav::Settings,
        html! {
            div class="page" {
                header class="page-head" {
                    p class="over" { (t(l, "nav-admin")) }
                    h1 class="lead" { (t_args!(l, "admin-lead", people = s.totals.0, size = bytes(l, size(s.totals.1)))) }
                    p class="after" { "Studium " (s.version) }
                }
                @if s.saved { p class="notice" role="status" { (icon("check")) (t(l, "settings-saved")) } }
                @for (_, key) in &s.wrong.0 { p class="notice bad" role="alert" { (icon("circle-alert")) (t(l, key)) } }
                @if s.read_only { (note_box(Tone::Bad, html! { (t(l, "admin-read-only")) })) }
                div class="stack" {
                @if !s.me.secure { (note_box(Tone::Info, html! { (t(l, "settings-no-https")) " " (t(l, "admin-https-how")) })) }
                div class="settings" {
                    nav class="nav" aria-label=(t(l, "settings-sections")) {
                        @for (id, key) in sections { a class="nav-link" href={ "#" (id) } { (t(l, key)) } }
                    }
                    div {
                        section id="people" { h2 { (t(l, "admin-people")) } (people(s)) }
                        section id="sign-up" { h2 { (t(l, "admin-sign-up")) } (sign_up(s)) }
                        section id="disk" { h2 { (t(l, "admin-disk")) } (disk(s)) }
                        section id="backups" { h2 { (t(l, "admin-backups")) } (backups(s)) }
                        section id="about" { h2 { (t(l, "admin-about")) } (about(s)) }
                    }
                }
                }
            }
        },
    )
}

fn people(s: &Shown) -> Markup {
    let l = s.me.locale;
    html! {
        @if let Some([name, code]) = s.slip.as_deref() {
            (note_box(Tone::Warn, html! { (t_args!(l, "admin-slip-once", name = name)) }))
            ul class="codes" { li id="slip" { (code) } }
            copy-button data-from="slip" data-done=(t(l, "copied")) { button class="button compact" type="button" { (icon("copy")) (t(l, "copy")) } }
        }
        ul class="rows" { @for account in &s.people { (person(s, account)) } }
        @if s.more {
            @if let Some(last) = s.people.last() {
                p { a class="button" href={ "/admin?after=" (form_encode(&last.name.to_lowercase())) "#people" } { (t(l, "admin-more-people")) } }
            }
        }
    }
}

fn person(s: &Shown, account: &Account) -> Markup {
    let l = s.me.locale;
    let own = account.id == s.me.actor.learner;
    let path = |act: &str| format!("/admin/people/{}/{act}", account.id);
    let toggle = |act: &str, on: bool, yes: &str, no: &str| {
        html! {
            form method="post" action=(path(act)) {
                button class="button compact" name=(act) value=(if on { "no" } else { "yes" }) { (t(l, if on { no } else { yes })) }
            }
        }
    };
    let quota = account.quota_bytes.map(|n| (n / 1_000_000).to_string()).unwrap_or_default();
    html! {
        li class="item-row" {
            span class="avatar" aria-hidden="true" { (account.name.chars().next().unwrap_or('?').to_uppercase()) }
            p class="title" {
                (account.name)
                @if account.admin { " " span class="badge accent" { (t(l, "admin-is-admin")) } }
                @if account.demo { " " span class="badge" { (t(l, "admin-is-demo")) } }
                @if account.disabled { " " span class="badge bad" { (t(l, "admin-is-disabled")) } }
            }
            p class="meta" {
                (t_args!(l, "admin-since", day = day(s, account.created_at))) ", "
                @match account.seen_at {
                    Some(at) => { (t_args!(l, "admin-seen", day = day(s, at))) }
                    None => { (t(l, "admin-never-seen")) }
                }
                ", " (bytes(l, size(account.media_bytes)))
            }
            details class="fold act" {
                summary { (t(l, "admin-person-change")) }
                div class="stack-s" {
                    form method="post" action=(path("slip")) { button class="button compact" { (icon("key-round")) (t(l, "admin-slip")) } }
                    @if !own {
                        (toggle("admin", account.admin, "admin-make-admin", "admin-unmake-admin"))
                        (toggle("disabled", account.disabled, "admin-disable", "admin-enable"))
                    }
                    form class="row" method="post" action=(path("quota")) {
                        label class="field" {
                            span { (t(l, "admin-quota")) }
                            input class="input" name="quota" type="number" min="0" inputmode="numeric" value=(quota) placeholder=(t(l, "admin-quota-default"));
                        }
                        button class="button compact" { (t(l, "save")) }
                    }
                }
            }
        }
    }
}

fn sign_up(s: &Shown) -> Markup {
    let l = s.me.locale;
    let quota = s.quota.map(|n| (n / 1_000_000).to_string()).unwrap_or_default();
    html! {
        form class="stack-s" method="post" action="/admin/sign-up" {
            label class="field" {
                span { (t(l, "admin-who-may")) }
                select class="input" name="mode" {
                    (options([("open", t(l, "admin-open")), ("invite", t(l, "admin-invite")), ("closed", t(l, "admin-closed"))], s.mode.as_str()))
                }
            }
            label class="field" {
                span { (t(l, "admin-default-quota")) }
                input class="input" name="default_quota" type="number" min="0" inputmode="numeric" value=(quota) placeholder=(t(l, "settings-no-limit"));
            }
            div class="setting-foot" { button class="button primary" { (t(l, "save")) } }
        }
        @if let Some(code) = &s.invite {
            (note_box(Tone::Warn, html! { (t(l, "admin-invite-once")) }))
            ul class="codes" { li id="invite" { (code) } }
            copy-button data-from="invite" data-done=(t(l, "copied")) { button class="button compact" type="button" { (icon("copy")) (t(l, "copy")) } }
        }
        form method="post" action="/admin/invites" {
            div class="setting-foot" {
                button class="button" { (icon("user-plus")) (t(l, "admin-invite-make")) }
                span class="small quiet" { (t_args!(l, "admin-invites-open", count = s.invites)) }
            }
        }
    }
}

fn disk(s: &Shown) -> Markup {
    let l = s.me.locale;
    let rows = [
        ("admin-disk-database", s.disk.database),
        ("admin-disk-blobs", s.disk.blobs),
        ("admin-disk-index", s.disk.index),
        ("admin-disk-backups", s.disk.backups),
        ("admin-disk-free", s.disk.free),
    ];
    html! {
        table class="table" {
            caption class="visually-hidden" { (t(l, "admin-disk")) }
            tbody { @for (key, n) in rows { tr { th scope="row" { (t(l, key)) } td class="right num" { (bytes(l, n)) } } } }
        }
    }
}

fn backups(s: &Shown) -> Markup {
    let l = s.me.locale;
    html! {
        @if s.on_sqlite {
            p class="small quiet" { (t(l, "admin-backups-why")) }
            @if !s.copies.is_empty() {
                ul class="rows" { @for copy in &s.copies { li class="item-row" { (icon("database")) p class="title" { (copy.name) } p class="meta num" { (bytes(l, copy.bytes)) } } } }
            }
            form method="post" action="/admin/backups" {
                div class="setting-foot" { button class="button" { (icon("database")) (t(l, "admin-backup-now")) } }
            }
        } @else {
            p { (t(l, "admin-backups-postgres")) }
        }
    }
}

fn about(s: &Shown) -> Markup {
    let l = s.me.locale;
    html! {
        form class="stack-s" method="post" action="/admin/about" {
            label class="field" { span { (t(l, "admin-whose")) } input class="input" name="whose" maxlength="300" value=(s.about.whose); small { (t(l, "admin-whose-hint")) } }
            label class="field" { span { (t(l, "legal-imprint")) } textarea class="input" name="imprint" rows="6" { (s.about.imprint) } small { (t(l, "admin-markdown")) } }
            label class="field" { span { (t(l, "legal-privacy")) } textarea class="input" name="privacy" rows="6" { (s.about.privacy) } small { (t(l, "admin-privacy-hint")) } }
            div class="setting-foot" { button class="button primary" { (t(l, "save")) } }
        }
    }
}

fn size(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn day(s: &Shown, at: Millis) -> String {
    let zone = s.me.actor.preferences.zone.clone();
    short_date(s.me.locale, Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone).date())
}
