//! An item as a question.

use super::gaps::{self, Said, percent};
use super::texts::{self, Media};
use crate::anki::write::field_html;
use crate::item::{ChoiceOption, Content, Field, Format as Written, More};
use crate::notice;
use crate::notice::{Notice, Place};
use crate::question::{self, Remark, spoken};
use crate::quiz::report::short;
use crate::quiz::{
    Accept, Answer, Ask, Choice, Decimal, Essay, Hint, Match, Missing, Numeric, NumericAnswer, Order, OrderGrading,
    Pair, Question, Short, Text, TrueFalse, Unit, UnitRules,
};
use crate::sanitize::escape;
use grading::{Accepted, Partial};

/// An item that is to be written, with what is said about it elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Item<'i> {
    /// What names it for good, if the file should say it.
    pub id: Option<&'i str>,
    /// Its decks, from the outermost.
    pub path: &'i [String],
    pub tags: &'i [String],
    pub content: &'i Content,
    /// BCP 47: how its numbers are written.
    pub language: Option<&'i str>,
}

/// The question, `None` where no question file can say the item; and what is lost of it.
pub fn question(item: &Item, media: Media) -> (Option<Question>, Vec<Missing>) {
    let mut outward = Outward { media, notes: Vec::new(), is_german: item.language.is_some_and(is_german) };
    let made = outward.question(item);
    let place = Place::Question(short(&crate::render::summary(item.content, None)));
    let mut notes = outward.notes;
    notes.dedup();
    let question = match made {
        Ok(question) => Some(question),
        Err(what) => {
            notes = vec![notice!("notice-quiz-unsayable", format = "", what = what)];
            None
        }
    };
    let missing = notes.into_iter().map(|why| Missing { place: place.clone(), why }).collect();
    (question, missing)
}

fn is_german(tag: &str) -> bool {
    tag == "de" || tag.starts_with("de-")
}

struct Outward<'m> {
    media: Media<'m>,
    notes: Vec<Notice>,
    is_german: bool,
}

