use crate::test_site::{Page, TestSite, Visitor};

fn id_of(address: &str) -> String {
    address.split(['?', '#']).next().and_then(|a| a.rsplit('/').next()).unwrap_or_default().to_owned()
}

async fn deck(visitor: &Visitor<'_>, name: &str) -> String {
    id_of(visitor.post("/decks", &[("name", name)]).await.redirect())
}

/// Writes a basic item; its id.
async fn item(visitor: &Visitor<'_>, deck: &str, front: &str, back: &str) -> String {
    let fields = [("kind", "basic"), ("deck", deck), ("front", front), ("back", back), ("tags", "exam bio::cells")];
    visitor.post("/items/new", &fields).await.redirect();
    let page = visitor.get(&format!("/decks/{deck}")).await;
    let at = page.texts(".item-row .title").iter().position(|t| t == front).expect("the item is listed");
    id_of(&page.attributes(".item-row .title", "href")[at])
}

fn value(page: &Page, name: &str) -> String {
    page.text(&format!("textarea[name={name}]"))
}

#[tokio::test]
async fn a_learner_writes_a_card_and_finds_it_in_its_deck() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let deck = deck(&mia, "Biology").await;
    let id = item(&mia, &deck, "What does ATP do?", "It carries $E$.").await;
    let page = mia.get(&format!("/items/{id}")).await;
    assert_eq!((value(&page, "front"), value(&page, "back")), ("What does ATP do?".into(), "It carries $E$.".into()));
    assert_eq!(page.attribute("[name=tags]", "value").as_deref(), Some("bio::cells exam"));
    assert_eq!(page.text(".editor-preview .question"), "What does ATP do?");
    assert_eq!(page.count(".editor-preview math"), 1);
}

#[tokio::test]
async fn every_kind_can_be_written_and_edited_without_scripts() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let deck = deck(&mia, "Biology").await;
    for fields in [
        vec![("kind", "basic"), ("front", "q"), ("back", "a"), ("both", "on")],
        vec![("kind", "cloze"), ("text", "The {{c1::cell}} lives")],
        vec![("kind", "list"), ("prompt", "Which?"), ("entries", "a\r\nb"), ("ordered", "on")],
        vec![("kind", "choice"), ("prompt", "Which?"), ("option0", "a"), ("option1", "b"), ("right1", "on")],
        vec![("kind", "true_false"), ("statement", "Cells live"), ("truth", "true")],
        vec![("kind", "short"), ("prompt", "Capital of Albania?"), ("accepted", "Tirana\nTirane")],
        vec![
            ("kind", "numeric"),
            ("prompt", "g?"),
            ("answers", "9.81 ± 1%"),
            ("unit", "m/s^2"),
            ("unit_required", "on"),
        ],
        vec![("kind", "formula"), ("prompt", "f'?"), ("answers", "2x")],
        vec![("kind", "gaps"), ("prompt", "A [[cell|~wall]] lives"), ("fill", "chosen")],
        vec![("kind", "match"), ("prompt", "Which?"), ("pairs", "a :: b\r\nc :: d")],
        vec![("kind", "order"), ("prompt", "Sort."), ("entries", "a\r\nb")],
        vec![("kind", "free_text"), ("prompt", "Why?"), ("rubric", "2: because")],
        vec![("kind", "worked"), ("prompt", "Solve."), ("steps", "1: so")],
    ] {
        let kind = fields[0].1;
        // the newest is first
        site.clock.advance_ms(1_000);
        let mut sent = fields.clone();
        sent.push(("deck", &deck));
        mia.post("/items/new", &sent).await.redirect();
        let page = mia.get("/items").await;
        let id = id_of(&page.attribute("tbody .item-text", "href").expect("the newest is first"));
        let editor = mia.get(&format!("/items/{id}")).await;
        assert_eq!(editor.attribute("select[name=kind] option[selected]", "value").as_deref(), Some(kind));
        sent.extend([("version", "1"), ("tags", "again")]);
        mia.post(&format!("/items/{id}"), &sent).await.redirect();
    }
    assert_eq!(mia.get("/items").await.text("h1"), "You have 13 cards.");
}

