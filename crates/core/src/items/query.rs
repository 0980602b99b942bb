//! The search language of the item browser: words and "phrases" (all must be there), `deck:`, `tag:`, `is:`, `kind:`,
//! `flag:`, `prop:`, `added:`, `rated:`, `-` for not, `or`, and parentheses. What it means in the database is in
//! `query_sql`; the fold "How to search" on the page describes it.

use formats::item::Kind;

/// The longest query, in characters, and the deepest nesting of parentheses.
pub const LENGTH_LIMIT: usize = 1_000;
const DEPTH_LIMIT: usize = 20;

#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// All of these; none at all: everything.
    All(Vec<Expr>),
    /// At least one of these.
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Is(Term),
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// For the search index: a word, or a phrase in its quotes.
    Text(String),
    /// A deck's name or path (`a::b`) with what lies below; `*` stands for anything.
    Deck(String),
    /// A tag with those below it (`a::b`); `*` stands for anything, `none` for no tag.
    Tag(String),
    State(State),
    Kind(Kind),
    Flag(u8),
    Property(Property, Comparison, f64),
    /// Made within so many study days; 1 is today.
    Added(u32),
    /// Answered within so many study days; 1 is today.
    Rated(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Due,
    New,
    Learning,
    Review,
    Suspended,
    Buried,
    Leech,
    Flagged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// Days.
    Stability,
    /// 1 to 10.
    Difficulty,
    Lapses,
    Reviews,
    /// Study days from today; below 0: overdue.
    Due,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Less,
    AtMost,
    Equal,
    NotEqual,
    AtLeast,
    More,
}

/// Why a query cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Characters from the start of the query.
    pub at: usize,
    /// What stands there.
    pub word: String,
    /// Key of the sentence.
    pub message_key: &'static str,
}

/// Reads a query. Blank: everything.
///
/// # Errors
/// The first thing that cannot be read, with its place.
pub fn parse(text: &str) -> Result<Expr, QueryError> {
    if text.chars().count() > LENGTH_LIMIT {
        return Err(QueryError { at: LENGTH_LIMIT, word: String::new(), message_key: "query-too-long" });
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let expr = parser.any()?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => Err(token.wrong("query-paren-unopened")),
    }
}

impl Expr {
    /// What the index is asked for, in order of appearance, each once.
    pub fn texts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'e>(&'e self, found: &mut Vec<&'e str>) {
        match self {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|p| p.collect(found)),
            Expr::Not(part) => part.collect(found),
            Expr::Is(Term::Text(text)) if !found.contains(&text.as_str()) => found.push(text),
            Expr::Is(_) => {}
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Symbol {
    Open,
    Close,
    Minus,
    /// `plain` is false when it began with a quote: then it is never a keyword.
    Word {
        text: String,
        plain: bool,
    },
}

#[derive(Debug, Clone)]
struct Token {
    at: usize,
    symbol: Symbol,
}

impl Token {
    fn wrong(&self, message_key: &'static str) -> QueryError {
        let word = match &self.symbol {
            Symbol::Open => "(".to_owned(),
            Symbol::Close => ")".to_owned(),
            Symbol::Minus => "-".to_owned(),
            Symbol::Word { text, .. } => text.clone(),
        };
        QueryError { at: self.at, word, message_key }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let at = i;
        let symbol = match c {
            c if c.is_whitespace() => {
                i += 1;
                continue;
            }
            '(' | ')' => {
                i += 1;
                if c == '(' { Symbol::Open } else { Symbol::Close }
            }
            '-' if chars.get(i + 1).is_some_and(|n| !n.is_whitespace()) => {
                i += 1;
                Symbol::Minus
            }
            _ => word(&chars, &mut i)?,
        };
        found.push(Token { at, symbol });
    }
    Ok(found)
}

/// A word up to a blank or parenthesis; quotes keep blanks together and may stand around the whole (`"deck:My deck"`) or
/// around a value (`deck:"My deck"`).
fn word(chars: &[char], i: &mut usize) -> Result<Symbol, QueryError> {
    let start = *i;
    let mut text = String::new();
    let mut quoted = false;
    while let Some(&c) = chars.get(*i) {
        match c {
            '"' => quoted = !quoted,
            '\\' if quoted && chars.get(*i + 1) == Some(&'"') => {
                *i += 1;
                text.push('"');
            }
            c if !quoted && (c.is_whitespace() || c == '(' || c == ')') => break,
            c => text.push(c),
        }
        *i += 1;
    }
    if quoted {
        return Err(QueryError { at: start, word: text, message_key: "query-quote-open" });
    }
    let plain = chars.get(start) != Some(&'"');
    Ok(Symbol::Word { text, plain })
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn is_or(&self) -> bool {
        matches!(self.peek(), Some(Token { symbol: Symbol::Word { text, plain: true }, .. }) if text.eq_ignore_ascii_case("or"))
    }

    fn any(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.all()?];
        while self.is_or() {
            let or = self.tokens[self.next].clone();
            self.next += 1;
            let part = self.all()?;
            if part == Expr::All(Vec::new()) || parts.last() == Some(&Expr::All(Vec::new())) {
                return Err(or.wrong("query-or-alone"));
            }
            parts.push(part);
        }
        Ok(one_or(parts, Expr::Any))
    }

