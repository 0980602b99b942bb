//! How things stand: what Today says, what the statistics page shows, and the way out of a backlog. Everything is read
//! from `daily_totals` and `learner_cards`, so it agrees with the log; nothing is stored here.

mod cache;
mod catch_up;
mod days;
mod model;
mod store;
mod summary;
#[cfg(test)]
mod tests;
mod today;

pub use cache::Cache;
pub use catch_up::{DAYS_LIMIT, catch_up};
pub use days::{PACE_ANSWERS, PACE_DEFAULT_S, pace, streak};
pub use model::{
    Backlog, CardStates, Day, DeckToday, HardCard, Load, Pace, Period, Place, Spread, Streak, Summary, Today, Week,
};
pub use store::reading;
pub use summary::monday;
