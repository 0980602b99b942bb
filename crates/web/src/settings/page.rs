//! The one page of settings, and saving its first two sections.

use super::views::{self, Shown};
use crate::accounts::cookies;
use crate::frame::parts::Wrong;
use crate::frame::{AppState, Failure, Fields, Reply, SignedIn, Theme, Visit};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use studium_core::accounts::{codes, sessions, tokens};
use studium_core::settings::{AccountSettings, ops};
use studium_core::study::settings::{PresetScope, get_preset, put_preset};
use studium_core::{Error, spaces};

/// Under this name a new API token is kept for ten minutes.
pub const TOKEN: &str = "token";

pub async fn show(State(state): State<AppState>, me: SignedIn, RawQuery(query): RawQuery) -> Reply<Markup> {
    let saved = query.as_deref().is_some_and(|q| q.starts_with("saved"));
    page(&state, &me, Wrong::default(), Fields::default(), saved).await
}

/// The page with what is stored; over it, what was typed and is wrong.
pub async fn page(state: &AppState, me: &SignedIn, wrong: Wrong, typed: Fields, saved: bool) -> Reply<Markup> {
    let call = me.call(state);
    let (preset, open, tokens, codes_left) = state
        .studium
        .read(move |tx| {
            let learner = call.actor.learner;
            Ok((
                get_preset(tx, learner, PresetScope::All)?,
                sessions::list(tx, &call.actor, call.now)?,
                tokens::list(tx, &call.actor)?,
                codes::count_recovery(tx, learner)?,
            ))
        })
        .await?;
    let new_token = state.once.get(me.session, TOKEN, state.studium.clock.now()).and_then(|w| w.into_iter().next());
    let shown = Shown { me, preset, sessions: open, tokens, codes_left, new_token, wrong, typed, saved };
    Ok(views::settings(&shown))
}

/// 422 with the form filled in; what is not the form's fault goes on to the edge.
pub async fn again(state: &AppState, me: &SignedIn, error: Error, fields: Fields) -> Reply {
    match error {
        Error::Invalid { fields: wrong } => {
            let markup = page(state, me, Wrong(wrong), fields, false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
        }
        other => Err(other.into()),
    }
}

/// Back to the section that was saved.
pub fn saved(section: &str) -> Redirect {
    Redirect::to(&format!("/settings?saved#{section}"))
}

pub async fn save_page(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply {
    let read = || -> Result<AccountSettings, Error> {
        Ok(AccountSettings {
            page_language: fields.get("page_language").into(),
            theme: fields.get("theme").into(),
            zone: fields.get("zone").into(),
            rollover_hour: fields.parse("rollover_hour")?,
            ..AccountSettings::from(&*me.actor.preferences)
        })
    };
    let done = match read() {
        Ok(settings) => save(&state, &me, settings).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            let chosen = ["theme", "language"].into_iter().zip([fields.get("theme"), fields.get("page_language")]);
            let all = chosen.map(|(name, value)| cookies::choice(&state.config, name, value));
            Ok(cookies::redirect_with("/settings?saved#page", all.collect::<Result<_, _>>()?))
        }
        Err(error) => again(&state, &me, error, fields).await,
    }
}

async fn save(state: &AppState, me: &SignedIn, settings: AccountSettings) -> Result<(), Error> {
    let call = me.call(state);
    state.studium.write(move |tx| ops::save(tx, &call, &settings)).await?;
    state.identities.forget();
    Ok(())
}

pub async fn save_study(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply {
    let read = || -> Result<_, Error> {
        let retention = fields.parse_optional::<f64>("retention")?.map(|percent| percent / 100.0);
        let new_per_day = fields.parse_optional("new_per_day")?;
        let reviews_per_day = fields.parse_optional("reviews_per_day")?;
        let account = AccountSettings {
            four_buttons: fields.get("buttons") == "four",
            shortcuts: fields.has("shortcuts"),
            autoplay: fields.has("autoplay"),
            ..AccountSettings::from(&*me.actor.preferences)
        };
        Ok((retention, new_per_day, reviews_per_day, account))
    };
    let done = match read() {
        Ok((retention, new_per_day, reviews_per_day, account)) => {
            let call = me.call(&state);
            state
                .studium
                .write(move |tx| {
                    spaces::lock(tx, call.actor.space())?;
                    let mut preset = get_preset(tx, call.actor.learner, PresetScope::All)?;
                    preset.retention = retention;
                    preset.new_per_day = new_per_day;
                    preset.reviews_per_day = reviews_per_day;
                    put_preset(tx, call.actor.learner, PresetScope::All, &preset)?;
                    ops::save(tx, &call, &account)
                })
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            state.identities.forget();
            Ok(saved("study").into_response())
        }
        Err(error) => again(&state, &me, error, fields).await,
    }
}

/// The button in every page's frame: for visitors a cookie, for learners the account, too.
pub async fn theme(State(state): State<AppState>, visit: Visit, headers: HeaderMap, fields: Fields) -> Reply<Response> {
    let theme =
        Theme::parse(fields.get("theme")).ok_or_else(|| Failure::from(Error::invalid("theme", "error-field")))?;
    if let Some(actor) = &visit.actor {
        let call = state.studium.call(actor);
        state.studium.write(move |tx| ops::set_theme(tx, &call, theme.as_str())).await?;
        state.identities.forget();
    }
    let back = headers.get(header::REFERER).and_then(|v| v.to_str().ok()).and_then(path_of).unwrap_or("/");
    Ok(cookies::redirect_with(back, vec![cookies::choice(&state.config, "theme", theme.as_str())?]))
}

/// The path of our own page in a `Referer`; the policy sends it to ourselves only.
fn path_of(referer: &str) -> Option<&str> {
    let (_, rest) = referer.split_once("://")?;
    let path = &rest[rest.find('/')?..];
    (crate::accounts::local(path) == path).then_some(path)
}
