use crate::frame::WebConfig;
use crate::test_site::{Page, TestSite};
use formats::item::{Content, Directions, Field};
use std::sync::{Arc, Mutex};
use studium_core::decks::{self, NewDeck};
use studium_core::items::{self, NewItem};
use studium_core::library;
use studium_core::search::{Document, Feeder, Found, Query, SearchIndex};
use studium_core::{Result, SpaceId};
use uuid::Uuid;

/// Every document that has the text in it, of any space.
#[derive(Default)]
struct Loose(Mutex<Vec<Document>>);

impl SearchIndex for Loose {
    fn apply(&self, put: Vec<Document>, remove: Vec<(SpaceId, Uuid)>) -> Result<()> {
        let mut all = self.0.lock().unwrap();
        all.retain(|d| !remove.contains(&(d.space, d.id)) && !put.iter().any(|p| p.id == d.id));
        all.extend(put);
        Ok(())
    }
    fn remove_space(&self, space: SpaceId) -> Result<()> {
        self.0.lock().unwrap().retain(|d| d.space != space);
        Ok(())
    }
    fn commit(&self) -> Result<()> {
        Ok(())
    }
    fn clear(&self) -> Result<()> {
        self.0.lock().unwrap().clear();
        Ok(())
    }
    fn find(&self, query: &Query) -> Result<Vec<Found>> {
        let text = query.text.to_lowercase();
        let all = self.0.lock().unwrap();
        let hits = all.iter().filter(|d| query.kinds.is_empty() || query.kinds.contains(&d.kind));
        let hits = hits.filter(|d| format!("{} {}", d.title, d.body).to_lowercase().contains(&text));
        Ok(hits.map(|d| Found { space: d.space, id: d.id, kind: d.kind, score: 1.0 }).collect())
    }
}

async fn site() -> TestSite {
    let site = TestSite::with_search(WebConfig::default(), Arc::new(Loose::default())).await;
    library::seed(&site.state.studium).await.expect("the library");
    site
}

async fn feed(site: &TestSite) {
    Feeder::new(site.state.studium.clone()).catch_up().await.expect("the index is fed");
}

async fn item(site: &TestSite, name: &str, front: &str) {
    let call = site.call(name).await;
    let (front, space) = (front.to_owned(), call.actor.space());
    site.write(move |tx| {
        let new = NewDeck { name: format!("Deck {}", call.seed), ..NewDeck::default() };
        let deck = decks::create(tx, &call, space, &new)?;
        let content = Content::Basic {
            front: Field::markdown(front.clone()),
            back: Field::markdown("the answer"),
            directions: Directions::Forward,
            typed: false,
            extra: None,
        };
        // another seed than the deck's: an id of its own
        let call = studium_core::Call { seed: call.seed.wrapping_add(1), ..call.clone() };
        items::create(tx, &call, space, &NewItem::new(deck, content))
    })
    .await;
}

fn titles(page: &Page) -> Vec<String> {
    page.texts(".hit h2")
}

#[tokio::test]
async fn a_visitor_finds_explanations_with_the_words_under_the_marker() {
    let site = site().await;
    feed(&site).await;
    let page = site.visitor().get("/search?q=photosynthesis").await;
    assert!(titles(&page).contains(&"Photosynthesis: from light to sugar".to_owned()));
    assert!(page.texts(".hit mark").iter().any(|m| m == "Photosynthesis"));
    assert_eq!(site.visitor().get("/search").await.status, 200);
    let nothing = site.visitor().get("/search?q=zzzzzz").await;
    assert_eq!((nothing.status, nothing.count(".hit")), (200, 0));
    assert!(nothing.html().contains("zzzzzz"));
}

#[tokio::test]
async fn nobody_finds_anothers_things_in_page_suggestions_or_api() {
    let site = site().await;
    let (mia, ben) = (site.sign_up("mia").await, site.sign_up("ben").await);
    item(&site, "mia", "mias canary").await;
    feed(&site).await;
    let guest = site.visitor();
    assert_eq!(titles(&mia.get("/search?q=canary").await), ["mias canary"]);
    for address in
        ["/search?q=canary", "/search/suggest?q=canary", "/api/v1/search?q=canary", "/search?q=canary&kind=item"]
    {
        assert!(mia.get(address).await.html().contains("mias"), "{address}");
        assert!(!ben.get(address).await.html().contains("mias"), "{address}");
        assert!(!guest.get(address).await.html().contains("mias"), "{address}");
    }
}

#[tokio::test]
async fn what_was_typed_and_what_was_written_cannot_become_markup() {
    let site = site().await;
    let mia = site.sign_up("mia").await;
    item(&site, "mia", "needle `<img src=x onerror=alert(1)>`").await;
    feed(&site).await;
    let attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for address in [
        format!("/search?q={attack}"),
        format!("/search?q=needle&in={attack}&kind={attack}"),
        format!("/search/suggest?q={attack}"),
        "/search?q=needle".into(),
        "/search/suggest?q=needle".into(),
    ] {
        let page = mia.get(&address).await;
        assert!([200, 204].contains(&page.status), "{address}");
        assert!(!page.html().contains("<script>alert"), "{address}");
        assert_eq!(page.count("img"), 0, "{address}");
    }
}

#[tokio::test]
async fn suggestions_are_a_list_or_nothing() {
    let site = site().await;
    feed(&site).await;
    let visitor = site.visitor();
    let list = visitor.get("/search/suggest?q=newton").await;
    assert_eq!(list.status, 200);
    assert!(list.count("ul[role=listbox] > li[role=option] > a[href^='/explanations/']") >= 1);
    assert_eq!(visitor.get("/search/suggest?q=n").await.status, 204);
    assert_eq!(visitor.get("/search/suggest?q=zzzzzz").await.status, 204);
    assert_eq!(visitor.get("/search/suggest").await.status, 204);
}

#[tokio::test]
async fn the_api_pages_through_what_was_found() {
    let site = site().await;
    feed(&site).await;
    let visitor = site.visitor();
    let first = visitor.get("/api/v1/search?q=the&limit=2&kind=explanation").await.json();
    assert_eq!(first["items"].as_array().map(Vec::len), Some(2));
    let next = first["next"].as_str().expect("there is more").to_owned();
    let second = visitor.get(&format!("/api/v1/search?q=the&limit=2&kind=explanation&after={next}")).await.json();
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    let one = &first["items"][0];
    for field in ["kind", "id", "title", "snippet", "url"] {
        assert!(one[field].is_string(), "{field}");
    }
    assert_eq!(visitor.get("/api/v1/search?q=x&kind=spaceship").await.status, 422);
    assert_eq!(visitor.get("/api/v1/search?q=x&after=abc").await.status, 422);
}
