//! Imports as a learner sees them: the job is run, and what is there afterwards is asked.

mod counts;
mod desk;
mod generated;
mod packages;
mod travel;
