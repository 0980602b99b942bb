//! Pages and the JSON API. A handler parses, calls one operation of `core`, and answers with a view, a redirect (303) or
//! an invalid form (422, filled in). One folder per feature, the same word as in `core`; `frame` is what all share.

pub mod accounts;
pub mod admin;
pub mod api;
pub mod courses;
pub mod decks;
pub mod drafts;
pub mod forgetting;
pub mod frame;
pub mod i18n;
pub mod items;
pub mod library;
pub mod media;
pub mod papers;
pub mod plan;
pub mod practice;
pub mod search;
pub mod settings;
pub mod static_files;
pub mod statistics;
pub mod study;
#[cfg(test)]
pub mod test_site;
pub mod today;
pub mod transfer;

pub use frame::{AppState, WebConfig};
pub use i18n::{Locale, t};

use axum::Router;

/// Makes what is else made when the first visitor asks for it: the words of both languages. Blocks for some milliseconds.
pub fn warm_up() {
    for locale in Locale::ALL {
        t(locale, "nav-today");
    }
}

/// The whole site. A feature joins with one line.
pub fn router(state: AppState) -> Router {
    let features = Router::new()
        .merge(accounts::routes())
        .merge(library::routes())
        .merge(search::routes())
        .merge(settings::routes())
        .merge(admin::routes())
        .merge(today::routes())
        .merge(statistics::routes())
        .merge(forgetting::routes())
        .merge(papers::routes())
        .merge(plan::routes())
        .merge(decks::routes())
        .merge(items::routes())
        .merge(courses::routes())
        .merge(drafts::routes())
        .merge(static_files::routes())
        .merge(study::routes())
        .merge(practice::routes())
        .merge(transfer::routes())
        .merge(media::routes())
        .merge(api::routes());
    frame::finish(features, state)
}