#[tokio::test]
async fn what_cannot_be_asked_comes_back_with_the_reason() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let deck = deck(&mia, "Biology").await;
    for (fields, why) in [
        (vec![("kind", "cloze"), ("text", "no gap")], "Nothing is left out yet: mark words and press “Gap”."),
        (vec![("kind", "basic"), ("front", "kept"), ("back", "")], "Something is still empty."),
        (vec![("kind", "choice"), ("prompt", "?"), ("option0", "a")], "At least two answers are needed."),
    ] {
        let mut sent = fields.clone();
        sent.push(("deck", &deck));
        let again = mia.post("/items/new", &sent).await;
        assert_eq!(again.status, 422);
        assert!(again.texts(".error").contains(&why.to_owned()), "{why}: {:?}", again.texts(".error"));
        assert!(again.html().contains(fields[1].1), "what was written stays");
    }
    assert_eq!(mia.get("/items").await.text("h1"), "You have no cards of your own yet.");
}

#[tokio::test]
async fn two_tabs_editing_one_item_see_both_versions_and_none_is_overwritten() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let deck = deck(&mia, "Biology").await;
    let id = item(&mia, &deck, "ATP?", "energy").await;
    let edit = |version: &'static str, back: &'static str| {
        [("kind", "basic"), ("deck", deck.as_str()), ("version", version), ("front", "ATP?"), ("back", back)]
    };
    let address = format!("/items/{id}");
    mia.post(&address, &edit("1", "from the first tab")).await.redirect();
    let conflict = mia.post(&address, &edit("1", "from the second tab")).await;
    assert_eq!(conflict.status, 409);
    assert_eq!(conflict.text("h1"), "This card was changed in the meantime.");
    assert_eq!(conflict.text(".mine textarea[name=back]"), "from the second tab");
    assert!(conflict.texts(".versions > section:last-child .answer-body").contains(&"from the first tab".to_owned()));
    assert_eq!(value(&mia.get(&address).await, "back"), "from the first tab");
    // the form of the conflict is made from the stored version: saving it is a decision
    let version = conflict.attribute(".mine [name=version]", "value").unwrap();
    assert_eq!(version, "2");
    mia.post(&address, &edit("2", "from the second tab")).await.redirect();
    let history = mia.get(&format!("{address}/history")).await;
    assert!(history.html().contains("from the first tab"), "the other one stays among the earlier versions");
    mia.post(&format!("{address}/history"), &[("version", "2"), ("from", "3")]).await.redirect();
    assert_eq!(value(&mia.get(&address).await, "back"), "from the first tab");
}

#[tokio::test]
async fn the_preview_shows_the_card_and_what_could_be_better_in_both_languages() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let fields = [("kind", "basic"), ("front", "Is **Paris** in France?"), ("back", "Paris <script>x</script>")];
    let preview = mia.post("/items/preview", &fields).await;
    assert_eq!(preview.text(".question strong"), "Paris");
    assert!(!preview.html().contains("<script>x"));
    let given = [("kind", "basic"), ("front", "Is Paris in France?"), ("back", "Paris")];
    assert_eq!(mia.post("/items/preview", &given).await.text(".lint li"), "The answer stands in the question.");
    mia.post("/language", &[("language", "de")]).await;
    assert_eq!(mia.post("/items/preview", &given).await.text(".lint li"), "Die Antwort steht in der Frage.");
}

#[tokio::test]
async fn a_card_that_is_not_begun_is_not_found_fault_with() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    assert_eq!(mia.get("/items/new").await.count(".lint li"), 0);
    let begun = [("kind", "basic"), ("front", "What is osmosis?"), ("back", "")];
    assert_eq!(mia.post("/items/preview", &begun).await.text(".lint li"), "Something is still empty.");
}

