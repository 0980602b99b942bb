//! A client that keeps its connection: HTTP/1.1 over a plain socket, so that what is measured is the server.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// One kept connection, with what is sent along each time (a token, a cookie).
pub struct Client {
    address: String,
    always: String,
    stream: BufReader<TcpStream>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body of an answer that went well.
    pub fn json(&self) -> Result<Value> {
        if !(200..300).contains(&self.status) {
            bail!("status {}: {}", self.status, self.text().chars().take(300).collect::<String>());
        }
        serde_json::from_slice(&self.body).context("the answer is no JSON")
    }
}

impl Client {
    pub fn open(address: &str) -> Result<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        Ok(Client { address: address.into(), always: String::new(), stream: BufReader::new(stream) })
    }

    /// As this API token.
    pub fn with_token(address: &str, token: &str) -> Result<Client> {
        let client = Client::open(address)?;
        Ok(Client { always: format!("Authorization: Bearer {token}\r\n"), ..client })
    }

    /// With a session's cookie.
    pub fn with_cookie(address: &str, cookie: &str) -> Result<Client> {
        let client = Client::open(address)?;
        Ok(Client { always: format!("Cookie: {cookie}\r\n"), ..client })
    }

    /// With the session that signing in gives, and its cookie.
    pub fn signed_in(address: &str, name: &str, password: &str) -> Result<(Client, String)> {
        let mut client = Client::open(address)?;
        let form = format!("name={name}&password={}", password.replace(' ', "+"));
        let answer = client.post("/sign-in", "application/x-www-form-urlencoded", form.as_bytes())?;
        let cookies = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
        let pairs: Vec<&str> = cookies.filter_map(|(_, value)| value.split(';').next()).collect();
        if answer.status != 303 || pairs.is_empty() {
            bail!("signing in as {name} came to status {}", answer.status);
        }
        let cookie = pairs.join("; ");
        client.always = format!("Cookie: {cookie}\r\n");
        Ok((client, cookie))
    }

    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, "", b"")
    }

    pub fn post_json(&mut self, path: &str, body: &Value) -> Result<Answer> {
        self.post(path, "application/json", body.to_string().as_bytes())
    }

    pub fn put_json(&mut self, path: &str, body: &Value) -> Result<Answer> {
        self.send("PUT", path, "Content-Type: application/json\r\n", body.to_string().as_bytes())
    }

    /// A form as a browser sends it.
    pub fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let encoded = |text: &str| -> String {
            let byte = |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
            text.bytes().map(byte).collect()
        };
        let fields: Vec<String> = fields.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        self.post(path, "application/x-www-form-urlencoded", fields.join("&").as_bytes())
    }

    pub fn post(&mut self, path: &str, content_type: &str, body: &[u8]) -> Result<Answer> {
        // as a browser on our own pages would
        let headers = format!("Content-Type: {content_type}\r\nOrigin: http://{}\r\n", self.address);
        self.send("POST", path, &headers, body)
    }

    /// A form with one file.
    pub fn post_file(&mut self, path: &str, name: &str, bytes: &[u8]) -> Result<Answer> {
        const BOUNDARY: &str = "studium-bench-boundary";
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.post(path, &format!("multipart/form-data; boundary={BOUNDARY}"), &body)
    }

    fn send(&mut self, method: &str, path: &str, headers: &str, body: &[u8]) -> Result<Answer> {
        let length = if method == "GET" { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{}{headers}{length}\r\n", self.address, self.always)
                .into_bytes();
        request.extend_from_slice(body);
        self.stream.get_mut().write_all(&request)?;
        self.answer().with_context(|| format!("{method} {path}"))
    }

    fn answer(&mut self) -> Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|s| s.parse().ok()).context("no status line")?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
            answer.body = self.chunks()?;
        } else if let Some(length) = answer.header("content-length") {
            answer.body = vec![0; length.parse().context("content-length")?];
            self.stream.read_exact(&mut answer.body)?;
        }
        Ok(answer)
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let length =
                usize::from_str_radix(line.split(';').next().unwrap_or_default(), 16).context("a chunk's length")?;
            let start = body.len();
            body.resize(start + length, 0);
            self.stream.read_exact(&mut body[start..])?;
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}
