//! Study settings: of all decks, of a course, of a deck; what is not set is inherited from the deck above.

use crate::call::{Actor, Call, LearnerId, SpaceId};
use crate::db::{Row, Tx, params};
use crate::decks::{self, Deck};
use crate::error::{Error, Result};
use crate::spaces;
use memory::{Millis, PromiseSettings, Retention, ReviewOrder, Steps};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// In which order new cards come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NewOrder {
    /// As they were made.
    #[default]
    Made,
    Random,
}

/// How new cards and reviews are mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mix {
    #[default]
    Mixed,
    NewFirst,
    ReviewsFirst,
}

/// What holds for one deck, everything resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct StudySettings {
    pub promise: PromiseSettings,
    pub new_per_day: u32,
    pub reviews_per_day: u32,
    pub new_order: NewOrder,
    pub review_order: ReviewOrder,
    pub mix: Mix,
    pub bury_siblings: bool,
    /// Lapses after which a card keeps slipping; 0 never.
    pub leech_threshold: u32,
    pub leech_suspends: bool,
}

impl Default for StudySettings {
    fn default() -> Self {
        StudySettings {
            promise: PromiseSettings::default(),
            new_per_day: 20,
            reviews_per_day: 9999,
            new_order: NewOrder::Made,
            review_order: ReviewOrder::Due,
            mix: Mix::Mixed,
            bury_siblings: true,
            leech_threshold: 8,
            leech_suspends: false,
        }
    }
}

/// One row of settings: what is `None` is inherited.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preset {
    /// 0.70–0.99.
    pub retention: Option<f64>,
    pub new_per_day: Option<u32>,
    pub reviews_per_day: Option<u32>,
    /// Minutes, joined by spaces: `1 10`.
    pub learning_steps: Option<String>,
    pub relearning_steps: Option<String>,
    /// `made` or `random`.
    pub new_order: Option<String>,
    /// `due`, `weakest` or `random`.
    pub review_order: Option<String>,
    /// `mixed`, `new_first` or `reviews_first`.
    pub mix: Option<String>,
    pub bury_siblings: Option<bool>,
    pub leech_threshold: Option<u32>,
    pub leech_suspends: Option<bool>,
    pub maximum_interval_days: Option<u32>,
    pub fuzz: Option<bool>,
}

/// Whose settings: of everything the learner studies, or of a deck and what is below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetScope {
    All,
    Deck(Uuid),
}

impl PresetScope {
    fn columns(self, learner: LearnerId) -> (&'static str, Uuid) {
        match self {
            PresetScope::All => ("all", learner.0),
            PresetScope::Deck(deck) => ("deck", deck),
        }
    }
}

/// The settings row of a scope; an empty one if nothing was ever set.
pub fn get_preset(tx: &mut Tx, learner: LearnerId, scope: PresetScope) -> Result<Preset> {
    let (word, target) = scope.columns(learner);
    let found = tx.row(
        "SELECT * FROM study_settings WHERE learner = ?1 AND scope = ?2 AND target = ?3",
        params![learner, word, target],
        preset,
    )?;
    Ok(found.unwrap_or_default())
}

/// Stores a settings row. Invalid, by field, where a value is out of its range. Inside a locked operation.
pub fn put_preset(tx: &mut Tx, learner: LearnerId, scope: PresetScope, preset: &Preset) -> Result<()> {
    let wrong = wrong_fields(preset);
    if !wrong.is_empty() {
        return Err(Error::Invalid { fields: wrong });
    }
    let (word, target) = scope.columns(learner);
    tx.execute(
        "DELETE FROM study_settings WHERE learner = ?1 AND scope = ?2 AND target = ?3",
        params![learner, word, target],
    )?;
    tx.execute(
        "INSERT INTO study_settings (learner, scope, target, retention, new_per_day, reviews_per_day, learning_steps,
           relearning_steps, new_order, review_order, mix, bury_siblings, leech_threshold, leech_suspends,
           maximum_interval_days, fuzz)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            learner,
            word,
            target,
            preset.retention,
            preset.new_per_day,
            preset.reviews_per_day,
            preset.learning_steps.as_deref(),
            preset.relearning_steps.as_deref(),
            preset.new_order.as_deref(),
            preset.review_order.as_deref(),
            preset.mix.as_deref(),
            preset.bury_siblings,
            preset.leech_threshold,
            preset.leech_suspends,
            preset.maximum_interval_days,
            preset.fuzz
        ],
    )?;
    Ok(())
}

