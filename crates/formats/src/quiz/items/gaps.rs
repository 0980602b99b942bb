//! Texts with gaps: Moodle's numbers for them as our notation, and back.

use super::inward::{Gapped, Inward, is_pattern, no_gap};
use crate::blanks::{self, Blank, escaped, escaped_text};
use crate::item::Field;
use crate::notice::Notice;
use crate::question::{Fill, Remark, spoken};
use crate::quiz::{
    Accept, Answer, Ask, Decimal, GapChoice, Gaps, NumericAnswer, Part, PartAsk, PartChoice, Short, Text,
};
use crate::sanitize::escape;
use grading::Tolerance;

/// Around the number of a gap while its text is made a field: private use, so that no person's text has them.
const OPEN: char = '\u{F0F2}';
const CLOSE: char = '\u{F0F3}';

pub fn inward(to: &mut Inward, text: &Text, ask: &Ask) -> Result<Gapped, Notice> {
    let mut remarks = Vec::new();
    let (marked, gaps, fill, words) = match ask {
        Ask::Cloze(parts) => {
            let is_choice = |part: &Part| matches!(part.ask, PartAsk::Choice(_));
            let fill = if parts.iter().any(is_choice) { Fill::Chosen } else { Fill::Typed };
            let mut gaps = Vec::new();
            for (part, number) in parts.iter().zip(1u16..) {
                gaps.push(self::part(to, part, number, fill, &mut remarks)?);
            }
            (marked(&text.text, "{#", "}"), gaps, fill, Vec::new())
        }
        Ask::GapSelect(gaps) => {
            to.combined(&gaps.combined);
            to.count("shuffle", !gaps.shuffle);
            let all = (0..gaps.choices.len()).map(|n| select(to, gaps, n)).collect();
            (marked(&text.text, "[[", "]]"), all, Fill::Chosen, Vec::new())
        }
        Ask::DragWords(gaps) => {
            to.combined(&gaps.combined);
            to.count("shuffle", !gaps.shuffle);
            to.count("once", gaps.choices.iter().any(|choice| !choice.infinite));
            if gaps.choices.iter().any(|choice| choice.group != gaps.choices[0].group) {
                to.lose("groups");
            }
            let words: Vec<String> =
                gaps.choices.iter().map(|choice| to.words(&Text::html(choice.text.clone()))).collect();
            let marked = marked(&text.text, "[[", "]]");
            let named = |n: usize| marked.contains(&format!("{OPEN}{}{CLOSE}", n + 1));
            let mut extra = Vec::new();
            for (n, word) in words.iter().enumerate().filter(|(n, _)| !named(*n)) {
                let again = words.iter().enumerate().any(|(other, same)| same == word && (other < n || named(other)));
                if !again {
                    extra.push(word.clone());
                }
            }
            let gaps = words.iter().map(|word| gap(1, escaped(word))).collect();
            (marked, gaps, Fill::Dragged, extra)
        }
        _ => return Err(no_gap("none", &text.text)),
    };
    let prompt = to.field(&Text { text: marked, ..text.clone() });
    let text = filled(&prompt.text, &gaps)?;
    let count = blanks::blanks(&text).len();
    if count == 0 || prompt.text.matches(OPEN).count() != count {
        return Err(no_gap(if count >= blanks::LIMIT { "many" } else { "none" }, &text));
    }
    let has_wrong = |gap: &Blank| gap.options.iter().any(|option| option.score <= 0.0);
    if matches!(ask, Ask::GapSelect(_)) && !blanks::blanks(&text).iter().all(has_wrong) {
        return Err(no_gap("no-wrong", &text));
    }
    Ok(Gapped { prompt: Field { text, ..prompt }, fill, words, remarks })
}

/// The text with the numbers of its gaps between marks.
fn marked(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.replace([OPEN, CLOSE], "");
    let mut rest = text.as_str();
    while let Some(at) = rest.find(open) {
        let inside = &rest[at + open.len()..];
        let number = inside.find(close).map(|end| &inside[..end]);
        match number.filter(|n| !n.is_empty() && n.len() < 5 && n.bytes().all(|b| b.is_ascii_digit())) {
            Some(number) => {
                out.push_str(&rest[..at]);
                out.push(OPEN);
                out.push_str(number);
                out.push(CLOSE);
                rest = &inside[number.len() + close.len()..];
            }
            None => {
                out.push_str(&rest[..at + open.len()]);
                rest = inside;
            }
        }
    }
    out + rest
}

