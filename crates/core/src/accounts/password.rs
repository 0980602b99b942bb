//! Passwords: what is allowed, and hashing by argon2id (19 MiB, two passes: RFC 9106's family, OWASP's first choice).
//! A hash takes tens of milliseconds and 19 MiB, so it happens outside transactions, off the runtime's threads, and at
//! most two at once.

use super::common_passwords;
use crate::error::{Error, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// The shortest password, in characters.
pub const SHORTEST: usize = 8;
/// The longest, in bytes: enough for any sentence, too little to keep the hash busy.
pub const LONGEST: usize = 1_000;

static PLACES: Semaphore = Semaphore::const_new(2);

/// Verified for names that nobody has, so that their answer takes as long.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("a password that nobody has").unwrap_or_else(|_| "!".into()));

/// Checks a new password: 8 characters to 1,000 bytes, not among the most common ones, not the name, not one character
/// or a short run repeated.
///
/// # Errors
/// `Invalid` on `password`, with the reason.
pub fn check(password: &str, name: &str) -> Result<()> {
    if password.len() > LONGEST {
        return Err(Error::invalid("password", "error-password-long"));
    }
    if password.chars().count() < SHORTEST {
        return Err(Error::invalid("password", "error-password-short"));
    }
    let plain = password.to_lowercase();
    let bare = plain.trim_end_matches(|c: char| c.is_ascii_digit() || "!.?#$*".contains(c));
    if common_passwords::contains(&plain) || (bare.len() < plain.len() && common_passwords::contains(bare)) {
        return Err(Error::invalid("password", "error-password-common"));
    }
    if plain == name.to_lowercase() || repeats(&plain) || runs(&plain) {
        return Err(Error::invalid("password", "error-password-guessed"));
    }
    Ok(())
}

/// "aaaaaaaa", "abcabcabc": up to four characters again and again.
fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=4).any(|period| letters.iter().zip(letters.iter().skip(period)).all(|(a, b)| a == b))
}

/// "12345678", "hgfedcba": each the next of the one before.
fn runs(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps = |by: i64| codes.windows(2).all(|w| w[1] - w[0] == by);
    steps(1) || steps(-1)
}

/// Hashes a password, as PHC string.
pub async fn hash(password: String) -> Result<String> {
    heavy(move || hash_now(&password)).await?
}

/// [`hash`] on a plain thread, for commands.
pub fn hash_now(password: &str) -> Result<String> {
    let hash = argon2()?.hash_password(password.as_bytes()).map_err(Error::internal)?;
    Ok(hash.to_string())
}

/// Whether the password fits the stored hash. Without one, as much is computed, and the answer is no.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool> {
    // nothing that long was ever stored
    if password.len() > LONGEST {
        return Ok(false);
    }
    heavy(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let fits = PasswordHash::new(&stored)
            .is_ok_and(|hash| argon2().is_ok_and(|a| a.verify_password(password.as_bytes(), &hash).is_ok()));
        fits && known
    })
    .await
}

async fn heavy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _place = PLACES.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, hash_now};

    /// Kind, version and cost of a hash in PHC's form, and the lengths of salt and hash: what the time to verify follows from.
    fn work(hash: &str) -> (Vec<&str>, Vec<usize>) {
        let parts: Vec<&str> = hash.split('$').collect();
        assert_eq!(parts.len(), 6, "{hash}");
        (parts[1..4].to_vec(), parts[4..].iter().map(|part| part.len()).collect())
    }

    #[test]
    fn a_name_that_nobody_has_costs_as_much_as_one_that_somebody_has() {
        let somebody = hash_now("correct horse battery").expect("hashed");
        assert_eq!(work(&NOBODY), work(&somebody));
        assert!(work(&somebody).0.contains(&"m=19456,t=2,p=1"), "{somebody}");
    }
}
