//! The value of a formula at a point, with a bound of its rounding error: two values differ only if they differ by more than that.
//! Real numbers throughout: a root of a negative number is not defined.

use super::tree::{Function, Node, Tree};

/// A value and how far off it may be (running error analysis; Higham, *Accuracy and Stability of Numerical Algorithms*, 3.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Value {
    pub number: f64,
    pub error: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Outcome {
    Value(Value),
    /// Outside the domain.
    Undefined,
    /// Too large, or so near a pole or an edge of the domain that rounding decides.
    Unknown,
}

use Outcome::{Undefined, Unknown};

const EPS: f64 = f64::EPSILON;

impl Value {
    pub const fn exact(number: f64) -> Value {
        Value { number, error: 0.0 }
    }

    fn is_zero(self) -> Option<bool> {
        match self.number.abs() {
            n if n == 0.0 && self.error == 0.0 => Some(true),
            n if n <= 4.0 * self.error => None,
            _ => Some(false),
        }
    }

    pub fn minus(self, other: Value) -> Value {
        let number = self.number - other.number;
        Value { number, error: self.error + other.error + EPS * number.abs() }
    }

    pub fn times(self, other: Value) -> Value {
        let number = self.number * other.number;
        let error = self.number.abs() * other.error + other.number.abs() * self.error + EPS * number.abs();
        Value { number, error }
    }

    /// Whether both may be the same number.
    pub fn agrees(self, other: Value) -> bool {
        let room = 16.0 * (self.error + other.error) + 4.0 * EPS * self.number.abs().max(other.number.abs());
        (self.number - other.number).abs() <= room
    }

    /// Whether the error is small enough for a difference to be seen.
    pub fn is_sharp(self) -> bool {
        self.error <= 1e-8 * self.number.abs().max(1e-6)
    }
}

pub(crate) fn eval(tree: &Tree, point: &[f64]) -> Outcome {
    let mut values = Vec::with_capacity(tree.nodes.len());
    eval_in(tree, point, &mut values)
}

/// As [`eval`], with room that is used again.
pub(crate) fn eval_in(tree: &Tree, point: &[f64], values: &mut Vec<Outcome>) -> Outcome {
    values.clear();
    for node in &tree.nodes {
        let outcome = match *node {
            Node::Number(number) => {
                let whole = number.fract() == 0.0 && number.abs() < 1e15;
                value(number, if whole { 0.0 } else { EPS * number.abs() })
            }
            Node::Variable(name) => value(point.get(name).copied().unwrap_or(f64::NAN), 0.0),
            Node::Pi => value(std::f64::consts::PI, EPS * 4.0),
            Node::Euler => value(std::f64::consts::E, EPS * 3.0),
            Node::Negative(a) => one(values[a], |a| value(-a.number, a.error)),
            Node::Sum(a, b) => two(values[a], values[b], |a, b| {
                let sum = a.minus(Value { number: -b.number, error: b.error });
                value(sum.number, sum.error)
            }),
            Node::Product(a, b) => two(values[a], values[b], |a, b| {
                let product = a.times(b);
                value(product.number, product.error)
            }),
            Node::Quotient(a, b) => two(values[a], values[b], quotient),
            Node::Power(a, b) => two(values[a], values[b], power),
            Node::Call(function, a) => one(values[a], |a| call(function, a)),
            Node::Log(a, b) => two(values[a], values[b], |base, a| match (logarithm(base), logarithm(a)) {
                (Outcome::Value(base), Outcome::Value(a)) => quotient(a, base),
                (Undefined, _) | (_, Undefined) => Undefined,
                _ => Unknown,
            }),
            Node::Root(index, a) => two(values[index], values[a], root),
        };
        values.push(outcome);
    }
    values.last().copied().unwrap_or(Unknown)
}

fn value(number: f64, error: f64) -> Outcome {
    if number.is_finite() && error.is_finite() && number.abs() < 1e150 {
        Outcome::Value(Value { number, error })
    } else {
        Unknown
    }
}

fn one(a: Outcome, rule: impl FnOnce(Value) -> Outcome) -> Outcome {
    match a {
        Outcome::Value(a) => rule(a),
        other => other,
    }
}

fn two(a: Outcome, b: Outcome, rule: impl FnOnce(Value, Value) -> Outcome) -> Outcome {
    match (a, b) {
        (Outcome::Value(a), Outcome::Value(b)) => rule(a, b),
        (Undefined, _) | (_, Undefined) => Undefined,
        _ => Unknown,
    }
}

fn quotient(a: Value, b: Value) -> Outcome {
    match b.is_zero() {
        Some(true) => Undefined,
        None => Unknown,
        Some(false) => {
            let number = a.number / b.number;
            value(number, (a.error + number.abs() * b.error) / b.number.abs() + EPS * number.abs())
        }
    }
}

