//! Headers that every answer carries, the empty page that imported cards are drawn in, and compression.

use super::state::WebConfig;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    media-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

const CARD_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: blob:; \
    media-src 'self' blob:; font-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

const CARD_FRAME: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><title>Card</title><style></style></head>\
    <body class=\"card\"></body></html>";

/// The page of the frame in which an imported card is drawn: nothing of the session, and a policy of its own.
pub(super) async fn card_frame() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, CARD_POLICY),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, CARD_FRAME).into_response()
}

/// Adds what is not there yet; a route's own policy stays.
pub(super) fn secure(headers: &mut HeaderMap, config: &WebConfig) {
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        ),
        // pages are somebody's own; assets and media say otherwise
        (header::CACHE_CONTROL, "private, no-cache"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if config.secure {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static("max-age=31536000"));
    }
}

/// Compression of text while it is sent; assets come compressed from the build.
pub(super) fn compression() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(
        |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
            let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
            let long = headers
                .get(header::CONTENT_LENGTH)
                .and_then(|v| v.to_str().ok()?.parse::<u64>().ok())
                .is_none_or(|n| n > 1_000);
            long && (kind.starts_with("text/html") || kind.starts_with("application/json"))
        },
    )
}
