//! What a good item would not do: said beside the editor, never enforced. English and German.

use crate::item::{Content, Field, Format, NoteType};
use crate::question::{Ask, Fill, Question};
use crate::render::{self, cloze};
use grading::Language;
use std::collections::HashSet;

/// What is amiss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Nothing is asked or nothing answers.
    Empty,
    /// The answer's words stand in the question.
    AnswerInQuestion,
    /// The answer holds several facts.
    ManyFacts,
    /// More than seven entries to recall at once.
    LongList,
    /// A cloze in which nothing is left out.
    NoGap,
    /// `{{…}}` that looks like a gap but has no number.
    GapWithoutNumber,
    /// No option is right.
    NoRightOption,
    /// Several options are right, but one is asked for.
    ManyRightOptions,
    /// Two options say the same.
    SameOptions,
    /// Fewer than two options.
    TooFewOptions,
    /// Fewer than two things to match or to order.
    TooFewParts,
    /// What should be a number is none.
    NoNumber,
    /// What should be a formula cannot be read as one.
    NoFormula,
    /// Another item asks the same.
    Duplicate,
    /// Maths that is not understood.
    Maths,
}

impl Rule {
    /// The key of the rule's sentence among the translations.
    pub fn message_key(self) -> &'static str {
        match self {
            Rule::Empty => "lint-empty",
            Rule::AnswerInQuestion => "lint-answer-in-question",
            Rule::ManyFacts => "lint-many-facts",
            Rule::LongList => "lint-long-list",
            Rule::NoGap => "lint-no-gap",
            Rule::GapWithoutNumber => "lint-gap-without-number",
            Rule::NoRightOption => "lint-no-right-option",
            Rule::ManyRightOptions => "lint-many-right-options",
            Rule::SameOptions => "lint-same-options",
            Rule::TooFewOptions => "lint-too-few-options",
            Rule::TooFewParts => "lint-too-few-parts",
            Rule::NoNumber => "lint-no-number",
            Rule::NoFormula => "lint-no-formula",
            Rule::Duplicate => "lint-duplicate",
            Rule::Maths => "lint-maths",
        }
    }

    /// Whether the item cannot be asked like this, so that it should not be stored.
    pub fn is_grave(self) -> bool {
        matches!(
            self,
            Rule::Empty
                | Rule::NoGap
                | Rule::NoRightOption
                | Rule::TooFewOptions
                | Rule::TooFewParts
                | Rule::NoNumber
                | Rule::NoFormula
        )
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    pub rule: Rule,
    /// Member of the content: `front`, `back`, `text`, `prompt`, `entries`, `options`, `statement`, `accepted`, `fields`.
    pub field: &'static str,
    pub message_key: &'static str,
}

/// Answers longer than this (characters) hold more than one fact.
const LONG_ANSWER: usize = 240;
/// Longer lists are recalled badly as one card.
const LONG_LIST: usize = 7;

/// Checks an item. `others`: what similar items ask, as plain text ([`render::summary`]), without this item's own.
pub fn lint(content: &Content, others: &[&str]) -> Vec<Lint> {
    lint_with(content, None, others)
}

