//! `cargo xtask run`: from a fresh clone to a page in the browser.

use std::net::TcpListener;
use std::process::Command;
use std::time::Duration;

use crate::command::{self, cargo, root, target_dir};
use crate::{Result, assets, http};

/// The first of the ports tried, so that the address is the same each time when it can be.
const FIRST_PORT: u16 = 8080;

/// Builds what changed and serves until stopped. `arguments` (after an optional `--`) go to `studium serve`; with
/// `--listen` among them the address is the caller's affair.
///
/// The release profile: the code that folds a learner's history or renders a deck is several times slower without
/// optimisation, and the first impression is this one. See CONTRIBUTING.md for what the first build costs.
pub fn run(arguments: &[String]) -> Result {
    let arguments = arguments.strip_prefix(&["--".to_owned()]).unwrap_or(arguments);
    let given = |flag: &str| arguments.iter().any(|a| a == flag || a.starts_with(&format!("{flag}=")));

    assets::build()?;
    println!("Building Studium (some minutes the first time, seconds later)");
    command::run(cargo().args(["build", "--release", "-p", "studium"]))?;

    let mut serve = Command::new(target_dir().join("release").join("studium"));
    serve.current_dir(root()).arg("serve");
    if !given("--data") {
        serve.arg("--data").arg(root().join("data"));
    }
    let port = if given("--listen") { None } else { Some(port()?) };
    if let Some(port) = port {
        serve.args(["--listen", &format!("127.0.0.1:{port}")]);
    }
    serve.args(arguments);

    let mut server = serve.spawn().map_err(|e| format!("cannot start studium: {e}"))?;
    if let Some(port) = port.filter(|_| !given("--tls-cert")) {
        http::wait_until_healthy(&mut server, port, Duration::from_secs(60)).inspect_err(|_| {
            let _ = server.kill();
        })?;
        println!("\n  Studium is at http://127.0.0.1:{port}   (Ctrl+C stops it; everything is kept in ./data)\n");
    }
    let status = server.wait().map_err(|e| e.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("the server ended with {status}")) }
}

fn port() -> Result<u16> {
    (FIRST_PORT..FIRST_PORT + 20)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .map_or_else(command::free_port, Ok)
}