impl Outward<'_> {
    fn text(&mut self, field: &Field) -> Text {
        texts::text(field, self.media, &mut self.notes)
    }

    fn some(&mut self, field: Option<&Field>) -> Option<Text> {
        field.filter(|field| !field.is_blank()).map(|field| self.text(field))
    }

    fn lose(&mut self, what: &'static str) {
        self.notes.push(notice!("notice-quiz-lost", format = "", what = what));
    }

    fn question(&mut self, item: &Item) -> Result<Question, &'static str> {
        let (text, ask, hints, explanation) = match item.content {
            Content::Choice { prompt, options, many, explanation, more } => {
                (self.text(prompt), self.choice(options, *many), hints(more.as_deref()), explanation)
            }
            Content::TrueFalse { statement, truth, explanation, more } => {
                let remarks = more.as_ref().map_or(&[][..], |more| &more.remarks);
                let said =
                    |word: &str| remarks.iter().find(|remark| remark.answer == word).map(|remark| &remark.feedback);
                let ask = Ask::TrueFalse(TrueFalse {
                    truth: *truth,
                    when_true: self.some(said("true")),
                    when_false: self.some(said("false")),
                });
                (self.text(statement), ask, hints(more.as_deref()), explanation)
            }
            Content::Short { prompt, accepted, explanation, more } => {
                let ask = self.short(accepted, more.as_deref());
                (self.text(prompt), ask, hints(more.as_deref()), explanation)
            }
            Content::Question(question) => {
                let (text, ask) = self.asked(question)?;
                (text, ask, question.hints.as_slice(), &question.explanation)
            }
            Content::Basic { .. } | Content::Cloze { .. } => return Err("card"),
            Content::Occlusion { .. } => return Err("occlusion"),
            Content::List { .. } => return Err("list"),
            Content::Anki { .. } => return Err("anki"),
        };
        let hint = |field: &Field| Hint { text: self.text(field), ..Hint::default() };
        let hints = hints.iter().map(hint).collect();
        Ok(Question {
            id: item.id.map(str::to_owned),
            category: item.path.to_vec(),
            feedback: self.some(explanation.as_ref()),
            hints,
            tags: item.tags.to_vec(),
            ..Question::new(text, ask)
        })
    }

    fn choice(&mut self, options: &[ChoiceOption], many: bool) -> Ask {
        #[expect(clippy::cast_precision_loss, reason = "some options")]
        let share = 1.0 / options.iter().filter(|option| option.right).count().max(1) as f64;
        let all_or_nothing = many && options.iter().all(|option| option.score.is_none());
        let score = |option: &ChoiceOption| match (option.score, option.right, many) {
            (Some(score), ..) => score,
            (None, true, true) => share,
            (None, true, false) => 1.0,
            (None, false, true) => -share,
            (None, false, false) => 0.0,
        };
        let answers = options.iter().map(|option| Answer {
            text: self.text(&option.text),
            fraction: to_five_places(percent(score(option)), option.score.is_none()),
            feedback: self.some(option.feedback.as_ref()),
        });
        Ask::Choice(Choice { answers: answers.collect(), single: !many, all_or_nothing, ..Choice::default() })
    }

    fn short(&mut self, accepted: &[String], more: Option<&More>) -> Ask {
        let of = |more: Option<&'_ More>| more.cloned().unwrap_or_default();
        let More { remarks, answers: further, case_matters, .. } = of(more);
        let pattern = |answer: &Accepted| match answer.wildcard {
            true => answer.text.clone(),
            false => answer.text.replace('*', "\\*"),
        };
        let right = accepted.iter().map(|text| (text.replace('*', "\\*"), 1.0));
        let all: Vec<(String, f64)> =
            right.chain(further.iter().map(|answer| (pattern(answer), answer.score))).collect();
        let mut answers = Vec::new();
        for (text, score) in &all {
            let said = remarks.iter().find(|remark| remark.answer == *text);
            let feedback = said.and_then(|remark| self.some(Some(&remark.feedback)));
            answers.push(Answer { text: Text::new(Default::default(), text), fraction: percent(*score), feedback });
        }
        for remark in remarks.iter().filter(|remark| all.iter().all(|(text, _)| *text != remark.answer)) {
            let feedback = self.some(Some(&remark.feedback));
            answers.push(Answer { text: Text::new(Default::default(), &remark.answer), fraction: 0.0, feedback });
        }
        Ask::Short(Short { answers, case_matters })
    }

    fn asked(&mut self, question: &question::Question) -> Result<(Text, Ask), &'static str> {
        let ask = match &question.ask {
            question::Ask::Numeric { answers, unit, unit_required } => {
                self.numeric(answers, unit.as_deref(), *unit_required, &question.remarks)?
            }
            question::Ask::Formula { .. } => return Err("formula"),
            question::Ask::Worked { .. } => return Err("worked"),
            question::Ask::Gaps { fill, words, partial } => {
                if *partial == Partial::AllOrNothing {
                    self.lose("all-or-nothing");
                }
                return self.gaps(question, *fill, words);
            }
            question::Ask::Match { pairs, extra, partial } => {
                if *partial == Partial::AllOrNothing {
                    self.lose("all-or-nothing");
                }
                let pair = |pair: &question::Pair| Pair { text: self.text(&pair.left), answer: self.text(&pair.right) };
                let pairs = pairs.iter().map(pair).collect();
                let extra = extra.iter().map(|field| self.text(field)).collect();
                Ask::Match(Match { pairs, extra, ..Match::default() })
            }
            question::Ask::Order { entries, partial } => {
                let grading = match partial {
                    Partial::AllOrNothing => OrderGrading::AllOrNothing,
                    Partial::PerPart => OrderGrading::AbsolutePosition,
                };
                let items = entries.iter().map(|field| self.text(field)).collect();
                Ask::Order(Order { items, grading, ..Order::default() })
            }
            question::Ask::FreeText { rubric, model } => {
                let mut grader_info = self.some(model.as_ref());
                if !rubric.is_empty() {
                    // whoever marks it there can read the points; nothing there looks for them
                    self.lose("rubric");
                    let point = |c: &grading::Criterion| format!("<li>{}: {}</li>", c.points, escape(c.label()));
                    let points: String = rubric.iter().map(point).collect();
                    let model = model.as_ref().map(field_html).unwrap_or_default();
                    grader_info = Some(self.text(&Field::html(format!("{model}<ul>{points}</ul>"))));
                }
                Ask::Essay(Essay { grader_info, ..Essay::default() })
            }
        };
        if !matches!(ask, Ask::Numeric(_)) && !question.remarks.is_empty() {
            self.lose("feedback");
        }
        Ok((self.text(&question.prompt), ask))
    }

    fn numeric(
        &mut self,
        answers: &[grading::NumericAnswer],
        unit: Option<&str>,
        unit_required: bool,
        remarks: &[Remark],
    ) -> Result<Ask, &'static str> {
        let german = self.is_german;
        let mut out = Vec::new();
        for answer in answers {
            let accept = gaps::accept(answer, &|number| decimal(number, german)).ok_or("number")?;
            let said = remarks.iter().find(|r| r.answer == spoken(answer) || r.answer == answer.value);
            let feedback = said.and_then(|remark| self.some(Some(&remark.feedback)));
            out.push(NumericAnswer { accept, fraction: percent(answer.score), feedback });
        }
        let is_known =
            |remark: &&Remark| answers.iter().any(|a| remark.answer == spoken(a) || remark.answer == a.value);
        // wrong ones, then all others
        let (any, wrong): (Vec<&Remark>, Vec<&Remark>) =
            remarks.iter().filter(|remark| !is_known(remark)).partition(|remark| remark.answer == "*");
        for remark in wrong.into_iter().chain(any) {
            let accept = match remark.answer.as_str() {
                "*" => Accept::Any,
                number => match decimal(number, german) {
                    Some(value) => Accept::Near { value, tolerance: Decimal::zero() },
                    None => {
                        self.lose("feedback");
                        continue;
                    }
                },
            };
            let feedback = self.some(Some(&remark.feedback));
            out.push(NumericAnswer { accept, fraction: 0.0, feedback });
        }
        let units = unit.map(|name| Unit { name: name.to_owned(), multiplier: Decimal::one() });
        let rules = UnitRules { grading: u8::from(unit_required), penalty: 0.1, shown: 0, left: false };
        let unit_rules = units.is_some().then_some(rules);
        Ok(Ask::Numeric(Numeric { answers: out, units: units.into_iter().collect(), unit_rules }))
    }

    fn gaps(
        &mut self,
        question: &question::Question,
        fill: question::Fill,
        words: &[String],
    ) -> Result<(Text, Ask), &'static str> {
        let mut said = Vec::new();
        for remark in question.remarks.iter().filter(|remark| remark.gap.is_some()) {
            let text = texts::html_text(&remark.feedback, self.media, &mut self.notes);
            if text.files.is_empty() {
                said.push(Said { gap: remark.gap, answer: remark.answer.clone(), text });
            } else {
                self.lose("feedback-files");
            }
        }
        if said.len() < question.remarks.len() || (fill == question::Fill::Dragged && !said.is_empty()) {
            self.lose("feedback");
        }
        let prompt = &question.prompt;
        let html = |text: &str| field_html(&Field { text: text.to_owned(), ..prompt.clone() });
        let german = self.is_german;
        let number = |answer: &grading::NumericAnswer| gaps::accept(answer, &|text| decimal(text, german));
        if question.blanks().iter().any(|gap| gap.unit.is_some()) {
            self.lose("units");
        }
        let out = gaps::outward(&html, &prompt.text, fill, words, &said, &number).ok_or("number")?;
        let text = self.text(&Field { text: out.text, format: Written::Html, language: None });
        Ok((text, out.ask))
    }
}

