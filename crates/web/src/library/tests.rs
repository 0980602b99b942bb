use crate::test_site::TestSite;
use serde_json::json;
use studium_core::library::{self, Recall};

async fn site() -> TestSite {
    let site = TestSite::new().await;
    library::seed(&site.state.studium).await.expect("the library comes with the program");
    site
}

fn tried(card: &str, n: u32) -> serde_json::Value {
    json!({
        "id": format!("019a0000-0000-7000-8000-{n:012}"), "card_id": card, "mode": "teaser", "rating": 3,
        "choices": [1], "outcome": "right", "reviewed_at": crate::test_site::NOW.0 - 60_000, "duration_ms": 4000,
    })
}

async fn recall(site: &TestSite, name: &str, slug: &'static str) -> Option<Recall> {
    let call = site.call(name).await;
    site.read(move |tx| {
        let deck = library::explanation(tx, slug)?.entry.deck;
        Ok(library::recall(tx, &call, &[deck])?.remove(&deck))
    })
    .await
}

#[tokio::test]
async fn a_visitor_reads_and_tries_without_an_account() {
    let site = site().await;
    let page = site.visitor().get("/explanations/photosynthesis").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text("h1"), "Photosynthesis: from light to sugar");
    assert_eq!(page.count("teaser-quiz fieldset[data-card]"), 3);
    assert_eq!(page.count("teaser-quiz .choice[data-right]"), 3);
    assert!(page.count("flip-card[data-card]") >= 10);
    for part in [
        ".contents a",
        "dl.define",
        "figure.plate svg[role=img]",
        "figure.formula math",
        ".takeaways li",
        ".footnotes li",
        "details.fold",
    ] {
        assert!(page.count(part) > 0, "{part}");
    }
    for anchor in page.attributes(".contents a", "href") {
        assert_eq!(page.count(&format!("[id='{}']", anchor.trim_start_matches('#'))), 1, "{anchor} leads somewhere");
    }
    assert_eq!(page.header("cache-control"), "public, max-age=60");
    assert!(page.header("vary").contains("cookie"));
}

#[tokio::test]
async fn the_front_page_shows_subjects_and_one_thing_to_try_in_the_visitors_language() {
    let site = site().await;
    let english = site.visitor().get("/").await;
    assert_eq!(english.count("ul.subjects > li"), 6);
    assert_eq!(english.text(".taste h2"), "Photosynthesis: from light to sugar");
    let german = site.visitor().speaking("de").get("/").await;
    assert_eq!(german.text(".taste h2"), "Fotosynthese: vom Licht zum Zucker");
    assert!(german.texts("ul.subjects strong").contains(&"Wirtschaft".to_owned()));
    assert_eq!(german.count(".taste [lang]"), 0, "nothing is in another language than the page");
    let mia = site.sign_up("mia").await;
    assert_eq!(mia.get("/").await.redirect(), "/today");
}

#[tokio::test]
async fn every_address_of_the_library_leads_somewhere() {
    let site = site().await;
    let visitor = site.visitor();
    for start in ["/", "/library", "/library/biology", "/explanations/newtons-laws"] {
        let page = visitor.get(start).await;
        for address in page.attributes("main a[href^='/library'], main a[href^='/explanations']", "href") {
            let to = address.split('#').next().unwrap();
            assert_eq!(visitor.get(to).await.status, 200, "{start} → {to}");
        }
    }
    for gone in ["/library/alchemy", "/library/biology/alchemy", "/explanations/alchemy", "/explanations/%00"] {
        assert_eq!(visitor.get(gone).await.status, 404, "{gone}");
    }
}

#[tokio::test]
async fn a_topic_opens_its_fold_and_closes_the_others() {
    let site = site().await;
    let page = site.visitor().get("/library/economics/accounting").await;
    assert_eq!(page.attributes(".tree details[open]", "id"), ["accounting"].map(String::from));
    assert_eq!(page.count(".tree details"), 4);
}

#[tokio::test]
async fn the_library_is_filtered_by_subject_level_and_language() {
    let site = site().await;
    let visitor = site.visitor();
    let titles = |page: crate::test_site::Page| page.texts(".hit h2");
    assert_eq!(titles(visitor.get("/library?subject=biology").await), ["Photosynthesis: from light to sugar"]);
    assert_eq!(
        titles(visitor.get("/library?subject=biology&language=de").await),
        ["Fotosynthese: vom Licht zum Zucker"]
    );
    assert_eq!(
        titles(visitor.get("/library?level=university&language=en").await),
        ["Bayes’ theorem: learning from evidence"]
    );
    let none = visitor.get("/library?subject=biology&level=university").await;
    assert_eq!((none.status, none.count(".hit")), (200, 0));
    assert_eq!(visitor.get("/library?subject=%3Cscript%3E&level=%22&language=x").await.status, 200);
}

