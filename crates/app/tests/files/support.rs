//! A data folder with a user, and the binary over it.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub struct Home {
    pub folder: TempDir,
}

impl Home {
    /// A data folder with the user mia.
    pub fn new() -> Home {
        let home = Home { folder: tempfile::tempdir().expect("a folder") };
        let mut child =
            home.command(&["user", "add", "mia"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("starts");
        child.stdin.take().expect("piped").write_all(b"correct horse battery\n").expect("typed");
        assert!(child.wait().expect("it ends").success());
        home
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_studium"));
        command.args(arguments).arg("--data").arg(self.data());
        command
    }

    /// A file beside the data.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    /// What the import says as JSON, a line per file, and how it ended.
    pub fn import(&self, files: &[PathBuf]) -> (Vec<Value>, Output) {
        let output = self.command(&["import", "--user", "mia", "--json"]).args(files).output().expect("it runs");
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let json = |line: &str| {
            serde_json::from_str(line)
                .unwrap_or_else(|e| panic!("{e}: {line} {}", String::from_utf8_lossy(&output.stderr)))
        };
        (lines.lines().map(json).collect(), output)
    }

    /// No job has left a folder behind.
    #[track_caller]
    pub fn assert_nothing_left(&self) {
        let left = std::fs::read_dir(self.data().join("jobs")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "scratch folders are gone");
    }
}

/// A folder of real data, or a printed line and `None`.
pub fn shared_data(folder: &str) -> Option<PathBuf> {
    let data = std::env::var_os("STUDIUM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let folder = data.join(folder);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is absent", folder.display());
    None
}
