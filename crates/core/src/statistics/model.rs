//! What statistics are made of.

use crate::study::{Counts, Next};
use memory::{Millis, StudyDay};
use uuid::Uuid;

/// What was answered on one study day, or over several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    pub day: StudyDay,
    pub answers: i64,
    /// Answers that were not Again.
    pub passed: i64,
    /// Cards answered for the first time.
    pub new_cards: i64,
    /// Answers to cards that were due for review, and how many of them were remembered.
    pub review_answers: i64,
    pub review_passed: i64,
    pub duration_ms: i64,
}

impl Day {
    /// True retention, 0–1: of the cards that came up for review, those that were remembered.
    pub fn retention(&self) -> Option<f64> {
        (self.review_answers > 0).then(|| self.review_passed as f64 / self.review_answers as f64)
    }

    /// Whole minutes, rounded up: somebody who studied for ten seconds studied.
    pub fn minutes(&self) -> i64 {
        self.duration_ms.div_euclid(60_000) + i64::from(self.duration_ms.rem_euclid(60_000) > 0)
    }

    pub fn add(&mut self, other: &Day) {
        self.answers += other.answers;
        self.passed += other.passed;
        self.new_cards += other.new_cards;
        self.review_answers += other.review_answers;
        self.review_passed += other.review_passed;
        self.duration_ms += other.duration_ms;
    }
}

/// How long an answer takes this learner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Seconds for one answer.
    pub seconds: f64,
    /// From the learner's own answers; otherwise assumed.
    pub measured: bool,
}

impl Pace {
    /// Minutes for so much, at least 1 unless there is nothing. A new card is answered twice on its first day.
    pub fn minutes(&self, counts: &Counts) -> i64 {
        self.minutes_of_answers(counts.due + counts.learning + 2 * counts.new)
    }

    pub fn minutes_of_answers(&self, answers: i64) -> i64 {
        if answers <= 0 {
            return 0;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a few thousand answers of at most minutes")]
        let minutes = (answers as f64 * self.seconds / 60.0).round() as i64;
        minutes.max(1)
    }

    /// How many answers fit into so many minutes, at least one.
    pub fn answers_in(&self, minutes: i64) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "minutes of one session")]
        let answers = (minutes as f64 * 60.0 / self.seconds) as i64;
        answers.max(1)
    }
}

/// Study days in a row. One day off in any seven does not end it, and today does not until it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streak {
    /// Days studied; days off are not counted.
    pub days: i64,
    /// The first of them.
    pub since: StudyDay,
    pub studied_today: bool,
    /// The week's day off was taken: without answers today the streak ends.
    pub ends_today: bool,
}

/// What there is to do in an outermost deck.
#[derive(Debug, Clone, PartialEq)]
pub struct DeckToday {
    pub deck: Uuid,
    pub name: String,
    /// Of its course, if it has one.
    pub hue: Option<String>,
    pub letter: Option<String>,
    pub counts: Counts,
}

/// Cards due on a coming day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    pub day: StudyDay,
    pub cards: i64,
}

/// More is overdue than a usual day holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Backlog {
    /// Reviews due today or before.
    pub cards: i64,
    /// Since when the longest one waits.
    pub since: StudyDay,
    /// How many of them are still known, by the memory model.
    pub known: f64,
    /// Ways to spread them.
    pub spreads: Vec<Spread>,
}

/// Spreading a backlog over so many days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub days: i64,
    pub cards_a_day: i64,
    /// How many more are forgotten by waiting, by the memory model.
    pub cost: f64,
}

/// How things stand today.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    pub day: StudyDay,
    pub counts: Counts,
    /// Outermost decks with something to do, the fullest first.
    pub decks: Vec<DeckToday>,
    /// What was done today already.
    pub done: Day,
    /// Anything was ever answered.
    pub begun: bool,
    pub pace: Pace,
    /// Days with answers of the last half year, oldest first.
    pub days: Vec<Day>,
    pub streak: Streak,
    /// The seven days after today.
    pub coming: Vec<Load>,
    pub next: Next,
    pub backlog: Option<Backlog>,
}

/// A text that the learner was reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub source: Uuid,
    /// An explanation's slug.
    pub key: Option<String>,
    pub title: String,
    pub language: Option<String>,
    pub anchor: String,
    /// Read so far, 0–1.
    pub share: f64,
    pub words: i64,
    pub hue: Option<String>,
    pub letter: Option<String>,
    pub at: Millis,
}

/// What the statistics page looks back on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    Weeks4,
    Weeks12,
    Year,
}

impl Period {
    pub const ALL: [Period; 3] = [Period::Weeks4, Period::Weeks12, Period::Year];

    pub fn weeks(self) -> i32 {
        match self {
            Period::Weeks4 => 4,
            Period::Weeks12 => 12,
            Period::Year => 52,
        }
    }
}

/// Seven days from a Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub monday: StudyDay,
    pub sum: Day,
}

/// Where the learner's cards stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CardStates {
    pub new: i64,
    pub learning: i64,
    /// Reviews with a stability below 30 days.
    pub young: i64,
    /// Held for a month or longer: stability of 30 days or more.
    pub held: i64,
    pub suspended: i64,
}

impl CardStates {
    pub fn total(&self) -> i64 {
        self.new + self.learning + self.young + self.held + self.suspended
    }
}

/// A card that was forgotten often.
#[derive(Debug, Clone, PartialEq)]
pub struct HardCard {
    pub card: Uuid,
    pub item: Uuid,
    pub summary: String,
    pub language: Option<String>,
    pub lapses: i64,
    pub reps: i64,
    /// Days.
    pub stability: Option<f64>,
}

/// What the statistics page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub day: StudyDay,
    pub period: Period,
    /// The whole weeks of the period, this one last.
    pub weeks: Vec<Week>,
    pub sum: Day,
    /// Days with answers of the last year, oldest first.
    pub days: Vec<Day>,
    /// How many days of the period have answers.
    pub studied: i64,
    pub pace: Pace,
    pub streak: Streak,
    /// The retention aimed at, 0–1.
    pub goal: f64,
    pub states: CardStates,
    /// Today and the 29 days after it.
    pub coming: Vec<Load>,
    pub hardest: Vec<HardCard>,
}
