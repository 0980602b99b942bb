use super::endpoints::{Body, ENDPOINTS};
use super::openapi;
use crate::test_site::{NOW, TestSite, event_id};
use formats::item::{Content, Directions, Field, Slot, card_id};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use studium_core::decks::{self, NewDeck};
use studium_core::items::{self, NewItem};
use uuid::Uuid;

/// A card of that learner; its deck and its id.
pub async fn a_card(site: &TestSite, name: &str, question: &str, answer: &str) -> (Uuid, Uuid) {
    let call = site.call(name).await;
    let (question, answer) = (question.to_owned(), answer.to_owned());
    site.write(move |tx| {
        let space = call.actor.space();
        let name = format!("Deck of {question}");
        let deck = decks::create(tx, &call, space, &NewDeck { name, ..NewDeck::default() })?;
        let content = Content::Basic {
            front: Field::markdown(&question),
            back: Field::markdown(&answer),
            directions: Directions::Forward,
            typed: false,
            extra: None,
        };
        let item = items::create(
            tx,
            &studium_core::Call { seed: call.seed + 1, ..call.clone() },
            space,
            &NewItem::new(deck, content),
        )?;
        Ok((deck, card_id(item, &Slot::front())))
    })
    .await
}

fn answer(card: Uuid, rating: i64) -> Value {
    json!({"id": event_id(), "card_id": card, "rating": rating, "mode": "flashcard", "reviewed_at": NOW.0, "duration_ms": 2000})
}

#[tokio::test]
async fn the_queue_brings_a_card_whole_and_its_answer_keeps_the_promise() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (deck, card) = a_card(&site, "mia", "ATP?", "energy").await;
    let queue = mia.get(&format!("/api/v1/study?deck={deck}&limit=5")).await;
    assert_eq!(queue.status, 200, "{}", queue.html());
    let queue = queue.json();
    let first = &queue["cards"][0];
    assert_eq!(first["card_id"], json!(card));
    assert!(first["question_html"].as_str().unwrap().contains("ATP?"));
    assert!(first["answer_html"].as_str().unwrap().contains("energy"));
    assert_eq!((&first["memory"], &first["head"], &first["css"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(queue["counts"], json!({"new": 1, "learning": 0, "due": 0}));
    assert_eq!(first["ratings"]["3"]["label"], "10\u{202f}min");
    assert_eq!(first["ratings"]["1"]["then"]["3"]["promised_s"], 600, "a card that comes back has honest labels");
    let promised = first["ratings"]["4"]["promised_s"].clone();
    let id = event_id();
    let sent = json!({"sent_at": NOW.0, "reviews": [{"id": id, "card_id": card, "rating": 4, "mode": "flashcard",
        "reviewed_at": NOW.0, "duration_ms": 2000, "promised_s": promised, "after": null}]});
    let result = mia.post_json("/api/v1/reviews", &sent).await.json()["results"][0].clone();
    assert_eq!((&result["status"], &result["head"]), (&json!("stored"), &json!(id)));
    assert_eq!(result["memory"]["due"], json!(NOW.0 + promised.as_i64().unwrap() * 1000));
    assert_eq!(result["memory"]["state"], "review");
}

#[tokio::test]
async fn a_bad_review_refuses_itself_alone_and_results_keep_their_order() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (_, card) = a_card(&site, "mia", "ATP?", "energy").await;
    let good = answer(card, 3);
    let mut changed = good.clone();
    changed["rating"] = json!(1);
    let sent = json!({"reviews": [
        "not an object", answer(card, 7), {"id": event_id(), "card_id": card}, good.clone(), good, changed,
        answer(event_id(), 3),
    ]});
    let page = mia.post_json("/api/v1/reviews", &sent).await;
    assert_eq!(page.status, 200, "{}", page.html());
    let statuses: Vec<String> =
        page.json()["results"].as_array().unwrap().iter().map(|r| r["status"].as_str().unwrap().to_owned()).collect();
    assert_eq!(statuses, ["refused", "refused", "refused", "stored", "duplicate", "conflict", "refused"]);
}

#[tokio::test]
async fn more_than_five_hundred_at_once_are_refused_whole() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (_, card) = a_card(&site, "mia", "ATP?", "energy").await;
    let many: Vec<Value> = (0..501).map(|_| answer(card, 3)).collect();
    let page = mia.post_json("/api/v1/reviews", &json!({"reviews": many})).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.json()["error"]["kind"], "invalid");
    assert_eq!(mia.get("/api/v1/reviews").await.json()["items"], json!([]));
}

