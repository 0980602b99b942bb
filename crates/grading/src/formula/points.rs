//! The points at which formulas are compared: the same in every run, made from a constant seed.

use super::normal::mix;

const SEED: u64 = 0x5374_7564_6975_6d21;
/// Points with all variables at random.
const RANDOM: usize = 20;
/// Small whole numbers, where formulas like to have holes. One variable at a time takes them.
const WHOLE: [f64; 5] = [0.0, 1.0, -1.0, 2.0, -2.0];
/// So many variables at most take the whole numbers.
const MOST_WHOLE: usize = 4;

/// Whether the values of a point were chosen at random: a formula is then undefined there only if it is so on a whole interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    Random,
    Whole,
}

/// All points for a number of variables.
pub(crate) fn points(variables: usize) -> Vec<(Choice, Vec<f64>)> {
    let mut all = Vec::with_capacity(RANDOM + WHOLE.len() * variables.min(MOST_WHOLE));
    let random = if variables == 0 { 1 } else { RANDOM };
    for point in 0..random {
        all.push((Choice::Random, (0..variables).map(|variable| draw(point, variable)).collect()));
    }
    for variable in 0..variables.min(MOST_WHOLE) {
        for (number, whole) in WHOLE.into_iter().enumerate() {
            let mut values: Vec<f64> = (0..variables).map(|other| draw(4 * number, other)).collect();
            values[variable] = whole;
            all.push((Choice::Whole, values));
        }
    }
    all
}

/// A quarter of the points is positive in all variables, a quarter within −1 and 1, the others of either sign.
fn draw(point: usize, variable: usize) -> f64 {
    let bits = mix(SEED.wrapping_add(point as u64), variable as u64);
    // 53 bits: 0 to 1
    let unit = (bits >> 11) as f64 / (1u64 << 53) as f64;
    match point % 4 {
        0 => 0.2 + 2.5 * unit,
        1 => 2.0 * unit - 1.0,
        2 => 6.0 * unit - 3.0,
        _ => 16.0 * unit - 8.0,
    }
}
