use super::model::{NewPassword, SignUpRequest};
use super::*;
use crate::clock::FixedClock;
use crate::db::testing::TestDb;
use crate::media::BlobStore;
use crate::search::{Document, Found, Query, SearchIndex};
use crate::{Error, Studium, on_both};
use memory::Millis;
use std::future::Future;
use std::sync::Arc;
use uuid::Uuid;

pub(crate) struct Nothing;

impl SearchIndex for Nothing {
    fn remove_space(&self, _: crate::SpaceId) -> crate::Result<()> {
        Ok(())
    }
    fn apply(&self, _: Vec<Document>, _: Vec<(crate::SpaceId, Uuid)>) -> crate::Result<()> {
        Ok(())
    }
    fn commit(&self) -> crate::Result<()> {
        Ok(())
    }
    fn clear(&self) -> crate::Result<()> {
        Ok(())
    }
    fn find(&self, _: &Query) -> crate::Result<Vec<Found>> {
        Ok(Vec::new())
    }
}

/// A server with a clock that is moved by hand.
pub(crate) struct Server {
    pub studium: Studium,
    pub clock: Arc<FixedClock>,
    _folder: tempfile::TempDir,
}

pub(crate) fn server(db: &TestDb) -> Server {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(FixedClock::new(Millis(1_795_424_400_000)));
    let at = db.folder().map_or(folder.path(), |f| f).to_owned();
    let studium = Studium {
        db: (**db).clone(),
        clock: clock.clone(),
        blobs: BlobStore::open(at.join("blobs")).expect("a folder for blobs"),
        search: Arc::new(Nothing),
        folder: at,
        work: Arc::default(),
    };
    Server { studium, clock, _folder: folder }
}

pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

pub(crate) const PASSWORD: &str = "correct horse battery";

pub(crate) fn request(name: &str) -> SignUpRequest {
    SignUpRequest {
        name: name.into(),
        password: PASSWORD.into(),
        invite: String::new(),
        language: "en".into(),
        theme: None,
        address: "127.0.0.1".into(),
        agent: "test".into(),
    }
}

fn new_password(password: &str) -> NewPassword {
    NewPassword { password: password.into(), address: "127.0.0.1".into(), agent: "test".into() }
}

fn field(error: &Error) -> &str {
    match error {
        Error::Invalid { fields } => &fields[0].1,
        other => panic!("not invalid: {other}"),
    }
}

async fn who(studium: &Studium, secret: &str) -> Option<String> {
    let (hash, now) = (secret::hash(secret), studium.clock.now());
    let found = studium.read(move |tx| sessions::identify(tx, &hash, now)).await.expect("readable");
    found.map(|identity| identity.actor.name)
}

