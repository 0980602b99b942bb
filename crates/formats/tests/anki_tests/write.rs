//! What we write comes back as it was.

use crate::support::{items, note_types, read, read_with, real_packages, skipped};
use formats::anki::write::{ExportSource, ExportTime, Written};
use formats::anki::{self, Limits};
use formats::item::{ChoiceOption, Content, Directions, Field, Format, Mask, MaskShape, Slot};
use formats::notice::Place;
use formats::record::{
    CardRecord, DeckRecord, ItemRecord, MediaRecord, PresetRecord, Record, ReviewRecord, Seed, SeedDue, SeedPhase,
};
use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Records in memory, media in a folder.
pub struct Given {
    pub records: VecDeque<Record>,
    pub media: PathBuf,
}

impl ExportSource for Given {
    fn next(&mut self) -> std::io::Result<Option<Record>> {
        Ok(self.records.pop_front())
    }
    fn media(&mut self, media: &MediaRecord) -> std::io::Result<Box<dyn Read>> {
        Ok(Box::new(std::fs::File::open(self.media.join(&media.staged))?))
    }
}

/// 23 November 2026, 08:00 in Berlin.
pub const TIME: ExportTime = ExportTime { now: 1_795_417_200_000, minutes_west: -60, rollover_hour: 4 };

pub fn export(records: Vec<Record>, media: &Path, to: &Path) -> Written {
    let staging = tempfile::tempdir().unwrap();
    let mut given = Given { records: records.into(), media: media.to_owned() };
    anki::write(std::fs::File::create(to).unwrap(), staging.path(), &TIME, &mut given).unwrap()
}

pub fn card(slot: Slot) -> CardRecord {
    CardRecord {
        slot,
        deck: None,
        suspended: false,
        buried: false,
        flag: 0,
        position: None,
        seed: None,
        reviews: Vec::new(),
    }
}

pub fn item(key: &str, deck: &str, content: Content) -> ItemRecord {
    ItemRecord {
        key: Some(key.into()),
        deck: deck.into(),
        content,
        tags: vec!["chapter::one".into()],
        language: None,
        modified_at: 1_700_000_000_000,
        cards: Vec::new(),
        place: Place::File,
    }
}

pub fn basic(front: &str, back: &str) -> Content {
    let (front, back) = (Field::markdown(front), Field::markdown(back));
    Content::Basic { front, back, directions: Directions::Forward, typed: false, extra: None }
}

/// One item of each kind, a reviewed, a learning and a suspended card, a preset, a picture.
pub fn course(media: &Path) -> Vec<Record> {
    std::fs::write(media.join("0"), b"not really a picture").unwrap();
    let mut reviewed =
        item("reviewed", "b", basic("What is **$x^{2^{n}}$**?", "A *power* ![](map.png) ![](voice.mp3)"));
    reviewed.cards = vec![CardRecord {
        flag: 3,
        seed: Some(Seed {
            at: 1_795_000_000_000,
            stability: Some(12.5),
            difficulty: Some(5.25),
            ease: Some(2.5),
            interval_days: Some(12.0),
            due: SeedDue::Day(20_790),
            phase: SeedPhase::Review,
            reps: 3,
            lapses: 1,
        }),
        reviews: [1_794_000_000_000, 1_795_000_000_000]
            .map(|id| ReviewRecord {
                id,
                rating: 3,
                duration_ms: 4000,
                interval: 12,
                last_interval: 4,
                factor: 2500,
                kind: 1,
            })
            .into(),
        ..card(Slot::front())
    }];
    let mut learning = item("learning", "a", basic("Learning", "card"));
    learning.cards = vec![CardRecord {
        suspended: true,
        seed: Some(Seed {
            at: 1_795_417_000_000,
            stability: None,
            difficulty: None,
            ease: None,
            interval_days: None,
            due: SeedDue::At(1_795_417_600_000),
            phase: SeedPhase::Learning,
            reps: 1,
            lapses: 0,
        }),
        ..card(Slot::front())
    }];
    let both = Content::Basic {
        front: Field::markdown("der Hund"),
        back: Field::markdown("the dog"),
        directions: Directions::Both,
        typed: true,
        extra: Some(Field::markdown("noun")),
    };
    let option = |text: &str, right| ChoiceOption {
        text: Field::markdown(text),
        right,
        feedback: Some(Field::markdown("because")),
        score: None,
    };
    let kinds = [
        ("both", both),
        (
            "cloze",
            Content::Cloze {
                text: Field::markdown("{{c1::Paris}} is in {{c2::**France**::country}}"),
                extra: None,
                typed: false,
            },
        ),
        (
            "list",
            Content::List {
                prompt: Field::markdown("Colours"),
                entries: vec![Field::markdown("red"), Field::markdown("blue")],
                ordered: true,
                extra: None,
            },
        ),
        (
            "choice",
            Content::Choice {
                prompt: Field::markdown("Even?"),
                options: vec![option("1", false), option("2", true)],
                many: false,
                explanation: None,
                more: None,
            },
        ),
        (
            "truth",
            Content::TrueFalse { statement: Field::markdown("1 < 2"), truth: true, explanation: None, more: None },
        ),
        (
            "short",
            Content::Short {
                prompt: Field::markdown("Capital of Peru"),
                accepted: vec!["Lima".into(), "Ciudad de los Reyes".into()],
                explanation: None,
                more: None,
            },
        ),
        (
            "picture",
            Content::Occlusion {
                image: "map.png".into(),
                alt: "a map".into(),
                masks: vec![
                    Mask {
                        ordinal: 1,
                        shape: MaskShape::Rect { left: 0.1, top: 0.2, width: 0.3, height: 0.25 },
                        label: String::new(),
                    },
                    Mask {
                        ordinal: 2,
                        shape: MaskShape::Polygon { points: vec![(0.5, 0.5), (0.75, 0.5), (0.75, 0.75)] },
                        label: String::new(),
                    },
                ],
                hide_all: true,
                header: None,
                extra: None,
            },
        ),
    ];
    let preset = PresetRecord {
        key: "p".into(),
        name: "Careful".into(),
        parameters: vec![0.5; 21],
        retention: Some(0.93),
        new_per_day: Some(7),
        reviews_per_day: Some(70),
        learning_steps: Some(vec![1.0, 15.0]),
        relearning_steps: Some(vec![20.0]),
        leech_threshold: Some(5),
        maximum_interval_days: Some(365),
        bury_siblings: Some(true),
    };
    let deck = |key: &str, path: &[&str]| {
        Record::Deck(DeckRecord {
            key: key.into(),
            path: path.iter().map(|p| (*p).to_owned()).collect(),
            description: "about it".into(),
            language: None,
            preset: Some("p".into()),
        })
    };
    let picture = MediaRecord { name: "map.png".into(), staged: "0".into(), sha256: String::new(), bytes: 20 };
    let mut records = vec![Record::Preset(preset), deck("a", &["Course"]), deck("b", &["Course", "Week 1"])];
    records.extend([reviewed, learning].map(|i| Record::Item(Box::new(i))));
    records.push(Record::Media(picture));
    records.extend(kinds.map(|(key, content)| Record::Item(Box::new(item(key, "a", content)))));
    records
}

