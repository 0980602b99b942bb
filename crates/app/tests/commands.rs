//! The commands as people type them, alone and beside a running server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn studium(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_studium"));
    command.args(arguments).arg("--data").arg(data);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    // a command that does not read its input may be gone already
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn good(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A server on a free port; killed when dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_studium"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("http://").map(|(_, address)| address.trim().to_owned()))
            .expect("it says where it is");
        // so that the server never waits for a reader of its log
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Server { child, address }
    }

    fn get(&self, path: &str, header: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{header}\r\n", self.address)
            .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_account_and_a_token_are_made_and_a_backup_brings_them_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("all.zip"));
    let codes = good(&studium(&data, &["user", "add", "mia"], "correct horse battery\n"));
    assert_eq!(codes.lines().count(), 10);
    let again = studium(&data, &["user", "add", "Mia"], "correct horse battery\n");
    assert!(String::from_utf8_lossy(&again.stderr).contains("has this name"));
    let token = good(&studium(&data, &["token", "add", "mia"], ""));
    assert!(token.starts_with("studium_") && token.lines().count() == 1, "{token}");
    assert!(!studium(&data, &["token", "add", "nobody"], "").status.success());
    good(&studium(&data, &["backup", &file.to_string_lossy()], ""));
    let elsewhere = folder.path().join("elsewhere");
    good(&studium(&elsewhere, &["restore", &file.to_string_lossy()], ""));
    good(&studium(&elsewhere, &["check"], ""));
    assert!(good(&studium(&elsewhere, &["check", "--rebuild"], "")).contains("memory: good"));
    assert_eq!(good(&studium(&elsewhere, &["user", "reset", "mia"], "")).lines().count(), 1);
}

#[test]
fn a_common_password_makes_no_account() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = studium(folder.path(), &["user", "add", "mia"], "passwort123\n");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("first that others try"));
}

#[test]
fn commands_work_beside_a_running_server_and_restore_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("all.zip"));
    let server = Server::start(&data);
    assert!(server.get("/healthz", "").contains("\"database\":\"ok\""));
    good(&studium(&data, &["user", "add", "mia"], "correct horse battery"));
    let token = good(&studium(&data, &["token", "add", "mia"], ""));
    let page = server.get("/sign-in", "Accept-Language: de\r\n");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Willkommen"), "{page}");
    let denied = server.get("/api/v1/no-such-thing", &format!("Authorization: Bearer {}\r\n", token.trim()));
    assert!(denied.starts_with("HTTP/1.1 404"), "{denied}");
    good(&studium(&data, &["backup", &file.to_string_lossy()], ""));
    let refused = studium(&data, &["restore", &file.to_string_lossy()], "");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Stop it first"), "{refused:?}");
}

#[test]
fn a_server_that_is_told_to_stop_ends_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path());
    let stopped = Command::new("kill").arg(server.child.id().to_string()).status().expect("kill runs");
    assert!(stopped.success());
    assert!(server.child.wait().expect("it ends").success());
}
