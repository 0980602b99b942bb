//! Wrong answers to choose from: answers of other items that could be taken for the right one, and never another right one.

use super::cue::is_plain;
use super::numbers::{Written, order};
use grading::{Accepted, Context, Key, Language, NumericAnswer, Response, Verdict, grade};
use std::collections::HashSet;
use uuid::Uuid;

/// So many wrong answers stand beside the right one.
const WANTED: usize = 3;
/// With fewer, nothing is to be chosen.
const LEAST: usize = 2;
/// The seed chooses among so many of the best …
const BEST: usize = 6;
/// … as far as they are nearly as near as those that would be chosen without it.
const NEARLY: f64 = 0.8;
/// Longer answers (characters) are not compared at a glance.
const LONGEST: usize = 120;
/// A wrong answer is at most so many times as long as the right one, or the other way round …
const LENGTH_RATIO: usize = 3;
/// … unless both are within so many characters.
const LENGTH_APART: usize = 6;
/// From so many words on an answer is a sentence.
const SENTENCE_WORDS: usize = 7;
/// Words are alike if they begin alike, by so many letters: endings of grammar do not count.
const STEM: usize = 6;

/// What an item asks and what is right.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub item: Uuid,
    /// What tells its answers from those of another direction or template; `None`: they are all alike.
    pub side: Option<String>,
    pub question: String,
    /// Plain text.
    pub text: String,
    /// Everything that is right, `text` among it.
    pub accepted: Vec<String>,
    /// What the item itself is graded by, where it says more than its texts: a tolerance, other spellings.
    pub key: Option<Key>,
    /// BCP 47.
    pub language: Option<String>,
    /// From the deck that is practised, not only from its course.
    pub same_deck: bool,
}

/// The answers of a deck and its course, looked at once for many items.
#[derive(Debug, Default)]
pub struct Pool(Vec<Candidate>);

impl Pool {
    pub fn new(answers: Vec<Answer>) -> Pool {
        Pool(answers.into_iter().filter_map(Candidate::new).collect())
    }

    pub fn extend(&mut self, answers: Vec<Answer>) {
        self.0.extend(answers.into_iter().filter_map(Candidate::new));
    }

    /// Two or three wrong answers for an item, the same ones for the same seed; none where there are no good ones.
    pub fn distractors(&self, right: &Answer, seed: u64) -> Vec<String> {
        let Some(right) = Candidate::new(right.clone()) else { return Vec::new() };
        let mut fitting: Vec<(f64, &Candidate)> =
            self.0.iter().filter(|other| other.fits(&right)).map(|other| (other.nearness(&right), other)).collect();
        fitting.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.answer.text.cmp(&b.1.answer.text)));
        let mut best: Vec<&str> = Vec::new();
        let mut least = f64::NEG_INFINITY;
        for (nearness, other) in fitting {
            let text = other.answer.text.as_str();
            if best.len() == BEST || nearness < least {
                break;
            }
            if is_wrong(text, &right.answer) && best.iter().all(|taken| differ(taken, text, &right)) {
                best.push(text);
                if best.len() == WANTED {
                    least = nearness * NEARLY;
                }
            }
        }
        best.sort_by_key(|text| order(seed, text));
        best.truncate(WANTED);
        let mut chosen: Vec<String> = best.into_iter().map(str::to_owned).collect();
        if let Some(written) = Written::read(&right.answer.text, right.language) {
            for text in written.neighbours(seed) {
                let good = is_wrong(&text, &right.answer) && chosen.iter().all(|taken| differ(taken, &text, &right));
                if chosen.len() < WANTED && good {
                    chosen.push(text);
                }
            }
        }
        if chosen.len() < LEAST { Vec::new() } else { chosen }
    }
}

/// What kind of thing an answer is: only like is set beside like.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    /// With its unit and decimals.
    Number(String, usize),
    Word,
    Phrase,
    Sentence,
}

#[derive(Debug, Clone)]
struct Candidate {
    answer: Answer,
    language: Language,
    shape: Shape,
    has_digits: bool,
    has_capital: bool,
    length: usize,
    /// Folded words of the answer.
    words: Vec<String>,
    /// Stems of the answer and of the question.
    stems: HashSet<String>,
    asked: HashSet<String>,
    /// The question's words, one after the other.
    question: String,
    /// Three letters each.
    grams: HashSet<[char; 3]>,
}

impl Candidate {
    /// `None` for what cannot be shown among answers.
    fn new(answer: Answer) -> Option<Candidate> {
        let text = answer.text.trim();
        let length = text.chars().count();
        if !is_plain(text) || length > LONGEST {
            return None;
        }
        let language = Language::from_tag(answer.language.as_deref().unwrap_or_default());
        let words = words(text);
        let shape = match Written::read(text, language) {
            Some(written) => Shape::Number(written.unit().to_owned(), written.decimals()),
            None => match words.len() {
                0 | 1 => Shape::Word,
                2..SENTENCE_WORDS => Shape::Phrase,
                _ => Shape::Sentence,
            },
        };
        let asked = self::words(&answer.question);
        let padded: Vec<char> = format!(" {} ", words.join(" ")).chars().collect();
        Some(Candidate {
            language,
            shape,
            has_digits: text.contains(|c: char| c.is_ascii_digit()),
            has_capital: text.starts_with(char::is_uppercase),
            length,
            stems: stems(&words),
            asked: stems(&asked),
            question: asked.join(" "),
            grams: padded.windows(3).filter_map(|gram| gram.try_into().ok()).collect(),
            words,
            answer: Answer { text: text.to_owned(), ..answer },
        })
    }

