//! What came of an import, in words: readers and operations say it in no language ([`Notice`]).

use crate::i18n::{Fill, Locale, owned, t, t_with};
use crate::t_args;
use formats::notice::{Argument, Notice, Place};
use serde_json::{Value, json};
use studium_core::jobs::Job;
use studium_core::transfer::{ImportInput, Report, Skipped};

/// A job of an import as programs see it: `{id, state, done, total, counts, skipped, error?}`.
pub fn progress_json(l: Locale, job: &Job) -> Value {
    let report = report(job);
    let skipped: Vec<Value> =
        report.skipped.iter().map(|s| json!({"where": place(l, &s.place), "why": notice(l, &s.why)})).collect();
    let mut json = json!({
        "id": job.id,
        "state": job.state.as_str(),
        "done": job.done,
        "total": job.total,
        "counts": report.counts,
        "skipped": skipped,
        "skipped_more": report.skipped_more,
    });
    if let Some(deck) = report.deck {
        json["deck_id"] = json!(deck);
    }
    if let Some(error) = failure(l, job) {
        json["error"] = error.into();
    }
    json
}

/// Why nothing came in: the file, the place in it, what is wrong, and the mend.
pub fn failure(l: Locale, job: &Job) -> Option<String> {
    let error = job.error.as_ref()?;
    Some(match report(job).failure {
        Some(Skipped { place: Place::File, why }) => format!("{}: {}", name(job), notice(l, &why)),
        Some(Skipped { place: at, why }) => format!("{}, {}: {}", name(job), place(l, &at), notice(l, &why)),
        // not the file's fault: what the runner wrote of the server
        None => format!("{}: {error}", name(job)),
    })
}

pub fn report(job: &Job) -> Report {
    serde_json::from_str(&job.result).unwrap_or_default()
}

/// The file's name as its owner knows it.
pub fn name(job: &Job) -> String {
    serde_json::from_str::<ImportInput>(&job.input).map(|i| i.name).unwrap_or_default()
}

pub fn place(l: Locale, place: &Place) -> String {
    match place {
        Place::File => t(l, "place-file"),
        Place::Package => t(l, "place-package"),
        Place::Collection => t(l, "place-collection"),
        Place::Table(table) => t_args!(l, "place-table", table = table),
        Place::Column(column) => t_args!(l, "place-column", column = column),
        Place::Entry { table, name } => t_args!(l, "place-entry", table = table, name = name),
        Place::Member(name) => name.clone(),
        Place::Media { member, name } => t_args!(l, "place-media", member = member, name = name),
        // numbers that name a thing are not grouped
        Place::Note(note) => t_args!(l, "place-note", note = note.to_string()),
        Place::Card { note, card } => t_args!(l, "place-card", note = note.to_string(), card = card.to_string()),
        Place::Line(line) => t_args!(l, "place-line", line = line.to_string()),
        Place::LineOf { file, line } => t_args!(l, "place-line-of", file = file, line = line.to_string()),
        Place::Question(name) => t_args!(l, "place-question", name = name),
        Place::QuestionAt { line, name } => t_args!(l, "place-question-at", line = line.to_string(), name = name),
    }
}

pub fn notice(l: Locale, notice: &Notice) -> String {
    let arguments: Vec<_> = notice
        .arguments
        .iter()
        .map(|(name, value)| {
            let value = match value {
                Argument::Number(number) => Fill::Number(*number),
                Argument::Text(text) => Fill::Text(text.clone()),
            };
            (name.clone(), owned(value))
        })
        .collect();
    t_with(l, &notice.key, &arguments)
}
