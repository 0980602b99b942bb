//! The normal form: the same for formulas that differ only in the order and brackets of sums and products.

use super::lex::hash_of;
use super::tree::{Formula, Node, Tree};

/// A hash of the normal form. Sums and products are hashed without order; differences are sums, quotients are products.
pub(crate) fn normal_form(tree: &Tree, variables: &[String]) -> u64 {
    // of each node: as it stands alone, as a term of a sum, as a factor of a product
    let mut forms: Vec<(u64, u64, u64)> = Vec::with_capacity(tree.nodes.len());
    let mut literals = tree.literals.iter();
    for node in &tree.nodes {
        let alone = |form: u64| (form, mix(1, form), mix(2, form));
        let form = match *node {
            Node::Number(_) => alone(mix(3, literals.next().copied().unwrap_or(0))),
            Node::Variable(name) => alone(mix(4, hash_of(&variables.get(name)))),
            Node::Pi => alone(5),
            Node::Euler => alone(6),
            Node::Negative(a) => {
                let term = forms[a].1.wrapping_neg();
                (mix(7, term), term, mix(2, mix(7, term)))
            }
            Node::Sum(a, b) => {
                let sum = forms[a].1.wrapping_add(forms[b].1);
                (mix(7, sum), sum, mix(2, mix(7, sum)))
            }
            Node::Product(a, b) => product(forms[a].2.wrapping_add(forms[b].2)),
            Node::Quotient(a, b) => product(forms[a].2.wrapping_add(mix(8, forms[b].0))),
            Node::Power(a, b) => alone(mix(9, mix(forms[a].0, forms[b].0))),
            Node::Call(function, a) => alone(mix(hash_of(&function), forms[a].0)),
            Node::Log(a, b) => alone(mix(10, mix(forms[a].0, forms[b].0))),
            Node::Root(a, b) => alone(mix(11, mix(forms[a].0, forms[b].0))),
        };
        forms.push(form);
    }
    forms.last().map_or(0, |form| form.0)
}

fn product(factors: u64) -> (u64, u64, u64) {
    let form = mix(12, factors);
    (form, mix(1, form), factors)
}

/// SplitMix64's finaliser over two numbers.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut z = a.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31) ^ b.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Whether two formulas have the same normal form.
pub(crate) fn is_same(a: &Formula, b: &Formula) -> bool {
    let form = |formula: &Formula| {
        let left = normal_form(&formula.left, &formula.variables);
        let right = formula.relation.as_ref().map(|(sign, right)| (*sign, normal_form(right, &formula.variables)));
        (left, right)
    };
    form(a) == form(b)
}
