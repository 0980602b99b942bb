//! Words in English and German (`locales/{en,de}/*.ftl`, Fluent), and how numbers, days and sizes are written in them.

pub mod format;
#[cfg(test)]
mod tests;

pub use crate::t_args;
pub use fluent_templates::fluent_bundle::FluentValue;
pub use format::{bytes, date, day_and_date, decimal, duration, number, percent, relative_day, short_date, time};

use fluent_templates::Loader;
use std::borrow::Cow;
use std::collections::HashMap;
use unic_langid::{LanguageIdentifier, langid};

fluent_templates::static_loader! {
    static WORDS = {
        locales: "../../locales",
        fallback_language: "en",
        customise: |bundle| {
            // Fluent's direction marks would show up in copied text and tests; both languages are written left to right
            bundle.set_use_isolating(false);
            let german = bundle.locales.first().is_some_and(|l| l.language.as_str() == "de");
            bundle.set_formatter(Some(if german {
                |value, _| format::in_message(Locale::De, value)
            } else {
                |value, _| format::in_message(Locale::En, value)
            }));
        },
    };
}

static ENGLISH: LanguageIdentifier = langid!("en");
static GERMAN: LanguageIdentifier = langid!("de");

/// The language of a page. The languages of material and of search are other matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    #[default]
    En,
    De,
}

/// The language in which a grader's reasons are said.
impl From<Locale> for grading::Language {
    fn from(locale: Locale) -> grading::Language {
        match locale {
            Locale::En => grading::Language::English,
            Locale::De => grading::Language::German,
        }
    }
}

impl Locale {
    pub const ALL: [Locale; 2] = [Locale::En, Locale::De];

    /// The `lang` attribute, and the word that is stored.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::De => "de",
        }
    }

    /// The language's own name.
    pub fn own_name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::De => "Deutsch",
        }
    }

    pub fn other(self) -> Locale {
        match self {
            Locale::En => Locale::De,
            Locale::De => Locale::En,
        }
    }

    /// `de`, `de-AT`, `DE_ch` → German; `en…` → English; else nothing.
    pub fn parse(tag: &str) -> Option<Locale> {
        let first = tag.trim().split(['-', '_']).next()?;
        Locale::ALL.into_iter().find(|l| first.eq_ignore_ascii_case(l.tag()))
    }

    /// The best of an `Accept-Language` header (RFC 9110, 12.5.4); English when it names neither.
    pub fn negotiate(header: &str) -> Locale {
        let mut best = (0.0_f32, Locale::En);
        for entry in header.split(',') {
            let mut parts = entry.split(';');
            let Some(locale) = parts.next().and_then(Locale::parse) else { continue };
            let weight =
                parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            if weight > best.0 {
                best = (weight, locale);
            }
        }
        best.1
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Locale::En => &ENGLISH,
            Locale::De => &GERMAN,
        }
    }
}

/// The words for a key. A key that is missing is written as itself, and a test fails on it.
pub fn t(locale: Locale, key: &str) -> String {
    WORDS.try_lookup(locale.id(), key).unwrap_or_else(|| key.to_owned())
}

/// Whether there are words for a key.
pub fn has(locale: Locale, key: &str) -> bool {
    // words that want something filled in complain of its absence (the loader's error type is not public): they are there
    WORDS
        .lookup_single_language::<&str>(locale.id(), key, None)
        .map_or_else(|error| error.to_string().starts_with("Fluent errors"), |_| true)
}

/// The words for a key with what is filled in; use [`crate::t_args!`].
pub fn t_with(locale: Locale, key: &str, arguments: &[(Cow<'static, str>, FluentValue<'static>)]) -> String {
    let map: HashMap<Cow<'static, str>, FluentValue<'static>> = arguments.iter().cloned().collect();
    WORDS.try_lookup_with_args(locale.id(), key, &map).unwrap_or_else(|| key.to_owned())
}

/// `t_args!(locale, "day-in", days = 3)`. Numbers choose the plural and are written in the language's way.
#[macro_export]
macro_rules! t_args {
    ($locale:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::t_with($locale, $key, &[$((::std::borrow::Cow::Borrowed(stringify!($name)), $crate::i18n::owned($value))),+])
    };
}

/// What may be filled in: owned, so that callers need not think of lifetimes.
pub fn owned(value: impl Into<Fill>) -> FluentValue<'static> {
    match value.into() {
        Fill::Number(n) => FluentValue::from(n),
        Fill::Real(x) => FluentValue::from(x),
        Fill::Text(s) => FluentValue::from(s),
    }
}

/// A value for a message.
pub enum Fill {
    Number(i64),
    Real(f64),
    Text(String),
}

macro_rules! fill {
    ($($type:ty => $make:expr),+ $(,)?) => {$(
        impl From<$type> for Fill {
            fn from(value: $type) -> Fill {
                let make: fn($type) -> Fill = $make;
                make(value)
            }
        }
    )+};
}
fill! {
    i64 => Fill::Number,
    i32 => |n| Fill::Number(n.into()),
    u32 => |n| Fill::Number(n.into()),
    u16 => |n| Fill::Number(n.into()),
    u8 => |n| Fill::Number(n.into()),
    u64 => |n| Fill::Number(i64::try_from(n).unwrap_or(i64::MAX)),
    usize => |n| Fill::Number(i64::try_from(n).unwrap_or(i64::MAX)),
    f64 => Fill::Real,
    String => Fill::Text,
    &str => |s| Fill::Text(s.to_owned()),
    &String => |s| Fill::Text(s.clone()),
}
