//! The claims about exams, minutes and plans, by part.

mod desk;
mod exams;
mod moves;
mod plans;
mod queue;
mod results;
mod times;
