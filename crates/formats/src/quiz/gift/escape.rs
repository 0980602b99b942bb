//! The backslash of GIFT.

/// What `\` takes the meaning from; `\n` is a line end. Before anything else it is a backslash (`\frac`).
const ESCAPED: &[u8] = b"\\:#={}~n";

/// Of the bytes that mean something: position and byte, in order.
pub fn meaningful(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(byte) = bytes.get(at) {
            if *byte == b'\\' && bytes.get(at + 1).is_some_and(|next| ESCAPED.contains(next)) {
                at += 2;
                continue;
            }
            at += 1;
            return Some((at - 1, *byte));
        }
        None
    })
}

/// The first of these (ASCII) that means something.
pub fn find(text: &str, any_of: &[u8]) -> Option<usize> {
    meaningful(text).find(|(_, byte)| any_of.contains(byte)).map(|(at, _)| at)
}

/// The first place where this (ASCII) stands, each of its signs meaning something.
pub fn find_word(text: &str, word: &str) -> Option<usize> {
    meaningful(text).find(|(at, _)| text.as_bytes()[*at..].starts_with(word.as_bytes())).map(|(at, _)| at)
}

/// The text that is meant.
pub fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let escaped = |next: &char| next.is_ascii() && ESCAPED.contains(&(*next as u8));
        match signs.next_if(|next| sign == '\\' && escaped(next)) {
            Some('n') => decoded.push('\n'),
            Some(next) => decoded.push(next),
            None => decoded.push(sign),
        }
    }
    decoded
}

/// The other way round.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        match sign {
            '\n' => encoded.push_str("\\n"),
            '\r' => {}
            '\\' | ':' | '#' | '=' | '{' | '}' | '~' => encoded.extend(['\\', sign]),
            _ => encoded.push(sign),
        }
    }
    encoded
}
