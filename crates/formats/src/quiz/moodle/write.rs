//! Questions as Moodle XML.

use super::{cloze, format_name, kinds};
use crate::quiz::gift::{category_line, enters};
use crate::quiz::lost::unsayable;
use crate::quiz::wrap::plain;
use crate::quiz::xml::{attribute, cdata, element};
use crate::quiz::{
    Accept, Answer, Ask, Category, Choice, Combined, Decimal, Entry, Essay, FileKind, Format, Gaps, Hint, Match,
    Numeric, Order, Question, Short, Text, TrueFalse, Written,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

/// What the format is where there is no text to have one.
const NO_TEXT: &Text = &Text { text: String::new(), format: Format::Html, files: Vec::new() };

/// Everything but single questions that the format cannot say, which are listed.
pub fn write<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Written {
    let mut written =
        Written { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".into(), ..Written::default() };
    let mut current = Vec::new();
    for entry in entries {
        let path = enters(entry, &mut current).map(<[String]>::to_vec);
        match (entry, path) {
            (Entry::Category(category), _) => written.text.push_str(&self::category(category)),
            (_, Some(path)) => {
                written.text.push_str(&category(&Category { path, ..Category::default() }));
            }
            _ => {}
        }
        let Entry::Question(question) = entry else { continue };
        match self::question(question) {
            Ok((text, lost)) => {
                written.text.push_str(&text);
                written.missing.extend(lost.map(|what| crate::quiz::lost::loses(question, FileKind::MoodleXml, what)));
            }
            Err(what) => written.missing.push(unsayable(question, FileKind::MoodleXml, what)),
        }
    }
    written.text.push_str("</quiz>\n");
    written
}

fn category(category: &Category) -> String {
    let mut xml = String::from("<question type=\"category\">\n");
    let _ = writeln!(xml, "<category><text>{}</text></category>", cdata(&category_line(&category.path)));
    xml.push_str(&rich("info", category.description.as_ref().unwrap_or(&Text::default())));
    xml.push_str(&element("idnumber", category.id.as_deref().unwrap_or_default()));
    xml + "</question>\n"
}

/// The question, and what is lost of it.
fn question(question: &Question) -> Result<(String, Option<&'static str>), &'static str> {
    if question.text.is_empty() {
        return Err("no-text");
    }
    let mut text = question.text.clone();
    let (kind, rest) = match &question.ask {
        Ask::Choice(choice) => ("multichoice", self::choice(choice)?),
        Ask::TrueFalse(truth) => ("truefalse", true_false(truth)),
        Ask::Short(short) => ("shortanswer", self::short(short)?),
        Ask::Numeric(numeric) => ("numerical", self::numeric(numeric)?),
        Ask::Essay(essay) => ("essay", self::essay(essay)),
        Ask::Match(matched) => ("matching", matching(matched)?),
        Ask::Cloze(parts) => {
            text.text = cloze::write(&question.text, parts).ok_or("cloze")?;
            ("cloze", String::new())
        }
        Ask::GapSelect(gaps) => ("gapselect", self::gaps(gaps, &question.text, "selectoption")?),
        Ask::DragWords(gaps) => ("ddwtos", self::gaps(gaps, &question.text, "dragbox")?),
        Ask::Order(order) => ("ordering", self::order(order)?),
        Ask::Description => ("description", String::new()),
    };
    let mut xml = format!("<question type=\"{kind}\">\n");
    let name = question.name.as_deref().unwrap_or_default();
    let _ = writeln!(xml, "<name><text>{}</text></name>", cdata(name));
    xml.push_str(&rich("questiontext", &text));
    xml.push_str(&rich("generalfeedback", question.feedback.as_ref().unwrap_or(NO_TEXT)));
    for (name, number) in [("defaultgrade", question.mark), ("penalty", question.penalty)] {
        if let Some(number) = number {
            let _ = writeln!(xml, "<{name}>{number}</{name}>");
        }
    }
    let _ = writeln!(xml, "<hidden>{}</hidden>", u8::from(question.hidden));
    xml.push_str(&element("idnumber", question.id.as_deref().unwrap_or_default()));
    xml.push_str(&rest);
    for hint in &question.hints {
        xml.push_str(&self::hint(hint));
    }
    if !question.tags.is_empty() {
        let tags: String =
            question.tags.iter().map(|tag| format!("<tag><text>{}</text></tag>\n", cdata(tag))).collect();
        let _ = write!(xml, "<tags>\n{tags}</tags>\n");
    }
    let loses = matches!(&question.ask, Ask::Choice(choice) if choice.all_or_nothing).then_some("all-or-nothing");
    Ok((xml + "</question>\n", loses))
}

/// `<name format="…"><text>…</text>files</name>`
fn rich(name: &str, text: &Text) -> String {
    format!("<{name} format=\"{}\">\n{}</{name}>\n", format_name(text.format), inner(text))
}

fn inner(text: &Text) -> String {
    let mut xml = element("text", &text.text);
    for file in &text.files {
        let (name, folder) = (attribute(&file.name), attribute(&file.folder));
        let bytes = STANDARD.encode(&file.bytes);
        let _ = writeln!(xml, "<file name=\"{name}\" path=\"{folder}\" encoding=\"base64\">{bytes}</file>");
    }
    xml
}

fn hint(hint: &Hint) -> String {
    let mut xml = format!("<hint format=\"{}\">\n{}", format_name(hint.text.format), inner(&hint.text));
    if hint.shows_number_right {
        xml.push_str("<shownumcorrect/>\n");
    }
    if hint.clears_wrong {
        xml.push_str("<clearwrong/>\n");
    }
    if let Some(options) = &hint.options {
        xml.push_str(&element("options", options));
    }
    xml + "</hint>\n"
}

fn combined(combined: &Combined) -> String {
    let mut xml = rich("correctfeedback", combined.right.as_ref().unwrap_or(NO_TEXT));
    xml.push_str(&rich("partiallycorrectfeedback", combined.partly.as_ref().unwrap_or(NO_TEXT)));
    xml.push_str(&rich("incorrectfeedback", combined.wrong.as_ref().unwrap_or(NO_TEXT)));
    if combined.shows_number_right {
        xml.push_str("<shownumcorrect/>\n");
    }
    xml
}

/// An answer with further elements.
fn answer(text: &Text, fraction: f64, feedback: Option<&Text>, more: &str) -> String {
    let format = format_name(text.format);
    let feedback = rich("feedback", feedback.unwrap_or(NO_TEXT));
    format!("<answer fraction=\"{fraction}\" format=\"{format}\">\n{}{feedback}{more}</answer>\n", inner(text))
}

fn answers(answers: &[Answer]) -> Result<String, &'static str> {
    if answers.is_empty() || answers.iter().any(|answer| answer.text.is_empty()) {
        return Err("empty-answer");
    }
    let one = |it: &Answer| answer(&it.text, it.fraction, it.feedback.as_ref(), "");
    Ok(answers.iter().map(one).collect())
}

fn choice(choice: &Choice) -> Result<String, &'static str> {
    let mut xml = element("single", &choice.single.to_string());
    xml.push_str(&element("shuffleanswers", &choice.shuffle.to_string()));
    xml.push_str(&element("answernumbering", choice.numbering.as_str()));
    xml.push_str(&element("showstandardinstruction", if choice.shows_instruction { "1" } else { "0" }));
    xml.push_str(&combined(&choice.combined));
    Ok(xml + &answers(&choice.answers)?)
}

fn true_false(truth: &TrueFalse) -> String {
    let one = |word: &str, right: bool, feedback: &Option<Text>| {
        let word = Text::new(Format::Moodle, word);
        answer(&word, if right { 100.0 } else { 0.0 }, feedback.as_ref(), "")
    };
    one("true", truth.truth, &truth.when_true) + &one("false", !truth.truth, &truth.when_false)
}

fn short(short: &Short) -> Result<String, &'static str> {
    Ok(element("usecase", if short.case_matters { "1" } else { "0" }) + &answers(&short.answers)?)
}

