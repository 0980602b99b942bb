//! The one table of what the API answers. `/api/v1/openapi.json` is made from it, and a test holds it against the routes.

/// What a parameter or a part of a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Id,
    Text,
    Number,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    None,
    /// A schema's name.
    Json(&'static str),
    /// A form with one part `file`.
    File,
    /// Bytes as they are.
    Bytes,
}

/// One method of one path.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    pub method: &'static str,
    /// With `{id}` for parts that vary.
    pub path: &'static str,
    pub summary: &'static str,
    /// Name, type, what it means.
    pub query: &'static [(&'static str, Type, &'static str)],
    pub body: Body,
    pub status: u16,
    pub answer: Body,
}

use Body::{Bytes, File, Json, None};
use Type::{Id, Number, Text};

const LIMIT: (&str, Type, &str) = ("limit", Number, "so many at most");
const AFTER: (&str, Type, &str) = ("after", Text, "`next` of the page before");
const DECK: (&str, Type, &str) = ("deck", Id, "only this deck and what lies below it");

const fn get(
    path: &'static str,
    summary: &'static str,
    query: &'static [(&'static str, Type, &'static str)],
    answer: &'static str,
) -> Endpoint {
    Endpoint { method: "get", path, summary, query, body: None, status: 200, answer: Json(answer) }
}

const fn post(path: &'static str, summary: &'static str, body: Body, status: u16, answer: &'static str) -> Endpoint {
    Endpoint { method: "post", path, summary, query: &[], body, status, answer: Json(answer) }
}

