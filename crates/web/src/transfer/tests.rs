use crate::test_site::{Page, TestSite, Visitor};
use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use std::sync::Arc;
use studium_core::jobs;
use studium_core::transfer::{IMPORT, Importer, InProcess};

/// Runs the imports that wait, as the server's runner does.
async fn run_imports(site: &TestSite) {
    let (studium, importer) = (&site.state.studium, Importer::new(Arc::new(InProcess)));
    let now = studium.clock.now();
    while let Some(job) = studium.write(move |tx| jobs::claim(tx, IMPORT, now)).await.expect("claimed") {
        jobs::run_one(studium, &importer, &job).await;
    }
}

async fn import(site: &TestSite, who: &Visitor<'_>, name: &str, bytes: &[u8]) -> serde_json::Value {
    let begun = who.upload("/api/v1/imports", name, bytes).await;
    assert_eq!(begun.status, 202, "{}", begun.html());
    run_imports(site).await;
    who.get(&format!("/api/v1/imports/{}", begun.json()["id"].as_str().unwrap())).await.json()
}

/// Sends the field `text` of the import's form.
async fn paste(who: &Visitor<'_>, text: &str) -> Page {
    let body = format!("--B\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--B--\r\n");
    let request = who.request(Method::POST, "/imports").header("content-type", "multipart/form-data; boundary=B");
    who.send(request.body(Body::from(body)).unwrap()).await
}

const WORDS: &[u8] = b"front,back\nHaus,house\nBaum,tree\n";

#[tokio::test]
async fn a_program_imports_a_table_and_sees_what_came_of_it() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let done = import(&site, &mia, "words.csv", WORDS).await;
    assert_eq!(
        (&done["state"], &done["counts"]["items"], &done["counts"]["cards"]),
        (&json!("done"), &json!(2), &json!(2)),
        "{done}"
    );
    let again = import(&site, &mia, "words.csv", WORDS).await;
    assert_eq!(again["counts"]["items"], json!(0));
}

#[tokio::test]
async fn a_broken_package_says_which_file_where_and_the_mend() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let done = import(&site, &mia, "deck.apkg", b"PK\x03\x04 cut off").await;
    assert_eq!(done["state"], "failed");
    let error = done["error"].as_str().unwrap();
    assert!(error.starts_with("deck.apkg, package: ") && error.contains("export it"), "{error}");
    let page = mia.get(&format!("/imports/{}", done["id"].as_str().unwrap())).await;
    assert_eq!((page.status, page.text("h1").as_str()), (200, "This could not be imported."));
}

#[tokio::test]
async fn on_german_pages_what_a_reader_found_is_said_in_german() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await.speaking("de");
    let german = [("page_language", "de"), ("zone", "Europe/Berlin"), ("rollover_hour", "4"), ("theme", "system")];
    mia.post("/settings/page", &german).await;
    let done = import(&site, &mia, "ragged.csv", b"front,back\na,b\nc\n").await;
    let page = mia.get(&format!("/imports/{}", done["id"].as_str().unwrap())).await;
    assert!(page.html().contains("Zeile 3") && page.html().contains("keine Antwort; fülle"), "{}", page.html());
    let done = import(&site, &mia, "deck.apkg", b"PK\x03\x04 cut off").await;
    let page = mia.get(&format!("/imports/{}", done["id"].as_str().unwrap())).await;
    assert!(page.html().contains("deck.apkg, Paket: keine ganze Zip-Datei"), "{}", page.html());
    let table = mia.upload("/imports", "paper.csv", b"%PDF-1.7").await;
    let page = mia.get(table.header("location")).await;
    assert!(page.status == 422 && page.html().contains("das ist ein PDF"), "{} {}", page.status, page.html());
}

#[tokio::test]
async fn somebody_elses_import_is_not_there() {
    let site = TestSite::new().await;
    let (mia, ben) = (site.sign_up("mia").await, site.sign_up("ben").await);
    let done = import(&site, &mia, "words.csv", WORDS).await;
    let id = done["id"].as_str().unwrap();
    assert_eq!(ben.get(&format!("/api/v1/imports/{id}")).await.status, 404);
    assert_eq!(ben.get(&format!("/imports/{id}")).await.status, 404);
}

#[tokio::test]
async fn a_learner_looks_at_a_table_before_it_comes_in() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let to = mia.upload("/imports", "words.csv", WORDS).await;
    let address = to.redirect().to_owned();
    let page = mia.get(&address).await;
    assert_eq!(page.text("h1"), "2 rows.");
    assert_eq!(page.count("select[name^=column]"), 2);
    let table = address.split('?').next().unwrap().to_owned();
    let no_question = mia.post(&table, &[("column0", "ignore"), ("column1", "back"), ("deck", "Words")]).await;
    assert_eq!(no_question.status, 422);
    let begun =
        mia.post(&table, &[("column0", "back"), ("column1", "front"), ("header", "on"), ("deck", "Words")]).await;
    let job = begun.redirect().to_owned();
    assert!(mia.get(&job).await.count("job-progress") == 1, "it waits");
    run_imports(&site).await;
    assert_eq!(mia.get(&job).await.text("h1"), "2 items are here.");
}

