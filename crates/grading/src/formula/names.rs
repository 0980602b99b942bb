//! Names that mean something in a formula.

use super::tree::Function;

pub(crate) fn function(name: &str) -> Option<Function> {
    Some(match name {
        "sqrt" | "wurzel" | "√" => Function::Sqrt,
        "cbrt" | "∛" => Function::Cbrt,
        "abs" | "betrag" => Function::Abs,
        "exp" => Function::Exp,
        "ln" => Function::Ln,
        "log" | "lg" => Function::Lg,
        "lb" | "ld" => Function::Lb,
        "sin" => Function::Sin,
        "cos" => Function::Cos,
        "tan" => Function::Tan,
        "cot" => Function::Cot,
        "sec" => Function::Sec,
        "csc" => Function::Csc,
        "asin" | "arcsin" => Function::Asin,
        "acos" | "arccos" => Function::Acos,
        "atan" | "arctan" => Function::Atan,
        "sinh" => Function::Sinh,
        "cosh" => Function::Cosh,
        "tanh" => Function::Tanh,
        _ => return None,
    })
}

/// What `f^-1` of a function is.
pub(crate) fn inverse(function: Function) -> Option<Function> {
    Some(match function {
        Function::Sin => Function::Asin,
        Function::Cos => Function::Acos,
        Function::Tan => Function::Atan,
        _ => return None,
    })
}

/// Function names that may begin a run of letters, longest first.
pub(crate) const FUNCTIONS: [&str; 24] = [
    "wurzel", "arcsin", "arccos", "arctan", "betrag", "sqrt", "cbrt", "asin", "acos", "atan", "sinh", "cosh", "tanh",
    "abs", "exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "ln", "lg",
];

/// Greek letters, by their names in Latin letters.
pub(crate) const GREEK: [(&str, char); 33] = [
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ε'),
    ("varepsilon", 'ε'),
    ("zeta", 'ζ'),
    ("eta", 'η'),
    ("theta", 'θ'),
    ("vartheta", 'θ'),
    ("iota", 'ι'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("nu", 'ν'),
    ("xi", 'ξ'),
    ("pi", 'π'),
    ("rho", 'ρ'),
    ("sigma", 'σ'),
    ("tau", 'τ'),
    ("phi", 'φ'),
    ("varphi", 'φ'),
    ("chi", 'χ'),
    ("psi", 'ψ'),
    ("omega", 'ω'),
    ("Gamma", 'Γ'),
    ("Delta", 'Δ'),
    ("Theta", 'Θ'),
    ("Lambda", 'Λ'),
    ("Sigma", 'Σ'),
    ("Phi", 'Φ'),
    ("Psi", 'Ψ'),
    ("Omega", 'Ω'),
];

pub(crate) fn greek(name: &str) -> Option<char> {
    GREEK.iter().find(|(latin, _)| *latin == name).map(|(_, letter)| *letter)
}

/// Letters of two code points made one.
pub(crate) fn letter(c: char) -> char {
    match c {
        'µ' => 'μ',
        'ϕ' => 'φ',
        'ϵ' => 'ε',
        'ϑ' => 'θ',
        '\u{2126}' => 'Ω',
        '∆' => 'Δ',
        c => c,
    }
}
