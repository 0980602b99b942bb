//! What a question is, whichever file it comes from.

use super::Decimal;
use crate::notice::Place;
use serde::{Deserialize, Serialize};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Not sanitised: that is done where it is shown.
    Html,
    /// Moodle's automatic format: text in which HTML tags work and line ends break lines.
    #[default]
    Moodle,
    Plain,
    Markdown,
}

/// A text, without white space around it, and the files that it shows as `@@PLUGINFILE@@/name`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    pub text: String,
    pub format: Format,
    #[serde(default)]
    pub files: Vec<Attachment>,
}

impl Text {
    pub fn new(format: Format, text: impl Into<String>) -> Text {
        Text { text: text.into(), format, files: Vec::new() }
    }

    pub fn html(text: impl Into<String>) -> Text {
        Text::new(Format::Html, text)
    }

    pub fn plain(text: impl Into<String>) -> Text {
        Text::new(Format::Plain, text)
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.files.is_empty()
    }

    /// `None` for an empty text: feedback that nobody wrote.
    pub(super) fn if_any(self) -> Option<Text> {
        (!self.is_empty()).then_some(self)
    }
}

/// A file inside a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Data, never to be used as a path.
    pub name: String,
    /// Moodle's folder of it, `/` at both ends.
    pub folder: String,
    #[serde(with = "base64_text")]
    pub bytes: Vec<u8>,
}

/// What a file calls a folder of questions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Category {
    pub place: Place,
    /// From the outermost inwards, as the file has them: Moodle's begin with `$course$` or the like, then `top`.
    pub path: Vec<String>,
    pub description: Option<Text>,
    pub id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Where it stands in its file.
    pub place: Place,
    /// What names it for good: GIFT's `[id:…]`, Moodle's idnumber, QTI's identifier.
    pub id: Option<String>,
    pub name: Option<String>,
    /// [`Category::path`]; [`category_names`] are those for people.
    pub category: Vec<String>,
    /// What is asked. Gaps stand in it as [`Ask`] says.
    pub text: Text,
    /// The answer belongs where `_____` stands in the text (GIFT's missing word, a single gap of QTI).
    pub has_blank: bool,
    /// Shown after every answer.
    pub feedback: Option<Text>,
    /// Points.
    pub mark: Option<f64>,
    /// Share of the points (0–1) that a wrong try costs.
    pub penalty: Option<f64>,
    pub hidden: bool,
    pub hints: Vec<Hint>,
    pub tags: Vec<String>,
    pub ask: Ask,
}

impl Question {
    pub fn new(text: Text, ask: Ask) -> Question {
        Question {
            place: Place::default(),
            id: None,
            name: None,
            category: Vec::new(),
            text,
            has_blank: false,
            feedback: None,
            mark: None,
            penalty: None,
            hidden: false,
            hints: Vec::new(),
            tags: Vec::new(),
            ask,
        }
    }
}

/// A category's names without what only Moodle understands (`$course$`, `top`).
pub fn category_names(path: &[String]) -> &[String] {
    let is_context = |name: &String| name.len() > 2 && name.starts_with('$') && name.ends_with('$');
    let path = match path.split_first() {
        Some((first, rest)) if is_context(first) => rest,
        _ => path,
    };
    match path.split_first() {
        Some((first, rest)) if first == "top" => rest,
        _ => path,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Hint {
    pub text: Text,
    pub shows_number_right: bool,
    pub clears_wrong: bool,
    /// Of kinds of question that have more to say; Moodle's own word.
    pub options: Option<String>,
}

/// What kind of answer is asked for, and what is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    Choice(Choice),
    TrueFalse(TrueFalse),
    Short(Short),
    Numeric(Numeric),
    Essay(Essay),
    Match(Match),
    /// `{#1}`, `{#2}` … in the text stand for the parts, in this order.
    Cloze(Vec<Part>),
    /// Choose from a list for each `[[1]]`, `[[2]]` … in the text; the number is that of the right choice, from 1.
    GapSelect(Gaps),
    /// The same, by dragging words.
    DragWords(Gaps),
    Order(Order),
    /// Nothing is asked: a text between questions.
    Description,
}

/// A possible answer, with what it is worth.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Answer {
    /// In [`Short`] answers, `*` stands for any characters and `\*` for the star itself.
    pub text: Text,
    /// Percent of the points, −100 to 100.
    pub fraction: f64,
    pub feedback: Option<Text>,
}

/// Feedback by how right the whole answer is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Combined {
    pub right: Option<Text>,
    pub partly: Option<Text>,
    pub wrong: Option<Text>,
    pub shows_number_right: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub answers: Vec<Answer>,
    /// Exactly one may be chosen; else fractions add up.
    pub single: bool,
    /// Several may be chosen, and only all right ones without a wrong one give points (QTI's match_correct).
    pub all_or_nothing: bool,
    pub shuffle: bool,
    pub numbering: Numbering,
    /// “Select one:” is shown.
    pub shows_instruction: bool,
    pub combined: Combined,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice {
            answers: Vec::new(),
            single: true,
            all_or_nothing: false,
            shuffle: true,
            numbering: Numbering::default(),
            shows_instruction: true,
            combined: Combined::default(),
        }
    }
}

/// An enumeration whose members are written as these words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$of:meta])* $member:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $member),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$member),+];

            /// Moodle's word for it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$member => $word),+ }
            }

            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|member| member.as_str() == word)
            }
        }
    };
}

