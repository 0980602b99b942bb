//! Scripts, styles, fonts and icons, embedded into the binary under hashed names; the manifest, the favicon and the
//! service worker, which have fixed names.

use crate::frame::{AppState, Failure, Reply, Visit};
use crate::i18n::t;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../assets/dist"]
#[allow_missing = true]
struct Dist;

/// Logical name → file name, from the build of the assets.
static MANIFEST: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| Dist::get("manifest.json").and_then(|f| serde_json::from_slice(&f.data).ok()).unwrap_or_default());

/// The address of a file by its logical name: `asset("app.css")`. Without built assets, the plain name.
pub fn asset(name: &str) -> String {
    format!("/assets/{}", MANIFEST.get(name).map_or(name, String::as_str))
}

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/assets/{file}", get(hashed))
        .route("/sw.js", get(service_worker))
        .route("/manifest.webmanifest", get(manifest))
        .route("/favicon.svg", get(favicon))
        .route("/favicon.ico", get(favicon))
        .route("/robots.txt", get(robots))
}

async fn hashed(Path(file): Path<String>, headers: HeaderMap) -> Reply {
    serve(&file, &headers, "public, max-age=31536000, immutable")
}

/// At the root, because a worker rules only what lies beside and below it; asked for again each time.
async fn service_worker(headers: HeaderMap) -> Reply {
    serve(MANIFEST.get("sw.js").map_or("sw.js", String::as_str), &headers, "no-cache")
}

fn serve(name: &str, headers: &HeaderMap, caching: &'static str) -> Reply {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let accepts = |coding: &str| accepted.split(',').any(|c| c.split(';').next().is_some_and(|c| c.trim() == coding));
    let compressed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| Some((coding, Dist::get(&format!("{name}{ending}"))?)));
    let (coding, file) = match compressed {
        Some((coding, file)) => (Some(coding), file),
        None => (None, Dist::get(name).ok_or_else(Failure::no_page)?),
    };
    let mut response = body(file);
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let text = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_str(&text).map_err(studium_core::Error::internal)?);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(response)
}

fn body(file: EmbeddedFile) -> Response {
    match file.data {
        std::borrow::Cow::Borrowed(bytes) => bytes.into_response(),
        std::borrow::Cow::Owned(bytes) => bytes.into_response(),
    }
}

async fn manifest(visit: Visit) -> Response {
    let body = json!({
        "name": "Studium",
        "short_name": "Studium",
        "description": t(visit.locale, "app-description"),
        "lang": visit.locale.tag(),
        "start_url": "/today",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            { "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" },
            picture("icon-192.png", 192, "any"),
            picture("icon-512.png", 512, "any"),
            picture("icon-maskable-512.png", 512, "maskable"),
        ],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], body.to_string()).into_response()
}

/// An icon as a picture of so many pixels a side.
fn picture(name: &str, pixels: u16, purpose: &str) -> serde_json::Value {
    json!({ "src": asset(name), "sizes": format!("{pixels}x{pixels}"), "type": "image/png", "purpose": purpose })
}

/// The colours of paper and board, for the browser's own bars.
pub const PAPER: &str = "#fbfaf5";
pub const BOARD: &str = "#17211f";

/// Browsers ask for it at the root, whatever the page says.
async fn favicon(headers: HeaderMap) -> Reply {
    serve(MANIFEST.get("favicon.svg").map_or("favicon.svg", String::as_str), &headers, "public, max-age=86400")
}

async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /settings\nDisallow: /admin\nDisallow: /api\n"
}
