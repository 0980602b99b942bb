//! Anki packages: read, rendered, written, and hostile ones refused.
#![expect(clippy::unwrap_used, reason = "tests")]

mod hostile;
mod packages;
mod support;
mod template;
mod write;
