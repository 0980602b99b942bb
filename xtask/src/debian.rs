//! Programs that are not ours: found, or installed from Debian's packages when we may, or named.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::command::{self, find_program};

/// A program, and the Debian package that brings it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Program {
    Node,
    Npm,
    Chromium,
    Postgres,
}

impl Program {
    fn package(self) -> &'static str {
        match self {
            Program::Node => "nodejs",
            Program::Npm => "npm",
            Program::Chromium => "chromium",
            Program::Postgres => "postgresql",
        }
    }

    /// Where it is on this machine.
    pub fn find(self) -> Option<PathBuf> {
        match self {
            Program::Node => find_program("node"),
            Program::Npm => find_program("npm"),
            Program::Chromium => std::env::var_os("STUDIUM_CHROMIUM")
                .map(PathBuf::from)
                .or_else(|| find_program("chromium"))
                .or_else(|| Some(PathBuf::from("/usr/bin/chromium")).filter(|file| file.is_file())),
            Program::Postgres => newest_postgres().or_else(|| find_program("postgres")),
        }
    }
}

/// Makes sure that the programs are there. As root on Debian the missing ones are installed; otherwise Err says what
/// to install.
pub fn ensure(programs: &[Program]) -> Result {
    let missing = |programs: &[Program]| -> Vec<&'static str> {
        programs.iter().filter(|program| program.find().is_none()).map(|program| program.package()).collect()
    };
    let packages = missing(programs);
    if !packages.is_empty() {
        let list = packages.join(" ");
        if !is_root() || find_program("apt-get").is_none() {
            return Err(format!("missing: {list}. On Debian or Ubuntu: sudo apt-get install {list}"));
        }
        println!("Installing Debian packages: {list}");
        // An old list still installs most packages, so a failed update is not the end yet.
        let _ = command::output(apt_get().arg("update"));
        command::output(apt_get().args(["install", "-y", "--no-install-recommends"]).args(&packages))?;
        let still = missing(programs).join(" ");
        if !still.is_empty() {
            return Err(format!("still missing after installing: {still}"));
        }
    }
    if programs.contains(&Program::Node) { node_is_new_enough() } else { Ok(()) }
}

pub fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt_get() -> Command {
    let mut apt_get = Command::new("apt-get");
    apt_get.env("DEBIAN_FRONTEND", "noninteractive");
    apt_get
}

fn node_is_new_enough() -> Result {
    const OLDEST: u32 = 20;
    let version = command::output(Command::new("node").arg("--version"))?;
    let major: Option<u32> =
        version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(major) if major >= OLDEST => Ok(()),
        _ => Err(format!(
            "Node.js {OLDEST} or newer is needed, here is {}. Debian 13 and Ubuntu 24.10 bring it; for older ones see \
             the download page of nodejs.org",
            version.trim()
        )),
    }
}

/// Debian keeps PostgreSQL's programs out of `PATH`, one folder per major version.
fn newest_postgres() -> Option<PathBuf> {
    let versions = std::fs::read_dir(Path::new("/usr/lib/postgresql")).ok()?;
    versions
        .flatten()
        .filter_map(|version| {
            let number: f32 = version.file_name().to_str()?.parse().ok()?;
            Some((number, version.path().join("bin/postgres")))
        })
        .filter(|(_, program)| program.is_file())
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, program)| program)
}
