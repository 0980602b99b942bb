//! What the admin sees and does.

use super::views::{self, Shown};
use crate::frame::parts::Wrong;
use crate::frame::{AdminActor, AppState, Fields, Reply};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::Markup;
use studium_core::accounts::{SignUp, codes, secret};
use studium_core::admin::{backup, nightly, server, users};
use studium_core::db::{Dialect, Health};
use studium_core::{Call, Error, LearnerId};
use uuid::Uuid;

/// Under these names what was just made is kept for ten minutes.
const SLIP: &str = "slip";
const INVITE: &str = "invitation";
/// People on one page.
const PAGE: u32 = 100;

pub async fn show(State(state): State<AppState>, me: AdminActor, RawQuery(query): RawQuery) -> Reply<Markup> {
    let query = query.unwrap_or_default();
    let after = query.split('&').find_map(|p| p.strip_prefix("after=")).unwrap_or("").to_owned();
    page(&state, &me, &after, Wrong::default(), query.starts_with("saved")).await
}

async fn page(state: &AppState, me: &AdminActor, after: &str, wrong: Wrong, saved: bool) -> Reply<Markup> {
    let (call, after) = (me.call(state), decode(after));
    let (people, totals, mode, about, quota, invites) = state
        .studium
        .read(move |tx| {
            Ok((
                users::list(tx, &call, &after, PAGE + 1)?,
                users::totals(tx, &call)?,
                server::sign_up(tx)?,
                server::about(tx)?,
                server::default_quota(tx)?,
                codes::count_invites(tx, call.now)?,
            ))
        })
        .await?;
    let folder = state.studium.folder.clone();
    let (disk, copies) = tokio::task::spawn_blocking(move || (backup::disk_use(&folder), backup::list(&folder)))
        .await
        .map_err(Error::internal)?;
    let now = state.studium.clock.now();
    let shown = Shown {
        me,
        more: people.len() > PAGE as usize,
        people: people.into_iter().take(PAGE as usize).collect(),
        totals,
        mode,
        about,
        quota,
        invites,
        disk,
        copies: copies?,
        on_sqlite: state.studium.db.dialect() == Dialect::Sqlite,
        read_only: matches!(state.studium.db.health(), Health::ReadOnly { .. }),
        version: state.config.version,
        slip: state.once.get(me.session, SLIP, now),
        invite: state.once.get(me.session, INVITE, now).and_then(|w| w.into_iter().next()),
        wrong,
        saved,
    };
    Ok(views::admin(&shown))
}

fn decode(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
        });
        match escaped {
            Some(Some(byte)) => bytes.push(byte),
            Some(None) => {}
            None => bytes.push(if byte == b'+' { b' ' } else { byte }),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Runs one act and goes back to its section; a wrong field shows the page again.
async fn act(
    state: &AppState,
    me: &AdminActor,
    section: &str,
    operation: impl Fn(&mut studium_core::db::Tx, &Call) -> studium_core::Result<()> + Send + 'static,
) -> Reply {
    let call = me.call(state);
    match state.studium.write(move |tx| operation(tx, &call)).await {
        Ok(()) => {
            state.identities.forget();
            Ok(Redirect::to(&format!("/admin?saved#{section}")).into_response())
        }
        Err(Error::Invalid { fields }) => {
            let markup = page(state, me, "", Wrong(fields), false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn set_disabled(
    State(state): State<AppState>,
    me: AdminActor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Reply {
    let disabled = fields.get("disabled") == "yes";
    act(&state, &me, "people", move |tx, call| users::set_disabled(tx, call, LearnerId(id), disabled)).await
}

pub async fn set_admin(State(state): State<AppState>, me: AdminActor, Path(id): Path<Uuid>, fields: Fields) -> Reply {
    let admin = fields.get("admin") == "yes";
    act(&state, &me, "people", move |tx, call| users::set_admin(tx, call, LearnerId(id), admin)).await
}

pub async fn set_quota(State(state): State<AppState>, me: AdminActor, Path(id): Path<Uuid>, fields: Fields) -> Reply {
    let bytes = megabytes(&fields, "quota")?;
    act(&state, &me, "people", move |tx, call| users::set_quota(tx, call, LearnerId(id), bytes)).await
}

fn megabytes(fields: &Fields, name: &str) -> Result<Option<i64>, Error> {
    Ok(fields.parse_optional::<u32>(name)?.map(|mb| i64::from(mb) * 1_000_000))
}

pub async fn give_slip(State(state): State<AppState>, me: AdminActor, Path(id): Path<Uuid>) -> Reply<Redirect> {
    let (call, code) = (me.call(&state), secret::code());
    let kept = code.clone();
    let account = state.studium.write(move |tx| users::give_slip(tx, &call, LearnerId(id), &kept)).await?;
    if let Some(session) = me.session {
        state.once.put(session, SLIP, vec![account.name, code], state.studium.clock.now());
    }
    Ok(Redirect::to("/admin#people"))
}

pub async fn invite(State(state): State<AppState>, me: AdminActor) -> Reply<Redirect> {
    let (call, code) = (me.call(&state), secret::code());
    let kept = code.clone();
    state.studium.write(move |tx| users::invite(tx, &call, &kept)).await?;
    if let Some(session) = me.session {
        state.once.put(session, INVITE, vec![code], state.studium.clock.now());
    }
    Ok(Redirect::to("/admin#sign-up"))
}

pub async fn set_sign_up(State(state): State<AppState>, me: AdminActor, fields: Fields) -> Reply {
    let mode = SignUp::parse(fields.get("mode")).ok_or_else(|| Error::invalid("mode", "error-field"))?;
    let quota = megabytes(&fields, "default_quota")?;
    act(&state, &me, "sign-up", move |tx, call| {
        users::require_admin(call)?;
        server::set_sign_up(tx, mode)?;
        server::set_default_quota(tx, quota)
    })
    .await
}

pub async fn set_about(State(state): State<AppState>, me: AdminActor, fields: Fields) -> Reply {
    let about = server::About {
        whose: fields.get("whose").to_owned(),
        imprint: fields.get("imprint").to_owned(),
        privacy: fields.get("privacy").to_owned(),
    };
    act(&state, &me, "about", move |tx, call| {
        users::require_admin(call)?;
        server::set_about(tx, &about)
    })
    .await
}

pub async fn back_up(State(state): State<AppState>, _me: AdminActor) -> Reply<Redirect> {
    nightly::make_copy(&state.studium).await?;
    Ok(Redirect::to("/admin?saved#backups"))
}