/// The text with its gaps, and with nothing else that looks like one.
fn filled(text: &str, gaps: &[String]) -> Result<String, Notice> {
    let mut parts = text.split(OPEN);
    let mut out = escaped_text(parts.next().unwrap_or_default());
    for part in parts {
        let (number, after) = part.split_once(CLOSE).unwrap_or((part, ""));
        let gap = number.parse::<usize>().ok().and_then(|n| gaps.get(n.checked_sub(1)?));
        out.push_str(gap.ok_or_else(|| no_gap("number", number))?);
        out.push_str(&escaped_text(after));
    }
    Ok(out)
}

/// A gap of that weight. The weight is written where what follows could be taken for one.
fn gap(weight: u8, inside: String) -> String {
    let looks = inside.split_once(':').is_some_and(|(before, _)| before.parse::<u8>().is_ok());
    if weight == 1 && !looks { format!("[[{inside}]]") } else { format!("[[{weight}:{inside}]]") }
}

fn part(to: &mut Inward, part: &Part, number: u16, fill: Fill, remarks: &mut Vec<Remark>) -> Result<String, Notice> {
    let weight = u8::try_from(part.weight).ok().filter(|weight| *weight > 0).unwrap_or_else(|| {
        to.lose("weight");
        1
    });
    let inside = match &part.ask {
        PartAsk::Short(Short { answers, case_matters }) => {
            if *case_matters {
                to.lose("case");
            }
            // a wrong one among the options would make it a choice
            typed(to, answers, number, fill == Fill::Typed, remarks)?
        }
        PartAsk::Numeric(answers) => {
            let (numbers, said) = to.numbers(answers, Some(number))?;
            remarks.extend(said);
            let one = |answer: &grading::NumericAnswer| {
                let tolerance = answer.tolerance.map(|t| format!("±{t}")).unwrap_or_default();
                let up_to = answer.up_to.as_ref().map(|high| format!("…{high}")).unwrap_or_default();
                format!("{}={}{tolerance}{up_to}", share(answer.score), answer.value)
            };
            numbers.iter().map(one).collect::<Vec<_>>().join("|")
        }
        PartAsk::Choice(PartChoice { many: true, .. }) => return Err(no_gap("several", "")),
        PartAsk::Choice(PartChoice { answers, layout, .. }) => {
            to.count("layout", *layout != Default::default());
            let words = options(to, answers, number, remarks);
            if answers.iter().all(|answer| answer.fraction > 0.0) {
                return Err(no_gap("no-wrong", ""));
            }
            words.join("|")
        }
    };
    let written = gap(weight, inside);
    if blanks::blanks(&written).is_empty() { Err(no_gap("none", &written)) } else { Ok(written) }
}

fn share(score: f64) -> String {
    match score {
        1.0 => String::new(),
        0.0 => "~".to_owned(),
        score => format!("%{}%", percent(score)),
    }
}

/// As Moodle keeps it, to seven places.
pub fn percent(score: f64) -> f64 {
    (score * 1e9).round() / 1e7
}

fn typed(
    to: &mut Inward,
    answers: &[Answer],
    number: u16,
    keeps_wrong: bool,
    remarks: &mut Vec<Remark>,
) -> Result<String, Notice> {
    let mut options = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let mut answers: Vec<(String, &Answer)> =
        answers.iter().map(|answer| (one_line(&to.words(&answer.text)), answer)).collect();
    // what is only said to an answer comes last, as it is written again
    let only_said =
        |(pattern, answer): &(String, &Answer)| answer.fraction <= 0.0 && (is_pattern(pattern) || !keeps_wrong);
    answers.sort_by_key(only_said);
    for (pattern, answer) in answers {
        if let Some(feedback) = &answer.feedback {
            remarks.push(to.remark(&pattern, feedback, Some(number)));
        }
        let score = to.score(answer.fraction);
        let text = escaped(&pattern.replace("\\*", "*"));
        match (is_pattern(&pattern), score > 0.0) {
            (true, true) => to.lose("pattern"),
            (true, false) => {}
            (false, false) if !keeps_wrong => {}
            // right and wrong, or twice the same: the first counts
            (false, _) if seen.contains(&text) => to.lose("twice"),
            (false, _) => options.push(format!("{}{text}", share(score))),
        }
        seen.push(text);
    }
    Ok(options.join("|"))
}

