//! The index in its folder: opening, putting documents in and taking them out.

use crate::query::{self, Fields};
use crate::words::{Analyser, Language, words};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use studium_core::search::{Document, DocumentKind, Found, Query, SearchIndex};
use studium_core::{Error, Result, SpaceId};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};
use uuid::Uuid;

/// Raised when the schema or the analysis changes: an index of another version is made anew.
const VERSION: &str = "1";
/// Beside tantivy's files: version and identity.
const LABEL: &str = "studium-index";
/// The writer's memory. It lives from the first document to the commit.
const WRITER_BYTES: usize = 24_000_000;
/// The most of a text that is indexed, bytes.
const TEXT_LIMIT: usize = 400_000;
/// Between title and body, so that no phrase begins in one and ends in the other.
const GAP: usize = 50;

/// Why the index's folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the folder of the search index {folder}: {cause}")]
    Folder { folder: PathBuf, cause: std::io::Error },
    #[error("the search index {folder}: {cause}")]
    Index { folder: PathBuf, cause: tantivy::TantivyError },
}

/// The index, opened.
pub struct TantivyIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    folder: PathBuf,
    identity: String,
    pending: Mutex<Pending>,
    /// Stemmers for queries, apart from those that texts go through.
    asking: Mutex<Analyser>,
}

/// What is put in before the next commit.
#[derive(Default)]
struct Pending {
    writer: Option<IndexWriter>,
    analyser: Analyser,
    /// Keys put in since the last commit.
    keys: HashSet<String>,
}

impl TantivyIndex {
    /// Opens the index of this folder, or makes it anew when it is missing, damaged or of another version.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path) -> Result<TantivyIndex, OpenError> {
        match TantivyIndex::open_existing(folder) {
            Some(index) => Ok(index),
            None => TantivyIndex::create(folder),
        }
    }

    fn open_existing(folder: &Path) -> Option<TantivyIndex> {
        let label = fs::read_to_string(folder.join(LABEL)).ok()?;
        let (version, identity) = label.trim().split_once(' ')?;
        if version != VERSION {
            return None;
        }
        let opened = Index::open_in_dir(folder).and_then(|index| {
            if index.schema() != schema().0 {
                return Err(tantivy::TantivyError::SchemaError("another schema".into()));
            }
            TantivyIndex::over(index, folder, identity.to_owned())
        });
        opened.inspect_err(|cause| tracing::warn!(%cause, "the search index is made anew")).ok()
    }

    fn create(folder: &Path) -> Result<TantivyIndex, OpenError> {
        let on_folder = |cause| OpenError::Folder { folder: folder.to_owned(), cause };
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(on_folder)?;
        }
        fs::create_dir_all(folder).map_err(on_folder)?;
        let identity = Uuid::new_v4().to_string();
        let on_index = |cause| OpenError::Index { folder: folder.to_owned(), cause };
        let index = Index::create_in_dir(folder, schema().0).map_err(on_index)?;
        let opened = TantivyIndex::over(index, folder, identity.clone()).map_err(on_index)?;
        fs::write(folder.join(LABEL), format!("{VERSION} {identity}")).map_err(on_folder)?;
        Ok(opened)
    }

    fn over(index: Index, folder: &Path, identity: String) -> tantivy::Result<TantivyIndex> {
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(16).try_into()?;
        Ok(TantivyIndex {
            index,
            reader,
            fields: schema().1,
            folder: folder.to_owned(),
            identity,
            pending: Mutex::default(),
            asking: Mutex::default(),
        })
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is read wrongly is not mended by reading it again: the next start makes the index anew.
    fn broken(&self, cause: &tantivy::TantivyError) -> Error {
        tracing::error!(%cause, "the search index cannot be read; it will be made anew at the next start");
        if let Err(cause) = fs::remove_file(self.folder.join(LABEL)) {
            tracing::debug!(%cause, "its label was gone already");
        }
        unavailable(cause)
    }

    fn document(&self, analyser: &mut Analyser, document: &Document) -> TantivyDocument {
        let fields = &self.fields;
        let language = Language::of(document.language.as_deref());
        let mut doc = TantivyDocument::new();
        doc.add_text(fields.key, key(document.space, document.id));
        for filter in query::filters_of(document) {
            doc.add_text(fields.filter, filter);
        }
        doc.add_bytes(fields.address, &address(document));
        let mut title = Tokens::default();
        let mut text = Tokens::default();
        let mut parts = Tokens::default();
        for word in words(cut(&document.title)) {
            let forms = analyser.forms(word, language);
            for token in [&mut title, &mut text] {
                token.word(&forms.written, &forms.stems);
            }
            parts.add(&forms.parts);
        }
        text.position += GAP;
        for word in words(cut(&document.body)) {
            let forms = analyser.forms(word, language);
            text.word(&forms.written, &forms.stems);
            parts.add(&forms.parts);
        }
        doc.add_pre_tokenized_text(fields.title, title.done());
        doc.add_pre_tokenized_text(fields.text, text.done());
        if !parts.tokens.is_empty() {
            doc.add_pre_tokenized_text(fields.parts, parts.done());
        }
        doc
    }
}

impl SearchIndex for TantivyIndex {
    fn identity(&self) -> String {
        self.identity.clone()
    }

