//! The search index of a server, what fills it, and the library that the server starts with.

use anyhow::Context;
use std::sync::Arc;
use studium_core::search::Feeder;
use studium_core::{Studium, library};
use tokio::task::JoinHandle;

/// The index's folder inside the data folder.
const FOLDER: &str = "index";

/// Opens the index, for the one process that serves; commands beside it announce and do not search. Blocks.
pub fn with_index(studium: Studium) -> anyhow::Result<Studium> {
    let index = search::TantivyIndex::open(&studium.folder.join(FOLDER)).context("the search index")?;
    Ok(Studium { search: Arc::new(index), ..studium })
}

/// Brings the library in and keeps the index in step, until it is aborted. Pages work meanwhile.
pub fn start(studium: Studium) -> JoinHandle<()> {
    tokio::spawn(async move {
        match library::seed(&studium).await {
            Ok(done) if done.written > 0 || done.binned > 0 => {
                tracing::info!(written = done.written, binned = done.binned, "the library was brought up to date");
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the library could not be brought up to date"),
        }
        Feeder::new(studium).run().await;
    })
}
