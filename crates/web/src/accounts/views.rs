//! The pages of a first minute: plain, and they say whose server this is.

use super::pages::Form;
use crate::frame::layout::language_switch;
use crate::frame::parts::{TextField, Tone, brand, icon, note_box};
use crate::frame::{Fields, Visit, focus_page, form_encode};
use crate::i18n::{Locale, t};
use maud::{Markup, html};
use studium_core::accounts::SignUp;
use studium_core::admin::server::About;

pub fn sign_in(visit: &Visit, about: &About, fields: &Fields, next: &str, form: &Form) -> Markup {
    let l = visit.locale;
    entry(
        visit,
        &t(l, "sign-in"),
        html! {
            div {
                h1 class="lead" { (t(l, "sign-in-lead")) }
                p class="after" { @if about.whose.is_empty() { (t(l, "sign-in-after")) } @else { (about.whose) } }
            }
            form class="stack-s" method="post" action="/sign-in" {
                (notice(form))
                input type="hidden" name="next" value=(next);
                input type="hidden" name="tried" data-tried;
                (name_field(l, fields).render(l, &form.wrong))
                (TextField { name: "password", label: t(l, "password"), kind: "password", value: "",
                    autocomplete: "current-password", hint: None, required: true }.render(l, &form.wrong))
                button class="button primary large block" { (t(l, "sign-in")) }
            }
            div class="small quiet row" {
                a href="/recover" { (t(l, "recover-link")) }
                a href={ "/sign-up?next=" (form_encode(next)) } { (t(l, "sign-up-link")) }
                div class="end" { (language_switch(visit, l.other())) }
            }
        },
    )
}

pub fn sign_up(visit: &Visit, about: &About, mode: SignUp, fields: &Fields, next: &str, form: &Form) -> Markup {
    let l = visit.locale;
    entry(
        visit,
        &t(l, "sign-up"),
        html! {
            div {
                h1 class="lead" { (t(l, "sign-up-lead")) }
                p class="after" {
                    @if !about.whose.is_empty() { (about.whose) " " }
                    (t(l, "sign-up-after"))
                }
            }
            @if mode == SignUp::Closed {
                (note_box(Tone::Info, html! { (t(l, "sign-up-closed")) }))
            } @else {
                form class="stack-s" method="post" action="/sign-up" {
                    (notice(form))
                    input type="hidden" name="next" value=(next);
                    input type="hidden" name="tried" data-tried;
                    (name_field(l, fields).render(l, &form.wrong))
                    (new_password(l).render(l, &form.wrong))
                    @if mode == SignUp::Invite {
                        (TextField { name: "invite", label: t(l, "invite"), kind: "text", value: fields.get("invite"),
                            autocomplete: "off", hint: Some(t(l, "invite-hint")), required: true }.render(l, &form.wrong))
                    }
                    button class="button primary large block" { (t(l, "sign-up")) }
                }
            }
            div class="small quiet row" {
                a href={ "/sign-in?next=" (form_encode(next)) } { (t(l, "have-account")) }
                a href="/legal/privacy" { (t(l, "legal-privacy")) }
                div class="end" { (language_switch(visit, l.other())) }
            }
        },
    )
}

pub fn recover(visit: &Visit, fields: &Fields, form: &Form) -> Markup {
    let l = visit.locale;
    entry(
        visit,
        &t(l, "recover"),
        html! {
            div {
                h1 class="lead" { (t(l, "recover-lead")) }
                p class="after" { (t(l, "recover-after")) }
            }
            form class="stack-s" method="post" action="/recover" {
                (notice(form))
                (name_field(l, fields).render(l, &form.wrong))
                (TextField { name: "code", label: t(l, "recover-code"), kind: "text", value: fields.get("code"),
                    autocomplete: "off", hint: Some(t(l, "recover-code-hint")), required: true }.render(l, &form.wrong))
                (new_password(l).render(l, &form.wrong))
                button class="button primary large block" { (t(l, "recover-do")) }
            }
            div class="small quiet row" { a href="/sign-in" { (t(l, "back-to-sign-in")) } }
        },
    )
}

