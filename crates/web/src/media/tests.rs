use crate::test_site::{NOW, TestSite};
use axum::body::Body;
use axum::http::{Method, header};
use studium_core::SpaceId;
use studium_core::media::{Media, add};
use studium_core::spaces;

/// Stores bytes under a name of a space; its address.
async fn put(site: &TestSite, space: SpaceId, name: &str, bytes: &[u8]) -> String {
    let (hash, length) = site.state.studium.blobs.put(&mut &*bytes, name).expect("stored");
    let media = Media { name: name.into(), hash, bytes: length as i64 };
    site.write(move |tx| {
        spaces::lock(tx, space)?;
        add(tx, space, &media, NOW)
    })
    .await;
    format!("/media/{space}/{name}")
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and the picture";

#[tokio::test]
async fn a_picture_is_shown_to_its_owner_and_to_nobody_else() {
    let site = TestSite::new().await;
    let (mia, ben) = (site.sign_up("mia").await, site.sign_up("ben").await);
    let url = put(&site, site.actor("mia").await.space(), "cell.png", PNG).await;
    let shown = mia.get(&url).await;
    assert_eq!((shown.status, shown.header("content-type"), shown.bytes.as_slice()), (200, "image/png", PNG));
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert_eq!(ben.get(&url).await.status, 404);
    assert_eq!(site.visitor().get(&url).await.status, 404);
}

#[tokio::test]
async fn the_librarys_pictures_are_for_everybody() {
    let site = TestSite::new().await;
    let url = put(&site, SpaceId::LIBRARY, "map.png", PNG).await;
    assert_eq!(site.visitor().get(&url).await.status, 200);
}

#[tokio::test]
async fn what_could_hold_a_script_is_sandboxed_or_saved() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let space = site.actor("mia").await.space();
    let page = mia.get(&put(&site, space, "page.png", b"<html><script>alert(1)</script>").await).await;
    assert_eq!(
        (page.header("content-type"), page.header("content-disposition")),
        ("application/octet-stream", "attachment")
    );
    let svg =
        mia.get(&put(&site, space, "map.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>").await).await;
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
}

#[tokio::test]
async fn a_player_gets_the_part_that_it_asks_for() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let url = put(&site, site.actor("mia").await.space(), "word.mp3", b"ID3456789").await;
    let ask = |range: &str| mia.request(Method::GET, &url).header(header::RANGE, range).body(Body::empty()).unwrap();
    let part = mia.send(ask("bytes=3-5")).await;
    assert_eq!((part.status, part.header("content-range"), part.bytes.as_slice()), (206, "bytes 3-5/9", &b"456"[..]));
    let end = mia.send(ask("bytes=-2")).await;
    assert_eq!((end.status, end.bytes.as_slice()), (206, &b"89"[..]));
    assert_eq!(mia.send(ask("bytes=20-")).await.status, 416);
}

#[tokio::test]
async fn a_copy_that_is_still_right_is_not_sent_again() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let url = put(&site, site.actor("mia").await.space(), "cell.png", PNG).await;
    let tag = mia.get(&url).await.header("etag").to_owned();
    let again =
        mia.send(mia.request(Method::GET, &url).header(header::IF_NONE_MATCH, tag).body(Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
}