#[test]
fn every_kind_of_ours_comes_back_with_its_schedule_history_media_and_preset() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("course.apkg");
    let written = export(course(folder.path()), folder.path(), &file);
    assert_eq!(written, Written { notes: 9, cards: 12, reviews: 2, media: 1 });

    let (records, staging) = read_with(&file, &Limits::default()).unwrap();
    assert_eq!(skipped(&records), []);
    let items = items(&records);
    assert_eq!(items.len(), 9);
    let fields = |n: usize| match &items[n].content {
        Content::Anki { fields, .. } => fields.clone(),
        _ => panic!("not a note"),
    };
    assert_eq!(
        fields(0)[0],
        "What is <strong>\\(x^{2^{n} }\\)</strong>?",
        "maths stays source; braces cannot end a gap"
    );
    assert_eq!(fields(0)[1], "A <em>power</em> <img src=\"map.png\" alt=\"\"> [sound:voice.mp3]");
    let back = &items[0].cards[0];
    let seed = back.seed.as_ref().unwrap();
    assert_eq!((seed.due, seed.phase, seed.reps, seed.lapses), (SeedDue::Day(20_790), SeedPhase::Review, 3, 1));
    assert_eq!(
        (seed.stability, seed.difficulty, seed.interval_days, back.flag),
        (Some(12.5), Some(5.25), Some(12.0), 3)
    );
    assert_eq!(back.reviews.iter().map(|r| r.id).collect::<Vec<_>>(), [1_794_000_000_000, 1_795_000_000_000]);
    let learning = &items[1].cards[0];
    assert!(learning.suspended);
    assert_eq!(learning.seed.as_ref().unwrap().due, SeedDue::At(1_795_417_600_000));
    assert_eq!(items[0].tags, ["chapter::one"]);
    assert_eq!(items[0].modified_at, 1_700_000_000_000);

    let presets: Vec<_> =
        records.iter().filter_map(|r| if let Record::Preset(p) = r { Some(p) } else { None }).collect();
    assert_eq!(presets.len(), 1);
    assert_eq!((presets[0].parameters.len(), presets[0].retention, presets[0].new_per_day), (21, Some(0.93), Some(7)));
    assert_eq!(presets[0].learning_steps, Some(vec![1.0, 15.0]));
    let media: Vec<_> = records.iter().filter_map(|r| if let Record::Media(m) = r { Some(m) } else { None }).collect();
    assert_eq!((media.len(), media[0].name.as_str(), media[0].bytes), (1, "map.png", 20));
    assert_eq!(std::fs::read(staging.path().join(&media[0].staged)).unwrap(), b"not really a picture");
}