/// As [`lint`], with the note type of an Anki item.
pub fn lint_with(content: &Content, note_type: Option<&NoteType>, others: &[&str]) -> Vec<Lint> {
    let mut found = Findings(Vec::new());
    match content {
        Content::Basic { front, back, .. } => {
            let (question, answer) = (words(front), words(back));
            found.empty(&question, front, "front");
            found.empty(&answer, back, "back");
            found.given_away(&question, &answer, "front");
            found.many_facts(&answer, back, "back");
            found.maths(front, "front");
            found.maths(back, "back");
        }
        Content::Cloze { text, .. } => {
            let pieces = cloze::parse(&text.text);
            let numbers = cloze::numbers(&pieces);
            found.add(text.is_blank(), Rule::Empty, "text");
            found.add(!text.is_blank() && numbers.is_empty(), Rule::NoGap, "text");
            found.add(has_gap_without_number(&text.text), Rule::GapWithoutNumber, "text");
            for number in numbers {
                let visible = crate::markup::to_text(&cloze::marked(&pieces, number, true));
                for answer in cloze::answers(&pieces, number) {
                    found.given_away(&visible, &crate::markup::to_text(&answer), "text");
                }
            }
            if text.format == Format::Markdown {
                found.maths(&Field::markdown(cloze::words(&pieces)), "text");
            }
        }
        Content::Occlusion { image, masks, .. } => {
            found.add(image.trim().is_empty(), Rule::Empty, "image");
            found.add(masks.iter().all(|m| m.ordinal == 0), Rule::NoGap, "masks");
        }
        Content::List { prompt, entries, .. } => {
            found.empty(&words(prompt), prompt, "prompt");
            found.add(entries.iter().all(Field::is_blank), Rule::Empty, "entries");
            found.add(entries.len() > LONG_LIST, Rule::LongList, "entries");
            let question = words(prompt);
            for entry in entries {
                found.given_away(&question, &words(entry), "prompt");
            }
        }
        Content::Choice { prompt, options, many, .. } => {
            found.empty(&words(prompt), prompt, "prompt");
            let right = options.iter().filter(|o| o.right).count();
            found.add(options.len() < 2, Rule::TooFewOptions, "options");
            found.add(right == 0, Rule::NoRightOption, "options");
            found.add(right > 1 && !many, Rule::ManyRightOptions, "options");
            found.add(options.iter().any(|o| o.text.is_blank()), Rule::Empty, "options");
            let mut seen = HashSet::new();
            found.add(options.iter().any(|o| !seen.insert(folded(&words(&o.text)))), Rule::SameOptions, "options");
        }
        Content::TrueFalse { statement, .. } => found.empty(&words(statement), statement, "statement"),
        Content::Short { prompt, accepted, .. } => {
            let question = words(prompt);
            found.empty(&question, prompt, "prompt");
            found.add(accepted.iter().all(|a| a.trim().is_empty()), Rule::Empty, "accepted");
            for answer in accepted {
                found.given_away(&question, answer, "prompt");
            }
        }
        Content::Question(question) => lint_question(question, &mut found),
        Content::Anki { fields, .. } => {
            found.add(fields.iter().all(|f| f.trim().is_empty()), Rule::Empty, "fields");
            if note_type.is_some_and(|n| n.cloze) {
                let gaps = fields.iter().any(|f| !cloze::numbers(&cloze::parse(f)).is_empty());
                found.add(!gaps, Rule::NoGap, "fields");
            }
        }
    }
    let own = folded(&render::summary(content, note_type));
    let field = match content {
        Content::Basic { .. } => "front",
        Content::Cloze { .. } => "text",
        Content::Occlusion { .. } => "image",
        Content::TrueFalse { .. } => "statement",
        Content::Anki { .. } => "fields",
        _ => "prompt",
    };
    found.add(!own.is_empty() && others.iter().any(|o| folded(o) == own), Rule::Duplicate, field);
    found.0
}

