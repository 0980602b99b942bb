//! Who a cookie or token stands for, remembered for at most a second, so that a request costs no query and a revocation
//! counts within a second, also when another process made it.

use memory::Millis;
use std::collections::HashMap;
use std::sync::Mutex;
use studium_core::accounts::secret::SecretHash;
use studium_core::accounts::{Identity, Proof, sessions, tokens};
use studium_core::{Result, Studium};

const REMEMBERED_MS: i64 = 1_000;
const MOST: usize = 20_000;

/// The identities of the last second.
#[derive(Default)]
pub struct Identities {
    known: Mutex<HashMap<SecretHash, (Identity, Millis)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Session,
    Token,
}

impl Identities {
    /// Looks it up; notes its use at most every five minutes.
    pub async fn find(&self, studium: &Studium, kind: Kind, hash: SecretHash) -> Result<Option<Identity>> {
        let now = studium.clock.now();
        if let Some(identity) = self.remembered(&hash, kind, now) {
            return Ok(Some(identity));
        }
        let found = studium
            .read(move |tx| match kind {
                Kind::Session => sessions::identify(tx, &hash, now),
                Kind::Token => tokens::identify(tx, &hash),
            })
            .await?;
        if let Some(identity) = &found {
            self.note_use(studium, identity, now).await?;
            let mut known = self.lock();
            if known.len() >= MOST {
                known.retain(|_, (_, at)| now.0 - at.0 < REMEMBERED_MS);
            }
            if known.len() < MOST {
                known.insert(hash, (identity.clone(), now));
            }
        }
        Ok(found)
    }

    /// Forgets everything: call it after whatever changes an account, so that it counts at once in this process.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn remembered(&self, hash: &SecretHash, kind: Kind, now: Millis) -> Option<Identity> {
        let known = self.lock();
        let (identity, at) = known.get(hash)?;
        let same_kind =
            matches!((&identity.proof, kind), (Proof::Session(_), Kind::Session) | (Proof::Token { .. }, Kind::Token));
        (same_kind && (0..REMEMBERED_MS).contains(&(now.0 - at.0))).then(|| identity.clone())
    }

    async fn note_use(&self, studium: &Studium, identity: &Identity, now: Millis) -> Result<()> {
        let actor = identity.actor.clone();
        let written = match &identity.proof {
            Proof::Session(session) if now.0 - session.seen_at.0 > sessions::SEEN_EVERY_MS => {
                let id = session.id;
                studium.write(move |tx| sessions::touch(tx, id, actor.learner, now)).await
            }
            Proof::Session(_) => Ok(()),
            Proof::Token { id, seen_at, .. } if seen_at.is_none_or(|s| now.0 - s.0 > sessions::SEEN_EVERY_MS) => {
                let id = *id;
                studium.write(move |tx| tokens::touch(tx, &actor, id, now)).await
            }
            Proof::Token { .. } => Ok(()),
        };
        // a full disk must not keep anybody from reading
        if let Err(error) = written {
            tracing::warn!(%error, "the use of a session was not noted");
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SecretHash, (Identity, Millis)>> {
        // whatever a panicking thread left is a map of identities that were true a second ago
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
