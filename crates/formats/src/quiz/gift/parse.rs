//! One block as it is written, which is more than what it means: `=%100%a` and `=a` are the same answer.

use super::answers;
use super::blocks::Block as Source;
use super::{category_path, escape};
use crate::notice;
use crate::notice::{Notice, Place};
use crate::quiz::report::{one_line, place};
use crate::quiz::{
    Accept, Answer, Ask, Choice, Decimal, Essay, Format, Limits, Match, Numeric, NumericAnswer, Pair, Question, Short,
    Text, TrueFalse,
};

pub enum Block {
    Category(Vec<String>),
    Question(Box<Written>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub place: Place,
    pub id: Option<String>,
    pub tags: Vec<String>,
    pub title: Option<String>,
    pub stem: Text,
    /// The answers stood inside the text; `_____` is where.
    pub embedded: bool,
    pub feedback: Option<Text>,
    pub answers: Answers,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    Description,
    Essay,
    /// The first feedback is for a wrong answer, the second for the right one.
    TrueFalse {
        truth: bool,
        first: Option<Text>,
        second: Option<Text>,
    },
    Choice(Vec<Marked>),
    Short(Vec<Marked>),
    /// `bare`: one number without `=`.
    Numeric {
        options: Vec<NumericOption>,
        bare: bool,
    },
    Match(Vec<(Text, String)>),
}

/// `=%50%text#feedback`, or with `~`.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    pub right: bool,
    pub weight: Option<f64>,
    pub text: Text,
    pub feedback: Option<Text>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NumericOption {
    pub right: bool,
    pub weight: Option<f64>,
    pub number: Number,
    pub feedback: Option<Text>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    Exactly(Decimal),
    Tolerance(Decimal, Decimal),
    Between { low: Decimal, high: Decimal },
    Any,
}

/// # Errors
/// What is wrong with the block, and where it is.
pub fn block(source: &Source, limits: &Limits) -> Result<Block, (Place, Notice)> {
    let text = source.text.trim();
    if text.len() + source.comments.iter().map(String::len).sum::<usize>() > limits.text {
        return Err((Place::Line(source.line), notice!("notice-quiz-text-long", most = limits.text / 1_000)));
    }
    if let Some(path) = text.strip_prefix("$CATEGORY:") {
        return Ok(Block::Category(category_path(&one_line(path))));
    }
    let (title, text) = title(text).map_err(|why| (Place::Line(source.line), why))?;
    let place = place(source.line, title.as_deref());
    let (id, tags) = names(&source.comments);
    match question(text, limits) {
        Ok(written) if tags.len() <= limits.parts => {
            Ok(Block::Question(Box::new(Written { place, id, tags, title, ..written })))
        }
        Ok(_) => Err((place, notice!("notice-quiz-parts", most = limits.parts))),
        Err(why) => Err((place, why)),
    }
}

/// `::title::` and the rest.
fn title(text: &str) -> Result<(Option<String>, &str), Notice> {
    let Some(rest) = text.strip_prefix("::") else { return Ok((None, text)) };
    let Some(end) = escape::find_word(rest, "::") else { return Err(notice!("notice-gift-title")) };
    let title = one_line(&escape::decode(&rest[..end]));
    Ok(((!title.is_empty()).then_some(title), rest[end + 2..].trim_start()))
}

/// Identifier and tags of the comments: `[id:…]`, `[tag:…]`, with `\]` for a bracket.
fn names(comments: &[String]) -> (Option<String>, Vec<String>) {
    let mut id = None;
    let mut tags = Vec::new();
    for comment in comments {
        let mut rest = comment.as_str();
        while let Some(start) = rest.find('[') {
            rest = &rest[start + 1..];
            let known = [("id:", true), ("tag:", false)];
            let Some((word, is_id)) = known.into_iter().find(|(word, _)| rest.starts_with(word)) else { continue };
            let Some(end) = rest.match_indices(']').map(|(at, _)| at).find(|at| !rest[..*at].ends_with('\\')) else {
                break;
            };
            let name = rest[word.len()..end].replace("\\]", "]").trim().to_owned();
            rest = &rest[end..];
            match is_id {
                _ if name.is_empty() => {}
                true => id = id.or(Some(name)),
                false => tags.push(name),
            }
        }
    }
    (id, tags)
}

fn question(text: &str, limits: &Limits) -> Result<Written, Notice> {
    let (open, close) = (escape::find(text, b"{"), escape::find(text, b"}"));
    let mut written = Written {
        place: Place::File,
        id: None,
        tags: Vec::new(),
        title: None,
        stem: Text::default(),
        embedded: false,
        feedback: None,
        answers: Answers::Description,
    };
    match (open, close) {
        (None, None) => written.stem = rich(text, Format::Moodle),
        (Some(open), Some(close)) if open < close => {
            let (before, after) = (&text[..open], text[close + 1..].trim());
            if escape::find(after, b"{}").is_some() {
                return Err(notice!("notice-gift-two-answers"));
            }
            written.stem = rich(before, Format::Moodle);
            let format = written.stem.format;
            if !after.is_empty() {
                written.embedded = true;
                let gap = if written.stem.text.is_empty() { "_____ " } else { " _____ " };
                written.stem.text.push_str(gap);
                written.stem.text.push_str(&escape::decode(&lines(after, format)));
            }
            (written.answers, written.feedback) = answers::section(&text[open + 1..close], format, limits)?;
        }
        _ => return Err(notice!("notice-gift-braces")),
    }
    if written.stem.text.is_empty() {
        return Err(notice!("notice-quiz-no-text"));
    }
    Ok(written)
}

/// `[html]text`: the format, and the text that is meant.
pub fn rich(text: &str, default: Format) -> Text {
    let text = text.trim();
    let named = FORMATS.iter().find_map(|(word, format)| text.strip_prefix(word).map(|rest| (*format, rest)));
    let (format, text) = named.unwrap_or((default, text));
    Text::new(format, escape::decode(&lines(text.trim(), format)).trim())
}

pub const FORMATS: [(&str, Format); 4] = [
    ("[html]", Format::Html),
    ("[markdown]", Format::Markdown),
    ("[plain]", Format::Plain),
    ("[moodle]", Format::Moodle),
];

/// Line ends of the file mean nothing in formats that would show them; those that are meant are written `\n`.
pub fn lines(text: &str, format: Format) -> String {
    if matches!(format, Format::Html | Format::Markdown) {
        return text.to_owned();
    }
    let mut lines = text.lines();
    let mut joined = lines.next().unwrap_or_default().trim_end().to_owned();
    for line in lines {
        joined.push(' ');
        joined.push_str(line.trim());
    }
    joined
}

impl Written {
    pub fn into_question(self) -> Question {
        let ask = self.answers.into_ask();
        Question {
            place: self.place,
            id: self.id,
            name: self.title,
            has_blank: self.embedded,
            feedback: self.feedback,
            tags: self.tags,
            ..Question::new(self.stem, ask)
        }
    }
}

impl Answers {
    fn into_ask(self) -> Ask {
        match self {
            Answers::Description => Ask::Description,
            Answers::Essay => Ask::Essay(Essay::default()),
            Answers::TrueFalse { truth: true, first, second } => {
                Ask::TrueFalse(TrueFalse { truth: true, when_true: second, when_false: first })
            }
            Answers::TrueFalse { truth: false, first, second } => {
                Ask::TrueFalse(TrueFalse { truth: false, when_true: first, when_false: second })
            }
            Answers::Choice(options) => {
                // as in Moodle: one answer may be given if one is marked as right
                let single = options.iter().any(|option| option.right);
                let answers = options.into_iter().map(Marked::into_answer).collect();
                Ask::Choice(Choice { answers, single, ..Choice::default() })
            }
            Answers::Short(options) => Ask::Short(Short {
                answers: options.into_iter().map(Marked::into_answer).collect(),
                case_matters: false,
            }),
            Answers::Numeric { options, .. } => {
                let answers = options.into_iter().map(NumericOption::into_answer).collect();
                Ask::Numeric(Numeric { answers, ..Numeric::default() })
            }
            Answers::Match(pairs) => {
                let mut matched = Match::default();
                for (text, answer) in pairs {
                    let answer = Text::plain(answer);
                    if text.is_empty() { matched.extra.push(answer) } else { matched.pairs.push(Pair { text, answer }) }
                }
                Ask::Match(matched)
            }
        }
    }
}

fn fraction(right: bool, weight: Option<f64>) -> f64 {
    weight.unwrap_or(if right { 100.0 } else { 0.0 })
}

impl Marked {
    fn into_answer(self) -> Answer {
        Answer { text: self.text, fraction: fraction(self.right, self.weight), feedback: self.feedback }
    }
}

impl NumericOption {
    fn into_answer(self) -> NumericAnswer {
        let accept = match self.number {
            Number::Exactly(value) => Accept::Near { value, tolerance: Decimal::zero() },
            Number::Tolerance(value, tolerance) => Accept::Near { value, tolerance },
            Number::Between { low, high } => Accept::Between { low, high },
            Number::Any => Accept::Any,
        };
        NumericAnswer { accept, fraction: fraction(self.right, self.weight), feedback: self.feedback }
    }
}
