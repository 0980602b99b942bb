//! Where things are, and how other programs are started.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, Once};
use std::time::Instant;

use crate::Result;
use crate::tally::Tally;

/// The folder of the workspace. Asked of cargo at run time, because a shared target folder may hold the `xtask` of
/// another clone.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let manifest = PathBuf::from(manifest);
    manifest.parent().map(Path::to_path_buf).unwrap_or(manifest)
}

/// Where cargo puts what it builds: `CARGO_TARGET_DIR`, else the folder that several clones may share when it is
/// there (`.ci/run` makes it), else `./target`.
pub fn target_dir() -> PathBuf {
    if let Some(set) = std::env::var_os("CARGO_TARGET_DIR") {
        return root().join(set);
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    match cache.map(|cache| cache.join("studium").join("target")) {
        Some(shared) if shared.is_dir() => shared,
        _ => root().join("target"),
    }
}

/// `cargo`, in the workspace, with the target folder set.
pub fn cargo() -> Command {
    static OURS: Once = Once::new();
    OURS.call_once(|| {
        if let Err(e) = make_ours(&target_dir(), &root()) {
            println!("{e}");
        }
    });
    plain_cargo()
}

fn plain_cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root()).env("CARGO_TARGET_DIR", target_dir());
    cargo
}

/// What another clone built of our crates has that clone's paths in it (`CARGO_MANIFEST_DIR`, embedded folders), and
/// cargo takes it for fresh. So our own crates are built again when the folder was last used from elsewhere.
fn make_ours(target: &Path, root: &Path) -> Result {
    let mark = target.join("checkout");
    let here = root.to_string_lossy();
    if std::fs::read_to_string(&mark).is_ok_and(|last| last == here) {
        return Ok(());
    }
    for (_, profile) in
        [("debug", "dev"), ("release", "release")].iter().filter(|(folder, _)| target.join(folder).is_dir())
    {
        output(plain_cargo().args(["clean", "--workspace", "--profile", profile]).env("CARGO_TARGET_DIR", target))?;
    }
    let marked = std::fs::create_dir_all(target).and_then(|()| std::fs::write(&mark, here.as_bytes()));
    marked.map_err(|e| format!("{}: {e}", mark.display()))
}

/// Runs a command that the person watches. Err names the command and how it ended.
pub fn run(command: &mut Command) -> Result {
    println!("$ {}", shown(command));
    let status = command.status().map_err(|e| cannot_start(command, &e))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", shown(command))) }
}

/// What a command prints, when it succeeds.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|e| cannot_start(command, &e))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("`{}`: {}", shown(command), String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// Runs a command whose lines are shown and counted. A command that fails without reporting a failed test (it did
/// not compile, say) counts as one failure; one that succeeds without reporting tests counts as one pass.
pub fn counted(command: &mut Command) -> Tally {
    println!("$ {}", shown(command));
    // The runners write into a pipe, so they must be told whether somebody watches in colour.
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    } else {
        command.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    }
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(e) => return Tally::failure(cannot_start(command, &e)),
    };
    let tally = Mutex::new(Tally::default());
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(|| stdout.map(|from| show_and_count(from, std::io::stdout(), &tally)));
        scope.spawn(|| stderr.map(|from| show_and_count(from, std::io::stderr(), &tally)));
    });
    let mut tally = tally.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    match child.wait() {
        Ok(status) if status.success() => {
            if tally.is_empty() {
                tally.passed = 1;
            }
        }
        Ok(status) => tally.ensure_failure(format!("`{}` ended with {status}", shown(command))),
        Err(e) => tally.ensure_failure(e.to_string()),
    }
    tally
}

fn show_and_count(from: impl Read, mut to: impl Write, tally: &Mutex<Tally>) {
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        // A closed terminal must not stop the counting.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        if let Ok(mut tally) = tally.lock() {
            tally.read_line(&String::from_utf8_lossy(&line));
        }
        line.clear();
    }
}

/// The path of a program in `PATH`.
pub fn find_program(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name.as_ref())).find(|file| file.is_file())
}

/// A port of this machine that nobody listens on now.
pub fn free_port() -> Result<u16> {
    std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|e| format!("no free port: {e}"))
}

/// A stopwatch: how long the person waited.
#[expect(clippy::disallowed_methods, reason = "xtask times its own steps; nothing is decided by it")]
pub fn stopwatch() -> Instant {
    Instant::now()
}

fn shown(command: &Command) -> String {
    let mut text = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start `{}`: {error}", shown(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_folder_that_another_clone_used_is_ours_only_after_its_crates_are_cleaned() {
        let target = std::env::temp_dir().join(format!("studium-target-{}", std::process::id()));
        let built = target.join("debug/.fingerprint/formats-0123456789abcdef");
        std::fs::create_dir_all(&built).expect("a folder");
        std::fs::write(target.join("checkout"), "/elsewhere").expect("a mark");
        make_ours(&target, &root()).expect("cleaned");
        assert!(!built.exists(), "what the other clone built of ours is gone");
        std::fs::create_dir_all(&built).expect("a folder");
        make_ours(&target, &root()).expect("nothing to do");
        assert!(built.exists(), "our own is kept");
        std::fs::remove_dir_all(&target).expect("removed");
    }
}
