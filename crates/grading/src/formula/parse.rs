//! Tokens as a formula. Descends by the rules of precedence, to a limited depth.
//!
//! `−x²` is `−(x²)`; `1/2x` is `(1/2)·x`, as in a calculator; `sin 2x cos x` is `sin(2x)·cos(x)`; `sin²x` is `(sin x)²`.

use super::Fault;
use super::lex::{Token, lex};
use super::names::inverse;
use super::tree::{Formula, Function, Node, Sign, Tree};
use crate::language::Language;

/// Brackets, powers and signs within one another.
const DEEPEST: usize = 60;

pub(crate) fn parse(text: &str, language: Language) -> Result<Formula, Fault> {
    let lexed = lex(text, language)?;
    let mut parser =
        Parser { tokens: &lexed.tokens, at: 0, depth: 0, bars: 0, tree: Tree::default(), variables: Vec::new() };
    if lexed.tokens.is_empty() {
        return Err(Fault::At(1));
    }
    parser.sum()?;
    let mut left = std::mem::take(&mut parser.tree);
    let relation = match parser.peek() {
        None => None,
        Some(Token::Relation(sign, swapped)) => {
            let (sign, swapped) = (*sign, *swapped);
            parser.at += 1;
            parser.sum()?;
            let mut right = std::mem::take(&mut parser.tree);
            if swapped {
                std::mem::swap(&mut left, &mut right);
            }
            Some((sign, right))
        }
        Some(_) => return Err(parser.fault()),
    };
    if parser.peek().is_some() {
        return Err(parser.fault());
    }
    Ok(Formula { left, relation, variables: parser.variables, is_long: lexed.is_long })
}

struct Parser<'a> {
    tokens: &'a [(Token, usize)],
    at: usize,
    depth: usize,
    /// Absolute values that are open.
    bars: usize,
    tree: Tree,
    variables: Vec<String>,
}

