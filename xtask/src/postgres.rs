//! A PostgreSQL of our own for the length of a test run.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::Result;
use crate::command::{self, free_port, stopwatch};
use crate::debian::{self, Program};

/// The shell that looks after the server. It stops the server when its standard input closes, and removes the folder
/// when the server has ended, so that both go however `xtask` ends, killed included.
const KEEPER: &str = r#"
trap '' INT TERM HUP
exec 3<&0
dir=$(mktemp -d -p /tmp studium-postgres.XXXXXX) || exit 1
trap 'rm -rf "$dir"' EXIT
"$1/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb" 2>&1 ||
  { cat "$dir/initdb" >&2; exit 1; }
"$1/postgres" -D "$dir/data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir" \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 \
  -c log_min_messages=fatal </dev/null &
server=$!
{ read -r _ <&3; kill -INT $server; } >/dev/null 2>&1 &
wait $server
"#;

pub struct Postgres {
    keeper: Child,
    port: u16,
}

impl Postgres {
    /// Starts a server on a free port, with durability off, as the user `postgres` or `nobody` when we are root
    /// (PostgreSQL refuses to run as root), else as ourselves.
    pub fn start() -> Result<Postgres> {
        debian::ensure(&[Program::Postgres])?;
        let programs = Program::Postgres
            .find()
            .and_then(|program| program.canonicalize().ok())
            .and_then(|program| program.parent().map(PathBuf::from))
            .ok_or("PostgreSQL has gone")?;
        let port = free_port()?;
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(&programs).arg(port.to_string());
        keeper.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null());
        if debian::is_root() {
            let (user, group) = unprivileged_user().ok_or("no user `postgres` or `nobody` to run PostgreSQL as")?;
            keeper.uid(user).gid(group);
        }
        let keeper = keeper.spawn().map_err(|e| format!("cannot start sh: {e}"))?;
        let mut postgres = Postgres { keeper, port };
        postgres.wait_until_ready(&programs)?;
        Ok(postgres)
    }

    /// Where a test connects.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, programs: &std::path::Path) -> Result {
        let watch = stopwatch();
        while watch.elapsed() < Duration::from_secs(60) {
            let port = self.port.to_string();
            let mut ask = Command::new(programs.join("pg_isready"));
            if command::output(ask.args(["-q", "-U", "postgres", "-h", "127.0.0.1", "-p", &port])).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.keeper.try_wait() {
                return Err(format!("PostgreSQL did not start ({status}); the reason stands above"));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("PostgreSQL did not answer within 60 s".to_owned())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The ids of the user and group of `postgres`, else of `nobody`.
fn unprivileged_user() -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    ["postgres", "nobody"].iter().find_map(|name| user_in(&users, name))
}

/// Reads `name:x:UID:GID:…`.
fn user_in(users: &str, name: &str) -> Option<(u32, u32)> {
    let fields = users.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields[0] == name)?;
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let users = "root:x:0:0::/root:/bin/sh\npostgres-backup:x:7:7::/:/bin/sh\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(user_in(users, "postgres"), Some((101, 104)));
        assert_eq!(user_in(users, "nobody"), None);
    }
}
