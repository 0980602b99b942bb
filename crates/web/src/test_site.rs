//! A whole site in memory for tests, visited by named people:
//!
//! ```ignore
//! let site = TestSite::new().await;
//! let mia = site.sign_up("mia").await;
//! let page = mia.get("/settings").await;
//! assert_eq!(page.status, 200);
//! assert_eq!(page.text("h1"), "Settings");
//! let saved = mia.post("/settings/study", &[("retention", "0.9")]).await;
//! assert_eq!(saved.redirect(), "/settings?saved");
//! ```
//!
//! The clock stands at [`NOW`] until `site.clock.advance_ms(…)`.

use crate::frame::{AppState, ClientAddress, WebConfig};
use crate::router;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, header};
use http_body_util::BodyExt;
use memory::Millis;
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use studium_core::clock::FixedClock;
use studium_core::db::{Config, Db, Options, Tx};
use studium_core::media::BlobStore;
use studium_core::search::{Document, Found, Query, SearchIndex};
use studium_core::{Actor, Call, SpaceId, Studium, spaces};
use tower::ServiceExt;
use uuid::Uuid;

/// Monday 23 November 2026, 10:00 in Berlin.
pub const NOW: Millis = Millis(1_795_424_400_000);

/// The password of everybody who signs up by [`TestSite::sign_up`].
pub const PASSWORD: &str = "correct horse battery";

pub struct TestSite {
    pub state: AppState,
    pub clock: Arc<FixedClock>,
    router: Router,
    _folder: tempfile::TempDir,
}

impl TestSite {
    pub async fn new() -> TestSite {
        TestSite::with(WebConfig::default()).await
    }

    pub async fn with(config: WebConfig) -> TestSite {
        TestSite::with_search(config, Arc::new(NoSearch)).await
    }

    /// With another index than the one that finds nothing.
    pub async fn with_search(config: WebConfig, search: Arc<dyn SearchIndex>) -> TestSite {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let clock = Arc::new(FixedClock::new(NOW));
        let database = Config::Sqlite { folder: folder.path().to_owned() };
        #[expect(clippy::field_reassign_with_default, reason = "another field is the database layer's own")]
        let options = {
            let mut options = Options::default();
            options.threads = 1;
            options
        };
        let db = Db::open(&database, options).expect("an empty database opens");
        let studium = Studium {
            db,
            clock: clock.clone(),
            blobs: BlobStore::open(folder.path().join("blobs")).expect("a folder for blobs"),
            search,
            folder: folder.path().to_owned(),
            work: Arc::default(),
        };
        studium.write(|tx| spaces::ensure_library(tx, NOW)).await.expect("the library's space");
        let state = AppState::new(studium, config);
        TestSite { router: router(state.clone()), state, clock, _folder: folder }
    }

    /// Somebody who is not signed in, with a browser of their own.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor {
            site: self,
            cookies: Mutex::default(),
            language: "en".into(),
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            token: None,
        }
    }

    /// Somebody with an account, made by an operation (no password hashing, so that tests are fast), and signed in.
    /// The first one is the admin. To sign in by the form, use [`Visitor::post`].
    pub async fn sign_up(&self, name: &str) -> Visitor<'_> {
        let visitor = self.visitor();
        let secret = crate::accounts::testing::account_with_session(&self.state, name).await;
        visitor.set_cookie(self.state.config.session_cookie(), &secret);
        visitor
    }

    /// The actor behind a signed-in visitor, for calling operations directly.
    pub async fn actor(&self, name: &str) -> Actor {
        crate::accounts::testing::actor(&self.state, name).await
    }

    pub async fn call(&self, name: &str) -> Call {
        self.state.studium.call(&self.actor(name).await)
    }

    /// Runs an operation, for setting things up.
    pub async fn write<T: Send + 'static>(
        &self,
        operation: impl Fn(&mut Tx) -> studium_core::Result<T> + Send + 'static,
    ) -> T {
        self.state.studium.write(operation).await.expect("the operation succeeds")
    }

    pub async fn read<T: Send + 'static>(
        &self,
        operation: impl Fn(&mut Tx) -> studium_core::Result<T> + Send + 'static,
    ) -> T {
        self.state.studium.read(operation).await.expect("the operation succeeds")
    }
}

/// A person with a browser: keeps cookies, sends what browsers send.
pub struct Visitor<'s> {
    site: &'s TestSite,
    cookies: Mutex<BTreeMap<String, String>>,
    language: String,
    address: IpAddr,
    token: Option<String>,
}

