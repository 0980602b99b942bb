//! A formula's text as tokens.

use super::names::{self, FUNCTIONS};
use super::tree::{Function, Sign};
use super::{Fault, LONGEST};
use crate::language::Language;
use crate::number::{literal, run, superscript, to_float, vulgar};
use std::hash::{DefaultHasher, Hash, Hasher};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// Its value, and a hash of its exact value.
    Number(f64, u64),
    Name(String),
    Function(Function),
    /// `\frac`, followed by two groups.
    Fraction,
    Plus,
    Minus,
    Times,
    Over,
    Power,
    Open,
    Close,
    /// `[` and `]` after `\sqrt`.
    OpenIndex,
    CloseIndex,
    /// `_` after `log`.
    Base,
    Bar,
    Factorial,
    /// Whether the sides are to be swapped.
    Relation(Sign, bool),
}

#[derive(Debug, Default)]
pub(crate) struct Lexed {
    /// Each with the character it starts at, from 1.
    pub tokens: Vec<(Token, usize)>,
    pub is_long: bool,
}

/// Literals of more digits are compared by the normal form only: in a sum their last ones drown in rounding.
const SURE_DIGITS: usize = 11;

pub(crate) fn lex(text: &str, language: Language) -> Result<Lexed, Fault> {
    if text.len() > 4 * LONGEST || text.chars().count() > LONGEST {
        return Err(Fault::TooDeep);
    }
    let chars: Vec<char> = text.chars().map(same).collect();
    let mut lexer =
        Lexer { chars: &chars, at: 0, language, out: Lexed::default(), brackets: Vec::new(), raised: false };
    while lexer.at < chars.len() {
        lexer.token()?;
    }
    lexer.lower();
    Ok(lexer.out)
}

/// Signs of several code points made one.
fn same(c: char) -> char {
    match c {
        '−' | '–' | '‐' | '‑' => '-',
        '·' | '×' | '∙' | '⋅' | '•' => '*',
        '÷' | '∕' | '⁄' => '/',
        '’' | '′' => '\'',
        c if c.is_whitespace() => ' ',
        c => names::letter(c),
    }
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
    language: Language,
    out: Lexed,
    /// Open square brackets, and whether each is the index of a root.
    brackets: Vec<bool>,
    /// Within superscript characters.
    raised: bool,
}

