//! The demo learner: own subjects, decks of the library, and twelve weeks of answers that nobody gave. They are simulated
//! by the memory model from a fixed seed and take the way of every answer, so that each page shows what it would show
//! after twelve real weeks. The account says that it is one (`Actor::demo`), and pages repeat it.

mod content;
mod make;
mod simulate;
#[cfg(test)]
mod tests;

pub use make::{Made, NAME, make};