fn hints(more: Option<&More>) -> &[Field] {
    more.map_or(&[], |more| &more.hints)
}

/// Moodle takes a share only as one of a few, to five places: 33.33333.
fn to_five_places(percent: f64, is_ours: bool) -> f64 {
    if is_ours { (percent * 1e5).round() / 1e5 } else { percent }
}

/// A number as its language writes it, with a decimal point. `None` for what is no plain number (`1/3`, `2π`).
fn decimal(number: &str, is_german: bool) -> Option<Decimal> {
    let number: String = number.trim().replace('−', "-").split([' ', '\u{a0}', '\u{202f}']).collect();
    let groups = |sign: char| {
        let mut parts = number.split(sign).skip(1);
        number.contains(sign) && parts.all(|part| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let (points, commas) = (number.matches('.').count(), number.matches(',').count());
    let plain = match (points, commas) {
        (0, 0) => number,
        // thousands, where the language writes them so
        (_, 0) if (is_german || points > 1) && groups('.') => number.replace('.', ""),
        (0, _) if (!is_german || commas > 1) && groups(',') => number.replace(',', ""),
        (1, 0) => number,
        (0, 1) => number.replace(',', "."),
        (_, 1) if is_german || number.rfind(',') > number.rfind('.') => number.replace('.', "").replace(',', "."),
        (1, _) => number.replace(',', ""),
        _ => return None,
    };
    Decimal::parse(&plain)
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_get_a_decimal_point_as_their_language_means_them() {
        for (text, german, point) in [
            ("9.81", false, Some("9.81")),
            ("9,81", true, Some("9.81")),
            ("1.234", true, Some("1234")),
            ("1.2340", true, Some("1.2340")),
            ("1,234", false, Some("1234")),
            ("1.234,5", true, Some("1234.5")),
            ("1,234.5", false, Some("1234.5")),
            ("−3e8", false, Some("-3e8")),
            ("1/3", false, None),
        ] {
            assert_eq!(decimal(text, german).as_ref().map(|d| d.as_str()), point, "{text}");
        }
    }
}
