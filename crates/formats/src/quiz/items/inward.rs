//! A question as an item.

use super::gaps;
use super::texts::{self, Files};
use crate::item::{ChoiceOption, Content, Field, More};
use crate::notice;
use crate::notice::Notice;
use crate::question::{self, Fill, Remark, spoken};
use crate::quiz::lost::is_usual_penalty;
use crate::quiz::report::short;
use crate::quiz::wrap::plain;
use crate::quiz::{
    Accept, Answer, Ask, Choice, Combined, Decimal, Essay, Hint, Match, Numeric, NumericAnswer, Order, OrderGrading,
    Question, Select, Short, Text, TrueFalse, UnitRules,
};
use crate::sanitize::html_to_text;
use grading::{Accepted, Partial, Tolerance};

/// What an item has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// Said of this question.
    Here(Notice),
    /// How a question is shown or weighed, which many questions of a file say alike: counted over the file.
    Counted(&'static str),
}

/// Makes one question an item.
pub struct Inward<'f> {
    files: &'f mut Files,
    pub notes: Vec<Notice>,
    counted: Vec<&'static str>,
}

/// The item, and what of the question it has no place for.
///
/// # Errors
/// Why it becomes no item at all.
pub fn content(question: &Question, files: &mut Files) -> Result<(Content, Vec<Lost>), Notice> {
    let mut inward = Inward { files, notes: Vec::new(), counted: Vec::new() };
    let content = inward.content(question)?;
    let Inward { mut notes, mut counted, .. } = inward;
    notes.dedup();
    counted.sort_unstable();
    counted.dedup();
    let here = notes.into_iter().map(Lost::Here);
    Ok((content, here.chain(counted.into_iter().map(Lost::Counted)).collect()))
}

