//! The clock of a test: the machine's, and ahead of it by what a file says, so that a journey can let days pass.

use memory::Millis;
use std::path::PathBuf;
use studium_core::Clock;
use studium_core::clock::SystemClock;

/// Ahead of the machine's clock by as many milliseconds as stand in a file (0 without it). Read at each look, so that time
/// moves when the file is written anew.
pub struct TestClock {
    pub ahead: PathBuf,
}

impl Clock for TestClock {
    fn now(&self) -> Millis {
        let ahead = std::fs::read_to_string(&self.ahead).ok().and_then(|text| text.trim().parse::<i64>().ok());
        Millis(SystemClock.now().0.saturating_add(ahead.unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_moves_on_when_the_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let clock = TestClock { ahead: folder.path().join("ahead") };
        let before = clock.now();
        std::fs::write(&clock.ahead, "86400000\n").unwrap();
        assert!(clock.now().0 - before.0 >= 86_400_000);
        std::fs::write(&clock.ahead, "nonsense").unwrap();
        assert!(clock.now().0 - before.0 < 86_400_000);
    }
}
