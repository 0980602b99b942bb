//! Small parts that every feature's pages are made of.

use crate::i18n::{Locale, t};
use crate::static_files::asset;
use maud::{Markup, html};

/// An icon from the sprite (`assets/icons.txt`). Beside it stands a word, or its button has an `aria-label`.
pub fn icon(name: &str) -> Markup {
    html! { svg class="icon" aria-hidden="true" { use href={ (asset("icons.svg")) "#i-" (name) } {} } }
}

/// The logo and the name, as a link.
pub fn brand(href: &str) -> Markup {
    html! {
        a class="brand" href=(href) {
            svg viewBox="0 0 28 28" aria-hidden="true" { use href={ (asset("icons.svg")) "#logo" } {} }
            "Studium"
        }
    }
}

/// A subject's letter on its colour.
pub fn tile(hue: &str, letter: &str) -> Markup {
    html! { span class="tile" data-hue=(hue) aria-hidden="true" { (letter) } }
}

/// The letter of what has none of its own: the first letter or digit of its name.
pub fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

/// The tone of a [`note_box`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Info,
    Good,
    Warn,
    Bad,
}

/// A boxed sentence with an icon.
pub fn note_box(tone: Tone, content: Markup) -> Markup {
    let (class, name) = match tone {
        Tone::Info => ("note-box", "info"),
        Tone::Good => ("note-box good", "circle-check"),
        Tone::Warn => ("note-box warn", "triangle-alert"),
        Tone::Bad => ("note-box bad", "circle-alert"),
    };
    html! { p class=(class) role=[(tone == Tone::Bad).then_some("alert")] { (icon(name)) span { (content) } } }
}

/// Messages for wrong fields: (field, message key), as `core::Error::Invalid` has them.
#[derive(Debug, Clone, Default)]
pub struct Wrong(pub Vec<(String, String)>);

impl Wrong {
    /// Whether anything is wrong.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// The key of the message for this field.
    pub fn key(&self, field: &str) -> Option<&str> {
        self.0.iter().find_map(|(f, key)| (f == field).then_some(key.as_str()))
    }

    /// What a field of the form shows below itself; its id is `{field}-e`.
    pub fn under(&self, locale: Locale, field: &str) -> Markup {
        html! {
            @if let Some(key) = self.key(field) {
                span class="error" id={ (field) "-e" } { (icon("circle-alert")) span { (t(locale, key)) } }
            }
        }
    }

    /// For `aria-invalid`.
    pub fn flag(&self, field: &str) -> Option<&'static str> {
        self.key(field).map(|_| "true")
    }

    /// For `aria-describedby`.
    pub fn described_by(&self, field: &str) -> Option<String> {
        self.key(field).map(|_| format!("{field}-e"))
    }
}

/// A labelled text field: `kind` is `text`, `password`, `number` …
pub struct TextField<'f> {
    pub name: &'f str,
    pub label: String,
    pub kind: &'f str,
    pub value: &'f str,
    pub autocomplete: &'f str,
    pub hint: Option<String>,
    pub required: bool,
}

impl TextField<'_> {
    pub fn render(&self, locale: Locale, wrong: &Wrong) -> Markup {
        let plain = matches!(self.kind, "password") || self.autocomplete == "username";
        html! {
            label class="field" {
                span { (self.label) }
                input class="input" type=(self.kind) name=(self.name) value=[(!self.value.is_empty()).then_some(self.value)]
                    autocomplete=(self.autocomplete) required[self.required]
                    autocapitalize=[plain.then_some("none")] spellcheck=[plain.then_some("false")]
                    aria-invalid=[wrong.flag(self.name)] aria-describedby=[wrong.described_by(self.name)];
                @if let Some(hint) = &self.hint { small { (hint) } }
                (wrong.under(locale, self.name))
            }
        }
    }
}

/// A choice in a `<select>`.
pub fn options<'o>(choices: impl IntoIterator<Item = (&'o str, String)>, chosen: &str) -> Markup {
    html! {
        @for (value, label) in choices {
            option value=(value) selected[value == chosen] { (label) }
        }
    }
}
