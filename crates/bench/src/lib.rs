//! Figures of Studium, each as a ratio against a peer or a limit measured in the same run (docs/handbook/figures.md).
//!
//! One file per bench, one function each that gives its [`Figure`]s; what they share lies beside them: the started
//! server ([`server`]), a client ([`http`]), a filled database ([`fill`]), Anki ([`peer`]), stopwatches ([`measure`]).

pub mod calendar;
pub mod empty;
pub mod exam;
pub mod figure;
pub mod fill;
pub mod grading;
pub mod http;
pub mod import;
pub mod kill;
pub mod measure;
pub mod memory;
pub mod model;
pub mod numbers;
pub mod order;
pub mod packages;
pub mod pages;
pub mod peer;
pub mod plan;
pub mod queue;
pub mod review;
pub mod round_trip;
pub mod search;
pub mod server;

pub use figure::Figure;

/// What a bench is called, what it measures, and the function.
pub type Bench = (&'static str, &'static str, fn() -> anyhow::Result<Vec<Figure>>);

/// Every bench, in the order of the table in docs/handbook/figures.md.
pub const ALL: [Bench; 14] = [
    ("memory", "memory states against the fsrs crate; fit, guesses, grades; simulated plans", memory::run),
    ("order", "the same events in 1,000 orders", order::run),
    ("grading", "answers beside a teacher's verdict; time of one", grading::run),
    ("exam", "sittings: saving, leaks, deadline, kills", exam::run),
    ("packages", "real packages against what Anki says of them", packages::run),
    ("round-trip", "our export opened by Anki", round_trip::run),
    ("calendar", "our feed read by three parsers", calendar::run),
    ("import", "a package of 100,000 notes", import::run),
    ("queue", "the first queue at 100,000 cards", queue::run),
    ("search", "words over 100,000 items", search::run),
    ("review", "answers: CPU of one, how many a second", review::run),
    ("kill", "300 times kill -9 under load", kill::run),
    ("pages", "pages at 100,000 cards; scripts; first paint", pages::run),
    ("empty", "start and memory of an empty server", empty::run),
];