fn numeric(numeric: &Numeric) -> Result<String, &'static str> {
    let mut xml = String::new();
    for it in &numeric.answers {
        let (number, tolerance) = match &it.accept {
            Accept::Near { value, tolerance } => (value.to_string(), tolerance.to_string()),
            Accept::Between { low, high } => {
                let (value, tolerance) = Decimal::middle(low, high).ok_or("range")?;
                (value.to_string(), tolerance.to_string())
            }
            Accept::Any => ("*".to_owned(), "0".to_owned()),
        };
        let number = Text::new(Format::Moodle, number);
        xml.push_str(&answer(&number, it.fraction, it.feedback.as_ref(), &element("tolerance", &tolerance)));
    }
    if xml.is_empty() {
        return Err("empty-answer");
    }
    if !numeric.units.is_empty() {
        xml.push_str("<units>\n");
        for unit in &numeric.units {
            let (multiplier, name) =
                (element("multiplier", unit.multiplier.as_str()), element("unit_name", &unit.name));
            let _ = write!(xml, "<unit>\n{multiplier}{name}</unit>\n");
        }
        xml.push_str("</units>\n");
    }
    if let Some(rules) = &numeric.unit_rules {
        xml.push_str(&element("unitgradingtype", &rules.grading.to_string()));
        xml.push_str(&element("unitpenalty", &rules.penalty.to_string()));
        xml.push_str(&element("showunits", &rules.shown.to_string()));
        xml.push_str(&element("unitsleft", if rules.left { "1" } else { "0" }));
    }
    Ok(xml)
}