words! {
    /// What stands before the answers of a choice.
    Numbering {
        #[default]
        Lower = "abc",
        Upper = "ABCD",
        Numbers = "123",
        LowerRoman = "iii",
        UpperRoman = "IIII",
        None = "none",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TrueFalse {
    pub truth: bool,
    /// Shown to who chose “true”.
    pub when_true: Option<Text>,
    /// Shown to who chose “false”.
    pub when_false: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Short {
    /// The first that fits counts.
    pub answers: Vec<Answer>,
    pub case_matters: bool,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Numeric {
    /// The first that fits counts.
    pub answers: Vec<NumericAnswer>,
    pub units: Vec<Unit>,
    /// `None`: the file says nothing.
    pub unit_rules: Option<UnitRules>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumericAnswer {
    pub accept: Accept,
    /// Percent of the points, −100 to 100.
    pub fraction: f64,
    pub feedback: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accept {
    /// |answer − value| ≤ tolerance.
    Near { value: Decimal, tolerance: Decimal },
    /// Both ends count.
    Between { low: Decimal, high: Decimal },
    /// Everything: what is said to other answers.
    Any,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub name: String,
    /// An answer in this unit, divided by it, is in the unit of the answers.
    pub multiplier: Decimal,
}

/// How units are asked for, in Moodle's numbers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct UnitRules {
    /// 0: the unit is not graded; 1: a wrong one costs a share of the response's grade; 2: of the whole grade.
    pub grading: u8,
    /// 0–1.
    pub penalty: f64,
    /// 0: typed with the number; 1: chosen; 2: a list; 3: not asked for.
    pub shown: u8,
    /// The unit stands before the number.
    pub left: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Essay {
    /// Already there when the answer is begun.
    pub template: Option<Text>,
    /// For who marks it.
    pub grader_info: Option<Text>,
    pub response: Response,
    /// An answer in text may be left out (an attachment is enough).
    pub optional: bool,
    /// Lines of the field.
    pub lines: Option<u32>,
    pub least_words: Option<u32>,
    pub most_words: Option<u32>,
    /// Files that may be handed in (−1: any number), and that must be.
    pub attachments: i32,
    pub attachments_required: u32,
    /// Bytes.
    pub largest_attachment: Option<u64>,
    pub attachment_types: Option<String>,
}

words! {
    /// How an essay is written.
    Response {
        #[default]
        Editor = "editor",
        EditorWithFiles = "editorfilepicker",
        Plain = "plain",
        Monospaced = "monospaced",
        NoText = "noinline",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    pub pairs: Vec<Pair>,
    /// Answers that belong to nothing.
    pub extra: Vec<Text>,
    pub shuffle: bool,
    pub combined: Combined,
}

impl Default for Match {
    fn default() -> Match {
        Match { pairs: Vec::new(), extra: Vec::new(), shuffle: true, combined: Combined::default() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pair {
    pub text: Text,
    /// Plain, but for QTI. Several pairs may have the same.
    pub answer: Text,
}

/// A question inside a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its share of the points, relative to the other parts'.
    pub weight: u32,
    pub ask: PartAsk,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartAsk {
    Short(Short),
    /// Without units.
    Numeric(Vec<NumericAnswer>),
    Choice(PartChoice),
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PartChoice {
    pub answers: Vec<Answer>,
    pub layout: Layout,
    /// Several may be chosen.
    pub many: bool,
    pub shuffle: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A list inside the line. Not where several may be chosen.
    #[default]
    Dropdown,
    Vertical,
    Horizontal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gaps {
    pub choices: Vec<GapChoice>,
    pub shuffle: bool,
    pub combined: Combined,
}

impl Default for Gaps {
    fn default() -> Gaps {
        Gaps { choices: Vec::new(), shuffle: true, combined: Combined::default() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GapChoice {
    /// Plain; of words to drag, simple HTML (`<sub>`).
    pub text: String,
    /// A gap offers the choices of its right one's group.
    pub group: u32,
    /// May be dragged more than once.
    pub infinite: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Order {
    /// In the right order.
    pub items: Vec<Text>,
    pub layout: OrderLayout,
    pub select: Select,
    /// How many are asked, unless all are.
    pub select_count: u32,
    pub grading: OrderGrading,
    /// Details of the grade are shown.
    pub shows_grading: bool,
    /// What stands before the items; `None` is Moodle's own.
    pub numbering: Option<Numbering>,
    pub combined: Combined,
}

words! {
    OrderLayout {
        #[default]
        Vertical = "VERTICAL",
        Horizontal = "HORIZONTAL",
    }
}

words! {
    /// Which items are asked.
    Select {
        #[default]
        All = "ALL",
        Random = "RANDOM",
        Contiguous = "CONTIGUOUS",
    }
}

words! {
    /// What gives points.
    OrderGrading {
        AllOrNothing = "ALL_OR_NOTHING",
        #[default]
        AbsolutePosition = "ABSOLUTE_POSITION",
        NextExcludingLast = "RELATIVE_NEXT_EXCLUDE_LAST",
        NextIncludingLast = "RELATIVE_NEXT_INCLUDE_LAST",
        PreviousAndNext = "RELATIVE_ONE_PREVIOUS_AND_NEXT",
        AllPreviousAndNext = "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        LongestOrdered = "LONGEST_ORDERED_SUBSET",
        LongestContiguous = "LONGEST_CONTIGUOUS_SUBSET",
        RelativeToCorrect = "RELATIVE_TO_CORRECT",
    }
}

/// Bytes as base64 in formats for people (JSON), as they are in others.
mod base64_text {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            STANDARD.encode(bytes).serialize(serializer)
        } else {
            bytes.serialize(serializer)
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        if deserializer.is_human_readable() {
            STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
        } else {
            Vec::deserialize(deserializer)
        }
    }
}
