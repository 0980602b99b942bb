//! The server's own settings: who may sign up, the legal pages, what a learner's media may take.

use crate::accounts::SignUp;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::params;

/// What the admin has written about this server. Empty: not written yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Whose server this is, in a sentence: stands on the sign-in page.
    pub whose: String,
    /// Markdown.
    pub imprint: String,
    /// Markdown.
    pub privacy: String,
}

const LONGEST_TEXT: usize = 100_000;

/// Who may make an account; open unless it was set.
pub fn sign_up(tx: &mut Tx) -> Result<SignUp> {
    Ok(find(tx, "sign_up")?.and_then(|word| SignUp::parse(&word)).unwrap_or(SignUp::Open))
}

pub fn set_sign_up(tx: &mut Tx, mode: SignUp) -> Result<()> {
    set(tx, "sign_up", mode.as_str())
}

/// Bytes of media that a learner without a quota of their own may keep; `None`: no limit.
pub fn default_quota(tx: &mut Tx) -> Result<Option<i64>> {
    Ok(find(tx, "default_quota_bytes")?.and_then(|n| n.parse().ok()))
}

pub fn set_default_quota(tx: &mut Tx, bytes: Option<i64>) -> Result<()> {
    set(tx, "default_quota_bytes", &bytes.map(|n| n.to_string()).unwrap_or_default())
}

pub fn about(tx: &mut Tx) -> Result<About> {
    Ok(About {
        whose: find(tx, "whose")?.unwrap_or_default(),
        imprint: find(tx, "imprint")?.unwrap_or_default(),
        privacy: find(tx, "privacy")?.unwrap_or_default(),
    })
}

/// # Errors
/// `Invalid` on the text that is longer than 100,000 bytes (the sentence: 300).
pub fn set_about(tx: &mut Tx, about: &About) -> Result<()> {
    for (field, text, longest) in [
        ("whose", &about.whose, 300),
        ("imprint", &about.imprint, LONGEST_TEXT),
        ("privacy", &about.privacy, LONGEST_TEXT),
    ] {
        if text.len() > longest {
            return Err(Error::invalid(field, "error-text-long"));
        }
        set(tx, field, text.trim())?;
    }
    Ok(())
}

fn find(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    tx.scalar("SELECT value FROM server_settings WHERE name = ?1", params![name])
}

fn set(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO server_settings (name, value) VALUES (?1, ?2) \
         ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
        params![name, value],
    )?;
    Ok(())
}
