//! `studium serve`: an accept loop of our own, because `axum::serve` arms no timer against clients that send their header
//! a byte at a time.

use crate::child::ChildReader;
use crate::paced::Paced;
use crate::test_clock::TestClock;
use crate::{Place, library_and_search, wiring};
use anyhow::Context;
use axum::extract::Request;
use clap::Args;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use studium_core::Studium;
use studium_core::accounts::SignUp;
use studium_core::admin::{nightly, server};
use studium_core::forgetting::{Fitter, Refolder};
use studium_core::transfer::{self, Importer, uploads};
use studium_core::{jobs, papers, plan};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;
use web::frame::ClientAddress;
use web::{AppState, WebConfig};

/// A header must be there within this time.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// A TLS handshake must be done within this time.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
/// Requests under way may end within this time after the signal to stop.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Who may sign up: open, invite, closed. Kept; the admin page changes it later.
    #[arg(long, value_parser = ["open", "invite", "closed"])]
    sign_up: Option<String>,
    /// The certificate chain, PEM; with it the pages are served by HTTPS.
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's key, PEM.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front serves HTTPS and names the visitor's address.
    #[arg(long)]
    behind_proxy: bool,
    /// For tests of the whole: how many milliseconds the clock is ahead stands in this file.
    #[arg(long, hide = true, value_name = "FILE")]
    test_clock: Option<PathBuf>,
}

impl Serve {
    pub fn run(self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.serve())
    }

    async fn serve(self) -> anyhow::Result<()> {
        let tls = self.tls()?;
        let place = self.place.clone();
        let mut studium =
            tokio::task::spawn_blocking(move || wiring::open(&place).and_then(library_and_search::with_index))
                .await??;
        if let Some(ahead) = &self.test_clock {
            tracing::warn!("the clock is a test's: {}", ahead.display());
            studium.clock = Arc::new(TestClock { ahead: ahead.clone() });
        }
        self.choose_sign_up(&studium).await?;
        let config = WebConfig {
            secure: tls.is_some() || self.behind_proxy,
            behind_proxy: self.behind_proxy,
            ..WebConfig::default()
        };
        // before anybody can know that the server is there, so that no signal finds it unready
        let mut stop = std::pin::pin!(StopSignal::install()?.wait());
        let listener = TcpListener::bind(self.listen).await.with_context(|| format!("listening on {}", self.listen))?;
        let address = listener.local_addr()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        tracing::info!("Studium is at {scheme}://{address}");
        if !config.secure {
            tracing::info!(
                "served without HTTPS: others in the same network could read along, and browsers on other devices will \
                 not study offline; --tls-cert and --tls-key, or a proxy and --behind-proxy, add it"
            );
        }
        tokio::task::spawn_blocking(web::warm_up);
        let night = tokio::spawn(nightly::run(studium.clone()));
        let days = tokio::spawn(plan::run(studium.clone()));
        let sittings = tokio::spawn(papers::run(studium.clone()));
        let work = background(&studium).await?;
        let library = library_and_search::start(studium.clone());
        let router = web::router(AppState::new(studium.clone(), config));
        let graceful = GracefulShutdown::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        let watcher = graceful.watcher();
                        tokio::spawn(connection(stream, peer, router.clone(), tls.clone(), watcher));
                    }
                    // out of file handles: let connections end
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                },
                () = &mut stop => break,
            }
        }
        drop(listener);
        tokio::select! {
            () = graceful.shutdown() => {}
            () = tokio::time::sleep(SHUTDOWN_TIMEOUT) => tracing::warn!("some requests were cut"),
        }
        night.abort();
        days.abort();
        sittings.abort();
        work.abort();
        library.abort();
        tokio::task::spawn_blocking(move || studium.db.close()).await?;
        Ok(())
    }

    /// A mode given at the start is kept, as if the admin had chosen it.
    async fn choose_sign_up(&self, studium: &Studium) -> anyhow::Result<()> {
        if let Some(mode) = self.sign_up.as_deref().and_then(SignUp::parse) {
            studium.write(move |tx| server::set_sign_up(tx, mode)).await?;
        }
        Ok(())
    }

    fn tls(&self) -> anyhow::Result<Option<TlsAcceptor>> {
        let (Some(cert), Some(key)) = (&self.tls_cert, &self.tls_key) else { return Ok(None) };
        let open = |path: &PathBuf| {
            std::fs::File::open(path).map(std::io::BufReader::new).with_context(|| path.display().to_string())
        };
        let chain = rustls_pemfile::certs(&mut open(cert)?).collect::<Result<Vec<_>, _>>()?;
        let key = rustls_pemfile::private_key(&mut open(key)?)?
            .with_context(|| format!("{}: no private key inside", key.display()))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        Ok(Some(TlsAcceptor::from(Arc::new(config))))
    }
}

