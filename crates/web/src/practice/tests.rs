use crate::test_site::{NOW, TestSite, event_id};
use formats::item::{Content, Directions, Field, Slot, card_id};
use serde_json::{Value, json};
use studium_core::decks::{self, NewDeck};
use studium_core::items::{self, NewItem};
use studium_core::{Call, SpaceId};
use uuid::Uuid;

const CAPITALS: [(&str, &str); 5] = [
    ("Capital of France?", "Paris"),
    ("Capital of Italy?", "Rome"),
    ("Capital of Spain?", "Madrid"),
    ("Capital of Norway?", "Oslo"),
    ("Capital of Austria?", "Vienna <b>"),
];

/// A deck of capitals: deck, cards.
async fn capitals(site: &TestSite, name: &str) -> (Uuid, Vec<Uuid>) {
    let call = site.call(name).await;
    site.write(move |tx| {
        let space: SpaceId = call.actor.space();
        let deck = decks::create(tx, &call, space, &NewDeck { name: "Capitals".into(), ..NewDeck::default() })?;
        let mut cards = Vec::new();
        for (n, (front, back)) in (1..).zip(CAPITALS) {
            let content = Content::Basic {
                front: Field::markdown(front),
                back: Field::markdown(back),
                directions: Directions::Forward,
                typed: false,
                extra: None,
            };
            let call = Call { seed: call.seed + n, ..call.clone() };
            cards.push(card_id(items::create(tx, &call, space, &NewItem::new(deck, content))?, &Slot::front()));
        }
        Ok((deck, cards))
    })
    .await
}

#[tokio::test]
async fn a_round_is_a_queue_with_answers_to_choose_from() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (deck, cards) = capitals(&site, "mia").await;
    let round = mia.get(&format!("/api/v1/practice?deck={deck}&goal=5&seed=3")).await.json();
    assert_eq!((&round["goal"], &round["minutes"]), (&json!(5), &Value::Null));
    let given = round["cards"].as_array().unwrap();
    assert_eq!(given.len(), cards.len());
    for card in given {
        assert_eq!(card["practice"]["format"], "choice");
        let choices = card["choices"].as_array().unwrap();
        assert_eq!(choices.len(), 4);
        assert_eq!(choices.iter().filter(|c| c["right"] == json!(true)).count(), 1);
        assert!(choices.iter().all(|c| !c["html"].as_str().unwrap().contains('<')), "{choices:?}");
    }
    assert_eq!(given.iter().filter(|c| c["practice"]["confidence"] == json!(true)).count(), 1);
    assert_eq!(round, mia.get(&format!("/api/v1/practice?deck={deck}&goal=5&seed=3")).await.json());

    // What is promised for a choice is what its answer gets, and the log says how it was asked.
    let first = &given[0];
    let sent = json!({"reviews": [{"id": event_id(), "card_id": first["card_id"], "rating": 3, "mode": "learn",
        "reviewed_at": NOW.0, "format": "choice", "options": 4, "response": "Paris"}]});
    let result = mia.post_json("/api/v1/reviews", &sent).await.json();
    let stored = &result["results"][0]["memory"]["stability"];
    assert_eq!(stored, &first["ratings"]["3"]["memory"]["stability"]);
    let event = &mia.get("/api/v1/reviews").await.json()["items"][0];
    assert_eq!((&event["mode"], &event["format"], &event["choices"]), (&json!("learn"), &json!("choice"), &json!(4)));
    assert!(event["promised_s"].as_i64().is_some_and(|s| s > 0), "the server promised");

    // Said to be a guess, it counts less.
    let sent = json!({"reviews": [{"id": event_id(), "card_id": given[1]["card_id"], "rating": 3, "mode": "learn",
        "reviewed_at": NOW.0, "format": "choice", "options": 4, "confidence": 10, "hints": 0}]});
    let guessed = mia.post_json("/api/v1/reviews", &sent).await.json();
    assert!(guessed["results"][0]["memory"]["stability"].as_f64() < stored.as_f64());
}

