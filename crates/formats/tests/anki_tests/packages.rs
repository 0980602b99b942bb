//! Packages that Anki and other programs made, against what Anki itself says about them.

use crate::support::{items, note_types, read, real_packages, tree};
use formats::anki::template::{self, Context};
use formats::item::{Content, Slot};
use formats::record::{Record, SeedDue, SeedPhase};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

fn expectations(folder: &Path, name: &str) -> BTreeMap<String, Value> {
    serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

fn deck_names(records: &[Record]) -> HashMap<&str, String> {
    records
        .iter()
        .filter_map(|r| if let Record::Deck(d) = r { Some((d.key.as_str(), d.path.join("::"))) } else { None })
        .collect()
}

#[test]
fn every_real_package_has_what_anki_counts_in_it() {
    let Some(folder) = real_packages() else { return };
    for (name, expected) in expectations(&folder, "expected.json") {
        let result = read(&folder.join(&name));
        if expected.get("error").is_some() {
            let message = result.unwrap_err().to_string();
            assert!(message.contains(": notice-"), "{name}: {message}");
            continue;
        }
        let records = result.unwrap();
        let decks = deck_names(&records);
        let types: HashMap<_, _> = note_types(&records).into_iter().map(|t| (t.id, t.name.as_str())).collect();
        let items = items(&records);
        let cards: Vec<_> = items.iter().flat_map(|i| i.cards.iter().map(move |c| (i, c))).collect();

        assert_eq!(items.len(), expected["notes"].as_u64().unwrap() as usize, "{name}: notes");
        assert_eq!(cards.len(), expected["cards"].as_u64().unwrap() as usize, "{name}: cards");
        let log: usize = cards.iter().map(|(_, c)| c.reviews.len()).sum();
        assert_eq!(log, expected["revlog"].as_u64().unwrap() as usize, "{name}: revlog");
        let reviewed = cards.iter().filter(|(_, c)| !c.reviews.is_empty()).count();
        assert_eq!(reviewed, expected["reviewed_cards"].as_u64().unwrap() as usize, "{name}: reviewed cards");

        let mut in_decks: BTreeMap<&str, u64> = BTreeMap::new();
        for (item, card) in &cards {
            *in_decks.entry(&decks[card.deck.as_deref().unwrap_or(&item.deck)]).or_default() += 1;
        }
        assert_eq!(serde_json::to_value(in_decks).unwrap(), expected["decks"], "{name}: decks");

        let mut of_types: BTreeMap<String, u64> = BTreeMap::new();
        for item in &items {
            let Content::Anki { note_type, .. } = &item.content else { panic!("{name}: not a note") };
            *of_types.entry(types[note_type].trim_end_matches('+').to_owned()).or_default() += 1;
        }
        // Anki puts a plus behind a name that its own stock note type already has.
        let expected_types: BTreeMap<String, u64> = expected["notetypes"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(n, count)| (n.trim_end_matches('+').to_owned(), count.as_u64().unwrap()))
            .collect();
        assert_eq!(of_types, expected_types, "{name}: note types");

        let tags: BTreeSet<_> = items.iter().flat_map(|i| &i.tags).collect();
        assert_eq!(serde_json::to_value(tags).unwrap(), expected["tags"], "{name}: tags");
        let media: BTreeSet<_> =
            records.iter().filter_map(|r| if let Record::Media(m) = r { Some(&m.name) } else { None }).collect();
        assert_eq!(serde_json::to_value(media).unwrap(), expected["media"], "{name}: media");
    }
}

#[test]
fn every_real_card_looks_and_is_scheduled_as_in_anki() {
    let Some(folder) = real_packages() else { return };
    // The day that Anki's own collection of the expectations began: 22 November 2026.
    let first_day = 20_779;
    for (name, expected) in expectations(&folder, "expected-cards.json") {
        let records = read(&folder.join(&name)).unwrap();
        let decks = deck_names(&records);
        let types: HashMap<_, _> = note_types(&records).into_iter().map(|t| (t.id, t)).collect();
        let notes: HashMap<_, _> = items(&records).into_iter().map(|i| (i.place.to_string(), i)).collect();
        for card in expected.as_array().unwrap() {
            let number = |key: &str| card[key].as_i64().unwrap();
            let item = notes[&format!("note {}", number("nid"))];
            let Content::Anki { note_type, fields, .. } = &item.content else { panic!("not a note") };
            let note_type = types[note_type];
            let ordinal = number("ord") as u16;
            let slot = if note_type.cloze { Slot::gap(ordinal + 1) } else { Slot::template(ordinal) };
            let ours = item.cards.iter().find(|c| c.slot == slot).unwrap();
            let at = format!("{name}, {}, {}", item.place, slot.as_str());
            assert!(template::slots(note_type, fields).contains(&slot), "{at}: not among the slots");

            let deck = &decks[ours.deck.as_deref().unwrap_or(&item.deck)];
            assert_eq!(deck, card["deck"].as_str().unwrap());
            let context = Context { deck, subdeck: deck, ..Context::default() };
            let html = template::render(note_type, fields, &slot, &context);
            assert_eq!(tree(&html.question), tree(card["q"].as_str().unwrap()), "{at}: question");
            assert_eq!(tree(&html.answer), tree(card["a"].as_str().unwrap()), "{at}: answer");

            let Some(seed) = &ours.seed else {
                assert_eq!(number("type"), 0, "{at}: a card that is not new has a seed");
                assert_eq!(ours.position, Some(number("due")), "{at}: position");
                continue;
            };
            let phase = match number("type") {
                1 => SeedPhase::Learning,
                2 => SeedPhase::Review,
                _ => SeedPhase::Relearning,
            };
            assert_eq!(seed.phase, phase, "{at}: phase");
            let due = match phase {
                SeedPhase::Review => SeedDue::Day(first_day + number("due")),
                _ => SeedDue::At(number("due") * 1000),
            };
            assert_eq!(seed.due, due, "{at}: due");
            assert_eq!(seed.interval_days.unwrap_or_default() as i64, number("ivl"), "{at}: interval");
            assert_eq!((seed.ease.unwrap_or_default() * 1000.0).round() as i64, number("factor"), "{at}: ease");
            assert_eq!((i64::from(seed.reps), i64::from(seed.lapses)), (number("reps"), number("lapses")), "{at}");
        }
    }
}

#[test]
fn collections_as_a_whole_are_read_too() {
    let Some(folder) = real_packages() else { return };
    for name in ["collection_nomedia_new.colpkg", "empty-legacy-2.colpkg"] {
        let records = read(&folder.join(name)).unwrap();
        assert!(matches!(records[0], Record::Total { .. }), "{name}");
    }
    let whole = read(&folder.join("collection_nomedia_new.colpkg")).unwrap();
    let cards: usize = items(&whole).iter().map(|i| i.cards.len()).sum();
    assert!(cards >= items(&whole).len() && !items(&whole).is_empty());
}
