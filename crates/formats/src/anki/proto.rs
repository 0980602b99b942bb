//! The protobuf messages of Anki's latest layout, with only the members that we use. Field numbers are Anki's.

use prost::Message;

/// `meta`: which layout the package has.
#[derive(Clone, PartialEq, Message)]
pub struct PackageMetadata {
    /// 1 legacy 1, 2 legacy 2, 3 latest.
    #[prost(int32, tag = "1")]
    pub version: i32,
}

/// `media` of the latest layout.
#[derive(Clone, PartialEq, Message)]
pub struct MediaEntries {
    #[prost(message, repeated, tag = "1")]
    pub entries: Vec<MediaEntry>,
}

#[derive(Clone, PartialEq, Message)]
pub struct MediaEntry {
    /// Bytes, so that one wrong name does not spoil the list.
    #[prost(bytes = "vec", tag = "1")]
    pub name: Vec<u8>,
    #[prost(uint32, optional, tag = "255")]
    pub member: Option<u32>,
}

#[derive(Clone, PartialEq, Message)]
pub struct NotetypeConfig {
    /// 1 is cloze.
    #[prost(int32, tag = "1")]
    pub kind: i32,
    #[prost(uint32, tag = "2")]
    pub sort_field: u32,
    #[prost(string, tag = "3")]
    pub css: String,
    #[prost(string, tag = "5")]
    pub latex_pre: String,
    #[prost(string, tag = "6")]
    pub latex_post: String,
    #[prost(int32, tag = "9")]
    pub stock_kind: i32,
}

#[derive(Clone, PartialEq, Message)]
pub struct FieldConfig {
    #[prost(bool, tag = "2")]
    pub rtl: bool,
    #[prost(string, tag = "3")]
    pub font: String,
    #[prost(uint32, tag = "4")]
    pub size: u32,
}

#[derive(Clone, PartialEq, Message)]
pub struct TemplateConfig {
    #[prost(string, tag = "1")]
    pub question: String,
    #[prost(string, tag = "2")]
    pub answer: String,
}

/// `decks.kind`.
#[derive(Clone, PartialEq, Message)]
pub struct DeckKind {
    #[prost(message, optional, tag = "1")]
    pub normal: Option<NormalDeck>,
    #[prost(message, optional, tag = "2")]
    pub filtered: Option<FilteredDeck>,
}

#[derive(Clone, PartialEq, Message)]
pub struct NormalDeck {
    #[prost(int64, tag = "1")]
    pub preset: i64,
    #[prost(string, tag = "4")]
    pub description: String,
    #[prost(uint32, optional, tag = "6")]
    pub reviews_per_day: Option<u32>,
    #[prost(uint32, optional, tag = "7")]
    pub new_per_day: Option<u32>,
    #[prost(float, optional, tag = "10")]
    pub retention: Option<f32>,
}

#[derive(Clone, PartialEq, Message)]
pub struct FilteredDeck {}

/// `deck_config.config`.
#[derive(Clone, PartialEq, Message)]
pub struct PresetConfig {
    #[prost(float, repeated, tag = "1")]
    pub learning_steps: Vec<f32>,
    #[prost(float, repeated, tag = "2")]
    pub relearning_steps: Vec<f32>,
    #[prost(float, repeated, tag = "3")]
    pub fsrs_4: Vec<f32>,
    #[prost(float, repeated, tag = "5")]
    pub fsrs_5: Vec<f32>,
    #[prost(float, repeated, tag = "6")]
    pub fsrs_6: Vec<f32>,
    #[prost(uint32, tag = "9")]
    pub new_per_day: u32,
    #[prost(uint32, tag = "10")]
    pub reviews_per_day: u32,
    #[prost(uint32, tag = "16")]
    pub maximum_interval: u32,
    #[prost(uint32, tag = "22")]
    pub leech_threshold: u32,
    #[prost(bool, tag = "27")]
    pub bury_new: bool,
    #[prost(bool, tag = "28")]
    pub bury_reviews: bool,
    #[prost(float, tag = "37")]
    pub retention: f32,
}