fn lint_question(question: &Question, found: &mut Findings) {
    let asks = render::summary(&Content::Question(Box::new(question.clone())), None);
    found.empty(&asks, &question.prompt, "prompt");
    found.maths(&question.prompt, "prompt");
    match &question.ask {
        Ask::Numeric { answers, .. } => {
            let language = Language::from_tag(question.prompt.language.as_deref().unwrap_or("en"));
            let number = |text: &str| grading::is_number(text, language);
            found.add(answers.is_empty(), Rule::Empty, "answers");
            let wrong = answers.iter().any(|a| !number(&a.value) || a.up_to.as_ref().is_some_and(|high| !number(high)));
            found.add(wrong, Rule::NoNumber, "answers");
        }
        Ask::Formula { answers } => {
            found.add(answers.iter().all(|a| a.text.trim().is_empty()), Rule::Empty, "answers");
            found.add(
                answers.iter().any(|a| !grading::is_formula(&a.text, Language::English)),
                Rule::NoFormula,
                "answers",
            );
        }
        Ask::Gaps { fill, .. } => {
            let blanks = question.blanks();
            found.add(!question.prompt.is_blank() && blanks.is_empty(), Rule::NoGap, "prompt");
            let few = *fill == Fill::Chosen && blanks.iter().any(|blank| blank.options.len() < 2);
            found.add(few, Rule::TooFewOptions, "prompt");
        }
        Ask::Match { pairs, .. } => {
            found.add(pairs.len() < 2, Rule::TooFewParts, "pairs");
            found.add(pairs.iter().any(|pair| pair.left.is_blank() || pair.right.is_blank()), Rule::Empty, "pairs");
        }
        Ask::Order { entries, .. } => {
            found.add(entries.len() < 2, Rule::TooFewParts, "entries");
            let mut seen = HashSet::new();
            found.add(entries.iter().any(|entry| !seen.insert(folded(&words(entry)))), Rule::SameOptions, "entries");
        }
        Ask::FreeText { rubric, model } => {
            found.add(rubric.is_empty() && model.is_none(), Rule::Empty, "rubric");
        }
        Ask::Worked { steps } => found.add(steps.iter().all(|step| step.text.trim().is_empty()), Rule::Empty, "steps"),
    }
}

struct Findings(Vec<Lint>);

impl Findings {
    fn add(&mut self, is: bool, rule: Rule, field: &'static str) {
        let new = Lint { rule, field, message_key: rule.message_key() };
        if is && !self.0.contains(&new) {
            self.0.push(new);
        }
    }

    /// A side of only a picture or a sound is not empty.
    fn empty(&mut self, text: &str, field: &Field, name: &'static str) {
        let media = ["![", "[sound:", "<img", "<audio"].iter().any(|m| field.text.contains(m));
        self.add(text.trim().is_empty() && !media, Rule::Empty, name);
    }

    fn given_away(&mut self, question: &str, answer: &str, field: &'static str) {
        let (question, answer) = (folded(question), folded(answer));
        // Yes, no and single letters stand in every question.
        if answer.chars().count() < 4 {
            return;
        }
        self.add(format!(" {question} ").contains(&format!(" {answer} ")), Rule::AnswerInQuestion, field);
    }

    fn many_facts(&mut self, answer: &str, field: &Field, name: &'static str) {
        if field.text.contains("```") || field.text.contains("$$") {
            return;
        }
        let lower = format!(" {} ", answer.to_lowercase());
        let joined = [" and ", " und ", " sowie ", " as well as ", " außerdem ", " also "];
        let joints: usize = joined.iter().map(|j| lower.matches(j).count()).sum();
        let sentences =
            answer.split_inclusive(['.', '!', '?', ';', '\n']).filter(|s| s.split_whitespace().count() > 3).count();
        let many =
            answer.chars().count() > LONG_ANSWER || sentences > 2 || joints > 2 || answer.matches(';').count() > 1;
        self.add(many, Rule::ManyFacts, name);
    }

    fn maths(&mut self, field: &Field, name: &'static str) {
        if field.format == Format::Markdown && field.text.contains(['$', '\\']) {
            let html = crate::markup::to_html(&field.text, &crate::markup::MarkupOptions::default());
            self.add(html.contains("maths-error"), Rule::Maths, name);
        }
    }
}

fn words(field: &Field) -> String {
    render::text(field)
}

