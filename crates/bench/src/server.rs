//! `studium serve`, started as its users start it.

use crate::http::Client;
use crate::measure;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// What accounts of the benches have.
pub const PASSWORD: &str = "correct horse battery";

/// The binary that is measured: `cargo xtask bench` builds it and says where it is.
pub fn binary() -> Result<PathBuf> {
    std::env::var_os("STUDIUM_BIN").map(PathBuf::from).context("STUDIUM_BIN is not set; run `cargo xtask bench`")
}

/// A server on a free port over a data folder; killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    /// From its start to the first good answer of `/healthz`, ms.
    pub start_ms: f64,
}

impl Server {
    pub fn start(binary: &Path, data: &Path) -> Result<Server> {
        let begun = measure::now();
        let mut child = Command::new(binary)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env_remove("STUDIUM_LOG")
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let stderr = child.stderr.take().context("its messages are piped")?;
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let mut said = Vec::new();
        let found = lines.by_ref().find_map(|line| {
            let address = line.split_once("http://").map(|(_, address)| address.trim().to_owned());
            said.push(line);
            address
        });
        let Some(address) = found else {
            let _ = child.wait();
            bail!("the server did not start:\n{}", said.join("\n"));
        };
        // so that it never waits for a reader of its messages; what it warns of is shown
        std::thread::spawn(move || {
            lines.filter(|l| l.contains("WARN") || l.contains("ERROR")).for_each(|line| eprintln!("  server: {line}"));
        });
        let mut server = Server { child, address, start_ms: 0.0 };
        server.open()?.get("/healthz")?.json()?;
        server.start_ms = measure::ms(begun.elapsed());
        Ok(server)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn open(&self) -> Result<Client> {
        Client::open(&self.address)
    }

    pub fn as_token(&self, token: &str) -> Result<Client> {
        Client::with_token(&self.address, token)
    }

    /// `kill -9`.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asked to stop, as an admin would.
    pub fn stop(mut self) -> Result<()> {
        Command::new("kill").arg(self.child.id().to_string()).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command of the binary to its end; what it prints.
pub fn command(binary: &Path, data: &Path, arguments: &[&str], input: &str) -> Result<String> {
    let output = run(binary, data, arguments, input)?;
    if !output.status.success() {
        bail!("studium {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn run(binary: &Path, data: &Path, arguments: &[&str], input: &str) -> Result<Output> {
    let mut child = Command::new(binary)
        .args(arguments)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting {}", binary.display()))?;
    // a command that reads no input may be gone already
    let _ = child.stdin.take().context("piped")?.write_all(input.as_bytes());
    Ok(child.wait_with_output()?)
}

/// Makes an account and gives a token of it.
pub fn account(binary: &Path, data: &Path, name: &str) -> Result<String> {
    command(binary, data, &["user", "add", name], PASSWORD)?;
    command(binary, data, &["token", "add", name], "")
}
