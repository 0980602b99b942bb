//! Anki's note types, each read once in a round of work over many items.

use super::ops;
use crate::call::SpaceId;
use crate::db::Tx;
use crate::error::Result;
use formats::item::{Content, NoteType};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Note types that were read already.
#[derive(Default)]
pub struct NoteTypes(HashMap<(SpaceId, Uuid), Option<Arc<NoteType>>>);

impl NoteTypes {
    /// The one that a content is written for.
    pub fn of(&mut self, tx: &mut Tx, space: SpaceId, content: &Content) -> Result<Option<Arc<NoteType>>> {
        let Content::Anki { note_type, .. } = content else { return Ok(None) };
        if let Some(known) = self.0.get(&(space, *note_type)) {
            return Ok(known.clone());
        }
        let found = ops::note_type(tx, space, content)?.map(Arc::new);
        self.0.insert((space, *note_type), found.clone());
        Ok(found)
    }
}
