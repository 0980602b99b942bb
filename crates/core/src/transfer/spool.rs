//! Records that wait for the end of the file, on disk: those whose item is here already. Merging them earlier would show
//! half of a file that turns out to be broken.

use super::prepare::Prepared;
use crate::error::{Error, Result};
use crate::media::store::disk;
use formats::record::ItemRecord;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

pub struct Spool {
    path: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl Spool {
    /// Nothing is made before something is kept.
    pub fn new(path: PathBuf) -> Spool {
        Spool { path, writer: None }
    }

    pub fn keep(&mut self, item: &Prepared) -> Result<()> {
        let writer = match &mut self.writer {
            Some(writer) => writer,
            empty => empty.insert(BufWriter::new(File::create(&self.path).map_err(disk)?)),
        };
        let bytes = postcard::to_stdvec(&(item.id.as_bytes(), item.record.as_ref())).map_err(Error::internal)?;
        let length = u32::try_from(bytes.len()).map_err(Error::internal)?;
        writer.write_all(&length.to_le_bytes()).and_then(|()| writer.write_all(&bytes)).map_err(disk)
    }

    /// What was kept, in order.
    pub fn read(&mut self) -> Result<Spooled> {
        let Some(writer) = self.writer.take() else { return Ok(Spooled(None)) };
        writer.into_inner().map_err(|e| disk(e.into_error()))?;
        Ok(Spooled(Some(BufReader::new(File::open(&self.path).map_err(disk)?))))
    }
}

pub struct Spooled(Option<BufReader<File>>);

impl Spooled {
    /// The next item with its id.
    pub fn next(&mut self) -> Result<Option<(uuid::Uuid, ItemRecord)>> {
        let Some(reader) = &mut self.0 else { return Ok(None) };
        let mut length = [0; 4];
        match reader.read_exact(&mut length) {
            Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other.map_err(disk)?,
        }
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        reader.read_exact(&mut bytes).map_err(disk)?;
        let (id, record): ([u8; 16], ItemRecord) = postcard::from_bytes(&bytes).map_err(Error::internal)?;
        Ok(Some((uuid::Uuid::from_bytes(id), record)))
    }
}
