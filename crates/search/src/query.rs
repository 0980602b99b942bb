//! From what somebody typed to what is found. All words have to be there; when nothing has them all, beginnings of words
//! count, then slips of one letter, then any of the words.

use crate::words::{Analyser, Language, words};
use studium_core::SpaceId;
use studium_core::search::{Document, DocumentKind, Query as Asked};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Score, Searcher, Term};

/// More words than this are not looked at.
const MOST_WORDS: usize = 16;
/// The most that one query gives.
const MOST_FOUND: usize = 10_000;
/// A word of so many letters may have a slip.
const SLIP_FROM: usize = 5;
/// A beginning of so many letters counts when nothing was found whole.
const BEGINNING_FROM: usize = 3;

/// A title's word weighs so much more than a text's; a part of a compound and a beginning less.
const TITLE: Score = 3.0;
const PART: Score = 0.5;
const BEGINNING: Score = 0.4;

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Space and id.
    pub key: Field,
    /// Space; space and kind: one term for each question that is asked of them.
    pub filter: Field,
    /// What is given back.
    pub address: Field,
    pub title: Field,
    /// Title and body.
    pub text: Field,
    /// What long German words end in.
    pub parts: Field,
}

pub fn space_filter(space: SpaceId) -> String {
    space.0.simple().to_string()
}

fn kind_filter(space: SpaceId, kind: DocumentKind) -> String {
    format!("{}:{}", space.0.simple(), kind.as_str())
}

/// The filter terms of a document.
pub fn filters_of(document: &Document) -> [String; 2] {
    [space_filter(document.space), kind_filter(document.space, document.kind)]
}

/// What was typed, taken apart.
#[derive(Debug, Default)]
struct Typed<'t> {
    words: Vec<&'t str>,
    phrases: Vec<Vec<&'t str>>,
    /// The last word may be unfinished.
    open: bool,
}

impl<'t> Typed<'t> {
    fn read(asked: &'t Asked) -> Typed<'t> {
        let mut typed = Typed::default();
        for (n, piece) in asked.text.split(['"', '„', '“', '”']).enumerate() {
            let of_piece: Vec<&str> = words(piece).take(MOST_WORDS).collect();
            match n % 2 == 1 && of_piece.len() > 1 {
                true => typed.phrases.push(of_piece),
                false => typed.words.extend(of_piece),
            }
        }
        typed.words.truncate(MOST_WORDS);
        typed.open = asked.as_you_type && asked.text.ends_with(|c: char| c.is_alphanumeric());
        typed
    }
}

/// How exactly words have to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    Whole,
    Beginnings,
    Slips,
}

/// Best first.
pub fn run(
    searcher: &Searcher,
    fields: &Fields,
    analyser: &mut Analyser,
    asked: &Asked,
) -> tantivy::Result<Vec<(Score, DocAddress)>> {
    let typed = Typed::read(asked);
    if (typed.words.is_empty() && typed.phrases.is_empty()) || asked.spaces.is_empty() || asked.limit == 0 {
        return Ok(Vec::new());
    }
    let mut asking = Asking { fields, analyser, typed: &typed };
    let stages = [
        (Care::Whole, Occur::Must),
        (Care::Beginnings, Occur::Must),
        (Care::Slips, Occur::Must),
        (Care::Beginnings, Occur::Should),
    ];
    for (care, occur) in stages {
        let query =
            BooleanQuery::new(vec![(Occur::Must, asking.words(care, occur)), (Occur::Must, within(fields, asked))]);
        let hits = searcher.search(&query, &TopDocs::with_limit(asked.limit.min(MOST_FOUND)).order_by_score())?;
        if !hits.is_empty() {
            return Ok(hits);
        }
    }
    Ok(Vec::new())
}

/// Only these spaces and kinds. Scored next to nothing, but scored: tantivy skips whole blocks of documents only where
/// every part of a query is a scored term.
fn within(fields: &Fields, asked: &Asked) -> Box<dyn Query> {
    let mut terms = Vec::new();
    for space in &asked.spaces {
        match asked.kinds.is_empty() {
            true => terms.push(space_filter(*space)),
            false => terms.extend(asked.kinds.iter().map(|kind| kind_filter(*space, *kind))),
        }
    }
    any(terms.iter().map(|term| boosted(term_query(fields.filter, term), 1e-6)).collect())
}

struct Asking<'q> {
    fields: &'q Fields,
    analyser: &'q mut Analyser,
    typed: &'q Typed<'q>,
}

impl Asking<'_> {
    fn words(&mut self, care: Care, occur: Occur) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for phrase in &self.typed.phrases {
            let terms = phrase
                .iter()
                .map(|w| Term::from_field_text(self.fields.text, &self.analyser.forms(w, Language::Other).written));
            clauses.push((Occur::Must, Box::new(PhraseQuery::new(terms.collect()))));
        }
        let last = self.typed.words.len().saturating_sub(1);
        for (n, word) in self.typed.words.iter().enumerate() {
            let open = self.typed.open && n == last;
            clauses.push((occur, self.word(word, care, open)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// One word in any of its forms.
    fn word(&mut self, word: &str, care: Care, open: bool) -> Box<dyn Query> {
        let fields = self.fields;
        let part = self.analyser.german_stem(word);
        let forms = self.analyser.forms(word, Language::Unknown);
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        for form in std::iter::once(&forms.written).chain(&forms.stems) {
            ways.push(boosted(term_query(fields.title, form), TITLE));
            ways.push(term_query(fields.text, form));
        }
        let letters = forms.written.chars().count();
        if letters >= BEGINNING_FROM {
            ways.push(boosted(constant(term_query(fields.parts, &part)), PART));
        }
        if open || (care != Care::Whole && letters >= BEGINNING_FROM) {
            let begins = |field| FuzzyTermQuery::new_prefix(Term::from_field_text(field, &forms.written), 0, true);
            ways.push(boosted(Box::new(begins(fields.title)), TITLE * BEGINNING));
            ways.push(boosted(Box::new(begins(fields.text)), BEGINNING));
        }
        if care == Care::Slips && letters >= SLIP_FROM {
            let term = Term::from_field_text(fields.text, &forms.written);
            ways.push(match open {
                true => Box::new(FuzzyTermQuery::new_prefix(term, 1, true)),
                false => Box::new(FuzzyTermQuery::new(term, 1, true)),
            });
        }
        any(ways)
    }
}

fn term_query(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, by: Score) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, by))
}

fn constant(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 1.0))
}

fn any(mut ways: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (ways.len(), ways.pop()) {
        (1, Some(only)) => only,
        (_, last) => Box::new(BooleanQuery::new(ways.into_iter().chain(last).map(|q| (Occur::Should, q)).collect())),
    }
}