impl Visitor<'_> {
    pub fn speaking(mut self, language: &str) -> Self {
        self.language = language.into();
        self
    }

    pub fn from_address(mut self, address: &str) -> Self {
        self.address = address.parse().expect("an address");
        self
    }

    /// A program with an API token instead of a browser.
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.into());
        self
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.into(), value.into());
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let encode = crate::frame::form_encode;
        let body: Vec<String> = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        self.send(request.unwrap()).await
    }

    pub async fn post_json(&self, path: &str, body: &serde_json::Value) -> Page {
        self.json(Method::POST, path, body).await
    }

    pub async fn json(&self, method: Method, path: &str, body: &serde_json::Value) -> Page {
        let request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.send(request.unwrap()).await
    }

    /// Sends a file in a form, as `<input type=file name=file>` does.
    pub async fn upload(&self, path: &str, file_name: &str, bytes: &[u8]) -> Page {
        let mut body = format!(
            "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--B--\r\n");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=B")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    /// A request as this visitor's browser begins it; for requests that need something special.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut builder = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "studium.test")
            .header(header::ACCEPT_LANGUAGE, &self.language)
            .extension(ClientAddress(self.address));
        if let Some(token) = &self.token {
            return builder.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let cookies = self.cookies.lock().unwrap();
        if !cookies.is_empty() {
            let all: Vec<String> = cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            builder = builder.header(header::COOKIE, all.join("; "));
        }
        builder.header("sec-fetch-site", "same-origin")
    }

    pub async fn send(&self, request: Request<Body>) -> Page {
        let response = self.site.router.clone().oneshot(request).await.expect("the router never fails");
        self.keep_cookies(&response);
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
        Page { status, headers, bytes: bytes.to_vec() }
    }

    fn keep_cookies(&self, response: &Response<Body>) {
        let mut cookies = self.cookies.lock().unwrap();
        for value in response.headers().get_all(header::SET_COOKIE) {
            let text = value.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() || rest.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// An answer, read whole.
pub struct Page {
    pub status: u16,
    pub headers: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Page {
    pub fn html(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("UTF-8")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// Where a redirect goes; panics, showing the page, if this is none.
    pub fn redirect(&self) -> &str {
        assert_eq!(self.status, 303, "not a redirect: {}", self.html());
        self.header("location")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.html()))
    }

    /// The texts of all that match, blanks squeezed.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.html());
        let selector = Selector::parse(selector).expect("a selector");
        let squeeze = |t: String| t.split_whitespace().collect::<Vec<_>>().join(" ");
        document.select(&selector).map(|e| squeeze(e.text().collect())).collect()
    }

    /// The text of the first that matches; panics, showing the page, if nothing does.
    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_else(|| panic!("no {selector} in {}", self.html()))
    }

    /// An attribute of the first that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.attributes(selector, name).into_iter().next()
    }

    /// That attribute of all that match and have it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let document = Html::parse_document(&self.html());
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).filter_map(|e| e.attr(name).map(str::to_owned)).collect()
    }

    pub fn count(&self, selector: &str) -> usize {
        self.texts(selector).len()
    }
}

/// An index that finds nothing.
pub struct NoSearch;

impl SearchIndex for NoSearch {
    fn remove_space(&self, _: studium_core::SpaceId) -> studium_core::Result<()> {
        Ok(())
    }
    fn apply(&self, _: Vec<Document>, _: Vec<(SpaceId, Uuid)>) -> studium_core::Result<()> {
        Ok(())
    }
    fn commit(&self) -> studium_core::Result<()> {
        Ok(())
    }
    fn clear(&self) -> studium_core::Result<()> {
        Ok(())
    }
    fn find(&self, _: &Query) -> studium_core::Result<Vec<Found>> {
        Ok(Vec::new())
    }
}

/// The session's cookie in this page's `Set-Cookie`, with its attributes.
pub fn session_cookie(page: &Page, name: &str) -> String {
    let all = page.headers.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap().to_owned());
    all.into_iter().find(|c| c.starts_with(name)).unwrap_or_default()
}

/// An event's id as a browser makes it, at the site's time and not the machine's.
pub fn event_id() -> Uuid {
    let at = u64::try_from(NOW.0).expect("after the epoch");
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, at / 1000, 0))
}