/// Minutes joined by spaces, with `s`, `m`, `h`, `d` allowed behind a number, as steps. `None` where it cannot be read.
pub fn parse_steps(text: &str) -> Option<Vec<Millis>> {
    text.split_whitespace()
        .map(|word| {
            let (number, unit) = match word.trim_end_matches(|c: char| c.is_ascii_alphabetic()) {
                number if number.len() == word.len() => (number, "m"),
                number => (number, &word[number.len()..]),
            };
            let factor = match unit {
                "s" => 1_000.0,
                "m" | "min" => 60_000.0,
                "h" => 3_600_000.0,
                "d" => 86_400_000.0,
                _ => return None,
            };
            let ms = number.replace(',', ".").parse::<f64>().ok()? * factor;
            #[expect(clippy::cast_possible_truncation, reason = "range checked just before")]
            (1_000.0..=86_400_000.0 * 365.0).contains(&ms).then_some(Millis(ms as i64))
        })
        .collect::<Option<Vec<_>>>()
        .filter(|steps| steps.len() <= 12)
}

fn wrong_fields(preset: &Preset) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut check = |ok: bool, field: &str, message: &str| {
        if !ok {
            wrong.push((field.to_string(), message.to_string()));
        }
    };
    let one_of = |value: &Option<String>, words: &[&str]| value.as_deref().is_none_or(|v| words.contains(&v));
    check(preset.retention.is_none_or(|r| (0.70..=0.99).contains(&r)), "retention", "setting-retention-range");
    check(preset.new_per_day.is_none_or(|n| n <= 9999), "new_per_day", "setting-count-range");
    check(preset.reviews_per_day.is_none_or(|n| n <= 9999), "reviews_per_day", "setting-count-range");
    check(preset.leech_threshold.is_none_or(|n| n <= 99), "leech_threshold", "setting-count-range");
    check(
        preset.maximum_interval_days.is_none_or(|n| (1..=36_500).contains(&n)),
        "maximum_interval_days",
        "setting-count-range",
    );
    let steps = |value: &Option<String>| value.as_deref().is_none_or(|v| parse_steps(v).is_some());
    check(steps(&preset.learning_steps), "learning_steps", "setting-steps-unread");
    check(steps(&preset.relearning_steps), "relearning_steps", "setting-steps-unread");
    check(one_of(&preset.new_order, &["made", "random"]), "new_order", "setting-choice-unknown");
    check(one_of(&preset.review_order, &["due", "weakest", "random"]), "review_order", "setting-choice-unknown");
    check(one_of(&preset.mix, &["mixed", "new_first", "reviews_first"]), "mix", "setting-choice-unknown");
    wrong
}

fn preset(row: &Row) -> Result<Preset> {
    Ok(Preset {
        retention: row.get("retention")?,
        new_per_day: row.get("new_per_day")?,
        reviews_per_day: row.get("reviews_per_day")?,
        learning_steps: row.get("learning_steps")?,
        relearning_steps: row.get("relearning_steps")?,
        new_order: row.get("new_order")?,
        review_order: row.get("review_order")?,
        mix: row.get("mix")?,
        bury_siblings: row.get("bury_siblings")?,
        leech_threshold: row.get("leech_threshold")?,
        leech_suspends: row.get("leech_suspends")?,
        maximum_interval_days: row.get("maximum_interval_days")?,
        fuzz: row.get("fuzz")?,
    })
}

impl StudySettings {
    /// These settings with what the preset sets.
    pub fn with(&self, preset: &Preset) -> StudySettings {
        let mut next = self.clone();
        let promise = &mut next.promise;
        if let Some(retention) = preset.retention.and_then(|r| Retention::new(r).ok()) {
            promise.retention = retention;
        }
        promise.steps = Steps {
            learning: preset.learning_steps.as_deref().and_then(parse_steps).unwrap_or(promise.steps.learning.clone()),
            relearning: preset
                .relearning_steps
                .as_deref()
                .and_then(parse_steps)
                .unwrap_or(promise.steps.relearning.clone()),
        };
        promise.maximum_interval_days = preset.maximum_interval_days.unwrap_or(promise.maximum_interval_days);
        promise.fuzz = preset.fuzz.unwrap_or(promise.fuzz);
        next.new_per_day = preset.new_per_day.unwrap_or(next.new_per_day);
        next.reviews_per_day = preset.reviews_per_day.unwrap_or(next.reviews_per_day);
        next.bury_siblings = preset.bury_siblings.unwrap_or(next.bury_siblings);
        next.leech_threshold = preset.leech_threshold.unwrap_or(next.leech_threshold);
        next.leech_suspends = preset.leech_suspends.unwrap_or(next.leech_suspends);
        match preset.new_order.as_deref() {
            Some("made") => next.new_order = NewOrder::Made,
            Some("random") => next.new_order = NewOrder::Random,
            _ => {}
        }
        match preset.review_order.as_deref() {
            Some("due") => next.review_order = ReviewOrder::Due,
            Some("weakest") => next.review_order = ReviewOrder::RecallAscending,
            Some("random") => next.review_order = ReviewOrder::Shuffled,
            _ => {}
        }
        match preset.mix.as_deref() {
            Some("mixed") => next.mix = Mix::Mixed,
            Some("new_first") => next.mix = Mix::NewFirst,
            Some("reviews_first") => next.mix = Mix::ReviewsFirst,
            _ => {}
        }
        next
    }
}

