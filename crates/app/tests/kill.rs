//! The suite's share of the fault bench: `cargo xtask bench kill` does the same 300 times.

use bench::kill::kill_and_look;
use std::path::Path;

#[test]
fn twenty_kills_lose_nothing_that_was_acknowledged_and_double_nothing() {
    let binary = Path::new(env!("CARGO_BIN_EXE_studium"));
    let found = kill_and_look(binary, 20, 20).expect("the server starts again and takes what it should");
    assert_eq!((found.lost, found.ghosts), (0, 0), "{found:?}");
    assert!(found.slowest_start_ms <= 5_000.0, "{found:?}");
    assert!(found.acknowledged > 200, "the clients hardly got to work: {found:?}");
}
