//! Check and rebuild: whether what is derived still says what the facts say, and making it anew. Facts are never touched:
//! no event, no item, no mark is changed or deleted here.

mod ops;
#[cfg(test)]
mod tests;

pub use ops::{Findings, check, learners, rebuild, search_anew};
