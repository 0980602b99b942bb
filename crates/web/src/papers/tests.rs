use crate::test_site::{Page, TestSite, Visitor};
use axum::http::Method;
use serde_json::{Value, json};

/// A learner with a deck of a short answer, a choice, gaps and a number; the deck's id.
async fn with_deck<'s>(site: &'s TestSite, name: &str) -> (Visitor<'s>, String) {
    let mia = site.sign_up(name).await;
    let created = mia.post("/decks", &[("name", "Geography")]).await.redirect().to_owned();
    let deck = created.rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
    for fields in [
        vec![("kind", "short"), ("prompt", "Capital of Peru?"), ("accepted", "Lima")],
        vec![
            ("kind", "choice"),
            ("prompt", "Largest?"),
            ("option0", "Asia"),
            ("right0", "on"),
            ("option1", "Europe"),
            ("feedback0", "by far"),
        ],
        vec![("kind", "gaps"), ("prompt", "Rome lies in [[Italy]]."), ("explanation", "boot")],
        vec![("kind", "numeric"), ("prompt", "How many continents?"), ("answers", "7"), ("hints", "less than ten")],
    ] {
        let mut sent = fields;
        sent.push(("deck", &deck));
        mia.post("/items/new", &sent).await.redirect();
    }
    (mia, deck)
}

async fn paper(mia: &Visitor<'_>, deck: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("mode", "exam"), ("name", "Midterm"), ("deck", deck), ("questions", "4"), ("points", "2,5")];
    fields.extend(more);
    mia.post("/quizzes", &fields).await.redirect().to_owned()
}

async fn begin(mia: &Visitor<'_>, paper: &str) -> (String, Page) {
    let sitting = mia.post(&format!("{paper}/sittings"), &[]).await.redirect().to_owned();
    let page = mia.get(&sitting).await;
    (sitting, page)
}

/// The place of the question that says so.
fn place_of(page: &Page, words: &str) -> String {
    let places = page.attributes("section[data-place]", "data-place");
    places.into_iter().find(|n| page.text(&format!("#q{n} .q-text")).contains(words)).expect("it is asked")
}

#[tokio::test]
async fn a_mock_exam_is_made_sat_without_scripts_and_marked() {
    let site = TestSite::new().await;
    let (mia, deck) = with_deck(&site, "mia").await;
    let paper = paper(&mia, &deck, &[("minutes", "30"), ("mixed", "on")]).await;
    assert_eq!(mia.get(&paper).await.text(".page-head .after"), "4 questions, 10 points, 30 minutes");
    let (sitting, page) = begin(&mia, &paper).await;
    assert_eq!((page.count("section.q"), page.attribute("exam-sitting", "data-left").as_deref()), (4, Some("1800000")));
    let field = |words: &str, more: &str| format!("q{}{more}", place_of(&page, words));
    let options = page.texts(&format!("#q{} .choice", place_of(&page, "Largest")));
    let asia = options.iter().position(|option| option.contains("Asia")).expect("an option").to_string();
    let sent = [
        (field("Peru", ""), "lima".to_owned()),
        (field("Largest", ""), asia),
        (field("Rome", ".0"), "Spain".to_owned()),
        (format!("sure{}", place_of(&page, "Rome")), "95".to_owned()),
    ];
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(mia.post(&format!("{sitting}/hand-in"), &sent).await.redirect(), sitting);
    let over = mia.get(&sitting).await;
    assert_eq!(over.text("h1"), "5 of 10 points.");
    assert_eq!(over.count(".result .badge.good"), 2, "{}", over.html());
    assert!(over.text(".confmap .w3").trim().parse::<usize>().is_ok(), "certain and wrong");
    assert!(over.attribute(".start a", "href").is_some_and(|href| href.matches(',').count() == 1), "two to study");
    let again = mia.post(&format!("{sitting}/save"), &[("q0", "late")]).await;
    assert_eq!(again.status, 409, "it is over");
}

#[tokio::test]
async fn what_is_saved_as_it_is_typed_is_there_when_the_page_comes_again() {
    let site = TestSite::new().await;
    let (mia, deck) = with_deck(&site, "mia").await;
    let (sitting, page) = begin(&mia, &paper(&mia, &deck, &[]).await).await;
    let n = place_of(&page, "Peru");
    let (own, flag, change) = (format!("q{n}"), format!("flag{n}"), format!("change{n}"));
    let save = async |text: &str, at: &str| {
        mia.post(&format!("{sitting}/save"), &[(&own, text), (&flag, "on"), (&change, at)]).await.status
    };
    assert_eq!((save("Lima", "20").await, save("older", "10").await), (204, 204));
    let page = mia.get(&sitting).await;
    assert_eq!(page.attribute(&format!("[name={own}]"), "value").as_deref(), Some("Lima"));
    assert_eq!(page.count(&format!("[name={flag}][checked]")), 1);
    assert_eq!(page.count(".qgrid .done"), 1);
}

