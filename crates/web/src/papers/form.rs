//! Forms of papers, and the fields of questions: written by [`super::sitting_views`], read here. A question's fields are named by
//! its place: `q3` (a text, a chosen option), `q3.1` (a gap, a left side, a thing to order), `flag3`, `sure3`, `spent3`, `change3`.

use crate::frame::Fields;
use grading::Response;
use studium_core::Error;
use studium_core::papers::{Mode, NewPaper, Part, Place, Rules, Saved};
use uuid::Uuid;

/// Reads a paper out of its form.
///
/// # Errors
/// `Invalid` on a field that is no number.
pub fn paper(fields: &Fields) -> Result<NewPaper, Error> {
    let (decks, counts, points) = (fields.all("deck"), fields.all("questions"), fields.all("points"));
    let mut parts = Vec::new();
    for ((deck, count), points) in decks.zip(counts).zip(points) {
        let count = count.trim();
        if count.is_empty() {
            continue;
        }
        let deck: Uuid = deck.parse().map_err(|_| Error::invalid("parts", "error-field"))?;
        let questions = count.parse().map_err(|_| Error::invalid("parts", "paper-count-wrong"))?;
        let points =
            points.trim().replace(',', ".").parse().map_err(|_| Error::invalid("points", "paper-points-wrong"))?;
        parts.push(Part { deck, questions, points });
    }
    let number = |name: &str, key: &str| -> Result<Option<u32>, Error> {
        let text = fields.get(name).trim();
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Error::invalid(name, key)) }
    };
    Ok(NewPaper {
        mode: Mode::parse(fields.get("mode")).unwrap_or(Mode::Exam),
        name: fields.get("name").to_owned(),
        rules: Rules {
            parts,
            minutes: number("minutes", "paper-minutes-wrong")?,
            mixed: fields.has("mixed"),
            attempts: number("attempts", "paper-attempts-wrong")?,
        },
    })
}

/// What was put in at the places whose fields were sent. `now`: when a browser says nothing of its own.
pub fn responses(fields: &Fields, places: &[Place], now: i64) -> Vec<(usize, Saved)> {
    let sent = |n: usize| {
        let (own, inner) = (format!("q{n}"), format!("q{n}."));
        let control = [format!("flag{n}"), format!("sure{n}"), format!("change{n}")];
        fields.0.iter().any(|(name, _)| *name == own || name.starts_with(&inner) || control.contains(name))
    };
    let number = |name: String| fields.get(&name).trim().parse::<i64>().ok();
    let saved = |n: usize, place: &Place| Saved {
        response: response(fields, n, place),
        flagged: fields.has(&format!("flag{n}")),
        confidence: number(format!("sure{n}")).and_then(|percent| u8::try_from(percent).ok()),
        spent_ms: number(format!("spent{n}")).unwrap_or(0),
        change: number(format!("change{n}")).unwrap_or(now),
    };
    places.iter().enumerate().filter(|(n, _)| sent(*n)).map(|(n, place)| (n, saved(n, place))).collect()
}

fn response(fields: &Fields, n: usize, place: &Place) -> Response {
    let shown = place.shown();
    let own = format!("q{n}");
    let inner = |count: usize| (0..count).map(|k| fields.get(&format!("q{n}.{k}")).to_owned()).collect::<Vec<_>>();
    let nothing_if = |nothing: bool, response: Response| if nothing { Response::Nothing } else { response };
    if !shown.options.is_empty() {
        let chosen: Vec<usize> = fields.all(&own).filter_map(|value| value.parse().ok()).collect();
        return nothing_if(chosen.is_empty(), Response::Chosen(chosen));
    }
    if !shown.gaps.is_empty() {
        let texts = inner(shown.gaps.len());
        return nothing_if(texts.iter().all(String::is_empty), Response::Texts(texts));
    }
    if !shown.left.is_empty() {
        let pairs: Vec<Option<usize>> = inner(shown.left.len()).iter().map(|value| value.parse().ok()).collect();
        return nothing_if(pairs.iter().all(Option::is_none), Response::Pairs(pairs));
    }
    if !shown.entries.is_empty() {
        let ranks: Vec<Option<usize>> = inner(shown.entries.len()).iter().map(|value| value.parse().ok()).collect();
        if ranks.iter().all(Option::is_none) {
            return Response::Nothing;
        }
        let mut order: Vec<usize> = (0..ranks.len()).collect();
        order.sort_by_key(|entry| ranks[*entry].unwrap_or(usize::MAX));
        return Response::Order(order);
    }
    let text = fields.get(&own).replace("\r\n", "\n");
    nothing_if(text.trim().is_empty(), Response::Text(text))
}