#[tokio::test]
async fn pasted_markdown_comes_in_at_once() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let begun = paste(&mia, "Q: What is 2 + 2?\nA: 4\n\nQ: And 3 + 3?\nA: 6\n").await;
    let job = begun.redirect().to_owned();
    run_imports(&site).await;
    assert_eq!(mia.get(&job).await.text("h1"), "2 items are here.");
}

#[tokio::test]
async fn an_empty_form_is_shown_again() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let page = paste(&mia, "   ").await;
    assert_eq!(page.status, 422);
    assert!(page.text("[role=alert]").contains("Choose a file"));
}

#[tokio::test]
async fn a_large_file_comes_in_portions_and_goes_on_where_it_stopped() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let begun = mia.post_json("/api/v1/uploads", &json!({"name": "words.csv", "size": WORDS.len()})).await;
    assert_eq!(begun.status, 201);
    let url = format!("/api/v1/uploads/{}", begun.json()["id"].as_str().unwrap());
    let portion = |from: usize, to: usize| {
        mia.request(Method::PATCH, &url)
            .header("upload-offset", from.to_string())
            .body(Body::from(WORDS[from..to].to_vec()))
            .unwrap()
    };
    assert_eq!(mia.send(portion(0, 10)).await.json()["offset"], 10);
    let lost = mia.send(portion(20, 25)).await;
    assert_eq!((lost.status, &lost.json()["offset"]), (409, &json!(10)));
    assert_eq!(mia.get(&url).await.json(), json!({"offset": 10, "size": WORDS.len()}));
    assert_eq!(mia.send(portion(10, WORDS.len())).await.json()["offset"], WORDS.len());
    let ben = site.sign_up("ben").await;
    assert_eq!(ben.get(&url).await.status, 404);
}

#[tokio::test]
async fn a_deck_goes_out_and_comes_back() {
    let site = TestSite::new().await;
    let (mia, ben) = (site.sign_up("mia").await, site.sign_up("ben").await);
    let done = import(&site, &mia, "words.csv", WORDS).await;
    let deck = done["deck_id"].as_str().unwrap();
    for (format, begins) in [("apkg", &b"PK"[..]), ("csv", "\u{feff}question".as_bytes()), ("md", b"---\nname:")] {
        let file = mia.get(&format!("/decks/{deck}/export?format={format}")).await;
        assert_eq!(file.status, 200, "{format}: {}", String::from_utf8_lossy(&file.bytes));
        assert!(file.bytes.starts_with(begins), "{format}");
        assert!(file.header("content-disposition").contains(&format!(".{format}\"")));
        let theirs = import(&site, &ben, &format!("words.{format}"), &file.bytes).await;
        assert_eq!(theirs["state"], "done", "{format}: {theirs}");
    }
    assert_eq!(ben.get(&format!("/api/v1/decks/{deck}/export?format=csv")).await.status, 404);
}

const BANK: &str = r#"<?xml version="1.0"?><quiz>
<question type="category"><category><text>$course$/Physics</text></category></question>
<question type="shortanswer"><questiontext><text>Who wrote the Principia?</text></questiontext>
<answer fraction="100"><text>Newton</text></answer><answer fraction="50"><text>Isaac</text></answer></question>
<question type="ordering"><questiontext><text>From small to large</text></questiontext>
<answer fraction="1"><text>mm</text></answer><answer fraction="2"><text>km</text></answer></question>
<question type="calculated"><questiontext><text>{a} + {b}?</text></questiontext></question>
</quiz>"#;

#[tokio::test]
async fn a_program_brings_moodle_questions_and_takes_them_along_with_what_is_left_out() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let done = import(&site, &mia, "bank.xml", BANK.as_bytes()).await;
    assert_eq!((&done["state"], &done["counts"]["items"]), (&json!("done"), &json!(2)), "{done}");
    assert!(done["skipped"].to_string().contains("calculated"), "{done}");
    let again = import(&site, &mia, "bank.xml", BANK.as_bytes()).await;
    assert_eq!((&again["counts"]["items"], &again["counts"]["updated"]), (&json!(0), &json!(0)), "{again}");
    let deck = done["deck_id"].as_str().unwrap();
    for (format, begins, left_out) in [("xml", "<?xml", "0"), ("gift", "$CATEGORY: Physics", "1"), ("aiken", "", "2")] {
        let file = mia.get(&format!("/api/v1/decks/{deck}/export?format={format}")).await;
        assert_eq!((file.status, file.header("studium-left-out")), (200, left_out), "{format}");
        assert!(String::from_utf8_lossy(&file.bytes).contains(begins), "{format}");
        let report = mia.get(&format!("/api/v1/decks/{deck}/export/report?format={format}")).await.json();
        assert_eq!(
            report["left_out"].as_array().map(|all| all.len().to_string()).as_deref(),
            Some(left_out),
            "{report}"
        );
    }
    let page = mia.get(&format!("/decks/{deck}/export/questions?format=gift")).await;
    assert!(page.status == 200 && page.html().contains("it asks for an order"), "{}", page.html());
}
