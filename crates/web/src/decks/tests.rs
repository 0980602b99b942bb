use crate::test_site::TestSite;

fn id_of(address: &str) -> String {
    address.split(['?', '#']).next().and_then(|a| a.rsplit('/').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_learner_makes_renames_and_bins_a_deck_and_takes_each_back() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    assert_eq!(mia.get("/decks").await.text("h1"), "There is no deck yet.");
    let made = mia.post("/decks", &[("name", "Biology")]).await;
    let id = id_of(made.redirect());
    let page = mia.get(made.redirect()).await;
    assert_eq!(page.text(".notice span"), "The deck is there.");
    assert_eq!(page.text("h1"), "Biology is still empty.");

    let renamed = mia.post(&format!("/decks/{id}/edit"), &[("name", "Life"), ("description", "for the *exam*")]).await;
    let page = mia.get(renamed.redirect()).await;
    assert_eq!(page.text("h1"), "Life is still empty.");
    assert_eq!(page.text("aside em"), "exam");
    let undo = page.attribute(".notice form", "action").unwrap();
    let from = page.attribute(".notice [name=from]", "value").unwrap();
    let undone = mia.post(&undo, &[("from", &from), ("next", &format!("/decks/{id}"))]).await;
    let page = mia.get(undone.redirect()).await;
    assert_eq!((page.text(".notice span"), page.text("h1")), ("Taken back.".into(), "Biology is still empty.".into()));
    assert_eq!(page.count("aside em"), 0, "name and description were changed together, and come back together");

    let binned = mia.post(&format!("/decks/{id}/bin"), &[]).await;
    let page = mia.get(binned.redirect()).await;
    assert_eq!(page.text("h1"), "There is no deck yet.");
    assert_eq!(mia.get("/bin").await.text(".item-row .title"), "Biology");
    mia.post("/bin/restore", &[("deck", &id)]).await.redirect();
    assert_eq!(mia.get("/decks").await.text(".deck-row a"), "Biology");
}

#[tokio::test]
async fn a_wrong_name_comes_back_filled_in() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    mia.post("/decks", &[("name", "Biology")]).await.redirect();
    let again = mia.post("/decks", &[("name", "biology"), ("description", "mine")]).await;
    assert_eq!(again.status, 422);
    assert_eq!(again.text(".error"), "A deck of this name is already there.");
    assert_eq!(again.attribute("main [name=name]", "value").as_deref(), Some("biology"));
    assert_eq!(again.text("textarea"), "mine");
}

#[tokio::test]
async fn another_learners_deck_is_not_there() {
    let site = TestSite::new().await;
    let (mia, tom) = (site.sign_up("mia").await, site.sign_up("tom").await);
    let made = mia.post("/decks", &[("name", "CANARY")]).await;
    let id = id_of(made.redirect());
    for path in [format!("/decks/{id}"), format!("/decks/{id}/edit")] {
        assert_eq!(tom.get(&path).await.status, 404);
    }
    assert_eq!(tom.post(&format!("/decks/{id}/bin"), &[]).await.status, 404);
    assert!(!tom.get("/decks").await.html().contains("CANARY"));
    // what mia did cannot be undone by tom either
    let revision = made.redirect().split("done=").nth(1).unwrap().to_owned();
    assert_eq!(tom.post(&format!("/undo/{revision}"), &[]).await.status, 404);
}

#[tokio::test]
async fn a_visitor_is_sent_to_sign_in() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    assert_eq!(visitor.get("/decks").await.redirect(), "/sign-in?next=/decks");
    assert_eq!(visitor.get("/items?q=x").await.status, 303);
}

#[tokio::test]
async fn a_name_with_markup_stays_a_name() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let made = mia
        .post("/decks", &[("name", "<script>alert(1)</script>"), ("description", "<img src=x onerror=alert(1)>")])
        .await;
    let page = mia.get(made.redirect()).await;
    assert_eq!(page.count("main script"), 0);
    assert!(!page.html().contains("onerror=alert"));
    assert_eq!(page.text("h1"), "<script>alert(1)</script> is still empty.");
}