/// Sweeps what an earlier process left unfinished, and starts the runner of jobs.
async fn background(studium: &Studium) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    uploads::prepare(studium)?;
    uploads::sweep(studium).await?;
    transfer::sweep_unfinished(studium).await?;
    let importer = Importer::new(Arc::new(ChildReader::new()?));
    let handlers: Vec<Arc<dyn jobs::Handler>> =
        vec![Arc::new(importer), Arc::new(Refolder), Arc::new(Fitter), Arc::new(plan::Planner)];
    Ok(jobs::start(studium.clone(), handlers))
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: axum::Router,
    tls: Option<TlsAcceptor>,
    watcher: Watcher,
) {
    let _ = stream.set_nodelay(true);
    match tls {
        None => answer(stream, peer, router, watcher).await,
        Some(acceptor) => {
            if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await {
                answer(stream, peer, router, watcher).await;
            }
        }
    }
}

async fn answer<S>(stream: S, peer: SocketAddr, router: axum::Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut request = request.map(|body| axum::body::Body::new(Paced::new(body)));
        request.extensions_mut().insert(ClientAddress(peer.ip()));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    // a client that hangs up in the middle is no news
    let _ = watcher.watch(connection).await;
}

/// Ctrl-C or the service manager's wish.
struct StopSignal {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl StopSignal {
    fn install() -> std::io::Result<StopSignal> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(StopSignal { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
        }
        #[cfg(not(unix))]
        Ok(StopSignal {})
    }

    #[cfg(unix)]
    async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    /// A connection to a server whose one page reads the whole body first.
    fn connected() -> (DuplexStream, tokio::task::JoinHandle<()>, GracefulShutdown) {
        let (client, server) = duplex(64 * 1024);
        let page = axum::routing::any(|body: axum::body::Bytes| async move { format!("{} bytes", body.len()) });
        let router = axum::Router::new().route("/", page);
        // lives as long as the test: its end would end the connection
        let shutdown = GracefulShutdown::new();
        let watcher = shutdown.watcher();
        let peer = SocketAddr::from(([127, 0, 0, 1], 9));
        (client, tokio::spawn(answer(server, peer, router, watcher)), shutdown)
    }

    /// Sends a piece, then one byte a second (of time that stands still until everybody waits) for so long.
    async fn drip(client: &mut DuplexStream, piece: &str, seconds: usize) {
        client.write_all(piece.as_bytes()).await.expect("sent");
        for _ in 0..seconds {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if client.write_all(b"x").await.is_err() {
                return;
            }
        }
    }

    async fn answered(client: &mut DuplexStream) -> String {
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).await.expect("the end");
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_drips_its_header_is_let_go_after_ten_seconds() {
        let (mut client, connection, _shutdown) = connected();
        let begun = tokio::time::Instant::now();
        drip(&mut client, "GET / HTTP/1.1\r\nHost: ", 60).await;
        connection.await.expect("the connection ended by itself");
        assert!(begun.elapsed() < HEADER_TIMEOUT + Duration::from_secs(2), "{:?}", begun.elapsed());
        assert!(!answered(&mut client).await.contains("200 OK"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_drips_its_body_is_let_go_within_a_minute() {
        let (mut client, connection, _shutdown) = connected();
        let begun = tokio::time::Instant::now();
        drip(&mut client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", 600).await;
        drop(client);
        connection.await.expect("the connection ended");
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_is_merely_slow_is_answered() {
        let (mut client, _connection, _shutdown) = connected();
        drip(&mut client, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 15\r\n\r\n", 15).await;
        assert!(answered(&mut client).await.ends_with("15 bytes"));
    }
}
