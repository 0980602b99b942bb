//! Whether two formulas mean the same.

use super::Fault;
use super::eval::{Outcome, eval_in};
use super::normal::is_same;
use super::parse::parse;
use super::points::{Choice, points};
use super::relation;
use super::tree::{Formula, Node, Tree};
use crate::language::Language;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Of the same normal form.
    Same,
    Equivalent,
    Differs,
    /// The same values where both are defined, but they are not defined for the same numbers.
    OtherDomain,
    /// … but for single points.
    Hole,
    /// An equation against an expression, `<` against `≤`.
    OtherRelation,
    Undecided,
    Unreadable(Fault),
}

/// Compares a response with an expected formula; `None` if the expected one cannot be read.
pub(crate) fn compare(expected: &str, given: &str, language: Language) -> Option<Comparison> {
    let expected = parse(expected, language).ok()?;
    let mut given = match parse(given, language) {
        Ok(formula) => formula,
        Err(fault) => return Some(Comparison::Unreadable(fault)),
    };
    one_constant(&expected, &mut given);
    if is_same(&expected, &given) {
        return Some(Comparison::Same);
    }
    let is_long = expected.is_long || given.is_long;
    let (expected, given) = together(expected, given);
    Some(match (&expected.relation, &given.relation) {
        (None, None) => expressions(&expected.left, &given.left, &expected.variables),
        (Some(_), Some(_)) => match (expected.function(), given.function()) {
            (Some(one), Some(other)) => expressions(one, other, &expected.variables),
            _ => relation::compare(&expected, &given),
        },
        // "E = mc²" and "mc²" say the same where E is only a name
        (Some(_), None) => match expected.defined() {
            Some(right) => expressions(right, &given.left, &expected.variables),
            None => Comparison::OtherRelation,
        },
        (None, Some(_)) => match given.defined() {
            Some(right) => expressions(&expected.left, right, &expected.variables),
            None => Comparison::OtherRelation,
        },
    })
    .map(|comparison| match comparison {
        Comparison::Equivalent if is_long => Comparison::Undecided,
        comparison => comparison,
    })
}

/// The constant of an integral may be written `C` or `c`.
fn one_constant(expected: &Formula, given: &mut Formula) {
    let has = |formula: &Formula, name: &str| formula.variables.iter().any(|variable| variable == name);
    for (name, other) in [("C", "c"), ("c", "C")] {
        if has(expected, name)
            && is_term(&expected.left, &expected.variables, name)
            && !has(expected, other)
            && !has(given, name)
        {
            for variable in given.variables.iter_mut().filter(|variable| *variable == other) {
                name.clone_into(variable);
            }
        }
    }
}

/// Whether a variable is a term of the sum that the whole tree is.
fn is_term(tree: &Tree, variables: &[String], name: &str) -> bool {
    let mut open = vec![tree.nodes.len().saturating_sub(1)];
    while let Some(at) = open.pop() {
        match tree.nodes.get(at) {
            Some(Node::Sum(a, b)) => open.extend([*a, *b]),
            Some(Node::Variable(variable)) if variables.get(*variable).is_some_and(|v| v == name) => {
                return tree.nodes.len() > 1;
            }
            _ => {}
        }
    }
    false
}

/// Both with the same list of variables.
fn together(expected: Formula, mut given: Formula) -> (Formula, Formula) {
    let mut expected = expected;
    let places: Vec<usize> = given
        .variables
        .iter()
        .map(|name| {
            expected.variables.iter().position(|known| known == name).unwrap_or_else(|| {
                expected.variables.push(name.clone());
                expected.variables.len() - 1
            })
        })
        .collect();
    let trees = std::iter::once(&mut given.left).chain(given.relation.iter_mut().map(|(_, right)| right));
    for node in trees.flat_map(|tree| tree.nodes.iter_mut()) {
        if let Node::Variable(name) = node {
            *name = places[*name];
        }
    }
    given.variables.clone_from(&expected.variables);
    (expected, given)
}

/// At least so many points must have been compared.
const ENOUGH: usize = 3;

pub(crate) fn expressions(expected: &Tree, given: &Tree, variables: &[String]) -> Comparison {
    let (mut agreed, mut holes, mut apart) = (0, 0, 0);
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for (choice, point) in points(variables.len()) {
        match (eval_in(expected, &point, &mut one), eval_in(given, &point, &mut two)) {
            (Outcome::Value(a), Outcome::Value(b)) if !a.agrees(b) => return Comparison::Differs,
            (Outcome::Value(a), Outcome::Value(b)) => agreed += usize::from(a.is_sharp() && b.is_sharp()),
            (Outcome::Value(_), Outcome::Undefined) | (Outcome::Undefined, Outcome::Value(_)) => match choice {
                Choice::Random => apart += 1,
                Choice::Whole => holes += 1,
            },
            _ => {}
        }
    }
    let enough = if variables.is_empty() { 1 } else { ENOUGH };
    match (apart, holes) {
        _ if agreed < enough && apart == 0 => Comparison::Undecided,
        (0, 0) => Comparison::Equivalent,
        (0, _) => Comparison::Hole,
        _ => Comparison::OtherDomain,
    }
}
