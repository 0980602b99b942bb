//! The same set of events in 1,000 random orders, with duplicates and retractions, through `reviews::record` on SQLite
//! and through the pure fold: how many orders end elsewhere than the first.

use crate::figure::{Figure, Target};
use crate::fill::Desk;
use crate::numbers::Numbers;
use anyhow::Result;
use formats::item::{Content, Directions, Field, Slot, card_id};
use memory::{Event, Folded, Millis, Parameters, Rating};
use studium_core::db::params;
use studium_core::decks::{self, NewDeck};
use studium_core::items::{self, NewItem};
use studium_core::reviews::{self, EventKind, Mode, NewEvent};
use studium_core::{Actor, study};
use uuid::Uuid;

const ORDERS: u64 = 1_000;
const CARDS: u128 = 3;
/// The first answer: 1 December 2025.
const BEGIN: i64 = 1_764_590_400_000;
const DAY: i64 = 86_400_000;

pub fn run() -> Result<Vec<Figure>> {
    let desk = Desk::open()?;
    let mut numbers = Numbers::new(5);
    let events = events(&mut numbers);
    let reference = end(&desk, 0, &events, &mut numbers)?;
    let mut elsewhere = 0;
    for order in 1..=ORDERS {
        let mut sent = events.clone();
        // a third of them comes twice
        sent.extend(events.iter().filter(|_| numbers.below(3) == 0).cloned());
        numbers.shuffle(&mut sent);
        elsewhere += u32::from(end(&desk, order, &sent, &mut numbers)? != reference);
    }
    let through_the_fold = fold_orders(&desk, &reference, &mut numbers)?;
    let figure = |name: &str, count: u32| Figure::limit(name, f64::from(count), "orders", Target::AtMost(0.0));
    Ok(vec![
        figure("order: other states, dues or totals through the database", elsewhere),
        figure("order: other states or dues through the fold", through_the_fold),
    ])
}

/// Cards' states and the days' totals at the end.
#[derive(PartialEq)]
struct End {
    cards: Vec<Folded>,
    totals: Vec<(i64, i64, i64, i64)>,
}

fn lineage(card: u128) -> Uuid {
    Uuid::from_u128(0x7000_0000_0000_0000_8000_0000_0000_0000 + card)
}

fn card(n: u128) -> Uuid {
    card_id(lineage(n), &Slot::front())
}

/// Fifteen answers of each card over four months, some promised on an old state, some taken back, one card forgotten,
/// one moved.
fn events(numbers: &mut Numbers) -> Vec<NewEvent> {
    let mut all = Vec::new();
    for n in 0..CARDS {
        let (mut at, mut before): (i64, Option<Uuid>) = (BEGIN, None);
        for _ in 0..15 {
            at += [600_000, DAY, 4 * DAY, 15 * DAY][numbers.below(4) as usize] + numbers.below(1_000) as i64;
            let rating =
                [Rating::Again, Rating::Hard, Rating::Good, Rating::Good, Rating::Easy][numbers.below(5) as usize];
            let id = numbers.id(at);
            let mut answer = NewEvent::answer(id, card(n), rating, Millis(at), Mode::Flashcard);
            answer.promised_s = Some(1 + numbers.below(30) as i64 * 86_400);
            answer.after = before.filter(|_| numbers.below(4) > 0);
            answer.duration_ms = Some(1_000 + numbers.below(9_000) as i64);
            all.push(answer);
            match numbers.below(6) {
                0 => all.push(NewEvent::retract(numbers.id(at + 5_000), card(n), id, Millis(at + 5_000))),
                _ => before = Some(id),
            }
        }
        let bare = |id, kind, at| NewEvent::bare(id, card(n), kind, Millis(at), Mode::Flashcard);
        match n {
            1 => all.push(bare(numbers.id(BEGIN + 20 * DAY), EventKind::Forget, BEGIN + 20 * DAY)),
            2 => {
                let moved = bare(numbers.id(at + DAY), EventKind::Reschedule, at + DAY);
                all.push(NewEvent { due_day: Some(memory::StudyDay(20_800)), ..moved });
            }
            _ => {}
        }
    }
    all
}

/// What a new learner with the same three cards ends with after these uploads.
fn end(desk: &Desk, order: u64, sent: &[NewEvent], numbers: &mut Numbers) -> Result<End> {
    let actor = desk.learner(&format!("order {order}"))?;
    let call = desk.call(&actor);
    desk.db.write_blocking(move |tx| {
        let deck =
            decks::create(tx, &call, call.actor.space(), &NewDeck { name: "Deck".into(), ..NewDeck::default() })?;
        for n in 0..CARDS {
            let content = Content::Basic {
                front: Field::markdown(format!("front {n}")),
                back: Field::markdown("back"),
                directions: Directions::Forward,
                typed: false,
                extra: None,
            };
            let new = NewItem { lineage: Some(lineage(n)), id: Some(lineage(n)), ..NewItem::new(deck, content) };
            items::create(tx, &call, call.actor.space(), &new)?;
        }
        Ok(())
    })?;
    let mut rest = sent;
    while !rest.is_empty() {
        let (upload, later) = rest.split_at((1 + numbers.below(12) as usize).min(rest.len()));
        let (call, upload) = (desk.call(&actor), upload.to_vec());
        desk.db.write_blocking(move |tx| reviews::record(tx, &call, &upload).map(drop))?;
        rest = later;
    }
    read_end(desk, &actor)
}

fn read_end(desk: &Desk, actor: &Actor) -> Result<End> {
    let learner = actor.learner;
    Ok(desk.db.read_blocking(move |tx| {
        let mut cards = Vec::new();
        for n in 0..CARDS {
            cards.extend(study::cards::find(tx, learner, card(n))?.map(|card| card.folded));
        }
        let totals = tx.rows(
            "SELECT study_day, answers, passed, duration_ms FROM daily_totals WHERE learner = ?1 AND answers <> 0
             ORDER BY study_day, mode",
            params![learner],
            |row| Ok((row.get("study_day")?, row.get("answers")?, row.get("passed")?, row.get("duration_ms")?)),
        )?;
        Ok(End { cards, totals })
    })?)
}

/// The stored log of the first learner, shuffled with duplicates, folded at once.
fn fold_orders(desk: &Desk, reference: &End, numbers: &mut Numbers) -> Result<u32> {
    let actor = desk.find("order 0")?;
    let logs = desk.db.read_blocking(move |tx| {
        (0..CARDS).map(|n| reviews::history(tx, &actor, card(n))).collect::<studium_core::Result<Vec<_>>>()
    })?;
    let parameters = Parameters::default();
    let mut elsewhere = 0;
    for _ in 0..ORDERS {
        let mut same = true;
        for (log, expected) in logs.iter().zip(&reference.cards) {
            let mut events: Vec<Event> = log.iter().filter_map(|row| row.to_memory()).collect();
            let again: Vec<Event> = events.iter().filter(|_| numbers.below(3) == 0).cloned().collect();
            events.extend(again);
            numbers.shuffle(&mut events);
            same &= memory::fold(&parameters, &events) == *expected;
        }
        elsewhere += u32::from(!same);
    }
    Ok(elsewhere)
}