#[tokio::test]
async fn the_page_of_a_round_brings_its_goal_words_and_helps() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (deck, cards) = capitals(&site, "mia").await;
    let page = mia.get(&format!("/practice?deck={deck}&goal=3")).await;
    assert_eq!(page.status, 200, "{}", page.html());
    let session = |name: &str| page.attribute("study-session", name).unwrap_or_default();
    assert!(session("data-queue").starts_with(&format!("/api/v1/practice?deck={deck}&goal=3&seed=")));
    assert_eq!(
        (session("data-mode"), session("data-goal"), session("data-goal-minutes")),
        ("learn".into(), "3".into(), String::new())
    );
    assert_eq!(session("data-exit"), format!("/decks/{deck}"));
    assert_eq!(page.count("[data-show=sure] button.grade"), 3);
    assert_eq!(
        page.count("[data-show=sure] [checked], [data-show=sure] [aria-pressed=true]"),
        0,
        "nothing is preselected"
    );
    let texts: Value = serde_json::from_str(&page.text("#study-texts")).unwrap();
    assert_eq!(texts["position"], "{n} of {total} right");
    let timed = mia.get(&format!("/practice?cards={},{}&minutes=5", cards[0], cards[1])).await;
    assert_eq!(timed.attribute("study-session", "data-goal-minutes").as_deref(), Some("5"));
    assert_eq!(timed.attribute("study-session", "data-goal").as_deref(), Some("0"));
    let plain = mia.get(&format!("/study?deck={deck}")).await;
    assert_eq!((plain.count("[data-mode]"), plain.count("[data-show=sure]")), (0, 0), "a session stays what it was");
    for path in [format!("/decks/{deck}"), "/decks".into(), "/items?q=kind:basic".into()] {
        assert!(mia.get(&path).await.count("a[href^='/practice']") > 0, "{path} leads to a round");
    }
    assert_eq!(mia.get("/practice?search=kind:basic").await.count("study-session"), 1);
}

#[tokio::test]
async fn the_start_page_chooses_what_and_until_when() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let empty = mia.get("/practice").await;
    assert_eq!((empty.status, empty.count("form select[name=over]")), (200, 0));
    assert!(empty.text(".empty").contains("There are no cards here yet."));
    let (deck, _) = capitals(&site, "mia").await;
    let page = mia.get("/practice").await;
    assert_eq!(page.count("form select[name=over] optgroup option"), 1);
    assert_eq!(page.count("input[name=end][checked]"), 1);
    for (chosen, wanted) in [
        (format!("over=deck:{deck}&search=&end=goal-10"), format!("/practice?deck={deck}&goal=10")),
        ("over=weak&search=&end=minutes-5".into(), "/practice?weak=1&minutes=5".into()),
        (format!("over=deck:{deck}&search=is%3Anew&end=goal-40"), "/practice?search=is%3Anew&goal=40".into()),
        ("over=nonsense".into(), "/practice?all=1".into()),
    ] {
        assert_eq!(mia.get(&format!("/practice?{chosen}")).await.redirect(), wanted);
    }
}

#[tokio::test]
async fn what_cannot_be_practised_says_why_and_what_to_do() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let tom = site.sign_up("tom").await;
    let (deck, cards) = capitals(&site, "mia").await;
    let call = site.call("mia").await;
    let empty = site
        .write(move |tx| {
            decks::create(tx, &call, call.actor.space(), &NewDeck { name: "Empty".into(), ..NewDeck::default() })
        })
        .await;
    // somebody else's, and nobody's
    for id in [deck, Uuid::nil()] {
        for what in ["deck", "course", "topic"] {
            assert_eq!(tom.get(&format!("/api/v1/practice?{what}={id}")).await.status, 404, "{what}");
            assert_eq!(tom.get(&format!("/practice?{what}={id}")).await.status, 404, "{what}");
        }
    }
    assert_eq!(tom.get(&format!("/api/v1/practice?cards={}", cards[0])).await.json()["cards"], json!([]));
    assert_eq!(site.visitor().get("/api/v1/practice").await.status, 401);
    // no goal
    for wrong in ["goal=0", "goal=10000", "goal=99999999", "minutes=0", "minutes=61"] {
        assert_eq!(mia.get(&format!("/api/v1/practice?deck={deck}&{wrong}")).await.status, 422, "{wrong}");
        let page = mia.get(&format!("/practice?deck={deck}&{wrong}")).await;
        assert_eq!((page.status, page.count(".error")), (422, 1), "{wrong}");
    }
    for (wrong, status) in
        [("goal=-1", 400), ("goal=x", 400), ("deck=x", 400), ("cards=x", 422), ("search=kind:x", 422)]
    {
        assert_eq!(mia.get(&format!("/api/v1/practice?{wrong}")).await.status, status, "{wrong}");
    }
    // nothing there
    for (path, title) in [
        (format!("deck={empty}"), "There are no cards in this deck yet."),
        ("weak=1".into(), "Nothing is weak right now."),
        ("search=is:leech".into(), "The search finds no card to practise."),
    ] {
        let page = mia.get(&format!("/practice?{path}")).await;
        assert_eq!((page.status, page.text("h1")), (200, title.into()), "{path}");
        assert!(page.count(".empty a.button") >= 2);
    }
    assert_eq!(mia.get(&format!("/api/v1/practice?deck={empty}")).await.json()["cards"], json!([]));
}
