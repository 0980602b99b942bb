//! Signing up, signing in, recovering, changing the password: each hashes between its operations, never inside one.

use super::limits;
use super::model::{NewPassword, Proved, SessionId, SignUp, SignUpRequest, SignedUp};
use super::{codes, ops, password, secret, sessions, store, tokens};
use crate::Studium;
use crate::admin::server;
use crate::call::{Actor, Ids, LearnerId};
use crate::db::Tx;
use crate::error::{Error, Result};
use memory::Millis;

/// Makes an account, its recovery codes and a session.
///
/// # Errors
/// `Invalid` on `name`, `password` or `invite`; `Forbidden` if nobody may sign up; `TooMany`.
pub async fn sign_up(studium: &Studium, request: SignUpRequest) -> Result<SignedUp> {
    let now = studium.clock.now();
    ops::check_name(&request.name)?;
    password::check(&request.password, &request.name)?;
    let from = request.address.clone();
    studium.write(move |tx| limits::take(tx, limits::SIGN_UP_FROM, &from, now)).await?;
    // before the slow hash: who may not, need not wait for it
    let may = studium.read(may_sign_up).await?;
    if may == SignUp::Closed {
        return Err(Error::Forbidden { why: "sign_up_closed" });
    }
    let hash = password::hash(request.password.clone()).await?;
    let (secret, recovery, seed) = (sessions::draw(), codes::draw_recovery(), rand::random());
    studium
        .write(move |tx| {
            let mut ids = Ids::new(now, seed);
            match may_sign_up(tx)? {
                SignUp::Open => {}
                SignUp::Invite => codes::use_invite(tx, &request.invite, now)?,
                SignUp::Closed => return Err(Error::Forbidden { why: "sign_up_closed" }),
            }
            let new = ops::NewAccount {
                name: request.name.clone(),
                password: hash.clone(),
                language: request.language.clone(),
                theme: request.theme.clone(),
                demo: false,
            };
            let learner = ops::create(tx, &new, now, &mut ids)?;
            codes::replace_recovery(tx, learner, &recovery, now)?;
            let session = sessions::store_new(tx, learner, &secret, &request.agent, now, &mut ids)?;
            let actor = store::find_actor(tx, learner)?.ok_or(Error::NotFound { what: "account" })?;
            Ok(SignedUp { actor, session, recovery: recovery.clone() })
        })
        .await
}

/// What applies now: the first account may always be made.
pub fn may_sign_up(tx: &mut Tx) -> Result<SignUp> {
    if store::count_admins(tx)? == 0 { Ok(SignUp::Open) } else { server::sign_up(tx) }
}

/// Checks name and password and makes a session. The answer is the same, and takes as long, whether the name is unknown,
/// the account disabled or the password wrong.
///
/// # Errors
/// `Invalid` on `password`; `TooMany`.
pub async fn sign_in(studium: &Studium, name: &str, typed: &str, address: &str, agent: &str) -> Result<Proved> {
    let now = studium.clock.now();
    let (key, from) = (store::name_key(name.trim()), address.to_owned());
    let to = key.clone();
    // An address where this account signed in before is not held up by a flood of others at the same name.
    let known = known_place(&key, address);
    let found = studium
        .write(move |tx| {
            limits::take(tx, limits::SIGN_IN_FROM, &from, now)?;
            if !limits::knows_place(tx, &known)? {
                limits::take(tx, limits::SIGN_IN_TO, &to, now)?;
            }
            store::find_by_name(tx, &to)
        })
        .await?;
    let usable = found.filter(|(_, _, disabled)| !disabled).map(|(learner, hash, _)| (learner, hash));
    let fits = password::verify(typed.to_owned(), usable.as_ref().map(|(_, hash)| hash.clone())).await?;
    let learner = match usable {
        Some((learner, _)) if fits => learner,
        _ => return Err(Error::invalid("password", "error-sign-in-match")),
    };
    let (from, to, agent) = (address.to_owned(), key, agent.to_owned());
    start_session(studium, learner, agent, now, move |tx| {
        limits::give_back(tx, limits::SIGN_IN_FROM, &from)?;
        limits::give_back(tx, limits::SIGN_IN_TO, &to)?;
        limits::remember_place(tx, &known_place(&to, &from), now)
    })
    .await
}

/// What is remembered of an account and an address: neither can be read from it.
fn known_place(key: &str, address: &str) -> String {
    hex::encode(&secret::hash(&format!("{key} {address}"))[..16])
}