    fn apply(&self, put: Vec<Document>, remove: Vec<(SpaceId, Uuid)>) -> Result<()> {
        let searcher = self.reader.searcher();
        let mut pending = self.pending();
        let Pending { writer, analyser, keys } = &mut *pending;
        let writer = open_writer(&self.index, writer)?;
        for (space, id) in remove {
            let key = key(space, id);
            writer.delete_term(Term::from_field_text(self.fields.key, &key));
            keys.insert(key);
        }
        for document in put {
            let key = key(document.space, document.id);
            let term = Term::from_field_text(self.fields.key, &key);
            // a tombstone for each of 100,000 new documents would cost as much as writing them
            let there = searcher.doc_freq(&term).map_err(|cause| self.broken(&cause))? > 0;
            if !keys.insert(key) || there {
                writer.delete_term(term);
            }
            writer.add_document(self.document(analyser, &document)).map_err(|e| unavailable(&e))?;
        }
        Ok(())
    }

    fn remove_space(&self, space: SpaceId) -> Result<()> {
        let mut pending = self.pending();
        let writer = open_writer(&self.index, &mut pending.writer)?;
        writer.delete_term(Term::from_field_text(self.fields.filter, &query::space_filter(space)));
        Ok(())
    }

    fn commit(&self) -> Result<()> {
        let mut pending = self.pending();
        // stemmed words and the writer's memory are not kept while nothing happens
        let Some(mut writer) = std::mem::take(&mut *pending).writer else { return Ok(()) };
        writer.commit().map_err(|e| unavailable(&e))?;
        writer.wait_merging_threads().map_err(|e| unavailable(&e))?;
        self.reader.reload().map_err(|cause| self.broken(&cause))
    }

    fn clear(&self) -> Result<()> {
        let mut pending = self.pending();
        let writer = open_writer(&self.index, &mut pending.writer)?;
        writer.delete_all_documents().map_err(|e| unavailable(&e))?;
        drop(pending);
        self.commit()
    }

    fn find(&self, asked: &Query) -> Result<Vec<Found>> {
        let searcher = self.reader.searcher();
        let mut analyser = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        let hits = query::run(&searcher, &self.fields, &mut analyser, asked).map_err(|cause| self.broken(&cause))?;
        drop(analyser);
        // read in the order in which they lie, so that each block of the store is unpacked once
        let mut order: Vec<usize> = (0..hits.len()).collect();
        order.sort_by_key(|n| hits[*n].1);
        let mut found = vec![None; hits.len()];
        for n in order {
            let (score, place) = hits[n];
            let doc: TantivyDocument = searcher.doc(place).map_err(|cause| self.broken(&cause))?;
            let address = doc.get_first(self.fields.address).and_then(|v| v.as_bytes());
            if let Some((space, id, kind)) = address.and_then(read_address) {
                found[n] = Some(Found { space, id, kind, score });
            }
        }
        Ok(found.into_iter().flatten().collect())
    }
}

fn open_writer<'w>(index: &Index, writer: &'w mut Option<IndexWriter>) -> Result<&'w mut IndexWriter> {
    if writer.is_none() {
        *writer = Some(index.writer_with_num_threads(1, WRITER_BYTES).map_err(|e| unavailable(&e))?);
    }
    writer.as_mut().ok_or_else(|| Error::Internal("the index has no writer".into()))
}

fn unavailable(cause: &tantivy::TantivyError) -> Error {
    Error::Unavailable { why: format!("search: {cause}"), retry_after_s: 30 }
}

fn schema() -> (Schema, Fields) {
    let indexing = |option| TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option);
    let text = |option| TextOptions::default().set_indexing_options(indexing(option));
    let bare = |option| TextOptions::default().set_indexing_options(indexing(option).set_fieldnorms(false));
    let mut builder = Schema::builder();
    let fields = Fields {
        key: builder.add_text_field("key", bare(IndexRecordOption::Basic)),
        filter: builder.add_text_field("filter", bare(IndexRecordOption::WithFreqs)),
        address: builder.add_bytes_field("address", STORED),
        title: builder.add_text_field("title", text(IndexRecordOption::WithFreqs)),
        text: builder.add_text_field("text", text(IndexRecordOption::WithFreqsAndPositions)),
        parts: builder.add_text_field("parts", bare(IndexRecordOption::Basic)),
    };
    (builder.build(), fields)
}

fn key(space: SpaceId, id: Uuid) -> String {
    format!("{}{}", space.0.simple(), id.simple())
}

fn address(document: &Document) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(48);
    bytes.extend_from_slice(document.space.0.as_bytes());
    bytes.extend_from_slice(document.id.as_bytes());
    bytes.extend_from_slice(document.kind.as_str().as_bytes());
    bytes
}

fn read_address(bytes: &[u8]) -> Option<(SpaceId, Uuid, DocumentKind)> {
    let space = Uuid::from_slice(bytes.get(..16)?).ok()?;
    let id = Uuid::from_slice(bytes.get(16..32)?).ok()?;
    Some((SpaceId(space), id, DocumentKind::parse(std::str::from_utf8(bytes.get(32..)?).ok()?)?))
}

/// At most so much of a text, whole characters.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(TEXT_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Terms with their places.
#[derive(Default)]
struct Tokens {
    tokens: Vec<Token>,
    position: usize,
}

impl Tokens {
    /// A word's forms, all at its place.
    fn word(&mut self, written: &str, stems: &[String]) {
        self.push(written);
        for stem in stems {
            self.push(stem);
        }
        self.position += 1;
    }

    /// Terms whose place does not matter.
    fn add(&mut self, terms: &[String]) {
        for term in terms {
            self.push(term);
            self.position += 1;
        }
    }

    fn push(&mut self, text: &str) {
        self.tokens.push(Token {
            offset_from: 0,
            offset_to: 0,
            position: self.position,
            text: text.to_owned(),
            position_length: 1,
        });
    }

    fn done(self) -> PreTokenizedString {
        PreTokenizedString { text: String::new(), tokens: self.tokens }
    }
}