    fn all(&mut self) -> Result<Expr, QueryError> {
        let mut parts = Vec::new();
        while !self.is_or() {
            let Some(token) = self.peek().cloned() else { break };
            if token.symbol == Symbol::Close {
                break;
            }
            parts.push(self.one(&token)?);
        }
        Ok(one_or(parts, Expr::All))
    }

    fn one(&mut self, token: &Token) -> Result<Expr, QueryError> {
        self.next += 1;
        match &token.symbol {
            Symbol::Minus => match self.peek().cloned() {
                Some(next) if next.symbol != Symbol::Close => Ok(Expr::Not(Box::new(self.nested(&next, Parser::one)?))),
                _ => Err(token.wrong("query-not-alone")),
            },
            Symbol::Open => {
                let inside = self.nested(token, |parser, _| parser.any())?;
                match self.peek() {
                    Some(Token { symbol: Symbol::Close, .. }) => {
                        self.next += 1;
                        Ok(inside)
                    }
                    _ => Err(token.wrong("query-paren-open")),
                }
            }
            Symbol::Close => Err(token.wrong("query-paren-unopened")),
            Symbol::Word { text, plain } => term(token, text, *plain).map(Expr::Is),
        }
    }

    fn nested(
        &mut self,
        token: &Token,
        inner: impl Fn(&mut Parser, &Token) -> Result<Expr, QueryError>,
    ) -> Result<Expr, QueryError> {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(token.wrong("query-too-deep"));
        }
        let found = inner(self, token);
        self.depth -= 1;
        found
    }
}

fn one_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

const KEYWORDS: [&str; 8] = ["deck", "tag", "is", "kind", "flag", "prop", "added", "rated"];

fn term(token: &Token, text: &str, plain: bool) -> Result<Term, QueryError> {
    let (key, value) = match text.split_once(':') {
        Some((key, value)) if KEYWORDS.contains(&key.to_ascii_lowercase().as_str()) => {
            (key.to_ascii_lowercase(), value)
        }
        // other colons are part of what is looked for
        _ if plain => return Ok(Term::Text(text.to_owned())),
        _ => return Ok(Term::Text(format!("\"{text}\""))),
    };
    if value.is_empty() {
        return Err(token.wrong("query-value-missing"));
    }
    let number =
        |wrong: &'static str| value.parse::<u32>().ok().filter(|n| (1..=36_500).contains(n)).ok_or(token.wrong(wrong));
    Ok(match key.as_str() {
        "deck" => Term::Deck(value.to_owned()),
        "tag" => Term::Tag(value.to_owned()),
        "is" => Term::State(state(value).ok_or(token.wrong("query-is-unknown"))?),
        "kind" => Term::Kind(Kind::parse(&value.to_lowercase()).ok_or(token.wrong("query-kind-unknown"))?),
        "flag" => Term::Flag(value.parse().ok().filter(|n| *n <= 7).ok_or(token.wrong("query-flag-unknown"))?),
        "added" => Term::Added(number("query-days-wrong")?),
        "rated" => Term::Rated(number("query-days-wrong")?),
        _ => property(value).ok_or(token.wrong("query-prop-wrong"))?,
    })
}

fn state(word: &str) -> Option<State> {
    Some(match word.to_lowercase().as_str() {
        "due" => State::Due,
        "new" => State::New,
        "learning" | "learn" => State::Learning,
        "review" => State::Review,
        "suspended" | "paused" => State::Suspended,
        "buried" => State::Buried,
        "leech" => State::Leech,
        "flagged" => State::Flagged,
        _ => return None,
    })
}

fn property(text: &str) -> Option<Term> {
    let end = text.find(['<', '>', '=', '!'])?;
    let (name, rest) = text.split_at(end);
    let property = match name.to_lowercase().as_str() {
        "stability" | "s" => Property::Stability,
        "difficulty" | "d" => Property::Difficulty,
        "lapses" => Property::Lapses,
        "reps" | "reviews" => Property::Reviews,
        "due" => Property::Due,
        _ => return None,
    };
    let signs = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("!=", Comparison::NotEqual),
        ("<", Comparison::Less),
        (">", Comparison::More),
        ("=", Comparison::Equal),
    ];
    let (comparison, number) = signs.iter().find_map(|(sign, c)| Some((*c, rest.strip_prefix(sign)?)))?;
    let number: f64 = number.replace(',', ".").parse().ok()?;
    (number.is_finite() && number.abs() < 1e9).then_some(Term::Property(property, comparison, number))
}