/// Sets a new password with a recovery code or slip and makes a session. All other sessions and API tokens end.
///
/// # Errors
/// `Invalid` on `code` (also for unknown names) or `password`; `TooMany`.
pub async fn recover(studium: &Studium, name: &str, code: &str, new: NewPassword) -> Result<Proved> {
    let now = studium.clock.now();
    password::check(&new.password, name.trim())?;
    let (key, from) = (store::name_key(name.trim()), new.address.clone());
    studium.write(move |tx| limits::take(tx, limits::RECOVER_FROM, &from, now)).await?;
    // hashed in any case, so that a right code takes no longer than a wrong one
    let hash = password::hash(new.password.clone()).await?;
    let (code, secret, seed, agent) = (code.to_owned(), sessions::draw(), rand::random(), new.agent.clone());
    let address = new.address.clone();
    studium
        .write(move |tx| {
            let wrong = || Error::invalid("code", "error-recover-match");
            let (learner, _, disabled) = store::find_by_name(tx, &key)?.ok_or_else(wrong)?;
            if disabled || !codes::use_recovery(tx, learner, &code, now)? {
                return Err(wrong());
            }
            let mut ids = Ids::new(now, seed);
            ops::set_password(tx, learner, &hash)?;
            codes::end(tx, learner, codes::Purpose::Slip)?;
            sessions::revoke_others(tx, learner, None)?;
            tokens::revoke_all(tx, learner)?;
            limits::give_back(tx, limits::RECOVER_FROM, &address)?;
            let session = sessions::store_new(tx, learner, &secret, &agent, now, &mut ids)?;
            let actor = store::find_actor(tx, learner)?.ok_or_else(wrong)?;
            Ok(Proved { actor, session })
        })
        .await
}

/// Changes the password of somebody who is signed in. This browser gets a new session, all others and the API tokens end.
///
/// # Errors
/// `Invalid` on `current` or `password`; `TooMany`.
pub async fn change_password(studium: &Studium, actor: &Actor, current: &str, new: NewPassword) -> Result<Proved> {
    password::check(&new.password, &actor.name)?;
    prove(studium, actor, current).await?;
    let now = studium.clock.now();
    let hash = password::hash(new.password.clone()).await?;
    let learner = actor.learner;
    start_session(studium, learner, new.agent, now, move |tx| {
        ops::set_password(tx, learner, &hash)?;
        sessions::revoke_others(tx, learner, None)?;
        tokens::revoke_all(tx, learner).map(|_| ())
    })
    .await
}

/// Checks the password of somebody who is signed in, before what cannot be taken back.
///
/// # Errors
/// `Invalid` on `current`; `TooMany`.
pub async fn prove(studium: &Studium, actor: &Actor, current: &str) -> Result<()> {
    let (now, learner) = (studium.clock.now(), actor.learner);
    let stored = studium
        .write(move |tx| {
            limits::take(tx, limits::PROVE, &learner.to_string(), now)?;
            store::find_password(tx, learner)
        })
        .await?;
    if !password::verify(current.to_owned(), stored).await? {
        return Err(Error::invalid("current", "error-current-password"));
    }
    studium.write(move |tx| limits::give_back(tx, limits::PROVE, &learner.to_string())).await
}

/// New recovery codes for somebody who proved their password.
///
/// # Errors
/// `Invalid` on `current`; `TooMany`.
pub async fn renew_recovery(studium: &Studium, actor: &Actor, current: &str) -> Result<Vec<String>> {
    prove(studium, actor, current).await?;
    let (now, learner, drawn) = (studium.clock.now(), actor.learner, codes::draw_recovery());
    let kept = drawn.clone();
    studium.write(move |tx| codes::replace_recovery(tx, learner, &kept, now)).await?;
    Ok(drawn)
}

/// Gives this browser a new session in place of the one it had: after a change of rights.
pub async fn rotate(studium: &Studium, actor: &Actor, old: SessionId, agent: &str) -> Result<Proved> {
    let who = actor.clone();
    start_session(studium, actor.learner, agent.to_owned(), studium.clock.now(), move |tx| {
        sessions::revoke(tx, &who, old)
    })
    .await
}

async fn start_session(
    studium: &Studium,
    learner: LearnerId,
    agent: String,
    now: Millis,
    also: impl Fn(&mut Tx) -> Result<()> + Send + 'static,
) -> Result<Proved> {
    let (secret, seed) = (sessions::draw(), rand::random());
    studium
        .write(move |tx| {
            also(tx)?;
            let session = sessions::store_new(tx, learner, &secret, &agent, now, &mut Ids::new(now, seed))?;
            let actor = store::find_actor(tx, learner)?.ok_or(Error::NotFound { what: "account" })?;
            Ok(Proved { actor, session })
        })
        .await
}
