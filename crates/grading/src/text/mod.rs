//! Words: written one way, compared, with slips forgiven, and what they deny.

pub(crate) mod confusable;
pub(crate) mod fold;
pub(crate) mod negation;
pub(crate) mod split;
#[cfg(test)]
mod tests;
pub(crate) mod typo;
pub(crate) mod wildcard;
