//! Changing one's own settings.

use crate::call::{Call, Preferences};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::params;

/// What the settings page sends of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSettings {
    /// `en` or `de`.
    pub page_language: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// IANA name.
    pub zone: String,
    /// 0–23.
    pub rollover_hour: u8,
    pub four_buttons: bool,
    pub shortcuts: bool,
    pub autoplay: bool,
}

impl From<&Preferences> for AccountSettings {
    fn from(p: &Preferences) -> AccountSettings {
        AccountSettings {
            page_language: p.page_language.clone(),
            theme: p.theme.clone(),
            zone: p.zone_name.clone(),
            rollover_hour: p.rollover_hour,
            four_buttons: p.four_buttons,
            shortcuts: p.shortcuts,
            autoplay: p.autoplay,
        }
    }
}

/// Stores them. Changing zone or roll-over touches no stored event: days that were studied stay as they were.
///
/// # Errors
/// `Invalid` by field.
pub fn save(tx: &mut Tx, call: &Call, settings: &AccountSettings) -> Result<()> {
    let mut fields = Vec::new();
    let mut check = |good: bool, field: &str, key: &str| {
        if !good {
            fields.push((field.to_owned(), key.to_owned()));
        }
    };
    check(matches!(settings.page_language.as_str(), "en" | "de"), "page_language", "error-field");
    check(matches!(settings.theme.as_str(), "system" | "light" | "dark"), "theme", "error-field");
    check(jiff::tz::TimeZone::get(&settings.zone).is_ok(), "zone", "error-zone");
    check(settings.rollover_hour <= 23, "rollover_hour", "error-rollover");
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    tx.execute(
        "UPDATE account_settings SET page_language = ?2, theme = ?3, zone = ?4, rollover_hour = ?5, buttons = ?6, \
         shortcuts = ?7, autoplay = ?8 WHERE learner = ?1",
        params![
            call.actor.learner,
            settings.page_language,
            settings.theme,
            settings.zone,
            settings.rollover_hour,
            if settings.four_buttons { "four" } else { "two" },
            settings.shortcuts,
            settings.autoplay,
        ],
    )?;
    Ok(())
}

/// Changes the theme alone, as the button in the frame does.
///
/// # Errors
/// `Invalid` on `theme`.
pub fn set_theme(tx: &mut Tx, call: &Call, theme: &str) -> Result<()> {
    save(tx, call, &AccountSettings { theme: theme.into(), ..AccountSettings::from(&*call.actor.preferences) })
}

/// Changes the language alone.
///
/// # Errors
/// `Invalid` on `page_language`.
pub fn set_language(tx: &mut Tx, call: &Call, language: &str) -> Result<()> {
    save(
        tx,
        call,
        &AccountSettings { page_language: language.into(), ..AccountSettings::from(&*call.actor.preferences) },
    )
}