impl Lexer<'_> {
    fn push(&mut self, token: Token) {
        let at = self.at + 1;
        self.out.tokens.push((token, at));
    }

    fn one(&mut self, token: Token) {
        self.push(token);
        self.at += 1;
    }

    /// Ends a run of superscripts.
    fn lower(&mut self) {
        if std::mem::take(&mut self.raised) {
            self.push(Token::Close);
        }
    }

    fn token(&mut self) -> Result<(), Fault> {
        let c = self.chars[self.at];
        if let Some(plain) = superscript(c) {
            return self.superscript(plain);
        }
        self.lower();
        let next = self.chars.get(self.at + 1).copied();
        match (c, next) {
            (' ' | '$' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}', _) => self.at += 1,
            ('0'..='9', _) => self.number()?,
            ('.' | ',', Some('0'..='9')) => self.number()?,
            ('*', Some('*')) => {
                self.one(Token::Power);
                self.at += 1;
            }
            ('<', Some('=')) | ('>', Some('=')) => {
                self.one(Token::Relation(Sign::LessOrEqual, c == '>'));
                self.at += 1;
            }
            ('!', Some('=')) => {
                self.one(Token::Relation(Sign::Unequal, false));
                self.at += 1;
            }
            ('+', _) => self.one(Token::Plus),
            ('-', _) => self.one(Token::Minus),
            ('*', _) => self.one(Token::Times),
            ('/' | ':', _) => self.one(Token::Over),
            ('^', _) => self.one(Token::Power),
            ('(' | '{', _) => self.one(Token::Open),
            (')' | '}', _) => self.one(Token::Close),
            ('[', _) => {
                let index = matches!(self.out.tokens.last(), Some((Token::Function(Function::Sqrt), _)));
                self.brackets.push(index);
                self.one(if index { Token::OpenIndex } else { Token::Open });
            }
            (']', _) => {
                let index = self.brackets.pop().unwrap_or(false);
                self.one(if index { Token::CloseIndex } else { Token::Close });
            }
            ('_', _) if matches!(self.out.tokens.last(), Some((Token::Function(Function::Lg), _))) => {
                self.one(Token::Base)
            }
            ('|', _) => self.one(Token::Bar),
            ('!', _) => self.one(Token::Factorial),
            ('=', _) => self.one(Token::Relation(Sign::Equal, false)),
            ('≠', _) => self.one(Token::Relation(Sign::Unequal, false)),
            ('<' | '>', _) => self.one(Token::Relation(Sign::Less, c == '>')),
            ('≤' | '≥', _) => self.one(Token::Relation(Sign::LessOrEqual, c == '≥')),
            ('√', _) => self.one(Token::Function(Function::Sqrt)),
            ('∛', _) => self.one(Token::Function(Function::Cbrt)),
            ('\\', _) => self.command()?,
            ('.', None) => self.at += 1,
            _ if vulgar(c).is_some() => self.number()?,
            _ if c.is_alphabetic() => self.letters(),
            _ => return Err(Fault::At(self.at + 1)),
        }
        Ok(())
    }

    fn superscript(&mut self, plain: char) -> Result<(), Fault> {
        if !self.raised {
            self.push(Token::Power);
            self.push(Token::Open);
            self.raised = true;
        }
        match plain {
            '+' => self.one(Token::Plus),
            '-' => self.one(Token::Minus),
            digit => {
                let value = f64::from(digit.to_digit(10).unwrap_or(0));
                // consecutive superscript digits are one number
                if let Some((Token::Number(number, hash), _)) = self.out.tokens.last_mut() {
                    let previous = self.at.checked_sub(1).and_then(|at| superscript(self.chars[at]));
                    if previous.is_some_and(|c| c.is_ascii_digit()) {
                        *number = *number * 10.0 + value;
                        *hash = hash_of(&number.to_bits());
                        self.at += 1;
                        return Ok(());
                    }
                }
                self.one(Token::Number(value, hash_of(&value.to_bits())));
            }
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        let length = run(&self.chars[self.at..]);
        let text: String = self.chars[self.at..self.at + length].iter().collect();
        let start = self.at + 1;
        self.at += length;
        let mut exact =
            if length == 0 { None } else { Some(literal(&text, self.language).map_err(|_| Fault::At(start))?) };
        if let Some((top, bottom)) = self.chars.get(self.at).copied().and_then(vulgar) {
            let fraction = literal(top, self.language).ok().zip(literal(bottom, self.language).ok());
            let (top, bottom) = fraction.ok_or(Fault::At(start))?;
            let part = top / bottom;
            exact = Some(exact.map_or(part.clone(), |whole| whole + part));
            self.at += 1;
        }
        let exact = exact.ok_or(Fault::At(start))?;
        let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
        self.out.is_long |= digits.trim_start_matches('0').len() > SURE_DIGITS;
        let float = to_float(&exact);
        // whole numbers that a float holds are hashed as superscripts are
        let hash = if exact.is_integer() && float < 1e15 { hash_of(&float.to_bits()) } else { hash_of(&exact) };
        self.out.tokens.push((Token::Number(float, hash), start));
        Ok(())
    }

    /// A run of letters: a function, a Greek name, or variables of one letter each.
    fn letters(&mut self) {
        let end = self.end_of(self.at, char::is_alphabetic);
        let run: String = self.chars[self.at..end].iter().collect();
        if let Some(function) = names::function(&run) {
            self.function(function, run.chars().count());
        } else if let Some(letter) = names::greek(&run) {
            self.name(letter.to_string(), end);
        } else if let Some(name) = FUNCTIONS.iter().find(|name| run.starts_with(**name)) {
            if let Some(function) = names::function(name) {
                self.function(function, name.len());
            }
        } else if run.starts_with("pi") {
            self.name("π".to_owned(), self.at + 2);
        } else {
            self.name(self.chars[self.at].to_string(), self.at + 1);
        }
    }

    fn function(&mut self, function: Function, length: usize) {
        self.push(Token::Function(function));
        self.at += length;
        // log10(x), log2(x)
        let digits: String = self.chars[self.at..].iter().take_while(|c| c.is_ascii_digit()).collect();
        let bracket = self.chars.get(self.at + digits.len()) == Some(&'(');
        let exact = match (function, digits.as_str(), bracket) {
            (Function::Lg, "10", true) => Function::Lg,
            (Function::Lg, "2", true) => Function::Lb,
            _ => return,
        };
        self.out.tokens.pop();
        self.push(Token::Function(exact));
        self.at += digits.len();
    }

    /// A variable with its index (`v_0`, `v0`, `E_{kin}`) and primes, from here to `end` without them.
    fn name(&mut self, letter: String, end: usize) {
        let start = self.at + 1;
        self.at = end;
        let mut name = letter;
        let is_constant = name == "π" || name == "e";
        let subscript = |c: char| ('₀'..='₉').contains(&c);
        if self.chars.get(end) == Some(&'_') {
            self.at += 1;
            let braced = self.chars.get(self.at) == Some(&'{');
            let until = if braced {
                self.at += 1;
                self.end_of(self.at, |c| c != '}')
            } else {
                self.end_of(self.at, char::is_alphanumeric)
            };
            let index: String = self.chars[self.at..until].iter().filter(|c| **c != ' ').collect();
            name = format!("{name}_{}", index.replace("\\mathrm{", "").replace("\\text{", ""));
            self.at = until;
            while braced && self.chars.get(self.at) == Some(&'}') {
                self.at += 1;
            }
        } else if self.chars.get(end).is_some_and(|c| subscript(*c) || (c.is_ascii_digit() && !is_constant)) {
            let until = self.end_of(end, |c| c.is_ascii_digit() || subscript(c));
            let digit = |c: &char| if subscript(*c) { char::from(b'0' + (*c as u32 - '₀' as u32) as u8) } else { *c };
            name = format!("{name}_{}", self.chars[end..until].iter().map(digit).collect::<String>());
            self.at = until;
        }
        while self.chars.get(self.at) == Some(&'\'') {
            name.push('\'');
            self.at += 1;
        }
        self.out.tokens.push((Token::Name(name), start));
    }

    fn end_of(&self, from: usize, within: impl Fn(char) -> bool) -> usize {
        from + self.chars[from..].iter().take_while(|c| within(**c)).count()
    }

    /// A LaTeX command.
    fn command(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let end = self.end_of(start + 1, |c| c.is_ascii_alphabetic());
        let name: String = self.chars[start + 1..end].iter().collect();
        if name.is_empty() {
            // "\," and its like are spaces, "\{" is a bracket
            self.at += if matches!(self.chars.get(end), Some('{' | '}' | '(' | ')' | '[' | ']')) { 1 } else { 2 };
            return Ok(());
        }
        let relation = match name.as_str() {
            "le" | "leq" | "leqslant" => Some((Sign::LessOrEqual, false)),
            "ge" | "geq" | "geqslant" => Some((Sign::LessOrEqual, true)),
            "lt" => Some((Sign::Less, false)),
            "gt" => Some((Sign::Less, true)),
            "ne" | "neq" => Some((Sign::Unequal, false)),
            _ => None,
        };
        if let Some((sign, swapped)) = relation {
            self.push(Token::Relation(sign, swapped));
            self.at = end;
            return Ok(());
        }
        if let Some(function) = names::function(&name) {
            self.push(Token::Function(function));
            self.at = end;
        } else if let Some(letter) = names::greek(&name) {
            self.name(letter.to_string(), end);
        } else {
            match name.as_str() {
                "cdot" | "times" | "ast" => self.push(Token::Times),
                "div" => self.push(Token::Over),
                "frac" | "dfrac" | "tfrac" => return self.fraction(end),
                "left" | "right" | "quad" | "qquad" | "displaystyle" | "mathrm" | "text" | "big" | "Big" => {}
                "vert" | "lvert" | "rvert" => self.push(Token::Bar),
                _ => return Err(Fault::At(start + 1)),
            }
            self.at = end;
        }
        Ok(())
    }

    /// `\frac{a}{b}`; of `\frac12` the two digits are groups.
    fn fraction(&mut self, end: usize) -> Result<(), Fault> {
        self.push(Token::Fraction);
        self.at = end;
        if let (Some(top @ '0'..='9'), Some(bottom @ '0'..='9')) = (self.chars.get(end), self.chars.get(end + 1)) {
            for digit in [*top, *bottom] {
                let value = f64::from(digit.to_digit(10).unwrap_or(0));
                self.push(Token::Open);
                self.push(Token::Number(value, hash_of(&value.to_bits())));
                self.push(Token::Close);
                self.at += 1;
            }
        }
        Ok(())
    }
}

pub(crate) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
