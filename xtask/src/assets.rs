//! Scripts, styles and fonts: installed and built by npm, only when an input changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{self, root};
use crate::debian::{self, Program};
use crate::{Result, tidy};

/// Builds `assets/dist`, which the binary embeds, unless it is up to date.
pub fn build() -> Result {
    debian::ensure(&[Program::Node, Program::Npm])?;
    install(&folder())?;
    let stamp = Stamp::of(&folder(), ".studium-built", &tidy::files_under(&folder()))?;
    if stamp.is_current() && folder().join("dist").is_dir() {
        return Ok(());
    }
    command::run(npm(&folder()).args(["run", "--silent", "build"]))?;
    stamp.keep()
}

/// `npm ci`, unless what is installed is what the lock file says.
pub fn install(folder: &Path) -> Result {
    let inputs = [folder.join("package.json"), folder.join("package-lock.json")];
    let stamp = Stamp::of(folder, ".studium-installed", &inputs)?;
    if stamp.is_current() {
        return Ok(());
    }
    command::run(npm(folder).arg("ci"))?;
    stamp.keep()
}

pub fn folder() -> PathBuf {
    root().join("assets")
}

pub fn npm(folder: &Path) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(folder);
    npm
}

/// A digest of inputs, kept in `node_modules`, so that removing that folder makes everything anew.
struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    fn of(folder: &Path, name: &str, inputs: &[PathBuf]) -> Result<Stamp> {
        let mut hasher = DefaultHasher::new();
        for input in inputs {
            let bytes = std::fs::read(input).map_err(|e| format!("{}: {e}", input.display()))?;
            input.strip_prefix(folder).unwrap_or(input).hash(&mut hasher);
            bytes.hash(&mut hasher);
        }
        Ok(Stamp { file: folder.join("node_modules").join(name), digest: format!("{:016x}", hasher.finish()) })
    }

    fn is_current(&self) -> bool {
        std::fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.digest)
    }

    fn keep(&self) -> Result {
        std::fs::write(&self.file, &self.digest).map_err(|e| format!("{}: {e}", self.file.display()))
    }
}