fn essay(essay: &Essay) -> String {
    let mut xml = element("responseformat", essay.response.as_str());
    xml.push_str(&element("responserequired", if essay.optional { "0" } else { "1" }));
    let numbers = [
        ("responsefieldlines", essay.lines.map(i64::from)),
        ("minwordlimit", essay.least_words.map(i64::from)),
        ("maxwordlimit", essay.most_words.map(i64::from)),
        ("attachments", Some(essay.attachments.into())),
        ("attachmentsrequired", Some(essay.attachments_required.into())),
        ("maxbytes", essay.largest_attachment.and_then(|bytes| bytes.try_into().ok())),
    ];
    for (name, number) in numbers.into_iter().filter_map(|(name, number)| Some((name, number?))) {
        xml.push_str(&element(name, &number.to_string()));
    }
    if let Some(types) = &essay.attachment_types {
        xml.push_str(&element("filetypeslist", types));
    }
    xml.push_str(&rich("graderinfo", essay.grader_info.as_ref().unwrap_or(NO_TEXT)));
    xml + &rich("responsetemplate", essay.template.as_ref().unwrap_or(NO_TEXT))
}

fn matching(matched: &Match) -> Result<String, &'static str> {
    let mut xml = element("shuffleanswers", &matched.shuffle.to_string());
    xml.push_str(&combined(&matched.combined));
    if matched.pairs.is_empty() {
        return Err("empty-answer");
    }
    let paired = matched.pairs.iter().map(|pair| (&pair.text, &pair.answer));
    for (text, answer) in paired.clone().chain(matched.extra.iter().map(|answer| (NO_TEXT, answer))) {
        let answer = plain(answer).filter(|answer| !answer.is_empty()).ok_or("answer-format")?;
        let answer = format!("<answer>\n{}</answer>\n", element("text", &answer));
        let format = format_name(text.format);
        let _ = write!(xml, "<subquestion format=\"{format}\">\n{}{answer}</subquestion>\n", inner(text));
    }
    match paired.clone().any(|(text, _)| text.is_empty()) {
        true => Err("empty-answer"),
        false => Ok(xml),
    }
}

fn gaps(gaps: &Gaps, text: &Text, name: &str) -> Result<String, &'static str> {
    let mut numbers = kinds::gap_numbers(&text.text).peekable();
    if numbers.peek().is_none() || numbers.any(|number| gaps.choices.get(number.wrapping_sub(1)).is_none()) {
        return Err("gap-number");
    }
    let mut xml = element("shuffleanswers", if gaps.shuffle { "1" } else { "0" });
    xml.push_str(&combined(&gaps.combined));
    for choice in &gaps.choices {
        let infinite = if choice.infinite { "<infinite/>\n" } else { "" };
        let (text, group) = (element("text", &choice.text), element("group", &choice.group.to_string()));
        let _ = write!(xml, "<{name}>\n{text}{group}{infinite}</{name}>\n");
    }
    Ok(xml)
}

fn order(order: &Order) -> Result<String, &'static str> {
    let mut xml = element("layouttype", order.layout.as_str());
    xml.push_str(&element("selecttype", order.select.as_str()));
    xml.push_str(&element("selectcount", &order.select_count.to_string()));
    xml.push_str(&element("gradingtype", order.grading.as_str()));
    xml.push_str(&element("showgrading", if order.shows_grading { "SHOW" } else { "HIDE" }));
    if let Some(numbering) = order.numbering {
        xml.push_str(&element("numberingstyle", numbering.as_str()));
    }
    xml.push_str(&combined(&order.combined));
    if order.items.len() < 2 || order.items.iter().any(Text::is_empty) {
        return Err("empty-answer");
    }
    for (place, item) in order.items.iter().enumerate() {
        let _ = writeln!(xml, "<answer fraction=\"{}\" format=\"{}\">", place + 1, format_name(item.format));
        xml.push_str(&inner(item));
        xml.push_str("</answer>\n");
    }
    Ok(xml)
}