#[test]
fn items_of_ours_that_name_their_id_come_back_as_the_same_items() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("course.apkg");
    let mut records = course(folder.path());
    let mut sent = Vec::new();
    for (n, record) in records.iter_mut().enumerate() {
        if let Record::Item(item) = record {
            item.key = Some(uuid::Uuid::from_u128(n as u128 + 1).to_string());
            sent.push((**item).clone());
        }
    }
    export(records, folder.path(), &file);
    let records = read(&file).unwrap();
    let came = items(&records);
    assert!(note_types(&records).is_empty(), "they need no note type of Anki's");
    assert_eq!(came.len(), sent.len());
    for sent in &sent {
        let came = came.iter().find(|item| item.key == sent.key).unwrap_or_else(|| panic!("no {:?}", sent.key));
        assert_eq!(came.content.kind(), sent.content.kind());
        let slots = |content: &Content| formats::render::slots(content, None);
        assert_eq!(slots(&came.content), slots(&sent.content), "{:?}", came.content);
        for card in &sent.cards {
            let same = came.cards.iter().find(|c| c.slot == card.slot).unwrap();
            assert_eq!((same.suspended, same.reviews.len()), (card.suspended, card.reviews.len()));
        }
        if let (Content::Choice { options: given, many, .. }, Content::Choice { options, many: again, .. }) =
            (&sent.content, &came.content)
        {
            let right = |all: &[ChoiceOption]| all.iter().map(|o| (o.right, o.feedback.is_some())).collect::<Vec<_>>();
            assert_eq!((right(given), many), (right(options), again));
        }
    }
}

#[test]
fn a_second_export_of_an_item_has_the_same_guid() {
    let folder = tempfile::tempdir().unwrap();
    let keys = |name: &str| -> Vec<Option<String>> {
        let file = folder.path().join(name);
        export(course(folder.path()), folder.path(), &file);
        items(&read(&file).unwrap()).iter().map(|i| i.key.clone()).collect()
    };
    let first = keys("1.apkg");
    assert_eq!(first, keys("2.apkg"));
    let different: std::collections::HashSet<_> = first.iter().collect();
    assert_eq!(different.len(), first.len());
}

#[test]
fn a_deck_that_was_not_given_is_an_error_not_a_loss() {
    let folder = tempfile::tempdir().unwrap();
    let mut given = Given {
        records: vec![Record::Item(Box::new(item("x", "nowhere", basic("a", "b"))))].into(),
        media: PathBuf::new(),
    };
    let out = std::fs::File::create(folder.path().join("x.apkg")).unwrap();
    let error = anki::write(out, folder.path(), &TIME, &mut given).unwrap_err();
    assert!(error.to_string().contains("deck nowhere"), "{error}");
}

/// What must survive a round trip: everything but the places in the file and deck keys.
fn essence(records: &[Record]) -> Vec<String> {
    let mut all: Vec<String> = items(records)
        .into_iter()
        .map(|i| {
            let mut cards = i.cards.clone();
            cards.sort_by(|a, b| a.slot.cmp(&b.slot));
            let cards: Vec<_> = cards
                .iter()
                .map(|c| {
                    (
                        c.slot.as_str(),
                        c.suspended,
                        c.flag,
                        c.position,
                        &c.reviews,
                        c.seed.as_ref().map(|s| {
                            let Seed { due, phase, reps, lapses, ease, interval_days, stability, difficulty, .. } =
                                s.clone();
                            (due, phase, reps, lapses, ease, interval_days, stability, difficulty)
                        }),
                    )
                })
                .collect();
            format!("{:?} {:?} {:?} {cards:?}", i.key, i.content, i.tags)
        })
        .collect();
    all.extend(note_types(records).into_iter().map(|t| format!("{t:?}")));
    all.extend(records.iter().filter_map(|r| match r {
        Record::Media(m) => Some(format!("{} {}", m.name, m.sha256)),
        Record::Deck(d) => Some(format!("{:?} {}", d.path, d.description)),
        _ => None,
    }));
    all.sort();
    all
}

#[test]
fn real_packages_come_back_equal() {
    let Some(folder) = real_packages() else { return };
    let names = ["mixed-legacy-2", "new_deck", "legacy_deck", "media_new", "html-test"];
    for name in names {
        let (records, staging) = read_with(&folder.join(format!("{name}.apkg")), &Limits::default()).unwrap();
        let out = tempfile::tempdir().unwrap();
        let file = out.path().join("again.apkg");
        export(records.clone(), staging.path(), &file);
        let (before, after) = (essence(&records), essence(&read(&file).unwrap()));
        assert_eq!(before.len(), after.len(), "{name}");
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(after, before, "{name}");
        }
    }
}

#[test]
fn a_field_in_html_goes_out_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.apkg");
    let html = Field { text: "<i>a</i> *b*".into(), format: Format::Html, language: None };
    let content =
        Content::Basic { front: html.clone(), back: html, directions: Directions::Forward, typed: false, extra: None };
    let deck = Record::Deck(DeckRecord { key: "d".into(), path: vec!["D".into()], ..DeckRecord::default() });
    export(vec![deck, Record::Item(Box::new(item("k", "d", content)))], folder.path(), &file);
    let records = read(&file).unwrap();
    let Content::Anki { fields, .. } = &items(&records)[0].content else { panic!() };
    assert_eq!(fields[0], "<i>a</i> *b*");
}
