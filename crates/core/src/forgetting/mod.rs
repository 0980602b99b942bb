//! How a learner forgets: the parameters of their memory model, fitted to their log in the background, pasted, or as
//! published; what each fit found; and folding the cards anew when the parameters change.

mod fitting;
mod log;
mod model;
mod nightly;
mod ops;
mod refolding;
mod store;
#[cfg(test)]
mod tests;

pub use fitting::{FIT, Fitter};
pub use model::{Decision, FitRecord, Origin, Overview, ParameterSet, Report, Tested, TriedRecipe};
pub use nightly::{enqueue_due, is_due};
pub use ops::{FITS_KEPT, SETS_KEPT, fit_now, overview, paste, put_in_force, reset};
pub use refolding::{REFOLD, Refolder};
