//! Simulation: what a learner, a collection and a policy come to.

mod dynamics;
mod learner;
mod policy;
mod random;
mod timing;

pub use learner::{Habits, InvalidLearner, Learner, Pace};
pub use policy::Policy;
pub use timing::Row;
