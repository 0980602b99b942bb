//! Search: the port that an index engine stands behind, and the consumer of the outbox that feeds it.
//! The index is disposable: it can be rebuilt from the database at any time, and what it finds is read again from the
//! database through the actor before anybody sees it.

pub mod model;

pub use model::{Document, DocumentKind, Found, Query, SearchIndex};
