use crate::test_site::TestSite;

fn id_of(address: &str) -> String {
    address.split(['?', '#']).next().and_then(|a| a.rsplit('/').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_subject_holds_decks_and_topics_and_stands_in_the_sidebar() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let made = mia.post("/courses", &[("name", "Biology"), ("hue", "rose")]).await;
    let id = id_of(made.redirect());
    let page = mia.get(made.redirect()).await;
    assert_eq!(page.text("h1"), "Biology has no deck yet.");
    assert_eq!(page.attribute("aside .subject", "data-hue").as_deref(), Some("rose"));
    mia.post("/decks", &[("name", "Cells"), ("course", &id)]).await.redirect();
    mia.post(&format!("/courses/{id}/topics"), &[("name", "Membranes")]).await.redirect();
    let page = mia.get(&format!("/courses/{id}")).await;
    assert_eq!(page.text(".deck-row a"), "Cells");
    assert_eq!(page.text("summary"), "Membranes");
    let binned = mia.post(&format!("/courses/{id}/bin"), &[]).await;
    let page = mia.get(binned.redirect()).await;
    assert_eq!(page.text(".deck-row a"), "Cells", "its decks stay");
    assert_eq!(page.count("aside .subject"), 0);
}

#[tokio::test]
async fn a_subject_without_a_name_is_asked_for_one() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let again = mia.post("/courses", &[("name", "  "), ("letter", "B")]).await;
    assert_eq!((again.status, again.text(".error")), (422, "It needs a name.".into()));
    assert_eq!(again.attribute("[name=letter]", "value").as_deref(), Some("B"));
}

#[tokio::test]
async fn another_learners_subject_is_not_there() {
    let site = TestSite::new().await;
    let (mia, tom) = (site.sign_up("mia").await, site.sign_up("tom").await);
    let id = id_of(mia.post("/courses", &[("name", "CANARY")]).await.redirect());
    assert_eq!(tom.get(&format!("/courses/{id}")).await.status, 404);
    assert_eq!(tom.post(&format!("/courses/{id}/edit"), &[("name", "x"), ("version", "1")]).await.status, 404);
    assert_eq!(tom.post(&format!("/courses/{id}/bin"), &[]).await.status, 404);
}
