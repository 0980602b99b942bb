use crate::test_site::{NOW, TestSite, event_id};
use formats::item::{Content, Directions, Field, Slot, card_id};
use serde_json::{Value, json};
use studium_core::decks::{self, NewDeck};
use studium_core::items::{self, NewItem};
use uuid::Uuid;

/// A deck with one card: deck, card.
async fn a_card(site: &TestSite, name: &str) -> (Uuid, Uuid) {
    let call = site.call(name).await;
    site.write(move |tx| {
        let space = call.actor.space();
        let deck = decks::create(tx, &call, space, &NewDeck { name: "Biology".into(), ..NewDeck::default() })?;
        let content = Content::Basic {
            front: Field::markdown("What is ATP?"),
            back: Field::markdown("The cell's currency"),
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

#[tokio::test]
async fn the_session_page_brings_queue_words_and_buttons() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (deck, _) = a_card(&site, "mia").await;
    let page = mia.get(&format!("/study?deck={deck}&minutes=5")).await;
    assert_eq!(page.status, 200, "{}", page.html());
    let session = |name: &str| page.attribute("study-session", name).unwrap_or_default();
    assert_eq!(session("data-queue"), format!("/api/v1/study?deck={deck}&limit=200"));
    assert_eq!((session("data-buttons"), session("data-goal-minutes")), ("two".into(), "5".into()));
    assert_eq!(page.attribute("meta[name=turbo-cache-control]", "content").as_deref(), Some("no-cache"));
    let texts: Value = serde_json::from_str(&page.text("#study-texts")).unwrap();
    assert_eq!(texts["position"], "{n} of {total}");
    assert_eq!(texts["rating_1"], "Not yet");
    assert_eq!(texts["goal_lead"], "Five minutes are over.");
    assert!(page.text("noscript").contains("scripts"), "without scripts it says where the cards can be read");
}

#[tokio::test]
async fn with_nothing_due_the_page_says_when_something_is() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    assert_eq!(mia.get("/study").await.text("h1"), "There are no cards here yet.");
    let (_, card) = a_card(&site, "mia").await;
    let sent = json!({"reviews": [{"id": event_id(), "card_id": card, "rating": 3, "mode": "flashcard", "reviewed_at": NOW.0}]});
    mia.post_json("/api/v1/reviews", &sent).await;
    assert_eq!(mia.get("/study").await.count("study-session"), 1, "a card in steps may be learnt ahead by minutes");
    site.clock.advance_ms(11 * 60_000);
    let easy = json!({"reviews": [{"id": event_id(), "card_id": card, "rating": 4, "mode": "flashcard", "reviewed_at": NOW.0 + 660_000}]});
    mia.post_json("/api/v1/reviews", &easy).await;
    let done = mia.get("/study").await;
    assert_eq!(done.text("h1"), "Done for now.");
    assert!(done.text(".empty p").starts_with("The next card is due in "), "{}", done.text(".empty p"));
    assert_eq!(mia.get("/study?ahead=30").await.count("study-session"), 1);
}

#[tokio::test]
async fn a_cards_page_shows_memory_and_history_and_pauses_it() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (_, card) = a_card(&site, "mia").await;
    let sent = json!({"reviews": [{"id": event_id(), "card_id": card, "rating": 4, "mode": "flashcard", "reviewed_at": NOW.0, "duration_ms": 3200}]});
    mia.post_json("/api/v1/reviews", &sent).await;
    let page = mia.get(&format!("/cards/{card}")).await;
    assert_eq!(page.status, 200, "{}", page.html());
    assert!(page.text(".question").contains("What is ATP?"));
    assert_eq!(page.count("table tbody tr"), 1);
    assert!(page.text("table tbody tr").contains("Easy"), "{}", page.text("table tbody tr"));
    assert_eq!(page.count(".memory"), 1);
    assert_eq!(
        mia.post(&format!("/cards/{card}"), &[("action", "suspend")]).await.redirect(),
        format!("/cards/{card}")
    );
    assert!(mia.get(&format!("/cards/{card}")).await.text(".notice").contains("paused"));
    // two events of one instant stand in the order of their ids
    site.clock.advance_ms(1_000);
    mia.post(&format!("/cards/{card}"), &[("action", "forget")]).await.redirect();
    let anew = mia.get(&format!("/cards/{card}")).await;
    assert!(anew.html().contains("You have not answered this card yet."));
}

#[tokio::test]
async fn a_decks_settings_are_inherited_and_say_from_where() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (deck, _) = a_card(&site, "mia").await;
    let address = format!("/decks/{deck}/settings");
    let page = mia.get(&address).await;
    assert_eq!(page.attribute("#new_per_day", "placeholder").as_deref(), Some("20"));
    assert_eq!(page.text("#new_per_day-from"), "Left empty: 20, the usual.");
    let saved =
        mia.post(&address, &[("new_per_day", "7"), ("learning_steps", "-"), ("retention", "85"), ("fuzz", "no")]).await;
    assert_eq!(saved.redirect(), format!("{address}?saved"));
    let page = mia.get(&address).await;
    assert_eq!(page.attribute("#new_per_day", "value").as_deref(), Some("7"));
    assert_eq!(page.attribute("#learning_steps", "value").as_deref(), Some("-"));
    assert_eq!(page.attribute("#retention", "value").as_deref(), Some("85"));
    let call = site.call("mia").await;
    let child = site
        .write(move |tx| {
            decks::create(
                tx,
                &call,
                call.actor.space(),
                &NewDeck { name: "Cells".into(), parent: Some(deck), ..NewDeck::default() },
            )
        })
        .await;
    let below = mia.get(&format!("/decks/{child}/settings")).await;
    assert_eq!(below.text("#new_per_day-from"), "Left empty: 7, from “Biology”.");
    let wrong = mia.post(&address, &[("retention", "20"), ("learning_steps", "one two")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.count("[aria-invalid]"), 2);
    assert_eq!(wrong.attribute("#learning_steps", "value").as_deref(), Some("one two"), "what was typed stays");
}

#[tokio::test]
async fn what_a_search_finds_is_studied_whether_it_is_due_or_not() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (_, card) = a_card(&site, "mia").await;
    let sent = json!({"reviews": [{"id": event_id(), "card_id": card, "rating": 4, "mode": "flashcard", "reviewed_at": NOW.0}]});
    mia.post_json("/api/v1/reviews", &sent).await;
    let page = mia.get("/study?q=kind:basic").await;
    assert_eq!(
        page.attribute("study-session", "data-queue").as_deref(),
        Some("/api/v1/study?q=kind%3Abasic&limit=200")
    );
    let queue = mia.get("/api/v1/study?q=kind%3Abasic").await.json();
    assert_eq!(queue["cards"][0]["card_id"], json!(card));
    assert_eq!(mia.get("/api/v1/study?q=kind:cloze").await.json()["cards"], json!([]));
    assert_eq!(mia.get("/study?q=kind:nonsense").await.status, 422);
}
