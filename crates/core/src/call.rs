//! What comes into an operation from outside: who calls, when, and the ids it may give out.

use memory::{Millis, StudyDay};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> {
                uuid::Uuid::parse_str(s).map($name)
            }
        }
        impl crate::db::ToValue for $name {
            fn to_value(&self) -> crate::db::ValueRef<'_> {
                crate::db::ToValue::to_value(&self.0)
            }
        }
        impl crate::db::FromValue for $name {
            fn from_value(value: crate::db::ValueRef<'_>) -> crate::error::Result<Self> {
                <uuid::Uuid as crate::db::FromValue>::from_value(value).map($name)
            }
        }
    };
}
pub(crate) use id_type;

id_type!(
    /// A person who has an account. The same id names their personal space.
    LearnerId
);
id_type!(
    /// The owner of content: a learner's own space, a group's, the library's.
    SpaceId
);

impl LearnerId {
    /// The learner's personal space.
    pub fn space(self) -> SpaceId {
        SpaceId(self.0)
    }
}

impl SpaceId {
    /// The public library's space: the same on every server, so that packs can travel.
    pub const LIBRARY: SpaceId = SpaceId(Uuid::from_u128(0x5374_7564_6975_4d00_8000_0000_0000_0002));
}

/// How the learner's day and page are set up.
#[derive(Debug, Clone, PartialEq)]
pub struct Preferences {
    /// `en` or `de`.
    pub page_language: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// IANA name, as stored.
    pub zone_name: String,
    pub zone: jiff::tz::TimeZone,
    /// Hours after midnight at which a new study day begins, 0–23.
    pub rollover_hour: u8,
    /// Four grades are shown instead of two.
    pub four_buttons: bool,
    /// Single-key shortcuts are on.
    pub shortcuts: bool,
    /// Sound on a card plays by itself.
    pub autoplay: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            page_language: "en".into(),
            theme: "system".into(),
            zone_name: "Europe/Berlin".into(),
            zone: jiff::tz::TimeZone::get("Europe/Berlin").unwrap_or(jiff::tz::TimeZone::UTC),
            rollover_hour: 4,
            four_buttons: false,
            shortcuts: true,
            autoplay: true,
        }
    }
}

/// A signed-in person. Every operation that sees somebody's rows takes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    pub learner: LearnerId,
    pub name: String,
    pub admin: bool,
    pub demo: bool,
    pub preferences: Arc<Preferences>,
}

impl Actor {
    pub fn space(&self) -> SpaceId {
        self.learner.space()
    }

    /// The study day of an instant, in the account's zone and with its roll-over hour.
    pub fn study_day(&self, at: Millis) -> StudyDay {
        memory::study_day(at, &self.preferences.zone, self.preferences.rollover_hour)
    }
}

/// One call of an operation. Cloned into the closure, so that the operation may be run again and makes the same ids.
#[derive(Debug, Clone)]
pub struct Call {
    pub actor: Actor,
    pub now: Millis,
    /// For ids and fuzz; random per call in the server, fixed in tests.
    pub seed: u64,
}

impl Call {
    pub fn today(&self) -> StudyDay {
        self.actor.study_day(self.now)
    }

    /// A fresh source of ids; two calls of this with the same `Call` give the same ids.
    pub fn ids(&self) -> Ids {
        Ids::new(self.now, self.seed)
    }
}

/// UUIDv7 from a given instant and seed: reading neither clock nor random source, so an operation may be run again.
#[derive(Debug, Clone)]
pub struct Ids {
    at: u64,
    state: u64,
}

impl Ids {
    pub fn new(now: Millis, seed: u64) -> Ids {
        Ids { at: u64::try_from(now.0).unwrap_or(0), state: seed }
    }

    pub fn next_id(&mut self) -> Uuid {
        let (a, b) = (self.random(), self.random());
        let mut bytes = [0u8; 10];
        bytes[..8].copy_from_slice(&a.to_be_bytes());
        bytes[8..].copy_from_slice(&b.to_be_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(self.at, &bytes).into_uuid()
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): enough for ids that only need to differ.
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
