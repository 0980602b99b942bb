use crate::frame::WebConfig;
use crate::test_site::{PASSWORD, TestSite, session_cookie};
use axum::http::Method;

async fn signed_up(site: &TestSite, name: &str) -> String {
    let visitor = site.visitor();
    let page = visitor.post("/sign-up", &[("name", name), ("password", PASSWORD), ("next", "/settings")]).await;
    assert_eq!(page.redirect(), "/recovery-codes?next=/settings");
    let codes = visitor.get("/recovery-codes?next=/settings").await.text("#codes");
    codes.split(' ').next().expect("ten codes").to_owned()
}

#[tokio::test]
async fn signing_up_shows_ten_codes_until_they_are_kept() {
    let site = TestSite::new().await;
    let mia = site.visitor();
    mia.post("/sign-up", &[("name", "Mia"), ("password", PASSWORD)]).await;
    let page = mia.get("/recovery-codes").await;
    assert_eq!(page.count("#codes li"), 10);
    let file = mia.get("/recovery-codes.txt").await;
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.html().contains(&page.text("#codes li")));
    assert_eq!(mia.post("/recovery-codes", &[("next", "/settings")]).await.redirect(), "/settings");
    assert_eq!(mia.get("/recovery-codes").await.redirect(), "/settings#recovery");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_page() {
    let site = TestSite::new().await;
    signed_up(&site, "mia").await;
    let visitor = site.visitor().from_address("192.0.2.7");
    let wrong = visitor.post("/sign-in", &[("name", "mia"), ("password", "something else")]).await;
    let unknown = visitor.post("/sign-in", &[("name", "mio"), ("password", "something else")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.html().replace("mia", "mio"), unknown.html());
    assert_eq!(wrong.attribute("input[name=name]", "value").as_deref(), Some("mia"));
    assert_eq!(wrong.attribute("input[name=password]", "value"), None);
}

#[tokio::test]
async fn signing_in_gives_a_new_session_and_goes_only_to_our_own_paths() {
    let site = TestSite::new().await;
    signed_up(&site, "mia").await;
    let visitor = site.visitor();
    visitor.set_cookie("studium", "given-by-an-attacker");
    let page = visitor.post("/sign-in", &[("name", "MIA"), ("password", PASSWORD), ("next", "//evil.example/")]).await;
    assert_eq!(page.redirect(), "/today");
    assert_ne!(visitor.cookie("studium").as_deref(), Some("given-by-an-attacker"));
    let cookie = session_cookie(&page, "studium=");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    for next in ["https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"] {
        assert_eq!(super::local(next), "/today", "{next}");
    }
    assert_eq!(super::local("/decks/1?x=2"), "/decks/1?x=2");
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_this_host() {
    let site = TestSite::with(WebConfig { secure: true, ..WebConfig::default() }).await;
    let page = site.visitor().post("/sign-up", &[("name", "Mia"), ("password", PASSWORD)]).await;
    let cookie = session_cookie(&page, "__Host-studium=");
    assert!(cookie.contains("; Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn guessing_is_slowed_with_a_sentence_and_recovery_still_works() {
    let site = TestSite::new().await;
    let code = signed_up(&site, "mia").await;
    let guesser = site.visitor();
    for _ in 0..3 {
        assert_eq!(guesser.post("/sign-in", &[("name", "mia"), ("password", "a guess")]).await.status, 422);
    }
    let held = guesser.post("/sign-in", &[("name", "mia"), ("password", PASSWORD)]).await;
    assert_eq!(held.status, 429);
    assert_eq!(held.header("retry-after"), "20");
    assert!(held.text(".note-box").contains("20 seconds"));
    let recovered =
        guesser.post("/recover", &[("name", "mia"), ("code", &code), ("password", "a whole new sentence")]).await;
    assert_eq!(recovered.redirect(), "/today");
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let secret = mia.cookie("studium").expect("signed in");
    assert_eq!(mia.post("/sign-out", &[]).await.redirect(), "/");
    assert_eq!(mia.cookie("studium"), None);
    mia.set_cookie("studium", &secret);
    assert_eq!(mia.get("/settings").await.redirect(), "/sign-in?next=/settings");
}

#[tokio::test]
async fn fields_that_were_not_asked_for_change_nothing() {
    let site = TestSite::new().await;
    site.sign_up("first").await;
    let visitor = site.visitor();
    let fields = [("name", "Mia"), ("password", PASSWORD), ("admin", "1"), ("quota_bytes", "9"), ("id", "x")];
    assert_eq!(visitor.post("/sign-up", &fields).await.status, 303);
    assert!(!site.actor("Mia").await.admin);
    assert_eq!(visitor.get("/admin").await.status, 404);
}

#[tokio::test]
async fn a_password_of_a_megabyte_is_refused_without_hashing() {
    let site = TestSite::new().await;
    let long = "x1".repeat(450_000);
    let page = site.visitor().post("/sign-up", &[("name", "Mia"), ("password", &long)]).await;
    assert_eq!(page.status, 422);
    let longer = "x".repeat(1_100_000);
    let page = site.visitor().post("/sign-up", &[("name", "Mia"), ("password", &longer)]).await;
    assert_eq!(page.status, 413);
}

#[tokio::test]
async fn a_changed_password_rotates_this_session_and_ends_the_others() {
    let site = TestSite::new().await;
    signed_up(&site, "mia").await;
    let mia = site.visitor();
    mia.post("/sign-in", &[("name", "mia"), ("password", PASSWORD)]).await;
    let before = mia.cookie("studium").expect("signed in");
    let phone = site.visitor();
    phone.set_cookie("studium", &super::testing::session(&site.state, "mia").await);
    let page = mia.post("/settings/password", &[("current", PASSWORD), ("password", "an entirely new one")]).await;
    assert_eq!(page.redirect(), "/settings?saved#account");
    assert_ne!(mia.cookie("studium"), Some(before));
    assert_eq!(mia.get("/settings").await.status, 200);
    assert_eq!(phone.get("/settings").await.status, 303);
}

#[tokio::test]
async fn the_footers_button_changes_the_language() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    assert_eq!(visitor.post("/language", &[("language", "de"), ("next", "/sign-in")]).await.redirect(), "/sign-in");
    assert_eq!(visitor.get("/sign-in").await.attribute("html", "lang").as_deref(), Some("de"));
    assert_eq!(site.visitor().speaking("de-AT").get("/sign-in").await.attribute("html", "lang").as_deref(), Some("de"));
}

#[tokio::test]
async fn another_sites_form_is_refused() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let cookie = format!("studium={}", mia.cookie("studium").expect("signed in"));
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("x-none", "1"),
    ] {
        let request = axum::http::Request::builder()
            .method(Method::POST)
            .uri("/settings/sessions/end-others")
            .header("host", "studium.test")
            .header("cookie", &cookie)
            .header(name, value)
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(mia.send(request).await.status, 403, "{name}: {value}");
    }
    let own = axum::http::Request::builder()
        .method(Method::POST)
        .uri("/settings/sessions/end-others")
        .header("host", "studium.test")
        .header("cookie", &cookie)
        .header("origin", "http://studium.test")
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(mia.send(own).await.status, 303);
}
