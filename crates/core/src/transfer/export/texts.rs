//! A deck as a table or as Markdown: texts without memory.

use super::{Export, written};
use crate::db::Tx;
use crate::error::Result;
use crate::items::Item;
use formats::item::NoteType;
use formats::{deck_markdown, delimited};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;

pub struct Line {
    pub item: Item,
    pub note_type: Option<Arc<NoteType>>,
    pub deck: usize,
}

pub fn all(tx: &mut Tx, export: &mut Export) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    while let Some((deck, item)) = export.next(tx)? {
        let note_type = export.note_types.of(tx, export.space, &item.content)?;
        lines.push(Line { item, note_type, deck });
    }
    Ok(lines)
}

pub fn write_csv(tx: &mut Tx, export: &mut Export, file: File) -> Result<()> {
    let lines = all(tx, export)?;
    let decks: Vec<String> = export.decks.iter().map(|(_, path)| path.join("::")).collect();
    let keys: Vec<String> = lines.iter().map(|l| l.item.id.to_string()).collect();
    let rows = lines.iter().zip(&keys).map(|(line, key)| delimited::Row {
        content: &line.item.content,
        note_type: line.note_type.as_deref(),
        deck: &decks[line.deck],
        tags: &line.item.tags,
        key,
    });
    let mut out = BufWriter::new(file);
    written(delimited::write(rows, &mut out).and_then(|()| out.flush()))
}

pub fn write_markdown(tx: &mut Tx, export: &mut Export, file: File) -> Result<()> {
    let lines = all(tx, export)?;
    // below the exported deck, which names the file
    let above = export.decks.first().map_or(0, |(_, path)| path.len());
    let decks: Vec<Vec<String>> = export.decks.iter().map(|(_, path)| path[above.min(path.len())..].to_vec()).collect();
    let cards = lines.iter().map(|line| deck_markdown::Card {
        content: &line.item.content,
        note_type: line.note_type.as_deref(),
        deck: &decks[line.deck],
        tags: &line.item.tags,
    });
    let text = deck_markdown::write(&export.name, cards);
    let mut out = BufWriter::new(file);
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}
