//! How a learner has set up their page and their studying, and what the frame of every page shows of them.

pub mod sidebar;
