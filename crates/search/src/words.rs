//! From text to terms. One analysis for both languages, for texts and for queries: a word is found as it is written (folded:
//! lower case, no accents) and by its stem; a long German word also by what it ends in, so that "Synthese" finds
//! "Fotosynthese".

use frostem::{Algorithm, Stemmer};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words longer than this, in characters, are no words (encoded data); they are left out.
const LONGEST: usize = 60;
/// A German word of so many letters may be made of several.
const COMPOUND: usize = 8;
/// The shortest part of a compound that is found by itself, and the least that stands before it.
const PART: usize = 4;
const BEFORE_PART: usize = 3;
/// Stems kept at hand; then the cache begins anew.
const CACHE: usize = 20_000;

/// Which stemmers a text is put through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    German,
    /// Not said: it is found by the stems of both.
    Unknown,
    /// Said, and neither: only as written.
    Other,
}

impl Language {
    /// From a BCP 47 tag.
    pub fn of(tag: Option<&str>) -> Language {
        let first = tag.map(|t| t.split(['-', '_']).next().unwrap_or(t).to_ascii_lowercase());
        match first.as_deref() {
            None | Some("" | "und") => Language::Unknown,
            Some("en") => Language::English,
            Some("de") => Language::German,
            Some(_) => Language::Other,
        }
    }

    fn english(self) -> bool {
        matches!(self, Language::English | Language::Unknown)
    }

    fn german(self) -> bool {
        matches!(self, Language::German | Language::Unknown)
    }
}

/// What a word is found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    /// As written, folded.
    pub written: String,
    /// Stems that differ from it.
    pub stems: Vec<String>,
    /// What it ends in: only of long German words.
    pub parts: Vec<String>,
}

/// The stemmers with what they found out.
pub struct Analyser {
    english: Stemmer,
    german: Stemmer,
    known: [HashMap<String, Forms>; 4],
}

impl Default for Analyser {
    fn default() -> Analyser {
        Analyser {
            english: Stemmer::new(Algorithm::English),
            german: Stemmer::new(Algorithm::German),
            known: Default::default(),
        }
    }
}

impl Analyser {
    /// The forms of a word of a text.
    pub fn forms(&mut self, word: &str, language: Language) -> &Forms {
        let place = language as usize;
        if self.known[place].len() >= CACHE {
            self.known[place].clear();
        }
        if !self.known[place].contains_key(word) {
            let forms = self.analyse(word, language);
            self.known[place].insert(word.to_owned(), forms);
        }
        &self.known[place][word]
    }

    fn analyse(&self, word: &str, language: Language) -> Forms {
        let lower = word.to_lowercase();
        let written = fold(&lower);
        let mut stems = Vec::new();
        let mut add = |stem: String| {
            if stem != written && !stem.is_empty() && !stems.contains(&stem) {
                stems.push(stem);
            }
        };
        if language.english() {
            add(fold(&self.english.stem(&lower)));
        }
        let german = language.german().then(|| fold(&self.german.stem(&lower)));
        if let Some(stem) = &german {
            add(stem.clone());
        }
        let parts = match german {
            Some(stem) if language == Language::German => parts(&stem),
            _ => Vec::new(),
        };
        Forms { written, stems, parts }
    }

    /// The German stem: what `parts` of texts are compared with.
    pub fn german_stem(&self, word: &str) -> String {
        fold(&self.german.stem(&word.to_lowercase()))
    }
}

/// The words of a text, in order.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|w| !w.is_empty() && w.chars().count() <= LONGEST)
}

fn parts(stem: &str) -> Vec<String> {
    let starts: Vec<usize> = stem.char_indices().map(|(at, _)| at).collect();
    if starts.len() < COMPOUND || !stem.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    starts[BEFORE_PART..=starts.len() - PART].iter().map(|at| stem[*at..].to_owned()).collect()
}

/// Lower case without accents; ß is ss.
fn fold(lower: &str) -> String {
    if lower.is_ascii() {
        return lower.to_owned();
    }
    lower
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(|c| if c == 'ß' { ['s', 's'] } else { [c, '\0'] })
        .filter(|c| *c != '\0')
        .collect()
}
