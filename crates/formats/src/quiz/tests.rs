//! Claims on files of others are in `samples`, each with a second test on text of our own.

mod aiken;
mod generated;
mod gift;
mod hostile;
mod items;
mod lost;
mod moodle;
mod qti;
mod round_trip;
mod samples;
mod sniff;
mod support;
