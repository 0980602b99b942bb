use crate::test_site::TestSite;
use crate::today::tests::{answer, deck};
use memory::Rating;

#[tokio::test]
async fn numbers_agree_with_what_was_answered() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    assert_eq!(mia.get("/statistics").await.text("h1"), "Nothing was answered in this time.");
    let cards = deck(&site, "mia", "Biology", 25).await;
    answer(&site, "mia", &cards, Rating::Easy).await;
    assert_eq!(
        mia.get("/statistics").await.text("h1"),
        "After 20 more repeated cards this page says how much you remember."
    );
    site.clock.advance_ms(40 * 24 * 60 * 60 * 1000);
    answer(&site, "mia", &cards[..20], Rating::Good).await;
    answer(&site, "mia", &cards[20..], Rating::Again).await;
    let page = mia.get("/statistics").await;
    assert_eq!(page.text("[data-figure=answers]"), "50");
    assert_eq!(page.text("h1"), "You remember 80 % of what comes up, 10 points below your goal.");
    let month = mia.get("/statistics?weeks=4").await;
    assert_eq!(month.text("[data-figure=answers]"), "25", "only the last four weeks");
    assert_eq!(month.attribute(".segments [aria-current]", "href").as_deref(), Some("/statistics?weeks=4"));
    assert_eq!(mia.get("/statistics?weeks=nonsense").await.text("[data-figure=answers]"), "50");
}

#[tokio::test]
async fn every_chart_has_a_label_its_table_and_how_it_is_computed() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let cards = deck(&site, "mia", "Biology", 3).await;
    answer(&site, "mia", &cards, Rating::Good).await;
    let page = mia.get("/statistics?weeks=52").await;
    let figures = page.count(".charts figure");
    assert_eq!(figures, 6);
    assert_eq!(page.count(".charts figure details p"), figures, "how each is computed");
    assert_eq!(page.attributes("svg[role=img]", "aria-label").len(), 4);
    assert_eq!(page.count(".charts caption"), 5, "no card was forgotten twice, so that one has no table");
    assert_eq!(page.count("[style]"), 0);
}