#[tokio::test]
async fn undo_and_marks_travel_in_the_same_upload() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (_, card) = a_card(&site, "mia", "ATP?", "energy").await;
    let review = answer(card, 3);
    let sent = json!({
        "sent_at": NOW.0,
        "reviews": [review],
        "retracts": [{"id": event_id(), "retracts": review["id"], "at": NOW.0}],
        "marks": [{"id": event_id(), "card_id": card, "at": NOW.0, "kind": "flag", "flag": 3},
                  {"id": event_id(), "card_id": card, "at": NOW.0, "kind": "suspend"}],
    });
    let results = mia.post_json("/api/v1/reviews", &sent).await.json()["results"].clone();
    assert!(results.as_array().unwrap().iter().all(|r| r["status"] == "stored"), "{results}");
    let shown = mia.get(&format!("/api/v1/cards/{card}")).await.json();
    assert_eq!((&shown["memory"], &shown["flag"], &shown["suspended"]), (&Value::Null, &json!(3), &json!(true)));
    assert_eq!(shown["history"].as_array().unwrap().len(), 2, "the log keeps both");
}

#[tokio::test]
async fn nobody_sees_or_changes_what_belongs_to_another() {
    let site = TestSite::new().await;
    let (mia, tom) = (site.sign_up("mia").await, site.sign_up("tom").await);
    let (deck, card) = a_card(&site, "mia", "canary?", "hidden").await;
    mia.post_json("/api/v1/reviews", &json!({"reviews": [answer(card, 3)]})).await;
    for path in ["/api/v1/study", "/api/v1/cards", "/api/v1/items", "/api/v1/decks", "/api/v1/reviews"] {
        let page = tom.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.html());
        assert!(!page.html().contains("canary") && !page.html().contains(&card.to_string()), "{path}");
    }
    for path in [
        format!("/api/v1/cards/{card}"),
        format!("/api/v1/study?deck={deck}"),
        format!("/api/v1/cards?deck={deck}"),
        format!("/cards/{card}"),
        format!("/decks/{deck}/settings"),
        format!("/study?deck={deck}"),
    ] {
        assert_eq!(tom.get(&path).await.status, 404, "{path}");
    }
    let stolen = tom.get(&format!("/api/v1/study?cards={card}")).await.json();
    assert_eq!(stolen["cards"], json!([]));
    assert_eq!(tom.post_json(&format!("/api/v1/cards/{card}/marks"), &json!({"flag": 1})).await.status, 404);
    let sent = tom.post_json("/api/v1/reviews", &json!({"reviews": [answer(card, 1)]})).await.json();
    assert_eq!(sent["results"][0]["status"], "refused");
    assert_eq!(site.visitor().get("/api/v1/study").await.status, 401);
    assert_eq!(site.visitor().post_json("/api/v1/reviews", &json!({"reviews": []})).await.status, 401);
}

#[tokio::test]
async fn lists_go_on_where_the_page_before_ended() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    for n in 0..5 {
        a_card(&site, "mia", &format!("Question {n}"), "answer").await;
    }
    for path in ["/api/v1/cards", "/api/v1/items"] {
        let mut seen = BTreeSet::new();
        let mut address = format!("{path}?limit=2");
        loop {
            let page = mia.get(&address).await.json();
            for entry in page["items"].as_array().unwrap() {
                assert!(seen.insert(entry.get("card_id").unwrap_or(&entry["id"]).to_string()), "twice: {entry}");
            }
            let Some(next) = page["next"].as_str() else { break };
            address = format!("{path}?limit=2&after={next}");
        }
        assert_eq!(seen.len(), 5, "{path}");
    }
}

#[tokio::test]
async fn addresses_that_cannot_be_read_are_answered_in_json() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    for (path, status) in
        [("/api/v1/cards/nonsense", 404), ("/api/v1/study?deck=nonsense", 400), ("/api/v1/study?cards=x", 422)]
    {
        let page = mia.get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.json()["error"]["message"].is_string(), "{path}");
    }
}

/// Every `.route("/api/v1/…", …)` of the sources with its methods.
fn routes(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            routes(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices(".route(") {
            let call = call_at(&text[at + ".route".len()..]);
            let Some(address) = call.split('"').nth(1).filter(|a| a.starts_with("/api/v1/")) else { continue };
            let methods = &call[call.find(address).unwrap() + address.len()..];
            for method in ["get", "post", "put", "patch", "delete"] {
                if methods
                    .match_indices(&format!("{method}("))
                    .any(|(at, _)| !methods[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
                {
                    found.insert((method.to_owned(), address.to_owned()));
                }
            }
        }
    }
}

/// From an opening parenthesis to the one that closes it.
fn call_at(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..=at];
        }
    }
    text
}