/// Resolves settings within one operation, reading each row once.
#[derive(Debug)]
pub struct SettingsReader {
    learner: LearnerId,
    presets: Option<HashMap<Uuid, Preset>>,
    resolved: HashMap<Uuid, Arc<StudySettings>>,
}

impl SettingsReader {
    pub fn new(learner: LearnerId) -> SettingsReader {
        SettingsReader { learner, presets: None, resolved: HashMap::new() }
    }

    /// What holds for everything that says nothing else.
    pub fn of_all(&mut self, tx: &mut Tx) -> Result<Arc<StudySettings>> {
        let learner = self.learner.0;
        let defaults = StudySettings::default();
        Ok(Arc::new(match self.presets(tx)?.get(&learner) {
            Some(preset) => defaults.with(preset),
            None => defaults,
        }))
    }

    /// What holds for cards in this deck.
    pub fn of_deck(&mut self, tx: &mut Tx, space: SpaceId, deck: Uuid) -> Result<Arc<StudySettings>> {
        if let Some(settings) = self.resolved.get(&deck) {
            return Ok(settings.clone());
        }
        let learner = self.learner.0;
        let presets = self.presets(tx)?;
        let own = presets.get(&deck).cloned();
        // without a single deck's settings there is no need to walk up
        let only_all = presets.keys().all(|target| *target == learner);
        let parent: Option<Uuid> = match only_all {
            true => None,
            false => tx
                .scalar::<Option<Uuid>>("SELECT parent FROM decks WHERE space = ?1 AND id = ?2", params![space, deck])?
                .flatten(),
        };
        let above = match parent {
            Some(parent) => self.of_deck(tx, space, parent)?,
            None => self.of_all(tx)?,
        };
        let settings = match own {
            Some(preset) => Arc::new(above.with(&preset)),
            None => above,
        };
        self.resolved.insert(deck, settings.clone());
        Ok(settings)
    }

    /// Whether the deck itself sets how many new cards a day.
    pub fn own_new_limit(&mut self, tx: &mut Tx, deck: Uuid) -> Result<Option<u32>> {
        Ok(self.presets(tx)?.get(&deck).and_then(|p| p.new_per_day))
    }

    /// Whether a deck has its own say on asking one card of an item a day.
    pub fn some_deck_buries_otherwise(&mut self, tx: &mut Tx) -> Result<bool> {
        let everything = self.learner.0;
        Ok(self.presets(tx)?.iter().any(|(target, preset)| *target != everything && preset.bury_siblings.is_some()))
    }

    fn presets(&mut self, tx: &mut Tx) -> Result<&HashMap<Uuid, Preset>> {
        if self.presets.is_none() {
            let rows = tx.rows("SELECT * FROM study_settings WHERE learner = ?1", params![self.learner], |row| {
                Ok((row.get::<Uuid>("target")?, preset(row)?))
            })?;
            self.presets = Some(rows.into_iter().collect());
        }
        self.presets.as_ref().ok_or_else(|| Error::Internal("settings were just read".into()))
    }
}

/// The settings row of a deck, then of the decks above it, then of everything: the nearest that says something counts.
/// The last one has no deck.
pub fn chain(tx: &mut Tx, actor: &Actor, deck: Uuid) -> Result<Vec<(Option<Deck>, Preset)>> {
    let mut rows = Vec::new();
    let mut next = Some(deck);
    while let Some(id) = next.filter(|_| rows.len() <= decks::model::DEPTH_LIMIT) {
        let deck = decks::get(tx, actor, id)?;
        next = deck.parent;
        let preset = get_preset(tx, actor.learner, PresetScope::Deck(id))?;
        rows.push((Some(deck), preset));
    }
    rows.push((None, get_preset(tx, actor.learner, PresetScope::All)?));
    Ok(rows)
}

/// Stores how a deck is studied. Not found for those who may not see it.
pub fn set_deck_preset(tx: &mut Tx, call: &Call, deck: Uuid, preset: &Preset) -> Result<()> {
    decks::get(tx, &call.actor, deck)?;
    spaces::lock(tx, call.actor.space())?;
    put_preset(tx, call.actor.learner, PresetScope::Deck(deck), preset)
}
