//! Bytes to text.

use super::{Fault, LARGEST_FILE};
use crate::notice;
use crate::notice::Place;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part.
    Latin1,
}

/// What the bytes seem to be: byte order mark, else the pattern of NULs, else whether they are UTF-8.
pub(crate) fn guess(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Encoding::Utf8,
        [0xFF, 0xFE, ..] => Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => Encoding::Utf16Be,
        _ => {
            let head = &bytes[..bytes.len().min(4096)];
            let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
            let (even, odd) = (zeros(0), zeros(1));
            if odd > head.len() / 4 && odd > 4 * even {
                Encoding::Utf16Le
            } else if even > head.len() / 4 && even > 4 * odd {
                Encoding::Utf16Be
            } else if std::str::from_utf8(bytes).is_ok() {
                Encoding::Utf8
            } else {
                Encoding::Latin1
            }
        }
    }
}

/// A text in whatever encoding it seems to be.
///
/// # Errors
/// When it is too large to be read whole.
pub fn text(bytes: &[u8]) -> Result<String, Fault> {
    decode(bytes, guess(bytes))
}

/// The text, without its byte order mark and without NULs; line ends are `\n`.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Result<String, Fault> {
    if bytes.len() > LARGEST_FILE {
        return Err(Fault::bad(Place::File, notice!("notice-too-large", most = LARGEST_FILE / 1_000_000)));
    }
    let text: Cow<str> = match encoding {
        Encoding::Utf8 => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            std::str::from_utf8(bytes)
                .map_err(|e| {
                    let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
                    Fault::bad(Place::Line(line as u64), notice!("notice-no-utf8"))
                })?
                .into()
        }
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes).into(),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes).into(),
        Encoding::Latin1 => bytes.iter().map(|b| windows_1252(*b)).collect::<String>().into(),
    };
    let mut text = text.into_owned();
    if text.contains('\0') {
        text = text.replace('\0', "");
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks().0.iter().map(|pair| unit(*pair));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
