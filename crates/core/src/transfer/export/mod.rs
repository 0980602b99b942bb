//! A deck with all below it as a file: an Anki package with media, scheduling and history, a table, or Markdown.

mod log;
mod names;
mod package;
mod questions;
mod texts;

use crate::Studium;
use crate::call::{Actor, SpaceId};
use crate::db::{Tx, params};
use crate::decks::{self, Deck};
use crate::error::{Error, Result};
use crate::items::{Item, NoteTypes, store as items};
use crate::media::store::disk;
use formats::quiz::{FileKind, Missing};
use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// What a deck is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    Apkg,
    Csv,
    Markdown,
    /// Questions for other programs.
    Gift,
    Aiken,
    MoodleXml,
}

impl ExportFormat {
    pub const ALL: [ExportFormat; 6] = [
        ExportFormat::Apkg,
        ExportFormat::Csv,
        ExportFormat::Markdown,
        ExportFormat::Gift,
        ExportFormat::Aiken,
        ExportFormat::MoodleXml,
    ];

    /// Also the ending of its files, but for Aiken's.
    pub fn as_str(self) -> &'static str {
        match self {
            ExportFormat::Apkg => "apkg",
            ExportFormat::Csv => "csv",
            ExportFormat::Markdown => "md",
            ExportFormat::Gift => "gift",
            ExportFormat::Aiken => "aiken",
            ExportFormat::MoodleXml => "xml",
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        if self == ExportFormat::Aiken { "txt" } else { self.as_str() }
    }

    /// By a file's ending.
    pub fn of_ending(ending: &str) -> Option<ExportFormat> {
        ExportFormat::ALL.into_iter().find(|f| f.ending().eq_ignore_ascii_case(ending))
    }

    /// What other programs call it, if it is a file of questions.
    pub fn questions(self) -> Option<FileKind> {
        match self {
            ExportFormat::Apkg | ExportFormat::Csv | ExportFormat::Markdown => None,
            ExportFormat::Gift => Some(FileKind::Gift),
            ExportFormat::Aiken => Some(FileKind::Aiken),
            ExportFormat::MoodleXml => Some(FileKind::MoodleXml),
        }
    }

    pub fn parse(word: &str) -> Option<ExportFormat> {
        ExportFormat::ALL.into_iter().find(|f| f.as_str().eq_ignore_ascii_case(word))
    }

    pub fn content_type(self) -> &'static str {
        match self {
            ExportFormat::Apkg => "application/zip",
            ExportFormat::Csv => "text/csv; charset=utf-8",
            ExportFormat::Markdown => "text/markdown; charset=utf-8",
            ExportFormat::Gift | ExportFormat::Aiken => "text/plain; charset=utf-8",
            ExportFormat::MoodleXml => "application/xml; charset=utf-8",
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exported {
    /// The deck's name.
    pub name: String,
    /// What the format could not say, and where. Tables and Markdown say what their handbook pages tell and list nothing.
    pub missing: Vec<Missing>,
}

/// Writes a deck that the actor may see to `target`, which is made anew. `scratch` is an existing folder for the time
/// being.
///
/// # Errors
/// `NotFound`; `Full`; those of the database.
pub async fn export_deck(
    studium: &Studium,
    actor: &Actor,
    deck: Uuid,
    format: ExportFormat,
    target: &Path,
    scratch: &Path,
) -> Result<Exported> {
    let (actor, target, scratch) = (actor.clone(), Arc::new(target.to_owned()), Arc::new(scratch.to_owned()));
    let (blobs, now) = (studium.blobs.clone(), studium.clock.now());
    studium
        .db
        .read_long(move |tx| {
            let mut export = Export::of(tx, &actor, deck)?;
            let name = export.name.clone();
            let mut missing = Vec::new();
            match format {
                ExportFormat::Apkg => package::write(tx, &mut export, &actor, &blobs, now, &target, &scratch)?,
                ExportFormat::Csv => texts::write_csv(tx, &mut export, File::create(&*target).map_err(disk)?)?,
                ExportFormat::Markdown => {
                    texts::write_markdown(tx, &mut export, File::create(&*target).map_err(disk)?)?
                }
                ExportFormat::Gift | ExportFormat::Aiken | ExportFormat::MoodleXml => {
                    let kind = format.questions().unwrap_or(FileKind::Gift);
                    missing = questions::write(tx, &mut export, kind, &blobs, &target)?;
                }
            }
            Ok(Exported { name, missing })
        })
        .await
}

/// Items of one page.
const PAGE: i64 = 200;

/// Walks the items of a deck and all below it.
struct Export {
    name: String,
    space: SpaceId,
    /// With the names from the outermost deck, in the order of their paths.
    decks: Vec<(Deck, Vec<String>)>,
    /// The place in `decks`, and the last item given.
    at: usize,
    after: (i64, Uuid),
    page: VecDeque<Item>,
    note_types: NoteTypes,
}

impl Export {
    fn of(tx: &mut Tx, actor: &Actor, deck: Uuid) -> Result<Export> {
        let root = decks::get(tx, actor, deck)?;
        let all: HashMap<Uuid, Deck> = decks::list(tx, actor, root.space)?.into_iter().map(|d| (d.id, d)).collect();
        let path = |deck: &Deck| {
            let mut names = vec![deck.name.clone()];
            let mut above = deck.parent.and_then(|id| all.get(&id));
            while let Some(deck) = above {
                names.push(deck.name.clone());
                above = deck.parent.and_then(|id| all.get(&id));
            }
            names.reverse();
            names
        };
        let decks = decks::subtree(tx, actor, deck)?.into_iter().map(|d| (path(&d), d)).map(|(p, d)| (d, p)).collect();
        Ok(Export {
            name: root.name,
            space: root.space,
            decks,
            at: 0,
            after: (i64::MIN, Uuid::nil()),
            page: VecDeque::new(),
            note_types: NoteTypes::default(),
        })
    }

    /// The next item and the place of its deck in `decks`.
    fn next(&mut self, tx: &mut Tx) -> Result<Option<(usize, Item)>> {
        loop {
            if let Some(item) = self.page.pop_front() {
                return Ok(Some((self.at, item)));
            }
            let Some((deck, _)) = self.decks.get(self.at) else { return Ok(None) };
            let sql = format!(
                "SELECT {}, items.position FROM items WHERE space = ?1 AND deck = ?2 AND (position, id) > (?3, ?4)
                   AND deleted_at IS NULL AND {} ORDER BY position, id LIMIT ?5",
                items::COLUMNS,
                items::VISIBLE
            );
            let (position, id) = self.after;
            let rows = tx.rows(&sql, params![self.space, deck.id, position, id, PAGE], |row| {
                Ok((row.get::<i64>("position")?, items::item(row)?))
            })?;
            let Some((position, last)) = rows.last() else {
                self.at += 1;
                self.after = (i64::MIN, Uuid::nil());
                continue;
            };
            self.after = (*position, last.id);
            for (_, mut item) in rows {
                item.tags = items::tags(tx, self.space, item.id)?;
                self.page.push_back(item);
            }
        }
    }
}

/// An error of writing a file as ours.
fn written<T>(result: std::io::Result<T>) -> Result<T> {
    result.map_err(disk)
}

/// What a package's writer says went wrong.
fn package_error(error: formats::anki::write::WriteError) -> Error {
    match error {
        formats::anki::write::WriteError::Io(error) => disk(error),
        other => Error::internal(other),
    }
}
