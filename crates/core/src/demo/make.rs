//! Making the demo learner, or making it anew.

use super::content::{self, SUBJECTS};
use super::simulate::{DAYS, Simulated, World, simulate};
use crate::Studium;
use crate::accounts::ops::{self, NewAccount};
use crate::call::{Actor, Call, Ids};
use crate::db::{Tx, params};
use crate::error::{Error, Result};
use crate::library;
use crate::reviews::{self, NewEvent};
use crate::settings::erase;
use crate::study::{self, Marks, SettingsReader, cards};
use memory::Millis;
use uuid::Uuid;

/// The account's name.
pub const NAME: &str = "demo";
/// The same history every time, but for the dates.
const SEED: u64 = 0x57D1;
/// Items and answers of one operation.
const PORTION: usize = 100;

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    pub actor: Actor,
    pub cards: usize,
    pub answers: usize,
}

/// Makes the learner `demo`; one that is there is erased first. `password` is a hash, `language` that of the pages.
///
/// # Errors
/// `Invalid` on `name` if an account of that name is somebody's own.
pub async fn make(studium: &Studium, password: &str, language: &str) -> Result<Made> {
    library::seed(studium).await?;
    if let Some(old) = studium.read(|tx| ops::find_by_name(tx, NAME)).await? {
        if !old.demo {
            return Err(Error::invalid("name", "error-name-taken"));
        }
        erase::erase(studium, &old).await?;
    }
    let begin = Millis(studium.clock.now().0 - i64::from(DAYS + 1) * 86_400_000);
    let new =
        NewAccount { name: NAME.into(), password: password.into(), language: language.into(), theme: None, demo: true };
    let seed = rand::random();
    let actor = studium
        .write(move |tx| {
            let learner = ops::create(tx, &new, begin, &mut Ids::new(begin, seed))?;
            ops::find_actor(tx, learner)?.ok_or(Error::NotFound { what: "account" })
        })
        .await?;
    // what the learner has was made when the history begins
    let call = |n: u64| {
        let now = Millis(begin.0 + 1_000 * i64::try_from(n).unwrap_or(0));
        Call { actor: actor.clone(), now, seed: SEED + n }
    };
    make_content(studium, &call).await?;
    let events = simulated(studium, &actor).await?;
    let answers = events.len();
    for portion in events.chunks(PORTION) {
        let (call, portion) = (studium.call(&actor), portion.to_vec());
        studium.write(move |tx| record(tx, &call, &portion)).await?;
    }
    let call = studium.call(&actor);
    let cards = studium.write(move |tx| finish(tx, &call)).await?;
    studium.work.notify_one();
    Ok(Made { actor, cards, answers })
}

async fn make_content(studium: &Studium, call: &impl Fn(u64) -> Call) -> Result<()> {
    let mut n = 0;
    let mut next = || {
        n += 1;
        call(n)
    };
    for subject in &SUBJECTS {
        let one = next();
        let deck = studium.write(move |tx| content::make_subject(tx, &one, subject)).await?;
        for portion in content::items_of(subject, deck)?.chunks(PORTION) {
            let (one, portion) = (next(), portion.to_vec());
            studium.write(move |tx| content::make_items(tx, &one, &portion)).await?;
        }
    }
    let (enrolling, bringing) = (next(), next());
    studium.write(move |tx| enrol(tx, &enrolling)).await?;
    studium.write(move |tx| content::make_source(tx, &bringing)).await
}

/// Studies what the library has in English.
fn enrol(tx: &mut Tx, call: &Call) -> Result<()> {
    let shelf = library::shelf(tx)?;
    for entry in shelf.entries.iter().filter(|e| e.language == "en") {
        library::enrol(tx, call, entry.deck)?;
    }
    Ok(())
}

async fn simulated(studium: &Studium, actor: &Actor) -> Result<Vec<NewEvent>> {
    let (actor, now) = (actor.clone(), studium.clock.now());
    studium
        .read(move |tx| {
            let learner = actor.learner;
            let mut all = cards::page(tx, &actor, None, None, 10_000)?;
            // decks take turns, each in its order
            all.sort_by_key(|c| (c.position, c.deck, c.card_id));
            let (mut turns, mut order) = (std::collections::HashMap::<Uuid, usize>::new(), Vec::new());
            for card in all {
                let turn = turns.entry(card.deck).or_default();
                *turn += 1;
                order.push((*turn, Simulated { card: card.card_id, item: card.item, folded: card.folded }));
            }
            order.sort_by_key(|(turn, card)| (*turn, card.item));
            let world = World {
                actor: &actor,
                now,
                parameters: cards::parameters(tx, learner)?.1,
                settings: SettingsReader::new(learner).of_all(tx)?.promise.clone(),
                seed: SEED,
            };
            Ok(simulate(&world, order.into_iter().map(|(_, card)| card).collect()))
        })
        .await
}

fn record(tx: &mut Tx, call: &Call, events: &[NewEvent]) -> Result<()> {
    match reviews::record(tx, call, events)?.into_iter().find_map(|o| o.reason) {
        Some(reason) => Err(Error::Internal(format!("a simulated answer was refused: {reason}"))),
        None => Ok(()),
    }
}

/// Marks on some cards, and two texts half read. Returns how many cards there are.
fn finish(tx: &mut Tx, call: &Call) -> Result<usize> {
    let learner = call.actor.learner;
    crate::spaces::lock(tx, call.actor.space())?;
    let all: Vec<Uuid> = tx.rows(
        "SELECT card_id FROM learner_cards WHERE learner = ?1 ORDER BY leech DESC, lapses DESC, card_id",
        params![learner],
        |row| row.get("card_id"),
    )?;
    let suspended = Marks { suspended: true, ..Marks::default() };
    let buried = Marks { buried_until: Some(call.today().plus(1)), ..Marks::default() };
    let flagged = |flag| Marks { flag, ..Marks::default() };
    let marks = [(1, suspended), (7, suspended), (9, buried), (3, flagged(1)), (12, flagged(2)), (20, flagged(4))];
    for (place, marks) in marks {
        if let Some(card) = all.get(place) {
            study::mark(tx, learner, *card, &marks)?;
        }
    }
    let shelf = library::shelf(tx)?;
    let texts = shelf.entries.iter().filter(|e| e.language == "en");
    for (entry, share) in texts.take(2).zip([0.6, 0.25]) {
        library::save_place(tx, call, entry.id, "", share)?;
    }
    Ok(all.len())
}
