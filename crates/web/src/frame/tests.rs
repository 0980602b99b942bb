use super::finish;
use crate::test_site::TestSite;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use serde_json::Value;
use studium_core::Error;
use tower::ServiceExt;

#[tokio::test]
async fn every_answer_has_the_strict_headers() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    for path in ["/sign-in", "/settings", "/no/such/page", "/healthz", "/assets/none.css", "/api/v1/none"] {
        let page = mia.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn the_cards_frame_has_a_policy_without_scripts_and_nothing_of_the_session() {
    let site = TestSite::new().await;
    let page = site.sign_up("mia").await.get("/card-frame").await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"));
    assert!(!policy.contains("script-src"));
    assert!(!page.html().contains("mia"));
}

#[tokio::test]
async fn pages_have_no_inline_script_and_no_style_attribute() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    for path in ["/settings", "/admin", "/more", "/nowhere", "/legal/privacy"] {
        let page = mia.get(path).await;
        assert_eq!(page.count("script:not([src]):not([type='application/json'])"), 0, "{path}");
        assert_eq!(page.count("[style]"), 0, "{path}");
        assert_eq!(page.count("main#main"), 1, "{path}");
        assert_eq!(page.count("h1"), 1, "{path}");
        assert_eq!(page.attribute("a.skip", "href").as_deref(), Some("#main"), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_says_so_in_the_visitors_language() {
    let site = TestSite::new().await;
    let page = site.visitor().speaking("de").get("/nirgends").await;
    assert_eq!(page.status, 404);
    assert_eq!(page.text("h1"), "Diese Seite gibt es hier nicht.");
    let json = site.visitor().get("/api/v1/nowhere").await;
    assert_eq!(json.status, 404);
    assert_eq!(json.json()["error"]["kind"], "not_found");
    assert!(json.json()["error"]["request_id"].is_string());
}

#[tokio::test]
async fn the_health_answer_names_version_and_database() {
    let site = TestSite::new().await;
    let page = site.visitor().get("/healthz").await;
    assert_eq!(page.json()["status"], "ok");
    assert_eq!(page.json()["database"], "ok");
    assert!(page.json()["version"].is_string());
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_is_sent_to_sign_in_and_comes_back() {
    let site = TestSite::new().await;
    let page = site.visitor().get("/settings?x=1&y=ü").await;
    assert_eq!(page.redirect(), "/sign-in?next=/settings%3Fx%3D1%26y%3D%C3%BC");
}

async fn ask(router: &Router, request: Request<Body>) -> (u16, axum::http::HeaderMap, String) {
    let response = router.clone().oneshot(request).await.expect("the router never fails");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    (parts.status.as_u16(), parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

fn request(method: Method, path: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty())
        .expect("a request")
}

#[tokio::test]
async fn failures_become_the_right_status_as_page_and_as_json() {
    let site = TestSite::new().await;
    async fn fails(axum::extract::Path(kind): axum::extract::Path<String>) -> super::Reply<()> {
        Err(match kind.as_str() {
            "conflict" => Error::Conflict { what: "item", given: 3, current: 4 }.into(),
            "invalid" => Error::invalid("name", "error-name").into(),
            "busy" => Error::Unavailable { why: "the writer".into(), retry_after_s: 7 }.into(),
            "full" => Error::Full { why: "the disk is full".into() }.into(),
            "forbidden" => Error::Forbidden { why: "read_only_space" }.into(),
            "many" => Error::TooMany { retry_after_s: 90 }.into(),
            "ours" => Error::Internal("a secret of ours".into()).into(),
            _ => panic!("a secret of ours"),
        })
    }
    let routes = Router::new().route("/api/fail/{kind}", get(fails)).route("/fail/{kind}", get(fails));
    let router = finish(routes, site.state.clone());
    let expected = [
        ("conflict", 409),
        ("invalid", 422),
        ("busy", 503),
        ("full", 507),
        ("forbidden", 403),
        ("many", 429),
        ("ours", 500),
        ("panic", 500),
    ];
    for (kind, status) in expected {
        let (page, headers, html) = ask(&router, request(Method::GET, &format!("/fail/{kind}"))).await;
        assert_eq!(page, status, "{kind}");
        assert!(html.contains("<h1"), "{kind}");
        assert!(!html.contains("a secret of ours"), "{kind}");
        assert_eq!(headers.contains_key("retry-after"), status == 503 || status == 429, "{kind}");
        let (json, _, body) = ask(&router, request(Method::GET, &format!("/api/fail/{kind}"))).await;
        assert_eq!(json, status, "{kind}");
        let body: Value = serde_json::from_str(&body).expect("JSON");
        assert!(body["error"]["message"].is_string() && !body.to_string().contains("a secret of ours"), "{kind}");
    }
    let (_, _, body) = ask(&router, request(Method::GET, "/api/fail/invalid")).await;
    let body: Value = serde_json::from_str(&body).expect("JSON");
    assert!(body["error"]["fields"]["name"].as_str().expect("a sentence").starts_with("A name has"));
}

#[tokio::test]
async fn a_token_that_may_only_read_is_refused_on_writes_and_needs_no_origin() {
    use studium_core::accounts::{Scope, tokens};
    let site = TestSite::new().await;
    site.sign_up("mia").await;
    let call = site.call("mia").await;
    let (read, write) = (tokens::draw(), tokens::draw());
    let (r, w) = (read.clone(), write.clone());
    site.write(move |tx| {
        tokens::add(tx, &call, "r", Scope::Read, &r)?;
        tokens::add(tx, &studium_core::Call { seed: 7, ..call.clone() }, "w", Scope::Write, &w)
    })
    .await;
    let name = |api: super::ApiActor| async move { api.actor.name };
    let router = finish(Router::new().route("/api/me", get(name).post(name)), site.state.clone());
    let with = |method: Method, token: &str| {
        let bearer = format!("Bearer {token}");
        Request::builder()
            .method(method)
            .uri("/api/me")
            .header("authorization", bearer)
            .body(Body::empty())
            .expect("a request")
    };
    assert_eq!(ask(&router, with(Method::GET, &read)).await.2, "mia");
    assert_eq!(ask(&router, with(Method::POST, &read)).await.0, 403);
    assert_eq!(ask(&router, with(Method::POST, &write)).await.2, "mia");
    let (status, headers, _) = ask(&router, with(Method::GET, "studium_wrong")).await;
    assert_eq!((status, headers.get("www-authenticate").is_some()), (401, true));
    // a cookie beside a bearer token counts for nothing
    let cookie = crate::accounts::testing::session(&site.state, "mia").await;
    let mut both = with(Method::GET, "studium_wrong");
    both.headers_mut().insert("cookie", format!("studium={cookie}").parse().expect("a header"));
    assert_eq!(ask(&router, both).await.0, 401);
}

#[tokio::test]
async fn a_revocation_by_another_process_counts_within_a_second() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    assert_eq!(mia.get("/settings").await.status, 200);
    let learner = site.actor("mia").await.learner;
    // not through a page of this process, so nothing tells its memory
    site.write(move |tx| studium_core::accounts::sessions::revoke_others(tx, learner, None)).await;
    site.clock.advance_ms(1_000);
    assert_eq!(mia.get("/settings").await.status, 303);
}

#[tokio::test]
async fn using_a_session_writes_at_most_every_five_minutes() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let seen = async || {
        let learner = site.actor("mia").await.learner;
        site.read(move |tx| {
            tx.scalar::<i64>("SELECT seen_at FROM sessions WHERE learner = ?1", studium_core::params![learner])
        })
        .await
    };
    let first = seen().await;
    site.clock.advance_ms(4 * 60_000);
    mia.get("/settings").await;
    assert_eq!(seen().await, first);
    site.clock.advance_ms(2 * 60_000);
    mia.get("/settings").await;
    assert!(seen().await > first);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_by_size() {
    let site = TestSite::new().await;
    let router = finish(
        Router::new().route("/form", post(|fields: super::Fields| async move { fields.get("a").len().to_string() })),
        site.state.clone(),
    );
    let form = |n: usize| {
        let mut request = request(Method::POST, "/form");
        request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
        *request.body_mut() = Body::from(format!("a={}", "x".repeat(n)));
        request
    };
    assert_eq!(ask(&router, form(900_000)).await.2, "900000");
    assert_eq!(ask(&router, form(1_000_000)).await.0, 413);
}

#[tokio::test]
async fn the_manifest_has_pictures_of_the_sizes_that_it_says() {
    let site = TestSite::new().await;
    let mia = site.visitor();
    let manifest = mia.get("/manifest.webmanifest").await.json();
    let icons = manifest["icons"].as_array().expect("icons");
    let pictures: Vec<_> = icons.iter().filter(|icon| icon["type"] == "image/png").collect();
    let said: Vec<_> =
        pictures.iter().map(|i| (i["sizes"].as_str().unwrap(), i["purpose"].as_str().unwrap())).collect();
    assert_eq!(said, [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")]);
    for icon in pictures {
        let file = mia.get(icon["src"].as_str().unwrap()).await;
        assert_eq!((file.status, file.header("content-type")), (200, "image/png"), "{icon}");
        // a PNG's first part says its width and height (16 bytes in, big endian)
        let side = |at: usize| u32::from_be_bytes(file.bytes[at..at + 4].try_into().unwrap());
        assert_eq!(format!("{}x{}", side(16), side(20)), icon["sizes"].as_str().unwrap());
    }
}
