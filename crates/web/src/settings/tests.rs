use crate::test_site::TestSite;

#[tokio::test]
async fn what_is_saved_is_shown_again_in_the_new_language() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let saved = mia
        .post(
            "/settings/page",
            &[("page_language", "de"), ("theme", "dark"), ("zone", "Asia/Kolkata"), ("rollover_hour", "3")],
        )
        .await;
    assert_eq!(saved.redirect(), "/settings?saved#page");
    let page = mia.get("/settings?saved").await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("de"));
    assert_eq!(page.attribute("html", "data-theme").as_deref(), Some("dark"));
    assert_eq!(page.attribute("#zone", "value").as_deref(), Some("Asia/Kolkata"));
    assert_eq!(page.attribute("#rollover_hour option[selected]", "value").as_deref(), Some("3"));
}

#[tokio::test]
async fn a_wrong_value_is_refused_under_its_field_and_stays_in_the_form() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let page = mia
        .post(
            "/settings/page",
            &[("page_language", "en"), ("theme", "dark"), ("zone", "Atlantis"), ("rollover_hour", "4")],
        )
        .await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attribute("#zone", "value").as_deref(), Some("Atlantis"));
    assert_eq!(page.count("#zone-e"), 1);
    let study = mia.post("/settings/study", &[("retention", "120"), ("new_per_day", "10")]).await;
    assert_eq!(study.status, 422);
    assert_eq!(study.attribute("#retention", "value").as_deref(), Some("120"));
}

#[tokio::test]
async fn study_settings_are_kept_and_empty_means_the_default() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let saved = mia
        .post("/settings/study", &[("retention", "85"), ("new_per_day", "7"), ("buttons", "four"), ("shortcuts", "on")])
        .await;
    assert_eq!(saved.redirect(), "/settings?saved#study");
    let page = mia.get("/settings").await;
    assert_eq!(page.attribute("#retention", "value").as_deref(), Some("85"));
    assert_eq!(page.attribute("#new_per_day", "value").as_deref(), Some("7"));
    assert_eq!(page.attribute("#reviews_per_day", "value").as_deref(), Some(""));
    assert_eq!(page.attribute("#buttons option[selected]", "value").as_deref(), Some("four"));
}

#[tokio::test]
async fn the_theme_button_changes_the_light_and_goes_back() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let request = visitor
        .request(axum::http::Method::POST, "/settings/theme")
        .header("referer", "http://studium.test/sign-in?next=/x")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("theme=dark".into())
        .unwrap();
    assert_eq!(visitor.send(request).await.redirect(), "/sign-in?next=/x");
    assert_eq!(visitor.get("/sign-in").await.attribute("html", "data-theme").as_deref(), Some("dark"));
}

#[tokio::test]
async fn a_token_is_shown_once_and_its_scope_counts() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    assert_eq!(
        mia.post("/settings/tokens", &[("token_name", "script"), ("scope", "read")]).await.redirect(),
        "/settings#tokens"
    );
    let token = mia.get("/settings").await.text("#new-token");
    assert!(token.starts_with("studium_"));
    assert_eq!(site.sign_up("tom").await.get("/settings").await.count("#new-token"), 0);
    site.clock.advance_ms(11 * 60_000);
    assert_eq!(mia.get("/settings").await.count("#new-token"), 0);
    let id = mia.get("/settings").await.attribute("form[action='/settings/tokens/end'] input", "value").unwrap();
    assert_eq!(mia.post("/settings/tokens/end", &[("id", &id)]).await.status, 303);
    assert_eq!(mia.get("/settings").await.count("form[action='/settings/tokens/end']"), 0);
}

#[tokio::test]
async fn a_session_that_is_ended_elsewhere_is_out_at_once() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let phone = site.visitor();
    phone.set_cookie("studium", &crate::accounts::testing::session(&site.state, "mia").await);
    assert_eq!(phone.get("/settings").await.status, 200);
    assert_eq!(mia.post("/settings/sessions/end-others", &[]).await.status, 303);
    assert_eq!(phone.get("/settings").await.redirect(), "/sign-in?next=/settings");
    assert_eq!(mia.get("/settings").await.status, 200);
}

async fn by_form(site: &TestSite) -> crate::test_site::Visitor<'_> {
    let mia = site.visitor();
    let page = mia.post("/sign-up", &[("name", "Mia"), ("password", crate::test_site::PASSWORD)]).await;
    assert_eq!(page.status, 303);
    mia
}

#[tokio::test]
async fn the_export_asks_for_the_password_and_is_a_zip() {
    let site = TestSite::new().await;
    let mia = by_form(&site).await;
    let refused = mia.post("/settings/export", &[("current", "not hers")]).await;
    assert_eq!((refused.status, refused.count("#export_current-e")), (422, 1));
    let export = mia.post("/settings/export", &[("current", crate::test_site::PASSWORD)]).await;
    assert_eq!(export.status, 200);
    assert_eq!(export.header("content-type"), "application/zip");
    assert_eq!(export.header("content-length"), export.bytes.len().to_string());
    assert!(export.bytes.starts_with(b"PK"));
    let left = std::fs::read_dir(&site.state.studium.folder).unwrap().filter_map(Result::ok);
    assert_eq!(left.filter(|e| e.file_name().to_string_lossy().starts_with(".tmp")).count(), 0);
}

#[tokio::test]
async fn erasing_asks_twice_and_signs_out() {
    let site = TestSite::new().await;
    let mia = by_form(&site).await;
    let unsure = mia.post("/settings/erase", &[("current", crate::test_site::PASSWORD)]).await;
    assert_eq!((unsure.status, unsure.count("#sure-e")), (422, 1));
    let wrong = mia.post("/settings/erase", &[("sure", "yes"), ("current", "not hers")]).await;
    assert_eq!((wrong.status, wrong.count("#erase_current-e")), (422, 1));
    let gone = mia.post("/settings/erase", &[("sure", "yes"), ("current", crate::test_site::PASSWORD)]).await;
    assert_eq!(gone.redirect(), "/");
    assert_eq!(mia.cookie("studium"), None);
    let again = site.visitor().post("/sign-in", &[("name", "Mia"), ("password", crate::test_site::PASSWORD)]).await;
    assert_eq!(again.status, 422);
}
