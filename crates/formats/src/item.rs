//! The content of an item: one canonical document, written and read whole (data-model.md, "Cards and items").

use crate::question::{Question, Remark};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// How a field's text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Markdown with `$maths$` (docs/handbook/markdown.md).
    #[default]
    Markdown,
    /// Anki's HTML with `[sound:…]` and `\(maths\)`.
    Html,
}

/// One field of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Field {
    pub text: String,
    #[serde(default)]
    pub format: Format,
    /// BCP 47 tag of the text's language; `None` means the item's language.
    #[serde(default)]
    pub language: Option<String>,
}

impl Field {
    /// A Markdown field in the item's language.
    pub fn markdown(text: impl Into<String>) -> Self {
        Field { text: text.into(), ..Field::default() }
    }

    /// An HTML field (Anki's), in the item's language.
    pub fn html(text: impl Into<String>) -> Self {
        Field { text: text.into(), format: Format::Html, language: None }
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Which ways a basic item is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Directions {
    /// Front asks for back.
    #[default]
    Forward,
    /// Both ways: two cards.
    Both,
}

/// The kinds of item that this version knows. The full list of kinds is in data-model.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Basic,
    Cloze,
    Occlusion,
    List,
    Choice,
    TrueFalse,
    Short,
    Numeric,
    Formula,
    Gaps,
    Match,
    Order,
    FreeText,
    Worked,
    Anki,
}

impl Kind {
    pub const ALL: [Kind; 15] = [
        Kind::Basic,
        Kind::Cloze,
        Kind::Occlusion,
        Kind::List,
        Kind::Choice,
        Kind::TrueFalse,
        Kind::Short,
        Kind::Numeric,
        Kind::Formula,
        Kind::Gaps,
        Kind::Match,
        Kind::Order,
        Kind::FreeText,
        Kind::Worked,
        Kind::Anki,
    ];

    /// The word used in the database, the API and search (`kind:true_false`).
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Basic => "basic",
            Kind::Cloze => "cloze",
            Kind::Occlusion => "occlusion",
            Kind::List => "list",
            Kind::Choice => "choice",
            Kind::TrueFalse => "true_false",
            Kind::Short => "short",
            Kind::Numeric => "numeric",
            Kind::Formula => "formula",
            Kind::Gaps => "gaps",
            Kind::Match => "match",
            Kind::Order => "order",
            Kind::FreeText => "free_text",
            Kind::Worked => "worked",
            Kind::Anki => "anki",
        }
    }

    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.as_str() == word)
    }
}

/// One answer option of a choice item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChoiceOption {
    pub text: Field,
    pub right: bool,
    /// What it counts if chosen, −1 to 1, where that is not told by `right` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Why this option is right or wrong, shown after the answer.
    #[serde(default)]
    pub feedback: Option<Field>,
}

/// What a choice, a statement or a short question may say beyond its answer; question files bring it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct More {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Field>,
    /// What is said to whoever answers so; of a statement the answers are `true` and `false`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// Further answers of a short question: partly right ones, foreseen mistakes, patterns with `*`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<grading::Accepted>,
    /// Upper and lower case of a short answer must be right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub case_matters: bool,
}

impl More {
    /// Every text that may hold pictures or sound.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.hints.iter().chain(self.remarks.iter().map(|remark| &remark.feedback))
    }

    /// `None` when it says nothing.
    pub fn boxed(self) -> Option<Box<More>> {
        (self != More::default()).then(|| Box::new(self))
    }
}

/// A rectangle or ellipse over a picture; all numbers are fractions of its width and height, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mask {
    /// Masks with the same ordinal are hidden together and make one card.
    pub ordinal: u16,
    pub shape: MaskShape,
    /// What lies under the mask, in words (for screen readers and for the answer).
    #[serde(default)]
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaskShape {
    Rect { left: f64, top: f64, width: f64, height: f64 },
    Ellipse { left: f64, top: f64, rx: f64, ry: f64 },
    Polygon { points: Vec<(f64, f64)> },
}

