//! The shapes that the API speaks of.

use serde_json::{Map, Value, json};

/// All schemas by name.
pub fn all() -> Value {
    let mut schemas = Map::new();
    let mut add = |name: &str, schema: Value| schemas.insert(name.to_owned(), schema);
    add("Any", json!({"type": "object"}));
    add(
        "Error",
        object(&[(
            "error",
            object(&[
                ("kind", text()),
                ("message", text()),
                ("request_id", text()),
                ("fields", json!({"type": "object", "additionalProperties": {"type": "string"}})),
                ("retry_after_s", integer()),
            ]),
        )]),
    );
    let memory = object(&[
        ("stability", said("number", "days until the chance of recall has fallen to 90 %")),
        ("difficulty", said("number", "1 to 10")),
        ("due", said("integer", "ms")),
        ("due_day", said(["string", "null"], "ISO date; null while the card is in steps within a day")),
        ("reps", integer()),
        ("lapses", integer()),
        ("state", json!({"type": "string", "enum": ["new", "learning", "review", "relearning"]})),
        ("retrievability", said("number", "the chance of recall now, 0 to 1")),
    ]);
    add("Memory", nullable("a new card has none", memory));
    add(
        "Rating",
        object(&[
            ("promised_s", said("integer", "seconds until the card is back")),
            ("label", said("string", "the same in words")),
            ("memory", of("Memory")),
            ("then", said("object", "the ratings of a card that comes back within the session")),
        ]),
    );
    add(
        "StudyCard",
        object(&[
            ("card_id", id()),
            ("item_id", id()),
            ("item_version", integer()),
            ("deck_id", id()),
            ("deck", text()),
            ("kind", text()),
            ("question_html", text()),
            ("answer_html", text()),
            ("answer_replaces_question", boolean()),
            ("css", maybe_text()),
            ("ord", integer()),
            ("question_text", text()),
            ("answer_text", text()),
            ("question_language", maybe_text()),
            ("answer_language", maybe_text()),
            ("typed", said(["object", "null"], "what is expected when the answer is typed")),
            ("choices", said(["array", "null"], "the options of a choice, in the order to show them")),
            ("many", boolean()),
            (
                "asked",
                said(
                    ["object", "null"],
                    "of the graded kinds: hints, and what is to be filled in, paired, ordered or ticked",
                ),
            ),
            ("media", list(text())),
            ("memory", of("Memory")),
            ("history", list(object(&[("at", integer()), ("rating", integer())]))),
            ("flag", integer()),
            ("leech", boolean()),
            ("head", said(["string", "null"], "the last event: what `after` of the next answer says")),
            ("ratings", said("object", "by rating, \"1\" to \"4\": see Rating")),
        ]),
    );
    add(
        "PracticeCard",
        json!({"allOf": [of("StudyCard"), object(&[(
            "practice",
            object(&[
                (
                    "format",
                    json!({"type": "string", "enum": ["choice", "cued", "free"], "description":
                        "choice: one of the card's `choices` (answer with format choice and options, their number); \
                         cued: typed, with first letters for whoever asks (each look is a hint); free: as the item asks"}),
                ),
                ("cue", said(["string", "null"], "the first letters of the answer")),
                ("confidence", said("boolean", "ask how sure the learner is before the answer is shown")),
            ]),
        )])]}),
    );
    add(
        "Round",
        object(&[
            ("cards", list(of("PracticeCard"))),
            ("counts", object(&[("new", integer()), ("learning", integer()), ("due", integer())])),
            ("goal", said(["integer", "null"], "it ends when so many items are right")),
            ("minutes", said(["integer", "null"], "it ends after so many minutes")),
            ("now", integer()),
        ]),
    );
    add(
        "Queue",
        object(&[
            ("cards", list(of("StudyCard"))),
            ("counts", object(&[("new", integer()), ("learning", integer()), ("due", integer())])),
            ("now", integer()),
        ]),
    );
    add(
        "WantedGrade",
        required(
            &["response"],
            object(&[
                ("card_id", said("string", "one of the learner's cards; or `item`")),
                (
                    "item",
                    said(
                        "object",
                        "{kind, language, answers: […], tolerance?, unit?}: an item as it is stored; `tolerance` of all answers is \"0.05\", \"1%\" or \"3sf\"",
                    ),
                ),
                (
                    "response",
                    said(
                        ["object", "string"],
                        "{text}, {texts}, {chosen}, {pairs}, {order}, {ticked} or \"nothing\"; places from 0",
                    ),
                ),
            ]),
        ),
    );
    add(
        "Quizzes",
        object(&[
            (
                "items",
                list(object(&[
                    ("id", id()),
                    ("mode", json!({"type": "string", "enum": ["quiz", "exam"]})),
                    ("name", text()),
                    ("questions", integer()),
                    ("minutes", said(["integer", "null"], "null: as long as one likes")),
                    ("attempts", said(["integer", "null"], "null: as often as one likes")),
                ])),
            ),
            ("next", maybe_text()),
        ]),
    );
    add(
        "Sitting",
        object(&[
            ("id", id()),
            ("quiz", id()),
            ("name", text()),
            ("mode", text()),
            ("started_at", integer()),
            ("deadline", said(["integer", "null"], "ms by the server's clock; null: none")),
            ("ended_at", said(["integer", "null"], "null: it runs")),
            ("points", said(["number", "null"], "reached, once it is over")),
            ("of", said("number", "all points")),
            (
                "places",
                list(object(&[
                    ("place", said("integer", "from 0")),
                    ("question", said("object", "kind, html, options, left, right, entries, gaps: as they are shown")),
                    ("response", said(["object", "string", "null"], "by the places shown")),
                    ("flagged", boolean()),
                    ("mark", said("object", "points, score, verdict, rung, reason; only once it is over")),
                    ("answer", said("string", "what is right; only once it is over")),
                ])),
            ),
        ]),
    );
    add(
        "WantedResponses",
        object(&[(
            "responses",
            list(required(
                &["place", "response", "change"],
                object(&[
                    ("place", integer()),
                    ("response", said(["object", "string"], "as of POST /api/v1/grade, by the places shown")),
                    ("flagged", boolean()),
                    ("confidence", said("integer", "0 to 100")),
                    ("spent_ms", integer()),
                    ("change", said("integer", "rises with every change, such as ms")),
                ]),
            )),
        )]),
    );
    let verdict = || json!({"type": "string", "enum": ["right", "partly", "wrong"]});
    add(
        "Grade",
        object(&[
            ("score", said("number", "0 to 1")),
            ("verdict", verdict()),
            (
                "rung",
                json!({"type": "string", "enum": ["exact", "accepted", "number", "formula", "typo", "rubric", "parts", "none"]}),
            ),
            ("reason", said("string", "a sentence, in the item's language or the learner's")),
            ("parts", list(object(&[("score", said("number", "0 to 1")), ("verdict", verdict()), ("reason", text())]))),
            ("remark_html", said("string", "what the item says to such an answer")),
        ]),
    );
    add(
        "Hit",
        object(&[
            ("kind", json!({"type": "string", "enum": ["item", "deck", "explanation", "source"]})),
            ("id", id()),
            ("title", text()),
            ("snippet", text()),
            ("language", maybe_text()),
            ("url", text()),
            ("recall", said(["number", "null"], "the learner's mean chance of recall, 0 to 1")),
        ]),
    );
    forgetting(&mut add);
    add("ImportBegun", object(&[("id", id()), ("ids", list(id()))]));
    let count = |names: &[&'static str]| object(&names.iter().map(|n| (*n, integer())).collect::<Vec<_>>());
    add(
        "Import",
        object(&[
            ("id", id()),
            ("state", json!({"type": "string", "enum": ["queued", "running", "done", "failed"]})),
            ("done", integer()),
            ("total", said("integer", "0: not known yet")),
            ("counts", count(&["items", "cards", "reviews", "media", "decks", "updated", "drafts"])),
            ("skipped", list(object(&[("where", text()), ("why", text())]))),
            ("skipped_more", said("integer", "beyond those named")),
            ("deck_id", said("string", "the outermost deck of what came in")),
            ("error", said("string", "file, place, what is wrong, and the mend")),
        ]),
    );
    add("LeftOut", object(&[("left_out", list(object(&[("where", text()), ("why", text())])))]));
    add("Imports", object(&[("items", list(of("Import"))), ("next", maybe_text())]));
    add("UploadAnnounced", object(&[("name", text()), ("size", integer())]));
    add(
        "UploadPlace",
        object(&[("id", id()), ("offset", said("integer", "bytes that have come")), ("size", integer())]),
    );
    add("Found", object(&[("items", list(of("Hit"))), ("next", maybe_text())]));
    add(
        "Review",
        required(
            &["id", "card_id", "reviewed_at"],
            object(&[
                ("id", said("string", "a UUID of your own, best version 7; sending it again is one review")),
                ("card_id", id()),
                ("kind", json!({"type": "string", "enum": ["answer", "forget", "reschedule"], "default": "answer"})),
                (
                    "rating",
                    json!({"type": "integer", "minimum": 1, "maximum": 4, "description": "1 Again, 2 Hard, 3 Good, 4 Easy"}),
                ),
                (
                    "mode",
                    json!({"type": "string", "enum": ["flashcard", "learn", "quiz", "exam", "live", "article", "teaser", "flip"]}),
                ),
                ("reviewed_at", said("integer", "ms; at most 5 minutes in the future")),
                ("duration_ms", integer()),
                (
                    "promised_s",
                    said("integer", "what the queue promised for this rating; without it the server chooses"),
                ),
                (
                    "after",
                    said(
                        ["string", "null"],
                        "`head` of the card as you had it; a promise from another head does not count",
                    ),
                ),
                ("response", said("string", "what was put in")),
                ("choices", said("array", "places of the options chosen, from 0")),
                (
                    "options",
                    said(
                        "integer",
                        "how many options were shown: the chance of a guess; if missing, as the item has them now",
                    ),
                ),
                ("outcome", json!({"type": "string", "enum": ["right", "wrong"]})),
                ("score", said("number", "0 to 1")),
                (
                    "format",
                    said(
                        "string",
                        "how it was asked: flip, typed, choice (one option), choices (all that are right), teaser; \
                         a right choice counts less than a recall",
                    ),
                ),
                ("confidence", said("integer", "0 to 100")),
                ("hints", integer()),
                ("item_version", integer()),
                ("due_day", said("string", "of a reschedule: ISO date")),
            ]),
        ),
    );
    add(
        "Upload",
        object(&[
            (
                "sent_at",
                said(
                    "integer",
                    "your clock now, ms: if it is more than 5 minutes off, the times of this upload are shifted",
                ),
            ),
            ("reviews", list(of("Review"))),
            ("retracts", list(object(&[("id", id()), ("retracts", id()), ("at", integer())]))),
            (
                "marks",
                list(object(&[
                    ("id", id()),
                    ("card_id", id()),
                    ("at", integer()),
                    ("kind", json!({"type": "string", "enum": ["suspend", "unsuspend", "bury", "unbury", "flag"]})),
                    ("flag", said("integer", "0 to 7")),
                ])),
            ),
        ]),
    );
    add(
        "Results",
        object(&[
            (
                "results",
                list(object(&[
                    ("id", text()),
                    ("status", json!({"type": "string", "enum": ["stored", "duplicate", "conflict", "refused"]})),
                    ("reason", maybe_text()),
                    ("memory", of("Memory")),
                    ("head", maybe_text()),
                ])),
            ),
            ("now", integer()),
        ]),
    );
    add(
        "Event",
        object(&[
            ("id", id()),
            ("card_id", id()),
            ("item_id", id()),
            ("kind", text()),
            ("reviewed_at", integer()),
            ("study_day", text()),
            ("received_at", integer()),
            ("mode", text()),
            ("rating", said(["integer", "null"], "1 to 4")),
            ("duration_ms", integer()),
            ("promised_s", integer()),
            ("after", maybe_text()),
            ("retracts", maybe_text()),
            ("response", maybe_text()),
        ]),
    );
    add(
        "Deck",
        object(&[
            ("id", id()),
            ("parent", maybe_text()),
            ("name", text()),
            ("path", list(text())),
            ("version", integer()),
            ("description", text()),
            ("language", maybe_text()),
            ("items", said("integer", "items in this very deck")),
            ("library", said("boolean", "a deck of the library that is studied here")),
        ]),
    );
    add(
        "Item",
        object(&[
            ("id", id()),
            ("version", integer()),
            ("deck_id", id()),
            ("kind", text()),
            ("tags", list(text())),
            ("language", maybe_text()),
            ("summary", text()),
            ("content", said("object", "as stored, by kind")),
            ("created_at", integer()),
            ("updated_at", integer()),
        ]),
    );
    add(
        "Card",
        object(&[
            ("card_id", id()),
            ("item_id", id()),
            ("slot", text()),
            ("deck_id", id()),
            ("deck", text()),
            ("kind", text()),
            ("tags", list(text())),
            ("question_html", text()),
            ("answer_html", text()),
            ("css", maybe_text()),
            ("memory", of("Memory")),
            ("suspended", boolean()),
            ("buried_until", maybe_text()),
            ("flag", integer()),
            ("leech", boolean()),
            ("history", list(of("Event"))),
        ]),
    );
    add("WantedMarks", object(&[("suspended", boolean()), ("buried", boolean()), ("flag", integer())]));
    add("Marks", object(&[("suspended", boolean()), ("buried_until", maybe_text()), ("flag", integer())]));
    super::plan_schemas::add(&mut add);
    for (name, entry) in
        [("Exams", "Exam"), ("Events", "Event"), ("Decks", "Deck"), ("Items", "Item"), ("Cards", "Card")]
    {
        add(name, object(&[("items", list(of(entry))), ("next", maybe_text())]));
    }
    Value::Object(schemas)
}

pub(super) fn object(properties: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({"type": "object", "properties": properties})
}

pub(super) fn required(names: &[&str], mut schema: Value) -> Value {
    schema["required"] = json!(names);
    schema
}

pub(super) fn nullable(why: &str, mut schema: Value) -> Value {
    schema["type"] = json!(["object", "null"]);
    schema["description"] = json!(why);
    schema
}

pub(super) fn said(kind: impl Into<Kind>, description: &str) -> Value {
    json!({"type": kind.into().0, "description": description})
}

/// A type's name, or several.
pub(super) struct Kind(Value);

impl From<&str> for Kind {
    fn from(name: &str) -> Kind {
        Kind(json!(name))
    }
}

impl<const N: usize> From<[&str; N]> for Kind {
    fn from(names: [&str; N]) -> Kind {
        Kind(json!(names.to_vec()))
    }
}

/// What `/api/v1/memory` speaks of.
fn forgetting(add: &mut impl FnMut(&str, Value) -> Option<Value>) {
    let numbers = || list(json!({"type": "number"}));
    let number = || json!({"type": "number"});
    add("Begun", object(&[("id", id())]));
    let state = json!({"type": "string", "enum": ["queued", "running", "done", "failed"]});
    add("Progress", object(&[("state", state), ("done", integer()), ("total", integer())]));
    let either = json!({"description": "17, 19 or 21 numbers, as text or as a list", "oneOf": [text(), numbers()]});
    add("Parameters", required(&["parameters"], object(&[("parameters", either)])));
    add(
        "ParameterSet",
        object(&[
            ("id", said("integer", "counts up; 0 for one who never had others than the published")),
            ("parameters", numbers()),
            ("origin", json!({"type": "string", "enum": ["published", "import", "fit", "pasted"]})),
            ("since", said(["integer", "null"], "ms")),
        ]),
    );
    let bin = object(&[("answers", integer()), ("predicted", number()), ("observed", number())]);
    let quality = object(&[
        ("answers", integer()),
        ("log_loss", said("number", "mean of −ln of the chance given to what happened")),
        ("rmse_bins", said("number", "distance of predicted and observed recall over bins of like cards")),
        ("discrimination", said(["number", "null"], "area under the ROC curve")),
        ("calibration", said("array", "bins of equally many answers")),
    ]);
    add("CalibrationBin", bin);
    add("Quality", nullable("not tested", quality));
    let tested = object(&[
        ("from", said("string", "ISO date: the first day held out")),
        ("parameters", numbers()),
        ("published", of("Quality")),
        ("current", of("Quality")),
        ("own", of("Quality")),
        ("moving_average", of("Quality")),
        ("gain", said("number", "how much lower the log loss of the new parameters is")),
        ("noise", said(["number", "null"], "the standard error of that")),
    ]);
    add("Tested", nullable("nothing could be tested", tested));
    let verdict = ["accepted", "not_better", "too_few_answers", "nothing_to_compare"];
    let fit = object(&[
        ("at", said("integer", "ms")),
        ("verdict", json!({"type": "string", "enum": verdict})),
        ("answers", said("integer", "that can test a model")),
        ("set", said(["integer", "null"], "the set that it put in force")),
        ("tested", of("Tested")),
    ]);
    add("Fit", fit);
    add(
        "Forgetting",
        object(&[
            ("in_force", of("ParameterSet")),
            ("sets", list(of("ParameterSet"))),
            ("reviews", integer()),
            ("missing", said("integer", "so many more reviews until a fit can say something")),
            ("quality", of("Quality")),
            ("fits", list(of("Fit"))),
            ("fitting", said(["string", "null"], "`queued` or `running` while a fit is under way")),
        ]),
    );
}

pub(super) fn of(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

pub(super) fn list(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

pub(super) fn id() -> Value {
    json!({"type": "string", "format": "uuid"})
}

pub(super) fn text() -> Value {
    json!({"type": "string"})
}

pub(super) fn maybe_text() -> Value {
    json!({"type": ["string", "null"]})
}

pub(super) fn integer() -> Value {
    json!({"type": "integer"})
}

pub(super) fn boolean() -> Value {
    json!({"type": "boolean"})
}
