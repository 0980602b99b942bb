//! The pages that the law asks for. Their text is the admin's; the privacy page says first what Studium itself does.

use crate::frame::visit::Guest;
use crate::frame::{AppState, Nav, Reply, Visit, any_page};
use crate::i18n::t;
use crate::static_files::asset;
use axum::extract::State;
use formats::markup::{MarkupOptions, to_html};
use maud::{Markup, PreEscaped, html};
use studium_core::admin::server::{self, About};

pub async fn imprint(State(state): State<AppState>, Guest(visit): Guest) -> Reply<Markup> {
    let about = state.studium.read(server::about).await?;
    Ok(page(
        &visit,
        &t(visit.locale, "legal-imprint"),
        html! {
            (written(&visit, &about.imprint))
            p class="small" { a href=(asset("licences.txt")) data-turbo="false" { (t(visit.locale, "legal-licences")) } }
        },
    ))
}

pub async fn privacy(State(state): State<AppState>, Guest(visit): Guest) -> Reply<Markup> {
    let About { privacy, .. } = state.studium.read(server::about).await?;
    let l = visit.locale;
    let points = [
        "privacy-account",
        "privacy-learning",
        "privacy-nobody",
        "privacy-cookies",
        "privacy-export",
        "privacy-backups",
    ];
    let text = html! {
        p { (t(l, "privacy-lead")) }
        ul { @for point in points { li { (t(l, point)) } } }
        @if !privacy.is_empty() { (written(&visit, &privacy)) }
    };
    Ok(page(&visit, &t(l, "legal-privacy"), text))
}

fn page(visit: &Visit, title: &str, text: Markup) -> Markup {
    any_page(
        visit,
        title,
        Nav::None,
        "page plain",
        html! {
            header class="page-head" { h1 class="lead" { (title) } }
            div class="prose" { (text) }
        },
    )
}

fn written(visit: &Visit, text: &str) -> Markup {
    html! {
        @if text.is_empty() {
            p class="quiet" { (t(visit.locale, "legal-not-written")) }
        } @else {
            (PreEscaped(to_html(text, &MarkupOptions { media_base: "", heading_offset: 1 })))
        }
    }
}
