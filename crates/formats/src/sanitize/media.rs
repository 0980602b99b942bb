//! Media names in addresses: a name is data, never a path.

/// What a `src` means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A media file by its name.
    Media(String),
    /// Something on the network, by its `http(s)` address.
    Remote(String),
    /// An embedded bitmap.
    Embedded(String),
    /// Nothing we show.
    Bad,
}

/// The address of a media file: `base` and the name, percent-encoded as one path segment. `None` for a name that no
/// file can have (empty, `.`, `..`).
pub fn address(base: &str, name: &str) -> Option<String> {
    let name = name.trim();
    if name.is_empty() || name.bytes().all(|b| b == b'.') {
        return None;
    }
    let mut out = String::with_capacity(base.len() + name.len());
    out.push_str(base);
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push(char::from(b"0123456789ABCDEF"[usize::from(byte >> 4)]));
                out.push(char::from(b"0123456789ABCDEF"[usize::from(byte & 15)]));
            }
        }
    }
    Some(out)
}

/// Undoes percent-encoding; text that is not valid percent-encoded UTF-8 is returned as it is.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'%' {
            let digits = bytes.get(i + 1..i + 3).and_then(|d| std::str::from_utf8(d).ok());
            let Some(byte) = digits.and_then(|d| u8::from_str_radix(d, 16).ok()) else { return text.to_owned() };
            out.push(byte);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The scheme of an address as a browser reads it: control characters and leading space do not hide it.
pub(super) fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let valid = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// Takes out what browsers ignore in addresses.
pub(super) fn visible(address: &str) -> String {
    address.trim_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r' | '\0')).collect()
}

/// Reads a `src` or `url()`.
pub(super) fn classify(source: &str, base: &str) -> Source {
    let source = visible(source);
    if let Some(name) = source.strip_prefix(base).filter(|n| !base.is_empty() && !n.contains(['/', '\\', '?', '#'])) {
        return Source::Media(decode(name));
    }
    if source.starts_with("//") || source.starts_with("\\\\") {
        return Source::Remote(format!("https://{}", &source[2..]));
    }
    match scheme(&source).as_deref() {
        None if source.is_empty() => Source::Bad,
        None => Source::Media(decode(&source)),
        Some("http" | "https") => Source::Remote(source),
        Some("data") => {
            let kinds = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];
            let lower = source.get(5..30.min(source.len())).unwrap_or_default().to_ascii_lowercase();
            match kinds.iter().any(|k| lower.strip_prefix(k).is_some_and(|r| r.starts_with(";base64,"))) {
                true => Source::Embedded(source),
                false => Source::Bad,
            }
        }
        Some(_) => Source::Bad,
    }
}

/// Whether the media name is a film (else a sound), by its ending.
pub(crate) fn is_film(name: &str) -> bool {
    ending(name).is_some_and(|e| ["mp4", "webm", "ogv", "mov", "mkv", "avi", "mpg", "mpeg", "m4v"].contains(&&*e))
}

/// Whether the media name is a sound, by its ending.
pub(crate) fn is_sound(name: &str) -> bool {
    ending(name).is_some_and(|e| {
        ["mp3", "ogg", "oga", "opus", "wav", "m4a", "flac", "aac", "3gp", "spx", "aif", "aiff"].contains(&&*e)
    })
}

fn ending(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase())
}

/// An audio (or video) element for a media file; its name as text where no file can have that name.
pub(crate) fn player(base: &str, name: &str) -> String {
    match address(base, name) {
        None => super::escape(name),
        Some(address) => {
            let tag = if is_film(name) { "video" } else { "audio" };
            format!("<{tag} controls=\"\" preload=\"none\" src=\"{}\"></{tag}>", super::escape(&address))
        }
    }
}
