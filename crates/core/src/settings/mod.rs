//! How a learner has set up their page, what the frame of every page shows of it, and the two rights over one's own
//! data: taking everything along, and having everything erased.

pub mod erase;
pub mod export;
pub mod ops;
pub mod sidebar;
mod tables;
#[cfg(test)]
mod tests;

pub use ops::AccountSettings;
