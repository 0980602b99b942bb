use super::ops::distinct_name;
use super::{Added, Media, MediaKind, add, find};
use crate::call::SpaceId;
use crate::error::Error;
use crate::testing::World;
use crate::{on_both, params, spaces};

fn media(name: &str, byte: u8) -> Media {
    Media { name: name.into(), hash: [byte; 32], bytes: 100 }
}

on_both! {
    fn a_name_is_seen_by_its_owner_and_by_nobody_else(db: &TestDb) {
        let world = World::new(db);
        let (mia, ben) = (world.learner("mia"), world.learner("ben"));
        let space = mia.actor.space();
        let added = mia.write(move |tx, call| add(tx, space, &media("a.png", 1), call.now));
        assert_eq!(added, Ok(Added::New));
        assert_eq!(mia.read(move |tx, call| find(tx, Some(&call.actor), space, "a.png")), Ok(media("a.png", 1)));
        let gone = Err(Error::NotFound { what: "media" });
        assert_eq!(ben.read(move |tx, call| find(tx, Some(&call.actor), space, "a.png")), gone);
        assert_eq!(world.read(move |tx| find(tx, None, space, "a.png")), gone);
    }

    fn everybody_sees_the_librarys_media(db: &TestDb) {
        let world = World::new(db);
        world.write(|tx| {
            spaces::lock(tx, SpaceId::LIBRARY)?;
            add(tx, SpaceId::LIBRARY, &media("map.svg", 2), memory::Millis(1))
        }).expect("added");
        assert_eq!(world.read(|tx| find(tx, None, SpaceId::LIBRARY, "map.svg")), Ok(media("map.svg", 2)));
    }

    fn the_same_bytes_are_one_row_and_other_bytes_do_not_take_the_name(db: &TestDb) {
        let mia = World::new(db);
        let mia = mia.learner("mia");
        let space = mia.actor.space();
        let put = move |m: Media| mia.write(move |tx, call| add(tx, space, &m, call.now));
        assert_eq!(put(media("a.png", 1)), Ok(Added::New));
        assert_eq!(put(media("a.png", 1)), Ok(Added::Same));
        assert_eq!(put(media("a.png", 3)), Ok(Added::Taken));
        assert!(matches!(put(media("../a.png", 3)), Err(Error::Invalid { .. })));
    }

    fn a_quota_is_kept(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let space = mia.actor.space();
        world.write(|tx| tx.execute("INSERT INTO server_settings (name, value) VALUES ('default_quota_bytes', '150')", params![])).expect("set");
        assert_eq!(mia.write(move |tx, call| add(tx, space, &media("a.png", 1), call.now)), Ok(Added::New));
        let second = mia.write(move |tx, call| add(tx, space, &media("b.png", 2), call.now));
        assert!(matches!(second, Err(Error::Full { .. })), "{second:?}");
    }
}

#[test]
fn a_blob_is_what_its_bytes_say() {
    let cases: [(&[u8], MediaKind); 8] = [
        (b"\x89PNG\r\n\x1a\n....", MediaKind::Shown("image/png")),
        (b"\xff\xd8\xff\xe0", MediaKind::Shown("image/jpeg")),
        (b"ID3\x04", MediaKind::Shown("audio/mpeg")),
        (b"\xff\xfb\x90\x00", MediaKind::Shown("audio/mpeg")),
        (b"<?xml version=\"1.0\"?>\n<svg xmlns=", MediaKind::Svg),
        (b"<html><script>", MediaKind::Download),
        (b"%PDF-1.7", MediaKind::Download),
        (b"", MediaKind::Download),
    ];
    for (head, kind) in cases {
        assert_eq!(MediaKind::sniff(head), kind, "{}", String::from_utf8_lossy(head));
    }
}

#[test]
fn a_taken_name_gets_a_mark_before_its_ending() {
    assert_eq!(distinct_name("cell.png", &[0xab; 32]), "cell-abababab.png");
    assert_eq!(distinct_name("noending", &[0xab; 32]), "noending-abababab");
    assert!(distinct_name(&"ä".repeat(127), &[1; 32]).len() <= 255);
}
