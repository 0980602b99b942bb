//! The page.

use super::views;
use crate::frame::{AppState, Reply, SignedIn};
use axum::extract::{Query, State};
use maud::Markup;
use serde::Deserialize;
use studium_core::statistics::Period;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// 4, 12 or 52; anything else is 12.
    weeks: Option<String>,
}

impl Asked {
    fn period(&self) -> Period {
        let asked = self.weeks.as_deref().and_then(|w| w.parse::<i32>().ok());
        Period::ALL.into_iter().find(|p| Some(p.weeks()) == asked).unwrap_or(Period::Weeks12)
    }
}

pub async fn show(State(state): State<AppState>, me: SignedIn, Query(asked): Query<Asked>) -> Reply<Markup> {
    let call = me.call(&state);
    let cache = state.statistics.clone();
    let period = asked.period();
    let summary = state.studium.read(move |tx| cache.summary(tx, &call, period)).await?;
    Ok(views::page(&me, &summary))
}
