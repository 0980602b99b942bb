//! `cargo xtask …`: the only doorway for scripts. Standard library only, so that it builds in seconds.

mod assets;
mod command;
mod debian;
mod dist;
mod http;
mod journeys;
mod postgres;
mod run;
mod tally;
mod test;
mod tidy;

use std::process::ExitCode;

use command::cargo;

/// What went wrong, in words for the person at the terminal. `xtask` has no caller that could act on more.
type Result<T = ()> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask run [-- ARGS]        build Studium and start it here, with its data in ./data; ARGS go to `studium serve`
cargo xtask test [FILTER]        every check and every test; FILTER runs only the tests whose names contain it
      [--only PART,…]            one or more of: tidy, assets, rust, postgres, e2e
cargo xtask bench NAME [--json]  the figures, as ratios against a peer or a limit
cargo xtask tidy                 the house rules alone
cargo xtask assets               scripts, styles and fonts alone
cargo xtask dist                 one self-contained file, in ./dist
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = match task {
        "run" => run::run(rest),
        "announce" => run::announce(rest),
        "test" => test::test(rest),
        "bench" => bench(rest),
        "tidy" => tidy::tidy(),
        "assets" => assets::build(),
        "dist" => dist::dist(),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no task `{other}`\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn bench(arguments: &[String]) -> Result {
    // Some figures are of the binary as it is shipped, started as its users start it.
    assets::build()?;
    command::run(cargo().args(["build", "--release", "-p", "studium"]))?;
    let binary = command::target_dir().join("release").join("studium");
    command::run(cargo().args(["run", "--release", "-p", "bench", "--"]).args(arguments).env("STUDIUM_BIN", binary))
}
