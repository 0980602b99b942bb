use serde::{Deserialize, Serialize};

/// The language that an item is answered in: how numbers are written, which words negate, what the stems are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "de")]
    German,
}

impl Language {
    /// Of a tag such as `de-AT`; anything but German is read as English is.
    pub fn from_tag(tag: &str) -> Language {
        match tag.split(['-', '_']).next() {
            Some(main) if main.eq_ignore_ascii_case("de") => Language::German,
            _ => Language::English,
        }
    }
}
