//! Equations and inequalities: the same if the same numbers satisfy them.

use super::compare::Comparison;
use super::eval::{Outcome, Value, eval_in};
use super::points::{Choice, points};
use super::tree::{Formula, Sign, Tree};

pub(crate) fn compare(expected: &Formula, given: &Formula) -> Comparison {
    let (Some((wanted, _)), Some((sign, _))) = (&expected.relation, &given.relation) else {
        return Comparison::OtherRelation;
    };
    if wanted != sign {
        return Comparison::OtherRelation;
    }
    let (a, b) = (Sides::of(expected), Sides::of(given));
    let proportional = proportional(&a, &b, expected.variables.len());
    match (sign, proportional) {
        (_, Some(factor)) if matches!(sign, Sign::Equal | Sign::Unequal) || factor > 0.0 => Comparison::Equivalent,
        (Sign::Equal | Sign::Unequal, None) => {
            let variables = expected.variables.len();
            match (same_solutions(&a, &b, variables), same_solutions(&b, &a, variables)) {
                (Some(false), _) | (_, Some(false)) | (None, None) => Comparison::Differs,
                _ => Comparison::Equivalent,
            }
        }
        _ => Comparison::Differs,
    }
}

/// Left less right side.
struct Sides<'a> {
    left: &'a Tree,
    right: Option<&'a Tree>,
}

impl<'a> Sides<'a> {
    fn of(formula: &'a Formula) -> Sides<'a> {
        Sides { left: &formula.left, right: formula.relation.as_ref().map(|(_, right)| right) }
    }

    fn at(&self, point: &[f64], room: &mut Vec<Outcome>) -> Option<Value> {
        let Outcome::Value(left) = eval_in(self.left, point, room) else { return None };
        let Outcome::Value(right) = eval_in(self.right?, point, room) else { return None };
        Some(left.minus(right))
    }
}

/// The constant that makes one of the other, if there is one: `2a = 2b` of `a = b`.
fn proportional(a: &Sides, b: &Sides, variables: usize) -> Option<f64> {
    let mut room = Vec::new();
    let mut first: Option<(Value, Value)> = None;
    let mut compared = 0;
    for (choice, point) in points(variables) {
        let (x, y) = match (a.at(&point, &mut room), b.at(&point, &mut room)) {
            (Some(x), Some(y)) => (x, y),
            (None, None) => continue,
            _ if choice == Choice::Whole => continue,
            _ => return None,
        };
        match first {
            None if x.number != 0.0 && y.number != 0.0 && x.is_sharp() && y.is_sharp() => first = Some((x, y)),
            None => continue,
            Some((x0, y0)) => {
                if !x.times(y0).agrees(y.times(x0)) {
                    return None;
                }
                compared += usize::from(x.is_sharp() && y.is_sharp());
            }
        }
    }
    let (x, y) = first?;
    (compared >= 3).then_some(y.number / x.number)
}

/// Whether `b` holds just where `a` does, for each variable that `a` is linear in; `None` if there is none. Other solutions of `b` are looked for at the
/// negative and some neighbours: `E² = …` has one more than `E = …`.
fn same_solutions(a: &Sides, b: &Sides, variables: usize) -> Option<bool> {
    let solved = (0..variables.min(6)).filter_map(|variable| solved_for(a, b, variable, variables));
    solved.reduce(|all, one| all && one)
}

/// At so many points other solutions are searched for.
const SEARCHED: usize = 2;

fn solved_for(a: &Sides, b: &Sides, variable: usize, variables: usize) -> Option<bool> {
    let mut room = Vec::new();
    let mut solved = 0;
    for (_, mut point) in points(variables).into_iter().filter(|(choice, _)| *choice == Choice::Random) {
        let mut at = |sides: &Sides, value: f64| {
            point[variable] = value;
            sides.at(&point, &mut room)
        };
        let (Some(one), Some(two), Some(four)) = (at(a, 1.0), at(a, 2.0), at(a, 4.0)) else { continue };
        let slope = two.minus(one);
        // linear: twice the step from 1 to 2 leads on to 4
        if !four.minus(two).agrees(slope.times(Value::exact(2.0))) {
            return None;
        }
        if slope.number.abs() < 1e-9 {
            continue;
        }
        let root = 1.0 - one.number / slope.number;
        if root.abs() < 1e-3 || root.abs() > 1e6 {
            continue;
        }
        let Some(there) = at(b, root) else { continue };
        // the root itself is rounded: compare with how steep `b` is there
        let beside = [root * 1.001, root * 0.999, -root, root + 1.0, 2.0 * root].map(|value| at(b, value));
        let steep = beside[..2].iter().flatten().map(|v| v.number.abs()).fold(0.0, f64::max);
        if there.number.abs() > 1e-9 * steep.max(f64::MIN_POSITIVE) + 16.0 * there.error {
            return Some(false);
        }
        if beside.iter().flatten().any(|v| v.number.abs() <= 16.0 * v.error) || steep == 0.0 {
            return Some(false);
        }
        if solved < SEARCHED && has_another_root(root, |value| at(b, value).map(|v| v.number)) {
            return Some(false);
        }
        solved += 1;
    }
    (solved >= 4).then_some(true)
}

/// Whether a function changes its sign elsewhere than at a known root, and not at a pole.
fn has_another_root(root: f64, mut function: impl FnMut(f64) -> Option<f64>) -> bool {
    let mut last: Option<(f64, f64)> = None;
    for step in -20..=20 {
        let at = f64::from(step) * 0.45 + 0.07;
        let Some(value) = function(at) else {
            last = None;
            continue;
        };
        if let Some((before, earlier)) = last.filter(|(before, earlier)| {
            let known = *before <= root && root <= at;
            !known && earlier.signum() != value.signum()
        }) {
            let (mut low, mut high) = (before, at);
            let mut between = value;
            for _ in 0..30 {
                let middle = f64::midpoint(low, high);
                let Some(value) = function(middle) else { break };
                between = value;
                if value.signum() == earlier.signum() { low = middle } else { high = middle }
            }
            // towards a pole values grow
            if between.abs() < earlier.abs().max(value.abs()) {
                return true;
            }
        }
        last = Some((at, value));
    }
    false
}