    /// Whether it can stand beside the right answer: the same type, language and about the same length, of another item that
    /// does not ask the same, and not given away by the question.
    fn fits(&self, right: &Candidate) -> bool {
        let (a, b) = (&self.answer, &right.answer);
        let same_side = match (&a.side, &b.side) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let (short, long) = (self.length.min(right.length), self.length.max(right.length));
        a.item != b.item
            && same_side
            && same_language(a.language.as_deref(), b.language.as_deref())
            && self.shape == right.shape
            && self.has_digits == right.has_digits
            && (long <= short * LENGTH_RATIO || long - short <= LENGTH_APART)
            && (self.question != right.question || self.question.is_empty())
            && !is_said(&right.question, &self.words)
            // "Berlin" beside "Berlin, Germany": who knows one has the other
            && !within(&self.words, &right.words)
            && !within(&right.words, &self.words)
    }

    /// How easily it is taken for the right answer: what is asked alike is of one kind ("capital of …"), and so is what is
    /// written alike.
    fn nearness(&self, right: &Candidate) -> f64 {
        let longest = self.length.max(right.length).max(1) as f64;
        let length = 1.0 - self.length.abs_diff(right.length) as f64 / longest;
        2.0 * overlap(&self.asked, &right.asked)
            + overlap(&self.grams, &right.grams)
            + overlap(&self.stems, &right.stems)
            + 0.5 * length
            + if self.answer.same_deck { 0.5 } else { 0.0 }
            + if self.has_capital == right.has_capital { 0.5 } else { 0.0 }
    }
}

/// Whether a text is surely not right: no rung of the ladder takes it for one of the accepted answers, nor these for it.
pub fn is_wrong(text: &str, right: &Answer) -> bool {
    let language = Language::from_tag(right.language.as_deref().unwrap_or_default());
    let mut accepted: Vec<&str> = right.accepted.iter().map(String::as_str).collect();
    accepted.push(&right.text);
    right.key.as_ref().is_none_or(|key| calls_wrong(key, text, language))
        && accepted.iter().all(|answer| refuses(answer, text, language) && refuses(text, answer, language))
}

fn differ(a: &str, b: &str, right: &Candidate) -> bool {
    refuses(a, b, right.language) && refuses(b, a, right.language)
}

/// The ladder calls `response` wrong where `key` is right. Without the deck's other answers in mind, so that whatever may be a
/// slip of spelling counts as the same.
fn refuses(key: &str, response: &str, language: Language) -> bool {
    let wrong = |key: &Key| calls_wrong(key, response, language);
    let as_words = Key::Short { answers: vec![Accepted::new(key)], want: grading::Want::OneOf, case_matters: false };
    let as_number = Written::read(key, language).map(|written| {
        let unit = Some(written.unit()).filter(|unit| grading::is_unit(unit)).map(str::to_owned);
        Key::Numeric { answers: vec![NumericAnswer::new(written.number)], unit, unit_required: false }
    });
    let as_formula = grading::is_formula(key, language)
        .then(|| Key::Formula { answers: vec![Accepted::new(key)] })
        .filter(|_| key.contains(|c: char| !c.is_alphanumeric() && !c.is_whitespace()));
    wrong(&as_words) && as_number.as_ref().is_none_or(wrong) && as_formula.as_ref().is_none_or(wrong)
}

fn calls_wrong(key: &Key, response: &str, language: Language) -> bool {
    let context = Context { language, others: &[] };
    grade(key, &Response::Text(response.to_owned()), &context).verdict == Verdict::Wrong
}

fn same_language(a: Option<&str>, b: Option<&str>) -> bool {
    let main = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    match (a, b) {
        (Some(a), Some(b)) => main(a) == main(b),
        _ => true,
    }
}

/// Lower-case words without marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn stems(words: &[String]) -> HashSet<String> {
    words.iter().map(|word| word.chars().take(STEM).collect()).collect()
}

/// The words stand in the question one after the other.
fn is_said(question: &str, words: &[String]) -> bool {
    format!(" {question} ").contains(&format!(" {} ", words.join(" ")))
}

/// All words of the first are among those of the second.
fn within(few: &[String], many: &[String]) -> bool {
    few.iter().all(|word| many.contains(word))
}

/// Dice's coefficient, 0 to 1; 0 for nothing.
fn overlap<T: Eq + std::hash::Hash>(a: &HashSet<T>, b: &HashSet<T>) -> f64 {
    let both = a.intersection(b).count() as f64;
    let all = (a.len() + b.len()) as f64;
    if all == 0.0 { 0.0 } else { 2.0 * both / all }
}