#[tokio::test]
async fn what_a_guest_tried_stays_with_them_and_is_kept_when_they_are_signed_in() {
    let site = site().await;
    let guest = site.visitor();
    let page = guest.get("/explanations/photosynthesis").await;
    let card = page.attribute("fieldset[data-card]", "data-card").unwrap();
    let body = json!({ "events": [tried(&card, 1)] });
    assert_eq!(guest.post_json("/try", &body).await.status, 204);
    let mia = site.sign_up("mia").await;
    assert_eq!(recall(&site, "mia", "photosynthesis").await, None);
    for _ in 0..2 {
        assert_eq!(mia.post_json("/try", &body).await.status, 204);
    }
    let known = recall(&site, "mia", "photosynthesis").await.expect("she studies the deck");
    assert_eq!(known.answered, 1);
    let odd = json!({ "events": [{ "id": 7 }, "nonsense", null, tried("00000000-0000-0000-0000-000000000001", 2)] });
    assert_eq!(mia.post_json("/try", &odd).await.status, 204, "what cannot be read is left out");
    let many: Vec<_> = (0..201).map(|n| tried(&card, n)).collect();
    assert_eq!(mia.post_json("/try", &json!({ "events": many })).await.status, 422);
}

#[tokio::test]
async fn studying_an_explanation_enrols_and_leaving_it_does_not_lose_anything() {
    let site = site().await;
    let mia = site.sign_up("mia").await;
    let address = "/explanations/newtons-laws";
    assert_eq!(mia.get(address).await.count("form[action$='/study']"), 3);
    let to = mia.post("/explanations/newtons-laws/study", &[]).await;
    assert!(to.redirect().starts_with("/study?deck="));
    let page = mia.get(address).await;
    assert_eq!((page.count("form[action$='/study']"), page.count("form[action$='/leave']")), (0, 1));
    assert_eq!(page.header("cache-control"), "private, no-cache");
    assert!(recall(&site, "mia", "newtons-laws").await.is_some());
    assert_eq!(mia.post("/explanations/newtons-laws/leave", &[]).await.redirect(), address);
    assert!(recall(&site, "mia", "newtons-laws").await.is_none());
    let guest = site.visitor().post("/explanations/newtons-laws/study", &[]).await;
    assert!(guest.redirect().starts_with("/sign-in"));
}

#[tokio::test]
async fn the_place_is_remembered_and_offered_to_its_reader_alone() {
    let site = site().await;
    let (mia, ben) = (site.sign_up("mia").await, site.sign_up("ben").await);
    let address = "/explanations/photosynthesis";
    let anchor = mia.get(address).await.attributes(".contents a", "href")[1].trim_start_matches('#').to_owned();
    let saved = mia.post("/explanations/photosynthesis/place", &[("anchor", &anchor), ("share", "0.4")]).await;
    assert_eq!(saved.status, 204);
    let link = format!("p.small a[href='#{anchor}']");
    assert_eq!(mia.get(address).await.count(&link), 1);
    assert_eq!(ben.get(address).await.count(&link), 0);
    let wrong = mia.post("/explanations/photosynthesis/place", &[("anchor", &anchor), ("share", "much")]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn a_text_in_another_language_than_the_page_says_so() {
    let site = site().await;
    let page = site.visitor().get("/explanations/fotosynthese").await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
    assert_eq!(page.attribute("article.prose", "lang").as_deref(), Some("de"));
    assert_eq!(page.attribute("h1", "lang").as_deref(), Some("de"));
    assert_eq!(page.attribute("#takeaways", "lang").as_deref(), Some("en"), "our own words inside say theirs");
    assert_eq!(page.attribute(".byline a[hreflang]", "href").as_deref(), Some("/explanations/photosynthesis"));
}

#[tokio::test]
async fn tables_and_drawings_move_in_frames_of_their_own_and_the_legal_pages_keep_a_margin() {
    let site = site().await;
    let visitor = site.visitor();
    let page = visitor.get("/explanations/ableitung").await;
    assert_eq!(page.count("article table"), page.count("article .scroll-x > table"));
    assert_eq!(page.count("figure.plate svg"), page.count("figure.plate > .scroll-x[tabindex] > svg"));
    assert!(page.count("article table") > 0 && page.count("figure.plate svg") > 0);
    assert_eq!(visitor.get("/legal/privacy").await.count("main.page.plain"), 1);
}

#[tokio::test]
async fn the_list_of_decks_and_today_ask_for_the_same_number_of_cards() {
    let site = site().await;
    let mia = site.sign_up("mia").await;
    mia.post("/explanations/photosynthesis/study", &[]).await.redirect();
    let (decks, today) = (mia.get("/decks").await, mia.get("/today").await.text("h1"));
    let says = decks.text(".page-head .after");
    let cards = says.strip_suffix(" cards wait today.").expect("a number");
    assert!(today.contains(&format!(" {cards} new cards wait")), "{says} {today}");
    assert!(
        cards.parse::<u32>().is_ok_and(|n| n < 20),
        "the limit is 20, and of an item's cards one comes a day: {cards}"
    );
    assert_eq!(decks.text(".deck-row .tile"), "B", "the subject's letter");
}

#[tokio::test]
async fn the_source_of_an_explanation_is_its_page_in_the_library() {
    let site = site().await;
    let mia = site.sign_up("mia").await;
    let id = site.read(|tx| Ok(library::explanation(tx, "newtons-laws")?.entry.id)).await;
    assert_eq!(mia.get(&format!("/sources/{id}")).await.redirect(), "/explanations/newtons-laws");
}
