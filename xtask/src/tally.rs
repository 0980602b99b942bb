//! Counting passed and failed tests from what the runners print.

/// What one step, or all of them, came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    /// What failed that is not a test: a command that did not start or compile.
    pub reasons: Vec<String>,
}

impl Tally {
    pub fn failure(reason: String) -> Tally {
        Tally { passed: 0, failed: 1, reasons: vec![reason] }
    }

    pub fn is_empty(&self) -> bool {
        self.passed == 0 && self.failed == 0
    }

    /// The command failed: at least one failure must be told.
    pub fn ensure_failure(&mut self, reason: String) {
        if self.failed == 0 {
            self.failed = 1;
            self.reasons.push(reason);
        }
    }

    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.reasons.extend(other.reasons);
    }

    /// Adds what a line says, if it is a summary of cargo test, nextest, vitest or node's test runner.
    pub fn read_line(&mut self, line: &str) {
        let line = without_colours(line);
        // nextest shows what a failed test printed, moved to the right; the summary within is not one.
        let is_own = line.starts_with("test result:");
        let line = line.trim();
        if is_own || line.starts_with("Summary [") || line.starts_with("Tests  ") {
            self.passed += number_before(line, "passed");
            self.failed += number_before(line, "failed") + number_before(line, "timed out");
        } else if let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            let number = |word: &str| rest.strip_prefix(word).and_then(|n| n.trim().parse::<u64>().ok()).unwrap_or(0);
            self.passed += number("pass ");
            self.failed += number("fail ") + number("cancelled ");
        }
    }
}

/// The number that stands before a word: 12 for "12 passed; 0 failed" and "passed".
fn number_before(line: &str, word: &str) -> u64 {
    let Some(at) = line.find(word) else { return 0 };
    let before = line[..at].trim_end();
    before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// The line without terminal colour codes (`ESC [ … m`).
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..start]);
        rest = rest[start..].find('m').map_or("", |end| &rest[start + end + 1..]);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: u64, failed: u64) {
        let mut tally = Tally::default();
        tally.read_line(line);
        assert_eq!((tally.passed, tally.failed), (passed, failed), "{line}");
    }

    #[test]
    fn summaries_of_every_runner_are_counted() {
        check("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s", 12, 0);
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored", 3, 2);
        check("     Summary [   0.505s] 14 tests run: 13 passed, 1 failed, 0 skipped", 13, 1);
        check("     Summary [   9.5s] 4 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 0 skipped", 2, 2);
        check("      Tests  1 failed | 5 passed (6)", 5, 1);
        check("ℹ pass 4", 4, 0);
        check("# fail 2", 0, 2);
        check("ℹ cancelled 1", 0, 1);
    }

    #[test]
    fn colours_do_not_hide_a_summary() {
        check("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m8 passed\u{1b}[39m\u{1b}[22m (8)", 8, 0);
    }

    #[test]
    fn other_lines_count_nothing() {
        check("running 5 tests", 0, 0);
        check("    test result: FAILED. 0 passed; 1 failed; 0 ignored", 0, 0);
        check(" Test Files  2 passed (2)", 0, 0);
        check("test again_on_a_review_card_has_passed ... ok", 0, 0);
        check("ℹ tests 9", 0, 0);
    }
}
