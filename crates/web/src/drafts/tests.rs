use crate::test_site::TestSite;
use formats::item::{Content, Field};
use studium_core::SpaceId;
use studium_core::params;
use uuid::Uuid;

const SOURCE: Uuid = Uuid::from_u128(7);

/// A source with two drafts, as an import of an article leaves it.
async fn article(site: &TestSite, space: SpaceId) -> [Uuid; 2] {
    let drafts = [Uuid::from_u128(8), Uuid::from_u128(9)];
    site.write(move |tx| {
        tx.execute(
            "INSERT INTO sources (space, id, version, kind, title, content, words, created_at, updated_at)
             VALUES (?1, ?2, 1, 'document', 'Clones', '# Kathy' || char(10) || 'She is a carer.', 4, 1, 1)",
            params![space, SOURCE],
        )?;
        for (n, id) in drafts.iter().enumerate() {
            let content = Content::Short {
                prompt: Field::markdown(format!("Who is number {n}?")),
                accepted: vec!["A carer".into()],
                explanation: None,
                more: None,
            };
            tx.execute(
                "INSERT INTO drafts (space, id, source, content, found_as, state, position, created_at)
                 VALUES (?1, ?2, ?3, ?4, 'faq', 'open', ?5, 1)",
                params![space, *id, SOURCE, serde_json::to_string(&content).unwrap(), n as i64],
            )?;
        }
        Ok(())
    })
    .await;
    drafts
}

#[tokio::test]
async fn drafts_are_accepted_edited_and_dropped_beside_their_source() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let [first, second] = article(&site, site.actor("mia").await.space()).await;
    let address = format!("/sources/{SOURCE}");
    let page = mia.get(&address).await;
    assert_eq!(page.text("article"), "Kathy She is a carer.");
    assert_eq!(page.count(".drafts > li"), 2);

    let edited = [("kind", "short"), ("prompt", "Who is Kathy?"), ("accepted", "A carer")];
    mia.post(&format!("/drafts/{first}"), &edited).await.redirect();
    mia.post(&format!("{address}/drafts"), &[("accept", &first.to_string()), ("deck", "")]).await.redirect();
    let item = mia.get(&format!("/items/{first}")).await;
    assert_eq!(item.text("textarea[name=prompt]"), "Who is Kathy?");
    assert_eq!(mia.get("/decks").await.text(".deck-row a"), "Clones", "a deck named after the source was made");

    let dropped = mia.post(&format!("{address}/drafts"), &[("reject", &second.to_string())]).await;
    let page = mia.get(dropped.redirect().trim_end_matches("#drafts")).await;
    assert_eq!((page.text(".notice span"), page.count(".drafts > li")), ("Dropped.".into(), 0));
    let undo = page.attribute(".notice form", "action").unwrap();
    mia.post(&undo, &[("next", &address)]).await.redirect();
    assert_eq!(mia.get(&address).await.count(".drafts > li"), 1);
    mia.post(&format!("{address}/drafts"), &[("all", "accept"), ("deck", "")]).await.redirect();
    assert_eq!(mia.get("/items").await.text("h1"), "You have 2 cards.");
}

#[tokio::test]
async fn another_learners_source_and_drafts_are_not_there() {
    let site = TestSite::new().await;
    site.sign_up("mia").await;
    let tom = site.sign_up("tom").await;
    let [first, _] = article(&site, site.actor("mia").await.space()).await;
    assert_eq!(tom.get(&format!("/sources/{SOURCE}")).await.status, 404);
    assert_eq!(tom.get(&format!("/drafts/{first}")).await.status, 404);
    assert_eq!(tom.post(&format!("/sources/{SOURCE}/drafts"), &[("all", "accept")]).await.status, 404);
    assert!(!tom.get("/sources").await.html().contains("Clones"));
}
