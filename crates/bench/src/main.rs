//! `cargo xtask bench NAME… [--json]`: runs benches by name, or `all`.

use bench::{ALL, Bench};
use std::process::ExitCode;

fn main() -> ExitCode {
    let (flags, names): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let json = flags.iter().any(|flag| flag == "--json");
    let wanted: Vec<&Bench> = ALL.iter().filter(|(name, ..)| names.iter().any(|n| n == name || n == "all")).collect();
    let unknown = names.iter().find(|n| *n != "all" && !ALL.iter().any(|(name, ..)| name == n));
    if wanted.is_empty() || unknown.is_some() || flags.iter().any(|flag| flag != "--json") {
        eprintln!("which bench? cargo xtask bench NAME… [--json], or all:\n");
        for (name, what, _) in ALL {
            eprintln!("  {name:<12}{what}");
        }
        return ExitCode::FAILURE;
    }
    let mut all_met = true;
    for (name, what, run) in wanted {
        eprintln!("{name}: {what}");
        match run() {
            Ok(figures) => {
                for figure in figures {
                    all_met &= figure.is_met();
                    println!("{}", if json { figure.to_json().to_string() } else { figure.to_line() });
                }
            }
            Err(error) => {
                all_met = false;
                eprintln!("{name}: {error:#}");
            }
        }
    }
    if all_met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
