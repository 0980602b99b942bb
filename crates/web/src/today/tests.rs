use crate::test_site::{TestSite, Visitor};
use formats::item::{Content, Directions, Field, Slot, card_id};
use memory::Rating;
use studium_core::decks::{self, NewDeck};
use studium_core::items::{self, NewItem};
use studium_core::reviews::{self, Mode, NewEvent};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A deck with so many basic cards.
pub async fn deck(site: &TestSite, name: &str, deck_name: &str, cards: usize) -> Vec<Uuid> {
    let call = site.call(name).await;
    let deck_name = deck_name.to_owned();
    let made = site.state.studium.write(move |tx| {
        let space = call.actor.space();
        let deck = decks::create(tx, &call, space, &NewDeck { name: deck_name.clone(), ..NewDeck::default() })?;
        let mut made = Vec::new();
        for n in 0..cards {
            let content = Content::Basic {
                front: Field::markdown(format!("Question {n} of {deck_name}?")),
                back: Field::markdown("answer"),
                directions: Directions::Forward,
                typed: false,
                extra: None,
            };
            let one = studium_core::Call { seed: call.seed.wrapping_add(1 + n as u64), ..call.clone() };
            made.push(card_id(items::create(tx, &one, space, &NewItem::new(deck, content))?, &Slot::front()));
        }
        Ok(made)
    });
    made.await.expect("a deck with cards")
}

/// Answers each card once, now, in 9 seconds.
pub async fn answer(site: &TestSite, name: &str, cards: &[Uuid], rating: Rating) {
    let call = site.call(name).await;
    let mut ids = call.ids();
    let events: Vec<NewEvent> = cards
        .iter()
        .map(|card| NewEvent {
            duration_ms: Some(9_000),
            ..NewEvent::answer(ids.next_id(), *card, rating, call.now, Mode::Flashcard)
        })
        .collect();
    let done = site.state.studium.write(move |tx| reviews::record(tx, &call, &events)).await.expect("recorded");
    assert!(done.iter().all(|o| o.reason.is_none()), "{done:?}");
}

async fn lead(visitor: &Visitor<'_>) -> String {
    let page = visitor.get("/today").await;
    assert_eq!(page.status, 200, "{}", page.html());
    page.text("h1")
}

#[tokio::test]
async fn visitors_are_sent_to_sign_in() {
    let site = TestSite::new().await;
    assert_eq!(site.visitor().get("/today").await.redirect(), "/sign-in?next=/today");
    assert_eq!(site.visitor().get("/statistics").await.redirect(), "/sign-in?next=/statistics");
}

#[tokio::test]
async fn the_first_day_offers_the_three_ways_and_then_five_minutes() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let page = mia.get("/today").await;
    assert_eq!(page.text("h1"), "Nothing is here yet, mia. What do you want to learn?");
    assert_eq!(page.attributes(".ways a.title", "href"), ["/library", "/imports", "/decks"]);
    deck(&site, "mia", "Biology", 30).await;
    let page = mia.get("/today").await;
    assert_eq!(page.text("h1"), "Nothing is due yet, mia. 20 new cards wait: begin with five minutes.");
    assert_eq!(page.attribute("a.primary", "href").as_deref(), Some("/study?minutes=5"));
}

#[tokio::test]
async fn a_working_day_says_how_much_and_how_long_at_the_own_pace() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let cards = deck(&site, "mia", "Biology", 30).await;
    answer(&site, "mia", &cards[..20], Rating::Easy).await;
    answer(&site, "mia", &cards[..1], Rating::Good).await;
    site.clock.advance_ms(40 * DAY_MS);
    let page = mia.get("/today").await;
    assert_eq!(page.text("h1"), "20 cards to repeat and 10 new ones today, about 8 minutes.");
    assert!(page.text(".start p").contains("12 seconds an answer; after 20 answers"), "{}", page.text(".start p"));
    answer(&site, "mia", &cards[..20], Rating::Good).await;
    let page = mia.get("/today").await;
    assert_eq!(page.text("h1"), "Nothing to repeat today, and 10 new cards wait, about 3 minutes.");
    assert!(page.text(".start p").contains("your pace, 9 seconds"), "{}", page.text(".start p"));
    assert_eq!(page.text("li.block.done .title"), "20 answers");
    assert_eq!(page.text("#h-streak"), "One day in a row");
    assert_eq!(page.count("#h-decks"), 1);
}

