//! Simulation: what a learner, a collection and a policy come to.
//!
//! See `docs/models-plan.md` for what is modelled and what is not.

mod collection;
mod dynamics;
mod learner;
mod policy;
mod random;
mod run;
mod timing;
pub mod worlds;

pub use collection::{Collection, Course, Day, Fixed, Goal, Scheduler, Seen, Share, Standing, Subject, Way};
pub(crate) use dynamics::Dynamics;
pub use learner::{Habits, InvalidLearner, Learner, Pace};
pub use policy::Policy;
pub use random::Chance;
pub use run::{Setting, run};
pub(crate) use timing::shares;
pub use timing::{Row, Timing, Timings};
