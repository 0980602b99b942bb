//! The tree of decks with what waits in each.

use super::model::Deck;
use super::{Recalls, store};
use crate::call::{Actor, Call, SpaceId};
use crate::db::{Tx, params};
use crate::error::Result;
use crate::study::cards::VISIBLE;
use crate::study::tally::NewCards;
use crate::study::{Counts, SettingsReader};
use std::collections::HashMap;
use uuid::Uuid;

/// A deck with what waits in it and below.
#[derive(Debug, Clone, PartialEq)]
pub struct DeckLine {
    pub deck: Deck,
    /// As studying this deck would bring today.
    pub counts: Counts,
    /// Items here and below.
    pub items: i64,
    /// The mean chance of recall over its cards; `None`: too little to say.
    pub recall: Option<f64>,
}

/// What waits in each deck that the learner studies.
pub fn overview(tx: &mut Tx, call: &Call) -> Result<Vec<DeckLine>> {
    let decks = list_studied(tx, &call.actor)?;
    overview_of(tx, call, decks)
}

/// The learner's own decks in the order of their paths, then those of the library that they study.
pub fn list_studied(tx: &mut Tx, actor: &Actor) -> Result<Vec<Deck>> {
    let mut decks = store::list_live(tx, actor.space())?;
    let enrolled: Vec<(SpaceId, Uuid)> = tx.rows(
        "SELECT space, deck FROM enrolments WHERE learner = ?1 ORDER BY created_at, deck",
        params![actor.learner],
        |row| Ok((row.get("space")?, row.get("deck")?)),
    )?;
    for (space, deck) in enrolled {
        decks.extend(store::find(tx, space, deck)?.filter(|d| d.deleted_at.is_none()));
    }
    Ok(decks)
}

/// The same of these decks; a deck's own line counts those below it that are among them.
pub fn overview_of(tx: &mut Tx, call: &Call, decks: Vec<Deck>) -> Result<Vec<DeckLine>> {
    let waiting = waiting(tx, call)?;
    let introduced = introduced(tx, call)?;
    let recalls = Recalls::of_all(tx, call)?;
    let fresh = NewCards::of(tx, call.actor.learner, call.today())?;
    let mut settings = SettingsReader::new(call.actor.learner);
    let general = settings.of_all(tx)?.new_per_day;
    // children stand after their parents: from the end, every deck is complete before it is added to the one above
    let mut below: HashMap<Uuid, (Counts, i64, i64, Vec<Uuid>)> = HashMap::new();
    let mut lines = Vec::with_capacity(decks.len());
    for deck in decks.into_iter().rev() {
        let (mut counts, mut items, mut begun, mut ids) = below.remove(&deck.id).unwrap_or_default();
        let limit = i64::from(settings.of_deck(tx, deck.space, deck.id)?.new_per_day);
        let own_limit = settings.own_new_limit(tx, deck.id)?.map(i64::from);
        let (learning, due) = waiting.get(&deck.id).copied().unwrap_or_default();
        begun += introduced.get(&deck.id).copied().unwrap_or(0);
        counts.learning += learning;
        counts.due += due;
        counts.new += fresh.count(tx, deck.id, limit.max(i64::from(general)))?;
        items += deck.items;
        ids.push(deck.id);
        // what goes up to the parent is limited by this deck only if it says so itself
        let up = own_limit.map_or(counts.new, |own| counts.new.min((own - begun).max(0)));
        if let Some(parent) = deck.parent {
            let above = below.entry(parent).or_default();
            above.0.new += up;
            above.0.learning += counts.learning;
            above.0.due += counts.due;
            above.1 += items;
            above.2 += begun;
            above.3.extend(ids.iter().copied());
        }
        counts.new = counts.new.min((limit - begun).max(0));
        lines.push(DeckLine { recall: recalls.share(&ids), deck, counts, items });
    }
    lines.reverse();
    Ok(lines)
}

/// Cards in steps, and reviews due today, by deck: walks only what is due, in the decks that have cards of the phase.
fn waiting(tx: &mut Tx, call: &Call) -> Result<HashMap<Uuid, (i64, i64)>> {
    let mut found: HashMap<Uuid, (i64, i64)> = HashMap::new();
    let sql = format!(
        "SELECT deck, phase, (SELECT COUNT(*) FROM learner_cards WHERE learner_cards.learner = ?1
           AND learner_cards.deck = card_counts.deck AND suspended = 0 AND learner_cards.phase = card_counts.phase
           AND learner_cards.due_day <= ?2 AND buried_until <= ?2 AND {VISIBLE}) AS waiting
         FROM card_counts WHERE learner = ?1 AND deck <> ?1 AND phase > 0 AND cards > 0"
    );
    tx.each(&sql, params![call.actor.learner, call.today().0], |row| {
        let entry = found.entry(row.get("deck")?).or_default();
        let (phase, cards): (i64, i64) = (row.get("phase")?, row.get("waiting")?);
        match phase {
            2 => entry.1 += cards,
            _ => entry.0 += cards,
        }
        Ok(())
    })?;
    Ok(found)
}

fn introduced(tx: &mut Tx, call: &Call) -> Result<HashMap<Uuid, i64>> {
    let rows = tx.rows(
        "SELECT deck, SUM(new_cards) AS cards FROM daily_totals
         WHERE learner = ?1 AND study_day = ?2 AND mode <> 'import' GROUP BY deck",
        params![call.actor.learner, call.today().0],
        |row| Ok((row.get("deck")?, row.get("cards")?)),
    )?;
    Ok(rows.into_iter().collect())
}
