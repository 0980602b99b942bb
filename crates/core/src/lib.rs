//! What Studium means and stores. An operation is a plain synchronous function over a [`db::Tx`]: permission → rule →
//! store → event, one intent, one transaction. A flow is async and calls operations through [`Studium::read`] and
//! [`Studium::write`]. No page, no HTTP, no index engine here.
//!
//! One folder per feature, the same word in every layer (ARCHITECTURE.md has the map).

pub mod accounts;
pub mod admin;
pub mod call;
pub mod changes;
pub mod check;
pub mod clock;
pub mod courses;
pub mod db;
pub mod decks;
pub mod demo;
pub mod drafts;
pub mod error;
pub mod forgetting;
pub mod items;
pub mod jobs;
pub mod library;
pub mod media;
pub mod papers;
pub mod plan;
pub mod practice;
pub mod reviews;
pub mod search;
pub mod settings;
pub mod spaces;
pub mod statistics;
pub mod studium;
pub mod study;
#[cfg(any(test, feature = "test-support"))]
pub mod testing;
pub mod transfer;

pub use call::{Actor, Call, Ids, LearnerId, SpaceId};
pub use clock::Clock;
pub use error::{Error, Result};
pub use studium::Studium;
