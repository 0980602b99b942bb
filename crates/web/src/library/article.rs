//! An explanation, read from its Markdown and made ready to be shown; kept by (source, version), because reading one takes
//! a hundred times longer than writing its page.

use formats::explanation::{self, Explanation, figure};
use formats::item::{Slot, card_id};
use formats::render::{self, Env};
use std::collections::HashMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use studium_core::library::Entry;
use studium_core::media::BlobStore;
use studium_core::{Error, Result, SpaceId, Studium, media};
use uuid::Uuid;

/// The most explanations that are kept ready.
const MOST: usize = 256;
/// The longest answer of a card that is shown to be flipped first, characters.
const SHORT_ANSWER: usize = 220;

/// An explanation, ready.
#[derive(Debug)]
pub struct Article {
    pub e: Explanation,
    /// By figure number less one: the drawing itself, sanitised, or nothing for a picture that is an address.
    pub figures: Vec<Option<String>>,
    /// In the order of the teasers.
    pub teaser_cards: Vec<Uuid>,
    /// The other cards, those with short answers first.
    pub flips: Vec<Flip>,
}

/// A card to turn in the page.
#[derive(Debug)]
pub struct Flip {
    pub card: Uuid,
    /// Sanitised.
    pub question_html: String,
    pub answer_html: String,
}

impl Article {
    fn new(e: Explanation, drawings: &HashMap<String, Vec<u8>>) -> Article {
        let figures =
            e.figures().map(|f| drawings.get(&f.file).and_then(|bytes| figure::inline_svg(bytes, &f.alt).ok()));
        let teaser_cards = e.teasers.iter().map(|t| card_id(explanation::lineage(&e.slug, &t.item), &Slot::whole()));
        let (figures, teaser_cards) = (figures.collect(), teaser_cards.collect());
        let flips = flips(&e);
        Article { figures, teaser_cards, flips, e }
    }
}

fn flips(e: &Explanation) -> Vec<Flip> {
    let base = media::base(SpaceId::LIBRARY);
    let env = Env { media_base: &base, language: Some(&e.language), ..Env::default() };
    let mut flips = Vec::new();
    let mut longer = Vec::new();
    for item in e.items.iter().filter(|i| !e.teasers.iter().any(|t| t.item == i.key)) {
        for slot in render::slots(&item.content, None) {
            let shown = render::render(&item.content, &slot, &env);
            let short = shown.answer_text.chars().count() <= SHORT_ANSWER && slot.number().is_none_or(|n| n == 1);
            let flip = Flip {
                card: card_id(item.lineage(&e.slug), &slot),
                question_html: bare(shown.question_html),
                answer_html: bare(shown.answer_html),
            };
            if short { flips.push(flip) } else { longer.push(flip) }
        }
    }
    flips.append(&mut longer);
    flips
}

/// A single paragraph without its `<p>`: it stands inside a `<span>`.
fn bare(html: String) -> String {
    match html.trim().strip_prefix("<p>").and_then(|h| h.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => html,
    }
}

/// Explanations kept ready. Cheap to clone.
#[derive(Clone, Default)]
pub struct ArticleCache(Arc<Mutex<Kept>>);

/// By explanation and version.
type Kept = HashMap<(Uuid, i64), Arc<Article>>;

impl ArticleCache {
    /// The explanation of this entry, from the cache or its Markdown.
    ///
    /// # Errors
    /// `Internal` for a text that cannot be read: it was checked before it was stored.
    pub async fn get(&self, studium: &Studium, entry: &Entry, markdown: &str) -> Result<Arc<Article>> {
        let key = (entry.id, entry.version);
        if let Some(known) = self.lock().get(&key) {
            return Ok(known.clone());
        }
        let e = explanation::parse(&format!("{}.md", entry.slug), markdown).map_err(|problems| {
            Error::Internal(format!(
                "{}: {}",
                entry.slug,
                problems.first().map(ToString::to_string).unwrap_or_default()
            ))
        })?;
        let drawings = drawings(studium, &e).await?;
        let article = Arc::new(Article::new(e, &drawings));
        let mut kept = self.lock();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, article.clone());
        Ok(article)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(Uuid, i64), Arc<Article>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The SVG files of an explanation, by name. One that is missing leaves its place empty, with the caption.
async fn drawings(studium: &Studium, e: &Explanation) -> Result<HashMap<String, Vec<u8>>> {
    let names: Vec<String> = e.figures().filter(|f| f.is_svg()).map(|f| f.file.clone()).collect();
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let blobs: BlobStore = studium.blobs.clone();
    studium
        .read(move |tx| {
            let mut drawings = HashMap::new();
            for name in &names {
                let Ok(found) = media::find(tx, None, SpaceId::LIBRARY, name) else { continue };
                let mut bytes = Vec::new();
                let read = blobs.open_blob(&found.hash).map(|mut file| file.read_to_end(&mut bytes));
                if matches!(read, Ok(Ok(_))) {
                    drawings.insert(name.clone(), bytes);
                }
            }
            Ok(drawings)
        })
        .await
}
