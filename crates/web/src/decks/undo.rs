//! What was just done, said on the next page with a button that takes it back.

use crate::accounts::local;
use crate::frame::parts::icon;
use crate::frame::visit::Visit;
use crate::frame::{AppState, Failure, Fields, Reply, SignedIn};
use crate::i18n::{Locale, has, t};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::response::Redirect;
use maud::{Markup, html};
use studium_core::changes::{self, Change};
use studium_core::db::Tx;
use studium_core::{Call, Error, decks};

/// The changes that an act of the learner's made: to be taken back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    pub from: i64,
    pub to: i64,
}

impl Done {
    /// The address with what was done, for the page that says it.
    pub fn at(self, address: &str) -> String {
        let sign = if address.contains('?') { '&' } else { '?' };
        match self.from == self.to {
            true => format!("{address}{sign}done={}", self.to),
            false => format!("{address}{sign}done={}&from={}", self.to, self.from),
        }
    }

    pub fn redirect(self, address: &str) -> Redirect {
        Redirect::to(&self.at(address))
    }
}

/// Runs an act in the learner's own space, and says which changes it made.
pub async fn act<T: Send + 'static>(
    state: &AppState,
    me: &SignedIn,
    operation: impl Fn(&mut Tx, &Call) -> studium_core::Result<T> + Send + 'static,
) -> studium_core::Result<(T, Done)> {
    let call = me.call(state);
    let space = me.actor.space();
    let done = state
        .studium
        .write(move |tx| {
            let newest = |tx: &mut Tx| changes::find_undoable(tx, &call, space).map(|c| c.map_or(0, |c| c.0));
            let before = newest(tx)?;
            let result = operation(tx, &call)?;
            let to = newest(tx)?;
            let all = changes::list_undoable(tx, &call, space, before + 1, to)?;
            Ok((result, Done { from: all.last().copied().unwrap_or(to), to }))
        })
        .await?;
    state.studium.work.notify_one();
    Ok(done)
}

/// After decks went into the bin or came out of it: the items of large ones follow in the background.
pub fn settle(state: &AppState, me: &SignedIn) {
    let (studium, space) = (state.studium.clone(), me.actor.space());
    tokio::spawn(async move {
        if let Err(error) = decks::settle(&studium, space).await {
            tracing::warn!(%error, "items follow their deck at the next start");
        }
    });
}

/// What the page says first: `?done=…` or `?undone`.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    change: Option<Change>,
    from: i64,
    undone: bool,
    /// The page's own address without these.
    next: String,
}

impl FromRequestParts<AppState> for Notice {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Notice, Failure> {
        let mut notice = Notice::default();
        let (mut done, mut from, mut kept) = (None, None, Vec::new());
        for pair in parts.uri.query().unwrap_or("").split('&').filter(|p| !p.is_empty()) {
            match pair.split_once('=') {
                Some(("done", number)) => done = number.parse::<i64>().ok(),
                Some(("from", number)) => from = number.parse::<i64>().ok(),
                _ if pair.starts_with("undone") => notice.undone = true,
                _ => kept.push(pair),
            }
        }
        notice.next = match kept.is_empty() {
            true => parts.uri.path().to_owned(),
            false => format!("{}?{}", parts.uri.path(), kept.join("&")),
        };
        if let Some(done) = done {
            let visit = Visit::from_request_parts(parts, state).await?;
            if let Some(actor) = &visit.actor {
                let call = state.studium.call(actor);
                notice.change =
                    state.studium.read(move |tx| changes::find(tx, &call, call.actor.space(), done)).await?;
                notice.from = from.unwrap_or(done);
            }
        }
        Ok(notice)
    }
}

impl Notice {
    /// The line above the page.
    pub fn bar(&self, l: Locale) -> Markup {
        html! {
            @if let Some(change) = &self.change {
                div class="notice" role="status" {
                    (icon("check"))
                    span { (sentence(l, &change.intent)) }
                    @if change.undoable {
                        form method="post" action={ "/undo/" (change.revision) } {
                            input type="hidden" name="from" value=(self.from);
                            input type="hidden" name="next" value=(self.next);
                            button class="button compact" data-key="z" { (icon("undo-2")) (t(l, "undo")) }
                        }
                    }
                }
            } @else if self.undone {
                div class="notice" role="status" { (icon("undo-2")) span { (t(l, "undone")) } }
            }
        }
    }

    /// The page's own address, without what was just done.
    pub fn address(&self) -> &str {
        &self.next
    }
}

fn sentence(l: Locale, intent: &str) -> String {
    let key = format!("done-{intent}");
    if has(l, &key) { t(l, &key) } else { t(l, "done-saved") }
}

/// Takes an act back: all its changes, newest first.
pub async fn undo(
    State(state): State<AppState>,
    me: SignedIn,
    Path(revision): Path<i64>,
    fields: Fields,
) -> Reply<Redirect> {
    let from = fields.parse_optional::<i64>("from")?.unwrap_or(revision);
    let (call, space) = (me.call(&state), me.actor.space());
    let revisions = {
        let call = call.clone();
        state.studium.read(move |tx| changes::list_undoable(tx, &call, space, from, revision)).await?
    };
    if revisions.is_empty() {
        return Err(Error::NotFound { what: "change" }.into());
    }
    for one in revisions {
        let call = me.call(&state);
        state.studium.write(move |tx| changes::undo(tx, &call, space, one)).await?;
    }
    state.studium.work.notify_one();
    settle(&state, &me);
    let next = local(fields.get("next"));
    let sign = if next.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{next}{sign}undone")))
}