on_both! {
    fn the_first_account_is_the_admins_and_names_are_unique_in_any_spelling(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            assert!(mia.actor.admin);
            let tom = flows::sign_up(&server.studium, request("Tom")).await.expect("signed up");
            assert!(!tom.actor.admin);
            let error = flows::sign_up(&server.studium, request("ｍＩＡ")).await.err().expect("taken");
            assert_eq!(field(&error), "error-name-taken");
        });
    }

    fn a_session_stands_for_its_learner_until_it_ends(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let secret = mia.session.secret;
            assert_eq!(who(&server.studium, &secret).await.as_deref(), Some("Mia"));
            server.clock.advance_ms(sessions::IDLE_MS + 1);
            assert_eq!(who(&server.studium, &secret).await, None);
        });
    }

    fn a_changed_password_ends_every_other_session_and_every_token(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let other = flows::sign_in(&server.studium, "mia", PASSWORD, "::1", "phone").await.expect("signed in");
            let (call, token) = (server.studium.call(&mia.actor), tokens::draw());
            let kept = token.clone();
            server
                .studium
                .write(move |tx| tokens::add(tx, &call, "script", Scope::Read, &kept))
                .await
                .expect("a token");
            let new = flows::change_password(&server.studium, &mia.actor, PASSWORD, new_password("another good one"))
                .await
                .expect("changed");
            assert_eq!(who(&server.studium, &mia.session.secret).await, None);
            assert_eq!(who(&server.studium, &other.session.secret).await, None);
            assert_eq!(who(&server.studium, &new.session.secret).await.as_deref(), Some("Mia"));
            let hash = secret::hash(&token);
            let found = server.studium.read(move |tx| tokens::identify(tx, &hash)).await.expect("readable");
            assert!(found.is_none());
        });
    }

    fn a_recovery_code_sets_a_new_password_once(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let code = mia.recovery[3].to_uppercase();
            flows::recover(&server.studium, "mia", &code, new_password("a second sentence")).await.expect("recovered");
            let signed_in = flows::sign_in(&server.studium, "Mia", "a second sentence", "::1", "").await;
            assert!(signed_in.is_ok());
            let again = flows::recover(&server.studium, "mia", &code, new_password("a third sentence")).await;
            assert_eq!(field(&again.err().expect("refused")), "error-recover-match");
        });
    }

    fn an_unknown_name_is_answered_as_a_wrong_password(db: &TestDb) {
        let server = server(db);
        run(async {
            flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let wrong = flows::sign_in(&server.studium, "mia", "not her password", "::1", "").await.err();
            let unknown = flows::sign_in(&server.studium, "nobody", "not her password", "::1", "").await.err();
            assert_eq!(wrong, unknown);
            assert!(wrong.is_some());
        });
    }

    fn a_flood_of_guesses_is_slowed_and_the_owner_still_gets_in(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            flows::sign_in(&server.studium, "mia", PASSWORD, "192.0.2.1", "").await.expect("her own place");
            let mut refused = 0;
            for n in 0..60 {
                // one bucket per address and one per account; a flood from many addresses meets the second
                let address = format!("198.51.100.{}", n % 20);
                let tried = server.studium.write({
                    let now = server.clock_now();
                    move |tx| {
                        limits::take(tx, limits::SIGN_IN_FROM, &address, now)?;
                        limits::take(tx, limits::SIGN_IN_TO, "mia", now)
                    }
                });
                refused += u32::from(matches!(tried.await, Err(Error::TooMany { .. })));
            }
            assert_eq!(refused, 30);
            let elsewhere = flows::sign_in(&server.studium, "mia", PASSWORD, "203.0.113.9", "").await.err();
            assert!(matches!(elsewhere, Some(Error::TooMany { retry_after_s: 1.. })));
            flows::sign_in(&server.studium, "mia", PASSWORD, "192.0.2.1", "").await.expect("from her own place");
            flows::recover(&server.studium, "mia", &mia.recovery[0], new_password("a new sentence"))
                .await
                .expect("recovery has its own bucket");
        });
    }

    fn tries_come_back_with_time(db: &TestDb) {
        let server = server(db);
        run(async {
            let take = |now: Millis| server.studium.write(move |tx| limits::take(tx, limits::SIGN_IN_FROM, "x", now));
            let now = server.clock_now();
            for _ in 0..3 {
                take(now).await.expect("three at once");
            }
            assert_eq!(take(now).await, Err(Error::TooMany { retry_after_s: 20 }));
            take(Millis(now.0 + 20_000)).await.expect("one came back");
            assert!(take(Millis(now.0 + 20_000)).await.is_err());
        });
    }

    fn with_invitations_only_a_code_opens_the_door_once(db: &TestDb) {
        let server = server(db);
        run(async {
            let mia = flows::sign_up(&server.studium, request("Mia")).await.expect("signed up");
            let (call, code) = (server.studium.call(&mia.actor), secret::code());
            let kept = code.clone();
            server
                .studium
                .write(move |tx| {
                    crate::admin::server::set_sign_up(tx, SignUp::Invite)?;
                    crate::admin::users::invite(tx, &call, &kept)
                })
                .await
                .expect("invited");
            let without = flows::sign_up(&server.studium, request("Tom")).await.err().expect("refused");
            assert_eq!(field(&without), "error-invite");
            let with = SignUpRequest { invite: code.clone(), ..request("Tom") };
            flows::sign_up(&server.studium, with).await.expect("invited");
            let again = SignUpRequest { invite: code, ..request("Ida") };
            assert!(flows::sign_up(&server.studium, again).await.is_err());
        });
    }
}

impl Server {
    fn clock_now(&self) -> Millis {
        self.studium.clock.now()
    }
}

#[test]
fn common_short_long_and_obvious_passwords_are_refused() {
    let refused = |password: &str| field(&password::check(password, "mia-lena-1").expect_err("refused")).to_owned();
    assert_eq!(refused("kurz"), "error-password-short");
    assert_eq!(refused(&"x1".repeat(501)), "error-password-long");
    assert_eq!(refused("Passwort123"), "error-password-common");
    assert_eq!(refused("P4ssw0rt!"), "error-password-common");
    assert_eq!(refused("qwertzuiop"), "error-password-common");
    assert_eq!(refused("abcabcabcabc"), "error-password-guessed");
    assert_eq!(refused("mnopqrstu"), "error-password-guessed");
    assert_eq!(refused("Mia-Lena-1"), "error-password-guessed");
    assert!(password::check(&"a longer sentence is fine ".repeat(3)[..64], "mia").is_ok());
}

#[test]
fn names_that_could_pass_for_others_are_refused() {
    for name in ["", " mia", "mi\u{200b}a", "a/b", "x@y", &"m".repeat(41)] {
        assert!(ops::check_name(name).is_err(), "{name:?}");
    }
    for name in ["Mia", "Jürgen 2", "李雷"] {
        assert!(ops::check_name(name).is_ok(), "{name:?}");
    }
}