pub const ENDPOINTS: &[Endpoint] = &[
    get("/api/v1/openapi.json", "This description.", &[], "Any"),
    get(
        "/api/v1/study",
        "What to answer next, with what each rating would promise.",
        &[
            DECK,
            ("q", Text, "the cards of what this search finds, due or not"),
            ("cards", Text, "exactly these cards: ids joined by commas"),
            ("new", Number, "so many new cards beyond today's limit"),
            ("ahead", Number, "also reviews due within so many days"),
            LIMIT,
        ],
        "Queue",
    ),
    get(
        "/api/v1/practice",
        "A practice round: the weakest cards first, new ones last, each in the format that suits how well it is known.",
        &[
            DECK,
            ("course", Id, "the decks of this course"),
            ("topic", Id, "the decks of this topic and those below it"),
            ("search", Text, "the cards of what this search finds, in the language of the item browser"),
            ("cards", Text, "exactly these cards: ids joined by commas"),
            ("weak", Number, "1: only what is nearly forgotten or keeps slipping"),
            ("goal", Number, "until so many items are right: 1 to 100, 20 if nothing is said"),
            ("minutes", Number, "until so many minutes are over: 1 to 60"),
            ("seed", Number, "the same number gives the same round while nothing was answered"),
        ],
        "Round",
    ),
    post(
        "/api/v1/grade",
        "Whether a response is right, and why: to one of the learner's cards, or to an item that is sent along. Nothing is stored.",
        Json("WantedGrade"),
        200,
        "Grade",
    ),
    post(
        "/api/v1/reviews",
        "Records answers, retractions and marks, at most 500 together; each is stored, or refused alone. Sending again is harmless.",
        Json("Upload"),
        200,
        "Results",
    ),
    get("/api/v1/reviews", "The log, in the order of ids.", &[LIMIT, AFTER], "Events"),
    get("/api/v1/decks", "Decks, parents before children.", &[], "Decks"),
    get(
        "/api/v1/items",
        "Items, newest first.",
        &[DECK, ("q", Text, "a search in the language of the item browser"), LIMIT, AFTER],
        "Items",
    ),
    get(
        "/api/v1/cards",
        "Cards with question, answer and memory, in the order of ids.",
        &[DECK, LIMIT, AFTER],
        "Cards",
    ),
    get("/api/v1/cards/{id}", "A card with its history.", &[], "Card"),
    post("/api/v1/cards/{id}/marks", "Pauses, puts off or flags a card.", Json("WantedMarks"), 200, "Marks"),
    get("/api/v1/quizzes", "Quizzes and mock exams, newest first.", &[], "Quizzes"),
    post("/api/v1/quizzes/{id}/sittings", "Begins an attempt; one that is open goes on.", None, 201, "Sitting"),
    get("/api/v1/sittings/{id}", "An attempt; what is right only once it is over.", &[], "Sitting"),
    Endpoint {
        method: "put",
        path: "/api/v1/sittings/{id}/responses",
        summary: "Saves responses while the attempt runs. An older change never replaces a newer one.",
        query: &[],
        body: Json("WantedResponses"),
        status: 204,
        answer: None,
    },
    post("/api/v1/sittings/{id}/hand-in", "Hands in: once, whatever is retried.", None, 200, "Sitting"),
    get("/api/v1/plan", "What to do until the exams, and what to expect of them.", &[], "Plan"),
    get("/api/v1/exams", "Exams by day, those that are over included.", &[], "Exams"),
    post("/api/v1/exams", "Makes an exam; `name` and `day` are enough.", Json("WantedExam"), 201, "Exam"),
    Endpoint {
        method: "patch",
        path: "/api/v1/exams/{id}",
        summary: "Changes what is sent of an exam; with `version` only if that is still the stored one, else 409.",
        query: &[],
        body: Json("WantedExam"),
        status: 200,
        answer: Json("Exam"),
    },
    Endpoint {
        method: "delete",
        path: "/api/v1/exams/{id}",
        summary: "Puts an exam into the bin.",
        query: &[("version", Number, "only if that is still the stored one")],
        body: None,
        status: 200,
        answer: Json("Any"),
    },
    get(
        "/api/v1/memory",
        "How the learner forgets: parameters, how good their forecasts are, and what fits found.",
        &[],
        "Forgetting",
    ),
    get("/api/v1/memory/fit", "How far the newest fit is.", &[], "Progress"),
    post("/api/v1/memory/fit", "Fits parameters to the log in the background; one at a time.", None, 202, "Begun"),
    Endpoint {
        method: "put",
        path: "/api/v1/memory/parameters",
        summary: "Puts 17, 19 or 21 numbers in force, as Anki shows them.",
        query: &[],
        body: Json("Parameters"),
        status: 200,
        answer: Json("Forgetting"),
    },
    Endpoint {
        method: "delete",
        path: "/api/v1/memory/parameters",
        summary: "Puts the published parameters in force.",
        query: &[],
        body: None,
        status: 200,
        answer: Json("Forgetting"),
    },
    get(
        "/api/v1/search",
        "Words in the library and in one's own things, best first; without a sign-in only the library.",
        &[("q", Text, "words and \"phrases\""), ("kind", Text, "only item, deck, explanation or source"), LIMIT, AFTER],
        "Found",
    ),
    post(
        "/api/v1/imports",
        "Imports a file in the background; larger files come by /uploads. `deck` puts it into a deck, `Outer::Inner`.",
        File,
        202,
        "ImportBegun",
    ),
    get("/api/v1/imports", "The newest imports.", &[], "Imports"),
    get("/api/v1/imports/{id}", "How far an import is, and what came of it.", &[], "Import"),
    post("/api/v1/uploads", "Announces a file that comes in portions.", Json("UploadAnnounced"), 201, "UploadPlace"),
    get("/api/v1/uploads/{id}", "So much of a file has come.", &[], "UploadPlace"),
    Endpoint {
        method: "patch",
        path: "/api/v1/uploads/{id}",
        summary: "A portion of at most 8 MB, from the byte that the header Upload-Offset names; 409 says where to go on.",
        query: &[],
        body: Bytes,
        status: 200,
        answer: Json("UploadPlace"),
    },
    Endpoint {
        method: "get",
        path: "/api/v1/decks/{id}/export",
        summary: "A deck with all below it as a file. Of question files the header studium-left-out says how much the format could not say.",
        query: &[("format", Text, "apkg, csv, md, gift, aiken or xml (Moodle)")],
        body: None,
        status: 200,
        answer: Bytes,
    },
    get(
        "/api/v1/decks/{id}/export/report",
        "What such a file would not say, with its place.",
        &[("format", Text, "gift, aiken or xml (Moodle)")],
        "LeftOut",
    ),
];
