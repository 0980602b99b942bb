//! The reading side of an import, on a thread of its own: records in, prepared steps out, in bounded portions.

use super::prepare::{Prepared, Preparer, TypeChange};
use super::reader::{ReadFailure, ReadFiles, ReadRequest};
use formats::anki::Stop;
use formats::item::NoteType;
use formats::notice;
use formats::notice::{Notice, Place};
use formats::record::{DeckRecord, DraftRecord, ItemRecord, MediaRecord, PresetRecord, Record, SourceRecord};
use memory::Parameters;
use std::mem;
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

/// Rows of one chunk: what one operation writes.
const CHUNK_ROWS: usize = 900;
/// Items that are sorted together. Ids come in no order; sorted, neighbours land on the same pages, which is most of
/// what inserting costs.
const WINDOW_ITEMS: usize = 30_000;
/// And at most so many bytes of text (about), whatever their number.
const WINDOW_BYTES: usize = 32_000_000;

/// What the writing side does next.
pub enum Step {
    Total { items: u64, media: u64 },
    NoteType { note_type: Box<NoteType>, replaces: bool },
    Parameters(Box<Parameters>),
    Preset(Box<PresetRecord>),
    Deck(DeckRecord),
    Items(Vec<Prepared>),
    Media(MediaRecord),
    Source(Box<SourceRecord>),
    Draft(Box<DraftRecord>),
    Skipped { place: Place, why: Notice },
    End(Result<(), ReadFailure>),
}

/// Reads to the end and sends steps until then, the last one [`Step::End`].
pub fn feed(reader: &dyn ReadFiles, request: &ReadRequest, preparer: Preparer, steps: &Sender<Step>) {
    let mut feeder = Feeder { preparer, steps, window: Vec::new(), window_bytes: 0, index: 0 };
    let read = reader.read(request, &mut |record| feeder.take(record));
    let ended = read.and_then(|()| feeder.flush().map_err(|_| ReadFailure::Stopped));
    // nobody listens any more when the import was given up
    let _ = steps.blocking_send(Step::End(ended));
}

struct Feeder<'a> {
    preparer: Preparer,
    steps: &'a Sender<Step>,
    window: Vec<(Uuid, i64, Box<ItemRecord>)>,
    window_bytes: usize,
    /// Items so far.
    index: i64,
}

impl Feeder<'_> {
    fn take(&mut self, record: Record) -> Result<(), Stop> {
        match record {
            Record::Item(item) => {
                self.index += 1;
                self.window_bytes += size_of(&item);
                self.window.push((self.preparer.id_of(&item), self.index, item));
                if self.window.len() >= WINDOW_ITEMS || self.window_bytes >= WINDOW_BYTES {
                    self.flush()?;
                }
                Ok(())
            }
            Record::Total { items, media } => self.send(Step::Total { items, media }),
            Record::NoteType(note_type) => match self.preparer.note_type(note_type) {
                TypeChange::Same => Ok(()),
                TypeChange::Insert(n) => self.send(Step::NoteType { note_type: Box::new(n), replaces: false }),
                TypeChange::Replace(n) => self.send(Step::NoteType { note_type: Box::new(n), replaces: true }),
            },
            Record::Deck(deck) => {
                self.preparer.deck(&deck.key, &deck.path);
                self.send(Step::Deck(deck))
            }
            Record::Preset(preset) => {
                if self.index == 0
                    && let Some(parameters) = self.preparer.preset(&preset)
                {
                    self.send(Step::Parameters(Box::new(parameters)))?;
                }
                self.send(Step::Preset(Box::new(preset)))
            }
            Record::Media(media) => {
                // the items are stored before the files that they show: most packages end with their media
                self.flush()?;
                self.send(Step::Media(media))
            }
            Record::Source(source) => self.send(Step::Source(source)),
            Record::Draft(draft) => self.send(Step::Draft(draft)),
            Record::Skipped { place, why } => self.send(Step::Skipped { place, why }),
        }
    }

    fn flush(&mut self) -> Result<(), Stop> {
        let mut window = mem::take(&mut self.window);
        self.window_bytes = 0;
        window.sort_by_key(|(id, index, _)| (*id, *index));
        let (mut chunk, mut rows, mut last) = (Vec::new(), 0, None);
        for (id, index, record) in window {
            if last == Some(id) {
                self.send(Step::Skipped { place: record.place, why: notice!("notice-twice") })?;
                continue;
            }
            last = Some(id);
            let prepared = match self.preparer.prepare(id, index, record) {
                Ok(prepared) => prepared,
                Err((place, why)) => {
                    self.send(Step::Skipped { place, why })?;
                    continue;
                }
            };
            if rows + prepared.rows() > CHUNK_ROWS && !chunk.is_empty() {
                self.send(Step::Items(mem::take(&mut chunk)))?;
                rows = 0;
            }
            rows += prepared.rows();
            chunk.push(prepared);
        }
        if chunk.is_empty() { Ok(()) } else { self.send(Step::Items(chunk)) }
    }

    fn send(&self, step: Step) -> Result<(), Stop> {
        self.steps.blocking_send(step).map_err(|_| Stop)
    }
}

fn size_of(item: &ItemRecord) -> usize {
    let text = match &item.content {
        formats::item::Content::Anki { fields, .. } => fields.iter().map(String::len).sum(),
        _ => 500,
    };
    600 + text + item.cards.iter().map(|c| 200 + 80 * c.reviews.len()).sum::<usize>()
}