/// What an item says. Serialised as JSON with a `kind` member; in formats that do not describe themselves (the frames
/// between processes) as a string of that JSON, since they cannot read a `kind` that comes first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", remote = "Self")]
pub enum Content {
    Basic {
        front: Field,
        back: Field,
        #[serde(default)]
        directions: Directions,
        /// The answer is typed and compared.
        #[serde(default)]
        typed: bool,
        /// Shown below the answer.
        #[serde(default)]
        extra: Option<Field>,
    },
    /// `{{c1::gap::hint}}` in the text, nested and several per index allowed.
    Cloze {
        text: Field,
        #[serde(default)]
        extra: Option<Field>,
        #[serde(default)]
        typed: bool,
    },
    /// A picture with masks; the editor comes later, showing and studying is here.
    Occlusion {
        /// Media name of the picture.
        image: String,
        /// What the picture shows, in words.
        #[serde(default)]
        alt: String,
        masks: Vec<Mask>,
        /// True: all masks hide, one asks. False: only the asked one hides.
        hide_all: bool,
        #[serde(default)]
        header: Option<Field>,
        #[serde(default)]
        extra: Option<Field>,
    },
    /// A list to recall; one card for the whole list.
    List {
        prompt: Field,
        entries: Vec<Field>,
        /// The order matters.
        ordered: bool,
        #[serde(default)]
        extra: Option<Field>,
    },
    Choice {
        prompt: Field,
        options: Vec<ChoiceOption>,
        /// More than one option may be right, and all right ones are asked for.
        many: bool,
        #[serde(default)]
        explanation: Option<Field>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        more: Option<Box<More>>,
    },
    TrueFalse {
        statement: Field,
        truth: bool,
        #[serde(default)]
        explanation: Option<Field>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        more: Option<Box<More>>,
    },
    /// A short typed answer; any of `accepted` is right, the first one is shown.
    Short {
        prompt: Field,
        accepted: Vec<String>,
        #[serde(default)]
        explanation: Option<Field>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        more: Option<Box<More>>,
    },
    /// An Anki note: keeps its note type, fields, templates and CSS.
    Anki {
        note_type: Uuid,
        /// Anki's guid, given back on export.
        guid: String,
        /// In the order of the note type's fields; HTML.
        fields: Vec<String>,
    },
    /// The kinds that a grader judges: a prompt, hints, a solution, and what is asked.
    #[serde(untagged)]
    Question(Box<Question>),
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return Content::serialize(self, serializer);
        }
        serializer.serialize_str(&serde_json::to_string(self).map_err(serde::ser::Error::custom)?)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Content, D::Error> {
        if deserializer.is_human_readable() {
            return Content::deserialize(deserializer);
        }
        let json = <&str>::deserialize(deserializer)?;
        serde_json::from_str(json).map_err(serde::de::Error::custom)
    }
}

/// Anki's note type, stored beside the items that use it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoteType {
    /// UUIDv5 of Anki's id and name, so that two imports make the same.
    pub id: Uuid,
    /// Anki's own id (epoch milliseconds), given back on export.
    pub anki_id: i64,
    pub name: String,
    pub cloze: bool,
    /// Anki's stock kind (image occlusion is 6), 0 when unknown.
    #[serde(default)]
    pub stock_kind: i32,
    pub css: String,
    pub fields: Vec<NoteField>,
    pub templates: Vec<Template>,
    /// Index of the field shown in lists.
    pub sort_field: usize,
    #[serde(default)]
    pub latex_pre: String,
    #[serde(default)]
    pub latex_post: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoteField {
    pub name: String,
    #[serde(default)]
    pub right_to_left: bool,
    #[serde(default)]
    pub font: String,
    #[serde(default)]
    pub size: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Template {
    pub name: String,
    pub question: String,
    pub answer: String,
}

/// Which card of an item: the stable name that [`card_id`] is made of, with the lineage.
///
/// `front`, `back` (a basic item's two directions), `c3` (cloze or mask number), `t0` (an Anki template's ordinal),
/// `whole` (an item graded as one card).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot(pub String);

impl Slot {
    pub fn front() -> Slot {
        Slot("front".into())
    }
    pub fn back() -> Slot {
        Slot("back".into())
    }
    pub fn whole() -> Slot {
        Slot("whole".into())
    }
    /// Cloze or mask number, counted from 1.
    pub fn gap(number: u16) -> Slot {
        Slot(format!("c{number}"))
    }
    /// An Anki template's ordinal, counted from 0.
    pub fn template(ordinal: u16) -> Slot {
        Slot(format!("t{ordinal}"))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The number in `c3` or `t0`.
    pub fn number(&self) -> Option<u16> {
        self.0.get(1..).and_then(|n| n.parse().ok())
    }
}

impl Content {
    pub fn kind(&self) -> Kind {
        match self {
            Content::Basic { .. } => Kind::Basic,
            Content::Cloze { .. } => Kind::Cloze,
            Content::Occlusion { .. } => Kind::Occlusion,
            Content::List { .. } => Kind::List,
            Content::Choice { .. } => Kind::Choice,
            Content::TrueFalse { .. } => Kind::TrueFalse,
            Content::Short { .. } => Kind::Short,
            Content::Anki { .. } => Kind::Anki,
            Content::Question(question) => question.kind(),
        }
    }
}

/// Namespace for all UUIDv5 that two machines must make the same.
pub const NAMESPACE: Uuid = Uuid::from_u128(0x5374_7564_6975_4d00_8000_0000_0000_0001);

/// Lineage and slot make the card's id: two devices make the same card, a copy of an item keeps its learner's memory.
pub fn card_id(lineage: Uuid, slot: &Slot) -> Uuid {
    beside(lineage, Uuid::new_v5(&lineage, slot.as_str().as_bytes()))
}

/// An id that begins with the first 48 bits of `anchor` and goes on with 74 bits of `hash` (a UUIDv5): a UUIDv8 (RFC 9562, 5.8).
/// What belongs together lies together in every index whose key begins with such an id (docs/adr/0004).
pub fn beside(anchor: Uuid, hash: Uuid) -> Uuid {
    let mut bytes = *hash.as_bytes();
    bytes[..6].copy_from_slice(&anchor.as_bytes()[..6]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The lineage of an Anki note: the same guid is the same knowledge for every learner and at every import.
pub fn anki_lineage(guid: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("anki-note:{guid}").as_bytes())
}

/// The id under which Anki's note type is stored.
pub fn anki_note_type_id(anki_id: i64, name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("anki-note-type:{anki_id}:{name}").as_bytes())
}