/// Lower case, words only, one space between.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// `{{x}}` or `{{c::x}}`: braces of a gap without its number.
fn has_gap_without_number(text: &str) -> bool {
    text.match_indices("{{").any(|(at, _)| {
        let inside = &text[at + 2..];
        let digits = inside.strip_prefix('c').map(|d| d.trim_start_matches(|c: char| c.is_ascii_digit() || c == ','));
        let numbered = digits.is_some_and(|d| d.starts_with("::") && !inside.starts_with("c::"));
        !numbered && inside.contains("}}") && !inside.starts_with('{')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{ChoiceOption, Directions};

    fn basic(front: &str, back: &str) -> Content {
        Content::Basic {
            front: Field::markdown(front),
            back: Field::markdown(back),
            directions: Directions::Forward,
            typed: false,
            extra: None,
        }
    }

    fn cloze(text: &str) -> Content {
        Content::Cloze { text: Field::markdown(text), extra: None, typed: false }
    }

    fn rules(content: &Content) -> Vec<Rule> {
        lint(content, &[]).into_iter().map(|l| l.rule).collect()
    }

    #[test]
    fn a_good_item_has_nothing_to_be_said_about_it() {
        assert_eq!(rules(&basic("Capital of France?", "Paris")), []);
        assert_eq!(rules(&cloze("{{c1::Berlin}} is the capital of {{c2::Germany}}.")), []);
        assert_eq!(rules(&basic("What is this?", "![](a.png)")), []);
    }

    #[test]
    fn an_answer_in_its_question_is_noticed_in_both_languages() {
        assert_eq!(rules(&basic("Is **Paris** the capital of France?", "Paris")), [Rule::AnswerInQuestion]);
        assert_eq!(rules(&basic("Wo liegt die Stadt Köln?", "köln")), [Rule::AnswerInQuestion]);
        assert_eq!(rules(&cloze("{{c1::Berlin}} lies in Berlin")), [Rule::AnswerInQuestion]);
        assert_eq!(rules(&basic("Was bedeutet Kölner?", "Köln")), []);
    }

    #[test]
    fn more_than_one_fact_is_noticed_in_both_languages() {
        assert_eq!(rules(&basic("Who?", "Anna and Bert and Clara and Dora")), [Rule::ManyFacts]);
        assert_eq!(rules(&basic("Wer?", "Anna und Bert und Clara sowie Dora")), [Rule::ManyFacts]);
        assert_eq!(rules(&basic("What?", &"long words ".repeat(40))), [Rule::ManyFacts]);
    }

    #[test]
    fn empty_sides_and_gaps_are_noticed() {
        assert_eq!(rules(&basic(" ", "x")), [Rule::Empty]);
        assert_eq!(rules(&cloze("no gap at all")), [Rule::NoGap]);
        assert_eq!(rules(&cloze("{{c::x}} is y")), [Rule::NoGap, Rule::GapWithoutNumber]);
        assert_eq!(rules(&cloze("{{x}} is {{c1::y}}")), [Rule::GapWithoutNumber]);
        assert_eq!(rules(&basic("a $\\frac{1}$", "b")), [Rule::Maths]);
    }

    #[test]
    fn options_and_lists_are_checked() {
        let option =
            |text: &str, right| ChoiceOption { text: Field::markdown(text), right, feedback: None, score: None };
        let choice = |options, many| Content::Choice {
            prompt: Field::markdown("Which?"),
            options,
            many,
            explanation: None,
            more: None,
        };
        assert_eq!(
            rules(&choice(vec![option("a", false), option("A ", false)], false)),
            [Rule::NoRightOption, Rule::SameOptions]
        );
        assert_eq!(rules(&choice(vec![option("a", true)], false)), [Rule::TooFewOptions]);
        assert_eq!(rules(&choice(vec![option("a", true), option("b", true)], false)), [Rule::ManyRightOptions]);
        assert_eq!(rules(&choice(vec![option("a", true), option("b", true)], true)), []);
        let list = Content::List {
            prompt: Field::markdown("Planets?"),
            entries: (0..8).map(|i| Field::markdown(format!("p{i}"))).collect(),
            ordered: true,
            extra: None,
        };
        assert_eq!(rules(&list), [Rule::LongList]);
    }

    #[test]
    fn the_same_question_elsewhere_is_noticed() {
        let found = lint(&basic("Capital of *France*?", "Paris"), &["capital of france", "Capital of Spain?"]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].rule, found[0].field, found[0].message_key), (Rule::Duplicate, "front", "lint-duplicate"));
    }
}
