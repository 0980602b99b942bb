//! A request's body that must keep coming: a client that sends a byte now and then does not hold a connection for ever.

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

/// The next part must come within this time.
const PAUSE: Duration = Duration::from_secs(20);
/// After so long the average counts.
const GRACE: Duration = Duration::from_secs(30);
/// Bytes a second, on average.
const SLOWEST: u64 = 1_000;

pub struct Paced {
    body: Incoming,
    begun: Instant,
    bytes: u64,
    pause: Pin<Box<Sleep>>,
}

impl Paced {
    pub fn new(body: Incoming) -> Paced {
        Paced { body, begun: Instant::now(), bytes: 0, pause: Box::pin(sleep(PAUSE)) }
    }

    fn too_slow(&self) -> bool {
        let passed = self.begun.elapsed();
        passed > GRACE && self.bytes < passed.as_secs() * SLOWEST
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = &mut *self;
        let polled = Pin::new(&mut this.body).poll_frame(cx);
        if polled.is_pending() {
            ready!(this.pause.as_mut().poll(cx));
            return Poll::Ready(Some(Err(slow())));
        }
        this.pause.as_mut().reset(Instant::now() + PAUSE);
        polled.map(|frame| {
            frame.map(|frame| {
                let frame = frame.map_err(io::Error::other)?;
                this.bytes += frame.data_ref().map_or(0, |d| d.len() as u64);
                if this.too_slow() { Err(slow()) } else { Ok(frame) }
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the request's body came too slowly")
}
