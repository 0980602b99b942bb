//! What a learner put in.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    #[default]
    Nothing,
    Text(String),
    /// Per gap.
    Texts(Vec<String>),
    /// Numbers of the chosen options, from 0. Of a true-or-false item, 0 is true and 1 is false.
    Chosen(Vec<usize>),
    /// For each left side the number of the right side put to it.
    Pairs(Vec<Option<usize>>),
    /// The numbers of the things, as they were put in order.
    Order(Vec<usize>),
    /// Numbers of the steps ticked as right.
    Ticked(Vec<usize>),
    /// Per gap, where gaps are of several kinds.
    Parts(Vec<Response>),
}

impl Response {
    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        match self {
            Response::Nothing => true,
            Response::Text(text) => text.trim().is_empty(),
            Response::Texts(texts) => texts.iter().all(|text| text.trim().is_empty()),
            Response::Chosen(chosen) | Response::Order(chosen) | Response::Ticked(chosen) => chosen.is_empty(),
            Response::Pairs(pairs) => pairs.iter().all(Option::is_none),
            // one level: what lies deeper is not graded
            Response::Parts(parts) => parts.iter().all(|part| match part {
                Response::Parts(deeper) => deeper.is_empty(),
                part => part.is_empty(),
            }),
        }
    }
}