#[tokio::test]
async fn nothing_of_a_running_sitting_says_what_is_right_and_strangers_find_none() {
    let site = TestSite::new().await;
    let (mia, deck) = with_deck(&site, "mia").await;
    let ben = site.sign_up("ben").await;
    let paper = paper(&mia, &deck, &[]).await;
    let (sitting, page) = begin(&mia, &paper).await;
    let api = mia.get(&format!("/api/v1{sitting}")).await;
    for sent in [page.html(), api.html()] {
        for secret in ["Lima", "Italy", "by far", "boot", "less than ten", "\"right\":true"] {
            assert!(!sent.contains(secret), "{secret}");
        }
    }
    for address in
        [sitting.clone(), paper.clone(), format!("/api/v1{sitting}"), format!("{paper}/print"), format!("{paper}/edit")]
    {
        assert_eq!(ben.get(&address).await.status, 404, "{address}");
    }
    for address in
        [format!("{sitting}/save"), format!("{sitting}/hand-in"), format!("{paper}/sittings"), format!("{paper}/bin")]
    {
        assert_eq!(ben.post(&address, &[("q0", "x")]).await.status, 404, "{address}");
    }
    assert_eq!(mia.get(&sitting).await.count("section.q"), 4, "nothing happened to it");
}

#[tokio::test]
async fn when_the_time_is_over_what_was_there_is_handed_in() {
    let site = TestSite::new().await;
    let (mia, deck) = with_deck(&site, "mia").await;
    let (sitting, page) = begin(&mia, &paper(&mia, &deck, &[("minutes", "1")]).await).await;
    let own = format!("q{}", place_of(&page, "Peru"));
    mia.post(&format!("{sitting}/save"), &[(&own, "Lima")]).await;
    site.clock.advance_ms(62_000);
    assert_eq!(mia.post(&format!("{sitting}/save"), &[(&own, "Cusco")]).await.status, 409);
    assert_eq!(mia.get(&sitting).await.text("h1"), "2.5 of 10 points.");
}

#[tokio::test]
async fn programs_sit_it_by_the_places_that_were_shown() {
    let site = TestSite::new().await;
    let (mia, deck) = with_deck(&site, "mia").await;
    let paper = paper(&mia, &deck, &[]).await;
    let id = paper.rsplit('/').next().unwrap_or_default();
    let listed = mia.get("/api/v1/quizzes").await.json();
    assert_eq!((listed["items"][0]["id"].as_str(), listed["items"][0]["questions"].as_u64()), (Some(id), Some(4)));
    let sitting = mia.post_json(&format!("/api/v1{paper}/sittings"), &json!({})).await.json();
    let address = format!("/api/v1/sittings/{}", sitting["id"].as_str().unwrap_or_default());
    let places: Vec<Value> = sitting["places"].as_array().cloned().unwrap_or_default();
    let peru = places.iter().find(|place| place["question"]["html"].to_string().contains("Peru")).expect("it is asked");
    let put =
        json!({"responses": [{"place": peru["place"], "response": {"text": "Lima"}, "change": 1, "confidence": 60}]});
    let saved = mia.json(Method::PUT, &format!("{address}/responses"), &put).await;
    assert_eq!(saved.status, 204);
    let over = mia.post_json(&format!("{address}/hand-in"), &json!({})).await.json();
    assert_eq!((over["points"].as_f64(), over["of"].as_f64()), (Some(2.5), Some(10.0)));
    let late = mia.json(Method::PUT, &format!("{address}/responses"), &put).await;
    assert_eq!(late.status, 422);
}

#[tokio::test]
async fn a_paper_that_cannot_be_made_comes_back_with_the_reason_and_is_printed_with_solutions_apart() {
    let site = TestSite::new().await;
    let (mia, deck) = with_deck(&site, "mia").await;
    for (questions, points, minutes, key) in
        [("9", "1", "", "fewer"), ("", "1", "", "at least one"), ("2", "0", "", "above 0"), ("2", "1", "0", "1 to 600")]
    {
        let fields = [
            ("mode", "exam"),
            ("name", "x"),
            ("deck", deck.as_str()),
            ("questions", questions),
            ("points", points),
            ("minutes", minutes),
        ];
        let again = mia.post("/quizzes", &fields).await;
        assert_eq!(again.status, 422, "{key}");
        assert!(again.texts(".error").iter().any(|error| error.contains(key)), "{key}: {:?}", again.texts(".error"));
    }
    let paper = paper(&mia, &deck, &[]).await;
    let printed = mia.get(&format!("{paper}/print")).await;
    assert!(!printed.text(".print-questions").contains("Lima"));
    assert!(printed.text(".print-solutions").contains("Lima") && printed.text(".print-solutions").contains("Italy"));
    assert_eq!(mia.post(&format!("{paper}/bin"), &[]).await.redirect(), "/quizzes");
    assert_eq!(mia.get("/quizzes").await.count(".item-row"), 0);
}