fn power(a: Value, b: Value) -> Outcome {
    let whole = b.error == 0.0 && b.number.fract() == 0.0;
    match a.is_zero() {
        // schools say 1 of 0^0, as power series do
        Some(true) if whole && b.number == 0.0 => return value(1.0, 0.0),
        Some(true) if b.number > 0.0 && (whole || b.number > b.error) => return value(0.0, 0.0),
        Some(true) => return Undefined,
        // a whole power above 0 is defined and smooth there
        None if !(whole && b.number >= 0.0) => return Unknown,
        _ => {}
    }
    if a.number < 0.0 && !whole {
        return if b.error == 0.0 || b.number.fract().abs() > 1e-9 { Undefined } else { Unknown };
    }
    let number = libm::pow(a.number, b.number);
    let of_base = if a.number == 0.0 { a.error } else { number.abs() * b.number.abs() * a.error / a.number.abs() };
    let of_exponent = if whole { 0.0 } else { number.abs() * libm::log(a.number).abs() * b.error };
    let rounding =
        if whole && a.error == 0.0 && a.number.fract() == 0.0 && number.abs() < 1e15 { 0.0 } else { 2.0 * EPS };
    value(number, of_base + of_exponent + rounding * number.abs())
}

fn logarithm(a: Value) -> Outcome {
    match a.is_zero() {
        None => Unknown,
        Some(true) => Undefined,
        Some(false) if a.number < 0.0 => Undefined,
        Some(false) => {
            let number = libm::log(a.number);
            value(number, a.error / a.number + EPS * number.abs())
        }
    }
}

fn square_root(a: Value) -> Outcome {
    match a.is_zero() {
        Some(true) => value(0.0, 0.0),
        None => value(0.0, libm::sqrt(a.number.abs() + a.error)),
        Some(false) if a.number < 0.0 => Undefined,
        Some(false) => {
            let number = libm::sqrt(a.number);
            value(number, a.error / (2.0 * number) + EPS * number)
        }
    }
}

/// Odd roots are defined for negative numbers.
fn root(index: Value, a: Value) -> Outcome {
    let odd = index.error == 0.0 && index.number.fract() == 0.0 && index.number.rem_euclid(2.0) == 1.0;
    let part = match quotient(Value::exact(1.0), index) {
        Outcome::Value(part) => part,
        other => return other,
    };
    if odd && a.number < 0.0 {
        return one(power(Value { number: -a.number, ..a }, part), |root| value(-root.number, root.error));
    }
    power(a, part)
}

fn call(function: Function, a: Value) -> Outcome {
    let scaled = |outcome, by: f64| one(outcome, |a| value(a.number * by, a.error * by + EPS * (a.number * by).abs()));
    let (sine, cosine) = (|| smooth(libm::sin(a.number), 1.0, a), || smooth(libm::cos(a.number), 1.0, a));
    match function {
        Function::Sqrt => square_root(a),
        Function::Cbrt => root(Value::exact(3.0), a),
        Function::Abs => value(a.number.abs(), a.error),
        Function::Exp => {
            let number = libm::exp(a.number);
            smooth(number, number, a)
        }
        Function::Ln => logarithm(a),
        Function::Lg => scaled(logarithm(a), std::f64::consts::LOG10_E),
        Function::Lb => scaled(logarithm(a), std::f64::consts::LOG2_E),
        Function::Sin => sine(),
        Function::Cos => cosine(),
        Function::Tan => two(sine(), cosine(), quotient),
        Function::Cot => two(cosine(), sine(), quotient),
        Function::Sec => two(value(1.0, 0.0), cosine(), quotient),
        Function::Csc => two(value(1.0, 0.0), sine(), quotient),
        Function::Asin | Function::Acos => {
            let edge = 1.0 - a.number.abs();
            if edge < -a.error {
                return Undefined;
            }
            if edge < 1e-12 && a.error > 0.0 {
                return Unknown;
            }
            let number = if function == Function::Asin { libm::asin(a.number) } else { libm::acos(a.number) };
            smooth(number, 1.0 / libm::sqrt(edge.max(EPS)), a)
        }
        Function::Atan => smooth(libm::atan(a.number), 1.0, a),
        Function::Sinh => smooth(libm::sinh(a.number), libm::cosh(a.number), a),
        Function::Cosh => smooth(libm::cosh(a.number), libm::cosh(a.number), a),
        Function::Tanh => smooth(libm::tanh(a.number), 1.0, a),
        Function::Factorial => {
            if a.number < 0.0 && a.number.fract() == 0.0 {
                return Undefined;
            }
            let number = libm::tgamma(a.number + 1.0);
            value(number, number.abs() * (EPS * 16.0 + a.error * (1.0 + a.number.abs())))
        }
    }
}

/// A function with a slope: the error of its argument times that, and its own rounding.
fn smooth(number: f64, slope: f64, a: Value) -> Outcome {
    // exact values, such as sin 0 and cos 0, stay exact
    let exact = a.error == 0.0 && a.number == 0.0;
    value(number, slope.abs() * a.error + if exact { 0.0 } else { 2.0 * EPS * number.abs().max(EPS) })
}
