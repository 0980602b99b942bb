//! An Anki package of a deck.

use super::{Export, log, names, package_error};
use crate::call::Actor;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::items::{Item, cards};
use crate::media::store::disk;
use crate::media::{BlobStore, Media, ops as media};
use crate::study;
use formats::anki::write::{ExportSource, ExportTime, write as write_package};
use formats::item::Content;
use formats::notice::Place;
use formats::record::{CardRecord, DeckRecord, ItemRecord, MediaRecord, Record};
use memory::{Millis, StudyDay};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::path::Path;
use uuid::Uuid;

pub fn write(
    tx: &mut Tx,
    export: &mut Export,
    actor: &Actor,
    blobs: &BlobStore,
    now: Millis,
    target: &Path,
    scratch: &Path,
) -> Result<()> {
    let out = BufWriter::new(File::create(target).map_err(disk)?);
    let zone = &actor.preferences.zone;
    let local = jiff::Timestamp::from_millisecond(now.0).map_err(Error::internal)?;
    let time = ExportTime {
        now: now.0,
        minutes_west: -(zone.to_offset(local).seconds() / 60),
        rollover_hour: actor.preferences.rollover_hour,
    };
    let mut source = Source {
        tx,
        export,
        actor,
        blobs,
        told_types: HashSet::new(),
        ready: VecDeque::new(),
        begun: false,
        media: BTreeMap::new(),
        position: 0,
        today: actor.study_day(now),
        failed: None,
    };
    let written = write_package(out, scratch, &time, &mut source);
    // the database's own words say more than what the writer made of them
    match source.failed.take() {
        Some(error) => Err(error),
        None => written.map(drop).map_err(package_error),
    }
}

struct Source<'a, 't> {
    tx: &'a mut Tx<'t>,
    export: &'a mut Export,
    actor: &'a Actor,
    blobs: &'a BlobStore,
    told_types: HashSet<Uuid>,
    ready: VecDeque<Record>,
    begun: bool,
    media: BTreeMap<String, Media>,
    position: i64,
    today: StudyDay,
    failed: Option<Error>,
}

impl ExportSource for Source<'_, '_> {
    fn next(&mut self) -> io::Result<Option<Record>> {
        match self.step() {
            Ok(record) => Ok(record),
            Err(error) => {
                let text = error.to_string();
                self.failed = Some(error);
                Err(io::Error::other(text))
            }
        }
    }

    fn media(&mut self, record: &MediaRecord) -> io::Result<Box<dyn Read>> {
        let hash = hex::decode(&record.sha256).ok().and_then(|h| h.try_into().ok());
        let hash = hash.ok_or_else(|| io::Error::other("a hash of our own that is none"))?;
        Ok(Box::new(self.blobs.open_blob(&hash).map_err(io::Error::other)?))
    }
}

impl Source<'_, '_> {
    fn step(&mut self) -> Result<Option<Record>> {
        if !self.begun {
            self.begun = true;
            for (n, (deck, path)) in self.export.decks.iter().enumerate() {
                self.ready.push_back(Record::Deck(DeckRecord {
                    key: n.to_string(),
                    path: path.clone(),
                    description: deck.description.clone(),
                    language: deck.language.clone(),
                    preset: None,
                }));
            }
        }
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Ok(Some(record));
            }
            if let Some((deck, item)) = self.export.next(self.tx)? {
                self.item(deck, &item)?;
                continue;
            }
            let Some((name, media)) = self.media.pop_first() else { return Ok(None) };
            // a blob that is gone is not worth the whole export
            if self.blobs.path(&media.hash).exists() {
                return Ok(Some(Record::Media(MediaRecord {
                    name,
                    staged: String::new(),
                    sha256: hex::encode(media.hash),
                    bytes: u64::try_from(media.bytes).unwrap_or(0),
                })));
            }
        }
    }

    fn item(&mut self, deck: usize, item: &Item) -> Result<()> {
        if let Some(note_type) = self
            .export
            .note_types
            .of(self.tx, self.export.space, &item.content)?
            .filter(|n| !self.told_types.contains(&n.id))
        {
            self.told_types.insert(note_type.id);
            for name in
                names::used(&Content::Anki { note_type: note_type.id, guid: String::new(), fields: looks(&note_type) })
            {
                self.note_media(name)?;
            }
            self.ready.push_back(Record::NoteType((*note_type).clone()));
        }
        for name in names::used(&item.content) {
            self.note_media(name)?;
        }
        let key = match &item.content {
            Content::Anki { guid, .. } => guid.clone(),
            _ => item.id.to_string(),
        };
        let cards = self.cards(item)?;
        self.ready.push_back(Record::Item(Box::new(ItemRecord {
            key: Some(key),
            deck: deck.to_string(),
            content: item.content.clone(),
            tags: item.tags.clone(),
            language: item.language.clone(),
            modified_at: item.updated_at,
            cards,
            place: Place::File,
        })));
        Ok(())
    }

    fn cards(&mut self, item: &Item) -> Result<Vec<CardRecord>> {
        let learner = self.actor.learner;
        self.position += 1;
        let mut records = Vec::new();
        for card in cards::list(self.tx, item.space, item.id)? {
            if card.hidden {
                continue;
            }
            let stands = study::cards::find(self.tx, learner, card.card_id)?;
            let (reviews, ease) = log::of_card(self.tx, learner, card.card_id)?;
            let deck = card.deck.and_then(|id| self.export.decks.iter().position(|(d, _)| d.id == id));
            records.push(CardRecord {
                slot: card.slot,
                deck: deck.map(|n| n.to_string()),
                suspended: stands.as_ref().is_some_and(|c| c.suspended),
                buried: stands.as_ref().is_some_and(|c| c.buried_until.is_some_and(|day| day > self.today)),
                flag: stands.as_ref().map_or(0, |c| c.flag),
                position: Some(self.position),
                seed: stands.as_ref().and_then(|c| log::seed(c, &reviews, ease)),
                reviews,
            });
        }
        Ok(records)
    }

    fn note_media(&mut self, name: String) -> Result<()> {
        if !self.media.contains_key(&name)
            && let Some(found) = media::find_row(self.tx, self.export.space, &name)?
        {
            self.media.insert(name, found);
        }
        Ok(())
    }
}

/// Templates and style can show media too: Anki's names of those begin with an underscore.
fn looks(note_type: &formats::item::NoteType) -> Vec<String> {
    let mut texts = vec![note_type.css.replace("url(", "src=").replace(')', " ")];
    texts.extend(note_type.templates.iter().flat_map(|t| [t.question.clone(), t.answer.clone()]));
    texts
}
