//! Just enough HTTP to ask a server of ours whether it is there.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::Duration;

use crate::Result;

/// GETs a path from this machine. Err when there is no answer.
pub fn get(port: u16, path: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::other("the answer is not HTTP"))?;
    Ok((status, answer.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned()))
}

/// Waits until the server answers on `/healthz`. Err when it ended, or is silent for `patience`.
pub fn wait_until_healthy(server: &mut Child, port: u16, patience: Duration) -> Result {
    let watch = crate::command::stopwatch();
    while watch.elapsed() < patience {
        if get(port, "/healthz").is_ok_and(|(status, _)| status == 200) {
            return Ok(());
        }
        if let Ok(Some(status)) = server.try_wait() {
            return Err(format!("the server ended with {status}"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(format!("the server did not answer on /healthz within {} s", patience.as_secs()))
}
