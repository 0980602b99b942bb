//! An empty server: how long until it answers, and its memory then.

use crate::figure::{Figure, Target};
use crate::measure;
use crate::numbers::median;
use crate::server::{self, Server};
use anyhow::Result;

const STARTS: usize = 9;

pub fn run() -> Result<Vec<Figure>> {
    let binary = server::binary()?;
    let (mut first, mut start, mut memory, mut looked) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        let server = Server::start(&binary, &data)?;
        first.push(server.start_ms);
        server.stop()?;
        let server = Server::start(&binary, &data)?;
        start.push(server.start_ms);
        memory.push(measure::memory_mb(server.pid(), "VmRSS"));
        let mut client = server.open()?;
        for page in ["/", "/library", "/sign-in"] {
            client.get(page)?;
        }
        looked.push(measure::memory_mb(server.pid(), "VmRSS"));
    }
    Ok(vec![
        Figure::limit("empty: start until /healthz answers", median(&start), "ms", Target::AtMost(200.0)),
        Figure::limit("empty: memory", median(&memory), "MB", Target::AtMost(60.0)),
        Figure::note("empty: memory after three pages", median(&looked), "MB"),
        Figure::note("empty: the very first start, which makes the database", median(&first), "ms"),
    ])
}
