//! Name, password, recovery codes, browsers that are signed in, and access for other programs.

use super::page::{TOKEN, again, saved};
use crate::accounts::{CODES, cookies};
use crate::frame::{AppState, Fields, Origin, Reply, SignedIn};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use studium_core::Error;
use studium_core::accounts::model::NewPassword;
use studium_core::accounts::{Scope, SessionId, TokenId, flows, ops, sessions, tokens};

pub async fn name(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply {
    let (call, name) = (me.call(&state), fields.get("name").trim().to_owned());
    match state.studium.write(move |tx| ops::rename(tx, &call, &name)).await {
        Ok(()) => {
            state.identities.forget();
            Ok(saved("account").into_response())
        }
        Err(error) => again(&state, &me, error, fields).await,
    }
}

/// All other browsers and all tokens end; this browser goes on with a new session.
pub async fn password(State(state): State<AppState>, me: SignedIn, from: Origin, fields: Fields) -> Reply {
    let new = NewPassword { password: fields.get("password").into(), address: from.address, agent: from.agent };
    match flows::change_password(&state.studium, &me.actor, fields.get("current"), new).await {
        Ok(proved) => {
            state.identities.forget();
            let cookie = cookies::session(&state.config, &proved.session.secret)?;
            Ok(cookies::redirect_with("/settings?saved#account", vec![cookie]))
        }
        Err(error) => again(&state, &me, error, fields).await,
    }
}

pub async fn recovery_codes(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply {
    match flows::renew_recovery(&state.studium, &me.actor, fields.get("current")).await {
        Ok(codes) => {
            if let Some(session) = me.session {
                state.once.put(session, CODES, codes, state.studium.clock.now());
            }
            Ok(Redirect::to("/recovery-codes?next=/settings").into_response())
        }
        Err(error) => again(&state, &me, under(error, "codes_current"), fields).await,
    }
}

/// Several forms of the page ask for the password: the message stands under the one that was sent.
pub fn under(error: Error, field: &str) -> Error {
    match error {
        Error::Invalid { fields } => {
            let moved = fields.into_iter().map(|(f, key)| (if f == "current" { field.to_owned() } else { f }, key));
            Error::Invalid { fields: moved.collect() }
        }
        other => other,
    }
}

pub async fn end_session(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Redirect> {
    let (call, id) = (me.call(&state), SessionId(fields.parse("id")?));
    state.studium.write(move |tx| sessions::revoke(tx, &call.actor, id)).await?;
    state.identities.forget();
    Ok(saved("sessions"))
}

pub async fn end_other_sessions(State(state): State<AppState>, me: SignedIn) -> Reply<Redirect> {
    let (learner, keep) = (me.actor.learner, me.session);
    state.studium.write(move |tx| sessions::revoke_others(tx, learner, keep).map(|_| ())).await?;
    state.identities.forget();
    Ok(saved("sessions"))
}

pub async fn add_token(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply {
    let (call, secret) = (me.call(&state), tokens::draw());
    let scope = Scope::parse(fields.get("scope")).unwrap_or(Scope::Read);
    let (name, kept) = (fields.get("token_name").to_owned(), secret.clone());
    match state.studium.write(move |tx| tokens::add(tx, &call, &name, scope, &kept)).await {
        Ok(_) => {
            if let Some(session) = me.session {
                state.once.put(session, TOKEN, vec![secret], state.studium.clock.now());
            }
            Ok(Redirect::to("/settings#tokens").into_response())
        }
        Err(Error::Invalid { fields: wrong }) => {
            let wrong = wrong.into_iter().map(|(_, key)| ("token_name".to_owned(), key)).collect();
            again(&state, &me, Error::Invalid { fields: wrong }, fields).await
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn end_token(State(state): State<AppState>, me: SignedIn, fields: Fields) -> Reply<Redirect> {
    let (call, id) = (me.call(&state), TokenId(fields.parse("id")?));
    state.studium.write(move |tx| tokens::revoke(tx, &call.actor, id)).await?;
    state.once.forget(me.session, TOKEN);
    state.identities.forget();
    Ok(saved("tokens"))
}
