//! The shapes of the plan and of exams.

use super::schemas::{boolean, id, integer, list, maybe_text, object, of, required, said, text};
use serde_json::{Value, json};

/// Adds them by name.
pub fn add(add: &mut impl FnMut(&str, Value) -> Option<Value>) {
    let wanted = [
        ("name", text()),
        ("day", said("string", "ISO date")),
        ("time", said(["string", "null"], "HH:MM, to be shown only")),
        ("course", maybe_text()),
        ("weight", said("number", "beside other exams, above 0 to 1,000")),
        ("target", said("number", "the share of the points to reach, above 0 to 1")),
        ("pass", said("number", "the share of the points from which it is passed")),
        ("scale", list(object(&[("from", said("number", "the least share of the points")), ("grade", text())]))),
        (
            "questions",
            object(&[
                ("count", integer()),
                ("recall_share", said("number", "how many of them ask for what cards ask, 0 to 1")),
                ("guess", said("number", "the chance of a blind guess at one of the others")),
            ]),
        ),
        ("after", json!({"type": "string", "enum": ["keep", "let_go"]})),
        ("topics", list(object(&[("id", id()), ("weight", said("number", "0: left out for now"))]))),
    ];
    let mut sent = wanted.to_vec();
    sent.push(("version", integer()));
    add("WantedExam", object(&sent));
    let mut stored = sent.clone();
    stored.push(("id", id()));
    add("Exam", required(&["id", "version", "name", "day"], object(&stored)));
    let mut expected = stored.clone();
    expected.extend([
        ("days_left", integer()),
        ("outlook", said(["object", "null"], "recall on the day, simulated, altogether and by topic")),
        ("forecast", said("object", "`grade` with its middle 80 % and chances, or what is `missing`")),
        ("result", said(["object", "null"], "how it went")),
    ]);
    add("ExpectedExam", object(&expected));
    add(
        "Step",
        object(&[
            ("id", id()),
            ("day", text()),
            ("kind", json!({"type": "string", "enum": ["review", "read", "learn_new", "quiz", "mock_exam", "mend"]})),
            ("topics", said("array", "pairs of a topic's id and a number of cards")),
            ("course", id()),
            ("material", maybe_text()),
            ("part", said(["object", "null"], "which pages of the material")),
            ("minutes", integer()),
            ("count", integer()),
            ("reason", said("object", "why it is there, on this day")),
            ("pinned", said("boolean", "the learner put it there")),
        ]),
    );
    add(
        "Plan",
        object(&[
            ("state", json!({"type": "string", "enum": ["none", "ready", "stale"]})),
            ("pending", said("boolean", "another one is being made")),
            ("version", integer()),
            ("made_at", said(["integer", "null"], "ms")),
            ("today", text()),
            ("missing", list(said("object", "what has to be there before more can be said"))),
            ("verdict", said(["object", "null"], "whether the minutes suffice, and what else can be done")),
            ("steps", list(of("Step"))),
            ("days", list(object(&[("day", text()), ("cap", integer()), ("minutes", integer())]))),
            ("exams", list(of("ExpectedExam"))),
            ("progress", list(object(&[("step", id()), ("done", integer()), ("of", integer()), ("over", boolean())]))),
            ("topics", list(object(&[("id", id()), ("name", text()), ("cards", integer()), ("new", integer())]))),
        ]),
    );
}