#[tokio::test]
async fn the_browser_says_what_it_cannot_read_and_where() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let page = mia.get("/items?q=tag:a%20is:foo").await;
    assert_eq!(page.status, 200);
    assert!(page.text("#q-e").starts_with("“is:foo” at character 7 is unknown."), "{}", page.text("#q-e"));
}

#[tokio::test]
async fn bulk_acts_are_undone_from_the_browser() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let deck = deck(&mia, "Biology").await;
    let (a, b) = (item(&mia, &deck, "a", "x").await, item(&mia, &deck, "b", "y").await);
    for (action, query) in
        [("suspend", "is:suspended"), ("flag", "is:flagged"), ("tag", "tag:late"), ("bury", "is:buried")]
    {
        let fields = [
            ("item", a.as_str()),
            ("item", b.as_str()),
            ("action", action),
            ("flag", "2"),
            ("tags", "late"),
            ("next", "/items"),
        ];
        let done = mia.post("/items/bulk", &fields).await;
        let page = mia.get(done.redirect()).await;
        assert_eq!(mia.get(&format!("/items?q={query}")).await.count("tbody tr"), 2, "{action}");
        let undo = page.attribute(".notice form", "action").unwrap();
        mia.post(&undo, &[("next", "/items")]).await.redirect();
        assert_eq!(mia.get(&format!("/items?q={query}")).await.count("tbody tr"), 0, "{action} is taken back");
    }
    let wrong = mia.post("/items/bulk", &[("item", &a), ("action", "explode")]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn another_learners_items_are_nowhere() {
    let site = TestSite::new().await;
    let (mia, tom) = (site.sign_up("mia").await, site.sign_up("tom").await);
    let deck = deck(&mia, "Biology").await;
    let id = item(&mia, &deck, "CANARY", "secret").await;
    for path in [format!("/items/{id}"), format!("/items/{id}/history"), format!("/items/{id}/edit")] {
        assert_eq!(tom.get(&path).await.status, 404, "{path}");
    }
    let fields = [("kind", "basic"), ("front", "x"), ("back", "y"), ("version", "1"), ("deck", deck.as_str())];
    assert_eq!(tom.post(&format!("/items/{id}"), &fields).await.status, 404);
    assert_eq!(tom.post(&format!("/items/{id}/bin"), &[]).await.status, 404);
    assert_eq!(tom.post("/items/bulk", &[("item", &id), ("action", "bin")]).await.status, 404);
    assert!(!tom.get("/items").await.html().contains("CANARY"));
}

#[tokio::test]
async fn a_picture_sent_with_a_card_stands_in_it() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let deck = deck(&mia, "Biology").await;
    let png = b"\x89PNG\r\n\x1a\n0000";
    let send = |bytes: Vec<u8>, name: &'static str| {
        let mut body = String::new();
        for (field, value) in [
            ("kind", "basic"),
            ("deck", deck.as_str()),
            ("front", "What is this?"),
            ("back", "A cell"),
            ("file_into", "question"),
        ] {
            body.push_str(&format!("--B\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"));
        }
        body.push_str(&format!("--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"));
        let mut body = body.into_bytes();
        body.extend_from_slice(&bytes);
        body.extend_from_slice(b"\r\n--B--\r\n");
        mia.request(axum::http::Method::POST, "/items/new")
            .header("content-type", "multipart/form-data; boundary=B")
            .body(axum::body::Body::from(body))
            .unwrap()
    };
    mia.send(send(png.to_vec(), "cell.png")).await.redirect();
    let page = mia.get("/items").await;
    let editor = mia.get(&page.attribute("tbody .item-text", "href").unwrap()).await;
    assert!(value(&editor, "front").ends_with("![](<cell.png>)"));
    assert!(editor.attribute(".question img", "src").unwrap().ends_with("/cell.png"));
    let refused = mia.send(send(b"MZ not a picture".to_vec(), "x.png")).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.text(".error"), "This is neither a picture nor sound nor film that browsers show.");
}