impl Inward<'_> {
    pub fn count(&mut self, what: &'static str, is_lost: bool) {
        if is_lost {
            self.counted.push(what);
        }
    }

    pub fn lose(&mut self, what: &'static str) {
        self.notes.push(notice!("notice-quiz-lost", format = "Studium", what = what));
    }

    pub fn field(&mut self, text: &Text) -> Field {
        texts::field(text, self.files, &mut self.notes)
    }

    fn optional(&mut self, text: Option<&Text>) -> Option<Field> {
        text.map(|text| self.field(text))
    }

    /// A text without markup, as answers that are typed have none.
    pub fn words(&mut self, text: &Text) -> String {
        plain(text).unwrap_or_else(|| {
            self.lose("markup");
            html_to_text(&text.text)
        })
    }

    fn content(&mut self, question: &Question) -> Result<Content, Notice> {
        if question.ask == Ask::Description {
            return Err(notice!("notice-quiz-description"));
        }
        let usual_name = |name: &String| !name.is_empty() && !question.text.is_empty();
        self.count("name", question.name.as_ref().is_some_and(usual_name));
        self.count("mark", question.mark.is_some_and(|mark| mark != 1.0));
        self.count("penalty", question.penalty.is_some_and(|penalty| !is_usual_penalty(penalty, &question.ask)));
        self.count("hidden", question.hidden);
        let hints = self.hints(&question.hints);
        let explanation = self.optional(question.feedback.as_ref());
        if let Ask::Cloze(_) | Ask::GapSelect(_) | Ask::DragWords(_) = &question.ask {
            let gapped = gaps::inward(self, &question.text, &question.ask)?;
            let ask = question::Ask::Gaps { fill: gapped.fill, words: gapped.words, partial: Partial::PerPart };
            let remarks = gapped.remarks;
            return Ok(asked(question::Question { prompt: gapped.prompt, hints, explanation, remarks, ask }));
        }
        let prompt = match (&question.name, question.text.is_empty()) {
            (Some(name), true) => self.field(&Text::plain(name.clone())),
            _ => self.field(&question.text),
        };
        if prompt.is_blank() {
            return Err(notice!("notice-quiz-no-text"));
        }
        let (ask, remarks) = match &question.ask {
            Ask::Choice(choice) => {
                let options = self.options(choice)?;
                let more = More { hints, ..More::default() }.boxed();
                return Ok(Content::Choice { prompt, options, many: !choice.single, explanation, more });
            }
            Ask::TrueFalse(truth) => {
                let more = More { hints, remarks: self.truth(truth), ..More::default() }.boxed();
                return Ok(Content::TrueFalse { statement: prompt, truth: truth.truth, explanation, more });
            }
            Ask::Short(short) => {
                let (accepted, more) = self.short(short)?;
                let more = More { hints, ..more }.boxed();
                return Ok(Content::Short { prompt, accepted, explanation, more });
            }
            Ask::Numeric(numeric) => self.numeric(numeric)?,
            Ask::Essay(essay) => (self.essay(essay), Vec::new()),
            Ask::Match(matched) => (self.pairs(matched), Vec::new()),
            Ask::Order(order) => (self.order(order), Vec::new()),
            Ask::Cloze(_) | Ask::GapSelect(_) | Ask::DragWords(_) | Ask::Description => {
                return Err(notice!("notice-quiz-description"));
            }
        };
        Ok(asked(question::Question { prompt, hints, explanation, remarks, ask }))
    }

    fn hints(&mut self, hints: &[Hint]) -> Vec<Field> {
        let said = |hint: &Hint| hint.shows_number_right || hint.clears_wrong || hint.options.is_some();
        self.count("hint-settings", hints.iter().any(said));
        hints.iter().filter(|hint| !hint.text.is_empty()).map(|hint| self.field(&hint.text)).collect()
    }

    /// Moodle puts the same three sentences under each question; what somebody wrote instead is listed.
    pub fn combined(&mut self, combined: &Combined) {
        const USUAL: [&str; 6] = [
            "Your answer is correct.",
            "Your answer is partially correct.",
            "Your answer is incorrect.",
            "Die Antwort ist richtig.",
            "Die Antwort ist teilweise richtig.",
            "Die Antwort ist falsch.",
        ];
        let own = |text: &&Text| !plain(text).is_some_and(|words| USUAL.contains(&words.as_str()));
        if [&combined.right, &combined.partly, &combined.wrong].into_iter().flatten().any(|text| own(&text)) {
            self.lose("combined");
        }
    }

    fn options(&mut self, choice: &Choice) -> Result<Vec<ChoiceOption>, Notice> {
        self.combined(&choice.combined);
        self.count("shuffle", !choice.shuffle);
        self.count("numbering", choice.numbering != Choice::default().numbering);
        self.count("instruction", !choice.shows_instruction);
        let best = choice.answers.iter().map(|answer| answer.fraction).fold(0.0, f64::max);
        if best <= 0.0 {
            return Err(notice!("notice-quiz-no-right"));
        }
        let is_right = |fraction: f64| if choice.single { fraction >= best } else { fraction > 0.0 };
        let usual = |fraction: f64| fraction == if is_right(fraction) { 100.0 } else { 0.0 };
        // of a choice of several each counts, unless only all together do
        let plain =
            choice.all_or_nothing || choice.single && choice.answers.iter().all(|answer| usual(answer.fraction));
        let mut options = Vec::with_capacity(choice.answers.len());
        for answer in &choice.answers {
            options.push(ChoiceOption {
                text: self.field(&answer.text),
                right: is_right(answer.fraction),
                score: (!plain).then_some(answer.fraction / 100.0),
                feedback: self.optional(answer.feedback.as_ref()),
            });
        }
        Ok(options)
    }

    fn truth(&mut self, truth: &TrueFalse) -> Vec<Remark> {
        let both = [("true", &truth.when_true), ("false", &truth.when_false)];
        let remark = |(word, text): (&str, &Option<Text>)| Some(self.remark(word, text.as_ref()?, None));
        both.into_iter().filter_map(remark).collect()
    }

    pub fn remark(&mut self, answer: &str, feedback: &Text, gap: Option<u16>) -> Remark {
        Remark { answer: answer.to_owned(), feedback: self.field(feedback), gap }
    }

    fn short(&mut self, short: &Short) -> Result<(Vec<String>, More), Notice> {
        let (mut accepted, mut more) = (Vec::new(), More { case_matters: short.case_matters, ..More::default() });
        let mut answers: Vec<(String, &Answer)> =
            short.answers.iter().map(|answer| (answer.text.text.clone(), answer)).collect();
        // such answers are plain, whatever their format says; right ones first, what is only said to an answer last: as they are written again
        answers.sort_by_key(|(pattern, answer)| match (answer.fraction, is_pattern(pattern)) {
            (100.0, false) => 0,
            (0.0, true) if pattern == "*" && answer.feedback.is_some() => 2,
            _ => 1,
        });
        for (pattern, answer) in answers {
            if let Some(feedback) = &answer.feedback {
                let remark = self.remark(&pattern, feedback, None);
                more.remarks.push(remark);
            }
            let wildcard = is_pattern(&pattern);
            let text = if wildcard { pattern.clone() } else { pattern.replace("\\*", "*") };
            match (answer.fraction, wildcard) {
                (100.0, false) => accepted.push(text),
                // nothing but what is said to every other answer
                (0.0, true) if pattern == "*" && answer.feedback.is_some() => {}
                (fraction, _) => {
                    let score = self.score(fraction);
                    more.answers.push(Accepted { score, wildcard, ..Accepted::new(text) });
                }
            }
        }
        if accepted.is_empty() && more.answers.iter().all(|answer| answer.score <= 0.0) {
            return Err(notice!("notice-quiz-no-right"));
        }
        Ok((accepted, more))
    }

    /// 0 to 1 of a fraction; a typed answer cannot cost points.
    pub fn score(&mut self, fraction: f64) -> f64 {
        if fraction < 0.0 {
            self.lose("negative");
        }
        (fraction / 100.0).clamp(0.0, 1.0)
    }

    fn numeric(&mut self, numeric: &Numeric) -> Result<(question::Ask, Vec<Remark>), Notice> {
        let (answers, remarks) = self.numbers(&numeric.answers, None)?;
        let unit = numeric.units.iter().find(|unit| unit.multiplier.value() == 1.0).or(numeric.units.first());
        if numeric.units.len() > 1 || unit.is_some_and(|unit| unit.multiplier.value() != 1.0) {
            self.lose("other-units");
        }
        let rules = numeric.unit_rules.clone().unwrap_or_default();
        let usual = UnitRules { grading: rules.grading.min(1), penalty: 0.1, shown: rules.shown, left: false };
        self.count("unit-rules", unit.is_some() && numeric.unit_rules.is_some() && rules != usual);
        let unit_required = unit.is_none() || rules.grading > 0;
        Ok((question::Ask::Numeric { answers, unit: unit.map(|unit| unit.name.clone()), unit_required }, remarks))
    }

    /// Numbers that count, and what is said to them.
    pub fn numbers(
        &mut self,
        given: &[NumericAnswer],
        gap: Option<u16>,
    ) -> Result<(Vec<grading::NumericAnswer>, Vec<Remark>), Notice> {
        let (mut answers, mut remarks) = (Vec::new(), Vec::new());
        let is_any = |answer: &&NumericAnswer| answer.accept == Accept::Any;
        for answer in given.iter().filter(|a| !is_any(a)).chain(given.iter().filter(is_any)) {
            let number = match &answer.accept {
                Accept::Near { value, tolerance } => Some(grading::NumericAnswer {
                    tolerance: (*tolerance != Decimal::zero() && tolerance.value() > 0.0)
                        .then_some(Tolerance::Absolute(tolerance.value())),
                    ..grading::NumericAnswer::from_point(value.as_str())
                }),
                Accept::Between { low, high } => Some(grading::NumericAnswer {
                    up_to: Some(grading::point_number(high.as_str())),
                    ..grading::NumericAnswer::from_point(low.as_str())
                }),
                Accept::Any => None,
            };
            let name = number.as_ref().map_or_else(|| "*".to_owned(), spoken);
            if let Some(feedback) = &answer.feedback {
                remarks.push(self.remark(&name, feedback, gap));
            }
            match number {
                Some(number) => answers.push(grading::NumericAnswer { score: self.score(answer.fraction), ..number }),
                None if answer.fraction != 0.0 => self.lose("any-number"),
                None => {}
            }
        }
        if answers.iter().all(|answer| answer.score <= 0.0) {
            return Err(notice!("notice-quiz-no-right"));
        }
        Ok((answers, remarks))
    }

    fn essay(&mut self, essay: &Essay) -> question::Ask {
        let template = essay.template.as_ref().is_some_and(|text| !text.is_empty());
        if template {
            self.lose("template");
        }
        let bare = Essay { template: None, grader_info: None, lines: None, ..essay.clone() };
        self.count("essay", bare != Essay::default());
        question::Ask::FreeText { rubric: Vec::new(), model: self.optional(essay.grader_info.as_ref()) }
    }

    fn pairs(&mut self, matched: &Match) -> question::Ask {
        self.combined(&matched.combined);
        self.count("shuffle", !matched.shuffle);
        let pair =
            |pair: &crate::quiz::Pair| question::Pair { left: self.field(&pair.text), right: self.field(&pair.answer) };
        let pairs = matched.pairs.iter().map(pair).collect();
        let extra = matched.extra.iter().map(|text| self.field(text)).collect();
        question::Ask::Match { pairs, extra, partial: Partial::PerPart }
    }

    fn order(&mut self, order: &Order) -> question::Ask {
        self.combined(&order.combined);
        if order.select != Select::All {
            self.lose("select");
        }
        let partial = match order.grading {
            OrderGrading::AllOrNothing => Partial::AllOrNothing,
            _ => Partial::PerPart,
        };
        if !matches!(order.grading, OrderGrading::AllOrNothing | OrderGrading::AbsolutePosition) {
            self.lose("order-grading");
        }
        let usual = Order::default();
        self.count("layout", order.layout != usual.layout || order.numbering.is_some());
        question::Ask::Order { entries: order.items.iter().map(|text| self.field(text)).collect(), partial }
    }
}

fn asked(question: question::Question) -> Content {
    Content::Question(Box::new(question))
}

/// Whether a star in it stands for any text.
pub fn is_pattern(text: &str) -> bool {
    text.replace("\\*", "").contains('*')
}

/// A gap that an item cannot have.
pub fn no_gap(what: &'static str, text: &str) -> Notice {
    notice!("notice-quiz-gap", what = what, text = short(text))
}

/// How its gaps are filled, and what is written.
pub struct Gapped {
    pub prompt: Field,
    pub fill: Fill,
    pub words: Vec<String>,
    pub remarks: Vec<Remark>,
}