type Place = Result<usize, Fault>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn skip(&mut self, token: &Token) -> bool {
        let there = self.peek() == Some(token);
        self.at += usize::from(there);
        there
    }

    fn fault(&self) -> Fault {
        let end = self.tokens.last().map_or(1, |(_, place)| place + 1);
        Fault::At(self.tokens.get(self.at).map_or(end, |(_, place)| *place))
    }

    fn expect(&mut self, token: &Token) -> Result<(), Fault> {
        if self.skip(token) { Ok(()) } else { Err(self.fault()) }
    }

    fn push(&mut self, node: Node) -> usize {
        self.tree.nodes.push(node);
        self.tree.nodes.len() - 1
    }

    fn deeper(&mut self, rule: impl FnOnce(&mut Self) -> Place) -> Place {
        if self.depth >= DEEPEST {
            return Err(Fault::TooDeep);
        }
        self.depth += 1;
        let place = rule(self);
        self.depth -= 1;
        place
    }

    fn sum(&mut self) -> Place {
        let mut left = self.product()?;
        loop {
            let minus = match self.peek() {
                Some(Token::Plus) => false,
                Some(Token::Minus) => true,
                _ => return Ok(left),
            };
            self.at += 1;
            let mut right = self.product()?;
            if minus {
                right = self.push(Node::Negative(right));
            }
            left = self.push(Node::Sum(left, right));
        }
    }

    fn product(&mut self) -> Place {
        let mut left = self.signed()?;
        loop {
            left = match self.peek() {
                Some(Token::Times) => {
                    self.at += 1;
                    let right = self.signed()?;
                    self.push(Node::Product(left, right))
                }
                Some(Token::Over) => {
                    self.at += 1;
                    let right = self.signed()?;
                    self.push(Node::Quotient(left, right))
                }
                Some(token) if self.begins_factor(token) => {
                    let right = self.power()?;
                    self.push(Node::Product(left, right))
                }
                _ => return Ok(left),
            };
        }
    }

    /// Whether a factor may follow without a times sign.
    fn begins_factor(&self, token: &Token) -> bool {
        match token {
            Token::Number(..) | Token::Name(_) | Token::Function(_) | Token::Open | Token::Fraction => true,
            Token::Bar => self.bars == 0,
            _ => false,
        }
    }

    fn signed(&mut self) -> Place {
        if self.skip(&Token::Minus) {
            let value = self.deeper(Self::signed)?;
            return Ok(self.push(Node::Negative(value)));
        }
        if self.skip(&Token::Plus) {
            return self.deeper(Self::signed);
        }
        self.power()
    }

    fn power(&mut self) -> Place {
        let mut base = self.atom()?;
        while self.skip(&Token::Factorial) {
            base = self.push(Node::Call(Function::Factorial, base));
        }
        if !self.skip(&Token::Power) {
            return Ok(base);
        }
        let exponent = self.deeper(Self::exponent)?;
        Ok(self.push(Node::Power(base, exponent)))
    }

    /// Powers of powers go from the right; `x^-1` has its sign.
    fn exponent(&mut self) -> Place {
        if self.skip(&Token::Minus) {
            let value = self.deeper(Self::exponent)?;
            return Ok(self.push(Node::Negative(value)));
        }
        self.skip(&Token::Plus);
        self.power()
    }

    fn atom(&mut self) -> Place {
        let Some((token, _)) = self.tokens.get(self.at) else { return Err(self.fault()) };
        match token {
            Token::Number(value, hash) => {
                self.at += 1;
                self.tree.literals.push(*hash);
                Ok(self.push(Node::Number(*value)))
            }
            Token::Name(name) => {
                self.at += 1;
                let node = match name.as_str() {
                    "π" => Node::Pi,
                    "e" => Node::Euler,
                    name => Node::Variable(self.variable(name)),
                };
                Ok(self.push(node))
            }
            Token::Open => self.group(),
            Token::Bar => {
                self.at += 1;
                self.bars += 1;
                let inner = self.deeper(Self::sum)?;
                self.bars -= 1;
                self.expect(&Token::Bar)?;
                Ok(self.push(Node::Call(Function::Abs, inner)))
            }
            Token::Fraction => {
                self.at += 1;
                let top = self.group()?;
                let bottom = self.group()?;
                Ok(self.push(Node::Quotient(top, bottom)))
            }
            Token::Function(function) => {
                self.at += 1;
                let function = *function;
                self.deeper(|parser| parser.call(function))
            }
            _ => Err(self.fault()),
        }
    }

    fn variable(&mut self, name: &str) -> usize {
        self.variables.iter().position(|known| known == name).unwrap_or_else(|| {
            self.variables.push(name.to_owned());
            self.variables.len() - 1
        })
    }

    fn group(&mut self) -> Place {
        self.expect(&Token::Open)?;
        let bars = std::mem::take(&mut self.bars);
        let inner = self.deeper(Self::sum)?;
        self.bars = bars;
        self.expect(&Token::Close)?;
        Ok(inner)
    }

    fn call(&mut self, function: Function) -> Place {
        if function == Function::Sqrt && self.skip(&Token::OpenIndex) {
            let index = self.deeper(Self::sum)?;
            self.expect(&Token::CloseIndex)?;
            let inner = self.group()?;
            return Ok(self.push(Node::Root(index, inner)));
        }
        if function == Function::Lg && self.skip(&Token::Base) {
            let base = self.index()?;
            let argument = self.argument(function)?;
            return Ok(self.push(Node::Log(base, argument)));
        }
        let mut function = function;
        let mut raised = None;
        if self.skip(&Token::Power) {
            let negative = self.tokens.get(self.at..self.at + 2).is_some_and(|next| {
                next[0].0 == Token::Minus && matches!(next[1].0, Token::Number(value, _) if value == 1.0)
            });
            let group = self.tokens.get(self.at..self.at + 4).is_some_and(|next| {
                next[0].0 == Token::Open
                    && next[1].0 == Token::Minus
                    && matches!(next[2].0, Token::Number(value, _) if value == 1.0)
                    && next[3].0 == Token::Close
            });
            match inverse(function).filter(|_| negative || group) {
                Some(inverse) => {
                    function = inverse;
                    self.at += if group { 4 } else { 2 };
                }
                None => raised = Some(self.index()?),
            }
        }
        let argument = self.argument(function)?;
        let call = self.push(Node::Call(function, argument));
        Ok(raised.map_or(call, |power| self.push(Node::Power(call, power))))
    }

    /// The power of a function: a number, a letter or a group, so that `sin^2 x` does not take the `x`.
    fn index(&mut self) -> Place {
        match self.peek() {
            Some(Token::Open) => self.group(),
            Some(Token::Number(..) | Token::Name(_)) => self.atom(),
            _ => Err(self.fault()),
        }
    }

    /// A group, or the factors up to the next sign or function. A root takes one factor.
    fn argument(&mut self, function: Function) -> Place {
        if self.peek() == Some(&Token::Open) {
            return self.group();
        }
        if matches!(function, Function::Sqrt | Function::Cbrt) {
            return self.atom();
        }
        let mut argument = self.signed()?;
        while let Some(token) = self.peek() {
            if matches!(token, Token::Function(_)) || !self.begins_factor(token) {
                break;
            }
            let right = self.power()?;
            argument = self.push(Node::Product(argument, right));
        }
        Ok(argument)
    }
}

impl Formula {
    /// A variable alone, or a function's name with its variable (`f(x)`), on one side of an equation: the other side.
    pub fn defined(&self) -> Option<&Tree> {
        let (Sign::Equal, right) = self.relation.as_ref()? else { return None };
        if self.named(&self.left).is_some_and(|name| !right.uses(name)) {
            return Some(right);
        }
        self.named(right).filter(|name| !self.left.uses(*name)).map(|_| &self.left)
    }

    /// What stands for the value of a function, `y` or `f(x)`, on the left: the right side.
    pub fn function(&self) -> Option<&Tree> {
        let name = self.named(&self.left)?;
        let is_value = matches!(self.variables[name].as_str(), "y" | "f" | "g" | "h");
        self.defined().filter(|_| is_value && (self.left.nodes.len() > 1 || self.variables[name] == "y"))
    }

    fn named(&self, side: &Tree) -> Option<usize> {
        match side.nodes.as_slice() {
            [Node::Variable(name)] => Some(*name),
            [Node::Variable(name), Node::Variable(_), Node::Product(0, 1)]
                if matches!(self.variables[*name].as_str(), "f" | "g" | "h" | "f'" | "F" | "f''") =>
            {
                Some(*name)
            }
            _ => None,
        }
    }
}

impl Tree {
    pub fn uses(&self, variable: usize) -> bool {
        self.nodes.contains(&Node::Variable(variable))
    }
}