#[tokio::test]
async fn a_day_that_is_done_says_when_something_comes_next() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let cards = deck(&site, "mia", "Biology", 3).await;
    answer(&site, "mia", &cards, Rating::Easy).await;
    let page = mia.get("/today").await;
    assert_eq!(page.text("h1"), "All done for today.");
    assert!(page.text(".start p").contains("3 answers today"), "{}", page.text(".start p"));
    assert!(page.text(".start p").contains("due in "), "{}", page.text(".start p"));
    site.clock.advance_ms(DAY_MS);
    assert_eq!(lead(&mia).await, "Nothing is due today.");
}

#[tokio::test]
async fn cards_in_steps_are_announced_with_their_time() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let cards = deck(&site, "mia", "Biology", 1).await;
    mia.post("/settings/study", &[]).await;
    answer(&site, "mia", &cards, Rating::Again).await;
    assert_eq!(lead(&mia).await, "One card to repeat today, about one minute.");
}

#[tokio::test]
async fn a_backlog_is_spread_and_the_page_says_so() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let cards = deck(&site, "mia", "History", 100).await;
    answer(&site, "mia", &cards, Rating::Easy).await;
    // longer than a usual day is measured over, shorter than a session lasts
    site.clock.advance_ms(59 * DAY_MS);
    let page = mia.get("/today").await;
    assert!(page.text("h1").starts_with("100 cards have piled up since "), "{}", page.text("h1"));
    assert_eq!(page.attributes("input[name=days]", "value"), ["3", "7", "14"]);
    let refused = mia.post("/today/catch-up", &[("days", "1")]).await;
    assert_eq!((refused.status, refused.count("#days-e")), (422, 1));
    let spread = mia.post("/today/catch-up", &[("days", "10")]).await;
    assert!(spread.redirect().starts_with("/today?done="), "{}", spread.redirect());
    let page = mia.get(spread.redirect()).await;
    assert!(page.text(".notice").starts_with("The cards were moved to the coming days."), "{}", page.text(".notice"));
    assert_eq!(page.text("h1"), "10 cards to repeat today, about 2 minutes.");
    let button = page.attribute(".notice form", "action").expect("a way back");
    let undone = mia.post(&button, &[("from", ""), ("next", "/today")]).await;
    let page = mia.get(undone.redirect()).await;
    assert!(page.text("h1").starts_with("100 cards have piled up since "), "{}", page.text("h1"));
}

#[tokio::test]
async fn the_page_speaks_german_and_a_demo_says_that_it_is_one() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    deck(&site, "mia", "Bio", 1).await;
    mia.post(
        "/settings/page",
        &[("page_language", "de"), ("theme", "dark"), ("zone", "Europe/Berlin"), ("rollover_hour", "4")],
    )
    .await;
    assert_eq!(lead(&mia).await, "Noch ist nichts fällig, mia. Eine neue Karte wartet: Fang mit ihr an.");
    assert!(!mia.get("/today").await.html().contains("Simulierter Verlauf"));
}

#[tokio::test]
async fn nobody_sees_somebody_elses_numbers() {
    let site = TestSite::new().await;
    let (mia, _tom) = (site.sign_up("mia").await, site.sign_up("tom").await);
    let secret = deck(&site, "tom", "Canary deck", 5).await;
    answer(&site, "tom", &secret, Rating::Again).await;
    for path in ["/today", "/statistics"] {
        assert!(!mia.get(path).await.html().contains("Canary"), "{path}");
    }
    assert_eq!(mia.get("/statistics").await.text("[data-figure=answers]"), "0");
}