/// A gap is within a line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn options(to: &mut Inward, answers: &[Answer], number: u16, remarks: &mut Vec<Remark>) -> Vec<String> {
    let mut options = Vec::new();
    for answer in answers {
        let words = one_line(&to.words(&answer.text));
        if let Some(feedback) = &answer.feedback {
            // no star of it stands for anything
            remarks.push(to.remark(&words.replace('*', "\\*"), feedback, Some(number)));
        }
        let score = to.score(answer.fraction);
        options.push(format!("{}{}", share(score), escaped(&words)));
    }
    options
}

/// The gap whose right choice is the `right`th.
fn select(to: &mut Inward, gaps: &Gaps, right: usize) -> String {
    let of = &gaps.choices[right];
    let mut seen: Vec<&str> = Vec::new();
    let mut options = Vec::new();
    for (n, choice) in gaps.choices.iter().enumerate().filter(|(_, choice)| choice.group == of.group) {
        // two that read alike are one
        let is_right = choice.text == of.text;
        if (is_right && n != right) || seen.contains(&choice.text.as_str()) {
            continue;
        }
        seen.push(&choice.text);
        let words = to.words(&Text::plain(choice.text.clone()));
        options.push(format!("{}{}", if is_right { "" } else { "~" }, escaped(&words)));
    }
    gap(1, options.join("|"))
}

/// What a text with gaps is in Moodle: the text with numbers, as HTML, and what is asked.
pub struct Out {
    pub text: String,
    pub ask: Ask,
}

/// Of a prompt written as HTML, but for its gaps. `None` when a number in it cannot be said with a decimal point.
pub fn outward(
    html: &dyn Fn(&str) -> String,
    prompt: &str,
    fill: Fill,
    words: &[String],
    said: &[Said],
    number: &dyn Fn(&grading::NumericAnswer) -> Option<Accept>,
) -> Option<Out> {
    let prompt = prompt.replace([OPEN, CLOSE], "");
    let gaps = blanks::blanks(&prompt);
    let gaps: Vec<&Blank> = gaps.iter().collect();
    let marked = blanks::filled(&prompt, |n| format!("{OPEN}{}{CLOSE}", n + 1));
    let marked = html(&marked);
    let (numbers, open, close, ask) = match fill {
        Fill::Dragged => {
            let mut choices: Vec<GapChoice> = Vec::new();
            let mut numbers = Vec::new();
            for gap in &gaps {
                let word = escape(&gap.answer());
                match choices.iter_mut().zip(1usize..).find(|(choice, _)| choice.text == word) {
                    Some((choice, n)) => {
                        choice.infinite = true;
                        numbers.push(n);
                    }
                    None => {
                        choices.push(GapChoice { text: word, group: 1, infinite: false });
                        numbers.push(choices.len());
                    }
                }
            }
            choices.extend(words.iter().map(|word| GapChoice { text: escape(word), group: 1, infinite: false }));
            (numbers, "[[", "]]", Ask::DragWords(Gaps { choices, ..Gaps::default() }))
        }
        Fill::Chosen | Fill::Typed => match selected(&gaps, said).filter(|_| fill == Fill::Chosen) {
            Some((numbers, gaps)) => (numbers, "[[", "]]", Ask::GapSelect(gaps)),
            None => {
                let part = |(gap, n): (&&Blank, u16)| part_of(gap, n, fill, said, number);
                let parts = gaps.iter().zip(1u16..).map(part).collect::<Option<Vec<Part>>>()?;
                ((1..=parts.len()).collect(), "{#", "}", Ask::Cloze(parts))
            }
        },
    };
    let mut out = String::new();
    let mut parts = marked.split(OPEN);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (n, after) = part.split_once(CLOSE)?;
        let n = n.parse::<usize>().ok().and_then(|n| numbers.get(n.checked_sub(1)?))?;
        out.push_str(&format!("{open}{n}{close}{after}"));
    }
    Some(Out { text: out, ask })
}