/// Ten codes, once: with ways to keep them.
pub fn recovery_codes(visit: &Visit, codes: &[String], next: &str) -> Markup {
    let l = visit.locale;
    let title = t(l, "codes");
    focus_page(
        visit,
        &title,
        &[],
        html! {
            div class="focus" {
                header class="focus-bar" { (brand("/today")) }
                main class="setup" id="main" {
                    h1 class="lead" { (t(l, "codes-lead")) }
                    p class="after" { (t(l, "codes-after")) }
                    div class="stack-m" {
                        ul class="codes" id="codes" { @for code in codes { li { (code) "\n" } } }
                        p class="row" {
                            copy-button data-from="codes" data-done=(t(l, "copied")) {
                                button class="button" type="button" { (icon("copy")) (t(l, "copy")) }
                            }
                            a class="button" href="/recovery-codes.txt" download data-turbo="false" { (icon("download")) (t(l, "codes-download")) }
                        }
                        p class="small quiet" { (t(l, "codes-print")) }
                    }
                }
                footer class="focus-foot setup-foot" {
                    form method="post" action="/recovery-codes" {
                        input type="hidden" name="next" value=(next);
                        button class="button primary" { (t(l, "codes-kept")) }
                    }
                }
            }
        },
    )
}

fn name_field<'f>(l: Locale, fields: &'f Fields) -> TextField<'f> {
    TextField {
        name: "name",
        label: t(l, "user-name"),
        kind: "text",
        value: fields.get("name"),
        autocomplete: "username",
        hint: None,
        required: true,
    }
}

/// The field for a new password, with the rule beside it.
pub fn new_password(l: Locale) -> TextField<'static> {
    TextField {
        name: "password",
        label: t(l, "new-password"),
        kind: "password",
        value: "",
        autocomplete: "new-password",
        hint: Some(t(l, "password-hint")),
        required: true,
    }
}

fn notice(form: &Form) -> Markup {
    html! { @if let Some(text) = &form.notice { (note_box(Tone::Warn, html! { (text) })) } }
}

fn entry(visit: &Visit, title: &str, content: Markup) -> Markup {
    let l = visit.locale;
    focus_page(
        visit,
        title,
        &[],
        html! {
            main class="entry" id="main" {
                section class="entry-form" { (brand("/")) (content) }
                aside class="entry-aside" aria-label=(t(l, "entry-aside")) {
                    (curve(l))
                    p class="entry-quote" { (t(l, "entry-quote")) }
                }
            }
        },
    )
}

/// Forgetting slows with every review: the picture of the front page and of this one.
pub fn curve(l: Locale) -> Markup {
    html! {
        svg class="curve" viewBox="0 0 520 260" role="img" aria-label=(t(l, "curve-label")) {
            path class="grid" d="M20 220H510" {}
            path class="fade f1" d="M20 40C36 120 52 160 86 172" {}
            path class="fade f2" d="M86 40C110 104 146 142 196 156" {}
            path class="fade f3" d="M196 40C236 86 290 118 350 132" {}
            path class="fade f4" d="M350 40C404 58 456 74 510 84" {}
            path class="drop-line" d="M86 172V40M196 156V40M350 132V40" {}
            g class="dots" {
                circle cx="20" cy="40" r="6" {}
                circle cx="86" cy="40" r="6" {}
                circle cx="196" cy="40" r="6" {}
                circle cx="350" cy="40" r="6" {}
            }
            text x="20" y="244" { (t(l, "day-today")) }
            text x="86" y="244" { (t(l, "curve-1")) }
            text x="196" y="244" { (t(l, "curve-2")) }
            text x="350" y="244" { (t(l, "curve-3")) }
        }
    }
}
