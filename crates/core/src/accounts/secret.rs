//! Random secrets and the hashes under which they are kept. 160 bits and more from the system's source, so a plain
//! SHA-256 is enough: there is nothing to guess.

use rand::RngExt;
use sha2::{Digest, Sha256};

/// SHA-256 of a secret: what the database holds.
pub type SecretHash = [u8; 32];

/// Crockford's base 32, lower case: no letter that is read as another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A secret for machines: 40 letters, 200 bits.
pub fn token() -> String {
    letters(40)
}

/// A secret for people to write down: four groups of five, 100 bits, "k7m0q-…".
pub fn code() -> String {
    let raw = letters(20);
    [&raw[0..5], &raw[5..10], &raw[10..15], &raw[15..20]].join("-")
}

/// The hash of a token or a code. Case, spaces and hyphens do not count, and o, i, l are read as 0, 1, 1, because people
/// type codes from paper.
pub fn hash(secret: &str) -> SecretHash {
    let plain: String = secret
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect();
    Sha256::digest(plain.as_bytes()).into()
}

fn letters(count: usize) -> String {
    let mut random = vec![0u8; count];
    rand::rng().fill(&mut random[..]);
    random.into_iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_typed_from_paper_has_the_hash_of_the_printed_one() {
        let code = code();
        let typed = code.to_uppercase().replace('-', " ").replace('0', "O").replace('1', "l");
        assert_eq!(hash(&typed), hash(&code));
        assert_ne!(hash(&super::code()), hash(&code));
    }

    #[test]
    fn a_token_has_two_hundred_bits() {
        let token = token();
        assert_eq!(token.len(), 40);
        assert!(token.bytes().all(|b| LETTERS.contains(&b)));
    }
}
