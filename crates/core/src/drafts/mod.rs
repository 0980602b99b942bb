//! Sources that a learner brought along, and the drafts found in them: what could become items, once a person accepts it.

mod model;
mod ops;
mod sources;
#[cfg(test)]
mod tests;

pub use model::{Draft, DraftState, Evidence, Source, SourceLine};
pub use ops::{accept, edit, evidence_of, get, list, reject, reopen};
pub use sources::{get_source, list_sources};
