//! What is said about a file while it is read, and what its recurrences may still cost.

use super::recurrence::Expansion;
use super::{Busy, BusyCalendar, Limits, Problem};
use jiff::civil::DateTime;

pub(super) struct Report<'l> {
    pub limits: &'l Limits,
    /// Days that may still be looked at.
    steps: u64,
    is_full: bool,
    problems: Vec<Problem>,
    unlisted: u64,
    is_complete: bool,
}

impl<'l> Report<'l> {
    pub fn new(limits: &'l Limits) -> Report<'l> {
        Report { limits, steps: limits.steps, is_full: false, problems: Vec::new(), unlisted: 0, is_complete: true }
    }

    pub fn problem(&mut self, line: u64, why: impl Into<String>) {
        if self.problems.len() < self.limits.problems {
            self.problems.push(Problem { line, why: why.into() });
        } else {
            self.unlisted += 1;
        }
    }

    /// Like [`Report::problem`], for what a limit cut off.
    pub fn cut(&mut self, line: u64, why: impl Into<String>) {
        self.is_complete = false;
        self.problem(line, why);
    }

    /// Follows one recurrence, written on that line, with what its share of the steps allows.
    pub fn follow(&mut self, line: u64, walk: impl FnOnce(&mut u64) -> Expansion) -> Vec<DateTime> {
        let share = self.limits.steps_of_one.min(self.steps);
        let mut left = share;
        let expansion = walk(&mut left);
        self.steps -= share - left;
        if !expansion.is_complete {
            self.cut(line, "the recurrence takes too much work to follow: later times of it may be left out");
        }
        expansion.times
    }

    /// Whether there is room for another busy time. Says once that there is none.
    pub fn has_room(&mut self, busy: &[Busy], line: u64) -> bool {
        let most = self.limits.busy;
        if busy.len() < most {
            return true;
        }
        if !std::mem::replace(&mut self.is_full, true) {
            self.cut(line, format!("more than {most} busy times in this window; from here on they are left out"));
        }
        false
    }

    pub fn finish(self, name: Option<String>, busy: Vec<Busy>) -> BusyCalendar {
        let Report { problems, unlisted, is_complete, .. } = self;
        BusyCalendar { name, busy, problems, unlisted, is_complete }
    }
}

/// A foreign text for a message: one line, at most 60 characters.
pub(super) fn quote(text: &str) -> String {
    format!("“{}”", super::value::one_line(text, 60))
}
