//! A formula as a list of operations, operands before what uses them: no recursion to walk or drop it.

/// A part of a formula; the numbers are places in [`Tree::nodes`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Node {
    Number(f64),
    /// A place in [`Formula::variables`].
    Variable(usize),
    Pi,
    Euler,
    Negative(usize),
    Sum(usize, usize),
    Product(usize, usize),
    Quotient(usize, usize),
    Power(usize, usize),
    Call(Function, usize),
    /// Logarithm of the second to the base of the first.
    Log(usize, usize),
    /// Root of the second; the first says which.
    Root(usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Function {
    Sqrt,
    Cbrt,
    Abs,
    Exp,
    Ln,
    Lg,
    Lb,
    Sin,
    Cos,
    Tan,
    Cot,
    Sec,
    Csc,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Factorial,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Tree {
    /// The last is the whole.
    pub nodes: Vec<Node>,
    /// Hashes of the number literals, in the order of their nodes: exact where a float is not.
    pub literals: Vec<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Formula {
    pub left: Tree,
    /// `>` is stored as `<` with its sides swapped.
    pub relation: Option<(Sign, Tree)>,
    pub variables: Vec<String>,
    /// Whether a literal has more digits than computing with floats keeps.
    pub is_long: bool,
}
