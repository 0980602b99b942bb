//! Equations and inequalities: the same if the same numbers satisfy them.

use super::compare::Comparison;
use super::eval::{Outcome, Value, eval_in};
use super::points::{Choice, points};
use super::tree::{Formula, Sign, Tree};

pub(crate) fn compare(expected: &Formula, given: &Formula) -> Comparison {
    let (Some((wanted, _)), Some((sign, _))) = (&expected.relation, &given.relation) else { return Comparison::OtherRelation };
    if wanted != sign {
        return Comparison::OtherRelation;
    }
    let (a, b) = (Sides::of(expected), Sides::of(given));
    let proportional = proportional(&a, &b, expected.variables.len());
    match (sign, proportional) {
        (_, Some(factor)) if matches!(sign, Sign::Equal | Sign::Unequal) || factor > 0.0 => Comparison::Equivalent,
        (Sign::Equal | Sign::Unequal, None) => {
            let variables = expected.variables.len();
            if same_solutions(&a, &b, variables) || same_solutions(&b, &a, variables) {
                Comparison::Equivalent
            } else {
                Comparison::Differs
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

/// Whether `a` is linear in one variable, and `b` holds just where that makes `a` hold. Other solutions of `b` are looked for at the
/// negative and some neighbours: `E² = …` has one more than `E = …`.
fn same_solutions(a: &Sides, b: &Sides, variables: usize) -> bool {
    (0..variables.min(6)).any(|variable| solved_for(a, b, variable, variables))
}

fn solved_for(a: &Sides, b: &Sides, variable: usize, variables: usize) -> bool {
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
            return false;
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
            return false;
        }
        if beside.iter().flatten().any(|v| v.number.abs() <= 16.0 * v.error) || steep == 0.0 {
            return false;
        }
        solved += 1;
    }
    solved >= 4
}