#[test]
fn every_route_is_described_and_everything_described_is_a_route() {
    let mut found = BTreeSet::new();
    routes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let described: BTreeSet<(String, String)> =
        ENDPOINTS.iter().map(|e| (e.method.to_owned(), e.path.to_owned())).collect();
    assert_eq!(described.len(), ENDPOINTS.len(), "one is described twice");
    let not_described: Vec<_> = found.difference(&described).collect();
    let no_route: Vec<_> = described.difference(&found).collect();
    assert!(
        not_described.is_empty() && no_route.is_empty(),
        "not described: {not_described:?}; no route: {no_route:?}"
    );
}

#[test]
fn every_schema_that_is_named_exists() {
    let document = openapi::document();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is not described");
    }
    for endpoint in ENDPOINTS {
        for body in [endpoint.body, endpoint.answer] {
            if let Body::Json(name) = body {
                assert!(schemas.contains_key(name), "{name}");
            }
        }
    }
}

#[tokio::test]
async fn a_response_is_graded_with_a_reason_to_an_item_that_is_sent_along() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let grade = async |item: Value, text: &str| {
        mia.post_json("/api/v1/grade", &json!({"item": item, "response": {"text": text}})).await
    };
    let metres = json!({"kind": "numeric", "language": "de", "answers": ["2,5"], "tolerance": "1%", "unit": "m"});
    for (text, score, verdict, rung) in
        [("2,51 m", 1.0, "right", "number"), ("251 cm", 1.0, "right", "number"), ("2,6 m", 0.0, "wrong", "number")]
    {
        let graded = grade(metres.clone(), text).await.json();
        let seen = (graded["score"].as_f64(), graded["verdict"].as_str(), graded["rung"].as_str());
        assert_eq!(seen, (Some(score), Some(verdict), Some(rung)), "{text}: {graded}");
        assert!(graded["reason"].as_str().is_some_and(|reason| reason.ends_with('.')), "{graded}");
    }
    let without = grade(metres.clone(), "2,5").await.json();
    assert_eq!(without["verdict"], "partly", "{without}");
    assert!(without["reason"].as_str().is_some_and(|reason| reason.contains("Einheit")), "{without}");
    let short = json!({"kind": "short", "language": "en", "answers": ["mitochondrion"]});
    assert_eq!(grade(short.clone(), "mitochondrian").await.json()["rung"], "typo");
    let numbers = json!({"kind": "numeric", "language": "en", "answers": [2.5041], "tolerance": 0.01});
    assert_eq!(grade(numbers, "2.5").await.json()["verdict"], "right");
    for (item, key) in [
        (json!({"kind": "numeric", "answers": ["1"], "tolerance": "much"}), "tolerance"),
        (json!({"kind": "riddle", "answers": ["1"]}), "item"),
        (json!({}), "item"),
    ] {
        let refused = grade(item, "1").await;
        assert_eq!(refused.status, 422, "{}", refused.json());
        assert!(
            refused.json()["fields"].get(key).is_some() || refused.json().to_string().contains(key),
            "{}",
            refused.json()
        );
    }
    let both = mia.post_json("/api/v1/grade", &json!({"response": {"text": "x"}})).await;
    assert_eq!(both.status, 422);
}

#[tokio::test]
async fn ones_own_card_is_graded_and_a_strangers_is_not_found() {
    let site = TestSite::new().await;
    let (mia, ben) = (site.sign_up("mia").await, site.sign_up("ben").await);
    let fields = [
        ("kind", "numeric"),
        ("prompt", "How large is g?"),
        ("answers", "9.81 ± 1%"),
        ("unit", "m/s^2"),
        ("remarks", "10 :: Too *rough*."),
        ("new_deck", "Physics"),
    ];
    mia.post("/items/new", &fields).await.redirect();
    let queue = mia.get("/api/v1/study").await.json();
    let card = queue["cards"][0].clone();
    assert_eq!((card["kind"].as_str(), card["asked"]["kind"].as_str()), (Some("numeric"), Some("numeric")), "{card}");
    let wanted = |text: &str| json!({"card_id": card["card_id"], "response": {"text": text}});
    assert_eq!(mia.post_json("/api/v1/grade", &wanted("9.8 m/s²")).await.json()["verdict"], "right");
    let rough = mia.post_json("/api/v1/grade", &wanted("10")).await.json();
    assert!(rough["remark_html"].as_str().is_some_and(|html| html.contains("<em>rough</em>")), "{rough}");
    assert_eq!(ben.post_json("/api/v1/grade", &wanted("9.8")).await.status, 404);
}
