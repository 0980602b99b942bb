//! `cargo xtask run`: from a fresh clone to a page in the browser.

use std::net::TcpListener;
use std::os::unix::process::{CommandExt, parent_id};
use std::process::{Command, Stdio};
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

    if let Some(port) = port.filter(|_| !given("--tls-cert")) {
        let announcer = std::env::current_exe()
            .and_then(|xtask| Command::new(xtask).args(["announce", &port.to_string()]).stdin(Stdio::null()).spawn());
        announcer.map_err(|e| format!("cannot start xtask again: {e}"))?;
    }
    // From here this process is the server, so that whatever stops it stops the server.
    Err(format!("cannot start studium: {}", serve.exec()))
}

/// What the announcer does, a child of the server: waits until it answers, and prints the address.
pub fn announce(arguments: &[String]) -> Result {
    let port = arguments.first().and_then(|port| port.parse().ok()).ok_or("announce takes a port")?;
    let server = parent_id();
    let watch = command::stopwatch();
    // When the server ends it has said why, and another process becomes our parent.
    while parent_id() == server && watch.elapsed() < Duration::from_secs(120) {
        if http::get(port, "/healthz").is_ok_and(|(status, _)| status == 200) {
            println!("\n  Studium is at http://127.0.0.1:{port}   (Ctrl+C stops it)\n");
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

fn port() -> Result<u16> {
    (FIRST_PORT..FIRST_PORT + 20)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .map_or_else(command::free_port, Ok)
}