/// Gaps that share their options in groups, as Moodle's selection has them, and the number of each gap's right one.
fn selected(gaps: &[&Blank], said: &[Said]) -> Option<(Vec<usize>, Gaps)> {
    let texts = |gap: &Blank| gap.options.iter().map(|option| option.text.clone()).collect::<Vec<_>>();
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut choices: Vec<GapChoice> = Vec::new();
    for (gap, n) in gaps.iter().zip(1u16..) {
        let right = gap.options.iter().filter(|option| option.score == 1.0).count();
        let wrong = gap.options.iter().filter(|option| option.score == 0.0).count();
        let told = said.iter().any(|one| one.gap == Some(n));
        if right != 1 || wrong == 0 || right + wrong != gap.options.len() || gap.points != 1.0 || told {
            return None;
        }
        let of = texts(gap);
        if groups.contains(&of) {
            continue;
        }
        if groups.iter().any(|group| group.iter().any(|text| of.contains(text))) {
            return None;
        }
        let group = u32::try_from(groups.len() + 1).unwrap_or(1);
        choices.extend(of.iter().map(|text| GapChoice { text: text.clone(), group, infinite: false }));
        groups.push(of);
    }
    // each for itself: those are written as gaps with their own choices
    if groups.len() == gaps.len() && gaps.len() > 1 {
        return None;
    }
    let number = |gap: &&Blank| choices.iter().position(|choice| choice.text == gap.answer()).map(|n| n + 1);
    Some((gaps.iter().map(number).collect::<Option<_>>()?, Gaps { choices, ..Gaps::default() }))
}

/// What is said to an answer.
pub struct Said {
    pub gap: Option<u16>,
    pub answer: String,
    pub text: Text,
}

fn feedback(said: &[Said], gap: u16, answer: &str) -> Option<Text> {
    said.iter().find(|one| one.gap == Some(gap) && one.answer == answer).map(|one| one.text.clone())
}

fn part_of(
    gap: &Blank,
    n: u16,
    fill: Fill,
    said: &[Said],
    number: &dyn Fn(&grading::NumericAnswer) -> Option<Accept>,
) -> Option<Part> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "points of a gap are 1 to 255")]
    let weight = gap.points as u32;
    if !gap.numbers.is_empty() {
        let mut answers = Vec::new();
        for own in &gap.numbers {
            let feedback = feedback(said, n, &spoken(own));
            answers.push(NumericAnswer { accept: number(own)?, fraction: percent(own.score), feedback });
        }
        let others = feedback(said, n, "*");
        answers.extend(others.map(|text| NumericAnswer { accept: Accept::Any, fraction: 0.0, feedback: Some(text) }));
        return Some(Part { weight, ask: PartAsk::Numeric(answers) });
    }
    let chosen = fill == Fill::Chosen && gap.options.iter().any(|option| option.score <= 0.0);
    let mut answers = Vec::new();
    for option in &gap.options {
        let pattern = option.text.replace('*', "\\*");
        let feedback = feedback(said, n, &pattern);
        let text = Text::html(escape(if chosen { &option.text } else { &pattern }));
        answers.push(Answer { text, fraction: percent(option.score), feedback });
    }
    if !chosen {
        let known = |one: &&Said| gap.options.iter().any(|option| option.text.replace('*', "\\*") == one.answer);
        let wrong = |one: &Said| Answer {
            text: Text::html(escape(&one.answer)),
            fraction: 0.0,
            feedback: Some(one.text.clone()),
        };
        answers.extend(said.iter().filter(|one| one.gap == Some(n) && !known(one)).map(wrong));
    }
    let ask = if chosen {
        PartAsk::Choice(PartChoice { answers, ..PartChoice::default() })
    } else {
        PartAsk::Short(Short { answers, case_matters: false })
    };
    Some(Part { weight, ask })
}

/// A number of an item as one with a decimal point.
pub fn accept(answer: &grading::NumericAnswer, decimal: &dyn Fn(&str) -> Option<Decimal>) -> Option<Accept> {
    let value = decimal(&answer.value)?;
    if let Some(high) = &answer.up_to {
        return Some(Accept::Between { low: value, high: decimal(high)? });
    }
    let tolerance = match answer.tolerance {
        None => 0.0,
        Some(Tolerance::Absolute(around)) => around,
        Some(Tolerance::Percent(share)) => value.value().abs() * share / 100.0,
        Some(Tolerance::Figures(figures)) if value.value() != 0.0 => {
            0.5 * 10f64.powf(value.value().abs().log10().floor() + 1.0 - f64::from(figures))
        }
        Some(Tolerance::Figures(_)) => 0.0,
    };
    Some(Accept::Near { value, tolerance: Decimal::from_f64(tolerance)? })
}
