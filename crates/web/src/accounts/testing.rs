//! Accounts for tests, made by the same operations, without the slow hash of a password.

use crate::frame::AppState;
use crate::test_site::NOW;
use studium_core::accounts::{ops, sessions};
use studium_core::{Actor, Ids};

/// Makes the account and a session; returns the cookie's value.
pub async fn account_with_session(state: &AppState, name: &str) -> String {
    let (secret, seed) = (sessions::draw(), rand::random());
    let (name, kept) = (name.to_owned(), secret.clone());
    state
        .studium
        .write(move |tx| {
            let mut ids = Ids::new(NOW, seed);
            let new = ops::NewAccount {
                name: name.clone(),
                password: "!".into(),
                language: "en".into(),
                theme: None,
                demo: false,
            };
            let learner = ops::create(tx, &new, NOW, &mut ids)?;
            sessions::store_new(tx, learner, &secret, "test", NOW, &mut ids)
        })
        .await
        .expect("the account is made");
    kept
}

pub async fn actor(state: &AppState, name: &str) -> Actor {
    let name = name.to_owned();
    let found = state.studium.read(move |tx| ops::find_by_name(tx, &name)).await.expect("readable");
    found.expect("somebody of that name")
}

/// Another session of somebody who has an account; the cookie's value.
pub async fn session(state: &AppState, name: &str) -> String {
    let (learner, secret, seed) = (actor(state, name).await.learner, sessions::draw(), rand::random());
    let kept = secret.clone();
    state
        .studium
        .write(move |tx| sessions::store_new(tx, learner, &secret, "test", NOW, &mut Ids::new(NOW, seed)))
        .await
        .expect("a session");
    kept
}
