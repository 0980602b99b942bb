//! Which rows are a learner's own, for export and erasure. A test compares this with the schema, so that no table or
//! column is ever forgotten.

/// A table whose rows belong to a learner or to their space.
pub struct Owned {
    pub name: &'static str,
    /// The column that names the owner: the learner's id, which is also their space's.
    pub owner: &'static str,
    /// A column by which rows are taken in portions.
    pub portion: &'static str,
    /// All columns but secrets.
    pub columns: &'static [&'static str],
}

/// In the order in which they are erased: what is derived or hangs on others first.
pub const OWNED: &[Owned] = &[
    Owned {
        name: "sessions",
        owner: "learner",
        portion: "token_hash",
        columns: &["id", "learner", "created_at", "seen_at", "expires_at", "agent"],
    },
    Owned {
        name: "api_tokens",
        owner: "learner",
        portion: "token_hash",
        columns: &["id", "learner", "name", "scope", "created_at", "seen_at"],
    },
    Owned {
        name: "jobs",
        owner: "space",
        portion: "id",
        columns: &[
            "id", "space", "kind", "input", "state", "run_at", "lease_until", "attempts", "done", "total", "result",
            "error", "unique_key", "created_at", "finished_at",
        ],
    },
    Owned {
        name: "uploads",
        owner: "space",
        portion: "id",
        columns: &["id", "space", "name", "bytes", "received", "created_at"],
    },
    Owned {
        name: "batches",
        owner: "space",
        portion: "id",
        columns: &["id", "space", "created_at"],
    },
    Owned {
        name: "learner_cards",
        owner: "learner",
        portion: "card_id",
        columns: &[
            "learner", "card_id", "space", "item", "slot", "deck", "phase", "step", "stability", "difficulty",
            "last_day", "last_at", "due_at", "due_day", "position", "reps", "lapses", "head", "head_at", "suspended",
            "buried_until", "flag", "leech", "parameters", "batch",
        ],
    },
    Owned {
        name: "daily_totals",
        owner: "learner",
        portion: "study_day",
        columns: &[
            "learner", "study_day", "mode", "deck", "answers", "passed", "new_cards", "review_answers",
            "review_passed", "duration_ms",
        ],
    },
    Owned {
        name: "card_marks",
        owner: "learner",
        portion: "card_id",
        columns: &["learner", "card_id", "suspended", "buried_until", "flag"],
    },
    Owned {
        name: "enrolments",
        owner: "learner",
        portion: "space",
        columns: &["learner", "space", "deck", "created_at"],
    },
    Owned {
        name: "study_settings",
        owner: "learner",
        portion: "scope",
        columns: &[
            "learner", "scope", "target", "retention", "new_per_day", "reviews_per_day", "learning_steps",
            "relearning_steps", "new_order", "review_order", "mix", "bury_siblings", "leech_threshold",
            "leech_suspends", "maximum_interval_days", "fuzz",
        ],
    },
    Owned {
        name: "parameters",
        owner: "learner",
        portion: "id",
        columns: &["learner", "id", "numbers", "origin", "fitted_at"],
    },
    Owned {
        name: "reading_places",
        owner: "learner",
        portion: "space",
        columns: &["learner", "space", "source", "anchor", "share", "at"],
    },
    Owned {
        name: "events",
        owner: "learner",
        portion: "id",
        columns: &[
            "learner", "id", "card_id", "item", "item_version", "kind", "at", "study_day", "sent_at", "received_at",
            "mode", "rating", "outcome", "score", "choices", "format", "confidence", "hints", "duration_ms",
            "response", "promised_s", "after", "retracts", "sitting", "stability", "difficulty", "ease",
            "interval_days", "due", "due_is_day", "phase", "reps", "lapses", "complete", "raw",
        ],
    },
    Owned {
        name: "evidence",
        owner: "space",
        portion: "id",
        columns: &[
            "space", "id", "item", "source", "source_version", "quote", "prefix", "suffix", "start_offset",
            "end_offset", "page",
        ],
    },
    Owned {
        name: "drafts",
        owner: "space",
        portion: "id",
        columns: &[
            "space", "id", "source", "deck", "content", "language", "found_as", "state", "position", "created_at",
        ],
    },
    Owned {
        name: "item_tags",
        owner: "space",
        portion: "item",
        columns: &["space", "item", "tag_key", "tag"],
    },
    Owned {
        name: "cards",
        owner: "space",
        portion: "item",
        columns: &["space", "item", "slot", "card_id", "deck", "hidden"],
    },
    Owned {
        name: "items",
        owner: "space",
        portion: "id",
        columns: &[
            "space", "id", "version", "deck", "kind", "lineage", "language", "content", "summary", "source",
            "anchor", "file_time", "position", "batch", "created_at", "updated_at", "deleted_at",
        ],
    },
    Owned {
        name: "external_ids",
        owner: "space",
        portion: "scheme",
        columns: &["space", "scheme", "key", "object"],
    },
    Owned {
        name: "versions",
        owner: "space",
        portion: "object",
        columns: &["space", "object", "version", "kind", "before", "actor", "at"],
    },
    Owned {
        name: "changes",
        owner: "space",
        portion: "revision",
        columns: &["space", "revision", "actor", "intent", "inverse", "undone", "at"],
    },
    Owned {
        name: "media",
        owner: "space",
        portion: "name",
        columns: &["space", "name", "hash", "bytes", "created_at"],
    },
    Owned {
        name: "note_types",
        owner: "space",
        portion: "id",
        columns: &["space", "id", "version", "name", "content"],
    },
    Owned {
        name: "decks",
        owner: "space",
        portion: "id",
        columns: &[
            "space", "id", "version", "parent", "course", "source", "topic", "name", "path_key", "description",
            "language", "origin", "items", "batch", "created_at", "deleted_at",
        ],
    },
    Owned {
        name: "sources",
        owner: "space",
        portion: "id",
        columns: &[
            "space", "id", "version", "kind", "course", "topic", "key", "title", "language", "translation", "level",
            "origin", "content", "words", "created_at", "updated_at", "deleted_at",
        ],
    },
    Owned {
        name: "topics",
        owner: "space",
        portion: "id",
        columns: &[
            "space", "id", "version", "course", "parent", "key", "name", "name_de", "hue", "letter", "letter_de",
            "position", "created_at", "deleted_at",
        ],
    },
    Owned {
        name: "courses",
        owner: "space",
        portion: "id",
        columns: &["space", "id", "version", "name", "hue", "letter", "language", "created_at", "deleted_at"],
    },
    Owned {
        name: "account_settings",
        owner: "learner",
        portion: "learner",
        columns: &[
            "learner", "page_language", "theme", "zone", "rollover_hour", "buttons", "shortcuts", "autoplay",
            "started_at",
        ],
    },
];

/// Tables that are nobody's own, or whose row of the learner is handled by name: see `erase`.
#[cfg(test)]
pub const OTHERS: &[&str] =
    &["spaces", "members", "learners", "one_time_codes", "tries", "server_settings", "outbox", "outbox_places"];

/// Columns that never leave the database: (table, column).
#[cfg(test)]
pub const SECRETS: &[(&str, &str)] = &[("sessions", "token_hash"), ("api_tokens", "token_hash")];
