//! How a learner remembers: memory states, promised intervals and the fold over a card's events.
//!
//! Pure: no clock, no randomness, no database, no path. Instants, study days, seeds and ids come in as arguments, so the
//! same input gives the same output on every machine.
//!
//! # The model
//!
//! FSRS-6 as published by the open-spaced-repetition project ("The Algorithm", reference implementation: the `fsrs` crate
//! 6.6.2, against which `tests/reference.rs` compares: the states differ by less than 1 in 10,000, because the mathematical
//! functions are those of `libm`, the same everywhere, and not the platform's). A memory is a stability `S` (days until
//! recall has fallen to 90 %) and a difficulty `D` (1 to 10); `w0 … w20` are the [`Parameters`], `G` is the [`Rating`] 1 to 4, `t` are whole days.
//!
//! | what | formula |
//! |---|---|
//! | recall after `t` days | `R = (1 + f·t/S)^(−w20)` with `f = 0.9^(−1/w20) − 1` |
//! | days until recall is `r` | `I = S/f · (r^(−1/w20) − 1)` |
//! | first stability, difficulty | `S = w[G−1]`, `D = D0(G) = w4 − e^(w5·(G−1)) + 1` |
//! | difficulty after an answer | `D' = D − w6·(G−3)·(10−D)/9`, then `w7·D0(4) + (1−w7)·D'` |
//! | stability after success | `S·(1 + e^w8·(11−D)·S^(−w9)·(e^(w10·(1−R)) − 1)·h·b)`, `h = w15` if Hard, `b = w16` if Easy |
//! | stability after failure | `min(w11·D^(−w12)·((S+1)^w13 − 1)·e^(w14·(1−R)), S/e^(w17·w18))` |
//! | stability within a day (`t = 0`) | `S·g`, `g = e^(w17·(G−3+w18))·S^(−w19)`, at least 1 from Hard upwards |
//!
//! `S` stays within 0.001 and 36,500 days, `D` within 1 and 10.
//!
//! # What is folded, what is promised
//!
//! [`fold`] makes a card's state from the set of its events and the parameters alone, whatever order they arrived in.
//! When a card is due again is not part of the model: [`promise`] chooses it once, when the answer is given, with the
//! learner's settings, and the event carries the choice. See [`observe`] for how phase and step follow from it.
//!
//! ```
//! use memory::*;
//!
//! let (params, settings) = (Parameters::default(), PromiseSettings::default());
//! let card = Folded::default();
//! let evidence = Evidence::new(Rating::Easy, Millis(1_795_400_000_000), StudyDay::from_iso("2026-11-23")?);
//! let promised = promise(&params, &settings, &card.state, &evidence, fuzz_seed(7, 0), &|_day| 0.0, &[]);
//! let event = Event::Answer {
//!     id: EventId(1),
//!     evidence,
//!     promised_s: Some(promised.promised_s),
//!     after: card.head,
//! };
//! let folded = fold(&params, &[event]);
//! assert_eq!((folded.state, folded.due), (promised.state, Some(promised.due)));
//! assert_eq!(folded.state.phase, Phase::Review);
//! # Ok::<(), InvalidDay>(())
//! ```

mod ability;
mod calibration;
mod day;
mod evidence;
mod fold;
mod fuzz;
mod grade;
mod history;
mod observe;
mod order;
mod parameters;
pub mod plan;
mod promise;
mod scale;
pub mod simulate;
mod state;
pub mod worlds;

pub use ability::{Ability, AbilityPriors, InvalidAbility, TopicAnswer};
pub use calibration::{CalibrationBin, Quality, gain, moving_average};
pub use day::{InvalidDay, Millis, StudyDay, day_start, study_day};
pub use evidence::Evidence;
pub use fold::{Due, Event, EventId, Folded, Seed, append, fold};
pub use fuzz::{fuzz_seed, fuzz_window};
pub use grade::{Blueprint, BlueprintTopic, GradeForecast, InvalidBlueprint, NoGrade, predict_grade};
pub use history::{History, Prediction};
pub use observe::{CardState, InvalidPhase, InvalidRating, Phase, Rating, observe};
pub use order::{ReviewOrder, Waiting, is_leech, shuffle_key};
pub use parameters::{InvalidParameterText, InvalidParameters, InvalidRetention, Parameters, Retention};
pub use promise::{Promise, PromiseSettings, Steps, preview, promise};
pub use scale::{InvalidScale, Scale, ScaleStep};
pub use state::{Difficulty, MemoryState, Stability, interval, memory_from_sm2, next_memory, retrievability};

/// Milliseconds in a day of 24 hours.
const DAY_MS: i64 = 86_400_000;
/// Seconds in a day of 24 hours.
const DAY_S: i64 = 86_400;
